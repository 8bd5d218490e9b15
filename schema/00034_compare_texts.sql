-- +goose Up
-- Redlines are made in an activity, which finds the texts by their hashes alone.
CREATE INDEX acts_hash ON acts (hash);

-- What came before is compared after.
INSERT INTO outbox (topic, key)
    SELECT 'text.new', d.ref FROM dossiers d WHERE (SELECT count(DISTINCT a.hash) FROM acts a WHERE a.dossier = d.id) > 1
    ON CONFLICT (topic, key) WHERE delivered_at IS NULL DO NOTHING;

-- +goose Down
DROP INDEX acts_hash;
