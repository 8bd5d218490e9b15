package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/exchange"
	"github.com/rasprava/rasprava/internal/sheet"
	"github.com/rasprava/rasprava/internal/store"
)

// commentsCommand is for comments by the thousand.
type commentsCommand struct {
	Export commentsExport `cmd:"" help:"Write the comments of a round, with their answers, as a table."`
	Import commentsImport `cmd:"" help:"Take comments in that an organisation collected, from a table."`
}

type commentsExport struct {
	Round  string `arg:"" help:"Id of the round."`
	Out    string `short:"o" default:"-" placeholder:"FILE" help:"Where to; - is standard output. The name's ending says the format, where --to does not; csv without an ending."`
	To     string `enum:"csv,xlsx,jsonl," default:"" help:"csv, xlsx or jsonl."`
	Shape  string `enum:"full,hr" default:"full" help:"full: everything; hr: the six columns of e-Savjetovanja (${default})."`
	Viewer string `name:"as" placeholder:"EMAIL" help:"What this person sees, with answers that are not public; without it, what everybody sees."`
	Quiet  bool   `help:"No progress."`
}

// Help says what is there and what is not.
func (*commentsExport) Help() string {
	return `Writes every comment of a round that may be seen, by their numbers, with what became of it. There is no limit to how many; memory does
not grow with them. A name is there where its owner wished it published, whoever exports. While a round runs whose comments are not
shown, there are none but --as somebody who may read them. Texts that a spreadsheet would take for formulas are kept texts.
Of files that came with a comment there are names, addresses on the server and hashes, a line each; a table of e-Savjetovanja has none.

  DATABASE_URL=postgres://… rasprava comments export 0192… -o komentari.xlsx
  DATABASE_URL=postgres://… rasprava comments export 0192… --shape hr --to csv > izvjesce.csv`
}

// Run writes the table.
func (c *commentsExport) Run(ctx context.Context, s *stdio) error {
	if end := sheet.Foreign(c.Out); end != "" && c.To == "" {
		return inputError{fmt.Errorf("export comments: a table is .csv, .xlsx or .jsonl, not %s: name the file so, or say with --to what goes into it", end)}
	}
	st, err := openRecord(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	e := exchange.Export{Round: c.Round, Shape: exchange.Shape(c.Shape), Format: cmp.Or(sheet.Format(c.To), sheet.FormatOf(c.Out))}
	if c.Viewer != "" {
		e.Viewer, err = personOf(ctx, st, c.Viewer)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.err, "What %s sees: not for publication where answer_public is false.\n", c.Viewer)
	}
	p := newProgressLine(s.err, c.Quiet)
	defer p.done()
	pace := newPace()
	e.Progress = func(done, of int64) { p.say("exporting %s", pace.of(done, of)) }
	if c.Out == "-" {
		return writeComments(ctx, st, e, s.out)
	}
	out, err := createOutput(c.Out)
	if err != nil {
		return inputError{fmt.Errorf("export comments: %w", err)}
	}
	return out.close(writeComments(ctx, st, e, out))
}

// writeComments writes the table of an export.
func writeComments(ctx context.Context, st *store.Store, e exchange.Export, out io.Writer) error {
	w := bufio.NewWriterSize(out, 1<<16)
	_, err := e.Write(ctx, st, w)
	return noSuch(errors.Join(err, w.Flush()), "export comments: there is no round %s, or it may not be seen", e.Round)
}

// noSuch returns err, or, where it is that something is not found, wrong input in those
// words.
func noSuch(err error, words string, args ...any) error {
	if err != nil && dossier.CodeOf(err) == dossier.CodeNotFound {
		return inputError{fmt.Errorf(words, args...)}
	}
	return err
}

// noAccount is said of an address.
const noAccount = "there is no account with the address %s, or it is disabled"

// personOf returns the id of the person whose account has the address.
func personOf(ctx context.Context, st *store.Store, email string) (string, error) {
	person, _, err := st.PersonByEmail(ctx, email)
	return person.ID, noSuch(err, noAccount, email)
}

