-- +goose Up
-- A round is asked about once a submission and not once more a comment: that a
-- comment is of the round of its submission is seen to where it is counted, which
-- has to look at the submission anyway. Of another round's there is no author kind,
-- and a total has one.
ALTER TABLE comments DROP CONSTRAINT comments_round_fkey;

-- Submissions are looked at one by one, by their ids alone. Planned as a join, or by
-- the round too, while the table was small, and kept so, all of them would be read
-- again for each batch.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION count_comments() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
    INSERT INTO comment_totals AS t
    SELECT round, document, article, kind, author_kind, '', false, count(*)
    FROM (SELECT c.round, c.document, c.article, c.kind,
        (SELECT CASE s.round WHEN c.round THEN s.author_kind END FROM submissions s WHERE s.id = c.submission) AS author_kind FROM added c) c
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (round, document, article, kind, author_kind, outcome, early) DO UPDATE SET comments = t.comments + excluded.comments;
    RETURN NULL;
END $$;
-- +goose StatementEnd

-- Nothing reads the submissions of a round by when they came; those of a round are
-- found by the key that it knows them by.
DROP INDEX submissions_round;

-- +goose Down
CREATE INDEX submissions_round ON submissions (round, received_at);
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION count_comments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO comment_totals AS t
    SELECT c.round, c.document, c.article, c.kind, s.author_kind, '', false, count(*)
    FROM added c JOIN submissions s ON s.id = c.submission GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (round, document, article, kind, author_kind, outcome, early) DO UPDATE SET comments = t.comments + excluded.comments;
    RETURN NULL;
END $$;
-- +goose StatementEnd
ALTER TABLE comments ADD CONSTRAINT comments_round_fkey FOREIGN KEY (round) REFERENCES rounds;
