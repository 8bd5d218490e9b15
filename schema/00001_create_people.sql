-- +goose Up
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE settings (
    key   text PRIMARY KEY,
    value text NOT NULL
);

-- A body keeps the name of its day: a renamed or merged one is a new row, and
-- the old one names its successor.
CREATE TABLE bodies (
    id         uuid PRIMARY KEY,
    code       text NOT NULL UNIQUE CHECK (code ~ '^[A-Z][A-Z0-9_]{0,31}$'),
    name_sr    text NOT NULL CHECK (length(name_sr) BETWEEN 1 AND 300),
    name_en    text NOT NULL CHECK (length(name_en) BETWEEN 1 AND 300),
    collegial  boolean NOT NULL DEFAULT false,
    valid_from date NOT NULL,
    valid_to   date,
    successor  uuid REFERENCES bodies,
    CHECK (valid_to IS NULL OR valid_to >= valid_from),
    CHECK (successor IS NULL OR (valid_to IS NOT NULL AND successor <> id))
);

CREATE TABLE persons (
    id            uuid PRIMARY KEY,
    name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    email         text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    password_hash text,
    lang          text NOT NULL DEFAULT 'sr-Cyrl' CHECK (lang IN ('sr-Cyrl', 'sr-Latn', 'en')),
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    disabled_at   timestamptz
);
CREATE UNIQUE INDEX persons_email ON persons (lower(email));

-- A role in a body, with dates; the same role is not held twice at once.
CREATE TABLE appointments (
    id     uuid PRIMARY KEY,
    person uuid NOT NULL REFERENCES persons,
    body   uuid NOT NULL REFERENCES bodies,
    role   text NOT NULL CHECK (role IN ('drafter', 'signer', 'opinion_giver', 'secretary', 'officer', 'operator', 'oversight')),
    valid  daterange NOT NULL CHECK (NOT isempty(valid) AND lower(valid) IS NOT NULL),
    EXCLUDE USING gist (person WITH =, body WITH =, role WITH =, valid WITH &&)
);
CREATE INDEX appointments_person ON appointments (person);

CREATE TABLE organisations (
    id           uuid PRIMARY KEY,
    register_no  text NOT NULL UNIQUE CHECK (register_no ~ '^[0-9]{5,12}$'),
    name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
    kind         text NOT NULL CHECK (kind IN ('association', 'foundation', 'chamber', 'union', 'company', 'other')),
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    confirmed_at timestamptz,
    confirmed_by uuid REFERENCES persons
);

CREATE TABLE mandates (
    id           uuid PRIMARY KEY,
    person       uuid NOT NULL REFERENCES persons,
    organisation uuid NOT NULL REFERENCES organisations,
    valid        daterange NOT NULL CHECK (NOT isempty(valid) AND lower(valid) IS NOT NULL),
    EXCLUDE USING gist (person WITH =, organisation WITH =, valid WITH &&)
);
CREATE INDEX mandates_person ON mandates (person);

-- Only the SHA-256 of a token is kept: who reads the table cannot sign in.
CREATE TABLE tokens (
    id         uuid PRIMARY KEY,
    hash       bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
    person     uuid NOT NULL REFERENCES persons,
    label      text NOT NULL CHECK (length(label) BETWEEN 1 AND 100),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    used_at    timestamptz
);
CREATE INDEX tokens_person ON tokens (person);

CREATE TABLE sessions (
    hash       bytea PRIMARY KEY CHECK (length(hash) = 32),
    data       bytea NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_expires_at ON sessions (expires_at);

-- One row a key (an address or an account): the theoretical arrival time of the
-- generic cell rate algorithm, so that any number of web processes share a limit.
CREATE TABLE rate_limits (
    key text PRIMARY KEY,
    tat timestamptz NOT NULL
);

-- +goose Down
DROP TABLE rate_limits, sessions, tokens, mandates, organisations, appointments, persons, bodies, settings;
DROP EXTENSION IF EXISTS btree_gist;