type commentsImport struct {
	File      string `arg:"" type:"existingfile" help:"The table: csv, xlsx or jsonl, by its ending or --from; /dev/stdin for a pipe."`
	Round     string `required:"" placeholder:"ID" help:"The round that takes them in."`
	Organiser string `placeholder:"REGISTER_NO" help:"The organisation that collected them, by its number in the register. Required unless --portal."`
	Operator  string `required:"" placeholder:"EMAIL" help:"Who brings them in, by the address of their account: an operator, or, with --portal, who answers the comments."`
	Portal    bool   `help:"The table is one of the national portal eKonsultacije."`
	Columns   string `placeholder:"COLUMN=HEADING,…" help:"Which heading holds what in the table of the portal, where it is not a usual one."`
	Receipts  string `placeholder:"FILE" help:"Where the receipts go, as JSON lines with the authors' secrets; what stands there already is not sent again. Required unless --check."`
	From      string `enum:"csv,xlsx,jsonl," default:"" help:"csv, xlsx or jsonl."`
	Check     bool   `help:"Only say what would not go in; nothing is written, and a fault is exit 1."`
	Quiet     bool   `help:"No progress."`
}

// Help says what a table holds and how a run is resumed.
func (*commentsImport) Help() string {
	return `Takes in a table with one comment a row, as if each author had sent theirs now: while the round is open, each with its leaf and a receipt
that the organiser hands on. Columns, of which only body is required:

  key            what the organiser calls the row; without it the row is known by what it says
  body, proposed_text, kind (change, remark, question, support), document, provision (as art_5__para_2), quote
  author_kind (citizen, anonymous), name, email, publish_name (yes, no), lang (sr-Cyrl, sr-Latn, en)

With --portal the table is one of the national portal eKonsultacije, and its comments go in as made there, once by the mark that the portal
knows them by, until the closing of the round is final; then it is said in what the two differ, and a difference that nobody has explained
is exit 1. Columns, by usual headings or as --columns says: key, date and text; name, publish, organisation, place, kind, proposed.

  DATABASE_URL=postgres://… rasprava comments import portal.xlsx --portal --round 0192… --operator ana@mprob.example --columns key=Шифра,text=Примедба

Columns of rasprava comments export are passed over. A row that cannot be taken is said with its line, and the others go in: exit 1, as where there are none.
A run that broke off is run again as it was: a row goes in once.

  DATABASE_URL=postgres://… rasprava comments import potpisi.csv --round 0192… --organiser 91000002 --operator ana@mprob.example --check
  DATABASE_URL=postgres://… rasprava comments import potpisi.csv --round 0192… --organiser 91000002 --operator ana@mprob.example --receipts potvrde.jsonl`
}

