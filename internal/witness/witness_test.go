package witness_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/witness"
	"github.com/rasprava/rasprava/internal/witness/witnesstest"
)

// trees is a log in memory, of which every head is kept.
type trees struct {
	t      *testing.T
	signer *ledger.Signer
	heads  []ledger.Head
	hashes ledger.Hashes
	signed [][]byte
}

func newTrees(t *testing.T, origin string) *trees {
	t.Helper()
	skey, _, err := ledger.NewKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	s, err := ledger.NewSigner(skey)
	if err != nil {
		t.Fatal(err)
	}
	return &trees{t: t, signer: s, heads: []ledger.Head{ledger.EmptyHead()}}
}

// grows adds n leaves and returns the number of the head.
func (l *trees) grows(n int, words string) int {
	l.t.Helper()
	var leaves [][]byte
	for i := range n {
		b, err := ledger.Leaf{Kind: ledger.Transition, At: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC), Dossier: words, Seq: int64(i + 1)}.Bytes()
		if err != nil {
			l.t.Fatal(err)
		}
		leaves = append(leaves, b)
	}
	e, err := l.signer.Extend(l.heads[len(l.heads)-1], leaves, l.hashes)
	if err != nil {
		l.t.Fatal(err)
	}
	l.hashes = append(l.hashes, e.Hashes...)
	l.heads, l.signed = append(l.heads, e.Head), append(l.signed, e.Checkpoint)
	return len(l.heads) - 1
}

func (l *trees) proof(from, to int64) tlog.TreeProof {
	l.t.Helper()
	if from == 0 || from == to {
		return nil
	}
	p, err := tlog.ProveTree(to, from, l.hashes)
	if err != nil {
		l.t.Fatal(err)
	}
	return p
}

// asks has the newest head signed, from a tree of old leaves.
func (l *trees) asks(c *witness.Client, old int64) ([]byte, error) {
	l.t.Helper()
	last := len(l.heads) - 1
	return c.Cosign(l.t.Context(), old, l.proof(old, l.heads[last].Size), l.signed[last-1])
}

func client(t *testing.T, line string) *witness.Client {
	t.Helper()
	w, err := ledger.ParseWitness(line)
	if err != nil {
		t.Fatal(err)
	}
	return witness.New(w)
}

func TestAWitnessSignsATreeThatGrows(t *testing.T) {
	l := newTrees(t, "rasprava.example/log/public")
	w := witnesstest.New(t, "svedok.example", l.signer.VerifierKey())
	c := client(t, w.Line)
	old := int64(0)
	for _, n := range []int{1, 1, 5, 300, 256} {
		l.grows(n, "2026-0001")
		cosigned, err := l.asks(c, old)
		if err != nil {
			t.Fatalf("from %d: %v", old, err)
		}
		found, err := ledger.Cosignatures(cosigned, []ledger.Witness{c.Witness})
		if err != nil || len(found) != 1 || time.Since(found[0].At).Abs() > time.Minute {
			t.Errorf("got %+v, %v, want the line of the witness", found, err)
		}
		if !bytes.HasPrefix(cosigned, l.signed[len(l.signed)-1]) {
			t.Errorf("the checkpoint became %s", cosigned)
		}
		old = l.heads[len(l.heads)-1].Size
	}
	if _, err := l.asks(c, old); err != nil {
		t.Errorf("the same tree again: %v", err)
	}
}

