-- +goose Up
-- How many members of a collegial body were there, and how many were for it.
ALTER TABLE conclusions ADD COLUMN present integer CHECK (present > 0), ADD COLUMN in_favour integer CHECK (in_favour BETWEEN 0 AND present),
    ADD CHECK ((present IS NULL) = (in_favour IS NULL));

-- What was named with the outcome: a ground of the procedure's closed list, and
-- how many support what the stage collected.
ALTER TABLE stage_runs ADD COLUMN ground text NOT NULL DEFAULT '', ADD COLUMN support integer CHECK (support >= 0),
    ADD COLUMN electorate integer CHECK (electorate > 0);

-- From what an exemption departs: from the rule that an outcome passes over, from
-- the least length of a term, or from another round after the text has changed.
-- expires_at is on the dossier's own clock, exclusive.
ALTER TABLE exemptions ADD COLUMN kind text NOT NULL DEFAULT 'outcome' CHECK (kind IN ('outcome', 'window_shortened', 'no_new_round'));

-- The term of a window that an exemption shortens, before and after.
ALTER TABLE exemptions ADD COLUMN window_id text, ADD COLUMN term_before text, ADD COLUMN term text,
    ADD CHECK ((kind = 'window_shortened') = (window_id IS NOT NULL) AND (window_id IS NULL) = (term_before IS NULL) AND (window_id IS NULL) = (term IS NULL));
CREATE INDEX exemptions_dossier ON exemptions (dossier, stage_no);

-- Whose signatures a stage needs, where they are not all the acting body's; and
-- for which body each was given. Null: for the body that acts in the stage.
CREATE TABLE signature_requests (
    dossier  uuid NOT NULL,
    stage_no integer NOT NULL,
    body     uuid NOT NULL REFERENCES bodies,
    position integer NOT NULL CHECK (position >= 0),
    needed   integer NOT NULL CHECK (needed > 0),
    PRIMARY KEY (dossier, stage_no, body),
    FOREIGN KEY (dossier, stage_no) REFERENCES stage_runs
);
CREATE INDEX signature_requests_body ON signature_requests (body);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON signature_requests FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE signatures ADD COLUMN body uuid REFERENCES bodies;

-- What a named person decided to follow from changes of the text after the
-- debate: on the text that was debated and the one that there is.
CREATE TABLE material_decisions (
    dossier    uuid NOT NULL,
    stage_no   integer NOT NULL,
    debated    text NOT NULL, -- hashes of the texts
    text       text NOT NULL,
    package    text NOT NULL,
    changes    integer NOT NULL CHECK (changes > 0),
    outcome    text NOT NULL CHECK (outcome IN ('new_round', 'no_new_round')),
    reasons    text NOT NULL CHECK (length(reasons) BETWEEN 1 AND 20000),
    decided_by uuid NOT NULL REFERENCES persons,
    decided_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    command    uuid PRIMARY KEY,
    FOREIGN KEY (dossier, stage_no) REFERENCES stage_runs
);
CREATE INDEX material_decisions_dossier ON material_decisions (dossier, debated, text);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON material_decisions FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The body for which somebody ended the stage by a decision.
ALTER TABLE stage_runs ADD COLUMN ended_for uuid REFERENCES bodies;

CREATE OR REPLACE VIEW dossier_parties AS
    SELECT dossier, body FROM dossier_proposers
    UNION SELECT dossier, actor FROM stage_runs
    UNION SELECT dossier, body FROM opinion_requests
    UNION SELECT dossier, body FROM signature_requests;

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION insider(viewer uuid, d dossiers) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF viewer IS NULL THEN
        RETURN false;
    END IF;
    RETURN EXISTS (
        SELECT 1 FROM appointments a
        WHERE a.person = viewer AND a.valid @> (clock_timestamp() AT TIME ZONE 'Europe/Belgrade')::date
        AND ((a.role = 'oversight' AND d.visibility <> 'classified')
            OR EXISTS (SELECT 1 FROM body_heirs h WHERE h.body = d.lead AND h.heir = a.body)
            OR (d.visibility <> 'classified' AND EXISTS (
                SELECT 1 FROM dossier_parties p JOIN body_heirs h ON h.body = p.body
                WHERE p.dossier = d.id AND h.heir = a.body))
            OR EXISTS (
                SELECT 1 FROM stage_runs r JOIN body_heirs h ON h.body = r.actor
                WHERE r.dossier = d.id AND r.no = d.stage_no AND h.heir = a.body)
            OR EXISTS (
                SELECT 1 FROM opinion_requests q JOIN body_heirs h ON h.body = q.body
                WHERE q.dossier = d.id AND q.stage_no = d.stage_no AND h.heir = a.body)
            OR EXISTS (
                SELECT 1 FROM signature_requests q JOIN body_heirs h ON h.body = q.body
                WHERE q.dossier = d.id AND q.stage_no = d.stage_no AND h.heir = a.body)));
