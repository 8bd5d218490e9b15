package ledger

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// algCosignature is the type of the keys of witnesses, C2SP tlog-cosignature: an
// Ed25519 signature, version 1, with the time.
const algCosignature = 0x04

// Witness is somebody who signs checkpoints that continue what they signed before.
type Witness struct {
	id     signatureLine
	public ed25519.PublicKey
	url    string
}

// String returns the name and the hash of the key.
func (w Witness) String() string { return w.id.keyID() }

// Name returns the name of the key.
func (w Witness) Name() string { return w.id.name }

// URL returns the address below which the witness takes checkpoints (the submission
// prefix of C2SP tlog-witness), without a slash at its end; empty where it comes for
// them itself.
func (w Witness) URL() string { return w.url }

// ParseWitness reads the verifier key of a witness, behind which the address may
// stand at which it takes checkpoints. The error is ErrKey.
func ParseWitness(line string) (Witness, error) {
	vkey, address, _ := strings.Cut(strings.TrimSpace(line), " ")
	w, err := parseWitnessKey(vkey)
	if err != nil || address == "" {
		return w, err
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return Witness{}, fmt.Errorf("%w: %q is no address of a witness", ErrKey, clip(address))
	}
	w.url = strings.TrimRight(u.String(), "/")
	return w, nil
}

func parseWitnessKey(vkey string) (Witness, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 || parts[0] == "" || strings.ContainsAny(parts[0], " \n") {
		return Witness{}, fmt.Errorf("%w: %q is no verifier key", ErrKey, clip(vkey))
	}
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	raw, decodeErr := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(parts[1]) != 8 || decodeErr != nil || len(raw) != 1+ed25519.PublicKeySize || raw[0] != algCosignature {
		return Witness{}, fmt.Errorf("%w: %q is no key of a witness (cosignature/v1)", ErrKey, clip(vkey))
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), raw...))
	if binary.BigEndian.Uint32(sum[:]) != uint32(hash) {
		return Witness{}, fmt.Errorf("%w: %q has another hash", ErrKey, clip(vkey))
	}
	return Witness{id: signatureLine{name: parts[0], hash: uint32(hash)}, public: raw[1:]}, nil
}

// ParseWitnesses reads what [ParseWitness] does, one a line; empty lines and
// lines that start with # are passed over. The error is ErrKey.
func ParseWitnesses(text string) ([]Witness, error) {
	var ws []Witness
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		w, err := ParseWitness(line)
		if err != nil {
			return nil, err
		}
		ws = append(ws, w)
	}
	return ws, nil
}

// Cosignature is a witness's line below a checkpoint.
type Cosignature struct {
	Witness string // name and hash of the key
	Line    string // with its line feed
	At      time.Time
}

// Cosignatures returns those lines of a signed checkpoint that known witnesses
// made, in their order; others are passed over. The error is ErrFormat, or
// ErrSignature when a line names a witness who did not make it.
func Cosignatures(signed []byte, witnesses []Witness) ([]Cosignature, error) {
	text, _, err := splitNote(signed)
	if err != nil {
		return nil, fmt.Errorf("verify cosignatures: %w", err)
	}
	var found []Cosignature
	for line := range strings.Lines(string(signed[len(text)+1:])) {
		for _, w := range witnesses {
			c, mine, err := w.verify(text, line)
			if err != nil {
				return nil, fmt.Errorf("verify cosignatures: %w", err)
			}
			if mine {
				found = append(found, c)
			}
		}
	}
	return found, nil
}

// verify says whether the line is the witness's; the error is ErrSignature when it
// only bears the name.
func (w Witness) verify(text, line string) (Cosignature, bool, error) {
	id, err := parseSignatureLine(strings.TrimSuffix(line, "\n"))
	if err != nil || id != w.id {
		return Cosignature{}, false, err
	}
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSuffix(line[strings.LastIndexByte(line, ' ')+1:], "\n"))
	if err != nil || len(raw) != 4+8+ed25519.SignatureSize {
		return Cosignature{}, false, fmt.Errorf("%w: cosignature of %s", ErrSignature, w)
	}
	at := binary.BigEndian.Uint64(raw[4:])
	if at > maxCount || !ed25519.Verify(w.public, fmt.Appendf(nil, "cosignature/v1\ntime %d\n%s", at, text), raw[12:]) {
		return Cosignature{}, false, fmt.Errorf("%w: cosignature of %s", ErrSignature, w)
	}
	return Cosignature{Witness: w.String(), Line: line, At: time.Unix(int64(at), 0).UTC()}, true, nil
}

// WithCosignatures returns a checkpoint with the lines below it.
func WithCosignatures(signed []byte, lines []string) []byte {
	return append(signed[:len(signed):len(signed)], strings.Join(lines, "")...)
}

// AddCheckpoint returns the request by which a witness that has last signed a tree
// of old leaves is asked to sign the checkpoint (C2SP tlog-witness, add-checkpoint).
// The proof is empty where old is 0 or the size of the checkpoint.
func AddCheckpoint(old int64, proof tlog.TreeProof, signed []byte) []byte {
	b := fmt.Appendf(nil, "old %d\n", old)
	for _, h := range proof {
		b = fmt.Appendf(b, "%s\n", h)
	}
	b = append(b, '\n')
	return append(b, signed...)
}
