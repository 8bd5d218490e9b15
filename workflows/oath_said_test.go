package workflows

import (
	"slices"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/procedure"
)

// The part of the oath that is about what people say: opinions, votes, support,
// signatures, reports and exemptions.

// changes is a new version: the act anew, or documents of those kinds.
func (o *oath) changes(pack string, act bool, kinds ...string) {
	o.pack = pack
	after := o.asked().DocsAfter
	if act || slices.ContainsFunc(kinds, func(kind string) bool { return !slices.Contains(after, kind) }) {
		o.weighs = pack
	}
}

// asked returns the stage in which opinions were last asked for.
func (o *oath) asked() procedure.StageDef {
	for _, r := range slices.Backward(o.runs) {
		if r.stage.Kind == procedure.Opinions {
			return r.stage
		}
	}
	return procedure.StageDef{}
}

// hears is an opinion: on the package as it is, and it stands for none that brings
// more than what comes after opinions.
func (o *oath) hears(body, pack string) {
	if pack != o.pack {
		o.breaks("stage %s: %s spoke of %s, and the package is %s", o.last().stage.ID, body, pack, o.pack)
	}
	o.heard[body] = o.weighs
}

// silent is the silence of a body that had its whole term, where that means
// something.
func (o *oath) silent(body, pack string) {
	r := o.last()
	if r.stage.Silence != procedure.NoObjection || !o.passed(r, procedure.MaxWindow) {
		o.breaks("stage %s: the silence of %s was taken for an opinion before its term had passed", r.stage.ID, body)
	}
	o.hears(body, pack)
}

// passed reports whether every term of that kind has passed.
func (o *oath) passed(r *run, kind procedure.WindowKind) bool {
	for _, w := range r.stage.Windows {
		start, began := r.starts[w.ID]
		if w.Kind == kind && (!began || o.law.now().Before(o.law.cal.EndOf(ended(o.law.cal, w, start)))) {
			return false
		}
	}
	return true
}

// bound checks that every body that was asked speaks of the package as it is,
// where that is asked for.
func (o *oath) bound(r *run) {
	if r.stage.Kind != procedure.Opinions && !r.asks(procedure.OpinionsBoundToText) || o.heard == nil {
		return
	}
	for _, g := range o.asked().Givers {
		if g.Mandatory == procedure.Always && o.heard[g.Body] != o.weighs {
			o.breaks("stage %s was left by %s with the opinion of %s on %q, and the package is %s", r.stage.ID, r.outcome, g.Body, o.heard[g.Body], o.weighs)
		}
	}
}

func (o *oath) publishes() {
	o.last().published = true
	o.rounds = 0
}

// reportsInTime checks that a report is published on its last day, whatever answers
// are there.
func (o *oath) reportsInTime() {
	if len(o.runs) == 0 || o.last().published || o.last().stage.Kind != procedure.Report {
		return
	}
	r := o.last()
	for _, w := range r.stage.Windows {
		start, began := r.starts[w.ID]
		if !began || w.Kind != procedure.MaxWindow {
			continue
		}
		if end := o.law.cal.EndOf(ended(o.law.cal, w, start)); o.law.now().After(end.Add(time.Hour)) {
			o.breaks("stage %s: there was no report on %s", r.stage.ID, end.Format(time.DateOnly))
		}
	}
}

func (o *oath) exempts(e exemption) { o.last().exempted = append(o.last().exempted, e) }

// exempted checks that an outcome that departs from a rule has its exemption, with
// reasons and, where the law lists grounds, with one of them; and that no debate is
// passed over but so.
func (o *oath) exempted(r *run) {
	way, _ := r.stage.Outcome(r.outcome)
	i := slices.IndexFunc(r.exempted, func(e exemption) bool { return e.outcome == r.outcome })
	switch {
	case !r.stage.Exempting(r.outcome):
		if i >= 0 {
			o.breaks("stage %s: outcome %s departs from no rule, and has an exemption", r.stage.ID, r.outcome)
		}
	case i < 0:
		o.breaks("stage %s was left by %s without an exemption", r.stage.ID, r.outcome)
	case !r.exempted[i].reasons:
		o.breaks("stage %s: the exemption of %s has no reasons", r.stage.ID, r.outcome)
	case len(way.Grounds) > 0 && !slices.Contains(way.Grounds, r.exempted[i].ground):
		o.breaks("stage %s: the exemption of %s is on %q, which is not among its grounds", r.stage.ID, r.outcome, r.exempted[i].ground)
	}
	if !way.Ungated && r.asks(procedure.DebateDecided) && !o.far && !slices.ContainsFunc(o.runs, o.debated) {
		o.breaks("stage %s was left by %s, and nobody has decided on a debate", r.stage.ID, r.outcome)
	}
}

