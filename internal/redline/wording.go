package redline

import (
	"cmp"
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
	outside                                          string // how many were changed that stand in no article

	and, quoted                                       string
	leftFor, cameFrom                                 string // with %s for a provision, the ending of its gender, and the article
	parts, joins                                      string // with %s for provisions, the ending of their gender and number, and what they are now
	rowMoved, rowsMoved                               string // of rows of tables, with %d for how many
	inside                                            string // what stands in articles
	into, outOf, across, formerly                     string // with %s for what provisions are called
	isNow, bothNow, areNow                            string // with %s for what provisions are called, two of them where a language has a word for it
	followsAlone, followsOne, followsFew, followsMany string // how many references go with a cascade, by the number of them
	factsOne, factsFew, factsMany                     string // how many sentences tell of numbers and places
	astrayOne, astrayFew, astrayMany                  string // how many references are to be looked at
	another, anothers, divided                        string // of references astray: what they name, and where it is now
	goneOne, goneMany, alsoGoneOne, alsoGoneMany      string
	restOne, restMany                                 string
	inLatin, inCyrillic                               string // of an act that is in another script now
	vacantOne, vacantMany                             string // of references that came, to numbers that none has now

	profile string // the tradition of the act that is told of
}

// wordingOf returns the words for a language: Serbian in its two scripts, Croatian, Slovenian, German, English for all others.
func wordingOf(lang string) wording {
	switch {
	case lang == "sr-Latn":
		return serbian.in("sr-Latn")
	case lang == "sr" || strings.HasPrefix(lang, "sr-"):
		return serbian
	case lang == "hr" || strings.HasPrefix(lang, "hr-"):
		return serbian.in(croatian)
	case lang == slovenian.lang || strings.HasPrefix(lang, slovenian.lang+"-"):
		return slovenian
	case lang == german.lang || strings.HasPrefix(lang, german.lang+"-"):
		return german
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
		&w.view, &w.oneColumn, &w.sides, &w.changedOnly, &w.before, &w.after, &w.previous, &w.next, &w.listing, &w.unspaced, &w.provisions, &w.outside,
		&w.leftFor, &w.cameFrom, &w.parts, &w.joins, &w.rowMoved, &w.rowsMoved, &w.inside, &w.and, &w.quoted, &w.into, &w.outOf, &w.across, &w.formerly, &w.isNow, &w.areNow, &w.followsAlone, &w.followsOne, &w.followsFew, &w.followsMany,
		&w.factsOne, &w.factsFew, &w.factsMany, &w.astrayOne, &w.astrayFew, &w.astrayMany,
		&w.another, &w.anothers, &w.divided, &w.goneOne, &w.goneMany, &w.alsoGoneOne, &w.alsoGoneMany, &w.restOne, &w.restMany, &w.vacantOne, &w.vacantMany, &w.inLatin, &w.inCyrillic,
	} {
		*s = w.inScript(*s)
	}
	return w
}

// kinds returns what happened to a provision, in words.
func (r *Redline) kinds(w wording, ch *Change) []string {
	edited := ch.Edited && !ch.Repealed && !r.rearranged(ch) && !ch.joinedAlone()
	var out []string
	for _, k := range []struct {
		claim bool
		word  string
	}{
		{ch.Added(), w.added}, {ch.Removed(), w.removed}, {ch.Split(), w.split}, {ch.Merged(), w.merged}, {ch.Moved, cmp.Or(w.parted(ch), w.moved)},
		{ch.Repealed, w.repealed}, {ch.Renumbered, w.renumbered}, {edited, w.edited}, {ch.reordered(), w.reordered},
		{ch.Typographic && !ch.Edited && !spacesAlone(ch.Spans) && !r.otherwiseInScript(ch), w.typographic}, {ch.Typographic && !ch.Edited && spacesAlone(ch.Spans), w.unspaced},
	} {
		if k.claim {
			out = append(out, k.word)
		}
	}
	return append(out, r.exchanged(w, ch)...)
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

// summarized returns the summary of articles and how many provisions were changed outside of them, of an act without articles in all.
func (w wording) summarized(r *Redline) string {
	if r.Summary.Articles == (Articles{}) && len(r.Changes) > 0 {
		return fmt.Sprintf("%s: %d", w.provisions, len(r.Changes))
	}
	counts, others := w.counts(r.Summary.Articles), 0
	for i := range r.Changes {
		if ch := &r.Changes[i]; ch.Level != LevelArticle && !ch.writtenAlone() {
			others++
		}
	}
	if others > 0 {
		counts = append(counts, fmt.Sprintf("%s %d", w.outside, others))
	}
	return strings.Join(counts, " · ")
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

// drafts stand before the genitive of the kind in the name of a draft.
var drafts = []string{"нацрт ", "предлог ", "преднацрт "}

// overview returns the title of the overview of an act with the title.
func (w wording) overview(title string) string {
	switch w.lang {
	case english.lang:
		return "PROVISIONS OF “" + title + "” THAT ARE AMENDED"
	case slovenian.lang:
		return "DOLOČBE AKTA „" + title + "“, KI SE SPREMINJAJO"
	case german.lang:
		return "GEÄNDERTE VORSCHRIFTEN: „" + title + "“"
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
