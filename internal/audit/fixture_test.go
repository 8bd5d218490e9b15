package audit

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/ledger"
)

var testTime = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// files is a published log in memory.
type files map[string][]byte

// Read implements Source.
func (f files) Read(_ context.Context, name string) ([]byte, error) {
	b, ok := f[name]
	if !ok {
		return nil, fmt.Errorf("read %s: %w", name, fs.ErrNotExist)
	}
	return b, nil
}

// Report implements Source.
func (f files) Report(ctx context.Context, round string) (io.ReadCloser, error) {
	b, err := f.Read(ctx, reportName(round))
	return io.NopCloser(bytes.NewReader(b)), err
}

// testLog is a log that grows in memory.
type testLog struct {
	t      testing.TB
	signer *ledger.Signer
	leaves [][]byte
	at     time.Time
}

func newTestLog(t testing.TB) *testLog {
	t.Helper()
	return newTestLogOf(t, "rasprava.example/log/public")
}

func newTestLogOf(t testing.TB, name string) *testLog {
	t.Helper()
	skey, _, err := ledger.NewKey(name)
	if err != nil {
		t.Fatal(err)
	}
	s, err := ledger.NewSigner(skey)
	if err != nil {
		t.Fatal(err)
	}
	return &testLog{t: t, signer: s, at: testTime}
}

// add appends leaves, a second after the one before each.
func (l *testLog) add(leaves ...ledger.Leaf) *testLog {
	l.t.Helper()
	for _, leaf := range leaves {
		l.at = l.at.Add(time.Second)
		if leaf.At.IsZero() {
			leaf.At = l.at
		}
		b, err := leaf.Bytes()
		if err != nil {
			l.t.Fatal(err)
		}
		l.leaves = append(l.leaves, b)
	}
	return l
}

// later lets time pass.
func (l *testLog) later(d time.Duration) *testLog {
	l.at = l.at.Add(d)
	return l
}

// publish returns the files of the log.
func (l *testLog) publish() files {
	l.t.Helper()
	e, err := l.signer.Extend(ledger.EmptyHead(), l.leaves, nil)
	if err != nil {
		l.t.Fatal(err)
	}
	f := files{"checkpoint": e.Checkpoint, "key": []byte(l.signer.VerifierKey() + "\n")}
	for _, tile := range ledger.NewTiles(0, e.Head.Size) {
		if tile.Level == ledger.EntriesLevel {
			first, n, err := tile.Leaves(e.Head.Size)
			if err != nil {
				l.t.Fatal(err)
			}
			f[tile.Path()], err = ledger.EntriesBytes(l.leaves[first : first+int64(n)])
			if err != nil {
				l.t.Fatal(err)
			}
			continue
		}
		f[tile.Path()], err = ledger.TileBytes(tile, e.Head.Size, ledger.Hashes(e.Hashes))
		if err != nil {
			l.t.Fatal(err)
		}
	}
	return f
}

func (f files) clone() files {
	g := files{}
	for name, b := range maps.All(f) {
		g[name] = append([]byte(nil), b...)
	}
	return g
}

func (l *testLog) audit(f Source, seen *Seen) *Result {
	l.t.Helper()
	r, err := Run(l.t.Context(), f, Options{Keys: []string{l.signer.VerifierKey()}, Seen: seen})
	if err != nil {
		l.t.Fatalf("audit: %v", err)
	}
	return r
}

// again returns what an audit saw, by way of its file.
func again(t testing.TB, r *Result) *Seen {
	t.Helper()
	b, err := r.Seen.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	s, err := ParseSeen(b)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func opened(round string) ledger.Leaf {
	return ledger.Leaf{Kind: ledger.RoundOpened, Dossier: "2026-0017", Round: round, Hash: ledger.HashOf([]byte("пакет"))}
}

func received(kind ledger.Kind, round, submission string, comments int) ledger.Leaf {
	l := ledger.Leaf{Kind: kind, Dossier: "2026-0017", Round: round, Submission: submission, Hash: ledger.HashOf([]byte(submission))}
	for i := range comments {
		l.Commitments = append(l.Commitments, ledger.Commitment{byte(i + 1)})
	}
	return l
}

func record1(kind ledger.Kind, round, submission string, seq int64) ledger.Leaf {
	return ledger.Leaf{Kind: kind, Dossier: "2026-0017", Round: round, Submission: submission, Seq: seq, Hash: ledger.HashOf([]byte("образложење"))}
}

func counted(kind ledger.Kind, round string, counts map[string]int64) ledger.Leaf {
	return ledger.Leaf{Kind: kind, Dossier: "2026-0017", Round: round, Hash: ledger.HashOf([]byte("извештај")), Counts: counts}
}

func ended(kind ledger.Kind, submissions, comments int64) ledger.Leaf {
	return counted(kind, "r-1", map[string]int64{"submissions": submissions, "comments": comments})
}

// reported is of a dossier that the public does not see: its report is not published.
func reported(received, answered int64) ledger.Leaf {
	l := counted(ledger.ReportPublished, "r-1", map[string]int64{"received": received, "answered": answered})
	l.Dossier = "hidden-0123"
	return l
}

// sound is a log of about n leaves in which a round runs, closes and is reported on.
func sound(t testing.TB, n int) *testLog {
	l := newTestLog(t).add(ledger.Leaf{Kind: ledger.DossierOpened, Dossier: "2026-0017", Seq: 1}, opened("r-1"))
	submissions := (n - 4) / 2
	for i := range submissions {
		l.add(received(ledger.SubmissionReceived, "r-1", fmt.Sprint("s-", i), 1))
	}
	l.add(ended(ledger.RoundClosed, int64(submissions), int64(submissions)))
	for i := range submissions {
		l.add(record1(ledger.Answered, "r-1", fmt.Sprint("s-", i), 1))
	}
	return l.add(reported(int64(submissions), int64(submissions)))
}

func named(t *testing.T, r *Result, code Code, leaf int64) {
	t.Helper()
	for _, f := range r.Faults {
		if f.Code == code && f.Leaf == leaf {
			return
		}
	}
	t.Errorf("got %d faults %v, want %s at leaf %d", r.Wrong, r.Faults, code, leaf)
}

func faultless(t *testing.T, r *Result) {
	t.Helper()
	if r.Wrong != 0 || !r.TreeHolds || r.Seen == nil {
		t.Fatalf("got %d faults %v, tree holds: %v", r.Wrong, r.Faults, r.TreeHolds)
	}
}

func flip(b []byte, at int) { b[at] ^= 1 }

func decoded(t *testing.T, s string) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func encoded(b []byte) string { return base64.StdEncoding.EncodeToString(b) }
