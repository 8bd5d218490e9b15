package act

// unitedStates is the tradition of the House Legislative Counsel's Manual on
// Drafting Style: what its sections hold are articles here, a subsection is their
// paragraph, a paragraph their point, and what stands below are subpoints in each
// other.
var unitedStates = &profile{
	name:    "us",
	tongues: []tongue{{tag: "en"}},
	sign:    '§',
	openings: map[string]*opening{
		"sec":        {mark: articleMark},
		"section":    {mark: articleMark},
		"secs":       {mark: articleMark, several: true},
		"sections":   {mark: articleMark, several: true},
		"division":   {mark: partMark, kind: KindPart, rank: 10},
		"title":      {mark: partMark, kind: KindTitle, rank: 20},
		"subtitle":   {mark: partMark, kind: KindSection, rank: 25},
		"chapter":    {mark: chapterMark, kind: KindChapter, rank: 30},
		"subchapter": {mark: chapterMark, kind: KindSection, rank: 33},
		"part":       {mark: partMark, kind: KindPart, rank: 36},
		"subpart":    {mark: partMark, kind: KindSubsection, rank: 38},
		"appendix":   {mark: annexMark, kind: KindAnnex},
	},
	number:  numbering{alphabet: latinAlphabet, letters: 2, doubled: true, joins: keys("to through and")},
	heading: beside,
	stopped: true,
	verbs:   keys("shall may is are was were has have must will takes applies"),
	rungs: []rung{
		{bracketed, small, KindParagraph},
		{bracketed, arabic, KindPoint},
		{bracketed, capital, KindSubpoint},
		{bracketed, smallRoman, KindSubpoint},
		{bracketed, capitalRoman, KindSubpoint},
		{bracketed, doubled, KindSubpoint},
		{bracketed, doubledCaps, KindSubpoint},
	},
	titles:       keys("act bill resolution"),
	determiners:  keys("a an joint concurrent"),
	about:        keys("to expressing providing making"),
	enactings:    []string{"Be it enacted ", "Be it resolved ", "Resolved by "},
	joints:       keys("of and or the for to in on with by from as a an their its at"),
	conjunctions: keys("and or"),
	cited:        []string{"of ", "shall ", "is ", "and ", "or "},
	repealed:     keys("repealed omitted reserved transferred"),
	dates:        months,
	nouns: keys(`section sections subsection subsections paragraph paragraphs subparagraph subparagraphs clause clauses subclause
		subclauses title chapter item items`),
	blocks:     []quotation{{"``", "''"}, {"‘‘", "’’"}, {"“", "”"}},
	announced:  []string{":", "—", "--"},
	lettered:   true,
	byDivision: true,
	citing:     americanCiting,
}
