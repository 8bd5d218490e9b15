package attachment

import (
	"archive/zip"
	"bytes"
	"path"
	"regexp"
	"strings"
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

// dropped reports whether a part is left out: the picture of the first page, which
// shows the text as it once was, and the list of those who wrote.
func dropped(name string) bool {
	name = partName(name)
	return strings.HasPrefix(name, "docprops/thumbnail.") || strings.HasPrefix(name, "thumbnails/") ||
		strings.HasPrefix(name, "word/people") || strings.HasPrefix(name, "word/printersettings/")
}

// maxXML is the longest part whose mark-up is read, in bytes.
const maxXML = 64 << 20

// cleanPart returns what stands in the place of a part, nil where it stays as it
// is, and whether it tells of its maker nevertheless.
func cleanPart(f *zip.File, kind MediaType) (instead []byte, telling bool, err error) {
	name := partName(f.Name)
	if empty, ok := replaced[kind][name]; ok {
		return []byte(empty), false, nil
	}
	if kind == DOCX && path.Ext(name) == ".psmdcp" { // the properties, as some programs call them
		return []byte(emptyCore), false, nil
	}
	if f.FileInfo().IsDir() || f.UncompressedSize64 > maxXML {
		return nil, f.UncompressedSize64 > maxXML, nil
	}
	var b bytes.Buffer
	_, err = unpack(f, maxXML, &b)
	if err != nil {
		return nil, false, err
	}
	content := b.Bytes()
	var kept []byte
	switch ext := path.Ext(name); {
	case bytes.HasPrefix(content, []byte("\xff\xd8\xff")):
		kept, telling = cleanPicture(content, cleanJPEG)
	case bytes.HasPrefix(content, []byte("\x89PNG\r\n\x1a\n")):
		kept, telling = cleanPicture(content, cleanPNG)
	case ext == ".xml" || ext == ".rels" || ext == ".rdf":
		if bytes.HasPrefix(content, []byte("\xff\xfe")) || bytes.HasPrefix(content, []byte("\xfe\xff")) || bytes.HasPrefix(content, []byte("<\x00")) || bytes.HasPrefix(content, []byte("\x00<")) {
			return nil, true, nil // in two bytes a character
		}
		kept = cleanMarkup(name, content, kind)
	default:
		telling = tells(content)
	}
	if bytes.Equal(kept, content) {
		kept = nil
	}
	return kept, telling, nil
}

// cleanPicture returns an embedded picture without what tells of its making. One
// that cannot be read stays as it is: the document is worth more than that.
func cleanPicture(content []byte, clean func([]byte) (File, error)) ([]byte, bool) {
	f, err := clean(content)
	if err != nil {
		return nil, true
	}
	return f.Data, false
}

// tells reports whether a part of a kind that is not cleaned may tell of its maker:
// another document, a picture with Exif or XMP.
func tells(content []byte) bool {
	for _, begins := range []string{"PK\x03\x04", "\xd0\xcf\x11\xe0", "II*\x00", "MM\x00*", "%PDF-"} {
		if bytes.HasPrefix(content, []byte(begins)) {
			return true
		}
	}
	for _, mark := range []string{exifHead, "EXIF", "xmpmeta", "ns.adobe.com/xap"} {
		if bytes.Contains(content, []byte(mark)) {
			return true
		}
	}
	return false
}

// authorAttributes are those by which Word says who commented or changed a text,
// under whatever prefix.
var authorAttributes = regexp.MustCompile(`([\s](?:[\w.-]+:)?(?:author|initials|userId|providerId)\s*=\s*)("[^"]*"|'[^']*')`)

// templateTarget is the address of a document's template, which stands in its
// maker's folders.
var templateTarget = regexp.MustCompile(`(\sTarget\s*=\s*)("[^"]*"|'[^']*')`)

// cleanMarkup takes out of the mark-up of a part who wrote, with which printer, and
// every mention of parts that are dropped.
func cleanMarkup(name string, content []byte, kind MediaType) []byte {
	switch {
	case path.Ext(name) == ".rels":
		return eachElement(content, func(e element) action {
			switch {
			case e.local() != "Relationship":
				return keep
			case suffixed(e.attribute("Type"), "/metadata/thumbnail", "/people", "/printerSettings"):
				return drop
			case suffixed(e.attribute("Type"), "/attachedTemplate"):
				return instead(templateTarget.ReplaceAll(e, []byte(`${1}"Normal.dotm"`)))
			}
			return keep
		})
	case name == "[content_types].xml" && kind == DOCX:
		return eachElement(content, func(e element) action {
			if e.local() == "Override" && dropped(e.attribute("PartName")) {
				return drop
			}
			return keep
		})
	case name == "meta-inf/manifest.xml" && kind == ODT:
		return eachElement(content, func(e element) action {
			if e.local() == "file-entry" && dropped(e.attribute("full-path")) {
				return drop
			}
			return keep
		})
	case kind == DOCX && strings.HasPrefix(name, "word/"):
		return eachElement(content, func(e element) action {
			if e.local() == "printerSettings" {
				return drop
			}
			return instead(authorAttributes.ReplaceAll(e, []byte(`${1}""`)))
		})
	case kind == ODT && path.Base(name) == "meta.xml":
		return []byte(emptyMeta)
	case kind == ODT && path.Base(name) == "settings.xml":
		return eachElement(content, func(e element) action {
			if e.local() == "config-item" && (e.attribute("name") == "PrinterName" || e.attribute("name") == "PrinterSetup") {
				return empty
			}
			return keep
		})
	case kind == ODT && (path.Base(name) == "content.xml" || path.Base(name) == "styles.xml"):
		return eachElement(content, func(e element) action {
			switch e.name() { // of annotations and tracked changes; the text's own fields are text:creator
			case "dc:creator", "meta:creator-initials", "loext:sender-initials":
				return empty
			}
			return keep
		})
	}
	return content
}

func suffixed(s string, endings ...string) bool {
	for _, e := range endings {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}
