package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

var firefox = store.Agent{Browser: "firefox", System: "linux"}

// signIn begins a session as the web does: the note first, the data after.
func signIn(t *testing.T, s *store.Store, person, token string) {
	t.Helper()
	err := s.NoteSession(t.Context(), token, person, firefox)
	if err != nil {
		t.Fatalf("note session: %v", err)
	}
	err = s.Sessions().CommitCtx(t.Context(), token, []byte("data"), time.Now().Add(time.Hour))
	if err != nil {
		t.Fatalf("commit session: %v", err)
	}
}

func alive(t *testing.T, s *store.Store, tokens ...string) []string {
	t.Helper()
	var found []string
	for _, k := range tokens {
		_, ok, err := s.Sessions().FindCtx(t.Context(), k)
		if err != nil {
			t.Fatalf("find session: %v", err)
		}
		if ok {
			found = append(found, k)
		}
	}
	return found
}

func TestAPersonSeesTheirSessionsAndEndsThem(t *testing.T) {
	s, _ := storetest.Open(t)
	ana, other := storetest.Person(t, s, "Ана Пробић"), storetest.Person(t, s, "Неко Други")
	for _, k := range []string{"one", "two", "three"} {
		signIn(t, s, ana, k)
	}
	signIn(t, s, other, "theirs")
	list, err := s.SessionsOf(t.Context(), ana, "two")
	if err != nil || len(list) != 3 {
		t.Fatalf("got %+v %v, want three sessions", list, err)
	}
	if !list[0].Current || list[1].Current || list[2].Current || list[0].Agent != firefox {
		t.Errorf("got %+v, want the one that asks first, and it alone marked", list)
	}
	for _, c := range []struct{ name, person, id string }{{"of another's", other, list[0].ID}, {"of none", ana, other}, {"that is no id", ana, "x"}} {
		if err := s.EndSession(t.Context(), c.person, c.id); dossier.CodeOf(err) != dossier.CodeNotFound {
			t.Errorf("ending a session %s: got %v, want not_found", c.name, err)
		}
	}
	err = s.EndSession(t.Context(), ana, list[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"one", "three", "theirs"}, alive(t, s, "one", "two", "three", "theirs")); diff != "" {
		t.Errorf("after one was ended: %s", diff)
	}
	err = s.Sessions().CommitCtx(t.Context(), "two", []byte("data"), time.Now().Add(time.Hour)) // a request that was under way
	if err != nil {
		t.Fatal(err)
	}
	if got := alive(t, s, "two"); got != nil {
		t.Error("a request that was under way brought an ended session back")
	}
	n, err := s.EndOtherSessions(t.Context(), ana, "three")
	if err != nil || n != 1 {
		t.Errorf("ended %d others, %v; want 1", n, err)
	}
	if diff := cmp.Diff([]string{"three", "theirs"}, alive(t, s, "one", "two", "three", "theirs")); diff != "" {
		t.Errorf("after the others were ended: %s", diff)
	}
}

func TestThatASessionIsUsedIsNotedOnceAMinute(t *testing.T) {
	s, _ := storetest.Open(t)
	ana := storetest.Person(t, s, "Ана Пробић")
	signIn(t, s, ana, "one")
	used := func() time.Time {
		list, err := s.SessionsOf(t.Context(), ana, "one")
		if err != nil || len(list) != 1 {
			t.Fatalf("got %+v %v", list, err)
		}
		return list[0].UsedAt
	}
	before := used()
	alive(t, s, "one")
	if !used().Equal(before) {
		t.Error("a second use within the minute is written")
	}
	_, err := s.DB().ExecContext(t.Context(), `UPDATE session_notes SET used_at = used_at - interval '2 minutes'`)
	if err != nil {
		t.Fatal(err)
	}
	alive(t, s, "one")
	if !used().After(before.Add(-time.Minute)) {
		t.Error("a use two minutes later is not noted")
	}
}

