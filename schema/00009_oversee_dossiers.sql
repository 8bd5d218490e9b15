-- +goose Up
-- The dossiers that somebody sees, and whether as an insider: what sees and
-- insider say of one dossier, said of all at once, for lists. Asked for each
-- dossier they take a hundred times as long. A test holds the three together.
-- +goose StatementBegin
CREATE FUNCTION dossiers_for(viewer uuid) RETURNS TABLE (dossier uuid, inside boolean) LANGUAGE sql STABLE AS $$
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

-- Dossiers whose workflow does not say what the record says, as a worker last
-- found them; no row: they agree.
CREATE TABLE drift (
    dossier    uuid PRIMARY KEY REFERENCES dossiers,
    kind       text NOT NULL CHECK (kind IN ('missing', 'behind', 'ahead', 'no_answer')),
    since      timestamptz NOT NULL DEFAULT clock_timestamp(),
    checked_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- +goose Down
DROP TABLE drift;
DROP FUNCTION dossiers_for(uuid);
