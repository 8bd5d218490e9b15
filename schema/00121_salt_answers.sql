-- +goose Up
-- An answer stands in the log before anybody may read it, and usual reasons are soon
-- guessed: its leaf holds it under a salt, which is published with it. Null: it was
-- written before that.
ALTER TABLE answers ADD COLUMN salt bytea CHECK (length(salt) = 32);

-- +goose Down
ALTER TABLE answers DROP COLUMN salt;
