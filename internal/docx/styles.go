package docx

import "encoding/xml"

// none stands where a property is not set.
const none = -1

// A format is the properties of a paragraph as they stand in the file.
type format struct {
	style   string // by ID
	list    string // numId
	listed  bool   // numId is set; "0" takes the number away
	level   int    // of the list, from 0
	outline int    // from 0; 9 for text
	before  int    // space in twentieths of a point
}

// A styleSheet is the styles of a document by their IDs.
type styleSheet struct {
	styles map[string]*sheetStyle
	plain  string // the default style of paragraphs
	before int    // the default space before a paragraph
}

type sheetStyle struct {
	name    string
	basedOn string
	format  format
	strike  *bool // whether it strikes text through, nil where it does not say
}

func (r *reader) readStyles() error {
	sheet := &styleSheet{styles: map[string]*sheetStyle{}}
	r.doc.styles = sheet
	name, data, err := r.part("styles")
	if err != nil || data == nil {
		return err
	}
	err = r.each(name, data, "pPrDefault", func(xml.StartElement) error {
		f := format{before: none}
		err := r.scanner.children(func(xml.StartElement) error {
			return r.scanner.children(func(el xml.StartElement) error { return r.property(&f, el) })
		})
		sheet.before = max(f.before, 0)
		return err
	})
	if err != nil {
		return err
	}
	return r.each(name, data, "style", func(el xml.StartElement) error {
		err := r.count()
		if err != nil {
			return err
		}
		id := attr(el, "styleId")
		st := &sheetStyle{format: format{level: none, outline: none, before: none}}
		if attr(el, "type") == "paragraph" && attr(el, "default") == "1" {
			sheet.plain = id
		}
		sheet.styles[id] = st
		return r.scanner.children(func(el xml.StartElement) error {
			switch el.Name.Local {
			case "name":
				st.name = attr(el, "val")
			case "basedOn":
				st.basedOn = attr(el, "val")
			case "pPr":
				return r.scanner.children(func(el xml.StartElement) error { return r.property(&st.format, el) })
			case "rPr":
				return r.scanner.children(func(el xml.StartElement) error {
					if word(el) && (el.Name.Local == "strike" || el.Name.Local == "dstrike") {
						struck := on(el) || st.strike != nil && *st.strike
						st.strike = &struck
					}
					return nil
				})
			}
			return nil
		})
	})
}

// strikes reports whether the style with the ID, or one that it is based on, strikes text through.
func (s *styleSheet) strikes(id string) bool {
	for range maxChain {
		st := s.styles[id]
		if st == nil {
			return false
		}
		if st.strike != nil {
			return *st.strike
		}
		id = st.basedOn
	}
	return false
}

// struck reports whether the styles of a paragraph and of its run strike the run through. Where both do, the one takes it back that the other does.
func (s *styleSheet) struck(paragraph, run string) bool {
	if s == nil {
		return false
	}
	if paragraph == "" {
		paragraph = s.plain
	}
	return s.strikes(paragraph) != s.strikes(run)
}

// name returns that of a style; its ID where it has none.
func (s *styleSheet) name(id string) string {
	if s == nil {
		return id
	}
	if st := s.styles[id]; st != nil && st.name != "" {
		return st.name
	}
	return id
}

// maxChain is how many styles may be based on each other.
const maxChain = 40

// full returns the format with what its style and those below it add.
func (s *styleSheet) full(f format) format {
	if s == nil {
		return f
	}
	id := f.style
	if id == "" {
		id = s.plain
	}
	for range maxChain {
		st := s.styles[id]
		if st == nil {
			break
		}
		if !f.listed && st.format.listed {
			f.list, f.listed = st.format.list, true
			if f.level == none {
				f.level = st.format.level
			}
		}
		if f.outline == none {
			f.outline = st.format.outline
		}
		if f.before == none {
			f.before = st.format.before
		}
		id = st.basedOn
	}
	if f.before == none {
		f.before = s.before
	}
	return f
}
