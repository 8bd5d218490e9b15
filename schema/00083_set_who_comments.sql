-- +goose Up
-- Who may comment is a setting of the round as well: it is set when the round opens,
-- and stays.
DROP TRIGGER append_only ON rounds;
CREATE TRIGGER append_only BEFORE UPDATE OF show_comments, names, who ON rounds FOR EACH ROW
    WHEN (OLD.show_comments <> NEW.show_comments OR OLD.names <> NEW.names OR OLD.who <> NEW.who) EXECUTE FUNCTION refuse_other_settings();

-- +goose Down
DROP TRIGGER append_only ON rounds;
CREATE TRIGGER append_only BEFORE UPDATE OF show_comments, names ON rounds FOR EACH ROW
    WHEN (OLD.show_comments <> NEW.show_comments OR OLD.names <> NEW.names) EXECUTE FUNCTION refuse_other_settings();
