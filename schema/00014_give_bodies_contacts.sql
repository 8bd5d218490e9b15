-- +goose Up
-- Where a body can be turned to: an e-mail address or a telephone number of the
-- body itself, never of a person. Empty: none is known.
ALTER TABLE bodies ADD COLUMN contact text NOT NULL DEFAULT '' CHECK (length(contact) <= 254);

-- +goose Down
ALTER TABLE bodies DROP COLUMN contact;
