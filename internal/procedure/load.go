package procedure

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"go.yaml.in/yaml/v3"
)

// Load reads a definition. It refuses what is not in the language, by line;
// whether the procedure makes sense is for Check, so that a dossier that is
// pinned to a definition is never stopped by a check that came later. What it
// inherits, it inherits from shipped procedures; its Source stands by itself.
func Load(src []byte) (*Definition, error) {
	flat, err := Flatten(src, ShippedParents)
	if err != nil {
		return nil, err
	}
	d, faults := read(flat, nil)
	if len(faults) > 0 {
		return nil, fmt.Errorf("load procedure: line %d: %s", faults[0].Line, faults[0].Sentence)
	}
	return d, nil
}

// canonical returns src without byte order mark and with lines ended by \n:
// the bytes that the hash is taken of.
func canonical(src []byte) []byte {
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	return bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
}

// read returns the definition as far as it could be read, and what could not;
// the definition is nil where there is no tree at all.
func read(src []byte, parents Parents) (*Definition, []Fault) {
	src = canonical(src)
	r := &reader{}
	n := r.root(src)
	if n == nil {
		return nil, r.faults
	}
	if parents != nil {
		n = r.inherit(n, parents, 0)
		if len(r.faults) > 0 {
			return nil, r.faults
		}
	}
	d := r.definition(n)
	sum := sha256.Sum256(src)
	d.Source, d.Hash = src, "sha256:"+hex.EncodeToString(sum[:])
	d.markBack()
	d.cite()
	return d, r.faults
}

// definition reads a tree in which what is inherited stands.
func (r *reader) definition(n *yaml.Node) *Definition {
	d := &Definition{line: n.Line}
	listed := true
	r.mapping(n, "a procedure",
		text(r, "id", &d.ID), text(r, "version", &d.Version), text(r, "title_sr", &d.TitleSr), text(r, "title_en", &d.TitleEn),
		text(r, "valid_from", &d.ValidFrom), text(r, "valid_to", &d.ValidTo), text(r, "valid_from_basis", &d.ValidWhy), text(r, "valid_from_evidence", &d.ValidMark), text(r, "calendar", &d.Calendar),
		text(r, "timezone", &d.Timezone), r.flag("listed", &listed), r.texts("acts", &d.Acts), text(r, "opens_as", &d.Opens), text(r, "heir", &d.Heir),
		r.each("traits", func(n *yaml.Node) { d.Traits = append(d.Traits, r.trait(n)) }),
		r.each("grounds", func(n *yaml.Node) { d.Grounds = append(d.Grounds, r.ground(n)) }),
		r.each("bodies", func(n *yaml.Node) { d.Bodies = append(d.Bodies, r.body(n)) }),
		r.each("phases", func(n *yaml.Node) { d.Phases = append(d.Phases, r.phase(n)) }),
		r.each("stages", func(n *yaml.Node) { d.Stages = append(d.Stages, r.stage(n)) }),
		r.each("not_applicable", func(n *yaml.Node) { d.NotApplicable = append(d.NotApplicable, r.absent(n)) }))
	d.Unlisted = !listed
	return d
}

func (r *reader) body(n *yaml.Node) BodyRef {
	b := BodyRef{line: n.Line}
	r.mapping(n, "a body", text(r, "code", &b.Code), text(r, "name_sr", &b.NameSr), text(r, "name_en", &b.NameEn), r.flag("collegial", &b.Collegial))
	return b
}

func (r *reader) phase(n *yaml.Node) PhaseDef {
	p := PhaseDef{line: n.Line}
	r.mapping(n, "a phase", text(r, "id", &p.ID), text(r, "title_sr", &p.TitleSr), text(r, "title_en", &p.TitleEn),
		text(r, "not_applicable_sr", &p.NotApplicableSr), text(r, "not_applicable_en", &p.NotApplicableEn))
	return p
}

func (r *reader) absent(n *yaml.Node) Absent {
	a := Absent{line: n.Line}
	r.mapping(n, "a stage that does not apply", text(r, "id", &a.ID), text(r, "title_sr", &a.TitleSr), text(r, "title_en", &a.TitleEn), text(r, "phase", &a.Phase),
		text(r, "reason_sr", &a.ReasonSr), text(r, "reason_en", &a.ReasonEn), text(r, "basis", &a.Basis), text(r, "evidence", &a.Evidence))
	return a
}

