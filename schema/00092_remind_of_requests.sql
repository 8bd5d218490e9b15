-- +goose Up
-- A request about a comment may be made, decided and made again: what is put down is
-- of which of these somebody was reminded.
ALTER TABLE waiting_reminders
    ADD COLUMN asked timestamptz NOT NULL DEFAULT '-infinity', -- when it was; of a declaration never
    DROP CONSTRAINT waiting_reminders_pkey,
    ADD PRIMARY KEY (dossier, what, subject, asked, no);

-- +goose Down
DELETE FROM waiting_reminders WHERE what = 'requests';
ALTER TABLE waiting_reminders DROP CONSTRAINT waiting_reminders_pkey, DROP COLUMN asked, ADD PRIMARY KEY (dossier, what, subject, no);
