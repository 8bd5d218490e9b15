package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/redline"
)

// NewPackage is a version to come: what it brings, over what the version before
// it has. Remove names kinds that fall away.
type NewPackage struct {
	Ref       dossier.Ref
	Reason    dossier.ChangeReason
	Note      string
	Documents []NewDocument
	Remove    []dossier.DocumentKind
}

// PackageAdded says what became of it.
type PackageAdded struct {
	No       int
	Hash     string
	ActHash  string
	Warnings []act.Warning
}

// AddPackage adds a version of the package. What the act is understood to be is
// worked out before the transaction; identities of provisions are carried on
// from the version before along the redline. Refusals: forbidden and its kin,
// text_closed, not_text, not_utf8, too_large, document_unknown, nothing_changed.
func (s *Store) AddPackage(ctx context.Context, person string, p NewPackage) (PackageAdded, error) {
	err := p.check()
	if err != nil {
		return PackageAdded{}, err
	}
	text, err := p.parse()
	if err != nil {
		return PackageAdded{}, err
	}
	return s.addUntilSettled(ctx, person, p, text, nil)
}

// addUntilSettled adds the package; where another came meanwhile, again.
func (s *Store) addUntilSettled(ctx context.Context, person string, p NewPackage, text *act.Act, settle func(tx *sqlx.Tx, f *file) error) (PackageAdded, error) {
	for {
		out, again, err := s.addPackage(ctx, person, p, text, settle)
		if err != nil {
			return PackageAdded{}, fmt.Errorf("add package to %s: %w", p.Ref, err)
		}
		if !again {
			return out, nil
		}
	}
}

