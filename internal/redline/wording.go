package redline

import (
	"fmt"
	"strings"

	"github.com/rasprava/rasprava/internal/script"
)

// A wording is what the renderers say, in one language.
type wording struct {
	lang                                                            string
	title, summary, changes, empty                                  string
	inserted, deleted, end, was                                     string
	article, words, heading, others                                 string
	edited, reordered                                               string
	typographic, added, removed, moved, renumbered                  string
	split, merged, unchanged, repealed                              string
	preamble, annex, note, paragraph, point, section, part, chapter string

	view, oneColumn, sides, changedOnly              string // the ways to show a page
	before, after, previous, next, listing, unspaced string
	provisions                                       string // how many of an act without articles were changed
}

var serbian = wording{
	lang: "sr-Cyrl", title: "Шта се променило", summary: "Укупно", changes: "Измене", empty: "Нема измена.",
	inserted: "уметнуто", deleted: "брисано", end: "крај", was: "пре",
	article: "члан", words: "речи", heading: "наслов", others: "одредба",
	edited: "измењено", reordered: "измењен редослед", typographic: "само у писању", added: "ново", removed: "брисано", moved: "премештено", renumbered: "нов број",
	split: "подељено", merged: "спојено", unchanged: "непромењено", repealed: "престало да важи",
	preamble: "преамбула", annex: "прилог", note: "напомена", paragraph: "став", point: "тачка", section: "одељак", part: "део", chapter: "глава",
	view: "Приказ", oneColumn: "једна колона", sides: "стари и нови текст упоредо", changedOnly: "само оно што је измењено",
	before: "Стари текст", after: "Нови текст", previous: "Претходна", next: "Следећа", listing: "Списак",
	unspaced: "само размаци", provisions: "измењено одредаба",
}

var english = wording{
	lang: "en", title: "What changed", summary: "In all", changes: "Changes", empty: "No changes.",
	inserted: "inserted", deleted: "deleted", end: "end", was: "was",
	article: "article", words: "words", heading: "heading", others: "provision",
	edited: "edited", reordered: "order changed", typographic: "typographic", added: "added", removed: "removed", moved: "moved", renumbered: "renumbered",
	split: "split", merged: "merged", unchanged: "unchanged", repealed: "repealed",
	preamble: "preamble", annex: "annex", note: "note", paragraph: "paragraph", point: "point", section: "section", part: "part", chapter: "chapter",
	view: "View", oneColumn: "one column", sides: "old and new side by side", changedOnly: "only what changed",
	before: "Old text", after: "New text", previous: "Previous", next: "Next", listing: "List",
	unspaced: "spaces only", provisions: "provisions changed",
}

// wordingOf returns the words for a language: Serbian in its two scripts, Croatian, English for all others.
func wordingOf(lang string) wording {
	switch {
	case lang == "sr-Latn":
		return serbian.in("sr-Latn")
	case lang == "sr" || strings.HasPrefix(lang, "sr-"):
		return serbian
	case lang == "hr" || strings.HasPrefix(lang, "hr-"):
		return serbian.in("hr")
	}
	return english
}

// in returns the Serbian words in the other script, or in Croatian.
func (w wording) in(lang string) wording {
	w.lang = lang
	for _, s := range []*string{
		&w.title, &w.summary, &w.changes, &w.empty, &w.inserted, &w.deleted, &w.end, &w.was, &w.article, &w.words, &w.heading, &w.others,
		&w.edited, &w.reordered, &w.typographic, &w.added, &w.removed, &w.moved, &w.renumbered, &w.split, &w.merged, &w.unchanged, &w.repealed,
		&w.preamble, &w.annex, &w.note, &w.paragraph, &w.point, &w.section, &w.part, &w.chapter,
		&w.view, &w.oneColumn, &w.sides, &w.changedOnly, &w.before, &w.after, &w.previous, &w.next, &w.listing, &w.unspaced, &w.provisions,
	} {
		*s = w.inScript(*s)
	}
	return w
}

// kinds returns what happened to a provision, in words.
func (w wording) kinds(ch *Change) []string {
	var out []string
	for _, k := range []struct {
		claim bool
		word  string
	}{
		{ch.Added(), w.added}, {ch.Removed(), w.removed}, {ch.Split(), w.split}, {ch.Merged(), w.merged}, {ch.Moved, w.moved},
		{ch.Repealed, w.repealed}, {ch.Renumbered, w.renumbered}, {ch.Edited && !ch.Repealed && !ch.reordered(), w.edited}, {ch.reordered(), w.reordered},
		{ch.Typographic && !ch.Edited && !spacesAlone(ch.Spans), w.typographic}, {ch.Typographic && !ch.Edited && spacesAlone(ch.Spans), w.unspaced},
	} {
		if k.claim {
			out = append(out, k.word)
		}
	}
	return out
}

// name returns what a change is called in a list: its labels, else its heading, else the kind of provision.
func (w wording) name(ch *Change) string {
	switch {
	case ch.OldLabel != "" && ch.NewLabel != "" && ch.OldLabel != ch.NewLabel:
		return ch.OldLabel + " → " + ch.NewLabel
	case ch.NewLabel != "":
		return ch.NewLabel
	case ch.OldLabel != "":
		return ch.OldLabel
	case ch.Heading != "":
		return ch.Heading
	}
	return w.level(ch.Level)
}

