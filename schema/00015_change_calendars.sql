-- +goose Up
-- Days that an act of its own makes free, as an operator added them. One that was
-- added in error, or whose act was put out of force, is revoked, not deleted.
CREATE TABLE holidays (
    id       uuid PRIMARY KEY,
    calendar text NOT NULL CHECK (calendar ~ '^[a-z]{2}$'),
    date     date NOT NULL,
    name_sr  text NOT NULL CHECK (length(name_sr) BETWEEN 1 AND 200),
    name_en  text NOT NULL CHECK (length(name_en) BETWEEN 1 AND 200),
    act      text NOT NULL CHECK (length(act) BETWEEN 1 AND 500), -- by which, with where it was published
    added_by uuid NOT NULL REFERENCES persons,
    added_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX holidays_listed ON holidays (calendar, date);

CREATE TABLE holiday_revocations (
    holiday    uuid PRIMARY KEY REFERENCES holidays,
    act        text NOT NULL CHECK (length(act) BETWEEN 1 AND 500), -- or what was wrong
    revoked_by uuid NOT NULL REFERENCES persons,
    revoked_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON holidays FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON holiday_revocations FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Open dossiers whose terms must be counted again since a day was added or
-- revoked: each by a command of its own.
CREATE TABLE recomputations (
    id         uuid PRIMARY KEY,
    holiday    uuid NOT NULL REFERENCES holidays,
    dossier    uuid NOT NULL REFERENCES dossiers,
    revoked    boolean NOT NULL, -- it was the revocation that asked for it
    asked_by   uuid NOT NULL REFERENCES persons,
    asked_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    command    uuid REFERENCES commands, -- the last that was given
    settled_at timestamptz,
    result     text CHECK (result IN ('moved', 'kept', 'refused')),
    CHECK ((settled_at IS NULL) = (result IS NULL)),
    CHECK (result IS DISTINCT FROM 'moved' OR command IS NOT NULL)
);
CREATE INDEX recomputations_holiday ON recomputations (holiday, asked_at);
CREATE UNIQUE INDEX recomputations_waiting ON recomputations (holiday, dossier) WHERE settled_at IS NULL;

-- When each part of the program was last known to work.
CREATE TABLE heartbeats (
    part text PRIMARY KEY CHECK (part IN ('serve')),
    at   timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Spans in which nobody could be served while a round was open, as measured.
CREATE TABLE downtimes (
    id          uuid PRIMARY KEY,
    part        text NOT NULL,
    began_at    timestamptz NOT NULL,
    ended_at    timestamptz NOT NULL,
    measured_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (ended_at > began_at)
);
CREATE INDEX downtimes_listed ON downtimes (ended_at DESC);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON downtimes FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What was given back to the public for a downtime, by which command.
CREATE TABLE compensations (
    downtime uuid NOT NULL REFERENCES downtimes,
    dossier  uuid NOT NULL,
    stage_no integer NOT NULL,
    days     integer NOT NULL CHECK (days > 0), -- that were lost
    command  uuid NOT NULL UNIQUE REFERENCES commands,
    PRIMARY KEY (downtime, dossier, stage_no),
    FOREIGN KEY (dossier, stage_no) REFERENCES stage_runs
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON compensations FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TABLE compensations, downtimes, heartbeats, recomputations, holiday_revocations, holidays;
