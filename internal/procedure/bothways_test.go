package procedure

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/calendar"
)

// TestEveryRuleOfEveryProcedureIsHitBothWays goes through every shipped definition
// as it applies to every act that its traits describe. What stands in it - a gate,
// a document, a channel, a term, a signature, a quorum, a threshold, a ground, a
// condition - must once hold, and the way is open, and once not, and the way is
// closed for that reason alone, with the basis that the definition gives.
func TestEveryRuleOfEveryProcedureIsHitBothWays(t *testing.T) {
	total := 0
	for _, d := range Shipped() {
		t.Run(d.ID, func(t *testing.T) {
			h := &hits{t: t, done: map[string]bool{}}
			for i, s := range d.Stages {
				for _, traits := range of(d, s).Combinations() {
					a := d.For(traits)
					h.stage(a, a.Stages[i])
					h.conditions(s, traits)
				}
			}
			rules := rulesOf(d)
			total += len(rules)
			for _, r := range rules {
				if !h.done[r] {
					t.Errorf("%s, %s: never hit", d.ID, r)
				}
				delete(h.done, r)
			}
			for r := range h.done {
				t.Errorf("%s, %s: hit, but not counted among its rules", d.ID, r)
			}
		})
	}
	t.Logf("%d rules", total)
}

// of returns the definition with those traits alone on which something in the stage
// depends.
func of(d *Definition, s StageDef) *Definition {
	named := map[string]bool{}
	note := func(w When) {
		for id := range w {
			named[id] = true
		}
	}
	for _, x := range s.DocsWhen {
		note(x.When)
	}
	for _, x := range s.Windows {
		note(x.When)
	}
	for _, x := range s.Gates {
		note(x.When)
	}
	for _, x := range s.Givers {
		note(x.When)
	}
	for _, x := range s.Quorums() {
		note(x.When)
	}
	for _, x := range s.Thresholds {
		note(x.When)
	}
	for _, x := range s.Outcomes {
		note(x.When)
	}
	some := *d
	some.Traits = slices.DeleteFunc(slices.Clone(d.Traits), func(t TraitDef) bool { return !named[t.ID] })
	return &some
}

// hits is what of a definition has been hit.
type hits struct {
	t    *testing.T
	done map[string]bool
	d    *Definition
	s    StageDef
	on   string // the ground that the way forward asks for
}

func (h *hits) hit(what, way string) {
	h.done[fmt.Sprintf("stage %s, %s, %s", h.s.ID, what, way)] = true
}

// conditions counts which conditions hold for an act with those traits.
func (h *hits) conditions(s StageDef, traits map[string]string) {
	count := func(what string, when When) {
		if len(when) == 0 {
			return
		}
		way := "does not"
		if when.Holds(traits) {
			way = "holds"
		}
		h.hit("condition on "+what, way)
	}
	h.s = s
	for _, x := range s.DocsWhen {
		count("document "+x.Doc, x.When)
	}
	for i, w := range s.Windows {
		count(fmt.Sprintf("window %s %d", w.ID, i), w.When)
	}
	for i, g := range s.Gates {
		count(fmt.Sprintf("gate %s %d", g.Code, i), g.When)
	}
	for _, g := range s.Givers {
		count("giver "+g.Body, g.When)
	}
	for i, x := range s.Quorums() {
		count(fmt.Sprintf("quorum %d", i), x.When)
	}
	for i, x := range s.Thresholds {
		count(fmt.Sprintf("threshold %d", i), x.When)
	}
	for _, o := range s.Outcomes {
		count("outcome "+o.ID, o.When)
	}
}

// everything returns facts under which nothing stands against leaving the stage.
func (h *hits) everything() Facts {
	s := h.s
	f := Facts{Ground: h.on, Documents: map[string]bool{}, PackagePublic: true, ProvedChannels: slices.Clone(s.Channels), ReportPublished: true, DebateDecided: true,
		Signatures: s.Signers, PackageHash: "sha256:a", PreparedHash: "sha256:a", HasReasons: true,
		Now: time.Date(2027, time.June, 1, 9, 0, 0, 0, time.UTC), MinWindowEnds: time.Date(2027, time.June, 1, 9, 0, 0, 0, time.UTC)}
	for _, doc := range s.Docs {
		f.Documents[doc] = true
	}
	f.Electorate = 10_007
	f.Support, _ = s.need(f.Electorate)
	if s.Quorum != nil {
		f.Members = 40
		f.Present = s.Quorum.Of(f.Members).Members
		f.InFavour = f.Present
	}
	return f
}

