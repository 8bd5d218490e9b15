-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION hash_of(said text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT 'sha256:' || encode(sha256(convert_to(said, 'UTF8')), 'hex')
$$;
-- +goose StatementEnd

-- The answers of a round, in pages of 256 comments by their numbers: the digest of
-- a page is of the newest answer to each of its comments, and that of the round of
-- its pages, so that it costs little at any number of comments. A page is made anew
-- under its own row's lock, and sees what was committed before.
CREATE TABLE answer_pages (
    round   uuid NOT NULL REFERENCES rounds,
    page    integer NOT NULL CHECK (page >= 0),
    digest  bytea NOT NULL CHECK (length(digest) = 32),
    last_at timestamptz NOT NULL, -- of the newest answer, on the dossier's own clock
    PRIMARY KEY (round, page)
);
-- +goose StatementBegin
CREATE FUNCTION answer_page(of_round uuid, of_page integer) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to(coalesce(string_agg(a.line, '' ORDER BY a.number), ''), 'UTF8')) FROM (
        SELECT DISTINCT ON (c.number) c.number, c.number || ' ' || a.version || ' ' || hash_of(concat(a.outcome, E'\n', a.change_no, E'\n', a.change_provision, E'\n', a.reasons)) || E'\n' AS line
        FROM comments c JOIN answers a ON a.comment = c.id
        WHERE c.round = of_round AND c.number > of_page * 256 AND c.number <= (of_page + 1) * 256
        ORDER BY c.number, a.version DESC) a
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION page_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO answer_pages AS p (round, page, digest, last_at)
        SELECT c.round, (c.number - 1) / 256, sha256(''), max(f.legal_at) FROM fresh f JOIN comments c ON c.id = f.comment GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT (round, page) DO UPDATE SET last_at = greatest(p.last_at, excluded.last_at);
    UPDATE answer_pages p SET digest = answer_page(p.round, p.page)
        FROM (SELECT DISTINCT c.round, (c.number - 1) / 256 AS page FROM fresh f JOIN comments c ON c.id = f.comment) x
        WHERE p.round = x.round AND p.page = x.page;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER page_answers AFTER INSERT ON answers REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION page_answers();
INSERT INTO answer_pages (round, page, digest, last_at)
    SELECT x.round, x.page, answer_page(x.round, x.page), x.last_at FROM (
        SELECT c.round, (c.number - 1) / 256 AS page, max(a.legal_at) AS last_at FROM answers a JOIN comments c ON c.id = a.comment GROUP BY 1, 2) x;

-- What signatures stand on, by its hash: the seal that is prepared and signed.
CREATE TABLE seals (
    seal     text PRIMARY KEY,
    manifest text NOT NULL,
    CHECK (seal = hash_of(manifest))
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON seals FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What was prepared and signed before there were seals stood on the package alone,
-- and its seal says so.
INSERT INTO seals (seal, manifest) SELECT hash_of(m.manifest), m.manifest FROM (
    SELECT E'rasprava.seal/0\npackage ' || package || E'\n' AS manifest FROM preparations UNION
    SELECT E'rasprava.seal/0\npackage ' || package || E'\n' FROM signatures) m;
ALTER TABLE preparations DISABLE TRIGGER append_only;
ALTER TABLE signatures DISABLE TRIGGER append_only;
ALTER TABLE preparations ADD COLUMN sealed text REFERENCES seals;
ALTER TABLE signatures ADD COLUMN sealed text REFERENCES seals;
UPDATE preparations SET sealed = hash_of(E'rasprava.seal/0\npackage ' || package || E'\n');
UPDATE signatures SET sealed = hash_of(E'rasprava.seal/0\npackage ' || package || E'\n');
ALTER TABLE preparations DROP CONSTRAINT preparations_pkey, ALTER COLUMN sealed SET NOT NULL, ADD PRIMARY KEY (dossier, stage_no, sealed, prepared_by);
ALTER TABLE signatures DROP CONSTRAINT signatures_pkey, ALTER COLUMN sealed SET NOT NULL, ADD PRIMARY KEY (dossier, stage_no, sealed, signer);
ALTER TABLE preparations ENABLE TRIGGER append_only;
ALTER TABLE signatures ENABLE TRIGGER append_only;

-- The seal that a step has prepared or signed; empty: none.
ALTER TABLE steps ADD COLUMN sealed text NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE steps DROP COLUMN sealed;
-- Of what one person prepared or signed on one package under several seals the
-- first stays.
ALTER TABLE preparations DISABLE TRIGGER append_only;
ALTER TABLE signatures DISABLE TRIGGER append_only;
DELETE FROM preparations p USING preparations o
    WHERE o.dossier = p.dossier AND o.stage_no = p.stage_no AND o.package = p.package AND o.prepared_by = p.prepared_by AND (o.prepared_at, o.command) < (p.prepared_at, p.command);
DELETE FROM signatures s USING signatures o
    WHERE o.dossier = s.dossier AND o.stage_no = s.stage_no AND o.package = s.package AND o.signer = s.signer AND (o.signed_at, o.command) < (s.signed_at, s.command);
ALTER TABLE preparations ENABLE TRIGGER append_only;
ALTER TABLE signatures ENABLE TRIGGER append_only;
ALTER TABLE preparations DROP COLUMN sealed, ADD PRIMARY KEY (dossier, stage_no, package, prepared_by);
ALTER TABLE signatures DROP COLUMN sealed, ADD PRIMARY KEY (dossier, stage_no, package, signer);
DROP TABLE seals;
DROP TRIGGER page_answers ON answers;
DROP FUNCTION page_answers();
DROP FUNCTION answer_page(uuid, integer);
DROP TABLE answer_pages;
DROP FUNCTION hash_of(text);
