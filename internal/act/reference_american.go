package act

// americanCiting is that of the House Legislative Counsel's Manual on Drafting Style:
// a section is an article here, a subsection its paragraph, a paragraph a point, and
// subparagraphs, clauses and subclauses stand below.
var americanCiting = &citing{
	words: cited(
		citingWord{rank: rankArticle}, "section",
		citingWord{rank: rankArticle, several: true}, "sections",
		citingWord{rank: rankParagraph}, "subsection",
		citingWord{rank: rankParagraph, several: true}, "subsections",
		citingWord{rank: rankPoint}, "paragraph",
		citingWord{rank: rankPoint, several: true}, "paragraphs",
		citingWord{rank: rankSubpoint}, "subparagraph",
		citingWord{rank: rankSubpoint, several: true}, "subparagraphs",
		citingWord{rank: rankClause}, "clause",
		citingWord{rank: rankClause, several: true}, "clauses",
		citingWord{rank: rankSubclause}, "subclause",
		citingWord{rank: rankSubclause, several: true}, "subclauses",
	),
	joins: keys("and or"), upto: keys("to through"), from: keys("from"), between: keys("in with of and or under by to"),
	here: keys("this"), there: keys("that those such"), of: keys("of"), the: keys("the"),
	beside:     besides("preceding", "succeeding"),
	acts:       keys("act code law laws title subtitle chapter division part resolution regulations constitution statute bill"),
	treaties:   keys("treaty convention agreement protocol charter compact"),
	nameJoints: englishNameJoints,
	notNumbers: keys("january february march april may june july august september october november december years year days months percent dollars"),
	attached:   true, unmarked: true, owned: true, long: true, orders: americanOrders,
	divisions: divided(KindPart, "division divisions part parts", KindTitle, "title titles", KindChapter, "chapter chapters",
		KindSection, "subtitle subtitles subchapter subchapters", KindSubsection, "subpart subparts", KindAnnex, "appendix"),
}
