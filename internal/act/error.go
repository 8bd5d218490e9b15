package act

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/script"
)

// MaxBytes is the largest input that Parse reads.
const MaxBytes = 8 << 20

// The codes of Error.
const (
	NotText        = "not_text"
	NotUTF8        = "not_utf8"
	TooLarge       = "too_large"
	Malformed      = "malformed"
	UnknownProfile = "unknown_profile"
)

// Error says why an input cannot be read as an act.
type Error struct {
	Code   string
	Detail string
	Offset int // of the first byte that is not UTF-8
	Line   int // of what is not well formed or too much in XML, from 1; 0 for other files
}

func (e *Error) Error() string { return "parse act: " + e.Detail }

// binaries are the beginnings of files that are no text.
var binaries = []struct{ magic, name string }{
	{"\x89PNG", "a PNG image"},
	{"\xff\xd8\xff", "a JPEG image"},
	{"GIF8", "a GIF image"},
	{"%PDF-", "a PDF document"},
	{"PK\x03\x04", "a ZIP archive (Word and OpenDocument files are such archives)"},
	{"PK\x05\x06", "an empty ZIP archive"},
	{"\xd0\xcf\x11\xe0", "an old Office document"},
	{"\x1f\x8b", "a gzip archive"},
	{"{\\rtf", "an RTF document"},
	{"\x7fELF", "a program"},
	{"MZ\x90", "a program"},
	{"RIFF", "a media file"},
	{"II*\x00", "a TIFF image"},
	{"MM\x00*", "a TIFF image"},
	{"7z\xbc\xaf", "a 7z archive"},
	{"Rar!", "a RAR archive"},
}

// notBinary returns an *Error for a file of a kind that is no text.
func notBinary(src []byte) error {
	for _, b := range binaries {
		if bytes.HasPrefix(src, []byte(b.magic)) {
			return &Error{Code: NotText, Detail: "not text but " + b.name}
		}
	}
	return nil
}

// check returns an *Error for bytes that are no text.
func check(src []byte) error {
	if err := notBinary(src); err != nil {
		return err
	}
	if at := bytes.IndexByte(src, 0); at >= 0 {
		return &Error{Code: NotText, Detail: fmt.Sprintf("not text: a zero byte at offset %d", at), Offset: at}
	}
	if script.ValidUTF8(src) {
		return nil
	}
	for at := 0; at < len(src); {
		r, size := utf8.DecodeRune(src[at:])
		if r == utf8.RuneError && size <= 1 {
			return &Error{Code: NotUTF8, Detail: fmt.Sprintf("not UTF-8 at offset %d: save the text as UTF-8", at), Offset: at}
		}
		at += size
	}
	return nil
}
