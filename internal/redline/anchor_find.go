package redline

import (
	"fmt"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/act"
)

// A Finder finds quotes in one act, as a [Carrier] finds them in the act that they were
// taken from. It may be used by several goroutines at once.
type Finder struct {
	vocabulary *vocabulary
	text       *stream
}

// NewFinder reads an act. It fails as Compare does.
func NewFinder(a *act.Act) (*Finder, error) {
	v := newVocabulary(1 << 19)
	units, err := unitsOf(a)
	if err != nil {
		return nil, fmt.Errorf("find quotes: %w", err)
	}
	s, err := newStream(v, a, units)
	if err != nil {
		return nil, fmt.Errorf("find quotes: %w", err)
	}
	return &Finder{vocabulary: v, text: s}, nil
}

// Stands reports whether the words of a quote stand in the provision that it names, or
// anywhere in the act where it names none, and otherwise the innermost provision in
// which they stand first; empty: they stand in none. No words stand everywhere.
func (f *Finder) Stands(q Quote) (here bool, elsewhere string) {
	if q.Exact == "" {
		return true, ""
	}
	if !utf8.ValidString(q.Exact) {
		return false, ""
	}
	all := f.text.locate(f.vocabulary, Quote{Exact: q.Exact}, 0, int32(len(f.text.tokens)))
	if q.Provision == "" || len(all) == 0 {
		return len(all) > 0, ""
	}
	k, known := f.text.byID[q.Provision]
	if known {
		p := &f.text.provisions[k]
		if len(f.text.locate(f.vocabulary, Quote{Exact: q.Exact}, p.from, p.to)) > 0 {
			return true, ""
		}
	}
	at := f.text.innermost(f.text.tokenAt(all[0].from), f.text.tokenAt(all[0].to-1)+1)
	if at == none {
		return false, ""
	}
	return false, f.text.provisions[at].node.ID
}
