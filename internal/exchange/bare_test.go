package exchange

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/sheet"
	"github.com/rasprava/rasprava/internal/store"
)

// TestNumbersAreTakenWhereNumbersAreMeant reads lines of JSON that hold numbers, true and
// false.
func TestNumbersAreTakenWhereNumbersAreMeant(t *testing.T) {
	const table = `{"key":91000077,"body":"x","name":"Ана","publish_name":true}` + "\n" + `{"key":"1","body":"x","name":"Ана","publish_name":1,"number":3}` + "\n" +
		`{"body":1}` + "\n" + `{"body":"x","name":false,"proposed_text":2}` + "\n" + `{"key":true,"body":"x"}` + "\n" + `{"body":"x","body":"y"}` + "\n"
	var faults, keys []string
	r := newReader("91000001")
	for row := range sheet.Rows(strings.NewReader(table), int64(len(table)), sheet.JSONLines) {
		in, wrong := r.read(row)
		for _, f := range wrong {
			faults = append(faults, f.String())
		}
		if len(wrong) == 0 {
			keys = append(keys, in.Key)
			if !in.Submission.Author.PublishName {
				t.Errorf("line %d: the name is not published", row.Line)
			}
		}
	}
	want := []string{"3: body: a number, where text in quotation marks is wanted", "4: name: true or false, where text in quotation marks is wanted",
		"4: proposed_text: a number, where text in quotation marks is wanted", "5: key: true or false, where text in quotation marks is wanted", "6: body stands twice in the row"}
	if diff := cmp.Diff(want, faults); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"import/91000001/91000077", "import/91000001/1"}, keys); diff != "" {
		t.Error(diff)
	}
}

func TestNumbersOfThePortalAreTakenWhereNumbersAreMeant(t *testing.T) {
	const table = `{"id":12,"datum":46330,"komentar":"x","član":2,"maticni broj":91000077}` + "\n" + `{"id":"2","datum":"5.11.2026","komentar":7,"ime":true}` + "\n" +
		`{"id":"3","datum":"5.11.2026","komentar":"x","komentar":"y"}` + "\n"
	got, err := ReadPortal(strings.NewReader(table), int64(len(table)), sheet.JSONLines, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	rows := slices.Collect(got.Rows)
	if r := rows[0]; len(r.Faults) != 0 || r.ID != "12" || r.SentOn != "2026-11-04" || r.Place != "2" || r.Submission.Author.Organisation != "91000077" {
		t.Errorf("got %+v", r)
	}
	want := []store.PortalFault{{Field: "text", Code: store.PortalNotText}, {Field: "name", Code: store.PortalNotText}}
	if diff := cmp.Diff(want, rows[1].Faults); diff != "" {
		t.Error(diff)
	}
	if len(rows[2].Faults) == 0 || rows[2].Faults[0].Code != store.PortalUnreadable {
		t.Errorf("a text that stands twice: %+v", rows[2].Faults)
	}
}
