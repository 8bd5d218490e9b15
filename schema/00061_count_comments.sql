-- +goose Up
-- What became of a comment: the last answer to it, kept beside it so that lists need
-- not look through the answers; empty: there is none.
ALTER TABLE comments
    ADD COLUMN outcome text NOT NULL DEFAULT '',
    ADD COLUMN early   boolean NOT NULL DEFAULT false;
UPDATE comments c SET outcome = a.outcome, early = a.early
FROM (SELECT DISTINCT ON (comment) comment, outcome, early FROM answers ORDER BY comment, version DESC) a WHERE a.comment = c.id;
CREATE INDEX comments_outcome ON comments (round, outcome, number);
CREATE INDEX comments_article ON comments (round, document, article, number);

-- How many comments there are of each sort, so that no page counts them. Triggers
-- keep it, in the transaction that adds comments or answers, by rows in one order.
CREATE TABLE comment_totals (
    round       uuid NOT NULL REFERENCES rounds,
    document    text NOT NULL,
    article     text NOT NULL,
    kind        text NOT NULL,
    author_kind text NOT NULL,
    outcome     text NOT NULL,
    early       boolean NOT NULL,
    comments    integer NOT NULL,
    PRIMARY KEY (round, document, article, kind, author_kind, outcome, early)
);
INSERT INTO comment_totals
SELECT c.round, c.document, c.article, c.kind, s.author_kind, c.outcome, c.early, count(*)
FROM comments c JOIN submissions s ON s.id = c.submission GROUP BY 1, 2, 3, 4, 5, 6, 7;

-- +goose StatementBegin
CREATE FUNCTION count_comments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO comment_totals AS t
    SELECT c.round, c.document, c.article, c.kind, s.author_kind, '', false, count(*)
    FROM added c JOIN submissions s ON s.id = c.submission GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (round, document, article, kind, author_kind, outcome, early) DO UPDATE SET comments = t.comments + excluded.comments;
    RETURN NULL;
END $$;

CREATE FUNCTION count_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO comment_totals AS t
    SELECT round, document, article, kind, author_kind, outcome, early, sum(n)
    FROM (
        SELECT c.round, c.document, c.article, c.kind, s.author_kind, o.outcome, o.early, o.n
        FROM (SELECT DISTINCT ON (comment) comment, outcome, early FROM added ORDER BY comment, version DESC) a
        JOIN comments c ON c.id = a.comment JOIN submissions s ON s.id = c.submission
        CROSS JOIN LATERAL (VALUES (c.outcome, c.early, -1), (a.outcome, a.early, 1)) AS o (outcome, early, n)) x
    GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(n) <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT (round, document, article, kind, author_kind, outcome, early) DO UPDATE SET comments = t.comments + excluded.comments;
    UPDATE comments c SET outcome = a.outcome, early = a.early
    FROM (SELECT DISTINCT ON (comment) comment, outcome, early FROM added ORDER BY comment, version DESC) a WHERE a.comment = c.id;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER counted AFTER INSERT ON comments REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_comments();
CREATE TRIGGER counted AFTER INSERT ON answers REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_answers();

-- +goose Down
DROP TRIGGER counted ON answers;
DROP TRIGGER counted ON comments;
DROP FUNCTION count_answers();
DROP FUNCTION count_comments();
DROP TABLE comment_totals;
DROP INDEX comments_article;
DROP INDEX comments_outcome;
ALTER TABLE comments DROP COLUMN early, DROP COLUMN outcome;
