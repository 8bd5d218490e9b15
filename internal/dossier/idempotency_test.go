package dossier

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/google/uuid"
)

func TestOnlyKeysOfRandomFormAreUnguessable(t *testing.T) {
	sum := sha256.Sum256([]byte("Рок је предуг."))
	for key, want := range map[string]bool{
		uuid.NewString():                  true,
		strings.ToUpper(uuid.NewString()): true,
		uuid.NewString() + "-17":          true,
		rand.Text() + rand.Text():         true,
		"":                                false,
		"1":                               false,
		"ekonsultacije/p-1":               false,
		rand.Text():                       false, // 26 letters
		uuid.Must(uuid.NewV7()).String():  false, // tells when it was made
		uuid.NewSHA1(uuid.NameSpaceURL, []byte("Рок")).String(): false, // computed of a name
		"{" + uuid.NewString() + "}":                            false,
		hex.EncodeToString(sum[:]):                              false,
		"Рок је предуг и зато предлажем краћи":                  false,
		"zakon-o-probi, komentar udruzenja, 1":                  false,
		strings.Repeat("k", 201):                                false,
		"00000000-0000-0000-0000-000000000000":                  false,
		strings.ReplaceAll(uuid.NewString(), "-", ""):           false,
	} {
		if got := Unguessable(key); got != want {
			t.Errorf("%q: got %v, want %v", key, got, want)
		}
	}
}
