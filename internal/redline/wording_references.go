package redline

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/script"
)

// astray says of a reference what is wrong with it, in one sentence without a full stop.
func (w wording) astray(c *ReferenceChange) string {
	at, text, named := w.address(c.At), oneLine(c.New.Text), w.addresses(c)
	if at == "" {
		at = w.located(c.New.From)
	}
	at = strings.TrimSuffix(at, ".")
	said := ""
	switch {
	case w.lang == english.lang && c.Kind == ReferenceRemoved:
		return fmt.Sprintf("%s: “%s” %s", at, text, w.removedFrom(c))
	case w.lang == english.lang && len(named) == 1:
		return fmt.Sprintf("%s: “%s” names another provision than before; the one it named is now %s", at, text, named[0])
	case w.lang == english.lang:
		return fmt.Sprintf("%s: “%s” names other provisions than before; those it named are now %s", at, text, w.list(named))
	case c.Kind == ReferenceRemoved:
		said = fmt.Sprintf("%s: „%s” %s", at, text, w.removedFrom(c))
	case len(named) == 1:
		said = fmt.Sprintf("%s: „%s” не упућује више на исту одредбу; она на коју је упућивало сада је %s", at, text, named[0])
	default:
		said = fmt.Sprintf("%s: „%s” не упућује више на исте одредбе; оне на које је упућивало сада су %s", at, text, w.list(named))
	}
	return w.inScript(said)
}

// removedFrom says that a reference names what was removed, and whether it names more.
func (w wording) removedFrom(c *ReferenceChange) string {
	gone := len(c.Old.Targets) - len(c.Now)
	if w.lang == english.lang {
		said := "names "
		if len(c.Now) > 0 {
			said = "also names "
		}
		if gone > 1 {
			return said + "provisions that were removed"
		}
		return said + "a provision that was removed"
	}
	said := "упућује "
	if len(c.Now) > 0 {
		said = "упућује и "
	}
	if gone > 1 {
		return said + "на одредбе које су брисане"
	}
	return said + "на одредбу која је брисана"
}

// addresses returns how the provisions that a reference named before are named now: as the acts of Serbia do, and where the act is of
// another tradition by their ids.
func (w wording) addresses(c *ReferenceChange) []string {
	var out []string
	for _, s := range c.Named {
		out = append(out, w.address(s))
	}
	if len(out) > 0 {
		return out
	}
	for _, id := range c.Now {
		out = append(out, w.located(id))
	}
	return out
}

// provisionNames are the kinds of provisions that an address or an id is made of.
var provisionNames = []struct{ segment, serbian, english string }{
	{"art", "члан", "article"}, {"para", "став", "paragraph"}, {"point", "тачка", "point"}, {"subpoint", "подтачка", "subpoint"},
	{"indent", "алинеја", "indent"}, {"part", "део", "part"}, {"title", "наслов", "title"}, {"chp", "глава", "chapter"},
	{"sec", "одељак", "section"}, {"subsec", "пододељак", "subsection"}, {"annex", "прилог", "annex"},
}

// address returns an address that an act of Serbia gives a provision, in Cyrillic for Serbian: its latin is written with the sentence. In
// English the numbers stand without the marks that Serbian has behind them: "article 4 paragraph 1".
func (w wording) address(s string) string {
	s = script.ToCyrillic(s)
	if w.lang != english.lang {
		return s
	}
	words := strings.Fields(s)
	for i, word := range words {
		words[i] = strings.Trim(word, ".()")
		for _, n := range provisionNames {
			if word == n.serbian {
				words[i] = n.english
			}
		}
	}
	return strings.Join(words, " ")
}

// located returns what an id says of the place of a provision, the id itself where it says none in numbers.
func (w wording) located(id string) string {
	var words []string
	for _, segment := range strings.Split(id, "__") {
		name, number, _ := strings.Cut(segment, "_")
		found := false
		for _, n := range provisionNames {
			if name == n.segment && number != "" && number[0] != 'x' {
				words, found = append(words, n.english, number), true
				if w.lang != english.lang {
					words[len(words)-2] = n.serbian
				}
			}
		}
		if !found {
			return id
		}
	}
	return strings.Join(words, " ")
}

// list joins the names of provisions with commas and the word for and. Articles are named once for all: "чл. 3, 4. и 7", "чл. 3–5".
func (w wording) list(named []string) string {
	and, article := " и ", "члан "
	if w.lang == english.lang {
		and, article = " and ", "article "
	}
	numbers := make([]string, len(named))
	plain := len(named) > 1
	for i, s := range named {
		number, ok := strings.CutPrefix(s, article)
		numbers[i] = number
		plain = plain && ok && !strings.Contains(number, " ")
	}
	switch {
	case !plain:
		return enumerated(named, and)
	case len(numbers) > 2 && consecutive(numbers) && w.lang == english.lang:
		return "articles " + numbers[0] + "–" + numbers[len(numbers)-1]
	case len(numbers) > 2 && consecutive(numbers):
		return "чл. " + strings.TrimSuffix(numbers[0], ".") + "–" + numbers[len(numbers)-1]
	case w.lang == english.lang:
		return "articles " + enumerated(numbers, and)
	}
	return "чл. " + enumerated(numbers, and)
}

// enumerated joins words with commas, for which a full stop before them gives way, and the last with the word for and.
func enumerated(words []string, and string) string {
	if len(words) == 0 {
		return ""
	}
	out := slices.Clone(words)
	for i := range len(out) - 2 {
		out[i] = strings.TrimSuffix(out[i], ".")
	}
	last := len(out) - 1
	if last == 0 {
		return out[0]
	}
	return strings.Join(out[:last], ", ") + and + out[last]
}

// consecutive reports whether numbers follow one another.
func consecutive(numbers []string) bool {
	before := 0
	for i, s := range numbers {
		n, err := strconv.Atoi(strings.TrimSuffix(s, "."))
		if err != nil || i > 0 && n != before+1 {
			return false
		}
		before = n
	}
	return true
}
