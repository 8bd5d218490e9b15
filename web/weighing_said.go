package web

import (
	"errors"
	"fmt"
	"strings"

	"github.com/rasprava/rasprava/internal/ledger"
)

// saidVerdicts are what a file of what was said can be beside a file that verifies:
// the words that the receipt seals, or not all of them or others; none that anybody can
// tell any more; no such file; beside what seals no words.
var saidVerdicts = []string{"same", "other", "erased", "malformed", "unsealed"}

// saidStates are what such a file can hold of one comment: the words that were
// received; others; none; none, and nobody can tell any more; words of a comment that
// the receipt does not have.
var saidStates = []string{"received", "differs", "missing", "gone", "foreign"}

// saidWeighed is what a file of what was said is in a word, and comment by comment.
// The browser weighs alike, too.
type saidWeighed struct {
	Verdict  string     `json:"verdict"`
	Comments []saidLine `json:"comments"`
}

// saidLine is one comment of such a file.
type saidLine struct {
	No    int    `json:"no"` // in the receipt, from 1; 0: it has none such
	State string `json:"state"`
	Words string `json:"words"` // the first of them
}

// maxSaidWords is how many letters of a comment are shown.
const maxSaidWords = 120

// weighSaid holds a file of what was said to what verifies.
func weighSaid(w weighed, file []byte) saidWeighed {
	if !ofReceipt(w.Verdict) {
		return saidWeighed{Verdict: "unsealed"}
	}
	said, err := ledger.ParseSaid(file)
	if err != nil {
		return saidWeighed{Verdict: "malformed"}
	}
	r, err := ledger.ParseReceipt(w.file)
	if err != nil {
		panic(fmt.Errorf("read a receipt that verifies: %w", err))
	}
	_, err = ledger.OpenSaid(r, said)
	out := saidWeighed{Verdict: "same"}
	switch {
	case errors.Is(err, ledger.ErrErased):
		out.Verdict = "erased"
	case err != nil:
		out.Verdict = "other"
	}
	for _, m := range ledger.MatchSaid(r, said) {
		line := saidLine{No: m.No, State: "differs"}
		switch {
		case m.Erased:
			line.State = "gone"
		case m.Words == nil:
			line.State = "missing"
		case m.No == 0:
			line.State = "foreign"
		case m.Holds:
			line.State = "received"
		}
		if m.Words != nil {
			line.Words, _ = cut(strings.Join(strings.Fields(m.Words.Body), " "), maxSaidWords)
		}
		out.Comments = append(out.Comments, line)
	}
	return out
}

// pastedSaid returns a file of what was said as it was before somebody copied its
// text: a comment ends in an empty line where its last field is empty.
func pastedSaid(text []byte) []byte {
	b := asPasted(text)
	if _, err := ledger.ParseSaid(b); err != nil {
		b = append(b, '\n')
	}
	return b
}
