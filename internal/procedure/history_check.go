package procedure

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/calendar"
)

// maxHistory is how many stages a history may tell of.
const maxHistory = 1000

// Under returns, of the versions of its procedure, newest first, the one under which the
// history can have begun; nil and a fault where there is none.
func (h *History) Under(versions []*Definition) (*Definition, []Fault) {
	if len(versions) == 0 {
		return nil, []Fault{h.Fault("procedure", fmt.Sprintf("there is no procedure %q", h.Procedure))}
	}
	if len(h.Stages) == 0 || h.Stages[0].Started.IsZero() { // which Check says
		return versions[0], nil
	}
	begun := h.Stages[0].Started.String()
	var valid *Definition
	var times []string
	for _, d := range versions {
		times = append(times, d.times())
		if d.ValidOn(begun) && (valid == nil || d.ValidFrom > valid.ValidFrom) {
			valid = d
		}
	}
	if valid != nil {
		return valid, nil
	}
	slices.Sort(times)
	return nil, []Fault{h.Stages[0].fault("started", "the dossier began on %s, when the procedure %s was not in force: its versions are valid %s",
		begun, h.Procedure, strings.Join(slices.Compact(times), ", "))}
}

// times says in which days a dossier may begin under the version.
func (d *Definition) times() string {
	if d.ValidTo == "" {
		return "from " + d.ValidFrom
	}
	return "from " + d.ValidFrom + " to " + d.ValidTo
}

// Check returns what cannot be in the history of a dossier that ran under d, by
// lines; today is the last day that can have been. A term that was cut short is no
// fault: that it is found is what a history is brought in for.
func (h *History) Check(d *Definition, today calendar.Date) []Fault {
	c := historyCheck{History: h, under: d.For(h.FinalTraits(d)), today: today}
	c.head()
	c.traits()
	for i := range h.Stages {
		c.stage(i)
	}
	return c.faults
}

// Ending returns how the history of a dossier ended that Check has found sound.
func (h *History) Ending(d *Definition) Ending {
	last := h.Stages[len(h.Stages)-1]
	s, _ := d.Stage(last.Stage)
	if o, ok := s.Outcome(last.Outcome); ok {
		return o.Ends
	}
	return Withdrawn
}

// FinalTraits returns the traits of the act with those that outcomes on the way set.
func (h *History) FinalTraits(d *Definition) map[string]string {
	final := map[string]string{}
	maps.Copy(final, h.Traits)
	for _, st := range h.Stages {
		s, _ := d.Stage(st.Stage)
		o, _ := s.Outcome(st.Outcome)
		maps.Copy(final, o.Sets)
	}
	return final
}

type historyCheck struct {
	*History
	under  *Definition
	today  calendar.Date
	faults []Fault
}

func (c *historyCheck) fault(key, format string, args ...any) {
	c.faults = append(c.faults, c.Fault(key, fmt.Sprintf(format, args...)))
}

func (s HistoryStage) fault(key, format string, args ...any) Fault {
	return Fault{Line: max(s.lines.of(key), 1), Sentence: fmt.Sprintf(format, args...)}
}

// head checks what the document says of the dossier.
func (c *historyCheck) head() {
	for _, must := range []struct {
		key, value string
		most       int
	}{{"reference", c.Reference, 100}, {"title", c.Title, 500}, {"lead", c.Lead, 64}} {
		switch n := len([]rune(must.value)); {
		case strings.TrimSpace(must.value) == "":
			c.fault(must.key, "%s is missing", must.key)
		case n > must.most:
			c.fault(must.key, "%s has %d characters; at most %d are kept", must.key, n, must.most)
		}
	}
	if name := c.Source.Name; strings.TrimSpace(name) == "" || len([]rune(name)) > 200 {
		c.fault("source", "the source has a name, of at most 200 characters: whose record it is taken from")
	}
	if !webAddress(c.Source.URL) {
		c.fault("source", "the source has an address where it can be seen, beginning with https:// or http://")
	}
	switch {
	case !slices.Contains(ActKinds, c.Act):
		c.fault("act", "%q is not a kind of act; known are %s", c.Act, strings.Join(ActKinds, ", "))
	case !c.under.Fits(c.Act):
		c.fault("act", "the procedure %s is not for an act of the kind %q", c.under.ID, c.Act)
	}
	switch {
	case len(c.Stages) == 0:
		c.fault("stages", "the history has no stages: tell at least of the one in which it ended")
	case len(c.Stages) > maxHistory:
		c.fault("stages", "the history has %d stages; at most %d are read", len(c.Stages), maxHistory)
		c.Stages = c.Stages[:maxHistory]
	}
}

func (c *historyCheck) traits() {
	for _, id := range slices.Sorted(maps.Keys(c.Traits)) {
		t, known := c.under.Trait(id)
		if !known {
			c.fault("traits", "the procedure %s asks for no trait %q", c.under.ID, id)
		} else if _, valued := t.Value(c.Traits[id]); !valued {
			c.fault("traits", "the trait %q has no value %q", id, c.Traits[id])
		}
	}
}

