package act

import (
	"strconv"
	"strings"
	"unicode"
)

// ordinal adds to a reference that begins with an article the paragraph that stands
// before it in s[from:] with its number in a word: става другог овог члана, став други
// члана 5.
func (c *citing) ordinal(s string, from int, cit *citation) {
	if len(c.ordinals) == 0 || len(cit.paths) != 1 || cit.paths[0].rank != rankArticle || cit.paths[0].upto != "" || cit.tail.kind == nextTail {
		return
	}
	end := len(strings.TrimRightFunc(s[from:cit.start], unicode.IsSpace)) + from
	at := wordStart(s, from, end)
	k, _ := key(s[at:end])
	value := c.ordinalOf(k)
	if value == 0 {
		return
	}
	end = len(strings.TrimRightFunc(s[from:at], unicode.IsSpace)) + from
	start := wordStart(s, from, end)
	k, _ = key(s[start:end])
	if w, ok := c.words[k]; !ok || w.rank != rankParagraph || !w.single() || end == at {
		return
	}
	p := &cit.paths[0]
	p.rank, p.number[rankParagraph] = rankParagraph, strconv.Itoa(value)
	cit.start, cit.bare = start, false
}

// ordinalOf returns the value of the ordinal with the key, 0 for another word.
func (c *citing) ordinalOf(k string) int {
	for _, o := range c.ordinals {
		if strings.HasPrefix(k, o.stem) && c.ends(k[len(o.stem):]) {
			return o.value
		}
	}
	return 0
}
