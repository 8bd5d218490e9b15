-- +goose Up
CREATE TABLE rounds (
    id            uuid PRIMARY KEY,
    lock          bigint GENERATED ALWAYS AS IDENTITY UNIQUE, -- key of the round's advisory lock
    dossier       uuid NOT NULL REFERENCES dossiers,
    stage_no      integer NOT NULL,
    no            integer NOT NULL CHECK (no > 0),
    package_no    integer NOT NULL,
    status        text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
    who           text NOT NULL DEFAULT 'anyone' CHECK (who IN ('anyone', 'confirmed_email', 'account')),
    show_comments boolean NOT NULL DEFAULT true, -- while the round runs
    opens_at      timestamptz NOT NULL,
    closes_at     timestamptz NOT NULL, -- exclusive
    closed_at     timestamptz,
    submissions   integer, -- counted at closing, not before: no counter on a row that intake shares
    comments      integer,
    UNIQUE (dossier, no),
    UNIQUE (dossier, stage_no),
    FOREIGN KEY (dossier, stage_no) REFERENCES stage_runs,
    FOREIGN KEY (dossier, package_no) REFERENCES packages,
    CHECK (closes_at > opens_at),
    CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
    CHECK ((status = 'closed') = (submissions IS NOT NULL AND comments IS NOT NULL))
);
CREATE INDEX rounds_open ON rounds (closes_at) WHERE status = 'open';

CREATE TABLE submissions (
    id           uuid PRIMARY KEY,
    round        uuid NOT NULL REFERENCES rounds,
    receipt_no   text NOT NULL UNIQUE,
    secret_hash  bytea NOT NULL CHECK (length(secret_hash) = 32),
    idem_key     text NOT NULL CHECK (length(idem_key) BETWEEN 1 AND 200),
    request_hash bytea NOT NULL CHECK (length(request_hash) = 32),
    author_kind  text NOT NULL CHECK (author_kind IN ('citizen', 'organisation', 'anonymous')),
    author_name  text NOT NULL DEFAULT '' CHECK (length(author_name) <= 200),
    author_email text NOT NULL DEFAULT '' CHECK (length(author_email) <= 254),
    organisation uuid REFERENCES organisations,
    publish_name boolean NOT NULL DEFAULT false,
    sent_by      uuid REFERENCES persons,
    lang         text NOT NULL CHECK (lang IN ('sr-Cyrl', 'sr-Latn', 'en')),
    received_at  timestamptz NOT NULL,
    log          text NOT NULL REFERENCES logs,
    UNIQUE (round, idem_key),
    CHECK ((author_kind = 'organisation') = (organisation IS NOT NULL))
);
CREATE INDEX submissions_round ON submissions (round, received_at);

CREATE TABLE comments (
    id            uuid PRIMARY KEY,
    submission    uuid NOT NULL REFERENCES submissions,
    round         uuid NOT NULL REFERENCES rounds,
    no            integer NOT NULL CHECK (no BETWEEN 1 AND 200),
    document      text NOT NULL DEFAULT 'act',
    provision     text,
    wid           text,
    quote_exact   text,
    quote_prefix  text,
    quote_suffix  text,
    kind          text NOT NULL CHECK (kind IN ('change', 'remark', 'question', 'support')),
    proposed_text text NOT NULL DEFAULT '',
    body          text NOT NULL CHECK (length(body) BETWEEN 1 AND 20000),
    salt          bytea NOT NULL CHECK (length(salt) = 32),
    commitment    bytea NOT NULL CHECK (length(commitment) = 32),
    UNIQUE (submission, no)
);
CREATE INDEX comments_round ON comments (round, id);

-- Append-only: a changed answer is a new version.
CREATE TABLE answers (
    comment       uuid NOT NULL REFERENCES comments,
    version       integer NOT NULL CHECK (version > 0),
    outcome       text NOT NULL CHECK (outcome IN ('accepted', 'partly_accepted', 'not_accepted', 'noted', 'answered')),
    reasons       text NOT NULL CHECK (length(reasons) BETWEEN 1 AND 20000),
    change_no     integer, -- the package that carries the change it led to
    change_provision text,
    answered_by   uuid NOT NULL REFERENCES persons,
    answered_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (comment, version),
    CHECK ((change_no IS NULL) = (change_provision IS NULL))
);

-- What came after the end: acknowledged, not admitted, counted apart. Of the
-- submission itself only its hash is kept.
CREATE TABLE late_notes (
    id           uuid PRIMARY KEY,
    round        uuid NOT NULL REFERENCES rounds,
    idem_key     text NOT NULL,
    request_hash bytea NOT NULL,
    arrived_at   timestamptz NOT NULL,
    note         text NOT NULL,
    UNIQUE (round, idem_key)
);

CREATE TABLE reports (
    round        uuid PRIMARY KEY REFERENCES rounds,
    stage_no     integer NOT NULL,
    hash         text NOT NULL CHECK (hash ~ '^sha256:[0-9a-f]{64}$'),
    content      json NOT NULL, -- json keeps the bytes that the hash is of
    received     integer NOT NULL,
    answered     integer NOT NULL,
    published_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    command      uuid UNIQUE -- null: it published itself on its last day
);

-- +goose Down
DROP TABLE reports, late_notes, answers, comments, submissions, rounds;
