package redline

import (
	"strconv"
	"unicode/utf8"
)

// A jsonWriter writes JSON as encoding/json indents it by one space. It is there because a redline is many short spans, and that package
// takes several times as long for them.
type jsonWriter struct {
	out   []byte
	depth int
	empty bool // nothing stands yet in the object or list that is open
}

func (w *jsonWriter) open(bracket byte) {
	w.out = append(w.out, bracket)
	w.depth++
	w.empty = true
}

func (w *jsonWriter) close(bracket byte) {
	w.depth--
	if !w.empty {
		w.line()
	}
	w.out = append(w.out, bracket)
	w.empty = false
}

const jsonIndent = "\n                "

func (w *jsonWriter) line() {
	w.out = append(w.out, jsonIndent[:1+w.depth]...)
}

// next begins a member of the object or list that is open.
func (w *jsonWriter) next() {
	if !w.empty {
		w.out = append(w.out, ',')
	}
	w.empty = false
	w.line()
}

func (w *jsonWriter) name(name string) {
	w.next()
	w.out = append(w.out, '"')
	w.out = append(w.out, name...)
	w.out = append(w.out, `": `...)
}

func (w *jsonWriter) text(name, value string) {
	w.name(name)
	w.out = appendJSONText(w.out, value)
}

func (w *jsonWriter) textIfAny(name, value string) {
	if value != "" {
		w.text(name, value)
	}
}

func (w *jsonWriter) number(name string, value int) {
	w.name(name)
	w.out = strconv.AppendInt(w.out, int64(value), 10)
}

func (w *jsonWriter) truth(name string, value bool) {
	w.name(name)
	w.out = strconv.AppendBool(w.out, value)
}

func (w *jsonWriter) texts(name string, values []string) {
	w.name(name)
	writeList(w, values, func(w *jsonWriter, value *string) { w.out = appendJSONText(w.out, *value) })
}

func writeList[T any](w *jsonWriter, list []T, write func(w *jsonWriter, member *T)) {
	if list == nil {
		w.out = append(w.out, "null"...)
		return
	}
	w.open('[')
	for i := range list {
		w.next()
		write(w, &list[i])
	}
	w.close(']')
}

// appendJSONText appends a string as encoding/json writes it, without its escapes for HTML.
func appendJSONText(out []byte, s string) []byte {
	out = append(out, '"')
	plain := 0 // up to here s is written
	for at := 0; at < len(s); {
		c := s[at]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' {
				at++
				continue
			}
			out = appendJSONEscape(append(out, s[plain:at]...), c)
			at++
			plain = at
			continue
		}
		if cyrillicLead(c) && at+1 < len(s) && s[at+1]&0xC0 == 0x80 {
			at += 2
			continue
		}
		r, size := utf8.DecodeRuneInString(s[at:])
		switch {
		case r == utf8.RuneError && size == 1:
			out = append(append(out, s[plain:at]...), `\ufffd`...)
			plain = at + size
		case r == '\u2028', r == '\u2029':
			out = append(append(out, s[plain:at]...), `\u202`...)
			out = append(out, jsonHex[r&0xF])
			plain = at + size
		}
		at += size
	}
	out = append(out, s[plain:]...)
	return append(out, '"')
}

const jsonHex = "0123456789abcdef"

func appendJSONEscape(out []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(out, '\\', c)
	case '\b':
		return append(out, `\b`...)
	case '\f':
		return append(out, `\f`...)
	case '\n':
		return append(out, `\n`...)
	case '\r':
		return append(out, `\r`...)
	case '\t':
		return append(out, `\t`...)
	}
	return append(out, '\\', 'u', '0', '0', jsonHex[c>>4], jsonHex[c&0xF])
}
