package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/exchange"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/sheet"
	"github.com/rasprava/rasprava/internal/store"
)

// collecting is an organisation and an operator, for imports.
func (s *system) collecting() exchange.Import {
	s.t.Helper()
	err := s.store.AddOrganisation(s.t.Context(), store.Organisation{RegisterNo: "91000077", Name: "Савез проба", Kind: "association"})
	if err != nil {
		s.t.Fatal(err)
	}
	by, err := s.store.Collector(s.t.Context(), s.person("Оператор", "MPAD operator").id, "91000077")
	if err != nil {
		s.t.Fatal(err)
	}
	return exchange.Import{By: "91000077", Collector: by}
}

// imports runs an import of a table and returns what it said.
func imports(t *testing.T, s *system, im exchange.Import, f sheet.Format, table string) (exchange.Counts, []exchange.Taken, []string, error) {
	t.Helper()
	var taken []exchange.Taken
	var faults []string
	im.Taken = func(one exchange.Taken) error { taken = append(taken, one); return nil }
	im.Fault = func(one exchange.Fault) error { faults = append(faults, one.String()); return nil }
	counts, err := im.Run(t.Context(), s.store, sheet.Rows(strings.NewReader(table), int64(len(table)), f))
	return counts, taken, faults, err
}

func TestAQuoteThatIsNotInTheTextIsAFaultOfItsRow(t *testing.T) {
	s := newSystem(t)
	_, round := s.taking()
	im := s.collecting()
	im.Round = round
	const table = "key;body;provision;quote\r\n1;Рок је кратак.;art_2;Rok je 30\r\n2;Рок је кратак.;art_1;Рок је 30\r\n3;Рок је кратак.;art_2;Рок је 31\r\n"
	want := []string{"3: quote: The quoted words stand in another provision", "4: quote: The quoted words are not in the text"}
	for _, check := range []bool{true, false} {
		im.Check = check
		counts, taken, faults, err := imports(t, s, im, sheet.CSV, table)
		slices.Sort(faults) // rows are taken in side by side
		if diff := cmp.Diff(want, faults); err != nil || counts.Faults != 2 || diff != "" || len(taken) != map[bool]int{false: 1}[check] {
			t.Errorf("only tried %v: %v, %+v, %d taken (-want +got):\n%s", check, err, counts, len(taken), diff)
		}
	}
}

func TestCommentsThatAnOrganisationCollected(t *testing.T) {
	s := newSystem(t)
	_, round := s.taking()
	im := s.collecting()
	im.Round = round
	const table = "body;name;publish_name;provision;kind;key\r\n" +
		"Рок је кратак.;Ана Анић;yes;art_2;remark;1\r\n" +
		"Рок је кратак.;;;;;\r\nРок је кратак.;;;;;\r\n" +
		"\"Два\r\nреда\";Бора Борић;no;art_1__para_1;change;4\r\n" +
		";Веља;;;;\r\n" +
		"Не постоји.;;;art_99;;\r\n" +
		"Шта је ово.;;можда;;praise;\r\n" +
		"Слова од 3\" су мала.;;;;;\r\n" +
		"'=1+1;;;;;\r\n"
	wantFaults := []string{"7: body: The comment is empty", "9: kind: Unknown kind of comment", "9: publish_name: neither yes nor no", "10: a quotation mark stands in a cell that none opens: put the cell in marks and double those in it", "8: provision: There is no such provision"}
	try := im
	try.Check = true
	counts, taken, faults, err := imports(t, s, try, sheet.CSV, table)
	if err != nil || len(taken) != 0 || counts.Faults != 4 || len(faults) != 5 {
		t.Fatalf("only tried: %v, %+v, %q", err, counts, faults)
	}
	if view, err := s.store.Round(t.Context(), "", round); err != nil || view.Comments != 0 {
		t.Fatalf("trying wrote %d comments, %v", view.Comments, err)
	}
	counts, taken, faults, err = imports(t, s, im, sheet.CSV, table)
	if err != nil || counts != (exchange.Counts{Rows: 9, Taken: 5, Faults: 4}) || len(taken) != 5 {
		t.Fatalf("got %v, %+v, %q", err, counts, faults)
	}
	slices.Sort(wantFaults)
	slices.Sort(faults)
	if diff := cmp.Diff(wantFaults, faults); diff != "" {
		t.Error(diff)
	}
	log, err := s.store.Log(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range taken {
		verdict, err := ledger.Verify([]byte(one.Receipt), log.Key)
		if err != nil || verdict.Number != one.ReceiptNo {
			t.Errorf("row %d: %v", one.Line, err)
		}
	}
	again, taken, _, err := imports(t, s, im, sheet.CSV, table)
	if err != nil || again != (exchange.Counts{Rows: 9, Before: 5, Faults: 4}) || len(taken) != 5 {
		t.Errorf("once more: %v, %+v", err, again)
	}
	kept := map[string]string{}
	for _, one := range taken {
		kept[one.Key] = one.Digest
	}
	im.Known = func(key string) (string, bool) { of, ok := kept[key]; return of, ok }
	again, taken, _, err = imports(t, s, im, sheet.CSV, table)
	if err != nil || again.Before != 5 || len(taken) != 0 {
		t.Errorf("with the receipts at hand: %v, %+v", err, again)
	}

	for _, f := range []sheet.Format{sheet.CSV, sheet.XLSX, sheet.JSONLines} {
		var b bytes.Buffer
		n, err := exchange.Export{Round: round, Shape: exchange.Full, Format: f}.Write(t.Context(), s.store, &b)
		if err != nil || n != 5 {
			t.Fatalf("export as %s: %d, %v", f, n, err)
		}
		bodies, names := map[string]int{}, map[string]int{}
		for row := range sheet.Rows(bytes.NewReader(b.Bytes()), int64(b.Len()), f) {
			if row.Err != nil {
				t.Fatal(row.Err)
			}
			bodies[strings.ReplaceAll(row.Cells["body"], "\r", "")]++
			names[row.Cells["author"]]++
			if row.Cells["collected_by"] != "Савез проба" {
				t.Errorf("%s: collected by %q", f, row.Cells["collected_by"])
			}
		}
		if diff := cmp.Diff(map[string]int{"Рок је кратак.": 3, "Два\nреда": 1, "=1+1": 1}, bodies); diff != "" {
			t.Errorf("%s: %s", f, diff)
		}
		if diff := cmp.Diff(map[string]int{"Ана Анић": 1, "": 4}, names); diff != "" {
			t.Errorf("%s, names that are published: %s", f, diff)
		}
	}
	var b bytes.Buffer
	_, err = exchange.Export{Round: round, Shape: exchange.Croatian, Format: sheet.JSONLines}.Write(t.Context(), s.store, &b)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		var row map[string]string
		err = json.Unmarshal([]byte(line), &row)
		if err != nil {
			t.Fatal(err)
		}
		if row["Korisnik"] == "Ана Анић" {
			want := map[string]string{"Redni broj": row["Redni broj"], "Korisnik": "Ана Анић", "Područje": "Članak 2.", "Komentar": "Рок је кратак.",
				"Status odgovora": "Ne postoji odgovor", "Odgovor": ""}
			if diff := cmp.Diff(want, row); diff != "" {
				t.Error(diff)
			}
		}
	}
}

