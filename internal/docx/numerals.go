package docx

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxLabel is the most bytes of a label; longer ones are cut.
const maxLabel = 200

// expand returns the text of a level with %1 to %9 replaced by the numbers of the levels.
func expand(text string, counts []int, formats []string, legal bool) string {
	var b strings.Builder
	for i := 0; i < len(text) && b.Len() < maxLabel; i++ {
		if text[i] == '%' && i+1 < len(text) && text[i+1] >= '1' && text[i+1] <= '9' {
			i++
			if at := int(text[i] - '1'); at < len(counts) {
				format := formats[at]
				if legal {
					format = "decimal"
				}
				b.WriteString(numeral(max(counts[at], 0), format))
			}
			continue
		}
		b.WriteByte(text[i])
	}
	return strings.ToValidUTF8(b.String(), "")
}

// The letters that lists are counted with.
const (
	latinLetters   = "abcdefghijklmnopqrstuvwxyz"
	russianLetters = "абвгдежзиклмнопрстуфхцчшщыэюя"
	serbianLetters = "абвгдђежзијклљмнњопрстћуфхцчџш"
)

// numeral returns a number in a format of ST_NumberFormat, or in a pattern of one's own such as "01, 02, 03, ..." and "а, б, в, ...". In a
// format that is not known it is decimal.
func numeral(n int, format string) string {
	switch format {
	case "none":
		return ""
	case "upperRoman":
		return romanNumeral(n)
	case "lowerRoman":
		return strings.ToLower(romanNumeral(n))
	case "upperLetter":
		return strings.ToUpper(letters(n, latinLetters))
	case "lowerLetter":
		return letters(n, latinLetters)
	case "russianLower":
		return letters(n, russianLetters)
	case "russianUpper":
		return strings.ToUpper(letters(n, russianLetters))
	case "decimalZero":
		return padded(n, 2)
	case "ordinal":
		return strconv.Itoa(n) + "."
	case "numberInDash":
		return "- " + strconv.Itoa(n) + " -"
	case "decimalEnclosedParen":
		return "(" + strconv.Itoa(n) + ")"
	case "decimalEnclosedFullstop":
		return strconv.Itoa(n) + "."
	case "chicago":
		return strings.Repeat([]string{"*", "†", "‡", "§"}[(max(n, 1)-1)%4], min((max(n, 1)-1)/4+1, 20))
	}
	first, _, listed := strings.Cut(format, ",")
	switch {
	case listed && strings.HasPrefix(format, "а, б, в"):
		return letters(n, serbianLetters)
	case listed && strings.HasPrefix(format, "А, Б, В"):
		return strings.ToUpper(letters(n, serbianLetters))
	case listed && strings.Trim(first, "0") == "1":
		return padded(n, len(first))
	}
	return strconv.Itoa(n)
}

func padded(n, width int) string {
	s := strconv.Itoa(n)
	return strings.Repeat("0", max(min(width, 9)-len(s), 0)) + s
}

// letters counts a, b, … z, aa, bb, … as Word does.
func letters(n int, alphabet string) string {
	if n < 1 {
		return ""
	}
	all := []rune(alphabet)
	return strings.Repeat(string(all[(n-1)%len(all)]), min((n-1)/len(all)+1, 30))
}

func romanNumeral(n int) string {
	if n < 1 || n > 32767 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		value  int
		letter string
	}{
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"},
		{4, "IV"}, {1, "I"},
	} {
		for n >= r.value {
			b.WriteString(r.letter)
			n -= r.value
		}
	}
	return b.String()
}

// bullets are the marks of lists that fonts of symbols keep at codes of their own.
var bullets = map[rune]string{
	'\uf0b7': "•", '\uf0a7': "▪", '\uf0a8': "◦", '\uf02d': "–", '\uf0d8': "‣", '\uf0fc': "▪", '\uf076': "▪", '\uf071': "▪", 'o': "◦", '\uf0b0': "◦", '\uf0be': "–",
}

// bullet returns the mark of a list without numbers.
func bullet(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if mark, ok := bullets[r]; ok && size == len(text) {
		return mark
	}
	if len(text) > maxLabel {
		return ""
	}
	return text
}
