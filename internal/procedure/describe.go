package procedure

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/rasprava/rasprava/internal/calendar"
)

// Describe writes the definition for a person at a terminal.
func (d *Definition) Describe(to io.Writer) error {
	w := bufio.NewWriter(to)
	fmt.Fprintf(w, "%s, version %s\n%s\n%s\nvalid from %s", d.ID, d.Version, d.TitleSr, d.TitleEn, d.ValidFrom)
	if d.ValidTo != "" {
		fmt.Fprintf(w, " to %s", d.ValidTo)
	}
	fmt.Fprintf(w, ", calendar %s, %s\n", d.Calendar, d.Hash)
	if d.ValidWhy != "" {
		fmt.Fprintf(w, "the first day: %s%s\n", d.ValidWhy, mark(d.ValidMark))
	}
	for _, g := range d.Grounds {
		fmt.Fprintf(w, "ground %s  %s: %s%s\n", g.ID, g.TitleSr, english(g.Basis, g.BasisEn), mark(g.Evidence))
	}
	for i, s := range d.Stages {
		fmt.Fprintf(w, "\n%2d. %s  %s – %s\n    %s by %s", i+1, s.ID, s.TitleSr, s.TitleEn, s.Kind, s.Actor)
		if s.Collegial {
			fmt.Fprint(w, ", recorded by the secretary")
		}
		if s.Personal {
			fmt.Fprint(w, ", never by a delegation")
		}
		if s.Optional {
			fmt.Fprint(w, ", optional")
		}
		fmt.Fprintln(w)
		s.describe(w)
	}
	for _, a := range d.NotApplicable {
		fmt.Fprintf(w, "\n -. %s  %s – %s\n    does not apply: %s – %s\n", a.ID, a.TitleSr, a.TitleEn, a.ReasonSr, a.ReasonEn)
		line(w, "phase", a.Phase)
		line(w, "basis", a.Basis+mark(a.Evidence))
	}
	return w.Flush()
}

// describe writes what a stage asks for, a line for each.
func (s StageDef) describe(w io.Writer) {
	line(w, "phase", s.Phase)
	line(w, "basis", english(s.Basis, s.BasisEn)+mark(s.Evidence))
	if s.Signed() {
		line(w, "signed", s.signedBy()+mark(s.Evidence))
	}
	line(w, "documents", strings.Join(s.Docs, ", "))
	for _, x := range s.DocsWhen {
		line(w, "document", x.Doc+x.When.text())
	}
	line(w, "after", strings.Join(s.DocsAfter, ", "))
	line(w, "channels", strings.Join(s.Channels, ", "))
	for _, x := range s.Windows {
		line(w, "term", fmt.Sprintf("%s %s from %s%s: %s%s", x.Kind, x.Term, x.From, x.When.text(), english(x.Basis, x.BasisEn), mark(x.Evidence)))
		if x.Floor != "" {
			line(w, "floor", fmt.Sprintf("%s may be shortened to %s, on published reasons and one of the grounds %s%s", x.ID, x.Floor, strings.Join(x.Grounds, ", "), mark(x.Evidence)))
		}
		if x.Extendable {
			line(w, "longer", x.ID+" may be extended by a decision, on published reasons")
		}
	}
	for _, q := range s.Quorums() {
		line(w, "quorum", q.String()+q.When.text()+": "+english(q.Basis, q.BasisEn)+mark(q.Evidence))
	}
	for _, x := range s.Thresholds {
		text := fmt.Sprintf("%d signatures", x.Count)
		if x.Percent > 0 {
			text = fmt.Sprintf("%d%% of all voters", x.Percent)
		}
		line(w, "support", text+x.When.text()+": "+english(x.Basis, x.BasisEn)+mark(x.Evidence))
	}
	for _, g := range s.Gates {
		line(w, "gate", g.Code+g.When.text()+": "+english(g.Basis, g.BasisEn))
	}
	for _, g := range s.Givers {
		line(w, "opinion", fmt.Sprintf("%s (%s)%s: %s", g.Body, g.Mandatory, g.When.text(), g.SubjectSr))
	}
	if f := s.Refresh; f != nil {
		line(w, "refresh", fmt.Sprintf("when the text changes, asked again for %s, silence means %s: %s%s", f.Term, f.Silence, english(f.Basis, f.BasisEn), mark(f.Evidence)))
	}
	for _, o := range s.Outcomes {
		line(w, "outcome", describeOutcome(s, o))
	}
}

