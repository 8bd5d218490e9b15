-- +goose Up
-- What of a submission must not be read is covered, and its original sealed. What
-- everybody reads stands in comments, submissions and attachments, where the covers
-- are laid over it: whoever reads those cannot read more. The originals stand in
-- tables of their own, for who unseals them with a reason. A cover is laid, and
-- taken away, by the steps of two people.
CREATE TABLE redactions (
    id         uuid PRIMARY KEY,
    submission uuid NOT NULL REFERENCES submissions,
    comment    uuid NOT NULL REFERENCES comments,
    ground     text NOT NULL CHECK (ground IN ('personal_data', 'special_data', 'state_secret', 'business_secret', 'dignity', 'decision')),
    mark       text NOT NULL CHECK (mark LIKE '█%' AND length(mark) <= 200), -- what stands where something is covered, in the language of the submission
    state      text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'asked', 'refused', 'laid', 'lifting', 'lifted'))
);
CREATE INDEX redactions_comment ON redactions (comment);
CREATE INDEX redactions_submission ON redactions (submission);
CREATE INDEX redactions_waiting ON redactions (submission) WHERE state IN ('asked', 'lifting');

-- What it covers, by the characters of the original: from the one behind starts to
-- that of the number ends.
CREATE TABLE redaction_spans (
    redaction  uuid NOT NULL REFERENCES redactions,
    no         integer NOT NULL CHECK (no BETWEEN 1 AND 400),
    part       text NOT NULL CHECK (part IN ('body', 'proposed_text', 'quote', 'file', 'name')),
    starts     integer CHECK (starts >= 0),
    ends       integer CHECK (ends > starts),
    attachment uuid, -- may be erased later
    PRIMARY KEY (redaction, no),
    CHECK ((part IN ('body', 'proposed_text', 'quote')) = (starts IS NOT NULL AND ends IS NOT NULL)),
    CHECK ((part = 'file') = (attachment IS NOT NULL))
);
CREATE INDEX redaction_spans_attachment ON redaction_spans (attachment) WHERE attachment IS NOT NULL;

CREATE TABLE redaction_steps (
    redaction  uuid NOT NULL REFERENCES redactions,
    no         integer NOT NULL CHECK (no > 0),
    kind       text NOT NULL CHECK (kind IN ('asked', 'confirmed', 'refused', 'lift_asked', 'lifted', 'lift_refused')),
    person     uuid NOT NULL REFERENCES persons,
    delegation uuid REFERENCES delegations,
    note       text NOT NULL CHECK (length(note) <= 2000), -- for those who handle it
    at         timestamptz NOT NULL,
    legal_at   timestamptz NOT NULL,
    PRIMARY KEY (redaction, no)
);

CREATE TABLE sealed_comments (
    comment       uuid PRIMARY KEY REFERENCES comments,
    body          text NOT NULL,
    proposed_text text NOT NULL,
    quote_exact   text,
    quote_prefix  text,
    quote_suffix  text
);
CREATE TABLE sealed_authors (
    submission   uuid PRIMARY KEY REFERENCES submissions,
    author_name  text NOT NULL,
    organisation uuid REFERENCES organisations,
    publish_name boolean NOT NULL
);
CREATE TABLE sealed_files (
    attachment uuid PRIMARY KEY REFERENCES attachments,
    name       text NOT NULL
);

-- Who read an original, and why.
CREATE TABLE unsealings (
    id         uuid PRIMARY KEY,
    comment    uuid NOT NULL REFERENCES comments,
    person     uuid NOT NULL REFERENCES persons,
    delegation uuid REFERENCES delegations,
    reason     text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    at         timestamptz NOT NULL,
    legal_at   timestamptz NOT NULL
);
CREATE INDEX unsealings_comment ON unsealings (comment, at);

ALTER TABLE comments
    ADD COLUMN covered boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT comments_body_check,
    ADD CONSTRAINT comments_body_check CHECK (length(body) BETWEEN 1 AND CASE WHEN covered THEN 200000 ELSE 20000 END);
