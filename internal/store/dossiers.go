package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/script"
)

// Opening is what one opens a dossier with.
type Opening struct {
	ID          string // made by whoever asks, so that asking twice opens one; empty: a new one
	Title       string
	Kind        string
	Procedure   string
	Lead        string   // code of the lead proposer
	CoProposers []string // codes
	Visibility  dossier.Visibility
	BaseAct     *BaseAct
	Traits      map[string]string // features of the act that the procedure asks for, by id
	Rehearsal   bool
	// Pace is how long a legal day takes in a rehearsal; 0: real days.
	Pace time.Duration
	// LegalStart, for rehearsals and demonstrations, is the legal instant at
	// which the dossier's clock begins; zero: now.
	LegalStart time.Time
	// Resubmits is the dossier that this one takes up, whose newest package is its
	// first version; empty: none.
	Resubmits dossier.Ref
	// PlanItem is the id of the item of the plan of the Government that it is for;
	// empty: none.
	PlanItem string
	// Demonstration marks a dossier of a demonstration installation.
	Demonstration bool
}

// BaseAct is the act in force that an amending draft changes.
type BaseAct struct {
	Title   string
	Gazette string
}

// OpenDossier opens a dossier and asks, through the outbox, for its workflow.
// What was opened under the same id before is not opened again. Refusals:
// forbidden and its kin, title_required, body_unknown, procedure_unknown,
// procedure_not_valid, trait_unknown, act_of_other_procedure, idempotency_conflict,
// plan_item_unknown, and of a dossier that is taken up not_found,
// not_resubmittable, resubmitted_already.
func (s *Store) OpenDossier(ctx context.Context, person string, o Opening) (dossier.Ref, string, error) {
	if o.ID == "" {
		o.ID = newID()
	}
	ref, definition, err := s.openDossier(ctx, person, o)
	if duplicate(err) {
		return s.openedBefore(ctx, person, o)
	}
	return ref, definition, err
}

// openedBefore returns the dossier that a person opened under this id; refused
// idempotency_conflict where it is another's, or another dossier.
func (s *Store) openedBefore(ctx context.Context, person string, o Opening) (dossier.Ref, string, error) {
	var was struct {
		Ref        dossier.Ref `db:"ref"`
		Definition string      `db:"definition"`
		Same       bool        `db:"same"`
	}
	err := s.db.GetContext(ctx, &was, `
		SELECT ref, definition, opened_by = $2 AND title = $3 AND kind = $4 AND procedure = $5 AND rehearsal = $6 AS same
		FROM dossiers WHERE id = $1`, o.ID, person, o.Title, o.Kind, o.Procedure, o.Rehearsal)
	if err != nil {
		return "", "", fmt.Errorf("find opened dossier: %w", err)
	}
	if !was.Same {
		return "", "", dossier.Refuse(dossier.CodeIdempotency)
	}
	return was.Ref, was.Definition, nil
}

