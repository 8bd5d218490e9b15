package exchange_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/exchange"
	"github.com/rasprava/rasprava/internal/sheet"
)

const consulted = "ЗАКОН\nО ПРОБАМА\n\nПредмет\nЧлан 1.\nОвим законом уређују се пробе.\n\nРок\nЧлан 2.\nОрган одговара у року од 30 дана.\n\nПроба се објављује.\n"

func places(t testing.TB) *exchange.Places {
	t.Helper()
	a, err := act.Parse([]byte(consulted), act.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return exchange.NewPlaces(a)
}

func readPortal(table string, f sheet.Format, declared map[exchange.PortalColumn]string, p *exchange.Places) (exchange.PortalTable, error) {
	return exchange.ReadPortal(strings.NewReader(table), int64(len(table)), f, declared, p)
}

func TestAFileOfThePortalIsUnderstood(t *testing.T) {
	const table = "Шифра коментара;Датум;Име и презиме;Члан;Коментар;Предложени текст\r\n" +
		"k-1;3. 11. 2026.;Ана Анић;Члан 2. став 1;Рок је предуг.;Орган одговара у року од 15 дана.\r\n" +
		"k-2;2026-11-04 14:05;;;Подржавам.;\r\n" +
		"k-3;46330,5;Иво Ивић;2;Без датума.;\r\n" +
		"k-1;5.11.2026;;;Опет исти.;\r\n" +
		";5.11.2026;;;Без шифре.;\r\n" +
		"k-6;5.11.2026;;члан 99;;\r\n" +
		"k-7;46330;;1;Из радне свеске.;\r\n"
	got, err := readPortal(table, sheet.CSV, nil, places(t))
	if err != nil {
		t.Fatal(err)
	}
	type row struct {
		ID, SentOn, Provision, Kind, Author string
		Faults                              string
	}
	var rows []row
	all := slices.Collect(got.Rows)
	for _, r := range all {
		c := r.Submission.Comments[0]
		var faults []string
		for _, f := range r.Faults {
			faults = append(faults, f.Field+":"+string(f.Code))
		}
		rows = append(rows, row{r.ID, r.SentOn, c.Provision, string(c.Kind), r.Submission.Author.Name, strings.Join(faults, " ")})
	}
	want := []row{
		{"k-1", "2026-11-03", "art_2__para_1", "change", "Ана Анић", ""},
		{"k-2", "2026-11-04", "", "remark", "", ""},
		{"k-3", "", "art_2", "remark", "Иво Ивић", "date:date_invalid"},
		{"k-1#5", "2026-11-05", "", "remark", "", "key:portal_twice"},
		{"#6", "2026-11-05", "", "remark", "", "key:portal_no_id"},
		{"k-6", "2026-11-05", "", "remark", "", "text:body_required"},
		{"k-7", "2026-11-04", "art_1", "remark", "", ""},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	if all[0].Submission.Author.PublishName {
		t.Error("a name is published that nobody said may be")
	}
	if r := all[5]; r.Placed || r.Place != "члан 99" {
		t.Errorf("an article that is not there: %+v", r)
	}
}

func TestATableOfThePortalMayBeWhatExcelCallsUnicodeText(t *testing.T) {
	wide := []byte("\xff\xfe")
	for _, unit := range utf16.Encode([]rune("Шифра\tДатум\tКоментар\r\nк1\t1. 4. 2026.\tРок је предуг.\r\n")) {
		wide = binary.LittleEndian.AppendUint16(wide, unit)
	}
	table, err := exchange.ReadPortal(bytes.NewReader(wide), int64(len(wide)), sheet.CSV, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // it is read once to be looked at, and once more to be taken in
		rows := slices.Collect(table.Rows)
		if len(rows) != 1 || rows[0].ID != "к1" || rows[0].Submission.Comments[0].Body != "Рок је предуг." || len(rows[0].Faults) > 0 {
			t.Errorf("got %+v", rows)
		}
	}
}

func TestColumnsAreDeclaredWhereTheyAreNotKnown(t *testing.T) {
	const table = `{"oznaka":"1","kad":"2026-11-03","sta":"Рок је предуг.","ko":"Ana","javno":"da"}` + "\n"
	got, err := readPortal(table, sheet.JSONLines, nil, nil)
	if !errors.Is(err, exchange.ErrPortalColumns) || strings.Join(got.Headings, " ") != "javno kad ko oznaka sta" {
		t.Fatalf("nothing is declared: %v, %v", got.Headings, err)
	}
	declared, err := exchange.ParseColumns("key=Oznaka, date=kad,text=sta,name=ko,publish=javno")
	if err != nil {
		t.Fatal(err)
	}
	got, err = readPortal(table, sheet.JSONLines, declared, nil)
	if err != nil {
		t.Fatal(err)
	}
	all := slices.Collect(got.Rows)
	if len(all) != 1 || len(all[0].Faults) != 0 || !all[0].Submission.Author.PublishName {
		t.Errorf("got %+v", all)
	}
	for _, bad := range []string{"", "key", "broj=Redni broj", "key="} {
		if _, err := exchange.ParseColumns(bad); err == nil {
			t.Errorf("%q is taken for columns", bad)
		}
	}
}

func TestALongFileOfThePortalIsRefused(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("id,datum,komentar\n")
	for i := range exchange.MaxPortalRows + 1 {
		fmt.Fprintf(&b, "%d,2026-11-03,x\n", i)
	}
	_, err := readPortal(b.String(), sheet.CSV, nil, nil)
	if !errors.Is(err, exchange.ErrPortalRows) {
		t.Errorf("got %v", err)
	}
}

func FuzzAFileOfThePortalIsReadWithoutHarm(f *testing.F) {
	f.Add([]byte("id;datum;komentar;clan\n1;3. 11. 2026.;Рок;члан 2. став 1\n"), uint8(0))
	f.Add([]byte(`{"id":"1","datum":"46330","komentar":"x","clan":"1"}`), uint8(1))
	f.Add([]byte("id,datum,tekst\n\x00,1e9,\xff\n"), uint8(0))
	p := places(f)
	f.Fuzz(func(t *testing.T, table []byte, format uint8) {
		formats := []sheet.Format{sheet.CSV, sheet.JSONLines, sheet.XLSX}
		got, err := exchange.ReadPortal(bytes.NewReader(table), int64(len(table)), formats[int(format)%len(formats)], nil, p)
		if err != nil {
			return
		}
		ids := map[string]bool{}
		for r := range got.Rows {
			if r.ID == "" || len(r.ID) > 150 || ids[r.ID] {
				t.Fatalf("row %d has the id %q", r.Line, r.ID)
			}
			ids[r.ID] = true
			if len(r.Faults) == 0 {
				if err := r.Submission.Check(); err != nil || r.SentOn == "" {
					t.Fatalf("row %d is right, and is refused: %v", r.Line, err)
				}
			}
		}
	})
}
