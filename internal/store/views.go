package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// BodyName is a body as a page names it.
type BodyName struct{ Code, NameSr, NameEn string }

// DossierRow is a dossier in a list.
type DossierRow struct {
	Ref           dossier.Ref        `db:"ref"`
	Title         string             `db:"title"`
	Kind          string             `db:"kind"`
	Procedure     string             `db:"procedure"`
	Version       string             `db:"procedure_version"`
	Definition    string             `db:"definition"`
	Traits        traits             `db:"traits"` // what of the act its procedure depends on, by id
	WithinRef     dossier.Ref        `db:"within"` // of the dossier in whose stage this one runs; empty: it stands by itself
	LeadCode      string             `db:"lead_code"`
	LeadNameSr    string             `db:"lead_name_sr"`
	LeadNameEn    string             `db:"lead_name_en"`
	Visibility    dossier.Visibility `db:"visibility"`
	Rehearsal     bool               `db:"rehearsal"`
	Demonstration bool               `db:"demonstration"`
	Status        dossier.Status     `db:"status"`
	Seq           int64              `db:"seq"`
	StageNo       int                `db:"stage_no"`
	Stage         string             `db:"stage"`
	StageKind     string             `db:"stage_kind"`
	StageTitleSr  string             `db:"-"`
	StageTitleEn  string             `db:"-"`
	Form          procedure.Form     `db:"-"`       // what the act is in that stage
	EndsAt        *time.Time         `db:"ends_at"` // the next end of a term in the stage
	Overdue       bool               `db:"overdue"`
	Due           string             `db:"due"`        // the last day of that term, on the dossier's own clock
	OpenRound     string             `db:"open_round"` // id; empty: none
	HeldUntil     *time.Time         `db:"held_until"` // of that round, as RoundView.HeldUntil
	ClosesAt      *time.Time         `db:"closes_at"`  // of the open round, exclusive
	ClosesOn      string             `db:"closes_on"`  // its last day, on the dossier's own clock
	Comments      int                `db:"comments"`   // in it so far
	OpenedAt      time.Time          `db:"opened_at"`
	EndedAt       *time.Time         `db:"ended_at"`
	LegalEnded    *time.Time         `db:"legal_ended"` // the same on the dossier's own clock
	PackageNo     int                `db:"package_no"`
	ID            string             `db:"id"`
	EnteredAt     *time.Time         `db:"legal_entered"`  // the stage, on the dossier's own clock
	PublicPackage int                `db:"public_package"` // number of the newest package with a public document; 0: none
	Import        importRow          `db:"import"`         // see Imported
	Resubmits     dossier.Ref        `db:"-"`              // which it takes up, as far as the viewer sees it; empty: none
	ResubmittedAs dossier.Ref        `db:"-"`              // which took it up
}

const dossierRow = `
	SELECT ` + dossierColumns + dossierFrom

const dossierColumns = `d.id, d.ref, d.title, d.kind, d.procedure, d.procedure_version, d.definition, d.traits,
		coalesce((SELECT w.ref FROM dossiers w WHERE w.id = d.parent), '') AS within, b.code AS lead_code, b.name_sr AS lead_name_sr,
		b.name_en AS lead_name_en, d.visibility, d.rehearsal, d.demonstration, d.status, d.seq, d.stage_no,
		coalesce(r.stage, '') AS stage, coalesce(r.kind, '') AS stage_kind, r.overdue_at IS NOT NULL AS overdue, r.legal_entered,
		e.ends_at, coalesce(e.due::text, '') AS due, coalesce(o.id::text, '') AS open_round, o.closes_at, ` + heldRound + ` AS held_until,
		CASE WHEN o.id IS NULL THEN '' ELSE e.closes_on::text END AS closes_on,
		(SELECT coalesce(sum(c.comments), 0) FROM comment_totals c WHERE c.round = o.id) AS comments,
		d.opened_at, d.ended_at, CASE WHEN d.ended_at IS NOT NULL THEN coalesce(r.legal_ended, d.ended_at) END AS legal_ended, d.package_no,
		coalesce((SELECT max(p.no) FROM package_documents p WHERE p.dossier = d.id AND p.visibility = 'public'), 0) AS public_package, ` + importColumns

const dossierFrom = `
	FROM dossiers d JOIN bodies b ON b.id = d.lead LEFT JOIN stage_runs r ON r.dossier = d.id AND r.no = d.stage_no` + openRoundAndEnds