func (s *Store) openDossier(ctx context.Context, person string, o Opening) (dossier.Ref, string, error) {
	var ref dossier.Ref
	var definition string
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		a, day, err := actorToday(ctx, tx, person)
		if err != nil {
			return err
		}
		grounds, err := dossier.Grounds(a, dossier.OpenDossier, dossier.Standing{}, day)
		if err != nil {
			return err
		}
		if !a.Has(dossier.Drafter, o.Lead, day) {
			return dossier.Refuse(dossier.CodeNotYourBody)
		}
		lead, err := heir(ctx, tx, o.Lead, day)
		if err != nil {
			return err
		}
		at, err := now(ctx, tx)
		if err != nil {
			return err
		}
		clock := o.clock(at)
		def, err := versionOn(ctx, tx, o.Procedure, clockOrReal(clock, at))
		if err != nil {
			return err
		}
		definition = def.Hash
		err = knownWithin(ctx, tx, def)
		if err != nil {
			return err
		}
		if !def.Fits(o.Kind) {
			return invalidField("kind", dossier.CodeActOfOther)
		}
		given, err := chosen(def, o.Traits)
		if err != nil {
			return err
		}
		n := newDossier{id: o.ID, title: o.Title, kind: o.Kind, def: def, lead: lead, visibility: o.Visibility, rehearsal: o.Rehearsal,
			demonstration: o.Demonstration, openedBy: person, at: at, clock: clock, traits: given, delegation: dossier.Lent(grounds, o.Lead)}
		for i, code := range append([]string{o.Lead}, o.CoProposers...) {
			if i > 0 && (code == o.Lead || slices.Contains(o.CoProposers[:i-1], code)) {
				continue
			}
			body, err := heir(ctx, tx, code, day)
			if err != nil {
				return err
			}
			n.proposers = append(n.proposers, body)
		}
		n.baseAct, err = addBaseAct(ctx, tx, o.BaseAct)
		if err != nil {
			return err
		}
		ref, err = s.addDossier(ctx, tx, n)
		if err != nil {
			return err
		}
		if o.PlanItem != "" {
			err = linkPlan(ctx, tx, o.ID, person, o.PlanItem)
			if err != nil {
				return err
			}
		}
		if o.Resubmits == "" {
			return nil
		}
		return s.takeUp(ctx, tx, ref, a, o)
	})
	if err != nil {
		return "", "", fmt.Errorf("open dossier: %w", err)
	}
	return ref, definition, nil
}

// clock returns the clock with which the dossier begins at a real instant.
func (o Opening) clock(at time.Time) calendar.Clock {
	if !o.Rehearsal && !o.Demonstration {
		return calendar.Clock{}
	}
	c := calendar.Clock{Pace: 24 * time.Hour, AnchorReal: at, AnchorLegal: at}
	if o.Rehearsal && o.Pace != 0 {
		c.Pace = o.Pace
	}
	if !o.LegalStart.IsZero() {
		c.AnchorLegal = o.LegalStart
	}
	return c
}

// newDossier is a dossier that is being opened, with everything decided.
type newDossier struct {
	id            string
	title, kind   string
	def           *procedure.Definition
	lead          string   // id of the body
	proposers     []string // ids of the bodies, the lead among them
	baseAct       *string
	visibility    dossier.Visibility
	rehearsal     bool
	demonstration bool
	openedBy      string
	at            time.Time
	clock         calendar.Clock
	traits        []byte
	delegation    string
	parent        *string // id of the dossier in whose subprocess it runs
	parentStage   *int
}

// addDossier writes the dossier and asks, through the outbox, for its workflow.
func (s *Store) addDossier(ctx context.Context, tx *sqlx.Tx, n newDossier) (dossier.Ref, error) {
	ref, log := dossier.Ref(""), "public"
	var err error
	if n.rehearsal {
		ref, log = dossier.RehearsalRef(), "rehearsal"
	} else {
		ref, err = nextRef(ctx, tx, clockOrReal(n.clock, n.at).In(belgrade).Year())
	}
	if err != nil {
		return "", err
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO dossiers (id, ref, title, title_key, kind, procedure, procedure_version, definition, lead, base_act,
			visibility, rehearsal, demonstration, log, opened_by, opened_at, traits, parent, parent_stage)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
		n.id, ref, n.title, script.SearchKey(n.title), n.kind, n.def.ID, n.def.Version, n.def.Hash, n.lead, n.baseAct,
		n.visibility, n.rehearsal, n.demonstration, log, n.openedBy, n.at, n.traits, n.parent, n.parentStage)
	if err != nil {
		return "", fmt.Errorf("add dossier: %w", err)
	}
	err = saveClock(ctx, tx, n.id, n.clock)
	if err != nil {
		return "", err
	}
	for _, body := range n.proposers {
		_, err = tx.ExecContext(ctx, `
			INSERT INTO dossier_proposers (dossier, body) VALUES ($1, $2) ON CONFLICT DO NOTHING`, n.id, body)
		if err != nil {
			return "", fmt.Errorf("add proposer: %w", err)
		}
	}
	err = post(ctx, tx, TopicStart, string(ref), 2*time.Second)
	if err != nil {
		return "", err
	}
	f := &file{ID: n.id, Ref: ref, Log: log, Seq: 1, At: n.at, Clock: n.clock}
	return ref, s.addStep(ctx, tx, f, ledger.DossierOpened, step{Kind: "opened", Actor: &n.openedBy, Delegation: n.delegation})
}

