package redline

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// A tableDraft is a table of which others are made with known changes.
type tableDraft [][]string

// randomTable returns a table of rows with a name, a description of so many words and an amount.
func randomTable(r *rand.Rand, rows, words int) tableDraft {
	t := make(tableDraft, rows)
	for k := range t {
		t[k] = []string{randomCell(r, max(1, words/2)), randomCell(r, words), fmt.Sprint(100+r.IntN(900)) + " динара"}
	}
	return t
}

func randomCell(r *rand.Rand, words int) string {
	var ws []string
	for range words {
		ws = append(ws, stems[r.IntN(len(stems))]+endings[r.IntN(len(endings))])
	}
	return strings.Join(ws, " ")
}

func (t tableDraft) clone() tableDraft {
	out := slices.Clone(t)
	for k := range out {
		out[k] = slices.Clone(out[k])
	}
	return out
}

// page returns the table in an act, its rows with running numbers.
func (t tableDraft) page() string {
	var b strings.Builder
	b.WriteString("<html><body><h1>ПРАВИЛНИК О ТАКСАМА</h1><p>Члан 1.</p><p>Таксе су:</p><table>")
	for k, row := range t {
		fmt.Fprintf(&b, "<tr><td>%d</td>", k+1)
		for _, cell := range row {
			b.WriteString("<td>" + cell + "</td>")
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</table><p>Члан 2.</p><p>Таксе се плаћају унапред.</p></body></html>")
	return b.String()
}

// The operations return what they insert and delete, in words.
var tableOperations = []struct {
	name string
	do   func(r *rand.Rand, t tableDraft, words int) (tableDraft, Words)
}{
	{"rows that come", func(r *rand.Rand, t tableDraft, words int) (tableDraft, Words) {
		var w Words
		for range 1 + len(t)/50 {
			row := randomTable(r, 1, words)[0]
			t = slices.Insert(t, r.IntN(len(t)+1), row)
			w.Inserted += 1 + wordsIn(strings.Join(row, " "))
		}
		return t, w
	}},
	{"rows that go", func(r *rand.Rand, t tableDraft, words int) (tableDraft, Words) {
		var w Words
		for range 1 + len(t)/50 {
			k := r.IntN(len(t))
			w.Deleted += 1 + wordsIn(strings.Join(t[k], " "))
			t = slices.Delete(t, k, k+1)
		}
		return t, w
	}},
	{"rows that come and go, and amounts that change", func(r *rand.Rand, t tableDraft, words int) (tableDraft, Words) {
		var w Words
		for _, k := range r.Perm(len(t))[:1+len(t)/20] {
			t[k][2] = fmt.Sprint(1000+r.IntN(9000)) + " динара"
			w.Inserted, w.Deleted = w.Inserted+1, w.Deleted+1
		}
		for range 1 + len(t)/100 {
			k := r.IntN(len(t) / 2)
			w.Deleted += 1 + wordsIn(strings.Join(t[k], " "))
			t = slices.Delete(t, k, k+1)
			row := randomTable(r, 1, words)[0]
			t = slices.Insert(t, len(t)/2+r.IntN(len(t)/2), row)
			w.Inserted += 1 + wordsIn(strings.Join(row, " "))
		}
		return t, w
	}},
	{"a column that comes at the end", func(r *rand.Rand, t tableDraft, _ int) (tableDraft, Words) { return withColumn(r, t, 3) }},
	{"a column that comes in the middle", func(r *rand.Rand, t tableDraft, _ int) (tableDraft, Words) { return withColumn(r, t, 1) }},
	{"a column that goes", func(_ *rand.Rand, t tableDraft, _ int) (tableDraft, Words) {
		var w Words
		for k := range t {
			w.Deleted += wordsIn(t[k][1])
			t[k] = slices.Delete(t[k], 1, 2)
		}
		return t, w
	}},
	{"a column that comes, and rows", func(r *rand.Rand, t tableDraft, words int) (tableDraft, Words) {
		t, w := withColumn(r, t, 2)
		for range 1 + len(t)/50 {
			row := slices.Insert(randomTable(r, 1, words)[0], 2, randomCell(r, 1))
			t = slices.Insert(t, r.IntN(len(t)+1), row)
			w.Inserted += 1 + wordsIn(strings.Join(row, " "))
		}
		return t, w
	}},
}

func withColumn(r *rand.Rand, t tableDraft, at int) (tableDraft, Words) {
	var w Words
	for k := range t {
		cell := randomCell(r, 1)
		t[k] = slices.Insert(t[k], at, cell)
		w.Inserted += wordsIn(cell)
	}
	return t, w
}

// mostToldOfTables is how much more than what was done in a table may be told, per mille of it.
const mostToldOfTables = 50

func TestSyntheticTables(t *testing.T) {
	for _, size := range []struct{ rows, words int }{{5, 4}, {5, 1}, {40, 4}, {40, 1}, {300, 4}, {300, 1}, {1000, 2}, {5000, 4}} {
		for n, op := range tableOperations {
			name := fmt.Sprintf("%d rows of %d words, %s", size.rows, size.words, op.name)
			r := rand.New(rand.NewPCG(uint64(size.rows), uint64(n)))
			old := randomTable(r, size.rows, size.words)
			fresh, want := op.do(r, old.clone(), size.words)
			o, a := pageAct(t, old.page()), pageAct(t, fresh.page())
			began := time.Now()
			red, err := Compare(o, a)
			if err != nil {
				t.Fatal(err)
			}
			compared := time.Since(began)
			checkRedline(t, o, a, red)
			got := red.Summary.Words
			most := func(n int) int { return n + n*mostToldOfTables/1000 + 2 }
			if got.Inserted > most(want.Inserted) || got.Deleted > most(want.Deleted) || got.Inserted-got.Deleted != want.Inserted-want.Deleted {
				t.Errorf("%s: told %+v, done %+v", name, got, want)
			}
			began = time.Now()
			if rows := strings.Count(red.HTML(""), "<tr>"); rows < max(len(old), len(fresh)) {
				t.Errorf("%s: %d rows are shown", name, rows)
			}
			if written := time.Since(began); compared > mostTableTime || written > mostTableTime {
				t.Errorf("%s: compared in %s, written in %s", name, compared, written)
			}
		}
	}
}

// mostTableTime is how long a table of 5,000 rows may take on a machine that has other work.
const mostTableTime = 20 * time.Second
