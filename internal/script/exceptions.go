package script

import (
	"slices"
	"strings"
)

// stem is the beginning of words in which two letters that look like a digraph
// belong to two parts of the word.
type stem struct {
	letters string
	at      int // offset of the second of the two letters
}

// splitStems are the stems that words begin with, the longest first. A bar stands
// where the parts meet.
var splitStems = stems(`
	an|jon in|jicir in|jurij in|jarič in|jonsk kon|jekt kon|jug pan|jelin pan|jevrej pan|jugoslov
	tan|jug van|jezič van|jezik van|jugoslov izvan|jezič izvan|jezik ssrn|j
	nad|živ nad|žup nad|žnj nad|žet nad|žel nad|ždrel nad|žandar nad|žanj
	od|živ od|žal od|žar od|žel od|žet od|žim od|žubor od|žvać od|žvak
	pod|žanr pod|žeć pod|žel pod|žig pod|žiz pod|žil pod|žup pod|žur pod|žvak
	pred|žel pred|žetv pred|živ pred|žup feld|žandar med|žurnal
`)

// innerStems are the stems that stand inside words too: реинјекција,
// антиконјунктурни, ненадживљен.
var innerStems = stems(`in|junkc in|jekc in|jekt kon|junk kon|jugov kon|jugac nad|živ`)

func stems(list string) []stem {
	var all []stem
	for _, entry := range strings.Fields(list) {
		before, after, _ := strings.Cut(entry, "|")
		all = append(all, stem{letters: before + after, at: len(before)})
	}
	slices.SortStableFunc(all, func(a, b stem) int { return len(b.letters) - len(a.letters) })
	return all
}

// keptWords are abbreviations that Serbian Cyrillic texts write in Latin.
var keptWords = set(`
	PDF ISO IEC XML HTML URL URI API SMS IBAN BIC COVID GDPR EUR USD CHF RSD JSON CSV DOCX ODT ID IP IT EN CEN
	ETSI DNS USB GPS CD DVD ISBN ISSN ISMN DOI SRPS IAS IFRS IFRIC IASB EDI CIP SEPA XSD PNG SIM EORI UNESCO eID eIDAS EURIBOR LIBOR BELIBOR Lden Lday Levening Lnight
	GmbH Ltd Inc LLC plc iOS iPadOS macOS SaaS PaaS IaaS IoT KPMG
	email mail online offline leasing trust trustee trustor settlor startup roaming
`)

// foreignPairs are runs of small letters that no Serbian word has; tt, oo and others
// that meet at the border of two parts of a word are among them only with the letters
// beside which they do not.
var foreignPairs = []string{
	"ll", "ff", "pp", "cc", "bb", "gg", "kk", "ch", "att", "itt", "ott", "utt", "etta", "ette", "etti", "etto", "amm", "imm", "ommi", "ommu", "arr", "orr", "irr",
	"ass", "ess", "iss", "oss", "uss", "ect", "ict", "uct", "ght",
}

// foreignEnds are what no Serbian word ends in, in small letters, and foreignStarts
// what none begins with.
var (
	foreignEnds = []string{
		"ss", "tt", "nn", "mm", "zz", "dd", "th", "sh", "gh", "ph", "hn", "dt", "tz", "ct", "cks", "ions", "ments", "ction", "zation", "dation", "cation",
		"mation", "vation", "tation", "oration",
	}
	foreignStarts = []string{"th", "gh", "kh", "sch"}
)

// domains are the endings by which a name with dots is an address.
var domains = set("rs com org net eu info edu gov int io")

// units are symbols that stay in Latin after a number. Those of one letter, which are
// also Serbian abbreviations (г, т, м, л), are letterUnits.
var units = set(`
	kg dag mg km cm mm dm dl ml hl ha min kcal kW MW GW kWh MWh GWh kV mA Hz kHz MHz GHz kB MB GB TB dB kPa MPa kJ MJ lm lx
`)

// numbered are the words after which I is a number.
var numbered = set(`
	deo dela delu glava glave glavi glavu odeljak odeljka odeljku razdeo razdela razdelu knjiga knjige tom toma
	stepen stepena kategorija kategorije kategoriju kategoriji klasa klase klasu grupa grupe grupu grupi tarifa
	tabela tabele prilog priloga prilogu tačka tačke tački aneks aneksa aneksu
`)

func set(list string) map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(list) {
		words[w] = true
	}
	return words
}
