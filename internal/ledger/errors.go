package ledger

import (
	"errors"
	"fmt"
	"strings"
)

// What can be wrong with a receipt, a leaf or a note. Every error of the
// verifying half is one of these under errors.Is.
var (
	// ErrFormat: the bytes are not a document of the kind that was asked for.
	ErrFormat = errors.New("not in the expected format")
	// ErrSpelling: the bytes mean what a valid document would mean, spelled in
	// another way. Such an error is also ErrFormat or ErrLeaf.
	ErrSpelling = errors.New("not the canonical spelling")
	// ErrKey: no key was given, a key is malformed, or none of the keys given
	// is the one that signed.
	ErrKey = errors.New("no matching log key")
	// ErrGivenUp: the key that signed was given up before, or taken up after.
	ErrGivenUp = errors.New("not a tree of this key's time")
	// ErrSignature: the key that is named did not make the signature.
	ErrSignature = errors.New("signature does not match")
	// ErrInclusion: the proof does not lead from the leaf to the signed root.
	ErrInclusion = errors.New("leaf is not in the signed tree")
	// ErrLeaf: the leaf breaks the rules of its kind or does not belong to the
	// receipt it stands in.
	ErrLeaf = errors.New("malformed leaf")
	// ErrReceiptNo: not a receipt number, or mistyped.
	ErrReceiptNo = errors.New("not a receipt number")
	// ErrCommitment: the text is not the one that was committed to.
	ErrCommitment = errors.New("text does not match its commitment")
	// ErrErased: the comment's salt was erased, so nothing can be opened.
	ErrErased = errors.New("comment was erased")
)

func formatError(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrFormat, fmt.Errorf(format, args...))
}

func leafError(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrLeaf, fmt.Errorf(format, args...))
}

// clip shortens foreign bytes for an error message.
func clip(s string) string {
	const most = 40
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
