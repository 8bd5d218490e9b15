-- +goose Up
-- What one officer proposed to set aside, on which ground and why, and what became
-- of that: what another officer decided, what the author says against it, and what
-- a third decided then. What is written stays, but for what the author wrote, which
-- may be erased. The hands are persons; a delegation beside one says in whose place.
CREATE TABLE set_asides (
    id               uuid PRIMARY KEY,
    comment          uuid NOT NULL REFERENCES comments,
    ground           text NOT NULL CHECK (ground IN ('off_topic', 'insulting', 'personal_data', 'same_text')),
    same_as          uuid REFERENCES comments, -- an earlier one by the same author that says the same
    reasons          text NOT NULL CHECK (length(reasons) BETWEEN 1 AND 20000),
    proposed_by      uuid NOT NULL REFERENCES persons,
    proposed_for     uuid REFERENCES delegations,
    proposed_at      timestamptz NOT NULL,
    proposed_legal   timestamptz NOT NULL,
    decision         text CHECK (decision IN ('confirmed', 'declined', 'undone')),
    decision_reasons text NOT NULL DEFAULT '' CHECK (length(decision_reasons) <= 20000),
    decided_by       uuid REFERENCES persons,
    decided_for      uuid REFERENCES delegations,
    decided_at       timestamptz,
    decided_legal    timestamptz,
    statement        text NOT NULL DEFAULT '' CHECK (length(statement) <= 20000), -- of the author
    contested_at     timestamptz,
    contested_legal  timestamptz,
    verdict          text CHECK (verdict IN ('reinstated', 'upheld')),
    verdict_reasons  text NOT NULL DEFAULT '' CHECK (length(verdict_reasons) <= 20000),
    settled_by       uuid REFERENCES persons,
    settled_for      uuid REFERENCES delegations,
    settled_at       timestamptz,
    settled_legal    timestamptz,
    CHECK ((ground = 'same_text') = (same_as IS NOT NULL)),
    CHECK (same_as <> comment),
    CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_legal IS NULL)),
    CHECK (CASE decision WHEN 'undone' THEN decided_by = proposed_by ELSE decided_by <> proposed_by END),
    CHECK (decision <> 'declined' OR decision_reasons <> ''),
    CHECK ((contested_at IS NULL) = (contested_legal IS NULL)),
    CHECK (contested_at IS NULL OR decision IS NOT DISTINCT FROM 'confirmed'),
    CHECK ((verdict IS NULL) = (settled_by IS NULL) AND (verdict IS NULL) = (settled_at IS NULL) AND (verdict IS NULL) = (settled_legal IS NULL)),
    CHECK (verdict IS NULL OR contested_at IS NOT NULL AND verdict_reasons <> ''),
    CHECK (settled_by <> proposed_by AND settled_by <> decided_by)
);
-- One proposal at a time; and what was set aside once, and is considered after all,
-- is not set aside again.
CREATE UNIQUE INDEX set_asides_open ON set_asides (comment) WHERE decision IS NULL;
CREATE UNIQUE INDEX set_asides_confirmed ON set_asides (comment) WHERE decision = 'confirmed';
CREATE INDEX set_asides_comment ON set_asides (comment, proposed_at);
CREATE INDEX set_asides_contested ON set_asides (comment) WHERE contested_at IS NOT NULL AND verdict IS NULL;

-- +goose StatementBegin
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) @> (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(to_jsonb(OLD))
            WHERE value NOT IN ('null', '""') AND key <> ALL (TG_ARGV)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'table % keeps what is written in it', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON set_asides FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('statement');

-- The ground on which a comment is set aside; null: it is not. It is counted by the
-- outcome set_aside.
ALTER TABLE comments ADD COLUMN set_aside text CHECK (set_aside IN ('off_topic', 'insulting', 'personal_data', 'same_text'));

-- +goose Down
ALTER TABLE comments DROP COLUMN set_aside;
DROP TABLE set_asides;
DROP FUNCTION refuse_rewriting();