func TestOnlyAnOperatorBringsCommentsIn(t *testing.T) {
	s := newSystem(t)
	s.taking()
	s.collecting()
	_, err := s.store.Collector(t.Context(), s.person("Неко").id, "91000077")
	if dossier.CodeOf(err) != dossier.CodeRoleRequired {
		t.Errorf("got %v, want role_required", err)
	}
}

// BenchmarkCommentFiles measures 100,000 comments that come from a file and go into
// one, each as a command of its own with fsync on, and the most memory that the
// export held.
func BenchmarkCommentFiles(b *testing.B) {
	const rows = 100_000
	m := newMachine(b)
	st := m.record()
	defer st.Close()
	s := &system{t: b, store: st, url: m.web}
	_, round := s.taking()
	s.collecting()
	var operator string
	err := st.DB().QueryRowContext(b.Context(), `SELECT email FROM persons WHERE name = 'Оператор'`).Scan(&operator)
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	table := filepath.Join(dir, "comments.csv")
	f, err := os.Create(table)
	if err != nil {
		b.Fatal(err)
	}
	w, err := sheet.NewWriter(f, sheet.CSV, []string{"key", "name", "publish_name", "provision", "body"}, true)
	if err != nil {
		b.Fatal(err)
	}
	for n := range rows {
		err = w.Write([]string{fmt.Sprint(n), fmt.Sprintf("Грађанин %d", n), "yes", "art_2", strings.Repeat("Рок је кратак и треба га продужити. ", 12) + fmt.Sprint(n)})
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	seconds, memory := m.tool(b, "comments", "import", table, "--round", round, "--organiser", "91000077", "--operator", operator,
		"--receipts", filepath.Join(dir, "receipts.jsonl"), "--quiet")
	b.ReportMetric(seconds, "s/import")
	b.ReportMetric(memory, "MB/import")
	for _, format := range []string{"csv", "xlsx", "jsonl"} {
		seconds, memory = m.tool(b, "comments", "export", round, "-o", filepath.Join(dir, "out."+format), "--quiet")
		b.ReportMetric(seconds, "s/"+format)
		b.ReportMetric(memory, "MB/"+format)
	}
	b.ReportMetric(0, "ns/op")
}

// tool runs a command of the program on the machine's record, and returns how many
// seconds it took and the most memory that it held, in MB.
func (m *machine) tool(b *testing.B, args ...string) (seconds, memory float64) {
	b.Helper()
	path, err := binary()
	if err != nil {
		b.Fatal(err)
	}
	address, err := os.ReadFile(filepath.Join(m.dir, "database.url"))
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.CommandContext(b.Context(), path, args...)
	cmd.Env = append(os.Environ(), "DATABASE_URL="+strings.TrimSpace(string(address)), "RASPRAVA_DATA="+m.dir)
	began := time.Now()
	out, err := cmd.CombinedOutput()
	if err != nil {
		b.Fatalf("%v: %v: %s", args, err, out)
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		b.Fatal("no usage of memory is known")
	}
	return time.Since(began).Seconds(), float64(usage.Maxrss) / 1024
}
