package web

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// The measure of Argon2id: OWASP's smallest recommended memory, 19 MiB, so that
// a form-letter day and a morning's sign-ins fit on one machine.
const (
	argonMemory  = 19 * 1024 // KiB
	argonTime    = 2
	argonThreads = 1
	saltLength   = 16
	keyLength    = 32
)

// MaxPassword is the longest password in bytes; longer ones are refused before
// any work is done.
const MaxPassword = 1024

// MinPassword is the shortest password that an account may be given, in
// characters.
const MinPassword = 12

// passwordFault returns the message that says why a new password is not taken;
// empty: it is. Length is what makes one hard to guess (NIST SP 800-63B, 3.1.1):
// no kinds of characters are asked for, only that it is not the person's own name
// or address, nor a few characters over and over.
func passwordFault(password string, own ...string) string {
	switch {
	case utf8.RuneCountInString(password) < MinPassword:
		return "password.short"
	case len(password) > MaxPassword:
		return "password.long"
	}
	known := map[rune]bool{}
	for _, r := range password {
		known[r] = true
	}
	if len(known) < 5 {
		return "password.plain"
	}
	for _, word := range own {
		if word != "" && strings.EqualFold(strings.TrimSpace(password), strings.TrimSpace(word)) {
			return "password.plain"
		}
	}
	return ""
}

var hashEncoding = base64.RawStdEncoding.Strict()

// HashPassword returns the Argon2id hash (RFC 9106) of the password under a new
// salt, in PHC string format, which names its own parameters.
func HashPassword(password string) string {
	salt := make([]byte, saltLength)
	rand.Read(salt)
	key := argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonThreads, keyLength)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonThreads,
		hashEncoding.EncodeToString(salt), hashEncoding.EncodeToString(key))
}

var errPasswordHash = errors.New("not an argon2id hash")

// VerifyPassword reports whether encoded is the hash of the password, in time
// that does not depend on where they differ. The error says that encoded cannot
// be read.
func VerifyPassword(encoded, password string) (bool, error) {
	var version int
	var memory, time uint32
	var threads uint8
	var rest string
	_, err := fmt.Sscanf(encoded, "$argon2id$v=%d$m=%d,t=%d,p=%d$%s", &version, &memory, &time, &threads, &rest)
	if err != nil {
		return false, errPasswordHash
	}
	salt, key, err := splitHash(rest)
	if err != nil {
		return false, err
	}
	if version != argon2.Version || memory < 8 || memory > 1<<20 || time < 1 || time > 64 || threads < 1 {
		return false, errPasswordHash
	}
	got := argon2.IDKey([]byte(password), salt, time, memory, threads, uint32(len(key)))
	return subtle.ConstantTimeCompare(got, key) == 1, nil
}

// splitHash reads "<salt>$<key>".
func splitHash(s string) ([]byte, []byte, error) {
	for i := range len(s) {
		if s[i] != '$' {
			continue
		}
		salt, err := hashEncoding.DecodeString(s[:i])
		if err != nil {
			return nil, nil, errPasswordHash
		}
		key, err := hashEncoding.DecodeString(s[i+1:])
		if err != nil || len(key) < 16 || len(key) > 64 || len(salt) < 8 || len(salt) > 64 {
			return nil, nil, errPasswordHash
		}
		return salt, key, nil
	}
	return nil, nil, errPasswordHash
}

// nobody is the hash that is verified when there is no such account, so that
// the answer takes as long as it does for one that exists.
var nobody = sync.OnceValue(func() string { return HashPassword("nobody") })
