package workflows

import (
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/procedure"
)

// TestEveryPromiseCanBeBroken lets the oath see what no record may do, one thing at
// a time: each is noticed, and the same done right is not.
func TestEveryPromiseCanBeBroken(t *testing.T) {
	const pack, newer = "sha256:1", "sha256:2"
	on := []procedure.OutcomeDef{{ID: "on", Next: "next"}}
	first := calendar.Date{Year: 2031, Month: time.March, Day: 3}
	term := procedure.WindowDef{ID: "term", Kind: procedure.MaxWindow, Term: "15d"}
	opinions := procedure.StageDef{ID: "s", Kind: procedure.Opinions, Outcomes: on, Silence: procedure.NoObjection, DocsAfter: []string{"eu_statement"}, Windows: []procedure.WindowDef{term},
		Givers: []procedure.GiverDef{{Body: "RSZ", Mandatory: procedure.Always}}}
	report := procedure.StageDef{ID: "s", Kind: procedure.Report, Outcomes: on, Windows: []procedure.WindowDef{term}}
	gated := func(code string) procedure.StageDef {
		return procedure.StageDef{ID: "s", Kind: procedure.Drafting, Outcomes: on, Gates: []procedure.GateDef{{Code: code}}}
	}
	exempting := procedure.StageDef{ID: "s", Kind: procedure.Drafting, Outcomes: []procedure.OutcomeDef{{ID: "on", Next: "next", Exempts: true, Grounds: []string{"treaty"}}}}
	plain := procedure.StageDef{ID: "s", Kind: procedure.Drafting, Outcomes: on}
	session := procedure.StageDef{ID: "s", Kind: procedure.Decision, Collegial: true, Outcomes: on,
		Quorum: &procedure.Quorum{PresentAbove: 50, InFavourAbove: 50, HalfWithChair: true}}
	assembly := procedure.StageDef{ID: "s", Kind: procedure.Decision, Collegial: true, Outcomes: on, Quorum: &procedure.Quorum{Members: 250, Present: 126}}
	counted := procedure.StageDef{ID: "s", Kind: procedure.Drafting, Outcomes: on, Thresholds: []procedure.Threshold{{Count: 100}}}
	part := procedure.StageDef{ID: "s", Kind: procedure.Drafting, Outcomes: on, Thresholds: []procedure.Threshold{{Percent: 5}}}
	signing := procedure.StageDef{ID: "s", Kind: procedure.Decision, Ordered: true, Outcomes: on, Signatures: []procedure.SignedBy{{By: "lead", Count: 2}, {By: "MF", Count: 1}}}
	signs := func(who ...string) func(*oath) {
		return func(o *oath) {
			o.prepares(pack)
			for _, w := range who {
				o.signs(w, pack)
			}
		}
	}
	votes := func(present, favour int, chair bool) func(*oath) {
		return func(o *oath) { o.votes(vote{present, favour, chair}) }
	}
	for _, c := range []struct {
		name  string
		stage procedure.StageDef
		do    func(*oath)
		want  string // of what is broken; empty: nothing
	}{
		{"an opinion on the package", opinions, func(o *oath) { o.hears("RSZ", pack) }, ""},
		{"no opinion", opinions, func(*oath) {}, `with the opinion of RSZ on ""`},
		{"an opinion on an older package", opinions, func(o *oath) { o.hears("RSZ", pack); o.changes(newer, true) }, `with the opinion of RSZ on "sha256:1"`},
		{"a document that comes after opinions", opinions, func(o *oath) { o.hears("RSZ", pack); o.changes(newer, false, "eu_statement") }, ""},
		{"a document that does not", opinions, func(o *oath) { o.hears("RSZ", pack); o.changes(newer, false, "explanatory_memorandum") }, `with the opinion of RSZ on "sha256:1"`},
		{"an opinion that is confirmed", opinions, func(o *oath) { o.hears("RSZ", pack); o.changes(newer, true); o.hears("RSZ", newer) }, ""},
		{"an opinion on what there is not", opinions, func(o *oath) { o.hears("RSZ", newer); o.hears("RSZ", pack) }, "RSZ spoke of sha256:2"},
		{"silence before the term has passed", opinions, func(o *oath) { o.silent("RSZ", pack) }, "the silence of RSZ"},
		{"silence after it", opinions, func(o *oath) { pass(o, 20); o.silent("RSZ", pack) }, ""},
		{"a report", report, (*oath).publishes, ""},
		{"a report that nobody publishes", report, func(*oath) {}, "without a report"},
		{"a report that is late", report, func(o *oath) { pass(o, 20); o.moves(3); o.publishes() }, "there was no report on 2031-03-18"},
		{"a round without a report", gated(procedure.ReportPublished), func(o *oath) { o.rounds = 1 }, "without the report on 1 rounds"},
		{"a comment without an answer", gated(procedure.EveryCommentAnswered), (*oath).remarks, "with 1 comments without an answer"},
		{"no debate and no waiver", gated(procedure.DebateDecided), func(*oath) {}, "nobody has decided on a debate"},
		{"an exemption", exempting, func(o *oath) { o.exempts(exemption{"on", "treaty", true}) }, ""},
		{"a departure without an exemption", exempting, func(*oath) {}, "without an exemption"},
		{"an exemption without reasons", exempting, func(o *oath) { o.exempts(exemption{"on", "treaty", false}) }, "has no reasons"},
		{"an exemption on no ground", exempting, func(o *oath) { o.exempts(exemption{"on", "haste", true}) }, "not among its grounds"},
		{"an exemption of what departs from nothing", plain, func(o *oath) { o.exempts(exemption{"on", "", true}) }, "departs from no rule"},
		{"half and one there and in favour", session, votes(21, 21, false), ""},
		{"half there", session, votes(20, 20, true), "with 20 of 40 members present"},
		{"half in favour", session, votes(40, 20, false), "and 20 in favour"},
		{"half in favour with who presides", session, votes(40, 20, true), ""},
		{"more than there are", session, votes(41, 30, false), "with 41 of 40 members present"},
		{"a quorum in numbers", assembly, votes(126, 64, false), ""},
		{"one member short of it", assembly, votes(125, 125, false), "with 125 of 250 members present"},
		{"half of those present", assembly, votes(126, 63, false), "and 63 in favour"},
		{"enough support", counted, func(o *oath) { o.supports(100) }, ""},
		{"one supporter short", counted, func(o *oath) { o.supports(99) }, "with the support of 99"},
		{"a percentage", part, func(o *oath) { o.supports(electorate / 20) }, ""},
		{"one short of a percentage", part, func(o *oath) { o.supports(electorate/20 - 1) }, "with the support of 499"},
		{"signatures in their order", signing, signs("lead/0", "lead/1", "MF/0"), ""},
		{"a signature that is missing", signing, signs("lead/0", "lead/1"), "with 0 signatures of 1 of MF"},
		{"somebody who signs twice", signing, signs("lead/0", "lead/0", "lead/1", "MF/0"), "lead/0 signed sha256:1 twice"},
		{"a signature before its turn", signing, signs("lead/0", "MF/0", "lead/1"), "MF/0 signed when 1 of 2 of lead had"},
		{"a signature of nobody who is asked", signing, signs("lead/0", "lead/1", "MF/0", "MP/0"), "MP/0 signed, whose signature it does not need"},
		{"signatures on an older package", signing, func(o *oath) { signs("lead/0", "lead/1", "MF/0")(o); o.changes(newer, true) }, "with 0 signatures of 2 of lead"},
		{"signatures on what was not prepared", signing, func(o *oath) { signs("lead/0", "lead/1", "MF/0")(o); o.changes(newer, true); o.signs("lead/0", newer) }, `"sha256:1" was put before the signers`},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := procedure.Get("rs.law.government")
			if err != nil {
				t.Fatal(err)
			}
			at := time.Date(2031, time.March, 3, 9, 0, 0, 0, time.UTC)
			l := newLaw(newModel(procedure.Plan{}, day, func() time.Time { return at }), d, nil)
			l.seq = 1
			o := l.oath
			o.changes(pack, true)
			o.enters(c.stage)
			for _, w := range c.stage.Windows {
				o.begins(w, first)
			}
			c.do(o)
			o.leaves("on", 9)
			got := strings.Join(o.broken, "\n")
			if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
				t.Errorf("broken: %q, want %q", got, c.want)
			}
		})
	}
}

// pass lets days pass.
func pass(o *oath, days int) {
	now := o.law.model.now
	o.law.model.now = func() time.Time { return now().AddDate(0, 0, days) }
}
