-- +goose Up
-- What stands out in how the submissions of a round came: how many in one minute,
-- from one domain of e-mail, collected by one organisation, by one way, from one
-- account, and in nearly the same words. It is for those who handle the round alone,
-- decides nothing, and is no record: without it nothing is lost. A key is a hash; of
-- what it is, the first comment that it was seen at tells, as long as that is there.
CREATE TABLE signals (
    round uuid NOT NULL REFERENCES rounds,
    kind  text NOT NULL CHECK (kind IN ('minute', 'domain', 'collector', 'channel', 'account', 'text')),
    key   bytea NOT NULL CHECK (length(key) = 8),
    n     integer NOT NULL CHECK (n > 0), -- submissions; of a text, comments
    first integer NOT NULL,               -- number of a comment
    PRIMARY KEY (round, kind, key)
);
CREATE INDEX signals_most ON signals (round, kind, n DESC) WHERE n >= 3;

-- Behind through the comments of a round are not looked at yet.
CREATE TABLE signals_taken (
    round   uuid PRIMARY KEY REFERENCES rounds,
    through integer NOT NULL DEFAULT 0
);

-- +goose Down
DROP TABLE signals_taken, signals;
