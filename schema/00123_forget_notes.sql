-- +goose Up
-- How somebody was verified, as officers noted it (identity cards stand there), is
-- forgotten some time after the case is closed. That it was done, how, by whom and when
-- stays, and when the note was forgotten. Nothing else of a row changes with that.
ALTER TABLE erasures ADD COLUMN note_gone_at timestamptz CHECK (note_gone_at IS NULL OR note = '');
ALTER TABLE authorship_cases ADD COLUMN note_gone_at timestamptz CHECK (note_gone_at IS NULL OR note = '');
ALTER TABLE redaction_steps ADD COLUMN note_gone_at timestamptz CHECK (note_gone_at IS NULL OR note = '');

-- +goose StatementBegin
CREATE FUNCTION forgets_note(was jsonb, becomes jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT was ->> 'note' <> '' AND becomes ->> 'note' = '' AND was ->> 'note_gone_at' IS NULL AND becomes ->> 'note_gone_at' IS NOT NULL
        AND was - 'note' - 'note_gone_at' = becomes - 'note' - 'note_gone_at'
$$;
CREATE FUNCTION redaction_rests(id uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM redactions r WHERE r.id = redaction_rests.id AND (r.state NOT IN ('asked', 'lifting')
        OR EXISTS (SELECT 1 FROM comments c WHERE c.id = r.comment AND c.erased_at IS NOT NULL)))
$$;
-- +goose StatementEnd

DROP TRIGGER decided_once ON erasures;
CREATE TRIGGER decided_once BEFORE UPDATE ON erasures FOR EACH ROW
    WHEN (NOT (OLD.state <> 'asked' AND forgets_note(to_jsonb(OLD), to_jsonb(NEW)))) EXECUTE FUNCTION refuse_erasure_change();
CREATE TRIGGER kept BEFORE DELETE ON erasures FOR EACH ROW EXECUTE FUNCTION refuse_erasure_change();
DROP TRIGGER append_only ON authorship_cases;
CREATE TRIGGER append_only BEFORE UPDATE ON authorship_cases FOR EACH ROW
    WHEN (NOT (OLD.decision IS NOT NULL AND forgets_note(to_jsonb(OLD), to_jsonb(NEW)))) EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER kept BEFORE DELETE ON authorship_cases FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
DROP TRIGGER append_only ON redaction_steps;
CREATE TRIGGER append_only BEFORE UPDATE ON redaction_steps FOR EACH ROW
    WHEN (NOT (redaction_rests(OLD.redaction) AND forgets_note(to_jsonb(OLD), to_jsonb(NEW)))) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kept BEFORE DELETE ON redaction_steps FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE INDEX erasures_noted ON erasures (decided_at) WHERE note <> '' AND state <> 'asked';
CREATE INDEX authorship_cases_noted ON authorship_cases (decided_at) WHERE note <> '' AND decision IS NOT NULL;
CREATE INDEX redaction_steps_noted ON redaction_steps (at) WHERE note <> '';

-- +goose Down
DROP INDEX redaction_steps_noted, authorship_cases_noted, erasures_noted;
DROP TRIGGER kept ON redaction_steps;
DROP TRIGGER append_only ON redaction_steps;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON redaction_steps FOR EACH ROW EXECUTE FUNCTION refuse_change();
DROP TRIGGER kept ON authorship_cases;
DROP TRIGGER append_only ON authorship_cases;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON authorship_cases FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
DROP TRIGGER kept ON erasures;
DROP TRIGGER decided_once ON erasures;
CREATE TRIGGER decided_once BEFORE UPDATE OR DELETE ON erasures FOR EACH ROW EXECUTE FUNCTION refuse_erasure_change();
DROP FUNCTION redaction_rests(uuid);
DROP FUNCTION forgets_note(jsonb, jsonb);
ALTER TABLE redaction_steps DROP COLUMN note_gone_at;
ALTER TABLE authorship_cases DROP COLUMN note_gone_at;
ALTER TABLE erasures DROP COLUMN note_gone_at;
