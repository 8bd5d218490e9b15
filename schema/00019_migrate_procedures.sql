-- +goose Up
-- Going over to a newer version of a procedure: which dossier, from what to what,
-- in which stage, by whom, and why. Never changed.
CREATE TABLE procedure_migrations (
    dossier         uuid NOT NULL REFERENCES dossiers,
    seq             bigint NOT NULL CHECK (seq > 0), -- of the step
    from_definition text NOT NULL REFERENCES definitions,
    to_definition   text NOT NULL REFERENCES definitions,
    stage_no        integer NOT NULL CHECK (stage_no > 0),
    reasons         text NOT NULL CHECK (length(reasons) BETWEEN 1 AND 20000),
    basis           text NOT NULL CHECK (length(basis) BETWEEN 1 AND 500),
    decided_by      uuid NOT NULL REFERENCES persons,
    decided_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    legal_at        timestamptz NOT NULL, -- the same on the dossier's own clock
    command         uuid NOT NULL UNIQUE REFERENCES commands,
    PRIMARY KEY (dossier, seq),
    FOREIGN KEY (dossier, stage_no) REFERENCES stage_runs,
    CHECK (from_definition <> to_definition)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON procedure_migrations FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Open dossiers by what they are pinned to, for the list of those that stand
-- under an older version.
CREATE INDEX dossiers_pinned ON dossiers (definition) WHERE status = 'open';

-- +goose Down
DROP INDEX dossiers_pinned;
DROP TABLE procedure_migrations;
