package procedure

// Reclassification is what a body finds an act to be, other than who opened the dossier
// stated.
type Reclassification struct {
	Trait    TraitDef
	From, To TraitValue
}

// Reclassifies returns what the outcome finds, where it changes a feature of the act
// that who opened the dossier stated.
func (d *Definition) Reclassifies(o OutcomeDef) (Reclassification, bool) {
	for _, t := range d.Traits {
		value, sets := o.Sets[t.ID]
		if !sets || t.Decided {
			continue
		}
		to, _ := t.Value(value)
		f := Reclassification{Trait: t, To: to}
		if stated := o.When[t.ID]; len(stated) == 1 {
			f.From, _ = t.Value(stated[0])
		}
		return f, true
	}
	return Reclassification{}, false
}

// reclassification checks an outcome that finds an act to be other than was stated.
func (c *checker) reclassification(s StageDef, o OutcomeDef) {
	f, finds := c.Reclassifies(o)
	if !finds {
		return
	}
	where := "stage " + s.ID + ", outcome " + o.ID
	switch {
	case f.From.ID == "" || f.From.ID == f.To.ID:
		c.fault(o.line, "%s: it changes trait %s, which the proposer states; when must name the one other value that was stated", where, f.Trait.ID)
	case !o.NeedsReasons:
		c.fault(o.line, "%s: it finds trait %s other than the proposer stated, which needs reasons (needs_reasons: true)", where, f.Trait.ID)
	case s.Actor == Lead:
		c.fault(o.line, "%s: the lead proposer stated trait %s and does not find itself wrong; the stage belongs to another body", where, f.Trait.ID)
	}
}
