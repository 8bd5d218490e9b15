package audit

import (
	"cmp"
	"slices"
	"time"

	"github.com/rasprava/rasprava/internal/ledger"
)

// closed is a provisional closing, and what the log has of what it counts: what stood
// before it, and what came before it and was only promised then.
type closed struct {
	leaf        ledger.Leaf
	submissions int64
	comments    int64
	// Late entries of its own second, or that were promised before it: they are among
	// what it counts, or are not.
	either struct{ submissions, comments int64 }
}

// timely takes what was received before the provisional closing, and stands behind it.
func (r *Round) timely(l *ledger.Leaf, comments int64) {
	p := &r.provisional
	switch {
	case r.ended < 0 || l.At.After(p.leaf.At):
	case l.Kind == ledger.SubmissionReceived:
		p.submissions, p.comments = p.submissions+1, p.comments+comments
	case l.Kind == ledger.LateEntry:
		p.either.submissions, p.either.comments = p.either.submissions+1, p.either.comments+comments
	}
}

// holdProvisional holds the counts of the provisional closing to what came before it.
func (r *rounds) holdProvisional(round *Round) {
	if round.ended < 0 {
		return
	}
	p := round.provisional
	soon := r.newest.Before(p.leaf.At.Add(promiseTerm))
	for _, c := range []struct {
		what         string
		have, either int64
	}{{"submissions", p.submissions, p.either.submissions}, {"comments", p.comments, p.either.comments}} {
		want := p.leaf.Counts[c.what]
		if c.have > want || c.have+c.either < want && !soon {
			r.faults.add(WrongCount, round.ended, "the provisional closing of round %s counts %d %s, the log has %d of before it", round.ID, want, c.what, c.have)
		}
	}
}

// finish says what is missing when the last leaf was taken.
func (r *rounds) finish() {
	for _, round := range r.all {
		r.holdProvisional(round)
		if round.closed < 0 {
			continue
		}
		if round.reported >= 0 && round.reported < round.closed {
			r.faults.add(BadRound, round.closed, "round %s is closed for good, and the report on it, leaf %d, is of before", round.ID, round.reported)
		}
		soon := r.newest.Before(round.closing.At.Add(promiseTerm))
		for _, c := range []struct {
			what string
			have int64
		}{{"submissions", round.Submissions}, {"comments", round.Comments}, {"unconfirmed", round.Unconfirmed}} {
			want := round.closing.Counts[c.what]
			if c.have > want || c.have < want && !soon {
				r.faults.add(WrongCount, round.closed, "the closing of round %s counts %d %s, the log has %d", round.ID, want, c.what, c.have)
			}
		}
	}
	r.unanswered()
}

// unanswered names the comments of reported rounds that have no record.
func (r *rounds) unanswered() {
	if !slices.ContainsFunc(r.all, func(x *Round) bool { return x.Reported && x.Waiting > 0 }) {
		return
	}
	var left []submission
	for _, s := range r.submissions {
		if round := r.all[s.round]; round.Reported && round.Waiting > 0 && slices.Contains(r.records[s.first:s.first+int32(s.count)], waiting) {
			left = append(left, s)
		}
	}
	slices.SortFunc(left, func(a, b submission) int { return cmp.Compare(a.leaf, b.leaf) })
	for _, s := range left {
		for c := range int32(s.count) {
			if r.records[s.first+c] == waiting {
				round := r.all[s.round]
				r.faults.add(Unanswered, s.leaf, "comment %d has no record of what became of it, and round %s is reported on with leaf %d", c+1, round.ID, round.reported)
			}
		}
	}
}

// Unreported is a round that is over, of which the log does not say everything yet:
// its closing is provisional, or it is closed for good and not reported on.
type Unreported struct {
	*Round
	Since time.Time     // by its last closing
	For   time.Duration // until the newest leaf
	Leaf  int64         // of that closing
}

// unreported lists the rounds that are over and of which more is to come, in the
// order in which they were opened.
func (r *rounds) unreported() []Unreported {
	var all []Unreported
	for _, round := range r.all {
		leaf, since := round.ended, round.closing.At
		if round.closed >= 0 {
			leaf, since = round.closed, round.finalAt
		}
		if leaf < 0 || round.Closed && round.Reported {
			continue
		}
		all = append(all, Unreported{round, since, max(r.newest.Sub(since), 0), leaf})
	}
	return all
}
