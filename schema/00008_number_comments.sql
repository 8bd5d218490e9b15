-- +goose Up
-- The number under which people speak of a comment: its place in the round, by
-- the order in which the round took comments in. The counter is a row of its
-- own, so that nothing but intake waits for it.
CREATE TABLE comment_numbers (
    round uuid PRIMARY KEY REFERENCES rounds,
    last  integer NOT NULL CHECK (last > 0)
);

-- article is the article that the provision belongs to, or is; of what stands
-- in no article the provision itself; empty: the whole document. It is what
-- act.ArticleOf returns. search_key is script.SearchKey of what was said.
ALTER TABLE comments
    ADD COLUMN number integer,
    ADD COLUMN search_key text NOT NULL DEFAULT '',
    ADD COLUMN article text NOT NULL GENERATED ALWAYS AS (
        CASE WHEN provision IS NULL THEN ''
            WHEN strpos('__' || provision, '__art_') = 0 THEN provision
            ELSE left(provision, strpos('__' || provision, '__art_') - 1)
                || split_part(substr(provision, strpos('__' || provision, '__art_')), '__', 1)
        END) STORED;
UPDATE comments c SET number = n.number, search_key = lower(c.body || E'\n' || c.proposed_text)
FROM (SELECT id, row_number() OVER (PARTITION BY round ORDER BY id) AS number FROM comments) n WHERE n.id = c.id;
INSERT INTO comment_numbers (round, last) SELECT round, max(number) FROM comments GROUP BY round;
ALTER TABLE comments
    ALTER COLUMN number SET NOT NULL,
    ALTER COLUMN search_key DROP DEFAULT,
    ADD CONSTRAINT comments_number UNIQUE (round, number),
    ADD CHECK (number > 0);
DROP INDEX comments_round;

-- An answer that was published while the round ran, on purpose.
ALTER TABLE answers ADD COLUMN early boolean NOT NULL DEFAULT false;

-- +goose Down
ALTER TABLE answers DROP COLUMN early;
CREATE INDEX comments_round ON comments (round, id);
ALTER TABLE comments DROP COLUMN article, DROP COLUMN search_key, DROP COLUMN number;
DROP TABLE comment_numbers;
