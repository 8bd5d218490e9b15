package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/ledger"
)

// published is a log of one round, as the files that a site publishes.
type published struct {
	dir    string
	key    string
	signer *ledger.Signer
	leaves [][]byte
}

// publishes makes a log with a round of two comments, one of which is answered,
// and as many steps of a dossier as fill some tiles.
func publishes(t *testing.T) *published {
	t.Helper()
	skey, vkey, err := ledger.NewKey("proba.example/log/public")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ledger.NewSigner(skey)
	if err != nil {
		t.Fatal(err)
	}
	p := &published{dir: t.TempDir(), key: vkey, signer: signer}
	hash := ledger.HashOf([]byte("пакет"))
	p.add(t, ledger.Leaf{Kind: ledger.RoundOpened, Dossier: "2026-0001", Round: "r-1", Hash: hash},
		ledger.Leaf{Kind: ledger.SubmissionReceived, Dossier: "2026-0001", Round: "r-1", Submission: "s-1", Hash: hash, Commitments: make([]ledger.Commitment, 2)},
		ledger.Leaf{Kind: ledger.Answered, Dossier: "2026-0001", Round: "r-1", Submission: "s-1", Seq: 1, Hash: hash},
		ledger.Leaf{Kind: ledger.RoundClosed, Dossier: "2026-0001", Round: "r-1", Counts: map[string]int64{"submissions": 1, "comments": 2}})
	for i := range 300 {
		p.add(t, ledger.Leaf{Kind: ledger.Transition, Dossier: "2026-0001", Seq: int64(i + 1)})
	}
	p.write(t)
	return p
}

func (p *published) add(t *testing.T, leaves ...ledger.Leaf) {
	t.Helper()
	for _, l := range leaves {
		l.At = time.Date(2026, 11, 23, 10, 0, len(p.leaves), 0, time.UTC)
		b, err := l.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		p.leaves = append(p.leaves, b)
	}
}

// write signs the log and writes its files.
func (p *published) write(t *testing.T) {
	t.Helper()
	e, err := p.signer.Extend(ledger.EmptyHead(), p.leaves, nil)
	if err != nil {
		t.Fatal(err)
	}
	p.put(t, "checkpoint", e.Checkpoint)
	p.put(t, "key", []byte(p.key+"\n"))
	for _, tile := range ledger.NewTiles(0, e.Head.Size) {
		var b []byte
		if tile.Level == ledger.EntriesLevel {
			first, n, err := tile.Leaves(e.Head.Size)
			if err != nil {
				t.Fatal(err)
			}
			b, err = ledger.EntriesBytes(p.leaves[first : first+int64(n)])
			if err != nil {
				t.Fatal(err)
			}
		} else {
			b, err = ledger.TileBytes(tile, e.Head.Size, ledger.Hashes(e.Hashes))
			if err != nil {
				t.Fatal(err)
			}
		}
		p.put(t, tile.Path(), b)
	}
}

