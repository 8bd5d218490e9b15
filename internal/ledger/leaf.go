package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	leafFormat = "rasprava.leaf/1"

	// MaxLeafBytes is the longest leaf: an entry of C2SP tlog-tiles has a
	// 16-bit length.
	MaxLeafBytes = 1<<16 - 1

	maxToken = 128
	maxCount = 1<<53 - 1
)

// Leaf is one public record of the log. It holds ids, hashes, enumerated words,
// instants and counts, never a name or a text. Empty fields are left out of its
// bytes.
type Leaf struct {
	Kind       Kind
	At         time.Time // written in UTC, the fraction of a second dropped
	Until      time.Time // exclusive, as At; its kind says of what, zero is left out
	Dossier    string    // reference, such as 2026-0017
	Round      string
	Submission string
	Seq        int64 // what it counts depends on the kind; 0 is left out
	Hash       string
	// Commitments stand in the order of the comments of the submission.
	Commitments []Commitment
	Counts      map[string]int64
}

// HashOf returns "sha256:" and the lower-case hexadecimal SHA-256 of data, as
// [Leaf.Hash] holds it.
func HashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hashPrefix + hex.EncodeToString(sum[:])
}

// Bytes returns the canonical JSON of the leaf: fixed order of fields, sorted
// counts, no white space, no escapes. The error is ErrLeaf when a field does not
// fit its kind, or when the bytes would be longer than MaxLeafBytes.
func (l Leaf) Bytes() ([]byte, error) {
	if err := l.check(); err != nil {
		return nil, err
	}
	b := make([]byte, 0, 256+48*len(l.Commitments))
	b = append(b, `{"format":"`+leafFormat+`"`...)
	b = appendString(b, "kind", string(l.Kind))
	b = appendString(b, "at", formatInstant(l.At))
	if !l.Until.IsZero() {
		b = appendString(b, "until", formatInstant(l.Until))
	}
	b = appendString(b, "dossier", l.Dossier)
	b = appendString(b, "round", l.Round)
	b = appendString(b, "submission", l.Submission)
	if l.Seq != 0 {
		b = append(b, `,"seq":`...)
		b = strconv.AppendInt(b, l.Seq, 10)
	}
	b = appendString(b, "hash", l.Hash)
	if len(l.Commitments) > 0 {
		b = append(b, `,"commitments":[`...)
		for i, c := range l.Commitments {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(b, '"')
			b = base64.StdEncoding.AppendEncode(b, c[:])
			b = append(b, '"')
		}
		b = append(b, ']')
	}
	if len(l.Counts) > 0 {
		b = append(b, `,"counts":{`...)
		for i, name := range slices.Sorted(maps.Keys(l.Counts)) {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(b, '"')
			b = append(b, name...)
			b = append(b, `":`...)
			b = strconv.AppendInt(b, l.Counts[name], 10)
		}
		b = append(b, '}')
	}
	b = append(b, '}')
	if len(b) > MaxLeafBytes {
		return nil, leafError("%d bytes, at most %d are allowed", len(b), MaxLeafBytes)
	}
	return b, nil
}

// RecordHash returns the hash of the leaf in the tree: SHA-256(0x00 || bytes),
// RFC 6962 section 2.1.
func (l Leaf) RecordHash() (tlog.Hash, error) {
	b, err := l.Bytes()
	if err != nil {
		return tlog.Hash{}, err
	}
	return tlog.RecordHash(b), nil
}

func (l Leaf) check() error {
	rule, known := kinds[l.Kind]
	if !known {
		return leafError("unknown kind %q", clip(string(l.Kind)))
	}
	if err := checkInstant(l.At); err != nil {
		return leafError("at: %w", err)
	}
	if l.Until.IsZero() {
		if rule.mustEnd {
			return leafError("%s without until", l.Kind)
		}
	} else if err := checkInstant(l.Until); err != nil {
		return leafError("until: %w", err)
	} else if !rule.mayEnd {
		return leafError("%s holds no until", l.Kind)
	}
	tokens := []struct{ name, value string }{
		{"dossier", l.Dossier}, {"round", l.Round}, {"submission", l.Submission},
	}
	for _, t := range tokens {
		if t.value == "" {
			continue
		}
		if err := checkToken(t.value); err != nil {
			return leafError("%s: %w", t.name, err)
		}
	}
	if l.Seq < 0 || l.Seq > maxCount {
		return leafError("seq %d is out of range", l.Seq)
	}
	if l.Hash != "" && !isHash(l.Hash) {
		return leafError("hash %q is not sha256 and 64 lower-case digits", clip(l.Hash))
	}
	for name, n := range l.Counts {
		if !isWord(name) {
			return leafError("count %q is not a lower-case word", clip(name))
		}
		if n < 0 || n > maxCount {
			return leafError("count %s is %d, out of range", name, n)
		}
	}
	if len(l.Commitments) > 0 && !rule.mayCommit {
		return leafError("%s holds no commitments", l.Kind)
	}
	if rule.mustCommit && len(l.Commitments) == 0 {
		return leafError("%s without a commitment", l.Kind)
	}
	if len(l.Commitments) > 0 && (l.Submission == "" || l.Hash == "") {
		return leafError("commitments without the submission and the receipt's seal")
	}
	return nil
}

