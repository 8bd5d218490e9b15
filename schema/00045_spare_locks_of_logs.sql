-- +goose Up
-- Which logs there are is fixed, and none goes. A check says so as well as the
-- foreign keys did, and asks no row of logs for its lock at each leaf: that row is
-- the head, which whoever extends the log holds alone.
ALTER TABLE submissions DROP CONSTRAINT submissions_log_fkey, ADD CONSTRAINT submissions_log CHECK (log IN ('public', 'rehearsal'));
ALTER TABLE log_leaves DROP CONSTRAINT log_leaves_log_fkey, ADD CONSTRAINT log_leaves_log CHECK (log IN ('public', 'rehearsal'));
ALTER TABLE log_hashes DROP CONSTRAINT log_hashes_log_fkey, ADD CONSTRAINT log_hashes_log CHECK (log IN ('public', 'rehearsal'));
CREATE TRIGGER keep_logs BEFORE DELETE ON logs FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TRIGGER keep_logs ON logs;
ALTER TABLE log_hashes DROP CONSTRAINT log_hashes_log, ADD CONSTRAINT log_hashes_log_fkey FOREIGN KEY (log) REFERENCES logs;
ALTER TABLE log_leaves DROP CONSTRAINT log_leaves_log, ADD CONSTRAINT log_leaves_log_fkey FOREIGN KEY (log) REFERENCES logs;
ALTER TABLE submissions DROP CONSTRAINT submissions_log, ADD CONSTRAINT submissions_log_fkey FOREIGN KEY (log) REFERENCES logs;
