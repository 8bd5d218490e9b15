-- +goose Up
-- The document of a conclusion itself. Of what was recorded before there is the
-- name and the hash alone.
ALTER TABLE conclusions
    ADD COLUMN blob bytea REFERENCES blobs,
    ADD COLUMN media_type text,
    ADD COLUMN size bigint CHECK (size > 0),
    ADD CHECK ((blob IS NULL) = (media_type IS NULL) AND (blob IS NULL) = (size IS NULL)),
    ADD CHECK (encode(blob, 'hex') = sha256);
-- What somebody has brought and not recorded yet: theirs alone.
CREATE TABLE brought_conclusions (
    dossier    uuid NOT NULL,
    stage_no   integer NOT NULL,
    person     uuid NOT NULL REFERENCES persons,
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    media_type text NOT NULL,
    bytes      bytea NOT NULL CHECK (length(bytes) BETWEEN 1 AND 8388608),
    sha256     bytea NOT NULL CHECK (length(sha256) = 32),
    brought_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (dossier, stage_no, person),
    FOREIGN KEY (dossier, stage_no) REFERENCES stage_runs
);
ALTER TABLE brought_conclusions ALTER COLUMN bytes SET STORAGE EXTERNAL; -- most are compressed already
CREATE INDEX brought_conclusions_brought_at ON brought_conclusions (brought_at);

-- +goose Down
DROP TABLE brought_conclusions;
ALTER TABLE conclusions DROP COLUMN blob, DROP COLUMN media_type, DROP COLUMN size;
