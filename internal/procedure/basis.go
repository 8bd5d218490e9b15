package procedure

import "strings"

// cited is a basis somewhere in a definition.
type cited struct {
	line   int
	where  string
	sr, en string
}

// citations lists where in the law the parts of the definition come from.
func (d *Definition) citations() []cited {
	var all []cited
	add := func(line int, where, sr, en string) { all = append(all, cited{line, where, sr, en}) }
	for _, t := range d.Traits {
		add(t.line, "trait "+t.ID, t.Basis, t.BasisEn)
	}
	for _, g := range d.Grounds {
		add(g.line, "ground "+g.ID, g.Basis, g.BasisEn)
	}
	for _, s := range d.Stages {
		at := "stage " + s.ID
		add(s.line, at, s.Basis, s.BasisEn)
		for _, w := range s.Windows {
			add(w.line, at+", window "+w.ID, w.Basis, w.BasisEn)
		}
		for _, g := range s.Gates {
			add(g.line, at+", gate "+g.Code, g.Basis, g.BasisEn)
		}
		for _, q := range s.Quorums() {
			add(q.line, at+", quorum", q.Basis, q.BasisEn)
		}
		for _, t := range s.Thresholds {
			add(t.line, at+", threshold", t.Basis, t.BasisEn)
		}
		if s.Refresh != nil {
			add(s.Refresh.line, at+", refresh", s.Refresh.Basis, s.Refresh.BasisEn)
		}
		for _, o := range s.Outcomes {
			add(o.line, at+", outcome "+o.ID, o.Basis, o.BasisEn)
		}
	}
	return all
}

// EnglishBasis returns how the definition cites a basis in English; empty where it
// does in Serbian alone. What is put down of a dossier keeps the Serbian one.
func (d *Definition) EnglishBasis(basis string) string {
	if d == nil {
		return ""
	}
	return d.english[basis]
}

// cite notes how each basis is cited in English.
func (d *Definition) cite() {
	d.english = map[string]string{}
	for _, c := range d.citations() {
		if c.sr != "" && c.en != "" {
			d.english[c.sr] = c.en
		}
	}
}

// home is the calendar of the procedures whose law is in Serbian.
const home = "rs"

// cited checks that a basis is cited in one way, and the law of others in English
// too.
func (c *checker) cited() {
	first := map[string]string{}
	for _, x := range c.citations() {
		en := strings.TrimSpace(x.en)
		switch {
		case en != "" && strings.TrimSpace(x.sr) == "":
			c.fault(x.line, "%s: basis_en stands without basis", x.where)
		case en == "" && strings.TrimSpace(x.sr) != "" && c.Calendar != home:
			c.fault(x.line, "%s: the law of another country is cited in English too (basis_en)", x.where)
		case en != "" && first[x.sr] != "" && first[x.sr] != en:
			c.fault(x.line, "%s: basis_en is %q, but the same basis is %q above", x.where, en, first[x.sr])
		}
		if en != "" && first[x.sr] == "" {
			first[x.sr] = en
		}
	}
}
