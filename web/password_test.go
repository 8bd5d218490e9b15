package web

import (
	"strings"
	"testing"

	"golang.org/x/crypto/argon2"
)

func TestAPasswordIsVerifiedByItsHashAlone(t *testing.T) {
	const password = "шифра од 16 слова"
	hash := HashPassword(password)
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("got %s, want the parameters in it", hash)
	}
	if hash == HashPassword(password) {
		t.Error("two hashes of one password are the same: no salt")
	}
	for given, want := range map[string]bool{password: true, password + " ": false, "": false, strings.ToUpper(password): false} {
		got, err := VerifyPassword(hash, given)
		if err != nil || got != want {
			t.Errorf("verify %q: got %v, %v; want %v", given, got, err, want)
		}
	}
}

func TestAHashOfOtherParametersVerifies(t *testing.T) {
	salt := []byte("somesalt")
	hash := "$argon2id$v=19$m=64,t=3,p=2$" + hashEncoding.EncodeToString(salt) + "$" +
		hashEncoding.EncodeToString(argon2.IDKey([]byte("password"), salt, 3, 64, 2, 24))
	for given, want := range map[string]bool{"password": true, "another": false} {
		got, err := VerifyPassword(hash, given)
		if err != nil || got != want {
			t.Errorf("verify %q: got %v, %v; want %v", given, got, err, want)
		}
	}
}

func TestWhatIsNoHashIsAnError(t *testing.T) {
	for _, hash := range []string{"", "plain", "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=18$m=64,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=99999999,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ", "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$!!!!", "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$AAAA"} {
		got, err := VerifyPassword(hash, "x")
		if err == nil || got {
			t.Errorf("verify with %q: got %v, %v; want an error", hash, got, err)
		}
	}
}