// english returns a basis as it is cited in English, where it is.
func english(sr, en string) string {
	if en != "" {
		return en
	}
	return sr
}

// signedBy says how many sign, and for whom.
func (s StageDef) signedBy() string {
	if len(s.Signatures) == 0 {
		return fmt.Sprintf("one prepares and %d sign", s.Signers)
	}
	parts := make([]string, len(s.Signatures))
	for i, by := range s.Signatures {
		parts[i] = fmt.Sprintf("%d of %s", by.Count, by.By)
	}
	text := "one prepares, and " + strings.Join(parts, ", ") + " sign"
	if s.Ordered {
		text += " in this order"
	}
	return text
}

// text writes a condition, to stand after what it is of.
func (w When) text() string {
	var parts []string
	for _, id := range slices.Sorted(maps.Keys(w)) {
		parts = append(parts, id+" is "+strings.Join(w[id], " or "))
	}
	if parts == nil {
		return ""
	}
	return " when " + strings.Join(parts, " and ")
}

func describeOutcome(s StageDef, o OutcomeDef) string {
	text := fmt.Sprintf("%s (%s)%s -> %s", o.ID, o.TitleSr, o.When.text(), o.Next)
	if o.Next == End {
		text += ", " + string(o.Ends)
	}
	if o.NeedsReasons {
		text += ", with reasons"
	}
	if s.Exempting(o.ID) {
		text += ", an exemption"
	}
	if len(o.Grounds) > 0 {
		text += " on " + strings.Join(o.Grounds, " or ")
	}
	if o.Approver != "" {
		text += ", taken by a " + o.Approver
	}
	switch {
	case o.LapseOnly:
		text += ", only by itself when the term lapses"
	case o.ID == s.Lapse:
		text += ", by itself when the term lapses"
	}
	return text
}

func line(w io.Writer, name, text string) {
	if text != "" {
		fmt.Fprintf(w, "    %-10s%s\n", name, text)
	}
}

// mark says of a rule that was not read in a public source that it is not verified.
func mark(e Evidence) string {
	if e.Verified() {
		return ""
	}
	return " [not verified: " + string(e) + "]"
}

// Write writes the timeline for a person at a terminal.
func (t Timeline) Write(to io.Writer) error {
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "STAGE\tEARLIEST START\tEARLIEST END\tLATEST END\tLATEST BY TERMS\tMAY END LATER\tTERMS")
	for _, s := range t.Stages {
		var terms []string
		for _, x := range s.Terms {
			text := fmt.Sprintf("%s %s until %s", x.Kind, x.Term, x.Due)
			if x.Critical {
				text += " [critical]"
			}
			if x.Rolled {
				text += " (rolled from " + x.Raw.String() + ")"
			}
			terms = append(terms, text+mark(x.Evidence))
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", s.ID, s.EarliestStart, s.EarliestEnd, orNone(s.LatestEnd), s.LatestByTerms, s.slackText(), strings.Join(terms, "; "))
	}
	if t.EarliestInForce != nil {
		fmt.Fprintf(w, "in force\t\t%s\t%s\t%s\t\t\n", t.EarliestInForce, orNone(t.LatestInForce), t.LatestInForceByTerms)
	}
	err := w.Flush()
	if err != nil || len(t.WithoutTerm) == 0 {
		return err
	}
	return t.writeWithout(to)
}

// writeWithout writes which stages have no longest term, and what that means for
// the latest dates.
func (t Timeline) writeWithout(to io.Writer) error {
	w := bufio.NewWriter(to)
	fmt.Fprintf(w, "\nStages for which the law sets no longest term: %d. They have no latest end; LATEST BY TERMS counts them as taking no time.\n", len(t.WithoutTerm))
	for _, s := range t.Stages {
		if slices.Contains(t.WithoutTerm, s.ID) {
			fmt.Fprintf(w, "  %s  %s – %s\n", s.ID, s.TitleSr, s.TitleEn)
		}
	}
	return w.Flush()
}

// slackText says by how much the stage may end later before it moves the day in
// force.
func (s TimelineStage) slackText() string {
	switch {
	case s.Slack == nil:
		return "-"
	case s.Critical && *s.Slack == 0:
		return "critical"
	case s.Critical:
		return fmt.Sprintf("critical, %dd free", *s.Slack)
	}
	return fmt.Sprintf("%dd", *s.Slack)
}

func orNone(d *calendar.Date) string {
	if d == nil {
		return "none set"
	}
	return d.String()
}
