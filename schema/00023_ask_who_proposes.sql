-- +goose Up
-- A body that leaves the proposal while it is being signed is no longer asked for
-- its signature. That it came and left stands in proposer_changes.
DROP TRIGGER append_only ON signature_requests;
CREATE TRIGGER append_only BEFORE UPDATE ON signature_requests FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TRIGGER append_only ON signature_requests;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON signature_requests FOR EACH ROW EXECUTE FUNCTION refuse_change();
