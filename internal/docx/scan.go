package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
)

// The bounds of a part: how deep elements may stand in each other, and how many there may be.
const (
	maxDepth    = 400
	maxElements = 2_000_000
)

// The namespaces of WordprocessingML, transitional and strict, and of formulas.
const (
	spaceWord       = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	spaceWordStrict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	spaceMath       = "http://schemas.openxmlformats.org/officeDocument/2006/math"
)

// A scanner reads one XML part. It refuses declarations of document types, so that there are no entities to expand.
type scanner struct {
	part     string
	dec      *xml.Decoder
	depth    int
	elements int
}

func newScanner(part string, data []byte) (*scanner, error) {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return nil, broken("%s is in UTF-16, and only UTF-8 is read", part)
	}
	return &scanner{part: part, dec: xml.NewDecoder(bytes.NewReader(data))}, nil
}

// next returns a start element, an end element or characters; io.EOF behind the last.
func (s *scanner) next() (xml.Token, error) {
	for {
		tok, err := s.dec.Token()
		if errors.Is(err, io.EOF) {
			return nil, io.EOF
		}
		if err != nil {
			return nil, broken("%s is not well-formed XML", s.part)
		}
		switch tok.(type) {
		case xml.StartElement:
			s.depth++
			s.elements++
			if s.elements > maxElements {
				return nil, tooLarge("%s has more than %d elements", s.part, maxElements)
			}
			if s.depth > maxDepth {
				return nil, tooLarge("%s is nested more than %d deep", s.part, maxDepth)
			}
			return tok, nil
		case xml.EndElement:
			s.depth--
			return tok, nil
		case xml.CharData:
			return tok, nil
		case xml.Directive:
			return nil, broken("%s declares a document type", s.part)
		}
	}
}

// start returns the next start element, however deep; io.EOF when there is none.
func (s *scanner) start() (xml.StartElement, error) {
	for {
		tok, err := s.next()
		if err != nil {
			return xml.StartElement{}, err
		}
		if el, ok := tok.(xml.StartElement); ok {
			return el, nil
		}
	}
}

// children calls visit for every element directly within the one whose start was read last. A visit that does not read its element to the
// end leaves the rest to children, which skips it.
func (s *scanner) children(visit func(el xml.StartElement) error) error {
	level := s.depth
	for {
		tok, err := s.next()
		if errors.Is(err, io.EOF) {
			return broken("%s ends too early", s.part)
		}
		if err != nil {
			return err
		}
		switch tok := tok.(type) {
		case xml.EndElement:
			if s.depth < level {
				return nil
			}
		case xml.StartElement:
			err = visit(tok)
			if err != nil {
				return err
			}
			err = s.skipTo(level)
			if err != nil {
				return err
			}
		}
	}
}

// skipTo reads on to the end of what is open deeper than level.
func (s *scanner) skipTo(level int) error {
	for s.depth > level {
		_, err := s.next()
		if errors.Is(err, io.EOF) {
			return broken("%s ends too early", s.part)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// text returns the characters directly within the element whose start was read last, and reads it to its end.
func (s *scanner) text() (string, error) {
	level := s.depth
	var b bytes.Buffer
	for {
		tok, err := s.next()
		if errors.Is(err, io.EOF) {
			return "", broken("%s ends too early", s.part)
		}
		if err != nil {
			return "", err
		}
		switch tok := tok.(type) {
		case xml.CharData:
			if s.depth == level {
				b.Write(tok)
			}
		case xml.EndElement:
			if s.depth < level {
				return b.String(), nil
			}
		}
	}
}

// word reports whether the element is one of WordprocessingML.
func word(el xml.StartElement) bool {
	return el.Name.Space == spaceWord || el.Name.Space == spaceWordStrict
}

// on returns a property that is on when it stands there, unless its value says no.
func on(el xml.StartElement) bool {
	switch attr(el, "val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}
