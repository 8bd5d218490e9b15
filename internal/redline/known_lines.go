package redline

import "github.com/rasprava/rasprava/internal/act"

// knownLines returns the lines with which a provision below the new units and the one that it continues begin.
func (c *comparison) knownLines(a *lineAligner, olds, news *side) []match {
	if len(olds.begins) == 0 || len(news.begins) == 0 {
		return nil
	}
	type begun struct {
		line int
		node *act.Node
	}
	lineOf := make(map[string]begun, len(olds.begins)) // by id
	eachLine(olds.begins, a.old, func(b beginning, line int) { lineOf[b.node.ID] = begun{line, b.node} })
	var out []match
	eachLine(news.begins, a.new, func(b beginning, line int) {
		if old, there := lineOf[c.below.toOld[b.node.ID]]; there {
			out = append(out, match{old: old.line, new: line})
			if b.node.Label != "" && repealedSince(old.node, b.node) {
				a.notes = append(a.notes, line)
			}
		}
	})
	return out
}

// eachLine calls with the lines of beginnings, both in the order of the text.
func eachLine(begins []beginning, lines []textLine, call func(b beginning, line int)) {
	k := 0
	for _, b := range begins {
		for k < len(lines) && lines[k].start < b.token {
			k++
		}
		if k < len(lines) && lines[k].start == b.token {
			call(b, k)
		}
	}
}
