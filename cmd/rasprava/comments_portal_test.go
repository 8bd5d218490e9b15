package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/exchange"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// portalRecord is a record with a round that runs, where the program finds it.
type portalRecord struct {
	t        testing.TB
	store    *store.Store
	round    string
	operator string // address
	drafter  string
	dir      string
}

func newPortalRecord(t testing.TB) *portalRecord {
	t.Helper()
	database, data := storetest.Database(t), t.TempDir()
	t.Setenv("DATABASE_URL", database)
	t.Setenv("RASPRAVA_DATA", data)
	st, err := store.Open(t.Context(), store.Options{URL: database, Keys: filepath.Join(data, "keys"), Checkpoints: filepath.Join(data, "checkpoints"), Origin: "rasprava.local"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		err := st.Close()
		if err != nil {
			t.Error(err)
		}
	})
	err = st.Prepare(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p := &portalRecord{t: t, store: st, round: storetest.OpenRoundIn(t, st), dir: t.TempDir()}
	err = st.DB().QueryRowContext(t.Context(), `SELECT id, email FROM persons WHERE name = 'Цртач Први'`).Scan(&p.drafter, &p.operator)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// file writes a table with those rows behind the headings, and returns its path.
func (p *portalRecord) file(headings string, rows ...string) string {
	p.t.Helper()
	path := filepath.Join(p.dir, "portal.csv")
	err := os.WriteFile(path, []byte(headings+"\r\n"+strings.Join(rows, "\r\n")+"\r\n"), 0o600)
	if err != nil {
		p.t.Fatal(err)
	}
	return path
}

// imports runs the import of a file, and returns how it ended and what it said.
func (p *portalRecord) imports(path string, more ...string) (int, string, string) {
	p.t.Helper()
	return says(p.t, append([]string{"comments", "import", path, "--portal", "--round", p.round, "--operator", p.operator, "--quiet"}, more...)...)
}

func (p *portalRecord) comments() int {
	return storetest.Count(p.t, p.store, `SELECT count(*) FROM comments WHERE round = $1`, p.round)
}

const portalHeadings = "Шифра;Датум;Име и презиме;Члан;Коментар"

func TestATableOfThePortalIsImportedFromTheCommandLine(t *testing.T) {
	p := newPortalRecord(t)
	good := []string{"k1;1. 6. 2026.;Ана Анић;Члан 2;Рок је предуг.", "k2;1. 6. 2026.;;;Подржавам."}
	bad := []string{"k3;1. 1. 2020.;;;Давно.", ";1. 6. 2026.;;;Без ознаке.", "k1;1. 6. 2026.;;;Опет иста ознака.", "k6;никад;;;Без дана.", "k7;1. 6. 2026.;;;"}
	path := p.file(portalHeadings, append(good, bad...)...)

	status, out, said := p.imports(path, "--check")
	if status != 1 || p.comments() != 0 || !strings.Contains(said, "7 rows: 5 cannot be taken in.") {
		t.Errorf("only tried: status %d, %d comments, %s%s", status, p.comments(), out, said)
	}
	for _, line := range []string{":4: date: " + exchange.Why(locale.For(locale.En), dossier.CodeSentTooEarly, nil), ":5: key: The row has no mark of a comment.", ":6: key: The same mark stands in row 2.", ":7: date: The date is not correct", ":8: text: The comment is empty"} {
		if !strings.Contains(out, path+line) {
			t.Errorf("only tried, it does not say %s: %s", line, out)
		}
	}
	status, out, said = p.imports(path)
	if status != 1 || p.comments() != 2 || !strings.Contains(said, "7 rows: 2 taken in now, 0 had been before, 5 differ, of which 5 are not explained.") {
		t.Errorf("with bad rows: status %d, %d comments, %s%s", status, p.comments(), out, said)
	}
	for _, line := range []string{`:4: "k3" missing, date: ` + exchange.Why(locale.For(locale.En), dossier.CodeSentTooEarly, nil), `:6: "k1#6" missing, key: The same mark stands in row 2.`, `:8: "k7" missing, text: The comment is empty`} {
		if !strings.Contains(out, path+line) {
			t.Errorf("with bad rows, it does not say %s: %s", line, out)
		}
	}

	status, out, said = p.imports(p.file(portalHeadings, good...))
	if status != 0 || out != "" || !strings.Contains(said, "2 rows: 0 taken in now, 2 had been before, 0 differ, of which 0 are not explained.") {
		t.Errorf("the good rows once more: status %d, %s%s", status, out, said)
	}
	path = p.file(portalHeadings, "k1;1. 6. 2026.;Ана Анић;Члан 2;Рок је прекратак.", "k9;1. 6. 2026.;;;Нов.")
	status, out, said = p.imports(path)
	if status != 1 || p.comments() != 3 || !strings.Contains(out, path+`:2: "k1" changed`) || !strings.Contains(out, path+`:0: "k2" gone`) || !strings.Contains(said, "1 taken in now, 2 had been before, 2 differ, of which 2 are not explained.") {
		t.Errorf("other content: status %d, %s%s", status, out, said)
	}
	err := p.store.ExplainPortal(t.Context(), p.drafter, p.round, []string{"k1", "k2"}, "Аутори су изменили, односно повукли коментар.")
	if err != nil {
		t.Fatal(err)
	}
	status, out, said = p.imports(path)
	if status != 0 || !strings.Contains(out, `"k1" changed, explained: Аутори су изменили`) || !strings.Contains(said, "2 differ, of which 0 are not explained.") {
		t.Errorf("explained: status %d, %s%s", status, out, said)
	}
}

func TestAnImportOfThePortalThatBrokeOffGoesOn(t *testing.T) {
	p := newPortalRecord(t)
	var rows []string
	for n := range 130 {
		rows = append(rows, fmt.Sprintf("k%d;1. 6. 2026.;;;Коментар %d.", n, n))
	}
	path := p.file(portalHeadings, rows...)
	storetest.Exec(t, p.store, `CREATE FUNCTION breaks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
		IF (SELECT count(*) FROM portal_comments) >= 100 THEN RAISE EXCEPTION 'it breaks off'; END IF; RETURN NEW; END $$`)
	storetest.Exec(t, p.store, `CREATE TRIGGER breaks BEFORE INSERT ON portal_comments FOR EACH STATEMENT EXECUTE FUNCTION breaks()`)
	status, _, said := p.imports(path)
	if status == 0 || p.comments() != 100 {
		t.Fatalf("it did not break off: status %d, %d comments, %s", status, p.comments(), said)
	}
	storetest.Exec(t, p.store, `DROP TRIGGER breaks ON portal_comments`)
	status, out, said := p.imports(path)
	if status != 0 || p.comments() != 130 || !strings.Contains(said, "130 rows: 30 taken in now, 100 had been before, 0 differ") {
		t.Errorf("once more: status %d, %d comments, %s%s", status, p.comments(), out, said)
	}
}

func TestAnImportOfThePortalSaysWhatItCannotUse(t *testing.T) {
	p := newPortalRecord(t)
	unknown := p.file("ozn;kad;sta", "k1;1. 6. 2026.;Рок је предуг.")
	status, _, said := p.imports(unknown)
	if status != 2 || !strings.Contains(said, `the headings are ["kad" "ozn" "sta"]`) {
		t.Errorf("without its columns: status %d, %s", status, said)
	}
	status, _, said = p.imports(unknown, "--columns", "key=ozn,what=sta")
	if status != 2 || !strings.Contains(said, `"what=sta" is not one of`) {
		t.Errorf("a column that there is not: status %d, %s", status, said)
	}
	status, _, said = p.imports(unknown, "--columns", "key=ozn,date=kad,text=sta")
	if status != 0 || p.comments() != 1 {
		t.Errorf("with its columns: status %d, %s", status, said)
	}
	table := filepath.Join(p.dir, "portal.xlsx")
	err := os.WriteFile(table, []byte("није радна свеска"), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		args   []string
		status int
		says   string
	}{
		"no table":     {[]string{"comments", "import", table, "--portal", "--round", p.round, "--operator", p.operator}, 2, "import "},
		"no account":   {[]string{"comments", "import", unknown, "--portal", "--round", p.round, "--operator", "niko@primer.example"}, 2, "there is no account"},
		"a passer-by":  {[]string{"comments", "import", unknown, "--portal", "--round", p.round, "--operator", p.passerBy(), "--columns", "key=ozn,date=kad,text=sta"}, 1, "of another body"},
		"no such file": {[]string{"comments", "import", filepath.Join(p.dir, "нема.csv"), "--portal", "--round", p.round, "--operator", p.operator}, 2, ""},
	} {
		status, out, said := says(t, c.args...)
		if status != c.status || !strings.Contains(said, c.says) || strings.Contains(said, "goroutine") {
			t.Errorf("%s: status %d, %s%s", name, status, out, said)
		}
	}
	if p.comments() != 1 {
		t.Errorf("what was refused left %d comments", p.comments())
	}
}

// passerBy returns the address of somebody who does not handle the round.
func (p *portalRecord) passerBy() string {
	p.t.Helper()
	storetest.Ministry(p.t, p.store, "MDRUGO")
	id := storetest.Person(p.t, p.store, "Туђин", "MDRUGO drafter")
	var email string
	err := p.store.DB().QueryRowContext(p.t.Context(), `SELECT email FROM persons WHERE id = $1`, id).Scan(&email)
	if err != nil {
		p.t.Fatal(err)
	}
	return email
}
