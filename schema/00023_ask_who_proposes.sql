-- +goose Up
-- A body that leaves the proposal while it is being signed is no longer asked for
-- its signature. That it came and left stands in proposer_changes.
-- +goose StatementBegin
CREATE FUNCTION refuse_request_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM stage_runs r WHERE r.dossier = OLD.dossier AND r.no = OLD.stage_no AND r.ended_at IS NULL) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'table % is append-only once the stage is over', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
-- +goose StatementEnd
DROP TRIGGER append_only ON signature_requests;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON signature_requests FOR EACH ROW EXECUTE FUNCTION refuse_request_change();

-- Kinds of documents that come after the opinion, so that it is on none of them.
ALTER TABLE opinion_requests ADD COLUMN beside text[] NOT NULL DEFAULT '{}';

-- Whether two versions of a package hold the same but for documents of some kinds.
-- +goose StatementBegin
CREATE FUNCTION same_beside(package_of uuid, a integer, b integer, beside text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
    WITH one AS (SELECT kind, position, name, media_type, sha256 FROM package_documents WHERE dossier = package_of AND no = a AND kind <> ALL (beside)),
    other AS (SELECT kind, position, name, media_type, sha256 FROM package_documents WHERE dossier = package_of AND no = b AND kind <> ALL (beside))
    SELECT NOT EXISTS (TABLE one EXCEPT TABLE other) AND NOT EXISTS (TABLE other EXCEPT TABLE one)
$$;
-- +goose StatementEnd

-- +goose Down
DROP FUNCTION same_beside(uuid, integer, integer, text[]);
ALTER TABLE opinion_requests DROP COLUMN beside;
DROP TRIGGER append_only ON signature_requests;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON signature_requests FOR EACH ROW EXECUTE FUNCTION refuse_change();
DROP FUNCTION refuse_request_change();
