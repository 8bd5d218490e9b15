package docx

import (
	"encoding/xml"
	"strings"
)

// blocks reads the paragraphs and tables of the element whose start was read last.
func (r *reader) blocks() ([]Block, error) {
	var out []Block
	err := r.scanner.children(func(el xml.StartElement) error { return r.block(&out, el) })
	return out, err
}

func (r *reader) block(out *[]Block, el xml.StartElement) error {
	if el.Name.Local == "AlternateContent" {
		return r.alternate(func(el xml.StartElement) error { return r.block(out, el) })
	}
	if !word(el) {
		return nil
	}
	into := func(el xml.StartElement) error { return r.block(out, el) }
	switch el.Name.Local {
	case "p":
		return r.paragraph(out)
	case "tbl":
		return r.table(out)
	case "sdt":
		return r.control(into)
	case "sdtContent", "customXml", "smartTag":
		return r.scanner.children(into)
	case "ins", "del", "moveFrom", "moveTo":
		return r.within(el, into)
	case "commentRangeStart":
		r.start = append(r.start, attr(el, "id"))
	case "commentRangeEnd":
		if n := len(*out); n > 0 && (*out)[n-1].Paragraph != nil {
			p := (*out)[n-1].Paragraph
			p.Runs = append(p.Runs, Run{Start: r.takeStart(), End: []string{attr(el, "id")}})
		}
	}
	return nil
}

// within reads what stands in the element of a tracked change.
func (r *reader) within(el xml.StartElement, visit func(el xml.StartElement) error) error {
	outer, by := r.changed, r.by
	r.changed |= changeOf(el.Name.Local)
	r.by = made{attr(el, "author"), attr(el, "date")}
	if !r.side {
		r.doc.Left.Changes++
	}
	err := r.scanner.children(visit)
	r.changed, r.by = outer, by
	return err
}

func changeOf(name string) Change {
	switch name {
	case "ins":
		return Inserted
	case "del":
		return Deleted
	case "moveFrom":
		return MovedFrom
	case "moveTo":
		return MovedTo
	}
	return 0
}

// alternate reads the first of the contents that a program may choose from, and the fallback only where there is no other.
func (r *reader) alternate(visit func(el xml.StartElement) error) error {
	taken := false
	return r.scanner.children(func(el xml.StartElement) error {
		if taken || el.Name.Local != "Choice" && el.Name.Local != "Fallback" {
			return nil
		}
		taken = true
		return r.scanner.children(visit)
	})
}

func (r *reader) takeStart() []string {
	ids := r.start
	r.start = nil
	return ids
}

func (r *reader) paragraph(out *[]Block) error {
	err := r.count()
	if err != nil {
		return err
	}
	p := &Paragraph{format: format{level: none, outline: none, before: none}}
	outer := r.boxes
	r.boxes = nil
	err = r.scanner.children(func(el xml.StartElement) error { return r.inline(p, el) })
	if err != nil {
		return err
	}
	p.Style = r.doc.styles.name(p.format.style)
	if r.lists(p) {
		for i := range p.Runs {
			p.Runs[i].Text, p.Runs[i].note = "", ""
		}
		p.format.list, p.format.listed = "", true
		r.doc.Left.Contents++
	}
	p.Mark |= r.changed
	*out = append(*out, Block{Paragraph: p})
	*out = append(*out, r.boxes...)
	r.boxes = outer
	return nil
}

// inline reads a child of a paragraph, or of what stands in one.
func (r *reader) inline(p *Paragraph, el xml.StartElement) error {
	into := func(el xml.StartElement) error { return r.inline(p, el) }
	switch {
	case el.Name.Local == "AlternateContent":
		return r.alternate(into)
	case el.Name.Space == spaceMath:
		return r.formula(p, el)
	case !word(el):
		return nil
	}
	switch el.Name.Local {
	case "pPr":
		return r.properties(p)
	case "r":
		return r.run(p)
	case "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo":
		return r.scanner.children(into)
	case "fldSimple":
		if isContents(attr(el, "instr")) {
			r.doc.Left.Contents++
			return nil
		}
		return r.scanner.children(into)
	case "ins", "del", "moveFrom", "moveTo":
		return r.within(el, into)
	case "moveFromRangeStart", "moveToRangeStart":
		p.Move = attr(el, "name")
	case "commentRangeStart":
		r.start = append(r.start, attr(el, "id"))
	case "commentRangeEnd":
		p.Runs = append(p.Runs, Run{Start: r.takeStart(), End: []string{attr(el, "id")}})
	}
	return nil
}

// formula keeps the characters of a formula.
func (r *reader) formula(p *Paragraph, el xml.StartElement) error {
	if el.Name.Local == "t" {
		text, err := r.scanner.text()
		if err != nil {
			return err
		}
		return r.add(p, Run{Text: text})
	}
	return r.scanner.children(func(el xml.StartElement) error { return r.inline(p, el) })
}

// add adds a run with what the reader stands in.
func (r *reader) add(p *Paragraph, run Run) error {
	if run.Text == "" && run.note == "" {
		return nil
	}
	err := r.count()
	if err != nil {
		return err
	}
	run.Change |= r.changed
	run.by = r.by
	run.Start = append(r.takeStart(), run.Start...)
	p.Runs = append(p.Runs, run)
	return nil
}

