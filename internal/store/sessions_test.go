package store_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestTheBaseDoesNotSayWhatASessionHolds(t *testing.T) {
	s, _ := storetest.Open(t)
	data := []byte("the secret of a receipt")
	kept := func(token string) []byte {
		t.Helper()
		err := s.Sessions().CommitCtx(t.Context(), token, data, time.Now().Add(time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		var row []byte
		err = s.DB().QueryRowContext(t.Context(), `SELECT data FROM sessions WHERE hash = sha256($1::bytea)`, []byte(token)).Scan(&row)
		if err != nil {
			t.Fatal(err)
		}
		return row
	}
	first := kept("one")
	if again, other := kept("one"), kept("two"); bytes.Contains(first, []byte("secret")) || bytes.Equal(first, again) || bytes.Equal(first, other) {
		t.Errorf("got %q, %q and %q, want three sealings", first, again, other)
	}
	for _, token := range []string{"one", "two"} {
		got, found, err := s.Sessions().FindCtx(t.Context(), token)
		if err != nil || !found || !bytes.Equal(got, data) {
			t.Errorf("%s: got %q %t %v", token, got, found, err)
		}
	}
}

func TestASessionThatCannotBeOpenedIsNone(t *testing.T) {
	for name, change := range map[string]string{
		"written in clear":    `UPDATE sessions SET data = 'data'`,
		"empty":               `UPDATE sessions SET data = ''`,
		"altered":             `UPDATE sessions SET data = set_byte(data, length(data) - 1, get_byte(data, length(data) - 1) # 1)`,
		"that was another's":  `UPDATE sessions SET data = (SELECT o.data FROM sessions o WHERE o.hash <> sessions.hash)`,
		"with another's hash": `UPDATE sessions SET hash = sha256('three') WHERE hash = sha256('one')`,
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := storetest.Open(t)
			for _, token := range []string{"one", "two"} {
				err := s.Sessions().CommitCtx(t.Context(), token, []byte("data"), time.Now().Add(time.Hour))
				if err != nil {
					t.Fatal(err)
				}
			}
			_, err := s.DB().ExecContext(t.Context(), change)
			if err != nil {
				t.Fatal(err)
			}
			for _, token := range []string{"one", "three"} {
				data, found, err := s.Sessions().FindCtx(t.Context(), token)
				if err != nil || found {
					t.Errorf("%s: got %q %t %v, want none", token, data, found, err)
				}
			}
		})
	}
}
