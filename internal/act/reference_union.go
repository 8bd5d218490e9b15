package act

import (
	"maps"
	"slices"
)

// croatianUnionCiting is that of the Croatian texts of the Interinstitutional Style Guide.
var croatianUnionCiting = func() *citing {
	c := *croatianCiting
	c.words = maps.Clone(c.words)
	maps.Copy(c.words, cited(
		citingWord{rank: rankSubpoint}, "podtočka podtočku podtočkom podtočke podtočki",
		citingWord{passed: true, sub: true}, "podstavak podstavka podstavku podstavkom podstavci podstavaka podstavke podstavcima",
	))
	c.parts = maps.Clone(c.parts)
	maps.Copy(c.parts, partsOf(part{sub: true}, "podstavak podstavka podstavku podstavkom podstavci podstavaka podstavke podstavcima"))
	c.acts = maps.Clone(c.acts)
	maps.Copy(c.acts, keys("uredba uredbe uredbi direktiva odluka"))
	c.treaties = maps.Clone(c.treaties)
	maps.Copy(c.treaties, keys("ugovor povelja protokol"))
	c.attached, c.entities, c.own = true, true, true
	c.amends = keys("izmjeni izmjenama dopuni dopunama")
	c.orders = croatianUnionOrders
	return &c
}()

var croatianUnionOrders = func() *ordering {
	o := *croatianOrders
	o.replace = keys("zamjenjuje zamjenjuju")
	o.anew = keys("novim novom sljedećim sljedećom sljedećima tekstom")
	o.insert = keys("dodaje dodaju umeće umeću")
	o.opens, o.follows = keys("mijenja mijenjaju"), keys("slijedi")
	o.newNouns = keys("riječju riječima brojem brojevima iznosom datumom izrazom izrazima")
	o.oldNouns = keys("riječ riječi broj brojevi iznos datum izraz izrazi")
	o.texts = textsOf(UnitSubparagraph, "podstavak podstavka podstavku podstavci podstavke")
	o.part = keys("tablica tablice tablici tablicu redak stupac dio dijelu alineja alineje alineji naslovu")
	o.divisions = divided(KindPart, "dio dijela", KindTitle, "glava glave glavi glavu", KindChapter, "poglavlje poglavlja poglavlju",
		KindSection, "odjeljak odjeljka odjeljku", KindSubsection, "pododjeljak pododjeljka pododjeljku", KindAnnex, "prilog priloga prilogu prilogom prilozi priloge")
	o.annexed, o.straight = keys("priloga"), true
	o.base = keys("u")
	return &o
}()

// slovenianUnionCiting is that of the Slovenian texts of the Interinstitutional Style
// Guide, and of national acts where they are cited.
var slovenianUnionCiting = &citing{
	words: cited(
		citingWord{rank: rankArticle}, "člen člena členu členom",
		citingWord{rank: rankArticle, several: true}, "členi členov členih člene",
		citingWord{rank: rankParagraph}, "odstavek odstavka odstavku odstavkom",
		citingWord{rank: rankParagraph, several: true}, "odstavki odstavkov odstavkih odstavke",
		citingWord{rank: rankPoint}, "točka točko",
		citingWord{rank: rankPoint, several: true}, "točke točki točk točkah",
		citingWord{rank: rankSubpoint}, "podtočka podtočko",
		citingWord{rank: rankSubpoint, several: true}, "podtočke podtočki podtočk",
	),
	parts: partsOf(
		part{sub: true}, "pododstavek pododstavka pododstavku pododstavkom pododstavki pododstavkov pododstavkih pododstavke",
		part{rank: rankIndent}, "alinea alinee alineji alineo alinej", part{rank: rankParagraph}, "odstavek odstavka odstavku odstavkom",
		part{passed: true}, "stavek stavka stavku stavkom stavki stavkov",
	),
	counts:  countedIn("prv drug tretj četrt pet šest sedm osm devet deset", "i a o e ega em emu im ih", "zadnji zadnjega zadnjem zadnja zadnje"),
	linking: keys("iz v"),
	joins:   keys("in ali ter oziroma"), upto: keys("do"), from: keys("od"), between: keys("v iz na po ter za"),
	here: keys("te ta tega tej tem tej"), there: keys("navedene navedenega navedeni navedenem"),
	acts:        keys("uredba uredbe uredbi uredbo direktiva direktive direktivi direktivo sklep sklepa sklepu zakon zakona zakonu"),
	treaties:    keys("pogodbe pogodbi sporazuma sporazumu listine konvencije protokola"),
	qualityEnds: []string{"ega", "e", "i", "em", "ih"},
	notNumbers:  keys("januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra let leta dni mesecev"),
	attached:    true, unmarked: true, entities: true, leading: true, own: true, commas: true,
	amends: keys("spremembi spremembah dopolnitvi dopolnitvah"),
	kinds:  calledKinds("уредба уредбе уредби уредбо", "директива директиве директиви директиво", "склеп склепа склепу"),
	alone:  keys("priloga prilogi prilogo"),
	orders: slovenianUnionOrders,
}