func (w wording) level(level string) string {
	word, ok := map[string]string{
		"article": w.article, "heading": w.heading, "preamble": w.preamble, "annex": w.annex, "note": w.note, "paragraph": w.paragraph,
		"point": w.point, "section": w.section, "part": w.part, "chapter": w.chapter,
	}[level]
	if !ok {
		return w.others
	}
	return word
}

// summarized returns the summary of articles, and of an act without them how many provisions were changed.
func (w wording) summarized(r *Redline) string {
	if r.Summary.Articles == (Articles{}) && len(r.Changes) > 0 {
		return fmt.Sprintf("%s: %d", w.provisions, len(r.Changes))
	}
	return strings.Join(w.counts(r.Summary.Articles), " · ")
}

// counts returns the summary of articles, one entry for each count that is not zero.
func (w wording) counts(a Articles) []string {
	var out []string
	for _, k := range []struct {
		word string
		n    int
	}{
		{w.edited, a.Edited - a.Repealed}, {w.repealed, a.Repealed}, {w.added, a.Added}, {w.removed, a.Removed}, {w.split, a.Split}, {w.merged, a.Merged}, {w.moved, a.Moved},
		{w.renumbered, a.Renumbered}, {w.typographic, a.Typographic}, {w.unchanged, a.Unchanged},
	} {
		if k.n > 0 {
			out = append(out, fmt.Sprintf("%s %d", k.word, k.n))
		}
	}
	return out
}

// follows says how many references went with a cascade; nothing when none did.
func (w wording) follows(n int) string {
	if n == 0 {
		return ""
	}
	if w.lang == english.lang {
		if n == 1 {
			return ", and 1 reference follows"
		}
		return fmt.Sprintf(", and %d references follow", n)
	}
	s := ""
	switch one, teen := n%10, n%100 >= 11 && n%100 <= 14; {
	case n == 1:
		s = ", а једно упућивање је усклађено"
	case one == 1 && !teen:
		s = fmt.Sprintf(", а %d упућивање је усклађено", n)
	case one >= 2 && one <= 4 && !teen:
		s = fmt.Sprintf(", а %d упућивања су усклађена", n)
	default:
		s = fmt.Sprintf(", а %d упућивања је усклађено", n)
	}
	return w.inScript(s)
}

// cascade says a renumbering in one sentence, without a full stop where the last number has one.
func (w wording) cascade(c *Cascade) string {
	follows := w.follows(c.References)
	n := len(c.IDs)
	if w.lang == english.lang {
		one, many := c.Level, c.Level+"s"
		if n == 1 {
			return fmt.Sprintf("%s %s is now %s%s", one, c.OldFrom, c.NewFrom, follows)
		}
		between := "–"
		if n == 2 {
			between = " and "
		}
		return fmt.Sprintf("%s %s%s%s are now %s%s%s%s", many, c.OldFrom, between, c.OldTo, c.NewFrom, between, c.NewTo, follows)
	}
	names, ok := map[string]struct{ one, many, mark string }{
		"article": {"члан", "чл.", "."}, "paragraph": {"став", "ст.", "."}, "point": {"тачка", "тач.", ")"},
		"subpoint": {"подтачка", "подтач.", ")"},
	}[c.Level]
	if !ok {
		names.one, names.many, names.mark = "одредба", "одредбе", "."
	}
	s := ""
	switch n {
	case 1:
		s = fmt.Sprintf("%s %s сада је %s %s", names.one, stopped(c.OldFrom, names.mark), names.one, stopped(c.NewFrom, names.mark))
	case 2:
		s = fmt.Sprintf("%s %s и %s сада су %s %s и %s", names.many, stopped(c.OldFrom, names.mark), stopped(c.OldTo, names.mark),
			names.many, stopped(c.NewFrom, names.mark), stopped(c.NewTo, names.mark))
	default:
		first := ""
		if names.mark == ")" {
			first = names.mark
		}
		s = fmt.Sprintf("%s %s%s–%s сада су %s %s%s–%s", names.many, c.OldFrom, first, stopped(c.OldTo, names.mark),
			names.many, c.NewFrom, first, stopped(c.NewTo, names.mark))
	}
	if follows != "" {
		s = strings.TrimSuffix(s, ".") // the comma stands in its place
	}
	return w.inScript(s) + follows
}

// stopped returns a number with the mark behind it; a full stop stands behind figures alone: "члан 5.", "члан 5а".
func stopped(number, mark string) string {
	if mark == "." && number != "" && (number[len(number)-1] < '0' || number[len(number)-1] > '9') {
		return number
	}
	return number + mark
}

// drafts stand before the genitive of the kind in the name of a draft.
var drafts = []string{"нацрт ", "предлог ", "преднацрт "}

// overview returns the title of the overview of an act with the title.
func (w wording) overview(title string) string {
	if w.lang == english.lang {
		return "PROVISIONS OF “" + title + "” THAT ARE AMENDED"
	}
	name := strings.ToLower(script.ToCyrillic(title))
	act := "акта „" + title + "”"
	for _, draft := range drafts {
		if rest, ok := strings.CutPrefix(name, draft); ok {
			act = rest
		}
	}
	if genitive := genitiveOf(name); genitive != "" {
		act = genitive
	}
	full := "преглед одредаба " + act + " које се мењају, односно допуњују"
	if w.lang == croatian {
		return strings.ToUpper(inCroatian(full))
	}
	return w.inScript(strings.ToUpper(full))
}
