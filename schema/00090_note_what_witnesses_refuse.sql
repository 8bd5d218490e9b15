-- +goose Up
-- Why a witness did not sign the last time that it did not, for operators.
CREATE TABLE witness_failures (
    log       text NOT NULL,
    witness   text NOT NULL, -- name and hash of its key
    code      text NOT NULL CHECK (code IN ('unknown_log', 'key', 'inconsistent', 'answer', 'behind', 'unreachable')),
    cause     text NOT NULL CHECK (length(cause) <= 2000), -- as the program says it
    failed_at timestamptz NOT NULL,
    PRIMARY KEY (log, witness)
);

-- +goose Down
DROP TABLE witness_failures;
