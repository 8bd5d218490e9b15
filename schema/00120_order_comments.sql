-- +goose Up
-- Where what a comment is about stands in what the round is over: those on the act as
-- its text goes, the whole of it first, then those on each other document. Lists of
-- what waits for an answer, and of what has one, go by it and read no more than they
-- show; what asks for an outcome otherwise is kept from their indexes.
ALTER TABLE comments ADD COLUMN place integer NOT NULL DEFAULT 0 CHECK (place >= 0);
UPDATE comments c SET place = x.place
FROM (SELECT c.id, CASE c.document WHEN 'act' THEN coalesce(p.position, 0)
        ELSE (SELECT count(DISTINCT d.kind) FROM package_documents d
            WHERE d.dossier = r.dossier AND d.no = r.package_no AND d.visibility = 'public' AND d.kind <> 'act' AND d.kind <= c.document) << 24 END AS place
    FROM comments c JOIN rounds r ON r.id = c.round
    LEFT JOIN provisions p ON p.dossier = r.dossier AND p.no = r.package_no AND p.id = c.provision) x
WHERE x.id = c.id AND x.place > 0;
CREATE INDEX comments_unanswered ON comments (round, place, number) WHERE (outcome = '') IS TRUE;
CREATE INDEX comments_settled ON comments (round, place, number) WHERE (outcome = '') IS FALSE;

-- +goose Down
DROP INDEX comments_settled;
DROP INDEX comments_unanswered;
ALTER TABLE comments DROP COLUMN place;