// properties reads those of a paragraph.
func (r *reader) properties(p *Paragraph) error {
	return r.scanner.children(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "rPr":
			return r.scanner.children(func(el xml.StartElement) error {
				if c := changeOf(el.Name.Local); c != 0 && word(el) {
					p.Mark |= c
					r.doc.Left.Changes++
				}
				return nil
			})
		case "pPrChange":
			p.Was = &Format{}
			r.doc.Left.Changes++
			p.was = format{level: none, outline: none, before: none}
			return r.scanner.children(func(el xml.StartElement) error {
				if el.Name.Local != "pPr" {
					return nil
				}
				return r.scanner.children(func(el xml.StartElement) error { return r.property(&p.was, el) })
			})
		}
		return r.property(&p.format, el)
	})
}

// property reads one property of a paragraph or a style of paragraphs.
func (r *reader) property(f *format, el xml.StartElement) error {
	if !word(el) {
		return nil
	}
	switch el.Name.Local {
	case "pStyle":
		f.style = attr(el, "val")
	case "outlineLvl":
		f.outline = number(attr(el, "val"), none)
	case "spacing":
		f.before = number(attr(el, "before"), f.before)
	case "numPr":
		return r.scanner.children(func(el xml.StartElement) error {
			switch el.Name.Local {
			case "ilvl":
				f.level = number(attr(el, "val"), none)
			case "numId":
				f.list, f.listed = attr(el, "val"), true
			}
			return nil
		})
	}
	return nil
}

// number returns the value of up to six digits, or other.
func number(s string, other int) int {
	if len(s) == 0 || len(s) > 6 {
		return other
	}
	v := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return other
		}
		v = v*10 + int(s[i]-'0')
	}
	return v
}

func (r *reader) table(out *[]Block) error {
	t := &Table{}
	var rows func(el xml.StartElement) error
	rows = func(el xml.StartElement) error {
		switch el.Name.Local {
		case "tr":
			return r.row(t)
		case "sdt", "sdtContent", "customXml":
			return r.scanner.children(rows)
		case "ins", "del", "moveFrom", "moveTo":
			return r.within(el, rows)
		}
		return nil
	}
	err := r.scanner.children(rows)
	if err != nil {
		return err
	}
	*out = append(*out, Block{Table: t})
	return nil
}

func (r *reader) row(t *Table) error {
	row := Row{Change: r.changed, by: r.by}
	var cells func(el xml.StartElement) error
	cells = func(el xml.StartElement) error {
		switch el.Name.Local {
		case "trPr":
			return r.scanner.children(func(el xml.StartElement) error {
				if c := changeOf(el.Name.Local); c != 0 {
					row.Change |= c
					row.by = made{attr(el, "author"), attr(el, "date")}
					r.doc.Left.Changes++
				}
				row.Header = row.Header || el.Name.Local == "tblHeader" && on(el)
				return nil
			})
		case "tc":
			return r.cell(&row)
		case "sdt", "sdtContent", "customXml":
			return r.scanner.children(cells)
		}
		return nil
	}
	err := r.scanner.children(cells)
	t.Rows = append(t.Rows, row)
	return err
}

func (r *reader) cell(row *Row) error {
	err := r.count()
	if err != nil {
		return err
	}
	c := Cell{}
	err = r.scanner.children(func(el xml.StartElement) error {
		if el.Name.Local != "tcPr" {
			return r.block(&c.Blocks, el)
		}
		return r.scanner.children(func(el xml.StartElement) error {
			if el.Name.Local == "gridSpan" {
				c.Span = number(attr(el, "val"), 0)
			}
			return nil
		})
	})
	row.Cells = append(row.Cells, c)
	return err
}

// control reads a content control. The text of one that Word calls a table of contents is none of the document.
func (r *reader) control(visit func(el xml.StartElement) error) error {
	contents := false
	err := r.scanner.children(func(el xml.StartElement) error {
		if !word(el) || el.Name.Local != "sdtPr" {
			return visit(el)
		}
		gallery, err := r.gallery()
		if gallery == "Table of Contents" && !contents {
			contents = true
			r.contents++
			r.doc.Left.Contents++
		}
		return err
	})
	if contents {
		r.contents--
	}
	return err
}

// gallery returns of which gallery the properties of a content control say it is a part, "" for none.
func (r *reader) gallery() (string, error) {
	name := ""
	err := r.scanner.children(func(el xml.StartElement) error {
		if el.Name.Local != "docPartObj" {
			return nil
		}
		return r.scanner.children(func(el xml.StartElement) error {
			if el.Name.Local == "docPartGallery" {
				name = attr(el, "val")
			}
			return nil
		})
	})
	return name, err
}

// lists reports whether the paragraph is an entry of a table of contents by its style and the number of a page at its end, or its heading.
func (r *reader) lists(p *Paragraph) bool {
	style := strings.ToLower(p.Style)
	if style == "toc heading" {
		return true
	}
	level, ok := strings.CutPrefix(style, "toc ")
	if !ok || len(level) != 1 || level < "1" || level > "9" {
		return false
	}
	text := ""
	for i := range p.Runs {
		text += p.Runs[i].Text
	}
	text = strings.TrimRight(text, " \u00a0")
	words := strings.TrimRight(text, "0123456789")
	return len(words) < len(text) && (strings.HasSuffix(words, "\t") || strings.HasSuffix(words, ".."))
}
