package act

import "strings"

// croatianCiting is that of the Jedinstvena metodološko-nomotehnička pravila za
// izradu akata ("Narodne novine" 74/2015).
var croatianCiting = &citing{
	words: cited(
		citingWord{rank: rankArticle}, "članak članka članku člankom",
		citingWord{rank: rankArticle, several: true, marked: true}, "članci članaka članke člancima",
		citingWord{rank: rankArticle, several: true, short: true}, "čl",
		citingWord{rank: rankParagraph}, "stavak stavka stavku stavkom",
		citingWord{rank: rankParagraph, several: true, marked: true}, "stavci stavaka stavke stavcima",
		citingWord{rank: rankParagraph, several: true, short: true}, "st",
		citingWord{rank: rankPoint, lettered: true}, "točka točku točkom",
		citingWord{rank: rankPoint, several: true, lettered: true}, "točke točki točaka točkama",
		citingWord{rank: rankPoint, several: true, short: true, lettered: true}, "toč",
		citingWord{rank: rankSubpoint, lettered: true}, "podtočka podtočku podtočkom",
		citingWord{rank: rankSubpoint, several: true, lettered: true}, "podtočke podtočki podtočaka podtočkama",
		citingWord{rank: rankIndent}, "podstavak podstavka podstavku podstavkom alineja alineje alineji alineju alinejom alinejama",
		citingWord{rank: rankIndent, several: true, marked: true}, "podstavci podstavaka podstavke podstavcima",
	),
	parts: partsOf(
		part{rank: rankParagraph}, "stavak stavka stavku stavkom stavci stavaka stavke stavcima",
		part{rank: rankPoint}, "točka točku točkom točke točki točaka točkama",
		part{rank: rankIndent}, "podstavak podstavka podstavku podstavkom podstavci podstavaka podstavke podstavcima alineja alineje alineji alineju alinejama",
		part{passed: true}, "rečenica rečenice rečenici rečenicu rečenicom rečenicama",
	),
	counts:  southSlavicCounts,
	linking: keys("iz u"),
	joins:   keys("i ili odnosno te"), upto: keys("do"), from: keys("od"),
	between: keys("iz u vezi sa s od kao a po na niti ni za"),
	here:    keys("ovog ovoga ovom ovome ovim ove ovoj ovu ovih ovima"),
	there:   keys("tog toga tom tome tim te toj tu tih istog istoga istom istim iste istoj istih"),
	beside:  besides("prethodnog prethodnoga prethodnom prethodnome prethodne prethodnoj", "narednog narednoga narednom narednome naredne narednoj sljedećeg sljedećega sljedećem sljedeće sljedećoj idućeg idućega idućem"),
	acts: keys(`zakona zakonu zakonom zakonika zakoniku ustava ustavu ustavom uredbe uredbi uredbom pravilnika pravilniku odluke odluci statuta
		statutu poslovnika poslovniku naredbe direktive direktivi akta propisa`),
	treaties:    keys("ugovora ugovoru sporazuma sporazumu konvencije konvenciji protokola protokolu povelje"),
	qualities:   keys("važećeg posebnog prethodnog narednog"),
	qualityEnds: []string{"og", "oga", "eg", "ega", "om", "e", "oj", "ih", "im"},
	notNumbers: keys(`siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga studenog prosinca godine
		godini dana dan mjeseca mjeseci eura kuna osoba radni radna radnih kalendarskih tjedna tjedana sati minuta primjerka primjeraka
		tisuća tisuće milijuna`),
	ordinals: southSlavicOrdinals, endings: southSlavicEndings, clauses: southSlavicClauses, kinds: southSlavicCalled,
	dotted: true, lettered: true,
	alone:  keys("prilog priloga prilogu prilogom dodatak dodatka dodatku dodatkom"),
	orders: croatianOrders,
	amends: keys("izmjenama izmjeni izmjene dopunama dopuni dopune"),
}

// unionCiting is that of the English texts of the Joint Practical Guide and the
// Interinstitutional Style Guide of the Union.
var unionCiting = &citing{
	words: cited(
		citingWord{rank: rankArticle}, "article",
		citingWord{rank: rankArticle, several: true}, "articles",
		citingWord{rank: rankParagraph}, "paragraph",
		citingWord{rank: rankParagraph, several: true}, "paragraphs",
		citingWord{rank: rankPoint}, "point",
		citingWord{rank: rankPoint, several: true}, "points",
	),
	joins: keys("and or"), upto: keys("to"), from: keys("from"), between: keys("in with of and or to"),
	here: keys("this"), there: keys("that those"), of: keys("of"), the: keys("the"), thereof: keys("thereof"),
	acts:       keys("regulation directive decision act tfeu teu"),
	treaties:   keys("treaty charter convention agreement protocol statute"),
	titled:     keys("regulation regulations directive decision act code rules law treaty charter convention agreement protocol statute statutes"),
	notNumbers: keys("january february march april may june july august september october november december years days months"),
	nameJoints: englishNameJoints,
	attached:   true, unmarked: true, entities: true,
	own: true, commas: true, counts: englishCounts, annexedTo: keys("to"), alone: keys("annex appendix"), notAlone: keys("a an any each every no other another"), linking: keys("of the"),
	parts: partsOf(part{sub: true}, "subparagraph subparagraphs", part{rank: rankIndent}, "indent indents", part{rank: rankParagraph}, "paragraph paragraphs",
		part{passed: true}, "sentence sentences"),
	orders: unionOrders, amends: keys("amending"),
}

// englishNameJoints stand in small letters in the English names of acts.
var englishNameJoints = keys("of and the for to in on or no")

var englishCounts = func() map[string]int {
	table := map[string]int{}
	for i, word := range strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth") {
		table[word] = i + 1
	}
	table["last"] = lastOne
	return table
}()