// ParseLeaf reads the bytes that [Leaf.Bytes] writes and no others: a second
// spelling of a valid leaf is ErrLeaf and ErrSpelling, anything else ErrLeaf.
func ParseLeaf(data []byte) (Leaf, error) {
	if len(data) > MaxLeafBytes {
		return Leaf{}, leafError("%d bytes, at most %d are allowed", len(data), MaxLeafBytes)
	}
	if l, ok := scanLeaf(data); ok {
		again, err := l.Bytes()
		if err == nil && bytes.Equal(again, data) {
			return l, nil
		}
	}
	return decodeLeaf(data)
}

// decodeLeaf is ParseLeaf without haste: it says what is wrong.
func decodeLeaf(data []byte) (Leaf, error) {
	var wire struct {
		Format      string           `json:"format"`
		Kind        Kind             `json:"kind"`
		At          string           `json:"at"`
		Until       *string          `json:"until"`
		Dossier     string           `json:"dossier"`
		Round       string           `json:"round"`
		Submission  string           `json:"submission"`
		Seq         int64            `json:"seq"`
		Hash        string           `json:"hash"`
		Commitments []string         `json:"commitments"`
		Counts      map[string]int64 `json:"counts"`
	}
	if err := decodeJSON(data, &wire); err != nil {
		return Leaf{}, leafError("%w", err)
	}
	if wire.Format != leafFormat {
		return Leaf{}, leafError("format %q, want %s", clip(wire.Format), leafFormat)
	}
	at, err := parseInstant(wire.At)
	if err != nil {
		return Leaf{}, leafError("at: %w", err)
	}
	l := Leaf{
		Kind: wire.Kind, At: at, Dossier: wire.Dossier, Round: wire.Round,
		Submission: wire.Submission, Seq: wire.Seq, Hash: wire.Hash,
	}
	if wire.Until != nil {
		l.Until, err = parseInstant(*wire.Until)
		if err != nil {
			return Leaf{}, leafError("until: %w", err)
		}
	}
	if len(wire.Counts) > 0 {
		l.Counts = wire.Counts
	}
	for i, s := range wire.Commitments {
		c, err := parse32(s)
		if err != nil {
			return Leaf{}, leafError("commitment %d: %w", i+1, err)
		}
		l.Commitments = append(l.Commitments, c)
	}
	again, err := l.Bytes()
	if err != nil {
		return Leaf{}, err
	}
	if !bytes.Equal(again, data) {
		return Leaf{}, fmt.Errorf("%w: %w", ErrLeaf, ErrSpelling)
	}
	return l, nil
}

func decodeJSON(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("decode JSON: %s", clip(err.Error()))
	}
	return nil
}

// appendString adds a member whose value needs no escapes.
func appendString(b []byte, name, value string) []byte {
	if value == "" {
		return b
	}
	b = append(b, `,"`...)
	b = append(b, name...)
	b = append(b, `":"`...)
	b = append(b, value...)
	return append(b, '"')
}

const instantLayout = "2006-01-02T15:04:05Z"

func formatInstant(t time.Time) string { return t.UTC().Format(instantLayout) }

func checkInstant(t time.Time) error {
	if y := t.UTC().Year(); t.IsZero() || y < 1 || y > 9999 {
		return fmt.Errorf("instant missing or out of range")
	}
	return nil
}

func parseInstant(s string) (time.Time, error) {
	t, err := time.Parse(instantLayout, s)
	if err != nil || formatInstant(t) != s {
		return time.Time{}, fmt.Errorf("%q is not an instant in UTC to the second", clip(s))
	}
	return t, checkInstant(t)
}

// checkToken holds ids to characters that need no escape anywhere and cannot
// spell an e-mail address or a full name.
func checkToken(s string) error {
	if s == "" || len(s) > maxToken {
		return fmt.Errorf("an id has 1 to %d characters", maxToken)
	}
	for i := range len(s) {
		c := s[i]
		alphanumeric := c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
		if !alphanumeric && (i == 0 || !strings.ContainsRune("-._:/", rune(c))) {
			return fmt.Errorf("%q is not an id of letters, digits and -._:/", clip(s))
		}
	}
	return nil
}

func isWord(s string) bool {
	if s == "" || len(s) > maxToken || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_'
	}) < 0
}

const hashPrefix = "sha256:"

func isHash(s string) bool {
	digits, ok := strings.CutPrefix(s, hashPrefix)
	return ok && len(digits) == 2*sha256.Size && strings.Trim(digits, "0123456789abcdef") == ""
}

// parse32 reads 32 bytes in their one base64 spelling.
func parse32(s string) ([32]byte, error) {
	var out [32]byte
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil || len(b) != len(out) {
		return out, fmt.Errorf("%q is not 32 bytes in base64", clip(s))
	}
	if base64.StdEncoding.EncodeToString(b) != s {
		return out, ErrSpelling
	}
	copy(out[:], b)
	return out, nil
}
