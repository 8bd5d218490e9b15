package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// TestWhatCannotBeExportedLeavesTheFile asks for a round that there is not, in a file
// that holds an earlier export.
func TestWhatCannotBeExportedLeavesTheFile(t *testing.T) {
	p := newPortalRecord(t)
	path := filepath.Join(p.dir, "keep.csv")
	status, _, said := says(t, "comments", "export", p.round, "-o", path, "--quiet")
	kept, err := os.ReadFile(path)
	if status != 0 || err != nil || !strings.Contains(string(kept), "number;id;") {
		t.Fatalf("status %d, %s, %v: %q", status, said, err, kept)
	}
	for _, round := range []string{"0192f0c0-0000-7000-8000-000000000000", "nema"} {
		status, _, said = says(t, "comments", "export", round, "-o", path, "--quiet")
		if status != 2 || !strings.Contains(said, "there is no round "+round) || strings.Contains(said, "refused") {
			t.Errorf("%s: status %d, %s", round, status, said)
		}
		if now, err := os.ReadFile(path); err != nil || string(now) != string(kept) {
			t.Errorf("%s: the file holds %q, %v", round, now, err)
		}
	}
	left, err := os.ReadDir(p.dir)
	if err != nil || len(left) != 1 {
		t.Errorf("left are %v, %v", left, err)
	}
}

// TestAnExportIsWhatItsNameSays names files that say no format of tables.
func TestAnExportIsWhatItsNameSays(t *testing.T) {
	p := newPortalRecord(t)
	for name, want := range map[string]struct {
		args   []string
		status int
		begins string
	}{
		"t.pdf": {nil, 2, ""}, "t.CSV": {nil, 0, "\ufeffnumber;id;"}, "t": {nil, 0, "\ufeffnumber;id;"}, "t.xlsx": {nil, 0, "PK"},
		"t.out": {[]string{"--to", "xlsx"}, 0, "PK"}, "t.csv.gz": {nil, 2, ""},
	} {
		path := filepath.Join(p.dir, name)
		status, _, said := says(t, append([]string{"comments", "export", p.round, "-o", path, "--quiet"}, want.args...)...)
		written, err := os.ReadFile(path)
		if status != want.status || !strings.HasPrefix(string(written), want.begins) || (err == nil) != (status == 0) {
			t.Errorf("%s: status %d, %s, %v: %.20q", name, status, said, err, written)
		}
		if status == 2 && !(strings.Contains(said, "not "+filepath.Ext(name)) && strings.Contains(said, "--to")) {
			t.Errorf("%s: %s", name, said)
		}
	}
}

// TestWhatIsNamedWronglyOnImportIsWrongInput names an organisation and rounds that
// there are not.
func TestWhatIsNamedWronglyOnImportIsWrongInput(t *testing.T) {
	p := newPortalRecord(t)
	path := p.file("key;body", "1;Рок је кратак.")
	who := storetest.Person(t, p.store, "Оператор", "MTEST operator")
	var operator string
	err := p.store.DB().QueryRowContext(t.Context(), `SELECT email FROM persons WHERE id = $1`, who).Scan(&operator)
	if err != nil {
		t.Fatal(err)
	}
	err = p.store.AddOrganisation(t.Context(), store.Organisation{RegisterNo: "91000077", Name: "Савез проба", Kind: "association"})
	if err != nil {
		t.Fatal(err)
	}
	const nowhere = "0192f0c0-0000-7000-8000-000000000000"
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"an organisation": {[]string{"--round", p.round, "--organiser", "99999999", "--operator", operator}, "there is no organisation 99999999 in the register"},
		"a round":         {[]string{"--round", nowhere, "--organiser", "91000077", "--operator", operator}, "there is no round " + nowhere},
		"a round, tried":  {[]string{"--round", nowhere, "--organiser", "91000077", "--operator", operator, "--check"}, "there is no round " + nowhere},
		"no id":           {[]string{"--round", "nema", "--organiser", "91000077", "--operator", operator}, "there is no round nema"},
		"of the portal":   {[]string{"--round", nowhere, "--portal", "--operator", p.operator}, "there is no round " + nowhere},
	} {
		args := append([]string{"comments", "import", path, "--quiet", "--receipts", filepath.Join(p.dir, "receipts")}, c.args...)
		status, out, said := says(t, args...)
		if status != 2 || !strings.Contains(said, c.want) || strings.Contains(out+said, "not_found") {
			t.Errorf("%s: status %d, %s%s", name, status, out, said)
		}
	}
	status, _, said := says(t, "comments", "import", path, "--quiet", "--check", "--round", p.round, "--organiser", "91000077", "--operator", p.operator)
	if status != 1 || strings.Contains(said, "refused") || strings.Contains(said, "_") {
		t.Errorf("who is no operator: status %d, %s", status, said)
	}
}
