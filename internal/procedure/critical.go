package procedure

import (
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/calendar"
)

// passage is the way through one stage: the day on which it is at hand, its last
// day, and the first day of what follows.
type passage struct{ at, end, next calendar.Date }

// goalOf returns the place on the path of what everything before it is for: the
// wait after which the act is in force, or, where nothing comes into force, the
// last stage.
func goalOf(path []StageDef, published bool) int {
	goal := len(path) - 1
	for i, s := range path {
		published = published || s.Kind == Publication
		if published && s.Kind == Wait {
			goal = i
		}
	}
	return goal
}

// markCritical finds what the earliest goal depends on: from the goal backwards,
// the term that is waited for in a stage and the stage from which that term runs,
// or, where none is waited for, the stage before. Every stage as far as the goal
// is given its slack, which one that is critical may have too: where the last day
// of what follows falls on a day that is not worked, the days before it are free.
func (t *Timeline) markCritical(path []StageDef, published bool, fresh func() *course) error {
	goal := goalOf(path, published)
	path = path[:goal+1]
	base, err := passages(path, fresh(), -1, 0)
	if err != nil {
		return err
	}
	t.markDriving(path, base, goal)
	for i := range path {
		slack := 0
		for {
			late, err := passages(path, fresh(), i, slack+1)
			if err != nil {
				return err
			}
			if late[goal].end != base[goal].end {
				break
			}
			slack++
		}
		t.Stages[i].slacken(slack, base[i])
		if t.Stages[i].Critical {
			t.CriticalPath = append(t.CriticalPath, t.Stages[i].ID)
		}
	}
	return nil
}

// passages goes along the path; the stage at late ends that many days later than
// it could.
func passages(path []StageDef, c *course, late, days int) ([]passage, error) {
	all := make([]passage, len(path))
	for i, s := range path {
		at := c.at
		end, err := c.pass(s, waitsFor(s, false))
		if err != nil {
			return nil, err
		}
		if i == late {
			end, c.at = end.AddDays(days), c.at.AddDays(days)
			c.ended[s.ID] = end
		}
		all[i] = passage{at, end, c.at}
	}
	return all, nil
}

// markDriving marks the stage at i and what its end depends on.
func (t *Timeline) markDriving(path []StageDef, base []passage, i int) {
	if i < 0 || t.Stages[i].Critical {
		return
	}
	s := &t.Stages[i]
	s.Critical = true
	waits := false
	for k := range s.Terms {
		term := &s.Terms[k]
		after := term.passed()
		if term.Kind == MaxWindow || after != base[i].next || !after.After(base[i].at) {
			continue
		}
		term.Critical, waits = true, true
		origin, _ := strings.CutPrefix(term.From, fromStage)
		before := slices.IndexFunc(path[:i], func(b StageDef) bool { return b.ID == origin })
		if before < 0 {
			before = i - 1
		}
		t.markDriving(path, base, before)
	}
	if !waits {
		t.markDriving(path, base, i-1)
	}
}

// slacken gives the stage its slack in days, and to each of its terms that is
// waited for what it has besides.
func (s *TimelineStage) slacken(days int, p passage) {
	s.Slack = &days
	for k := range s.Terms {
		term := &s.Terms[k]
		if term.Kind != MaxWindow {
			own := days + term.passed().DaysUntil(p.next)
			term.Slack = &own
		}
	}
}

// passed returns the first day on which the term has passed.
func (x TimelineTerm) passed() calendar.Date {
	if x.Term.Rolls() || x.Moved {
		return x.Due.AddDays(1)
	}
	return x.Due
}
