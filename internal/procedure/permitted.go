package procedure

// Values returns the value of every trait that an act with those traits has: the
// first where none is given, or one that is not known.
func (d *Definition) Values(traits map[string]string) map[string]string { return d.complete(traits) }

// Depends reports whether an outcome of the stage may be taken for some acts alone.
func (s StageDef) Depends() bool {
	for _, o := range s.Outcomes {
		if len(o.When) > 0 {
			return true
		}
	}
	return false
}
