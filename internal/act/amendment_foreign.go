package act

// germanOrders are those of the Handbuch der Rechtsförmlichkeit.
var germanOrders = &ordering{
	grammar:    verbBehind,
	substitute: keys("gefasst gefaßt erhält erhalten"), replace: keys("ersetzt"), insert: keys("eingefügt angefügt vorangestellt"), repeal: keys("aufgehoben gestrichen"),
	closing: keys("gefasst gefaßt ersetzt eingefügt angefügt aufgehoben gestrichen"),
	behind:  keys("nach hinter"), before: keys("vor"), within: keys("in im dem den"), end: keys("ende satzende"),
	newNouns: keys("das die den dem wort wörter wörtern angabe werden wird"),
	last:     keys("angefügt"), first: keys("vorangestellt"),
	heading: keys("überschrift bezeichnung"),
	part:    keys("tabelle zeile spalte inhaltsübersicht satzteil angabe"),
	texts:   textsOf(UnitSentence, "satz sätze sätzen satzes", unitClause, "halbsatz halbsatzes", unitIndent, "gedankenstrich gedankenstriche gedankenstrichs"),
	counts:  countsOf(germanOrdinals, []string{"e", "er", "es", "en"}, "letzte letzter letzten"),
	marks:   marksOf(".", "punkt", "", ",", "komma", "", ";", "semikolon strichpunkt", "", ":", "doppelpunkt", ""),
	fresh:   keys("folgender folgende folgendes folgenden neuer neue neues"), former: keys("bisherige bisherigen"), wording: keys("wortlaut"), into: keys("durch"),
	auxiliary: keys("wird werden"), opens: keys("geändert"),
	divisions: divided(KindPart, "buch teil teils teile", KindChapter, "kapitel kapitels", KindSection, "abschnitt abschnitts abschnitte", KindSubsection, "unterabschnitt",
		KindAnnex, "anlage anlagen anhang"),
	alone: keys("anlage anhang"), belongs: keys("zu"), openingBefore: keys("satzteil"), annexed: keys("anlage anhangs"),
	base:    keys("das die der in im"),
	earlier: &earlierChange{begins: keys("das die der"), last: keys("zuletzt"), changed: keys("geändert"), by: keys("durch"), ends: keys("worden wurde wurden"), auxiliary: keys("ist sind war waren")},
	quotes:  []quotation{{"„", "“"}, {"»", "«"}, {"„", "”"}, {`"`, `"`}},
}

// unionOrders are those of the English texts of the Joint Practical Guide.
var unionOrders = &ordering{
	grammar: verbBehind,
	replace: keys("replaced"), insert: keys("inserted added"), repeal: keys("deleted repealed"), renumber: keys("renumbered become becomes"),
	behind: keys("after"), before: keys("before"), within: keys("in"), end: keys("end"),
	heading: keys("title heading titles headings"),
	part:    keys(`part introductory table row rows column phrase footnote entry entries wording`),
	texts:   textsOf(UnitSentence, "sentence sentences", UnitSubparagraph, "subparagraph subparagraphs", unitParagraph, "paragraph", unitIndent, "indent indents"),
	counts:  countsOf(englishOrdinals, []string{""}, "last final"),
	last:    keys("added"),
	fresh:   keys("following new"), into: keys("by with as"), opens: keys("amended"), elsewhere: keys("accordance"),
	divisions: divided(KindPart, "part parts", KindTitle, "title", KindChapter, "chapter chapters", KindSection, "section sections", KindAnnex, "annex annexes"),
	alone:     keys("annex"), opening: keys("introductory"),
	base:   keys("in"),
	quotes: []quotation{{"‘", "’"}, {"“", "”"}, {`"`, `"`}, straight},
}

// americanOrders are those of the House Legislative Counsel's Manual on Drafting Style.
var americanOrders = &ordering{
	grammar: verbBefore,
	repeal:  keys("striking"), insert: keys("inserting adding"), renumber: keys("redesignating"), substitute: keys("amending"), says: keys("read"),
	gone: keys("repealed"), opens: keys("amended"), joined: keys("and"),
	behind: keys("after"), before: keys("before preceding"), within: keys("in"), end: keys("end"),
	heading: keys("heading"), part: keys("matter table item items designation"),
	texts: textsOf(UnitSentence, "sentence sentences"), counts: countsOf(englishOrdinals, []string{""}, "last final"),
	marks: marksOf(".", "period", "", ",", "comma", "", ";", "semicolon", "", ":", "colon", ""), articles: keys("the a an"),
	contents: keys("table"), analysis: keys("analysis"), listed: keys("contents sections chapters subchapters parts subparts titles subtitles"),
	fresh: keys("following new"), into: keys("as"), onward: keys("follows"),
	divisions: divided(KindPart, "division divisions part parts", KindTitle, "title titles", KindChapter, "chapter chapters",
		KindSection, "subtitle subtitles subchapter subchapters", KindSubsection, "subpart subparts", KindAnnex, "appendix"),
	base:   keys("the"),
	quotes: []quotation{{"“", "”"}, {"``", "''"}, {"‘‘", "’’"}, {`"`, `"`}},
}

// englishOrdinals are the ordinals of English.
var englishOrdinals = []ordinal{
	{"first", 1}, {"second", 2}, {"third", 3}, {"fourth", 4}, {"fifth", 5}, {"sixth", 6}, {"seventh", 7}, {"eighth", 8}, {"ninth", 9}, {"tenth", 10},
}
