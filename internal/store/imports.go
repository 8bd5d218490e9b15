package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/script"
)

// ImportView is from where a dossier was imported, and by whom.
type ImportView struct {
	At        time.Time
	By        string // name of the operator
	From      string // whose record it is taken from
	URL       string // where it can be seen
	Reference string // its number there
	Document  string // sha256:<hex> of the document that told it
}

// importRow is ImportView as a row of a list holds it.
type importRow struct {
	At        *time.Time `db:"at"`
	By        string     `db:"by"`
	From      string     `db:"from"`
	URL       string     `db:"url"`
	Reference string     `db:"reference"`
	Document  string     `db:"document"`
}

const importColumns = `d.imported_at AS "import.at", coalesce((SELECT i.name FROM persons i WHERE i.id = d.imported_by), '') AS "import.by",
		coalesce(d.imported_from, '') AS "import.from", coalesce(d.imported_url, '') AS "import.url", coalesce(d.imported_reference, '') AS "import.reference",
		coalesce(d.imported_document, '') AS "import.document"`

// Imported returns from where the dossier was imported; nil where its whole life
// was here.
func (r DossierRow) Imported() *ImportView {
	if r.Import.At == nil {
		return nil
	}
	return &ImportView{At: r.Import.At.UTC(), By: r.Import.By, From: r.Import.From, URL: r.Import.URL, Reference: r.Import.Reference, Document: r.Import.Document}
}

// Import is a dossier that is brought in: what its document tells, the bytes of
// that, and the text of the act, if there is one.
type Import struct {
	History  *procedure.History
	Document []byte
	Text     *NewDocument
}

// CheckImport returns what stands against bringing a dossier in, by the lines of its
// document; nothing: it can be brought in. Nothing is written.
func (s *Store) CheckImport(ctx context.Context, in Import) ([]procedure.Fault, error) {
	p, faults, err := prepareImport(ctx, s.db, in)
	if err != nil || len(faults) > 0 {
		return faults, err
	}
	_, err = in.parse()
	if err != nil {
		return []procedure.Fault{in.History.Fault("text", "the text of the act cannot be read: "+err.Error())}, nil
	}
	_, err = p.verdicts()
	return nil, err
}

// ImportDossier brings a dossier in, whole or not at all, for an operator, and
// returns its number here: closed and public, without a workflow. Where there are
// faults, nothing is written. Refusals: forbidden and its kin.
func (s *Store) ImportDossier(ctx context.Context, operator string, in Import) (dossier.Ref, []procedure.Fault, error) {
	text, err := in.parse()
	if err != nil {
		return "", []procedure.Fault{in.History.Fault("text", "the text of the act cannot be read: "+err.Error())}, nil
	}
	var ref dossier.Ref
	var faults []procedure.Fault
	err = s.transact(ctx, func(tx *sqlx.Tx) error {
		err := mayOperate(ctx, tx, operator)
		if err != nil {
			return err
		}
		var p preparedImport
		p, faults, err = prepareImport(ctx, tx, in)
		if err != nil || len(faults) > 0 {
			return err
		}
		p.operator, p.text = operator, text
		ref, err = s.writeImport(ctx, tx, p)
		return err
	})
	if duplicate(err) { // it was brought in meanwhile
		return "", []procedure.Fault{in.History.Fault("reference", duplicateImport(in.History, ""))}, nil
	}
	if err != nil {
		return "", nil, fmt.Errorf("import dossier: %w", err)
	}
	return ref, faults, nil
}

func (in Import) parse() (*act.Act, error) {
	if in.Text == nil {
		return nil, nil
	}
	p := NewPackage{Reason: dossier.FirstVersion, Documents: []NewDocument{*in.Text}}
	err := p.check()
	if err != nil {
		return nil, err
	}
	return p.parse()
}

// preparedImport is a history without a fault, with the bodies that acted in it.
type preparedImport struct {
	Import
	def      *procedure.Definition // as it applies to the act
	cal      calendar.Calendar
	at       time.Time
	traits   []byte
	lead     string   // id
	bodies   []string // ids of the proposers, the lead among them
	actors   map[string]string
	operator string
	text     *act.Act
}

