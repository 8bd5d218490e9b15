-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION civil_today() RETURNS date LANGUAGE sql STABLE AS $$
    SELECT (clock_timestamp() AT TIME ZONE 'Europe/Belgrade')::date
$$;
-- +goose StatementEnd

-- Whose a session is and in which browser it began, so that a person sees their
-- sessions and ends them. The note outlives an ended session: a request that
-- was under way cannot bring it back. Nobody's address is kept.
CREATE TABLE session_notes (
    hash       bytea PRIMARY KEY CHECK (length(hash) = 32), -- of the session's token
    id         uuid NOT NULL UNIQUE,
    person     uuid NOT NULL REFERENCES persons,
    browser    text NOT NULL CHECK (browser ~ '^[a-z]{1,20}$'),
    system     text NOT NULL CHECK (system ~ '^[a-z]{1,20}$'),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    used_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at   timestamptz
);
CREATE INDEX session_notes_person ON session_notes (person);
DELETE FROM sessions; -- those without a note: whoever is signed in signs in once more

-- A mandate ends at once, not with its day.
ALTER TABLE mandates
    ADD COLUMN ended_at timestamptz,
    ADD COLUMN ended_by uuid REFERENCES persons,
    ADD CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
    DROP CONSTRAINT mandates_person_organisation_valid_excl,
    ADD CONSTRAINT mandates_held_once EXCLUDE USING gist (person WITH =, organisation WITH =, valid WITH &&) WHERE (ended_at IS NULL);
CREATE INDEX mandates_organisation ON mandates (organisation);

-- Who asks to speak for an organisation. One that is not entered yet is entered
-- when the operator confirms the first request for it; any number of people may
-- ask for one number, so that nobody takes it from its owner by asking first.
CREATE TABLE mandate_requests (
    id          uuid PRIMARY KEY,
    person      uuid NOT NULL REFERENCES persons,
    register_no text NOT NULL CHECK (register_no ~ '^[0-9]{5,12}$'),
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 300), -- as who asks gave it
    kind        text NOT NULL CHECK (kind IN ('association', 'foundation', 'chamber', 'union', 'company', 'other')),
    asked_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    decided_at  timestamptz,
    decided_by  uuid REFERENCES persons,
    mandate     uuid REFERENCES mandates, -- that was given
    reasons     text NOT NULL DEFAULT '' CHECK (length(reasons) <= 2000), -- why it was refused
    CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
    CHECK (decided_at IS NOT NULL OR (mandate IS NULL AND reasons = '')),
    CHECK (decided_at IS NULL OR (mandate IS NULL) = (reasons <> ''))
);
CREATE UNIQUE INDEX mandate_requests_waiting ON mandate_requests (person, register_no) WHERE decided_at IS NULL;
CREATE INDEX mandate_requests_organisation ON mandate_requests (register_no) WHERE decided_at IS NULL;
CREATE INDEX mandate_requests_person ON mandate_requests (person, asked_at);

-- A role lent to a colleague, both days included, for every dossier or for one.
CREATE TABLE delegations (
    id         uuid PRIMARY KEY,
    delegator  uuid NOT NULL REFERENCES persons,
    delegate   uuid NOT NULL REFERENCES persons,
    body       uuid NOT NULL REFERENCES bodies,
    role       text NOT NULL CHECK (role IN ('drafter', 'signer', 'opinion_giver', 'secretary', 'officer')),
    dossier    uuid REFERENCES dossiers,
    valid      daterange NOT NULL CHECK (NOT isempty(valid) AND upper(valid) - lower(valid) BETWEEN 1 AND 60),
    reason     text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    given_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    revoked_at timestamptz,
    CHECK (delegate <> delegator),
    CONSTRAINT delegations_given_once EXCLUDE USING gist (delegator WITH =, delegate WITH =, body WITH =, role WITH =,
        (coalesce(dossier, '00000000-0000-0000-0000-000000000000')) WITH =, valid WITH &&) WHERE (revoked_at IS NULL)
);
CREATE INDEX delegations_delegator ON delegations (delegator);
CREATE INDEX delegations_delegate ON delegations (delegate);

-- A delegation is revoked once, and nothing else of it changes: signatures
-- stand on it.
-- +goose StatementBegin
CREATE FUNCTION refuse_delegation_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.revoked_at IS NULL AND (to_jsonb(NEW) - 'revoked_at') = (to_jsonb(OLD) - 'revoked_at') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON delegations FOR EACH ROW EXECUTE FUNCTION refuse_delegation_change();

-- By which delegation something was done; null: by one's own appointment.
ALTER TABLE packages ADD COLUMN delegation uuid REFERENCES delegations;
ALTER TABLE preparations ADD COLUMN delegation uuid REFERENCES delegations;
ALTER TABLE signatures ADD COLUMN delegation uuid REFERENCES delegations;
ALTER TABLE answers ADD COLUMN delegation uuid REFERENCES delegations;
ALTER TABLE steps ADD COLUMN delegation uuid REFERENCES delegations;

-- What people may stand for: their appointments, and what was lent to them for
-- as long as the lender holds it and both belong to the body.
CREATE VIEW held_roles AS
    SELECT person, body, role, valid, NULL::uuid AS dossier, NULL::uuid AS delegation, NULL::uuid AS delegator FROM appointments
    UNION ALL
    SELECT g.delegate, g.body, g.role, g.valid * a.valid * c.valid, g.dossier, g.id, g.delegator
    FROM delegations g
    JOIN appointments a ON a.person = g.delegator AND a.body = g.body AND a.role = g.role
    JOIN appointments c ON c.person = g.delegate AND c.body = g.body
    JOIN persons p ON p.id = g.delegator
    WHERE g.revoked_at IS NULL AND p.disabled_at IS NULL AND NOT isempty(g.valid * a.valid * c.valid);

-- +goose Down
DROP VIEW held_roles;
ALTER TABLE steps DROP COLUMN delegation;
ALTER TABLE answers DROP COLUMN delegation;
ALTER TABLE signatures DROP COLUMN delegation;
ALTER TABLE preparations DROP COLUMN delegation;
ALTER TABLE packages DROP COLUMN delegation;
DROP TABLE delegations;
DROP FUNCTION refuse_delegation_change();
DROP TABLE mandate_requests;
DROP INDEX mandates_organisation;
ALTER TABLE mandates DROP CONSTRAINT mandates_held_once;
DELETE FROM mandates WHERE ended_at IS NOT NULL;
ALTER TABLE mandates DROP COLUMN ended_at, DROP COLUMN ended_by,
    ADD CONSTRAINT mandates_person_organisation_valid_excl EXCLUDE USING gist (person WITH =, organisation WITH =, valid WITH &&);
DROP TABLE session_notes;
DROP FUNCTION civil_today();
