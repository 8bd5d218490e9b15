-- +goose Up
-- Staff enter organisations that are not in the register here under the name that
-- stands on what they sent. The commitment to the first comment of an entry covers
-- the hash of its scan, which is kept with each version of the comment. Who sent it
-- and the scan can be corrected too.
ALTER TABLE submissions
    ADD COLUMN unregistered boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT submissions_organisation,
    ADD CONSTRAINT submissions_organisation CHECK (CASE WHEN covered OR erased_at IS NOT NULL THEN organisation IS NULL
        ELSE (author_kind = 'organisation') = (organisation IS NOT NULL OR unregistered) AND NOT (organisation IS NOT NULL AND unregistered) END);
ALTER TABLE comments ADD COLUMN scan_sha256 bytea CHECK (length(scan_sha256) = 32);
ALTER TABLE earlier_comments ADD COLUMN scan_sha256 bytea CHECK (length(scan_sha256) = 32);
ALTER TABLE earlier_entries
    ADD COLUMN author_kind  text, -- null: it was kept before anybody could change these
    ADD COLUMN organisation uuid REFERENCES organisations,
    ADD COLUMN unregistered boolean,
    ADD COLUMN scan         uuid REFERENCES attachments,
    ADD COLUMN scan_public  boolean;
CREATE INDEX earlier_entries_scan ON earlier_entries (scan) WHERE scan IS NOT NULL;

-- +goose Down
DROP INDEX earlier_entries_scan;
ALTER TABLE earlier_entries DROP COLUMN scan_public, DROP COLUMN scan, DROP COLUMN unregistered, DROP COLUMN organisation, DROP COLUMN author_kind;
ALTER TABLE earlier_comments DROP COLUMN scan_sha256;
ALTER TABLE comments DROP COLUMN scan_sha256;
ALTER TABLE submissions DROP CONSTRAINT submissions_organisation,
    ADD CONSTRAINT submissions_organisation CHECK (CASE WHEN covered OR erased_at IS NOT NULL THEN organisation IS NULL ELSE (author_kind = 'organisation') = (organisation IS NOT NULL) END) NOT VALID;
ALTER TABLE submissions DROP COLUMN unregistered;
