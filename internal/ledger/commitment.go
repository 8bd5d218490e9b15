package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	commitDST  = "rasprava.commitment/1\n"
	printDST   = "rasprava.salt/1\n"
	sealDST    = "rasprava.receipt-seal/1\n"
	commentDST = "rasprava.comment/1\n"

	commentField = "comment"
)

// Commitment hides a content until its salt is shown.
type Commitment [32]byte

// Salt is the secret of one commitment. Deleting it makes the commitment
// impossible to open, even by guessing the content.
type Salt [32]byte

// Fingerprint stands for a salt that was deleted.
type Fingerprint [32]byte

// NewSalt reads 32 bytes from random, which must be cryptographic.
func NewSalt(random io.Reader) (Salt, error) {
	var s Salt
	if _, err := io.ReadFull(random, s[:]); err != nil {
		return Salt{}, fmt.Errorf("make salt: %w", err)
	}
	return s, nil
}

// Fingerprint returns SHA-256("rasprava.salt/1\n" || salt).
func (s Salt) Fingerprint() Fingerprint {
	return sha256.Sum256(append([]byte(printDST), s[:]...))
}

// Commit returns
//
//	SHA-256("rasprava.commitment/1\n" || salt || len(field) || field || content)
//
// with the length in four bytes, big end first.
func Commit(salt [32]byte, field string, content []byte) [32]byte {
	h := sha256.New()
	io.WriteString(h, commitDST)
	h.Write(salt[:])
	h.Write(binary.BigEndian.AppendUint32(nil, uint32(len(field))))
	io.WriteString(h, field)
	h.Write(content)
	return [32]byte(h.Sum(nil))
}

// Quote is the place in a text that a comment is about.
type Quote struct{ Exact, Prefix, Suffix string }

// CommentContent is what a commitment to one comment covers: everything its
// author said, and nothing of who the author is.
type CommentContent struct {
	Document     string // act, explanatory_memorandum, …
	Provision    string // empty: the whole document
	Kind         string // change, remark, question, support
	Body         string
	ProposedText string
	Quote        Quote
	Attachments  []string // "sha256:…" each, in the author's order
}

// Bytes returns the canonical encoding: the line "rasprava.comment/1", then for
// each field its name, a space, the number of bytes of its value, a line feed,
// the value and a line feed; fields in the order of the struct, empty ones too,
// one "attachment" for each. The characters are taken as they are. The error is
// ErrFormat when a value is not UTF-8.
func (c CommentContent) Bytes() ([]byte, error) {
	type field struct{ name, value string }
	fields := []field{
		{"document", c.Document}, {"provision", c.Provision}, {"kind", c.Kind}, {"body", c.Body},
		{"proposed_text", c.ProposedText}, {"quote_exact", c.Quote.Exact},
		{"quote_prefix", c.Quote.Prefix}, {"quote_suffix", c.Quote.Suffix},
	}
	for i, a := range c.Attachments {
		if !isHash(a) {
			return nil, formatError("attachment %d: %q is not a hash", i+1, clip(a))
		}
		fields = append(fields, field{"attachment", a})
	}
	b := []byte(commentDST)
	for _, f := range fields {
		if !utf8.ValidString(f.value) {
			return nil, formatError("%s is not UTF-8", f.name)
		}
		b = fmt.Appendf(b, "%s %d\n%s\n", f.name, len(f.value), f.value)
	}
	return b, nil
}

