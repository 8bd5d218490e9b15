package procedure

import (
	"maps"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/calendar"
)

// traits checks the traits, the grounds and the kinds of acts that the procedure
// names, and every condition on them.
func (c *checker) traits() {
	for i, a := range c.Acts {
		if !slices.Contains(ActKinds, a) {
			c.fault(c.line, "acts: %q is not a kind of act", a)
		}
		if slices.Contains(c.Acts[:i], a) {
			c.fault(c.line, "acts: %q stands twice", a)
		}
	}
	var seen []string
	for _, t := range c.Traits {
		c.named(t.line, "trait", t.ID, seen, t.TitleSr, t.TitleEn)
		seen = append(seen, t.ID)
		if len(t.Values) < 2 {
			c.fault(t.line, "trait %s has fewer than two values: nothing can depend on it", t.ID)
		}
		var values []string
		for _, v := range t.Values {
			c.named(v.line, "value of trait "+t.ID, v.ID, values, v.TitleSr, v.TitleEn)
			values = append(values, v.ID)
		}
	}
	seen = nil
	for _, g := range c.Grounds {
		c.named(g.line, "ground", g.ID, seen, g.TitleSr, g.TitleEn)
		seen = append(seen, g.ID)
		if strings.TrimSpace(g.Basis) == "" {
			c.fault(g.line, "ground %s has no basis", g.ID)
		}
		c.oneOf(g.line, "grounds", "evidence", string(g.Evidence), evidences...)
	}
	product := 1
	for _, t := range c.Traits {
		product *= max(len(t.Values), 1)
	}
	if product > maxCombinations {
		c.fault(c.line, "the traits have more than %d combinations: nobody could follow them", maxCombinations)
	}
}

// named checks the id and the titles of a member of a list.
func (c *checker) named(line int, what, id string, before []string, sr, en string) {
	if !word.MatchString(id) {
		c.fault(line, "%s: id %q is not a name such as new_law", what, id)
	}
	if slices.Contains(before, id) {
		c.fault(line, "a second %s has the id %q", what, id)
	}
	c.titles(line, what+" "+id, sr, en)
}

// when checks a condition.
func (c *checker) when(line int, where string, w When) {
	for _, id := range slices.Sorted(maps.Keys(w)) {
		t, known := c.Trait(id)
		if !known {
			c.fault(line, "%s: trait %q is not a trait of this procedure", where, id)
			continue
		}
		if len(w[id]) == 0 {
			c.fault(line, "%s: no value of trait %s would do, so that it never holds", where, id)
		}
		for _, v := range w[id] {
			if _, known := t.Value(v); !known {
				c.fault(line, "%s: trait %s has no value %q", where, id, v)
			}
		}
	}
}

// parts checks what a stage has beside windows, gates, givers and outcomes.
func (c *checker) parts(s StageDef) {
	where := "stage " + s.ID
	for _, d := range s.DocsWhen {
		if !slices.Contains(DocumentKinds, d.Doc) {
			c.fault(d.line, "%s: document %q is not known", where, d.Doc)
		}
		if len(d.When) == 0 {
			c.fault(d.line, "%s: document %s stands under no condition; it belongs among docs", where, d.Doc)
		}
		c.when(d.line, where, d.When)
	}
	for _, w := range s.Windows {
		c.when(w.line, where+", window "+w.ID, w.When)
	}
	for _, g := range s.Gates {
		c.when(g.line, where+", gate "+g.Code, g.When)
	}
	for _, g := range s.Givers {
		c.when(g.line, where+", giver "+g.Body, g.When)
		if g.When != nil && g.Mandatory != Conditional {
			c.fault(g.line, "%s: giver %s is always asked, so that its condition says nothing", where, g.Body)
		}
	}
	for _, t := range s.Thresholds {
		c.when(t.line, where, t.When)
		c.evidence(t.line, s.ID, t.Evidence)
		if (t.Count == 0) == (t.Percent == 0) || strings.TrimSpace(t.Basis) == "" {
			c.fault(t.line, "%s: a threshold needs a count above 0 or a percentage, not both, and a basis", where)
		}
	}
	c.signatures(s)
	c.quorums(s)
	c.refresh(s)
	for _, named := range [][2]string{{"escalate_to", s.EscalateTo}, {"legal_technical", s.Technical}} {
		if _, known := c.Body(named[1]); named[1] != "" && !known {
			c.fault(s.line, "%s: %s %q is not a body of this procedure", where, named[0], named[1])
		}
	}
}

