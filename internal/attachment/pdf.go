package attachment

import (
	"bytes"
	"regexp"
)

// cleanPDF blanks out what a PDF file tells of its making: the strings of its
// information dictionaries and its XMP metadata, where they stand in the open
// (ISO 32000-1, 14.3). Every byte keeps its place, so that the table of objects
// stays right. What is compressed or encrypted with the rest stays as it is.
func cleanPDF(data []byte) (MediaType, []byte, error) {
	tail := data[max(0, len(data)-4096):]
	if !bytes.Contains(tail, []byte("%%EOF")) && !bytes.Contains(tail, []byte("startxref")) {
		return "", nil, ErrDamaged
	}
	if bytes.Contains(data, []byte("/ByteRange")) || bytes.Contains(data, []byte("/Encrypt")) {
		return PDF, data, nil // signed as it is, or unreadable to anybody without its key
	}
	out := bytes.Clone(data)
	for _, object := range pdfInformation(out) {
		blankStrings(object)
	}
	blankMetadata(out)
	return PDF, out, nil
}

var infoReference = regexp.MustCompile(`/Info[\x00\t\n\f\r ]+([0-9]{1,10})[\x00\t\n\f\r ]+([0-9]{1,5})[\x00\t\n\f\r ]+R`)

// maxInfos bounds how many information dictionaries are looked for, since each
// update of a file may have one, and how often each; maxInfo is the longest.
const maxInfos, maxInfo = 16, 64 << 10

// pdfInformation returns the objects that are information dictionaries.
func pdfInformation(data []byte) [][]byte {
	var objects [][]byte
	seen := map[string]bool{}
	for _, m := range infoReference.FindAllSubmatch(data, 4*maxInfos) {
		name := string(m[1]) + " " + string(m[2]) + " obj"
		if seen[name] || len(seen) == maxInfos {
			continue
		}
		seen[name] = true
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
				objects = append(objects, object)
			}
		}
	}
	return objects
}

// blankStrings writes spaces over the text of every string of an object, and
// zeros over the digits of those in hexadecimal.
func blankStrings(object []byte) {
	for i := 0; i < len(object); i++ {
		switch {
		case object[i] == '(':
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
		case object[i] == '<' && i+1 < len(object) && object[i+1] == '<':
			i++
		case object[i] == '<':
			for i++; i < len(object) && object[i] != '>'; i++ {
				if isHex(object[i]) {
					object[i] = '0'
				}
			}
		}
	}
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

var metadataStream = regexp.MustCompile(`/Type[\x00\t\n\f\r ]*/Metadata`)

// blankMetadata writes spaces over XMP metadata that is not compressed.
func blankMetadata(data []byte) {
	for _, m := range metadataStream.FindAllIndex(data, 4*maxInfos) {
		rest := data[m[1]:]
		head := rest[:min(len(rest), 1024)]
		begin := bytes.Index(head, []byte("stream"))
		if begin < 0 || bytes.Contains(head[:begin], []byte("endobj")) {
			continue
		}
		dictionary := data[max(0, m[0]-1024) : m[1]+begin]
		if open := bytes.LastIndex(dictionary, []byte(" obj")); open >= 0 {
			dictionary = dictionary[open:]
		}
		if bytes.Contains(dictionary, []byte("/Filter")) {
			continue
		}
		body := rest[begin+len("stream"):]
		body = body[len(body)-len(bytes.TrimLeft(body, "\r\n")):]
		end := bytes.Index(body, []byte("endstream"))
		if end < 0 {
			continue
		}
		for i := range body[:end] {
			if body[i] != '\n' && body[i] != '\r' {
				body[i] = ' '
			}
		}
	}
}
