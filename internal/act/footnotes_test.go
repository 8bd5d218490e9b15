package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// notesOf lists the notes of an act with the provisions that they stand in.
func notesOf(a *act.Act) []string {
	var found []string
	a.Walk(func(n *act.Node, _ int) bool {
		if n.Kind == act.KindNote {
			found = append(found, n.ID+" "+n.Text)
		}
		return true
	})
	return found
}

const noted = `<html><body><p class="oj-doc-ti">REGULATION (EU) 2026/100 OF THE COUNCIL</p><p class="oj-doc-ti">on benches</p>
<p class="oj-normal">Having regard to the opinion of the Committee%s,</p><p class="oj-normal">HAS ADOPTED THIS REGULATION:</p>
<p class="oj-ti-art">Article 1</p><p class="oj-normal">1. A bench of 5 m<sup>2</sup> is green, as in Directive 2006/123/EC%s and Article 2(1).</p><p class="oj-normal">2. It is made of:</p><p class="oj-normal">(a) wood;</p><p class="oj-normal">(b) stone.</p>
<p class="oj-ti-art">Article 2</p><p class="oj-normal">This Regulation enters into force at once.</p>%s</body></html>`

// TestFootnotesStayNotesThroughPagesAndText reads notes of the pages of EUR-Lex as it writes them,
// prints the act in all formats and reads it again.
func TestFootnotesStayNotesThroughPagesAndText(t *testing.T) {
	for _, tt := range []struct{ name, first, second, notes string }{
		{"the Official Journal", `<a id="ntc1" href="#ntr1">&nbsp;(<span class="oj-super oj-note-tag">1</span>)</a>`, `<a href="#ntr2"> (<span class="oj-super oj-note-tag">2</span>)</a>`,
			`<hr class="oj-note"/><p class="oj-note"><a href="#ntc1">(<span class="oj-super">1</span>)</a> OJ C 1, 1.1.2026.</p><p class="oj-note"><a href="#ntc2">(<span class="oj-super">2</span>)</a> OJ L 376, 27.12.2006.</p>`},
		{"a proposal of the Commission", `<a href="#footnote1"><sup>1</sup></a>`, `<a href="#footnote2"><sup>2</sup></a>`,
			`<dl id="footnote1"><dd class="FootnoteText"><sup>(1)</sup> OJ C 1, 1.1.2026.</dd></dl><dl><dd class="FootnoteText"><p><sup>(2)</sup> OJ L 376, 27.12.2006.</p></dd></dl>`},
		{"notes that say what they are", `<a href="#n1" role="doc-noteref">&nbsp;(1)</a>`, `<a href="#n2"> (2)</a>`,
			`<aside role="doc-footnote"><p>(1) OJ C 1, 1.1.2026.</p></aside><div role="doc-footnote"><div>(2) OJ L 376, 27.12.2006.</div></div>`},
	} {
		page := strings.NewReplacer("%s,", tt.first+",", "%s and", tt.second+" and", "once.</p>%s", "once.</p>"+tt.notes).Replace(noted)
		a := parsePage(t, page)
		want := []string{"art_2__note_1 (1) OJ C 1, 1.1.2026.", "art_2__note_2 (2) OJ L 376, 27.12.2006."}
		if diff := cmp.Diff(want, notesOf(a)); diff != "" {
			t.Errorf("%s: notes (-want +got):\n%s", tt.name, diff)
		}
		for name, src := range map[string][]byte{"page.html": a.HTML(), "act.txt": []byte(a.PlainText()), "act.akn": a.AKN(act.Work{})} {
			again, err := act.Parse(src, act.Options{Name: name})
			if err != nil {
				t.Fatal(err)
			}
			if again.Hash != a.Hash {
				t.Errorf("%s: read from %s it is another act:\n%s", tt.name, name, firstDifference(string(again.Canonical()), string(a.Canonical())))
			}
		}
	}
}

// TestListsBehindATextAreNoFootnotes holds that what the text does not call is no note, and that
// notes stand before an annex and behind the last one.
func TestListsBehindATextAreNoFootnotes(t *testing.T) {
	const head = "REGULATION (EU) 2026/100\non benches\n\nArticle 1\n\n1. A bench is green%s.\n\n2. It is open%s.\n"
	for _, tt := range []struct {
		name, first, second, rest string
		notes                     int
	}{
		{"points that are announced", " (1)", " (2)", "\nArticle 2\n\nIt is made of:\n\n(1) wood;\n\n(2) stone.\n", 0},
		{"points that nothing calls", "", "", "\nArticle 2\n\nIt is made.\n\n(1) Wood.\n\n(2) Stone.\n", 0},
		{"a point more than is called", " (1)", "", "\nArticle 2\n\nIt is made.\n\n(1) Wood.\n\n(2) Stone.\n", 0},
		{"an article that is cited", ", see Article 2(1)", ", see Article 3(2)", "\nArticle 2\n\nIt is made.\n\n(1) Wood.\n\n(2) Stone.\n", 0},
		{"notes", " (1)", " (2)", "\n(1) Wood.\n\n(2) Stone.\n", 2},
		{"notes before an annex and behind it", " (1)", "", "\n(1) Wood.\n\nANNEX I\n\nA bench is white (2) here.\n\n(2) Stone.\n", 2},
		{"notes behind the annex alone", " (1)", " (2)", "\nANNEX I\n\nA bench is white (3) here.\n\n(1) Wood.\n(2) Stone.\n(3) Iron.\n", 3},
		{"notes behind a signature", " (1)", " (2)", "\nFor the Council\nThe President\n\n(1) Wood.\n(2) Stone.\n", 2},
		{"notes raised in the text", "¹", "²", "\n(1) Wood.\n\n(2) Stone.\n", 2},
	} {
		text := strings.Replace(strings.Replace(head, "%s", tt.first, 1), "%s", tt.second, 1) + tt.rest
		a, err := act.Parse([]byte(text), act.Options{Profile: "eu"})
		if err != nil {
			t.Fatal(err)
		}
		if got := notesOf(a); len(got) != tt.notes {
			t.Errorf("%s: notes %q, want %d", tt.name, got, tt.notes)
		}
		if got, want := bare(content(a)), bare(text); got != want {
			t.Errorf("%s: the characters differ from %s", tt.name, firstDifference(got, want))
		}
	}
}

// TestLinesThatBeginWithRaisedFiguresAreTheNotesTheTextCalls reads notes as they are pasted from a page.
func TestLinesThatBeginWithRaisedFiguresAreTheNotesTheTextCalls(t *testing.T) {
	a := parse(t, "ЗАКОН\nО ЗВОНИМА\n\nЧлан 1.\n\nЗвоно¹ је:\n\n1) велико;¹²\n\n¹ Израз је у оба рода.\n\n2) мало.\n\nЧлан 2.\n\nЗвоно звони.³\n\n¹² Преко 100 kg.\n³ Видети члан 1.\n⁴ Ово нико не зове.\n")
	want := []string{"art_1__para_1__note_1 ¹ Израз је у оба рода.", "art_2__note_1 ¹² Преко 100 kg.", "art_2__note_2 ³ Видети члан 1."}
	if diff := cmp.Diff(want, notesOf(a)); diff != "" {
		t.Errorf("notes (-want, +got):\n%s\n%s", diff, shape(a))
	}
	if a.Find("art_1__para_1__point_2") == nil {
		t.Errorf("the list ends at the note\n%s", shape(a))
	}
}
