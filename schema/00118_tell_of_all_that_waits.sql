-- +goose Up
-- One letter tells whoever reads an address of all that waits there in a round. The
-- term to confirm counts from when the letter went, two weeks after the end of the
-- round at the latest.
ALTER TABLE mails ADD COLUMN composed_at timestamptz; -- when it was last handed out
ALTER TABLE held_submissions ADD COLUMN told_at timestamptz; -- when the first letter about it went, or was given up; null: it waits
UPDATE held_submissions h SET told_at = h.asked_at WHERE NOT EXISTS (
    SELECT 1 FROM mails m WHERE m.submission = h.submission AND m.kind = 'confirm' AND m.sent_at IS NULL AND m.given_up_at IS NULL);
CREATE INDEX mails_confirm ON mails (address_hash) WHERE kind = 'confirm' AND sent_at IS NULL AND given_up_at IS NULL;
CREATE INDEX submissions_held_at ON submissions (round, lower(author_email)) WHERE held AND author_email <> '';
-- +goose StatementBegin
CREATE FUNCTION confirms_until(closes timestamptz, told timestamptz) RETURNS timestamptz LANGUAGE sql AS $$
    SELECT confirms_until(greatest(closes, least(coalesce(told, clock_timestamp()), closes + interval '14 days')))
$$;
-- +goose StatementEnd

-- +goose Down
DROP FUNCTION confirms_until(timestamptz, timestamptz);
DROP INDEX submissions_held_at, mails_confirm;
ALTER TABLE held_submissions DROP COLUMN told_at;
ALTER TABLE mails DROP COLUMN composed_at;
