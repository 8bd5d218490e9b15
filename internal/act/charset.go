package act

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/rasprava/rasprava/internal/script"
)

// charsets are the encodings of one byte a character that files of this part of
// the world come in, by the names that they are declared with.
var charsets = map[string]encoding.Encoding{
	"windows-1250": charmap.Windows1250, "cp1250": charmap.Windows1250, "x-cp1250": charmap.Windows1250,
	"windows-1251": charmap.Windows1251, "cp1251": charmap.Windows1251, "x-cp1251": charmap.Windows1251,
	"windows-1252": charmap.Windows1252, "cp1252": charmap.Windows1252, "iso-8859-1": charmap.Windows1252, "latin1": charmap.Windows1252,
	"iso-8859-2": charmap.ISO8859_2, "latin2": charmap.ISO8859_2,
	"iso-8859-5": charmap.ISO8859_5, "cyrillic": charmap.ISO8859_5,
	"iso-8859-15": charmap.ISO8859_15, "iso-8859-16": charmap.ISO8859_16,
	"koi8-r": charmap.KOI8R, "koi8-u": charmap.KOI8U,
	"ibm852": charmap.CodePage852, "cp852": charmap.CodePage852, "ibm855": charmap.CodePage855, "cp855": charmap.CodePage855,
	"macintosh": charmap.Macintosh, "x-mac-cyrillic": charmap.MacintoshCyrillic,
}

// unmarked16 returns the text of a file that begins with the byte order mark of UTF-16
// in UTF-8, every other file as it is, and an *Error for what is no UTF-16 behind the
// mark.
func unmarked16(src []byte) ([]byte, error) {
	if bytes.HasPrefix(src, []byte("\xff\xfe")) || bytes.HasPrefix(src, []byte("\xfe\xff")) {
		return transcode(src, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM), "UTF-16")
	}
	return src, nil
}

// decodeLikely is decode for files that need not say their encoding: what declares none
// but UTF-8 and is in another is read in the one that it most likely has, of which a
// warning tells.
func decodeLikely(src []byte, declared string) ([]byte, []Warning, error) {
	out, err := decode(src, declared)
	if err == nil {
		return out, []Warning{}, nil
	}
	var refused *Error
	if !errors.As(err, &refused) || refused.Code != NotUTF8 || !unnamed(declared) {
		return nil, nil, err
	}
	name := likely(src)
	if name == "" {
		return nil, nil, err
	}
	if out, err = transcode(src, charsets[name], name); err != nil {
		return nil, nil, err
	}
	return out, []Warning{{Code: WarnEncoding, Text: name}}, nil
}

// decode returns the text of a file in UTF-8. What is UTF-8 is read so whatever it
// declares, for files are saved anew more often than their declarations; else declared
// names the encoding. It returns an *Error where neither reads the bytes.
func decode(src []byte, declared string) ([]byte, error) {
	switch {
	case bytes.HasPrefix(src, []byte("\xef\xbb\xbf")):
		src = src[3:]
	case bytes.HasPrefix(src, []byte("<\x00")):
		return transcode(src, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16")
	case bytes.HasPrefix(src, []byte("\x00<")):
		return transcode(src, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UTF-16")
	}
	if at := bytes.IndexByte(src, 0); at >= 0 {
		return nil, &Error{Code: NotText, Detail: fmt.Sprintf("not text: a zero byte at offset %d", at), Offset: at}
	}
	if script.ValidUTF8(src) {
		return src, nil
	}
	name := strings.ToLower(strings.TrimSpace(declared))
	enc, ok := charsets[name]
	switch {
	case unnamed(declared):
		return nil, check(src)
	case !ok:
		return nil, &Error{Code: NotUTF8, Detail: fmt.Sprintf("the encoding %.40q is not known: save the text as UTF-8", declared)}
	}
	return transcode(src, enc, declared)
}

// unnamed reports whether a file declares no encoding but UTF-8.
func unnamed(declared string) bool {
	name := strings.ToLower(strings.TrimSpace(declared))
	return name == "" || name == "utf-8" || name == "utf8"
}

// transcode decodes the bytes, with an *Error for those that are no characters.
func transcode(src []byte, enc encoding.Encoding, name string) ([]byte, error) {
	out, err := enc.NewDecoder().Bytes(src)
	if err != nil || bytes.Contains(out, []byte("\ufffd")) {
		return nil, &Error{Code: NotUTF8, Detail: fmt.Sprintf("not %.40s as it says: save the text as UTF-8", name)}
	}
	if at := bytes.IndexByte(out, 0); at >= 0 {
		return nil, &Error{Code: NotText, Detail: fmt.Sprintf("not text: a zero character at offset %d", at)}
	}
	return out, nil
}

// declaredIn returns the name behind key in the first 1,024 bytes of a file, as in
// charset=windows-1251 and encoding="UTF-8"; "" when there is none.
func declaredIn(src []byte, key string) string {
	head := strings.ToLower(string(src[:min(len(src), 1024)]))
	at := strings.Index(head, key)
	if at < 0 {
		return ""
	}
	rest := strings.TrimLeft(head[at+len(key):], " \t\r\n")
	if !strings.HasPrefix(rest, "=") {
		return ""
	}
	rest = strings.TrimLeft(rest[1:], " \t\r\n\"'")
	end := strings.IndexAny(rest, " \t\r\n\"'>;/?")
	if end < 0 {
		return ""
	}
	return rest[:end]
}