ALTER TABLE submissions
    ADD COLUMN covered boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT submissions_check,
    ADD CONSTRAINT submissions_organisation CHECK (CASE WHEN covered THEN organisation IS NULL ELSE (author_kind = 'organisation') = (organisation IS NOT NULL) END);
ALTER TABLE attachments
    ADD COLUMN covered boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT attachments_name_check,
    ADD CONSTRAINT attachments_name_check CHECK (length(name) BETWEEN 1 AND CASE WHEN covered THEN 200 ELSE 120 END);

-- +goose StatementBegin
-- covered_text is a part of a comment with its covers. Covers that overlap are one,
-- with the mark of the first.
CREATE FUNCTION covered_text(which uuid, which_part text, original text) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    s    record;
    at   integer := 0;
    said text := '';
BEGIN
    FOR s IN SELECT p.starts, p.ends, r.mark FROM redactions r JOIN redaction_spans p ON p.redaction = r.id
        WHERE r.comment = which AND r.state IN ('laid', 'lifting') AND p.part = which_part ORDER BY p.starts, p.ends DESC, r.id, p.no
    LOOP
        IF s.starts >= at THEN
            said := said || substr(original, at + 1, s.starts - at) || s.mark;
        END IF;
        at := greatest(at, s.ends);
    END LOOP;
    RETURN said || substr(original, at + 1);
END $$;

