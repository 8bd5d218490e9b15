package redline

import (
	"errors"
	"strings"
)

// The operations of a Span.
const (
	Equal       = "="
	Deleted     = "-"
	Inserted    = "+"
	Typographic = "~"
)

// A Span is a stretch of text with what happened to it. Equal text stands in both acts, deleted text in the old one, inserted text in
// the new one. A typographic span was written Old and is now written Text: the same words in another script, with other quotation marks,
// dashes or spaces, or with letters of the other script that look alike. Move numbers, from 1, the Move whose text it is; 0 for a text that
// was not moved.
type Span struct {
	Op   string `json:"op"`
	Text string `json:"text"`
	Old  string `json:"old,omitempty"`
	Move int    `json:"move,omitempty"`
}

// spansOf turns a script of the tokens of two texts into spans, which are parts of the texts.
func spansOf(edits []edit, old, new []token, oldText, newText string) []Span {
	s := spanList{spans: make([]Span, 0, len(edits)+1), oldText: oldText, newText: newText}
	for _, e := range edits {
		switch {
		case e.same:
			s.kept(old[e.o0:e.o1], new[e.n0:e.n1])
		case e.typographic:
			s.add(Typographic, old[e.o0:e.o1], new[e.n0:e.n1])
		default:
			s.add(Deleted, old[e.o0:e.o1], nil)
			s.add(Inserted, nil, new[e.n0:e.n1])
		}
	}
	return s.spans
}

// A spanList collects spans in the order of both texts.
type spanList struct {
	spans            []Span
	oldText, newText string
	o, n             int // the bytes of the texts in spans so far
	o0, n0           int // those before the last span
}

// add adds what stands next in the texts, to the last span where that has the same op. Whole lines that came or went stay by themselves.
func (s *spanList) add(op string, old, new []token) {
	o, n := s.o+textLength(old), s.n+textLength(new)
	if o == s.o && n == s.n {
		return
	}
	if k := len(s.spans) - 1; k < 0 || s.spans[k].Op != op || op != Equal && strings.HasSuffix(s.spans[k].Text, "\n") {
		s.spans = append(s.spans, Span{Op: op})
		s.o0, s.n0 = s.o, s.n
	}
	s.o, s.n = o, n
	last := &s.spans[len(s.spans)-1]
	switch op {
	case Deleted:
		last.Text = s.oldText[s.o0:o]
	case Typographic:
		last.Text, last.Old = s.newText[s.n0:n], s.oldText[s.o0:o]
	default:
		last.Text = s.newText[s.n0:n]
	}
}

// kept adds tokens with equal keys. Typographic changes with nothing but spaces between them become one.
func (s *spanList) kept(old, new []token) {
	for i := 0; i < len(old); {
		j := i
		if old[i].piece == new[i].piece {
			for j < len(old) && old[j].piece == new[j].piece {
				j++
			}
			s.add(Equal, old[i:j], new[i:j])
			i = j
			continue
		}
		for j < len(old) && old[j].piece != new[j].piece {
			j++
			if j+1 < len(old) && old[j].class == spaceToken && old[j+1].piece != new[j+1].piece {
				j++
			}
		}
		s.add(Typographic, old[i:j], new[i:j])
		i = j
	}
}

var errRoundTrip = errors.New("spans do not rebuild the texts")

// checkRoundTrip returns an error unless the spans give back both texts to the byte.
func checkRoundTrip(spans []Span, old, new string) error {
	for _, sp := range spans {
		var ok bool
		switch sp.Op {
		case Equal:
			old, ok = strings.CutPrefix(old, sp.Text)
			if ok {
				new, ok = strings.CutPrefix(new, sp.Text)
			}
		case Deleted:
			old, ok = strings.CutPrefix(old, sp.Text)
		case Inserted:
			new, ok = strings.CutPrefix(new, sp.Text)
		case Typographic:
			old, ok = strings.CutPrefix(old, sp.Old)
			if ok {
				new, ok = strings.CutPrefix(new, sp.Text)
			}
		}
		if !ok {
			return errRoundTrip
		}
	}
	if old != "" || new != "" {
		return errRoundTrip
	}
	return nil
}

// countWords returns how many words spans insert and delete.
func countWords(spans []Span) Words {
	var w Words
	for _, sp := range spans {
		switch sp.Op {
		case Inserted:
			w.Inserted += wordsIn(sp.Text)
		case Deleted:
			w.Deleted += wordsIn(sp.Text)
		}
	}
	return w
}

func wordsIn(text string) int {
	words := 0
	for len(text) > 0 {
		n, class := firstToken(text)
		if class == wordToken {
			words++
		}
		text = text[n:]
	}
	return words
}
