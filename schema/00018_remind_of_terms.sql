-- +goose Up
-- What was told, or passed over, of a term: once for each day from its last one,
-- in each version of the window. A moved window is a new version, and of the older
-- nothing more is told.
CREATE TABLE reminders (
    dossier   uuid NOT NULL,
    stage_no  integer NOT NULL,
    window_id text NOT NULL,
    version   integer NOT NULL,
    days      integer NOT NULL CHECK (days IN (-7, -1, 0, 7)),
    passed    boolean NOT NULL DEFAULT false, -- one that came together with it says all that it would
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    legal_at  timestamptz NOT NULL,           -- the same on the dossier's own clock
    noticed_at timestamptz,                   -- when it was put before the people whom it concerns
    PRIMARY KEY (dossier, stage_no, window_id, version, days),
    FOREIGN KEY (dossier, stage_no, window_id, version) REFERENCES windows (dossier, stage_no, id, version),
    CHECK (NOT passed OR noticed_at IS NULL)
);

-- What somebody was told: as whom they were when they were told it.
CREATE TABLE notices (
    id         uuid PRIMARY KEY,
    person     uuid NOT NULL REFERENCES persons,
    dossier    uuid NOT NULL,
    stage_no   integer NOT NULL,
    window_id  text NOT NULL,
    version    integer NOT NULL,
    days       integer NOT NULL,
    addressee  text NOT NULL CHECK (addressee IN ('duty', 'charge', 'oversight')),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    legal_at   timestamptz NOT NULL,
    read_at    timestamptz,
    UNIQUE (person, dossier, stage_no, window_id, version, days),
    FOREIGN KEY (dossier, stage_no, window_id, version, days) REFERENCES reminders
);
CREATE INDEX notices_listed ON notices (person, id DESC);
CREATE INDEX notices_unread ON notices (person) WHERE read_at IS NULL;

-- +goose Down
DELETE FROM outbox WHERE topic = 'notice';
DROP TABLE notices, reminders;
