package workflows

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// carryOut carries out a command as the real record does, or refuses it.
func (l *law) carryOut(row asked) (dossier.Effect, dossier.Code) {
	_, ended := l.endings[l.stageNo]
	switch {
	case row.seq != l.seq:
		return dossier.Effect{}, dossier.CodeStale
	case ended || l.status != dossier.Open || !dossier.Takes(string(l.in.Kind), row.name):
		return dossier.Effect{}, dossier.CodeNotNow
	}
	carry, known := lawful[row.name]
	if !known {
		return dossier.Effect{}, dossier.CodeNotNow
	}
	before := l.seq
	effect, code := carry(l, row)
	if code == "" && row.seq != before {
		l.oath.breaks("%s was given on %d and carried out on %d", row.name, row.seq, before)
	}
	return effect, code
}

var lawful = map[dossier.CommandName]func(*law, asked) (dossier.Effect, dossier.Code){
	dossier.Complete: func(l *law, row asked) (dossier.Effect, dossier.Code) { return l.goes(row, row.outcome) },
	dossier.RecordConclusion: func(l *law, row asked) (dossier.Effect, dossier.Code) {
		if !l.in.Collegial {
			return dossier.Effect{}, dossier.CodeNotNow
		}
		return l.goes(row, row.outcome)
	},
	dossier.Return:        func(l *law, row asked) (dossier.Effect, dossier.Code) { return l.sendsBack(row, "returned") },
	dossier.Reject:        func(l *law, row asked) (dossier.Effect, dossier.Code) { return l.sendsBack(row, "rejected") },
	dossier.PublishReport: (*law).publishes,
	dossier.PublishProof:  (*law).proves,
	dossier.Prepare:       (*law).prepares,
	dossier.Sign:          (*law).signs,
	dossier.GiveOpinion:   (*law).opines,
	dossier.Extend:        (*law).extends,
	dossier.Withdraw:      (*law).withdraws,
	dossier.SetVisibility: func(l *law, _ asked) (dossier.Effect, dossier.Code) { return l.steps(), "" },
}

// steps is a step that moves nothing but the sequence number.
func (l *law) steps() dossier.Effect {
	l.seq++
	l.oath.moves(l.seq)
	return dossier.Effect{Seq: l.seq, StageNo: l.stageNo}
}

// goes leaves the stage with an outcome where nothing stands against it.
func (l *law) goes(row asked, outcome string) (dossier.Effect, dossier.Code) {
	if _, ok := l.in.Outcome(outcome); !ok {
		return dossier.Effect{}, dossier.CodeOutcomeUnknown
	}
	if len(procedure.Unmet(l.in, outcome, l.facts(row))) > 0 {
		return dossier.Effect{}, dossier.CodeUnmet
	}
	if l.in.Exempting(outcome) {
		l.oath.exempts(exemption{outcome, row.ground, row.reasons})
	}
	l.oath.votes(vote{row.present, row.favour, row.chair})
	l.oath.supports(l.support)
	return l.leave(outcome), ""
}

func (l *law) sendsBack(row asked, outcome string) (dossier.Effect, dossier.Code) {
	if !l.in.Signed() {
		return dossier.Effect{}, dossier.CodeNotNow
	}
	return l.goes(row, outcome)
}

func (l *law) publishes(asked) (dossier.Effect, dossier.Code) {
	l.reports = l.rounds
	l.oath.publishes()
	return l.leave(l.in.Main().ID), ""
}

func (l *law) proves(row asked) (dossier.Effect, dossier.Code) {
	if l.open || !slices.Contains(l.in.Channels, row.channel) || slices.Contains(l.proved, row.channel) {
		return dossier.Effect{}, dossier.CodeChannelUnknown
	}
	if len(procedure.Unmet(l.in, "", l.facts(row))) > 0 {
		return dossier.Effect{}, dossier.CodeUnmet
	}
	l.proved = append(l.proved, row.channel)
	l.oath.proves(row.channel)
	switch {
	case len(l.proved) < len(l.in.Channels):
		return l.steps(), ""
	case l.in.Kind != procedure.Consultation:
		return l.leave(l.in.Main().ID), ""
	}
	l.begin(procedure.FromPublication, l.today())
	l.open = true
	l.rounds++
	l.opened++
	e := l.moved()
	e.Round = fmt.Sprintf("round-%d", l.stageNo)
	l.oath.opens(e.Seq)
	return e, ""
}

func (l *law) prepares(row asked) (dossier.Effect, dossier.Code) {
	switch {
	case !l.in.Signed():
		return dossier.Effect{}, dossier.CodeNotNow
	case row.pack == "" || row.pack != l.hash():
		return dossier.Effect{}, dossier.CodePackageChanged
	case l.prepared == l.hash():
		return dossier.Effect{}, dossier.CodeNothingChanged
	}
	f := l.facts(row)
	f.Signatures, f.SignaturesMissing, f.PreparedHash = l.in.Signers, nil, l.hash()
	if len(procedure.Unmet(l.in, l.in.Main().ID, f)) > 0 {
		return dossier.Effect{}, dossier.CodeUnmet
	}
	l.prepared = l.hash()
	l.oath.prepares(l.prepared)
	return l.steps(), ""
}

