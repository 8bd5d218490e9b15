-- +goose Up
-- Without columns that may be written over, everything could be: there are no arguments
-- then, and nothing is compared with none.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) @> (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(to_jsonb(OLD))
            WHERE value NOT IN ('null', '""') AND (TG_NARGS = 0 OR key <> ALL (TG_ARGV))) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'table % keeps what is written in it', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd

-- +goose Down
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) @> (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(to_jsonb(OLD))
            WHERE value NOT IN ('null', '""') AND key <> ALL (TG_ARGV)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'table % keeps what is written in it', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
