package redline

import (
	"html"
	"slices"
	"strings"
)

// Page returns the redline as a document that stands alone: with the names of the acts, a look of its own on a screen and on paper, links
// from each change to the ones beside it, and three ways to show the changes that need no script: in one column, the old text and the new
// one beside each other, and only the paragraphs that changed. The words are in the language named, or in that of the new act when lang is
// empty.
func (r *Redline) Page(lang string) string {
	h := htmlWriter{r: r, w: r.wording(lang), textLang: r.Lang, page: true}
	title := h.w.title
	names := html.EscapeString(r.names())
	if names != "" {
		title = names + " – " + title
	}
	h.printf("<!doctype html>\n<html lang=\"%s\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"+
		"<title>%s</title>\n<style>\n%s</style></head>\n<body>\n<header>\n<h1>%s</h1>\n", h.w.lang, title, pageStyle, h.w.title)
	if names != "" {
		h.printf("<p class=\"acts\" lang=\"%s\">%s</p>\n", html.EscapeString(r.Lang), names)
	}
	h.summary(lang)
	h.printf("<fieldset class=\"views\"><legend>%s</legend>\n", h.w.view)
	for i, view := range []struct{ value, name string }{{"column", h.w.oneColumn}, {"sides", h.w.sides}, {"changed", h.w.changedOnly}} {
		checked := ""
		if i == 0 {
			checked = " checked"
		}
		h.printf("<label><input type=\"radio\" name=\"view\" value=\"%s\"%s> %s</label>\n", view.value, checked, view.name)
	}
	h.printf("</fieldset>\n</header>\n<main class=\"redline\">\n")
	h.changes()
	h.printf("</main>\n</body>\n</html>\n")
	return h.b.String()
}

// names returns what the act is called: by both names where they differ.
func (r *Redline) names() string {
	old, new := oneLine(sideOf(r.Title, Deleted)), oneLine(sideOf(r.Title, Inserted))
	if old == "" || new == "" || old == new {
		return max(old, new)
	}
	return old + " → " + new
}

// steps writes links to the changes beside the one at a place, and to the list.
func (h *htmlWriter) steps(listed []int, place int) {
	h.b.WriteString("<p class=\"steps\">")
	if place > 0 {
		h.step(listed[place-1], h.w.previous)
	}
	if place+1 < len(listed) {
		h.step(listed[place+1], h.w.next)
	}
	h.printf("<a href=\"#changes\">%s</a></p>\n", h.w.listing)
}

func (h *htmlWriter) step(i int, words string) {
	h.printf("<a href=\"#%s\">%s<span class=\"visually-hidden\">: %s</span></a> ", anchor(i), words, html.EscapeString(oneLine(h.w.name(&h.r.Changes[i]))))
}

// columns writes the spans of a change for all the ways to show them. What both acts have is of the class same, and once more of same old
// for the old column; a paragraph that came is of new, one that went of old; one in which words changed is of one in one column, of side old
// and side new beside each other.
func (h *htmlWriter) columns(spans []Span) {
	for _, p := range h.r.Passages(spans) {
		if p.Move != 0 {
			h.moved(p)
			continue
		}
		for _, b := range blocks(p.Spans) {
			h.block(b)
		}
	}
}

func (h *htmlWriter) block(spans []Span) {
	lines := Paragraphs(spans)
	left, right := sides(spans, h.r.unmarked)
	nothing := func(line []Span) bool { return line == nil }
	left, right = slices.DeleteFunc(left, nothing), slices.DeleteFunc(right, nothing)
	if len(lines) > 1 && !slices.ContainsFunc(lines, isRow) && apart(lines, left, right) {
		for _, line := range lines {
			h.block(line)
		}
		return
	}
	switch {
	case !changed(spans) || h.r.scriptAlone(spans):
		h.lines(left, "same old")
		h.lines(lines, "same")
	case only(spans, Inserted):
		h.lines(lines, "new")
	case only(spans, Deleted):
		h.lines(lines, "old")
	default:
		h.lines(lines, "one")
		h.lines(left, "side old")
		h.lines(right, "side new")
	}
}

// apart reports whether paragraphs shown one by one, each with its two sides, give the two sides of all.
func apart(lines, left, right [][]Span) bool {
	for _, side := range []struct {
		op    string
		lines [][]Span
	}{{Deleted, left}, {Inserted, right}} {
		k := 0
		for _, line := range lines {
			text := sideOf(line, side.op)
			if text == "" {
				continue
			}
			var whole strings.Builder
			if k < len(side.lines) {
				for _, sp := range side.lines[k] {
					whole.WriteString(sp.Text)
				}
			}
			if whole.String() != text {
				return false
			}
			k++
		}
		if k != len(side.lines) {
			return false
		}
	}
	return true
}

func only(spans []Span, op string) bool {
	return !slices.ContainsFunc(spans, func(sp Span) bool { return sp.Op != op })
}

func isRow(line []Span) bool { return Cells(line) != nil }

// blocks cuts spans at the line breaks that both acts have; the rows of a table are one block.
func blocks(spans []Span) [][]Span {
	var out [][]Span
	var block []Span
	table := false
	end := func() {
		row := isRow(block)
		switch {
		case len(block) == 0:
			return
		case row && table:
			last := len(out) - 1
			out[last] = append(append(out[last], Span{Op: Equal, Text: "\n"}), block...)
		default:
			out = append(out, block)
		}
		block, table = nil, row
	}
	for _, sp := range spans {
		if !sp.kept() || sp.Op == Typographic && strings.Count(sp.Old, "\n") != strings.Count(sp.Text, "\n") {
			block = append(block, sp)
			continue
		}
		for k, line := range linesOf(sp) {
			if k > 0 {
				end()
			}
			if line.Text != "" || line.Old != "" {
				block = append(block, line)
			}
		}
	}
	end()
	return out
}
