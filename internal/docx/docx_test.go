package docx

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func text(s string) []Run { return []Run{{Text: s}} }

func write(t testing.TB, d *Document) []byte {
	t.Helper()
	data, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func open(t testing.TB, src []byte) *Document {
	t.Helper()
	d, err := Open(src)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func texts(v *View) []string {
	var out []string
	for _, l := range v.Lines {
		out = append(out, l.Text)
	}
	return out
}

func TestWrittenDocumentsReadBack(t *testing.T) {
	d := &Document{
		Title: "Правилник", Lang: "sr-Cyrl-RS",
		Styles: []Style{{Name: "Наслов", Level: 1, Bold: true, Align: "center", Before: 240}, {Name: "Ознака", Character: true, Bold: true}},
		Blocks: []Block{
			{Paragraph: &Paragraph{Style: "Наслов", Runs: text("Правилник о <таксама> & накнадама")}},
			{Paragraph: &Paragraph{Number: &Number{Text: "Члан %1.", Numerals: Decimal, Value: 1}}},
			{Paragraph: &Paragraph{Runs: []Run{{Text: "Такса\tје ", Style: "Ознака"}, {Text: "  износ\u00a0у динарима\nи плаћа се.\x01", Italic: true}}}},
			{Paragraph: &Paragraph{Number: &Number{Text: "%1)", Numerals: Decimal, Value: 1, List: 1}, Runs: text("прва;")}},
			{Paragraph: &Paragraph{Number: &Number{Text: "%1)", Numerals: Decimal, Value: 2, List: 1}, Runs: text("друга.")}},
			{Paragraph: &Paragraph{Number: &Number{Text: "Члан %1.", Numerals: Decimal, Value: 7}, Runs: text("Прелазна")}},
			{Paragraph: &Paragraph{Number: &Number{Text: "%1)", Numerals: Decimal, Value: 1, List: 2}, Runs: text("прва")}},
			{Paragraph: &Paragraph{Number: &Number{Text: "%1.", Numerals: UpperRoman, Value: 4}, Runs: text("ГЛАВА")}},
			{Table: &Table{Rows: []Row{
				{Header: true, Cells: []Cell{{Blocks: []Block{{Paragraph: &Paragraph{Runs: text("Врста")}}}}, {Blocks: []Block{{Paragraph: &Paragraph{Runs: text("Износ")}}}}}},
				{Cells: []Cell{{}, {Blocks: []Block{{Paragraph: &Paragraph{Runs: text("300")}}}}}},
			}}},
			{Paragraph: &Paragraph{}},
		},
		Data: [][]byte{[]byte("<a xmlns='urn:x'>б</a>")},
	}
	src := write(t, d)
	if !bytes.Equal(src, write(t, d)) {
		t.Error("the same document gives other bytes")
	}
	got := open(t, src)
	want := []string{
		"Правилник о <таксама> & накнадама", "Члан 1.", "Такса\tје   износ\u00a0у динарима\nи плаћа се.\x01", "1) прва;", "2) друга.",
		"Члан 7. Прелазна", "1) прва", "IV. ГЛАВА", "Врста\tИзнос\n\t300", "",
	}
	v := got.View(Accepted)
	if diff := cmp.Diff(want, texts(v)); diff != "" {
		t.Error(diff)
	}
	if l := v.Lines[0]; l.Level != 1 || l.Style != "Наслов" || !l.Apart {
		t.Errorf("the heading is %+v", l)
	}
	if !v.Lines[8].Table || v.Lines[3].Label != "1)" {
		t.Errorf("table %+v, point %+v", v.Lines[8], v.Lines[3])
	}
	if len(got.Data) != 1 || string(got.Data[0]) != string(d.Data[0]) {
		t.Errorf("data: %q", got.Data)
	}
}