// Run takes the rows in and says which could not be.
func (c *commentsImport) Run(ctx context.Context, s *stdio) error {
	if c.Portal {
		return c.portal(ctx, s)
	}
	if c.Organiser == "" {
		return inputError{errors.New("import comments: say who collected them: --organiser")}
	}
	if c.Receipts == "" && !c.Check {
		return inputError{errors.New("import comments: say where the receipts go: --receipts, or only --check it")}
	}
	easeCollector()
	p := newProgressLine(s.err, c.Quiet)
	f, size, err := openTable(c.File, func(read int64) { p.say("reading: %d bytes", read) })
	if err != nil {
		return inputError{fmt.Errorf("import comments: %w", err)}
	}
	defer f.Close()
	st, err := openRecord(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	operator, err := personOf(ctx, st, c.Operator)
	if err != nil {
		return err
	}
	pace, table := newPace(), &countedReader{ReaderAt: f}
	im := exchange.Import{Round: c.Round, By: c.Organiser, Check: c.Check,
		Progress: func(done int64) {
			p.say("importing %s bytes; %d rows", pace.of(min(table.read.Load(), size), size), done)
		},
		Fault: func(fault exchange.Fault) error { _, err := fmt.Fprintf(s.out, "%s:%s\n", c.File, fault); return err }}
	im.Collector, err = st.Collector(ctx, operator, c.Organiser)
	if err != nil {
		return noSuch(fmt.Errorf("import comments: %w", err), "import comments: there is no organisation %s in the register", c.Organiser)
	}
	receipts, err := openReceipts(c.Receipts, c.Check)
	if err != nil {
		return inputError{err}
	}
	im.Known, im.Taken = receipts.known, receipts.put
	counts, err := im.Run(ctx, st, sheet.Rows(table, size, cmp.Or(sheet.Format(c.From), sheet.FormatOf(c.File))))
	p.done()
	err = errors.Join(err, receipts.close())
	fmt.Fprintf(s.err, "%d rows: %d taken in, %d had been before, %d cannot be.\n", counts.Rows, counts.Taken, counts.Before, counts.Faults)
	switch {
	case errors.Is(err, sheet.ErrFormat):
		return inputError{fmt.Errorf("import %s: %w", c.File, err)}
	case err != nil:
		return noSuch(fmt.Errorf("import %s: %w", c.File, err), "import comments: there is no round %s, or it may not be seen", c.Round)
	case counts.Rows == 0:
		return fmt.Errorf("import %s: there is nothing to import: the table has no rows", c.File)
	case counts.Faults > 0:
		return errAnswerNo
	}
	return nil
}

// openTable opens a file to be read from anywhere, and returns its size. What is no
// file, as a pipe, is put into one first, which goes with the command; told hears how
// many bytes so far.
func openTable(name string, told func(read int64)) (*os.File, int64, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	if info.Mode().IsRegular() {
		return f, info.Size(), nil
	}
	defer f.Close()
	whole, err := os.CreateTemp("", "rasprava-import-*")
	if err != nil {
		return nil, 0, err
	}
	err = os.Remove(whole.Name()) // it stays while it is open, and holds what people wrote
	var size int64
	for err == nil {
		var n int64
		n, err = io.CopyN(whole, f, 1<<20)
		size += n
		told(size)
	}
	if !errors.Is(err, io.EOF) {
		return nil, 0, errors.Join(err, whole.Close())
	}
	return whole, size, nil
}

// receiptsFile is the file that receipts are put into, a line each, and whose keys
// are not sent again.
type receiptsFile struct {
	f    *os.File
	w    *bufio.Writer
	keys map[string]string // with digests of what the rows said; empty where an earlier version kept none
}

// openReceipts reads what an earlier run put there. A line that it did not finish
// is cut off, and its row sent again.
func openReceipts(name string, check bool) (*receiptsFile, error) {
	r := &receiptsFile{keys: map[string]string{}}
	if check {
		return r, nil
	}
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600) // it holds secrets
	if err != nil {
		return nil, fmt.Errorf("open receipts: %w", err)
	}
	var whole int64
	for lines := bufio.NewReaderSize(f, 1<<20); ; {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			break
		}
		var t exchange.Taken
		if err == nil {
			err = json.Unmarshal(line, &t)
		}
		if err != nil || t.Key == "" {
			return nil, errors.Join(fmt.Errorf("open receipts: %s holds something else", name), err, f.Close())
		}
		r.keys[t.Key] = t.Digest
		whole += int64(len(line))
	}
	err = f.Truncate(whole)
	if err == nil {
		_, err = f.Seek(whole, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open receipts: %w", err), f.Close())
	}
	r.f, r.w = f, bufio.NewWriterSize(f, 1<<20)
	return r, nil
}

func (r *receiptsFile) known(key string) (digest string, kept bool) {
	digest, kept = r.keys[key]
	return digest, kept
}

func (r *receiptsFile) put(t exchange.Taken) error {
	b, err := json.Marshal(t)
	if err == nil {
		_, err = r.w.Write(append(b, '\n'))
	}
	return err
}

func (r *receiptsFile) close() error {
	if r.f == nil {
		return nil
	}
	return errors.Join(r.w.Flush(), r.f.Sync(), r.f.Close())
}
