-- +goose Up
-- E-mail to authors, in the order in which it is asked for: what it is about, never
-- what it says, which is written when it is sent. Once it is sent, or given up, the
-- address is forgotten. Of it only a keyed hash stays, by which nobody is sent
-- more than they can want.
CREATE TABLE mails (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key          text NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 200), -- of the message: sent again, it is the same one
    kind         text NOT NULL CHECK (kind IN ('receipt')),
    submission   uuid NOT NULL REFERENCES submissions,
    address      text NOT NULL CHECK (length(address) <= 254),
    address_hash bytea NOT NULL CHECK (length(address_hash) = 32),
    lang         text NOT NULL CHECK (lang IN ('sr-Cyrl', 'sr-Latn', 'en')),
    queued_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    available_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    attempts     integer NOT NULL DEFAULT 0,
    cause        text NOT NULL DEFAULT '', -- why it was not sent yet, in a word that names nobody
    sent_at      timestamptz,
    given_up_at  timestamptz,
    CHECK (sent_at IS NULL OR given_up_at IS NULL),
    CHECK ((address = '') = (sent_at IS NOT NULL OR given_up_at IS NOT NULL))
);
CREATE INDEX mails_waiting ON mails (available_at) WHERE sent_at IS NULL AND given_up_at IS NULL;
CREATE INDEX mails_sent ON mails (address_hash, sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX mails_submission ON mails (submission);

-- +goose Down
DROP TABLE mails;