// openRoundAndEnds joins to a dossier d in its stage r the round that is open, o,
// and the ends of the terms that run, e.
const openRoundAndEnds = `
	LEFT JOIN rounds o ON o.dossier = d.id AND o.stage_no = d.stage_no AND o.status = 'open'
	LEFT JOIN LATERAL (
		SELECT min(ends_at) FILTER (WHERE lapsed_at IS NULL) AS ends_at, min(due) FILTER (WHERE lapsed_at IS NULL) AS due,
			max(due) FILTER (WHERE kind <> 'max') AS closes_on, max(due) FILTER (WHERE kind = 'max') AS longest
		FROM (SELECT DISTINCT ON (w.id) w.id, w.kind, w.ends_at, w.due, w.lapsed_at FROM windows w
			WHERE w.dossier = d.id AND w.stage_no = d.stage_no ORDER BY w.id, w.version DESC) w
		WHERE r.ended_at IS NULL) e ON true
`

// nameStage adds what the definition says of a dossier's stage.
func nameStage(ctx context.Context, q sqlx.QueryerContext, r *DossierRow) error {
	def, err := applied(ctx, q, r.Definition, r.Traits)
	if err != nil {
		return err
	}
	st, ok := def.Stage(r.Stage)
	if ok {
		r.StageTitleSr, r.StageTitleEn = st.TitleSr, st.TitleEn
	}
	r.Form = def.Form(r.Stage, r.Status == dossier.Completed)
	return nil
}

// StageView is one run of a stage.
type StageView struct {
	No         int         `db:"no"`
	Stage      string      `db:"stage"`
	Kind       string      `db:"kind"`
	ActorCode  string      `db:"actor_code"`
	ActorSr    string      `db:"actor_sr"`
	ActorEn    string      `db:"actor_en"`
	Entered    time.Time   `db:"legal_entered"`
	Published  *time.Time  `db:"legal_published"`
	Ended      *time.Time  `db:"legal_ended"`
	Outcome    string      `db:"outcome"`
	Lapsed     bool        `db:"lapsed"`
	Overdue    bool        `db:"overdue"`
	Ground     string      `db:"ground"`     // that was named with the outcome, of the procedure's list
	Electorate int         `db:"electorate"` // of how many who may; 0: it was not said
	Support    *int        `db:"support"`    // how many support what the stage collected; nil: it collected nothing
	Reasons    string      `db:"reasons"`    // that were given with the outcome; they are published
	EndedBy    string      `db:"ended_by"`   // name; empty: a term did. It is published where the outcome is a deviation, and otherwise for insiders alone
	Within     dossier.Ref `db:"within"`     // of the dossier that the stage waits for, where it is a subprocess
	Windows    []WindowView
	Proofs     []ProofView
	Opinions   []OpinionView
	Conclude   *ConclusionView
	Hands      []HandView
	Slots      []SlotView   // whose signatures it needs, where they are not all the acting body's
	ForCode    string       `db:"for_code"` // of the body for which somebody ended it by a decision
	ForSr      string       `db:"for_sr"`
	ForEn      string       `db:"for_en"`
	Brought    *BroughtView // nil: the stage was held here
}

// WindowView is a term that runs or ran in a stage, in its newest version.
type WindowView struct {
	StageNo  int        `db:"stage_no"`
	ID       string     `db:"id"`
	Body     string     `db:"body"` // code of the body whose term it is; empty: it is the stage's
	Kind     string     `db:"kind"`
	Term     string     `db:"term"`
	Starts   string     `db:"starts"`
	Raw      string     `db:"raw"`
	Due      string     `db:"due"`
	EndsAt   *time.Time `db:"ends_at"`
	Lapsed   bool       `db:"lapsed"`
	Extended bool       `db:"extended"`  // Due was set by a decision
	FirstDue string     `db:"first_due"` // what it was when it began, at last
	Reasons  string     `db:"reasons"`   // why it was moved
	MovedBy  string     `db:"moved_by"`  // name of who did
	Basis    string     `db:"basis"`
	Verified bool       `db:"verified"`
}

// ProofView is a proof of publication.
type ProofView struct {
	StageNo     int       `db:"stage_no"`
	Channel     string    `db:"channel"`
	URL         string    `db:"url"`
	SHA256      string    `db:"sha256"`
	PublishedAt time.Time `db:"published_at"`
}

// OpinionView is what a body that was asked said, and on which package; an
// empty Opinion: nothing yet, or silence.
type OpinionView struct {
	StageNo   int        `db:"stage_no"`
	BodyCode  string     `db:"body_code"`
	BodySr    string     `db:"body_sr"`
	BodyEn    string     `db:"body_en"`
	Mandatory bool       `db:"mandatory"`
	Silent    bool       `db:"silent"`
	Opinion   string     `db:"opinion"`
	Text      string     `db:"text"` // insiders only
	Package   string     `db:"package"`
	Current   bool       `db:"current"` // given on the dossier's present package
	GivenAt   *time.Time `db:"given_at"`
	LegalAt   *time.Time `db:"legal_at"` // the same on the dossier's own clock
}

