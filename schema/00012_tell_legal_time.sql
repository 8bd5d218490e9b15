-- +goose Up
-- When a version came and when an answer was given on the dossier's own clock;
-- by real time the same instant as created_at and answered_at. Of what is older
-- than these columns the last step before tells it; nothing else of those rows,
-- which are only ever added, is touched.
ALTER TABLE packages ADD COLUMN legal_at timestamptz NOT NULL DEFAULT clock_timestamp();
ALTER TABLE packages DISABLE TRIGGER append_only;
UPDATE packages p SET legal_at = CASE WHEN d.rehearsal OR d.demonstration THEN coalesce((
        SELECT t.legal_at FROM steps t WHERE t.dossier = d.id AND t.at <= p.created_at ORDER BY t.seq DESC LIMIT 1), p.created_at)
    ELSE p.created_at END
FROM dossiers d WHERE d.id = p.dossier;
ALTER TABLE packages ENABLE TRIGGER append_only;

ALTER TABLE answers ADD COLUMN legal_at timestamptz NOT NULL DEFAULT clock_timestamp();
ALTER TABLE answers DISABLE TRIGGER append_only;
UPDATE answers a SET legal_at = CASE WHEN d.rehearsal OR d.demonstration THEN coalesce((
        SELECT t.legal_at FROM steps t WHERE t.dossier = d.id AND t.at <= a.answered_at ORDER BY t.seq DESC LIMIT 1), a.answered_at)
    ELSE a.answered_at END
FROM comments c JOIN rounds r ON r.id = c.round JOIN dossiers d ON d.id = r.dossier WHERE c.id = a.comment;
ALTER TABLE answers ENABLE TRIGGER append_only;

-- +goose Down
ALTER TABLE answers DROP COLUMN legal_at;
ALTER TABLE packages DROP COLUMN legal_at;
