package redline

import "strings"

// A textRoom keeps texts, many in one allocation.
type textRoom struct {
	open strings.Builder
}

// textsAtOnce is how many bytes are given room at once.
const textsAtOnce = 2 << 10

// keep returns the bytes as a text.
func (r *textRoom) keep(text []byte) string {
	if r.open.Cap()-r.open.Len() < len(text) {
		r.open = strings.Builder{}
		r.open.Grow(max(textsAtOnce, len(text)))
	}
	from := r.open.Len()
	r.open.Write(text)
	return r.open.String()[from:]
}
