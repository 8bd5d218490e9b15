-- +goose Up
-- A joint submission: organisations that its author asks to sign it too, and what each
-- of them signed. It is one submission, received and in the log when it came, whoever
-- signs it later; who has not signed is nobody's signatory.
CREATE TABLE cosigners (
    id          uuid PRIMARY KEY,
    submission  uuid NOT NULL REFERENCES submissions,
    no          integer NOT NULL CHECK (no BETWEEN 1 AND 20),
    register_no text NOT NULL CHECK (length(register_no) <= 12), -- these two as the author named it; empty: erased
    name        text NOT NULL CHECK (length(name) <= 300),
    email       text NOT NULL CHECK (length(email) <= 254), -- empty: it declined, or the address was forgotten
    token_hash  bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    asked       integer NOT NULL CHECK (asked >= 0), -- how often it was written to; 0: the author has to confirm their own address first
    asked_at    timestamptz NOT NULL,
    declined_at timestamptz,
    UNIQUE (submission, no),
    CHECK ((register_no = '') = (name = '')),
    CHECK (email = '' OR name <> '')
);
CREATE UNIQUE INDEX cosigners_once ON cosigners (submission, register_no) WHERE register_no <> '';
CREATE INDEX cosigners_number ON cosigners (register_no) WHERE declined_at IS NULL;

-- A signature is under what the submission said then: as it was received, or as it was
-- corrected by a revision.
CREATE TABLE cosigner_signatures (
    cosigner     uuid NOT NULL REFERENCES cosigners,
    no           integer NOT NULL CHECK (no > 0),
    revision     integer NOT NULL CHECK (revision >= 0), -- of the submission; 0: as it was received
    text_hash    bytea NOT NULL CHECK (length(text_hash) = 32), -- of the leaf of that text
    salt         bytea CHECK (length(salt) = 32), -- null: erased
    commitment   text NOT NULL CHECK (length(commitment) = 71),
    person       uuid REFERENCES persons, -- who signed with a mandate; null: whoever reads mail at the address
    mandated     boolean NOT NULL, -- somebody with a mandate signed
    signed_at    timestamptz NOT NULL,
    withdrawn_at timestamptz CHECK (withdrawn_at >= signed_at),
    PRIMARY KEY (cosigner, no),
    CHECK (person IS NULL OR mandated)
);

-- A signature is withdrawn once, and erased with the submission; nothing else of it
-- changes.
-- +goose StatementBegin
CREATE FUNCTION refuse_signature_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.withdrawn_at IS NULL OR NEW.withdrawn_at IS NOT DISTINCT FROM OLD.withdrawn_at)
        AND (NEW.salt IS NULL OR NEW.salt = OLD.salt) AND (NEW.person IS NULL OR NEW.person = OLD.person)
        AND (to_jsonb(NEW) - '{withdrawn_at,salt,person}'::text[]) = (to_jsonb(OLD) - '{withdrawn_at,salt,person}'::text[]) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON cosigner_signatures FOR EACH ROW EXECUTE FUNCTION refuse_signature_change();

-- How many organisations have signed what it says now, beside its author, so that no
-- list counts them.
ALTER TABLE submissions ADD COLUMN signatures smallint NOT NULL DEFAULT 0 CHECK (signatures BETWEEN 0 AND 20);

ALTER TABLE mails
    ADD COLUMN cosigner uuid REFERENCES cosigners, -- to whom it goes; null: the author
    DROP CONSTRAINT mails_kind_check,
    ADD CONSTRAINT mails_kind_check CHECK (kind IN ('receipt', 'confirm', 'cosign', 'cosign_again', 'cosign_off')),
    ADD CONSTRAINT mails_cosigner CHECK ((cosigner IS NULL) = (kind NOT LIKE 'cosign%'));
CREATE INDEX mails_of_cosigner ON mails (cosigner) WHERE cosigner IS NOT NULL;

-- +goose Down
DELETE FROM mails WHERE cosigner IS NOT NULL;
ALTER TABLE mails DROP CONSTRAINT mails_cosigner, DROP CONSTRAINT mails_kind_check, DROP COLUMN cosigner, ADD CONSTRAINT mails_kind_check CHECK (kind IN ('receipt', 'confirm'));
ALTER TABLE submissions DROP COLUMN signatures;
DROP TABLE cosigner_signatures, cosigners;
DROP FUNCTION refuse_signature_change();
