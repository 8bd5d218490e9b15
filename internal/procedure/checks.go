package procedure

// Checked is a condition of the way forward, whether it holds or not: the reason
// why the way is not open, or would not be.
type Checked struct {
	Reason
	Holds bool
}

// Checks returns every condition that guards the way forward out of the stage, in
// the order of Codes. The parameters of one that holds say what is so, as far as
// those of the reason do.
func Checks(s StageDef, f Facts) []Checked {
	var all []Checked
	for _, c := range conditions {
		basis, asked := s.asks(c.code)
		if !asked {
			continue
		}
		params, holds := c.open(s, f)
		all = append(all, Checked{Reason{Code: c.code, Params: params, Basis: basis}, holds})
	}
	return all
}