func (c *checker) signatures(s StageDef) {
	var seen []string
	for _, by := range s.Signatures {
		_, known := c.Body(by.By)
		if by.By != Lead && by.By != CoProposers && !known {
			c.fault(by.line, "stage %s: signatures by %q, which is neither lead, co_proposers nor a body of this procedure", s.ID, by.By)
		}
		if slices.Contains(seen, by.By) {
			c.fault(by.line, "stage %s: signatures by %s stand twice", s.ID, by.By)
		}
		seen = append(seen, by.By)
		if by.Count == 0 {
			c.fault(by.line, "stage %s: %s signs 0 times", s.ID, by.By)
		}
	}
	if s.Ordered && len(s.Signatures) < 2 {
		c.fault(s.line, "stage %s: ordered asks for an order of signatures, but fewer than two sign", s.ID)
	}
}

// quorums checks that the stage has a quorum for every act or for none, and each of
// them.
func (c *checker) quorums(s StageDef) {
	if s.Quorum != nil && len(s.Quorum.When) > 0 {
		c.fault(s.Quorum.line, "stage %s: the quorum of most acts stands under a condition; it belongs among quorum_when", s.ID)
	}
	if s.Quorum == nil && len(s.QuorumWhen) > 0 {
		c.fault(s.QuorumWhen[0].line, "stage %s: the conditions leave some acts without a quorum: there is no quorum beside quorum_when", s.ID)
	}
	for _, q := range s.QuorumWhen {
		c.when(q.line, "stage "+s.ID+", quorum", q.When)
		if len(q.When) == 0 {
			c.fault(q.line, "stage %s: a quorum of some acts stands under no condition", s.ID)
		}
	}
	for _, q := range s.Quorums() {
		c.quorum(s, q)
	}
}

func (c *checker) quorum(s StageDef, q Quorum) {
	c.evidence(q.line, s.ID, q.Evidence)
	switch {
	case !s.Collegial:
		c.fault(q.line, "stage %s: a quorum belongs to a collegial decision", s.ID)
	case (q.Relative() || q.InFavourAbove > 0) && q.Members+q.Present+q.InFavour > 0:
		c.fault(q.line, "stage %s: a quorum is either numbers of members or percentages of them, not both", s.ID)
	case q.InFavourAbove > 0 && !q.Relative():
		c.fault(q.line, "stage %s: the quorum says which part of the members must be in favour, but not which must be present (present_above)", s.ID)
	case q.HalfWithChair && q.InFavourAbove != 50:
		c.fault(q.line, "stage %s: half of the members with who presides are enough only where more than half are asked for (in_favour_above: 50)", s.ID)
	case !q.Relative() && (q.Present == 0 || q.Present > q.Members || q.InFavour > q.Members):
		c.fault(q.line, "stage %s: a quorum of %d present and %d in favour, of %d members", s.ID, q.Present, q.InFavour, q.Members)
	case strings.TrimSpace(q.Basis) == "":
		c.fault(q.line, "stage %s: the quorum has no basis", s.ID)
	}
}

func (c *checker) refresh(s StageDef) {
	f := s.Refresh
	if f == nil {
		return
	}
	c.evidence(f.line, s.ID, f.Evidence)
	c.oneOf(f.line, s.ID, "silence", string(f.Silence), string(SilenceNone), string(NoObjection))
	_, err := calendar.ParseTerm(f.Term)
	if err != nil || strings.TrimSpace(f.Basis) == "" {
		c.fault(f.line, "stage %s: the term %q on which opinions are asked again is not a term with a basis", s.ID, f.Term)
	}
	for _, b := range f.Bodies {
		if !slices.ContainsFunc(s.Givers, func(g GiverDef) bool { return g.Body == b }) {
			c.fault(f.line, "stage %s: %s is asked again, but is not asked", s.ID, b)
		}
	}
}

// choice checks what an outcome has beside its way.
func (c *checker) choice(s StageDef, o OutcomeDef) {
	where := "stage " + s.ID + ", outcome " + o.ID
	c.when(o.line, where, o.When)
	for _, id := range slices.Sorted(maps.Keys(o.Sets)) {
		t, known := c.Trait(id)
		_, valued := t.Value(o.Sets[id])
		switch {
		case !known:
			c.fault(o.line, "%s: sets trait %q, which is not a trait of this procedure", where, id)
		case !valued:
			c.fault(o.line, "%s: trait %s has no value %q", where, id, o.Sets[id])
		}
	}
	for _, g := range o.Grounds {
		if _, known := c.Ground(g); !known {
			c.fault(o.line, "%s: ground %q is not among the grounds of this procedure", where, g)
		}
	}
	if o.Exempts && !o.NeedsReasons {
		c.fault(o.line, "%s: an exemption needs reasons (needs_reasons: true)", where)
	}
	c.approval(s, o)
	c.reclassification(s, o)
	if len(o.Grounds) > 0 && !s.Kind.ByPerson() && s.Kind != Decision {
		c.fault(o.line, "%s: a ground that nobody names: the outcome comes by itself", where)
	}
}

