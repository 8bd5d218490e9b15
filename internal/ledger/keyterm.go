package ledger

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// KeyTerm is a verifier key and the sizes of the trees that it may have signed.
type KeyTerm struct {
	Key   string
	Since int64 // leaves; it signed no smaller tree
	Until int64 // likewise, no larger one; 0: it was not given up, as far as is known
}

// ParseKeyTerms reads what [KeyHistory.Text] or [KeyHistory.Bytes] writes, of one log
// or of several one after the other, and keys alone, one a line. Other remarks and
// empty lines are passed over. The error is ErrKey when a line is no key or there is
// none, ErrFormat when a document is of another kind.
func ParseKeyTerms(text string) ([]KeyTerm, error) {
	var terms []KeyTerm
	if strings.HasPrefix(strings.TrimSpace(text), "{") {
		h, err := ParseKeyHistory([]byte(text))
		if err != nil {
			return nil, err
		}
		terms = h.Terms()
	} else {
		until := int64(0)
		for line := range strings.Lines(text) {
			line = strings.TrimSpace(line)
			if given, ok := strings.CutPrefix(line, strings.TrimSpace(untilRemark)); ok {
				n, err := strconv.ParseInt(strings.TrimSpace(given), 10, 64)
				if err != nil || n < 0 {
					return nil, fmt.Errorf("%w: %q", ErrKey, clip(line))
				}
				until = n
				if len(terms) > 0 {
					terms[len(terms)-1].Since = n
				}
			}
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			terms, until = append(terms, KeyTerm{Key: line, Until: until}), 0
		}
	}
	for _, t := range terms {
		if _, err := note.NewVerifier(t.Key); err != nil {
			return nil, fmt.Errorf("%w: %q: %w", ErrKey, clip(t.Key), err)
		}
	}
	if len(terms) == 0 {
		return nil, fmt.Errorf("%w: no key given", ErrKey)
	}
	return terms, nil
}

// KeysOf returns the keys alone.
func KeysOf(terms []KeyTerm) []string {
	keys := make([]string, len(terms))
	for i, t := range terms {
		keys[i] = t.Key
	}
	return keys
}

// HoldKey holds a key, by its id as in [Verdict.KeyID], to its term: that it may have
// signed a tree of size leaves. A key that is not among the terms is held to nothing.
// The error is ErrGivenUp.
func HoldKey(terms []KeyTerm, keyID string, size int64) error {
	for _, t := range terms {
		switch {
		case !strings.HasPrefix(t.Key, keyID+"+"):
		case t.Until > 0 && size > t.Until:
			return fmt.Errorf("%w: %s signed until leaf %d, and this is a tree of %d", ErrGivenUp, keyID, t.Until, size)
		case size < t.Since:
			return fmt.Errorf("%w: %s signs from leaf %d on, and this is a tree of %d", ErrGivenUp, keyID, t.Since, size)
		}
	}
	return nil
}
