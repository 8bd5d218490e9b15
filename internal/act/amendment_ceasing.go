package act

import "strings"

// What ceases to have effect may be a list of whole acts and of provisions of acts. The whole acts
// are no orders, each of the provisions is one of its act.

// ceasesBelow reports whether the provision says of what its points name that it ceases to have effect:
// престају да важе: 1) Закон о миру; 2) члан 5. Закона о тишини.
func (r *amendmentReader) ceasesBelow(n *Node) bool {
	s := strings.TrimRight(n.Text, " ")
	if !strings.HasSuffix(s, ":") || len(n.Children) == 0 {
		return false
	}
	start := 0
	if quotes := r.words.quoted(s); len(quotes) > 0 {
		start = quotes[len(quotes)-1].end
	}
	if strings.ContainsAny(s[start:], "„»«") {
		return false
	}
	for at := start; at < len(s); {
		k, size := key(s[at:])
		at += max(size, 1)
		if size > 0 && r.words.repeal[k] && begins(s[at:], 1, r.words.ceases) {
			return !strings.ContainsAny(s[at:], "0123456789.;,")
		}
	}
	return false
}

// ceasingPoints reads the points of a list of what ceases to have effect, of which one that names neither an
// act nor a provision of one is not clear.
func (r *amendmentReader) ceasingPoints(n *Node) {
	base, before := r.base, r.before
	for _, point := range n.Children {
		switch {
		case point.Kind == KindNote || isQuoted(point) || r.citing.calls(point.Text):
		case r.ceasingProvision(point.Text) == "":
			r.clause = clause{}
			r.lose(point)
		default:
			found := len(r.found)
			r.inside, r.vague, r.below = "", false, ActionRepeal
			r.read(point, path{})
			r.below = ""
			r.orders[point] = len(r.found) > found
		}
	}
	r.base, r.before, r.named, r.clause = base, before, path{}, clause{}
}

// listsProvision reports whether one of the points of a list of what ceases is a provision of an act.
func (r *amendmentReader) listsProvision(n *Node) bool {
	if !r.ceasesBelow(n) {
		return false
	}
	for _, point := range n.Children {
		if r.ceasingProvision(point.Text) != "" {
			return true
		}
	}
	return false
}

// ceasingProvision returns how s, which begins with provisions, names the act they are of, "" where it
// does neither: одредбе чл. 7. и 8. и члан 9. Закона о буци.
func (r *amendmentReader) ceasingProvision(s string) string {
	s = r.words.behindCeases(s)
	for at, cited := 0, 0; cited < maxListed; cited++ {
		k, _ := key(s[at:])
		cit, ok := r.citedAt(s, at, k)
		if !ok {
			return ""
		}
		name, end := r.citedAct(s, at)
		if name != "" || cit.tail.kind != noTail {
			return name
		}
		end = max(end, cit.end)
		gap, joined := r.citing.gap(s[end:])
		if !joined {
			return ""
		}
		at = end + gap
	}
	return ""
}

// ceasesAmong reports whether provisions of acts stand in a list of what ceases to have effect that begins
// with a whole act, behind the verb before s: престају да важе Закон о миру и члан 5. Закона о тишини. What
// else the list may cite first is only named in it: Правилник о обрасцу из члана 5. Закона о раду.
func (r *amendmentReader) ceasesAmong(s string) string {
	s = r.words.behindCeases(s)
	if !r.citing.calls(s) {
		return ""
	}
	apart := false // what stands before is a comma or a word that joins
	for at := 0; at < len(s); {
		if s[at] == '(' {
			if end := strings.IndexByte(s[at:], ')'); end > 0 {
				at += end + 1
				continue
			}
		}
		k, n := key(s[at:])
		switch _, cites := r.citedAt(s, at, k); {
		case cites && apart:
			return r.ceasingProvision(s[at:])
		case cites, r.words.repeal[k], n == 0 && startsAny(s[at:], ".;:\"„“»«"):
			return ""
		case n > 0:
			apart = r.citing.joins[k] || apart && r.words.ceases[k]
		case s[at] != ' ' && s[at] != ')':
			apart = s[at] == ','
		}
		at += max(n, 1)
	}
	return ""
}

// splits takes a word between two groups of provisions that cease, the second of which may do so with a verb
// of its own and in part alone: престаје да важи члан 5. Закона о миру, а члан 7. тог закона престаје да важи у делу.
func (r *amendmentReader) splits(n *Node, k, rest string) bool {
	c := &r.clause
	switch {
	case k == "a":
		r.finish(n)
		c.first, c.listed = ActionRepeal, true
	case r.words.repeal[k] && !r.ahead(rest):
		c.part = c.part || r.words.inPart(rest)
		r.finish(n)
	default:
		return false
	}
	return true
}

// inPart reports whether s, behind a verb, says that not all of a provision ceases: да важи у делу који.
func (w *ordering) inPart(s string) bool {
	s = w.behindCeases(s)
	k, n := key(s)
	return w.within[k] && begins(s[n:], 1, w.partly)
}

// behindCeases returns s without the words at its beginning that stand between a verb and what ceases.
func (w *ordering) behindCeases(s string) string {
	for {
		s = s[spaces(s):]
		k, n := key(s)
		if !w.ceases[k] {
			return s
		}
		s = s[n:]
	}
}

// startsAny reports whether s begins with one of the characters.
func startsAny(s, characters string) bool {
	first, _ := firstRune(s)
	return strings.ContainsRune(characters, first)
}

// joined reports whether a citation behind a word is joined to one before it.
func (r *amendmentReader) joined(cit *citation, previous string) bool {
	before := strings.TrimRight(r.provision.Text[:cit.start], " ")
	return r.citing.joins[previous] || strings.HasSuffix(before, ",") || r.clause.listed && r.words.ceases[previous]
}

// ofAct says of which act what is cited next is. Where several that are cited and joined are of one act
// each, the verb before them is said of each: престају да важе члан 5. Закона о реду и члан 7. Закона о
// миру.
func (r *amendmentReader) ofAct(name string, joined bool) {
	c := &r.clause
	if name == "" || r.citing.nameless(name) {
		return
	}
	listed, shared := c.listed, c.first == ActionRepeal && !c.owned && joined // члан 5. и члан 7. Закона о миру
	if c.first == ActionRepeal && c.owned && joined && name != r.base {
		r.finish(r.provision)
		c.first, c.listed = ActionRepeal, listed
	}
	c.owned = true
	c.unknown = c.unknown || len(c.cited) > 0 && (name != r.base && !shared || listed && !joined)
	r.base, r.before = name, name
}

// wholeAct reports whether s, an order, begins with an act of which it says that it is repealed, and so changes no
// provision of it: Directive 2009/65/EC is repealed.
func (r *amendmentReader) wholeAct(s string) bool {
	s = strings.TrimLeft(s, " \u00a0.;\n")
	k, n := wordKey(s)
	if r.words.grammar != verbBehind || n == 0 || !r.citing.act(s, k, n) || startsLower(s) {
		return false
	}
	return begins(s[r.citing.nameEnd(s):], 3, r.words.repeal)
}

// holds reports whether one of what is excepted stands, or may stand, in what the clause cites: чл. 3–12, осим члана 9.
func (c *clause) holds(excepted []Amended) bool {
	for _, m := range c.cited {
		for _, t := range m.targets {
			for _, e := range excepted {
				if t.Upto != "" || e.Upto != "" || t.ID == e.ID || strings.HasPrefix(e.ID, t.ID+"__") {
					return true
				}
			}
		}
	}
	return false
}
