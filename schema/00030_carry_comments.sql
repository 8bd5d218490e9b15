-- +goose Up
-- Where what a comment is about stands in a later version of the text, as it was
-- found out when that version came. What the author of the comment pointed at
-- stays in the comment.
CREATE TABLE comment_anchors (
    comment   uuid NOT NULL REFERENCES comments,
    dossier   uuid NOT NULL,
    no        integer NOT NULL,
    state     text NOT NULL CHECK (state IN ('kept', 'edited', 'moved', 'text_removed', 'provision_removed', 'candidate', 'orphaned')),
    provision text, -- its id in that version; null: none, or the whole text
    wid       text,
    exact     text NOT NULL DEFAULT '',
    starts    integer NOT NULL DEFAULT 0 CHECK (starts >= 0), -- in the plain text of the provision, in characters
    ends      integer NOT NULL DEFAULT 0 CHECK (ends >= starts),
    score     numeric(3, 2) NOT NULL CHECK (score BETWEEN 0 AND 1),
    method    text NOT NULL CHECK (method IN ('', 'identity', 'words', 'search')),
    doubt     text NOT NULL CHECK (doubt IN ('', 'not_in_old', 'not_unique', 'other_provision', 'elsewhere', 'paths_differ')),
    algorithm text NOT NULL,
    made_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (comment, no),
    FOREIGN KEY (dossier, no) REFERENCES packages,
    CHECK ((provision IS NULL) = (wid IS NULL)),
    CHECK (state <> 'candidate' OR doubt <> '')
);
CREATE INDEX comment_anchors_version ON comment_anchors (dossier, no, state);

-- What a person said of a place that was only likely. A changed mind is a new
-- version.
CREATE TABLE anchor_decisions (
    comment    uuid NOT NULL,
    no         integer NOT NULL,
    version    integer NOT NULL CHECK (version > 0),
    confirmed  boolean NOT NULL,
    decided_by uuid NOT NULL REFERENCES persons,
    decided_at timestamptz NOT NULL,
    legal_at   timestamptz NOT NULL,
    delegation uuid REFERENCES delegations,
    PRIMARY KEY (comment, no, version),
    FOREIGN KEY (comment, no) REFERENCES comment_anchors
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON comment_anchors FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON anchor_decisions FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What became of a comment in a version, with what was decided.
CREATE VIEW placed_comments AS
    SELECT a.comment, a.dossier, a.no, a.provision, a.wid, a.exact, a.starts, a.ends, a.score, a.method, a.doubt, a.state AS found,
        coalesce(v.version, 0) AS version, v.confirmed, v.decided_by, v.legal_at AS decided_legal,
        CASE WHEN a.state <> 'candidate' OR v.version IS NULL THEN a.state WHEN v.confirmed THEN 'moved' ELSE 'text_removed' END AS state
    FROM comment_anchors a LEFT JOIN LATERAL (SELECT version, confirmed, decided_by, legal_at FROM anchor_decisions
        WHERE comment = a.comment AND no = a.no ORDER BY version DESC LIMIT 1) v ON true;

-- The comments on texts that have gone on already are carried after.
INSERT INTO outbox (topic, key)
    SELECT DISTINCT 'text.new', d.ref FROM dossiers d JOIN rounds r ON r.dossier = d.id WHERE d.package_no > r.package_no
    ON CONFLICT (topic, key) WHERE delivered_at IS NULL DO NOTHING;

-- +goose Down
DELETE FROM outbox WHERE topic = 'text.new';
DROP VIEW placed_comments;
DROP TABLE anchor_decisions, comment_anchors;
