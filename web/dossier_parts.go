package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// phaseMark is a phase as the tracker shows it.
type phaseMark struct {
	Class string // done, now, late, skip, stop, coming or never
	Title string
	State string // for who does not see the mark; empty: a note says it
	Notes []string
	Now   bool
}

// marks returns the phases as the tracker shows them.
func (v *visit) marks(phases []store.PhaseView) []phaseMark {
	return each(phases, func(p store.PhaseView) phaseMark {
		m := phaseMark{Class: string(p.State), Title: v.title(p.TitleSr, p.TitleEn), Now: p.Stage != ""}
		if p.State != store.PhaseNotApplicable {
			m.State = v.t("phase." + string(p.State))
		}
		switch p.State {
		case store.PhaseSkipped:
			m.Class = "skip"
			if p.Skipped != nil {
				m.Notes = append(m.Notes, v.title(p.Skipped.OutcomeSr, p.Skipped.OutcomeEn))
			}
		case store.PhaseNotApplicable:
			m.Class = "skip"
			m.Notes = append(m.Notes, v.t("phase.not_applicable_because", "reason", v.title(p.NotApplicableSr, p.NotApplicableEn)))
		case store.PhaseDone, store.PhaseStopped:
			m.Notes = append(m.Notes, v.span(p.From, p.To))
		case store.PhaseLate:
			if p.LateDays > 0 {
				m.Notes = append(m.Notes, v.n("phase.late_days", p.LateDays))
			}
		case store.PhaseNow:
			if !p.Due.IsZero() {
				m.Notes = append(m.Notes, v.t("phase.until", "day", p.Due.String()))
			} else if !p.From.IsZero() {
				m.Notes = append(m.Notes, v.t("phase.since", "day", p.From.String()))
			}
		case store.PhaseComing:
			m.Notes = append(m.Notes, v.expected(p))
		}
		m.Notes = slices.DeleteFunc(m.Notes, func(s string) bool { return s == "" })
		return m
	})
}

// span says from when to when; nothing of what is not known.
func (v *visit) span(from, to calendar.Date) string {
	switch {
	case from.IsZero() && to.IsZero():
		return ""
	case to.IsZero():
		return v.t("phase.since", "day", from.String())
	case from.IsZero() || from == to:
		return v.t("phase.on", "day", to.String())
	}
	return v.t("phase.span", "day", from.String(), "last", to.String())
}

// expected says when a phase comes: a report by its last day, if it has one,
// anything else no earlier than the law lets it.
func (v *visit) expected(p store.PhaseView) string {
	switch {
	case p.Kind == procedure.Report && !p.Latest.IsZero():
		return v.t("phase.latest", "day", p.Latest.String())
	case !p.Earliest.IsZero():
		return v.t("phase.earliest", "day", p.Earliest.String())
	}
	return ""
}

// nextTable is a part of the steps that lie before a dossier.
type nextTable struct {
	Label string
	Rows  []nextRow
}

// nextRow is a step that lies before a dossier.
type nextRow struct {
	Title    string
	Body     string
	Now      bool
	Optional bool
	Earliest string `web:"date"`
	Latest   string `web:"date"`
	Own      string // see ownTerm; empty: the last day is known
	Rules    []ruleWords
}

// nextRows says what comes next, from the present stage on.
func (v *visit) nextRows(d store.DossierView, rest procedure.Timeline) []nextRow {
	var rows []nextRow
	for i, st := range rest.Stages {
		def, _ := d.Definition.Stage(st.ID)
		row := nextRow{Title: v.title(st.TitleSr, st.TitleEn), Body: v.actorOf(d.Definition, st.Actor), Now: i == 0, Optional: st.Optional,
			Earliest: st.EarliestEnd.String(), Latest: dateOf(st.LatestEnd)}
		if st.Actor == procedure.Lead {
			row.Body = "" // who proposes is said already
		}
		if row.Latest == "" {
			row.Own = v.ownTerm(d.Definition, st.ID)
		}
		row.Rules = basesOf(def.Windows)
		if len(row.Rules) == 0 && st.Basis != "" {
			row.Rules = []ruleWords{{Basis: st.Basis, Verified: st.Evidence.Verified()}}
		}
		for j, r := range row.Rules {
			row.Rules[j].Basis = v.basis(d.Definition, r.Basis)
		}
		rows = append(rows, row)
	}
	return rows
}

// basesOf returns where terms come from, each source once; one from which a term
// was not verified is not.
func basesOf(windows []procedure.WindowDef) []ruleWords {
	var rules []ruleWords
	for _, w := range windows {
		i := slices.IndexFunc(rules, func(r ruleWords) bool { return r.Basis == w.Basis })
		if i < 0 {
			rules = append(rules, ruleWords{Basis: w.Basis, Verified: w.Evidence.Verified()})
			continue
		}
		rules[i].Verified = rules[i].Verified && w.Evidence.Verified()
	}
	return rules
}