// prepareImport checks a history against the record.
func prepareImport(ctx context.Context, q sqlx.QueryerContext, in Import) (preparedImport, []procedure.Fault, error) {
	h := in.History
	p := preparedImport{Import: in, actors: map[string]string{}}
	var err error
	p.at, err = now(ctx, q)
	if err != nil {
		return p, nil, err
	}
	all, err := versions(ctx, q, h.Procedure)
	if err != nil {
		return p, nil, err
	}
	def, faults := h.Under(all)
	if def != nil {
		p.cal, err = calendarWith(ctx, q, def.Calendar)
		if err != nil {
			return p, nil, err
		}
		faults = append(faults, h.Check(def, p.cal.DateOf(p.at))...)
	}
	var taken []dossier.Ref
	err = sqlx.SelectContext(ctx, q, &taken, `SELECT ref FROM dossiers WHERE imported_from = $1 AND imported_reference = $2`, h.Source.Name, h.Reference)
	if err != nil {
		return p, nil, fmt.Errorf("find imported dossier: %w", err)
	}
	if len(taken) > 0 {
		faults = append(faults, h.Fault("reference", duplicateImport(h, taken[0])))
	}
	more, err := p.findBodies(ctx, q, def)
	if err != nil {
		return p, nil, err
	}
	faults = append(faults, more...)
	if len(faults) > 0 {
		return p, faults, nil
	}
	p.def = def.For(h.FinalTraits(def))
	p.traits, err = json.Marshal(h.FinalTraits(def))
	return p, nil, err
}

func duplicateImport(h *procedure.History, ref dossier.Ref) string {
	said := fmt.Sprintf("the dossier %q of %q is here already", h.Reference, h.Source.Name)
	if ref == "" {
		return said
	}
	return said + ", as " + string(ref)
}

// findBodies finds the proposers and those that acted; def may be nil.
func (p *preparedImport) findBodies(ctx context.Context, q sqlx.QueryerContext, def *procedure.Definition) ([]procedure.Fault, error) {
	h := p.History
	known := map[string]string{}
	var rows []struct {
		Code string `db:"code"`
		ID   string `db:"id"`
	}
	err := sqlx.SelectContext(ctx, q, &rows, `SELECT code, id FROM bodies ORDER BY code`)
	if err != nil {
		return nil, fmt.Errorf("read bodies: %w", err)
	}
	for _, r := range rows {
		known[r.Code] = r.ID
	}
	var faults []procedure.Fault
	find := func(key, code string) string {
		id := known[code]
		if id == "" && code != "" {
			faults = append(faults, h.Fault(key, fmt.Sprintf("no body has the code %q: enter it first, with rasprava enrol", code)))
		}
		return id
	}
	p.lead = find("lead", h.Lead)
	p.bodies = []string{p.lead}
	for _, code := range h.Proposers {
		if id := find("proposers", code); !slices.Contains(p.bodies, id) {
			p.bodies = append(p.bodies, id)
		}
	}
	for _, st := range h.Stages {
		if def == nil {
			break
		}
		s, _ := def.Stage(st.Stage)
		switch {
		case s.Actor == "" || s.Actor == procedure.Lead:
			p.actors[st.Stage] = p.lead
		case p.actors[st.Stage] == "":
			p.actors[st.Stage] = find("stages", s.Actor)
		}
	}
	return faults, nil
}

// verdicts returns of every stage what came of its terms, as the law counts them.
func (p preparedImport) verdicts() ([][]procedure.Outturn, error) {
	runs := make([]procedure.Run, len(p.History.Stages))
	for i, s := range p.History.Stages {
		runs[i] = procedure.Run{Stage: s.Stage, Entered: s.Started, Published: s.Published, Ended: s.Ended, Outcome: s.Outcome}
	}
	return p.def.Outturns(runs, p.cal.DateOf(p.at))
}

// instant returns the first of a civil day; nil where there is none.
func (p preparedImport) instant(d calendar.Date) *time.Time {
	if d.IsZero() {
		return nil
	}
	at := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, p.cal.Location())
	return &at
}

func (s *Store) writeImport(ctx context.Context, tx *sqlx.Tx, p preparedImport) (dossier.Ref, error) {
	h := p.History
	ref, err := nextRef(ctx, tx, h.Stages[0].Started.Year)
	if err != nil {
		return "", err
	}
	id, last := newID(), len(h.Stages)
	document := ledger.HashOf(p.Document)
	brought := 0
	if p.text != nil {
		brought = 1
	}
	status := dossier.Status(h.Ending(p.def))
	_, err = tx.ExecContext(ctx, `
		INSERT INTO dossiers (id, ref, title, title_key, kind, procedure, procedure_version, definition, lead, visibility, log, seq, status, stage_no, package_no,
			opened_by, opened_at, ended_at, traits, imported_at, imported_by, imported_from, imported_url, imported_reference, imported_document)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'public', $10, 1, $11, $12, $13, $14, $15, $16, $17, $18, $14, $19, $20, $21, $22)`,
		id, ref, h.Title, script.SearchKey(h.Title), h.Act, p.def.ID, p.def.Version, p.def.Hash, p.lead, publicLog, status, last, brought,
		p.operator, p.instant(h.Stages[0].Started), p.instant(h.Stages[last-1].Ended), p.traits, p.at, h.Source.Name, h.Source.URL, h.Reference, document)
	if err != nil {
		return "", fmt.Errorf("add dossier: %w", err)
	}
	for _, body := range p.bodies {
		_, err = tx.ExecContext(ctx, `INSERT INTO dossier_proposers (dossier, body) VALUES ($1, $2)`, id, body)
		if err != nil {
			return "", fmt.Errorf("add proposer: %w", err)
		}
	}
	err = p.writeStages(ctx, tx, id)
	if err != nil {
		return "", err
	}
	f := &file{ID: id, Ref: ref, Log: publicLog, Seq: 1, At: p.at, StageNo: last, PackageNo: brought}
	if p.text != nil {
		err = s.writeBroughtText(ctx, tx, f, p)
		if err != nil {
			return "", err
		}
	}
	return ref, s.addStep(ctx, tx, f, ledger.DossierImported, step{Kind: "imported", Name: document, Actor: &p.operator})
}

