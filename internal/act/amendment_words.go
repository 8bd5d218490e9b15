package act

// An ordering is how a tradition of drafting orders changes of another act, in keys as
// key returns them.
type ordering struct {
	grammar grammar
	// substitute, insert, repeal, renumber and replace are the verbs of orders, says what
	// stands before a new wording.
	substitute, insert, repeal, renumber, replace, says map[string]bool
	// puts are verbs that add what directly follows, and with one of off behind them repeal:
	// stavlja se zarez, stavlja se izvan snage. instead stands before what goes for something.
	puts, off, instead map[string]bool
	// alike stands before what is changed in the same way.
	alike map[string]bool
	// ceases stand between a verb that so repeals and what is repealed: prestaje da važi. The words
	// of such verbs hold one of ceasing.
	ceases  map[string]bool
	ceasing []string
	partly  map[string]bool // stand where not all of a provision ceases: u delu
	except  map[string]bool // stand before what does not cease: osim člana 9.
	// behind, before and within stand before what says where, end is the place behind all.
	behind, before, within, end map[string]bool
	last, first                 map[string]bool // verbs of what comes behind or before the rest
	heading                     map[string]bool // what headings are called
	anew                        map[string]bool // behind replace: by a new one
	part                        map[string]bool // parts of a text that have no id
	whole                       map[string]bool // the whole text
	marks                       map[string]markWord
	articles                    map[string]bool // before a mark that no other word tells from others
	onward                      map[string]bool // behind a word that points: all that follows goes too
	sentence                    map[string]sentenceWord
	counts                      map[string]int // ordinal numbers
	// opening are the words before what the words are called that a list begins with, openingBefore what they are
	// called that stand before its first item.
	opening, openingBefore map[string]bool
	texts                  map[string]Unit // what is counted by its places, where the verb stands behind
	oldNouns, newNouns     map[string]bool // what quoted words are called that go, and that come
	// fresh stand before the name of what is added, former before that of what gets
	// another number, into before what comes in place of something.
	fresh, former, into map[string]bool
	wording             map[string]bool // what all of the text of a provision is called that has been of one paragraph
	// closing are the verbs that an order ends with, auxiliary those before it. joined
	// stand between what goes and the verb of what comes, gone are verbs behind what is
	// repealed.
	closing, auxiliary, joined, gone map[string]bool
	// quotes are the marks of quoted words, where they are not those of quotations.
	quotes []quotation
	// straight says that typed marks quote words where no other marks do.
	straight  bool
	reflexive map[string]bool // before or behind the verbs
	// elsewhere follow a verb of opens where what is changed is told in another place: in accordance with the Annex.
	elsewhere map[string]bool
	// opens are the verbs of a sentence that goes on in the provisions under it, where
	// there are follows with one of them behind the verb: mijenja se kako slijedi.
	opens, follows map[string]bool
	// divisions are the words that name divisions and annexes.
	divisions map[string]division
	relative  map[string]bool // before a verb that says more of what is changed
	// contents and analysis are what tables of contents are called, listed what those of contents are of.
	contents, analysis, listed map[string]bool
	// alone are the words, as a sentence begins with them, for the one annex of an act.
	alone   map[string]bool
	belongs map[string]bool // stand behind an annex and before the provisions to which it belongs
	// annexed are the words for an annex in which what stands before them is.
	annexed map[string]bool
	// cases are the words for the cases in which words stand.
	cases map[string]bool
	// earlier are the words of clauses that say how the act was changed before.
	earlier *earlierChange
	// base stand before the name of the act amended at the beginning of a provision.
	base map[string]bool
}

// A grammar is where the verb of an order stands.
type grammar uint8

const (
	verbBetween grammar = iota // what is changed, the verb, what it becomes: члан 5. постаје члан 6.
	verbBehind                 // all that is said of the change, the verb: wird nach § 5 folgender § 5a eingefügt
	verbBefore                 // by striking, what is changed, and inserting, what comes
)

// A division is what a word names. An inner one stands in another of its kind; a form is an annex that is
// called so.
type division struct {
	kind  Kind
	inner bool
	form  bool
}

func divided(list ...any) map[string]division {
	table := map[string]division{}
	for i := 0; i < len(list); i += 2 {
		d, ok := list[i].(division)
		if !ok {
			d.kind = list[i].(Kind)
		}
		for word := range keys(list[i+1].(string)) {
			table[word] = d
		}
	}
	return table
}

// textsOf returns the words for what is counted by its places.
func textsOf(list ...any) map[string]Unit {
	table := map[string]Unit{}
	for i := 0; i < len(list); i += 2 {
		for word := range keys(list[i+1].(string)) {
			table[word] = list[i].(Unit)
		}
	}
	return table
}

// innerSection is a section that stands in another.
var innerSection = division{kind: KindSection, inner: true}

// formAnnex is an annex that is a form: Образац 1.
var formAnnex = division{kind: KindAnnex, form: true}