func (o *oath) debated(r *run) bool {
	return r.left && (slices.Contains(o.law.def.Debates(), r.stage.ID) || o.law.def.WithoutDebate(r.stage.ID, r.outcome))
}

func (o *oath) votes(v vote) { o.last().vote = v }

func (o *oath) supports(n int) { o.last().support = n }

// decided checks that a session was there and for it in the number that the law
// sets, and that enough support what is collected.
func (o *oath) decided(r *run) {
	if q := r.stage.Quorum; q != nil {
		v := r.vote
		all, there, carried := q.Members, v.present >= q.Present, 2*v.favour > v.present
		if q.Relative() {
			all, there = members, 100*v.present > q.PresentAbove*members
		}
		switch {
		case q.InFavourAbove > 0:
			carried = 100*v.favour > q.InFavourAbove*members || q.HalfWithChair && v.chair && 2*v.favour == members
		case q.InFavour > 0:
			carried = v.favour >= q.InFavour
		}
		if !there || !carried || v.present > all || v.favour > v.present {
			o.breaks("stage %s was left by %s with %d of %d members present and %d in favour", r.stage.ID, r.outcome, v.present, all, v.favour)
		}
	}
	for _, t := range r.stage.Thresholds {
		if r.support < t.Count || 100*r.support < t.Percent*electorate {
			o.breaks("stage %s was left by %s with the support of %d, below %+v", r.stage.ID, r.outcome, r.support, t)
		}
	}
}

func (o *oath) prepares(pack string) { o.last().prepared = pack }

// slot checks that a signature has its place: on what was put before the signers,
// nobody's second, in the order of the bodies.
func (o *oath) slot(who, pack string) {
	r := o.last()
	if r.prepared != pack {
		o.breaks("stage %s: %s signed %s, and %q was put before the signers", r.stage.ID, who, pack, r.prepared)
	}
	if slices.Contains(o.signed, signed{who, pack, len(o.runs)}) {
		o.breaks("stage %s: %s signed %s twice", r.stage.ID, who, pack)
	}
	body, _, _ := strings.Cut(who, "/")
	for _, s := range r.stage.Signatures {
		if s.By == body {
			return
		}
		if n := o.people(s.By); r.stage.Ordered && n < s.Count {
			o.breaks("stage %s: %s signed when %d of %d of %s had", r.stage.ID, who, n, s.Count, s.By)
		}
	}
	if len(r.stage.Signatures) > 0 {
		o.breaks("stage %s: %s signed, whose signature it does not need", r.stage.ID, who)
	}
}

// people counts who have signed the package as it is in the present stage, of a
// body; of any: empty.
func (o *oath) people(body string) int {
	who := map[string]bool{}
	for _, s := range o.signed {
		if of, _, _ := strings.Cut(s.who, "/"); s.run == len(o.runs) && s.pack == o.pack && (body == "" || of == body) {
			who[s.who] = true
		}
	}
	return len(who)
}

// complete checks that the signatures are there on the package as it is.
func (o *oath) complete(r *run) {
	if n := o.people(""); n < r.stage.Signers {
		o.breaks("stage %s was left by %s with %d signatures of %d on the package as it is", r.stage.ID, r.outcome, n, r.stage.Signers)
	}
	for _, s := range r.stage.Signatures {
		if n := o.people(s.By); n < s.Count {
			o.breaks("stage %s was left by %s with %d signatures of %d of %s on the package as it is", r.stage.ID, r.outcome, n, s.Count, s.By)
		}
	}
}
