package script

import (
	"slices"
	"strings"
	"unicode"
)

// Stem returns what the forms of one word have in common, as a key for finding
// it: закон, законима and zakonom; заштита and zastite; предлог and предлози;
// образац and обрасци. It takes either script, with diacritics or without, and
// ekavian and ijekavian alike. The key is no word and is shown to nobody.
//
// Nouns and adjectives are what laws are searched by, and what it is made for:
// endings go for as long as there are any, so that a form that ends like a
// case and the cases of that form meet; then the changes that Serbian makes
// before an ending are undone (Пипер, Клајн: Нормативна граматика српског
// језика, Матица српска, 2013): the second palatalisation (одлука, одлуци), the
// fleeting a (поступак, поступка), the assimilation after it (образац,
// обрасца), т before ц (податак, подаци), л that has become о (део, дела).
func Stem(word string) string { return stemmed(SearchKey(word)) }

// Stems returns the stems of the words of a text in the order in which they
// stand, numbers as they are, without the words that stand everywhere (и, у,
// који, the, …).
func Stems(text string) []string {
	var stems []string
	for word := range strings.FieldsFuncSeq(SearchKey(text), apart) {
		if !everywhere[word] {
			stems = append(stems, stemmed(word))
		}
	}
	return stems
}

// apart reports whether a character stands between words.
func apart(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// shortestStem is how many letters an ending leaves at least.
const shortestStem = 3

// endings are those of declension, and the plural ов and ев before them, in
// bare Latin.
var endings = []string{
	"ama", "ima", "oga", "ega", "ome", "omu", "emu",
	"om", "em", "im", "am", "ih", "oj", "og", "eg", "ov", "ev", "ij",
	"a", "e", "i", "o", "u",
}

// before are what the end of a stem is read as, in order.
var before = []struct{ from, to string }{
	{"oscu", "ost"}, {"lascu", "last"}, {"cascu", "cast"}, {"lescu", "lest"}, {"vescu", "vest"}, // јавношћу, облашћу, болешћу
	{"propascu", "propast"}, {"koriscu", "korist"}, {"mislju", "misl"},
	{"ao", "al"}, {"eo", "el"}, {"io", "il"},
}

// irregular are words that look like a form of another or are too short for an ending to
// be taken away, and the stems of the few nouns that have н or т before every ending but
// one (време, времена; дете, детета), with what takes part in their stead. Others end like them: камен, измена, штета.
var irregular = map[string]string{
	"recju": "rec", "stvarju": "stvar", "krvlju": "krv", "pisama": "pism", "placa": "placanj",
	"psa": "pas", "psu": "pas", "pse": "pas", "psi": "pas", "psom": "pas", "psima": "pas",
	"deca": "det", "dece": "det", "deci": "det", "decu": "det", "decom": "det", "deco": "det",
	"oca": "otac", "ocu": "otac", "oce": "otac", "ocem": "otac", "ocev": "otac", "oceva": "otac", "ocevi": "otac", "oceve": "otac", "ocevima": "otac",
	"imen": "ime", "prezimen": "prezim", "vremen": "vrem", "plemen": "plem", "semen": "sem", "bremen": "brem", "detet": "det", "drvet": "drv",
}

func stemmed(word string) string {
	for _, r := range word {
		if r < 'a' || r > 'z' {
			return word
		}
	}
	s := ekavian(strings.ReplaceAll(word, "dj", "d"))
	if instead := irregular[s]; instead != "" {
		s = instead
	}
	for _, b := range before {
		if rest, is := strings.CutSuffix(s, b.from); is && len(rest)+len(b.to) >= shortestStem {
			s = rest + b.to
			break
		}
	}
	for {
		was := s
		s = undone(withoutEndings(s))
		if s == was {
			break
		}
	}
	if family := families[s]; family != "" {
		return family
	}
	return s
}

func withoutEndings(s string) string {
	for {
		was := s
		for _, e := range endings {
			if rest, is := strings.CutSuffix(s, e); is && len(rest) >= shortestStem {
				s = rest
				break
			}
		}
		if s == was {
			return s
		}
	}
}

// prefixed are the prefixes, and rooted the roots before which they stand, whose је is
// the same in ekavian: објекат, обједињен, изједначен.
var (
	prefixed = []string{"iz", "ob", "raz", "sub"}
	rooted   = []string{"jekat", "jekt", "jedin", "jedn"}
)

// whole reports whether the је at a place of a word is one that ekavian has as well.
func whole(s string, i int) bool {
	return slices.Contains(prefixed, s[:i]) && slices.ContainsFunc(rooted, func(r string) bool { return strings.HasPrefix(s[i:], r) })
}

// ekavian writes ије and је behind a consonant as е.
func ekavian(s string) string {
	for i := 1; i+2 < len(s); i++ {
		if s[i:i+2] != "je" || whole(s, i) {
			continue
		}
		switch c := s[i-1]; {
		case c == 'i' && i > 1:
			return s[:i-1] + s[i+1:]
		case !vowel(c) && c != 'l' && c != 'n':
			return s[:i] + s[i+1:]
		}
	}
	return s
}

// undone undoes one change at the end of a stem.
func undone(s string) string {
	n := len(s)
	if n < shortestStem {
		return s
	}
	if rest, is := strings.CutSuffix(s, "anin"); is { // грађанин, грађани
		return rest + "an"
	}
	if instead := irregular[s]; instead != "" {
		return instead
	}
	last := s[n-1]
	switch last {
	case 'c':
		if n > 4 && s[n-2] == 'o' && vowel(s[n-3]) { // подносилац, подносиоца
			return s[:n-2] + "lk"
		}
		return s[:n-1] + "k"
	case 'z':
		return s[:n-1] + "g"
	case 's':
		return s[:n-1] + "h"
	}
	tail := 1
	if last == 'j' && n > 1 && (s[n-2] == 'l' || s[n-2] == 'n') {
		tail = 2
	}
	a := n - tail - 1
	if a >= 2 && s[a] == 'a' && (n-tail >= 4 || vowel(s[0])) && !vowel(last) && !vowel(s[a-1]) { // план keeps it, аката does not
		return s[:a] + s[a+1:]
	}
	if last == 'k' && n > 3 {
		switch c := s[n-2]; {
		case c == 't' && vowel(s[n-3]):
			return s[:n-2] + "k"
		case voiceless[c] != 0:
			return s[:n-2] + string(voiceless[c]) + "k"
		}
	}
	return s
}

var voiceless = [256]byte{'b': 'p', 'd': 't', 'g': 'k', 'z': 's'}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// everywhere are words, as SearchKey writes them, that tell nothing of what a
// text is about.
var everywhere = func() map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(`
		a ali ako bez bi bio bila bilo bili biti ce da do dok duz ga i ih ili ima im ispod iz iza iznad iako izmedju ja je jer jesu joj ju jos kad kada kao ka kod kroz
		koja koje koji kojih kojim kojima kojoj kojom koju kojeg kojem kojoga kojemu li me medju mi mora moze mu na nad nakon nas ne nego neka neki
		ni nije nisu niti no o od odnosno on ona oni ono osim ova ovaj ove ovi ovim ovog ovo ovom po pod pre pred preko pri prema radi s sa samo se
		sebe si sto su sve svi svoj svoje svog svoja svom svojim ta taj tako takodje te ti to tim tog tom tome toga tu u uz vec vi za zbog ce
		the of and to in for is on that by be with as it this are or an at from`) {
		words[w] = true
	}
	return words
}()
