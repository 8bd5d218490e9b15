-- +goose Up
-- Comments that were made on the national portal: the files in which it gave them,
-- each with what was understood of it, what was taken in, and what was said of the
-- differences. Of a file that a later one replaced only the hashes stay.
CREATE TABLE portal_files (
    id         uuid PRIMARY KEY,
    round      uuid NOT NULL REFERENCES rounds,
    no         integer NOT NULL CHECK (no > 0),
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    format     text NOT NULL CHECK (format IN ('csv', 'xlsx', 'jsonl')),
    sha256     bytea NOT NULL CHECK (length(sha256) = 32),
    size       integer NOT NULL CHECK (size > 0),
    columns    jsonb NOT NULL, -- headings of the file, by what they hold
    content    bytea,
    brought_by uuid NOT NULL REFERENCES persons,
    brought_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (round, no)
);
CREATE TABLE portal_rows (
    file      uuid NOT NULL REFERENCES portal_files,
    line      integer NOT NULL CHECK (line > 0),
    portal_id text NOT NULL CHECK (length(portal_id) BETWEEN 1 AND 150),
    hash      bytea NOT NULL CHECK (length(hash) = 32),
    content   jsonb,
    faults    jsonb NOT NULL DEFAULT '[]',
    PRIMARY KEY (file, portal_id)
);
CREATE TABLE portal_comments (
    round      uuid NOT NULL REFERENCES rounds,
    portal_id  text NOT NULL,
    submission uuid NOT NULL UNIQUE REFERENCES submissions,
    hash       bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (round, portal_id)
);
CREATE TABLE portal_explanations (
    round      uuid NOT NULL REFERENCES rounds,
    portal_id  text NOT NULL,
    difference text NOT NULL CHECK (difference IN ('missing', 'changed', 'gone')),
    hash       bytea CHECK (length(hash) = 32), -- of the row of the file; null: it is gone
    words      text NOT NULL CHECK (length(words) BETWEEN 1 AND 2000),
    explained_by uuid NOT NULL REFERENCES persons,
    explained_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX portal_explanations_round ON portal_explanations (round, portal_id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON portal_explanations FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TABLE portal_explanations, portal_comments, portal_rows, portal_files;
