-- +goose Up
-- What witnesses have signed of a log: a checkpoint of ours, and their lines below it.
CREATE TABLE witnessed_checkpoints (
    log        text NOT NULL REFERENCES logs,
    size       bigint NOT NULL CHECK (size >= 0),
    checkpoint text NOT NULL, -- signed by the log alone
    PRIMARY KEY (log, size)
);
CREATE TABLE cosignatures (
    log       text NOT NULL,
    size      bigint NOT NULL,
    witness   text NOT NULL, -- name and hash of its key
    line      text NOT NULL,
    signed_at timestamptz NOT NULL, -- as the witness says
    PRIMARY KEY (log, size, witness),
    FOREIGN KEY (log, size) REFERENCES witnessed_checkpoints ON DELETE CASCADE
);

-- +goose Down
DROP TABLE cosignatures, witnessed_checkpoints;