// stage hits every rule of a stage as it applies to one act.
func (h *hits) stage(d *Definition, s StageDef) {
	h.d, h.s, h.on = d, s, ""
	for _, o := range s.Outcomes {
		h.outcome(o)
	}
	ahead := func(o OutcomeDef) bool { return !o.Ungated && !o.Barred }
	i := slices.IndexFunc(s.Outcomes, func(o OutcomeDef) bool { return ahead(o) && len(o.Grounds) == 0 })
	if i < 0 {
		i = slices.IndexFunc(s.Outcomes, ahead)
	}
	if i < 0 {
		if guards := Checks(s, h.everything()); guards != nil {
			h.t.Errorf("%s, stage %s: %d conditions, and every outcome passes them by", d.ID, s.ID, len(guards))
		}
		return
	}
	forward := s.Outcomes[i].ID
	if grounds := s.Outcomes[i].Grounds; len(grounds) > 0 {
		h.on = grounds[0]
	}
	if got := Unmet(s, forward, h.everything()); got != nil {
		h.t.Errorf("%s, stage %s, outcome %s: everything is met, and yet %v", d.ID, s.ID, forward, got)
		return
	}
	closes := func(what, way, code string, change func(*Facts)) {
		f := h.everything()
		change(&f)
		h.closed(what, way, forward, code, f)
	}
	opens := func(what, way string, change func(*Facts)) {
		f := h.everything()
		change(&f)
		h.hit(what, way)
		if got := Unmet(s, forward, f); got != nil {
			h.t.Errorf("%s, stage %s, %s, %s: outcome %s is closed: %v", h.d.ID, s.ID, what, way, forward, got)
		}
	}
	none := func(*Facts) {}
	for _, doc := range s.Docs {
		opens("document "+doc, "present", none)
		closes("document "+doc, "missing", DocumentsPresent, func(f *Facts) { delete(f.Documents, doc) })
		closes("document "+doc, "stale", DocumentsPresent, func(f *Facts) { f.StaleDocuments = []string{doc} })
	}
	for _, c := range s.Channels {
		opens("channel "+c, "proved", none)
		closes("channel "+c, "not proved", ChannelsProved, func(f *Facts) {
			f.ProvedChannels = slices.DeleteFunc(f.ProvedChannels, func(p string) bool { return p == c })
		})
	}
	for _, w := range s.Windows {
		if w.Kind == MaxWindow {
			continue
		}
		what, end := "window "+w.ID, h.ends(w)
		until := func(at time.Time) func(*Facts) { return func(f *Facts) { f.MinWindowEnds, f.Now = end, at } }
		closes(what, "not begun", MinWindowEnded, func(f *Facts) { f.MinWindowEnds = time.Time{} })
		closes(what, "a day before its end", MinWindowEnded, until(end.AddDate(0, 0, -1)))
		closes(what, "a second before its end", MinWindowEnded, until(end.Add(-time.Second)))
		opens(what, "at its end", until(end))
		opens(what, "a day after", until(end.AddDate(0, 0, 1)))
	}
	for _, g := range s.Gates {
		breaks, known := broken[g.Code]
		if !known {
			h.t.Errorf("%s, stage %s: nobody knows how gate %s is not met", h.d.ID, s.ID, g.Code)
			continue
		}
		opens("gate "+g.Code, "met", none)
		closes("gate "+g.Code, "unmet", g.Code, breaks)
	}
	if s.Signed() {
		opens("signatures", "complete", none)
		closes("signatures", "nobody asked", PackagePrepared, func(f *Facts) { f.PreparedHash = "" })
		closes("signatures", "another package", PackageUnchanged, func(f *Facts) { f.PreparedHash = "sha256:b" })
		closes("signatures", "a newer opinion", SealUnbroken, func(f *Facts) { f.NewerThanPrepared = map[string]string{"opinion": "2027-05-31T09:00:00Z"} })
	}
	if s.Signers > 0 {
		closes("signatures", "one missing", SignaturesComplete, func(f *Facts) { f.Signatures-- })
	}
	for _, by := range s.Signatures {
		closes("signatures by "+by.By, "missing", SignaturesComplete, func(f *Facts) { f.SignaturesMissing = []string{by.By} })
	}
	for _, x := range s.Thresholds {
		alone := s
		alone.Thresholds = []Threshold{x}
		h.s = alone
		need, _ := alone.need(h.everything().Electorate)
		what := thresholdName(x)
		closes(what, "one short", ThresholdMet, func(f *Facts) { f.Support = need - 1 })
		opens(what, "reached", none)
		if x.Percent > 0 {
			closes(what, "nobody has said of how many", ThresholdMet, func(f *Facts) { f.Electorate = 0 })
		}
		h.s = s
	}
	if q := s.Quorum; q != nil && q.Relative() {
		closes("quorum "+q.String(), "nobody has said how many members there are", MembersKnown, func(f *Facts) { f.Members = 0 })
		for _, members := range []int{3, 19, 40, 110} {
			h.quorum("quorum "+q.String(), q.Of(members), closes, opens)
		}
	} else if q != nil {
		h.quorum("quorum "+q.String(), *q, closes, opens)
	}
}