func (p NewPackage) check() error {
	var fields []dossier.Field
	if !p.Reason.Valid() {
		fields = append(fields, dossier.Field{Name: "reason", Code: dossier.CodeKindUnknown})
	}
	if utf8.RuneCountInString(p.Note) > dossier.MaxReasons {
		fields = append(fields, dossier.Field{Name: "note", Code: dossier.CodeTextTooLong, Params: map[string]string{"limit": fmt.Sprint(dossier.MaxReasons)}})
	}
	if len(p.Documents) > maxDocuments {
		fields = append(fields, dossier.Field{Name: "documents", Code: dossier.CodeTooManyDocuments, Params: map[string]string{"limit": fmt.Sprint(maxDocuments)}})
	}
	acts := 0
	for i, d := range p.Documents {
		fields = append(fields, d.check(func(field string) string { return fmt.Sprintf("documents[%d].%s", i, field) })...)
		if d.Kind == dossier.ActDocument {
			acts++
		}
	}
	if acts > 1 {
		fields = append(fields, dossier.Field{Name: "documents", Code: dossier.CodeOneAct})
	}
	if fields != nil {
		return &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	return nil
}

// parse reads the act among the documents; nil when there is none.
func (p NewPackage) parse() (*act.Act, error) {
	var text *act.Act
	for i, d := range p.Documents {
		a, err := d.parse(fmt.Sprintf("documents[%d].content", i))
		if err != nil {
			return nil, err
		}
		if d.Kind == dossier.ActDocument {
			text = a
		}
	}
	return text, nil
}

// addPackage adds the package, unless another came since the identities of the
// provisions were worked out: then it asks to be called again. What settle does
// is of the same transaction, and its refusal stops it.
func (s *Store) addPackage(ctx context.Context, person string, p NewPackage, text *act.Act, settle func(tx *sqlx.Tx, f *file) error) (PackageAdded, bool, error) {
	before, err := s.carry(ctx, p.Ref, text)
	if err != nil {
		return PackageAdded{}, false, err
	}
	var out PackageAdded
	again := false
	err = s.transact(ctx, func(tx *sqlx.Tx) error {
		out, again = PackageAdded{}, false
		f, err := open(ctx, tx, p.Ref)
		if err != nil {
			return err
		}
		delegation, err := f.may(ctx, tx, person, dossier.AddPackage)
		if err != nil {
			return err
		}
		if f.textClosed() {
			return dossier.Refuse(dossier.CodeTextClosed, "stage", f.Run.Stage)
		}
		if f.PackageNo != before {
			again = true
			return nil
		}
		if settle != nil {
			err = settle(tx, f)
			if err != nil {
				return err
			}
		}
		out, err = s.writePackage(ctx, tx, f, hand{person, delegation}, p, text)
		return err
	})
	return out, again, err
}

// textClosed reports whether no new version may come now: the stage says so, or
// the dossier is between two stages or at its end. A consultation takes the text
// until it is launched, however it is frozen then.
func (f *file) textClosed() bool {
	switch {
	case f.Status != dossier.Open:
		return true
	case f.StageNo == 0:
		return false
	case f.Run.Ended != nil:
		return true
	case f.Stage.Kind == procedure.Consultation && f.Run.Published == nil:
		return false
	}
	return f.Stage.Text == procedure.TextFrozen
}

// hand is who does something, and the id of the delegation by which they do;
// empty: they do it in their own right.
type hand struct{ person, delegation string }

// may checks the authority table for a plain transaction, and returns the
// delegation by which the person may, where it is not in their own right. A person
// who may not even see the dossier is told that there is none.
func (f *file) may(ctx context.Context, tx *sqlx.Tx, person string, action dossier.Action) (string, error) {
	grounds, err := f.grounds(ctx, tx, person, action)
	return dossier.Lent(grounds, ""), err
}

// grounds returns the appointments by which the person may do it; refused as may
// does.
func (f *file) grounds(ctx context.Context, tx *sqlx.Tx, person string, action dossier.Action) ([]dossier.Appointment, error) {
	a, err := actor(ctx, tx, person)
	if err != nil {
		return nil, err
	}
	st, err := f.standing(ctx, tx)
	if err != nil {
		return nil, err
	}
	grounds, err := dossier.Grounds(a, action, st, dossier.Day(f.At, belgrade))
	if err == nil {
		return grounds, nil
	}
	var seen bool
	seeErr := tx.GetContext(ctx, &seen, `SELECT sees($2, d) FROM dossiers d WHERE d.id = $1`, f.ID, person)
	if seeErr != nil {
		return nil, fmt.Errorf("check visibility: %w", seeErr)
	}
	if !seen {
		return nil, dossier.Refuse(dossier.CodeNotFound).Because(err)
	}
	return nil, err
}

// carry gives the provisions of text the identities they had in the version
// before, and returns the number of that version.
func (s *Store) carry(ctx context.Context, ref dossier.Ref, text *act.Act) (int, error) {
	var no int
	err := s.db.GetContext(ctx, &no, `SELECT package_no FROM dossiers WHERE ref = $1`, ref)
	if err != nil {
		return 0, orNotFound(err)
	}
	if text == nil {
		return no, nil
	}
	_, err = s.compareWith(ctx, ref, no, text)
	return no, err
}

// compareWith returns the redline from version no to text, whose provisions it
// gives the identities that they had there; nil when there is no text so far.
func (s *Store) compareWith(ctx context.Context, ref dossier.Ref, no int, text *act.Act) (*redline.Redline, error) {
	old, err := s.lastAct(ctx, ref, no)
	if err != nil || old == nil {
		return nil, err
	}
	r, err := redline.Compare(old, text)
	if err != nil {
		return nil, fmt.Errorf("compare with version %d: %w", no, err)
	}
	act.CarryWIDs(old, text, r.Pairs())
	return r, nil
}

// lastAct returns the act of the newest package up to no that has one.
func (s *Store) lastAct(ctx context.Context, ref dossier.Ref, no int) (*act.Act, error) {
	var parsed []byte
	err := s.db.GetContext(ctx, &parsed, `
		SELECT a.parsed FROM acts a JOIN dossiers d ON d.id = a.dossier WHERE d.ref = $1 AND a.no <= $2 ORDER BY a.no DESC LIMIT 1`, ref, no)
	if dossier.CodeOf(orNotFound(err)) == dossier.CodeNotFound && err != nil {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read act: %w", err)
	}
	a := &act.Act{}
	err = json.Unmarshal(parsed, a)
	if err != nil {
		return nil, fmt.Errorf("read act: %w", err)
	}
	return a, nil
}

func (s *Store) writePackage(ctx context.Context, tx *sqlx.Tx, f *file, by hand, p NewPackage, text *act.Act) (PackageAdded, error) {
	none := PackageAdded{}
	old, err := documents(ctx, tx, f.ID, f.PackageNo)
	if err != nil {
		return none, err
	}
	no := f.PackageNo + 1
	all := merge(old, p, no)
	if len(all) == 0 {
		return none, dossier.Refuse(dossier.CodeNothingChanged)
	}
	hash := dossier.PackageHash(all)
	if hash == dossier.PackageHash(old) && !renewed(old, all) {
		return none, dossier.Refuse(dossier.CodeNothingChanged)
	}
	for _, d := range p.Documents {
		sum := sha256.Sum256(d.Bytes)
		_, err = tx.ExecContext(ctx, `INSERT INTO blobs (sha256, bytes) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING`, sum[:], d.Bytes)
		if err != nil {
			return none, fmt.Errorf("keep document: %w", err)
		}
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO packages (dossier, no, hash, reason, note, stage_no, created_by, created_at, legal_at, delegation)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, nullif($10, '')::uuid)`,
		f.ID, no, hash, p.Reason, p.Note, f.StageNo, by.person, f.At, f.legal(), by.delegation)
	if err != nil {
		return none, fmt.Errorf("write package: %w", err)
	}
	for _, d := range all {
		_, err = tx.ExecContext(ctx, `
			INSERT INTO package_documents (dossier, no, kind, position, name, media_type, sha256, size, since) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			f.ID, no, d.Kind, d.Position, d.Name, d.MediaType, d.SHA256[:], d.Size, d.Since)
		if err != nil {
			return none, fmt.Errorf("write document %s: %w", d.Kind, err)
		}
	}
	_, err = tx.ExecContext(ctx, `UPDATE dossiers SET package_no = $2 WHERE id = $1`, f.ID, no)
	if err != nil {
		return none, fmt.Errorf("write package: %w", err)
	}
	f.PackageNo = no
	err = f.askAgain(ctx, tx)
	if err != nil {
		return none, err
	}
	out := PackageAdded{No: no, Hash: hash}
	switch {
	case text != nil:
		err = writeAct(ctx, tx, f.ID, no, text)
		out.ActHash, out.Warnings = text.Hash, text.Review()
	case slices.ContainsFunc(all, func(d dossier.Document) bool { return d.Kind == dossier.ActDocument }):
		out.ActHash, err = copyAct(ctx, tx, f.ID, no)
	}
	if err != nil {
		return none, err
	}
	if out.ActHash != "" {
		err = post(ctx, tx, TopicText, string(f.Ref), 0)
		if err != nil {
			return none, err
		}
	}
	return out, s.append(ctx, tx, f.Log, f.ID, ledger.Leaf{Kind: ledger.PackageAdded, At: f.At, Dossier: string(f.Ref), Seq: int64(no), Hash: hash})
}

