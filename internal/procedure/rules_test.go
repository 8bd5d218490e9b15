package procedure

import "fmt"

// rulesOf lists every rule of a definition with each way in which it is to be hit.
func rulesOf(d *Definition) []string {
	var all []string
	for _, s := range d.Stages {
		add := func(what string, ways ...string) {
			for _, w := range ways {
				all = append(all, fmt.Sprintf("stage %s, %s, %s", s.ID, what, w))
			}
		}
		conditional := func(what string, when When) {
			if len(when) > 0 {
				add("condition on "+what, "holds", "does not")
			}
		}
		for _, doc := range s.asked() {
			add("document "+doc, "present", "missing", "stale")
		}
		for _, x := range s.DocsWhen {
			conditional("document "+x.Doc, x.When)
		}
		for _, c := range s.Channels {
			add("channel "+c, "proved", "not proved")
		}
		for i, w := range s.Windows {
			if w.Kind != MaxWindow {
				add("window "+w.ID, "not begun", "a day before its end", "a second before its end", "at its end", "a day after")
			}
			conditional(fmt.Sprintf("window %s %d", w.ID, i), w.When)
		}
		for i, g := range s.Gates {
			add("gate "+g.Code, "met", "unmet")
			conditional(fmt.Sprintf("gate %s %d", g.Code, i), g.When)
		}
		for _, g := range s.Givers {
			conditional("giver "+g.Body, g.When)
		}
		if s.Signed() {
			add("signatures", "complete", "nobody asked", "another package", "a newer opinion")
		}
		if s.Signers > 0 {
			add("signatures", "one missing")
		}
		for _, by := range s.Signatures {
			add("signatures by "+by.By, "missing")
		}
		for i, q := range s.Quorums() {
			name := "quorum " + q.String()
			conditional(fmt.Sprintf("quorum %d", i), q.When)
			add(name, "met", "too few there", "not carried", "more than there are")
			if q.Relative() {
				add(name, "nobody has said how many members there are")
			}
			if q.PresentAbove == 50 {
				add(name, "exactly half there", "half and one there")
			}
			if q.InFavourAbove == 50 {
				add(name, "exactly half in favour", "half and one in favour")
			}
			if q.HalfWithChair {
				add(name, "half in favour with who presides", "one below half with who presides")
			}
		}
		for i, x := range s.Thresholds {
			add(thresholdName(x), "reached", "one short")
			if x.Percent > 0 {
				add(thresholdName(x), "nobody has said of how many")
			}
			conditional(fmt.Sprintf("threshold %d", i), x.When)
		}
		for _, o := range s.Outcomes {
			conditional("outcome "+o.ID, o.When)
			if o.LapseOnly {
				add("outcome "+o.ID, "for nobody before its term ends", "for nobody after")
				continue
			}
			add("outcome "+o.ID, "taken")
			if o.NeedsReasons {
				add("outcome "+o.ID, "without reasons")
			}
			for _, g := range o.Grounds {
				add("outcome "+o.ID+" on ground "+g, "taken")
			}
			if len(o.Grounds) > 0 {
				add("outcome "+o.ID, "without a ground", "on a ground that is not listed")
			}
			if o.Ungated {
				add("outcome "+o.ID, "against every gate")
			}
		}
	}
	return all
}

func thresholdName(t Threshold) string { return fmt.Sprintf("threshold %d %d%%", t.Count, t.Percent) }