var slovenianOrdinals = []ordinal{{"prv", 1}, {"drug", 2}, {"tretj", 3}, {"cxetrt", 4}, {"pet", 5}, {"sxest", 6}}

var slovenianUnionOrders = &ordering{
	replace: keys("nadomesti nadomestijo nadomestita"), anew: keys("naslednjim naslednjimi naslednjo novim besedilom"),
	insert: keys("doda dodajo dodata vstavi vstavijo vstavita"), repeal: keys("črta črtajo črtata"), renumber: keys("postane postanejo postaneta"),
	says: keys("glasi glasijo"), behind: keys("za"), before: keys("pred"), within: keys("v"), end: keys("koncu"),
	heading:  keys("naslov naslova naslovu naslovi"),
	marks:    marksOf(",", "vejica vejice vejico", "vejico", ".", "pika piko", "piko", ";", "podpičje podpičja", "podpičjem"),
	sentence: sentencesOf("stavek stavka stavku stavki stavkov", "stavkom stavki"),
	counts:   countsOf(slovenianOrdinals, []string{"i", "a", "o", "e", "ega", "em", "emu", "im"}, "zadnji zadnjega zadnjem"),
	joined:   keys("in"), fresh: keys("nov novi nova naslednji naslednja"),
	texts: textsOf(UnitSubparagraph, "pododstavek pododstavka pododstavku pododstavki"),
	part:  keys("preglednica preglednice preglednici vrstica vrstice stolpec alinea alinee alineji"),
	opens: keys("spremeni spremenijo spremenita"), follows: keys("spremeni spremenijo spremenita"),
	oldNouns: keys("beseda besede besedi besedilo številka datum izraz"), newNouns: keys("besedo besedama besedami besedilom številko datumom izrazom"),
	divisions: divided(KindPart, "del dela delu", KindTitle, "naslov", KindChapter, "poglavje poglavja poglavju", KindSection, "oddelek oddelka oddelku",
		KindSubsection, "pododdelek pododdelka pododdelku", KindAnnex, "priloga priloge prilogi prilogo"),
	opening: keys("uvodni uvodnega uvodnem uvodno uvodnemu"), alone: keys("priloga"), annexed: keys("priloge"), straight: true, base: keys("v"), reflexive: keys("se"),
}

// germanUnionCiting is that of the German texts of the Interinstitutional Style Guide.
var germanUnionCiting = func() *citing {
	c := *germanCiting
	c.sign, c.entities, c.own = "", true, true
	c.words = maps.Clone(c.words)
	maps.Copy(c.words, cited(
		citingWord{rank: rankPoint, letters: true}, "buchstabe buchstabens",
		citingWord{rank: rankPoint, several: true, letters: true}, "buchstaben",
		citingWord{rank: rankSubpoint, letters: true}, "ziffer",
		citingWord{rank: rankSubpoint, several: true, letters: true}, "ziffern",
		citingWord{passed: true, sub: true}, "unterabsatz unterabsatzes",
		citingWord{passed: true, sub: true, several: true}, "unterabsätze unterabsätzen",
	))
	c.parts = maps.Clone(c.parts)
	maps.Copy(c.parts, partsOf(part{sub: true}, "unterabsatz unterabsatzes unterabsätze unterabsätzen"))
	c.acts = maps.Clone(c.acts)
	maps.Copy(c.acts, keys("beschluss richtlinie verordnung"))
	c.treaties = maps.Clone(c.treaties)
	maps.Copy(c.treaties, keys("vertrag aeuv euv charta"))
	orders := *germanOrders
	orders.fresh = keys("folgende folgender folgendes folgenden neuer neue neues")
	orders.part = maps.Clone(orders.part)
	maps.Copy(orders.part, keys("einleitung einleitungssatz"))
	orders.opening = keys("einleitende einleitenden einleitender")
	orders.texts = maps.Clone(orders.texts)
	maps.Copy(orders.texts, textsOf(UnitSubparagraph, "unterabsatz unterabsatzes unterabsätze unterabsätzen"))
	orders.divisions = divided(KindPart, "teil teils teile", KindTitle, "titel titels", KindChapter, "kapitel kapitels", KindSection, "abschnitt abschnitts abschnitte",
		KindSubsection, "unterabschnitt", KindAnnex, "anhang anhangs anhänge anhängen")
	orders.alone = keys("anhang")
	orders.annexed, orders.quotes = keys("anhangs"), append(slices.Clone(orders.quotes), straight)
	c.orders = &orders
	c.amends = keys("änderung")
	return &c
}()
