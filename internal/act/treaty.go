package act

import "strings"

// ownPart is what a treaty is in the act that confirms it, or a tariff in that of fees: a part of its
// own behind the articles before it.
var ownPart = opening{mark: annexMark, kind: KindAnnex}

// treatyTitles are words of the titles of treaties.
var treatyTitles = keys(`sporazum sporazuma ugovor konvencija protokol memorandum povelja statut aranžman amandman amandmani izmene izmjene dodatak
	sporazumi sporazumu`)

// markTreaties marks the titles of the treaties whose text stands in an act that confirms them,
// behind "гласи:", and the articles at which the act goes on behind them.
func markTreaties(lines []line, p *profile) {
	if p.kinds == nil {
		return
	}
	outer := 0 // the number of the article of the act that is read
	for i := range lines {
		l := &lines[i]
		if l.mark == articleMark {
			outer = l.value
		}
		if outer == 0 || i+1 == len(lines) || lines[i+1].mark != plain || !strings.HasSuffix(l.text, ":") || !treatyTitle(lines[i+1].text) {
			continue
		}
		first := nextArticle(lines, i+1)
		if first < 0 || lines[first].value != 1 {
			continue
		}
		lines[i+1].set(annexMark, "", 0)
		lines[i+1].open = &ownPart
		if back := goesOnAt(lines, first, outer+1); back > 0 {
			lines[back].resumes = true
		}
		return
	}
}

// markTariff marks the title of the tariff that stands behind the articles of an act: ТАРИФА above its
// first number.
func markTariff(lines []line, p *profile) {
	if p.openings[tariffNumber] == nil {
		return
	}
	last := 0 // the line behind the last article
	for i := range lines {
		l := &lines[i]
		switch {
		case l.mark == articleMark:
			last = i + 1
		case l.open == p.openings[tariffNumber]:
			for k := last; last > 0 && k < i; k++ {
				if word, _ := key(lines[k].text); word == "tarifa" && lines[k].mark == plain && lines[k].gap && allCaps(lines[k].text) && !terminal(lines[k].text) {
					lines[k].set(annexMark, "", 0)
					lines[k].open = &ownPart
					break
				}
			}
			return
		}
	}
}

// tariffNumber is the first word that the numbers of a tariff are headed with.
const tariffNumber = "tarifni"

// treatyTitle reports whether the line is the first of the title of a treaty.
func treatyTitle(s string) bool {
	if !allCaps(s) || terminal(s) {
		return false
	}
	for _, word := range strings.Fields(unspace(s)) {
		if k, _ := key(word); treatyTitles[k] {
			return true
		}
	}
	return false
}

// nextArticle returns the line of the first article from i on, -1 where there is none.
func nextArticle(lines []line, i int) int {
	for ; i < len(lines); i++ {
		if lines[i].mark == articleMark {
			return i
		}
	}
	return -1
}

// goesOnAt returns the line of the article with the number at which the act goes on behind the treaty
// whose articles begin at the line first, 0 where it does not: from there to the end every article
// is the next, and the treaty had one with the number itself, or the article speaks of this act.
func goesOnAt(lines []line, first, number int) int {
	begin, previous, had := 0, 0, false
	for i := nextArticle(lines, first); i >= 0; i = nextArticle(lines, i+1) {
		value := lines[i].value
		switch {
		case value == number:
			had = begin > 0 || previous != number-1
			begin = i
		case value != previous && value != previous+1:
			begin = 0
		}
		previous = value
	}
	if begin > 0 && (had || ofThisAct(lines, begin)) {
		return begin
	}
	return 0
}

// ofThisAct reports whether the text of the article at i speaks of the act: овај закон.
func ofThisAct(lines []line, i int) bool {
	for k := i + 1; k < len(lines) && lines[k].mark != articleMark; k++ {
		s := spell(lines[k].text[:min(len(lines[k].text), 400)])
		for _, words := range []string{"ovaj zakon", "ovog zakona", "ovoga zakona", "ovim zakonom", "ova odluka", "ove odluke", "ova uredba", "ove uredbe"} {
			if strings.Contains(s, words) {
				return true
			}
		}
	}
	return false
}
