// Package witnesstest is a witness for tests: C2SP tlog-witness over another
// implementation of checkpoints, cosignatures and consistency proofs than ours.
package witnesstest

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/transparency-dev/formats/log"
	fnote "github.com/transparency-dev/formats/note"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
)

// Witness follows one log. Its fields may be changed between requests.
type Witness struct {
	Line string // key and address, as settings have them

	mu     sync.Mutex
	signer note.Signer
	origin string
	keys   note.Verifiers
	last   log.Checkpoint

	Asked     []string      // the first line of each request
	Slow      time.Duration // before each answer
	Forges    bool          // signs another text
	Says      int           // in place of an answer; 0: it answers
	SaysWords string        // with that
}

// New starts a witness of that name which follows the log with that verifier key.
func New(t testing.TB, name, vkey string) *Witness {
	t.Helper()
	skey, own, err := note.GenerateKey(nil, name)
	if err != nil {
		t.Fatal(err)
	}
	w := &Witness{}
	w.signer, err = fnote.NewSignerForCosignatureV1(skey)
	if err != nil {
		t.Fatal(err)
	}
	v, err := note.NewVerifier(vkey)
	if err != nil {
		t.Fatal(err)
	}
	w.origin, w.keys = v.Name(), note.VerifierList(v)
	raw, err := base64.StdEncoding.DecodeString(strings.SplitN(own, "+", 3)[2])
	if err != nil {
		t.Fatal(err)
	}
	raw[0] = 4 // cosignature/v1
	sum := sha256.Sum256(append([]byte(name+"\n"), raw...))
	h := httptest.NewServer(http.HandlerFunc(w.serve))
	t.Cleanup(h.Close)
	w.Line = fmt.Sprintf("%s+%x+%s %s/w", name, sum[:4], base64.StdEncoding.EncodeToString(raw), h.URL)
	return w
}

// Last returns the size of the tree that it has signed last.
func (w *Witness) Last() int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return int64(w.last.Size)
}

// Change changes the witness between requests.
func (w *Witness) Change(f func(w *Witness)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f(w)
}

func (w *Witness) serve(out http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if r.Method != http.MethodPost || r.URL.Path != "/w/add-checkpoint" {
		http.NotFound(out, r)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(out, err.Error(), http.StatusBadRequest)
		return
	}
	select {
	case <-time.After(w.Slow):
	case <-r.Context().Done():
		return
	}
	head, signed, _ := bytes.Cut(body, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	w.Asked = append(w.Asked, lines[0])
	if w.Says != 0 {
		http.Error(out, w.SaysWords, w.Says)
		return
	}
	old, err := strconv.ParseUint(strings.TrimPrefix(lines[0], "old "), 10, 63)
	if err != nil || lines[0] != fmt.Sprintf("old %d", old) || len(lines) > 64 {
		http.Error(out, "malformed", http.StatusBadRequest)
		return
	}
	origin, _, _ := bytes.Cut(signed, []byte("\n"))
	if string(origin) != w.origin {
		http.Error(out, "unknown log", http.StatusNotFound)
		return
	}
	opened, err := note.Open(signed, w.keys)
	if err != nil {
		http.Error(out, "not signed", http.StatusForbidden)
		return
	}
	var c log.Checkpoint
	_, err = c.Unmarshal([]byte(opened.Text))
	if err != nil || old > c.Size {
		http.Error(out, "malformed", http.StatusBadRequest)
		return
	}
	if old != w.last.Size || old == c.Size && old > 0 && !bytes.Equal(w.last.Hash, c.Hash) {
		out.Header().Set("Content-Type", "text/x.tlog.size")
		out.WriteHeader(http.StatusConflict)
		fmt.Fprintf(out, "%d\n", w.last.Size)
		return
	}
	var hashes [][]byte
	for _, line := range lines[1:] {
		h, err := base64.StdEncoding.DecodeString(line)
		if err != nil {
			http.Error(out, "malformed", http.StatusBadRequest)
			return
		}
		hashes = append(hashes, h)
	}
	if old > 0 {
		err = proof.VerifyConsistency(rfc6962.DefaultHasher, old, c.Size, hashes, w.last.Hash, c.Hash)
	} else if len(hashes) > 0 {
		err = fmt.Errorf("a proof from nothing")
	}
	if err != nil {
		http.Error(out, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	text := opened.Text
	if w.Forges {
		text = strings.Replace(text, w.origin, w.origin+"2", 1)
	}
	cosigned, err := note.Sign(&note.Note{Text: text}, w.signer)
	if err != nil {
		http.Error(out, err.Error(), http.StatusInternalServerError)
		return
	}
	_, line, _ := strings.Cut(string(cosigned), "\n\n")
	w.last = c
	_, _ = io.WriteString(out, line)
}