// quorum tries the edges of a quorum.
func (h *hits) quorum(what string, q Quorum, closes func(string, string, string, func(*Facts)), opens func(string, string, func(*Facts))) {
	so := func(present, inFavour int) func(*Facts) {
		return func(f *Facts) { f.Members, f.Present, f.InFavour = q.Members, present, inFavour }
	}
	carries := max(q.InFavour, 1)
	if q.InFavour == 0 {
		carries = q.Present/2 + 1
	}
	opens(what, "met", so(max(q.Present, carries), carries))
	closes(what, "too few there", QuorumMet, so(q.Present-1, q.Present-1))
	closes(what, "not carried", QuorumMet, so(max(q.Present, carries), carries-1))
	closes(what, "more than there are", QuorumMet, so(q.Members+1, q.Members+1))
	half := q.Members / 2
	if !q.Relative() || half*2 != q.Members {
		return
	}
	if q.PresentAbove == 50 {
		closes(what, "exactly half there", QuorumMet, so(half, half))
		opens(what, "half and one there", so(half+1, half+1))
	}
	if q.InFavourAbove == 50 {
		closes(what, "exactly half in favour", QuorumMet, so(q.Members, half))
		opens(what, "half and one in favour", so(q.Members, half+1))
	}
	if q.HalfWithChair {
		chaired := func(present, inFavour int) func(*Facts) {
			return func(f *Facts) { so(present, inFavour)(f); f.ChairInFavour = true }
		}
		opens(what, "half in favour with who presides", chaired(q.Members, half))
		closes(what, "one below half with who presides", QuorumMet, chaired(q.Members, half-1))
	}
}

// closed checks that the way is closed for one reason alone, with its basis.
func (h *hits) closed(what, way, outcome, code string, f Facts) {
	h.hit(what, way)
	got := Unmet(h.s, outcome, f)
	if len(got) != 1 || got[0].Code != code || strings.TrimSpace(got[0].Basis) == "" {
		h.t.Errorf("%s, stage %s, %s, %s: outcome %s is closed by %v, want %s alone, with a basis", h.d.ID, h.s.ID, what, way, outcome, got, code)
		return
	}
	for _, g := range h.s.Gates {
		if g.Code == code && got[0].Basis != g.Basis {
			h.t.Errorf("%s, stage %s, %s: the basis is %q, the gate's is %q", h.d.ID, h.s.ID, what, got[0].Basis, g.Basis)
		}
	}
	held := 0
	for _, c := range Checks(h.s, f) {
		if !c.Holds {
			held++
		}
	}
	if held > 1 {
		h.t.Errorf("%s, stage %s, %s, %s: %d checks do not hold, want one", h.d.ID, h.s.ID, what, way, held)
	}
}

// outcome hits what an outcome asks for by itself.
func (h *hits) outcome(o OutcomeDef) {
	what, f := "outcome "+o.ID, h.everything()
	if len(o.Grounds) > 0 {
		f.Ground = o.Grounds[0]
	}
	if o.Barred {
		h.closed(what, "barred", o.ID, OutcomePermitted, f)
		delete(h.done, fmt.Sprintf("stage %s, %s, barred", h.s.ID, what)) // counted as its condition
		return
	}
	if o.LapseOnly {
		h.byLapse(what, o, f)
		return
	}
	if got := Unmet(h.s, o.ID, f); got != nil {
		h.t.Errorf("%s, stage %s, %s: cannot be taken: %v", h.d.ID, h.s.ID, what, got)
	}
	h.hit(what, "taken")
	for _, g := range o.Grounds {
		f.Ground = g
		if got := Unmet(h.s, o.ID, f); got != nil {
			h.t.Errorf("%s, stage %s, %s on ground %s: cannot be taken: %v", h.d.ID, h.s.ID, what, g, got)
		}
		h.hit(what+" on ground "+g, "taken")
	}
	if len(o.Grounds) > 0 {
		with := func(ground string) Facts { f := f; f.Ground = ground; return f }
		h.closed(what, "without a ground", o.ID, GroundNamed, with(""))
		h.closed(what, "on a ground that is not listed", o.ID, GroundNamed, with("haste"))
	}
	if o.NeedsReasons {
		without := f
		without.HasReasons = false
		h.closed(what, "without reasons", o.ID, ReasonsGiven, without)
	}
	if o.Ungated {
		h.hit(what, "against every gate")
		if got := Unmet(h.s, o.ID, Facts{HasReasons: true, Ground: f.Ground}); got != nil {
			h.t.Errorf("%s, stage %s, %s: turns back, and yet is closed by %v", h.d.ID, h.s.ID, what, got)
		}
	}
}

