package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/chart"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
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

func short(t *testing.T) *procedure.Definition {
	t.Helper()
	src, err := os.ReadFile("testdata/short.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range procedure.Check(src, "short.yaml") {
		t.Error(f)
	}
	d, err := procedure.Load(src)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func timeline(t *testing.T, d *procedure.Definition, from string) procedure.Timeline {
	t.Helper()
	day, err := calendar.ParseDate(from)
	if err != nil {
		t.Fatal(err)
	}
	tl, err := d.Timeline(day)
	if err != nil {
		t.Fatal(err)
	}
	return tl
}

func TestPicturesAndEntriesAreAsTheyWereLookedAt(t *testing.T) {
	d := short(t)
	tl := timeline(t, d, "2026-11-23")
	for _, l := range locale.Langs() {
		w := For(l, d)
		g := w.Graph(Graph{ID: "graph", Counts: map[string]int{"debate": 2, "changes": 1}})
		golden(t, "graph."+string(l)+".svg", g.SVG())
		golden(t, "graph."+string(l)+".mmd", g.Mermaid())
		golden(t, "graph."+string(l)+".dot", g.DOT())
		golden(t, "timeline."+string(l)+".svg", w.Gantt(tl, "timeline").SVG())
		golden(t, "timeline."+string(l)+".ics", w.Days(tl).ICS())
	}
	taken := For(locale.SrCyrl, d).Graph(Graph{ID: "graph", Title: "Закон о „водама”", Now: "changes",
		Taken: []Step{{"debate", "closed"}, {"report", "published"}, {"decision", "with_changes"}}})
	golden(t, "taken.svg", taken.SVG())
}

// TestEveryShippedProcedureIsDrawn reads each picture back: no node lies on
// another or outside, and every line begins and ends at the border of one.
func TestEveryShippedProcedureIsDrawn(t *testing.T) {
	for _, d := range procedure.Shipped() {
		for _, l := range locale.Langs() {
			g := For(l, d).Graph(Graph{ID: "graph", Counts: map[string]int{d.Stages[0].ID: 1234}})
			for _, s := range d.Stages {
				for _, o := range s.Outcomes {
					found := false
					for _, e := range g.Edges {
						found = found || e.From == s.ID && (e.To == o.Next || e.To == "end:"+s.ID+":"+o.ID)
					}
					if !found {
						t.Errorf("%s: %s of %s is not drawn", d.ID, o.ID, s.ID)
					}
				}
			}
			svg := g.SVG()
			if !bytes.Equal(svg, For(l, d).Graph(Graph{ID: "graph", Counts: map[string]int{d.Stages[0].ID: 1234}}).SVG()) {
				t.Errorf("%s in %s is drawn in two ways", d.ID, l)
			}
			for _, fault := range faults(t, svg, len(g.Nodes), len(g.Edges)) {
				t.Errorf("%s in %s: %s", d.ID, l, fault)
			}
			tl := timeline(t, d, "2026-11-23")
			faults(t, For(l, d).Gantt(tl, "t").SVG(), -1, -1)
			for _, text := range []string{string(svg), string(For(l, d).Gantt(tl, "t").SVG()), string(For(l, d).Days(tl).ICS())} {
				if unsaid.MatchString(text) {
					t.Errorf("%s in %s: something is not in words", d.ID, l)
				}
			}
		}
	}
}

// unsaid is the id of a message, or what stands for an argument that is missing.
var unsaid = regexp.MustCompile(`\b(picture|procedure)\.[a-z]|…`)

type node struct{ x, y, w, h float64 }

var ending = regexp.MustCompile(`(-?[\d.]+) (-?[\d.]+)`)

// faults reads a graph that was drawn; with -1 it looks only whether it can be read.
func faults(t *testing.T, svg []byte, nodes, edges int) []string {
	t.Helper()
	var (
		all    []string
		boxes  []node
		starts [][2]string
		heads  [][2]string
		size   node
	)
	say := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("read the picture: %v", err)
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		at := map[string]string{}
		for _, a := range e.Attr {
			at[a.Name.Local] = a.Value
		}
		length := func(name string) float64 {
			v, _ := strconv.ParseFloat(at[name], 64)
			return v
		}
		switch {
		case e.Name.Local == "svg":
			size = node{0, 0, length("width"), length("height")}
		case e.Name.Local == "rect" && at["x"] != "":
			boxes = append(boxes, node{length("x"), length("y"), length("width"), length("height")})
		case e.Name.Local == "path" && at["fill"] == "none":
			starts = append(starts, [2]string(ending.FindStringSubmatch(at["d"])[1:]))
		case e.Name.Local == "path":
			heads = append(heads, [2]string(ending.FindStringSubmatch(at["d"])[1:]))
		}
	}
	if nodes < 0 {
		return nil
	}
	if len(boxes) != nodes || len(starts) != edges || len(heads) != edges {
		say("%d nodes, %d lines and %d heads are drawn, want %d and %d", len(boxes), len(starts), len(heads), nodes, edges)
	}
	for i, a := range boxes {
		if a.x < 0 || a.y < 0 || a.x+a.w > size.w || a.y+a.h > size.h {
			say("node %d stands outside", i)
		}
		for k, b := range boxes[:i] {
			if a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.y+b.h && b.y < a.y+a.h {
				say("node %d lies on node %d", i, k)
			}
		}
	}
	for _, p := range append(starts, heads...) {
		x, _ := strconv.ParseFloat(p[0], 64)
		y, _ := strconv.ParseFloat(p[1], 64)
		on := false
		for _, b := range boxes {
			within := x >= b.x-0.2 && x <= b.x+b.w+0.2 && y >= b.y-0.2 && y <= b.y+b.h+0.2
			inside := x > b.x+0.2 && x < b.x+b.w-0.2 && y > b.y+0.2 && y < b.y+b.h-0.2
			on = on || within && !inside
		}
		if !on {
			say("a line ends at %s, %s, away from every node", p[0], p[1])
		}
	}
	return all
}

