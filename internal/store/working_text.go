package store

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
)

// WorkingText is the text that a person works on: what they have staged, or where
// that is nothing the newest version's.
type WorkingText struct {
	Act    *act.Act // with the identities that its provisions have, or will
	Name   string   // of the file that it is kept in
	Staged bool
	Over   int      // the version over which it lies
	Saved  *act.Act // the text of the newest version; nil: there is none yet
	No     int      // the newest version
	Closed bool     // no version may come now

	sha []byte // of the staged file
}

// WorkingText returns the text that the person works on; refused nothing_staged
// where there is none, and as the adding of a version would be.
func (s *Store) WorkingText(ctx context.Context, person string, ref dossier.Ref) (WorkingText, error) {
	var (
		w    WorkingText
		rows []stagedRow
		docs []dossier.Document
	)
	err := s.drafting(ctx, person, ref, func(tx *sqlx.Tx, f *file) error {
		var err error
		w = WorkingText{No: f.PackageNo, Over: f.PackageNo, Closed: f.textClosed()}
		rows, err = readStaged(ctx, tx, person, ref)
		if err != nil {
			return err
		}
		docs, err = documents(ctx, tx, f.ID, f.PackageNo)
		return err
	})
	if err != nil {
		return WorkingText{}, fmt.Errorf("read the text in work of %s: %w", ref, err)
	}
	w.Saved, err = s.lastAct(ctx, ref, w.No)
	if err != nil {
		return WorkingText{}, err
	}
	for _, d := range docs {
		if d.Kind == dossier.ActDocument {
			w.Name = d.Name
		}
	}
	w.Act = w.Saved
	if i := slices.IndexFunc(rows, func(r stagedRow) bool { return r.Kind == dossier.ActDocument && r.Position > 0 }); i >= 0 {
		r := rows[i]
		d := NewDocument{Kind: r.Kind, Name: r.Name, Bytes: r.Bytes}
		w.Act, err = d.parse("content")
		if err != nil {
			return WorkingText{}, err
		}
		_, err = s.compareWith(ctx, ref, w.No, w.Act)
		if err != nil {
			return WorkingText{}, err
		}
		w.Name, w.Staged, w.Over, w.sha = r.Name, true, r.VersionNo, r.SHA256
	}
	if w.Act == nil {
		return WorkingText{}, dossier.Refuse(dossier.CodeNothingStaged)
	}
	return w, nil
}

// file returns the document in which an edited text is kept: of the kind that it
// came in where that kind says all that the text is, tables and divisions included,
// else Akoma Ntoso.
func (w WorkingText) file(a *act.Act) (NewDocument, error) {
	base := strings.TrimSuffix(w.Name, path.Ext(w.Name))
	for _, name := range []string{w.Name, base + ".xml"} {
		d := NewDocument{Kind: dossier.ActDocument, Name: name}
		switch strings.ToLower(path.Ext(name)) {
		case ".docx":
			var err error
			d.Bytes, err = a.DOCX()
			if err != nil {
				return NewDocument{}, fmt.Errorf("keep an edited text: %w", err)
			}
		case ".html", ".htm", ".xhtml":
			d.Bytes = a.HTML()
		case ".xml", ".akn":
			d.Bytes = a.AKN(act.Work{})
		default:
			d.Bytes = []byte(a.PlainText() + "\n")
		}
		if len(d.Bytes) > maxDocument {
			return NewDocument{}, &dossier.Problem{Code: dossier.CodeInvalid, Fields: d.check(func(field string) string { return field })}
		}
		read, err := d.parse("content")
		if err == nil && read.Hash == a.Hash {
			return d, nil
		}
	}
	return NewDocument{}, fmt.Errorf("keep an edited text: %s is read as another", w.Name)
}

// Find returns the provision of an identity; nil: the text has none.
func (w WorkingText) Find(wid string) *act.Node {
	var found *act.Node
	w.Act.Walk(func(n *act.Node, _ int) bool {
		if n.WID == wid {
			found = n
		}
		return found == nil
	})
	return found
}

// EditedText is what a text becomes when one of its provisions is edited.
type EditedText struct {
	Act       *act.Act
	Node      *act.Node                 // the provision as it is then; nil: it is gone
	Against   *act.Act                  // what Changes are against: the newest version's text, or the one worked on where it is that or the provision is new in it
	Changes   []redline.Change          // of what was edited
	Moves     []redline.Move            // that the spans of Changes count
	Elsewhere []redline.Change          // that the edit makes in the rest of the text
	Warnings  []act.Warning             // of what was edited, their lines counted from its first
	Others    []act.Warning             // that the edit brings to the rest of the text
	Astray    []redline.ReferenceChange // that name others than before by the edit, and of which no warning tells
	Same      bool                      // nothing is changed by the edit
}

