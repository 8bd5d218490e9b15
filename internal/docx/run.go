package docx

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/script"
)

// A field is one that Word computes: its instruction stands before its result.
type field struct {
	instruction strings.Builder
	result      bool
	contents    bool
}

// maxInstruction is how much of an instruction is kept.
const maxInstruction = 1000

// isContents reports whether the instruction makes a table of contents or an index, whose result repeats the text.
func isContents(instruction string) bool {
	name, _, _ := strings.Cut(strings.TrimSpace(instruction), " ")
	switch strings.ToUpper(name) {
	case "TOC", "INDEX", "TOA":
		return true
	}
	return false
}

// shown reports whether the text at this place is that of the document: no instruction of a field, and no table of contents.
func (r *reader) shown() bool {
	if r.contents > 0 {
		return false
	}
	for i := range r.fields {
		if !r.fields[i].result || r.fields[i].contents {
			return false
		}
	}
	return true
}

// run reads a run of text.
func (r *reader) run(p *Paragraph) error {
	run := Run{Struck: r.doc.styles.struck(p.format.style, "")}
	hidden, font := false, ""
	marks := false // the mark of a footnote follows, which its program did not count
	shift := strings.Clone
	var b strings.Builder
	flush := func() error {
		run.Text = b.String()
		b.Reset()
		if run.Text == "" && run.note == "" {
			return nil
		}
		if hidden {
			r.doc.Left.Hidden++
			run.note = ""
			return nil
		}
		before := len(p.Runs) > 0 && p.Runs[len(p.Runs)-1].struck()
		err := r.add(p, run)
		run.note = ""
		if last := len(p.Runs) - 1; err == nil && p.Runs[last].struck() && !r.side {
			r.doc.strike(p.Runs[last].Text, before)
		}
		return err
	}
	var into func(el xml.StartElement) error
	into = func(el xml.StartElement) error {
		switch {
		case el.Name.Local == "AlternateContent":
			return r.alternate(into)
		case !word(el):
			return nil
		}
		switch el.Name.Local {
		case "rPr":
			return r.runProperties(p, &run, &hidden, &font, &shift)
		case "fldChar":
			err := flush()
			r.fieldCharacter(attr(el, "fldCharType"))
			return err
		case "instrText":
			return r.instruction()
		case "drawing", "pict", "object":
			return r.picture()
		case "ruby", "rubyBase":
			return r.scanner.children(into)
		case "r":
			return r.scanner.children(into)
		case "footnoteReference", "endnoteReference":
			err := flush()
			marks = attr(el, "customMarkFollows") != "" && attr(el, "customMarkFollows") != "0" && attr(el, "customMarkFollows") != "false"
			r.called[strings.TrimSuffix(el.Name.Local, "Reference")+attr(el, "id")] = true
			if err == nil && r.shown() {
				run.note = strings.TrimSuffix(el.Name.Local, "Reference") + attr(el, "id")
				err = flush()
			}
			return err
		case "commentReference":
			return r.refer(p, attr(el, "id"), flush)
		}
		text, err := r.characters(el)
		if err != nil {
			return err
		}
		if r.shown() && !marks {
			b.WriteString(shift(r.symbols(font, text)))
		}
		return nil
	}
	err := r.scanner.children(into)
	if err != nil {
		return err
	}
	return flush()
}

// struck reports whether the run is struck through and no tracked change took it.
func (run *Run) struck() bool { return run.Struck && run.Change.inView(Accepted) }

// refer notes the place of a comment that has no range.
func (r *reader) refer(p *Paragraph, id string, flush func() error) error {
	err := flush()
	if err != nil {
		return err
	}
	p.Runs = append(p.Runs, Run{Start: r.takeStart(), End: []string{id}})
	return r.count()
}

