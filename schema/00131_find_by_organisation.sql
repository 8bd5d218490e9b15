-- +goose Up
-- The comments of an organisation are found from what it has sent, of which there is
-- little however many comments there are.
CREATE INDEX submissions_organisation ON submissions (round, organisation) WHERE organisation IS NOT NULL;

-- +goose Down
DROP INDEX submissions_organisation;
