-- +goose Up
-- The version of the comment that a proposal to set it aside is about. Null: it was
-- made before this was kept.
ALTER TABLE set_asides ADD COLUMN revision integer CHECK (revision > 0);

-- +goose Down
ALTER TABLE set_asides DROP COLUMN revision;
