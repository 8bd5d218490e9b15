package docx

import (
	"bytes"
	"fmt"
)

// The codes of Error.
const (
	NotWord   = "not_word"  // no Word document, or none of the kind that is read
	Encrypted = "encrypted" // protected by a password
	TooLarge  = "too_large" // more than the bounds of a document
	Broken    = "broken"    // a part that cannot be read
)

// Error says why a file cannot be read as a Word document.
type Error struct {
	Code   string
	Detail string
}

func (e *Error) Error() string { return "read Word document: " + e.Detail }

func notWord(format string, args ...any) error {
	return &Error{Code: NotWord, Detail: fmt.Sprintf(format, args...)}
}

func tooLarge(format string, args ...any) error {
	return &Error{Code: TooLarge, Detail: fmt.Sprintf(format, args...)}
}

func broken(format string, args ...any) error {
	return &Error{Code: Broken, Detail: fmt.Sprintf(format, args...)}
}

// compound is the beginning of the files of Word before 2007, and of newer ones under a password.
const compound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// Is reports whether the bytes are a ZIP archive or an old or encrypted Word document: what Open reads, or refuses with a reason of its own.
func Is(src []byte) bool {
	return bytes.HasPrefix(src, []byte("PK\x03\x04")) || bytes.HasPrefix(src, []byte("PK\x05\x06")) || bytes.HasPrefix(src, []byte(compound))
}

// notArchive says what a file that is no ZIP archive is.
func notArchive(src []byte) error {
	if !bytes.HasPrefix(src, []byte(compound)) {
		return notWord("not a Word document (no word/document.xml)")
	}
	if bytes.Contains(src, utf16("EncryptedPackage")) {
		return &Error{Code: Encrypted, Detail: "the Word document is encrypted: save it without a password"}
	}
	return notWord("not a .docx but an old Office document (.doc): save it as .docx")
}

func utf16(s string) []byte {
	out := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		out = append(out, s[i], 0)
	}
	return out
}
