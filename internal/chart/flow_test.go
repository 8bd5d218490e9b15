package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares bytes with those of a file in testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		err := os.WriteFile(path, got, 0o644)
		if err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s differs; look at it and run with -update", name)
	}
}

// example is a graph with everything that a graph has.
func example() Flow {
	return Flow{Heading: Heading{ID: "g", Lang: "en", Title: "A <small> course", Desc: "Two steps & their ways."},
		Nodes: []Node{
			{ID: "draft", Title: "Drafting of the regulation", State: Done, Notes: []string{"✓ passed"}},
			{ID: "talk", Title: "Public debate", Notes: []string{"Ministry", "at least 20 days"}, State: Now, Badge: "the dossier stands here"},
			{ID: "mend", Place: Side, Title: "Alignment with the rules", Badge: "2 open dossiers"},
			{ID: "vote", Title: "Vote"},
			{ID: "end", Title: "End of the procedure", Round: true},
			{ID: "no", Place: Stop, Title: "Rejected", Notes: []string{"end: rejected"}, Round: true},
		},
		Edges: []Edge{
			{From: "draft", To: "talk", Label: "Drafted", Taken: true},
			{From: "talk", To: "vote", Label: "Closed"},
			{From: "talk", To: "mend", Label: "Not as \"the rules\" say"},
			{From: "talk", To: "talk", Label: "Repeated"},
			{From: "mend", To: "talk", Label: "Aligned"},
			{From: "vote", To: "end", Label: "Adopted"},
			{From: "vote", To: "end", Label: "Adopted with amendments"},
			{From: "vote", To: "draft", Label: "Returned to the one who proposed it, with reasons"},
			{From: "vote", To: "no"},
		}}
}

func TestAGraphIsDrawnAsItWasLookedAt(t *testing.T) {
	golden(t, "flow.svg", example().SVG())
	golden(t, "flow.mmd", example().Mermaid())
	golden(t, "flow.dot", example().DOT())
}

// area is a rectangle in a picture.
type area struct {
	what       string
	x, y, w, h float64
}

func (a area) meets(b area) bool {
	return a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.y+b.h && b.y < a.y+a.h
}

// areas returns everything in a graph that must not lie on anything else: its
// nodes and the labels of its edges.
func areas(l *layout) []area {
	var all []area
	for _, b := range l.boxes {
		all = append(all, area{"node " + b.ID, b.x, b.y, b.w, b.h})
	}
	for i := range l.flow.Edges {
		w := l.written(i)
		if len(w.lines) == 0 {
			continue
		}
		a := area{fmt.Sprintf("label %d", i), w.x, w.y - 10, widest(w.lines, noteSize), float64(len(w.lines)-1)*noteStep + 12}
		if w.anchor == "end" {
			a.x -= a.w
		}
		all = append(all, a)
	}
	return all
}

// faults says what is wrong with a graph as it is laid.
func faults(f Flow) []string {
	l := f.lay()
	var all []string
	say := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	things := areas(l)
	for i, a := range things {
		if a.x < 0 || a.y < 0 || a.x+a.w > l.width || a.y+a.h > l.height {
			say("%s stands outside the picture", a.what)
		}
		for _, b := range things[:i] {
			if a.meets(b) {
				say("%s lies on %s", a.what, b.what)
			}
		}
	}
	for i, e := range l.flow.Edges {
		corners := l.path(i)
		first, last := corners[0], corners[len(corners)-1]
		if from := l.byID[e.From]; !from.borders(first) {
			say("edge %d from %s begins at %v, away from it", i, e.From, first)
		}
		if to := l.byID[e.To]; !to.borders(last) {
			say("edge %d to %s ends at %v, away from it", i, e.To, last)
		}
		for k := 1; k < len(corners); k++ {
			a, b := corners[k-1], corners[k]
			if a.x != b.x && a.y != b.y {
				say("edge %d runs aslant", i)
			}
			line := area{"", min(a.x, b.x) + 0.5, min(a.y, b.y) + 0.5, max(a.x-b.x, b.x-a.x) - 1, max(a.y-b.y, b.y-a.y) - 1}
			line.w, line.h = max(line.w, 0), max(line.h, 0)
			for _, n := range l.boxes {
				if line.meets(area{"", n.x, n.y, n.w, n.h}) {
					say("edge %d runs through %s", i, n.ID)
				}
			}
		}
	}
	return all
}

// borders reports whether a point lies on the border of a box.
func (b *box) borders(p point) bool {
	within := p.x >= b.x && p.x <= b.x+b.w && p.y >= b.y && p.y <= b.y+b.h
	return within && (p.x == b.x || p.x == b.x+b.w || p.y == b.y || p.y == b.y+b.h)
}

