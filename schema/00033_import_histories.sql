-- +goose Up
-- A dossier that was kept elsewhere and had ended there: when it was brought in, by
-- which operator, from whose record, under which number it stands there, and the
-- hash of the document that told it. It is closed and public from the first.
ALTER TABLE dossiers
    ADD COLUMN imported_at        timestamptz,
    ADD COLUMN imported_by        uuid REFERENCES persons,
    ADD COLUMN imported_from      text CHECK (length(imported_from) BETWEEN 1 AND 200),
    ADD COLUMN imported_url       text CHECK (imported_url ~ '^https?://' AND length(imported_url) <= 2000),
    ADD COLUMN imported_reference text CHECK (length(imported_reference) BETWEEN 1 AND 100),
    ADD COLUMN imported_document  text CHECK (imported_document ~ '^sha256:[0-9a-f]{64}$'),
    ADD CONSTRAINT imported_whole CHECK (
        num_nulls(imported_at, imported_by, imported_from, imported_url, imported_reference, imported_document) IN (0, 6)),
    ADD CONSTRAINT imported_closed CHECK (imported_at IS NULL
        OR status <> 'open' AND visibility = 'public' AND seq = 1 AND stage_no > 0 AND package_no <= 1 AND clock_pace IS NULL
        AND NOT rehearsal AND NOT demonstration AND parent IS NULL AND ended_at <= imported_at);
CREATE UNIQUE INDEX dossiers_imported ON dossiers (imported_from, imported_reference) WHERE imported_at IS NOT NULL;

-- What a document says of a stage beyond its days and its outcome, and whether a
-- least term was cut short in it or a longest one passed, as the law counts them.
CREATE TABLE imported_stages (
    dossier   uuid NOT NULL,
    stage_no  integer NOT NULL,
    number    text NOT NULL DEFAULT '' CHECK (length(number) <= 100),
    url       text NOT NULL DEFAULT '' CHECK (url = '' OR url ~ '^https?://' AND length(url) <= 2000),
    comments  integer CHECK (comments >= 0), -- null: it is not known
    cut_short boolean NOT NULL,
    late      boolean NOT NULL,
    PRIMARY KEY (dossier, stage_no),
    FOREIGN KEY (dossier, stage_no) REFERENCES stage_runs
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON imported_stages FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Nothing of it changes.
CREATE TRIGGER imported_stays BEFORE UPDATE OR DELETE ON dossiers FOR EACH ROW WHEN (OLD.imported_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_imported_later BEFORE UPDATE ON dossiers FOR EACH ROW WHEN (OLD.imported_at IS NULL AND NEW.imported_at IS NOT NULL) EXECUTE FUNCTION refuse_change();

-- +goose StatementBegin
CREATE FUNCTION refuse_of_imported() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM dossiers WHERE id = NEW.dossier AND imported_at IS NOT NULL) THEN
        RAISE EXCEPTION 'table % holds what the system kept itself, and the dossier was imported', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION refuse_of_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM dossiers WHERE id = NEW.dossier AND imported_at IS NOT NULL) THEN
        RAISE EXCEPTION 'table % is of imported dossiers', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

-- A run of an imported dossier is whole when it is written, and stays so.
CREATE FUNCTION refuse_run_of_imported() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM dossiers WHERE id = OLD.dossier AND imported_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the stages of an imported dossier stay as they were brought' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

DO $$
DECLARE kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['commands', 'rounds', 'windows', 'proofs', 'opinion_requests', 'opinions', 'preparations', 'signatures',
        'signature_requests', 'conclusions', 'exemptions', 'material_decisions', 'withdrawals'] LOOP
        EXECUTE format('CREATE TRIGGER kept_here BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION refuse_of_imported()', kept);
    END LOOP;
END $$;
-- +goose StatementEnd
CREATE TRIGGER brought BEFORE INSERT ON imported_stages FOR EACH ROW EXECUTE FUNCTION refuse_of_own();
CREATE TRIGGER imported_stays BEFORE UPDATE OR DELETE ON stage_runs FOR EACH ROW EXECUTE FUNCTION refuse_run_of_imported();

ALTER TABLE steps DROP CONSTRAINT steps_kind_check;
ALTER TABLE steps ADD CONSTRAINT steps_kind_check
    CHECK (kind IN ('opened', 'stage_entered', 'command', 'lapsed', 'round_closed', 'ended', 'subprocess_ended', 'imported'));

-- +goose Down
-- Imported dossiers stand in the public log, so that they cannot be taken out of
-- the record: while there are any, this refuses.
-- +goose StatementBegin
DO $$
DECLARE kept text;
BEGIN
    IF EXISTS (SELECT 1 FROM dossiers WHERE imported_at IS NOT NULL) THEN
        RAISE EXCEPTION 'dossiers were imported, and this version would take them for its own';
    END IF;
    FOREACH kept IN ARRAY ARRAY['commands', 'rounds', 'windows', 'proofs', 'opinion_requests', 'opinions', 'preparations', 'signatures',
        'signature_requests', 'conclusions', 'exemptions', 'material_decisions', 'withdrawals'] LOOP
        EXECUTE format('DROP TRIGGER kept_here ON %I', kept);
    END LOOP;
END $$;
-- +goose StatementEnd
ALTER TABLE steps DROP CONSTRAINT steps_kind_check;
ALTER TABLE steps ADD CONSTRAINT steps_kind_check
    CHECK (kind IN ('opened', 'stage_entered', 'command', 'lapsed', 'round_closed', 'ended', 'subprocess_ended'));
DROP TRIGGER imported_stays ON stage_runs;
DROP TABLE imported_stages;
DROP TRIGGER never_imported_later ON dossiers;
DROP TRIGGER imported_stays ON dossiers;
DROP FUNCTION refuse_run_of_imported();
DROP FUNCTION refuse_of_own();
DROP FUNCTION refuse_of_imported();
DROP INDEX dossiers_imported;
ALTER TABLE dossiers DROP CONSTRAINT imported_closed, DROP CONSTRAINT imported_whole,
    DROP COLUMN imported_document, DROP COLUMN imported_reference, DROP COLUMN imported_url, DROP COLUMN imported_from, DROP COLUMN imported_by, DROP COLUMN imported_at;
