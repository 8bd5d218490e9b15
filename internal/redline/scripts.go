package redline

import "github.com/rasprava/rasprava/internal/script"

// The languages of acts in Serbian.
const (
	cyrillicSerbian = "sr-Cyrl"
	latinSerbian    = "sr-Latn"
)

// otherScript reports whether the whole act is in another script than before.
func (r *Redline) otherScript() bool {
	return r != nil && (r.OldLang == cyrillicSerbian && r.Lang == latinSerbian || r.OldLang == latinSerbian && r.Lang == cyrillicSerbian)
}

// unmarked reports whether a typographic span is shown as if it were equal: it differs in spaces alone, or in the script that the whole act
// changed.
func (r *Redline) unmarked(sp *Span) bool {
	return sp.spaces() || r.otherScript() && sp.Op == Typographic && script.ToLatin(sp.Old) == script.ToLatin(sp.Text)
}

// scriptAlone reports whether every span of an act that changed its script is the same but for that.
func (r *Redline) scriptAlone(spans []Span) bool {
	if !r.otherScript() {
		return false
	}
	for k := range spans {
		if sp := &spans[k]; sp.Op != Equal && !r.unmarked(sp) {
			return false
		}
	}
	return true
}

// joined returns spans of which those that are shown as if they were equal are so, and one with what is equal beside them.
func (r *Redline) joined(spans []Span) []Span {
	var out []Span
	for _, sp := range spans {
		if r.unmarked(&sp) {
			sp.Op, sp.Old = Equal, ""
		}
		if k := len(out) - 1; k >= 0 && sp.Op == Equal && out[k].Op == Equal && sp.Move == out[k].Move {
			out[k].Text += sp.Text
			continue
		}
		out = append(out, sp)
	}
	return out
}

// otherwiseInScript reports whether the words of a provision are written otherwise in nothing but the script that the whole act changed.
func (r *Redline) otherwiseInScript(ch *Change) bool {
	if !r.otherScript() || !ch.writtenAlone() {
		return false
	}
	for k := range ch.Spans {
		if sp := &ch.Spans[k]; sp.Op == Typographic && !r.unmarked(sp) {
			return false
		}
	}
	return true
}
