package redline

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// An Overview shows the provisions of an act in force that are amended, whole, with the words that go struck through and those that come
// underlined: the преглед одредаба које се мењају, односно допуњују, that accompanies a bill.
type Overview struct {
	Lang  string // of the new act, as act.Act has it
	Title string
	// Facts tell of the articles that have another number, see Redline.Facts.
	Facts []string
	// Provisions stand in the order of the new act, those that go and those that come by their numbers.
	Provisions []OverviewProvision

	w wording
}

// An OverviewProvision is one provision, or several after a split or a merge, line by line.
type OverviewProvision struct {
	Lines []OverviewLine
}

// An OverviewLine is a paragraph of the text. What differs only as written stands in it as it is in the new act. What was moved goes where it
// stood, and stands with its edits where it is now; the note before it says where to and where from.
type OverviewLine struct {
	Heading bool // the number or the heading of the provision
	Note    string
	Spans   []Span
}

// Overview returns the overview of the changes from the old act to the new one, its name among them. What differs only as it is written is no
// change, and the notes that give evidence of earlier ones are left out. A provision that was moved is shown with a note of it, and one of
// which nothing but the number is another stands in the facts alone.
func (r *Redline) Overview() *Overview {
	o := &Overview{Lang: r.Lang, w: r.wording("")}
	o.Title = o.w.overview(oneLine(sideOf(r.Title, Deleted)))
	o.Facts = r.Facts(r.Lang)
	if name := r.overviewOf(&Change{Level: LevelHeading, Spans: r.Title}, o.w); name.amended() {
		o.Provisions = append(o.Provisions, name)
	}
	var changes []Change
	for _, i := range r.listed() {
		changes = append(changes, r.Changes[i])
	}
	for _, ch := range byNumber(changes) {
		if ch.Level == string(act.KindNote) || !ch.Material() && !ch.Renumbered {
			continue
		}
		if p := r.overviewOf(ch, o.w); p.amended() {
			o.Provisions = append(o.Provisions, p)
		}
	}
	return o
}

// byNumber returns the changes so that of articles added and removed side by side an added one stands before a removed one with a higher
// number.
func byNumber(changes []Change) []*Change {
	out := make([]*Change, 0, len(changes))
	for i := 0; i < len(changes); {
		var gone, come []*Change
		for ; i < len(changes) && changes[i].Level == LevelArticle && (changes[i].Added() || changes[i].Removed()); i++ {
			if changes[i].Added() {
				come = append(come, &changes[i])
			} else {
				gone = append(gone, &changes[i])
			}
		}
		for len(gone) > 0 || len(come) > 0 {
			if len(gone) == 0 || len(come) > 0 && lower(come[0].NewLabel, gone[0].OldLabel) {
				out, come = append(out, come[0]), come[1:]
			} else {
				out, gone = append(out, gone[0]), gone[1:]
			}
		}
		if i < len(changes) {
			out = append(out, &changes[i])
			i++
		}
	}
	return out
}

// lower reports whether the number in the label a is lower than that in b.
func lower(a, b string) bool {
	x, xs := labelNumber(a)
	y, ys := labelNumber(b)
	if x != y {
		return x < y
	}
	return script.SortKey(xs) < script.SortKey(ys)
}

func labelNumber(label string) (int, string) {
	at := strings.IndexAny(label, "0123456789")
	if at < 0 {
		return 0, ""
	}
	return leadingNumber(label[at:])
}

func (r *Redline) overviewOf(ch *Change, w wording) OverviewProvision {
	labels := []string{ch.Heading}
	for _, side := range []string{ch.OldLabel, ch.NewLabel} {
		labels = append(append(labels, side), strings.Split(side, ", ")...)
	}
	var p OverviewProvision
	var add func(spans []Span)
	add = func(spans []Span) {
		for _, passage := range r.Passages(spans) {
			first := len(p.Lines)
			if passage.Move != 0 && !passage.Leaves {
				add(passage.Spans)
			} else {
				for _, line := range Paragraphs(passage.Spans) {
					if l, ok := overviewLine(line); ok {
						l.Heading = ch.Level == LevelHeading || l.is(labels)
						p.Lines = append(p.Lines, l)
					}
				}
			}
			if passage.Move != 0 && first < len(p.Lines) {
				l := &p.Lines[first]
				l.Note = strings.TrimSuffix(w.moveNote(&r.Moves[passage.Move-1], passage.Leaves)+"; "+l.Note, "; ")
			}
		}
	}
	add(ch.Spans)
	if ch.Moved && len(p.Lines) > 0 {
		l := &p.Lines[0]
		l.Note = strings.TrimSuffix(w.movedNote(ch)+"; "+l.Note, "; ")
	}
	return p
}

// overviewLine returns a paragraph as the overview shows it; none of a note that gives evidence of an earlier change.
func overviewLine(line []Span) (OverviewLine, bool) {
	for k := range line {
		if sp := &line[k]; sp.Op != Deleted && sp.Op != Inserted {
			sp.Op, sp.Old = Equal, ""
		}
	}
	l := OverviewLine{Spans: fused(line)}
	old, new := sideOf(l.Spans, Deleted), sideOf(l.Spans, Inserted)
	if isNote(old+new) && (old == "" || isNote(old)) && (new == "" || isNote(new)) {
		return l, false
	}
	return l, true
}

