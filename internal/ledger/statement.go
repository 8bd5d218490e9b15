package ledger

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// Promise is the log's signed word that a leaf which is stored but not yet in
// the tree will be there when Due comes.
type Promise struct {
	Origin     string // of the log
	ReceiptNo  string
	Submission string
	LeafHash   tlog.Hash // RecordHash of the leaf
	ReceivedAt time.Time // to the second
	Due        time.Time // to the second
}

// LateNote is the log's signed word that something arrived after its round was
// closed. It is handed to the author; what arrived is not admitted by it.
type LateNote struct {
	Origin     string // of the log
	Round      string
	Submission string
	Hash       string    // what arrived, see CommitContents; of notes without a salt, HashOf their canonical bytes
	Salt       *Salt     // under which Hash is; nil: it was given before there were salts
	ReceivedAt time.Time // to the second
	ClosedAt   time.Time // to the second
}

func (p Promise) text() (string, error) {
	number, err := ParseReceiptNo(p.ReceiptNo)
	if err != nil {
		return "", err
	}
	if err := checkToken(p.Submission); err != nil {
		return "", formatError("submission: %w", err)
	}
	if err := checkOrder(p.ReceivedAt, p.Due); err != nil {
		return "", formatError("due: %w", err)
	}
	return statementText(PromiseHeader, []string{
		p.Origin, number, p.Submission, p.LeafHash.String(), formatInstant(p.ReceivedAt), formatInstant(p.Due),
	}), nil
}

func (n LateNote) text() (string, error) {
	if err := checkToken(n.Round); err != nil {
		return "", formatError("round: %w", err)
	}
	if err := checkToken(n.Submission); err != nil {
		return "", formatError("submission: %w", err)
	}
	if !isHash(n.Hash) {
		return "", formatError("hash %q", clip(n.Hash))
	}
	if err := checkOrder(n.ClosedAt, n.ReceivedAt); err != nil {
		return "", formatError("received: %w", err)
	}
	values := []string{n.Origin, n.Round, n.Submission, n.Hash, formatInstant(n.ReceivedAt), formatInstant(n.ClosedAt)}
	if n.Salt == nil {
		return statementText(UnsaltedLateHeader, values), nil
	}
	return statementText(LateHeader, append(values, HoldSalt(*n.Salt).String())), nil
}

var statementFields = map[string][]string{
	PromiseHeader: {"log", "receipt", "submission", "leaf", "received", "due"},
	LateHeader:    {"log", "round", "submission", "content", "received", "closed", "salt"},

	UnsaltedLateHeader: {"log", "round", "submission", "content", "received", "closed"},
}

func statementText(header string, values []string) string {
	var b strings.Builder
	b.WriteString(header + "\n")
	for i, name := range statementFields[header] {
		b.WriteString(name + " " + values[i] + "\n")
	}
	return b.String()
}

// String returns what a verified promise proves.
func (p Promise) String() string {
	return fmt.Sprintf("The promise verifies: the submission with the receipt %s was received at %s, and the log %s will take it in by %s. It is no receipt yet; fetch that once it is taken in.\n",
		p.ReceiptNo, formatInstant(p.ReceivedAt), p.Origin, formatInstant(p.Due))
}

// String returns what a verified late note proves.
func (n LateNote) String() string {
	return fmt.Sprintf("The note verifies: a submission to the round %s came at %s, after the round was closed at %s; it was not admitted. The note is signed by the log %s.\n",
		n.Round, formatInstant(n.ReceivedAt), formatInstant(n.ClosedAt), n.Origin)
}

