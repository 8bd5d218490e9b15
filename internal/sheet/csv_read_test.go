package sheet

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// readLines says of each row of a CSV where it stands and what its first cell is, or
// what is wrong with it.
func readLines(table string) []string {
	var got []string
	for row := range Rows(strings.NewReader(table), int64(len(table)), CSV) {
		if row.Err != nil {
			got = append(got, fmt.Sprintf("%d: %v", row.Line, row.Err))
		} else {
			got = append(got, fmt.Sprintf("%d=%s", row.Line, row.Cells["key"]))
		}
	}
	return got
}

func TestAQuotationMarkAstrayIsAnErrorOfItsRow(t *testing.T) {
	const (
		bare    = "a quotation mark stands in a cell that none opens: put the cell in marks and double those in it"
		open    = "a quotation mark opens a cell that does not end as cells do: double the marks in it"
		belongs = "not as many cells as columns: it may belong to row %d, whose quotation marks are astray"
		opened  = "a quotation mark opens a cell in row %d that does not end as cells do; lines %d to %d are passed over"
	)
	for name, c := range map[string]struct {
		table string
		want  []string
	}{
		"one in a cell without": {"key,body\nk1,Рок од 3\" је кратак\nk2,Да.\nk3,Не.\n", []string{"2: " + bare, "3=k2", "4=k3"}},
		"behind the last cell":  {"\ufeffkey;body\r\nk1;\"Да\" и не\r\nk2;Да.\r\n", []string{"2: " + open, "3=k2"}},
		"each row":              {"key,body\nk1,a\"\nk2,b\"\n\n\nk3,c\"\nk4,d", []string{"2: " + bare, "3: " + bare, "6: " + bare, "7=k4"}},
		"in the last row":       {"key,body\nk1,a\nk2,b\"", []string{"2=k1", "3: " + bare}},
		"a cell in lines is no rows": {"key,body\nk1,\"први\nk9,други\nтрећи\" и \"још\"\nk2,Да.\n",
			[]string{"2: " + fmt.Sprintf(opened, 2, 2, 4), "5=k2"}},
		"lines behind a mark astray are no rows": {"key,body,name\nk1,a\"b,\"први\nk9,други,\nтрећи\"\nk2,Да.,\n",
			[]string{"2: " + fmt.Sprintf(opened, 2, 2, 4), "5=k2"}},
		"one never closed":          {"key,body\nk1,Да.\nk2,\"Рок\nk3,Не.\nk4,Можда.\n", []string{"2=k1", "3: " + fmt.Sprintf(opened, 3, 3, 5)}},
		"lines in a good row count": {"key,body\nk1,\"a\nb\"\nk2,c\"\nk3,\"d\n\ne\"\nk4,f\"\nk5,g", []string{"2=k1", "4: " + bare, "5=k3", "8: " + bare, "9=k5"}},
		"a word in marks":           {"key,body\nk1,\"Рок\" је кратак.\nk2,\"Да\" и не\nk3,Не.\n", []string{"2: " + open, "3: " + open, "4=k3"}},
		"a line of a cell whose marks are astray": {"key,body\nk1,\"Рекао је \"да\nи то одмах\nи отишао\" брзо\"\nk2,Да.\n",
			[]string{"2: " + open, "3: " + fmt.Sprintf(belongs, 2), "4: " + bare, "5=k2"}},
		"in the heading": {"key,bo\"dy\nk1,a\n", []string{"1: not a table of this format: bare \" in non-quoted-field"}},
	} {
		if diff := cmp.Diff(c.want, readLines(c.table)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestARowThatDoesNotEndIsToldOf(t *testing.T) {
	table := "key,body\nk1,a\n\nk2,\"" + strings.Repeat("Рок је кратак.\n", mostLine/20)
	want := []string{"2=k1", fmt.Sprintf("4: not a table of this format: what begins here goes on for more than %d bytes; a quotation mark may be missing that would end it", mostLine)}
	if diff := cmp.Diff(want, readLines(table)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestATableInUTF16IsReadAsItIsInUTF8 reads what Excel calls Unicode text, in both orders
// of bytes, with tabs, with marks astray and with a table longer than what is held.
func TestATableInUTF16IsReadAsItIsInUTF8(t *testing.T) {
	long := "key\tbody\r\n"
	for i := range 20_000 {
		long += fmt.Sprintf("к%d\tРок је „кратак” 😀\r\n", i)
	}
	for what, table := range map[string]string{
		"tabs":         "key\tbody\r\nк1\tРок је кратак.\r\n\r\nк2\t\"два\r\nреда\"\r\nк3\t\"\"\"наводници\"\"\"\r\n",
		"semicolons":   "key;body\nк1;a\n",
		"commas":       "key,body\nк1,a\n",
		"marks astray": "key\tbody\nк1\t3\" слова\nк2\t\"x\"y\nк3\tб\n",
		"nothing":      "",
		"long":         long,
	} {
		want := readLines("\ufeff" + table)
		for order, add := range map[string]func([]byte, uint16) []byte{"\xff\xfe": binary.LittleEndian.AppendUint16, "\xfe\xff": binary.BigEndian.AppendUint16} {
			wide := []byte(order)
			for _, unit := range utf16.Encode([]rune(table)) {
				wide = add(wide, unit)
			}
			if diff := cmp.Diff(want, readLines(string(wide))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", what, diff)
			}
		}
	}
	if got := readLines("\xff\xfek\x00e\x00y\x00\n\x001\x00\n\x00"); len(got) != 1 || got[0] != "2=1" {
		t.Errorf("one column: got %q", got)
	}
	want := []string{"1: not a table of this format: it is in UTF-16 and ends within a character: it is not whole"}
	if diff := cmp.Diff(want, readLines("\xff\xfek\x00e\x00y\x00\n\x001")); diff != "" {
		t.Errorf("cut off (-want +got):\n%s", diff)
	}
}

// FuzzARowKeepsNoOtherOut puts a line between two rows: both are read, or it is said
// how far the row goes that begins there.
func FuzzARowKeepsNoOtherOut(f *testing.F) {
	for _, line := range []string{"k2,a\"b", "k2,\"a\"b", "k2,\"a", "\"", "\"\"\"", "k2,\"a\"\"", ",,,\"", "\r", "k2;\"a;b"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if strings.Contains(line, "\n") || len(line) > 5000 {
			return
		}
		got := readLines("key,body\nk1,\"x\ny\"\n" + line + "\nk3,z\nk4,\"z\"\nk5,z\n")
		if len(got) < 2 || got[0] != "2=k1" {
			t.Fatalf("%q: got %q", line, got)
		}
		if last := got[len(got)-1]; last != "7=k5" && !strings.HasSuffix(last, "lines 4 to 7 are passed over") {
			t.Errorf("%q: got %q", line, got)
		}
	})
}

// TestTwoColumnsOfOneNameAreNotMadeOne holds that nothing of a row is lost where a heading stands
// twice.
func TestTwoColumnsOfOneNameAreNotMadeOne(t *testing.T) {
	const table = "key,body,Body\n1,прва,друга\n2,прва,\n3,,друга\n4,иста,иста\n"
	var got []string
	for row := range Rows(strings.NewReader(table), int64(len(table)), CSV) {
		if row.Err != nil {
			got = append(got, row.Err.Error())
			continue
		}
		got = append(got, row.Cells["key"]+" "+row.Cells["body"])
	}
	want := []string{"body stands twice in the row", "2 прва", "3 друга", "4 иста"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
