package act

// A rank of a provision within an act, from the widest.
const (
	rankArticle = iota
	rankParagraph
	rankPoint
	rankSubpoint
	rankIndent
	ranks
)

// rankKinds are the kinds of provisions of the ranks.
var rankKinds = [ranks]Kind{KindArticle, KindParagraph, KindPoint, KindSubpoint, KindIndent}

// A citing is how a tradition of drafting names provisions, in keys as key returns
// them.
type citing struct {
	words map[string]citingWord
	// joins part the numbers of a list, upto the ends of a range, from may stand
	// before a range.
	joins, upto, from map[string]bool
	// between are the words besides joins that may stand between references which
	// share what is said of their act.
	between map[string]bool
	// here point to the act or provision itself, there to one named before.
	here, there map[string]bool
	// beside point to the provision before (-1) or behind (1).
	beside map[string]int
	// acts are what acts are called. In the acts of others, treaties, articles are
	// counted in annexes.
	acts, treaties map[string]bool
	// qualities may stand before the name of an act in small letters; others begin
	// with a capital. qualityEnds are their endings.
	qualities   map[string]bool
	qualityEnds []string
	// notNumbers follow a number that is none of a provision: months, years.
	notNumbers map[string]bool
	ordinals   []ordinal
	endings    []string
	// of may stand between a provision and the wider one or the act it is of; the is
	// passed over behind it.
	of, the map[string]bool
	// dotted says that a dot may part the letter of a number from its digits: 5.a.
	// attached says that the numbers of narrower provisions may stand in brackets behind
	// that of a wider one, and letters count as numbers there: 5(2)(a).
	dotted, attached bool
	// amends are the words in the title of an act that amends another.
	amends map[string]bool
}

// A citingWord names a rank.
type citingWord struct {
	rank    int
	several bool // the word is followed by several numbers
	short   bool // an abbreviation, written with a dot
	marked  bool // the number behind it carries a dot or bracket
}

// citingOf returns how the acts of the profile of the act cite in its language, nil
// when that is not known.
func citingOf(a *Act) *citing {
	switch {
	case a.Profile == serbia.name:
		return serbianCiting
	case a.Profile == croatia.name:
		return croatianCiting
	case a.Profile == union.name && a.Lang == "en":
		return unionCiting
	}
	return nil
}

var serbianCiting = &citing{
	words: cited(
		citingWord{rank: rankArticle}, "član člana članu članom",
		citingWord{rank: rankArticle, several: true, marked: true}, "članovi članova članove članovima",
		citingWord{rank: rankArticle, several: true, short: true}, "čl",
		citingWord{rank: rankParagraph}, "stav stava stavu stavom",
		citingWord{rank: rankParagraph, several: true, marked: true}, "stavovi stavova stavove stavovima",
		citingWord{rank: rankParagraph, several: true, short: true}, "st",
		citingWord{rank: rankPoint}, "tačka tačku tačkom",
		citingWord{rank: rankPoint, several: true}, "tačke tački tačaka tačkama",
		citingWord{rank: rankPoint, several: true, short: true}, "tač",
		citingWord{rank: rankPoint, several: true, short: true, marked: true}, "t",
		citingWord{rank: rankSubpoint}, "podtačka podtačku podtačkom",
		citingWord{rank: rankSubpoint, several: true}, "podtačke podtački podtačaka podtačkama",
		citingWord{rank: rankSubpoint, several: true, short: true}, "podtač",
		citingWord{rank: rankIndent}, "alineja alineju alinejom",
		citingWord{rank: rankIndent, several: true}, "alineje alineji alinejama",
		citingWord{rank: rankIndent, several: true, short: true}, "al",
	),
	joins: keys("i ili odnosno te"), upto: keys("do"), from: keys("od"),
	between: keys("iz u vezi sa s od kao a po na niti ni za"),
	here:    keys("ovog ovoga ovom ovome ovim ove ovoj ovu ovih ovima"),
	there:   keys("tog toga tom tome tim te toj tu tih istog istoga istom istim iste istoj istih navedenog navedenom navedene navedenih"),
	beside:  besides("prethodnog prethodnoga prethodnom prethodnome prethodne prethodnoj", "narednog narednoga narednom narednome naredne narednoj sledećeg sledećega sledećem sledeće sledećoj"),
	acts: keys(`zakona zakonu zakonom zakone zakonima zakonika zakoniku zakonikom ustava ustavu ustavom uredbe uredbi uredbom
		pravilnika pravilniku pravilnikom odluke odluci odlukom statuta statutu statutom poslovnika poslovniku poslovnikom uputstva
		uputstvu uputstvom rešenja rešenju deklaracije strategije kodeksa kodeksu kodeksom pravila direktive direktivi direktivom akta
		aktu aktom propisa propisu propisom naredbe naredbi memoranduma tarife`),
	treaties: keys(`ugovora ugovoru ugovorom sporazuma sporazumu sporazumom konvencije konvenciji konvencijom protokola protokolu
		protokolom povelje povelji aranžmana garancije aneksa dodatka priloga`),
	qualities:   keys("važećeg važećih osnovnog ranijeg dosadašnjeg novog starog prethodnog posebnog pomenutog citiranog"),
	qualityEnds: []string{"og", "oga", "eg", "ega", "om", "em", "e", "oj", "ih", "im"},
	notNumbers: keys(`januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra godine godini godinu
		god dana dan meseca meseci procenata odsto dinara evra lica`),
	ordinals: serbia.ordinals, endings: serbia.endings,
	amends: keys("izmenama izmeni izmene izmena dopunama dopuni dopune dopuna"),
}

// cited returns a table of words in their cases; a citingWord stands before a list
// of those that it is said of.
func cited(list ...any) map[string]citingWord {
	table := map[string]citingWord{}
	for i := 0; i < len(list); i += 2 {
		for word := range keys(list[i+1].(string)) {
			table[word] = list[i].(citingWord)
		}
	}
	return table
}

// besides returns the words that point to the provision before and to the one behind.
func besides(before, behind string) map[string]int {
	table := map[string]int{}
	for word := range keys(before) {
		table[word] = -1
	}
	for word := range keys(behind) {
		table[word] = 1
	}
	return table
}
