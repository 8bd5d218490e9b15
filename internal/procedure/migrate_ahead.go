package procedure

import (
	"fmt"
	"slices"
	"strings"
)

// ahead finds what changes in the present stage and in those that the dossier
// can still come to.
func (m *migration) ahead() error {
	runs := m.course.Runs
	ended := 0
	for _, run := range runs {
		if !run.Ended.IsZero() {
			ended++
		}
	}
	if ended > 0 {
		m.stay(RunsStay, "", "count", fmt.Sprint(ended))
	}
	at := ""
	if len(runs) > 0 {
		at = runs[len(runs)-1].Stage
	}
	now, then := m.from.reachable(at), m.to.reachable(at)
	for _, st := range m.from.Stages {
		if now[st.ID] && !then[st.ID] {
			m.change(StageDropped, st.ID)
		}
	}
	for _, st := range m.to.Stages {
		if !then[st.ID] {
			continue
		}
		old, known := m.from.Stage(st.ID)
		if !known || !now[st.ID] {
			m.change(StageAdded, st.ID)
			continue
		}
		here := st.ID == at && runs[len(runs)-1].Ended.IsZero()
		m.differ(old, st, here)
		if !here {
			m.terms(old, st)
			continue
		}
		err := m.running(old, st)
		if err != nil {
			return err
		}
	}
	return nil
}

// reachable returns the stage and every one that an outcome may still lead to
// from it; all of them where it is none.
func (d *Definition) reachable(from string) map[string]bool {
	seen := map[string]bool{}
	todo := []string{from}
	if from == "" && len(d.Stages) > 0 {
		todo[0] = d.Stages[0].ID
	}
	for len(todo) > 0 {
		id := todo[0]
		todo = todo[1:]
		st, ok := d.Stage(id)
		if !ok || seen[id] {
			continue
		}
		seen[id] = true
		for _, o := range st.Outcomes {
			todo = append(todo, o.Next)
		}
	}
	return seen
}

// differ compares everything of a stage but its terms. Whose opinion has been
// asked for is heard, whatever the version says.
func (m *migration) differ(old, st StageDef, here bool) {
	if st.Actor != old.Actor {
		m.change(ActorChanges, st.ID, "was", old.Actor, "is", st.Actor)
	}
	m.lists(st.ID, "documents", DocumentsAdded, DocumentsDropped, old.Docs, st.Docs)
	m.lists(st.ID, "channels", ChannelsAdded, ChannelsDropped, old.Channels, st.Channels)
	m.lists(st.ID, "gates", GatesAdded, GatesDropped, gateCodes(old), gateCodes(st))
	if asked := without(always(old), always(st)); here && len(asked) > 0 {
		m.stay(GiversStay, st.ID, "bodies", strings.Join(asked, ","))
		m.lists(st.ID, "bodies", GiversAdded, GiversDropped, nil, without(always(st), always(old)))
	} else {
		m.lists(st.ID, "bodies", GiversAdded, GiversDropped, always(old), always(st))
	}
	switch {
	case st.Collegial != old.Collegial && st.Collegial:
		m.change(DeciderChanges, st.ID, "is", "collegial")
	case st.Collegial != old.Collegial:
		m.change(DeciderChanges, st.ID, "is", "signers")
	case st.Signers != old.Signers:
		m.change(SignersChange, st.ID, "was", fmt.Sprint(old.Signers), "is", fmt.Sprint(st.Signers))
	}
	if st.Silence != old.Silence {
		m.change(SilenceChanges, st.ID, "is", string(st.Silence))
	}
	if st.Lapse != old.Lapse {
		m.change(LapseChanges, st.ID, "is", st.Lapse)
	}
	for _, rule := range rules {
		if rule.says(st) != rule.says(old) {
			m.change(RuleChanges, st.ID, "rule", rule.name)
		}
	}
	if st.Text != old.Text {
		m.change(TextStateChanges, st.ID, "is", string(st.Text))
	}
	for _, o := range old.Outcomes {
		if _, ok := st.Outcome(o.ID); !ok {
			m.change(OutcomeDropped, st.ID, "outcome", o.ID)
		}
	}
	for _, o := range st.Outcomes {
		was, ok := old.Outcome(o.ID)
		switch {
		case !ok:
			m.change(OutcomeAdded, st.ID, "outcome", o.ID, "leads", o.Next)
		case was.Next != o.Next:
			m.change(OutcomeLeads, st.ID, "outcome", o.ID, "was", was.Next, "is", o.Next)
		}
	}
}

// lists notes what comes into a list and what goes out of it.
func (m *migration) lists(stage, name, added, dropped string, was, is []string) {
	if more := without(is, was); len(more) > 0 {
		m.change(added, stage, name, strings.Join(more, ","))
	}
	if fewer := without(was, is); len(fewer) > 0 {
		m.change(dropped, stage, name, strings.Join(fewer, ","))
	}
}

// terms compares the terms of a stage that the dossier is not in.
func (m *migration) terms(old, st StageDef) {
	for _, w := range old.Windows {
		if _, ok := st.Window(w.ID); !ok {
			m.change(TermDropped, st.ID, "kind", string(w.Kind), "was", w.Term)
		}
	}
	for _, w := range st.Windows {
		was, ok := old.Window(w.ID)
		switch {
		case !ok:
			m.change(TermAdded, st.ID, "kind", string(w.Kind), "is", w.Term)
		case was.Term != w.Term || was.Kind != w.Kind:
			m.change(TermChanges, st.ID, "kind", string(w.Kind), "was", was.Term, "is", w.Term)
		}
	}
}

// running compares the terms of the present stage. Least times that the version
// makes longer, or has more of, bind from now on; everything else stands as it
// was promised when the term began.
func (m *migration) running(old, st StageDef) error {
	at := len(m.course.Runs) - 1
	run := m.course.Runs[at]
	for _, w := range st.Windows {
		due, begun, err := m.due(at, run, w)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(m.course.Running, func(r RunningTerm) bool { return r.ID == w.ID })
		was, known := old.Window(w.ID)
		switch {
		case !begun && !known:
			m.change(TermAdded, st.ID, "kind", string(w.Kind), "is", w.Term)
		case !begun && was.Term != w.Term:
			m.change(TermChanges, st.ID, "kind", string(w.Kind), "was", was.Term, "is", w.Term)
		case !begun:
		case i < 0 && w.Kind == MaxWindow:
			m.stay(TermOnNextEntry, st.ID, "kind", string(w.Kind), "is", w.Term)
		case i < 0:
			m.found.Terms = append(m.found.Terms, Moved{w, due})
			m.change(TermBegins, st.ID, "due", due.Due.String())
		case w.Kind != MaxWindow && st.Kind != Opinions && m.course.Running[i].Kind != MaxWindow && due.Due.After(m.course.Running[i].Due):
			m.found.Terms = append(m.found.Terms, Moved{w, due})
			m.change(TermMoves, st.ID, "was", m.course.Running[i].Due.String(), "is", due.Due.String())
		case known && (was.Term != w.Term || was.From != w.From):
			m.stay(TermStays, st.ID, "due", m.course.Running[i].Due.String(), "is", w.Term)
		}
	}
	for _, r := range m.course.Running {
		if _, ok := st.Window(r.ID); !ok {
			m.stay(TermStays, st.ID, "due", r.Due.String(), "is", "")
		}
	}
	return nil
}
