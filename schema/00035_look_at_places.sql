-- +goose Up
-- The places of comments that somebody has to look at are found among all of them.
CREATE INDEX comment_anchors_candidates ON comment_anchors (dossier, no) WHERE state = 'candidate';

-- +goose Down
DROP INDEX comment_anchors_candidates;
