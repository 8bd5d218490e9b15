package dossier

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// Record is what the public log says of one step of a dossier: its leaf holds
// the hash of these fields, the timeline shows them, and whoever has both can
// compare.
type Record struct {
	Dossier Ref    `json:"dossier"`
	Seq     int64  `json:"seq"`
	At      string `json:"at"` // RFC 3339, UTC, whole seconds
	Kind    string `json:"kind"`
	Stage   string `json:"stage"`
	Name    string `json:"name"`
	Outcome string `json:"outcome"`
	Package string `json:"package"`
	Sealed  string `json:"sealed,omitempty"` // seal that was prepared or signed
}

// Instant returns at as a Record writes it.
func Instant(at time.Time) string { return at.UTC().Truncate(time.Second).Format(time.RFC3339) }

// Hash returns "sha256:" and the SHA-256 of the record's JSON, its fields in
// the order of the struct, of which an empty seal alone is left out.
func (r Record) Hash() string { return hashOf(r) }

// ExemptionRecord is what the public log says of a departure from a rule, in the
// same way: whoever has the published exemption can hold it to its leaf.
type ExemptionRecord struct {
	Dossier Ref    `json:"dossier"`
	StageNo int    `json:"stage_no"`
	Kind    string `json:"kind"`
	Ground  string `json:"ground"`
	Reason  string `json:"reason"`
	Expires string `json:"expires,omitempty"` // RFC 3339, UTC, whole seconds; empty: it does not end
	Window  string `json:"window,omitempty"`  // that is shortened, with its term before and after
	Before  string `json:"before,omitempty"`
	Term    string `json:"term,omitempty"`
}

// Hash returns "sha256:" and the SHA-256 of the record's JSON, its fields in
// the order of the struct, without those that are empty where it says so.
func (r ExemptionRecord) Hash() string { return hashOf(r) }

func hashOf(record any) string {
	b, err := json.Marshal(record)
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}
