-- +goose Up
-- How many members a collegial body has, from a day on until another number is
-- entered, and the legal act that says so. The quorum of a session is a part of
-- as many as it has on the day of the session.
CREATE TABLE body_members (
    id           uuid PRIMARY KEY,
    body         uuid NOT NULL REFERENCES bodies,
    valid_from   date NOT NULL,
    members      integer NOT NULL CHECK (members BETWEEN 1 AND 10000),
    act          text NOT NULL CHECK (length(act) BETWEEN 1 AND 500),
    recorded_by  uuid REFERENCES persons, -- null: entered with the roster, from the command line
    recorded_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    cancelled_by uuid REFERENCES persons
);
CREATE UNIQUE INDEX body_members_once ON body_members (body, valid_from) WHERE cancelled_by IS NULL;

-- A number is cancelled once, and nothing else of it changes.
-- +goose StatementBegin
CREATE FUNCTION refuse_members_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.cancelled_by IS NULL AND (to_jsonb(NEW) - 'cancelled_by') = (to_jsonb(OLD) - 'cancelled_by') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON body_members FOR EACH ROW EXECUTE FUNCTION refuse_members_change();

-- Of how many members a collegial body decided, how many were against and
-- abstained where that was said, and whether who presides was for it.
ALTER TABLE conclusions ADD COLUMN members integer CHECK (members >= present), ADD COLUMN against integer CHECK (against >= 0),
    ADD COLUMN abstained integer CHECK (abstained >= 0), ADD COLUMN chair_in_favour boolean NOT NULL DEFAULT false,
    ADD CHECK (in_favour + coalesce(against, 0) + coalesce(abstained, 0) <= present),
    ADD CHECK (present IS NOT NULL OR against IS NULL AND abstained IS NULL AND members IS NULL AND NOT chair_in_favour);

-- +goose Down
ALTER TABLE conclusions DROP COLUMN chair_in_favour, DROP COLUMN abstained, DROP COLUMN against, DROP COLUMN members;
DROP TABLE body_members;
DROP FUNCTION refuse_members_change();