// VerifyPromise returns what a signed promise says, once one of vkeys that bears
// the name of its log has signed it. The error is ErrFormat, ErrSpelling,
// ErrReceiptNo, ErrKey or ErrSignature.
func VerifyPromise(signed []byte, vkeys ...string) (Promise, error) {
	values, text, err := openStatement(signed, PromiseHeader, vkeys)
	if err != nil {
		return Promise{}, fmt.Errorf("verify promise: %w", err)
	}
	p := Promise{Origin: values[0], ReceiptNo: values[1], Submission: values[2]}
	if p.LeafHash, err = parse32(values[3]); err != nil {
		return Promise{}, fmt.Errorf("verify promise: %w", formatError("leaf: %w", err))
	}
	if p.ReceivedAt, p.Due, err = parseInstants(values[4], values[5]); err != nil {
		return Promise{}, fmt.Errorf("verify promise: %w", err)
	}
	again, err := p.text()
	if err != nil {
		return Promise{}, fmt.Errorf("verify promise: %w", err)
	}
	if again != text {
		return Promise{}, fmt.Errorf("verify promise: %w: %w", ErrFormat, ErrSpelling)
	}
	return p, nil
}

// KeptBy reports whether the receipt is of the leaf that was promised. The
// receipt is not verified.
func (p Promise) KeptBy(r Receipt) bool {
	hash, err := r.Leaf.RecordHash()
	return err == nil && hash == p.LeafHash && r.Number == p.ReceiptNo
}

// VerifyLateNote returns what a signed late note says, once one of vkeys that
// bears the name of its log has signed it. The errors are those of
// [VerifyPromise].
func VerifyLateNote(signed []byte, vkeys ...string) (LateNote, error) {
	header := LateHeader
	if bytes.HasPrefix(signed, []byte(UnsaltedLateHeader+"\n")) {
		header = UnsaltedLateHeader
	}
	values, text, err := openStatement(signed, header, vkeys)
	if err != nil {
		return LateNote{}, fmt.Errorf("verify late note: %w", err)
	}
	n := LateNote{Origin: values[0], Round: values[1], Submission: values[2], Hash: values[3]}
	if n.ReceivedAt, n.ClosedAt, err = parseInstants(values[4], values[5]); err != nil {
		return LateNote{}, fmt.Errorf("verify late note: %w", err)
	}
	if header == LateHeader {
		salt, err := parse32(values[6])
		if err != nil {
			return LateNote{}, fmt.Errorf("verify late note: %w", formatError("salt: %w", err))
		}
		n.Salt = (*Salt)(&salt)
	}
	again, err := n.text()
	if err != nil {
		return LateNote{}, fmt.Errorf("verify late note: %w", err)
	}
	if again != text {
		return LateNote{}, fmt.Errorf("verify late note: %w: %w", ErrFormat, ErrSpelling)
	}
	return n, nil
}

// openStatement returns the values of a signed statement in the order of its
// fields, and its text.
func openStatement(signed []byte, header string, vkeys []string) ([]string, string, error) {
	_, sigs, err := splitNote(signed)
	if err != nil {
		return nil, "", err
	}
	if len(sigs) != 1 {
		return nil, "", formatError("%d signatures, want the log's alone", len(sigs))
	}
	text, ids, err := openNote(signed, vkeys)
	if err != nil {
		return nil, "", err
	}
	names := statementFields[header]
	lines := strings.Split(text, "\n")
	if len(lines) != len(names)+2 || lines[0] != header {
		return nil, "", formatError("not a %s note", header)
	}
	var values []string
	for i, name := range names {
		value, ok := strings.CutPrefix(lines[i+1], name+" ")
		if !ok {
			return nil, "", formatError("line %d is not %q", i+2, name)
		}
		values = append(values, value)
	}
	if !strings.HasPrefix(ids[0], values[0]+"+") {
		return nil, "", fmt.Errorf("%w: log %s, signed by %s", ErrKey, clip(values[0]), ids[0])
	}
	return values, text, nil
}

func parseInstants(a, b string) (time.Time, time.Time, error) {
	first, err := parseInstant(a)
	if err != nil {
		return time.Time{}, time.Time{}, formatError("%w", err)
	}
	second, err := parseInstant(b)
	if err != nil {
		return time.Time{}, time.Time{}, formatError("%w", err)
	}
	return first, second, nil
}

func checkOrder(first, second time.Time) error {
	if err := checkInstant(first); err != nil {
		return err
	}
	if err := checkInstant(second); err != nil {
		return err
	}
	if formatInstant(second) < formatInstant(first) {
		return fmt.Errorf("%s is before %s", formatInstant(second), formatInstant(first))
	}
	return nil
}
