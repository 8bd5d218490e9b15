package redline

var serbian = wording{
	lang: "sr-Cyrl", title: "Шта се променило", summary: "Укупно", changes: "Измене", empty: "Нема измена.",
	inserted: "уметнуто", deleted: "брисано", end: "крај", was: "пре",
	article: "члан", words: "речи", heading: "наслов", others: "одредба",
	edited: "измењено", reordered: "измењен редослед", typographic: "само у писању", added: "ново", removed: "брисано", moved: "премештено", renumbered: "нов број",
	split: "подељено", merged: "спојено", unchanged: "непромењено", repealed: "престало да важи",
	preamble: "преамбула", annex: "прилог", note: "напомена", paragraph: "став", point: "тачка", section: "одељак", part: "део", chapter: "глава",
	view: "Приказ", oneColumn: "једна колона", sides: "стари и нови текст упоредо", changedOnly: "само оно што је измењено",
	before: "Стари текст", after: "Нови текст", previous: "Претходна", next: "Следећа", listing: "Списак",
	unspaced: "само размаци", provisions: "измењено одредаба",

	and: " и ", quoted: "„%s”",
	into: "премештено у %s", outOf: "премештено из %s", across: "премештено из %s у %s",
	leftFor: "%s премештен%s у %s", cameFrom: "%s премештен%s из %s", inside: "ставови и тачке",
	isNow: "%s сада је %s", areNow: "%s сада су %s",
	followsAlone: ", а једно упућивање је усклађено", followsOne: ", а %d упућивање је усклађено",
	followsFew: ", а %d упућивања су усклађена", followsMany: ", а %d упућивања је усклађено",
	another: "%s не упућује више на исту одредбу; она на коју је упућивало сада је %s", anothers: "%s не упућује више на исте одредбе; оне на које је упућивало сада су %s",
	goneOne: "%s упућује на одредбу која је брисана", goneMany: "%s упућује на одредбе које су брисане",
	alsoGoneOne: "%s упућује и на одредбу која је брисана", alsoGoneMany: "%s упућује и на одредбе које су брисане",
	restOne: ", а друга на коју је упућивало сада је %s", restMany: ", а остале на које је упућивало сада су %s",
}

var english = wording{
	lang: "en", title: "What changed", summary: "In all", changes: "Changes", empty: "No changes.",
	inserted: "inserted", deleted: "deleted", end: "end", was: "was",
	article: "article", words: "words", heading: "heading", others: "provision",
	edited: "edited", reordered: "order changed", typographic: "typographic", added: "added", removed: "removed", moved: "moved", renumbered: "renumbered",
	split: "split", merged: "merged", unchanged: "unchanged", repealed: "repealed",
	preamble: "preamble", annex: "annex", note: "note", paragraph: "paragraph", point: "point", section: "section", part: "part", chapter: "chapter",
	view: "View", oneColumn: "one column", sides: "old and new side by side", changedOnly: "only what changed",
	before: "Old text", after: "New text", previous: "Previous", next: "Next", listing: "List",
	unspaced: "spaces only", provisions: "provisions changed",

	and: " and ", quoted: "“%s”",
	into: "moved to %s", outOf: "moved from %s", across: "moved from %s to %s",
	leftFor: "%s moved%s to %s", cameFrom: "%s moved%s from %s", inside: "paragraphs and points",
	isNow: "%s is now %s", areNow: "%s are now %s",
	followsAlone: ", and 1 reference follows", followsOne: ", and %d references follow", followsFew: ", and %d references follow", followsMany: ", and %d references follow",
	another: "%s names another provision than before; the one it named is now %s", anothers: "%s names other provisions than before; those it named are now %s",
	goneOne: "%s names a provision that was removed", goneMany: "%s names provisions that were removed",
	alsoGoneOne: "%s also names a provision that was removed", alsoGoneMany: "%s also names provisions that were removed",
	restOne: "; the other one that it named is now %s", restMany: "; the others that it named are now %s",
}

var german = wording{
	lang: "de", title: "Was sich geändert hat", summary: "Insgesamt", changes: "Änderungen", empty: "Keine Änderungen.",
	inserted: "eingefügt", deleted: "gestrichen", end: "Ende", was: "vorher",
	article: "Artikel", words: "Wörter", heading: "Überschrift", others: "Vorschrift",
	edited: "geändert", reordered: "Reihenfolge geändert", typographic: "nur Schreibweise", added: "neu", removed: "gestrichen", moved: "verschoben", renumbered: "umnummeriert",
	split: "geteilt", merged: "zusammengeführt", unchanged: "unverändert", repealed: "außer Kraft",
	preamble: "Präambel", annex: "Anlage", note: "Anmerkung", paragraph: "Absatz", point: "Nummer", section: "Abschnitt", part: "Teil", chapter: "Kapitel",
	view: "Ansicht", oneColumn: "eine Spalte", sides: "alter und neuer Text nebeneinander", changedOnly: "nur was sich geändert hat",
	before: "Alter Text", after: "Neuer Text", previous: "Vorige", next: "Nächste", listing: "Liste",
	unspaced: "nur Leerzeichen", provisions: "geänderte Vorschriften",

	and: " und ", quoted: "„%s“",
	into: "verschoben nach %s", outOf: "verschoben aus %s", across: "verschoben aus %s nach %s",
	leftFor: "%s verschoben%s nach %s", cameFrom: "%s verschoben%s aus %s", inside: "Absätze und Nummern",
	isNow: "%s ist jetzt %s", areNow: "%s sind jetzt %s",
	followsAlone: ", 1 Verweis ist angepasst", followsOne: ", %d Verweise sind angepasst", followsFew: ", %d Verweise sind angepasst", followsMany: ", %d Verweise sind angepasst",
	another: "%s verweist auf eine andere Vorschrift als bisher; die bisherige ist jetzt %s", anothers: "%s verweist auf andere Vorschriften als bisher; die bisherigen sind jetzt %s",
	goneOne: "%s verweist auf eine gestrichene Vorschrift", goneMany: "%s verweist auf gestrichene Vorschriften",
	alsoGoneOne: "%s verweist auch auf eine gestrichene Vorschrift", alsoGoneMany: "%s verweist auch auf gestrichene Vorschriften",
	restOne: "; die andere bisherige ist jetzt %s", restMany: "; die anderen bisherigen sind jetzt %s",
}
