package docx

import (
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
	"unicode"
)

// maxPieces bounds the paragraphs, runs and cells of a document.
const maxPieces = 400_000

// Open reads a Word document: its text with all tracked changes, numbers unresolved until a View is asked for. It returns an *Error for what
// is no Word document, is encrypted or damaged, and for one beyond the bounds. Headers and footers are no part of the text: Left counts them.
func Open(src []byte) (*Document, error) {
	a, err := openArchive(src)
	if err != nil {
		return nil, err
	}
	name, relations, err := a.documentPart()
	if err != nil {
		return nil, err
	}
	r := &reader{doc: &Document{footnotes: map[string][]Block{}}, archive: a, relations: relations, folder: path.Dir(name), called: map[string]bool{}}
	for _, step := range []func() error{r.readStyles, r.readNumbering, r.readComments, r.readFootnotes, r.readData} {
		err = step()
		if err != nil {
			return nil, err
		}
	}
	data, err := a.read(name)
	if err != nil {
		return nil, err
	}
	r.doc.Blocks, err = r.readBlocks(name, data, "body")
	if err != nil {
		return nil, err
	}
	r.leaveNotes()
	r.leaveMargins()
	return r.doc, nil
}

// A reader fills a document from its parts.
type reader struct {
	doc       *Document
	archive   *archive
	relations []relation
	scanner   *scanner
	pieces    int
	fields    []field
	contents  int     // how many tables of contents the reader stands in that are marked as such
	boxes     []Block // text boxes of the paragraph that is read
	changed   Change  // by what the reader stands in
	by        made    // of the innermost change that it stands in
	start     []string
	side      bool // reads a part beside the text, such as comments
	folder    string
	called    map[string]bool // footnotes that the text calls
}

// count counts a piece of the document.
func (r *reader) count() error {
	r.pieces++
	if r.pieces > maxPieces {
		return tooLarge("more than %d paragraphs, runs and cells", maxPieces)
	}
	return nil
}

// part returns the first related part of a kind that is there, nil when there is none.
func (r *reader) part(kind string) (string, []byte, error) {
	for _, name := range related(r.relations, kind) {
		data, err := r.archive.read(name)
		if data != nil || err != nil {
			return name, data, err
		}
	}
	return "", nil, nil
}

// readBlocks returns the blocks within the first element of the name.
func (r *reader) readBlocks(part string, data []byte, name string) ([]Block, error) {
	s, err := newScanner(part, data)
	if err != nil {
		return nil, err
	}
	r.scanner = s
	for {
		el, err := s.start()
		if errors.Is(err, io.EOF) {
			return nil, broken("%s has no %s", part, name)
		}
		if err != nil {
			return nil, err
		}
		if word(el) && el.Name.Local == name {
			return r.blocks()
		}
	}
}

// each calls visit for every WordprocessingML element of a name in a part.
func (r *reader) each(part string, data []byte, name string, visit func(el xml.StartElement) error) error {
	s, err := newScanner(part, data)
	if err != nil {
		return err
	}
	outer := r.scanner
	r.scanner, r.side = s, true
	defer func() { r.scanner, r.side, r.fields, r.boxes = outer, false, nil, nil }()
	for {
		el, err := s.start()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if word(el) && el.Name.Local == name {
			err = visit(el)
			if err != nil {
				return err
			}
		}
	}
}

func (r *reader) readComments() error {
	name, data, err := r.part("comments")
	if err != nil || data == nil {
		return err
	}
	return r.each(name, data, "comment", func(el xml.StartElement) error {
		err := r.count()
		if err != nil {
			return err
		}
		c := Comment{ID: attr(el, "id"), Author: attr(el, "author"), Date: attr(el, "date")}
		left := r.doc.Left // what stands in a comment is not left out of the text
		blocks, err := r.blocks()
		if err != nil {
			return err
		}
		r.doc.Left = left
		c.Text = plainText(blocks)
		r.doc.Comments = append(r.doc.Comments, c)
		r.doc.Left.Comments++
		return nil
	})
}

// readFootnotes reads the notes: of the parts that are related to the text, else of those that lie where Word keeps them.
func (r *reader) readFootnotes() error {
	for _, kind := range []string{"footnote", "endnote"} {
		name, data, err := r.part(kind + "s")
		if err != nil {
			return err
		}
		if data != nil {
			err = r.readNotes(name, data, kind)
			if err != nil {
				return err
			}
			continue
		}
		name = path.Join(r.folder, kind+"s.xml")
		if r.archive.has(name) {
			r.doc.Left.Notes++
			r.aside(func() error {
				data, err := r.archive.read(name)
				if err != nil {
					return err
				}
				return r.readNotes(name, data, kind)
			})
		}
	}
	return nil
}

func (r *reader) readNotes(name string, data []byte, kind string) error {
	return r.each(name, data, kind, func(el xml.StartElement) error {
		if t := attr(el, "type"); t != "" && t != "normal" {
			return r.scanner.skipTo(r.scanner.depth - 1)
		}
		blocks, err := r.blocks()
		r.doc.footnotes[kind+attr(el, "id")] = blocks
		return err
	})
}

// leaveNotes counts the notes that the text does not call.
func (r *reader) leaveNotes() {
	for id, blocks := range r.doc.footnotes {
		if !r.called[id] && strings.TrimSpace(plainText(blocks)) != "" {
			r.doc.Left.Notes++
		}
	}
}

// leaveMargins counts the headers and footers with words in them, and those that cannot be read.
func (r *reader) leaveMargins() {
	seen := map[string]bool{}
	for _, margin := range []struct{ kind, element string }{{"header", "hdr"}, {"footer", "ftr"}} {
		for _, name := range related(r.relations, margin.kind) {
			if seen[name] || !r.archive.has(name) {
				continue
			}
			seen[name] = true
			worded := false
			read := r.aside(func() error {
				data, err := r.archive.read(name)
				if err != nil {
					return err
				}
				return r.each(name, data, margin.element, func(xml.StartElement) error {
					blocks, err := r.blocks()
					worded = worded || strings.IndexFunc(plainText(blocks), unicode.IsLetter) >= 0
					return err
				})
			})
			if worded || !read {
				r.doc.Left.Margins++
			}
		}
	}
}

// aside reads a part that the text can do without: what it holds is not counted, and a fault in it refuses no document. It reports whether
// there was none.
func (r *reader) aside(read func() error) bool {
	pieces, left := r.pieces, r.doc.Left
	err := read()
	r.pieces, r.doc.Left = pieces, left
	return err == nil
}

// readData keeps the XML parts of other programs.
func (r *reader) readData() error {
	for _, name := range related(r.relations, "customXml") {
		data, err := r.archive.read(name)
		if err != nil {
			return err
		}
		if data != nil {
			r.doc.Data = append(r.doc.Data, data)
		}
	}
	return nil
}