func (r *reader) stage(n *yaml.Node) StageDef {
	s := StageDef{Actor: Lead, Silence: SilenceNone, Text: TextOpen, line: n.Line}
	r.mapping(n, "a stage",
		text(r, "id", &s.ID), text(r, "title_sr", &s.TitleSr), text(r, "title_en", &s.TitleEn), text(r, "kind", &s.Kind), text(r, "phase", &s.Phase),
		text(r, "actor", &s.Actor), r.flag("optional", &s.Optional), text(r, "procedure", &s.Procedure),
		r.texts("docs", &s.Docs), r.texts("public_docs", &s.PublicDocs), r.texts("docs_after", &s.DocsAfter),
		r.each("docs_when", func(n *yaml.Node) { s.DocsWhen = append(s.DocsWhen, r.docWhen(n)) }),
		r.texts("channels", &s.Channels), text(r, "comments", &s.Comments), text(r, "names", &s.Names), text(r, "who", &s.Who),
		r.each("windows", func(n *yaml.Node) { s.Windows = append(s.Windows, r.window(n)) }),
		r.each("gates", func(n *yaml.Node) { s.Gates = append(s.Gates, r.gate(n)) }),
		r.count("signers", &s.Signers), r.flag("collegial", &s.Collegial), r.flag("ordered", &s.Ordered), r.unflag("delegable", &s.Personal),
		r.each("signatures", func(n *yaml.Node) { s.Signatures = append(s.Signatures, r.signedBy(n)) }),
		field{"quorum", func(n *yaml.Node) { q := r.quorum(n); s.Quorum = &q }},
		r.each("quorum_when", func(n *yaml.Node) { s.QuorumWhen = append(s.QuorumWhen, r.quorum(n)) }),
		r.each("thresholds", func(n *yaml.Node) { s.Thresholds = append(s.Thresholds, r.threshold(n)) }),
		r.each("givers", func(n *yaml.Node) { s.Givers = append(s.Givers, r.giver(n)) }),
		text(r, "silence", &s.Silence), text(r, "legal_technical", &s.Technical), text(r, "escalate_to", &s.EscalateTo),
		field{"refresh", func(n *yaml.Node) { f := r.refresh(n); s.Refresh = &f }},
		r.each("outcomes", func(n *yaml.Node) { s.Outcomes = append(s.Outcomes, r.outcome(n)) }),
		text(r, "lapse", &s.Lapse), text(r, "text", &s.Text), text(r, "basis", &s.Basis), text(r, "basis_en", &s.BasisEn), text(r, "evidence", &s.Evidence))
	return s
}

func (r *reader) window(n *yaml.Node) WindowDef {
	w := WindowDef{line: n.Line}
	r.mapping(n, "a window", text(r, "id", &w.ID), text(r, "kind", &w.Kind), text(r, "term", &w.Term), text(r, "from", &w.From),
		text(r, "floor", &w.Floor), r.texts("grounds", &w.Grounds), r.flag("extendable", &w.Extendable), r.when("when", &w.When), r.flag("advised", &w.Advised),
		text(r, "basis", &w.Basis), text(r, "basis_en", &w.BasisEn), text(r, "evidence", &w.Evidence))
	return w
}

func (r *reader) gate(n *yaml.Node) GateDef {
	g := GateDef{line: n.Line}
	r.mapping(n, "a gate", text(r, "code", &g.Code), r.when("when", &g.When), text(r, "basis", &g.Basis), text(r, "basis_en", &g.BasisEn))
	return g
}

func (r *reader) giver(n *yaml.Node) GiverDef {
	g := GiverDef{line: n.Line}
	r.mapping(n, "a giver", text(r, "body", &g.Body), text(r, "mandatory", &g.Mandatory), r.when("when", &g.When),
		text(r, "subject_sr", &g.SubjectSr), text(r, "subject_en", &g.SubjectEn))
	return g
}

