package script

import "strings"

// families holds, by the stem of a form of a verb, the stem of the noun or of the other
// forms that it is of one family with: пресудити and пресуђен with пресуда, донесе with
// донети. Endings cannot tell them, for кредити and адвокати are nouns.
var families = map[string]string{}

// deeds are the roots of verbs in -ити, in bare Latin, with the ending of the noun that
// names the same deed behind the bar. Nouns that have come to mean something else
// (исправа, установа, плата) are none.
var deeds = strings.Fields(`
	presud|a osud|a dosud|a izmen|a promen|a zamen|a primen|a razmen|a dopun|a prijav|a najav|a objav|a izjav|a dostav|a obustav|a zabran|a odbran|a
	povred|a potvrd|a ponud|a obrad|a izrad|a prerad|a zastit|a dozvol|a naknad|a uplat|a isplat|a naplat|a otplat|a doplat|a pretplat|a
	ocen|a procen|a prover|a podel|a raspodel|a dodel|a priprem|a obnov|a kazn|a opomen|a odluc| ugovor| predloz|
`)

// carried are the prefixes of the verbs in -нети.
var carried = strings.Fields("do iz pod pre pri u na od po za raz")

func init() {
	for _, deed := range deeds {
		root, ending, _ := strings.Cut(deed, "|")
		soft := softened(root)
		meet(root+ending, root+"iti", root+"io", root+"ila", soft+"en", soft+"enje")
	}
	for _, prefix := range carried {
		meet(prefix+"neti", prefix+"nese", prefix+"neo", prefix+"nela", prefix+"nio", prefix+"nesen")
	}
	for _, prefix := range []string{"", "na", "is", "u", "ot"} {
		pay := prefix + "placa"
		meet(pay+"nje", pay+"ti", pay+"ju", pay+"o", pay+"la", pay+"juci")
	}
}

// meet has the forms, in bare Latin, found by the stem of the first.
func meet(first string, forms ...string) {
	stem := stemmed(first)
	for _, form := range forms {
		if other := stemmed(form); other != stem {
			families[other] = stem
		}
	}
}

// softened returns a root as it is before the -ен of a participle, in bare Latin.
func softened(root string) string {
	switch root[len(root)-1] {
	case 'b', 'p', 'm', 'v':
		return root + "lj"
	case 'n', 'l':
		return root + "j"
	case 't':
		return root[:len(root)-1] + "c"
	}
	return root
}
