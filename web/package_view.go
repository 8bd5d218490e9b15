package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/redline"
	"github.com/rasprava/rasprava/internal/store"
)

// packageRow is a document of the version to come, or one that falls away.
type packageRow struct {
	Kind     string
	Name     string
	Position int    // among what is staged; 0: it is not staged
	State    string // kept, staged, replaced or removed
	Version  int    // in which it came
	When     time.Time
	Stale    bool
	Href     string

	Kilobytes int  // begun ones
	Undo      bool // what is staged can be taken back
	Remove    bool // it can be left out of the version to come
}

const (
	documentKept     = "kept"
	documentStaged   = "staged"
	documentReplaced = "replaced" // by others of its kind
	documentRemoved  = "removed"
)

// packageRows lays what is staged over the present version.
func packageRows(at string, versions []store.PackageView, staged store.StagedView) []packageRow {
	var present []store.DocumentView
	came := map[int]time.Time{}
	for _, p := range versions {
		came[p.No] = p.LegalAt
		if p.No == staged.PackageNo {
			present = p.Documents
		}
	}
	stale := dossier.Stale(staged.Result)
	var rows []packageRow
	for _, d := range staged.Result {
		row := packageRow{Kind: string(d.Kind), Name: d.Name, State: documentKept, Version: d.Since, When: came[d.Since], Kilobytes: kilobytes(d.Size),
			Stale: slices.Contains(stale, d.Kind), Remove: true}
		row.Href = at + "/dokumenti/" + strconv.Itoa(staged.PackageNo) + "/" + string(d.Kind) + "/" + strconv.Itoa(d.Position)
		i := slices.IndexFunc(staged.Documents, func(s store.StagedDocument) bool { return s.Kind == d.Kind && s.Name == d.Name })
		if d.Since > staged.PackageNo && i >= 0 {
			s := staged.Documents[i]
			row.State, row.When, row.Position, row.Undo, row.Remove = documentStaged, s.StagedAt, s.Position, true, false
			row.Href = at + "/priprema/dokument/" + string(s.Kind) + "/" + strconv.Itoa(s.Position)
		}
		rows = append(rows, row)
	}
	for _, d := range present {
		if slices.ContainsFunc(staged.Result, func(r dossier.Document) bool { return r.Kind == d.Kind && r.Since <= staged.PackageNo }) {
			continue
		}
		row := packageRow{Kind: string(d.Kind), Name: d.Name, State: documentReplaced, Version: d.Since, When: came[d.Since], Kilobytes: kilobytes(d.Size)}
		row.Href = at + "/dokumenti/" + strconv.Itoa(staged.PackageNo) + "/" + string(d.Kind) + "/" + strconv.Itoa(d.Position)
		if slices.Contains(staged.Removed, d.Kind) {
			row.State, row.Undo = documentRemoved, true
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b packageRow) int {
		return cmp.Or(kindOrder(a.Kind)-kindOrder(b.Kind), rank(a.State)-rank(b.State))
	})
	return rows
}

func kilobytes(size int64) int { return int((size + 1023) / 1024) }

func kindOrder(kind string) int { return slices.Index(procedure.DocumentKinds, kind) }

func rank(state string) int {
	return slices.Index([]string{documentKept, documentStaged, documentReplaced, documentRemoved}, state)
}

// requirement is a document that the present stage asks for or publishes.
type requirement struct {
	Kind    string
	Asked   bool
	Public  bool
	Missing bool
	Stale   bool
}

// requirements returns what a stage asks of the version to come.
func requirements(st procedure.StageDef, result []dossier.Document) []requirement {
	stale := dossier.Stale(result)
	var all []requirement
	for _, kind := range procedure.DocumentKinds {
		r := requirement{Kind: kind, Asked: slices.Contains(st.Docs, kind), Public: slices.Contains(st.PublicDocs, kind)}
		if !r.Asked && !r.Public {
			continue
		}
		r.Missing = !slices.ContainsFunc(result, func(d dossier.Document) bool { return string(d.Kind) == kind })
		r.Stale = slices.Contains(stale, dossier.DocumentKind(kind))
		all = append(all, r)
	}
	return all
}

