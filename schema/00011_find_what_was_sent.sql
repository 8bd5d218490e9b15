-- +goose Up
-- Who was signed in finds what they sent.
CREATE INDEX submissions_sent_by ON submissions (sent_by, received_at DESC, id DESC) WHERE sent_by IS NOT NULL;

-- What was decided last is looked at again.
CREATE INDEX mandate_requests_decided ON mandate_requests (decided_at DESC, id) WHERE decided_at IS NOT NULL;

-- +goose Down
DROP INDEX mandate_requests_decided;
DROP INDEX submissions_sent_by;
