package act

import (
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/script"
)

// aknActions are the types of textualMod of the actions.
var aknActions = map[Action]string{
	ActionSubstitute: "substitution", ActionInsert: "insertion", ActionRepeal: "repeal", ActionRenumber: "renumbering",
	ActionReplaceWords: "substitution", ActionInsertWords: "insertion", ActionDeleteWords: "repeal",
}

var aknPositions = map[string]string{Behind: "after", Before: "before", AtEnd: "end"}

// amended returns what an amending act does to the act that it amends as elements of
// analysis, and the reference to that act; "" and "" for an act that amends no other.
// The amended act, and any other that it amends besides, is known by its name alone, as the amending
// one writes it.
func amended(a *Act, country string) (elements, reference string) {
	name, ok := a.Amends()
	if !ok {
		return "", ""
	}
	acts := "/akn/" + country + "/act/"
	base := acts + slug(name)
	w := aknWriter{}
	for i, m := range a.Amendments() {
		if i == 0 {
			w.raw("<activeModifications>\n")
		}
		at := base
		if script.Fold(m.Act) != script.Fold(name) {
			at = acts + slug(m.Act)
		}
		w.activeMod(i+1, at, m)
	}
	if w.b.Len() > 0 {
		w.raw("</activeModifications>\n")
	}
	return w.b.String(), "<activeRef eId=\"amended\" href=\"" + aknEscaped(base) + "\" showAs=\"" + aknEscaped(name) + "\"/>\n"
}

// activeMod writes one amendment: the provision that orders it, where it lands in
// the amended act, the words or provisions before and those behind it.
func (w *aknWriter) activeMod(no int, base string, m Amendment) {
	w.raw("<textualMod type=\"" + aknActions[m.Action] + "\" eId=\"amod_" + strconv.Itoa(no) + "\">\n")
	w.empty("source", "href", "#"+m.From)
	position := ""
	if at := aknPositions[m.Position]; at != "" && m.Beside == "" {
		position = " pos=\"" + at + "\""
	}
	for _, part := range m.aknParts() {
		for _, to := range m.Targets {
			upto := ""
			if to.Upto != "" {
				upto = " upTo=\"" + aknEscaped(base+"#"+to.Upto+part) + "\""
			}
			w.raw("<destination href=\"" + aknEscaped(base+"#"+to.ID+part) + "\"" + position + upto + "/>\n")
		}
		if len(m.Targets) == 0 {
			whole := ""
			if m.Heading {
				whole = "#" + TitleID
			}
			w.raw("<destination href=\"" + aknEscaped(base+whole) + "\"" + position + "/>\n")
		}
	}
	w.words("old", m.Beside, m.OldWords, m.Inflected)
	for _, id := range m.Quoted {
		w.empty("new", "href", "#"+id)
	}
	w.words("new", "", m.NewWords, m.Inflected)
	for _, as := range m.Becomes {
		w.empty("new", "href", base+"#"+as.ID)
		if as.Upto != "" {
			w.empty("new", "href", base+"#"+as.Upto)
		}
	}
	w.raw("</textualMod>\n")
}

// aknParts returns how the addresses go on behind those of the targets: to their headings,
// to what stands before their lists, to subparagraphs or to sentences of them, which have none of their own; "" for all of them.
func (m *Amendment) aknParts() []string {
	if m.Heading {
		return []string{"__heading"}
	}
	if m.Opening {
		return []string{"__intro"}
	}
	var parts []string
	for _, part := range aknCounted("", "__subparagraph_", m.Subparagraphs) {
		parts = append(parts, aknCounted(part, "__sentence_", m.Sentences)...)
	}
	return parts
}

// aknCounted returns how an address that goes on with part does so with each of the places; part for none.
func aknCounted(part, unit string, places []int) []string {
	if len(places) == 0 {
		return []string{part}
	}
	parts := make([]string, len(places))
	for i, no := range places {
		parts[i] = part + unit + strconv.Itoa(no)
		if no == lastOne {
			parts[i] = part + unit + "last"
		}
	}
	return parts
}

// words writes words of the text in XHTML, before them those beside which they stand; inflected
// says that they stand in any of their cases.
func (w *aknWriter) words(element, beside, words string, inflected bool) {
	if words == "" {
		return
	}
	class := ""
	if inflected {
		class = " class=\"inflected\""
	}
	w.raw("<" + element + ">")
	for _, one := range []struct{ class, words string }{{" class=\"beside\"", beside}, {class, words}} {
		if text := strings.Join(strings.Fields(one.words), " "); text != "" {
			w.raw("<span xmlns=\"http://www.w3.org/1999/xhtml\"" + one.class + ">" + aknEscaped(text) + "</span>")
		}
	}
	w.raw("</" + element + ">\n")
}
