-- +goose Up
-- What is opened when somebody says that they did not write what stands under their
-- name: whether they are who they say, how that was found out, and what was decided.
CREATE TABLE authorship_cases (
    id             uuid PRIMARY KEY,
    submission     uuid NOT NULL REFERENCES submissions,
    comment        uuid NOT NULL REFERENCES comments, -- at which it was opened
    opened_at      timestamptz NOT NULL,
    opened_legal   timestamptz NOT NULL,
    method         text CHECK (method IN ('identity_document', 'electronic_signature', 'known_contact', 'in_person')), -- by which the claimant was verified
    note           text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    verified_by    uuid REFERENCES persons,
    verified_at    timestamptz,
    verified_legal timestamptz,
    decision       text CHECK (decision IN ('taken_down', 'refused')),
    reasons        text NOT NULL DEFAULT '' CHECK (length(reasons) <= 20000),
    decided_by     uuid REFERENCES persons,
    decided_for    uuid REFERENCES delegations,
    decided_at     timestamptz,
    decided_legal  timestamptz,
    CHECK ((method IS NULL) = (verified_by IS NULL) AND (method IS NULL) = (verified_at IS NULL) AND (method IS NULL) = (verified_legal IS NULL)),
    CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_legal IS NULL)),
    CHECK (decision <> 'taken_down' OR method IS NOT NULL),
    CHECK (decision <> 'refused' OR reasons <> '')
);
CREATE INDEX authorship_cases_open ON authorship_cases (submission) WHERE decision IS NULL;
CREATE INDEX authorship_cases_submission ON authorship_cases (submission, id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON authorship_cases FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

-- Who says so, how they are reached and what they say: apart, so that it can be
-- erased when it is not needed any more and the case stays.
CREATE TABLE authorship_claims (
    authorship_case uuid PRIMARY KEY REFERENCES authorship_cases,
    name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    contact         text NOT NULL CHECK (length(contact) BETWEEN 1 AND 254),
    statement       text NOT NULL CHECK (length(statement) BETWEEN 1 AND 5000)
);

-- Since when the name is not shown under which a submission was sent.
ALTER TABLE submissions ADD COLUMN disowned_at timestamptz;

-- +goose Down
ALTER TABLE submissions DROP COLUMN disowned_at;
DROP TABLE authorship_claims, authorship_cases;
