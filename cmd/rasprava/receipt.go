package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/rasprava/rasprava/internal/ledger"
)

type receiptCommand struct {
	Verify receiptVerifyCommand `cmd:"" help:"Check, without a network, that a receipt proves what was received and when. The log's public key stands at /ledger/key of the site; keep a copy of your own. Example: rasprava receipt verify dopis.tlog-proof --key log.vkey"`
}

type receiptVerifyCommand struct {
	File string   `arg:"" help:"The receipt file (.tlog-proof); - reads standard input."`
	Key  []string `sep:"none" placeholder:"VKEY|FILE" help:"The log's public key, or a file with one key a line. Without it the command says which key signed. May be given more than once."`
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
	verdict, err := ledger.Verify(receipt, keys...)
	switch {
	case err == nil:
		fmt.Fprint(s.out, verdict)
		return nil
	case errors.Is(err, ledger.ErrKey) && len(keys) == 0:
		return inputError{fmt.Errorf("%w; give that key with --key", err)}
	}
	fmt.Fprintf(s.out, "The receipt does not verify: %v.\n", err)
	return errAnswerNo
}

func (c *receiptVerifyCommand) read(s *stdio) ([]byte, error) {
	in := s.in
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	return io.ReadAll(io.LimitReader(in, ledger.MaxReceiptBytes+1))
}