func nextRef(ctx context.Context, tx *sqlx.Tx, year int) (dossier.Ref, error) {
	var n int
	err := tx.GetContext(ctx, &n, `
		INSERT INTO dossier_numbers (year, last) VALUES ($1, 1)
		ON CONFLICT (year) DO UPDATE SET last = dossier_numbers.last + 1 RETURNING last`, year)
	if err != nil {
		return "", fmt.Errorf("take number: %w", err)
	}
	return dossier.OrdinaryRef(year, n), nil
}

func addBaseAct(ctx context.Context, tx *sqlx.Tx, b *BaseAct) (*string, error) {
	if b == nil {
		return nil, nil
	}
	id := newID()
	_, err := tx.ExecContext(ctx, `INSERT INTO base_acts (id, title, gazette) VALUES ($1, $2, $3)`, id, b.Title, b.Gazette)
	if err != nil {
		return nil, fmt.Errorf("add base act: %w", err)
	}
	return &id, nil
}

// step is one thing that happened to a dossier, at its present sequence number.
type step struct {
	Kind    string
	Name    string
	Outcome string
	Package string
	Sealed  string // seal that it prepared or signed
	Reasons string
	Actor   *string
	Command *string

	Delegation string // by which the actor acted; empty: in their own right
}

// addStep writes what happened, and appends its leaf after those that were put. It
// comes last in a transaction, because the head of the ledger is the last lock.
func (s *Store) addStep(ctx context.Context, tx *sqlx.Tx, f *file, kind ledger.Kind, p step) error {
	err := f.putStep(ctx, tx, kind, p)
	if err != nil {
		return err
	}
	return s.appendPut(ctx, tx, f)
}

// putStep writes what happened, and puts its leaf.
func (f *file) putStep(ctx context.Context, tx *sqlx.Tx, kind ledger.Kind, p step) error {
	if p.Package == "" { // every step says on which package it was taken
		hash, err := f.packageHash(ctx, tx)
		if err != nil {
			return err
		}
		p.Package = hash
	}
	_, err := tx.ExecContext(ctx, `
		INSERT INTO steps (dossier, seq, at, legal_at, kind, stage_no, stage, name, outcome, package, reasons, actor, command, delegation, sealed)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, nullif($14, '')::uuid, $15)`,
		f.ID, f.Seq, f.At, f.legal(), p.Kind, f.StageNo, f.Run.Stage, p.Name, p.Outcome, p.Package, p.Reasons, p.Actor, p.Command, p.Delegation, p.Sealed)
	if err != nil {
		return fmt.Errorf("write step %d of %s: %w", f.Seq, f.Ref, err)
	}
	_, err = tx.ExecContext(ctx, `SELECT pg_notify($1, $2)`, stepsChannel, f.Ref)
	if err != nil {
		return fmt.Errorf("notify step of %s: %w", f.Ref, err)
	}
	r := dossier.Record{Dossier: f.Ref, Seq: f.Seq, At: dossier.Instant(f.At), Kind: p.Kind, Stage: f.Run.Stage,
		Name: p.Name, Outcome: p.Outcome, Package: p.Package, Sealed: p.Sealed}
	f.put("", ledger.Leaf{Kind: kind, At: f.At, Dossier: string(f.Ref), Seq: f.Seq, Hash: r.Hash()})
	return nil
}

// stepsChannel is notified with the reference of a dossier that took a step.
const stepsChannel = "dossier_steps"

// ListenSteps calls hear with the reference of every dossier that takes a step,
// once the step can be read, and with an empty one when steps may have been
// missed: once it listens, and whenever it was cut off. It returns when ctx ends. Who listens sees no more than that; what
// happened is read as the viewer who asks.
func (s *Store) ListenSteps(ctx context.Context, hear func(dossier.Ref)) error {
	return s.listen(ctx, stepsChannel, func(payload string) { hear(dossier.Ref(payload)) })
}

