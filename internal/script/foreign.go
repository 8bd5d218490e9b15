package script

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// foreignWords are words and names of Serbian letters that are written in Latin
// whatever their case and their Serbian ending.
var foreignWords = set(`
	microsoft google facebook linkedin github oracle cisco adobe iphone bluetooth mastercard outlook
	email mail e-mail on-line off-line know-how factoring forfaiting outsourcing
	airbnb cache cash cloud cookie cookies covid feedback freelance freelancer merchant phishing screenshot voucher
	update upgrade backup login newsletter benchmark dashboard marketplace
	siemens johnson boeing airbus renault peugeot unilever ericsson lufthansa deutsche unicredit procredit agricole crédit credit suisse tobacco
	ipad icloud itunes javascript typescript powerpoint sharepoint onedrive autocad chatgpt openai tiktok docusign gitlab postgresql coca-cola hewlett-packard
	check-in log-in low-cost pick-up plug-in pop-up stand-by start-up follow-up
`)

// foreignEndings are the Serbian endings that a foreign word takes, with a hyphen
// or without.
var foreignEndings = set("a u e i om em ov ova ovo ovi ove ovog ovom ovih ovima ima ja ju jem jom")

// foreignPhrases are the phrases of legal texts that stand in Latin as a whole, by
// their first words, the longest first.
var foreignPhrases = phrases(`
	ab initio, a contrario, a fortiori, a limine, a posteriori, a priori, ad acta, ad hoc, ad interim, ad litem, alter ego, ad personam, ad valorem, air serbia, air france, american airlines, banca intesa, bank austria, british council,
	acquis communautaire, amicus curiae, argumentum a contrario, audiatur et altera pars, big data, bona fide, bona fides, call center, cash flow, casus belli, ceteris paribus, conditio sine qua non, contra legem,
	corpus delicti, culpa in contrahendo, de facto, de iure, de jure, de lege ferenda, de lege lata,
	de cuius, de minimis, de novo, deutsche bank, deutsche bank ag, deutsche post, deutsche telekom, due diligence, duty free, erga omnes, et al, ex aequo et bono, ex ante, ex lege, ex nunc, ex officio, ex post,
	ex post facto, ex tempore, ex tunc, expressis verbis, fair play, fair value, force majeure, general electric, general motors, goldman sachs, habeas corpus, honoris causa, in concreto, in abstracto,
	in absentia, in dubio pro reo, in extenso, in fine, in medias res, in natura, in personam, in rem, in situ, in toto, in vitro, in vivo, inter alia, inter partes,
	inter vivos, ipso facto, ipso iure, ipso jure, ius cogens, joint venture, lato sensu, lege artis,
	lex fori, lex generalis, lex loci, lex mitior, lex posterior, lex specialis, lex superior, lis pendens, locus standi, mala fide, modus operandi,
	mortis causa, mutatis mutandis, ne bis in idem, negotiorum gestio, nulla poena sine lege, nullum crimen sine lege,
	numerus clausus, obiter dictum, official gazette, official journal, open source, opinio iuris,
	pacta sunt servanda, pari passu, peer review, per capita, per se, philip morris, procter & gamble, johnson & johnson, marks & spencer, rolls royce, south stream, turkish stream, societe generale, meta platforms, persona non grata, prima facie,
	pro bono, pro futuro, pro rata, pro tempore, quid pro quo, ratio legis, ratione loci, ratione materiae,
	ratione personae, ratione temporis, rebus sic stantibus, res iudicata, res judicata,
	restitutio in integrum, sensu lato, sensu stricto, sine die, sine qua non, soft law, status quo, task force, terminus technicus,
	stricto sensu, sui generis, ultra vires, vacatio legis, vice versa, vis maior
`)

func phrases(list string) map[string][][]string {
	all := map[string][][]string{}
	for entry := range strings.SplitSeq(list, ",") {
		words := strings.Fields(entry)
		all[words[0]] = append(all[words[0]], words[1:])
	}
	for _, rest := range all {
		slices.SortStableFunc(rest, func(a, b []string) int { return len(b) - len(a) })
	}
	return all
}

// phraseEnd returns where a foreign phrase ends whose first word is s[at:end], at
// where there is none. One space, hard or soft, or the end of a line stands between
// its words.
func phraseEnd(s string, at, end int) int {
	if end-at > len("argumentum") {
		return at
	}
	for _, rest := range foreignPhrases[strings.ToLower(s[at:end])] {
		last := end
		for _, word := range rest {
			r, size := utf8.DecodeRuneInString(s[last:])
			if r != ' ' && r != '\u00a0' && r != '\n' {
				last = at
				break
			}
			last += size
			if len(s)-last < len(word) || !strings.EqualFold(s[last:last+len(word)], word) {
				last = at
				break
			}
			last += len(word)
		}
		if last > at && !continues(s[last:]) {
			return last
		}
	}
	return at
}

