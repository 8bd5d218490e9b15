package docx

import (
	"strings"
	"unicode/utf8"
)

// symbolFonts hold, by the names of fonts that draw pictures where others have letters, the characters that say the same. A code that is
// not here has no common one.
var symbolFonts = map[string]map[byte]rune{
	"symbol": encoding(0x20, " !∀#∃%&∍()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
		0xa0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪", 0xf1, "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"),
	"wingdings": encoding(0x22, "✂", 0x28, "☎", 0x2a, "✉", 0x36, "⌛", 0x3f, "✍", 0x41, "✌", 0x45, "☜☞☝☟", 0x4a, "☺", 0x4c, "☹", 0x6c, "●❍■□",
		0x71, "❑❒⬧⧫◆❖⬥⌧", 0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", 0x9e, "·•", 0xa1, "○", 0xa7, "▪◻", 0xab, "★", 0xd5, "⌫⌦", 0xd8, "➢", 0xdc, "➲",
		0xdf, "←→↑↓", 0xe8, "➔", 0xef, "⇦⇨⇧⇩⬄⇳", 0xfb, "✗✓☒☑"),
	"wingdings 2": encoding(0x4f, "✗✓☒☑☒", 0x97, "●", 0xa3, "□"),
	"wingdings 3": encoding(0x66, "←→↑↓", 0x7d, "►"),
	"webdings":    encoding(0x61, "✓", 0x63, "□", 0x67, "■", 0x6e, "●", 0x72, "✗"),
}

// usualSymbols are the codes of those fonts that stand in other fonts too, for the marks of lists and boxes.
var usualSymbols = encoding(0xa7, "▪", 0xb7, "•", 0xd8, "➢", 0xe0, "→", 0xfc, "✓")

// encoding returns a table of codes: pairs of the first code and the characters from it on.
func encoding(pairs ...any) map[byte]rune {
	table := map[byte]rune{}
	for i := 0; i < len(pairs); i += 2 {
		code := pairs[i].(int)
		for _, r := range pairs[i+1].(string) {
			table[byte(code)] = r
			code++
		}
	}
	return table
}

// firstSymbol and lastSymbol bound the private characters that Word writes the codes of those fonts as.
const firstSymbol, lastSymbol = 0xf000, 0xf0ff

// isSymbol reports whether a character is the code of a font of symbols.
func isSymbol(r rune) bool { return r >= firstSymbol && r <= lastSymbol }

// symbolIn returns the character that the font draws for the code r, r itself where none is known.
func symbolIn(font string, r rune) rune {
	if !isSymbol(r) {
		return r
	}
	for _, table := range []map[byte]rune{symbolFonts[strings.ToLower(font)], usualSymbols} {
		if known, ok := table[byte(r-firstSymbol)]; ok {
			return known
		}
	}
	return r
}

// symbols returns a text in a font with its codes of symbols as characters, and counts them as symbols of the document.
func (r *reader) symbols(font, text string) string {
	if symbolFonts[strings.ToLower(font)] == nil || strings.IndexFunc(text, isSymbol) < 0 {
		return text
	}
	return strings.Map(func(c rune) rune {
		if isSymbol(c) {
			r.doc.Left.Symbols++
		}
		return symbolIn(font, c)
	}, text)
}

// symbol returns the character of a font with a hexadecimal code; one that says that there is a character where the code is none.
func (r *reader) symbol(font, code string) string {
	c := coded(code)
	if isSymbol(c) || c == utf8.RuneError {
		r.doc.Left.Symbols++
	}
	return string(symbolIn(font, c))
}
