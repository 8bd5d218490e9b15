-- +goose Up
-- Whether names are shown is a setting of the round, as whether comments are while it
-- runs: by the choice of each author, or never. Organisations are named always. Both
-- are set when the round opens and stay, as authors were told.
ALTER TABLE rounds ADD COLUMN names text NOT NULL DEFAULT 'by_choice' CHECK (names IN ('by_choice', 'never'));

-- shown_name is the name that a submission is read under; empty: none.
-- +goose StatementBegin
CREATE FUNCTION shown_name(s submissions, names text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN s.disowned_at IS NOT NULL THEN ''
        WHEN s.organisation IS NOT NULL THEN (SELECT name FROM organisations WHERE id = s.organisation)
        WHEN s.publish_name AND (names = 'by_choice' OR s.author_kind = 'organisation') THEN s.author_name ELSE '' END
$$;

CREATE FUNCTION refuse_other_settings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what round % shows was set when it opened', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
CREATE TRIGGER append_only BEFORE UPDATE OF show_comments, names ON rounds FOR EACH ROW
    WHEN (OLD.show_comments <> NEW.show_comments OR OLD.names <> NEW.names) EXECUTE FUNCTION refuse_other_settings();

-- +goose Down
DROP TRIGGER append_only ON rounds;
DROP FUNCTION refuse_other_settings();
DROP FUNCTION shown_name(submissions, text);
ALTER TABLE rounds DROP COLUMN names;
