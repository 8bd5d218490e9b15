package procedure

import "slices"

// opinionsKept checks that what is asked for where opinions must be on the same
// package is asked for where they are given, or comes after them: otherwise who
// adds it makes them opinions on another package.
func (c *checker) opinionsKept() {
	for _, o := range c.Stages {
		if o.Kind != Opinions {
			continue
		}
		for _, doc := range o.DocsAfter {
			if slices.Contains(o.asked(), doc) {
				c.fault(o.line, "stage %s: document %s comes after the opinions (docs_after), and yet they are asked for on it", o.ID, doc)
			}
		}
		var said []string
		for _, s := range c.Stages {
			if s.Kind == Opinions || !s.opinionsBound() || !c.reach(o.ID)[s.ID] {
				continue
			}
			for _, d := range s.documentsAsked() {
				if !slices.Contains(o.DocsAfter, d.Doc) && !o.asksFor(d) && !slices.Contains(said, d.Doc) {
					said = append(said, d.Doc)
					c.fault(max(d.line, s.line), "stage %s asks for the document %s, which stage %s does not: who adds it after the opinions makes them opinions on another package; "+
						"let %s ask for it too, or name it among its docs_after", s.ID, d.Doc, o.ID, o.ID)
				}
			}
		}
	}
}

// opinionsBound reports whether the stage has the gate opinions_bound_to_text.
func (s StageDef) opinionsBound() bool {
	return slices.ContainsFunc(s.Gates, func(g GateDef) bool { return g.Code == OpinionsBoundToText })
}

// documentsAsked lists what the stage asks for, also under a condition.
func (s StageDef) documentsAsked() []DocWhen {
	all := make([]DocWhen, 0, len(s.Docs)+len(s.DocsWhen))
	for _, doc := range s.Docs {
		all = append(all, DocWhen{Doc: doc})
	}
	return append(all, s.DocsWhen...)
}

// asksFor reports whether the stage asks for the document of every act of which
// the other does.
func (s StageDef) asksFor(other DocWhen) bool {
	return slices.ContainsFunc(s.documentsAsked(), func(d DocWhen) bool { return d.Doc == other.Doc && d.When.coverOf(other.When) })
}

// coverOf reports whether the condition holds of every act of which the other
// does.
func (w When) coverOf(other When) bool {
	for id, values := range w {
		some, asked := other[id]
		if !asked || slices.ContainsFunc(some, func(v string) bool { return !slices.Contains(values, v) }) {
			return false
		}
	}
	return true
}