// understood is what was understood of a staged act.
type understood struct {
	Title    string
	Was      string   // the title in the version before, where it is another now
	Lang     string   // of the title and whatever is quoted from the text
	Counts   []string // in words
	Warnings []actWarning
	More     int          // warnings that are not shown
	Margin   []marginNote // comments of the document, which are no part of the text
	Notes    int          // all of them
	Unseen   int          // those that are not shown
	Tracked  []trackedChange
	Edits    int // all changes that Word kept track of
	Untold   int // those that are not shown
	Preview  []previewLine
	Rest     int             // provisions that are not shown
	Changes  *redlineSummary // nil: there is nothing to compare with
	Facts    []string        // renumberings against the version before
	Astray   []string        // references that the changes leave pointing elsewhere
	Amending *amending       // what it changes in other acts; nil: it amends none
}

// actWarning is something odd in a text: where, what, and which words.
type actWarning struct {
	Line int // 0: the whole
	Code string
	Text string
	ID   string // in the page; empty: nothing points at it
}

// marginNote is a comment in the margin of a Word document. Only who sent the
// document sees it.
type marginNote struct {
	Place  string // provision that it is on
	Quote  string // words that it is on; empty: none
	Text   string
	Author string // as Word names them; empty: it does not
}

// trackedChange is a change that Word kept track of and that was read as accepted. Only
// who sent the document sees it.
type trackedChange struct {
	Place  string // provision that it stands or stood in
	Action string // of act.TrackedChange
	Gone   bool   // the text has these words no more at this place
	Text   string
	Author string // as Word names them; empty: it does not
}

// previewLine is a division or an article with its first words.
type previewLine struct {
	Depth    int // of the divisions that it stands in
	Division bool
	Label    string
	Heading  string
	Text     string
}

// redlineSummary counts what changed, in words.
type redlineSummary struct {
	Parts []string // such as "five articles changed"; none: nothing did
}

// previewLength is how many provisions and warnings are shown.
const previewLength = 100

// countedKinds are the provisions that are counted, in this order.
var countedKinds = []act.Kind{act.KindPart, act.KindTitle, act.KindChapter, act.KindSection, act.KindSubsection, act.KindArticle,
	act.KindParagraph, act.KindPoint, act.KindSubpoint, act.KindIndent, act.KindAnnex}

// understood puts what was understood of an act into words.
func (v *visit) understood(a *store.ActSummary) *understood {
	if a == nil {
		return nil
	}
	text := func(s string) string { return inScript(v.lang, a.Text.Lang, s) }
	out := &understood{Title: text(a.Title), Lang: v.textLang(a.Text.Lang)}
	for _, k := range countedKinds {
		if n := a.Counts[k]; n > 0 {
			out.Counts = append(out.Counts, v.n("act_count."+string(k), n))
		}
	}
	listed := slices.DeleteFunc(slices.Clone(a.Warnings), func(w act.Warning) bool {
		return w.Code == act.WarnComments && len(a.Margin.Comments) > 0 || w.Code == act.WarnTrackedChanges && len(a.Margin.Changes) > 0
	})
	out.Warnings = v.warnings(listed[:min(len(listed), previewLength)])
	out.More = len(listed) - len(out.Warnings)
	unclear := 0
	for i := range out.Warnings {
		if w := &out.Warnings[i]; w.Code == act.WarnUnclearAmendment {
			unclear++
			w.ID = unclearID(unclear)
		}
	}
	out.Amending = v.amending(a.Text, unclear)
	place := func(id string) string {
		if id == "" {
			return v.t("package.margin_nowhere")
		}
		return upperFirst(v.placeName(a.Text, id))
	}
	notes, edits := a.Margin.Comments, a.Margin.Changes
	out.Margin = each(notes[:min(len(notes), previewLength)], func(c act.Comment) marginNote {
		return marginNote{Place: place(c.Provision), Quote: text(excerpt(c.Quote, 200)), Text: c.Text, Author: c.Author}
	})
	out.Notes, out.Unseen = len(notes), len(notes)-len(out.Margin)
	out.Tracked = each(edits[:min(len(edits), previewLength)], func(c act.TrackedChange) trackedChange {
		return trackedChange{Place: place(c.Provision), Action: c.Action, Gone: c.Action == "deleted" || c.Action == "moved_from", Text: text(excerpt(c.Text, 300)), Author: c.Author}
	})
	out.Edits, out.Untold = len(edits), len(edits)-len(out.Tracked)
	out.Preview, out.Rest = preview(a.Text)
	for i := range out.Preview {
		l := &out.Preview[i]
		l.Label, l.Heading, l.Text = text(l.Label), text(l.Heading), text(l.Text)
	}
	if a.Changes != nil {
		out.Changes = v.changed(a.Changes.Articles)
	}
	if a.Redline != nil {
		out.Was = text(a.Redline.FormerTitle())
		out.Facts, out.Astray = a.Redline.Facts(string(v.lang)), a.Redline.ReferenceFacts(string(v.lang))
	}
	return out
}

