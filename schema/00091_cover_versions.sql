-- +goose Up
-- What is covered may be corrected. A cover lies on a version of a comment: on the
-- passages of that text, of which it is told by the revision that made it. What was
-- said before keeps its covers, and its original is sealed apart; where the covered
-- words stand in what is said then, the same decision lies on them there too.
ALTER TABLE comments ADD COLUMN version integer NOT NULL DEFAULT 0; -- the revision that made what it says; 0: as it was sent
ALTER TABLE earlier_comments
    ADD COLUMN version integer NOT NULL DEFAULT 0, -- likewise, of what it said until revision
    ADD COLUMN covered boolean NOT NULL DEFAULT false;
CREATE TABLE sealed_earlier (
    comment       uuid NOT NULL,
    revision      integer NOT NULL,
    body          text NOT NULL,
    proposed_text text NOT NULL,
    quote_exact   text,
    quote_prefix  text,
    quote_suffix  text,
    PRIMARY KEY (comment, revision),
    FOREIGN KEY (comment, revision) REFERENCES earlier_comments
);
ALTER TABLE redaction_spans
    ADD COLUMN comment uuid REFERENCES comments, -- in which it stands; of a name, that with which it was asked for
    ADD COLUMN version integer NOT NULL DEFAULT 0,
    DROP CONSTRAINT redaction_spans_no_check,
    ADD CONSTRAINT redaction_spans_no_check CHECK (no > 0);

UPDATE comments c SET version = v.no FROM (SELECT submission, max(no) AS no FROM revisions WHERE kind = 'corrected' GROUP BY submission) v WHERE v.submission = c.submission;
UPDATE earlier_comments e SET version = coalesce((SELECT max(x.revision) FROM earlier_comments x WHERE x.comment = e.comment AND x.revision < e.revision), 0);
ALTER TABLE redaction_spans DISABLE TRIGGER append_only;
UPDATE redaction_spans p SET comment = r.comment, version = CASE WHEN r.state IN ('asked', 'laid', 'lifting') THEN c.version
        ELSE coalesce((SELECT max(v.no) FROM revisions v WHERE v.submission = r.submission AND v.kind = 'corrected'
            AND v.at <= (SELECT t.at FROM redaction_steps t WHERE t.redaction = r.id AND t.no = 1)), 0) END
    FROM redactions r JOIN comments c ON c.id = r.comment WHERE r.id = p.redaction;
ALTER TABLE redaction_spans ENABLE TRIGGER append_only;
ALTER TABLE redaction_spans ALTER COLUMN comment SET NOT NULL;
CREATE INDEX redaction_spans_comment ON redaction_spans (comment);

DROP FUNCTION covered_text(uuid, text, text);
-- +goose StatementBegin
-- lies reports whether something is covered in a version of a comment.
CREATE FUNCTION lies(which uuid, which_version integer) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM redaction_spans p JOIN redactions r ON r.id = p.redaction
        WHERE p.comment = which AND p.version = which_version AND r.state IN ('laid', 'lifting'))
$$;

-- covered_text is a part of a version of a comment with its covers. Covers that
-- overlap are one, with the mark of the first.
CREATE FUNCTION covered_text(which uuid, which_version integer, which_part text, original text) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    s    record;
    at   integer := 0;
    said text := '';
BEGIN
    FOR s IN SELECT p.starts, p.ends, r.mark FROM redaction_spans p JOIN redactions r ON r.id = p.redaction
        WHERE p.comment = which AND p.version = which_version AND r.state IN ('laid', 'lifting') AND p.part = which_part ORDER BY p.starts, p.ends DESC, r.id, p.no
    LOOP
        IF s.starts >= at THEN
            said := said || substr(original, at + 1, s.starts - at) || s.mark;
        END IF;
        at := greatest(at, s.ends);
    END LOOP;
    RETURN said || substr(original, at + 1);
END $$;

-- quote_covered reports whether the quote of a version of a comment is covered, which
-- what stands before and behind it goes with.
CREATE FUNCTION quote_covered(which uuid, which_version integer) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM redaction_spans p JOIN redactions r ON r.id = p.redaction
        WHERE p.comment = which AND p.version = which_version AND r.state IN ('laid', 'lifting') AND p.part = 'quote')
$$;

