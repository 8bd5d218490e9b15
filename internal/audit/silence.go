package audit

import (
	"time"

	"github.com/rasprava/rasprava/internal/ledger"
)

// promiseTerm is within what time the log takes in what it has promised; until
// then a closing may count submissions whose leaves are still to come. No leaf says
// that it is of a time further back from those before it.
const promiseTerm = 24 * time.Hour

// silence is the last time, longer than promiseTerm, in which the log took in nothing:
// the system stood still, or the log was not to be signed. What came meanwhile was
// promised, and is taken in when it goes on.
type silence struct {
	from  time.Time
	until time.Time // zero: there was none
	leaf  int64     // with which the log went on
}

// adjusted is by how much a clock may be set back.
const adjusted = time.Minute

// pass takes the instant of leaf n.
func (r *rounds) pass(n int64, at time.Time) {
	if !at.After(r.newest) {
		return
	}
	if !r.newest.IsZero() && at.Sub(r.newest) > promiseTerm {
		r.silence = silence{from: r.newest, until: at, leaf: n}
	}
	r.newest = at
}

// behind reports whether a leaf that comes now cannot be of that instant: what was
// received then is promised for promiseTerm, or until as long after the log went on.
// What is of before the end of a round that had ended when the log fell silent was
// not received in the silence.
func (r *rounds) behind(round *Round, at time.Time) bool {
	if r.newest.Sub(at) <= promiseTerm {
		return false
	}
	over := round.ended
	if over < 0 {
		over = round.closed
	}
	return r.silence.until.IsZero() || r.newest.Sub(r.silence.until) > promiseTerm || at.Before(r.silence.from.Add(-adjusted)) ||
		over >= 0 && over < r.silence.leaf
}

func (r *rounds) stale(n int64, l *ledger.Leaf) {
	r.faults.add(BadRound, n, "%s in round %s says that it is of %s, %s before what stands ahead of it: nothing is promised for longer than %s",
		l.Kind, l.Round, l.At.UTC().Format(time.RFC3339), r.newest.Sub(l.At), promiseTerm)
}