func (p *published) put(t *testing.T, name string, b []byte) {
	t.Helper()
	path := filepath.Join(p.dir, name)
	err := os.MkdirAll(filepath.Dir(path), 0o755)
	if err == nil {
		err = os.WriteFile(path, b, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnAuditOfAFolderSaysWhatItFoundAndExitsByIt(t *testing.T) {
	p := publishes(t)
	state := filepath.Join(t.TempDir(), "log.seen")
	keyFile := filepath.Join(t.TempDir(), "log.vkey")
	err := os.WriteFile(keyFile, []byte("# кључ\n"+p.key+"\n"), 0o644)
	if err != nil {
		t.Fatal(err)
	}
	status, out, said := says(t, "ledger", "audit", p.dir, "--key", keyFile, "--state", state)
	if status != 0 || !strings.HasPrefix(out, "The log is sound: 304 leaves lead to the signed root") || !strings.Contains(out, "seen before:  no") ||
		!strings.Contains(out, "comments:     2: answered 1, withdrawn 0, set aside 0, erased 0, waiting 1") {
		t.Fatalf("got status %d, %s%s", status, out, said)
	}
	if first, _, _ := strings.Cut(out, "\n"); !strings.HasSuffix(first, "It does not say everything yet: 1 round is over and not closed for good or not reported on, and there 1 comment has no record of what became of it.") ||
		!strings.Contains(out, "\n  round r-1 of 2026-0001: closed for good with leaf 3 on 2026-11-23, and not reported on, 0 days before the newest leaf; 1 comment has no record of what became of it\n") {
		t.Errorf("a round that is not reported on is passed over: %s", out)
	}
	if lines := strings.Count(said, "\n"); lines < 1 || lines > 12 || !strings.Contains(said, "304/304 leaves") {
		t.Errorf("the progress is %q", said)
	}
	report := []byte(`{"submissions":1,"received":2,"answered":1,"unanswered":["c-2"]}`)
	p.add(t, ledger.Leaf{Kind: ledger.ReportPublished, Dossier: "2026-0001", Round: "r-1", Hash: ledger.HashOf(report), Counts: map[string]int64{"received": 2, "answered": 1}})
	p.write(t)
	status, out, _ = says(t, "ledger", "audit", p.dir, "--key", p.key, "--state", filepath.Join(t.TempDir(), "other.json"))
	if status != 1 || !strings.Contains(out, "2 faults") || !strings.Contains(out, "leaf 304: the report on round r-1, which the log names, is not published") {
		t.Fatalf("without the report: got status %d, %s", status, out)
	}
	err = os.MkdirAll(filepath.Join(p.dir, "reports"), 0o700)
	if err == nil {
		err = os.WriteFile(filepath.Join(p.dir, "reports", "r-1"), report, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	status, out, _ = says(t, "ledger", "audit", p.dir, "--key", p.key, "--state", state)
	if status != 1 || !strings.HasPrefix(out, "The log is not sound: 1 fault.\n  leaf 1: comment 2 has no record of what became of it") ||
		!strings.Contains(out, "seen before:  304 leaves, which are still the same") {
		t.Fatalf("got status %d, %s", status, out)
	}
	p.leaves = p.leaves[:300]
	p.write(t)
	status, out, _ = says(t, "ledger", "audit", p.dir, "--key", p.key, "--state", state)
	if status != 1 || !strings.Contains(out, "leaf 300: the log ends here, and had 305 leaves when it was seen before") {
		t.Fatalf("got status %d, %s", status, out)
	}
	kept, err := os.ReadFile(state)
	if err != nil || !strings.Contains(string(kept), `"size": 305`) {
		t.Errorf("the state was written over by a shorter log: %s, %v", kept, err)
	}
}

func TestAnAuditThatCannotBeMadeSaysWhy(t *testing.T) {
	p := publishes(t)
	broken := filepath.Join(t.TempDir(), "broken")
	err := os.WriteFile(broken, []byte("{"), 0o644)
	if err != nil {
		t.Fatal(err)
	}
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	_, other, err := ledger.NewKey("proba.example/log/public")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		args   []string
		status int
		says   string
	}{
		{"without a key", []string{p.dir}, 2, "give the key"},
		{"with something else for a key", []string{p.dir, "--key", "ključ"}, 2, "neither a log key nor a file"},
		{"of a folder that is not there", []string{filepath.Join(p.dir, "nema"), "--key", p.key}, 2, "no such file"},
		{"of a file", []string{broken, "--key", p.key}, 2, "neither an address nor a folder"},
		{"of an empty folder", []string{t.TempDir(), "--key", p.key}, 2, "not a log"},
		{"of an address that is none", []string{"ftp://proba.example", "--key", p.key}, 2, "no address of a site"},
		{"with a state that is none", []string{p.dir, "--key", p.key, "--state", broken}, 2, "read state"},
		{"of a site that does not answer", []string{gone.URL, "--key", p.key}, 3, "refused"},
		{"with another key", []string{p.dir, "--key", other}, 1, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			status, out, said := says(t, append([]string{"ledger", "audit"}, tt.args...)...)
			if status != tt.status || !strings.Contains(said, tt.says) || strings.Count(said, "\n") > 1 {
				t.Errorf("got status %d, %s%s; want %d and %q", status, out, said, tt.status, tt.says)
			}
		})
	}
}

func TestASiteIsMirroredAndTheMirrorAudited(t *testing.T) {
	p := publishes(t)
	// A report is as long as there are comments and answers: longer than any other file.
	report := slices.Concat([]byte(`{"submissions":1,"received":2,"answered":2,"comments":["`), bytes.Repeat([]byte("а"), maxPublished/2), []byte(`"]}`))
	p.add(t, ledger.Leaf{Kind: ledger.Answered, Dossier: "2026-0001", Round: "r-1", Submission: "s-1", Seq: 2, Hash: ledger.HashOf(nil)},
		ledger.Leaf{Kind: ledger.ReportPublished, Dossier: "2026-0001", Round: "r-1", Hash: ledger.HashOf(report), Counts: map[string]int64{"received": 2, "answered": 2}})
	p.write(t)
	var asked atomic.Int64
	busy := true
	mux := http.NewServeMux()
	mux.Handle("/ledger/", http.StripPrefix("/ledger/", http.FileServer(http.Dir(p.dir))))
	mux.HandleFunc("/api/v1/rounds/r-1/report", func(w http.ResponseWriter, _ *http.Request) {
		if busy {
			busy = false
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		w.Write(report)
	})
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/ledger/tile/") {
			asked.Add(1)
		}
		mux.ServeHTTP(w, r)
	}))
	defer site.Close()

	mirror := filepath.Join(t.TempDir(), "ogledalo")
	for _, where := range []string{site.URL, site.URL + "/", site.URL + "/ledger", site.URL + "/ledger/checkpoint"} {
		status, out, said := says(t, "ledger", "mirror", where, mirror, "--key", p.key)
		if status != 0 || !strings.Contains(out, "1 published and compared") {
			t.Fatalf("%s: got status %d, %s%s", where, status, out, said)
		}
	}
	if n := asked.Load(); n != 5 { // two blocks of leaves, two of hashes, one above
		t.Errorf("%d tiles were asked for, want each once", n)
	}
	status, out, said := says(t, "ledger", "audit", mirror, "--key", p.key)
	if status != 0 || !strings.HasPrefix(out, "The log is sound: 306 leaves lead to the signed root, and every comment of a round that was reported on has its record.\nlog:") || !strings.Contains(out, "1 published and compared") {
		t.Errorf("the mirror: got status %d, %s%s", status, out, said)
	}
	for _, name := range []string{"checkpoint", "key", "tile/0/000", "tile/entries/001.p/50", "reports/r-1"} {
		if _, err := os.Stat(filepath.Join(mirror, name)); err != nil {
			t.Errorf("the mirror lacks %s: %v", name, err)
		}
	}

	// A log that was rewritten does not get into the mirror.
	before, err := os.ReadFile(filepath.Join(mirror, "checkpoint"))
	if err != nil {
		t.Fatal(err)
	}
	p.leaves[305] = append([]byte(nil), p.leaves[304]...)
	p.write(t)
	err = os.RemoveAll(filepath.Join(mirror, "tile"))
	if err != nil {
		t.Fatal(err)
	}
	status, out, _ = says(t, "ledger", "mirror", site.URL, mirror, "--key", p.key)
	after, err := os.ReadFile(filepath.Join(mirror, "checkpoint"))
	if status != 1 || !strings.Contains(out, "the log has signed two trees") || err != nil || string(after) != string(before) {
		t.Errorf("a rewritten log: got status %d, %s, checkpoint %q, %v", status, out, after, err)
	}
}

