package procedure

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/calendar"
)

// seeds adds every file of the language that there is, sound or broken.
func seeds(f *testing.F) {
	f.Helper()
	for _, file := range Files() {
		f.Add(file.Source)
	}
	broken, err := filepath.Glob("testdata/broken/*.yaml")
	if err != nil || len(broken) == 0 {
		f.Fatalf("got %d broken definitions, %v", len(broken), err)
	}
	for _, name := range broken {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	for _, src := range []string{choosing, everything, strings.Replace(heir, "test.choosing", "test.two_stage", 1), "a: &a [*a, *a]\n", "? [a]\n: b\n<<: {id: x}\n",
		"inherits: test.two_stage@2026-01-01\nstages: {}\n", "inherits: test.two_stage@2026-01-01\nremove: [stages]\nstages:\n- {id: notice, after: notice}\n- null\n",
		"inherits: [a]\n", "inherits: test.two_stage@2026-01-01\nstages: null\nphases: null\n"} {
		f.Add([]byte(src))
	}
}

// FuzzCheck reads anything as a definition: what has no fault can be compiled, and
// has dates for every act; every fault has a line and one sentence.
func FuzzCheck(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		faults := Check(src, "f.yaml")
		for _, fault := range faults {
			if fault.Line < 1 || fault.Sentence == "" || strings.Contains(fault.Sentence, "\n") {
				t.Fatalf("got fault %+v", fault)
			}
		}
		d, err := Load(src)
		switch {
		case err != nil && len(faults) == 0:
			t.Fatalf("no fault, but %v", err)
		case err != nil || len(faults) > 0:
			return
		}
		from := calendar.Date{Year: 2026, Month: 11, Day: 23}
		for i, traits := range d.Combinations() {
			if i == 40 {
				break
			}
			a := d.For(traits)
			_, err = a.Compile()
			if err != nil {
				t.Fatalf("no fault, but %v", err)
			}
			_, err = a.Timeline(from)
			if err != nil {
				t.Fatalf("no fault, but %v", err)
			}
		}
	})
}

// FuzzLoad reads anything that may be pinned: its canonical bytes, with what it
// inherits written out, stand by themselves and read as the file does.
func FuzzLoad(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		d, err := Load(src)
		if err != nil {
			return
		}
		again, err := Load(d.Source)
		if err != nil || again.Hash != d.Hash {
			t.Fatalf("the canonical bytes do not read as the file does: %v", err)
		}
		flat, err := Flatten(d.Source, func(string, string) ([]byte, bool) { return nil, false })
		if err != nil || string(flat) != string(d.Source) {
			t.Fatalf("the canonical bytes still inherit: %v", err)
		}
		d.MainPath()
		_ = d.Tracker()
		_ = d.PhaseByStage()
	})
}
