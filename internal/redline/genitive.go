package redline

import "strings"

// genitives are the names of kinds of acts in Serbian with their genitive.
var genitives = []struct{ name, genitive string }{
	{"законик", "законика"}, {"закон", "закона"}, {"уредба", "уредбе"}, {"правилник", "правилника"}, {"одлука", "одлуке"}, {"пословник", "пословника"},
	{"статут", "статута"}, {"упутство", "упутства"}, {"наредба", "наредбе"}, {"стратегија", "стратегије"}, {"програм", "програма"}, {"кодекс", "кодекса"},
	{"устав", "устава"}, {"декларација", "декларације"}, {"решење", "решења"}, {"тарифа", "тарифе"},
}

// genitiveOf returns the genitive of the title of an act in small Cyrillic letters, whose kind
// begins it or stands behind words that say which one it is (царински закон, царинског закона);
// "" for another.
func genitiveOf(name string) string {
	words := strings.Split(name, " ")
	for i, word := range words {
		for _, g := range genitives {
			if word == g.name {
				words[i] = g.genitive
				return strings.Join(words, " ")
			}
		}
		if words[i] = qualityGenitive(word); words[i] == "" {
			return ""
		}
	}
	return ""
}

// soft are the letters behind which the genitive of an adjective ends with -ег.
const soft = "јљњћђчџшжц"

// qualityGenitive returns the genitive of an adjective in the nominative, "" for what ends
// like none.
func qualityGenitive(word string) string {
	letters := []rune(word)
	if len(letters) < 3 {
		if word == "и" {
			return word
		}
		return ""
	}
	last := len(letters) - 1
	stem := string(letters[:last])
	switch letters[last] {
	case 'а':
		return stem + "е"
	case 'и', 'о', 'е':
		before := letters[last-1]
		if strings.ContainsRune(soft, before) || before == 'т' && letters[last-2] == 'ш' || before == 'д' && letters[last-2] == 'ж' {
			return stem + "ег"
		}
		return stem + "ог"
	}
	return ""
}
