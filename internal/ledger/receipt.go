package ledger

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// The first line of each file that a log gives to an author.
const (
	ReceiptHeader = "c2sp.org/tlog-proof@v1"
	PromiseHeader = "rasprava.promise/1"
	LateHeader    = "rasprava.late/2"

	// UnsaltedLateHeader is that of notes which were given before they had a salt.
	UnsaltedLateHeader = "rasprava.late/1"
)

const (
	receiptFormat = "rasprava.receipt/1"

	// MaxReceiptBytes is the longest receipt file.
	MaxReceiptBytes = 512 << 10
	maxProofHashes  = 63
)

// Receipt is the proof that a submission stands in the log, with the salts that
// let its author, and nobody else, open the commitments.
type Receipt struct {
	Number     string
	Leaf       Leaf
	Salts      []HeldSalt // one for each commitment of the leaf
	Index      int64      // of the leaf, from 0
	Proof      tlog.RecordProof
	Checkpoint []byte // signed by the log, once
}

// Format returns the receipt file: a C2SP tlog-proof@v1 whose extra line holds
// the base64 of the canonical JSON
//
//	{"format":"rasprava.receipt/1","receipt_no":…,"leaf":{…},"salts":[…]}
//
// A salt whose comment was erased stands there as "sha256:" and its fingerprint.
// The error is ErrFormat, ErrLeaf or ErrReceiptNo; signature and inclusion are
// not checked.
func (r Receipt) Format() ([]byte, error) {
	b, err := r.encode()
	if err != nil {
		return nil, fmt.Errorf("format receipt: %w", err)
	}
	return b, nil
}

func (r Receipt) encode() ([]byte, error) {
	extra, err := r.extra()
	if err != nil {
		return nil, err
	}
	if r.Index < 0 {
		return nil, formatError("index %d", r.Index)
	}
	if len(r.Proof) > maxProofHashes {
		return nil, formatError("%d hashes in the proof", len(r.Proof))
	}
	if _, err := r.signature(); err != nil {
		return nil, err
	}
	b := make([]byte, 0, len(ReceiptHeader)+base64.StdEncoding.EncodedLen(len(extra))+48*len(r.Proof)+len(r.Checkpoint)+64)
	b = append(b, ReceiptHeader+"\nextra "...)
	b = base64.StdEncoding.AppendEncode(b, extra)
	b = append(b, "\nindex "...)
	b = strconv.AppendInt(b, r.Index, 10)
	b = append(b, '\n')
	for _, h := range r.Proof {
		b = base64.StdEncoding.AppendEncode(b, h[:])
		b = append(b, '\n')
	}
	b = append(b, '\n')
	b = append(b, r.Checkpoint...)
	if len(b) > MaxReceiptBytes {
		return nil, formatError("%d bytes, at most %d are allowed", len(b), MaxReceiptBytes)
	}
	return b, nil
}

func (r Receipt) extra() ([]byte, error) {
	leaf, err := r.Leaf.Bytes()
	if err != nil {
		return nil, err
	}
	if !r.Leaf.Kind.Commits() || len(r.Leaf.Commitments) == 0 {
		return nil, leafError("%s without commitments has no receipt", r.Leaf.Kind)
	}
	if len(r.Salts) != len(r.Leaf.Commitments) {
		return nil, leafError("%d salts for %d commitments", len(r.Salts), len(r.Leaf.Commitments))
	}
	number, err := ParseReceiptNo(r.Number)
	if err != nil {
		return nil, err
	}
	if number != r.Number {
		return nil, fmt.Errorf("%w: %w: receipt number", ErrFormat, ErrSpelling)
	}
	seal, err := Seal(number, r.Salts)
	if err != nil {
		return nil, leafError("%w", err)
	}
	if seal != r.Leaf.Hash {
		return nil, leafError("the number and the salts are not those sealed in the leaf")
	}
	b := []byte(`{"format":"` + receiptFormat + `","receipt_no":"` + number + `","leaf":`)
	b = append(b, leaf...)
	b = append(b, `,"salts":[`...)
	for i, s := range r.Salts {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = append(b, s.String()...)
		b = append(b, '"')
	}
	return append(b, "]}"...), nil
}

