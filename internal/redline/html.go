package redline

import (
	"fmt"
	"html"
	"strings"
)

// HTML returns the redline as a section of a page, without style or script: the summary, the renumberings and the references to look at, a
// list of the changes that leads to each of them, and every change with its words in ins and del. Words of the class visually-hidden say to those who do not see the colours where
// an insertion or a deletion begins and ends. An ins or del never crosses the border of a paragraph or of a cell of a table. Articles of
// which nothing but the number is another stand in the renumberings alone. The words are in the language named,
// or in that of the new act when lang is empty.
func (r *Redline) HTML(lang string) string {
	h := htmlWriter{r: r, w: r.wording(lang), textLang: r.Lang}
	h.printf("<section class=\"redline\" lang=\"%s\">\n<h2>%s</h2>\n", h.w.lang, h.w.title)
	h.summary(lang)
	h.changes()
	h.printf("</section>\n")
	return h.b.String()
}

// summary writes the counts, the renumberings and the references to look at.
func (h *htmlWriter) summary(lang string) {
	if said := h.w.summarized(h.r); said != "" {
		h.printf("<p class=\"summary\">%s</p>\n", html.EscapeString(said))
	}
	words := h.r.Summary.Words
	h.printf("<p class=\"words\">%s: %s %d, %s %d</p>\n", h.w.words, h.w.inserted, words.Inserted, h.w.deleted, words.Deleted)
	facts, astray := h.r.Facts(lang), h.r.ReferenceFacts(lang)
	h.facts("facts", facts, counted(len(facts), h.w.factsOne, h.w.factsFew, h.w.factsMany))
	h.facts("facts astray", astray, counted(len(astray), h.w.astrayOne, h.w.astrayFew, h.w.astrayMany))
	if len(h.r.Changes) == 0 && !changed(h.r.Title) {
		h.printf("<p>%s</p>\n", h.w.empty)
	}
}

// changes writes the list of changes, the name of the act where it changed, and every change.
func (h *htmlWriter) changes() {
	listed := h.r.listed()
	if len(listed) > 0 {
		h.list(listed)
	}
	if h.page {
		h.printf("<div class=\"heads\"><p>%s</p><p>%s</p></div>\n", h.w.before, h.w.after)
	}
	if changed(h.r.Title) && !h.r.scriptAlone(h.r.Title) {
		h.printf("<div class=\"text title\" lang=\"%s\">\n", html.EscapeString(h.textLang))
		h.text(h.r.Title)
		h.printf("</div>\n")
	}
	for place := range listed {
		h.change(listed, place)
	}
}

// text writes the spans of a change, on a page in both columns.
func (h *htmlWriter) text(spans []Span) {
	if h.page {
		h.columns(spans)
	} else {
		h.passages(spans)
	}
}

type htmlWriter struct {
	r        *Redline // nil where nothing is moved
	b        strings.Builder
	w        wording
	textLang string
	page     bool // a document of its own
}

func (h *htmlWriter) printf(format string, args ...any) {
	fmt.Fprintf(&h.b, format, args...)
}

// facts writes sentences as a list, many of them folded under what counts them.
func (h *htmlWriter) facts(class string, facts []string, said string) {
	if !Many(facts) {
		h.sentences(class, facts)
		return
	}
	h.printf("<details>\n<summary>%s</summary>\n", html.EscapeString(said))
	h.sentences(class, facts)
	h.printf("</details>\n")
}

func (h *htmlWriter) sentences(class string, facts []string) {
	if len(facts) == 0 {
		return
	}
	h.printf("<ul class=\"%s\">\n", class)
	for _, fact := range facts {
		h.printf("<li>%s</li>\n", html.EscapeString(fact))
	}
	h.printf("</ul>\n")
}

// list writes the list of the changes with the places.
func (h *htmlWriter) list(listed []int) {
	h.printf("<nav id=\"changes\" aria-label=\"%s\">\n<ol class=\"changes\">\n", h.w.changes)
	for _, i := range listed {
		ch := &h.r.Changes[i]
		n := ch.Words
		h.printf("<li><a href=\"#%s\"><b>%s</b> ", anchor(i), html.EscapeString(oneLine(h.w.name(ch))))
		h.tags(ch)
		h.printf("<span class=\"d\">+%d −%d %s</span></a>", n.Inserted, n.Deleted, h.w.words)
		h.listMoves(ch)
		h.printf("</li>\n")
	}
	h.printf("</ol>\n</nav>\n")
}

// listMoves lists what was moved out of a change and into it.
func (h *htmlWriter) listMoves(ch *Change) {
	open := false
	for _, p := range h.r.Passages(ch.Spans) {
		if p.Move == 0 {
			continue
		}
		if !open {
			h.printf("\n<ul class=\"moves\">\n")
			open = true
		}
		here, _ := moveAnchors(p)
		h.printf("<li><a href=\"#%s\">%s</a></li>\n", here, html.EscapeString(h.r.MoveName(h.w.lang, p.Move, p.Leaves)))
	}
	if open {
		h.printf("</ul>\n")
	}
}

// moveAnchors returns the identity of the place of a passage that was moved, and of the other place.
func moveAnchors(p Passage) (here, there string) {
	from, to := fmt.Sprintf("move-%d-from", p.Move), fmt.Sprintf("move-%d-to", p.Move)
	if p.Leaves {
		return from, to
	}
	return to, from
}

