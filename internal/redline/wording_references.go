package redline

import (
	"fmt"
	"slices"
)

// astray says of a reference what is wrong with it, in one sentence without a full stop: that it names what was removed, and where what else
// it named is now when it names that no more; of a number that none has now, which provision had it.
func (w wording) astray(c *ReferenceChange) string {
	text := fmt.Sprintf(w.quoted, oneLine(c.New.Text))
	said := ""
	switch c.Kind {
	case ReferenceRemoved:
		said = w.goneSaid(len(c.Gone) > 1, len(c.Now) > 0, text)
		if moved := c.elsewhere(); len(moved) == 1 {
			said += fmt.Sprintf(w.restOne, w.list(moved))
		} else if len(moved) > 1 {
			said += fmt.Sprintf(w.restMany, w.list(moved))
		}
	case ReferenceVacant:
		vacant := w.vacantMany
		if len(c.Places) == 1 {
			vacant = w.vacantOne
		}
		said = fmt.Sprintf(vacant, text, w.list(ways(c.Places)))
	default:
		another := w.anothers
		switch {
		case len(c.Places) == 1:
			another = w.another
		case len(c.Old.Targets) == 1:
			another = w.divided
		}
		said = fmt.Sprintf(another, text, w.list(ways(c.Places)))
	}
	return w.unstopped(w.way(c.Where.Way, byItself)) + ": " + said
}

// goneSaid says that a reference names what was removed: several provisions, and others besides.
func (w wording) goneSaid(several, also bool, text string) string {
	said := w.goneOne
	switch {
	case several && also:
		said = w.alsoGoneMany
	case several:
		said = w.goneMany
	case also:
		said = w.alsoGoneOne
	}
	return fmt.Sprintf(said, text)
}

// elsewhere returns the ways to what is left of the provisions that a reference named before; none where it names all of them still.
func (c *ReferenceChange) elsewhere() [][]Step {
	if !slices.ContainsFunc(c.Places, func(p Address) bool { return !slices.Contains(c.New.Targets, p.ID) }) {
		return nil
	}
	return ways(c.Places)
}

func ways(addresses []Address) [][]Step {
	out := make([][]Step, len(addresses))
	for k := range addresses {
		out[k] = addresses[k].Way
	}
	return out
}
