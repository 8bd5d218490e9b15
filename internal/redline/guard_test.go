package redline

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// TestMonstrousArticlesAreComparedInBoundedTime compares single articles of half a megabyte in which as much as can be repeats or differs.
func TestMonstrousArticlesAreComparedInBoundedTime(t *testing.T) {
	const size = 500 << 10
	fill := func(line func(k int) string) string {
		var b strings.Builder
		b.WriteString("Члан 1.\n")
		for k := 0; b.Len() < size; k++ {
			b.WriteString(line(k))
		}
		return b.String()
	}
	r := rand.New(rand.NewPCG(1, 2))
	word := func() string { return stems[r.IntN(len(stems))] }
	tests := []struct {
		name     string
		old, new string
	}{
		{"one line, every word another one", fill(func(k int) string { return fmt.Sprintf("реч%d ", k) }), fill(func(k int) string { return fmt.Sprintf("реч%d ", k+1<<20) })},
		{"one line of words that repeat", fill(func(int) string { return word() + " " }), fill(func(int) string { return word() + " " })},
		{"one line of one word", fill(func(int) string { return "суд " }), fill(func(int) string { return "суд, " })},
		{"lines that repeat", fill(func(int) string { return word() + " " + word() + ".\n" }), fill(func(int) string { return word() + " " + word() + ".\n" })},
		{"a table whose numbers all changed", fill(func(k int) string { return fmt.Sprintf("%d\t%d\t%d\n", k, k*7, k*13) }), fill(func(k int) string { return fmt.Sprintf("%d\t%d\t%d\n", k, k*7+1, k*13+1) })},
		{"points that moved about", fill(func(k int) string { return fmt.Sprintf("%d) %s %s %d;\n", k+1, word(), word(), k) }), fill(func(k int) string { return fmt.Sprintf("%d) %s %s %d;\n", k+1, word(), word(), k*7919%9973) })},
		{"nothing but marks", fill(func(int) string { return ".,;" }), fill(func(int) string { return ";,." })},
		{"letters of both scripts that look alike", fill(func(int) string { return "a " }), fill(func(int) string { return "а o " })},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			old, new := parse(t, []byte(tt.old)), parse(t, []byte(tt.new))
			start := time.Now()
			r, err := Compare(old, new)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%v, %d changes", time.Since(start).Round(time.Millisecond), len(r.Changes))
			if d := time.Since(start); d > 60*time.Second {
				t.Errorf("took %v", d)
			}
			checkRedline(t, old, new, r)
		})
	}
}
