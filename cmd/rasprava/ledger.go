package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/rasprava/rasprava/internal/audit"
	"github.com/rasprava/rasprava/internal/ledger"
)

type ledgerCommand struct {
	Audit  ledgerAuditCommand  `cmd:"" help:"Recompute a whole log and say whether it is sound."`
	Mirror ledgerMirrorCommand `cmd:"" help:"Keep an audited copy of a log as a folder of static files."`

	Check   ledgerCheckCommand   `cmd:"" help:"For operators: hold the rows of the database to the log."`
	Secrets ledgerSecretsCommand `cmd:"" name:"rotate-secrets" help:"For operators: make the secrets of receipts from another key."`
	Rotate  ledgerRotateCommand  `cmd:"" name:"rotate-key" help:"For operators: sign with another key from now on."`
	Resolve ledgerResolveCommand `cmd:"" help:"For operators: what to do when the database was restored and the log is behind what was published."`
}

type ledgerAuditCommand struct {
	Log     string   `arg:"" name:"url|dir" help:"The address of the log or of its site, or a folder that it is mirrored in."`
	Key     []string `sep:"none" placeholder:"VKEY|FILE" help:"The log's public key, or a file with one key a line. May be given more than once."`
	Witness []string `sep:"none" placeholder:"VKEY|FILE" help:"A witness that must have signed the checkpoint too. May be given more than once."`
	State   string   `placeholder:"FILE" help:"What was seen of the log is kept here, and compared with the next time."`
}

// Help says what is held to what.
func (*ledgerAuditCommand) Help() string {
	return `Reads the checkpoint, the tiles and every leaf, and recomputes the tree. It holds the log to its signature, to what --state
saw of it before, and to its own rules: the steps and versions of a dossier without gaps, every comment of a round that
was reported on with one record of what became of it (answered, withdrawn, set aside with a ground, erased), and the
counts of its closings and of the published report. Everything that is wrong is named with the leaf it is about. Of a round
that is over and not reported on yet, or not closed for good, the verdict says so, since when, and how many comments wait:
that alone is not wrong, and comments there have no record yet. The log of rehearsals, under /rehearsal/ledger, does not
publish its leaves: where all keys that are given are of such a log, nothing is said of it, and the exit is 2.

  rasprava ledger audit https://konsultacije.example --key log.vkey --state log.seen
  rasprava ledger audit ogledalo --key log.vkey`
}

// Run audits. A log that is not sound makes the exit 1.
func (c *ledgerAuditCommand) Run(ctx context.Context, s *stdio) error {
	o, src, err := openAudit(ctx, s, c.Log, c.Key, c.Witness)
	if err != nil {
		return err
	}
	if c.State != "" {
		o.Seen, err = readSeen(c.State)
		if err != nil {
			return inputError{err}
		}
	}
	res, err := audit.Run(ctx, src, o)
	if err != nil {
		return auditError(err)
	}
	if c.State != "" && res.Seen != nil {
		state, err := res.Seen.Bytes()
		if err == nil {
			err = audit.WriteFile(c.State, state, 0o644)
		}
		if err != nil {
			return fmt.Errorf("write --state: %w", err)
		}
	}
	return tell(s.out, res, o)
}

type ledgerMirrorCommand struct {
	Log     string   `arg:"" name:"url|dir" help:"The address of the log or of its site, or a folder."`
	Folder  string   `arg:"" name:"folder" help:"Where the copy is kept; made when there is none."`
	Key     []string `sep:"none" placeholder:"VKEY|FILE" help:"The log's public key, or a file with one key a line. May be given more than once."`
	Witness []string `sep:"none" placeholder:"VKEY|FILE" help:"A witness that must have signed the checkpoint too. May be given more than once."`
}