// documentRow is a document of the package.
type documentRow struct {
	Href     string
	Kind     string
	Name     string // of the file, where the kind alone does not tell
	Version  int    // of the text; 0: it is another document
	With     int    // version that it came with, where that is not the newest
	At       time.Time
	Stale    bool
	Hidden   string // how it is kept from the public; empty: it is not
	Comments int
	List     string // address of the comments
}

// documents returns the documents of the newest version that the viewer sees,
// and of every other kind those of the newest version that made one public.
func (v *visit) documents(r dossierRecord) []documentRow {
	var rows []documentRow
	seen := map[dossier.DocumentKind]bool{}
	for i, p := range slices.Backward(r.packages) {
		newest := i == len(r.packages)-1
		var added []dossier.DocumentKind
		for _, doc := range p.Documents {
			if seen[doc.Kind] || !newest && doc.Visibility != dossier.Public {
				continue
			}
			row := v.documentRow(r, p, doc)
			if !newest && doc.Kind != dossier.ActDocument {
				row.With, row.Stale = p.No, false
			}
			rows, added = append(rows, row), append(added, doc.Kind)
		}
		for _, kind := range added {
			seen[kind] = true
		}
	}
	return rows
}

// documentRow is a document of a version.
func (v *visit) documentRow(r dossierRecord, p store.PackageView, doc store.DocumentView) documentRow {
	at := v.href("/predmeti/" + string(r.view.Ref))
	row := documentRow{Href: documentHref(at, p.No, doc), Kind: upperFirst(v.documentTitle(r.view.DossierRow, doc.Kind)), At: p.LegalAt, Stale: doc.Stale}
	for _, older := range r.packages {
		if older.No == doc.Since {
			row.At = older.LegalAt
		}
	}
	if doc.Kind == dossier.ActDocument {
		row.Version, row.Href = p.No, at+"/tekst/"+strconv.Itoa(p.No)
	}
	alike := func(o store.DocumentView) bool { return o.Kind == doc.Kind && o.Position != doc.Position }
	if slices.ContainsFunc(p.Documents, alike) {
		row.Name = doc.Name
	}
	if doc.Visibility != dossier.Public {
		row.Hidden = v.say.Name("visibility", string(doc.Visibility))
	}
	if doc.Position <= 1 {
		row.Comments = r.counts.Documents[doc.Kind]
	}
	if row.Comments > 0 {
		row.List = fmt.Sprintf("%s/komentari?%s", at,
			url.Values{"krug": {strconv.Itoa(r.rounds[len(r.rounds)-1].No)}, "dokument": {string(doc.Kind)}}.Encode())
	}
	return row
}

// documentHref returns the address of a document; that of the text has its own form.
func documentHref(at string, no int, d store.DocumentView) string {
	return fmt.Sprintf("%s/dokumenti/%d/%s/%d", at, no, d.Kind, d.Position)
}

// versionEntry is a version of the package.
type versionEntry struct {
	No      int
	At      time.Time
	Reason  string
	Note    string // Serbian, insiders only
	Text    string // address of its text; empty: it has none that the viewer sees
	Changes string // address of what it changed; empty: nothing to compare it with
	Hidden  bool   // the viewer sees nothing of it
}

// versions returns the versions of the package, newest first.
func (v *visit) versions(r dossierRecord) []versionEntry {
	at := v.href("/predmeti/" + string(r.view.Ref))
	var rows []versionEntry
	for i, p := range slices.Backward(r.packages) {
		for len(rows) > 0 && rows[len(rows)-1].No > p.No+1 {
			rows = append(rows, versionEntry{No: rows[len(rows)-1].No - 1, Hidden: true})
		}
		row := versionEntry{No: p.No, At: p.LegalAt, Reason: v.say.Name("change_reason", string(p.Reason)), Note: p.Note}
		if p.ActHash != "" {
			row.Text = at + "/tekst/" + strconv.Itoa(p.No)
		}
		if last, before := actVersions(r.packages[:i+1]); last == p.No && before > 0 {
			row.Changes = fmt.Sprintf("%s/izmene?%s", at, url.Values{"od": {strconv.Itoa(before)}, "do": {strconv.Itoa(p.No)}}.Encode())
		}
		rows = append(rows, row)
	}
	return rows
}

// runOf returns the run of a dossier's stage with that number.
func runOf(d store.DossierView, no int) (store.StageView, bool) {
	i := slices.IndexFunc(d.Stages, func(r store.StageView) bool { return r.No == no })
	if i < 0 {
		return store.StageView{}, false
	}
	return d.Stages[i], true
}

// endOfDay returns the first instant after a civil day.
func endOfDay(d calendar.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day+1, 0, 0, 0, 0, belgrade)
}

// answersCome says when the answers of a consultation become public; nothing
// where no report is to come.
func (v *visit) answersCome(r dossierRecord, rest procedure.Timeline) (string, string) {
	i := slices.IndexFunc(rest.Stages, func(st procedure.TimelineStage) bool { return st.Kind == procedure.Report })
	if i < 0 || !slices.ContainsFunc(r.rounds, func(round store.RoundView) bool { return round.Report == "" }) {
		return "", ""
	}
	return v.t("dossier.answers_come"), dateOf(rest.Stages[i].LatestEnd)
}
