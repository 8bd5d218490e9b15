package attachment

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
)

// The bounds of a document in a ZIP archive: its parts, all of them unpacked, and
// how far each may be beyond its first mebibyte.
const (
	maxParts    = 5_000
	maxUnpacked = 256 << 20
	maxRatio    = 400
)

const (
	emptyCore   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>`
	emptyApp    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>`
	emptyCustom = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>`
	emptyMeta   = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/></office:document-meta>`
)

// replaced are the parts that tell who made a document, by its kind, and what
// stands in their place.
var replaced = map[MediaType]map[string]string{
	DOCX: {"docprops/core.xml": emptyCore, "docprops/app.xml": emptyApp, "docprops/custom.xml": emptyCustom},
	ODT:  {"meta.xml": emptyMeta},
}

// active are the parts that hold what is run: macros, scripts, embedded controls.
var active = []string{"word/vbaproject.bin", "word/vbadata.xml", "word/activex/", "basic/", "scripts/"}

// cleanPackage tells a Word from an OpenDocument text, reads every part within the
// bounds, and writes the archive again with its properties emptied.
func cleanPackage(data []byte) (MediaType, []byte, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", nil, ErrDamaged
	}
	if len(r.File) > maxParts {
		return "", nil, ErrSwollen
	}
	var types, mimetype []byte
	var signed, document bool
	left, seen := int64(maxUnpacked), map[string]bool{}
	for _, f := range r.File {
		name := partName(f.Name)
		if seen[name] { // readers would not agree on which of the two counts
			return "", nil, ErrDamaged
		}
		seen[name] = true
		if f.Flags&1 != 0 {
			return "", nil, ErrActive
		}
		for _, a := range active {
			if strings.HasPrefix(name, a) && !f.FileInfo().IsDir() {
				return "", nil, ErrActive
			}
		}
		content, n, err := unpack(f, left, name == "[content_types].xml" || name == "mimetype")
		if err != nil {
			return "", nil, err
		}
		left -= n
		switch {
		case name == "[content_types].xml":
			types = content
		case name == "mimetype":
			mimetype = content
		case name == "word/document.xml", name == "content.xml":
			document = true
		case strings.HasPrefix(name, "_xmlsignatures/"), name == "meta-inf/documentsignatures.xml":
			signed = true
		}
	}
	kind := DOCX
	switch {
	case !document:
		return "", nil, ErrKind
	case strings.TrimSpace(string(mimetype)) == string(ODT):
		kind = ODT
	case bytes.Contains(types, []byte("macroEnabled")):
		return "", nil, ErrActive
	case !bytes.Contains(types, []byte("wordprocessingml.document.main+xml")):
		return "", nil, ErrKind
	}
	if signed {
		return kind, data, nil
	}
	out, err := rewritten(r, replaced[kind], len(data))
	return kind, out, err
}

// partName returns the name as parts are compared: in small letters, without a
// slash before it.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// unpack reads a part to its end, within the bounds, and returns it where it is
// asked for, and its length.
func unpack(f *zip.File, left int64, wanted bool) ([]byte, int64, error) {
	r, err := f.Open()
	if err != nil {
		return nil, 0, ErrDamaged
	}
	defer r.Close()
	limit := min(left, 1<<20+maxRatio*int64(min(f.CompressedSize64, MaxBytes)))
	var kept bytes.Buffer
	into := io.Discard
	if wanted {
		limit, into = min(limit, 1<<20), &kept
	}
	n, err := io.Copy(into, io.LimitReader(r, limit+1))
	switch {
	case n > limit:
		return nil, 0, ErrSwollen
	case err != nil:
		return nil, 0, ErrDamaged
	}
	return kept.Bytes(), n, nil
}

// rewritten returns the archive with some of its parts replaced, the others to the
// byte, and without what its directory tells of the maker's machine.
func rewritten(r *zip.Reader, instead map[string]string, size int) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(size)
	w := zip.NewWriter(&b)
	for _, f := range r.File {
		h := zip.FileHeader{Name: f.Name, Method: f.Method, NonUTF8: f.NonUTF8, Flags: f.Flags, CRC32: f.CRC32,
			CompressedSize64: f.CompressedSize64, UncompressedSize64: f.UncompressedSize64}
		content, replace := instead[partName(f.Name)]
		if !replace {
			into, err := w.CreateRaw(&h)
			if err != nil {
				return nil, ErrDamaged
			}
			from, err := f.OpenRaw()
			if err != nil {
				return nil, ErrDamaged
			}
			if _, err = io.Copy(into, from); err != nil {
				return nil, ErrDamaged
			}
			continue
		}
		into, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate})
		if err != nil {
			return nil, ErrDamaged
		}
		if _, err = io.WriteString(into, content); err != nil {
			return nil, ErrDamaged
		}
	}
	if err := w.Close(); err != nil {
		return nil, ErrDamaged
	}
	return b.Bytes(), nil
}
