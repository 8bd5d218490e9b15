package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// americanCiting is that of the House Legislative Counsel's Manual on Drafting Style:
// a section is an article here, a subsection its paragraph, a paragraph a point, and
// subparagraphs, clauses and subclauses stand below.
var americanCiting = &citing{
	words: cited(
		citingWord{rank: rankArticle}, "section",
		citingWord{rank: rankArticle, several: true}, "sections",
		citingWord{rank: rankParagraph}, "subsection",
		citingWord{rank: rankParagraph, several: true}, "subsections",
		citingWord{rank: rankPoint}, "paragraph",
		citingWord{rank: rankPoint, several: true}, "paragraphs",
		citingWord{rank: rankSubpoint}, "subparagraph",
		citingWord{rank: rankSubpoint, several: true}, "subparagraphs",
		citingWord{rank: rankClause}, "clause",
		citingWord{rank: rankClause, several: true}, "clauses",
		citingWord{rank: rankSubclause}, "subclause",
		citingWord{rank: rankSubclause, several: true}, "subclauses",
	),
	joins: keys("and or"), upto: keys("to through"), from: keys("from"), between: keys("in with of and or under by to"),
	here: keys("this"), there: keys("that those such"), of: keys("of"), the: keys("the"),
	beside:     besides("preceding", "succeeding"),
	acts:       keys("act code law laws title subtitle chapter division part resolution regulations constitution statute bill"),
	treaties:   keys("treaty convention agreement protocol charter compact"),
	nameJoints: englishNameJoints,
	notNumbers: keys("january february march april may june july august september october november december years year days months percent dollars"),
	parts:      partsOf(part{passed: true}, "sentence sentences"), counts: englishCounts, linking: keys("of the"),
	alone: keys("appendix"), notAlone: keys("a an any each every no other another"),
	attached: true, unmarked: true, owned: true, long: true, longTitle: true, orders: americanOrders,
}

// longTitleAmended returns how a long title names the act that it says to amend, "" where it does
// not: title 5, United States Code for "To amend section 7 of title 5, United States Code, to …".
func (c *citing) longTitleAmended(title string) string {
	at := strings.Index(strings.ToLower(title), toAmend)
	if at < 0 || len(strings.ToLower(title)) != len(title) {
		return ""
	}
	s := title[at+len(toAmend):]
	for {
		k, n := key(s)
		if c.the[k] {
			s = s[n+spaces(s[n:]):]
		}
		_, narrow := c.word(s)
		of := strings.Index(s, " of ")
		if narrow == 0 && c.divisions[k].kind == "" || of < 0 || of > maxJoint || strings.Contains(s[:of], ",") {
			break
		}
		s = s[of+len(" of "):]
	}
	t, _ := c.other(s, 0, 0)
	if at := strings.Index(t.name, " and the "); at > 0 && c.called(t.name[:at]) {
		t.name = t.name[:at]
	}
	first, _ := utf8.DecodeRuneInString(t.name)
	for _, word := range strings.Fields(t.name) {
		if k, _ := key(word); c.acts[k] && (unicode.IsUpper(first) && c.divisions[k].kind == "" || strings.Contains(t.name, ", ")) {
			return t.name
		}
	}
	return ""
}

// toAmend stands in long titles before what is amended.
const toAmend = "to amend "