// stage checks one stage, and how it follows from the one before.
func (c *historyCheck) stage(i int) {
	st := c.Stages[i]
	add := func(key, format string, args ...any) { c.faults = append(c.faults, st.fault(key, format, args...)) }
	def, known := c.under.Stage(st.Stage)
	switch {
	case st.Stage == "":
		add("stage", "a stage is missing its id")
	case !known:
		add("stage", "the procedure %s, version %s, has no stage %q", c.under.ID, c.under.Version, st.Stage)
	case i == 0 && st.Stage != c.under.Stages[0].ID:
		add("stage", "the procedure %s begins with the stage %q, not with %q", c.under.ID, c.under.Stages[0].ID, st.Stage)
	}
	c.days(i, add)
	c.papers(st, def, known, add)
	if known {
		c.leads(i, def, add)
	}
}

// days checks the days of a stage.
func (c *historyCheck) days(i int, add func(key, format string, args ...any)) {
	st := c.Stages[i]
	for _, day := range []struct {
		key string
		on  calendar.Date
	}{{"started", st.Started}, {"published", st.Published}, {"ended", st.Ended}} {
		switch {
		case day.on.IsZero() && day.key != "published" && st.lines[day.key] == 0:
			add(day.key, "the stage %q does not say when it %s", st.Stage, day.key)
		case day.on.After(c.today):
			add(day.key, "the stage %q %s on %s, which is still to come", st.Stage, past(day.key), day.on)
		}
	}
	if !st.Ended.IsZero() && st.Ended.Before(st.Started) {
		add("ended", "the stage %q ended on %s, before it began on %s", st.Stage, st.Ended, st.Started)
	}
	if !st.Published.IsZero() && (st.Published.Before(st.Started) || !st.Ended.IsZero() && st.Published.After(st.Ended)) {
		add("published", "the stage %q was published on %s, which is not within its days", st.Stage, st.Published)
	}
	if i > 0 && !st.Started.IsZero() && st.Started.Before(c.Stages[i-1].Ended) {
		add("started", "the stage %q began on %s, before the stage %q ended on %s", st.Stage, st.Started, c.Stages[i-1].Stage, c.Stages[i-1].Ended)
	}
}

func past(key string) string {
	if key == "published" {
		return "was published"
	}
	return key
}

// papers checks what a stage has to show.
func (c *historyCheck) papers(st HistoryStage, def StageDef, known bool, add func(key, format string, args ...any)) {
	if len([]rune(st.Number)) > 100 {
		add("number", "the number of an act has at most 100 characters")
	}
	if st.URL != "" && !webAddress(st.URL) {
		add("url", "url is an address that begins with https:// or http://")
	}
	if known && st.Comments != nil && def.Kind != Consultation {
		add("comments", "the stage %q takes no comments", st.Stage)
	}
}

// leads checks where the stage leads: to the next that is listed, or to an end.
func (c *historyCheck) leads(i int, def StageDef, add func(key, format string, args ...any)) {
	st := c.Stages[i]
	last := i == len(c.Stages)-1
	o, known := def.Outcome(st.Outcome)
	switch {
	case st.Outcome == "":
		add("outcome", "the stage %q does not say with which outcome it ended", st.Stage)
	case !known && st.Outcome == string(Withdrawn) && last: // as a dossier can be in any stage
	case !known && st.Outcome == string(Withdrawn):
		add("outcome", "the dossier was withdrawn in the stage %q, but the stage %q follows", st.Stage, c.Stages[i+1].Stage)
	case !known:
		add("outcome", "the stage %q has no outcome %q; it ends with %s, or the dossier is withdrawn", st.Stage, st.Outcome, def.ways())
	case last && o.Next != End:
		add("outcome", "the outcome %q of the stage %q leads to the stage %q, but the history stops here: only a dossier that has ended is brought in",
			st.Outcome, st.Stage, o.Next)
	case !last && o.Next == End:
		add("outcome", "the outcome %q of the stage %q ends the dossier, but the stage %q follows", st.Outcome, st.Stage, c.Stages[i+1].Stage)
	case !last && o.Next != c.Stages[i+1].Stage:
		add("outcome", "the outcome %q of the stage %q leads to the stage %q, but %q follows", st.Outcome, st.Stage, o.Next, c.Stages[i+1].Stage)
	case st.Published.IsZero() && st.lines["published"] == 0 && !o.Ungated && def.countsFromPublication():
		add("published", "a term of the stage %q counts from publication: say on which day it was published", st.Stage)
	}
}

// ways lists the outcomes of a stage.
func (s StageDef) ways() string {
	ids := make([]string, len(s.Outcomes))
	for i, o := range s.Outcomes {
		ids[i] = fmt.Sprintf("%q", o.ID)
	}
	return strings.Join(ids, ", ")
}

func (s StageDef) countsFromPublication() bool {
	return slices.ContainsFunc(s.Windows, func(w WindowDef) bool { return w.From == FromPublication })
}

// webAddress reports whether s is an address that a page can lead to.
func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil && len(s) <= 2000
}
