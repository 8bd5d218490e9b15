package web

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/script"
)

// inScript writes a text of an official record in the script of the reader:
// Serbian pages show what is Serbian in theirs whatever it was written in, an
// English one as it was written.
func inScript(l locale.Lang, written, text string) string {
	switch {
	case l == locale.SrLatn && written != string(locale.SrLatn):
		return script.ToLatin(text)
	case l == locale.SrCyrl && written == string(locale.SrLatn):
		return script.ToCyrillic(text)
	}
	return text
}

// placeName names a provision of an act as one cites it: „члан 5. став 1.
// тачка 2)”; the whole act for the empty id.
func (v *visit) placeName(a *act.Act, id string) string {
	if id == "" {
		return v.t("place.whole")
	}
	if a == nil {
		return v.t("place.gone")
	}
	path := pathTo(a.Body, id)
	if path == nil {
		return v.t("place.gone")
	}
	var parts []string
	for i, n := range path {
		if i < len(path)-1 && divides(n.Kind) && n.Kind != act.KindAnnex && path[i+1].Kind != act.KindParagraph && path[i+1].Kind != act.KindNote {
			continue // an article needs no chapter to be found
		}
		parts = append(parts, v.nodeName(a.Lang, n))
	}
	return v.joined(parts)
}

// joined returns the names of provisions, from the widest in, as one.
func (v *visit) joined(parts []string) string {
	if v.lang == locale.En {
		return strings.Join(parts, ", ")
	}
	return strings.Join(parts, " ")
}

// pathTo returns the provisions from the outermost to the one with the id; nil
// when there is none.
func pathTo(nodes []*act.Node, id string) []*act.Node {
	for _, n := range nodes {
		if n.ID == id {
			return []*act.Node{n}
		}
		if below := pathTo(n.Children, id); below != nil {
			return append([]*act.Node{n}, below...)
		}
	}
	return nil
}

// divides reports whether a kind of provision holds articles, or would.
func divides(k act.Kind) bool {
	switch k {
	case act.KindPart, act.KindTitle, act.KindChapter, act.KindSection, act.KindSubsection, act.KindAnnex, act.KindPreamble:
		return true
	}
	return false
}

// nodeName names one provision within what it stands in.
func (v *visit) nodeName(written string, n *act.Node) string {
	number := inScript(v.lang, written, n.Number)
	if v.lang == locale.En {
		number = script.ToLatin(number)
	}
	switch n.Kind {
	case act.KindArticle:
		if v.lang == locale.En || n.Label == "" {
			return unstopped(v.t("place.article", "number", number), number)
		}
		return lowerFirst(inScript(v.lang, written, act.Display(n.Label)))
	case act.KindParagraph, act.KindPoint, act.KindSubpoint, act.KindIndent:
		if number == "" {
			return v.t("place.plain_" + string(n.Kind))
		}
		return unstopped(v.t("place."+string(n.Kind), "number", number), number)
	case act.KindPreamble, act.KindNote:
		return v.t("place." + string(n.Kind))
	}
	label, heading := inScript(v.lang, written, act.Display(n.Label)), inScript(v.lang, written, act.Display(n.Heading))
	switch {
	case label == "" && heading == "" && number != "":
		return unstopped(v.t("place.numbered_"+string(n.Kind), "number", number), number)
	case label == "" && heading == "":
		if n.Kind == act.KindAnnex {
			return v.t("place.annex")
		}
		return v.t("place.part")
	case label == "":
		return heading
	case heading == "":
		return label
	}
	return label + " " + heading
}

// unstopped returns a name without the full stop behind a number that ends with a
// letter: члан 5а.
func unstopped(name, number string) string {
	if last, _ := utf8.DecodeLastRuneInString(number); unicode.IsDigit(last) {
		return name
	}
	return strings.TrimSuffix(name, ".")
}

func lowerFirst(s string) string { return changeFirst(s, unicode.ToLower) }

// upperFirst returns a name as it begins a line.
func upperFirst(s string) string { return changeFirst(s, unicode.ToUpper) }

func changeFirst(s string, change func(rune) rune) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(change(r)) + s[size:]
}