// Edit returns what the text becomes when the provision of an identity, with all
// that stands under it, is given another text. Refused provision_gone where there
// is no such provision, and as a document of that text would be.
func (w WorkingText) Edit(wid, text string) (EditedText, error) {
	n := w.Find(wid)
	if n == nil {
		return EditedText{}, dossier.Refuse(dossier.CodeProvisionGone)
	}
	text = strings.Trim(text, "\n")
	var (
		out   EditedText
		first int
		err   error
	)
	out.Act, first, err = w.Act.Edit(n.ID, text)
	if err != nil {
		return EditedText{}, notRead(err, NewDocument{Kind: dossier.ActDocument, Name: w.Name, Bytes: []byte(text)}, "content")
	}
	if len(out.Act.Body) == 0 && out.Act.Title == "" {
		return EditedText{}, &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: "content", Code: dossier.CodeDocumentEmpty}}}
	}
	out.Same = out.Act.Hash == w.Act.Hash
	effect, err := redline.Compare(w.Act, out.Act)
	if err != nil {
		return EditedText{}, fmt.Errorf("compare an edit: %w", err)
	}
	act.CarryWIDs(w.Act, out.Act, effect.Pairs())
	out.Against = w.Act
	own := w.own(n, effect, out.Act)
	out.Node = WorkingText{Act: out.Act}.Find(wid)
	for _, c := range effect.Changes {
		if !own.holds(c) && c.Material() {
			out.Elsewhere = append(out.Elsewhere, c)
		}
	}
	out.Astray = slices.DeleteFunc(effect.Astray(), func(c redline.ReferenceChange) bool { return len(c.New.Dangling) > 0 })
	out.Moves = effect.Moves
	out.Changes = slices.DeleteFunc(slices.Clone(effect.Changes), func(c redline.Change) bool { return !own.holds(c) })
	if w.Staged && w.Saved != nil && (WorkingText{Act: w.Saved}).Find(wid) != nil {
		r, err := redline.Compare(w.Saved, out.Act)
		if err != nil {
			return EditedText{}, fmt.Errorf("compare an edit: %w", err)
		}
		out.Against, out.Moves = w.Saved, r.Moves
		own.old = map[string]bool{}
		for _, saved := range (WorkingText{Act: w.Saved}).under(wid) {
			own.old[saved] = true
		}
		out.Changes = slices.DeleteFunc(slices.Clone(r.Changes), func(c redline.Change) bool { return !own.holds(c) })
	}
	out.Warnings, out.Others = warningsOf(w.Act, out.Act, first, first+strings.Count(text, "\n"))
	return out, nil
}

// editedIDs are the ids of what an edit is about, in the text before and after.
type editedIDs struct{ old, new map[string]bool }

func (e editedIDs) holds(c redline.Change) bool {
	return slices.ContainsFunc(c.Old, func(id string) bool { return e.old[id] }) || slices.ContainsFunc(c.New, func(id string) bool { return e.new[id] })
}

// own returns the ids of a provision and of what an edit of it brought.
func (w WorkingText) own(n *act.Node, effect *redline.Redline, edited *act.Act) editedIDs {
	own := editedIDs{map[string]bool{}, map[string]bool{}}
	for _, id := range w.under(n.WID) {
		own.old[id] = true
	}
	pairs := effect.Pairs()
	edited.Walk(func(m *act.Node, _ int) bool {
		if from, ok := pairs[m.ID]; !ok || own.old[from] {
			own.new[m.ID] = true
		}
		return true
	})
	return own
}

// under returns the ids of a provision and of all that stands under it.
func (w WorkingText) under(wid string) []string {
	n := w.Find(wid)
	if n == nil {
		return nil
	}
	var ids []string
	(&act.Act{Body: []*act.Node{n}}).Walk(func(m *act.Node, _ int) bool {
		ids = append(ids, m.ID)
		return true
	})
	return ids
}

// warningsOf returns the warnings of the lines first to last of a text, counted
// from first, and those of other lines that the text before did not have.
func warningsOf(before, after *act.Act, first, last int) (own, others []act.Warning) {
	type odd struct{ code, text string }
	known := map[odd]int{}
	for _, w := range before.Review() {
		known[odd{w.Code, w.Text}]++
	}
	for _, w := range after.Review() {
		key := odd{w.Code, w.Text}
		switch {
		case w.Line >= first && w.Line <= last:
			known[key]--
			w.Line -= first - 1
			own = append(own, w)
		case known[key] > 0:
			known[key]--
		default:
			others = append(others, w)
		}
	}
	return own, others
}

// ProvisionEdit is another text for a provision, and what its writer saw: the
// hash of the text they worked on, and the newest version.
type ProvisionEdit struct {
	WID  string
	Text string
	Base string
	No   int
}

