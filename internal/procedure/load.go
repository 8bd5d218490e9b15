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
// pinned to a definition is never stopped by a check that came later.
func Load(src []byte) (*Definition, error) {
	d, faults := read(src)
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
func read(src []byte) (*Definition, []Fault) {
	src = canonical(src)
	r := &reader{}
	n := r.root(src)
	if n == nil {
		return nil, r.faults
	}
	sum := sha256.Sum256(src)
	d := &Definition{Source: src, Hash: "sha256:" + hex.EncodeToString(sum[:]), line: n.Line}
	listed := true
	r.mapping(n, "a procedure",
		text(r, "id", &d.ID), text(r, "version", &d.Version), text(r, "title_sr", &d.TitleSr), text(r, "title_en", &d.TitleEn),
		text(r, "valid_from", &d.ValidFrom), text(r, "valid_to", &d.ValidTo), text(r, "calendar", &d.Calendar),
		text(r, "timezone", &d.Timezone), r.flag("listed", &listed),
		r.each("bodies", func(n *yaml.Node) { d.Bodies = append(d.Bodies, r.body(n)) }),
		r.each("phases", func(n *yaml.Node) { d.Phases = append(d.Phases, r.phase(n)) }),
		r.each("stages", func(n *yaml.Node) { d.Stages = append(d.Stages, r.stage(n)) }))
	d.Unlisted = !listed
	d.markBack()
	return d, r.faults
}

func (r *reader) body(n *yaml.Node) BodyRef {
	b := BodyRef{line: n.Line}
	r.mapping(n, "a body", text(r, "code", &b.Code), text(r, "name_sr", &b.NameSr), text(r, "name_en", &b.NameEn), r.flag("collegial", &b.Collegial))
	return b
}

func (r *reader) phase(n *yaml.Node) PhaseDef {
	p := PhaseDef{line: n.Line}
	r.mapping(n, "a phase", text(r, "id", &p.ID), text(r, "title_sr", &p.TitleSr), text(r, "title_en", &p.TitleEn))
	return p
}

func (r *reader) stage(n *yaml.Node) StageDef {
	s := StageDef{Actor: Lead, Silence: SilenceNone, Text: TextOpen, line: n.Line}
	r.mapping(n, "a stage",
		text(r, "id", &s.ID), text(r, "title_sr", &s.TitleSr), text(r, "title_en", &s.TitleEn), text(r, "kind", &s.Kind), text(r, "phase", &s.Phase),
		text(r, "actor", &s.Actor), r.flag("optional", &s.Optional), r.texts("docs", &s.Docs), r.texts("public_docs", &s.PublicDocs),
		r.texts("channels", &s.Channels),
		r.each("windows", func(n *yaml.Node) { s.Windows = append(s.Windows, r.window(n)) }),
		r.each("gates", func(n *yaml.Node) { s.Gates = append(s.Gates, r.gate(n)) }),
		r.count("signers", &s.Signers), r.flag("collegial", &s.Collegial),
		r.each("givers", func(n *yaml.Node) { s.Givers = append(s.Givers, r.giver(n)) }),
		text(r, "silence", &s.Silence),
		r.each("outcomes", func(n *yaml.Node) { s.Outcomes = append(s.Outcomes, r.outcome(n)) }),
		text(r, "lapse", &s.Lapse), text(r, "text", &s.Text), text(r, "basis", &s.Basis), text(r, "evidence", &s.Evidence))
	return s
}

func (r *reader) window(n *yaml.Node) WindowDef {
	w := WindowDef{line: n.Line}
	r.mapping(n, "a window", text(r, "id", &w.ID), text(r, "kind", &w.Kind), text(r, "term", &w.Term), text(r, "from", &w.From),
		text(r, "basis", &w.Basis), text(r, "evidence", &w.Evidence))
	return w
}

func (r *reader) gate(n *yaml.Node) GateDef {
	g := GateDef{line: n.Line}
	r.mapping(n, "a gate", text(r, "code", &g.Code), text(r, "basis", &g.Basis))
	return g
}

func (r *reader) giver(n *yaml.Node) GiverDef {
	g := GiverDef{line: n.Line}
	r.mapping(n, "a giver", text(r, "body", &g.Body), text(r, "mandatory", &g.Mandatory),
		text(r, "subject_sr", &g.SubjectSr), text(r, "subject_en", &g.SubjectEn))
	return g
}

func (r *reader) outcome(n *yaml.Node) OutcomeDef {
	o := OutcomeDef{line: n.Line}
	r.mapping(n, "an outcome", text(r, "id", &o.ID), text(r, "title_sr", &o.TitleSr), text(r, "title_en", &o.TitleEn),
		text(r, "next", &o.Next), r.flag("needs_reasons", &o.NeedsReasons), text(r, "ends", &o.Ends), r.flag("ungated", &o.Ungated))
	return o
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
