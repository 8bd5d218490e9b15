package exchange

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/sheet"
	"github.com/rasprava/rasprava/internal/store"
)

// Incoming is one row of a file as a submission with one comment.
type Incoming struct {
	Line       int
	Key        string // of idempotency
	Digest     string // of what it says
	Submission dossier.Submission

	kept   bool // a receipt of its key is kept
	untold bool // and it is not known for what words
}

// answered reports whether the record answered a row of which the receipt is kept as
// it did before.
func (in Incoming) answered(got store.Accepted, err error) bool {
	switch dossier.CodeOf(err) {
	case dossier.CodeIdempotencyErased, dossier.CodeIdempotencyGone:
		return in.untold
	}
	return in.kept && err == nil && got.Replayed
}

// Fault is why a row does not go in.
type Fault struct {
	Line  int
	Field string // empty: the row
	Words string
}

func (f Fault) String() string {
	if f.Field == "" {
		return fmt.Sprintf("%d: %s", f.Line, f.Words)
	}
	return fmt.Sprintf("%d: %s: %s", f.Line, f.Field, f.Words)
}

// columns are what a file may hold. Those that an export has besides are passed
// over, so that one can be read back.
var columns = []string{"key", "author_kind", "name", "email", "organisation", "publish_name", "lang", "document", "provision", "quote", "kind", "body", "proposed_text"}

// passed are the columns of an export that say what became of a comment.
var passed = append([]string{"author"}, fullColumns...)

// bare are the columns in which JSON lines may have something other than text.
var bare = map[string][]sheet.Bare{"key": {sheet.Number}, "organisation": {sheet.Number}, "publish_name": {sheet.Number, sheet.Truth}}

// reader makes rows into submissions.
type reader struct {
	by    string // begins the keys: who collected the comments
	seen  map[[16]byte]int
	above map[string]said // by the keys that the file gives
}

// said is a row of the file that has a key.
type said struct {
	line int
	what [16]byte // its digest
}

func newReader(by string) *reader {
	return &reader{by: by, seen: map[[16]byte]int{}, above: map[string]said{}}
}

// read returns the submission of a row. Without a key of its own a row is known by
// what it says, and by how many above it say the same: more rows elsewhere in the
// file change nothing. Of rows with one key that say different things the first alone
// can go in, whichever of them came to the record in an earlier run.
func (r *reader) read(row sheet.Row) (Incoming, []Fault) {
	if row.Err != nil {
		return Incoming{}, []Fault{{row.Line, "", row.Err.Error()}}
	}
	cell := func(name string) string { return row.Cells[name] }
	var faults []Fault
	for name, text := range row.Cells {
		if text != "" && !slices.Contains(columns, name) && !slices.Contains(passed, name) {
			faults = append(faults, Fault{row.Line, name, "there is no such column"})
		}
	}
	for name, is := range row.Bare {
		if slices.Contains(columns, name) && !slices.Contains(bare[name], is) {
			faults = append(faults, Fault{row.Line, name, fmt.Sprintf("%s, where text in quotation marks is wanted", is)})
		}
	}
	publish := false
	switch strings.ToLower(cell("publish_name")) {
	case "", "false", "no", "ne", "не", "0":
	case "true", "yes", "da", "да", "1":
		publish = true
	default:
		faults = append(faults, Fault{row.Line, "publish_name", "neither yes nor no"})
	}
	or := func(name, usual string) string {
		if text := strings.TrimSpace(cell(name)); text != "" {
			return text
		}
		return usual
	}
	c := dossier.NewComment{Document: dossier.DocumentKind(or("document", string(dossier.ActDocument))), Provision: or("provision", ""),
		Kind: dossier.CommentKind(or("kind", string(dossier.Remark))), Body: cell("body"), ProposedText: cell("proposed_text")}
	if q := cell("quote"); q != "" {
		c.Quote = &dossier.Quote{Exact: q}
	}
	in := Incoming{Line: row.Line, Submission: dossier.Submission{Lang: or("lang", "sr-Cyrl"), Comments: []dossier.NewComment{c},
		Author: dossier.Author{Kind: dossier.AuthorKind(or("author_kind", string(dossier.Citizen))), Name: or("name", ""), Email: or("email", ""),
			Organisation: or("organisation", ""), PublishName: publish}}}
	if !slices.Contains([]string{"sr-Cyrl", "sr-Latn", "en"}, in.Submission.Lang) {
		faults = append(faults, Fault{row.Line, "lang", "not sr-Cyrl, sr-Latn or en"})
	}
	if len(cell("key")) > 150 {
		faults = append(faults, Fault{row.Line, "key", "longer than 150 bytes"})
	}
	var p *dossier.Problem
	if errors.As(in.Submission.Check(), &p) {
		faults = append(faults, faultsOf(row.Line, p)...)
	}
	what := digest(in.Submission)
	in.Digest, in.Key = hex.EncodeToString(what[:]), r.key(cell("key"), what)
	if given := cell("key"); given != "" {
		if first, twice := r.above[given]; !twice {
			r.above[given] = said{row.Line, what}
		} else if first.what != what {
			faults = append(faults, Fault{row.Line, "key", fmt.Sprintf("line %d has the same key and says something else", first.line)})
		}
	}
	slices.SortFunc(faults, func(a, b Fault) int { return strings.Compare(a.Field, b.Field) })
	return in, faults
}

