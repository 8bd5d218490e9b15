-- +goose Up
-- Who lends a role and who acts by it are one hand here too: neither decides on what the
-- other proposed to set aside, and neither settles what the other had a part in.
-- +goose StatementBegin
CREATE FUNCTION set_aside_with_other_hands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.decision <> 'undone' AND one_hand(NEW.proposed_by, NEW.proposed_for, NEW.decided_by, NEW.decided_for)
        OR NEW.verdict IS NOT NULL AND (one_hand(NEW.proposed_by, NEW.proposed_for, NEW.settled_by, NEW.settled_for)
            OR one_hand(NEW.decided_by, NEW.decided_for, NEW.settled_by, NEW.settled_for)) THEN
        RAISE EXCEPTION 'setting aside %: who had a part in it does not decide on it', NEW.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER other_hands BEFORE INSERT OR UPDATE OF decision, decided_by, decided_for, verdict, settled_by, settled_for ON set_asides
    FOR EACH ROW EXECUTE FUNCTION set_aside_with_other_hands();

-- +goose Down
DROP TRIGGER other_hands ON set_asides;
DROP FUNCTION set_aside_with_other_hands();
