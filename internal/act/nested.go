package act

// A standing is where in a list the source says that an item stands: by the indentation of Markdown,
// the elements of HTML or the levels of Word.
type standing struct {
	list  uint16 // which of the lists of the source, 0 for none
	level uint8  // from 1
}

// below reports whether the standing is in the same list as the other and deeper.
func (s standing) below(other standing) bool { return s.list == other.list && s.level > other.level }

// A nested is an item of the list that is open, with where the source says it stands.
type nested struct {
	standing
	node, parent *Node
	form         string
	value        int
}

// nested takes an item that the source says stands below another, or beside one that does, whatever
// its number. It reports whether the line is one.
func (b *builder) nested(l *line) bool {
	n := len(b.nest)
	switch l.mark {
	case pointMark, itemMark, parenMark, letterMark, dashMark:
	default:
		return false
	}
	if l.stated.list == 0 || n == 0 || b.p.rungs != nil || b.nest[n-1].list != l.stated.list {
		return false
	}
	for n > 0 && !l.stated.below(b.nest[n-1].standing) {
		n--
	}
	switch {
	case n > 0:
		b.put(b.nest[n-1].node, l)
		return true
	case b.nest[0].level != l.stated.level || b.nest[0].form != l.markerForm():
		return false
	case len(b.nest) > 1, b.markdown && l.value > 0 && l.value == b.nest[0].value:
		b.put(b.nest[0].parent, l)
		return true
	}
	return false
}

// put adds an item to parent, whose level is known.
func (b *builder) put(parent *Node, l *line) {
	label, text := b.split(l)
	kind := KindPoint
	switch {
	case l.mark == dashMark:
		kind = KindIndent
	case parent.Kind == KindPoint || parent.Kind == KindSubpoint || parent.Kind == KindIndent:
		kind = KindSubpoint
	case b.nest[0].parent == parent:
		kind = b.nest[0].node.Kind
	}
	b.add(parent, kind, l.number, label, text)
	b.nests(l, parent)
	b.point, b.sub, b.deep = nil, nil, nil
	for i := range b.nest {
		at := &b.nest[i]
		switch {
		case at.node.Kind == KindIndent:
			b.indent = at.node
		case at.node.Kind == KindPoint:
			b.point, b.pointValue, b.dotted = at.node, at.value, at.form == "1."
		case b.sub == nil:
			b.sub, b.subValue, b.subForm, b.deepOf = at.node, at.value, at.form, at.node
		default:
			b.deep, b.deepForm = at.node, at.form
		}
	}
}

// nests notes that the item read last stands below parent.
func (b *builder) nests(l *line, parent *Node) {
	n := len(b.nest)
	for n > 0 && !l.stated.below(b.nest[n-1].standing) {
		n--
	}
	form := l.markerForm()
	switch {
	case l.label > 0:
	case b.last == b.deep: // "a. text"
		form = b.deepForm
	case b.last == b.sub:
		form = b.subForm
	}
	b.nest = append(b.nest[:n], nested{l.stated, b.last, parent, form, l.value})
}

// nesting notes where the source says that what the line began stands; before is what was read
// before the line.
func (b *builder) nesting(l *line, before *Node) {
	switch {
	case b.last == before:
	case b.last != nil && l.stated.list > 0 && (b.last.Kind == KindPoint || b.last.Kind == KindSubpoint || b.last.Kind == KindIndent):
		b.nests(l, b.lastIn)
	default:
		b.nest = b.nest[:0]
	}
}

// stated returns below how many open steps the source says that a marker stands, and how it is to be
// read; false where it does not say.
func (b *builder) stated(l *line, list []reading) (int, reading, bool) {
	d := len(b.steps)
	if l.stated.list == 0 || d == 0 || b.steps[d-1].stated.list != l.stated.list {
		return 0, reading{}, false
	}
	for d > 0 && b.steps[d-1].stated.list == l.stated.list && !l.stated.below(b.steps[d-1].stated) {
		d--
	}
	if d < len(b.steps) {
		beside := &b.steps[d]
		for _, r := range list {
			if r.rung == beside.rung && beside.stated == l.stated && (r.value == beside.value+1 || b.markdown && r.value == beside.value) {
				return d, r, true
			}
		}
		return 0, reading{}, false
	}
	for _, r := range list {
		if r.value == 1 {
			return d, r, true
		}
	}
	return d, list[0], true
}

// lowered returns kind, or where no provision of that kind stands in one of outer, the kind below it.
func lowered(outer, kind Kind) Kind {
	switch {
	case outer == KindPoint || outer == KindSubpoint:
		return KindSubpoint
	case outer == KindParagraph && kind == KindParagraph:
		return KindPoint
	}
	return kind
}

// indented says of the items of Markdown where they stand: deeper than the one before that is
// indented less.
func indented(lines []line) {
	var open []uint8
	for i := range lines {
		l := &lines[i]
		switch l.mark {
		case pointMark, sectionMark, parenMark, letterMark, dashMark, rungMark:
			for len(open) > 0 && int(l.indent) < int(open[len(open)-1])+minIndent {
				open = open[:len(open)-1]
			}
			open = append(open, l.indent)
			l.stated = standing{1, uint8(min(len(open), 255))}
		case plain:
			if l.gap && l.indent == 0 {
				open = open[:0]
			}
		default:
			open = open[:0]
		}
	}
}

// minIndent is the least number of columns that an item of Markdown is indented more than the one it
// stands under.
const minIndent = 2
