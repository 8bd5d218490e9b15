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
	base, err := passages(path, fresh())
	if err != nil {
		return err
	}
	t.markDriving(path, base, goal)
	for i := range path {
		slack, err := slackOf(path, base, i, fresh)
		if err != nil {
			return err
		}
		t.Stages[i].slacken(slack, base[i])
		if t.Stages[i].Critical {
			t.CriticalPath = append(t.CriticalPath, t.Stages[i].ID)
		}
	}
	return nil
}

// passages goes along the path.
func passages(path []StageDef, c *course) ([]passage, error) {
	all := make([]passage, len(path))
	for i, s := range path {
		at := c.at
		end, err := c.pass(s, waitsFor(s, false))
		if err != nil {
			return nil, err
		}
		all[i] = passage{at, end, c.at}
	}
	return all, nil
}

// slackOf returns how many days later the stage at i may end without moving the
// end of the path. What ends later never ends anything sooner, so that it is
// enough to halve the days between those that do not move it and those that do.
func slackOf(path []StageDef, base []passage, i int, fresh func() *course) (int, error) {
	goal := len(path) - 1
	free, tooLate := 0, base[i].next.DaysUntil(base[goal].next)+2
	for days := 1; free+1 < tooLate; days = (free + tooLate) / 2 {
		c := fresh()
		for k, s := range path[:i] {
			c.ended[s.ID] = base[k].end
		}
		if i > 0 {
			c.at, c.running = base[i].at, nil
		}
		end, err := c.delayed(path[i:], days)
		if err != nil {
			return 0, err
		}
		if end == base[goal].end {
			free = days
		} else {
			tooLate = days
		}
	}
	return free, nil
}

// delayed goes along a path whose first stage ends some days later than it
// could, and returns the last day of its last.
func (c *course) delayed(path []StageDef, days int) (calendar.Date, error) {
	var end calendar.Date
	for i, s := range path {
		var err error
		end, err = c.pass(s, waitsFor(s, false))
		if err != nil {
			return calendar.Date{}, err
		}
		if i == 0 {
			end, c.at = end.AddDays(days), c.at.AddDays(days)
			c.ended[s.ID] = end
		}
	}
	return end, nil
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
		if term.From == FromOpening { // nothing comes before that
			continue
		}
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
