package redline

import (
	"archive/zip"
	"bytes"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/docx"
)

// checkTracked writes the redline for Word and reads it in both versions.
func checkTracked(t testing.TB, r *Redline, old, new *act.Act) []byte {
	t.Helper()
	src, err := r.DOCX(old, new, Revision{Author: "Радна група", Date: "2026-11-23T00:00:00Z"})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := docx.Open(src)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name    string
		version docx.Version
		act     *act.Act
	}{{"accepted", docx.Accepted, new}, {"rejected", docx.Rejected, old}} {
		if diff := cmp.Diff(printedTexts(tt.act), doc.Texts(tt.version)); diff != "" {
			t.Fatalf("%s, the text is not that of the act: %.3000s", tt.name, diff)
		}
	}
	a, err := act.Parse(src, act.Options{Name: "izmene.docx"})
	if err != nil {
		t.Fatal(err)
	}
	if a.Hash != new.Hash {
		t.Fatalf("accepted, the act has the hash %s, want %s", a.Hash, new.Hash)
	}
	return src
}

// bothWays compares two texts and the reverse.
func bothWays(t *testing.T, old, new string) {
	t.Helper()
	o, n, r := compareActs(t, old, new)
	checkTracked(t, r, o, n)
	o, n, r = compareActs(t, new, old)
	checkTracked(t, r, o, n)
}

func TestTrackedChangesGiveBothActs(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 77))
		d := randomDraft(r, 6+r.IntN(20))
		next := d.clone()
		for range 1 + r.IntN(4) {
			k, to := r.IntN(len(next)), r.IntN(len(next))
			switch r.IntN(6) {
			case 0:
				next = slices.Delete(next, k, k+1)
			case 1:
				next = slices.Insert(next, to, randomArticle(r, 1000+k))
			case 2:
				a := next[k]
				next = slices.Insert(slices.Delete(next, k, k+1), min(to, len(next)-1), a)
			case 3:
				next.reword(r, k, 4)
			case 4:
				next[k].paras = append(next[k].paras, randomSentence(r))
			default:
				next[k].paras = next[k].paras[:1]
			}
		}
		bothWays(t, d.text(), next.text())
	}
}

func TestTrackedChangesOfWholeActs(t *testing.T) {
	chapters := "Закон о проби\n\nI. ОСНОВНЕ ОДРЕДБЕ\n\nЧлан 1.\nПрви став првог члана о захтевима грађана.\n\nЧлан 2.\nДруги члан уређује рокове и поступак по жалби:\n1) рок од осам дана;\n2) рок од петнаест дана.\n\n" +
		"II. ПОСТУПАК\n\nЧлан 3.\nТрећи члан уређује надзор министарства над радом органа.\n\nЧлан 4.\nЧетврти члан каже када закон ступа на снагу.\n"
	tests := []struct{ name, old, new string }{
		{"nothing changed", chapters, chapters},
		{"an empty act becomes one", "", chapters},
		{"another name", chapters, strings.Replace(chapters, "Закон о проби", "Закон о пробном поступку", 1)},
		{"the heading of a chapter goes", chapters, strings.Replace(chapters, "II. ПОСТУПАК\n\n", "", 1)},
		{"an article goes into another chapter", chapters, strings.Replace(strings.Replace(chapters, "Члан 3.\nТрећи члан уређује надзор министарства над радом органа.\n\n", "", 1),
			"II. ПОСТУПАК", "Члан 3.\nТрећи члан уређује надзор министарства над радом органа.\n\nII. ПОСТУПАК", 1)},
		{"a point becomes a paragraph", chapters, strings.Replace(chapters, "2) рок од петнаест дана.", "Рок од петнаест дана важи увек.", 1)},
		{"two paragraphs become one", strings.Replace(chapters, "Први став првог члана", "Уводни став.\nПрви став првог члана", 1), strings.Replace(chapters, "Први став првог члана", "Уводни став и први став првог члана", 1)},
		{"the last article goes", chapters, chapters[:strings.Index(chapters, "Члан 4.")]},
		{"the last article is another", chapters, chapters[:strings.Index(chapters, "Члан 4.")] + "Члан 4.\nОбразац прописује министар уз сагласност Владе.\n"},
		{"the other script", chapters, latin(chapters)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { bothWays(t, tt.old, tt.new) })
	}
}

