package act

import "github.com/rasprava/rasprava/internal/script"

// serbia is the tradition of the Jedinstvena metodološka pravila za izradu propisa
// ("Sl. glasnik RS" 21/2010), in both scripts.
var serbia = &profile{
	name:    "rs",
	tongues: []tongue{{tag: langCyrillic}, {tag: langLatin}},
	openings: map[string]*opening{
		"cxlan":      {mark: articleMark, led: true},
		"clan":       {mark: articleMark, led: true},
		"cxl":        {mark: articleMark, several: true},
		"cxlanovi":   {mark: articleMark, several: true},
		"knxiga":     {mark: partMark, kind: KindPart, rank: 5, ordinal: true, capitals: true},
		"deo":        {mark: partMark, kind: KindPart, rank: 10, ordinal: true},
		"glava":      {mark: chapterMark, kind: KindChapter, rank: 30, ordinal: true},
		"odelxak":    {mark: sectionMark, kind: KindSection, rank: 40, depth: 1, ordinal: true},
		"odsek":      {mark: sectionMark, kind: KindSection, rank: 42, depth: 1, ordinal: true},
		"pododelxak": {mark: sectionMark, kind: KindSubsection, rank: 52, depth: 2},
		"tarifni":    {mark: sectionMark, kind: KindSubsection, rank: 58, depth: 3, second: "broj"},
		"prilog":     {mark: annexMark, kind: KindAnnex},
		"aneks":      {mark: annexMark, kind: KindAnnex},
		"obrazac":    {mark: annexMark, kind: KindAnnex, form: true},

		"obrazlozxenxe": {mark: annexMark, kind: KindAnnex, alone: true},
		"pregled":       {mark: annexMark, kind: KindAnnex, then: spell("odredaba")},
		"izjava":        {mark: annexMark, kind: KindAnnex, then: spell("o usklađenosti")},
		"tabela":        {mark: annexMark, kind: KindAnnex, then: spell("usklađenosti")},
		"analiza":       {mark: annexMark, kind: KindAnnex, then: spell("efekata")},
	},
	sole:       map[string]bool{spell("jedini član"): true},
	ordinals:   southSlavicOrdinals,
	endings:    southSlavicEndings,
	tens:       southSlavicTens,
	unnumbered: keys("opšti posebni uvodni prelazni završni zaključni"),
	numerals:   true,
	decimals:   true,
	lettered:   true,
	number: numbering{
		alphabet: "абвгдђежзијклљмнњопрстћуфхцчџш", letters: 2, spaced: true, joins: keys("i do"),
	},
	titles: keys(`zakon nacrt predlog predlozi uredba uredbu uredbe pravilnik odluka odluku odluke naredba naredbu
		uputstvo rešenje zaključak ustav strategija strategiju program poslovnik statut rezolucija rezoluciju deklaracija
		deklaraciju zakonik kodeks tarifa plan akcioni akt prednacrt radna polazne pravila preporuka preporuku amandman amandmani`),
	kinds:        southSlavicKinds,
	amended:      keys("zakona zakonika uredbe pravilnika odluke ustava poslovnika statuta kodeksa tarife programa ugovora"),
	addendums:    keys("aneks"),
	about:        keys("o za"),
	joints:       keys("i ili odnosno kao o u na za od sa s do po iz pod pred nad pri uz te ka k kod radi između među bez vezi"),
	conjunctions: keys("i ili odnosno"),
	cited:        []string{"zakona", "zakonika", "uredbe", "uredaba", "pravilnika", "pravila", "odluke", "ustava", "krivicx", "statuta", "sporazuma", "konvencij", "povelx", "ugovora ", "ovog"},
	repealed:     keys("brisan brisana brisano brisani brisane prestao prestala prestalo prestali prestale"),
	nouns: keys(`člana članu član članom članova čl stav stava stavu stavom stavova st tačka tačke tački tačkom tačaka tač
		podtačka podtačke podtački podtačkom podtač alineja alineje`),
	dates:     months,
	addenda:   []string{script.Fold("ОДРЕДБЕ КОЈЕ НИСУ"), script.Fold("САМОСТАЛНЕ ОДРЕДБЕ"), script.Fold("САМОСТАЛНА ОДРЕДБА"), script.Fold("САМОСТАЛНИ ЧЛАН")},
	announced: []string{":"},
	blocks:    []quotation{{",,", "”"}, {",,", "“"}, {",,", `"`}, {",,", "''"}, {"‚", "‘"}, {"‚", "’"}, {"‘", "’"}},
	gazettes:  []string{"sluzxben", "sl"},
	citing:    serbianCiting,
}

// southSlavicKinds are the kinds of acts of Serbian and Croatian with the ending of the words
// before them.
var southSlavicKinds = map[string]string{
	"zakon": "i", "zakonik": "i", "kodeks": "i", "statut": "i", "ustav": "i", "pravilnik": "i", "poslovnik": "i", "program": "i", "plan": "i", "ugovor": "i",
	"uredba": "a", "odluka": "a", "tarifa": "a", "strategija": "a", "deklaracija": "a", "rezolucija": "a", "naredba": "a", "uputstvo": "o",
}

// southSlavicOrdinals are the ordinals of Serbian and Croatian.
var southSlavicOrdinals = []ordinal{
	{"prv", 1}, {"drug", 2}, {"trecy", 3}, {"cxetvrt", 4}, {"pet", 5}, {"sxest", 6}, {"sedm", 7}, {"osm", 8},
	{"devet", 9}, {"deset", 10}, {"jedanaest", 11}, {"dvanaest", 12}, {"trinaest", 13}, {"cxetrnaest", 14},
	{"petnaest", 15}, {"sxesnaest", 16}, {"sedamnaest", 17}, {"osamnaest", 18}, {"devetnaest", 19},
	{"dvadeset", 20}, {"trideset", 30}, {"cxetrdeset", 40}, {"pedeset", 50}, {"sxezdeset", 60}, {"sedamdeset", 70}, {"osamdeset", 80}, {"devedeset", 90},
}

// southSlavicTens are the numbers before the last word of an ordinal: двадесет трећа.
var southSlavicTens = values(southSlavicOrdinals[19:])

// southSlavicEndings are those of ordinals.
var southSlavicEndings = []string{"i", "a", "o", "e", "u", "og", "eg", "oj", "om", "em"}