// is reports whether the line is one of the labels, before or now.
func (l *OverviewLine) is(labels []string) bool {
	old, new := sideOf(l.Spans, Deleted), sideOf(l.Spans, Inserted)
	return new != "" && slices.Contains(labels, new) || old != "" && slices.Contains(labels, old)
}

// amended reports whether words of the provision come or go, or paragraphs of it.
func (p *OverviewProvision) amended() bool {
	return slices.ContainsFunc(p.Lines, func(l OverviewLine) bool { return l.Note != "" || changed(l.Spans) })
}

// unchanged reports whether there is nothing to show.
func (o *Overview) unchanged() bool { return len(o.Provisions) == 0 && len(o.Facts) == 0 }

// isNote reports whether a line gives evidence of a change of the act: *Службени гласник РС, број 47/2018.
func isNote(line string) bool {
	text := strings.TrimLeft(line, "* ")
	return strings.HasPrefix(line, "*") && strings.HasPrefix(script.SearchKey(text), "sluzben")
}

// fused joins equal spans that stand side by side.
func fused(spans []Span) []Span {
	var out []Span
	for _, sp := range spans {
		if n := len(out); n > 0 && out[n-1].Op == sp.Op {
			out[n-1].Text += sp.Text
			continue
		}
		out = append(out, sp)
	}
	return out
}

// Text returns the overview as plain text, with the words that go in [-…-] and those that come in {+…+}.
func (o *Overview) Text() string {
	var b strings.Builder
	b.WriteString(o.Title + "\n")
	if len(o.Facts) > 0 {
		b.WriteString("\n")
	}
	for _, fact := range o.Facts {
		b.WriteString("· " + fact + "\n")
	}
	if o.unchanged() {
		b.WriteString("\n" + o.w.empty + "\n")
	}
	for _, p := range o.Provisions {
		b.WriteString("\n")
		for _, line := range p.Lines {
			if line.Note != "" {
				b.WriteString("[" + line.Note + "] ")
			}
			for _, sp := range line.Spans {
				switch sp.Op {
				case Deleted:
					b.WriteString("[-" + sp.Text + "-]")
				case Inserted:
					b.WriteString("{+" + sp.Text + "+}")
				default:
					b.WriteString(sp.Text)
				}
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

// HTML returns the overview as a section of a page, without style or script. What goes is in del, what comes in ins and strong; words of
// the class visually-hidden say it to those who do not see it.
func (o *Overview) HTML() string {
	h := htmlWriter{w: o.w, textLang: o.Lang}
	h.printf("<section class=\"overview\" lang=\"%s\">\n<h2>%s</h2>\n", html.EscapeString(o.Lang), html.EscapeString(o.Title))
	h.sentences("facts", o.Facts)
	if o.unchanged() {
		h.printf("<p>%s</p>\n", h.w.empty)
	}
	for _, p := range o.Provisions {
		h.printf("<article class=\"prov\">\n")
		for _, line := range p.Lines {
			if line.Heading {
				h.printf("<p class=\"label\">")
			} else {
				h.printf("<p>")
			}
			if line.Note != "" {
				h.printf("<em class=\"note\" lang=\"%s\">[%s]</em> ", h.w.lang, html.EscapeString(line.Note))
			}
			for _, sp := range line.Spans {
				switch text := html.EscapeString(sp.Text); sp.Op {
				case Deleted:
					h.marked("del", h.w.deleted, text)
				case Inserted:
					h.marked("ins", h.w.inserted, "<strong>"+text+"</strong>")
				default:
					h.b.WriteString(text)
				}
			}
			h.printf("</p>\n")
		}
		h.printf("</article>\n")
	}
	h.printf("</section>\n")
	return h.b.String()
}

// overviewStyle is the look of an overview that stands alone, on a screen and on paper.
const overviewStyle = `@page{size:A4;margin:25mm 20mm}
body{font:12pt/1.4 "Times New Roman","Liberation Serif",serif;max-width:170mm;margin:2em auto;padding:0 1em}
h2{text-align:center;font-size:13pt;margin:0 0 2em}
article{margin:0 0 1.5em}
p{margin:0 0 .5em;text-align:justify}
p.label{text-align:center;text-indent:0;break-after:avoid}
del{text-decoration:line-through}
ins{text-decoration:underline}
.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media print{body{margin:0;max-width:none;padding:0}.visually-hidden{display:none}}
`

// Page returns HTML as a document that stands alone and prints on A4.
func (o *Overview) Page() string {
	return fmt.Sprintf("<!doctype html>\n<html lang=\"%s\">\n<head><meta charset=\"utf-8\">"+
		"<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>%s</title>\n<style>\n%s</style></head>\n<body>\n<main>\n%s</main>\n</body>\n</html>\n",
		html.EscapeString(o.Lang), html.EscapeString(o.Title), overviewStyle, o.HTML())
}
