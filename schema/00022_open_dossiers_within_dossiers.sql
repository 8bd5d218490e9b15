-- +goose Up
-- A dossier that runs as a stage of another: in which, and in which of its runs.
ALTER TABLE dossiers
    ADD COLUMN parent uuid REFERENCES dossiers,
    ADD COLUMN parent_stage integer,
    ADD CHECK ((parent IS NULL) = (parent_stage IS NULL)),
    ADD CHECK (parent <> id),
    ADD FOREIGN KEY (parent, parent_stage) REFERENCES stage_runs (dossier, no);
CREATE UNIQUE INDEX dossiers_parent ON dossiers (parent, parent_stage) WHERE parent IS NOT NULL;
ALTER TABLE steps DROP CONSTRAINT steps_kind_check;
ALTER TABLE steps ADD CONSTRAINT steps_kind_check
    CHECK (kind IN ('opened', 'stage_entered', 'command', 'lapsed', 'round_closed', 'ended', 'subprocess_ended'));

-- +goose Down
ALTER TABLE steps DISABLE TRIGGER append_only;
DELETE FROM steps WHERE kind = 'subprocess_ended';
ALTER TABLE steps ENABLE TRIGGER append_only;
ALTER TABLE steps DROP CONSTRAINT steps_kind_check;
ALTER TABLE steps ADD CONSTRAINT steps_kind_check CHECK (kind IN ('opened', 'stage_entered', 'command', 'lapsed', 'round_closed', 'ended'));
ALTER TABLE dossiers DROP COLUMN parent, DROP COLUMN parent_stage;
