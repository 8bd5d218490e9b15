package redline

import (
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// placeWords are the kinds of provisions as they stand in the address of a place: by themselves, behind "у" and behind "из". The mark stands
// behind the number.
var placeWords = map[act.Kind]struct{ name, into, from, mark, english string }{
	act.KindArticle:    {"члан", "члан", "члана", ".", "article"},
	act.KindParagraph:  {"став", "став", "става", ".", "paragraph"},
	act.KindPoint:      {"тачка", "тачку", "тачке", ")", "point"},
	act.KindSubpoint:   {"подтачка", "подтачку", "подтачке", ")", "subpoint"},
	act.KindIndent:     {"алинеја", "алинеју", "алинеје", ".", "indent"},
	act.KindNote:       {"напомена", "напомену", "напомене", "", "note"},
	act.KindPart:       {"део", "део", "дела", "", "part"},
	act.KindTitle:      {"наслов", "наслов", "наслова", "", "title"},
	act.KindChapter:    {"глава", "главу", "главе", "", "chapter"},
	act.KindSection:    {"одељак", "одељак", "одељка", "", "section"},
	act.KindSubsection: {"пододељак", "пододељак", "пододељка", "", "subsection"},
	act.KindAnnex:      {"прилог", "прилог", "прилога", "", "annex"},
	act.KindPreamble:   {"преамбула", "преамбулу", "преамбуле", "", "preamble"},
}

// moveNote says where a provision was moved to, or where from: "премештено у члан 2. став 3", "премештено из члана 1. тачка 2)". As acts do, it
// inflects the first name alone.
func (w wording) moveNote(m *Move, leaves bool) string {
	switch {
	case w.lang == english.lang && leaves:
		return "moved to " + w.way(m.To, "")
	case w.lang == english.lang:
		return "moved from " + w.way(m.From, "")
	case leaves:
		return w.inScript("премештено у ") + w.way(m.To, "у")
	}
	return w.inScript("премештено из ") + w.way(m.From, "из")
}

// movedFrom says that a provision of the outline was moved, and of an article with another number which one it was.
func (w wording) movedFrom(ch *Change) string {
	number, letters := labelNumber(ch.OldLabel)
	if ch.Level != LevelArticle || !ch.Renumbered || len(ch.Old) != 1 || number == 0 {
		return w.moved
	}
	return w.moveNote(&Move{From: []Step{{Kind: string(act.KindArticle), Number: strconv.Itoa(number) + strings.TrimRight(letters, ". ")}}}, false)
}

// placed returns where a moved provision stood, or where it stands.
func (w wording) placed(m *Move, stood bool) string {
	if stood {
		return w.way(m.From, "")
	}
	return w.way(m.To, "")
}

// way returns the address that steps lead to, its first name as it stands behind a preposition, without a full stop at the end.
func (w wording) way(steps []Step, behind string) string {
	var words []string
	for k, s := range steps {
		p, ok := placeWords[act.Kind(s.Kind)]
		if !ok {
			p.name, p.into, p.from, p.english = "одредба", "одредбу", "одредбе", "provision"
		}
		word, number := p.name, s.Number
		switch {
		case w.lang == english.lang:
			word, p.mark = p.english, ""
		case k == 0 && behind == "у":
			word = p.into
		case k == 0 && behind == "из":
			word = p.from
		}
		if number != "" {
			word += " " + stopped(number, p.mark)
		}
		words = append(words, word)
	}
	said := strings.TrimSuffix(strings.Join(words, " "), ".")
	if w.lang == english.lang {
		return said
	}
	return w.inScript(script.ToCyrillic(said))
}

// inScript returns Serbian words in the script of the wording, or in Croatian.
func (w wording) inScript(s string) string {
	switch w.lang {
	case "sr-Latn":
		return script.ToLatin(s)
	case croatian:
		return inCroatian(s)
	}
	return s
}
