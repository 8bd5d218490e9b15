package redline

import (
	"strings"
	"testing"
)

func TestWhatStandsInSectionsHasItsAmericanNames(t *testing.T) {
	const start, grants, data = "SECTION 1. SHORT TITLE.\n\nThis Act may be cited as the “Reading Rooms Act”.\n\nSEC. 2. PROGRAM.\n\nThe program shall—\n\n(1) be open to all;\n\n",
		"provide grants to reading rooms in every county of a State;\n\n", "collect data on the number of books that are lent in a year;\n\n"
	const end = "(4) be reviewed every 5 years.\n"
	_, _, r := compareIn(t, "us", start+"(2) "+grants+"(3) "+data+end, start+"(2) "+data+"(3) "+grants+end)
	if got := strings.Join(r.Facts("en"), " "); !strings.Contains(got, "Subsections and paragraphs: moved 1.") {
		t.Errorf("told is %q", got)
	}
	if got := strings.Join(r.Facts("sr-Cyrl"), " "); !strings.Contains(got, "Ставови и тачке: премештено 1.") {
		t.Errorf("in Serbian told is %q", got)
	}
}
