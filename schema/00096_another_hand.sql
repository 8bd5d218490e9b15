-- +goose Up
-- Who lends a role and who acts by it are one hand: neither decides on what the other
-- asked to cover or to erase.
ALTER TABLE erasures
    ADD COLUMN asked_for   uuid REFERENCES delegations, -- null: in their own right, or before this was kept
    ADD COLUMN decided_for uuid REFERENCES delegations, -- likewise
    ADD CONSTRAINT erasures_asked_for CHECK (asked_for IS NULL OR asked_by IS NOT NULL),
    ADD CONSTRAINT erasures_decided_for CHECK (decided_for IS NULL OR decided_by IS NOT NULL);

-- +goose StatementBegin
-- one_hand reports whether somebody stands behind both of two acts, each of a person
-- who may act in the place of who lends them the role.
CREATE FUNCTION one_hand(one uuid, one_lent uuid, other uuid, other_lent uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT array_remove(ARRAY[one, (SELECT delegator FROM delegations WHERE id = one_lent)], NULL)
        && array_remove(ARRAY[other, (SELECT delegator FROM delegations WHERE id = other_lent)], NULL)
$$;

CREATE OR REPLACE FUNCTION take_redaction_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    r      redactions;
    before redaction_steps;
    after  text;
BEGIN
    SELECT * INTO r FROM redactions WHERE id = NEW.redaction FOR UPDATE;
    SELECT * INTO before FROM redaction_steps WHERE redaction = NEW.redaction ORDER BY no DESC LIMIT 1;
    after := CASE r.state || ' ' || NEW.kind
        WHEN 'new asked' THEN 'asked' WHEN 'asked confirmed' THEN 'laid' WHEN 'asked refused' THEN 'refused'
        WHEN 'laid lift_asked' THEN 'lifting' WHEN 'lifting lifted' THEN 'lifted' WHEN 'lifting lift_refused' THEN 'laid' END;
    IF after IS NULL OR NEW.no <> coalesce(before.no, 0) + 1 THEN
        RAISE EXCEPTION 'redaction % is %: not %', NEW.redaction, r.state, NEW.kind USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.kind IN ('confirmed', 'lifted') AND one_hand(NEW.person, NEW.delegation, before.person, before.delegation) THEN
        RAISE EXCEPTION 'redaction %: who asks does not decide', NEW.redaction USING ERRCODE = 'restrict_violation';
    END IF;
    UPDATE redactions SET state = after WHERE id = NEW.redaction;
    IF NEW.kind IN ('confirmed', 'lifted') THEN
        PERFORM lay_covers(x.comment, r.submission) FROM (SELECT DISTINCT comment FROM redaction_spans WHERE redaction = r.id ORDER BY comment) x;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION refuse_erasure_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'asked'
        AND (to_jsonb(NEW) - '{state,decided_by,decided_for,decided_at,legal_at}'::text[]) = (to_jsonb(OLD) - '{state,decided_by,decided_for,decided_at,legal_at}'::text[]) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION erase_with_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'done' AND one_hand(NEW.asked_by, NEW.asked_for, NEW.decided_by, NEW.decided_for) THEN
        RAISE EXCEPTION 'erasure %: who asks does not decide', NEW.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER four_eyes BEFORE INSERT OR UPDATE ON erasures FOR EACH ROW EXECUTE FUNCTION erase_with_four_eyes();

-- +goose Down
DROP TRIGGER four_eyes ON erasures;
DROP FUNCTION erase_with_four_eyes();
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION take_redaction_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    r      redactions;
    before redaction_steps;
    after  text;
BEGIN
    SELECT * INTO r FROM redactions WHERE id = NEW.redaction FOR UPDATE;
    SELECT * INTO before FROM redaction_steps WHERE redaction = NEW.redaction ORDER BY no DESC LIMIT 1;
    after := CASE r.state || ' ' || NEW.kind
        WHEN 'new asked' THEN 'asked' WHEN 'asked confirmed' THEN 'laid' WHEN 'asked refused' THEN 'refused'
        WHEN 'laid lift_asked' THEN 'lifting' WHEN 'lifting lifted' THEN 'lifted' WHEN 'lifting lift_refused' THEN 'laid' END;
    IF after IS NULL OR NEW.no <> coalesce(before.no, 0) + 1 THEN
        RAISE EXCEPTION 'redaction % is %: not %', NEW.redaction, r.state, NEW.kind USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.kind IN ('confirmed', 'lifted') AND NEW.person = before.person THEN
        RAISE EXCEPTION 'redaction %: who asks does not decide', NEW.redaction USING ERRCODE = 'restrict_violation';
    END IF;
    UPDATE redactions SET state = after WHERE id = NEW.redaction;
    IF NEW.kind IN ('confirmed', 'lifted') THEN
        PERFORM lay_covers(x.comment, r.submission) FROM (SELECT DISTINCT comment FROM redaction_spans WHERE redaction = r.id ORDER BY comment) x;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION refuse_erasure_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'asked' AND (to_jsonb(NEW) - '{state,decided_by,decided_at,legal_at}'::text[]) = (to_jsonb(OLD) - '{state,decided_by,decided_at,legal_at}'::text[]) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
DROP FUNCTION one_hand(uuid, uuid, uuid, uuid);
ALTER TABLE erasures DROP COLUMN decided_for, DROP COLUMN asked_for;
