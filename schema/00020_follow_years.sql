-- +goose Up
-- On which ground a dossier was withdrawn; the reasons stand with the step.
CREATE TABLE withdrawals (
    dossier uuid PRIMARY KEY REFERENCES dossiers,
    ground  text NOT NULL CHECK (ground IN ('government_changed', 'policy_changed', 'defect', 'other')),
    command uuid NOT NULL UNIQUE
);

-- A dossier that takes up one that was withdrawn or rejected: each is taken up
-- once, and what was taken up and ended again is taken up in its turn.
CREATE TABLE resubmissions (
    dossier     uuid PRIMARY KEY REFERENCES dossiers,
    predecessor uuid NOT NULL UNIQUE REFERENCES dossiers,
    package     text NOT NULL DEFAULT '', -- hash of the package that it began with; empty: there was none
    CHECK (dossier <> predecessor)
);

-- Bodies that came to a proposal, or left it, by a decision.
CREATE TABLE proposer_changes (
    command uuid NOT NULL,
    dossier uuid NOT NULL REFERENCES dossiers,
    body    uuid NOT NULL REFERENCES bodies,
    joined  boolean NOT NULL, -- else: left
    PRIMARY KEY (command, body)
);
CREATE INDEX proposer_changes_dossier ON proposer_changes (dossier);

-- A Government that may do current business alone: from its act until another.
CREATE TABLE government_periods (
    id           uuid PRIMARY KEY,
    valid        daterange NOT NULL CHECK (NOT isempty(valid) AND lower(valid) IS NOT NULL),
    act          text NOT NULL CHECK (length(act) BETWEEN 1 AND 500),
    end_act      text NOT NULL DEFAULT '' CHECK (length(end_act) <= 500),
    recorded_by  uuid NOT NULL REFERENCES persons,
    recorded_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_by     uuid REFERENCES persons,
    cancelled_by uuid REFERENCES persons,
    CHECK ((end_act = '') = (upper(valid) IS NULL)),
    CONSTRAINT government_periods_once EXCLUDE USING gist (valid WITH &&) WHERE (cancelled_by IS NULL)
);

-- A change of bodies that a legal act makes, from a day on.
CREATE TABLE body_changes (
    id          uuid PRIMARY KEY,
    kind        text NOT NULL CHECK (kind IN ('renamed', 'merged', 'abolished')),
    day         date NOT NULL, -- the first on which it holds
    act         text NOT NULL CHECK (length(act) BETWEEN 1 AND 500),
    successor   uuid REFERENCES bodies ON DELETE SET NULL,
    made        boolean NOT NULL, -- the successor came with the change
    name_sr     text NOT NULL DEFAULT '', -- of the successor, which goes when the change is undone
    name_en     text NOT NULL DEFAULT '',
    recorded_by uuid NOT NULL REFERENCES persons,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    undone_by   uuid REFERENCES persons,
    undone_at   timestamptz,
    CHECK ((undone_at IS NULL) = (undone_by IS NULL)),
    CHECK (kind = 'abolished' OR successor IS NOT NULL OR undone_at IS NOT NULL)
);
CREATE TABLE body_change_parts (
    change uuid NOT NULL REFERENCES body_changes,
    body   uuid NOT NULL REFERENCES bodies,
    PRIMARY KEY (change, body)
);
CREATE INDEX body_change_parts_body ON body_change_parts (body);

-- The appointments that a change carried to the successor, as they were, so that
-- it can be undone.
ALTER TABLE appointments ADD COLUMN carried_by uuid REFERENCES body_changes;
CREATE TABLE carried_appointments (
    change uuid NOT NULL REFERENCES body_changes,
    id     uuid NOT NULL, -- of the appointment
    person uuid NOT NULL REFERENCES persons,
    body   uuid NOT NULL REFERENCES bodies,
    role   text NOT NULL,
    valid  daterange NOT NULL,
    carried_by uuid REFERENCES body_changes, -- by which it had come itself
    PRIMARY KEY (change, id)
);

-- An opinion of a body that took over from several counts for each that was asked.
ALTER TABLE opinions DROP CONSTRAINT opinions_command_key, ADD CONSTRAINT opinions_command_body UNIQUE (command, body);

-- A body with everyone who took over from it, whenever: the days of appointments
-- say which of them counts.
CREATE VIEW body_lines AS
    WITH RECURSIVE line (body, heir, depth) AS (
        SELECT id, id, 0 FROM bodies
        UNION ALL
        SELECT l.body, b.successor, l.depth + 1 FROM line l JOIN bodies b ON b.id = l.heir WHERE b.successor IS NOT NULL AND l.depth < 32)
    SELECT DISTINCT body, heir FROM line;

-- What was lent in a body is lent in the one that took over from it.
CREATE OR REPLACE VIEW held_roles AS
    SELECT person, body, role, valid, NULL::uuid AS dossier, NULL::uuid AS delegation, NULL::uuid AS delegator FROM appointments
    UNION ALL
    SELECT g.delegate, a.body, g.role, g.valid * a.valid * c.valid, g.dossier, g.id, g.delegator
    FROM delegations g
    JOIN body_lines l ON l.body = g.body
    JOIN appointments a ON a.person = g.delegator AND a.body = l.heir AND a.role = g.role
    JOIN appointments c ON c.person = g.delegate AND c.body = a.body
    JOIN persons p ON p.id = g.delegator
    WHERE g.revoked_at IS NULL AND p.disabled_at IS NULL AND NOT isempty(g.valid * a.valid * c.valid);