// file is a dossier as transactions work on it, under its row's lock.
type file struct {
	ID            string             `db:"id"`
	Ref           dossier.Ref        `db:"ref"`
	Lead          string             `db:"lead"` // code of the body that stands in for it today
	Visibility    dossier.Visibility `db:"visibility"`
	Rehearsal     bool               `db:"rehearsal"`
	Demonstration bool               `db:"demonstration"`
	Log           string             `db:"log"`
	Seq           int64              `db:"seq"`
	Status        dossier.Status     `db:"status"`
	StageNo       int                `db:"stage_no"`
	PackageNo     int                `db:"package_no"`
	Definition    string             `db:"definition"`
	Traits        traits             `db:"traits"`
	Parent        *string            `db:"parent"` // id of the dossier in whose subprocess it runs
	At            time.Time          `db:"at"`     // the database's clock when the lock was had
	Inside        bool               `db:"inside"` // who peeks is an insider

	Clock calendar.Clock        `db:"-"`
	Stage procedure.StageDef    `db:"-"` // zero before the first stage
	Def   *procedure.Definition `db:"-"` // as it applies to the act
	Run   run                   `db:"run"`

	Sealed string  `db:"-"` // seal that the command which is carried out prepared or signed
	leaves []entry // that the transaction appends at its end, see put
}

// legal returns the instant of f.At on the dossier's own clock.
func (f *file) legal() time.Time { return clockOrReal(f.Clock, f.At) }

// today returns the civil date of f.At on the dossier's own clock, where its
// procedure counts days.
func (f *file) today() string { return dossier.Day(f.legal(), zoneOf(f.Def)) }

// zoneOf returns the time zone in which a procedure counts days.
func zoneOf(d *procedure.Definition) *time.Location {
	cal, err := calendar.Get(d.Calendar)
	if err != nil {
		return belgrade
	}
	return cal.Location()
}

// run is the present run of a stage.
type run struct {
	No        int        `db:"no"`
	Stage     string     `db:"stage"`
	Kind      string     `db:"kind"`
	Actor     string     `db:"actor"` // code, of the stand-in
	Published *time.Time `db:"legal_published"`
	Ended     *time.Time `db:"ended_at"`
	Outcome   *string    `db:"outcome"`
	Entered   time.Time  `db:"legal_entered"`
}

// open locks the dossier's row and reads it with its stage.
func open(ctx context.Context, tx *sqlx.Tx, ref dossier.Ref) (*file, error) {
	var id string
	err := tx.GetContext(ctx, &id, `SELECT id FROM dossiers WHERE ref = $1 FOR NO KEY UPDATE`, ref)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", ref, orNotFound(err))
	}
	f, _, err := readFor(ctx, tx, "", ref) // after the lock was had
	return f, err
}

// read reads the dossier with its stage, as it is at an instant.
func read(ctx context.Context, q sqlx.QueryerContext, ref dossier.Ref, at time.Time) (*file, error) {
	f, _, err := readFor(ctx, q, "", ref)
	if err != nil {
		return nil, err
	}
	f.At = at
	return f, nil
}

const fileFor = `
	SELECT d.id, d.ref, (SELECT n.code FROM body_heirs h JOIN bodies n ON n.id = h.heir WHERE h.body = d.lead) AS lead,
		d.visibility, d.rehearsal, d.demonstration, d.log, d.seq, d.status, d.stage_no, d.package_no, d.definition, d.traits, d.parent, ` + clockColumns + `,
		coalesce(r.no, 0) AS "run.no", coalesce(r.stage, '') AS "run.stage", coalesce(r.kind, '') AS "run.kind",
		coalesce((SELECT n.code FROM body_heirs h JOIN bodies n ON n.id = h.heir WHERE h.body = r.actor), '') AS "run.actor",
		r.legal_published AS "run.legal_published", r.ended_at AS "run.ended_at", r.outcome AS "run.outcome",
		coalesce(r.legal_entered, '0001-01-01 00:00:00Z') AS "run.legal_entered", clock_timestamp() AS at,
		insider(nullif($2, '')::uuid, d) AS inside, sees(nullif($2, '')::uuid, d) OR (d.rehearsal AND d.visibility = 'public') AS seen
	FROM dossiers d LEFT JOIN stage_runs r ON r.dossier = d.id AND r.no = d.stage_no WHERE d.ref = $1`

