package store

import (
	"encoding/base64"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
)

func TestOnlyACursorOfOursIsTaken(t *testing.T) {
	const id = "01a20a32-25da-7a23-b2ef-ebd602e496af"
	for _, c := range []cursor{{Key: byID, ID: id}, {Key: "2026-11-23T20:56:28.355388Z", ID: id}} {
		got, err := Page{Cursor: c.String()}.place()
		if err != nil || got != c {
			t.Errorf("%+v: got %+v, %v", c, got, err)
		}
	}
	encode := base64.RawURLEncoding.EncodeToString
	for _, s := range []string{"!", "abc", encode([]byte(`{}`)), encode([]byte(`{"k":"yesterday","i":"` + id + `"}`)),
		encode([]byte(`{"k":"id","i":"1; DROP TABLE x"}`)), encode([]byte(`[1]`))} {
		_, err := Page{Cursor: s}.place()
		if dossier.CodeOf(err) != dossier.CodeCursorInvalid {
			t.Errorf("%q: got %v, want cursor_invalid", s, err)
		}
	}
}

func FuzzCursor(f *testing.F) {
	f.Add(cursor{Key: byID, ID: "01a20a32-25da-7a23-b2ef-ebd602e496af"}.String())
	f.Fuzz(func(t *testing.T, s string) {
		c, err := Page{Cursor: s}.place()
		if err == nil && s != "" {
			again, err := Page{Cursor: c.String()}.place()
			if err != nil || again != c {
				t.Errorf("%q gives %+v, which gives %+v, %v", s, c, again, err)
			}
		}
	})
}
