package ledger

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/note"
)

// A verifier key (vkey) is the text name+hash+base64 of C2SP signed-note; the
// name of a log's key is the log's origin.

// signatureLine is one line below a note's text.
type signatureLine struct {
	name string
	hash uint32
}

// keyID returns name+hash, which names a key as its vkey begins.
func (s signatureLine) keyID() string { return fmt.Sprintf("%s+%08x", s.name, s.hash) }

// splitNote takes a signed note apart and holds it to its one spelling. It
// checks no signature.
func splitNote(msg []byte) (string, []signatureLine, error) {
	s := string(msg)
	if !utf8.ValidString(s) {
		return "", nil, formatError("note is not UTF-8")
	}
	if strings.IndexFunc(s, func(r rune) bool { return r < 0x20 && r != '\n' }) >= 0 {
		return "", nil, formatError("note has a control character")
	}
	at := strings.LastIndex(s, "\n\n")
	if at < 0 {
		return "", nil, formatError("note has no signature")
	}
	text, block := s[:at+1], s[at+2:]
	if block == "" || !strings.HasSuffix(block, "\n") {
		return "", nil, formatError("note does not end with a signature line")
	}
	var sigs []signatureLine
	seen := map[signatureLine]bool{}
	for line := range strings.Lines(block) {
		sig, err := parseSignatureLine(strings.TrimSuffix(line, "\n"))
		if err != nil {
			return "", nil, err
		}
		if seen[sig] {
			return "", nil, fmt.Errorf("%w: %w: key %s signed twice", ErrFormat, ErrSpelling, sig.keyID())
		}
		seen[sig] = true
		sigs = append(sigs, sig)
	}
	return text, sigs, nil
}

func parseSignatureLine(line string) (signatureLine, error) {
	rest, ok := strings.CutPrefix(line, "— ")
	name, encoded, split := strings.Cut(rest, " ")
	if !ok || !split || name == "" || strings.Contains(name, "+") {
		return signatureLine{}, formatError("%q is not a signature line", clip(line))
	}
	raw, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || len(raw) < 5 {
		return signatureLine{}, formatError("signature of %s is not base64", clip(name))
	}
	if base64.StdEncoding.EncodeToString(raw) != encoded {
		return signatureLine{}, fmt.Errorf("%w: %w: signature of %s", ErrFormat, ErrSpelling, clip(name))
	}
	hash := uint32(raw[0])<<24 | uint32(raw[1])<<16 | uint32(raw[2])<<8 | uint32(raw[3])
	return signatureLine{name: name, hash: hash}, nil
}

// openNote returns the text of a signed note and the ids of those of vkeys that
// signed it; at least one did. Lines of other keys are passed over, as C2SP
// signed-note demands.
func openNote(msg []byte, vkeys []string) (string, []string, error) {
	text, sigs, err := splitNote(msg)
	if err != nil {
		return "", nil, err
	}
	var verifiers []note.Verifier
	have := map[signatureLine]bool{}
	for _, k := range vkeys {
		v, err := note.NewVerifier(strings.TrimSpace(k))
		if err != nil {
			return "", nil, fmt.Errorf("%w: %q: %w", ErrKey, clip(k), err)
		}
		id := signatureLine{name: v.Name(), hash: v.KeyHash()}
		if !have[id] {
			have[id] = true
			verifiers = append(verifiers, v)
		}
	}
	opened, err := note.Open(msg, note.VerifierList(verifiers...))
	var invalid *note.InvalidSignatureError
	var unverified *note.UnverifiedNoteError
	switch {
	case errors.As(err, &invalid):
		return "", nil, fmt.Errorf("%w: key %s+%08x", ErrSignature, invalid.Name, invalid.Hash)
	case errors.As(err, &unverified):
		return "", nil, fmt.Errorf("%w: signed by %s", ErrKey, sigs[0].keyID())
	case err != nil:
		return "", nil, formatError("open note: %w", err)
	}
	var ids []string
	for _, s := range opened.Sigs {
		ids = append(ids, signatureLine{name: s.Name, hash: s.Hash}.keyID())
	}
	return text, ids, nil
}
