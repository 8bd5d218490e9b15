package act

import "strings"

// germanCiting is that of the Handbuch der Rechtsförmlichkeit, with the abbreviations
// of older acts.
var germanCiting = &citing{
	words: cited(
		citingWord{rank: rankArticle}, "artikel artikels",
		citingWord{rank: rankArticle, several: true}, "artikeln",
		citingWord{rank: rankArticle, several: true, short: true}, "art",
		citingWord{rank: rankParagraph}, "absatz absatzes",
		citingWord{rank: rankParagraph, several: true}, "absätze absätzen",
		citingWord{rank: rankParagraph, several: true, short: true}, "abs",
		citingWord{rank: rankPoint}, "nummer",
		citingWord{rank: rankPoint, several: true}, "nummern",
		citingWord{rank: rankPoint, several: true, short: true}, "nr nrn",
		citingWord{rank: rankSubpoint, letters: true}, "buchstabe buchstabens",
		citingWord{rank: rankSubpoint, several: true, letters: true}, "buchstaben",
		citingWord{rank: rankSubpoint, several: true, short: true, letters: true}, "buchst",
		citingWord{passed: true}, "satz satzes halbsatz halbsatzes",
		citingWord{passed: true, several: true}, "sätze sätzen",
		citingWord{passed: true, several: true, short: true}, "s hs",
	),
	parts: partsOf(
		part{rank: rankParagraph}, "absatz absatzes absätze absätzen",
		part{rank: rankIndent}, "spiegelstrich spiegelstrichs spiegelstriche spiegelstrichen gedankenstrich gedankenstrichs gedankenstriche gedankenstrichen",
		part{passed: true}, "satz satzes sätze sätzen halbsatz halbsatzes",
	),
	counts:  countedIn("erst zweit dritt viert fünft sechst siebt acht neunt zehnt", "e en er es em", "letzte letzten letzter letztes letztem"),
	linking: keys("von vom des der dem in im"),
	sign:    "§",
	joins:   keys("und oder sowie beziehungsweise bzw"), upto: keys("bis"),
	between: keys("in verbindung mit auch nach des der auf"),
	here:    keys("dieses dieser diesem diese"), of: keys("des der dem"), the: keys("jeweils"),
	beside: besides("vorstehenden vorhergehenden vorigen", "folgenden nachfolgenden"),
	acts:   keys("gesetz gesetzes gesetze gesetzbuch gesetzbuchs gesetzbuches verordnung richtlinie satzung beschlusses"), treaties: keys("abkommens vertrages vertrags protokolls"),
	actEnds: []string{"gesetz", "gesetzes", "gesetze", "gesetzbuch", "gesetzbuchs", "gesetzbuches", "ordnung", "abkommen", "abkommens", "vertrages",
		"vertrags", "konvention", "richtlinie", "richtlinien", "satzung", "protokolls", "charta", "übereinkommens"},
	noActs:      strings.Fields("rechtsverordnung anordnung zuordnung rangordnung tagesordnung einordnung unterordnung umsatzung"),
	qualityEnds: []string{"en", "es", "er"},
	nameJoints:  keys("der die des dem den und oder für von vom in über zu zur zum gegen"), nameOpenings: keys("über zur zum"),
	notNumbers:  keys("januar februar märz april mai juni juli august september oktober november dezember jahre jahren tage tagen monate monaten wochen stunden prozent euro"),
	unmarked:    true,
	abbreviated: true,
	own:         true,
	genitives:   []caseEnd{{"gesetzes", "gesetz"}, {"gesetzbuches", "gesetzbuch"}, {"gesetzbuchs", "gesetzbuch"}},
	further:     keys("anderer weiterer sonstiger"),
	gazettes:    []string{"bl", "gesetzblatt", "amtsblatt", "anzeiger"},
	orders:      germanOrders,
	divisions: divided(KindPart, "buches bücher büchern teilen", KindTitle, "titel titels titeln", KindChapter, "kapiteln hauptstück hauptstücks hauptstücks",
		KindSection, "abschnitten", KindSubsection, "unterabschnitts unterabschnitte unterabschnitten untertitel untertitels"),
	amends: keys("änderung"),
}