// isForeignWord reports whether w is a foreign word, declined or not.
func isForeignWord(w string) bool {
	if len(w) > 24 {
		return false
	}
	lower := strings.ToLower(w)
	if foreignWords[lower] {
		return true
	}
	for cut := len(lower) - 1; cut >= 4 && cut >= len(lower)-4; cut-- {
		if foreignWords[lower[:cut]] && foreignEndings[lower[cut:]] {
			return true
		}
	}
	return false
}

// foreign reports whether a word of Serbian letters has small letters beside each
// other, or at its beginning or its end, that no Serbian word has there. The l of an lj
// is none of a pair.
func foreign(w string) bool {
	for _, pair := range foreignPairs {
		if at := strings.Index(w, pair); at >= 0 && !strings.HasPrefix(w[at+len(pair):], "j") {
			return true
		}
	}
	for _, ending := range foreignEnds {
		if len(w) > len(ending) && strings.HasSuffix(w, ending) {
			return true
		}
	}
	first, size := utf8.DecodeRuneInString(w)
	for _, beginning := range foreignStarts {
		if len(w) > 2 && unicode.ToLower(first) == rune(beginning[0]) && strings.HasPrefix(w[size:], beginning[1:]) {
			return true
		}
	}
	return false
}

// maxCompound is the length in bytes of the longest compound that is looked at as one.
const maxCompound = 64

// compoundEnd returns where a compound of Latin words with hyphens ends that stays
// whole: CD-ROM, Wi-Fi, e-mail. One part has to stay for itself; it holds its
// neighbours where both are short and of capitals, where both begin with a capital
// and have small letters, and a single letter before it. A Serbian ending at the end
// (Wi-Fi-ja) and a Serbian second part (PDF-dokument) do not belong to it. It
// returns at where there is none.
func (c *cyrillicWriter) compoundEnd(at, end int) int {
	if at < c.compound {
		return at
	}
	s := c.text
	if end == len(s) || s[end] != '-' || strings.ContainsFunc(s[at:end], func(r rune) bool { return !IsLatin(r) }) {
		return at
	}
	most := min(len(s), at+maxCompound)
	parts, last := []string{s[at:end]}, end
	for last+1 < most && s[last] == '-' {
		next := last + 1
		for next < most {
			r, size := utf8.DecodeRuneInString(s[next:])
			if !IsLatin(r) {
				break
			}
			next += size
		}
		if next == last+1 || next >= at+maxCompound {
			break
		}
		parts = append(parts, s[last+1:next])
		last = next
	}
	c.compound = last
	if len(parts) > 1 && foreignWords[strings.ToLower(s[at:last])] {
		return last
	}
	if len(parts) > 1 && foreignEndings[strings.ToLower(parts[len(parts)-1])] {
		last -= 1 + len(parts[len(parts)-1])
		parts = parts[:len(parts)-1]
	}
	if len(parts) < 2 || continues(s[last:]) {
		return at
	}
	if !slices.ContainsFunc(parts, staysAlone) {
		return at
	}
	for i := 1; i < len(parts); i++ {
		if !hold(parts[i-1], parts[i]) {
			return at
		}
	}
	return last
}

// staysAlone reports whether a part of a compound stays in Latin wherever it stands
// and is no numeral.
func staysAlone(w string) bool {
	if keptWords[w] {
		return true
	}
	if RomanValue(strings.ToUpper(w)) > 0 {
		return false
	}
	return isForeignWord(w) || foreign(w) || strings.ContainsFunc(w, func(r rune) bool { return !serbian(r) })
}

// hold reports whether two neighbouring parts of a compound are of one kind.
func hold(a, b string) bool {
	if utf8.RuneCountInString(a) == 1 && (staysAlone(b) || allCapitals(a) && allCapitals(b) && len(b) <= 4) {
		return true
	}
	if allCapitals(a) || allCapitals(b) {
		return allCapitals(a) && allCapitals(b) && len(a) <= 4 && len(b) <= 4
	}
	return titled(a) && titled(b) || staysAlone(a) && staysAlone(b)
}

// allCapitals reports whether every letter of w is a capital.
func allCapitals(w string) bool {
	return w != "" && !strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsUpper(r) })
}

// titled reports whether w begins with a capital and goes on with a small letter.
func titled(w string) bool {
	first, size := utf8.DecodeRuneInString(w)
	second, _ := utf8.DecodeRuneInString(w[size:])
	return unicode.IsUpper(first) && unicode.IsLower(second)
}
