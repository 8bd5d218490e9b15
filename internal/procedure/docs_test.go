package procedure

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestTheExamplesOfTheDocumentsAreSound checks every whole procedure that
// docs/writing-procedures.md shows.
func TestTheExamplesOfTheDocumentsAreSound(t *testing.T) {
	text, err := os.ReadFile("../../docs/writing-procedures.md")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, m := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		if !strings.HasPrefix(m[1], "id: ") {
			continue
		}
		found++
		for _, fault := range Check([]byte(m[1]), "example") {
			t.Error(fault)
		}
		err := validate(t, compiled(t), []byte(m[1]))
		if err != nil {
			t.Error(err)
		}
	}
	if found != 2 {
		t.Errorf("got %d examples, want 2", found)
	}
}
