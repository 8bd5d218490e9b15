package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web"
)

// account runs rasprava account on a record, and returns how it ended with what it
// wrote.
func account(t *testing.T, database string, args ...string) (status int, out, errs string) {
	t.Helper()
	t.Setenv("DATABASE_URL", database)
	t.Setenv("RASPRAVA_DATA", t.TempDir())
	var o, e bytes.Buffer
	status = run(t.Context(), append([]string{"account"}, args...), &stdio{in: strings.NewReader(""), out: &o, err: &e})
	return status, o.String(), e.String()
}

func TestWhoForgotTheirPasswordIsGivenAnother(t *testing.T) {
	st, database := storetest.Open(t)
	ctx := t.Context()
	const old = "stara lozinka sa reci"
	ana, err := st.AddPerson(ctx, store.Person{Name: "Ана Анић", Email: "ana@mprob.primer.example", Lang: "sr-Cyrl"}, web.HashPassword(old))
	if err != nil {
		t.Fatal(err)
	}
	other := storetest.Person(t, st, "Вера Верић")
	for token, person := range map[string]string{"one": ana, "two": ana, "third": other} {
		err = st.Sessions().CommitCtx(ctx, token, []byte("x"), time.Now().Add(time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		err = st.NoteSession(ctx, token, person, store.Agent{Browser: "firefox", System: "linux"})
		if err != nil {
			t.Fatal(err)
		}
	}
	key, _, err := st.IssueToken(ctx, ana, "програм", time.Hour)
	if err != nil {
		t.Fatal(err)
	}

	status, out, errs := account(t, database, "password", "Ana@mprob.primer.example")
	words := strings.Fields(out)
	if status != 0 || len(words) != 4 || words[0] != "ana@mprob.primer.example" || words[2]+" "+words[3] != "Ана Анић" {
		t.Fatalf("ended with %d, %q, %q", status, out, errs)
	}
	password := words[1]
	if len(password) < web.MinPassword || strings.Contains(errs, password) {
		t.Errorf("the password is short, or stands in %q", errs)
	}
	_, hash, err := st.PersonByEmail(ctx, "ana@mprob.primer.example")
	if err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]bool{password: true, old: false} {
		got, err := web.VerifyPassword(hash, typed)
		if err != nil || got != want {
			t.Errorf("one of the passwords is right: %t, %v", got, err)
		}
	}
	for token, want := range map[string]bool{"one": false, "two": false, "third": true} {
		_, got, err := st.Sessions().FindCtx(ctx, token)
		if err != nil || got != want {
			t.Errorf("the session %s holds: %t, %v", token, got, err)
		}
	}
	person, err := st.PersonByToken(ctx, key)
	if err != nil || person != ana {
		t.Errorf("the access key is of %q, %v", person, err)
	}

	_, again, _ := account(t, database, "password", "ana@mprob.primer.example")
	if strings.Contains(again, password) {
		t.Error("the same password was made up twice")
	}
}

func TestAPasswordIsGivenToNobodyElse(t *testing.T) {
	st, database := storetest.Open(t)
	gone, err := st.AddPerson(t.Context(), store.Person{Name: "Бивша", Email: "bivsa@mprob.primer.example", Lang: "sr-Cyrl"}, "")
	if err != nil {
		t.Fatal(err)
	}
	_, err = st.DB().ExecContext(t.Context(), `UPDATE persons SET disabled_at = now() WHERE id = $1`, gone)
	if err != nil {
		t.Fatal(err)
	}
	for _, email := range []string{"nema@mprob.primer.example", "bivsa@mprob.primer.example"} {
		status, out, errs := account(t, database, "password", email)
		if status != 2 || out != "" || !strings.Contains(errs, "there is no account with the address "+email) {
			t.Errorf("%s: ended with %d, %q, %q", email, status, out, errs)
		}
	}
	status, out, _ := account(t, database, "password", "nema@mprob.primer.example", "lozinka-na-redu-komande")
	if status != 2 || out != "" {
		t.Errorf("with a password on the command line: ended with %d, %q", status, out)
	}
}
