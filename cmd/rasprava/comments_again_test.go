package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/exchange"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// collects has an organisation and an operator, and returns the arguments of an import
// of what the organisation collected.
func (p *portalRecord) collects() []string {
	p.t.Helper()
	err := p.store.AddOrganisation(p.t.Context(), store.Organisation{RegisterNo: "91000077", Name: "Савез проба", Kind: "association"})
	if err != nil {
		p.t.Fatal(err)
	}
	var operator string
	err = p.store.DB().QueryRowContext(p.t.Context(), `SELECT email FROM persons WHERE id = $1`, storetest.Person(p.t, p.store, "Оператор", "MTEST operator")).Scan(&operator)
	if err != nil {
		p.t.Fatal(err)
	}
	return []string{"--round", p.round, "--organiser", "91000077", "--operator", operator, "--quiet"}
}

// TestAFileIsAnsweredAlikeInEveryRun has two rows of a file go by one key, and what a
// key says change between runs.
func TestAFileIsAnsweredAlikeInEveryRun(t *testing.T) {
	p := newPortalRecord(t)
	usual := p.collects()
	table := func(last string) string {
		return p.file("key;body;name", "1;Рок је кратак.;Ана Анић", "1;Рок је дуг.;Бора Борић", "1;Рок је кратак.;Ана Анић", "2;"+last+";Цана Цанић")
	}
	const twice, other = "FILE:3: key: line 2 has the same key and says something else\n", "FILE:5: Same key, other submission\n"
	imports := func(what, table, receipts, want, summary string) {
		t.Helper()
		status, out, said := says(t, append([]string{"comments", "import", table, "--receipts", receipts}, usual...)...)
		if want = strings.ReplaceAll(want, "FILE", table); status != 1 || out != want || !strings.Contains(said, summary) {
			t.Errorf("%s: status %d, got\n%s%s, want\n%s%s", what, status, out, said, want, summary)
		}
	}
	read := func(path string) string {
		t.Helper()
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	kept, lost, old := filepath.Join(p.dir, "kept"), filepath.Join(p.dir, "lost"), filepath.Join(p.dir, "old")
	first := table("Добро.")
	imports("the first run", first, kept, twice, "4 rows: 2 taken in, 1 had been before, 1 cannot be.")
	receipts := read(kept)
	imports("the same again", first, kept, twice, "4 rows: 0 taken in, 3 had been before, 1 cannot be.")
	imports("with the receipts lost", first, lost, twice, "4 rows: 0 taken in, 3 had been before, 1 cannot be.")
	for _, words := range []string{"Ана", "Рок", "Добро"} {
		if strings.Contains(receipts, words) {
			t.Errorf("%q stands in the file of receipts", words)
		}
	}
	without := regexp.MustCompile(`"digest":"[0-9a-f]{32}",`).ReplaceAllString(receipts, "")
	err := os.WriteFile(old, []byte(without), 0o600)
	if err != nil || without == receipts {
		t.Fatalf("%v: %s", err, without)
	}
	imports("with receipts of an earlier version", first, old, twice, "4 rows: 0 taken in, 3 had been before, 1 cannot be.")
	edited := table("Лоше.")
	for _, receipts := range []string{kept, old} {
		for range 2 {
			imports("with other words behind a key", edited, receipts, twice+other, "4 rows: 0 taken in, 2 had been before, 2 cannot be.")
		}
	}
	if read(kept) != receipts || read(old) != without {
		t.Error("a row that had been before has two receipts")
	}

	for line := range strings.Lines(receipts) {
		var one exchange.Taken
		err = json.Unmarshal([]byte(line), &one)
		if err == nil && strings.HasSuffix(one.Key, "/2") {
			err = p.store.EraseOwn(t.Context(), one.ReceiptNo, one.Secret)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	first = table("Добро.")
	imports("after an erasure", first, kept, twice, "4 rows: 0 taken in, 3 had been before, 1 cannot be.")
	imports("after an erasure, with receipts of an earlier version", first, old, twice, "4 rows: 0 taken in, 3 had been before, 1 cannot be.")
}

// TestAnEmptyTableIsNothingToImport imports tables without a row.
func TestAnEmptyTableIsNothingToImport(t *testing.T) {
	p := newPortalRecord(t)
	usual := p.collects()
	for name, content := range map[string]string{"empty.csv": "", "heading.csv": "key;body\r\n", "empty.jsonl": "\n\n"} {
		path := filepath.Join(p.dir, name)
		err := os.WriteFile(path, []byte(content), 0o600)
		if err != nil {
			t.Fatal(err)
		}
		for how, args := range map[string][]string{
			"taken in":             append([]string{"--receipts", filepath.Join(p.dir, "receipts")}, usual...),
			"checked":              append([]string{"--check"}, usual...),
			"of the portal":        {"--portal", "--round", p.round, "--operator", p.operator, "--quiet"},
			"of the portal, tried": {"--portal", "--round", p.round, "--operator", p.operator, "--quiet", "--check"},
		} {
			status, out, said := says(t, append([]string{"comments", "import", path}, args...)...)
			if status != 1 || out != "" || !strings.Contains(said, name+": there is nothing to import: the table has no rows") {
				t.Errorf("%s, %s: status %d, %s%s", name, how, status, out, said)
			}
		}
	}
}

// TestAnImportWithoutTheKeysSaysWhatIsWrong has the operator forget to say where the keys are.
func TestAnImportWithoutTheKeysSaysWhatIsWrong(t *testing.T) {
	p := newPortalRecord(t)
	usual := p.collects()
	t.Setenv("RASPRAVA_DATA", t.TempDir())
	receipts := filepath.Join(p.dir, "kept")
	status, _, said := says(t, append([]string{"comments", "import", p.file("key;body", "1;Рок је кратак."), "--receipts", receipts}, usual...)...)
	if status != 1 || !strings.Contains(said, "row 2: The service is not available at the moment: ") || !strings.Contains(said, "key") || strings.Contains(said, "refused: ") {
		t.Errorf("status %d, %s", status, said)
	}
}