// serbianOrders are those of the Jedinstvena metodološka pravila za izradu propisa.
var serbianOrders = &ordering{
	substitute: keys("menja menjaju"), insert: keys("dodaje dodaju"), repeal: keys("briše brišu prestaje prestaju"), renumber: keys("postaje postaju"),
	puts: keys("stavlja stavljaju umeće umeću unosi unose"), off: keys("van izvan"), instead: keys("umesto"), alike: keys("kao"),
	ceases: keys("da važi važe odredba odredbe odredaba odredbi"), ceasing: []string{"рестај", "restaj"}, partly: keys("delu"), except: keys("osim sem izuzev izuzetkom"),
	says: keys("glasi glase"), behind: keys("posle iza"), before: keys("pre ispred iznad"), within: keys("u"), end: keys("kraju"),
	heading: keys("naziv naslov podnaslov nazivi naslovi nazivu naslovu podnaslovu nazivima naslovima"),
	replace: keys("zamenjuje zamenjuju"), anew: keys("novim novom"),
	part:     keys("tabela tabele tabeli tabelu red kolona tarifni tarifnog"),
	whole:    keys("tekst tekstu celom čitavom"),
	marks:    marksOf(",", "zapeta zapetu zapete zarez zareza", "zapetom zarezom", ".", "tačka tačku", "tačkom", ":", "dvotačka dvotačku", "dvotačkom", ";", "tačkazapeta tačkazapetu", "tačkazapetom"),
	sentence: sentencesOf("rečenica rečenice rečenici rečenicu", "rečenicom rečenicama"),
	counts:   countsOf(southSlavicOrdinals, southSlavicEndings, "poslednja poslednje poslednjoj poslednju zadnja zadnje zadnjoj"),
	joined:   keys("i sa"), fresh: keys("nova nove novu novi"), former: keys("dosadašnji dosadašnja dosadašnje dosadašnjeg dosadašnjem dosadašnju dosadašnjih dosadašnjim"),
	oldNouns: keys("reč reči broj brojevi brojeve iznos iznosi procenat oznaka oznake datum"),
	newNouns: keys("rečju reču rečima tekstom brojem brojevima iznosom iznosima procentom oznakom oznakama datumom"),
	divisions: divided(
		KindPart, "deo dela delu delom delovi delova delove",
		KindChapter, shortChapter+" glava glave glavi glavu glavom poglavlje poglavlja poglavlju poglavljem",
		KindSection, "odeljak odeljka odeljku odeljkom odeljci odeljaka odeljke",
		innerSection, "odsek odseka odseku odsekom odseci odseke",
		KindSubsection, "pododeljak pododeljka pododeljku pododeljkom",
		KindAnnex, "prilog priloga prilogu prilogom prilozi priloge prilozima aneks aneksa aneksu aneksom aneksi anekse aneksima",
		formAnnex, "obrazac obrasca obrascu obrascem obrasci obrazaca obrasce obrascima",
	),
	opening: keys("uvodna uvodne uvodnoj uvodnu uvodni uvodnog uvodnom"), alone: keys("prilog aneks"), annexed: keys("priloga aneksa"), relative: keys("koji koja koje"), base: keys("u"), reflexive: keys("se"),
	cases: keys("padež padeža padežu padežom padeži padeže padežima"),
}

// croatianOrders are those of the Jedinstvena metodološko-nomotehnička pravila.
var croatianOrders = &ordering{
	substitute: keys("mijenja mijenjaju"), insert: keys("dodaje dodaju"), repeal: keys("briše brišu prestaje prestaju"), renumber: keys("postaje postaju"),
	puts: keys("stavlja stavljaju umeće umeću unosi unose"), off: keys("van izvan"), instead: keys("umjesto"), alike: keys("kao"),
	ceases: keys("da važiti važi važe vrijediti odredba odredbe odredaba odredbi"), ceasing: []string{"restaj"}, partly: keys("dijelu"), except: keys("osim izuzev izuzetkom iznimkom"),
	says: keys("glasi glase"), behind: keys("iza poslije nakon"), before: keys("prije ispred iznad"), within: keys("u"), end: keys("kraju"),
	heading: keys("naziv naslov podnaslov nazivi naslovi nazivu naslovu podnaslovu nazivima naslovima"),
	replace: keys("zamjenjuje zamjenjuju"), anew: keys("novim novom"),
	part:     keys("tablica tablice tablici tablicu redak stupac"),
	whole:    keys("tekst tekstu cijelom čitavom"),
	marks:    marksOf(",", "zarez zareza", "zarezom", ".", "točka točku", "točkom", ":", "dvotočka dvotočku", "dvotočkom"),
	sentence: sentencesOf("rečenica rečenice rečenici rečenicu", "rečenicom rečenicama"),
	counts:   countsOf(southSlavicOrdinals, southSlavicEndings, "posljednja posljednje posljednjoj posljednju zadnja zadnje zadnjoj"),
	joined:   keys("i sa"), fresh: keys("nova nove novu novi"), former: keys("dosadašnji dosadašnja dosadašnje dosadašnjeg dosadašnjem dosadašnju dosadašnjih dosadašnjim"),
	oldNouns: keys("riječ riječi broj brojevi brojeve brojka brojke iznos iznosi oznaka oznake datum"),
	newNouns: keys("riječju riječima tekstom brojem brojevima brojkom brojkama iznosom iznosima oznakom oznakama datumom"),
	divisions: divided(
		KindPart, "dio dijela dijelu dijelom dijelovi dijelova dijelove",
		KindChapter, shortChapter+" glava glave glavi glavu glavom poglavlje poglavlja poglavlju poglavljem",
		KindSection, "odjeljak odjeljka odjeljku odjeljkom odjeljci odjeljaka odjeljke",
		innerSection, "odsječak odsječka odsječku odsječkom odsječci odsječke",
		KindSubsection, "pododjeljak pododjeljka pododjeljku pododjeljkom",
		KindAnnex, "prilog priloga prilogu prilogom prilozi priloge prilozima dodatak dodatka dodatku dodatkom dodaci dodatke dodacima",
		formAnnex, "obrazac obrasca obrascu obrascem obrasci obrazaca obrasce obrascima",
	),
	opening: keys("uvodna uvodne uvodnoj uvodnu uvodni uvodnog uvodnoga uvodnom uvodnome"), alone: keys("prilog dodatak"), annexed: keys("priloga dodatka"), relative: keys("koji koja koje"), base: keys("u"), reflexive: keys("se"),
	cases: keys("padež padeža padežu padežom padeži padeže padežima"),
}