func TestWhyAWitnessDoesNotSign(t *testing.T) {
	const origin = "rasprava.example/log/public"
	for _, tt := range []struct {
		name string
		then func(t *testing.T, l *trees, w *witnesstest.Witness) (*trees, int64)
		want error
	}{
		{"it has signed a larger tree than we remember", func(t *testing.T, l *trees, w *witnesstest.Witness) (*trees, int64) {
			l.grows(3, "2026-0002")
			return l, 2
		}, witness.BehindError{Size: 5}},
		{"the tree is a fork", func(t *testing.T, l *trees, w *witnesstest.Witness) (*trees, int64) {
			fork := &trees{t: t, signer: l.signer, heads: []ledger.Head{ledger.EmptyHead()}}
			fork.grows(5, "2026-0009")
			fork.grows(3, "2026-0009")
			return fork, 5
		}, witness.ErrInconsistent},
		{"another tree of the size that it has signed", func(t *testing.T, l *trees, w *witnesstest.Witness) (*trees, int64) {
			fork := &trees{t: t, signer: l.signer, heads: []ledger.Head{ledger.EmptyHead()}}
			fork.grows(5, "2026-0009")
			return fork, 5
		}, witness.BehindError{Size: 5}},
		{"it does not know the log", func(t *testing.T, l *trees, w *witnesstest.Witness) (*trees, int64) {
			other := newTrees(t, "drugde.example/log/public")
			other.grows(1, "2026-0001")
			return other, 0
		}, witness.ErrUnknownLog},
		{"it knows the log under another key", func(t *testing.T, l *trees, w *witnesstest.Witness) (*trees, int64) {
			other := newTrees(t, origin)
			other.grows(5, "2026-0001")
			return other, 5
		}, witness.ErrKey},
		{"it signs something else", func(t *testing.T, l *trees, w *witnesstest.Witness) (*trees, int64) {
			w.Change(func(w *witnesstest.Witness) { w.Forges = true })
			l.grows(1, "2026-0002")
			return l, 5
		}, witness.ErrAnswer},
		{"it is broken", func(t *testing.T, l *trees, w *witnesstest.Witness) (*trees, int64) {
			w.Change(func(w *witnesstest.Witness) { w.Says = http.StatusInternalServerError })
			return l, 5
		}, witness.ErrAnswer},
		{"it says that there is a conflict, and not which", func(t *testing.T, l *trees, w *witnesstest.Witness) (*trees, int64) {
			w.Change(func(w *witnesstest.Witness) { w.Says, w.SaysWords = http.StatusConflict, "5" })
			return l, 5
		}, witness.ErrAnswer},
		{"it answers without end", func(t *testing.T, l *trees, w *witnesstest.Witness) (*trees, int64) {
			w.Change(func(w *witnesstest.Witness) { w.Says, w.SaysWords = http.StatusOK, strings.Repeat("x", 1<<20) })
			return l, 5
		}, witness.ErrAnswer},
		{"it answers with nothing of its own", func(t *testing.T, l *trees, w *witnesstest.Witness) (*trees, int64) {
			w.Change(func(w *witnesstest.Witness) { w.Says, w.SaysWords = http.StatusOK, "— drugi.example AAAAAAAA" })
			return l, 5
		}, witness.ErrAnswer},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := newTrees(t, origin)
			w := witnesstest.New(t, "svedok.example", l.signer.VerifierKey())
			c := client(t, w.Line)
			l.grows(5, "2026-0001")
			if _, err := l.asks(c, 0); err != nil {
				t.Fatal(err)
			}
			tree, old := tt.then(t, l, w)
			got, err := tree.asks(c, old)
			if !errors.Is(err, tt.want) {
				t.Errorf("got %s, %v, want %v", got, err, tt.want)
			}
			if w.Last() != 5 && !errors.Is(tt.want, witness.ErrAnswer) {
				t.Errorf("it signed a tree of %d", w.Last())
			}
		})
	}
}

func TestAWitnessThatIsSlowOrAwayIsWaitedForNoLongerThanAsked(t *testing.T) {
	l := newTrees(t, "rasprava.example/log/public")
	w := witnesstest.New(t, "svedok.example", l.signer.VerifierKey())
	w.Change(func(w *witnesstest.Witness) { w.Slow = time.Minute })
	l.grows(1, "2026-0001")
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := client(t, w.Line).Cosign(ctx, 0, nil, l.signed[0])
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want the end of the time", err)
	}
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	key, _, _ := strings.Cut(w.Line, " ")
	if _, err := client(t, key+" "+gone.URL).Cosign(t.Context(), 0, nil, l.signed[0]); err == nil {
		t.Error("a witness that is away signed")
	}
}

func TestAWitnessLeadsNobodyElsewhere(t *testing.T) {
	l := newTrees(t, "rasprava.example/log/public")
	w := witnesstest.New(t, "svedok.example", l.signer.VerifierKey())
	l.grows(1, "2026-0001")
	key, address, _ := strings.Cut(w.Line, " ")
	leads := httptest.NewServer(http.RedirectHandler(address+"/add-checkpoint", http.StatusTemporaryRedirect))
	defer leads.Close()
	if _, err := client(t, key+" "+leads.URL).Cosign(t.Context(), 0, nil, l.signed[0]); !errors.Is(err, witness.ErrAnswer) {
		t.Errorf("got %v, want ErrAnswer", err)
	}
	if w.Last() != 0 {
		t.Error("the request went elsewhere")
	}
}
