// Package attachment holds files that come with comments: what kind they are by
// their bytes, what of them must not be kept, and where they are kept.
//
// What is not known to be harmless is refused. The package must not open the
// database, believe the name or the media type that a sender gives, or run or
// render anything that a file holds.
package attachment

import (
	"bytes"
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxBytes is the longest file, in bytes.
const MaxBytes = 20 << 20

// MaxName is the longest name of a file, in characters.
const MaxName = 120

// Why a file is not taken.
var (
	ErrEmpty    = errors.New("the file is empty")
	ErrTooLarge = errors.New("the file is longer than 20 MiB")
	ErrKind     = errors.New("not a PDF, Word, OpenDocument, JPEG, PNG, GIF or WebP file")
	ErrDamaged  = errors.New("the file is damaged")
	ErrSwollen  = errors.New("the file unpacks to more than is allowed")
	ErrActive   = errors.New("the file holds macros or scripts or is locked with a password")
)

// MediaType is what a file is, by its bytes.
type MediaType string

// The media types that are taken.
const (
	PDF  MediaType = "application/pdf"
	DOCX MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	ODT  MediaType = "application/vnd.oasis.opendocument.text"
	JPEG MediaType = "image/jpeg"
	PNG  MediaType = "image/png"
	GIF  MediaType = "image/gif"
	WebP MediaType = "image/webp"
)

var extensions = map[MediaType]string{PDF: ".pdf", DOCX: ".docx", ODT: ".odt", JPEG: ".jpg", PNG: ".png", GIF: ".gif", WebP: ".webp"}

// Extension returns the ending of the names of such files, with its dot.
func (m MediaType) Extension() string { return extensions[m] }

// cleaners take out of a file of their kind what tells of its making and not of
// its matter: who made it, where, with what.
var cleaners = []struct {
	begins string
	clean  func([]byte) (File, error)
}{
	{"%PDF-", cleanPDF},
	{"\xff\xd8\xff", cleanJPEG},
	{"\x89PNG\r\n\x1a\n", cleanPNG},
	{"GIF87a", cleanGIF},
	{"GIF89a", cleanGIF},
	{"RIFF", cleanWebP},
	{"PK\x03\x04", cleanPackage},
}

// File is what is kept of a file.
type File struct {
	Kind    MediaType
	Data    []byte
	Telling bool // it may still tell of its maker, since that could not be taken out
}

// Clean tells what a file is by its bytes, and returns what is kept of it: the
// file without what tells who made it, where and with what, as far as its format
// lets that be taken out. What is digitally signed is kept as it is, since the
// signature is of every byte. The error is one of those above. The bytes that are
// returned may share memory with data.
func Clean(data []byte) (File, error) {
	switch {
	case len(data) == 0:
		return File{}, ErrEmpty
	case len(data) > MaxBytes:
		return File{}, ErrTooLarge
	}
	for _, c := range cleaners {
		if bytes.HasPrefix(data, []byte(c.begins)) {
			f, err := c.clean(data)
			switch {
			case err != nil:
				return File{}, err
			case len(f.Data) > MaxBytes:
				return File{}, ErrTooLarge
			}
			return f, nil
		}
	}
	return File{}, ErrKind
}

// Name returns the name under which a file is kept and handed out: the last part
// of what the sender called it, without characters that cannot be seen or that
// turn the direction of writing, at most MaxName long, with the ending of its
// kind.
func Name(given string, kind MediaType) string {
	given = strings.ToValidUTF8(given[strings.LastIndexAny(given, `/\`)+1:], "")
	var b strings.Builder
	for _, r := range given {
		switch {
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case !unicode.IsPrint(r) || strings.ContainsRune(`<>:"|?*`, r):
		default:
			b.WriteRune(r)
		}
	}
	stem := strings.Join(strings.Fields(b.String()), " ")
	for _, ending := range []string{kind.Extension(), ".jpeg"} {
		if cut := len(stem) - len(ending); cut >= 0 && strings.EqualFold(stem[cut:], ending) && (ending != ".jpeg" || kind == JPEG) {
			stem = stem[:cut]
			break
		}
	}
	stem = strings.Trim(stem, ". ")
	if most := MaxName - len(kind.Extension()); utf8.RuneCountInString(stem) > most {
		stem = strings.TrimRight(string([]rune(stem)[:most]), ". ")
	}
	if stem == "" {
		stem = "prilog"
	}
	return stem + kind.Extension()
}