END
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION dossiers_for(viewer uuid) RETURNS TABLE (dossier uuid, inside boolean) LANGUAGE sql STABLE AS $$
    WITH mine AS MATERIALIZED (
        SELECT a.role, a.body FROM appointments a
        WHERE a.person = viewer AND a.valid @> (clock_timestamp() AT TIME ZONE 'Europe/Belgrade')::date),
    standing AS MATERIALIZED (SELECT h.body FROM body_heirs h WHERE h.heir IN (SELECT body FROM mine)),
    insiders AS MATERIALIZED (
        SELECT d.id FROM dossiers d WHERE d.lead IN (SELECT body FROM standing)
        UNION SELECT d.id FROM dossiers d WHERE d.visibility <> 'classified' AND EXISTS (SELECT 1 FROM mine WHERE role = 'oversight')
        UNION SELECT d.id FROM dossiers d JOIN dossier_proposers p ON p.dossier = d.id
            WHERE d.visibility <> 'classified' AND p.body IN (SELECT body FROM standing)
        UNION SELECT d.id FROM dossiers d JOIN stage_runs r ON r.dossier = d.id
            WHERE (d.visibility <> 'classified' OR r.no = d.stage_no) AND r.actor IN (SELECT body FROM standing)
        UNION SELECT d.id FROM dossiers d JOIN opinion_requests q ON q.dossier = d.id
            WHERE (d.visibility <> 'classified' OR q.stage_no = d.stage_no) AND q.body IN (SELECT body FROM standing)
        UNION SELECT d.id FROM dossiers d JOIN signature_requests q ON q.dossier = d.id
            WHERE (d.visibility <> 'classified' OR q.stage_no = d.stage_no) AND q.body IN (SELECT body FROM standing))
    SELECT d.id, i.id IS NOT NULL FROM dossiers d LEFT JOIN insiders i ON i.id = d.id WHERE d.visibility = 'public' OR i.id IS NOT NULL
$$;
-- +goose StatementEnd

-- +goose Down
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION insider(viewer uuid, d dossiers) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF viewer IS NULL THEN
        RETURN false;
    END IF;
    RETURN EXISTS (
        SELECT 1 FROM appointments a
        WHERE a.person = viewer AND a.valid @> (clock_timestamp() AT TIME ZONE 'Europe/Belgrade')::date
        AND ((a.role = 'oversight' AND d.visibility <> 'classified')
            OR EXISTS (SELECT 1 FROM body_heirs h WHERE h.body = d.lead AND h.heir = a.body)
            OR (d.visibility <> 'classified' AND EXISTS (
                SELECT 1 FROM dossier_parties p JOIN body_heirs h ON h.body = p.body
                WHERE p.dossier = d.id AND h.heir = a.body))
            OR EXISTS (
                SELECT 1 FROM stage_runs r JOIN body_heirs h ON h.body = r.actor
                WHERE r.dossier = d.id AND r.no = d.stage_no AND h.heir = a.body)
            OR EXISTS (
                SELECT 1 FROM opinion_requests q JOIN body_heirs h ON h.body = q.body
                WHERE q.dossier = d.id AND q.stage_no = d.stage_no AND h.heir = a.body)));
END
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION dossiers_for(viewer uuid) RETURNS TABLE (dossier uuid, inside boolean) LANGUAGE sql STABLE AS $$
    WITH mine AS MATERIALIZED (
        SELECT a.role, a.body FROM appointments a
        WHERE a.person = viewer AND a.valid @> (clock_timestamp() AT TIME ZONE 'Europe/Belgrade')::date),
    standing AS MATERIALIZED (SELECT h.body FROM body_heirs h WHERE h.heir IN (SELECT body FROM mine)),
    insiders AS MATERIALIZED (
        SELECT d.id FROM dossiers d WHERE d.lead IN (SELECT body FROM standing)
        UNION SELECT d.id FROM dossiers d WHERE d.visibility <> 'classified' AND EXISTS (SELECT 1 FROM mine WHERE role = 'oversight')
        UNION SELECT d.id FROM dossiers d JOIN dossier_proposers p ON p.dossier = d.id
            WHERE d.visibility <> 'classified' AND p.body IN (SELECT body FROM standing)
        UNION SELECT d.id FROM dossiers d JOIN stage_runs r ON r.dossier = d.id
            WHERE (d.visibility <> 'classified' OR r.no = d.stage_no) AND r.actor IN (SELECT body FROM standing)
        UNION SELECT d.id FROM dossiers d JOIN opinion_requests q ON q.dossier = d.id
            WHERE (d.visibility <> 'classified' OR q.stage_no = d.stage_no) AND q.body IN (SELECT body FROM standing))
    SELECT d.id, i.id IS NOT NULL FROM dossiers d LEFT JOIN insiders i ON i.id = d.id WHERE d.visibility = 'public' OR i.id IS NOT NULL
$$;
-- +goose StatementEnd
DROP VIEW dossier_parties;
CREATE VIEW dossier_parties AS
    SELECT dossier, body FROM dossier_proposers
    UNION SELECT dossier, actor FROM stage_runs
    UNION SELECT dossier, body FROM opinion_requests;
ALTER TABLE stage_runs DROP COLUMN ended_for;
ALTER TABLE signatures DROP COLUMN body;
DROP TABLE material_decisions, signature_requests;
DROP INDEX exemptions_dossier;
ALTER TABLE exemptions DROP COLUMN term, DROP COLUMN term_before, DROP COLUMN window_id;
ALTER TABLE exemptions DROP COLUMN kind;
ALTER TABLE stage_runs DROP COLUMN electorate, DROP COLUMN support, DROP COLUMN ground;
ALTER TABLE conclusions DROP COLUMN in_favour, DROP COLUMN present;
