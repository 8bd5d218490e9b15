package redline

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Words that stay are no changed words, however the paragraphs they stand in are cut.
func TestWordsThatStayAreKeptAcrossParagraphs(t *testing.T) {
	sentences := []string{
		"Надзор над применом овог закона врши републичка инспекција.",
		"Овај закон ступа на снагу осмог дана од дана објављивања.",
		"Казна износи хиљаду динара за сваки дан прекорачења рока.",
		"Инспектор о надзору саставља записник у два примерка.",
	}
	const (
		register = "Министарство надлежно за послове саобраћаја води регистар возила и издаје исправе о упису, на начин и у роковима који су прописани овим законом.\n"
		notice   = "Власник возила дужан је да пријави сваку промену података у року од петнаест дана, на прописаном обрасцу, уз доказ о уплаћеној такси.\n"
	)
	joined := func(parts ...string) string { return strings.ReplaceAll(strings.Join(parts, " "), "\n ", " ") }
	row := func(n, more int) string {
		var b strings.Builder
		b.WriteString("Таксе\nЧлан %d.\nТаксе се плаћају:\n")
		for k := 1; k <= n; k++ {
			fmt.Fprintf(&b, "%d) за молбу врсте број %d плаћа се %d динара;\n", k, k, 100+k+more)
		}
		return b.String()
	}
	said := func(n, more int) string { // a paragraph in which no word stands once
		words := strings.Fields("рок такса молба жалба уплата орган упис исправа")
		var b strings.Builder
		b.WriteString("Члан %d.\n")
		r := rand.New(rand.NewPCG(1, 2))
		for k := range n {
			word := words[r.IntN(len(words))]
			if more > 0 && k%997 == 5 {
				word = "предлог"
			}
			b.WriteString(word + " ")
		}
		return b.String() + "\n"
	}
	tests := []struct {
		name     string
		old, new []string
		words    Words // at most, of one and the other direction
	}{
		{"four paragraphs run together", []string{subject, "Члан %d.\n" + strings.Join(sentences, "\n") + "\n"}, []string{subject, "Члан %d.\n" + joined(sentences...) + "\n"}, Words{}},
		{"two and two", []string{subject, "Члан %d.\n" + strings.Join(sentences, "\n") + "\n"},
			[]string{subject, "Члан %d.\n" + joined(sentences[:2]...) + "\n" + joined(sentences[2:]...) + "\n"}, Words{}},
		{"two articles in one paragraph of the first", []string{subject, "Члан %d.\n" + register, "Члан %d.\n" + notice, force}, []string{subject, "Члан %d.\n" + joined(register, notice), force}, Words{}},
		{"and their headings", []string{subject, "Регистар\nЧлан %d.\n" + register, "Пријава промена\nЧлан %d.\n" + notice, force},
			[]string{subject, "Регистар\nЧлан %d.\n" + joined(register, notice), force}, Words{Deleted: 2}},
		{"a point of one word before others", []string{subject, "Члан %d.\nВозила су:\n1) аутомобил;\n2) камион;\n3) бицикл.\n"},
			[]string{subject, "Члан %d.\nВозила су:\n1) трамвај;\n2) аутомобил;\n3) камион;\n4) бицикл.\n"}, Words{Inserted: 2}},
		{"a long list, an amount in each point", []string{subject, row(300, 0)}, []string{subject, row(300, 7000)}, Words{Inserted: 300, Deleted: 300}},
		{"a longer one", []string{subject, row(1500, 0)}, []string{subject, row(1500, 7000)}, Words{Inserted: 1500, Deleted: 1500}},
		{"a very long paragraph in which no word stands once", []string{subject, said(18000, 0)}, []string{subject, said(18000, 1)}, Words{Inserted: 20, Deleted: 20}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			old, new := number(tt.old...), number(tt.new...)
			_, _, r := compareActs(t, old, new)
			if got := r.Summary.Words; got.Inserted > tt.words.Inserted || got.Deleted > tt.words.Deleted {
				t.Errorf("%+v, want %+v at most", got, tt.words)
			}
			_, _, r = compareActs(t, new, old)
			if got := r.Summary.Words; got.Inserted > tt.words.Deleted || got.Deleted > tt.words.Inserted {
				t.Errorf("the other way %+v, want the reverse of %+v at most", got, tt.words)
			}
		})
	}
}

// A provision may go on elsewhere than the line does with which it begins: the line goes on once all the same.
func TestALineGoesOnAsOneLine(t *testing.T) {
	v := newVocabulary(0)
	split := func(text string) []token {
		ts, err := v.tokens(text)
		if err != nil {
			t.Fatal(err)
		}
		return ts
	}
	old := split("Регистри\nОрган води регистар возила.\nОрган води регистар исправа.\nТакса се плаћа.")
	new := split("Возила\nОрган води регистар возила.\nЖалба није допуштена.")
	a := newLineAligner(&wordDiffer{}, old, new)
	a.known = []match{{old: 2, new: 1}}
	o, n := 0, 0
	for _, g := range a.align() {
		if g.o0 < o || g.n0 < n {
			t.Fatalf("%+v begins before what went on already, old line %d and new line %d", g, o, n)
		}
		o, n = g.o1, g.n1
	}
	a = newLineAligner(&wordDiffer{}, old, new)
	a.known = []match{{old: 2, new: 1}}
	var d wordDiffer
	kept := 0
	for _, e := range a.compare(&d) {
		if e.same {
			kept += e.o1 - e.o0
		}
	}
	if line := a.old[1].end - a.old[1].start; kept < line {
		t.Errorf("%d tokens are kept, want the %d of the equal line at least", kept, line)
	}
}

// Rows that have nothing to do with each other are many of them too, and cost no more.
func TestATableOfMoreRowsThanAreHeldAgainstEachOther(t *testing.T) {
	var old, new strings.Builder
	for k := range 3000 {
		fmt.Fprintf(&old, "Ред\tброј %d\t%d динара\n", k, 100+k)
		if k%10 > 0 {
			fmt.Fprintf(&new, "Ред\tброј %d\t%d динара\n", k, 9000+k)
		}
	}
	v := newVocabulary(old.Len() + new.Len())
	ots, err := v.tokens(old.String())
	if err != nil {
		t.Fatal(err)
	}
	nts, err := v.tokens(new.String())
	if err != nil {
		t.Fatal(err)
	}
	deleted, inserted := 0, 0
	var d wordDiffer
	for _, e := range compareTexts(&d, ots, nts) {
		if e.same {
			continue
		}
		for _, tk := range ots[e.o0:e.o1] {
			if tk.class == wordToken {
				deleted++
			}
		}
		for _, tk := range nts[e.n0:e.n1] {
			if tk.class == wordToken {
				inserted++
			}
		}
	}
	if inserted > 2*2700 || deleted > 2*2700+5*300 {
		t.Errorf("%d words inserted, %d deleted, of 15,000", inserted, deleted)
	}
}
