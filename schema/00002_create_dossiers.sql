-- +goose Up
-- The head of each Merkle log. Rehearsals have a log and a key of their own.
CREATE TABLE logs (
    id         text PRIMARY KEY CHECK (id IN ('public', 'rehearsal')),
    origin     text NOT NULL UNIQUE,
    vkey       text NOT NULL,
    size       bigint NOT NULL DEFAULT 0 CHECK (size >= 0),
    root       bytea NOT NULL CHECK (length(root) = 32),
    checkpoint text NOT NULL DEFAULT ''
);

-- The canonical bytes of every version of a procedure that a dossier was ever
-- pinned to, by hash; shipped and operators' own alike.
CREATE TABLE definitions (
    hash          text PRIMARY KEY CHECK (hash ~ '^sha256:[0-9a-f]{64}$'),
    procedure     text NOT NULL,
    version       text NOT NULL,
    source        bytea NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX definitions_procedure ON definitions (procedure, registered_at);

CREATE TABLE base_acts (
    id        uuid PRIMARY KEY,
    title     text NOT NULL CHECK (length(title) BETWEEN 1 AND 500),
    gazette   text NOT NULL CHECK (length(gazette) BETWEEN 1 AND 500),
    act_hash  text CHECK (act_hash ~ '^sha256:[0-9a-f]{64}$'),
    canonical bytea
);

CREATE TABLE dossiers (
    id                uuid PRIMARY KEY,
    ref               text NOT NULL UNIQUE CHECK (ref ~ '^([0-9]{4}-[0-9]{4,6}|proba-[a-z2-7]{16})$'),
    title             text NOT NULL CHECK (length(title) BETWEEN 1 AND 500),
    title_key         text NOT NULL, -- both scripts, with and without diacritics, as one
    kind              text NOT NULL CHECK (kind IN ('law', 'decree', 'rulebook', 'decision', 'strategy', 'programme', 'action_plan', 'other')),
    procedure         text NOT NULL,
    procedure_version text NOT NULL,
    definition        text NOT NULL REFERENCES definitions,
    lead              uuid NOT NULL REFERENCES bodies,
    base_act          uuid REFERENCES base_acts,
    visibility        text NOT NULL DEFAULT 'working' CHECK (visibility IN ('working', 'embargoed', 'classified', 'public')),
    rehearsal         boolean NOT NULL DEFAULT false,
    demonstration     boolean NOT NULL DEFAULT false,
    log               text NOT NULL REFERENCES logs,
    log_key           text NOT NULL DEFAULT gen_random_uuid()::text, -- hides its leaves until it is public
    seq               bigint NOT NULL DEFAULT 1 CHECK (seq > 0),
    status            text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'completed', 'rejected', 'withdrawn')),
    stage_no          integer NOT NULL DEFAULT 0 CHECK (stage_no >= 0),
    package_no        integer NOT NULL DEFAULT 0 CHECK (package_no >= 0),
    -- The clock of a rehearsal or a demonstration (calendar.Clock); null: real time.
    clock_pace        interval CHECK (clock_pace > interval '0'),
    clock_real        timestamptz,
    clock_legal       timestamptz,
    clock_paused      boolean NOT NULL DEFAULT false,
    opened_by         uuid NOT NULL REFERENCES persons,
    opened_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at          timestamptz,
    CHECK ((clock_pace IS NULL) = (clock_real IS NULL) AND (clock_pace IS NULL) = (clock_legal IS NULL)),
    CHECK (clock_pace IS NULL OR rehearsal OR demonstration),
    CHECK (rehearsal = (log = 'rehearsal')),
    CHECK (rehearsal = (ref LIKE 'proba-%')),
    CHECK ((status = 'open') = (ended_at IS NULL))
);
CREATE INDEX dossiers_listed ON dossiers (opened_at DESC, id DESC) WHERE NOT rehearsal;
CREATE INDEX dossiers_lead ON dossiers (lead);

-- Numbers of dossiers, one row a year; taken under the row's lock, so gap-free.
CREATE TABLE dossier_numbers (
    year integer PRIMARY KEY,
    last integer NOT NULL
);

CREATE TABLE dossier_proposers (
    dossier uuid NOT NULL REFERENCES dossiers,
    body    uuid NOT NULL REFERENCES bodies,
    PRIMARY KEY (dossier, body)
);

