package sheet

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var hostile = []string{"=1+1", "+381", "-5", "@SUM(A1)", "\tx", "\r\nx", "|cmd", "%x", " =1", "'=1", "<script>&amp;\"'", "\u202eобрнуто\u202c", "_x000B_", "a\x0bb", "а;б,\"в\"\nг", "", "😀", strings.Repeat("Ђ", 20000)}

func write(t testing.TB, f Format, columns []string, rows ...[]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, f, columns, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		err = w.Write(r)
		if err != nil {
			t.Fatal(err)
		}
	}
	err = w.Close()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWhatIsWrittenIsReadBackToTheLetter(t *testing.T) {
	for _, f := range []Format{CSV, XLSX, JSONLines} {
		t.Run(string(f), func(t *testing.T) {
			for _, cell := range hostile {
				if f == CSV && (cell == "'=1" || strings.Contains(cell, "\r\n")) {
					continue // an apostrophe before a formula is ours; a CSV ends lines as it likes
				}
				b := write(t, f, []string{"a", "b"}, []string{"x", cell})
				n := 0
				for row := range Rows(bytes.NewReader(b), int64(len(b)), f) {
					n++
					if diff := cmp.Diff(map[string]string{"a": "x", "b": cell}, row.Cells); row.Err != nil || diff != "" && (cell != "" || f != XLSX) {
						t.Errorf("%.20q: %v\n%s", cell, row.Err, diff)
					}
				}
				if n != 1 {
					t.Errorf("%.20q: %d rows", cell, n)
				}
			}
		})
	}
}

func TestNoCellIsAFormula(t *testing.T) {
	for _, cell := range hostile[:10] {
		b := string(write(t, CSV, []string{"a"}, []string{cell}))
		if _, line, _ := strings.Cut(b, "\r\n"); !strings.HasPrefix(strings.Trim(line, `"`), "'") {
			t.Errorf("%q stands in CSV as %q", cell, line)
		}
	}
	for _, cell := range []string{"", "текст", "а = б", "12", "1-2", "'а"} {
		if got := guarded(cell); got != cell {
			t.Errorf("%q stands in CSV as %q", cell, got)
		}
	}
}

func TestALongTableGoesOnInAnotherSheet(t *testing.T) {
	var b bytes.Buffer
	w, err := newXLSX(&b, []string{"a"})
	if err != nil {
		t.Fatal(err)
	}
	w.(*xlsxWriter).row = mostRows - 1
	for _, cell := range []string{"x", "y"} {
		err = w.Write([]string{cell})
		if err != nil {
			t.Fatal(err)
		}
	}
	err = w.Close()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for row := range Rows(bytes.NewReader(b.Bytes()), int64(b.Len()), XLSX) {
		got = append(got, row.Cells["a"])
	}
	if diff := cmp.Diff([]string{"x", "y"}, got); diff != "" {
		t.Error(diff)
	}
}

func FuzzATableIsReadWithoutHarm(f *testing.F) {
	for _, format := range []Format{CSV, XLSX, JSONLines} {
		f.Add(string(format), write(f, format, []string{"body", "name"}, []string{"Рок је кратак.", "=1"}))
	}
	f.Add("csv", []byte("a;b\n\"x"))
	f.Add("csv", []byte("a,b\n1,2\"3\n4,\"5\"6\n\n7,\"8\n9\"0\r\n11,12"))
	f.Add("csv", []byte("\xff\xfea\x00\n\x00\x00\xd8\n\x00"))
	f.Add("jsonl", []byte(`{"a":{"b":1}}`))
	f.Fuzz(func(t *testing.T, format string, b []byte) {
		n := 0
		for row := range Rows(bytes.NewReader(b), int64(len(b)), Format(format)) {
			if row.Err == nil && row.Cells == nil {
				t.Fatal("neither a row nor an error")
			}
			for name, cell := range row.Cells {
				if row.Err == nil && (!utf8.ValidString(name) || !utf8.ValidString(cell)) && Format(format) != JSONLines {
					t.Fatalf("%q: %q is not UTF-8", name, cell)
				}
			}
			if n++; n > len(b)+1 {
				t.Fatal("more rows than bytes")
			}
		}
	})
}

func TestALineOfJSONSaysEachThingOnceAndWhatIsNoText(t *testing.T) {
	const table = "\ufeff" + `{"body":"x","key":91000077,"publish_name":true,"lang":null}` + "\n" +
		`{"body":"x","Body ":"y"}` + "\n" + `{"body":null,"body":"y"}` + "\n" + `{"body":["x"]}` + "\n" + `["x"]` + "\n" + `{"body":"x"} {}` + "\n" + `{"body":"x"` + "\n\n" +
		"{\"body\":\"\xff\"}\n" + `{"key":12345678901234567890.50}` + "\n"
	want := []Row{
		{Line: 1, Cells: map[string]string{"body": "x", "key": "91000077", "publish_name": "true"}, Bare: map[string]Bare{"key": Number, "publish_name": Truth}},
		{Line: 10, Cells: map[string]string{"key": "12345678901234567890.50"}, Bare: map[string]Bare{"key": Number}},
	}
	wrong := map[int]string{2: "body stands twice in the row", 3: "body stands twice in the row", 4: "body holds neither text nor a number", 5: "not a JSON object",
		6: "not a JSON object", 7: "not a JSON object", 9: "not UTF-8"}
	var got []Row
	for row := range Rows(strings.NewReader(table), int64(len(table)), JSONLines) {
		if row.Err == nil {
			got = append(got, row)
			continue
		}
		if said := wrong[row.Line]; said == "" || !strings.HasPrefix(row.Err.Error(), said) {
			t.Errorf("line %d: %v, want %q", row.Line, row.Err, said)
		}
		delete(wrong, row.Line)
	}
	if diff := cmp.Diff(want, got); diff != "" || len(wrong) > 0 {
		t.Errorf("taken for rows: %v\n%s", wrong, diff)
	}
}