func TestTablesAreTrackedByRowsAndCells(t *testing.T) {
	table := func(rows ...string) *act.Act {
		d := &docx.Document{Blocks: []docx.Block{
			{Paragraph: &docx.Paragraph{Runs: []docx.Run{{Text: "Правилник о таксама"}}}},
			{Paragraph: &docx.Paragraph{Runs: []docx.Run{{Text: "Члан 1."}}}},
			{Paragraph: &docx.Paragraph{Runs: []docx.Run{{Text: "Таксе су у овој табели:"}}}},
			{Table: docx.TableOf(strings.Join(rows, "\n"))},
			{Paragraph: &docx.Paragraph{Runs: []docx.Run{{Text: "Члан 2."}}}},
			{Paragraph: &docx.Paragraph{Runs: []docx.Run{{Text: "Правилник ступа на снагу осмог дана."}}}},
		}}
		src, err := d.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		return parse(t, src)
	}
	old := table("Врста\tИзнос", "Захтев за упис\t300", "Жалба на решење\t500")
	for name, new := range map[string]*act.Act{
		"a word in a cell":     table("Врста\tИзнос", "Захтев за упис\t350", "Жалба на решење\t500"),
		"a row more":           table("Врста\tИзнос", "Захтев за упис\t300", "Предлог за понављање\t700", "Жалба на решење\t500"),
		"a row less":           table("Врста\tИзнос", "Жалба на решење\t500"),
		"a column more":        table("Врста\tИзнос\tРок", "Захтев за упис\t300\t8", "Жалба на решење\t500\t15"),
		"a text in its stead":  parse(t, []byte("Правилник о таксама\n\nЧлан 1.\nТаксе су у овој табели:\nЗахтев за упис 300\n\nЧлан 2.\nПравилник ступа на снагу осмог дана.")),
		"another table at all": table("Орган\tМесто", "Министарство\tБеоград"),
	} {
		t.Run(name, func(t *testing.T) {
			for _, pair := range [][2]*act.Act{{old, new}, {new, old}} {
				r, err := Compare(pair[0], pair[1])
				if err != nil {
					t.Fatal(err)
				}
				checkTracked(t, r, pair[0], pair[1])
			}
		})
	}
}

func TestAMoveIsTrackedAsAMoveWithItsEdits(t *testing.T) {
	paras := []string{
		"Орган води евиденцију о поднетим захтевима и чува је десет година.", "Жалба се подноси у року од осам дана од дана пријема решења.",
		"Надзор над применом овог закона врши министарство надлежно за управу.", "Инспектор сачињава записник о сваком прегледу и доставља га странци.",
	}
	order := func(at ...int) string {
		text := "Закон о проби\n"
		for n, k := range at {
			text += "\nЧлан " + string(rune('1'+n)) + ".\n" + paras[k] + "\n"
		}
		return text
	}
	old, new, r := compareActs(t, order(0, 1, 2, 3), strings.Replace(order(1, 2, 3, 0), "десет", "двадесет", 1))
	src := checkTracked(t, r, old, new)
	xml := documentXML(t, src)
	for _, want := range []string{
		"<w:moveFromRangeStart", `w:name="move1"`, "<w:moveToRangeStart", "<w:moveFromRangeEnd", "<w:moveToRangeEnd",
		`w:author="Радна група" w:date="2026-11-23T00:00:00Z"`,
	} {
		if !strings.Contains(xml, want) {
			t.Errorf("the document has no %s", want)
		}
	}
	between := func(begin, end string) string { return xml[strings.Index(xml, begin):strings.Index(xml, end)] }
	from, to := between("<w:moveFromRangeStart", "<w:moveFromRangeEnd"), between("<w:moveToRangeStart", "<w:moveToRangeEnd")
	if !strings.Contains(from, `<w:delText xml:space="preserve">десет</w:delText>`) || !strings.Contains(to, `<w:t xml:space="preserve">двадесет</w:t>`) {
		t.Errorf("the edit is not shown within the move:\n%s\n%s", from, to)
	}
	again, err := r.DOCX(old, new, Revision{Author: "Радна група", Date: "2026-11-23T00:00:00Z"})
	if err != nil || !bytes.Equal(src, again) {
		t.Errorf("the same redline gives other bytes (%v)", err)
	}
	if _, err = r.DOCX(new, old, Revision{}); err == nil {
		t.Error("acts that were not compared are taken")
	}
}

func documentXML(t *testing.T, src []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestRealPairsAsTrackedChanges(t *testing.T) {
	for _, p := range corpusPairs {
		t.Run(p.new, func(t *testing.T) {
			old, new := parse(t, corpusFile(t, p.old)), parse(t, corpusFile(t, p.new))
			r, err := Compare(old, new)
			if err != nil {
				t.Fatal(err)
			}
			checkTracked(t, r, old, new)
		})
	}
}