func TestTheTakenWayIsMarkedAndEndsWhereTheDossierStands(t *testing.T) {
	g := For(locale.En, short(t)).Graph(Graph{ID: "g", Title: "Вода", Now: "changes", Taken: []Step{{"debate", "closed"}, {"report", "published"}, {"decision", "with_changes"}}})
	var got []string
	for _, n := range g.Nodes {
		got = append(got, fmt.Sprint(n.ID, " ", n.State))
	}
	for _, e := range g.Edges {
		if e.Taken {
			got = append(got, e.From+" to "+e.To)
		}
	}
	want := []string{"debate 1", "report 1", "decision 1", "changes 2", "gazette 0", "force 0", "end 0", "end:decision:rejected 0",
		"debate to report", "report to decision", "decision to changes"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if !strings.Contains(g.Title, "Voda") && !strings.Contains(g.Title, "Вода") {
		t.Errorf("got title %q", g.Title)
	}
}

func TestAnOutcomeThatMayNotBeTakenIsNotDrawn(t *testing.T) {
	d := short(t)
	st := &d.Stages[2]
	for i := range st.Outcomes {
		st.Outcomes[i].Barred = st.Outcomes[i].ID == "with_changes"
	}
	changes := func(g Graph) bool {
		return slices.ContainsFunc(For(locale.En, d).Graph(g).Nodes, func(n chart.Node) bool { return n.ID == "changes" })
	}
	if changes(Graph{ID: "g"}) {
		t.Error("a stage that nothing leads to is drawn")
	}
	if !changes(Graph{ID: "g", Taken: []Step{{"decision", "with_changes"}}}) {
		t.Error("the way that a dossier took is not drawn")
	}
}

func TestEntriesKeepTheirNamesAndTellTermsApart(t *testing.T) {
	d := short(t)
	cyrl, en := For(locale.SrCyrl, d).Days(timeline(t, d, "2026-11-23")), For(locale.En, d).Days(timeline(t, d, "2026-11-23"))
	seen := map[string]bool{}
	for i, x := range cyrl.Days {
		if seen[x.UID] {
			t.Errorf("two entries are called %s", x.UID)
		}
		seen[x.UID] = true
		if x.UID != en.Days[i].UID || x.On != en.Days[i].On {
			t.Errorf("in English %s is %s on %s", x.UID, en.Days[i].UID, en.Days[i].On)
		}
	}
	for _, other := range For(locale.En, d).Days(timeline(t, d, "2026-11-24")).Days {
		if seen[other.UID] {
			t.Errorf("an entry of another plan is also called %s", other.UID)
		}
	}
	if got := en.Days[0]; got.Title != "Public debate: last day of the shortest term" || got.On.String() != "2026-12-14" {
		t.Errorf("got %+v", got)
	}
}

func TestWhatIsForSomeActsAloneSaysForWhich(t *testing.T) {
	d := short(t)
	d.Traits = []procedure.TraitDef{{ID: "size", TitleSr: "Обим", TitleEn: "Extent", Values: []procedure.TraitValue{{ID: "s", TitleSr: "Мали", TitleEn: "Small"}, {ID: "l", TitleSr: "Велики", TitleEn: "Large"}}}}
	x := procedure.WindowDef{Kind: procedure.MinWindow, Term: "20d", From: procedure.FromEntry, Evidence: procedure.FromMemory, Advised: true, When: procedure.When{"size": {"l"}}}
	on := procedure.WindowDef{Kind: procedure.MaxWindow, Term: "@01-31", From: procedure.FromEntry, Evidence: procedure.Sourced}
	for _, c := range []struct{ got, want string }{
		{Of(locale.En, d).Short(x), "at least 20 days, as good practice (not verified) [if: Extent – Large]"},
		{For(locale.En, d).Short(x), "at least 20 days, as good practice (not verified)"},
		{Of(locale.SrCyrl, d).Term(x), "најмање 20 дана од почетка фазе, по препоруци [услов: Обим – Велики]"},
		{For(locale.SrCyrl, d).Short(on), "највише до првог 31.\u00a0јануара"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
