package act

// croatia is the tradition of the Jedinstvena metodološko-nomotehnička pravila za
// izradu akata koje donosi Hrvatski sabor (NN 74/15).
var croatia = &profile{
	name:    "hr",
	tongues: []tongue{{tag: "hr"}},
	openings: map[string]*opening{
		"cxlanak":     {mark: articleMark, led: true},
		"clanak":      {mark: articleMark, led: true},
		"cxl":         {mark: articleMark, several: true},
		"cxlanci":     {mark: articleMark, several: true},
		"knxiga":      {mark: partMark, kind: KindPart, rank: 5, ordinal: true, capitals: true},
		"dio":         {mark: partMark, kind: KindPart, rank: 10, ordinal: true},
		"glava":       {mark: chapterMark, kind: KindChapter, rank: 30, ordinal: true},
		"poglavlxe":   {mark: chapterMark, kind: KindChapter, rank: 32, ordinal: true},
		"odjelxak":    {mark: sectionMark, kind: KindSection, rank: 40, depth: 1, ordinal: true},
		"odsjecxak":   {mark: sectionMark, kind: KindSection, rank: 42, depth: 1, ordinal: true},
		"pododjelxak": {mark: sectionMark, kind: KindSubsection, rank: 52, depth: 2, ordinal: true},
		"prilog":      {mark: annexMark, kind: KindAnnex},
		"dodatak":     {mark: annexMark, kind: KindAnnex},
		"obrazac":     {mark: annexMark, kind: KindAnnex, form: true},

		"obrazlozxenxe": {mark: annexMark, kind: KindAnnex, alone: true},
	},
	sole:       map[string]bool{spell("jedini članak"): true},
	ordinals:   southSlavicOrdinals,
	endings:    southSlavicEndings,
	tens:       southSlavicTens,
	unnumbered: keys("opći posebni uvodni prijelazni završni zaključni"),
	numerals:   true,
	decimals:   true,
	lettered:   true,
	number:     numbering{alphabet: "abcčćdđefghijklmnoprsštuvzž", letters: 2, spaced: true, dotted: true, joins: keys("i do")},
	rungs: []rung{
		{bracketed, arabic, KindParagraph},
		{dotted, arabic, KindPoint},
		{closed, arabic, KindPoint},
		{closed, small, KindSubpoint},
		{bracketed, small, KindSubpoint},
	},
	dates:     months,
	nouns:     keys("članak članka članku stavak stavka stavku stavkom točka točke točki točkom"),
	announced: []string{":"},
	titles: keys(`zakon nacrt prijedlog prijedlozi konačni uredba uredbu pravilnik odluka odluku odluke naredba naredbu naputak
		upute rješenje zaključak ustav strategija strategiju program poslovnik statut rezolucija deklaracija deklaraciju
		zakonik kodeks plan akcijski pravila preporuka preporuku amandman amandmani`),
	kinds:        southSlavicKinds,
	proclamation: "o proglašenju",
	amended:      keys("zakona zakonika uredbe pravilnika odluke ustava poslovnika statuta"),
	about:        keys("o za"),
	joints:       keys("i ili odnosno kao o u na za od sa s do po iz pod pred nad pri uz te k kod radi između među bez vezi"),
	conjunctions: keys("i ili odnosno te"),
	cited:        []string{"zakon", "ured", "pravil", "odluk", "ustav", "kaznen", "statut", "sporazum", "konvenc", "povelx", "ugovor", "ovog", "stavak", "stavk", "direktiv"},
	repealed:     keys("brisan brisana brisano brisani brisane prestao prestala prestalo prestali"),
	citing:       croatianCiting,
}
