package web

import (
	"strings"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/picture"
	"github.com/rasprava/rasprava/internal/procedure"
)

// following is where an outcome of the present stage leads, in sentences.
type following struct {
	Outcome   string
	Sentences []string
	Back      bool
	Reasons   bool // must be given
}

// follows says what follows from an outcome.
func (v *visit) follows(m matter, o procedure.OutcomeDef) following {
	out := following{Outcome: v.title(o.TitleSr, o.TitleEn), Back: o.Back, Reasons: o.NeedsReasons}
	say := func(s string) { out.Sentences = append(out.Sentences, s) }
	next, ok := m.Definition.Stage(o.Next)
	if !ok {
		say(v.t("follows.ends." + string(o.Ends)))
		say(v.t("follows.final"))
		return out
	}
	if next.ID == m.Stage {
		say(v.t("follows.again", "name", quoted(v.title(next.TitleSr, next.TitleEn))))
	} else {
		say(v.t("follows.next", "name", quoted(v.title(next.TitleSr, next.TitleEn))))
	}
	if len(next.Givers) > 0 {
		say(v.t("follows.givers", "whom", v.say.List(each(next.Givers, func(g procedure.GiverDef) string { return v.bodyOf(m, g.Body) }))))
	} else {
		say(v.t("follows.acts", "whom", v.bodyOf(m, next.Actor)))
	}
	for _, w := range next.Windows {
		if w.Kind != procedure.CommentMinWindow {
			say(v.termSentence(m.Definition, w))
		}
	}
	if comesBack(m.Definition, m.Stage, o.Next) {
		say(v.t("follows.comes_back"))
	} else {
		say(v.t("follows.final"))
	}
	return out
}

// bodyOf names a body of the procedure; the lead by its own name.
func (v *visit) bodyOf(m matter, code string) string {
	if code == procedure.Lead {
		return v.title(m.LeadNameSr, m.LeadNameEn)
	}
	b, ok := m.Definition.Body(code)
	if !ok {
		return code
	}
	return v.title(b.NameSr, b.NameEn)
}

// termSentence says how long a term lasts and from when it runs.
func (v *visit) termSentence(d *procedure.Definition, w procedure.WindowDef) string {
	from := v.t("follows.from." + w.From)
	if id, ok := strings.CutPrefix(w.From, "stage:"); ok {
		st, _ := d.Stage(id)
		from = v.t("follows.from.stage", "name", quoted(v.title(st.TitleSr, st.TitleEn)))
	}
	return v.marked(v.ofTerm("follows.term."+string(w.Kind), w.Term, "from", from), w.Evidence)
}

// marked adds to a sentence, where it was not read in a public source, that it is
// not verified.
func (v *visit) marked(sentence string, e procedure.Evidence) string {
	return picture.Words{Say: v.say}.Marked(sentence, e)
}

// source writes where a rule comes from and, where that was not read, that it is
// not verified.
func (v *visit) source(d *procedure.Definition, basis string, e procedure.Evidence) string {
	text := v.say.Serbian(v.basis(d, basis))
	if !e.Verified() {
		text += ", " + v.t("procedure.not_verified")
	}
	return text
}

// basis returns where a rule comes from as an English page cites it, where the
// procedure says how; else as it stands, in Serbian.
func (v *visit) basis(d *procedure.Definition, basis string) string {
	return basisIn(v.lang, d, basis)
}

func basisIn(l locale.Lang, d *procedure.Definition, basis string) string {
	if en := d.EnglishBasis(basis); l == locale.En && en != "" {
		return en
	}
	return basis
}

// ofTerm says something of a term: by the message id with how long it is, or by
// the one with `_on` at its end with the date on which it ends.
func (v *visit) ofTerm(id, s string, pairs ...any) string {
	t, err := calendar.ParseTerm(s)
	if err == nil && t.Dated() {
		return v.t(id+"_on", append(pairs, "day", v.say.LongDay(t.MonthDay()))...)
	}
	return v.t(id, append(pairs, "term", v.within(s))...)
}

// within writes how long a term is, to stand after a preposition; the term as it
// stands where it cannot be read.
func (v *visit) within(s string) string {
	t, err := calendar.ParseTerm(s)
	if err != nil {
		return s
	}
	if t.Unit == calendar.DaysNoRoll {
		t.Unit = calendar.Days
	}
	return v.n("procedure.within."+picture.UnitName(t.Unit), t.N)
}

// comesBack reports whether a dossier that goes on to next may be turned back to
// the stage, or above it, by an outcome of a stage that can be reached from there.
func comesBack(d *procedure.Definition, stage, next string) bool {
	place := map[string]int{}
	for i, s := range d.Stages {
		place[s.ID] = i
	}
	if place[next] <= place[stage] {
		return true
	}
	seen := map[string]bool{stage: true}
	ahead := []string{next}
	for len(ahead) > 0 {
		s, ok := d.Stage(ahead[0])
		ahead = ahead[1:]
		if !ok || seen[s.ID] {
			continue
		}
		seen[s.ID] = true
		for _, o := range s.Outcomes {
			at, inside := place[o.Next]
			if inside && at <= place[stage] {
				return true
			}
			ahead = append(ahead, o.Next)
		}
	}
	return false
}
