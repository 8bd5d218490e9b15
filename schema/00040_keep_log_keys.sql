-- +goose Up
-- The keys that sign and signed a log, the first one first. A key signs the trees
-- of more than since leaves; checkpoint is the tree of so many, signed with the
-- key before, whose last leaf names this key by its hash.
CREATE TABLE log_keys (
    log        text NOT NULL REFERENCES logs,
    no         integer NOT NULL CHECK (no > 0),
    vkey       text NOT NULL UNIQUE,
    since      bigint NOT NULL CHECK (since >= 0),
    checkpoint text NOT NULL DEFAULT '',
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (log, no),
    CHECK ((no = 1) = (since = 0 AND checkpoint = ''))
);
INSERT INTO log_keys (log, no, vkey, since) SELECT id, 1, vkey, 0 FROM logs;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON log_keys FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A tree that was published and given up, because the log went on from a backup:
-- its head as it was signed, and the leaf that says so. Several machines may have
-- kept heads of the one tree.
CREATE TABLE given_up_heads (
    log        text NOT NULL,
    size       bigint NOT NULL CHECK (size > 0),
    root       bytea NOT NULL CHECK (length(root) = 32),
    checkpoint text NOT NULL,
    n          bigint NOT NULL,
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (log, size, root),
    FOREIGN KEY (log, n) REFERENCES log_leaves
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON given_up_heads FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TABLE given_up_heads, log_keys;