func TestNotesOfSessionsThatAreGoneArePurged(t *testing.T) {
	s, _ := storetest.Open(t)
	ana := storetest.Person(t, s, "Ана Пробић")
	for _, k := range []string{"kept", "gone"} {
		signIn(t, s, ana, k)
	}
	for _, q := range []string{`UPDATE session_notes SET used_at = used_at - interval '2 days'`,
		`DELETE FROM sessions WHERE hash = sha256('gone')`} {
		_, err := s.DB().ExecContext(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
	}
	n, err := s.PurgeExpired(t.Context())
	if err != nil || n != 1 {
		t.Errorf("purged %d, %v; want the one note", n, err)
	}
	if got := alive(t, s, "kept"); got == nil {
		t.Error("a session that is alive was purged")
	}
}

func TestSomebodyRegistersAndChangesTheirPassword(t *testing.T) {
	s, _ := storetest.Open(t)
	account := dossier.NewAccount{Name: "Мила  Пробић", Email: "mila@primer.example", Lang: "sr-Latn", PasswordHash: "first"}
	mila, err := s.Register(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.PersonByID(t.Context(), mila)
	if err != nil || p != (store.Person{ID: mila, Name: "Мила Пробић", Email: "mila@primer.example", Lang: "sr-Latn"}) {
		t.Errorf("got %+v %v", p, err)
	}
	account.Email = "MILA@primer.example"
	_, err = s.Register(t.Context(), account)
	wantField(t, err, "email", dossier.CodeEmailTaken)
	_, err = s.Register(t.Context(), dossier.NewAccount{Name: " ", Email: "nova@primer.example", Lang: "en", PasswordHash: "x"})
	wantField(t, err, "name", dossier.CodeNameMissing)
	_, err = s.Register(t.Context(), dossier.NewAccount{Name: "Нова", Email: "nova@primer.example", Lang: "en"})
	if err == nil {
		t.Error("an account without a password was made")
	}

	signIn(t, s, mila, "here")
	signIn(t, s, mila, "there")
	err = s.SetPassword(t.Context(), mila, "here", "second")
	if err != nil {
		t.Fatal(err)
	}
	hash, err := s.PasswordHash(t.Context(), mila)
	if err != nil || hash != "second" {
		t.Errorf("got hash %q %v, want the second", hash, err)
	}
	if diff := cmp.Diff([]string{"here"}, alive(t, s, "here", "there")); diff != "" {
		t.Errorf("after the password was changed: %s", diff)
	}

	err = s.SetLang(t.Context(), mila, "en")
	if err != nil {
		t.Fatal(err)
	}
	p, err = s.PersonByID(t.Context(), mila)
	if err != nil || p.Lang != "en" {
		t.Errorf("got language %q %v, want en", p.Lang, err)
	}
	wantField(t, s.SetLang(t.Context(), mila, "de"), "lang", dossier.CodeLangUnknown)

	_, err = s.DB().ExecContext(t.Context(), `UPDATE persons SET disabled_at = clock_timestamp() WHERE id = $1`, mila)
	if err != nil {
		t.Fatal(err)
	}
	_, hashErr := s.PasswordHash(t.Context(), mila)
	for what, err := range map[string]error{"password": s.SetPassword(t.Context(), mila, "here", "third"), "language": s.SetLang(t.Context(), mila, "en"), "hash": hashErr} {
		if dossier.CodeOf(err) != dossier.CodeNotFound {
			t.Errorf("the %s of a disabled account: got %v, want not_found", what, err)
		}
	}
}

// wantField checks that err refuses one field, with the code.
func wantField(t *testing.T, err error, field string, code dossier.Code) {
	t.Helper()
	p := refusedBy(err)
	if p == nil || p.Code != dossier.CodeInvalid || len(p.Fields) != 1 || p.Fields[0].Name != field || p.Fields[0].Code != code {
		t.Errorf("got %v, want %s in %s", err, code, field)
	}
}
