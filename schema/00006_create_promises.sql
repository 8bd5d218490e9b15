-- +goose Up
-- What was received while its log could not be signed: the sealed leaf waits
-- here, and its author holds the log's signed word that it will be taken in.
CREATE TABLE promises (
    submission  uuid PRIMARY KEY REFERENCES submissions,
    log         text NOT NULL REFERENCES logs,
    leaf        bytea NOT NULL CHECK (length(leaf) BETWEEN 1 AND 65535),
    promised_at timestamptz NOT NULL,
    due         timestamptz NOT NULL,
    promise     text NOT NULL,
    kept_at     timestamptz,
    n           bigint, -- where the leaf stands, once it does
    FOREIGN KEY (log, n) REFERENCES log_leaves,
    CHECK (due > promised_at),
    CHECK ((kept_at IS NULL) = (n IS NULL))
);
CREATE INDEX promises_waiting ON promises (log, promised_at, submission) WHERE kept_at IS NULL;

-- A promise is kept once, and nothing else of it changes.
-- +goose StatementBegin
CREATE FUNCTION refuse_promise_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.kept_at IS NULL
        AND (to_jsonb(NEW) - 'kept_at' - 'n') = (to_jsonb(OLD) - 'kept_at' - 'n') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON promises FOR EACH ROW EXECUTE FUNCTION refuse_promise_change();

-- +goose Down
DROP TABLE promises;
DROP FUNCTION refuse_promise_change();
