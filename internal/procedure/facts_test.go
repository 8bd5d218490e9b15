package procedure

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the files in testdata anew")

// essentials writes what the law sets in a procedure, one fact a line.
func essentials(d *Definition) string {
	var b strings.Builder
	say := func(s StageDef, format string, args ...any) {
		fmt.Fprintf(&b, "%s: %s\n", s.ID, strings.Join(strings.Fields(fmt.Sprintf(format, args...)), " "))
	}
	fmt.Fprintf(&b, "valid from %s%s, for %s\n", d.ValidFrom, marked(d.ValidMark), strings.Join(d.Acts, ", "))
	for _, t := range d.Traits {
		values := make([]string, len(t.Values))
		for i, v := range t.Values {
			values[i] = v.ID
		}
		decided := map[bool]string{true: "decided on the way", false: "chosen"}[t.Decided]
		fmt.Fprintf(&b, "trait %s, %s: %s\n", t.ID, decided, strings.Join(values, ", "))
	}
	for _, g := range d.Grounds {
		fmt.Fprintf(&b, "ground %s (%s)\n", g.ID, g.Evidence)
	}
	for _, s := range d.Stages {
		docs := slices.Clone(s.Docs)
		for _, doc := range s.DocsWhen {
			docs = append(docs, doc.Doc+told(doc.When))
		}
		if len(docs) > 0 {
			say(s, "asks for %s", strings.Join(docs, ", "))
		}
		if len(s.DocsAfter) > 0 {
			say(s, "%s after the opinions", strings.Join(s.DocsAfter, ", "))
		}
		switch {
		case s.Collegial:
			say(s, "decided in session by %s (%s)", s.Actor, s.Evidence)
		case len(s.Signatures) > 0:
			say(s, "signed by %s (%s)", s.signers(), s.Evidence)
		case s.Kind == Decision:
			say(s, "signed by %d of %s (%s)", s.Signers, s.Actor, s.Evidence)
		case s.Kind == Subprocess:
			say(s, "goes through %s (%s)", s.Procedure, s.Evidence)
		}
		for _, q := range s.Quorums() {
			say(s, "quorum %s (%s)%s", q, q.Evidence, told(q.When))
		}
		if len(s.Channels) > 0 {
			say(s, "published in %s (%s)", strings.Join(s.Channels, ", "), s.Evidence)
		}
		for _, w := range s.Windows {
			floor, advised := "", ""
			if w.Floor != "" {
				floor = "or " + w.Floor + " on " + strings.Join(w.Grounds, " or ")
			}
			if w.Extendable {
				floor += " or longer by a decision"
			}
			if w.Advised {
				advised = "advised"
			}
			say(s, "%s %s %s from %s %s (%s)%s", advised, w.Kind, w.Term, w.From, floor, w.Evidence, told(w.When))
		}
		for _, t := range s.Thresholds {
			if t.Percent > 0 {
				say(s, "supported by %d%% (%s)%s", t.Percent, t.Evidence, told(t.When))
				continue
			}
			say(s, "supported by %d (%s)%s", t.Count, t.Evidence, told(t.When))
		}
		for _, g := range s.Givers {
			say(s, "opinion of %s, %s%s", g.Body, g.Mandatory, told(g.When))
		}
		if s.Silence != SilenceNone {
			say(s, "silence means %s", s.Silence)
		}
		if s.Refresh != nil {
			say(s, "asked again for %s, silence means %s (%s)", s.Refresh.Term, s.Refresh.Silence, s.Refresh.Evidence)
		}
		for _, g := range s.Gates {
			say(s, "gate %s%s", g.Code, told(g.When))
		}
		for _, o := range s.Outcomes {
			marks := ""
			for _, m := range []struct {
				is   bool
				word string
			}{{o.NeedsReasons, "with reasons"}, {o.Exempts, "an exemption"}, {o.Approver != "", "by a " + o.Approver}, {len(o.Grounds) > 0, "on " + strings.Join(o.Grounds, " or ")}, {o.ID == s.Lapse && !o.LapseOnly, "by itself when the term lapses"}, {o.LapseOnly, "only by itself when the term lapses"}} {
				if m.is {
					marks += ", " + m.word
				}
			}
			for _, t := range slices.Sorted(maps.Keys(o.Sets)) {
				marks += ", " + t + " becomes " + o.Sets[t]
			}
			to := o.Next
			if o.Next == End {
				to = string(o.Ends)
			}
			say(s, "-> %s to %s%s%s", o.ID, to, marks, told(o.When))
		}
	}
	for _, a := range d.NotApplicable {
		fmt.Fprintf(&b, "does not apply: %s, in %s (%s)\n", a.ID, a.Phase, a.Evidence)
	}
	return b.String()
}

func told(w When) string {
	text := ""
	for _, t := range slices.Sorted(maps.Keys(w)) {
		text += " when " + t + " is " + strings.Join(w[t], " or ")
	}
	return text
}

// TestWhatTheLawSetsIsAsItWasCheckedByHand compares every figure, ground, giver,
// gate and way out of what Serbia has with the file that was read against the law.
func TestWhatTheLawSetsIsAsItWasCheckedByHand(t *testing.T) {
	for _, d := range List() {
		if !strings.HasPrefix(d.ID, "rs.") {
			continue // the others have tables of their own
		}
		t.Run(d.ID, func(t *testing.T) {
			name := filepath.Join("testdata", "facts", d.ID+"@"+d.Version+".txt")
			got := essentials(d)
			if *update {
				err := os.WriteFile(name, []byte(got), 0o644)
				if err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("(-checked +now):\n%s", diff)
			}
		})
	}
}

func TestEveryActComesToTheEndOfItsMainPath(t *testing.T) {
	for _, d := range Shipped() {
		for _, traits := range (&checker{Definition: d}).deciding().Combinations() {
			a := d.For(traits)
			path, ends := a.MainPath()
			if !ends || path[len(path)-1].Main().Ends != Completed {
				t.Fatalf("%s, %s: the main path does not complete the dossier", d.ID, described(traits))
			}
		}
	}
}

// signers says in a line of facts how many sign of whom, such as "2 of lead, then 1 of co_proposers".
func (s StageDef) signers() string {
	var whom []string
	for _, by := range s.Signatures {
		whom = append(whom, fmt.Sprintf("%d of %s", by.Count, by.By))
	}
	if s.Ordered {
		return strings.Join(whom, ", then ")
	}
	return strings.Join(whom, ", ")
}

func marked(e Evidence) string {
	if e == "" {
		return ""
	}
	return " (" + string(e) + ")"
}