-- lay_covers has a comment, what it said before, its files and the name of its author
-- read as the covers that are laid say.
CREATE OR REPLACE FUNCTION lay_covers(which uuid, sent uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name_mark text;
BEGIN
    INSERT INTO sealed_comments (comment, body, proposed_text, quote_exact, quote_prefix, quote_suffix)
    SELECT id, body, proposed_text, quote_exact, quote_prefix, quote_suffix FROM comments WHERE id = which AND lies(which, version) ON CONFLICT DO NOTHING;
    UPDATE comments c SET covered = lies(which, c.version), search_key = '', body = covered_text(which, c.version, 'body', z.body),
        proposed_text = covered_text(which, c.version, 'proposed_text', z.proposed_text), quote_exact = covered_text(which, c.version, 'quote', z.quote_exact),
        quote_prefix = CASE WHEN quote_covered(which, c.version) THEN '' ELSE z.quote_prefix END, quote_suffix = CASE WHEN quote_covered(which, c.version) THEN '' ELSE z.quote_suffix END
    FROM sealed_comments z WHERE z.comment = which AND c.id = which;
    DELETE FROM sealed_comments z USING comments c WHERE z.comment = which AND c.id = which AND NOT c.covered;

    INSERT INTO sealed_earlier (comment, revision, body, proposed_text, quote_exact, quote_prefix, quote_suffix)
    SELECT comment, revision, body, proposed_text, quote_exact, quote_prefix, quote_suffix FROM earlier_comments WHERE comment = which AND lies(which, version) ON CONFLICT DO NOTHING;
    UPDATE earlier_comments e SET covered = lies(which, e.version), body = covered_text(which, e.version, 'body', z.body),
        proposed_text = covered_text(which, e.version, 'proposed_text', z.proposed_text), quote_exact = covered_text(which, e.version, 'quote', z.quote_exact),
        quote_prefix = CASE WHEN quote_covered(which, e.version) THEN '' ELSE z.quote_prefix END, quote_suffix = CASE WHEN quote_covered(which, e.version) THEN '' ELSE z.quote_suffix END
    FROM sealed_earlier z WHERE z.comment = which AND e.comment = which AND e.revision = z.revision;
    DELETE FROM sealed_earlier z USING earlier_comments e WHERE z.comment = which AND e.comment = which AND e.revision = z.revision AND NOT e.covered;

    -- A file is covered whatever version it came with.
    INSERT INTO sealed_files (attachment, name)
    SELECT DISTINCT f.id, f.name FROM redaction_spans p JOIN attachments f ON f.id = p.attachment WHERE p.comment = which ON CONFLICT DO NOTHING;
    UPDATE attachments f SET covered = m.mark IS NOT NULL, name = coalesce(m.mark, z.name)
    FROM (SELECT DISTINCT attachment FROM redaction_spans WHERE comment = which AND attachment IS NOT NULL) a JOIN sealed_files z ON z.attachment = a.attachment LEFT JOIN LATERAL (
        SELECT r.mark FROM redaction_spans p JOIN redactions r ON r.id = p.redaction
        WHERE p.attachment = a.attachment AND r.state IN ('laid', 'lifting') ORDER BY r.id LIMIT 1) m ON true
    WHERE f.id = a.attachment;
    DELETE FROM sealed_files z USING attachments f, redaction_spans p WHERE p.comment = which AND f.id = p.attachment AND z.attachment = f.id AND NOT f.covered;

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

CREATE OR REPLACE FUNCTION take_redaction_step() RETURNS trigger LANGUAGE plpgsql AS $$
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
        PERFORM lay_covers(x.comment, r.submission) FROM (SELECT DISTINCT comment FROM redaction_spans WHERE redaction = r.id ORDER BY comment) x;
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd

-- +goose Down
-- +goose StatementBegin
DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM sealed_earlier) THEN
        RAISE EXCEPTION 'comments were corrected under covers, which would be read again' USING ERRCODE = 'restrict_violation';
    END IF;
END $$;
-- +goose StatementEnd
DROP FUNCTION quote_covered(uuid, integer), covered_text(uuid, integer, text, text), lies(uuid, integer);
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
CREATE OR REPLACE FUNCTION lay_covers(which uuid, sent uuid) RETURNS void LANGUAGE plpgsql AS $$
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

CREATE OR REPLACE FUNCTION take_redaction_step() RETURNS trigger LANGUAGE plpgsql AS $$
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
-- +goose StatementEnd
ALTER TABLE redaction_spans DROP COLUMN version, DROP COLUMN comment, DROP CONSTRAINT redaction_spans_no_check,
    ADD CONSTRAINT redaction_spans_no_check CHECK (no BETWEEN 1 AND 400) NOT VALID;
DROP TABLE sealed_earlier;
ALTER TABLE earlier_comments DROP COLUMN covered, DROP COLUMN version;
ALTER TABLE comments DROP COLUMN version;
