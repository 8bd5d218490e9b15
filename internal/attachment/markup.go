package attachment

import (
	"bytes"
	"regexp"
	"strings"
)

// element is the opening tag of an element, from < to >.
type element []byte

var (
	elementName    = regexp.MustCompile(`^<([^\s/>]+)`)
	attributeValue = regexp.MustCompile(`\s(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')`)
)

// name returns the name with its prefix.
func (e element) name() string {
	m := elementName.FindSubmatch(e)
	if m == nil {
		return ""
	}
	return string(m[1])
}

// local returns the name without its prefix.
func (e element) local() string {
	name := e.name()
	return name[strings.LastIndexByte(name, ':')+1:]
}

// attribute returns the value of an attribute under any prefix, as it is written.
func (e element) attribute(local string) string {
	for _, m := range attributeValue.FindAllSubmatch(e, -1) {
		if string(m[1]) == local {
			return string(m[2]) + string(m[3])
		}
	}
	return ""
}

// action is what becomes of an element: it stays, goes with all it holds, keeps its
// tags alone, or gets another opening tag.
type action struct {
	without, emptied bool
	tag              []byte
}

var keep, drop, empty = action{}, action{without: true}, action{emptied: true}

func instead(tag []byte) action { return action{tag: tag} }

// eachElement returns a document in XML with what decide says of each opening tag.
// Text, comments, character data and instructions stay to the byte. An element that
// goes or is emptied must hold none of its own name.
func eachElement(document []byte, decide func(element) action) []byte {
	out := make([]byte, 0, len(document))
	unclosed := map[string]bool{}
	for len(document) > 0 {
		at := bytes.IndexByte(document, '<')
		if at < 0 {
			break
		}
		out, document = append(out, document[:at]...), document[at:]
		n := markLength(document)
		mark := document[:n]
		document = document[n:]
		if n < 3 || mark[1] == '!' || mark[1] == '?' || mark[1] == '/' {
			out = append(out, mark...)
			continue
		}
		a := decide(element(mark))
		inside, closing := 0, 0 // lengths
		if name := element(mark).name(); (a.without || a.emptied) && !bytes.HasSuffix(mark, []byte("/>")) && !unclosed[name] {
			inside, closing = toClosing(document, name)
			unclosed[name] = closing == 0
		}
		switch {
		case a.without:
		case a.tag != nil:
			out = append(out, a.tag...)
		default:
			out = append(out, mark...)
		}
		if a.emptied {
			out = append(out, document[inside:inside+closing]...)
		}
		document = document[inside+closing:]
	}
	return append(out, document...)
}

// markLength returns how long the tag, comment, character data or instruction is
// that a text begins with.
func markLength(b []byte) int {
	for _, long := range []struct{ begins, ends string }{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}} {
		if bytes.HasPrefix(b, []byte(long.begins)) {
			if end := bytes.Index(b[len(long.begins):], []byte(long.ends)); end >= 0 {
				return len(long.begins) + end + len(long.ends)
			}
			return len(b)
		}
	}
	var quote byte
	for i, c := range b {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(b)
}

// toClosing returns how far it is from behind an opening tag to its closing tag,
// and how long that is; nothing where there is none.
func toClosing(rest []byte, name string) (inside, closing int) {
	end := []byte("</" + name)
	for from := 0; ; {
		at := bytes.Index(rest[from:], end)
		if at < 0 {
			return 0, 0
		}
		at += from
		n := markLength(rest[at:])
		if strings.TrimSpace(string(rest[at+len(end):at+n])) == ">" {
			return at, n
		}
		from = at + n
	}
}