func (r *reader) key(given string, what [16]byte) string {
	if given != "" {
		return "import/" + r.by + "/" + given
	}
	r.seen[what]++
	return fmt.Sprintf("import/%s/%s/%d", r.by, hex.EncodeToString(what[:]), r.seen[what])
}

// digest returns what tells one submission from another.
func digest(s dossier.Submission) [16]byte {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // plain values always marshal
	}
	sum := sha256.Sum256(b)
	return [16]byte(sum[:])
}

// english is the tongue of the command line.
func english() *locale.Printer { return locale.For(locale.En) }

// faultsOf says a refusal by the columns of the file.
func faultsOf(line int, p *dossier.Problem) []Fault {
	if len(p.Fields) == 0 {
		return []Fault{{line, "", Why(english(), p.Code, p.Params)}}
	}
	var out []Fault
	for _, f := range p.Fields {
		name := strings.TrimPrefix(strings.TrimPrefix(f.Name, "comments[0]."), "author.")
		out = append(out, Fault{line, name, Why(english(), f.Code, f.Params)})
	}
	return out
}

// Taken is what a row was answered with, as a line of the file of receipts.
type Taken struct {
	Line       int       `json:"line"`
	Key        string    `json:"key"`
	Digest     string    `json:"digest,omitempty"` // of what the row said; empty: an earlier version kept none
	ReceiptNo  string    `json:"receipt_no"`
	Secret     string    `json:"secret"`
	ReceivedAt time.Time `json:"received_at"`
	Leaf       int64     `json:"leaf"`
	Receipt    string    `json:"receipt,omitempty"`
	Promise    string    `json:"promise,omitempty"`
}

// Import says where rows go.
type Import struct {
	Round string
	By    string // register number of the organisation that collected them
	// Collector is that organisation with the operator who brings them in.
	Collector store.Collector
	// Known says whether a receipt of the key is kept already, and the digest of the row
	// that it was given for. A row that says something else is brought to the record,
	// which answers it as it did the first time.
	Known func(key string) (digest string, kept bool)
	Check bool // only say what would not go in

	Taken    func(Taken) error // each row that went in, one at a time
	Fault    func(Fault) error // each that did not, one at a time
	Progress func(done int64)
}

// Counts are what became of the rows.
type Counts struct {
	Rows, Taken, Before, Faults int64 // Before: had been taken in by an earlier run
}

// stopError ends an import whose output cannot be written.
type stopError struct{ err error }

func (e stopError) Error() string { return e.err.Error() }

// senders is how many rows are on the way at once, so that batches are full.
const senders = 256

