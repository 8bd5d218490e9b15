-- +goose Up
-- What came on paper, by e-mail or at a hearing and was entered by staff: by which
-- way, on which day it counts as sent, with a scan of it where there is one, and by
-- whom. Such entries are taken after the end of a round too, until it is final.
ALTER TABLE submissions
    ADD COLUMN channel    text NOT NULL DEFAULT 'web' CHECK (channel IN ('web', 'paper', 'email', 'hearing')),
    ADD COLUMN sent_on    date,
    ADD COLUMN scan       uuid REFERENCES attachments,
    ADD COLUMN entered_by uuid REFERENCES persons,
    ADD CHECK ((channel = 'web') = (sent_on IS NULL AND entered_by IS NULL)),
    ADD CHECK (channel <> 'web' OR scan IS NULL);

-- The closing is provisional until somebody declares that all timely mail is in, or
-- the report is published. Rounds that were closed before there was such a thing
-- were closed for good.
ALTER TABLE rounds
    ADD COLUMN final_at timestamptz,
    ADD COLUMN final_by uuid REFERENCES persons, -- null: the report published itself
    ADD CHECK (final_at IS NULL OR status = 'closed');
UPDATE rounds SET final_at = closed_at WHERE status = 'closed';

-- +goose Down
ALTER TABLE rounds DROP COLUMN final_by, DROP COLUMN final_at;
ALTER TABLE submissions DROP COLUMN entered_by, DROP COLUMN scan, DROP COLUMN sent_on, DROP COLUMN channel;