// ConclusionView is what a collegial body decided.
type ConclusionView struct {
	StageNo  int    `db:"stage_no"`
	BodyCode string `db:"body_code"`
	BodySr   string `db:"body_sr"`
	BodyEn   string `db:"body_en"`
	Outcome  string `db:"outcome"`
	Number   string `db:"number"`
	Date     string `db:"date"`
	Document string `db:"document"`
	SHA256   string `db:"sha256"`
	Size     int64  `db:"size"`    // bytes of the document; 0: only its hash was kept
	Present  *int   `db:"present"` // members at the session; nil: it was not said
	InFavour *int   `db:"in_favour"`
	Against  *int   `db:"against"`
	Abstain  *int   `db:"abstained"`
	Chair    bool   `db:"chair_in_favour"` // who presides over the body was for it
	Members  *int   `db:"members"`         // of the body on that day; nil: nothing depended on it
}

// HandView is a preparation or a signature: whose hand, on which package, and under
// which seal of all that it stands on.
type HandView struct {
	StageNo  int       `db:"stage_no"`
	Prepared bool      `db:"prepared"`  // else: signed
	BodyCode string    `db:"body_code"` // for which, as it is today; of a signature
	Person   string    `db:"person"`
	Name     string    `db:"name"`
	OnBehalf string    `db:"on_behalf"` // name of who lent the role; empty: in their own right
	Package  string    `db:"package"`
	Sealed   string    `db:"sealed"`
	Counts   bool      `db:"counts"` // on the dossier's present package and, in its present stage, on all that there is now
	At       time.Time `db:"at"`
	LegalAt  time.Time `db:"legal_at"` // the same on the dossier's own clock
}

// ExemptionView is a departure from a rule.
type ExemptionView struct {
	ID         string        `db:"id"`
	StageNo    int           `db:"stage_no"`
	Kind       ExemptionKind `db:"kind"`
	Ground     string        `db:"ground"`      // id of one of the procedure's list, or a word of ours; see GroundTitle
	Window     string        `db:"window_id"`   // that was shortened
	TermBefore string        `db:"term_before"` // its term then
	Term       string        `db:"term"`        // and now
	Reason     string        `db:"reason"`
	Person     string        `db:"person"`
	GrantedAt  time.Time     `db:"granted_at"`
	LegalAt    time.Time     `db:"legal_at"`   // the same on the dossier's own clock
	ExpiresAt  *time.Time    `db:"expires_at"` // exclusive, on the dossier's own clock; nil: it does not end
}

// DossierView is a dossier with everything that its page shows.
type DossierView struct {
	DossierRow
	Proposers  []BodyName
	BaseTitle  string
	BaseGazet  string
	Definition *procedure.Definition
	Stages     []StageView
	Exemptions []ExemptionView
	Migrations []MigrationView          // oldest first
	Ground     dossier.WithdrawalGround // on which it was withdrawn; empty: it was not, or nobody said
	Changes    []ProposerChange
	PlanItem   *PlanItem              // of the plan of the Government; nil: it is for none
	Stale      []dossier.DocumentKind // documents that are older than the text, of those that the viewer sees
	Insider    bool
	LegalNow   time.Time
	Paused     bool
	Moves      []MoveView // of ends of terms, other than by whoever leads the dossier
	PackHash   string     // of the present package; insiders only
	LogName    string     // under which the log knows it while it is hidden
	LogKey     string     // with which those leaves can be checked
}

// Dossier returns a dossier that the viewer sees; refused not_found otherwise.
// A rehearsal is seen by its own people, and once published by its link.
func (s *Store) Dossier(ctx context.Context, viewer string, ref dossier.Ref) (DossierView, error) {
	var v DossierView
	err := s.reads.snapshot(ctx, func(q sqlx.QueryerContext) error {
		var err error
		v, err = viewOf(ctx, q, viewer, ref)
		return err
	})
	return v, err
}

