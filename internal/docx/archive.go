package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// The bounds of a document: of all its parts that are read, inflated, and of how far one may be inflated.
const (
	maxEntries  = 10_000
	maxInflated = 64 << 20
	maxRatio    = 400 // beyond the first mebibyte
)

// An archive is the parts of a file, inflated within the bounds.
type archive struct {
	parts map[string]*zip.File
	left  int64
}

func openArchive(src []byte) (*archive, error) {
	if !bytes.HasPrefix(src, []byte("PK")) {
		return nil, notArchive(src)
	}
	r, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return nil, notWord("not a Word document (the ZIP archive is damaged)")
	}
	if len(r.File) > maxEntries {
		return nil, tooLarge("more than %d parts", maxEntries)
	}
	a := &archive{parts: make(map[string]*zip.File, len(r.File)), left: maxInflated}
	for _, f := range r.File {
		name := partName(f.Name)
		if _, twice := a.parts[name]; !twice {
			a.parts[name] = f
		}
	}
	return a, nil
}

// partName returns the name as parts are looked up: without a slash before it, in small letters, as the packaging standard compares them.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

func (a *archive) has(name string) bool { return a.parts[partName(name)] != nil }

// read returns a part, nil when there is none.
func (a *archive) read(name string) ([]byte, error) {
	f := a.parts[partName(name)]
	if f == nil {
		return nil, nil
	}
	if f.Flags&1 != 0 {
		return nil, &Error{Code: Encrypted, Detail: "the archive is encrypted"}
	}
	limit := min(a.left, 1<<20+maxRatio*int64(min(f.CompressedSize64, 1<<40)))
	r, err := f.Open()
	if err != nil {
		return nil, broken("%s cannot be unpacked", name)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case int64(len(data)) > limit:
		return nil, tooLarge("%s unpacks to more than %d MiB", name, limit>>20)
	case err != nil:
		return nil, broken("%s cannot be unpacked", name)
	}
	a.left -= int64(len(data))
	return data, nil
}

// relation is one line of a part's relations.
type relation struct {
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr"`
}

// relations returns those of a part, of the package when it is empty.
func (a *archive) relations(part string) ([]relation, error) {
	dir, file := path.Split(part)
	data, err := a.read(dir + "_rels/" + file + ".rels")
	if err != nil || data == nil {
		return nil, err
	}
	var all []relation
	s, err := newScanner(part+".rels", data)
	if err != nil {
		return nil, err
	}
	for {
		el, err := s.start()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		if el.Name.Local == "Relationship" {
			all = append(all, relation{Type: attr(el, "Type"), Target: resolve(dir, attr(el, "Target")), Mode: attr(el, "TargetMode")})
		}
	}
}

func resolve(dir, target string) string {
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	return path.Join(dir, target)
}

// related returns the targets of the relations of one kind that lie in the file.
func related(all []relation, kind string) []string {
	var targets []string
	for _, r := range all {
		if strings.HasSuffix(r.Type, "/"+kind) && r.Mode != "External" {
			targets = append(targets, r.Target)
		}
	}
	return targets
}

// documentPart returns the name of the part that holds the text.
func (a *archive) documentPart() (string, []relation, error) {
	all, err := a.relations("")
	if err != nil {
		return "", nil, err
	}
	name := "word/document.xml"
	for _, target := range related(all, "officeDocument") {
		if a.has(target) {
			name = target
			break
		}
	}
	if !a.has(name) {
		if kind := a.otherKind(); kind != "" {
			return "", nil, notWord("not a Word document but %s", kind)
		}
		return "", nil, notWord("not a Word document (no word/document.xml)")
	}
	all, err = a.relations(name)
	return name, all, err
}

// otherKind names the kind of document that an archive without a Word document is.
func (a *archive) otherKind() string {
	mimetype, err := a.read("mimetype")
	switch {
	case err == nil && strings.Contains(string(mimetype), "opendocument.text"):
		return "an OpenDocument text (.odt): save it as .docx"
	case err == nil && strings.Contains(string(mimetype), "opendocument"):
		return "an OpenDocument file: save the text as .docx"
	case a.has("xl/workbook.xml"):
		return "a spreadsheet (.xlsx)"
	case a.has("ppt/presentation.xml"):
		return "a presentation (.pptx)"
	}
	return ""
}

// attr returns an attribute by its local name.
func attr(el xml.StartElement, name string) string {
	v, _ := attribute(el, name)
	return v
}

func attribute(el xml.StartElement, name string) (string, bool) {
	for _, a := range el.Attr {
		if a.Name.Local == name {
			return a.Value, true
		}
	}
	return "", false
}
