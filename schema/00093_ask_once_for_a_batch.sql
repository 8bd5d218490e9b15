-- +goose Up
-- A foreign key asks once for each row, and locks the row that it finds. What a batch
-- of intake refers to is asked once for all of it: its round here, and its submissions
-- where its comments are counted, which has to look at them anyway (of one that is not
-- there is no author kind, and a total has one). Rounds and submissions never go, and
-- what is of one is never of another later, so that there is nothing else to ask.
ALTER TABLE submissions DROP CONSTRAINT submissions_round_fkey;
ALTER TABLE comments DROP CONSTRAINT comments_submission_fkey;
-- +goose StatementBegin
CREATE FUNCTION be_of_a_round() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT round FROM added) a WHERE NOT EXISTS (SELECT FROM rounds r WHERE r.id = a.round)) THEN
        RAISE EXCEPTION 'a submission is of a round that is not there' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER of_a_round AFTER INSERT ON submissions REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION be_of_a_round();
CREATE TRIGGER keep_rounds BEFORE DELETE OR UPDATE OF id ON rounds FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER keep_submissions BEFORE DELETE OR UPDATE OF id, round ON submissions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER keep_place BEFORE UPDATE OF submission, round ON comments FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TRIGGER keep_place ON comments;
DROP TRIGGER keep_submissions ON submissions;
DROP TRIGGER keep_rounds ON rounds;
DROP TRIGGER of_a_round ON submissions;
DROP FUNCTION be_of_a_round();
ALTER TABLE comments ADD CONSTRAINT comments_submission_fkey FOREIGN KEY (submission) REFERENCES submissions;
ALTER TABLE submissions ADD CONSTRAINT submissions_round_fkey FOREIGN KEY (round) REFERENCES rounds;