-- Documents by their bytes: the same file is kept once.
CREATE TABLE blobs (
    sha256     bytea PRIMARY KEY CHECK (length(sha256) = 32),
    bytes      bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- A package is immutable: text and accompanying documents under one hash.
CREATE TABLE packages (
    dossier    uuid NOT NULL REFERENCES dossiers,
    no         integer NOT NULL CHECK (no > 0),
    hash       text NOT NULL CHECK (hash ~ '^sha256:[0-9a-f]{64}$'),
    reason     text NOT NULL CHECK (reason IN ('first_version', 'comments', 'opinion', 'conclusion', 'amendment', 'legal_technical', 'own_initiative', 'documents')),
    note       text NOT NULL DEFAULT '' CHECK (length(note) <= 20000),
    stage_no   integer NOT NULL,
    created_by uuid NOT NULL REFERENCES persons,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (dossier, no)
);
CREATE INDEX packages_hash ON packages (dossier, hash);

-- `since` is the package in which these bytes came: a document whose since is
-- before the act's is older than the text.
CREATE TABLE package_documents (
    dossier    uuid NOT NULL,
    no         integer NOT NULL,
    kind       text NOT NULL CHECK (kind ~ '^[a-z][a-z0-9_]{0,63}$'),
    position   integer NOT NULL DEFAULT 1 CHECK (position BETWEEN 1 AND 50),
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    media_type text NOT NULL,
    sha256     bytea NOT NULL REFERENCES blobs,
    size       bigint NOT NULL CHECK (size >= 0),
    since      integer NOT NULL CHECK (since BETWEEN 1 AND no),
    visibility text NOT NULL DEFAULT 'working' CHECK (visibility IN ('working', 'public')),
    PRIMARY KEY (dossier, no, kind, position),
    FOREIGN KEY (dossier, no) REFERENCES packages
);

-- The act of a package as it was understood when it came. The hash is over the
-- canonical bytes, which are never made again by a newer parser.
CREATE TABLE acts (
    dossier   uuid NOT NULL,
    no        integer NOT NULL,
    hash      text NOT NULL CHECK (hash ~ '^sha256:[0-9a-f]{64}$'),
    title     text NOT NULL,
    lang      text NOT NULL,
    canonical bytea NOT NULL,
    parsed    jsonb NOT NULL,
    PRIMARY KEY (dossier, no),
    FOREIGN KEY (dossier, no) REFERENCES packages
);

-- wid is the identity that survives renumbering; id is the printed place.
CREATE TABLE provisions (
    dossier  uuid NOT NULL,
    no       integer NOT NULL,
    id       text NOT NULL,
    wid      text NOT NULL,
    kind     text NOT NULL,
    label    text NOT NULL DEFAULT '',
    position integer NOT NULL,
    PRIMARY KEY (dossier, no, id),
    UNIQUE (dossier, no, wid),
    FOREIGN KEY (dossier, no) REFERENCES packages
);

-- Redlines by what they compare and by the algorithm that made them.
CREATE TABLE redlines (
    old_hash  text NOT NULL,
    new_hash  text NOT NULL,
    algorithm text NOT NULL,
    redline   bytea NOT NULL,
    PRIMARY KEY (old_hash, new_hash, algorithm)
);

-- One row each time a stage is entered.
CREATE TABLE stage_runs (
    dossier    uuid NOT NULL REFERENCES dossiers,
    no         integer NOT NULL CHECK (no > 0),
    stage      text NOT NULL,
    kind       text NOT NULL,
    actor      uuid NOT NULL REFERENCES bodies,
    entered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    published_at timestamptz, -- the last required proof: the clock of the stage starts
    ended_at   timestamptz,
    outcome    text,
    lapsed     boolean NOT NULL DEFAULT false,
    overdue_at timestamptz,
    legal_entered   timestamptz NOT NULL, -- the same instants on the dossier's own clock
    legal_published timestamptz,
    legal_ended     timestamptz,
    PRIMARY KEY (dossier, no),
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
);

-- The terms that run in a stage. A moved end is a new version of the row.
CREATE TABLE windows (
    dossier   uuid NOT NULL,
    stage_no  integer NOT NULL,
    id        text NOT NULL,
    version   integer NOT NULL DEFAULT 1,
    kind      text NOT NULL CHECK (kind IN ('min', 'max', 'comment_min')),
    term      text NOT NULL,
    starts    date NOT NULL,
    raw       date NOT NULL,
    due       date NOT NULL,
    legal_end timestamptz NOT NULL, -- exclusive: the first instant after the due date
    ends_at   timestamptz,          -- the same in real time; null while the clock is paused
    basis     text NOT NULL DEFAULT '',
    verified  boolean NOT NULL,
    moved_by  uuid,                 -- the command that moved it
    lapsed_at timestamptz,
    PRIMARY KEY (dossier, stage_no, id, version),
    FOREIGN KEY (dossier, stage_no) REFERENCES stage_runs
);

-- Where, when and as which bytes something was published.
CREATE TABLE proofs (
    dossier      uuid NOT NULL,
    stage_no     integer NOT NULL,
    channel      text NOT NULL,
    url          text NOT NULL CHECK (length(url) BETWEEN 8 AND 2000),
    sha256       text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    published_at timestamptz NOT NULL,
    command      uuid NOT NULL UNIQUE,
    PRIMARY KEY (dossier, stage_no, channel),
    FOREIGN KEY (dossier, stage_no) REFERENCES stage_runs
);

CREATE TABLE opinion_requests (
    dossier   uuid NOT NULL,
    stage_no  integer NOT NULL,
    body      uuid NOT NULL REFERENCES bodies,
    mandatory boolean NOT NULL,
    silent_at timestamptz,
    silent_on text, -- hash of the package on which it said nothing in time
    PRIMARY KEY (dossier, stage_no, body),
    FOREIGN KEY (dossier, stage_no) REFERENCES stage_runs
);

CREATE TABLE opinions (
    id       uuid PRIMARY KEY,
    dossier  uuid NOT NULL REFERENCES dossiers,
    stage_no integer NOT NULL,
    body     uuid NOT NULL REFERENCES bodies,
    opinion  text NOT NULL CHECK (opinion IN ('positive', 'positive_with_remarks', 'negative')),
    text     text NOT NULL CHECK (length(text) <= 100000),
    package  text NOT NULL, -- hash
    given_by uuid NOT NULL REFERENCES persons,
    given_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    command  uuid NOT NULL UNIQUE,
    UNIQUE (dossier, stage_no, body, package)
);

-- Four eyes: who asked for signatures on which hash, and who signed it.
CREATE TABLE preparations (
    dossier     uuid NOT NULL,
    stage_no    integer NOT NULL,
    package     text NOT NULL, -- hash
    prepared_by uuid NOT NULL REFERENCES persons,
    prepared_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    command     uuid NOT NULL UNIQUE,
    PRIMARY KEY (dossier, stage_no, package, prepared_by),
    FOREIGN KEY (dossier, stage_no) REFERENCES stage_runs
);

CREATE TABLE signatures (
    dossier   uuid NOT NULL,
    stage_no  integer NOT NULL,
    package   text NOT NULL, -- hash
    signer    uuid NOT NULL REFERENCES persons,
    signed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    command   uuid NOT NULL UNIQUE,
    PRIMARY KEY (dossier, stage_no, package, signer),
    FOREIGN KEY (dossier, stage_no) REFERENCES stage_runs
);

-- What a collegial body decided in session, as its secretary recorded it.
CREATE TABLE conclusions (
    dossier     uuid NOT NULL,
    stage_no    integer NOT NULL,
    body        uuid NOT NULL REFERENCES bodies,
    outcome     text NOT NULL,
    number      text NOT NULL CHECK (length(number) BETWEEN 1 AND 100),
    date        date NOT NULL,
    document    text NOT NULL CHECK (length(document) BETWEEN 1 AND 200),
    sha256      text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    recorded_by uuid NOT NULL REFERENCES persons,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    command     uuid NOT NULL UNIQUE,
    PRIMARY KEY (dossier, stage_no),
    FOREIGN KEY (dossier, stage_no) REFERENCES stage_runs
);

-- A departure from a rule, in public: its ground, reason, person and date.
CREATE TABLE exemptions (
    id         uuid PRIMARY KEY,
    dossier    uuid NOT NULL REFERENCES dossiers,
    stage_no   integer NOT NULL,
    ground     text NOT NULL,
    reason     text NOT NULL CHECK (length(reason) BETWEEN 1 AND 20000),
    granted_by uuid NOT NULL REFERENCES persons,
    granted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz,
    command    uuid NOT NULL UNIQUE
);

-- What happened, one row a step of the dossier's sequence number.
CREATE TABLE steps (
    dossier  uuid NOT NULL REFERENCES dossiers,
    seq      bigint NOT NULL,
    at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    legal_at timestamptz NOT NULL,
    kind     text NOT NULL CHECK (kind IN ('opened', 'stage_entered', 'command', 'lapsed', 'round_closed', 'ended')),
    stage_no integer NOT NULL,
    stage    text NOT NULL DEFAULT '',
    name     text NOT NULL DEFAULT '', -- of the command, the window, or the ending
    outcome  text NOT NULL DEFAULT '',
    package  text NOT NULL DEFAULT '', -- hash
    reasons  text NOT NULL DEFAULT '', -- as they were given, and are published
    actor    uuid REFERENCES persons,
    command  uuid UNIQUE,
    PRIMARY KEY (dossier, seq)
);

-- Who stands in for a body today: itself, or who took over from it in the end.
CREATE VIEW body_heirs AS
    WITH RECURSIVE line (body, heir, valid_to, successor, depth) AS (
        SELECT id, id, valid_to, successor, 0 FROM bodies
        UNION ALL
        SELECT l.body, b.id, b.valid_to, b.successor, l.depth + 1
        FROM line l JOIN bodies b ON b.id = l.successor
        WHERE l.valid_to < (clock_timestamp() AT TIME ZONE 'Europe/Belgrade')::date AND l.depth < 32)
    SELECT DISTINCT ON (body) body, heir FROM line ORDER BY body, depth DESC;

-- The bodies that have or had a part in a dossier.
CREATE VIEW dossier_parties AS
    SELECT dossier, body FROM dossier_proposers
    UNION SELECT dossier, actor FROM stage_runs
    UNION SELECT dossier, body FROM opinion_requests;

-- Who sees more of a dossier than the public does: people of its parties, and
-- oversight. A classified one is seen by the lead, and by those who must act on
-- it or give an opinion now.
-- +goose StatementBegin
CREATE FUNCTION insider(viewer uuid, d dossiers) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT viewer IS NOT NULL AND EXISTS (
        SELECT 1 FROM appointments a
        WHERE a.person = viewer AND a.valid @> (clock_timestamp() AT TIME ZONE 'Europe/Belgrade')::date
        AND ((a.role = 'oversight' AND d.visibility <> 'classified')
            OR EXISTS (SELECT 1 FROM body_heirs h WHERE h.body = d.lead AND h.heir = a.body)
            OR (d.visibility <> 'classified' AND EXISTS (
                SELECT 1 FROM dossier_parties p JOIN body_heirs h ON h.body = p.body
                WHERE p.dossier = d.id AND h.heir = a.body))
            OR EXISTS (
                SELECT 1 FROM stage_runs r JOIN body_heirs h ON h.body = r.actor
                WHERE r.dossier = d.id AND r.no = d.stage_no AND h.heir = a.body)
            OR EXISTS (
                SELECT 1 FROM opinion_requests q JOIN body_heirs h ON h.body = q.body
                WHERE q.dossier = d.id AND q.stage_no = d.stage_no AND h.heir = a.body)))
$$;
-- +goose StatementEnd

-- Visibility is part of every query: no query reads dossiers without it.
-- +goose StatementBegin
CREATE FUNCTION sees(viewer uuid, d dossiers) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT d.visibility = 'public' OR insider(viewer, d)
$$;
-- +goose StatementEnd

-- +goose Down
DROP FUNCTION sees(uuid, dossiers);
DROP FUNCTION insider(uuid, dossiers);
DROP VIEW dossier_parties, body_heirs;
DROP TABLE steps, exemptions, conclusions, signatures, preparations, opinions, opinion_requests, proofs, windows, stage_runs,
    redlines, provisions, acts, package_documents, packages, blobs, dossier_proposers, dossier_numbers, dossiers, base_acts, definitions, logs;
