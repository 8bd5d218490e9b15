package act

import (
	"strings"

	"golang.org/x/net/html"
)

// maxStyles is how many bytes of the style sheets of a page are read.
const maxStyles = 1 << 20

// An htmlStyles holds the classes of a page, with or without the name of an element before them as in
// "p.note", whose elements its own style sheets do not show. What they show on paper alone, or on a screen
// of some width, does not count.
type htmlStyles struct {
	sheet  strings.Builder
	hidden map[string]bool
	passed bool // the sheet that is read is not for the screen
}

func (s *htmlStyles) write(content []byte) {
	if !s.passed && s.sheet.Len() < maxStyles {
		s.sheet.Write(content[:min(len(content), maxStyles-s.sheet.Len())])
	}
}

// read takes the rules of the sheet that was written. A later rule takes the place of one before it.
func (s *htmlStyles) read() {
	sheet := strings.ToLower(uncommentedSheet(s.sheet.String()))
	s.sheet.Reset()
	depth, from, selectors := 0, 0, ""
	for i := 0; i < len(sheet); i++ {
		switch sheet[i] {
		case '{':
			if depth == 0 {
				selectors = sheet[from:i]
			}
			depth++
			from = i + 1
		case '}':
			if depth == 1 && !strings.Contains(selectors, "@") {
				s.rule(selectors, sheet[from:i])
			}
			depth, from = max(depth-1, 0), i+1
		case ';':
			if depth == 0 {
				from = i + 1 // @import
			}
		}
	}
}

// rule takes what one rule says of being shown.
func (s *htmlStyles) rule(selectors, properties string) {
	hides, says := hiding(properties)
	if !says {
		return
	}
	for _, selector := range strings.Split(selectors, ",") {
		selector = strings.TrimSpace(selector)
		if element, class, ok := strings.Cut(selector, "."); !ok || class == "" || strings.ContainsAny(element+class, " \t\r\n.:#>+~[*") {
			continue
		}
		if s.hidden == nil {
			s.hidden = map[string]bool{}
		}
		s.hidden[selector] = hides
	}
}

// hiding reports whether the properties hide an element, and whether they say that it is shown or not.
func hiding(properties string) (hides, says bool) {
	for _, property := range strings.Split(properties, ";") {
		name, value, _ := strings.Cut(strings.Join(strings.Fields(property), ""), ":")
		value = strings.TrimSuffix(value, "!important")
		switch name {
		case "display":
			hides, says = value == "none", true
		case "visibility":
			hides, says = hides || value == "hidden", true
		}
	}
	return hides, says
}

// hides reports whether the element is of a class that is not shown.
func (s *htmlStyles) hides(t html.Token) bool {
	if len(s.hidden) == 0 {
		return false
	}
	for _, class := range strings.Fields(strings.ToLower(attribute(t, "class"))) {
		if hides, said := s.hidden[t.Data+"."+class]; said && hides || !said && s.hidden["."+class] {
			return true
		}
	}
	return false
}

// uncommentedSheet returns a style sheet without its comments.
func uncommentedSheet(s string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "/*")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		if _, s, ok = strings.Cut(rest, "*/"); !ok {
			return b.String()
		}
		b.WriteByte(' ')
	}
}
