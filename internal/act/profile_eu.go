package act

// union is the tradition of the Joint Handbook for the presentation and drafting of
// acts subject to the ordinary legislative procedure and of the Interinstitutional
// style guide of the European Union, in English, Croatian, Slovenian and German.
var union = &profile{
	name: "eu",
	tongues: []tongue{
		{tag: "en", article: "article", common: keys("the of and shall to in by for"), rungs: unionRungs, citing: unionCiting},
		{tag: "hr", article: "cxlanak", common: keys("i je ili koje kako u skladu stavka"), rungs: unionRungs, citing: croatianUnionCiting},
		{tag: "sl", article: "cxlen", common: keys("in ali ki je iz za se člena"), rungs: unionRungs, citing: slovenianUnionCiting},
		{tag: "de", article: "artikel", common: keys("der die und des den das zu nach"), rungs: []rung{
			{bracketed, arabic, KindParagraph},
			{dotted, arabic, KindPoint},
			{closed, small, KindPoint},
			{closed, smallRoman, KindSubpoint},
		}, citing: germanUnionCiting},
	},
	openings: map[string]*opening{
		"article":    {mark: articleMark},
		"articles":   {mark: articleMark, several: true},
		"part":       {mark: partMark, kind: KindPart, rank: 10, ordinal: true},
		"title":      {mark: partMark, kind: KindTitle, rank: 20},
		"chapter":    {mark: chapterMark, kind: KindChapter, rank: 30},
		"section":    {mark: sectionMark, kind: KindSection, rank: 40, depth: 1},
		"subsection": {mark: sectionMark, kind: KindSubsection, rank: 52, depth: 2},
		"annex":      {mark: annexMark, kind: KindAnnex},
		"appendix":   {mark: partMark, kind: KindPart, rank: 5},

		"cxlanak":     {mark: articleMark},
		"dio":         {mark: partMark, kind: KindPart, rank: 10, ordinal: true},
		"glava":       {mark: partMark, kind: KindTitle, rank: 20},
		"poglavlxe":   {mark: chapterMark, kind: KindChapter, rank: 30},
		"odjelxak":    {mark: sectionMark, kind: KindSection, rank: 40, depth: 1},
		"pododjelxak": {mark: sectionMark, kind: KindSubsection, rank: 52, depth: 2},
		"prilog":      {mark: annexMark, kind: KindAnnex},

		"cxlen":      {mark: articleMark, led: true},
		"del":        {mark: partMark, kind: KindPart, rank: 10, ordinal: true},
		"naslov":     {mark: partMark, kind: KindTitle, rank: 20},
		"poglavje":   {mark: chapterMark, kind: KindChapter, rank: 30},
		"oddelek":    {mark: sectionMark, kind: KindSection, rank: 40, depth: 1},
		"pododdelek": {mark: sectionMark, kind: KindSubsection, rank: 52, depth: 2},
		"priloga":    {mark: annexMark, kind: KindAnnex},

		"artikel":        {mark: articleMark},
		"teil":           {mark: partMark, kind: KindPart, rank: 10, ordinal: true},
		"titel":          {mark: partMark, kind: KindTitle, rank: 20},
		"kapitel":        {mark: chapterMark, kind: KindChapter, rank: 30},
		"abschnitt":      {mark: sectionMark, kind: KindSection, rank: 40, depth: 1},
		"unterabschnitt": {mark: sectionMark, kind: KindSubsection, rank: 52, depth: 2},
		"anhang":         {mark: annexMark, kind: KindAnnex},
	},
	sole: map[string]bool{"sole article": true, spell("jedini članak"): true, spell("edini člen"): true, "einziger artikel": true},
	ordinals: append([]ordinal{
		{"one", 1}, {"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}, {"six", 6}, {"seven", 7}, {"eight", 8}, {"nine", 9}, {"ten", 10},
		{"first", 1}, {"second", 2}, {"third", 3}, {"fourth", 4}, {"fifth", 5}, {"sixth", 6}, {"seventh", 7},
	}, append(germanOrdinals, southSlavicOrdinals...)...),
	endings: []string{"", "i", "a", "o", "e", "u", "er", "es", "en"},
	number:  numbering{alphabet: latinAlphabet, letters: 3, dotted: true, minus: true, joins: keys("to and do i in bis und")},
	heading: below,
	rungs:   unionRungs,
	titles: keys(`regulation directive decision recommendation opinion council commission proposal corrigendum
		uredba direktiva odluka preporuka prijedlog provedbena delegirana sklep priporočilo predlog izvedbena
		verordnung richtlinie beschluss empfehlung vorschlag durchführungsverordnung`),
	about: keys("of on laying amending implementing supplementing repealing concerning establishing o od od z dne vom über zur"),
	joints: keys(`of and or the for to in on with by from as a an their its at
		i ili za od sa s do po iz u na o te ali z ki
		und oder der die das des dem den für von zu zur zum im in auf mit über nach`),
	conjunctions: keys("and or i ili in ali und oder"),
	cited:        []string{"of ", "regulation", "directive", "decision", "uredb", "direktiv", "odluk", "verordnung", "richtlinie", "stavak", "stavk", "absatz", "paragraph"},
	repealed:     keys("deleted brisano brisan črtano črtan gestrichen"),
	dates:        months,
	nouns: keys(`article articles paragraph paragraphs point points subparagraph subparagraphs regulation directive decision chapter section annex
		članak članka stavak stavka točka točke člen člena odstavek odstavka točko
		artikel absatz absätze nummer buchstabe buchstaben unterabsatz`),
	enactings: []string{
		"THE EUROPEAN ", "THE COUNCIL", "THE COMMISSION", "Having regard ", "Acting in accordance ", "Whereas",
		"EUROPSKI PARLAMENT", "EUROPSKA KOMISIJA", "VIJEĆE EUROPSKE", "uzimajući u obzir ", "EVROPSKI PARLAMENT", "EVROPSKA KOMISIJA", "SVET EVROPSKE", "ob upoštevanju ",
		"DAS EUROPÄISCHE ", "DIE EUROPÄISCHE ", "DER RAT ", "gestützt auf ",
	},
	leading:   keys("člen člena členu členom"),
	blocks:    []quotation{{"‘", "’"}, straight},
	announced: []string{":", "—", "–"},
	lettered:  true,
	recitals:  true,
	concluded: []string{
		"This Regulation shall be binding in its entirety", "This Decision shall be binding in its entirety", "This Decision is binding in its entirety",
		"Ova je Uredba u cijelosti obvezujuća", "Ova je Odluka u cijelosti obvezujuća", "Ta uredba je v celoti zavezujoča", "Ta sklep je v celoti zavezujoč",
		"Diese Verordnung ist in allen ihren Teilen verbindlich", "Dieser Beschluss ist in allen seinen Teilen verbindlich",
	},
	footnotes: true,
}

// unionRungs are the lists of the acts of the Union in most languages.
var unionRungs = []rung{
	{dotted, arabic, KindParagraph},
	{bracketed, arabic, KindPoint},
	{bracketed, small, KindPoint},
	{bracketed, smallRoman, KindSubpoint},
	{dotted, smallRoman, KindSubpoint},
	{bracketed, doubled, KindSubpoint},
	{closed, arabic, KindPoint},
}

const latinAlphabet = "abcdefghijklmnopqrstuvwxyz"