// readFor reads the dossier with its stage, as it is now, and whether the viewer
// sees it.
func readFor(ctx context.Context, q sqlx.QueryerContext, viewer string, ref dossier.Ref) (*file, bool, error) {
	var row struct {
		file
		clockRow
		Seen bool `db:"seen"`
	}
	err := sqlx.GetContext(ctx, q, &row, fileFor, ref, viewer)
	if err != nil {
		return nil, false, fmt.Errorf("read %s: %w", ref, orNotFound(err))
	}
	f := &row.file
	f.At, f.Clock = f.At.UTC(), row.clock()
	f.Def, err = applied(ctx, q, f.Definition, f.Traits)
	if err != nil {
		return nil, false, err
	}
	if f.StageNo == 0 {
		return f, row.Seen, nil
	}
	st, ok := f.Def.Stage(f.Run.Stage)
	if !ok {
		return nil, false, fmt.Errorf("read stage %q of %s: not in definition %s", f.Run.Stage, ref, f.Definition)
	}
	f.Stage = st
	return f, row.Seen, nil
}

// advance takes the dossier's next sequence number.
func (f *file) advance(ctx context.Context, tx *sqlx.Tx) (int64, error) {
	f.Seq++
	_, err := tx.ExecContext(ctx, `UPDATE dossiers SET seq = $2 WHERE id = $1`, f.ID, f.Seq)
	if err != nil {
		return 0, fmt.Errorf("advance %s: %w", f.Ref, err)
	}
	return f.Seq, nil
}

// standing reads where the dossier stands, for the authority table.
func (f *file) standing(ctx context.Context, q sqlx.QueryerContext) (dossier.Standing, error) {
	st := dossier.Standing{Dossier: f.Ref, Lead: f.Lead, Acting: f.Run.Actor}
	if f.Stage.Personal {
		st.Personal = f.Stage.Basis
	}
	for _, part := range []struct {
		into *[]string
		sql  string
		args []any
	}{
		{&st.Proposers, `SELECT DISTINCT n.code FROM dossier_proposers p JOIN body_heirs h ON h.body = p.body JOIN bodies n ON n.id = h.heir
			WHERE p.dossier = $1 ORDER BY n.code`, []any{f.ID}},
		{&st.Parties, `SELECT DISTINCT n.code FROM dossier_parties p JOIN body_heirs h ON h.body = p.body JOIN bodies n ON n.id = h.heir
			WHERE p.dossier = $1 ORDER BY n.code`, []any{f.ID}},
		{&st.Asked, `SELECT DISTINCT n.code FROM opinion_requests p JOIN body_heirs h ON h.body = p.body JOIN bodies n ON n.id = h.heir
			WHERE p.dossier = $1 AND p.stage_no = $2 ORDER BY n.code`, []any{f.ID, f.StageNo}},
	} {
		err := sqlx.SelectContext(ctx, q, part.into, part.sql, part.args...)
		if err != nil {
			return dossier.Standing{}, fmt.Errorf("read standing of %s: %w", f.Ref, err)
		}
	}
	var err error
	st.Signing, err = f.signing(ctx, q)
	if err != nil {
		return dossier.Standing{}, err
	}
	return st, nil
}

func actorToday(ctx context.Context, tx *sqlx.Tx, person string) (dossier.Actor, string, error) {
	at, err := now(ctx, tx)
	if err != nil {
		return dossier.Actor{}, "", err
	}
	a, err := actor(ctx, tx, person)
	return a, dossier.Day(at, belgrade), err
}
