package act

import (
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
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

// read takes the rules of the sheet that was written, but for those that hold under a condition. A later rule takes the place of one before it.
func (s *htmlStyles) read() {
	sheet := css.NewParser(parse.NewInputString(strings.ToLower(s.sheet.String())), false)
	s.sheet.Reset()
	var selectors []string // of the rule that is read
	var hides, says bool
	conditions := 0
	for {
		grammar, _, name := sheet.Next()
		switch grammar {
		case css.ErrorGrammar:
			if !sheet.HasParseError() {
				return
			}
		case css.BeginAtRuleGrammar:
			conditions++
		case css.EndAtRuleGrammar:
			conditions--
		case css.QualifiedRuleGrammar:
			selectors = appendClassSelectors(selectors, sheet.Values())
		case css.BeginRulesetGrammar:
			selectors = appendClassSelectors(selectors, sheet.Values())
			hides, says = false, false
		case css.DeclarationGrammar:
			switch value := firstIdentifier(sheet.Values()); string(name) {
			case "display":
				hides, says = value == "none", true
			case "visibility":
				hides, says = hides || value == "hidden", true
			}
		case css.EndRulesetGrammar:
			if says && conditions == 0 {
				s.rule(selectors, hides)
			}
			selectors = selectors[:0]
		}
	}
}

// rule takes what one rule says of whether the elements of its selectors are shown.
func (s *htmlStyles) rule(selectors []string, hides bool) {
	if s.hidden == nil {
		s.hidden = map[string]bool{}
	}
	for _, selector := range selectors {
		if selector != "" {
			s.hidden[selector] = hides
		}
	}
}

// appendClassSelectors appends what classSelector returns of those between commas.
func appendClassSelectors(selectors []string, tokens []css.Token) []string {
	for len(tokens) > 0 {
		n := slices.IndexFunc(tokens, func(t css.Token) bool { return t.TokenType == css.CommaToken })
		if n < 0 {
			return append(selectors, classSelector(tokens))
		}
		selectors, tokens = append(selectors, classSelector(tokens[:n])), tokens[n+1:]
	}
	return selectors
}

// classSelector returns a selector of one class, with or without an element before it, as it is written, and nothing of any other.
func classSelector(tokens []css.Token) string {
	element := ""
	if len(tokens) == 3 && tokens[0].TokenType == css.IdentToken {
		element, tokens = string(tokens[0].Data), tokens[1:]
	}
	if len(tokens) == 2 && string(tokens[0].Data) == "." && tokens[1].TokenType == css.IdentToken {
		return element + "." + string(tokens[1].Data)
	}
	return ""
}

// firstIdentifier returns the name that a value begins with.
func firstIdentifier(tokens []css.Token) string {
	for _, t := range tokens {
		if t.TokenType == css.IdentToken {
			return string(t.Data)
		}
	}
	return ""
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
