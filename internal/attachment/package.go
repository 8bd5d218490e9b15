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

// active are the parts that hold what is run: macros, scripts, embedded controls.
var active = []string{"word/vbaproject.bin", "word/vbadata.xml", "word/activex/", "basic/", "scripts/"}

// cleanPackage tells a Word from an OpenDocument text, reads every part within the
// bounds, and writes the archive again without what its parts tell of their maker.
func cleanPackage(data []byte) (File, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return File{}, ErrDamaged
	}
	if len(r.File) > maxParts {
		return File{}, ErrSwollen
	}
	var types, mimetype, manifest []byte
	var signed, document bool
	left, seen := int64(maxUnpacked), map[string]bool{}
	for _, f := range r.File {
		name := partName(f.Name)
		if seen[name] { // readers would not agree on which of the two counts
			return File{}, ErrDamaged
		}
		seen[name] = true
		if f.Flags&1 != 0 {
			return File{}, ErrActive
		}
		for _, a := range active {
			if strings.HasPrefix(name, a) && !f.FileInfo().IsDir() {
				return File{}, ErrActive
			}
		}
		into, limit := io.Discard, left
		var kept bytes.Buffer
		switch name {
		case "[content_types].xml", "mimetype", "meta-inf/manifest.xml":
			into, limit = &kept, min(left, 1<<20)
		}
		n, err := unpack(f, limit, into)
		if err != nil {
			return File{}, err
		}
		left -= n
		switch {
		case name == "[content_types].xml":
			types = kept.Bytes()
		case name == "mimetype":
			mimetype = kept.Bytes()
		case name == "meta-inf/manifest.xml":
			manifest = kept.Bytes()
		case name == "word/document.xml", name == "content.xml":
			document = true
		case strings.HasPrefix(name, "_xmlsignatures/"), name == "meta-inf/documentsignatures.xml":
			signed = true
		}
	}
	kind := DOCX
	switch {
	case !document:
		return File{}, ErrKind
	case strings.TrimSpace(string(mimetype)) == string(ODT):
		kind = ODT
		if bytes.Contains(manifest, []byte("encryption-data")) {
			return File{}, ErrActive
		}
	case bytes.Contains(types, []byte("macroEnabled")):
		return File{}, ErrActive
	case !bytes.Contains(types, []byte("wordprocessingml.document.main+xml")):
		return File{}, ErrKind
	}
	if signed {
		return File{Kind: kind, Data: data, Telling: true}, nil
	}
	return rewritten(r, kind, len(data))
}

// partName returns the name as parts are compared: in small letters, without a
// slash before it.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// unpack reads a part to its end, within the bounds, and returns its length.
func unpack(f *zip.File, limit int64, into io.Writer) (int64, error) {
	r, err := f.Open()
	if err != nil {
		return 0, ErrDamaged
	}
	defer r.Close()
	limit = min(limit, 1<<20+maxRatio*int64(min(f.CompressedSize64, MaxBytes)))
	n, err := io.Copy(into, io.LimitReader(r, limit+1))
	switch {
	case n > limit:
		return 0, ErrSwollen
	case err != nil:
		return 0, ErrDamaged
	}
	return n, nil
}

// rewritten returns the archive without what tells of its maker, the parts that
// tell nothing to the byte, and without what its directory tells of the maker's
// machine.
func rewritten(r *zip.Reader, kind MediaType, size int) (File, error) {
	out := File{Kind: kind}
	var b bytes.Buffer
	b.Grow(size)
	w := zip.NewWriter(&b)
	for _, f := range r.File {
		if dropped(f.Name) {
			continue
		}
		instead, telling, err := cleanPart(f, kind)
		if err != nil {
			return File{}, err
		}
		out.Telling = out.Telling || telling
		if err := copyPart(w, f, instead); err != nil {
			return File{}, ErrDamaged
		}
	}
	if err := w.Close(); err != nil {
		return File{}, ErrDamaged
	}
	out.Data = b.Bytes()
	return out, nil
}

// copyPart writes a part as it is, or with other content, not nil, in its place.
func copyPart(w *zip.Writer, f *zip.File, instead []byte) error {
	if instead != nil {
		into, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate})
		if err == nil {
			_, err = into.Write(instead)
		}
		return err
	}
	h := zip.FileHeader{CreatorVersion: 20, ReaderVersion: 20, Name: f.Name, Method: f.Method, NonUTF8: f.NonUTF8, Flags: f.Flags, CRC32: f.CRC32,
		CompressedSize64: f.CompressedSize64, UncompressedSize64: f.UncompressedSize64}
	into, err := w.CreateRaw(&h)
	if err != nil {
		return err
	}
	from, err := f.OpenRaw()
	if err != nil {
		return err
	}
	_, err = io.Copy(into, from)
	return err
}