// Help says what the folder is good for.
func (*ledgerMirrorCommand) Help() string {
	return `Audits the log while it copies it, and goes on from what the folder has. The folder holds static files under the names of
C2SP tlog-tiles (checkpoint, tile/…), the keys, and the published reports under reports/: any web server can serve it, and
ledger audit reads it. The checkpoint is written last, and only when the tree holds; it is what the next run is compared
with.

  rasprava ledger mirror https://konsultacije.example ogledalo --key log.vkey`
}

// Run mirrors. A log that is not sound makes the exit 1.
func (c *ledgerMirrorCommand) Run(ctx context.Context, s *stdio) error {
	o, src, err := openAudit(ctx, s, c.Log, c.Key, c.Witness)
	if err != nil {
		return err
	}
	res, err := audit.Mirror(ctx, src, audit.Folder(c.Folder), o)
	if err != nil {
		return auditError(err)
	}
	return tell(s.out, res, o)
}

// openAudit reads the keys and opens the log.
func openAudit(ctx context.Context, s *stdio, log string, keys, witnesses []string) (audit.Options, audit.Source, error) {
	o := audit.Options{Progress: newGauge(s.err, "leaves").show}
	terms, err := readKeys(keys, "--key")
	if err != nil {
		return o, nil, inputError{err}
	}
	o.Keys, o.Terms = ledger.KeysOf(terms), terms
	o.Witnesses, err = readWitnesses(witnesses)
	if err != nil {
		return o, nil, inputError{err}
	}
	if len(o.Keys) == 0 {
		return o, nil, inputError{errors.New("audit log: give the key that it must be signed with, --key: what the log itself shows as its key proves nothing")}
	}
	src, err := openLog(ctx, log)
	if err != nil {
		return o, nil, err
	}
	err = audit.Withheld(ctx, src, o.Keys)
	if err != nil {
		return o, nil, auditError(err)
	}
	return o, src, nil
}

func auditError(err error) error {
	var service serviceError
	if errors.As(err, &service) || errors.Is(err, context.Canceled) {
		return err
	}
	if errors.Is(err, audit.ErrWithheld) {
		return inputError{fmt.Errorf("audit log: %w: nobody can say from outside whether it is sound or not; "+
			"receipt verify checks a receipt of a rehearsal, and the operator holds the log to its rows with ledger check", err)}
	}
	return inputError{fmt.Errorf("audit log: %w", err)}
}

// readSeen reads the state file; nil when there is none yet.
func readSeen(path string) (*audit.Seen, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read --state: %w", err)
	}
	return audit.ParseSeen(data)
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// readWitnesses reads verifier keys of witnesses, given as such or as files with
// one a line.
func readWitnesses(given []string) ([]ledger.Witness, error) {
	var all []ledger.Witness
	for _, k := range given {
		some, err := ledger.ParseWitnesses(k)
		if err != nil {
			text, readErr := os.ReadFile(k)
			if readErr != nil {
				return nil, fmt.Errorf("read --witness: neither a key of a witness nor a file: %w", readErr)
			}
			some, err = ledger.ParseWitnesses(string(text))
			if err != nil {
				return nil, fmt.Errorf("read --witness %s: %w", k, err)
			}
		}
		all = append(all, some...)
	}
	return all, nil
}

// readKeys reads verifier keys, given as such or as files: with one a line, as
// /ledger/key, or a history, as /ledger/keys.
func readKeys(given []string, flag string) ([]ledger.KeyTerm, error) {
	var keys []ledger.KeyTerm
	for _, k := range given {
		some, err := ledger.ParseKeyTerms(k)
		if err != nil {
			text, readErr := os.ReadFile(k)
			if readErr != nil {
				return nil, fmt.Errorf("read %s: neither a log key nor a file: %w", flag, readErr)
			}
			some, err = ledger.ParseKeyTerms(string(text))
			if err != nil {
				return nil, fmt.Errorf("read %s %s: %w", flag, k, err)
			}
		}
		keys = append(keys, some...)
	}
	return keys, nil
}
