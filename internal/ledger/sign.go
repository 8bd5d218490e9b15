package ledger

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Why a checkpoint is not signed.
var (
	// ErrSmallerTree: the log would lose leaves that were already signed for.
	ErrSmallerTree = errors.New("tree is smaller than one already signed")
	// ErrOtherRoot: the log would have two different trees of one size.
	ErrOtherRoot = errors.New("another tree of this size is already signed")
)

// Signer signs for one log. It may be used from several goroutines.
type Signer struct {
	signer note.Signer
	vkey   string
}

// NewKey returns a new Ed25519 key pair for the log named origin, as a signer
// key, which must stay secret, and a verifier key, in the encodings of
// golang.org/x/mod/sumdb/note.
func NewKey(origin string) (string, string, error) {
	if err := checkToken(origin); err != nil {
		return "", "", fmt.Errorf("make log key: origin: %w", err)
	}
	skey, vkey, err := note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return "", "", fmt.Errorf("make log key: %w", err)
	}
	return skey, vkey, nil
}

// NewSigner returns the signer of a signer key. No error shows the key.
func NewSigner(skey string) (*Signer, error) {
	skey = strings.TrimSpace(skey)
	signer, err := note.NewSigner(skey)
	if err != nil {
		return nil, errors.New("read log key: not a signer key")
	}
	vkey, err := verifierKey(skey)
	if err != nil {
		return nil, fmt.Errorf("read log key: %w", err)
	}
	return &Signer{signer: signer, vkey: vkey}, nil
}

// Origin returns the name of the log that the signer signs for.
func (s *Signer) Origin() string { return s.signer.Name() }

// VerifierKey returns the public key, as /ledger/key shows it.
func (s *Signer) VerifierKey() string { return s.vkey }

// Hash returns the hash of the key, eight hexadecimal digits.
func (s *Signer) Hash() string { return fmt.Sprintf("%08x", s.signer.KeyHash()) }

// String returns the name and hash of the key and nothing of its secret.
func (s *Signer) String() string {
	return signatureLine{name: s.signer.Name(), hash: s.signer.KeyHash()}.keyID()
}

// Sign returns the signed checkpoint of next, the log having last been signed
// at last; EmptyHead for a new log. The error is ErrSmallerTree or ErrOtherRoot.
// That next continues last is for the caller to know: [Signer.Extend] does.
func (s *Signer) Sign(last, next Head) ([]byte, error) {
	switch {
	case next.Size < last.Size:
		return nil, fmt.Errorf("sign tree of %d after %d: %w", next.Size, last.Size, ErrSmallerTree)
	case next.Size == last.Size && next.Root != last.Root:
		return nil, fmt.Errorf("sign tree of %d: %w", next.Size, ErrOtherRoot)
	case next.Size == 0 && next != EmptyHead():
		return nil, fmt.Errorf("sign empty tree: %w", ErrOtherRoot)
	}
	return s.sign(Checkpoint{Origin: s.Origin(), Head: next}.text())
}

func (s *Signer) sign(text string) ([]byte, error) {
	signed, err := note.Sign(&note.Note{Text: text}, s.signer)
	if err != nil {
		return nil, fmt.Errorf("sign note: %w", err)
	}
	return signed, nil
}

// Extension is what one transaction adds to a log.
type Extension struct {
	First      int64       // index of the first new leaf
	Start      int64       // number of the first new stored hash
	Hashes     []tlog.Hash // to be stored from Start on
	Head       Head
	Checkpoint []byte
}

// Extend appends leaves to the log whose last signed head is last, and signs the
// new tree. Before that it recomputes the last root from the stored hashes, and
// the hash of each leaf from its bytes; ErrCorrupt says that they differ. It
// reads from reader once.
func (s *Signer) Extend(last Head, leaves [][]byte, reader HashReader) (Extension, error) {
	edge, err := readEdge(last.Size, reader)
	if err != nil {
		return Extension{}, fmt.Errorf("extend log: %w", err)
	}
	root, err := tlog.TreeHash(last.Size, edge)
	if err != nil {
		return Extension{}, fmt.Errorf("extend log: %w", err)
	}
	if root != last.Root {
		return Extension{}, fmt.Errorf("extend log at %d: %w: its hashes do not make the signed root", last.Size, ErrCorrupt)
	}
	added, root, err := appendTo(last.Size, leaves, edge)
	if err != nil {
		return Extension{}, fmt.Errorf("extend log: %w", err)
	}
	if err := CheckLeaves(last.Size, leaves, added); err != nil {
		return Extension{}, fmt.Errorf("extend log: %w", err)
	}
	head := Head{Size: last.Size + int64(len(leaves)), Root: root}
	checkpoint, err := s.Sign(last, head)
	if err != nil {
		return Extension{}, fmt.Errorf("extend log: %w", err)
	}
	return Extension{
		First: last.Size, Start: tlog.StoredHashCount(last.Size),
		Hashes: added, Head: head, Checkpoint: checkpoint,
	}, nil
}

// SignPromise returns the signed promise. Its origin must be the signer's.
func (s *Signer) SignPromise(p Promise) ([]byte, error) {
	if p.Origin != s.Origin() {
		return nil, fmt.Errorf("sign promise of log %q: %w: have %s", clip(p.Origin), ErrKey, s)
	}
	text, err := p.text()
	if err != nil {
		return nil, fmt.Errorf("sign promise: %w", err)
	}
	return s.sign(text)
}

// SignLateNote returns the signed late note. Its origin must be the signer's.
func (s *Signer) SignLateNote(n LateNote) ([]byte, error) {
	if n.Origin != s.Origin() {
		return nil, fmt.Errorf("sign late note of log %q: %w: have %s", clip(n.Origin), ErrKey, s)
	}
	text, err := n.text()
	if err != nil {
		return nil, fmt.Errorf("sign late note: %w", err)
	}
	return s.sign(text)
}