// warnings puts warnings of the parser into words.
func (v *visit) warnings(all []act.Warning) []actWarning {
	return each(all, func(w act.Warning) actWarning {
		text := w.Text
		if w.Code == act.WarnMore {
			text = v.say.Name("act_warning", w.Text)
		}
		return actWarning{Line: w.Line, Code: w.Code, Text: excerpt(text, 120)}
	})
}

// preview returns the divisions and articles of an act with their first words,
// and how many more there are.
func preview(a *act.Act) ([]previewLine, int) {
	var lines []previewLine
	rest := 0
	a.Walk(func(n *act.Node, depth int) bool {
		switch n.Kind {
		case act.KindParagraph, act.KindPoint, act.KindSubpoint, act.KindIndent, act.KindPreamble, act.KindNote:
			return false
		}
		if len(lines) == previewLength {
			rest++
			return n.Kind != act.KindArticle
		}
		line := previewLine{Depth: min(depth, 4), Division: n.Kind != act.KindArticle, Label: excerpt(n.Label, 120), Heading: excerpt(n.Heading, 200)}
		if n.Kind == act.KindArticle {
			line.Text = excerpt(firstWords(n), 160)
		}
		lines = append(lines, line)
		return n.Kind != act.KindArticle
	})
	return lines, rest
}

// firstWords returns the first text of a provision or of what stands under it.
func firstWords(n *act.Node) string {
	if strings.TrimSpace(n.Text) != "" {
		return n.Text
	}
	for _, c := range n.Children {
		if text := firstWords(c); text != "" {
			return text
		}
	}
	return ""
}

// excerpt returns the first line of a text, at most so many characters of it.
func excerpt(text string, most int) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if utf8.RuneCountInString(line) <= most {
		return line
	}
	return string([]rune(line)[:most-1]) + "…"
}

// changed says what changed in the articles of an act.
func (v *visit) changed(a redline.Articles) *redlineSummary {
	out := &redlineSummary{}
	for _, part := range []struct {
		message string
		n       int
	}{{"edited", a.Edited - a.Repealed}, {"repealed", a.Repealed}, {"added", a.Added}, {"removed", a.Removed}, {"moved", a.Moved}, {"renumbered", a.Renumbered}, {"split", a.Split}, {"merged", a.Merged}} {
		if part.n > 0 {
			out.Parts = append(out.Parts, v.n("redline_count."+part.message, part.n))
		}
	}
	return out
}

// keptVersion is one version in the list of them.
type keptVersion struct {
	No      int
	When    time.Time
	Reason  string
	Note    string
	Text    string // address; empty: no text
	Changes string // address of what changed since the version before; empty: nothing to compare
}

// versionsShown is how many versions the list shows, the newest first.
const versionsShown = 50

func keptVersions(at string, versions []store.PackageView) []keptVersion {
	var rows []keptVersion
	before := "" // hash of the text before
	last := 0
	for _, p := range versions {
		row := keptVersion{No: p.No, When: p.LegalAt, Reason: string(p.Reason), Note: p.Note}
		if p.ActHash != "" {
			row.Text = at + "/tekst/" + strconv.Itoa(p.No)
			if before != "" && before != p.ActHash {
				row.Changes = at + "/izmene?od=" + strconv.Itoa(last) + "&do=" + strconv.Itoa(p.No)
			}
			before, last = p.ActHash, p.No
		}
		rows = append(rows, row)
	}
	slices.Reverse(rows)
	return rows[:min(len(rows), versionsShown)]
}
