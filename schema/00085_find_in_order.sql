-- +goose Up
-- The words of comments stand in the order in which they were taken, which within a
-- round is that of their numbers. Besides its stems a comment has words that no text
-- has, of what a list may be narrowed by: its round, what it is about, its kind and
-- who sent it. All are taken anew.
TRUNCATE comment_words;
DELETE FROM words_taken;
ALTER TABLE comment_words ADD COLUMN place bigint UNIQUE CHECK (place >= 0); -- null: they were written before their turn came

-- One row, held by whoever takes words, so that places have no holes.
CREATE TABLE words_place (
    one  boolean PRIMARY KEY DEFAULT true CHECK (one),
    next bigint NOT NULL DEFAULT 0
);
INSERT INTO words_place DEFAULT VALUES;

-- All the words of 500 comments that follow each other, of those from place 500 * no
-- on. A word that stands in many comments leads through these to the first ones that
-- have it; the index of comments would first have to name them all.
CREATE TABLE word_spans (
    no    bigint PRIMARY KEY,
    words tsvector -- null: they are more than one value holds; any word may be there
);
CREATE INDEX word_spans_words ON word_spans USING gin (words);
CREATE INDEX word_spans_any ON word_spans (no) WHERE words IS NULL;

-- Both ask the index of words, and read nothing that it does not name, whatever the
-- planner takes the words to be worth.
-- +goose StatementBegin
CREATE FUNCTION spans_with(sought tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE SET enable_seqscan = off AS $$
    SELECT no FROM word_spans WHERE words @@ sought UNION ALL SELECT no FROM word_spans WHERE words IS NULL
$$;
CREATE FUNCTION comments_with(sought tsquery) RETURNS SETOF comment_words LANGUAGE sql STABLE SET enable_seqscan = off AS $$
    SELECT comment, words, place FROM comment_words WHERE words @@ sought
$$;
CREATE FUNCTION words_of_span(span bigint) RETURNS tsvector LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN sum(octet_length(word)) <= 900000 THEN array_to_tsvector(array_agg(word)) END
    FROM (SELECT DISTINCT x.lexeme AS word FROM comment_words w, unnest(w.words) x WHERE w.place >= span * 500 AND w.place < (span + 1) * 500) y
$$;

-- What a comment says no more must not be found in its span either. The lock keeps
-- out whoever is just making the span from what it said before.
CREATE FUNCTION renew_spans() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE span bigint;
BEGIN
    FOR span IN SELECT DISTINCT place / 500 FROM before WHERE place IS NOT NULL ORDER BY 1 LOOP
        PERFORM pg_advisory_xact_lock(hashtext('word_spans'), span::integer);
        UPDATE word_spans SET words = words_of_span(span) WHERE no = span;
    END LOOP;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER renewed AFTER UPDATE ON comment_words REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION renew_spans();
CREATE TRIGGER gone AFTER DELETE ON comment_words REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION renew_spans();

-- +goose Down
DROP TRIGGER gone ON comment_words;
DROP TRIGGER renewed ON comment_words;
DROP FUNCTION renew_spans();
DROP FUNCTION words_of_span(bigint);
DROP FUNCTION comments_with(tsquery);
DROP FUNCTION spans_with(tsquery);
DROP TABLE word_spans, words_place;
ALTER TABLE comment_words DROP COLUMN place;
