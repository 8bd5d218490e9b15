-- +goose Up
-- What was forgotten of a round when its term after the final closing was over, and
-- how much of it there was. Of files that nobody reads any more the bytes go, and
-- their hashes stay, which commitments hold to.
CREATE TABLE forgotten (
    round uuid NOT NULL REFERENCES rounds,
    what  text NOT NULL CHECK (what IN ('emails', 'names', 'files', 'secrets')),
    at    timestamptz NOT NULL, -- last
    count bigint NOT NULL CHECK (count >= 0),
    PRIMARY KEY (round, what)
);
ALTER TABLE attachments
    DROP CONSTRAINT attachments_state_check,
    ADD CONSTRAINT attachments_state_check CHECK (state IN ('waiting', 'kept', 'discarded', 'expired', 'gone'));
CREATE INDEX attachments_expired ON attachments (id) WHERE state = 'expired';

-- +goose Down
DROP INDEX attachments_expired;
ALTER TABLE attachments DROP CONSTRAINT attachments_state_check, ADD CONSTRAINT attachments_state_check CHECK (state IN ('waiting', 'kept', 'discarded')) NOT VALID;
DROP TABLE forgotten;
