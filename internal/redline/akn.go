package redline

import (
	"fmt"
	"html"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
)

// AKN returns the new act as a document of Akoma Ntoso 3.0 that says in its analysis what became of the old one: a textualMod for every
// change, of the type insertion, repeal, substitution, renumbering, split or join. A move, which the vocabulary has no type for, is a
// renumbering that refers to the concept of a move, also of a paragraph or a point; what
// left a division has for destinations besides that inside which it stands and, excluded, that of the old text inside which it stood. What differs only as written is a substitution that refers to that of typography. A
// cascade is one renumbering. Every textualMod names the provisions of both texts, and holds the old text of what was not only renumbered
// in previous, with what was deleted marked. The acts must be those that were compared; was and is say what is known of their works.
func (r *Redline) AKN(old, new *act.Act, was, is act.Work) ([]byte, error) {
	if old.Hash != r.Old || new.Hash != r.New {
		return nil, fmt.Errorf("write redline: the acts are not those that were compared")
	}
	w := aknWriter{old: was.Expression(old), new: is.Expression(new)}
	if changed(r.Title) {
		w.mod(modification{kind: "substitution", old: []string{w.old + "#" + act.TitleID}, new: []string{"#" + act.TitleID}, previous: r.Title})
	}
	cascaded := map[IDPair]bool{}
	for _, c := range r.Cascades {
		m := modification{kind: "renumbering"}
		for _, ids := range c.IDs {
			cascaded[ids] = true
			m.old, m.new = append(m.old, w.old+"#"+ids.Old), append(m.new, "#"+ids.New)
		}
		w.mod(m)
	}
	for i := range r.Changes {
		w.change(&r.Changes[i], cascaded)
	}
	for i := range r.Moves {
		w.move(&r.Moves[i])
	}
	words := r.wording("")
	analysis := act.Analysis{References: "<original eId=\"original\" href=\"" + html.EscapeString(w.old) + "\" showAs=\"" + html.EscapeString(legible(old.Title)) + "\"/>\n"}
	if w.count > 0 {
		analysis.Elements = "<passiveModifications>\n" + w.b.String() + "</passiveModifications>\n"
	}
	for _, c := range []struct {
		used     bool
		id, name string
	}{{w.moves, "move", words.moved}, {w.typography, "typography", words.typographic}} {
		if c.used {
			analysis.References += "<TLCConcept eId=\"" + c.id + "\" href=\"/akn/ontology/concept/rasprava/" + c.id + "\" showAs=\"" + c.name + "\"/>\n"
		}
	}
	return new.Analysed(is, &analysis), nil
}

type aknWriter struct {
	b                 strings.Builder
	old, new          string // the IRIs of the texts
	count             int
	moves, typography bool
}

// A modification is a textualMod.
type modification struct {
	kind     string
	refersTo string
	old, new []string
	left     string // the division of the old text that it stood in, where it left that
	into     string // and that of the new one that it stands in
	previous []Span
}

// change writes the modifications that a change consists of.
func (w *aknWriter) change(ch *Change, cascaded map[IDPair]bool) {
	m := modification{}
	for _, id := range ch.Old {
		m.old = append(m.old, w.old+"#"+id)
	}
	for _, id := range ch.New {
		m.new = append(m.new, "#"+id)
	}
	with := func(kind, refersTo string, previous []Span) {
		n := m
		n.kind, n.refersTo, n.previous = kind, refersTo, previous
		w.mod(n)
	}
	switch {
	case ch.Added():
		with("insertion", "", nil)
		return
	case ch.Removed():
		with("repeal", "", ch.Spans)
		return
	case ch.Split():
		with("split", "", ch.Spans)
	case ch.Merged():
		with("join", "", ch.Spans)
	}
	matched := len(ch.Old) == 1 && len(ch.New) == 1
	switch {
	case ch.Moved:
		w.moves = true
		n := m
		n.kind, n.refersTo = "renumbering", "#move"
		if ch.OldParent != nil {
			n.left = w.old + "#" + ch.OldParent.ID
		}
		if ch.NewParent != nil {
			n.into = "#" + ch.NewParent.ID
		}
		w.mod(n)
	case ch.Renumbered && !(matched && cascaded[IDPair{Old: ch.Old[0], New: ch.New[0]}]):
		with("renumbering", "", nil)
	}
	switch {
	case !matched:
	case ch.Repealed:
		with("repeal", "", ch.Spans)
	case ch.Edited:
		with("substitution", "", ch.Spans)
	case ch.Typographic:
		w.typography = true
		with("substitution", "#typography", ch.Spans)
	}
}

// move writes the modifications that a moved provision consists of.
func (w *aknWriter) move(m *Move) {
	w.moves = true
	mod := modification{kind: "renumbering", refersTo: "#move", old: []string{w.old + "#" + m.Old}, new: []string{"#" + m.New}}
	w.mod(mod)
	if m.Edited {
		mod.kind, mod.refersTo, mod.previous = "substitution", "", m.Spans
		w.mod(mod)
	}
}

// mod writes a textualMod. What was repealed stands in the old text alone, so that its destination is there.
func (w *aknWriter) mod(m modification) {
	w.count++
	w.b.WriteString("<textualMod type=\"" + m.kind + "\" eId=\"pmod_" + strconv.Itoa(w.count) + "\"")
	if m.refersTo != "" {
		w.b.WriteString(" refersTo=\"" + m.refersTo + "\"")
	}
	w.b.WriteString(">\n")
	w.reference("source", w.new)
	destinations := m.new
	if len(destinations) == 0 {
		destinations = m.old
	}
	for _, to := range destinations {
		w.reference("destination", to)
	}
	if m.into != "" {
		w.b.WriteString("<destination href=\"" + html.EscapeString(m.into) + "\" pos=\"inside\"/>\n")
	}
	if m.left != "" {
		w.b.WriteString("<destination href=\"" + html.EscapeString(m.left) + "\" pos=\"inside\" exclusion=\"true\"/>\n")
	}
	if len(m.previous) > 0 {
		w.b.WriteString("<previous href=\"" + html.EscapeString(m.old[0]) + "\">")
		w.text(m.previous)
		w.b.WriteString("</previous>\n")
	}
	for _, from := range m.old {
		w.reference("old", from)
	}
	for _, to := range m.new {
		w.reference("new", to)
	}
	w.b.WriteString("</textualMod>\n")
}

func (w *aknWriter) reference(element, to string) {
	w.b.WriteString("<" + element + " href=\"" + html.EscapeString(to) + "\"/>\n")
}

// text writes the old text of spans in XHTML, a paragraph for every line. A del never crosses the border of one. What was moved is not deleted.
func (w *aknWriter) text(spans []Span) {
	w.b.WriteString("<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>")
	for _, sp := range spans {
		text := sp.Text
		switch sp.Op {
		case Inserted:
			continue
		case Typographic:
			text = sp.Old
		}
		for i, line := range strings.Split(text, "\n") {
			if i > 0 {
				w.b.WriteString("</p><p>")
			}
			line = html.EscapeString(legible(line))
			if sp.Op == Deleted && sp.Move == 0 && line != "" {
				line = "<del>" + line + "</del>"
			}
			w.b.WriteString(line)
		}
	}
	w.b.WriteString("</p></div>")
}

// legible returns a text with a sign of replacement for the characters that XML cannot hold.
func legible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < ' ' && r != '\t' && r != '\n' && r != '\r', r == '\ufffe', r == '\uffff':
			return '\ufffd'
		}
		return r
	}, s)
}
