-- +goose Up
-- Authors who asked to be told, at the address that they left, what becomes of what
-- they sent. Who stops that is not here any more.
CREATE TABLE told_authors (
    submission uuid PRIMARY KEY REFERENCES submissions,
    round      uuid NOT NULL REFERENCES rounds
);
CREATE INDEX told_authors_round ON told_authors (round, submission);

-- What many authors are told at once: who wrote to a round, or to any of a dossier.
-- They are written to by and by, in the order of their submissions.
CREATE TABLE tellings (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind    text NOT NULL CHECK (kind IN ('answered', 'decided', 'ended')),
    dossier uuid NOT NULL REFERENCES dossiers,
    round   uuid REFERENCES rounds, -- null: all of the dossier
    about   text NOT NULL DEFAULT '', -- of a decision: the number of its stage
    last    uuid, -- submission whose author was the last to be written to
    done_at timestamptz
);
CREATE INDEX tellings_open ON tellings (id) WHERE done_at IS NULL;

-- In which language somebody said that they did not write a comment, and is answered.
ALTER TABLE authorship_claims ADD COLUMN lang text NOT NULL DEFAULT 'sr-Cyrl' CHECK (lang IN ('sr-Cyrl', 'sr-Latn', 'en'));

-- Whether somebody is reminded by e-mail of what waits for them; and of what they were.
ALTER TABLE persons ADD COLUMN mailed boolean NOT NULL DEFAULT true;
CREATE TABLE waiting_reminders (
    dossier uuid NOT NULL REFERENCES dossiers,
    what    text NOT NULL CHECK (what IN ('declaration', 'requests')),
    subject uuid NOT NULL, -- the round, or the request that waits longest
    no      integer NOT NULL CHECK (no > 0),
    at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (dossier, what, subject, no)
);

-- An e-mail is to an author, about a submission, or to somebody who handles a dossier.
ALTER TABLE mails
    DROP CONSTRAINT mails_kind_check,
    ADD CONSTRAINT mails_kind_check CHECK (kind IN ('receipt', 'confirm', 'cosign', 'cosign_again', 'cosign_off', 'set_aside', 'contest_settled', 'name_taken_down', 'claim_settled', 'redacted', 'erased',
        'answered', 'decided', 'ended', 'declaration_due', 'requests_wait')),
    ALTER COLUMN submission DROP NOT NULL,
    ADD COLUMN about   text NOT NULL DEFAULT '' CHECK (length(about) <= 100), -- what of the record it tells
    ADD COLUMN person  uuid REFERENCES persons,
    ADD COLUMN dossier uuid REFERENCES dossiers,
    ADD CONSTRAINT mails_reader CHECK ((submission IS NULL) = (person IS NOT NULL) AND (person IS NULL) = (dossier IS NULL));

-- +goose Down
DELETE FROM mails WHERE kind NOT IN ('receipt', 'confirm', 'cosign', 'cosign_again', 'cosign_off');
ALTER TABLE mails DROP CONSTRAINT mails_reader, DROP COLUMN dossier, DROP COLUMN person, DROP COLUMN about, ALTER COLUMN submission SET NOT NULL,
    DROP CONSTRAINT mails_kind_check, ADD CONSTRAINT mails_kind_check CHECK (kind IN ('receipt', 'confirm', 'cosign', 'cosign_again', 'cosign_off'));
DROP TABLE waiting_reminders;
ALTER TABLE persons DROP COLUMN mailed;
ALTER TABLE authorship_claims DROP COLUMN lang;
DROP TABLE tellings, told_authors;
