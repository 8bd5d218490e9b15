package act_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestLongNamesOfActs holds that the name of an act goes on to the gazette that it stands in, however long it is, and
// that two acts which are joined have names of their own.
func TestLongNamesOfActs(t *testing.T) {
	for sentence, want := range map[string][]string{
		"Престаје да важи члан 9. Закона о изменама и допунама закона којима су одређене новчане казне за привредне преступе и прекршаје у читаоницама („Службени лист СРЈ”, број 3/30).": {
			"Закона о изменама и допунама закона којима су одређене новчане казне за привредне преступе и прекршаје у читаоницама"},
		"Примењују се чл. 5. и 6. Закона о раду и члан 7. Закона о књизи („Службени гласник РС”, број 3/30).": {"Закона о раду", "Закона о књизи"},
		"Примењује се члан 5. Закона о раду и Закона о књизи („Службени гласник РС”, број 3/30).":             {"Закона о раду"},
	} {
		var got []string
		for _, ref := range parse(t, "ЗАКОН\nО ЧИТАОНИЦАМА\n\nЧлан 1.\n"+sentence+"\n").References() {
			got = append(got, ref.Act)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("acts of %q (-want +got):\n%s", sentence, diff)
		}
	}
}

// TestNamesOfActsHaveOneKindOfDashes holds that an act is one however the dash in its number is written.
func TestNamesOfActsHaveOneKindOfDashes(t *testing.T) {
	names := map[string]bool{}
	a, err := act.Parse([]byte(fmt.Sprintf(americanBill, "(a) Section 7 of Public Law 117–58 is amended by striking “day”.\n(b) Section 8 of Public Law 117-58 is amended by striking “day”.")), act.Options{Profile: "us"})
	if err != nil {
		t.Fatal(err)
	}
	for _, ref := range a.References() {
		names[ref.Act] = true
	}
	if len(names) != 1 {
		t.Errorf("the acts cited are %v", names)
	}
}
