package web

import (
	"bytes"
	"errors"
	"strings"

	"github.com/rasprava/rasprava/internal/ledger"
)

// weighed is what a file is in a word, and what it says where it verifies. The
// browser weighs alike (static/receipt.js); a test holds the two to each other.
type weighed struct {
	Verdict string // one of verdicts
	Receipt ledger.Verdict
	Promise ledger.Promise
	Late    ledger.LateNote

	file []byte // of a receipt that verifies
}

// verdicts are what a file can be: a receipt of what was sent, or of a correction of it,
// a promise or a note of a late submission that verifies; signed with a key that is not ours, or that was given up before; valid
// but for the ends of its lines or what stands around it; altered; the file of what was
// said, which is none itself; none at all.
var verdicts = []string{"valid", "corrected", "promise", "late", "foreign", "given_up", "respelled", "altered", "said", "unreadable"}

// good reports whether a file with that verdict verifies.
func good(verdict string) bool {
	return ofReceipt(verdict) || verdict == "promise" || verdict == "late"
}

// ofReceipt reports whether a file with that verdict is a receipt that verifies.
func ofReceipt(verdict string) bool {
	return verdict == "valid" || verdict == "corrected"
}

// weigh holds a file to the verifier keys of our logs.
func weigh(file []byte, keys []ledger.KeyTerm) weighed {
	w, err := openFile(file, keys)
	if err == nil {
		return w
	}
	if errors.Is(err, ledger.ErrKey) {
		return weighed{Verdict: "foreign"}
	}
	if errors.Is(err, ledger.ErrGivenUp) {
		return weighed{Verdict: "given_up"}
	}
	if again := asPasted(file); len(file) <= ledger.MaxReceiptBytes && !bytes.Equal(again, file) {
		_, err = openFile(again, keys)
		if err == nil {
			return weighed{Verdict: "respelled"}
		}
	}
	for _, header := range []string{ledger.ReceiptHeader, ledger.PromiseHeader, ledger.LateHeader, ledger.UnsaltedLateHeader} {
		if bytes.HasPrefix(file, []byte(header)) {
			return weighed{Verdict: "altered"}
		}
	}
	if bytes.HasPrefix(file, []byte(ledger.SaidHeader)) {
		return weighed{Verdict: "said"}
	}
	return weighed{Verdict: "unreadable"}
}

func openFile(file []byte, keys []ledger.KeyTerm) (weighed, error) {
	header, _, _ := strings.Cut(string(file[:min(len(file), 64)]), "\n")
	switch header {
	case ledger.PromiseHeader:
		p, err := ledger.VerifyPromise(file, ledger.KeysOf(keys)...)
		return weighed{Verdict: "promise", Promise: p}, err
	case ledger.LateHeader, ledger.UnsaltedLateHeader:
		n, err := ledger.VerifyLateNote(file, ledger.KeysOf(keys)...)
		return weighed{Verdict: "late", Late: n}, err
	}
	v, err := ledger.VerifyBy(file, keys)
	verdict := "valid"
	if v.Kind == ledger.Corrected {
		verdict = "corrected"
	}
	return weighed{Verdict: verdict, Receipt: v, file: file}, err
}

// asPasted returns a text that was pasted as its file was: whoever copies a text may
// lose the end of its last line, and forms end lines in another way.
func asPasted(text []byte) []byte {
	return append(bytes.Trim(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), " \t\r\n\ufeff"), '\n')
}
