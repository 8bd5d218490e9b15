-- +goose Up
-- A submission is erased at the wish of its author, who holds its secret, or of an
-- officer whom another one confirms. What it said, who sent it and the salts of its
-- commitments are gone then; that it came stays, and so does its leaf. A print of
-- each salt stays, by which the receipt number can still be held to the leaf.
CREATE TABLE erasures (
    id         uuid PRIMARY KEY,
    submission uuid NOT NULL REFERENCES submissions,
    state      text NOT NULL CHECK (state IN ('asked', 'refused', 'done')),
    asked_by   uuid REFERENCES persons, -- null: the author, by the secret
    note       text NOT NULL DEFAULT '' CHECK (length(note) <= 2000), -- how the claimant was verified
    asked_at   timestamptz NOT NULL,
    decided_by uuid REFERENCES persons,
    decided_at timestamptz,
    legal_at   timestamptz,
    CHECK ((state = 'asked') = (decided_at IS NULL)),
    CHECK ((decided_at IS NULL) = (legal_at IS NULL)),
    CHECK ((decided_by IS NULL) = (state = 'asked' OR asked_by IS NULL)),
    CHECK (state <> 'done' OR asked_by IS DISTINCT FROM decided_by OR asked_by IS NULL),
    CHECK (asked_by IS NOT NULL OR state = 'done')
);
CREATE UNIQUE INDEX erasures_asked ON erasures (submission) WHERE state = 'asked';
CREATE UNIQUE INDEX erasures_done ON erasures (submission) WHERE state = 'done';

ALTER TABLE submissions
    ADD COLUMN erased_at timestamptz,
    DROP CONSTRAINT submissions_organisation,
    ADD CONSTRAINT submissions_organisation CHECK (CASE WHEN covered OR erased_at IS NOT NULL THEN organisation IS NULL ELSE (author_kind = 'organisation') = (organisation IS NOT NULL) END),
    ADD CONSTRAINT submissions_erased CHECK (erased_at IS NULL OR (author_name = '' AND author_email = '' AND sent_by IS NULL AND scan IS NULL AND NOT covered
        AND request_hash = decode(repeat('00', 32), 'hex')));
ALTER TABLE comments
    ADD COLUMN erased_at  timestamptz,
    ADD COLUMN salt_print bytea CHECK (length(salt_print) = 32),
    ALTER COLUMN salt DROP NOT NULL,
    DROP CONSTRAINT comments_body_check,
    ADD CONSTRAINT comments_body_check CHECK (CASE WHEN erased_at IS NULL THEN length(body) BETWEEN 1 AND CASE WHEN covered THEN 200000 ELSE 20000 END ELSE body = '' END),
    ADD CONSTRAINT comments_erased CHECK (CASE WHEN erased_at IS NULL THEN salt IS NOT NULL AND salt_print IS NULL
        ELSE salt IS NULL AND salt_print IS NOT NULL AND proposed_text = '' AND quote_exact IS NULL AND quote_prefix IS NULL AND quote_suffix IS NULL AND search_key = '' AND NOT covered END);

-- What a revision was asked with is forgotten with what it said, and no more of it.
-- +goose StatementBegin
CREATE FUNCTION refuse_revision_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.request_hash = decode(repeat('00', 32), 'hex') AND (to_jsonb(NEW) - 'request_hash') = (to_jsonb(OLD) - 'request_hash') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION refuse_erasure_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'asked' AND (to_jsonb(NEW) - '{state,decided_by,decided_at,legal_at}'::text[]) = (to_jsonb(OLD) - '{state,decided_by,decided_at,legal_at}'::text[]) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
DROP TRIGGER append_only ON revisions;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON revisions FOR EACH ROW EXECUTE FUNCTION refuse_revision_change();
CREATE TRIGGER decided_once BEFORE UPDATE OR DELETE ON erasures FOR EACH ROW EXECUTE FUNCTION refuse_erasure_change();

-- +goose Down
DROP TRIGGER append_only ON revisions;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON revisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
DROP TABLE erasures;
DROP FUNCTION refuse_erasure_change();
DROP FUNCTION refuse_revision_change();
ALTER TABLE comments DROP CONSTRAINT comments_erased, DROP CONSTRAINT comments_body_check, DROP COLUMN salt_print, DROP COLUMN erased_at,
    ADD CONSTRAINT comments_body_check CHECK (length(body) BETWEEN 1 AND CASE WHEN covered THEN 200000 ELSE 20000 END) NOT VALID;
UPDATE comments SET salt = decode(repeat('00', 32), 'hex') WHERE salt IS NULL; -- it is gone
ALTER TABLE comments ALTER COLUMN salt SET NOT NULL;
ALTER TABLE submissions DROP CONSTRAINT submissions_erased, DROP CONSTRAINT submissions_organisation, DROP COLUMN erased_at,
    ADD CONSTRAINT submissions_organisation CHECK (CASE WHEN covered THEN organisation IS NULL ELSE (author_kind = 'organisation') = (organisation IS NOT NULL) END) NOT VALID;