// merge lays what comes over what there is: a kind that comes replaces all of
// its kind.
func merge(old []dossier.Document, p NewPackage, no int) []dossier.Document {
	var all []dossier.Document
	for _, d := range old {
		comes := slices.ContainsFunc(p.Documents, func(n NewDocument) bool { return n.Kind == d.Kind })
		if !comes && !slices.Contains(p.Remove, d.Kind) {
			all = append(all, d)
		}
	}
	positions := map[dossier.DocumentKind]int{}
	for _, n := range p.Documents {
		positions[n.Kind]++
		all = append(all, dossier.Document{Kind: n.Kind, Position: positions[n.Kind], Name: n.Name, MediaType: mediaType(n),
			SHA256: sha256.Sum256(n.Bytes), Size: int64(len(n.Bytes)), Since: no})
	}
	return all
}

// renewed reports whether a document that came again, byte for byte, was older
// than the text: then it is confirmed for it.
func renewed(old, all []dossier.Document) bool {
	return len(dossier.Stale(all)) < len(dossier.Stale(old))
}

func writeAct(ctx context.Context, tx *sqlx.Tx, id string, no int, a *act.Act) error {
	parsed, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("write act: %w", err)
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO acts (dossier, no, hash, title, lang, canonical, parsed) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		id, no, a.Hash, a.Title, a.Lang, a.Canonical(), parsed)
	if err != nil {
		return fmt.Errorf("write act: %w", err)
	}
	var ids, wids, kinds, labels []string
	a.Walk(func(n *act.Node, _ int) bool {
		ids, wids, kinds, labels = append(ids, n.ID), append(wids, n.WID), append(kinds, string(n.Kind)), append(labels, n.Label)
		return true
	})
	_, err = tx.ExecContext(ctx, `
		INSERT INTO provisions (dossier, no, id, wid, kind, label, position)
		SELECT $1, $2, id, wid, kind, label, ordinality
		FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) WITH ORDINALITY AS u (id, wid, kind, label, ordinality)`,
		id, no, array(ids), array(wids), array(kinds), array(labels))
	if err != nil {
		return fmt.Errorf("write provisions: %w", err)
	}
	return nil
}

// copyAct carries the act of the version before into one whose text is the same.
func copyAct(ctx context.Context, tx *sqlx.Tx, id string, no int) (string, error) {
	var hash string
	err := tx.GetContext(ctx, &hash, `
		INSERT INTO acts (dossier, no, hash, title, lang, canonical, parsed)
		SELECT dossier, $2, hash, title, lang, canonical, parsed FROM acts WHERE dossier = $1 AND no < $2 ORDER BY no DESC LIMIT 1
		RETURNING hash`, id, no)
	if err != nil {
		return "", fmt.Errorf("carry act: %w", err)
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO provisions (dossier, no, id, wid, kind, label, position)
		SELECT dossier, $2, id, wid, kind, label, position FROM provisions
		WHERE dossier = $1 AND no = (SELECT max(no) FROM provisions WHERE dossier = $1 AND no < $2)`, id, no)
	if err != nil {
		return "", fmt.Errorf("carry provisions: %w", err)
	}
	return hash, nil
}