-- lay_covers has a comment, its files and the name of its author read as the covers
-- that are laid say.
CREATE FUNCTION lay_covers(which uuid, sent uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name_mark text;
BEGIN
    IF EXISTS (SELECT 1 FROM redactions WHERE comment = which AND state IN ('laid', 'lifting')) THEN
        INSERT INTO sealed_comments (comment, body, proposed_text, quote_exact, quote_prefix, quote_suffix)
        SELECT id, body, proposed_text, quote_exact, quote_prefix, quote_suffix FROM comments WHERE id = which ON CONFLICT DO NOTHING;
    END IF;
    UPDATE comments c SET covered = x.laid, search_key = '', body = covered_text(which, 'body', z.body), proposed_text = covered_text(which, 'proposed_text', z.proposed_text),
        quote_exact = covered_text(which, 'quote', z.quote_exact), quote_prefix = CASE WHEN x.quoted THEN '' ELSE z.quote_prefix END,
        quote_suffix = CASE WHEN x.quoted THEN '' ELSE z.quote_suffix END
    FROM sealed_comments z, LATERAL (SELECT EXISTS (SELECT 1 FROM redactions WHERE comment = which AND state IN ('laid', 'lifting')) AS laid,
        EXISTS (SELECT 1 FROM redactions r JOIN redaction_spans p ON p.redaction = r.id WHERE r.comment = which AND r.state IN ('laid', 'lifting') AND p.part = 'quote') AS quoted) x
    WHERE z.comment = which AND c.id = which;
    DELETE FROM sealed_comments z USING comments c WHERE z.comment = which AND c.id = which AND NOT c.covered;

    INSERT INTO sealed_files (attachment, name)
    SELECT f.id, f.name FROM comment_attachments a JOIN attachments f ON f.id = a.attachment WHERE a.comment = which ON CONFLICT DO NOTHING;
    UPDATE attachments f SET covered = m.mark IS NOT NULL, name = coalesce(m.mark, z.name)
    FROM comment_attachments a JOIN sealed_files z ON z.attachment = a.attachment LEFT JOIN LATERAL (
        SELECT r.mark FROM redactions r JOIN redaction_spans p ON p.redaction = r.id
        WHERE r.comment = which AND r.state IN ('laid', 'lifting') AND p.attachment = a.attachment ORDER BY r.id LIMIT 1) m ON true
    WHERE a.comment = which AND f.id = a.attachment;
    DELETE FROM sealed_files z USING attachments f, comment_attachments a WHERE a.comment = which AND f.id = a.attachment AND z.attachment = f.id AND NOT f.covered;

    SELECT r.mark INTO name_mark FROM redactions r JOIN redaction_spans p ON p.redaction = r.id
    WHERE r.submission = sent AND r.state IN ('laid', 'lifting') AND p.part = 'name' ORDER BY r.id LIMIT 1;
    IF name_mark IS NOT NULL THEN
        INSERT INTO sealed_authors (submission, author_name, organisation, publish_name)
        SELECT id, author_name, organisation, publish_name FROM submissions WHERE id = sent ON CONFLICT DO NOTHING;
        UPDATE submissions SET covered = true, author_name = name_mark, organisation = NULL, publish_name = true WHERE id = sent;
    ELSE
        UPDATE submissions s SET covered = false, author_name = z.author_name, organisation = z.organisation, publish_name = z.publish_name
        FROM sealed_authors z WHERE z.submission = sent AND s.id = sent;
        DELETE FROM sealed_authors WHERE submission = sent;
    END IF;
END $$;

CREATE FUNCTION take_redaction_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    r      redactions;
    before redaction_steps;
    after  text;
BEGIN
    SELECT * INTO r FROM redactions WHERE id = NEW.redaction FOR UPDATE;
    SELECT * INTO before FROM redaction_steps WHERE redaction = NEW.redaction ORDER BY no DESC LIMIT 1;
    after := CASE r.state || ' ' || NEW.kind
        WHEN 'new asked' THEN 'asked' WHEN 'asked confirmed' THEN 'laid' WHEN 'asked refused' THEN 'refused'
        WHEN 'laid lift_asked' THEN 'lifting' WHEN 'lifting lifted' THEN 'lifted' WHEN 'lifting lift_refused' THEN 'laid' END;
    IF after IS NULL OR NEW.no <> coalesce(before.no, 0) + 1 THEN
        RAISE EXCEPTION 'redaction % is %: not %', NEW.redaction, r.state, NEW.kind USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.kind IN ('confirmed', 'lifted') AND NEW.person = before.person THEN
        RAISE EXCEPTION 'redaction %: who asks does not decide', NEW.redaction USING ERRCODE = 'restrict_violation';
    END IF;
    UPDATE redactions SET state = after WHERE id = NEW.redaction;
    IF NEW.kind IN ('confirmed', 'lifted') THEN
        PERFORM lay_covers(r.comment, r.submission);
    END IF;
    RETURN NEW;
END $$;

-- The state of a redaction follows its steps, and nothing else.
CREATE FUNCTION refuse_redaction_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 AND (to_jsonb(NEW) - 'state') = (to_jsonb(OLD) - 'state') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
CREATE TRIGGER follows_steps BEFORE UPDATE OR DELETE ON redactions FOR EACH ROW EXECUTE FUNCTION refuse_redaction_change();
CREATE TRIGGER four_eyes BEFORE INSERT ON redaction_steps FOR EACH ROW EXECUTE FUNCTION take_redaction_step();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON redaction_steps FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON redaction_spans FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON unsealings FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- +goose Down
ALTER TABLE attachments DROP CONSTRAINT attachments_name_check, DROP COLUMN covered, ADD CONSTRAINT attachments_name_check CHECK (length(name) BETWEEN 1 AND 120);
ALTER TABLE submissions DROP CONSTRAINT submissions_organisation, DROP COLUMN covered,
    ADD CONSTRAINT submissions_check CHECK ((author_kind = 'organisation') = (organisation IS NOT NULL));
ALTER TABLE comments DROP CONSTRAINT comments_body_check, DROP COLUMN covered, ADD CONSTRAINT comments_body_check CHECK (length(body) BETWEEN 1 AND 20000);
DROP TABLE unsealings, sealed_files, sealed_authors, sealed_comments, redaction_steps, redaction_spans, redactions;
DROP FUNCTION refuse_redaction_change();
DROP FUNCTION take_redaction_step();
DROP FUNCTION lay_covers(uuid, uuid);
DROP FUNCTION covered_text(uuid, text, text);
