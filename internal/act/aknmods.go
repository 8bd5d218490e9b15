package act

import (
	"strconv"
	"strings"
)

// aknActions are the types of textualMod of the actions.
var aknActions = map[Action]string{
	ActionSubstitute: "substitution", ActionInsert: "insertion", ActionRepeal: "repeal", ActionRenumber: "renumbering",
	ActionReplaceWords: "substitution", ActionInsertWords: "insertion", ActionDeleteWords: "repeal",
}

var aknPositions = map[string]string{Behind: "after", Before: "before", AtEnd: "end"}

// amended returns what an amending act does to the act that it amends as elements of
// analysis, and the reference to that act; "" and "" for an act that amends no other.
// The amended act is known by its name alone, as the amending one writes it.
func amended(a *Act, country string) (elements, reference string) {
	name, ok := a.Amends()
	if !ok {
		return "", ""
	}
	base := "/akn/" + country + "/act/" + slug(name)
	w := aknWriter{}
	for i, m := range a.Amendments() {
		if i == 0 {
			w.raw("<activeModifications>\n")
		}
		w.activeMod(i+1, base, m)
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
	if at := aknPositions[m.Position]; at != "" {
		position = " pos=\"" + at + "\""
	}
	for _, to := range m.Targets {
		upto := ""
		if to.Upto != "" {
			upto = " upTo=\"" + aknEscaped(base+"#"+to.Upto) + "\""
		}
		w.raw("<destination href=\"" + aknEscaped(base+"#"+to.ID) + "\"" + position + upto + "/>\n")
	}
	if len(m.Targets) == 0 {
		w.raw("<destination href=\"" + aknEscaped(base) + "\"" + position + "/>\n")
	}
	w.words("old", m.OldWords)
	for _, id := range m.Quoted {
		w.empty("new", "href", "#"+id)
	}
	w.words("new", m.NewWords)
	for _, as := range m.Becomes {
		w.empty("new", "href", base+"#"+as.ID)
		if as.Upto != "" {
			w.empty("new", "href", base+"#"+as.Upto)
		}
	}
	w.raw("</textualMod>\n")
}

// words writes words of the text in XHTML.
func (w *aknWriter) words(element, words string) {
	if words == "" {
		return
	}
	w.raw("<" + element + "><span xmlns=\"http://www.w3.org/1999/xhtml\">" + aknEscaped(strings.Join(strings.Fields(words), " ")) + "</span></" + element + ">\n")
}