func (p preparedImport) writeStages(ctx context.Context, tx *sqlx.Tx, id string) error {
	verdicts, err := p.verdicts()
	if err != nil {
		return err
	}
	is := func(v procedure.Verdict) func(procedure.Outturn) bool {
		return func(o procedure.Outturn) bool { return o.Verdict == v }
	}
	for i, st := range p.History.Stages {
		def, _ := p.def.Stage(st.Stage)
		_, err = tx.ExecContext(ctx, `
			INSERT INTO stage_runs (dossier, no, stage, kind, actor, entered_at, published_at, ended_at, outcome, legal_entered, legal_published, legal_ended)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $6, $7, $8)`,
			id, i+1, st.Stage, def.Kind, p.actors[st.Stage], p.instant(st.Started), p.instant(st.Published), p.instant(st.Ended), st.Outcome)
		if err != nil {
			return fmt.Errorf("write stage %d: %w", i+1, err)
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO imported_stages (dossier, stage_no, number, url, comments, cut_short, late) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			id, i+1, st.Number, st.URL, st.Comments, slices.ContainsFunc(verdicts[i], is(procedure.Short)), slices.ContainsFunc(verdicts[i], is(procedure.Late)))
		if err != nil {
			return fmt.Errorf("write what stage %d has to show: %w", i+1, err)
		}
	}
	return nil
}

// writeBroughtText writes the text of the act as the one package of the dossier. It
// is public, and dated by the day on which it was brought.
func (s *Store) writeBroughtText(ctx context.Context, tx *sqlx.Tx, f *file, p preparedImport) error {
	all := merge(nil, NewPackage{Documents: []NewDocument{*p.Text}}, 1)
	hash, sum := dossier.PackageHash(all), sha256.Sum256(p.Text.Bytes)
	for _, write := range []struct {
		sql  string
		args []any
	}{
		{`INSERT INTO blobs (sha256, bytes) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING`, []any{sum[:], p.Text.Bytes}},
		{`INSERT INTO packages (dossier, no, hash, reason, stage_no, created_by, created_at, legal_at) VALUES ($1, 1, $2, $3, $4, $5, $6, $6)`,
			[]any{f.ID, hash, dossier.FirstVersion, f.StageNo, p.operator, f.At}},
		{`INSERT INTO package_documents (dossier, no, kind, position, name, media_type, sha256, size, since, visibility) VALUES ($1, 1, $2, 1, $3, $4, $5, $6, 1, 'public')`,
			[]any{f.ID, all[0].Kind, all[0].Name, all[0].MediaType, sum[:], all[0].Size}},
	} {
		_, err := tx.ExecContext(ctx, write.sql, write.args...)
		if err != nil {
			return fmt.Errorf("write text of the act: %w", err)
		}
	}
	err := writeAct(ctx, tx, f.ID, 1, p.text)
	if err != nil {
		return err
	}
	f.put("", ledger.Leaf{Kind: ledger.PackageAdded, At: f.At, Dossier: string(f.Ref), Seq: 1, Hash: hash})
	return nil
}

// BroughtView is what a document told of a stage beyond its days and its outcome.
type BroughtView struct {
	StageNo  int    `db:"stage_no"`
	Number   string `db:"number"`   // of the act by which it ended; empty: none is known
	URL      string `db:"url"`      // where that can be seen; empty: nowhere
	Comments *int   `db:"comments"` // that came in; nil: it is not known
}

const broughtOf = `SELECT dossier, stage_no, number, url, comments FROM imported_stages WHERE dossier = ANY($1::uuid[]) ORDER BY dossier, stage_no`