func viewOf(ctx context.Context, q sqlx.QueryerContext, viewer string, ref dossier.Ref) (DossierView, error) {
	f, err := peek(ctx, q, viewer, ref)
	if err != nil {
		return DossierView{}, err
	}
	var row struct {
		DossierRow
		BaseTitle   string `db:"base_title"`
		BaseGazette string `db:"base_gazette"`
		Hash        string `db:"hash"`
		LogKey      string `db:"log_key"`
	}
	err = sqlx.GetContext(ctx, q, &row, `
		SELECT `+dossierColumns+`, coalesce(a.title, '') AS base_title, coalesce(a.gazette, '') AS base_gazette, coalesce(p.hash, '') AS hash, d.log_key`+
		dossierFrom+`LEFT JOIN base_acts a ON a.id = d.base_act LEFT JOIN packages p ON p.dossier = d.id AND p.no = d.package_no WHERE d.id = $1`, f.ID)
	if err != nil {
		return DossierView{}, fmt.Errorf("read %s: %w", ref, orNotFound(err))
	}
	v := DossierView{DossierRow: row.DossierRow, BaseTitle: row.BaseTitle, BaseGazet: row.BaseGazette, Definition: f.Def, Insider: f.Inside,
		LegalNow: f.legal(), Paused: f.Clock.Paused, LogKey: row.LogKey, LogName: veil(row.LogKey)}
	v.Definition, err = calendarDays{}.in(ctx, q, f.Def)
	if err != nil {
		return DossierView{}, err
	}
	v.StageTitleSr, v.StageTitleEn = f.Stage.TitleSr, f.Stage.TitleEn
	v.Form = f.Def.Form(v.Stage, v.Status == dossier.Completed)
	if v.Insider {
		v.PackHash = row.Hash
	}
	var proposers []struct {
		Code   string `db:"code"`
		NameSr string `db:"name_sr"`
		NameEn string `db:"name_en"`
	}
	err = sqlx.SelectContext(ctx, q, &proposers, `
		SELECT b.code, b.name_sr, b.name_en FROM dossier_proposers p JOIN bodies b ON b.id = p.body JOIN dossiers d ON d.id = p.dossier
		WHERE p.dossier = $1 ORDER BY b.id <> d.lead, b.code`, f.ID)
	if err != nil {
		return DossierView{}, fmt.Errorf("read proposers: %w", err)
	}
	for _, p := range proposers {
		v.Proposers = append(v.Proposers, BodyName(p))
	}
	v.Migrations, err = migrations(ctx, q, f.ID)
	if err != nil {
		return DossierView{}, err
	}
	err = fillHistory(ctx, q, map[string]*DossierView{f.ID: &v})
	if err != nil {
		return DossierView{}, err
	}
	return v, fillYears(ctx, q, viewer, &v)
}

// StepView is one thing that happened, as the timeline shows it and as the
// public log holds its hash.
type StepView struct {
	dossier.Record
	LegalAt time.Time
	StageNo int
	Reasons string
	Actor   string // name; insiders only

	OnBehalf string // name of who lent the role; insiders only
}

// Timeline returns what happened to a dossier, oldest first.
func (s *Store) Timeline(ctx context.Context, viewer string, ref dossier.Ref) ([]StepView, error) {
	f, err := s.peek(ctx, viewer, ref)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		Seq     int64     `db:"seq"`
		At      time.Time `db:"at"`
		LegalAt time.Time `db:"legal_at"`
		Kind    string    `db:"kind"`
		StageNo int       `db:"stage_no"`
		Stage   string    `db:"stage"`
		Name    string    `db:"name"`
		Outcome string    `db:"outcome"`
		Package string    `db:"package"`
		Sealed  string    `db:"sealed"`
		Reasons string    `db:"reasons"`
		Actor   string    `db:"actor"`

		OnBehalf string `db:"on_behalf"`
	}
	err = s.reads.SelectContext(ctx, &rows, `
		SELECT t.seq, t.at, t.legal_at, t.kind, t.stage_no, t.stage, t.name, t.outcome, t.package, t.sealed, t.reasons,
			CASE WHEN $2 THEN coalesce(p.name, '') ELSE '' END AS actor,
			CASE WHEN g.id IS NOT NULL AND $2 THEN o.name ELSE '' END AS on_behalf
		FROM steps t LEFT JOIN persons p ON p.id = t.actor
		LEFT JOIN delegations g ON g.id = t.delegation LEFT JOIN persons o ON o.id = g.delegator
		WHERE t.dossier = $1 ORDER BY t.seq`, f.ID, f.Inside)
	if err != nil {
		return nil, fmt.Errorf("read timeline of %s: %w", ref, err)
	}
	out := make([]StepView, len(rows))
	for i, r := range rows {
		out[i] = StepView{LegalAt: r.LegalAt.UTC(), StageNo: r.StageNo, Reasons: r.Reasons, Actor: r.Actor, OnBehalf: r.OnBehalf, Record: dossier.Record{Dossier: ref, Seq: r.Seq,
			At: dossier.Instant(r.At), Kind: r.Kind, Stage: r.Stage, Name: r.Name, Outcome: r.Outcome, Package: r.Package, Sealed: r.Sealed}}
	}
	return out, nil
}