// TestTheLogOfRehearsalsIsNeitherSoundNorUnsound audits and mirrors what a site serves
// of its rehearsals.
func TestTheLogOfRehearsalsIsNeitherSoundNorUnsound(t *testing.T) {
	s := newSystem(t)
	s.taking()
	log, err := s.store.Log(t.Context(), true)
	if err != nil || log.Size == 0 {
		t.Fatalf("%d leaves, %v", log.Size, err)
	}
	for _, at := range []string{"/rehearsal", "/rehearsal/ledger", "/rehearsal/ledger/checkpoint"} {
		for _, args := range [][]string{{"audit", s.url + at}, {"mirror", s.url + at, t.TempDir()}} {
			status, out, said := says(t, append(append([]string{"ledger"}, args...), "--key", log.Key)...)
			if status != 2 || out != "" || !strings.Contains(said, "leaves of a log of rehearsals are not published: ") || !strings.Contains(said, "/log/rehearsal: nobody can say from outside") {
				t.Errorf("%s %s: status %d, %s%s", args[0], at, status, out, said)
			}
		}
	}
	public, err := s.store.Log(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	status, out, said := says(t, "ledger", "audit", s.url+"/rehearsal", "--key", public.Key)
	if status != 1 || !strings.Contains(out, "The log is not sound") {
		t.Errorf("by the key of the public log: status %d, %s%s", status, out, said)
	}
}
