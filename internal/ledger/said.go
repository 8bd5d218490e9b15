package ledger

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// SaidHeader is the first line of a file of what was said.
const SaidHeader = "rasprava.said/1"

// MaxSaidBytes bounds such a file.
const MaxSaidBytes = 32 << 20

// SaidComment is one comment as its author keeps it beside the receipt.
type SaidComment struct {
	Salt    Salt
	Content []byte // canonical, see [CommentContent.Bytes]
}

// FormatSaid returns the file of what was said: the line "rasprava.said/1", then for
// each comment the line "comment", a space, its salt in base64, a space and the
// number of bytes of its content, then the content. It holds the words of an author,
// and is theirs alone.
func FormatSaid(comments []SaidComment) []byte {
	b := []byte(SaidHeader + "\n")
	for _, c := range comments {
		b = fmt.Appendf(b, "comment %s %d\n", HoldSalt(c.Salt), len(c.Content))
		b = append(b, c.Content...)
	}
	return b
}

// ParseSaid reads a file of what was said, in its only spelling; the error is
// ErrFormat.
func ParseSaid(file []byte) ([]SaidComment, error) {
	if len(file) > MaxSaidBytes {
		return nil, formatError("longer than %d bytes", MaxSaidBytes)
	}
	rest, ok := bytes.CutPrefix(file, []byte(SaidHeader+"\n"))
	if !ok {
		return nil, formatError("not a file of what was said: it does not begin with %q", SaidHeader)
	}
	var all []SaidComment
	for len(rest) > 0 {
		line, content, _ := bytes.Cut(rest, []byte("\n"))
		words := strings.Split(string(line), " ")
		if len(words) != 3 || words[0] != "comment" {
			return nil, formatError("comment %d: %q", len(all)+1, clip(string(line)))
		}
		salt, err := parse32(words[1])
		if err != nil {
			return nil, formatError("comment %d: salt: %w", len(all)+1, err)
		}
		n, err := strconv.Atoi(words[2])
		if err != nil || n < 0 || n > len(content) || strconv.Itoa(n) != words[2] {
			return nil, formatError("comment %d: %q bytes", len(all)+1, clip(words[2]))
		}
		if _, err := ParseContent(content[:n]); err != nil {
			return nil, fmt.Errorf("comment %d: %w", len(all)+1, err)
		}
		all, rest = append(all, SaidComment{salt, content[:n]}), content[n:]
	}
	if !bytes.Equal(FormatSaid(all), file) {
		return nil, formatError("%w", ErrSpelling)
	}
	return all, nil
}

// OpenSaid checks that what was said is every comment of the receipt that is not
// erased, in their order, and returns how many that are. The error is
// ErrCommitment where it is not, ErrErased where nobody can tell any more. The
// receipt itself is not verified.
func OpenSaid(r Receipt, said []SaidComment) (int, error) {
	if len(r.Salts) != len(r.Leaf.Commitments) {
		return 0, fmt.Errorf("open comments: %w: the receipt has not one salt for each", ErrCommitment)
	}
	next := 0
	for i, held := range r.Salts {
		if held.Salt == nil {
			if next < len(said) && said[next].Salt.Fingerprint() == held.Fingerprint { // kept from before it was erased
				if Commit(said[next].Salt, commentField, said[next].Content) != r.Leaf.Commitments[i] {
					return 0, fmt.Errorf("open comment %d: %w", i+1, ErrCommitment)
				}
				next++
			}
			continue
		}
		if next >= len(said) {
			return 0, fmt.Errorf("open comment %d: %w: it is not in the file", i+1, ErrCommitment)
		}
		if said[next].Salt != *held.Salt || Commit(said[next].Salt, commentField, said[next].Content) != r.Leaf.Commitments[i] {
			return 0, fmt.Errorf("open comment %d: %w", i+1, ErrCommitment)
		}
		next++
	}
	switch {
	case next < len(said):
		return 0, fmt.Errorf("open comments: %w: the file holds %d more", ErrCommitment, len(said)-next)
	case next == 0:
		return 0, fmt.Errorf("open comments: %w", ErrErased)
	}
	return next, nil
}

// SaidMatch is what a file of what was said holds of one comment.
type SaidMatch struct {
	No     int             // of the comment in the receipt, from 1; 0: the receipt seals none with its salt
	Words  *CommentContent // nil: there are none in the file
	Holds  bool            // they are those that the receipt seals
	Erased bool            // there are none, and nobody can tell any more which they were
}

// MatchSaid names every comment of a receipt, in their order, and then every one that
// is in the file alone. Only [OpenSaid] says whether the file as a whole is right.
func MatchSaid(r Receipt, said []SaidComment) []SaidMatch {
	all := make([]SaidMatch, len(r.Salts))
	for i, held := range r.Salts {
		all[i] = SaidMatch{No: i + 1, Erased: held.Salt == nil}
	}
	for _, c := range said {
		m := SaidMatch{Words: &CommentContent{}}
		if words, err := ParseContent(c.Content); err == nil {
			*m.Words = words
		}
		mark := c.Salt.Fingerprint()
		i := slices.IndexFunc(r.Salts, func(h HeldSalt) bool { return h.Fingerprint == mark })
		if i < 0 || all[i].Words != nil {
			all = append(all, m)
			continue
		}
		all[i] = SaidMatch{No: i + 1, Words: m.Words, Holds: Commit(c.Salt, commentField, c.Content) == r.Leaf.Commitments[i]}
	}
	return all
}