// anything returns a graph of up to thirty steps with ways between any of them.
func anything(r *rand.Rand) Flow {
	words := strings.Fields("Прибављање мишљења надлежних органа о усклађености предлога закона са прописима Европске уније и Уставом објављено враћено предлагачу")
	text := func(most int) string {
		var all []string
		for range 1 + r.IntN(most) {
			all = append(all, words[r.IntN(len(words))])
		}
		return strings.Join(all, " ")
	}
	f := Flow{Heading: Heading{ID: "g", Lang: "sr-Cyrl", Title: text(5), Desc: text(9)}}
	steps := 1 + r.IntN(30)
	for i := range steps {
		n := Node{ID: fmt.Sprint(i), Title: text(8), State: State(r.IntN(3))}
		if i > 0 && r.IntN(3) == 0 {
			n.Place = Side
		}
		for range r.IntN(3) {
			n.Notes = append(n.Notes, text(4))
		}
		if r.IntN(3) == 0 {
			n.Badge = text(2)
		}
		f.Nodes = append(f.Nodes, n)
	}
	for i := range steps {
		for range r.IntN(5) {
			f.Edges = append(f.Edges, Edge{From: fmt.Sprint(i), To: fmt.Sprint(r.IntN(steps)), Label: text(7), Taken: r.IntN(4) == 0})
		}
		if r.IntN(3) == 0 {
			id := fmt.Sprint("end ", i)
			f.Nodes = append(f.Nodes, Node{ID: id, Place: Stop, Title: text(5), Notes: []string{text(2)}, Round: true})
			f.Edges = append(f.Edges, Edge{From: fmt.Sprint(i), To: id})
		}
		if i > 0 {
			f.Edges = append(f.Edges, Edge{From: fmt.Sprint(i - 1), To: fmt.Sprint(i), Label: text(4)})
		}
	}
	return f
}

func TestNothingLiesOnAnythingElseAndEveryEdgeEndsAtItsNode(t *testing.T) {
	for _, fault := range faults(example()) {
		t.Error(fault)
	}
	r := rand.New(rand.NewPCG(4, 7))
	for n := range 150 {
		f := anything(r)
		for _, fault := range faults(f) {
			t.Errorf("graph %d: %s", n, fault)
		}
		if t.Failed() {
			return
		}
		if !bytes.Equal(f.SVG(), f.SVG()) {
			t.Fatalf("graph %d is drawn in two ways", n)
		}
		wellFormed(t, f.SVG())
	}
}

func TestAGraphOfNothingIsAPicture(t *testing.T) {
	wellFormed(t, Flow{}.SVG())
	wellFormed(t, Flow{Nodes: []Node{{ID: "a"}}, Edges: []Edge{{From: "a", To: "nowhere"}}}.SVG())
}

func wellFormed(t *testing.T, svg []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%v in %.400s", err, svg)
		}
	}
}

func TestTextBreaksWhereItDoesNotFit(t *testing.T) {
	for _, c := range []struct {
		text string
		most float64
		want string
	}{
		{"", 100, ""},
		{"Јавна расправа", 500, "Јавна расправа"},
		{"Јавна расправа", 70, "Јавна|расправа"},
		{"непротивуречност", 60, "непроти|вуречно|ст"},
		{"а", 1, "а"},
	} {
		if got := strings.Join(wrap(c.text, 14, c.most), "|"); got != c.want {
			t.Errorf("%q in %.0f: got %q, want %q", c.text, c.most, got, c.want)
		}
	}
}

func TestWhatStandsInAPictureBreaksOutOfNothing(t *testing.T) {
	bad := `"></text><script>alert(1)</script>` + "\n" + `"]; x -->|y| z`
	f := Flow{Heading: Heading{ID: "g", Title: bad, Desc: bad}, Nodes: []Node{{ID: bad, Title: bad, Notes: []string{bad}, Badge: bad}}, Edges: []Edge{{From: bad, To: bad, Label: bad}}}
	if svg := string(f.SVG()); strings.Contains(svg, "<script") {
		t.Errorf("got %s", svg)
	}
	_, m, _ := strings.Cut(string(f.Mermaid()), "\n") // the first line is a comment
	if strings.Count(m, `"`) != 4 || strings.Contains(m, "<script") {
		t.Errorf("got %s", m)
	}
	if d := string(f.DOT()); strings.Contains(d, "\n\"]") {
		t.Errorf("got %s", d)
	}
}
