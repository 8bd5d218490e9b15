package docx

import "encoding/xml"

// maxLevels is how many levels a list has.
const maxLevels = 9

// A numbering is the lists of a document.
type numbering struct {
	abstracts map[string]*abstractList
	lists     map[string]*list
}

// An abstractList says how the levels of a list are numbered.
type abstractList struct {
	link   string // the style that says it instead
	levels [maxLevels]*level
}

// A list is one that paragraphs belong to; lists of one abstractList are counted together.
type list struct {
	abstract string
	starts   [maxLevels]int // none where it goes on counting
	levels   [maxLevels]*level
}

type level struct {
	start   int
	restart int    // none for the usual
	format  string // of the numerals
	custom  string // the pattern of a format of one's own
	text    string
	style   string // the style of paragraphs that the level belongs to
	legal   bool   // all numbers in decimal
	tight   bool   // nothing stands between the number and the text
}

func (r *reader) readNumbering() error {
	n := &numbering{abstracts: map[string]*abstractList{}, lists: map[string]*list{}}
	r.doc.numbering = n
	name, data, err := r.part("numbering")
	if err != nil || data == nil {
		return err
	}
	err = r.each(name, data, "abstractNum", func(el xml.StartElement) error {
		a := &abstractList{}
		n.abstracts[attr(el, "abstractNumId")] = a
		return r.scanner.children(func(el xml.StartElement) error {
			switch el.Name.Local {
			case "numStyleLink":
				a.link = attr(el, "val")
			case "lvl":
				return r.level(&a.levels, el)
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	return r.each(name, data, "num", func(el xml.StartElement) error {
		l := &list{}
		for i := range l.starts {
			l.starts[i] = none
		}
		n.lists[attr(el, "numId")] = l
		return r.scanner.children(func(el xml.StartElement) error {
			switch el.Name.Local {
			case "abstractNumId":
				l.abstract = attr(el, "val")
			case "lvlOverride":
				at := number(attr(el, "ilvl"), none)
				return r.scanner.children(func(el xml.StartElement) error {
					switch {
					case el.Name.Local == "startOverride" && at >= 0 && at < maxLevels:
						l.starts[at] = number(attr(el, "val"), 1)
					case el.Name.Local == "lvl":
						return r.level(&l.levels, el)
					}
					return nil
				})
			}
			return nil
		})
	})
}

func (r *reader) level(levels *[maxLevels]*level, el xml.StartElement) error {
	err := r.count()
	if err != nil {
		return err
	}
	at := number(attr(el, "ilvl"), none)
	if at < 0 || at >= maxLevels {
		return nil
	}
	l := &level{start: 0, restart: none, format: "decimal"}
	levels[at] = l
	var into func(el xml.StartElement) error
	into = func(el xml.StartElement) error {
		value := attr(el, "val")
		switch el.Name.Local {
		case "AlternateContent":
			return r.alternate(into)
		case "start":
			l.start = number(value, 0)
		case "numFmt":
			l.format, l.custom = value, attr(el, "format")
		case "lvlText":
			l.text = value
		case "lvlRestart":
			l.restart = number(value, none)
		case "pStyle":
			l.style = value
		case "isLgl":
			l.legal = on(el)
		case "suff":
			l.tight = value == "nothing"
		}
		return nil
	}
	return r.scanner.children(into)
}

// abstract returns what says how a list is numbered, through styles of lists that say it for each other.
func (n *numbering) abstract(l *list, sheet *styleSheet) (string, *abstractList) {
	id := l.abstract
	for range maxChain {
		a := n.abstracts[id]
		if a == nil || a.link == "" {
			return id, a
		}
		st := sheet.styles[a.link]
		if st == nil {
			return id, a
		}
		next := n.lists[st.format.list]
		if next == nil || next.abstract == id {
			return id, a
		}
		id = next.abstract
	}
	return id, nil
}

// A counter counts the paragraphs of lists in the order of the text.
type counter struct {
	numbering *numbering
	sheet     *styleSheet
	counts    map[string]*[maxLevels]int // by abstract list; none where a level has not begun
	begun     map[string]*[maxLevels]bool
}

func newCounter(d *Document) *counter {
	return &counter{numbering: d.numbering, sheet: d.styles, counts: map[string]*[maxLevels]int{}, begun: map[string]*[maxLevels]bool{}}
}

// A listPlace is where a paragraph stands in its list: the name of the abstract one, and the level from 1; 0 for none.
type listPlace struct {
	list  string
	depth int
}

// label returns the number that Word prints before a paragraph of the format, with what stands between it and the text and where in the list it stands, and counts it.
func (c *counter) label(f format) (label, between string, place listPlace) {
	if c.numbering == nil {
		return "", "", listPlace{}
	}
	l := c.numbering.lists[f.list]
	if l == nil {
		return "", "", listPlace{}
	}
	id, a := c.numbering.abstract(l, c.sheet)
	if a == nil {
		return "", "", listPlace{}
	}
	levels := a.levels
	for i, own := range l.levels {
		if own != nil {
			levels[i] = own
		}
	}
	at := f.level
	if at == none {
		at = 0
		for i, lv := range levels {
			if lv != nil && lv.style != "" && lv.style == f.style {
				at = i
			}
		}
	}
	if at >= maxLevels || levels[at] == nil {
		return "", "", listPlace{}
	}
	counts := c.count(id, f.list, l, &levels, at)
	lv := levels[at]
	formats := make([]string, at+1)
	for i := range formats {
		formats[i] = "decimal"
		if levels[i] != nil {
			formats[i] = levels[i].format
			if levels[i].format == "custom" {
				formats[i] = levels[i].custom
			}
		}
	}
	switch lv.format {
	case "bullet":
		label = bullet(lv.text)
	default:
		label = expand(lv.text, counts[:at+1], formats, lv.legal)
	}
	if label != "" {
		place = listPlace{id, at + 1}
	}
	if lv.tight || label == "" {
		return label, "", place
	}
	return label, " ", place
}

// count counts a paragraph at a level and returns the numbers of all levels.
func (c *counter) count(abstract, id string, l *list, levels *[maxLevels]*level, at int) *[maxLevels]int {
	counts, begun := c.counts[abstract], c.begun[id]
	if counts == nil {
		counts = &[maxLevels]int{}
		for i := range counts {
			counts[i] = none
		}
		c.counts[abstract] = counts
	}
	if begun == nil {
		begun = &[maxLevels]bool{}
		c.begun[id] = begun
	}
	for i := 0; i <= at; i++ {
		if l.starts[i] != none && !begun[i] && (i == at || counts[i] == none) {
			begun[i] = true
			counts[i] = l.starts[i]
			if i == at {
				counts[i]--
			}
			continue
		}
		if counts[i] != none {
			continue
		}
		counts[i] = 1
		if levels[i] != nil {
			counts[i] = levels[i].start
		}
		if l.starts[i] != none {
			counts[i] = l.starts[i]
		}
		if i == at {
			counts[i]--
		}
	}
	counts[at]++
	for i := at + 1; i < maxLevels; i++ {
		if levels[i] == nil || levels[i].restart == none || levels[i].restart > at {
			counts[i] = none
		}
	}
	return counts
}
