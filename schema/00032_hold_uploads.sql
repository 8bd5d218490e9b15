-- +goose Up
-- A file that came with a form in which something else was wrong: theirs alone,
-- for a day, so that it need not be sent again.
CREATE TABLE held_uploads (
    dossier uuid NOT NULL REFERENCES dossiers,
    person  uuid NOT NULL REFERENCES persons,
    name    text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    bytes   bytea NOT NULL CHECK (length(bytes) BETWEEN 1 AND 8388608),
    sha256  bytea NOT NULL CHECK (length(sha256) = 32),
    held_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (dossier, person)
);
ALTER TABLE held_uploads ALTER COLUMN bytes SET STORAGE EXTERNAL; -- most are compressed already
CREATE INDEX held_uploads_held_at ON held_uploads (held_at);

-- +goose Down
DROP TABLE held_uploads;
