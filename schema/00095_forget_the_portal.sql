-- +goose Up
-- Names that are forgotten stood in the files of the portal as well.
UPDATE portal_rows w SET content = NULL FROM portal_files f, forgotten g WHERE f.id = w.file AND g.round = f.round AND g.what = 'names';
UPDATE portal_files f SET content = NULL FROM forgotten g WHERE g.round = f.round AND g.what = 'names';

-- +goose Down
SELECT 1; -- what is forgotten does not come back
