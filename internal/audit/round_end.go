package audit

import (
	"time"

	"github.com/rasprava/rasprava/internal/ledger"
)

// move takes another end of a round, which is open.
func (r *rounds) move(n int64, l *ledger.Leaf) {
	round, _, ok := r.find(n, l)
	if !ok {
		return
	}
	if over := max(round.ended, round.closed); over >= 0 {
		r.faults.add(BadRound, n, "the end of round %s is moved, and it ended with leaf %d", l.Round, over)
		return
	}
	round.until = l.Until
	if !l.Until.After(l.At) {
		round.until = l.At.Add(adjusted) // what came until now came in time
	}
}

// closedBefore reports whether the round had ended at that instant: that it was closed
// is written down some time after its end.
func (r *Round) closedBefore(at time.Time) bool {
	return (r.ended >= 0 || r.closed >= 0) && at.After(r.closing.At) || !r.until.IsZero() && !at.Before(r.until)
}

// end takes a closing, provisional or final, and a report.
func (r *rounds) end(n int64, l *ledger.Leaf) {
	round, _, ok := r.find(n, l)
	if !ok {
		return
	}
	switch l.Kind {
	case ledger.RoundEnded:
		if round.ended >= 0 || round.closed >= 0 {
			r.faults.add(BadRound, n, "round %s ends again; it did with leaf %d", l.Round, max(round.ended, round.closed))
			return
		}
		round.ended, round.closing = n, *l
		round.provisional = closed{leaf: *l, submissions: round.Submissions, comments: round.Comments}
	case ledger.RoundClosed:
		if round.closed >= 0 {
			r.faults.add(BadRound, n, "round %s is closed again; it was with leaf %d", l.Round, round.closed)
			return
		}
		for what, before := range round.closing.Counts {
			if round.ended >= 0 && l.Counts[what] < before {
				r.faults.add(WrongCount, n, "the final closing of round %s counts %d %s, the provisional one, leaf %d, %d", l.Round, l.Counts[what], what, round.ended, before)
			}
		}
		at := round.closing.At
		round.finalAt = l.At
		round.closed, round.Closed, round.closing = n, true, *l
		if round.ended >= 0 {
			round.closing.At = at // what came by itself came before the first end
		}
	case ledger.ReportPublished:
		switch {
		case round.reported >= 0 && (round.closed < 0 || round.reported > round.closed):
			r.faults.add(BadRound, n, "round %s is reported on again; it was with leaf %d", l.Round, round.reported)
			return
		case round.ended < 0 && round.closed < 0:
			r.faults.add(BadRound, n, "round %s is reported on before its end", l.Round)
		case round.closed < 0: // on its last day; what comes late is still to be counted
			if before := round.closing.Counts["comments"]; l.Counts["received"] < before {
				r.faults.add(WrongCount, n, "the report on round %s counts %d received, its provisional closing, leaf %d, %d comments", l.Round, l.Counts["received"], round.ended, before)
			}
		case l.Counts["received"] != round.closing.Counts["comments"]:
			r.faults.add(WrongCount, n, "the report on round %s counts %d received, its closing, leaf %d, %d comments", l.Round, l.Counts["received"],
				round.closed, round.closing.Counts["comments"])
		}
		if l.Counts["answered"] != round.told.answered {
			r.faults.add(WrongCount, n, "the report on round %s counts %d answered, the log has answers to %d", l.Round, l.Counts["answered"], round.told.answered)
		}
		round.reported, round.Reported, round.report, round.reportOf = n, true, *l, round.told
		round.ReportHash = l.Hash
	}
}
