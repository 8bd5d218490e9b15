package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Points that are written within one line are no provisions of their own, as the text would not say
// again that they stood in one line. A drafter is told of them.

// pointLetters are the letters of points in their order.
var pointLetters = []string{"абвгдђежзијклмнопрстћуфхцчш", "abcdefghijklmnopqrstuvwxyz", "абцдефгхијклмнопрст", "abcčćdđefghijklmnoprsštuvzž", "abvgdđežzijklmnoprstćufhcčš"}

// inLine returns the warnings of points written within one line.
func (a *Act) inLine(w *warner) {
	var article *Node
	a.Walk(func(n *Node, _ int) bool {
		if n.Kind == KindNote || n.Table || isQuoted(n) {
			return false
		}
		if n.Kind == KindArticle {
			article = n
		}
		if at := pointsInLine(n); at >= 0 {
			place := n.ID
			if article != nil && ArticleOf(n.ID) == article.ID {
				place = strings.TrimRight(article.Label, ".* ")
			}
			w.add(int(n.Line), WarnPointsInLine, place+": "+excerpt(strings.Join(strings.Fields(n.Text[at:]), " ")))
		}
		return true
	})
}

// pointsInLine returns where in the text of the provision points begin that follow one another: чисти се:
// 1) водом; 2) ваздухом. The first stands behind a colon, or is the provision itself, and each has
// words; what is quoted or stands in brackets is none of them. It returns -1 where there are none.
func pointsInLine(n *Node) int {
	s, start, last, from := n.Text, -1, "", 0 // the point read last, and where its words begin
	if number, closed := strings.CutSuffix(n.Label, ")"); closed && !strings.HasPrefix(number, "(") {
		start, last = 0, number
	}
	if !strings.Contains(s, ") ") || start < 0 && !strings.Contains(s, ": ") {
		return -1
	}
	depth := 0
	for at := 0; at < len(s); {
		if end := quotedFrom(s[at:]); end != 0 {
			if end < 0 {
				return -1
			}
			at += end
			continue
		}
		switch s[at] {
		case '(':
			depth++
		case ')':
			depth = max(depth-1, 0)
		}
		number := ""
		if depth == 0 && at > 0 && s[at-1] == ' ' {
			number = closedNumber(s[at:])
		}
		if number == "" {
			_, size := utf8.DecodeRuneInString(s[at:])
			at += size
			continue
		}
		switch mark := markBefore(s[:at]); {
		case last != "" && (mark == ';' || mark == ',' && from > 0) && comesNext(last, number) && hasWord(s[from:at]):
			if words, _, _ := strings.Cut(s[at+len(number)+1:], ")"); hasWord(words) {
				return start
			}
		case mark == ':' && (number == "1" || number == "а" || number == "a"):
			start, last = at, number
			from = at + len(number) + 1
		}
		at += len(number) + 1
	}
	return -1
}

// quotedFrom returns the length of the quotation that s begins with, 0 where it begins with none, -1 where
// it is not closed.
func quotedFrom(s string) int {
	for _, q := range []quotation{{"„", "”“\""}, {"»", "«"}, {"“", "”"}, {"\"", "\""}} {
		if strings.HasPrefix(s, q.open) {
			end := strings.IndexAny(s[len(q.open):], q.close)
			if end < 0 {
				return -1
			}
			_, size := utf8.DecodeRuneInString(s[len(q.open)+end:])
			return len(q.open) + end + size
		}
	}
	return 0
}

// closedNumber returns the number of the point that s begins with: 12), б).
func closedNumber(s string) string {
	n := digits(s)
	if n == 0 {
		if r, size := utf8.DecodeRuneInString(s); unicode.IsLower(r) {
			n = size
		}
	}
	if n == 0 || n > 3 || !strings.HasPrefix(s[n:], ") ") {
		return ""
	}
	return s[:n]
}

// markBefore returns the mark that s ends with, behind which a word that joins may stand: водом; и.
func markBefore(s string) byte {
	s = strings.TrimRight(s, " ")
	if space := strings.LastIndexByte(s, ' '); space >= 0 && joinsPoints[s[space+1:]] {
		s = strings.TrimRight(s[:space], " ")
	}
	if s == "" {
		return 0
	}
	return s[len(s)-1]
}

var joinsPoints = map[string]bool{"и": true, "или": true, "односно": true, "те": true, "i": true, "ili": true, "odnosno": true, "te": true, "and": true, "or": true, "und": true, "oder": true}

// comesNext reports whether the number of a point is the one behind another.
func comesNext(last, number string) bool {
	if d := digits(last); d > 0 {
		return d == len(last) && digits(number) == len(number) && atoi(number) == atoi(last)+1
	}
	for _, alphabet := range pointLetters {
		if _, behind, ok := strings.Cut(alphabet, last); ok && strings.HasPrefix(behind, number) {
			return true
		}
	}
	return false
}

// hasWord reports whether a word of three letters or more stands in s.
func hasWord(s string) bool {
	letters := 0
	for _, r := range s {
		if letters++; !unicode.IsLetter(r) {
			letters = 0
		}
		if letters == 3 {
			return true
		}
	}
	return false
}
