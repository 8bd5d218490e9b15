package dossier

import (
	"regexp"

	"github.com/google/uuid"
)

// longKey is a key of idempotency that may hold 128 bits at random: 32 characters or
// more, of those that stand for six bits each.
var longKey = regexp.MustCompile(`^[0-9A-Za-z_-]{32,200}$`)

// digits are those of a hash, which whoever knows the text can compute.
var digits = regexp.MustCompile(`^[0-9A-Fa-f]*$`)

// Unguessable reports whether a key of idempotency has the form of one that only who
// made it knows: a UUID of version 4 (RFC 9562, 5.4), or at least 32 letters, digits,
// hyphens and low lines that are not the hexadecimal digits of a hash.
func Unguessable(key string) bool {
	if id, err := uuid.Parse(key); err == nil && len(key) == 36 {
		return id.Version() == 4 && id.Variant() == uuid.RFC4122
	}
	return longKey.MatchString(key) && !digits.MatchString(key)
}
