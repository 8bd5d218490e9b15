package act

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The bounds of a document in XML.
const (
	maxDepth    = 400     // of elements one in another
	maxElements = 150_000 // in all
)

// isXML takes files that are called so, and those that begin as XML does unless
// they are called text.
func isXML(src []byte, name string) bool {
	if ending(name, ".txt", ".md", ".markdown", ".html", ".htm", ".xhtml") {
		return false
	}
	root := rootOf(src)
	return root != "html" && (root != "" || ending(name, ".xml", ".akn", ".uslm"))
}

// readXML reads Akoma Ntoso, USLM and the older bills of the United States.
func readXML(src []byte, opts Options) (*Act, error) {
	root, err := parseXML(src)
	if err != nil {
		return nil, err
	}
	switch {
	case root.name == "akomaNtoso" || aknDocuments[root.name] && strings.Contains(strings.ToLower(root.space), "akn"):
		return readAKN(root, opts), nil
	case uslmRoots[root.name]:
		return readUSLM(root, opts), nil
	}
	return nil, refusal(Malformed, root.at, "<%.40s> begins neither Akoma Ntoso nor USLM", root.name)
}

// parseXML returns the root of a document. No entity is known but those of XML and
// HTML, so that none expands; what is deeper or larger than the bounds, or not well
// formed, is an *Error that names the line.
func parseXML(src []byte) (*element, error) {
	src, err := decode(src, declaredIn(src, "encoding"))
	if err != nil {
		return nil, err
	}
	d := xml.NewDecoder(bytes.NewReader(src))
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil } // decoded above
	var root *element
	var open []*element
	count := 0
	for {
		token, err := d.RawToken()
		at, _ := d.InputPos()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, malformed(err, at)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if count++; count > maxElements {
				return nil, refusal(TooLarge, at, "more than %d elements", maxElements)
			}
			if len(open) == maxDepth {
				return nil, refusal(TooLarge, at, "more than %d elements one in another", maxDepth)
			}
			e := newElement(t, at)
			switch {
			case len(open) > 0:
				parent := open[len(open)-1]
				parent.children = append(parent.children, child{el: e})
			case root != nil:
				return nil, refusal(Malformed, at, "a second root <%.40s>", e.name)
			default:
				root = e
			}
			open = append(open, e)
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1].written != written(t.Name) {
				return nil, refusal(Malformed, at, "</%.40s> closes what is not open", t.Name.Local)
			}
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				parent := open[len(open)-1]
				parent.children = append(parent.children, child{text: string(t)})
			} else if len(bytes.TrimSpace(t)) > 0 {
				return nil, refusal(Malformed, at, "characters outside of the root")
			}
		}
	}
	if at, _ := d.InputPos(); len(open) > 0 || root == nil {
		return nil, refusal(Malformed, at, "the document ends before its root does")
	}
	return root, nil
}

// refusal returns an error that names the line.
func refusal(code string, line int, format string, args ...any) error {
	return &Error{Code: code, Line: line, Detail: fmt.Sprintf("line %d: ", line) + fmt.Sprintf(format, args...)}
}

func malformed(err error, at int) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return refusal(Malformed, syntax.Line, "not XML: %.100s", syntax.Msg)
	}
	return refusal(Malformed, at, "not XML: %.100s", err)
}

// written returns the name of an element as it stands in the document.
func written(name xml.Name) string {
	if name.Space == "" {
		return name.Local
	}
	return name.Space + ":" + name.Local
}

func newElement(t xml.StartElement, at int) *element {
	e := &element{name: t.Name.Local, written: written(t.Name), at: at}
	for _, a := range t.Attr {
		name := a.Name.Local
		if a.Name.Space == "xml" {
			name = "xml:" + name
		}
		if a.Name.Space == "xmlns" && a.Name.Local == t.Name.Space || a.Name.Space == "" && name == "xmlns" && t.Name.Space == "" {
			e.space = a.Value
			continue
		}
		e.attrs = append(e.attrs, attr{name: name, value: a.Value})
	}
	return e
}