func (h *htmlWriter) tags(ch *Change) {
	for _, k := range h.r.kinds(h.w, ch) {
		h.printf("<span class=\"tag\">%s</span> ", html.EscapeString(k))
	}
}

func anchor(i int) string {
	return fmt.Sprintf("change-%d", i+1)
}

// change writes the change at a place of those that are listed.
func (h *htmlWriter) change(listed []int, place int) {
	i := listed[place]
	ch := &h.r.Changes[i]
	class, level := "prov chg", 3
	if ch.Moved {
		class += " mv"
	}
	if h.page {
		level = 2
	}
	h.printf("<article class=\"%s\" id=\"%s\" aria-labelledby=\"%s-name\">\n", class, anchor(i), anchor(i))
	h.printf("<h%d id=\"%s-name\">%s</h%d>\n<p class=\"kinds\">", level, anchor(i), html.EscapeString(oneLine(h.w.name(ch))), level)
	h.tags(ch)
	h.printf("<span class=\"num\">%d / %d</span></p>\n", place+1, len(listed))
	if h.page {
		h.steps(listed, place)
	}
	h.printf("<div class=\"text\" lang=\"%s\">\n", html.EscapeString(h.textLang))
	h.text(ch.Spans)
	h.printf("</div>\n</article>\n")
}

// passages writes the spans of a change, what was moved in frames of its own.
func (h *htmlWriter) passages(spans []Span) {
	for _, p := range h.r.Passages(spans) {
		if p.Move == 0 {
			h.paragraphs(p.Spans)
		} else {
			h.moved(p)
		}
	}
}

// moved writes what was moved in a frame.
func (h *htmlWriter) moved(p Passage) {
	here, there := moveAnchors(p)
	class := "moved to"
	if p.Leaves {
		class = "moved from"
	}
	note := html.EscapeString(h.w.moveNote(&h.r.Moves[p.Move-1], p.Leaves))
	h.printf("<div class=\"%s\" id=\"%s\" role=\"group\" aria-labelledby=\"%s-note\">\n", class, here, here)
	h.printf("<p class=\"note\" id=\"%s-note\" lang=\"%s\"><a href=\"#%s\">%s</a></p>\n", here, h.w.lang, there, note)
	if p.Leaves {
		away := htmlWriter{r: h.r, w: h.w, textLang: h.textLang}
		away.w.deleted = h.w.moved
		away.paragraphs(p.Spans)
		h.b.WriteString(away.b.String())
	} else {
		h.passages(p.Spans)
	}
	h.printf("</div>\n")
}

// paragraphs writes spans as paragraphs, one for each line, and the rows of a table as a table, in which what changed stands in cells of the
// class changed.
func (h *htmlWriter) paragraphs(spans []Span) {
	h.lines(Paragraphs(spans), "")
}

// lines writes paragraphs and tables of a class.
func (h *htmlWriter) lines(lines [][]Span, class string) {
	if class != "" {
		class = " class=\"" + class + "\""
	}
	table := false
	for _, line := range lines {
		rows := TableRows(line)
		h.inTable(&table, rows != nil, class)
		for _, cells := range rows {
			h.b.WriteString("<tr>")
			for _, cell := range cells {
				if changed(cell) {
					h.b.WriteString("<td class=\"changed\">")
				} else {
					h.b.WriteString("<td>")
				}
				h.spans(cell)
				h.b.WriteString("</td>")
			}
			h.b.WriteString("</tr>\n")
		}
		if rows == nil {
			h.printf("<p%s>", class)
			h.spans(line)
			h.b.WriteString("</p>\n")
		}
	}
	h.inTable(&table, false, class)
}

// inTable opens or closes a table with the attribute.
func (h *htmlWriter) inTable(open *bool, want bool, class string) {
	switch {
	case want && !*open:
		h.b.WriteString("<table" + class + ">\n<tbody>\n")
	case !want && *open:
		h.b.WriteString("</tbody>\n</table>\n")
	}
	*open = want
}

func (h *htmlWriter) spans(spans []Span) {
	for _, sp := range spans {
		h.span(sp)
	}
}

func (h *htmlWriter) span(sp Span) {
	text := html.EscapeString(sp.Text)
	switch sp.Op {
	case Equal:
		h.b.WriteString(text)
	case Deleted:
		h.marked("del", h.w.deleted, text)
	case Inserted:
		h.marked("ins", h.w.inserted, text)
	default:
		if h.r.unmarked(&sp) {
			h.b.WriteString(text)
			return
		}
		h.printf("<span class=\"typographic\">%s", text)
		if old := oneLine(sp.Old); old != "" {
			lang := ""
			if h.w.lang != h.textLang {
				lang = " lang=\"" + h.w.lang + "\""
			}
			h.printf("<small class=\"was\"%s> [%s: %s]</small>", lang, h.w.was, html.EscapeString(old))
		}
		h.b.WriteString("</span>")
	}
}

func (h *htmlWriter) marked(element, word, text string) {
	h.printf("<%s><span class=\"visually-hidden\">[%s] </span>%s<span class=\"visually-hidden\"> [%s]</span></%s>", element, word, text, h.w.end, element)
}
