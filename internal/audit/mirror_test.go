package audit

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/ledger"
)

// mirrors mirrors what f has.
func (l *testLog) mirrors(f Source, to Folder) *Result {
	l.t.Helper()
	r, err := Mirror(l.t.Context(), f, to, Options{Keys: []string{l.signer.VerifierKey()}})
	if err != nil {
		l.t.Fatalf("mirror: %v", err)
	}
	return r
}

// kept returns the names of the files of a folder, hidden ones too.
func kept(t *testing.T, d Folder) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(string(d), func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, strings.TrimPrefix(path, string(d)+"/"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// A tile that comes wrong once, from a proxy or by way of a bad disk, is not kept, and
// what is wrong in the folder itself is read again.
func TestAMirrorMendsWhatCameWrong(t *testing.T) {
	l := sound(t, 600)
	good := l.publish()
	for _, name := range []string{"tile/0/000", "tile/entries/001", "tile/1/000.p/2", "tile/0/002.p/88"} {
		if good[name] == nil {
			t.Fatalf("the log has no %s", name)
		}
		bad := good.clone()
		flip(bad[name], 40)
		to := Folder(t.TempDir())
		if r := l.mirrors(bad, to); r.Wrong == 0 {
			t.Errorf("%s came wrong: nothing was said", name)
		}
		if got := kept(t, to); slices.Contains(got, name) || !slices.Contains(got, "tile/0/001") {
			t.Errorf("%s came wrong: %v is kept", name, got)
		}
		faultless(t, l.mirrors(good, to))

		err := os.WriteFile(filepath.Join(string(to), name), bad[name], 0o644)
		if err != nil {
			t.Fatal(err)
		}
		faultless(t, l.mirrors(good, to))
		faultless(t, l.audit(to, nil))
	}
}

// half gives a log whose source fails after some tiles.
type half struct {
	files
	left *int
}

// Read implements Source.
func (h half) Read(ctx context.Context, name string) ([]byte, error) {
	if strings.HasPrefix(name, "tile/") {
		if *h.left == 0 {
			return nil, os.ErrDeadlineExceeded
		}
		*h.left--
	}
	return h.files.Read(ctx, name)
}

func TestAMirrorThatIsCutOffGoesOn(t *testing.T) {
	l := sound(t, 2000)
	f, to := l.publish(), Folder(t.TempDir())
	tiles := 0
	for name := range f {
		if strings.HasPrefix(name, "tile/") {
			tiles++
		}
	}
	for range 2 {
		left := 5
		_, err := Mirror(t.Context(), half{f, &left}, to, Options{Keys: []string{l.signer.VerifierKey()}, Readers: 1})
		if err == nil {
			t.Fatal("the source failed and nothing was said")
		}
		if got := kept(t, to); slices.ContainsFunc(got, func(name string) bool { return !strings.HasPrefix(name, ".incoming/") }) {
			t.Errorf("what is not known to be right is in its place: %v", got)
		}
	}
	left := tiles - 10
	faultless(t, l.mirrors(half{f, &left}, to))
	if got := kept(t, to); slices.ContainsFunc(got, func(name string) bool { return strings.HasPrefix(name, ".") }) {
		t.Errorf("something is left beside: %v", got)
	}
}

func TestTheTilesOfSmallerTreesGo(t *testing.T) {
	l := sound(t, 300)
	to := Folder(t.TempDir())
	l.mirrors(l.publish(), to)
	l.add(opened("r-2"))
	f := l.publish()
	faultless(t, l.mirrors(f, to))
	for _, name := range kept(t, to) {
		if f[name] == nil {
			t.Errorf("%s is not of the log as it is", name)
		}
	}
}

func TestAMirrorKeepsTheReportThatTheLogNames(t *testing.T) {
	const report = `{"submissions":1,"received":1,"answered":1}`
	leaf := reported(1, 1)
	leaf.Dossier, leaf.Hash = "2026-0017", ledger.HashOf([]byte(report))
	l := newTestLog(t).add(opened("r-1"), received(submitted, "r-1", "s-1", 1), ended(closedFor, 1, 1), record1(ledger.Answered, "r-1", "s-1", 1), leaf)
	f, to := l.publish(), Folder(t.TempDir())
	f["reports/r-1"] = []byte(strings.Replace(report, "1", "2", 1))
	named(t, l.mirrors(f, to), OtherReport, 4)
	if got := kept(t, to); slices.Contains(got, "reports/r-1") {
		t.Error("a report that the log does not name is kept")
	}
	f["reports/r-1"] = []byte(report)
	faultless(t, l.mirrors(f, to))
	f["reports/r-1"] = []byte(strings.Replace(report, "1", "2", 1))
	named(t, l.mirrors(f, to), OtherReport, 4)
	if b, err := os.ReadFile(filepath.Join(string(to), "reports/r-1")); err != nil || string(b) != report {
		t.Errorf("the report is now %q, %v", b, err)
	}
}

// Whoever knows the first key goes on with their mirror after the log has gone over to another.
func TestAMirrorGoesOnOverARotation(t *testing.T) {
	l, next, history := rotates(t, 4)
	o := Options{Keys: []string{l.signer.VerifierKey()}}
	l.signer = next
	f, to := l.publish(), Folder(t.TempDir())
	var err error
	f["keys"], err = history.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		r, err := Mirror(t.Context(), f, to, o)
		if err != nil {
			t.Fatalf("mirror: %v", err)
		}
		faultless(t, r)
	}
}
