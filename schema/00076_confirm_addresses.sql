-- +goose Up
-- A submission to a round that demands a confirmed address is held until its author
-- confirms it: received, in the log and with its receipt, and not admitted. What
-- it says stands here until then, and nowhere else; its comments are made from it.
ALTER TABLE submissions ADD COLUMN held boolean NOT NULL DEFAULT false;
CREATE INDEX submissions_held ON submissions (round) WHERE held;

CREATE TABLE held_submissions (
    submission   uuid PRIMARY KEY REFERENCES submissions,
    content      bytea, -- null: it was admitted, disowned, or forgotten after its term
    salts        bytea[],
    comments     integer NOT NULL CHECK (comments BETWEEN 1 AND 200),
    token_hash   bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    asked        integer NOT NULL DEFAULT 1 CHECK (asked > 0), -- how often the author was written to
    asked_at     timestamptz NOT NULL,
    confirmed_at timestamptz,
    disowned_at  timestamptz, -- by whoever reads mail at the address: they did not send it
    CHECK (confirmed_at IS NULL OR disowned_at IS NULL),
    CHECK ((confirmed_at IS NULL AND disowned_at IS NULL) OR content IS NULL),
    CHECK ((content IS NULL) = (salts IS NULL))
);

ALTER TABLE mails DROP CONSTRAINT mails_kind_check, ADD CHECK (kind IN ('receipt', 'confirm'));

-- +goose StatementBegin
-- When the term to confirm ends: at midnight in Belgrade after three whole days.
CREATE FUNCTION confirms_until(closes timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT (date_trunc('day', (closes - interval '1 microsecond') AT TIME ZONE 'Europe/Belgrade') + interval '4 days') AT TIME ZONE 'Europe/Belgrade'
$$;
-- +goose StatementEnd

-- +goose Down
DROP FUNCTION confirms_until(timestamptz);
DELETE FROM mails WHERE kind = 'confirm';
ALTER TABLE mails DROP CONSTRAINT mails_kind_check, ADD CHECK (kind IN ('receipt'));
DROP TABLE held_submissions;
ALTER TABLE submissions DROP COLUMN held;