func (r *reader) runProperties(p *Paragraph, run *Run, hidden *bool, font *string, shift *func(string) string) error {
	struck := false        // by itself
	position, size := 0, 0 // in half points
	err := r.scanner.children(func(el xml.StartElement) error {
		if !word(el) {
			return nil
		}
		switch el.Name.Local {
		case "rStyle":
			run.Style = r.doc.styles.name(attr(el, "val"))
			if !struck {
				run.Struck = r.doc.styles.struck(p.format.style, attr(el, "val"))
			}
		case "rFonts":
			*font = attr(el, "ascii")
			if *font == "" {
				*font = attr(el, "hAnsi")
			}
		case "vertAlign":
			switch attr(el, "val") {
			case "superscript":
				*shift = script.Raised
			case "subscript":
				*shift = script.Lowered
			}
		case "position":
			position, _ = strconv.Atoi(attr(el, "val"))
		case "sz":
			size, _ = strconv.Atoi(attr(el, "val"))
		case "b":
			run.Bold = on(el)
		case "i":
			run.Italic = on(el)
		case "strike", "dstrike":
			run.Struck = on(el) || struck && run.Struck
			struck = true
		case "vanish":
			*hidden = on(el)
		case "ins", "del", "moveFrom", "moveTo":
			run.Change |= changeOf(el.Name.Local)
		}
		return nil
	})
	switch { // as LibreOffice writes small letters that stand higher or lower
	case size == 0:
	case 3*position >= size:
		*shift = script.Raised
	case position < 0 && -6*position >= size:
		*shift = script.Lowered
	}
	return err
}

func (r *reader) fieldCharacter(kind string) {
	last := len(r.fields) - 1
	switch {
	case kind == "begin" && last < maxDepth:
		r.fields = append(r.fields, field{})
	case kind == "separate" && last >= 0:
		f := &r.fields[last]
		f.result = true
		f.contents = isContents(f.instruction.String())
		if f.contents {
			r.doc.Left.Contents++
		}
	case kind == "end" && last >= 0:
		r.fields = r.fields[:last]
	}
}

func (r *reader) instruction() error {
	text, err := r.scanner.text()
	if err != nil {
		return err
	}
	if last := len(r.fields) - 1; last >= 0 && !r.fields[last].result && r.fields[last].instruction.Len() < maxInstruction {
		r.fields[last].instruction.WriteString(text)
	}
	return nil
}

// picture counts a picture; the text boxes in it are read as paragraphs behind the one that holds it.
func (r *reader) picture() error {
	boxes := len(r.boxes)
	var into func(el xml.StartElement) error
	into = func(el xml.StartElement) error {
		switch el.Name.Local {
		case "txbxContent":
			blocks, err := r.blocks()
			r.boxes = append(r.boxes, blocks...)
			return err
		case "AlternateContent":
			return r.alternate(into)
		}
		return r.scanner.children(into)
	}
	err := r.scanner.children(into)
	if len(r.boxes) == boxes {
		r.doc.Left.Pictures++
	}
	return err
}

// characters returns the text that a child of a run stands for.
func (r *reader) characters(el xml.StartElement) (string, error) {
	switch el.Name.Local {
	case "t", "delText":
		text, err := r.scanner.text()
		if attr(el, "space") != "preserve" {
			text = strings.Trim(text, " \t\r\n")
		}
		return lineEnds.Replace(text), err
	case "tab", "ptab":
		return "\t", nil
	case "br", "cr":
		return "\n", nil
	case "softHyphen":
		return "\u00ad", nil
	case "noBreakHyphen":
		return "\u2011", nil
	case "sym":
		return r.symbol(attr(el, "font"), attr(el, "char")), nil
	}
	return "", nil
}

// lineEnds are those inside a piece of text, which Word shows as spaces.
var lineEnds = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")

// coded returns the character with a hexadecimal code, utf8.RuneError for what is no code of one.
func coded(code string) rune {
	v, err := strconv.ParseUint(code, 16, 32)
	if err != nil || v == 0 || v > utf8.MaxRune || !utf8.ValidRune(rune(v)) {
		return utf8.RuneError
	}
	return rune(v)
}