// byLapse checks that nobody takes an outcome that says that the term has passed,
// and that they are told when it comes and on the basis of that term.
func (h *hits) byLapse(what string, o OutcomeDef, f Facts) {
	for _, w := range h.s.Windows {
		if w.Kind != MaxWindow {
			continue
		}
		f.MaxWindowEnds = h.ends(w)
		for way, now := range map[string]time.Time{"for nobody before its term ends": f.MaxWindowEnds.Add(-time.Second), "for nobody after": f.MaxWindowEnds.AddDate(0, 0, 1)} {
			f.Now = now
			h.closed(what, way, o.ID, TakenByLapse, f)
			got := Unmet(h.s, o.ID, f)[0]
			if want := f.MaxWindowEnds.UTC().Format(time.RFC3339); got.Basis != w.Basis || got.Params["until"] != want {
				h.t.Errorf("%s, stage %s, %s: got %v, want the term until %s on the basis %q", h.d.ID, h.s.ID, what, got, want, w.Basis)
			}
		}
	}
}

// ends returns the instant at which a term that begins on 6 January 2027 has ended.
func (h *hits) ends(w WindowDef) time.Time {
	h.t.Helper()
	cal, err := calendar.Get(h.d.Calendar)
	if err != nil {
		h.t.Fatal(err)
	}
	term, err := calendar.ParseTerm(w.Term)
	if err != nil {
		h.t.Fatal(err)
	}
	return cal.EndOf(cal.Due(calendar.Date{Year: 2027, Month: time.January, Day: 6}, term))
}

// broken is how each gate is not met, everything else being so.
var broken = map[string]func(*Facts){
	DocumentsPresent:      func(f *Facts) { f.Documents = nil },
	EveryCommentAnswered:  func(f *Facts) { f.UnansweredComments = 1 },
	ReportPublished:       func(f *Facts) { f.ReportPublished = false },
	OpinionsBoundToText:   func(f *Facts) { f.OpinionsOnOtherText = []string{"RSZ"} },
	MinWindowEnded:        func(f *Facts) { f.Now = f.MinWindowEnds.Add(-time.Second) },
	ChannelsProved:        func(f *Facts) { f.ProvedChannels = nil },
	DebateDecided:         func(f *Facts) { f.DebateDecided = false },
	SignaturesComplete:    func(f *Facts) { f.Signatures, f.SignaturesMissing = 0, []string{"MF"} },
	PackagePublic:         func(f *Facts) { f.PackagePublic = false },
	MaterialChangeDecided: func(f *Facts) { f.ChangedArticles = 1 },
	ThresholdMet:          func(f *Facts) { f.Support = 0 },
	QuorumMet:             func(f *Facts) { f.Present = 0 },
}

func TestTheWayToBreakEveryGateIsKnown(t *testing.T) {
	if got, want := slices.Sorted(maps.Keys(broken)), slices.Sorted(slices.Values(Gates)); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestARuleThatIsNeverHitIsMissed(t *testing.T) {
	d, err := Load([]byte(choosing))
	if err != nil {
		t.Fatal(err)
	}
	h := &hits{t: t, done: map[string]bool{}}
	for _, traits := range d.Combinations() {
		if traits["novelty"] == "systemic" { // as if the minor amendment were forgotten
			a := d.For(traits)
			for i, s := range a.Stages {
				h.stage(a, s)
				h.conditions(d.Stages[i], traits)
			}
		}
	}
	var missed []string
	for _, r := range rulesOf(d) {
		if !h.done[r] {
			missed = append(missed, r)
		}
	}
	for _, want := range []string{"stage debate_required, outcome waived, taken", "stage debate_required, condition on outcome waived, holds",
		"stage opinions, condition on window short 0, holds"} {
		if !slices.Contains(missed, want) {
			t.Errorf("%s is not missed; missed are %q", want, missed)
		}
	}
}