func (l *law) signs(row asked) (dossier.Effect, dossier.Code) {
	switch {
	case !l.in.Signed():
		return dossier.Effect{}, dossier.CodeNotNow
	case row.pack == "" || row.pack != l.hash():
		return dossier.Effect{}, dossier.CodePackageChanged
	case l.prepared != l.hash():
		return dossier.Effect{}, dossier.CodeNotPrepared
	case l.signatures[row.by] == l.hash():
		return dossier.Effect{}, dossier.CodeAlreadySigned
	case !l.turnOf(row.by):
		return dossier.Effect{}, dossier.CodeSignatureBefore
	}
	l.signatures[row.by] = l.hash()
	l.oath.signs(row.by, row.pack)
	f := l.facts(row)
	if f.Signatures < l.in.Signers || len(f.SignaturesMissing) > 0 {
		return l.steps(), ""
	}
	if len(procedure.Unmet(l.in, l.in.Main().ID, f)) > 0 {
		delete(l.signatures, row.by) // the whole command is undone
		l.oath.unsigns()
		return dossier.Effect{}, dossier.CodeUnmet
	}
	return l.leave(l.in.Main().ID), ""
}

// turnOf reports whether the body of somebody has a place among the signatures, and
// those above it are there where they have an order.
func (l *law) turnOf(who string) bool {
	body, _, _ := strings.Cut(who, "/")
	missing := l.facts(asked{}).SignaturesMissing
	for _, s := range l.in.Signatures {
		switch {
		case s.By == body:
			return true
		case l.in.Ordered && slices.Contains(missing, s.By):
			return false
		}
	}
	return len(l.in.Signatures) == 0
}

func (l *law) opines(row asked) (dossier.Effect, dossier.Code) {
	switch {
	case !slices.Contains(asks(l.in), row.by):
		return dossier.Effect{}, dossier.CodeNotAsked
	case row.pack == "" || row.pack != l.hash():
		return dossier.Effect{}, dossier.CodeOpinionOtherText
	case l.given[row.by] == l.substance():
		return dossier.Effect{}, dossier.CodeOpinionGiven
	}
	l.given[row.by] = l.substance()
	delete(l.silent, row.by)
	l.oath.hears(row.by, row.pack)
	if len(l.missing())+len(l.otherText()) > 0 {
		return l.steps(), ""
	}
	return l.leave(l.in.Main().ID), ""
}

// extends moves the end of the open round by ten days, or those of the terms of a
// wait and of opinions that may be made longer.
func (l *law) extends(asked) (dossier.Effect, dossier.Code) {
	if l.in.Kind != procedure.Consultation {
		return l.makesLonger()
	}
	var last *span
	for _, s := range l.spans {
		if s.kind != string(procedure.MaxWindow) && (last == nil || s.end.After(last.end)) {
			last = s
		}
	}
	if !l.open || last == nil || !l.now().Before(last.end) {
		return dossier.Effect{}, dossier.CodeRoundNotOpen
	}
	last.due = last.due.AddDays(10)
	last.end = l.cal.EndOfDay(last.due)
	e := l.moved()
	l.oath.moves(e.Seq)
	return e, ""
}

func (l *law) makesLonger() (dossier.Effect, dossier.Code) {
	var last *span
	for _, s := range l.spans {
		def, _ := l.in.Window(s.id)
		if def.Extendable && !s.lapsed && l.now().Before(s.end) && (last == nil || s.end.After(last.end)) {
			last = s
		}
	}
	if last == nil {
		return dossier.Effect{}, dossier.CodeNotExtended
	}
	last.due = last.due.AddDays(10)
	last.end = l.cal.EndOfDay(last.due)
	e := l.moved()
	l.oath.moves(e.Seq)
	return e, ""
}

func (l *law) withdraws(row asked) (dossier.Effect, dossier.Code) {
	if !row.reasons {
		return dossier.Effect{}, dossier.CodeReasonsRequired
	}
	l.status = dossier.Withdrawn
	e := l.end("")
	e.Ended, e.Closed = false, dossier.Withdrawn
	l.endings[l.stageNo] = e
	l.oath.withdraws(e.Seq)
	return e, ""
}

// What people do beside commands.

// revise adds a version: the act anew where it is asked for or has to be, and
// whatever else the stage wants.
func (l *law) revise(act bool, kinds []string) {
	closed := l.in.Text == procedure.TextFrozen && (l.in.Kind != procedure.Consultation || l.open)
	if _, ended := l.endings[l.stageNo]; closed || ended || l.status != dossier.Open {
		return
	}
	l.pack++
	if act || slices.ContainsFunc(kinds, func(kind string) bool { return !slices.Contains(l.asked().DocsAfter, kind) }) {
		l.considered = l.pack
	}
	if act {
		l.docs["act"] = l.pack
	}
	for _, kind := range kinds {
		l.docs[kind] = l.pack
	}
	l.oath.changes(l.hash(), act, kinds...)
}

func (l *law) remark() {
	if l.open {
		l.comments++
		l.oath.remarks()
	}
}

func (l *law) answer() {
	l.comments = 0
	l.oath.answers()
}

// within ends the stage with the dossier that ran within it.
func (l *law) within(completed bool) (dossier.StageNews, bool) {
	_, ended := l.endings[l.stageNo]
	if l.in.Kind != procedure.Subprocess || ended || l.status != dossier.Open {
		return dossier.StageNews{}, false
	}
	outcome := l.in.Outcomes[0].ID
	if !completed && len(l.in.Outcomes) > 1 {
		outcome = l.in.Outcomes[1].ID
	}
	e := l.leave(outcome)
	return dossier.StageNews{StageNo: l.stageNo, Effect: e}, true
}

// ended returns the day after which a term has passed.
func ended(cal calendar.Calendar, w procedure.WindowDef, start calendar.Date) calendar.Result {
	term, err := calendar.ParseTerm(w.Term)
	if err != nil {
		panic(err) // it is shipped
	}
	return cal.Due(start, term)
}
