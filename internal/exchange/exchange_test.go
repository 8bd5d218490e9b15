package exchange

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/sheet"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// hostile are texts that a table must keep as texts.
var hostile = []string{"=1+1", "+381 11 000", "-5", "@SUM(A1)", `=HYPERLINK("https://lazno.example";"овде")`, "\t=cmd", "<script>alert('x')</script>&amp;", "\u202eобрнуто\u202c и \u2066скривено\u2069",
	"два\nреда, \"наводник\"; тачка-зарез", "'већ са апострофом", "_x000D_", "😀 и 1/2", strings.Repeat("Ђ", 20000)}

// collecting is an open round of the public, and an organisation that brings comments
// into it.
func collecting(t *testing.T) (*store.Store, Import) {
	t.Helper()
	s, round := storetest.OpenRound(t)
	err := s.AddOrganisation(t.Context(), store.Organisation{RegisterNo: "91000077", Name: "Савез проба", Kind: "association"})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Ministry(t, s, "MPOSLOVI")
	by, err := s.Collector(t.Context(), storetest.Person(t, s, "Оператор", "MPOSLOVI operator"), "91000077")
	if err != nil {
		t.Fatal(err)
	}
	return s, Import{Round: round, By: "91000077", Collector: by}
}

// runs runs an import of a table with those columns.
func (im Import) runs(t *testing.T, s *store.Store, f sheet.Format, columns []string, rows ...[]string) (Counts, []Taken, []string) {
	t.Helper()
	var b bytes.Buffer
	w, err := sheet.NewWriter(&b, f, columns, false)
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
	var taken []Taken
	var faults []string
	im.Taken = func(one Taken) error { taken = append(taken, one); return nil }
	im.Fault = func(one Fault) error { faults = append(faults, one.String()); return nil }
	counts, err := im.Run(t.Context(), s, sheet.Rows(bytes.NewReader(b.Bytes()), int64(b.Len()), f))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(faults)
	return counts, taken, faults
}

