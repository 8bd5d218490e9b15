-- +goose Up
-- Which rows of a file of the national portal were taken in stands with them, so that the
-- next ones are found without a look at all that were taken before.
ALTER TABLE portal_rows ADD COLUMN taken boolean NOT NULL DEFAULT false;
UPDATE portal_rows w SET taken = true FROM portal_files f, portal_comments k WHERE f.id = w.file AND k.round = f.round AND k.portal_id = w.portal_id;
CREATE INDEX portal_rows_waiting ON portal_rows (file, line) WHERE NOT taken AND faults = '[]' AND content IS NOT NULL;

-- +goose Down
DROP INDEX portal_rows_waiting;
ALTER TABLE portal_rows DROP COLUMN taken;
