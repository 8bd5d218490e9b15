package attachment

import (
	"bytes"
	"regexp"
)

// cleanPDF blanks out what a PDF file tells of its making: the strings of its
// information dictionaries, and who made the remarks on its pages, also in object
// streams (ISO 32000-1, 7.5.7), its XMP metadata (14.3), and Exif and comments in the
// photographs it shows. Every byte
// keeps its place, so that the table of objects stays right. What is signed or
// encrypted stays as it is. ErrActive where it runs scripts or starts programs.
func cleanPDF(data []byte) (File, error) {
	tail := data[max(0, len(data)-4096):]
	if !bytes.Contains(tail, []byte("%%EOF")) && !bytes.Contains(tail, []byte("startxref")) {
		return File{}, ErrDamaged
	}
	if activePDF(data) {
		return File{}, ErrActive
	}
	if bytes.Contains(data, []byte("/ByteRange")) || bytes.Contains(data, []byte("/Encrypt")) {
		return File{Kind: PDF, Data: data, Telling: true}, nil // signed as it is, or unreadable to anybody without its key
	}
	out := bytes.Clone(data)
	objects, names := pdfInformation(out)
	found := map[string]bool{}
	telling := len(names) == maxInfos
	for _, o := range objects {
		found[o.number] = true
		telling = blankInformation(o.body) || telling
	}
	inStreams, unread := blankInStreams(out, names)
	for n := range names {
		telling = telling || !found[n] && !inStreams[n]
	}
	telling = blankMetadata(out) || unread || telling
	blankRemarks(out)
	blankPhotographs(out)
	return File{Kind: PDF, Data: out, Telling: telling || namedAuthor.Match(out) || bytes.Contains(out, []byte("<x:xmpmeta"))}, nil
}

// namedAuthor is an author in the open, who is not blanked out.
var namedAuthor = regexp.MustCompile(`/Author[\x00\t\n\f\r ]*(?:\([\x00\t\n\f\r ]*[^\x00\t\n\f\r )]|<[0-9A-Fa-f]*[1-9A-Fa-f])`)

var infoReference = regexp.MustCompile(`/Info[\x00\t\n\f\r ]+([0-9]{1,10})[\x00\t\n\f\r ]+([0-9]{1,5})[\x00\t\n\f\r ]+R`)

// maxInfos bounds how many information dictionaries are looked for, since each
// update of a file may have one, and how often each; maxInfo is the longest.
const maxInfos, maxInfo = 16, 64 << 10

// pdfObject is an object that stands in the open.
type pdfObject struct {
	number string
	body   []byte
}

// pdfInformation returns the numbers of the information dictionaries, and those of
// them that stand in the open.
func pdfInformation(data []byte) ([]pdfObject, map[string]bool) {
	var objects []pdfObject
	seen, numbers := map[string]bool{}, map[string]bool{}
	for _, m := range infoReference.FindAllSubmatch(data, 4*maxInfos) {
		name := string(m[1]) + " " + string(m[2]) + " obj"
		if seen[name] || len(seen) == maxInfos {
			continue
		}
		seen[name], numbers[string(m[1])] = true, true
		for from, tries := 0, 0; tries < maxInfos; tries++ {
			i := bytes.Index(data[from:], []byte(name))
			if i < 0 {
				break
			}
			at := from + i
			from = at + len(name)
			if at > 0 && data[at-1] >= '0' && data[at-1] <= '9' {
				continue
			}
			object := data[from:min(len(data), from+maxInfo)]
			if end := bytes.Index(object, []byte("endobj")); end >= 0 {
				object = object[:end]
			}
			if bytes.HasPrefix(bytes.TrimLeft(object, "\x00\t\n\f\r "), []byte("<<")) && !bytes.Contains(object, []byte("stream")) {
				objects = append(objects, pdfObject{string(m[1]), object})
			}
		}
	}
	return objects, numbers
}

var indirect = regexp.MustCompile(`[0-9][\x00\t\n\f\r ]+[0-9]+[\x00\t\n\f\r ]+R`)

// blankInformation blanks the strings of an information dictionary, and reports
// whether it leads to others that stand elsewhere.
func blankInformation(object []byte) bool {
	blankStrings(object)
	return indirect.Match(object)
}

// blankStrings writes spaces over the text of every string of an object, and
// zeros over the digits of those in hexadecimal.
func blankStrings(object []byte) {
	for i := 0; i < len(object); i++ {
		if object[i] == '(' || object[i] == '<' {
			i = blankString(object, i)
		}
	}
}

// blankString blanks the string that begins at a place, and returns where it ends; a
// dictionary that begins there stays.
func blankString(object []byte, i int) int {
	if object[i] == '<' {
		if i+1 < len(object) && object[i+1] == '<' {
			return i + 1
		}
		for i++; i < len(object) && object[i] != '>'; i++ {
			if isHex(object[i]) {
				object[i] = '0'
			}
		}
		return i
	}
	depth := 1
	for i++; i < len(object); i++ {
		switch object[i] {
		case '\\':
			object[i] = ' '
			if i+1 < len(object) {
				i++
				object[i] = ' '
			}
			continue
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 {
			break
		}
		object[i] = ' '
	}
	return i
}

// remark is the type of an annotation with which somebody remarks on a page, whose
// title, T, names them (ISO 32000-1, 12.5.6.2). The T of a field of a form names the
// field, and stays.
var (
	remark = regexp.MustCompile(`/Subtype` + pdfSpace + `*/(?:Text|FreeText|Line|Square|Circle|Polygon|PolyLine|Highlight|Underline|Squiggly|StrikeOut|Stamp|Caret|Ink|Popup|FileAttachment|Sound|Redact)\b`)
	titled = regexp.MustCompile(`/T` + pdfSpace + `*[(<]`)
)

// blankRemarks blanks who made the remarks that stand in the open.
func blankRemarks(data []byte) {
	for _, m := range remark.FindAllIndex(data, -1) {
		from := max(0, m[0]-maxInfo)
		if begin := bytes.LastIndex(data[from:m[0]], []byte(" obj")); begin >= 0 {
			from += begin
		}
		object := data[from:min(len(data), m[1]+maxInfo)]
		if end := bytes.Index(object[m[1]-from:], []byte("endobj")); end >= 0 {
			object = object[:m[1]-from+end]
		}
		blankTitles(object)
	}
}

// blankTitles blanks the titles of an object that is a remark, or holds some.
func blankTitles(object []byte) {
	if !remark.Match(object) {
		return
	}
	for _, m := range titled.FindAllIndex(object, -1) {
		blankString(object, m[1]-1)
	}
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