func (r *reader) outcome(n *yaml.Node) OutcomeDef {
	o := OutcomeDef{line: n.Line}
	r.mapping(n, "an outcome", text(r, "id", &o.ID), text(r, "title_sr", &o.TitleSr), text(r, "title_en", &o.TitleEn),
		text(r, "next", &o.Next), r.flag("needs_reasons", &o.NeedsReasons), text(r, "ends", &o.Ends), r.flag("ungated", &o.Ungated), r.flag("lapse_only", &o.LapseOnly),
		r.when("when", &o.When), r.sets("sets", &o.Sets), r.texts("grounds", &o.Grounds), r.flag("exempts", &o.Exempts),
		text(r, "approver", &o.Approver), text(r, "basis", &o.Basis), text(r, "basis_en", &o.BasisEn))
	return o
}

func (r *reader) trait(n *yaml.Node) TraitDef {
	t := TraitDef{line: n.Line}
	r.mapping(n, "a trait", text(r, "id", &t.ID), text(r, "title_sr", &t.TitleSr), text(r, "title_en", &t.TitleEn),
		r.each("values", func(n *yaml.Node) { t.Values = append(t.Values, r.traitValue(n)) }),
		r.flag("decided", &t.Decided), text(r, "basis", &t.Basis), text(r, "basis_en", &t.BasisEn))
	return t
}

func (r *reader) traitValue(n *yaml.Node) TraitValue {
	v := TraitValue{line: n.Line}
	r.mapping(n, "a value", text(r, "id", &v.ID), text(r, "title_sr", &v.TitleSr), text(r, "title_en", &v.TitleEn))
	return v
}

func (r *reader) ground(n *yaml.Node) Ground {
	g := Ground{line: n.Line}
	r.mapping(n, "a ground", text(r, "id", &g.ID), text(r, "title_sr", &g.TitleSr), text(r, "title_en", &g.TitleEn),
		text(r, "basis", &g.Basis), text(r, "basis_en", &g.BasisEn), text(r, "evidence", &g.Evidence))
	return g
}

func (r *reader) docWhen(n *yaml.Node) DocWhen {
	d := DocWhen{line: n.Line}
	r.mapping(n, "a document under a condition", text(r, "doc", &d.Doc), r.when("when", &d.When))
	return d
}

func (r *reader) signedBy(n *yaml.Node) SignedBy {
	s := SignedBy{Count: 1, line: n.Line}
	r.mapping(n, "a signature", text(r, "by", &s.By), r.count("count", &s.Count))
	return s
}

func (r *reader) quorum(n *yaml.Node) Quorum {
	q := Quorum{line: n.Line}
	r.mapping(n, "a quorum", r.number("members", &q.Members), r.number("present", &q.Present), r.number("in_favour", &q.InFavour),
		r.count("present_above", &q.PresentAbove), r.count("in_favour_above", &q.InFavourAbove), r.flag("half_with_chair", &q.HalfWithChair), r.when("when", &q.When),
		text(r, "basis", &q.Basis), text(r, "basis_en", &q.BasisEn), text(r, "evidence", &q.Evidence))
	return q
}

func (r *reader) threshold(n *yaml.Node) Threshold {
	t := Threshold{line: n.Line}
	r.mapping(n, "a threshold", r.number("count", &t.Count), r.upTo(100, "percent", &t.Percent), r.when("when", &t.When), text(r, "basis", &t.Basis), text(r, "basis_en", &t.BasisEn), text(r, "evidence", &t.Evidence))
	return t
}

func (r *reader) refresh(n *yaml.Node) Refresh {
	f := Refresh{Silence: SilenceNone, line: n.Line}
	r.mapping(n, "a refresh", r.texts("bodies", &f.Bodies), text(r, "term", &f.Term), text(r, "silence", &f.Silence),
		text(r, "basis", &f.Basis), text(r, "basis_en", &f.BasisEn), text(r, "evidence", &f.Evidence))
	return f
}

// markBack marks the outcomes that turn back, by where they lead.
func (d *Definition) markBack() {
	at := map[string]int{}
	for i, s := range d.Stages {
		if _, taken := at[s.ID]; !taken {
			at[s.ID] = i
		}
	}
	for i, s := range d.Stages {
		for j := range s.Outcomes {
			o := &d.Stages[i].Outcomes[j]
			next, known := at[o.Next]
			if o.Ends == Rejected || o.Ends == Withdrawn || (known && next <= i) {
				o.Back, o.Ungated = true, true
			}
		}
	}
}