// Run takes the rows in, by the intake that serves everybody. A row that cannot go
// in is said and passed over. The error is of reading the file, of the record, or
// of what Taken and Fault returned; a run that broke off is run again as it was.
func (im Import) Run(ctx context.Context, st *store.Store, rows func(yield func(sheet.Row) bool)) (Counts, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	in := st.NewIntake(context.WithoutCancel(ctx), 2)
	var (
		counts  Counts
		checked []Incoming
		mu      sync.Mutex // protects counts and the functions of im
		wg      sync.WaitGroup
		done    atomic.Int64
	)
	work := make(chan Incoming, senders)
	faulty := func(faults []Fault) {
		mu.Lock()
		defer mu.Unlock()
		counts.Faults++
		for _, f := range faults {
			if err := im.Fault(f); err != nil {
				cancel(stopError{err})
			}
		}
	}
	tell := func() {
		if n := done.Add(1); im.Progress != nil && n%100 == 0 {
			im.Progress(n)
		}
	}
	for range senders {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for one := range work {
				if ctx.Err() != nil {
					continue
				}
				got, err := submit(ctx, in, store.Delivery{Round: im.Round, Key: one.Key, Submission: one.Submission, Collector: &im.Collector})
				var p *dossier.Problem
				var late *store.LateError
				switch {
				case one.answered(got, err):
					mu.Lock()
					counts.Before++
					mu.Unlock()
				case errors.As(err, &late), dossier.CodeOf(err) == dossier.CodeNotFound:
					cancel(fmt.Errorf("row %d: %w", one.Line, err))
				case errors.As(err, &p) && p.Code != dossier.CodeUnavailable:
					faulty(faultsOf(one.Line, p))
				case err != nil:
					cancel(fmt.Errorf("row %d: %w", one.Line, err))
				default:
					mu.Lock()
					if got.Replayed {
						counts.Before++
					} else {
						counts.Taken++
					}
					err = im.Taken(Taken{Line: one.Line, Key: one.Key, Digest: one.Digest, ReceiptNo: got.ReceiptNo, Secret: got.Secret, ReceivedAt: got.ReceivedAt,
						Leaf: got.Leaf, Receipt: string(got.Receipt), Promise: string(got.Promise)})
					if err != nil {
						cancel(stopError{err})
					}
					mu.Unlock()
				}
				tell()
			}
		}()
	}
	r := newReader(im.By)
	var broken error
	for row := range rows {
		if ctx.Err() != nil {
			break
		}
		if row.Err != nil && row.Cells == nil && errors.Is(row.Err, sheet.ErrFormat) {
			broken = fmt.Errorf("row %d: %w", row.Line, row.Err)
			break
		}
		mu.Lock()
		counts.Rows++
		mu.Unlock()
		one, faults := r.read(row)
		before := false
		if im.Known != nil {
			var of string
			of, one.kept = im.Known(one.Key)
			before, one.untold = one.kept && of == one.Digest, one.kept && of == ""
		}
		switch {
		case len(faults) > 0:
			faulty(faults)
			tell()
		case before:
			mu.Lock()
			counts.Before++
			mu.Unlock()
			tell()
		case im.Check:
			checked = append(checked, one)
			if len(checked) == senders {
				im.try(ctx, st, checked, faulty, cancel)
				checked = checked[:0]
			}
			tell()
		default:
			work <- one
		}
	}
	close(work)
	wg.Wait()
	if im.Check && ctx.Err() == nil {
		im.try(ctx, st, checked, faulty, cancel)
	}
	if im.Progress != nil {
		im.Progress(done.Load())
	}
	return counts, errors.Join(broken, context.Cause(ctx))
}

// try asks of each whether it would go in.
func (im Import) try(ctx context.Context, st *store.Store, ins []Incoming, faulty func([]Fault), cancel func(error)) {
	if len(ins) == 0 {
		return
	}
	ds := make([]store.Delivery, len(ins))
	for i, in := range ins {
		ds[i] = store.Delivery{Round: im.Round, Key: in.Key, Submission: in.Submission, Collector: &im.Collector}
	}
	problems, err := st.TryIntake(ctx, im.Round, ds)
	if err != nil {
		cancel(err)
		return
	}
	for i, err := range problems {
		var p *dossier.Problem
		switch {
		case errors.As(err, &p):
			faulty(faultsOf(ins[i].Line, p))
		case err != nil:
			cancel(fmt.Errorf("row %d: %w", ins[i].Line, err))
		}
	}
}

// submit waits where intake is full.
func submit(ctx context.Context, in *store.Intake, d store.Delivery) (store.Accepted, error) {
	for {
		got, err := in.Submit(ctx, d)
		if dossier.CodeOf(err) != dossier.CodeBusy {
			return got, err
		}
		select {
		case <-ctx.Done():
			return got, ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}
