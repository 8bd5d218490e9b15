-- +goose Up
-- How many comments of a round stand how in a later version, as it was found out, so
-- that no page counts them. A trigger keeps it, in the transaction that carries them;
-- what people decided of candidates is counted when it is asked for.
CREATE TABLE anchor_totals (
    round    uuid NOT NULL REFERENCES rounds,
    no       integer NOT NULL,
    state    text NOT NULL,
    comments integer NOT NULL,
    PRIMARY KEY (round, no, state)
);
INSERT INTO anchor_totals
SELECT c.round, a.no, a.state, count(*) FROM comment_anchors a JOIN comments c ON c.id = a.comment GROUP BY 1, 2, 3;

-- +goose StatementBegin
CREATE FUNCTION count_anchors() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO anchor_totals AS t
    SELECT c.round, a.no, a.state, count(*) FROM added a JOIN comments c ON c.id = a.comment GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (round, no, state) DO UPDATE SET comments = t.comments + excluded.comments;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER counted AFTER INSERT ON comment_anchors REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_anchors();

-- +goose Down
DROP TRIGGER counted ON comment_anchors;
DROP FUNCTION count_anchors();
DROP TABLE anchor_totals;
