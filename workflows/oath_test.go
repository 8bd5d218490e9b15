package workflows

import (
	"fmt"
	"slices"
	"time"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// oath watches what a record does and knows the promises of the product. It asks
// the definition and what it has seen alone, never the record and never Unmet.
type oath struct {
	law    *law // for its clock and its status
	seq    int64
	runs   []*run
	pack   string
	weighs string // the last package that brought more than documents that come after opinions
	signed []signed
	loose  int // comments without an answer
	over   bool
	heard  map[string]string // by the bodies that were last asked, the package that they speak of; nil: none were
	rounds int               // without a published report
	far    bool              // the dossier came to a later stage: what was decided before is not known
	broken []string
}

// run is a stage as it was gone through.
type run struct {
	stage   procedure.StageDef
	starts  map[string]calendar.Date // of its terms, by id
	proofs  []string
	open    bool
	outcome string
	left    bool

	prepared  string // package that was last put before the signers
	published bool   // a report
	exempted  []exemption
	vote      vote
	support   int
}

// exemption is what is put down beside an outcome that departs from a rule.
type exemption struct {
	outcome, ground string
	reasons         bool
}

// vote is what was entered of a session.
type vote struct {
	present, favour int
	chair           bool
}

type signed struct {
	who, pack string
	run       int
}

func (o *oath) breaks(format string, args ...any) {
	o.broken = append(o.broken, fmt.Sprintf("%s: ", o.law.now().Format(time.DateOnly))+fmt.Sprintf(format, args...))
}

func (o *oath) last() *run { return o.runs[len(o.runs)-1] }

// moves is any step: the sequence number only grows, and what has ended takes
// nothing.
func (o *oath) moves(seq int64) {
	if seq <= o.seq {
		o.breaks("the sequence number went from %d to %d", o.seq, seq)
	}
	if o.over {
		o.breaks("something happened after the end of the dossier")
	}
	o.reportsInTime()
	o.seq = max(o.seq, seq)
}

func (o *oath) enters(s procedure.StageDef) {
	if len(o.runs) > 0 && !o.last().left {
		o.breaks("stage %s was entered while stage %s goes on", s.ID, o.last().stage.ID)
	}
	if len(o.runs) > 0 {
		from, _ := o.last().stage.Outcome(o.last().outcome)
		if from.Next != s.ID {
			o.breaks("outcome %s of stage %s leads to %s, and %s was entered", o.last().outcome, o.last().stage.ID, from.Next, s.ID)
		}
	}
	if s.Kind == procedure.Opinions {
		o.heard = map[string]string{}
	}
	o.runs = append(o.runs, &run{stage: s, starts: map[string]calendar.Date{}})
	o.moves(o.law.seq)
}

func (o *oath) begins(w procedure.WindowDef, start calendar.Date) { o.last().starts[w.ID] = start }

func (o *oath) proves(channel string) { o.last().proofs = append(o.last().proofs, channel) }

func (o *oath) opens(seq int64) {
	o.moves(seq)
	r := o.last()
	o.proved(r, "a round was opened")
	r.open = true
	o.rounds++
}

func (o *oath) proved(r *run, what string) {
	for _, c := range r.stage.Channels {
		if !slices.Contains(r.proofs, c) {
			o.breaks("stage %s: %s before it was proved in %s", r.stage.ID, what, c)
		}
	}
}

func (o *oath) remarks() { o.loose++ }
func (o *oath) answers() { o.loose = 0 }

func (o *oath) signs(who, pack string) {
	if pack != o.pack {
		o.breaks("stage %s: %s signed %s, and the package is %s", o.last().stage.ID, who, pack, o.pack)
	}
	o.slot(who, pack)
	o.signed = append(o.signed, signed{who, pack, len(o.runs)})
}

func (o *oath) unsigns() { o.signed = o.signed[:len(o.signed)-1] }

// leaves is the end of a stage: by what says that a term has passed never before
// it has, forwards never before its shortest terms, never
// without the signatures of different people on the package as it is, never past a
// comment without an answer where one must not.
func (o *oath) leaves(outcome string, seq int64) {
	o.moves(seq)
	r := o.last()
	if r.left {
		o.breaks("stage %s ended twice", r.stage.ID)
	}
	r.left, r.outcome = true, outcome
	o.exempted(r)
	way, known := r.stage.Outcome(outcome)
	if !known || way.Barred {
		o.breaks("stage %s ended with %q, which it may not", r.stage.ID, outcome)
	}
	passed := func(w procedure.WindowDef) bool {
		start, began := r.starts[w.ID]
		return w.Kind == procedure.MaxWindow && began && !o.law.now().Before(o.law.cal.EndOf(ended(o.law.cal, w, start)))
	}
	if way.LapseOnly && !slices.ContainsFunc(r.stage.Windows, passed) {
		o.breaks("stage %s was left by %s, and its term has not passed", r.stage.ID, outcome)
	}
	if way.Ungated || way.LapseOnly {
		return
	}
	for _, w := range r.stage.Windows {
		if w.Kind == procedure.MaxWindow {
			continue
		}
		start, began := r.starts[w.ID]
		end := o.law.cal.EndOf(ended(o.law.cal, w, start))
		if !began || o.law.now().Before(end) {
			o.breaks("stage %s was left by %s before window %s ended (%s)", r.stage.ID, outcome, w.ID, end.Format(time.DateOnly))
		}
	}
	if r.stage.Kind.ByChannels() {
		o.proved(r, "it ended")
	}
	o.complete(r)
	o.decided(r)
	o.bound(r)
	if r.asks(procedure.EveryCommentAnswered) && o.loose > 0 {
		o.breaks("stage %s was left by %s with %d comments without an answer", r.stage.ID, outcome, o.loose)
	}
	if r.asks(procedure.ReportPublished) && o.rounds > 0 {
		o.breaks("stage %s was left by %s without the report on %d rounds", r.stage.ID, outcome, o.rounds)
	}
	if r.stage.Kind == procedure.Report && !r.published {
		o.breaks("stage %s was left by %s without a report", r.stage.ID, outcome)
	}
}

func (r *run) asks(gate string) bool {
	return slices.ContainsFunc(r.stage.Gates, func(g procedure.GateDef) bool { return g.Code == gate })
}

func (o *oath) withdraws(seq int64) {
	o.moves(seq)
	o.last().left = true
	o.over = true
}

// ends checks what must hold at the end.
func (o *oath) ends(result dossier.DossierResult) {
	if len(o.runs) == 0 || !o.last().left {
		o.breaks("the dossier ended as %s within a stage", result.Status)
		return
	}
	way, _ := o.last().stage.Outcome(o.last().outcome)
	if !o.over && (way.Next != procedure.End || string(way.Ends) != string(result.Status)) {
		o.breaks("outcome %s of stage %s ends the dossier as %q, and it ended as %s", way.ID, o.last().stage.ID, way.Ends, result.Status)
	}
	if result.Seq <= o.seq && !o.over {
		o.breaks("the dossier ended with sequence number %d, after %d", result.Seq, o.seq)
	}
}
