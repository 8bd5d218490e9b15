-- +goose Up
-- The closing of a round is final when somebody has declared that everything that
-- was sent in time is in, and what the national portal has is reconciled or is
-- declared, by the same person at the same instant, to be nothing.
ALTER TABLE rounds
    ADD COLUMN portal_none boolean NOT NULL DEFAULT false,
    ADD COLUMN final_legal_at timestamptz, -- final_at on the dossier's own clock; null: nobody declared, or before it was kept
    ADD CHECK (NOT portal_none OR final_by IS NOT NULL);

-- A report whose last day came while the closing was provisional. The one in
-- reports follows it with the final closing.
CREATE TABLE provisional_reports (
    round        uuid PRIMARY KEY REFERENCES rounds,
    stage_no     integer NOT NULL,
    hash         text NOT NULL CHECK (hash ~ '^sha256:[0-9a-f]{64}$'),
    content      json NOT NULL, -- json keeps the bytes that the hash is of
    received     integer NOT NULL,
    answered     integer NOT NULL,
    published_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON provisional_reports FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TABLE provisional_reports;
ALTER TABLE rounds DROP COLUMN final_legal_at, DROP COLUMN portal_none;
