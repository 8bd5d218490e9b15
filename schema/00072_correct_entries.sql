-- +goose Up
-- Of what staff entered: the day on which it arrived, whether everybody may see its
-- scan, and what an entry said until staff corrected it, by whom and why. Comments
-- that were made on the national portal are such entries too.
ALTER TABLE submissions
    DROP CONSTRAINT submissions_channel_check,
    ADD CONSTRAINT submissions_channel_check CHECK (channel IN ('web', 'paper', 'email', 'hearing', 'ekonsultacije')),
    ADD COLUMN arrived_on  date,
    ADD COLUMN scan_public boolean NOT NULL DEFAULT false,
    ADD CHECK (arrived_on IS NULL OR channel <> 'web' AND arrived_on >= sent_on),
    ADD CHECK (NOT scan_public OR scan IS NOT NULL);
CREATE INDEX submissions_entered ON submissions (round, id) WHERE channel <> 'web';
CREATE INDEX submissions_scan ON submissions (scan) WHERE scan IS NOT NULL;

ALTER TABLE revisions
    ADD COLUMN by     uuid REFERENCES persons, -- null: the author
    ADD COLUMN reason text CHECK (length(reason) BETWEEN 1 AND 2000),
    ADD CHECK ((by IS NULL) = (reason IS NULL));
CREATE TABLE earlier_entries (
    submission   uuid NOT NULL,
    revision     integer NOT NULL, -- that replaced it
    channel      text NOT NULL,
    sent_on      date NOT NULL,
    arrived_on   date,
    author_name  text NOT NULL,
    publish_name boolean NOT NULL,
    PRIMARY KEY (submission, revision),
    FOREIGN KEY (submission, revision) REFERENCES revisions
);
ALTER TABLE earlier_comments
    ADD COLUMN document  text, -- null: it was kept before anybody could change these three
    ADD COLUMN provision text,
    ADD COLUMN kind      text;

-- +goose Down
ALTER TABLE earlier_comments DROP COLUMN kind, DROP COLUMN provision, DROP COLUMN document;
DROP TABLE earlier_entries;
ALTER TABLE revisions DROP COLUMN reason, DROP COLUMN by;
DROP INDEX submissions_scan, submissions_entered;
ALTER TABLE submissions DROP COLUMN scan_public, DROP COLUMN arrived_on, DROP CONSTRAINT submissions_channel_check,
    ADD CONSTRAINT submissions_channel_check CHECK (channel IN ('web', 'paper', 'email', 'hearing')) NOT VALID;
