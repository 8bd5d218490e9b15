-- +goose Up
-- The legal record of what was asked and answered: a rejected update leaves no
-- history in Temporal.
CREATE TABLE commands (
    id          uuid PRIMARY KEY,
    dossier     uuid NOT NULL REFERENCES dossiers,
    name        text NOT NULL,
    seq         bigint NOT NULL,
    args        jsonb NOT NULL,
    actor       uuid NOT NULL REFERENCES persons,
    asked_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    status      text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'accepted', 'refused', 'expired')),
    code        text NOT NULL DEFAULT '',
    params      jsonb NOT NULL DEFAULT '{}',
    unmet       jsonb NOT NULL DEFAULT '[]',
    fields      jsonb NOT NULL DEFAULT '[]', -- of the arguments that cannot be taken
    effect      jsonb,
    answered_at timestamptz,
    CHECK ((status = 'pending') = (answered_at IS NULL)),
    CHECK ((status = 'accepted') = (effect IS NOT NULL)),
    CHECK ((status IN ('refused', 'expired')) = (code <> ''))
);
CREATE INDEX commands_dossier ON commands (dossier, asked_at);
CREATE INDEX commands_pending ON commands (asked_at) WHERE status = 'pending';

-- One undelivered row a topic and key: wake-ups coalesce.
CREATE TABLE outbox (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic        text NOT NULL,
    key          text NOT NULL,
    payload      jsonb NOT NULL DEFAULT '{}',
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    available_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    attempts     integer NOT NULL DEFAULT 0,
    last_error   text NOT NULL DEFAULT '',
    delivered_at timestamptz
);
CREATE UNIQUE INDEX outbox_undelivered ON outbox (topic, key) WHERE delivered_at IS NULL;
CREATE INDEX outbox_due ON outbox (available_at) WHERE delivered_at IS NULL;

-- +goose Down
DROP TABLE outbox, commands;
