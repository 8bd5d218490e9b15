package act

// serbianCiting is that of the Jedinstvena metodološka pravila za izradu propisa ("Sl.
// glasnik RS" 21/2010).
var serbianCiting = &citing{
	words: cited(
		citingWord{rank: rankArticle}, "član člana članu članom",
		citingWord{rank: rankArticle, several: true, marked: true}, "članovi članova članove članovima",
		citingWord{rank: rankArticle, several: true, short: true}, "čl",
		citingWord{rank: rankParagraph}, "stav stava stavu stavom",
		citingWord{rank: rankParagraph, several: true, marked: true}, "stavovi stavova stavove stavovima",
		citingWord{rank: rankParagraph, several: true, short: true}, "st",
		citingWord{rank: rankPoint, lettered: true}, "tačka tačku tačkom",
		citingWord{rank: rankPoint, several: true, lettered: true}, "tačke tački tačaka tačkama",
		citingWord{rank: rankPoint, several: true, short: true, lettered: true}, "tač",
		citingWord{rank: rankPoint, several: true, short: true, marked: true}, "t",
		citingWord{rank: rankSubpoint, lettered: true}, "podtačka podtačku podtačkom",
		citingWord{rank: rankSubpoint, several: true, lettered: true}, "podtačke podtački podtačaka podtačkama",
		citingWord{rank: rankSubpoint, several: true, short: true, lettered: true}, "podtač",
		citingWord{rank: rankIndent}, "alineja alineju alinejom",
		citingWord{rank: rankIndent, several: true}, "alineje alineji alinejama",
		citingWord{rank: rankIndent, several: true, short: true}, "al",
	),
	parts: partsOf(
		part{rank: rankParagraph}, "stav stava stavu stavom stavovi stavova stavove stavovima",
		part{rank: rankPoint}, "tačka tačku tačkom tačke tački tačaka tačkama",
		part{rank: rankIndent}, "alineja alineju alinejom alineje alineji alinejama",
		part{passed: true}, "rečenica rečenice rečenici rečenicu rečenicom rečenicama",
	),
	counts:  southSlavicCounts,
	linking: keys("iz u"),
	joins:   keys("i ili odnosno te"), upto: keys("do"), from: keys("od"),
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
	qualities:   keys("važećeg važećih osnovnog ranijeg dosadašnjeg novog starog prethodnog narednog sledećeg posebnog pomenutog citiranog"),
	qualityEnds: []string{"og", "oga", "eg", "ega", "om", "em", "e", "oj", "ih", "im"},
	notNumbers: keys(`januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra godine godini godinu
		god dana dan meseca meseci procenata odsto dinara evra lica
		radni radna radnih kalendarskih nedelja nedelje sati časova minuta primerka primeraka hiljada hiljade miliona`),
	ordinals: southSlavicOrdinals, endings: southSlavicEndings, clauses: southSlavicClauses, kinds: southSlavicCalled,
	alone:      keys("prilog priloga prilogu prilogom aneks aneksa aneksu aneksom"),
	lettered:   true,
	agreements: keys("ugovor sporazum"),
	orders:     serbianOrders,
	amends:     keys("izmenama izmeni izmene izmena dopunama dopuni dopune dopuna"),
}
