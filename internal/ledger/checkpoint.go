package ledger

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Head is the state of a log: how many leaves it has, and the root over them.
type Head struct {
	Size int64
	Root tlog.Hash
}

// EmptyHead returns the head of a log without leaves (RFC 6962 section 2.1: the
// SHA-256 of nothing).
func EmptyHead() Head {
	root, err := tlog.TreeHash(0, nil)
	if err != nil {
		panic(err)
	}
	return Head{Root: root}
}

// Checkpoint is what a C2SP tlog-checkpoint says.
type Checkpoint struct {
	Origin string
	Head   Head
}

// text returns the three lines that are signed. Extension lines are not used.
func (c Checkpoint) text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Head.Size, c.Head.Root)
}

// VerifyCheckpoint returns what a signed checkpoint says. One of vkeys must bear
// the name of the origin and have signed it; the lines of witnesses are passed
// over. The error is ErrFormat, ErrSpelling, ErrKey or ErrSignature.
func VerifyCheckpoint(signed []byte, vkeys ...string) (Checkpoint, error) {
	text, ids, err := openNote(signed, vkeys)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("verify checkpoint: %w", err)
	}
	c, err := parseCheckpointText(text)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("verify checkpoint: %w", err)
	}
	for _, id := range ids {
		if strings.HasPrefix(id, c.Origin+"+") {
			return c, nil
		}
	}
	return Checkpoint{}, fmt.Errorf("verify checkpoint: %w: origin %s, signed by %s", ErrKey, c.Origin, ids[0])
}

// SizeOf returns the size of the tree that a signed checkpoint is of. Nothing is
// verified. The error is ErrFormat.
func SizeOf(signed []byte) (int64, error) {
	text, _, err := splitNote(signed)
	if err != nil {
		return 0, err
	}
	c, err := parseCheckpointText(text)
	return c.Head.Size, err
}

// OwnCheckpoint returns what a signed checkpoint says and the checkpoint with the
// log's signature alone, without the lines of witnesses and other keys. The errors
// are those of [VerifyCheckpoint].
func OwnCheckpoint(signed []byte, vkey string) ([]byte, Checkpoint, error) {
	c, err := VerifyCheckpoint(signed, vkey)
	if err != nil {
		return nil, Checkpoint{}, err
	}
	v, err := note.NewVerifier(strings.TrimSpace(vkey))
	if err != nil {
		return nil, Checkpoint{}, fmt.Errorf("verify checkpoint: %w: %w", ErrKey, err)
	}
	own := signatureLine{name: v.Name(), hash: v.KeyHash()}
	block := string(signed[len(c.text())+1:])
	for line := range strings.Lines(block) {
		sig, err := parseSignatureLine(strings.TrimSuffix(line, "\n"))
		if err == nil && sig == own {
			return []byte(c.text() + "\n" + line), c, nil
		}
	}
	return nil, Checkpoint{}, fmt.Errorf("verify checkpoint: %w: not signed by %s", ErrKey, own.keyID())
}

func parseCheckpointText(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] == "" || lines[3] != "" {
		return Checkpoint{}, formatError("a checkpoint has three lines")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return Checkpoint{}, formatError("tree size %q", clip(lines[1]))
	}
	root, err := parse32(lines[2])
	if err != nil {
		return Checkpoint{}, formatError("root: %w", err)
	}
	c := Checkpoint{Origin: lines[0], Head: Head{Size: size, Root: root}}
	if c.text() != text {
		return Checkpoint{}, fmt.Errorf("%w: %w: checkpoint", ErrFormat, ErrSpelling)
	}
	return c, nil
}
