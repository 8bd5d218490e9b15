package redline

import (
	"fmt"
	"unicode/utf8"
)

// CompareTexts returns the redline of two plain texts, such as a provision and the wording that somebody proposes for it. It is made as Compare
// makes that of a provision, within the same bounds, and gives the same guarantees: the spans rebuild both texts to the byte, end at no
// letter inside a word, and are the same on any machine. It fails on text that is not valid UTF-8, on more than 1.1 million distinct words,
// and when its own result does not rebuild both texts.
func CompareTexts(old, new string) ([]Span, error) {
	if !utf8.ValidString(old) || !utf8.ValidString(new) {
		return nil, fmt.Errorf("compare texts: %w", errNotUTF8)
	}
	spans, err := wordSpans(newVocabulary(len(old)+len(new)), &wordDiffer{}, old, new)
	if err != nil {
		return nil, fmt.Errorf("compare texts: %w", err)
	}
	return spans, nil
}

// wordSpans compares two texts that are no provisions: no label of theirs is discounted.
func wordSpans(v *vocabulary, d *wordDiffer, old, new string) ([]Span, error) {
	olds, err := v.tokens(old)
	if err != nil {
		return nil, err
	}
	news, err := v.tokens(new)
	if err != nil {
		return nil, err
	}
	edits := tidy(compareTexts(d, olds, news), olds, news)
	edits = markTypographic(v, edits, olds, news, func(edit) bool { return false })
	spans := spansOf(edits, olds, news, old, new)
	return spans, checkRoundTrip(spans, old, new)
}
