package act

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// CanonicalFormat names the canonical bytes; it is their first line.
const CanonicalFormat = "rasprava.act.canonical/1"

// Canonical returns the bytes that the hash of the act is taken over: the
// structure and the characters as displayed, in the order of the text, one field
// a line. Identities, warnings and counts are no part of it, so that an act
// keeps its hash when identities are carried over. The form is:
//
//	rasprava.act.canonical/1
//	profile rs
//	t Закон о удружењима
//	0 chapter
//	l I.
//	h Основне одредбе
//	1 article
//
// with the depth and kind of each provision, then its label (l), heading (h, or
// H behind an article's label) and text (x, or X for a table), those that are not
// empty. A backslash and a line break inside a field are written \\ and \n.
func (a *Act) Canonical() []byte {
	var b strings.Builder
	size := len(a.Title)
	a.Walk(func(n *Node, _ int) bool {
		size += len(n.Label) + len(n.Heading) + len(n.Text) + 24
		return true
	})
	b.Grow(size + 128)
	b.WriteString(CanonicalFormat + "\nprofile " + a.Profile + "\n")
	for i, n := range a.Body {
		if i == a.TitleAfter {
			canonicalField(&b, "t ", a.Title)
		}
		canonicalNode(&b, n, 0)
	}
	if a.TitleAfter >= len(a.Body) {
		canonicalField(&b, "t ", a.Title)
	}
	return []byte(b.String())
}

func canonicalNode(b *strings.Builder, n *Node, depth int) {
	b.WriteString(strconv.Itoa(depth))
	b.WriteByte(' ')
	b.WriteString(string(n.Kind))
	b.WriteByte('\n')
	canonicalField(b, "l ", n.Label)
	heading := "h "
	if n.HeadingAfter {
		heading = "H "
	}
	canonicalField(b, heading, n.Heading)
	text := "x "
	if n.Table {
		text = "X "
	}
	canonicalField(b, text, n.Text)
	for _, c := range n.Children {
		canonicalNode(b, c, depth+1)
	}
}

var canonicalEscapes = strings.NewReplacer(`\`, `\\`, "\n", `\n`)

func canonicalField(b *strings.Builder, name, value string) {
	if value == "" {
		return
	}
	b.WriteString(name)
	if strings.ContainsAny(value, "\\\n") {
		value = canonicalEscapes.Replace(value)
	}
	b.WriteString(value)
	b.WriteByte('\n')
}

// hashOf returns the hash of canonical bytes as it is written everywhere.
func hashOf(canonical []byte) string {
	sum := sha256.Sum256(canonical)
	return "sha256:" + hex.EncodeToString(sum[:])
}
