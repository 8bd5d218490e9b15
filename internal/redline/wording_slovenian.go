package redline

import "github.com/rasprava/rasprava/internal/act"

// slovenian are the words for acts of the Union in Slovenian, which cites articles with what is in them by marks: člen 5(2), točka (b).
var slovenian = wording{
	lang: "sl", title: "Kaj se je spremenilo", summary: "Skupaj", changes: "Spremembe", empty: "Ni sprememb.",
	inserted: "dodano", deleted: "črtano", end: "konec", was: "prej",
	article: "člen", words: "besede", heading: "naslov", others: "določba",
	edited: "spremenjeno", reordered: "spremenjen vrstni red", typographic: "samo zapis", added: "novo", removed: "črtano", moved: "premaknjeno", renumbered: "nova številka",
	split: "razdeljeno", merged: "združeno", unchanged: "nespremenjeno", repealed: "razveljavljeno",
	preamble: "preambula", annex: "priloga", note: "opomba", paragraph: "odstavek", point: "točka", section: "oddelek", part: "del", chapter: "poglavje",
	view: "Prikaz", oneColumn: "en stolpec", sides: "staro in novo besedilo vzporedno", changedOnly: "samo spremembe",
	before: "Staro besedilo", after: "Novo besedilo", previous: "Prejšnja", next: "Naslednja", listing: "Seznam",
	unspaced: "samo presledki", provisions: "spremenjenih določb", outside: "spremenjeno zunaj členov",

	and: " in ", quoted: "„%s“",
	into: "premaknjeno v %s", outOf: "premaknjeno iz %s", across: "premaknjeno iz %s v %s", formerly: "premaknjeno, prej %s",
	leftFor: "%s premaknjen%s v %s", cameFrom: "%s premaknjen%s iz %s", parts: "%s razdeljen%s, zdaj %s", joins: "%s združen%s v %s",
	rowMoved: "premaknjena vrstica tabele", rowsMoved: "premaknjene vrstice tabele: %d", inside: "odstavki in točke",
	isNow: "%s je zdaj %s", bothNow: "%s sta zdaj %s", areNow: "%s so zdaj %s",
	followsAlone: ", en sklic je usklajen", followsOne: ", usklajenih sklicev: %d", followsFew: ", usklajenih sklicev: %d", followsMany: ", usklajenih sklicev: %d",
	factsOne: "spremembe številk in mest: %d", factsFew: "spremembe številk in mest: %d", factsMany: "spremembe številk in mest: %d",
	astrayOne: "sklici na napačno mesto: %d", astrayFew: "sklici na napačno mesto: %d", astrayMany: "sklici na napačno mesto: %d",
	another: "%s se ne sklicuje več na isto določbo; prejšnja je zdaj %s", anothers: "%s se ne sklicuje več na iste določbe; prejšnje so zdaj %s",
	divided: "%s ne zajema več vsega, kar je zajemalo: določba, na katero se sklicuje, je razdeljena na %s",
	goneOne: "%s se sklicuje na črtano določbo", goneMany: "%s se sklicuje na črtane določbe",
	alsoGoneOne: "%s se sklicuje tudi na črtano določbo", alsoGoneMany: "%s se sklicuje tudi na črtane določbe",
	restOne: "; druga prejšnja je zdaj %s", restMany: "; druge prejšnje so zdaj %s",
	vacantOne: "%s se sklicuje na določbo, ki je ni več; tista s to številko je zdaj %s", vacantMany: "%s se sklicuje na določbe, ki jih ni več; tiste s temi številkami so zdaj %s",
	inLatin: "besedilo je zdaj v latinici, prej v cirilici", inCyrillic: "besedilo je zdaj v cirilici, prej v latinici",
}

// slovenianNouns are what provisions are called in Slovenian, slovenianPairs two of them.
var (
	slovenianNouns = map[act.Kind]noun{
		act.KindArticle:    {"člen", "člena", "člen", "členi", 'm'},
		act.KindParagraph:  {"odstavek", "odstavka", "odstavek", "odstavki", 'm'},
		act.KindPoint:      {"točka", "točke", "točko", "točke", 'f'},
		act.KindSubpoint:   {"podtočka", "podtočke", "podtočko", "podtočke", 'f'},
		act.KindIndent:     {"alinea", "alinee", "alineo", "alinee", 'f'},
		act.KindNote:       {"opomba", "opombe", "opombo", "opombe", 'f'},
		act.KindPart:       {"del", "dela", "del", "deli", 'm'},
		act.KindTitle:      {"naslov", "naslova", "naslov", "naslovi", 'm'},
		act.KindChapter:    {"poglavje", "poglavja", "poglavje", "poglavja", 'n'},
		act.KindSection:    {"oddelek", "oddelka", "oddelek", "oddelki", 'm'},
		act.KindSubsection: {"pododdelek", "pododdelka", "pododdelek", "pododdelki", 'm'},
		act.KindAnnex:      {"priloga", "priloge", "prilogo", "priloge", 'f'},
		act.KindPreamble:   {"preambula", "preambule", "preambulo", "preambule", 'f'},
		recital:            {"uvodna izjava", "uvodne izjave", "uvodno izjavo", "uvodne izjave", 'f'},
		"":                 {"določba", "določbe", "določbo", "določbe", 'f'},
	}
	slovenianPairs = map[act.Kind]string{
		act.KindArticle: "člena", act.KindParagraph: "odstavka", act.KindPoint: "točki", act.KindSubpoint: "podtočki", act.KindIndent: "alinei",
		act.KindNote: "opombi", act.KindPart: "dela", act.KindTitle: "naslova", act.KindChapter: "poglavji", act.KindSection: "oddelka",
		act.KindSubsection: "pododdelka", act.KindAnnex: "prilogi", act.KindPreamble: "preambuli", recital: "uvodni izjavi", "": "določbi",
	}
)

// nouns returns what provisions are called in a language that has cases.
func (w wording) nouns() map[act.Kind]noun {
	if w.lang == slovenian.lang {
		return slovenianNouns
	}
	return provisionNouns
}