-- The plan of work of the Government for a year, act by act.
CREATE TABLE plan_imports (
    id          uuid PRIMARY KEY,
    year        integer NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    file        text NOT NULL CHECK (length(file) <= 200),
    rows        integer NOT NULL CHECK (rows > 0),
    imported_by uuid NOT NULL REFERENCES persons,
    imported_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE plan_items (
    id         uuid PRIMARY KEY,
    year       integer NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    body       uuid NOT NULL REFERENCES bodies,
    title      text NOT NULL CHECK (length(title) BETWEEN 1 AND 500),
    title_key  text NOT NULL,
    kind       text NOT NULL CHECK (kind ~ '^[a-z][a-z_]{0,39}$'), -- one of those of dossiers
    month      integer CHECK (month BETWEEN 1 AND 12), -- in which the Government is to adopt it
    quarter    integer CHECK (quarter BETWEEN 1 AND 4),
    eu         boolean NOT NULL DEFAULT false, -- it aligns with the law of the European Union
    import     uuid REFERENCES plan_imports,
    source_row integer CHECK (source_row > 0),
    added_by   uuid NOT NULL REFERENCES persons,
    added_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK ((month IS NULL) <> (quarter IS NULL)),
    CHECK ((import IS NULL) = (source_row IS NULL)),
    CONSTRAINT plan_items_once UNIQUE (year, body, title_key)
);

-- For which item of a plan a dossier is; the newest row counts, and one without
-- an item says that it is for none.
CREATE TABLE plan_links (
    dossier   uuid NOT NULL REFERENCES dossiers,
    version   integer NOT NULL CHECK (version > 0),
    item      uuid REFERENCES plan_items,
    linked_by uuid NOT NULL REFERENCES persons,
    linked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (dossier, version)
);
CREATE INDEX plan_links_item ON plan_links (item);
CREATE VIEW planned_dossiers AS
    SELECT dossier, item FROM (SELECT DISTINCT ON (dossier) dossier, item FROM plan_links ORDER BY dossier, version DESC) l WHERE item IS NOT NULL;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON withdrawals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON resubmissions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON proposer_changes FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON body_change_parts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON carried_appointments FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON plan_imports FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON plan_items FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON plan_links FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A period is ended once or cancelled once, a change of bodies undone once, and
-- nothing else of them changes.
-- +goose StatementBegin
CREATE FUNCTION refuse_period_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.cancelled_by IS NULL AND lower(NEW.valid) = lower(OLD.valid)
        AND (NEW.valid = OLD.valid OR upper(OLD.valid) IS NULL)
        AND (to_jsonb(NEW) - '{valid,end_act,ended_by,cancelled_by}'::text[]) = (to_jsonb(OLD) - '{valid,end_act,ended_by,cancelled_by}'::text[]) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION refuse_body_change_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - '{successor,undone_by,undone_at}'::text[]) = (to_jsonb(OLD) - '{successor,undone_by,undone_at}'::text[])
        AND (OLD.undone_at IS NULL OR NEW.undone_at = OLD.undone_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON government_periods FOR EACH ROW EXECUTE FUNCTION refuse_period_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON body_changes FOR EACH ROW EXECUTE FUNCTION refuse_body_change_change();

-- +goose Down
DROP VIEW planned_dossiers;
DROP TABLE plan_links, plan_items, plan_imports;
CREATE OR REPLACE VIEW held_roles AS
    SELECT person, body, role, valid, NULL::uuid AS dossier, NULL::uuid AS delegation, NULL::uuid AS delegator FROM appointments
    UNION ALL
    SELECT g.delegate, g.body, g.role, g.valid * a.valid * c.valid, g.dossier, g.id, g.delegator
    FROM delegations g
    JOIN appointments a ON a.person = g.delegator AND a.body = g.body AND a.role = g.role
    JOIN appointments c ON c.person = g.delegate AND c.body = g.body
    JOIN persons p ON p.id = g.delegator
    WHERE g.revoked_at IS NULL AND p.disabled_at IS NULL AND NOT isempty(g.valid * a.valid * c.valid);
DROP VIEW body_lines;
ALTER TABLE opinions DISABLE TRIGGER append_only;
DELETE FROM opinions o USING opinions p WHERE o.command = p.command AND o.id > p.id;
ALTER TABLE opinions ENABLE TRIGGER append_only;
ALTER TABLE opinions DROP CONSTRAINT opinions_command_body, ADD CONSTRAINT opinions_command_key UNIQUE (command);
DROP TABLE carried_appointments;
ALTER TABLE appointments DROP COLUMN carried_by;
DROP TABLE body_change_parts, body_changes, government_periods, proposer_changes, resubmissions, withdrawals;
DROP FUNCTION refuse_body_change_change();
DROP FUNCTION refuse_period_change();
