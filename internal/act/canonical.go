package act

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
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
	var w canonicalWriter
	w.act(a)
	return w.out
}

// canonicalHash returns the hash of the canonical bytes of the act as it is written everywhere, without holding all of them.
func (a *Act) canonicalHash() string {
	w := canonicalWriter{sum: sha256.New(), out: make([]byte, 0, 2*canonicalBlock)}
	w.act(a)
	w.sum.Write(w.out)
	return "sha256:" + hex.EncodeToString(w.sum.Sum(nil))
}

// canonicalBlock is how many bytes are hashed at once.
const canonicalBlock = 512

// A canonicalWriter writes the canonical bytes; into the sum, when there is one.
type canonicalWriter struct {
	out []byte
	sum hash.Hash
}

func (w *canonicalWriter) act(a *Act) {
	w.out = append(w.out, CanonicalFormat+"\nprofile "...)
	w.out = append(w.out, a.Profile...)
	w.out = append(w.out, '\n')
	for i, n := range a.Body {
		if i == a.TitleAfter {
			w.out = appendField(w.out, "t ", a.Title)
		}
		w.out = w.node(w.out, n, 0)
	}
	if a.TitleAfter >= len(a.Body) {
		w.out = appendField(w.out, "t ", a.Title)
	}
}

// node appends the lines of a provision and of those that stand under it.
func (w *canonicalWriter) node(out []byte, n *Node, depth int) []byte {
	if w.sum != nil && len(out) >= canonicalBlock {
		w.sum.Write(out)
		out = out[:0]
	}
	heading, text := "h ", "x "
	if n.HeadingAfter {
		heading = "H "
	}
	if n.Table {
		text = "X "
	}
	out = strconv.AppendInt(out, int64(depth), 10)
	out = append(out, ' ')
	out = append(out, n.Kind...)
	out = append(out, '\n')
	out = appendField(out, "l ", n.Label)
	out = appendField(out, heading, n.Heading)
	out = appendField(out, text, n.Text)
	for _, c := range n.Children {
		out = w.node(out, c, depth+1)
	}
	return out
}

var canonicalEscapes = strings.NewReplacer(`\`, `\\`, "\n", `\n`)

// appendField appends a field that is not empty.
func appendField(out []byte, name, value string) []byte {
	if value == "" {
		return out
	}
	out = append(out, name...)
	if strings.IndexByte(value, '\n') >= 0 || strings.IndexByte(value, '\\') >= 0 {
		value = canonicalEscapes.Replace(value)
	}
	out = append(out, value...)
	return append(out, '\n')
}
