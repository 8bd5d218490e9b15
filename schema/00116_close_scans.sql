-- +goose Up
-- A scan shows all that a letter says, and who signed it. Others see it only while
-- nothing of the submission is covered, hidden or withdrawn and the name is shown to
-- them; and who handles the round closes it at any time, for good.
-- +goose StatementBegin
CREATE FUNCTION shows_scan(s submissions, names text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT s.scan_public AND NOT s.covered AND s.disowned_at IS NULL AND (s.author_kind = 'anonymous' OR shown_name(s, names) <> '')
        AND NOT EXISTS (SELECT 1 FROM redactions r WHERE r.submission = s.id AND r.state IN ('laid', 'lifting'))
        AND NOT EXISTS (SELECT 1 FROM comments c WHERE c.submission = s.id
            AND (c.covered OR c.withdrawn_at IS NOT NULL OR c.set_aside IN ('insulting', 'personal_data')))
$$;
-- +goose StatementEnd
CREATE TABLE closed_scans (
    scan       uuid PRIMARY KEY, -- its file may be erased
    submission uuid NOT NULL REFERENCES submissions,
    person     uuid NOT NULL REFERENCES persons,
    delegation uuid REFERENCES delegations,
    at         timestamptz NOT NULL,
    legal_at   timestamptz NOT NULL
);
CREATE INDEX closed_scans_submission ON closed_scans (submission);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON closed_scans FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

-- +goose Down
DROP TABLE closed_scans;
DROP FUNCTION shows_scan(submissions, text);
