package act

// germany is the tradition of the Handbuch der Rechtsförmlichkeit of the Federal
// Ministry of Justice.
var germany = &profile{
	name:    "de",
	tongues: []tongue{{tag: "de"}},
	sign:    '§',
	openings: map[string]*opening{
		"artikel":           {mark: articleMark},
		"art":               {mark: articleMark},
		"buch":              {mark: partMark, kind: KindPart, rank: 5, ordinal: true},
		"teil":              {mark: partMark, kind: KindPart, rank: 10, ordinal: true},
		"kapitel":           {mark: chapterMark, kind: KindChapter, rank: 30, ordinal: true},
		spell("hauptstück"): {mark: chapterMark, kind: KindChapter, rank: 30, ordinal: true},
		"abschnitt":         {mark: sectionMark, kind: KindSection, rank: 40, depth: 1, ordinal: true},
		"unterabschnitt":    {mark: sectionMark, kind: KindSubsection, rank: 52, depth: 2, ordinal: true},
		"titel":             {mark: partMark, kind: KindTitle, rank: 60, ordinal: true},
		"untertitel":        {mark: partMark, kind: KindSubsection, rank: 65, ordinal: true},
		"anlage":            {mark: annexMark, kind: KindAnnex},
		"anhang":            {mark: annexMark, kind: KindAnnex},
	},
	sole:     map[string]bool{spell("einziger artikel"): true},
	ordinals: germanOrdinals,
	endings:  []string{"er", "es", "e", "en"},
	units: values([]ordinal{
		{"ein", 1}, {"zwei", 2}, {"drei", 3}, {"vier", 4}, {spell("fünf"), 5}, {"sechs", 6}, {"sieben", 7}, {"acht", 8}, {"neun", 9},
	}),
	number:  numbering{alphabet: latinAlphabet, letters: 2, spaced: true, joins: keys("bis und")},
	heading: beside,
	rungs: []rung{
		{bracketed, arabic, KindParagraph},
		{dotted, arabic, KindPoint},
		{closed, small, KindSubpoint},
		{closed, doubled, KindSubpoint},
		{bracketed, small, KindSubpoint},
	},
	unnumbered:   keys("allgemeiner besonderer"),
	titles:       keys("gesetz verordnung entwurf bekanntmachung satzung erstes zweites drittes viertes artikelgesetz grundgesetz"),
	titleEndings: []string{"gesetz", "gesetzbuch", "verordnung", "ordnung"},
	about:        keys("über zur zum des der vom"),
	promulgation: "Vom",
	enactings:    []string{"Der Bundestag hat ", "Der Landtag hat ", "Auf Grund ", "Aufgrund "},
	joints:       keys("und oder der die das des dem den für von zu zur zum im in auf mit über nach bei an am aus durch"),
	conjunctions: keys("und oder sowie"),
	cited:        []string{"abs ", "absatz ", "satz ", "nr ", "nummer ", "halbsatz ", "buchstabe ", "des ", "bis ", "und ", "gilt "},
	repealed:     keys("weggefallen aufgehoben"),
	dates:        months,
	nouns:        keys("artikel absatz absätze nummer nummern buchstabe buchstaben satz sätze"),
	announced:    []string{":"},
	citing:       germanCiting,
}

// germanOrdinals are the ordinals of German.
var germanOrdinals = []ordinal{
	{"erst", 1}, {"zweit", 2}, {"dritt", 3}, {"viert", 4}, {spell("fünft"), 5}, {"sechst", 6}, {"siebt", 7}, {"siebent", 7}, {"acht", 8},
	{"neunt", 9}, {"zehnt", 10}, {"elft", 11}, {spell("zwölft"), 12}, {"dreizehnt", 13}, {"vierzehnt", 14},
	{spell("fünfzehnt"), 15}, {"sechzehnt", 16}, {"siebzehnt", 17}, {"achtzehnt", 18}, {"neunzehnt", 19}, {"zwanzigst", 20},
	{spell("dreißigst"), 30}, {"dreissigst", 30}, {"vierzigst", 40}, {spell("fünfzigst"), 50}, {"sechzigst", 60}, {"siebzigst", 70}, {"achtzigst", 80}, {"neunzigst", 90},
}

// months are the names of months in the languages of the profiles, in the forms in
// which they stand behind a day.
var months = func() map[string]bool {
	m := keys(`januar jänner februar märz april juni juli august september oktober november dezember
		january february june july october december siječnja veljače ožujka travnja svibnja lipnja srpnja
		kolovoza rujna listopada studenoga studenog prosinca januara januarja februara februarja marta marca aprila maja juna junija
		jula julija avgusta septembra oktobra novembra decembra`)
	for _, word := range []string{"may", "mai", "march"} {
		m[word] = false
	}
	return m
}()
