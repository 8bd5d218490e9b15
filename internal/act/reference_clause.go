package act

import (
	"strings"
	"unicode"
)

// A clauses is what a sentence goes on with behind the name of an act, which has no verb
// but in a clause of its own: Закона о раду | примењује се на све.
type clauses struct {
	// verbs are forms that are no cases of nouns, verbEnds the ends of others that have
	// minVerb letters or more.
	verbs    map[string]bool
	verbEnds []string
	// clitics stand beside a verb or begin a clause, beside are forms that are verbs or
	// participles only beside one of them.
	clitics, beside map[string]bool
	// relative begin a clause of the name: закона којим се уређује рад.
	relative map[string]bool
}

// minVerb is how many letters a word has that is told to be a verb by its end.
const minVerb = 7

// verb reports whether the key is that of a verb.
func (w *clauses) verb(k string) bool {
	if w.verbs[k] {
		return true
	}
	if len(k) < minVerb {
		return false
	}
	for _, end := range w.verbEnds {
		if strings.HasSuffix(k, end) {
			return true
		}
	}
	return false
}

// goesOn reports whether the sentence goes on with the word of the key behind the name of an
// act. A verb and what stands beside it belong to a clause of the name where relative says
// that one has begun.
func (c *citing) goesOn(k string, relative *bool) bool {
	w := c.clauses
	switch {
	case w == nil:
		return false
	case w.relative[k]:
		*relative = true
	case w.verb(k):
		went := !*relative
		*relative = false
		return went
	case w.clitics[k]:
		return !*relative
	}
	return false
}

// beforeVerb returns where the name ends in s, behind which the word of the key stands: before
// the verb beside a clitic, and before what ends as a subject does and nothing in a name:
// Закона о раду | прописано је, Закона о раду | право се стиче.
func (c *citing) beforeVerb(s, k string) int {
	clitic := c.clauses.clitics[k]
	for {
		s = strings.TrimRightFunc(s, unicode.IsSpace)
		start := strings.LastIndexFunc(s, unicode.IsSpace) + 1
		if start == 0 {
			return len(s)
		}
		word, _ := key(s[start:])
		verb := clitic && (c.clauses.beside[word] || c.clauses.verb(word))
		if !verb && !strings.HasSuffix(word, "o") && !c.joins[word] && !c.between[word] && !c.clauses.relative[word] {
			return len(s)
		}
		s, clitic = s[:start], false
	}
}

// southSlavicClauses are those of Serbian and Croatian.
var southSlavicClauses = &clauses{
	verbs: keys(`može mogu treba važi važe ima imaju nema nemaju vrši vrše podnosi podnose donosi donose daje daju čini čine stupa stupaju
		prestaje prestaju ostaje ostaju sadrži sadrže traje teče teku počinje počinju dobija dobijaju obavlja obavljaju
		sprovodi sprovode provodi provode pripada pripadaju snosi snose smatra smatraju postupa postupaju nastavlja nastavljaju ostvari ostvare
		briše brišu glasi glase izdaje izdaju sudi kaže dostavlja dostavljaju upisuje stiče stiču gubi gube rešava rešavaju rješava rješavaju
		odlučuje odlučuju nadzire nadziru kažnjava kažnjavaju obezbeđuje omogućava omogućavaju sme smeju smije smiju moraju`),
	verbEnds: []string{"uje", "uju", "lisxe", "lisxu", "nisxe", "nisxu", "risxe", "risxu", "avaju", "ivaju", "evaju"},
	clitics:  keys(`se je su će neće ćemo bi nije nisu jeste jesu da ne ako kada kad dok jer ukoliko osim te ga mu joj ih biće`),
	beside: keys(`plaća plaćaju plati vodi vode mora radi rade odnosi primenjivaće primjenjivat predaje priprema odnose stara staraju
		propisana propisani propisane predviđena predviđeni predviđene utvrđena utvrđeni utvrđene određena određeni određene uređena
		uređeni uređene dužan dužna dužni dužne ovlašćen ovlašćena ovlašćeni ovlašten ovlaštena ovlašteni`),
	relative: keys("koji koja koje kojim kojima kojom kojeg kojega kojoj kojih"),
}