// ParseContent reads the canonical encoding of a comment, in its only spelling; the
// error is ErrFormat. See [CommentContent.Bytes].
func ParseContent(b []byte) (CommentContent, error) {
	rest, ok := bytes.CutPrefix(b, []byte(commentDST))
	if !ok {
		return CommentContent{}, formatError("a comment does not begin with %q", strings.TrimSpace(commentDST))
	}
	var c CommentContent
	values := map[string]*string{"document": &c.Document, "provision": &c.Provision, "kind": &c.Kind, "body": &c.Body, "proposed_text": &c.ProposedText,
		"quote_exact": &c.Quote.Exact, "quote_prefix": &c.Quote.Prefix, "quote_suffix": &c.Quote.Suffix}
	for len(rest) > 0 {
		line, after, _ := bytes.Cut(rest, []byte("\n"))
		name, length, _ := strings.Cut(string(line), " ")
		n, err := strconv.Atoi(length)
		if err != nil || n < 0 || n >= len(after) {
			return CommentContent{}, formatError("%q of a comment", clip(string(line)))
		}
		value := string(after[:n])
		switch to, known := values[name]; {
		case known:
			*to = value
		case name == "attachment":
			c.Attachments = append(c.Attachments, value)
		default:
			return CommentContent{}, formatError("%q of a comment", clip(name))
		}
		rest = after[n+1:]
	}
	again, err := c.Bytes()
	if err == nil && !bytes.Equal(again, b) {
		err = formatError("%w", ErrSpelling)
	}
	return c, err
}

// Commit returns the commitment to the comment under salt.
func (c CommentContent) Commit(salt Salt) (Commitment, error) {
	b, err := c.Bytes()
	if err != nil {
		return Commitment{}, err
	}
	return Commit(salt, commentField, b), nil
}

// CommitAnswer returns, as [Leaf.Hash] holds it, the commitment to an answer: Commit of
// the outcome, a line feed and the reasons, as the field "answer".
func CommitAnswer(salt Salt, outcome, reasons string) string {
	c := Commit(salt, "answer", []byte(outcome+"\n"+reasons))
	return hashPrefix + hex.EncodeToString(c[:])
}

// CommitContents returns the "sha256:…" of the commitment to the canonical bytes of
// contents, one after the other, under salt.
func CommitContents(salt Salt, contents []CommentContent) (string, error) {
	var all []byte
	for i, c := range contents {
		b, err := c.Bytes()
		if err != nil {
			return "", fmt.Errorf("comment %d: %w", i+1, err)
		}
		all = append(all, b...)
	}
	c := Commit(salt, "comments", all)
	return hashPrefix + hex.EncodeToString(c[:]), nil
}

// HeldSalt is a salt as a receipt holds it.
type HeldSalt struct {
	Salt        *Salt // nil once the comment is erased
	Fingerprint Fingerprint
}

// HoldSalt returns s as a receipt holds it.
func HoldSalt(s Salt) HeldSalt { return HeldSalt{Salt: &s, Fingerprint: s.Fingerprint()} }

// HoldErased returns what a receipt holds in the place of a deleted salt.
func HoldErased(f Fingerprint) HeldSalt { return HeldSalt{Fingerprint: f} }

func (h HeldSalt) String() string {
	if h.Salt == nil {
		return hashPrefix + hex.EncodeToString(h.Fingerprint[:])
	}
	return base64.StdEncoding.EncodeToString(h.Salt[:])
}

func (h HeldSalt) check() error {
	if h.Salt != nil && h.Salt.Fingerprint() != h.Fingerprint {
		return errors.New("salt and fingerprint differ")
	}
	return nil
}

func parseHeldSalt(s string) (HeldSalt, error) {
	if isHash(s) {
		b, err := hex.DecodeString(strings.TrimPrefix(s, hashPrefix))
		if err != nil {
			return HeldSalt{}, err
		}
		return HoldErased(Fingerprint(b)), nil
	}
	salt, err := parse32(s)
	if err != nil {
		return HeldSalt{}, err
	}
	return HoldSalt(salt), nil
}

// Seal returns the [Leaf.Hash] of a leaf with commitments: "sha256:…" over the
// canonical receipt number and the fingerprints of the salts. It ties the number
// and the salts of a receipt to the leaf without showing them, and can still be
// checked after a salt is deleted.
func Seal(number string, salts []HeldSalt) (string, error) {
	no, err := ParseReceiptNo(number)
	if err != nil {
		return "", fmt.Errorf("seal receipt: %w", err)
	}
	b := append([]byte(sealDST), no...)
	for i, s := range salts {
		if err := s.check(); err != nil {
			return "", fmt.Errorf("seal receipt: salt %d: %w", i+1, err)
		}
		b = append(b, s.Fingerprint[:]...)
	}
	return HashOf(b), nil
}