// StageEdit keeps the text with an edited provision for the next version, theirs
// alone until they save it, and returns the text. An edit that brings back the
// newest version's text leaves no text staged. Refused version_between where
// another version came since, text_moved_on where the writer's own text is
// another, provision_gone, nothing_changed, and as Stage would be.
func (s *Store) StageEdit(ctx context.Context, person string, ref dossier.Ref, e ProvisionEdit) (EditedText, error) {
	for {
		w, err := s.WorkingText(ctx, person, ref)
		if err != nil {
			return EditedText{}, err
		}
		n := w.Find(e.WID)
		switch {
		case n != nil && n.PlainText() == strings.Trim(e.Text, "\n"): // sent twice
			return EditedText{}, dossier.Refuse(dossier.CodeNothingChanged)
		case w.No != e.No:
			return EditedText{}, dossier.Refuse(dossier.CodeVersionBetween, "began", fmt.Sprint(e.No), "now", fmt.Sprint(w.No))
		case w.Act.Hash != e.Base:
			return EditedText{}, dossier.Refuse(dossier.CodeTextMovedOn)
		}
		out, err := w.Edit(e.WID, e.Text)
		if err != nil {
			return EditedText{}, err
		}
		if out.Same {
			return EditedText{}, dossier.Refuse(dossier.CodeNothingChanged)
		}
		err = s.stageOver(ctx, person, ref, w, out.Act, w.Over)
		if !errors.Is(err, errStagedChanged) {
			return out, err
		}
	}
}

// stageOver keeps a text in place of the one that was read, as lying over version
// no; where it is the newest version's again it is not kept.
func (s *Store) stageOver(ctx context.Context, person string, ref dossier.Ref, w WorkingText, text *act.Act, no int) error {
	back := w.Saved != nil && text.Hash == w.Saved.Hash
	var d NewDocument
	if !back {
		var err error
		d, err = w.file(text)
		if err != nil {
			return err
		}
	}
	err := s.staging(ctx, person, ref, func(tx *sqlx.Tx, f *file) error {
		rows, err := readStaged(ctx, tx, person, ref)
		if err != nil {
			return err
		}
		var sha []byte
		for _, r := range rows {
			if r.Kind == dossier.ActDocument {
				sha = r.SHA256
			}
		}
		if f.PackageNo != w.No || !bytes.Equal(sha, w.sha) {
			return errStagedChanged
		}
		if back {
			_, err = tx.ExecContext(ctx, `DELETE FROM staged_documents WHERE dossier = $1 AND person = $2 AND kind = $3`, f.ID, person, dossier.ActDocument)
			return err
		}
		_, err = keepStaged(ctx, tx, f, person, d, no)
		return err
	})
	if err != nil {
		return fmt.Errorf("stage an edit of %s: %w", ref, err)
	}
	return nil
}

// TakeOver brings what the person changed in their staged text over to the newest
// version, where another came since they began: their text then lies over it, and
// saving it undoes nothing of that version. Refused both_changed, with the
// articles, where both changed the same ones or theirs were added, taken out or
// moved: then nothing is changed. Refused nothing_staged where there is nothing
// to bring over.
func (s *Store) TakeOver(ctx context.Context, person string, ref dossier.Ref) error {
	for {
		w, err := s.WorkingText(ctx, person, ref)
		if err != nil {
			return err
		}
		if !w.Staged || w.Over >= w.No || w.Saved == nil {
			return dossier.Refuse(dossier.CodeNothingStaged)
		}
		base, err := s.lastAct(ctx, ref, w.Over)
		if err != nil {
			return err
		}
		if base == nil {
			return dossier.Refuse(dossier.CodeNothingStaged)
		}
		text, both, err := merged(base, w.Act, w.Saved)
		if err != nil {
			return err
		}
		if both != nil {
			return dossier.Refuse(dossier.CodeBothChanged, "now", fmt.Sprint(w.No), "places", strings.Join(both, ", "))
		}
		err = s.stageOver(ctx, person, ref, w, text, w.No)
		if !errors.Is(err, errStagedChanged) {
			return err
		}
	}
}

// merged returns theirs with what mine changed in the articles of
// base, or the labels of the articles for which that cannot be said.
func merged(base, mine, theirs *act.Act) (text *act.Act, both []string, err error) {
	r, err := redline.Compare(base, mine)
	if err != nil {
		return nil, nil, fmt.Errorf("compare with the version begun on: %w", err)
	}
	nodes := map[string]*act.Node{}
	if mine.Title != base.Title && mine.Title != theirs.Title {
		both = append(both, mine.Title)
	}
	for _, c := range r.Changes {
		if len(c.Old) != 1 || len(c.New) != 1 || c.Moved {
			both = append(both, cmp.Or(c.NewLabel, c.OldLabel, c.Heading))
			continue
		}
		was, is := base.Find(c.Old[0]), mine.Find(c.New[0])
		now := (WorkingText{Act: theirs}).Find(was.WID)
		switch {
		case now == nil || now.Kind != act.KindArticle && len(now.Children) > 0:
			both = append(both, cmp.Or(c.NewLabel, c.Heading))
		case now.PlainText() == is.PlainText():
		case now.PlainText() != was.PlainText():
			both = append(both, cmp.Or(c.NewLabel, c.Heading))
		default:
			nodes[now.ID] = is
		}
	}
	if both != nil {
		for i := range both {
			both[i] = strings.TrimSuffix(both[i], ".")
		}
		return nil, both, nil
	}
	text, ok := theirs.WithNodes(nodes)
	if !ok {
		return nil, nil, errors.New("take over: a provision stands under another")
	}
	return text, nil, nil
}
