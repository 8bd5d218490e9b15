package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

const cutShort = `format: rasprava.history/1
reference: 011-00-7/2026
title: Закон о пробама
act: law
procedure: test.two_stage
lead: MTEST
text: zakon.txt
source: {name: Архива Министарства проба, url: "https://arhiva.primer.example/011-00-7"}
stages:
  - {stage: notice, started: 2026-02-02, ended: 2026-02-06, outcome: published}
  - {stage: consultation, started: 2026-02-06, published: 2026-02-09, ended: 2026-02-11, outcome: withdrawn, comments: 4}
`

// TestAnOperatorBringsAHistoryIn runs rasprava dossier import on a record whose keys
// it shares.
func TestAnOperatorBringsAHistoryIn(t *testing.T) {
	database, data := storetest.Database(t), t.TempDir()
	st, err := store.Open(t.Context(), store.Options{URL: database, Keys: filepath.Join(data, "keys"), Origin: "rasprava.local"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	err = st.Prepare(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	storetest.Ministry(t, st, "MTEST")
	_, err = st.AddPerson(t.Context(), store.Person{Name: "Ана Анић", Email: "ana@mprob.primer.example", Lang: "sr-Cyrl"}, "x")
	if err != nil {
		t.Fatal(err)
	}
	boss, err := st.AddPerson(t.Context(), store.Person{Name: "Операта Системић", Email: "operata@mprob.primer.example", Lang: "sr-Cyrl"}, "x")
	if err != nil {
		t.Fatal(err)
	}
	err = st.Appoint(t.Context(), boss, dossier.Appointment{Body: "MTEST", Role: dossier.Operator, From: "2026-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("DATABASE_URL", database)
	t.Setenv("RASPRAVA_DATA", data)
	dir := t.TempDir()
	file := filepath.Join(dir, "istorija.yaml")
	write := func(name, text string) {
		t.Helper()
		err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600)
		if err != nil {
			t.Fatal(err)
		}
	}
	write("zakon.txt", "ЗАКОН\nО ПРОБАМА\n\nЧлан 1.\nОвим законом уређују се пробе.\n")
	for _, c := range []struct {
		name, src   string
		args        []string
		status      int
		out, errors string
	}{
		{"nobody says who", cutShort, nil, 2, "", "say who brings it in"},
		{"faults, all at once", strings.NewReplacer("act: law", "act: poem", "outcome: withdrawn", "outcome: closed", "zakon.txt", "nema.txt").Replace(cutShort), []string{"--check"}, 1,
			file + `:4: "poem" is not a kind of act`, ""},
		{"a text from elsewhere", strings.Replace(cutShort, "zakon.txt", "../zakon.txt", 1), []string{"--check"}, 1, file + ":7: the text of the act stands beside the file", ""},
		{"not a history", "[]", []string{"--check"}, 1, file + ":1: a history is a mapping of keys to values", ""},
		{"a sound one, checked", cutShort, []string{"--check"}, 0, "", "can be brought in; nothing was written"},
		{"somebody who is not known", cutShort, []string{"--operator", "niko@primer.example"}, 2, "", "there is no account with the address"},
		{"somebody who is no operator", cutShort, []string{"--operator", "ana@mprob.primer.example"}, 1, "", "A role in a body is needed"},
		{"an operator", cutShort, []string{"--operator", "operata@mprob.primer.example"}, 0, "2026-0001\n", ""},
		{"again", cutShort, []string{"--operator", "operata@mprob.primer.example"}, 1, file + `:2: the dossier "011-00-7/2026" of "Архива Министарства проба" is here already, as 2026-0001`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			write("istorija.yaml", c.src)
			var out, errs bytes.Buffer
			status := run(t.Context(), append([]string{"dossier", "import", file}, c.args...), &stdio{in: strings.NewReader(""), out: &out, err: &errs})
			if status != c.status || !strings.Contains(out.String(), c.out) || !strings.Contains(errs.String(), c.errors) || c.out == "" && out.Len() > 0 {
				t.Errorf("ended with %d, %q, %q", status, out.String(), errs.String())
			}
			if c.name == "faults, all at once" && strings.Count(out.String(), "\n") != 3 {
				t.Errorf("got %s", out.String())
			}
		})
	}
}
