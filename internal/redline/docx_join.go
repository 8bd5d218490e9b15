package redline

import "github.com/rasprava/rasprava/internal/act"

// join makes a group of passages whose texts the spans rebuild. It does nothing where they do not, or where one of them is taken or other
// passages stand between them.
func (p *plan) join(olds, news []int, spans []Span, moved bool) {
	if len(olds) == 0 || len(news) == 0 || !free(p.old, olds) || !free(p.new, news) ||
		checkRoundTrip(spans, joinPassages(p.old, olds), joinPassages(p.new, news)) != nil {
		return
	}
	for _, i := range olds {
		p.old[i].group = len(p.groups)
	}
	for _, j := range news {
		p.new[j].group = len(p.groups)
	}
	p.groups = append(p.groups, group{old: olds, new: news, spans: spans, moved: moved})
}

// lone makes a group of the passage of a provision that stands in one act alone, whose text the spans give.
func (p *plan) lone(olds, news []int, spans []Span) {
	if len(olds)+len(news) != 1 || !free(p.old, olds) || !free(p.new, news) ||
		checkRoundTrip(spans, joinPassages(p.old, olds), joinPassages(p.new, news)) != nil {
		return
	}
	for _, i := range olds {
		p.old[i].group = len(p.groups)
	}
	for _, j := range news {
		p.new[j].group = len(p.groups)
	}
	p.groups = append(p.groups, group{old: olds, new: news, spans: spans})
}

// free reports whether the passages follow each other and are in no group.
func free(ps []passage, indexes []int) bool {
	for k, i := range indexes {
		if ps[i].group != none || i != indexes[0]+k {
			return false
		}
	}
	return true
}

func joinPassages(ps []passage, indexes []int) string {
	text := ""
	for k, i := range indexes {
		if k > 0 {
			text += joint
		}
		text += ps[i].text()
	}
	return text
}

// joinEqual makes groups of units that did not change.
func (p *plan) joinEqual(r *Redline, new *act.Act, sides [2]map[string][]int) {
	new.Walk(func(n *act.Node, _ int) bool {
		olds, news := sides[0][r.pairs[n.ID]], sides[1][n.ID]
		if len(olds) != len(news) {
			return true
		}
		for k := range news {
			p.joinSame(olds[k], news[k])
		}
		return true
	})
}

func (p *plan) joinSame(i, j int) {
	text := p.new[j].text()
	if p.old[i].text() == text {
		p.join([]int{i}, []int{j}, []Span{{Op: Equal, Text: text}}, false)
	}
}

// joinRest gives every passage that is left a group of its own.
func (p *plan) joinRest() {
	for i := range p.old {
		if p.old[i].group == none {
			p.old[i].group = len(p.groups)
			p.groups = append(p.groups, group{old: []int{i}, spans: []Span{{Op: Deleted, Text: p.old[i].text()}}})
		}
	}
	for j := range p.new {
		if p.new[j].group == none {
			p.new[j].group = len(p.groups)
			p.groups = append(p.groups, group{new: []int{j}, spans: []Span{{Op: Inserted, Text: p.new[j].text()}}})
		}
	}
}
