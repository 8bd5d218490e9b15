-- +goose Up
-- What insider says is asked in nearly every query. Its plan is kept by the
-- connection, since planning it took twenty times as long as answering; the
-- public, who are nobody, are answered at once.
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

-- +goose Down
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION insider(viewer uuid, d dossiers) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT viewer IS NOT NULL AND EXISTS (
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
                WHERE q.dossier = d.id AND q.stage_no = d.stage_no AND h.heir = a.body)))
$$;
-- +goose StatementEnd
