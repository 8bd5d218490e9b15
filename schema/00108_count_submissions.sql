-- +goose Up
-- How many submissions of a round count, so that no page of a round that runs counts
-- them. Triggers keep it, in the transaction that adds or confirms them.
CREATE TABLE submission_totals (
    round       uuid PRIMARY KEY REFERENCES rounds,
    submissions integer NOT NULL
);
INSERT INTO submission_totals SELECT round, count(*) FROM submissions WHERE NOT held GROUP BY round;

-- +goose StatementBegin
CREATE FUNCTION count_submissions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO submission_totals AS t SELECT round, count(*) FROM added WHERE NOT held GROUP BY round ORDER BY round
    ON CONFLICT (round) DO UPDATE SET submissions = t.submissions + excluded.submissions;
    RETURN NULL;
END $$;

CREATE FUNCTION count_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO submission_totals AS t VALUES (NEW.round, CASE WHEN NEW.held THEN -1 ELSE 1 END)
    ON CONFLICT (round) DO UPDATE SET submissions = t.submissions + excluded.submissions;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER counted AFTER INSERT ON submissions REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_submissions();
CREATE TRIGGER counted_again AFTER UPDATE OF held ON submissions FOR EACH ROW WHEN (OLD.held <> NEW.held) EXECUTE FUNCTION count_held();

-- +goose Down
DROP TRIGGER counted_again ON submissions;
DROP TRIGGER counted ON submissions;
DROP FUNCTION count_held();
DROP FUNCTION count_submissions();
DROP TABLE submission_totals;
