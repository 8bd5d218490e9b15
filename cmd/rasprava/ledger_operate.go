package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/rasprava/rasprava/internal/audit"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
)

// whichLog is one of the two logs of an installation.
type whichLog struct {
	Rehearsal bool `help:"The log of rehearsals instead of the public one."`
}

type ledgerCheckCommand struct{ whichLog }

// Help says what is compared.
func (*ledgerCheckCommand) Help() string {
	return `Recomputes every stored hash from the stored leaves, audits the log as it would be published, and holds the rows of
steps, versions, rounds, submissions, comments, answers, redactions and all else that has a leaf to it, and the bytes of
documents and attachments to their hashes: a row that was changed is named with its leaf. Names and e-mail addresses of
authors stand in no leaf and cannot be checked. It reads the database and the files, and changes nothing.

  DATABASE_URL=postgres://… rasprava ledger check`
}

// Run checks. Something that differs makes the exit 1.
func (c *ledgerCheckCommand) Run(ctx context.Context, s *stdio) error {
	st, err := openRecord(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	found, err := st.CheckLog(ctx, c.Rehearsal, newGauge(s.err, "leaves").show)
	if err != nil {
		return err
	}
	err = st.Signable(ctx, c.Rehearsal)
	if err != nil {
		found = append(found, audit.Fault{Code: audit.Forked, Leaf: -1, Text: "the log may not be signed: " + err.Error()})
	}
	for _, f := range found {
		fmt.Fprintln(s.out, f)
	}
	if len(found) > 0 {
		return errAnswerNo
	}
	fmt.Fprintln(s.out, "The rows, the leaves and the hashes agree.")
	return nil
}

type ledgerRotateCommand struct {
	whichLog
	Prepare bool `help:"Only make the next key (keys/<log>.next.key), to be copied to the other machines first."`
}

// Help says what happens to what was signed before.
func (*ledgerRotateCommand) Help() string {
	return `Makes another key and goes over to it: the last leaf that the old key signs names the new one, so that whoever knows the
old key can follow. Receipts that were signed with the old key go on to verify with it; /ledger/key lists both. Processes
that run take the new key with their next signature. Where several machines sign, make the next key with --prepare, copy its
file to all of them, and then rotate. The old key's file stays as keys/<log>.<hash>.old.key: a database that is restored
from before the rotation needs it.

  DATABASE_URL=postgres://… rasprava ledger rotate-key`
}

// Run rotates and prints the new verifier key.
func (c *ledgerRotateCommand) Run(ctx context.Context, s *stdio) error {
	st, err := openRecord(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	var key string
	if c.Prepare {
		key, err = st.NextKey(c.Rehearsal)
	} else {
		key, err = st.RotateKey(ctx, c.Rehearsal)
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(s.out, key)
	return nil
}

type ledgerSecretsCommand struct {
	Void bool `help:"The secrets that were given out open nothing any more."`
}

// Help says what happens to what was given out before.
func (*ledgerSecretsCommand) Help() string {
	return `Goes over to another key from which the secrets of receipts and the tokens of links in e-mail are made, when keys/submissions.key
leaked: whoever has it and the public number of a receipt has its secret. Stop serve and work on every machine, run this on one,
copy keys/submissions.key and keys/submissions.*.old.key to the others, and start them again. The files of old keys stay there:
letters that wait, and answers to repeated requests, are made with them.

Secrets that authors have go on to open their receipts, and so do those that somebody made with the leaked key. With --void none
of them does: nobody can correct, withdraw or erase by them, and authors who want that write to the body that holds the debate.

  DATABASE_URL=postgres://… rasprava ledger rotate-secrets`
}

// Run rotates, and says of how many receipts the secrets are void.
func (c *ledgerSecretsCommand) Run(ctx context.Context, s *stdio) error {
	st, err := openRecord(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	n, err := st.RotateSecrets(ctx, c.Void)
	if err != nil {
		return err
	}
	if c.Void {
		fmt.Fprintf(s.out, "The secrets of %d receipts are void.\n", n)
	}
	return nil
}

type ledgerResolveCommand struct {
	whichLog
	From   string `placeholder:"URL|DIR" help:"Put the missing leaves back from a mirror."`
	GiveUp int64  `placeholder:"SIZE" help:"Give up the published tree of SIZE leaves, in public."`
}

// Help says what the two ways mean.
func (*ledgerResolveCommand) Help() string {
	return `A database that was restored from a backup lacks leaves that were published. Nothing is signed over it, and comments get a
promise. Without a flag the command says how it is. Then either

  --from    puts the missing leaves back from a mirror (ledger mirror). The log is whole again, every receipt verifies in it.
            What the record lost is not brought back: the audit names those comments once their round is reported on.
  --give-up goes on from the backup. A leaf (log_restored) names the checkpoint that was given up. Receipts from the lost time
            still verify with their own checkpoint, and prove that they were given; every audit that saw the longer tree
            says from then on that the log was forked.

Promises are kept by a worker within seconds of either.

  DATABASE_URL=postgres://… rasprava ledger resolve --from ogledalo`
}

// Run resolves, or says how it is; a log that is not whole makes the exit 1.
func (c *ledgerResolveCommand) Run(ctx context.Context, s *stdio) error {
	if c.From != "" && c.GiveUp != 0 {
		return inputError{errors.New("resolve log: either --from or --give-up")}
	}
	st, err := openRecord(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	switch {
	case c.From != "":
		return c.resume(ctx, s, st)
	case c.GiveUp != 0:
		n, err := st.GiveUp(ctx, c.Rehearsal, c.GiveUp)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "The published tree of %d leaves is given up, and leaf %d says so.\n", c.GiveUp, n)
		return nil
	}
	state, err := st.Log(ctx, c.Rehearsal)
	if err != nil {
		return err
	}
	cause := st.Signable(ctx, c.Rehearsal)
	if cause == nil {
		fmt.Fprintf(s.out, "The log %s leads to what was published: %d leaves.\n", state.Origin, state.Size)
		return nil
	}
	fmt.Fprintf(s.out, "The log %s may not be signed: %v.\n", state.Origin, cause)
	published, err := st.PublishedHead(ctx, c.Rehearsal)
	if err == nil && published.Size > 0 {
		fmt.Fprintf(s.out, "Published from this machine: %d leaves, root %s. Stored: %d leaves.\n", published.Size, published.Root, state.Size)
	}
	return errAnswerNo
}

// resume puts back from a mirror what is missing, once the mirror was audited with
// the keys of the log.
func (c *ledgerResolveCommand) resume(ctx context.Context, s *stdio, st *store.Store) error {
	src, err := openLog(ctx, c.From)
	if err != nil {
		return err
	}
	history, err := st.LogKeys(ctx, c.Rehearsal)
	if err != nil {
		return err
	}
	var keys []string
	for _, k := range history {
		keys = append(keys, k.Key)
	}
	err = audit.Withheld(ctx, src, keys)
	if err != nil {
		return auditError(err)
	}
	res, err := audit.Run(ctx, src, audit.Options{Keys: keys, Progress: newGauge(s.err, "leaves").show})
	if err != nil {
		return auditError(err)
	}
	if !res.TreeHolds {
		for _, f := range res.Faults {
			fmt.Fprintln(s.out, f)
		}
		return errAnswerNo
	}
	state, err := st.Log(ctx, c.Rehearsal)
	if err != nil {
		return err
	}
	lost := store.Lost{Checkpoint: res.Seen.Checkpoint}
	published, err := src.Read(ctx, "keys")
	if err == nil {
		lost.Keys, err = ledger.ParseKeyHistory(published)
	}
	if err != nil {
		return auditError(err)
	}
	lost.First, lost.Leaves, err = audit.Leaves(ctx, src, state.Size)
	if err != nil {
		return auditError(err)
	}
	added, err := st.Resume(ctx, c.Rehearsal, lost)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%d leaves were put back; the log has %d, as it was published.\n", added, state.Size+added)
	return nil
}