func exported(t *testing.T, s *store.Store, e Export) []byte {
	t.Helper()
	var b bytes.Buffer
	_, err := e.Write(t.Context(), s, &b)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWhatComesInGoesOutToTheLetterInEveryFormat(t *testing.T) {
	s, im := collecting(t)
	var rows [][]string
	for i, text := range hostile {
		name := []rune(strings.NewReplacer("\n", " ", "\t", " ").Replace(text))
		rows = append(rows, []string{strconv.Itoa(i), text, string(name[:min(len(name), 60)]), "yes"})
	}
	counts, taken, faults := im.runs(t, s, sheet.JSONLines, []string{"key", "body", "name", "publish_name"}, rows...)
	if counts != (Counts{Rows: int64(len(hostile)), Taken: int64(len(hostile))}) || len(faults) != 0 {
		t.Fatalf("got %+v, %q", counts, faults)
	}
	log, err := s.Log(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range taken {
		if v, err := ledger.Verify([]byte(one.Receipt), log.Key); err != nil || v.Number != one.ReceiptNo {
			t.Errorf("row %d: its receipt is of %s, %v", one.Line, v.Number, err)
		}
	}
	want := map[string]bool{}
	for _, r := range rows {
		want[strings.TrimSpace(r[1])+"\x00"+strings.TrimSpace(r[2])] = true
	}
	for _, f := range []sheet.Format{sheet.CSV, sheet.XLSX, sheet.JSONLines} {
		b := exported(t, s, Export{Round: im.Round, Shape: Full, Format: f})
		got := map[string]bool{}
		for row := range sheet.Rows(bytes.NewReader(b), int64(len(b)), f) {
			if row.Err != nil {
				t.Fatal(row.Err)
			}
			got[strings.TrimSpace(row.Cells["body"])+"\x00"+strings.TrimSpace(row.Cells["author"])] = true
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %.2000s", f, diff)
		}
	}
}

// office has LibreOffice, which shares no code with ours, open a workbook and write
// what it reads.
func office(t *testing.T, workbook []byte) [][]string {
	t.Helper()
	command, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatalf("LibreOffice is missing (make libreoffice): %v", err)
	}
	dir := t.TempDir()
	in, out := filepath.Join(dir, "komentari.xlsx"), filepath.Join(dir, "out")
	err = os.WriteFile(in, workbook, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command(command, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless",
		"--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "--outdir", out, in).CombinedOutput()
	if err != nil {
		t.Fatalf("LibreOffice: %v: %s", err, said)
	}
	data, err := os.ReadFile(filepath.Join(out, "komentari.csv"))
	if err != nil {
		t.Fatalf("LibreOffice Calc wrote nothing (make libreoffice): %v: %s", err, said)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestAWorkbookIsReadByLibreOfficeAsItWasWritten(t *testing.T) {
	s, im := collecting(t)
	var rows [][]string
	for i, text := range hostile {
		rows = append(rows, []string{strconv.Itoa(i), text})
	}
	im.runs(t, s, sheet.JSONLines, []string{"key", "body"}, rows...)
	got := office(t, exported(t, s, Export{Round: im.Round, Shape: Full, Format: sheet.XLSX}))
	if len(got) != len(hostile)+1 {
		t.Fatalf("got %d rows, want %d with the names of the columns", len(got), len(hostile)+1)
	}
	if diff := cmp.Diff(fullColumns, got[0]); diff != "" {
		t.Errorf("columns: %s", diff)
	}
	var want, read []string
	for _, text := range hostile {
		want = append(want, sheet.Shown(strings.TrimSpace(text)))
	}
	at := slices.Index(fullColumns, "body")
	for _, row := range got[1:] {
		read = append(read, strings.TrimSpace(row[at]))
	}
	slices.Sort(want)
	slices.Sort(read)
	if diff := cmp.Diff(want, read); diff != "" {
		t.Errorf("%.3000s", diff)
	}
}

func TestARowThatCannotGoInIsSaidAndTheOthersGoIn(t *testing.T) {
	s, im := collecting(t)
	columns := []string{"key", "body", "kind", "publish_name", "lang", "пол"}
	rows := [][]string{{"1", "Рок је кратак.", "", "", "", ""}, {"2", "", "", "", "", ""}, {"3", "Добро.", "praise", "", "", ""}, {"4", "Добро.", "", "можда", "", ""},
		{"5", "Добро.", "", "", "de", ""}, {"6", "Добро.", "", "", "", "ж"}, {strings.Repeat("7", 151), "Добро.", "", "", "", ""}, {"8", strings.Repeat("а", 20001), "", "", "", ""}, {"9", "И ово.", "", "", "en", ""}}
	want := []string{"body: The comment is empty", "kind: Unknown kind of comment", "publish_name: neither yes nor no", "lang: not sr-Cyrl, sr-Latn or en", "пол: there is no such column",
		"key: longer than 150 bytes", "body: The text is too long (at most 20,000)"}
	for _, f := range []sheet.Format{sheet.CSV, sheet.XLSX, sheet.JSONLines} {
		counts, taken, faults := im.runs(t, s, f, columns, rows...)
		if counts.Faults != 7 || counts.Rows != 9 || counts.Taken+counts.Before != 2 || len(taken) != 2 {
			t.Errorf("%s: got %+v", f, counts)
		}
		above := 2 // the line of the first row: a table has the names of its columns above it
		if f == sheet.JSONLines {
			above = 1
		}
		for i, words := range want {
			if said := strconv.Itoa(i+1+above) + ": " + words; !slices.Contains(faults, said) || len(faults) != len(want) {
				t.Errorf("%s: %q is not said: %q", f, said, faults)
			}
		}
	}
	round, err := s.Round(t.Context(), "", im.Round)
	if err != nil || round.Comments != 2 {
		t.Errorf("three runs left %d comments, %v, want 2", round.Comments, err)
	}
}

func TestPlacesAreNamedAsInCroatia(t *testing.T) {
	for provision, want := range map[string]string{
		"": "Cijeli tekst", "art_5": "Članak 5.", "art_5__para_2": "Članak 5., stavak 2.", "chp_II__art_5а": "Glava II., Članak 5a.", "preamble": "Preambula", "odd_5": "dio teksta 5.", "art_5__odd_2": "Članak 5., dio teksta 2.",
		"preamble__rec_4": "Preambula, uvodna izjava 4.", "art_3__para_1__subpara_1": "Članak 3., stavak 1., podstavak 1.", "art_7__para_2__point_3__wrap_1": "Članak 7., stavak 2., točka 3., završni dio 1.",
		"art_12__mod_1__para_2": "Članak 12., navedeni tekst 1., stavak 2.", "art_5__para_x2": "Članak 5., stavak bez broja (2)", "annex_2__note_1": "Prilog 2., bilješka 1.",
	} {
		if got := area(store.CommentView{Document: string(dossier.ActDocument), Provision: provision}); got != want {
			t.Errorf("%q: got %q, want %q", provision, got, want)
		}
	}
	for _, kind := range procedure.DocumentKinds {
		if got := area(store.CommentView{Document: kind}); got == "" || strings.Contains(got, "_") || kind != string(dossier.ActDocument) && got != documents[kind] {
			t.Errorf("%s is called %q", kind, got)
		}
	}
	if got := area(store.CommentView{Document: "no_such"}); got != "Drugi dokument" {
		t.Errorf("got %q", got)
	}
}

func FuzzARowBecomesASubmissionOrSaysWhyNot(f *testing.F) {
	for _, text := range hostile[:8] {
		f.Add("1", text, "Ана", "yes", "remark", "art_2", "a@b.example")
	}
	f.Add("", "", "", "", "", "", "")
	f.Add("\xff", "\x00", "\u202e", "да", "change", "../..", "x")
	f.Fuzz(func(t *testing.T, key, body, name, publish, kind, provision, email string) {
		row := sheet.Row{Line: 7, Cells: map[string]string{"key": key, "body": body, "name": name, "publish_name": publish, "kind": kind, "provision": provision, "email": email}}
		one, faults := newReader("91000077").read(row)
		again, _ := newReader("91000077").read(row)
		if one.Key != again.Key || !strings.HasPrefix(one.Key, "import/91000077/") {
			t.Errorf("keys %q and %q", one.Key, again.Key)
		}
		if err := one.Submission.Check(); (err == nil) != (len(faults) == 0) && err != nil {
			t.Errorf("%v is not said: %q", err, faults)
		}
		for _, fault := range faults {
			if fault.Line != 7 || fault.Words == "" {
				t.Errorf("got %+v", fault)
			}
		}
	})
}

// TestTheNamesOfSignatoriesAreTexts has an organisation with a hostile name sign, and
// one that does not.
func TestTheNamesOfSignatoriesAreTexts(t *testing.T) {
	s, round := storetest.OpenRound(t)
	sub := dossier.Submission{Lang: "sr-Cyrl", Author: dossier.Author{Kind: dossier.Anonymous}, Comments: []dossier.NewComment{{Document: dossier.ActDocument, Kind: dossier.Remark, Body: "Рок је кратак."}},
		Cosigners: []dossier.Cosigner{{RegisterNo: "91000001", Name: "=1+1; <b>\u202eХраст", Email: "hrast@primer.example"}, {RegisterNo: "91000002", Name: "Липа", Email: "lipa@primer.example"}}}
	_, err := s.NewIntake(t.Context(), 1).Submit(t.Context(), store.Delivery{Round: round, Key: "k", Submission: sub})
	if err != nil {
		t.Fatal(err)
	}
	mails, err := s.Mails(t.Context(), 10, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mails {
		if m.To == "hrast@primer.example" {
			err = s.Cosign(t.Context(), store.Invitation{Key: m.Token}, 0)
		}
	}
	if err != nil || len(mails) != 2 {
		t.Fatalf("%d mails, %v", len(mails), err)
	}
	for shape, want := range map[Shape]string{Full: "=1+1; <b>Храст (91000001, by_address)", Croatian: "Anonimno; =1+1; <b>Храст (potpisano putem adrese e-pošte, nije u registru)"} {
		got := string(exported(t, s, Export{Round: round, Shape: shape, Format: sheet.JSONLines}))
		if escaped := strings.ReplaceAll(want, "<b>", `\u003cb\u003e`); !strings.Contains(got, want) && !strings.Contains(got, escaped) || strings.Contains(got, "Липа") {
			t.Errorf("%s: %s", shape, got)
		}
		rows := csv.NewReader(bytes.NewReader(exported(t, s, Export{Round: round, Shape: shape, Format: sheet.CSV})))
		rows.Comma = ';'
		all, err := rows.ReadAll()
		if err != nil || len(all) != 2 {
			t.Fatalf("%s: %d rows, %v", shape, len(all), err)
		}
		for _, cell := range all[1] {
			if strings.HasPrefix(cell, "=") {
				t.Errorf("%s: the cell %q is a formula", shape, cell)
			}
		}
	}
}
