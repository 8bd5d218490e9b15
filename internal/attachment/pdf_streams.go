package attachment

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"
)

const pdfSpace = `[\x00\t\n\f\r ]`

var (
	metadataStream = regexp.MustCompile(`/Type` + pdfSpace + `*/Metadata|/Subtype` + pdfSpace + `*/XML`)
	objectStream   = regexp.MustCompile(`/Type` + pdfSpace + `*/ObjStm`)
	filter         = regexp.MustCompile(`/Filter` + pdfSpace + `*(?:/[A-Za-z0-9]+|\[[^\]]*\])`)
	deflated       = regexp.MustCompile(`/Filter` + pdfSpace + `*(?:/FlateDecode|\[` + pdfSpace + `*/FlateDecode` + pdfSpace + `*\])`)
	parameters     = regexp.MustCompile(`/DecodeParms` + pdfSpace + `*(?:<<[^>]*>>|\[[^\]]*\]|null)`)
	predicted      = regexp.MustCompile(`/Predictor` + pdfSpace + `+(?:[2-9]|1[0-9])`)
	firstOffset    = regexp.MustCompile(`/First` + pdfSpace + `+([0-9]{1,9})`)
)

// maxHead is how far from its type the dictionary of a stream is looked at, in
// bytes each way.
const maxHead = 1024

// streamAround returns the dictionary of the stream in which m lies, and all that
// stands behind its keyword.
func streamAround(data []byte, m []int) (dictionary, body []byte, ok bool) {
	rest := data[m[1]:]
	head := rest[:min(len(rest), maxHead)]
	begin := bytes.Index(head, []byte("stream"))
	if begin < 0 || bytes.Contains(head[:begin], []byte("endobj")) {
		return nil, nil, false
	}
	dictionary = data[max(0, m[0]-maxHead) : m[1]+begin]
	if open := bytes.LastIndex(dictionary, []byte(" obj")); open >= 0 {
		dictionary = dictionary[open:]
	}
	body = rest[begin+len("stream"):]
	body = bytes.TrimPrefix(body, []byte("\r"))
	return dictionary, bytes.TrimPrefix(body, []byte("\n")), true
}

// blankMetadata writes spaces over XMP metadata, and over the filters through which
// it would be read; it reports whether some could not be.
func blankMetadata(data []byte) (left bool) {
	for _, m := range metadataStream.FindAllIndex(data, -1) {
		dictionary, body, ok := streamAround(data, m)
		if !ok {
			continue
		}
		for _, of := range []*regexp.Regexp{filter, parameters} {
			for _, at := range of.FindAllIndex(dictionary, -1) {
				blank(dictionary[at[0]:at[1]])
			}
		}
		end := bytes.Index(body, []byte("endstream"))
		if end < 0 || bytes.Contains(dictionary, []byte("/Filter")) {
			left = true
			continue
		}
		blank(body[:end])
	}
	return left
}

// blank writes spaces over all but the ends of lines.
func blank(b []byte) {
	for i := range b {
		if b[i] != '\n' && b[i] != '\r' {
			b[i] = ' '
		}
	}
}

// blankInStreams blanks the objects with the given numbers in object streams, and who
// made the remarks there; it returns which it found; left: one of them, or a whole stream, stays as it is.
func blankInStreams(data []byte, numbers map[string]bool) (found map[string]bool, left bool) {
	found = map[string]bool{}
	budget := int64(maxUnpacked)
	for _, m := range objectStream.FindAllIndex(data, -1) {
		dictionary, body, ok := streamAround(data, m)
		if !ok {
			continue
		}
		first := firstOffset.FindSubmatch(dictionary)
		if first == nil || !deflated.Match(dictionary) || predicted.Match(dictionary) {
			left = true
			continue
		}
		objects, length, ok := inflated(body, budget)
		budget -= int64(len(objects))
		at, err := strconv.Atoi(string(first[1]))
		if !ok || err != nil || at > len(objects) {
			left = true
			continue
		}
		before := bytes.Clone(objects)
		for number, object := range objectsIn(objects, at) {
			if numbers[number] {
				found[number] = true
				left = blankInformation(object) || left
			}
			blankTitles(object)
		}
		left = left || namedAuthor.Match(objects)
		if !bytes.Equal(before, objects) && !deflateInto(body[:length], objects) {
			left = true
		}
	}
	return found, left
}

// inflated unpacks what a text begins with, and returns how long that was.
func inflated(body []byte, limit int64) (content []byte, length int, ok bool) {
	r := bytes.NewReader(body)
	z, err := zlib.NewReader(r)
	if err != nil {
		return nil, 0, false
	}
	content, err = io.ReadAll(io.LimitReader(z, limit+1))
	if err != nil || int64(len(content)) > limit {
		return content, 0, false
	}
	return content, len(body) - r.Len(), true
}

// objectsIn returns the objects of an unpacked object stream by their numbers;
// first is where the first begins, behind the table of numbers and places.
func objectsIn(stream []byte, first int) map[string][]byte {
	table, objects := bytes.Fields(stream[:first]), map[string][]byte{}
	end := len(stream)
	for i := len(table)/2 - 1; i >= 0; i-- {
		at, err := strconv.Atoi(string(table[2*i+1]))
		if err != nil || at < 0 || first+at > end {
			return nil
		}
		objects[string(table[2*i])] = stream[first+at : end]
		end = first + at
	}
	return objects
}

// deflateInto writes content, packed, over a place of which it fills every byte; it
// reports false where that is too short.
func deflateInto(place, content []byte) bool {
	var b bytes.Buffer
	z, err := zlib.NewWriterLevel(&b, zlib.BestCompression)
	if err == nil {
		_, err = z.Write(content)
	}
	if err == nil {
		err = z.Close()
	}
	spare := len(place) - b.Len()
	if err != nil || spare < 0 {
		return false
	}
	// Blocks that hold nothing are five bytes long, or six (RFC 1951, 3.2.4 and 3.2.6).
	sixes := spare % 5
	if fives := spare/5 - sixes; fives >= 0 {
		packed := b.Bytes()
		n := copy(place, packed[:2])
		n += copy(place[n:], bytes.Repeat([]byte("\x02\x00\x00\x00\xff\xff"), sixes))
		n += copy(place[n:], bytes.Repeat([]byte("\x00\x00\x00\xff\xff"), fives))
		copy(place[n:], packed[2:])
		return true
	}
	return false
}

// blankPhotographs writes zeros over what the photographs of a file tell beside what
// they show.
func blankPhotographs(data []byte) {
	const soi = "\xff\xd8"
	for at := 0; ; at += len(soi) {
		i := bytes.Index(data[at:], []byte(soi+"\xff"))
		if i < 0 {
			return
		}
		at += i
		if before := bytes.TrimSuffix(data[:at], []byte("\n")); !bytes.HasSuffix(bytes.TrimSuffix(before, []byte("\r")), []byte("stream")) {
			continue
		}
		for rest := data[at+len(soi):]; ; {
			marker, segment, after, ok := jpegSegment(rest)
			if !ok || marker == jpegEOI || marker == jpegSOS {
				break
			}
			rest = after
			if !jpegShows(marker, segment) {
				clear(segment[4:])
			}
		}
	}
}
