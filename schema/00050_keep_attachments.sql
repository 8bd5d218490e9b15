-- +goose Up
-- Files that come with comments: what they are, by their bytes as they are kept,
-- which stand outside the database under the id. One that is uploaded waits a day
-- for its comment, and one whose time is up is discarded before its bytes go.
CREATE TABLE attachments (
    id          uuid PRIMARY KEY,
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    media_type  text NOT NULL CHECK (length(media_type) BETWEEN 1 AND 100),
    size        integer NOT NULL CHECK (size BETWEEN 1 AND 20971520),
    sha256      bytea NOT NULL CHECK (length(sha256) = 32),
    state       text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'kept', 'discarded')),
    uploaded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX attachments_not_kept ON attachments (uploaded_at) WHERE state <> 'kept';

-- In the order of their author, which the commitment to the comment holds to.
CREATE TABLE comment_attachments (
    comment    uuid NOT NULL REFERENCES comments,
    no         integer NOT NULL CHECK (no BETWEEN 1 AND 10),
    attachment uuid NOT NULL REFERENCES attachments,
    PRIMARY KEY (comment, no)
);
CREATE INDEX comment_attachments_attachment ON comment_attachments (attachment);

-- +goose Down
DROP TABLE comment_attachments, attachments;
