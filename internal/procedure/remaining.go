package procedure

import (
	"fmt"
	"maps"

	"github.com/rasprava/rasprava/internal/calendar"
)

// Elapsed is what a dossier has behind it when one asks what remains.
type Elapsed struct {
	Opened  calendar.Date            // the day on which the first stage was entered; zero: it is the one on which the way begins
	Entered calendar.Date            // the day on which the present stage was entered; zero: it is not entered yet
	Running map[string]Running       // the windows of the present stage that have begun, by id
	Ended   map[string]calendar.Date // the day on which each stage last ended, by id
}

// Running is a window that has begun.
type Running struct {
	Start calendar.Date // the day of the event; it is not counted
	Raw   calendar.Date // the last day as counted
	Due   calendar.Date // the last day on which one is in time
	Moved bool          // Due was set by a decision, not counted
}

// course returns a way through time that begins on the day at with what has elapsed.
func (e Elapsed) course(cal calendar.Calendar, at calendar.Date) *course {
	ended := maps.Clone(e.Ended)
	if ended == nil {
		ended = map[string]calendar.Date{}
	}
	opened := e.Opened
	if opened.IsZero() {
		opened = at
	}
	return &course{calendar: cal, opened: opened, at: at, ended: ended, running: e.Running}
}

// published reports whether the act has been published already.
func (e Elapsed) published(d *Definition) bool {
	for id := range e.Ended {
		s, ok := d.Stage(id)
		if ok && s.Kind == Publication {
			return true
		}
	}
	return false
}

// Remaining returns the timeline from the present stage on, as Timeline draws
// it, on the day from: terms that run end when they do, and what counts from the
// end of an earlier stage counts from the day on which it ended. A stage beside
// the main path goes back to it by first outcomes, or, where those go round,
// the shortest way. Nothing remains of a dossier whose stage is End.
func (d *Definition) Remaining(stage string, from calendar.Date, e Elapsed) (Timeline, error) {
	path, err := d.way(stage)
	if err != nil {
		return Timeline{}, fmt.Errorf("draw what remains of %s: %w", d.ID, err)
	}
	return d.walk(path, from, e)
}

// way returns the stages from one on to the end.
func (d *Definition) way(stage string) ([]StageDef, error) {
	if stage == End {
		return nil, nil
	}
	if _, ok := d.Stage(stage); !ok {
		return nil, fmt.Errorf("no stage %q", stage)
	}
	path, ends := d.follow(stage)
	if ends {
		return path, nil
	}
	main, ends := d.MainPath()
	if !ends {
		return nil, fmt.Errorf("its first outcomes do not lead to an end")
	}
	goals := map[string]bool{End: true}
	for _, s := range main {
		goals[s.ID] = true
	}
	ways := [][]string{{stage}}
	for seen := map[string]bool{}; len(ways) > 0; ways = ways[1:] {
		way := ways[0]
		last := way[len(way)-1]
		if goals[last] {
			return d.along(way), nil
		}
		if seen[last] {
			continue
		}
		seen[last] = true
		s, _ := d.Stage(last)
		for _, o := range s.Outcomes {
			if o.Barred {
				continue
			}
			ways = append(ways, append(way[:len(way):len(way)], o.Next))
		}
	}
	return nil, fmt.Errorf("no way leads from stage %q to an end", stage)
}

// along returns the stages of a way that comes to the main path, or to the end,
// and those that follow.
func (d *Definition) along(way []string) []StageDef {
	var path []StageDef
	for _, id := range way[:len(way)-1] {
		s, _ := d.Stage(id)
		path = append(path, s)
	}
	rest, _ := d.follow(way[len(way)-1])
	return append(path, rest...)
}