// approval checks who takes an outcome that is not for whoever completes the stage:
// nobody exempts from a rule but somebody who may sign for the body, or a body
// that decides together.
func (c *checker) approval(s StageDef, o OutcomeDef) {
	where := "stage " + s.ID + ", outcome " + o.ID
	switch {
	case o.Approver != "" && o.Approver != BySigner:
		c.fault(o.line, "%s: approver %q is not %s", where, o.Approver, BySigner)
	case o.Approver != "" && !s.Kind.ByPerson():
		c.fault(o.line, "%s: an approver belongs to a stage that a person completes; a decision has its signers or its session", where)
	case o.Approver != "" && s.Outcomes[0].ID == o.ID:
		c.fault(o.line, "%s: the main path of a stage is for whoever completes it, and has no approver", where)
	case s.Kind.ByPerson() && o.Exempts && o.Approver == "":
		c.fault(o.line, "%s: an exemption is not granted by whoever completes the stage, but by a person with signing authority (approver: signer)", where)
	}
}

// combinations checks that for every act that the traits can describe the stages
// have a way on, and the first outcomes come to an end.
func (c *checker) combinations() {
	if len(c.Traits) == 0 {
		return
	}
	said := map[string]bool{}
	for _, traits := range c.deciding().Combinations() {
		d := c.For(traits)
		for _, s := range d.Stages {
			if s.Main().ID == "" && !said[s.ID] {
				said[s.ID] = true
				c.fault(s.line, "stage %s: no outcome may be taken for an act with %s", s.ID, described(traits))
			}
			c.minimums(s, said)
		}
		path, closed := d.MainPath()
		if !closed && path[len(path)-1].Main().ID != "" && !said[""] {
			said[""] = true
			c.fault(c.line, "the main path, by the first outcome of every stage, goes round for an act with %s", described(traits))
		}
	}
}

// deciding returns the definition with those traits alone on which it depends
// where a dossier goes and how long: any other leaves its way as it is.
func (c *checker) deciding() *Definition {
	used := map[string]bool{}
	note := func(w When) {
		for id := range w {
			used[id] = true
		}
	}
	for _, s := range c.Stages {
		for _, o := range s.Outcomes {
			note(o.When)
		}
		for _, w := range s.Windows {
			if needs[s.Kind] != "" || s.waitsForLapse() {
				note(w.When)
			}
		}
	}
	d := *c.Definition
	d.Traits = slices.DeleteFunc(slices.Clone(d.Traits), func(t TraitDef) bool { return !used[t.ID] })
	return &d
}

// needs are the windows that a kind of stage lives by.
var needs = map[Kind]WindowKind{Consultation: MinWindow, Wait: MinWindow, Report: MaxWindow}

// minimums checks that conditions leave a stage the windows that its kind, or an
// outcome of it that comes with the end of one, lives by.
func (c *checker) minimums(s StageDef, said map[string]bool) {
	has := func(k WindowKind) bool {
		return slices.ContainsFunc(s.Windows, func(w WindowDef) bool { return w.Kind == k })
	}
	kind, asks := needs[s.Kind]
	if s.waitsForLapse() {
		kind, asks = MaxWindow, true
	}
	if asks && !has(kind) && !said["window "+s.ID] {
		said["window "+s.ID] = true
		c.fault(s.line, "stage %s: for some acts the conditions leave no window of kind %s", s.ID, kind)
	}
}

// waitsForLapse reports whether the stage has an outcome that only the end of its
// longest term takes.
func (s StageDef) waitsForLapse() bool {
	return slices.ContainsFunc(s.Outcomes, func(o OutcomeDef) bool { return o.LapseOnly })
}

func described(traits map[string]string) string {
	var parts []string
	for _, id := range slices.Sorted(maps.Keys(traits)) {
		parts = append(parts, id+" "+traits[id])
	}
	return strings.Join(parts, ", ")
}

// produced checks that what a stage asks for can have come: where the text is
// frozen, an earlier stage in which versions may come asks for it too.
func (c *checker) produced() {
	for _, s := range c.Stages {
		if s.takesVersions() {
			continue
		}
		for _, doc := range s.asked() {
			comes := slices.ContainsFunc(c.Stages, func(b StageDef) bool {
				return b.takesVersions() && slices.Contains(b.asked(), doc) && c.reach(b.ID)[s.ID]
			})
			if !comes {
				c.fault(s.line, "stage %s asks for the document %s, which nobody produces: no stage before it in which versions may come asks for it", s.ID, doc)
			}
		}
	}
}

// takesVersions reports whether a version of the package may come in the stage: a
// consultation takes them until its last proof.
func (s StageDef) takesVersions() bool { return s.Text != TextFrozen || s.Kind == Consultation }

func (s StageDef) asked() []string {
	docs := slices.Clone(s.Docs)
	for _, d := range s.DocsWhen {
		docs = append(docs, d.Doc)
	}
	return docs
}
