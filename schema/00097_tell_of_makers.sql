-- +goose Up
-- A file may still tell of its maker after it was cleaned; who sends it is told so until
-- it is sent.
ALTER TABLE attachments ADD telling boolean NOT NULL DEFAULT false;

-- +goose Down
ALTER TABLE attachments DROP COLUMN telling;
