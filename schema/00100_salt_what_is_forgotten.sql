-- +goose Up
-- What is kept of a comment of the portal after its words are gone is under a salt, which
-- is erased with it: from a bare hash a short text, or a name, is guessed.
CREATE TABLE portal_salts (
    round     uuid NOT NULL REFERENCES rounds,
    portal_id text NOT NULL,
    salt      bytea NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (round, portal_id)
);
INSERT INTO portal_salts (round, portal_id, salt)
    SELECT round, portal_id, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) FROM (
        SELECT f.round, w.portal_id FROM portal_rows w JOIN portal_files f ON f.id = w.file UNION SELECT round, portal_id FROM portal_comments
        UNION SELECT round, portal_id FROM portal_explanations) x;
UPDATE portal_rows w SET hash = sha256(z.salt || w.hash) FROM portal_files f, portal_salts z WHERE f.id = w.file AND z.round = f.round AND z.portal_id = w.portal_id;
UPDATE portal_comments k SET hash = sha256(z.salt || k.hash) FROM portal_salts z WHERE z.round = k.round AND z.portal_id = k.portal_id;
ALTER TABLE portal_explanations DISABLE TRIGGER append_only;
UPDATE portal_explanations e SET hash = sha256(z.salt || e.hash) FROM portal_salts z WHERE z.round = e.round AND z.portal_id = e.portal_id AND e.hash IS NOT NULL;
ALTER TABLE portal_explanations ENABLE TRIGGER append_only;
DELETE FROM portal_salts z USING portal_comments k JOIN submissions s ON s.id = k.submission WHERE z.round = k.round AND z.portal_id = k.portal_id
    AND (s.erased_at IS NOT NULL OR EXISTS (SELECT 1 FROM forgotten g WHERE g.round = k.round AND g.what = 'names'));

-- Notes on late submissions that are given again.
CREATE INDEX late_notes_kept ON late_notes (arrived_at) WHERE note <> '';

-- +goose Down
DROP INDEX late_notes_kept;
DROP TABLE portal_salts; -- what was salted stays so
