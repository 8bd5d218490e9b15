-- +goose Up
-- What the author of a submission did with it after sending it, while its round
-- ran: corrected the words of its comments, or took back one of them or all. What
-- a comment said before stays, and so does what it was committed to by.
CREATE TABLE revisions (
    submission   uuid NOT NULL REFERENCES submissions,
    no           integer NOT NULL CHECK (no > 0),
    kind         text NOT NULL CHECK (kind IN ('corrected', 'withdrawn')),
    comment      uuid REFERENCES comments, -- that was withdrawn; null: all of them
    idem_key     text NOT NULL CHECK (length(idem_key) BETWEEN 1 AND 200),
    request_hash bytea NOT NULL CHECK (length(request_hash) = 32),
    at           timestamptz NOT NULL,
    PRIMARY KEY (submission, no),
    UNIQUE (submission, idem_key),
    CHECK (comment IS NULL OR kind = 'withdrawn')
);
CREATE TABLE earlier_comments (
    comment       uuid NOT NULL REFERENCES comments,
    revision      integer NOT NULL, -- that replaced it
    quote_exact   text,
    quote_prefix  text,
    quote_suffix  text,
    proposed_text text NOT NULL,
    body          text NOT NULL,
    salt          bytea NOT NULL CHECK (length(salt) = 32),
    commitment    bytea NOT NULL CHECK (length(commitment) = 32),
    attachments   uuid[] NOT NULL,
    PRIMARY KEY (comment, revision)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON revisions FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A comment that was withdrawn is counted by that outcome.
ALTER TABLE comments ADD COLUMN withdrawn_at timestamptz;

-- +goose Down
ALTER TABLE comments DROP COLUMN withdrawn_at;
DROP TABLE earlier_comments, revisions;
