package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/rasprava/rasprava/internal/ledger"
)

type receiptCommand struct {
	Verify receiptVerifyCommand `cmd:"" help:"Check, without a network, that a receipt proves what was received and when, or that a promise or a note of a late submission is signed by the log. The log's public key stands at /ledger/key of the site; keep a copy of your own. Example: rasprava receipt verify dopis.tlog-proof --key log.vkey"`
}

type receiptVerifyCommand struct {
	File    string   `arg:"" help:"The receipt file (.tlog-proof), or a promise or note of the log; - reads standard input."`
	Comment string   `placeholder:"FILE" help:"The file of what was said, saved on the receipt's page: check that these are the words that the receipt seals."`
	Key     []string `sep:"none" placeholder:"VKEY|FILE" help:"The log's public key, or a file with one key a line, as /ledger/key, or with their history, as /ledger/keys: by the history a key that was given up vouches for no later tree. Without it the command says which key signed. May be given more than once."`
}

// Run prints the verdict. A receipt that does not verify makes the exit 1; a
// file that cannot be read or a missing or unusable key makes it 2.
func (c *receiptVerifyCommand) Run(s *stdio) error {
	receipt, err := c.read(s)
	if err != nil {
		return inputError{fmt.Errorf("read receipt: %w", err)}
	}
	keys, err := readKeys(c.Key, "--key")
	if err != nil {
		return inputError{err}
	}
	var said []byte
	if c.Comment != "" {
		if said, err = readBounded(c.Comment, ledger.MaxSaidBytes); err != nil {
			return inputError{fmt.Errorf("read what was said: %w", err)}
		}
	}
	verdict, err := openReceipt(receipt, keys)
	switch {
	case err == nil:
		fmt.Fprint(s.out, verdict)
		if c.Comment == "" {
			return nil
		}
		return c.open(s, receipt, said)
	case errors.Is(err, ledger.ErrKey) && len(keys) == 0:
		return inputError{fmt.Errorf("%w; give that key with --key", err)}
	}
	fmt.Fprintf(s.out, "The receipt does not verify: %v.\n", err)
	return errAnswerNo
}

// open prints whether a file of what was said holds the words that a verified
// receipt seals.
func (c *receiptVerifyCommand) open(s *stdio, receipt, file []byte) error {
	r, err := ledger.ParseReceipt(receipt)
	if err != nil {
		return inputError{errors.New("only a receipt seals words: a promise or a note does not")}
	}
	said, err := ledger.ParseSaid(file)
	if err != nil {
		return inputError{fmt.Errorf("read what was said: %w", err)}
	}
	n, err := ledger.OpenSaid(r, said)
	if err != nil {
		fmt.Fprintf(s.out, "These are not the words that were sealed: %v.\n", err)
		return errAnswerNo
	}
	fmt.Fprintf(s.out, "These are the words that were sealed, comments: %d.\n", n)
	return nil
}

// openReceipt verifies what the log hands to authors, by its first line.
func openReceipt(file []byte, terms []ledger.KeyTerm) (fmt.Stringer, error) {
	keys := ledger.KeysOf(terms)
	header, _, _ := bytes.Cut(file, []byte("\n"))
	switch string(header) {
	case ledger.PromiseHeader:
		return ledger.VerifyPromise(file, keys...)
	case ledger.LateHeader, ledger.UnsaltedLateHeader:
		return ledger.VerifyLateNote(file, keys...)
	}
	return ledger.VerifyBy(file, terms)
}

func (c *receiptVerifyCommand) read(s *stdio) ([]byte, error) {
	in := s.in
	if c.File != "-" {
		return readBounded(c.File, ledger.MaxReceiptBytes)
	}
	return io.ReadAll(io.LimitReader(in, ledger.MaxReceiptBytes+1))
}

// readBounded returns a file, up to one byte more than it may have.
func readBounded(name string, most int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most+1))
}
