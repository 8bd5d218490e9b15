-- +goose Up
-- Each body that is asked for an opinion has a term of its own: its windows have
-- the id <window>:<code of the body>. Who was asked beside those whom the
-- definition names was asked by somebody, about something.
ALTER TABLE opinion_requests
    ADD COLUMN asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ADD COLUMN asked_by uuid REFERENCES persons,
    ADD COLUMN subject text NOT NULL DEFAULT '' CHECK (length(subject) <= 2000),
    ADD COLUMN command uuid UNIQUE,
    ADD CHECK ((asked_by IS NULL) = (command IS NULL));

-- +goose Down
ALTER TABLE opinion_requests DROP COLUMN asked_at, DROP COLUMN asked_by, DROP COLUMN subject, DROP COLUMN command;