// signature returns the one signature line of the checkpoint. A second line is
// refused: nothing in a receipt goes unchecked.
func (r Receipt) signature() (signatureLine, error) {
	_, sigs, err := splitNote(r.Checkpoint)
	if err != nil {
		return signatureLine{}, err
	}
	if len(sigs) != 1 {
		return signatureLine{}, formatError("%d signatures on the checkpoint, want the log's alone", len(sigs))
	}
	if err := checkToken(sigs[0].name); err != nil {
		return signatureLine{}, formatError("key name: %w", err)
	}
	return sigs[0], nil
}

// KeyID returns the name and hash of the key that the receipt says it is signed
// with, such as rasprava.example/log/public+0a1b2c3d. Nothing is verified.
func (r Receipt) KeyID() (string, error) {
	sig, err := r.signature()
	if err != nil {
		return "", err
	}
	return sig.keyID(), nil
}

// ParseReceipt reads the bytes that [Receipt.Format] writes and no others. It
// holds the number, the salts and the leaf to each other and verifies neither
// signature nor inclusion. The error is ErrFormat, ErrLeaf or ErrReceiptNo, and
// also ErrSpelling for a second spelling of a valid receipt.
func ParseReceipt(data []byte) (Receipt, error) {
	r, err := parseReceipt(data)
	if err != nil {
		return Receipt{}, fmt.Errorf("parse receipt: %w", err)
	}
	return r, nil
}

func parseReceipt(data []byte) (Receipt, error) {
	if len(data) > MaxReceiptBytes {
		return Receipt{}, formatError("%d bytes, at most %d are allowed", len(data), MaxReceiptBytes)
	}
	head, checkpoint, ok := strings.Cut(string(data), "\n\n")
	lines := strings.Split(head, "\n")
	if !ok || len(lines) < 3 || lines[0] != ReceiptHeader {
		return Receipt{}, formatError("not a %s file", ReceiptHeader)
	}
	extra, ok := strings.CutPrefix(lines[1], "extra ")
	if !ok {
		return Receipt{}, formatError("no extra line")
	}
	index, ok := strings.CutPrefix(lines[2], "index ")
	if !ok {
		return Receipt{}, formatError("no index line")
	}
	r, err := parseExtra(extra)
	if err != nil {
		return Receipt{}, err
	}
	r.Checkpoint = []byte(checkpoint)
	if r.Index, err = strconv.ParseInt(index, 10, 64); err != nil {
		return Receipt{}, formatError("index %q", clip(index))
	}
	for _, line := range lines[3:] {
		h, err := parse32(line)
		if err != nil {
			return Receipt{}, formatError("proof: %w", err)
		}
		r.Proof = append(r.Proof, h)
	}
	again, err := r.encode()
	if err != nil {
		return Receipt{}, err
	}
	if !bytes.Equal(again, data) {
		return Receipt{}, fmt.Errorf("%w: %w", ErrFormat, ErrSpelling)
	}
	return r, nil
}

func parseExtra(encoded string) (Receipt, error) {
	raw, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return Receipt{}, formatError("extra line is not base64")
	}
	var wire struct {
		Format string          `json:"format"`
		Number string          `json:"receipt_no"`
		Leaf   json.RawMessage `json:"leaf"`
		Salts  []string        `json:"salts"`
	}
	if err := decodeJSON(raw, &wire); err != nil {
		return Receipt{}, formatError("extra line: %w", err)
	}
	if wire.Format != receiptFormat {
		return Receipt{}, formatError("format %q, want %s", clip(wire.Format), receiptFormat)
	}
	r := Receipt{Number: wire.Number}
	if r.Leaf, err = ParseLeaf(wire.Leaf); err != nil {
		return Receipt{}, err
	}
	for i, s := range wire.Salts {
		salt, err := parseHeldSalt(s)
		if err != nil {
			return Receipt{}, formatError("salt %d: %w", i+1, err)
		}
		r.Salts = append(r.Salts, salt)
	}
	return r, nil
}
