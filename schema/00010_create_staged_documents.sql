-- +goose Up
-- What somebody is putting together for the next version: theirs alone until
-- they save it. At position 0 stands that a kind is to fall away.
CREATE TABLE staged_documents (
    dossier    uuid NOT NULL REFERENCES dossiers,
    person     uuid NOT NULL REFERENCES persons,
    kind       text NOT NULL CHECK (kind ~ '^[a-z][a-z0-9_]{0,63}$'),
    position   integer NOT NULL CHECK (position BETWEEN 0 AND 50),
    name       text NOT NULL DEFAULT '' CHECK (length(name) <= 200),
    bytes      bytea CHECK (length(bytes) BETWEEN 1 AND 8388608),
    sha256     bytea CHECK (length(sha256) = 32),
    version_no integer NOT NULL CHECK (version_no >= 0), -- the newest when it was staged
    staged_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (dossier, person, kind, position),
    CHECK ((position = 0) = (bytes IS NULL) AND (bytes IS NULL) = (sha256 IS NULL) AND (bytes IS NULL) = (name = ''))
);
ALTER TABLE staged_documents ALTER COLUMN bytes SET STORAGE EXTERNAL; -- most are compressed already
CREATE INDEX staged_documents_staged_at ON staged_documents (staged_at);

-- +goose Down
DROP TABLE staged_documents;
