package ledger

import (
	"encoding/json"
	"fmt"
	"strings"
)

const (
	keysFormat = "rasprava.keys/1"

	untilRemark = "# signed until leaf "
)

// KeyPeriod is a key of a log and from when it signed.
type KeyPeriod struct {
	Key   string `json:"key"`   // verifier key
	Since int64  `json:"since"` // it signs no tree of fewer leaves, and the key before none of more; 0: from the beginning
	// Checkpoint is the tree of Since leaves, signed with the key before; its last
	// leaf is KeyRotated and names this key by its hash. Empty for the first key.
	Checkpoint string `json:"checkpoint,omitempty"`
}

// KeyHistory are the keys of a log, the first one first.
type KeyHistory []KeyPeriod

// Bytes returns the history as a document, {"format":"rasprava.keys/1","keys":[…]}.
func (h KeyHistory) Bytes() ([]byte, error) {
	b, err := json.MarshalIndent(struct {
		Format string     `json:"format"`
		Keys   KeyHistory `json:"keys"`
	}{keysFormat, h}, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write key history: %w", err)
	}
	return append(b, '\n'), nil
}

// ParseKeyHistory reads what [KeyHistory.Bytes] writes. Nothing is verified. The
// error is ErrFormat.
func ParseKeyHistory(data []byte) (KeyHistory, error) {
	var doc struct {
		Format string     `json:"format"`
		Keys   KeyHistory `json:"keys"`
	}
	err := json.Unmarshal(data, &doc)
	if err != nil {
		return nil, fmt.Errorf("parse key history: %w", formatError("%w", err))
	}
	if doc.Format != keysFormat {
		return nil, fmt.Errorf("parse key history: %w", formatError("format %q, want %s", clip(doc.Format), keysFormat))
	}
	return doc.Keys, nil
}

// Terms returns the keys with the trees that each may have signed.
func (h KeyHistory) Terms() []KeyTerm {
	terms := make([]KeyTerm, len(h))
	for i, p := range h {
		terms[i] = KeyTerm{Key: p.Key, Since: p.Since}
		if i+1 < len(h) {
			terms[i].Until = h[i+1].Since
		}
	}
	return terms
}

// Text returns the verifier keys one a line, the newest first, the older ones
// each behind a remark; it is what [ParseKeyTerms] reads.
func (h KeyHistory) Text() string {
	var b strings.Builder
	for i := len(h) - 1; i >= 0; i-- {
		if i < len(h)-1 {
			fmt.Fprintf(&b, "%s%d\n", untilRemark, h[i+1].Since)
		}
		b.WriteString(h[i].Key + "\n")
	}
	return b.String()
}

// Succession is a change of keys whose signature was verified. That the tree of
// Head is in the log and its last leaf names Key is for the caller to check.
type Succession struct {
	Head Head
	Key  string
}

// Follow returns the keys that the holders of vkeys may trust too: those of the
// history that a trusted key has named, with what is left to check. What no
// trusted key has named is passed over.
func (h KeyHistory) Follow(vkeys []string) []Succession {
	trusted := append([]string(nil), vkeys...)
	var found []Succession
	for _, p := range h {
		if p.Checkpoint == "" {
			continue
		}
		c, err := VerifyCheckpoint([]byte(p.Checkpoint), trusted...)
		if err != nil {
			continue
		}
		trusted = append(trusted, p.Key)
		found = append(found, Succession{Head: c.Head, Key: p.Key})
	}
	return found
}
