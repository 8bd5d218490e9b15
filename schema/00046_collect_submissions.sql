-- +goose Up
-- Which organisation collected a submission that was brought in from a file, and
-- who brought it in. The submission is its author's all the same.
CREATE TABLE collected_submissions (
    submission   uuid PRIMARY KEY REFERENCES submissions,
    organisation uuid NOT NULL REFERENCES organisations,
    entered_by   uuid NOT NULL REFERENCES persons
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON collected_submissions FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TABLE collected_submissions;
