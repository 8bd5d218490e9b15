package act_test

import (
	"path/filepath"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

func TestThePrintedTextIsReadAsTheSameAct(t *testing.T) {
	for file, src := range examples(t) {
		if filepath.Ext(file) != ".txt" {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			a, err := act.Parse(src, act.Options{Name: file})
			if err != nil {
				t.Fatal(err)
			}
			again, err := act.Parse([]byte(a.PlainText()), act.Options{Name: file})
			if err != nil {
				t.Fatal(err)
			}
			if again.Profile != a.Profile || again.Lang != a.Lang {
				t.Errorf("read again it is %s in %s, want %s in %s", again.Profile, again.Lang, a.Profile, a.Lang)
			}
			if got, want := outline(again), outline(a); got != want {
				t.Errorf("the structure differs from %s", firstDifference(got, want))
			}
		})
	}
}
