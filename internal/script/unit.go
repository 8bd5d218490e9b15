package script

import (
	"strings"
	"unicode/utf8"
)

// symbols are the units and signs of measure that stay in Latin wherever they stand:
// a small letter before a capital is in no Serbian word.
var symbols = set(`
	pH dB dBA kWh MWh GWh TWh kW MW GW kV kVA MVA mA Hz kHz MHz GHz kPa MPa hPa mSv kN MN kJ MJ GJ kBq MBq mV
`)

// measures are the units that stay in Latin where two of them are divided by a slash:
// mg/l. Alone, m and l are Serbian abbreviations too, see letterUnits.
var measures = set(`
	m s g l t h d a min kg mg km cm mm dm dl ml hl ha kW MW GW kWh MWh GWh kV mA Hz kHz kPa MPa Pa kJ MJ J W N K kN A V mol mmol Nm Sm mSv Bq kBq lm lx
	bar rad sr cd B kB MB GB TB Mb Gb kb b
`)

// formulas are the compounds that texts of law name by their formulas, and the sizes
// of particles.
var formulas = set(`
	CO2 SO2 SO3 SO4 NO2 NO3 N2O H2O H2S H2 N2 O2 NH3 NH4 CH4 PM10 PM2 SF6 CF4 H2SO4 HNO3 CaCO3 P2O5 K2O
`)

// measureEnd returns where a unit or a formula ends that begins with the Latin word at
// s[at:end], at where there is none.
func (c *cyrillicWriter) measureEnd(at, end int) int {
	s := c.text
	w := s[at:end]
	if last := formulaEnd(s, at, end); last > at {
		return last
	}
	if isCELEX(s, at, end) {
		return end
	}
	switch {
	case strings.HasSuffix(s[:at], "°") && (w == "C" || w == "F" || w == "dH"):
		return end
	case symbols[w]:
		if w == "dB" && (strings.HasPrefix(s[end:], "(A)") || strings.HasPrefix(s[end:], "(C)")) {
			return end + len("(A)")
		}
		if last := c.ratioEnd(at, end, w); last > at {
			return last
		}
		return end
	case !measures[strings.TrimPrefix(w, "µ")]:
		return at
	case (strings.HasPrefix(s[end:], "²") || strings.HasPrefix(s[end:], "³")) && !continues(s[exponentEnd(s, end):]):
		if last := c.ratioEnd(at, end, w); last > at {
			return last
		}
		return exponentEnd(s, end)
	}
	if last := c.ratioEnd(at, end, w); last > at {
		return last
	}
	if last := exponentEnd(s, end); areas[w] && last > end && !continues(s[last:]) {
		return last
	}
	return at
}

// ratioEnd returns where a unit divided by another ends: mg/l, kN/m2, W/m2K. Single
// letters on both sides are units only behind a number or "u".
func (c *cyrillicWriter) ratioEnd(at, end int, w string) int {
	s := c.text
	slash := exponentEnd(s, end)
	if !strings.HasPrefix(s[slash:], "/") {
		return at
	}
	start := slash + 1
	last := start
	for last < len(s) && (s[last] >= 'a' && s[last] <= 'z' || s[last] >= 'A' && s[last] <= 'Z') && last-start < 8 {
		last++
	}
	unit := s[start:last]
	if !measures[unit] || at > 0 && s[at-1] == '/' {
		return at
	}
	if len(w) == 1 && len(unit) == 1 && !c.afterNumber() && !strings.HasSuffix(s[:at], " u ") {
		return at
	}
	last = exponentEnd(s, last)
	if strings.HasPrefix(s[last:], "K") && !continues(s[last+1:]) {
		last++
	}
	if continues(s[last:]) {
		return at
	}
	return last
}

// exponentEnd returns where an exponent at s[at:] ends: 2, 3, ², ³.
func exponentEnd(s string, at int) int {
	for _, e := range []string{"2", "3", "²", "³"} {
		if strings.HasPrefix(s[at:], e) && !continuesNumber(s[at+len(e):]) {
			return at + len(e)
		}
	}
	return at
}

// formulaEnd returns where a formula that begins at s[at:] ends, at where there is
// none; its word is s[at:end]. Indices stand on the line or below it.
func formulaEnd(s string, at, end int) int {
	if end-at > 3 || s[at] < 'A' || s[at] > 'Z' || end == len(s) {
		return at
	}
	if r, _ := utf8.DecodeRuneInString(s[end:]); (r < '0' || r > '9') && (r < '₀' || r > '₉') {
		return at
	}
	if r, _ := utf8.DecodeLastRuneInString(s[:at]); IsLatin(r) || IsCyrillic(r) || r >= '0' && r <= '9' {
		return at
	}
	var b strings.Builder
	last := at
	for last < len(s) && last-at < 16 {
		r, size := utf8.DecodeRuneInString(s[last:])
		switch {
		case r >= '₀' && r <= '₉':
			r = '0' + r - '₀'
		case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
		default:
			size = 0
		}
		if size == 0 {
			break
		}
		b.WriteRune(r)
		last += size
	}
	if !formulas[b.String()] {
		return at
	}
	return last
}

// isCELEX reports whether the word at s[at:end] is the letters in the number of an act
// of the Union: five digits before them, four behind (32014L0024).
func isCELEX(s string, at, end int) bool {
	const sector, number = 5, 4
	return end-at <= 2 && at >= sector && len(s)-end >= number && digits(s[at-sector:at]) && digits(s[end:end+number]) &&
		(at == sector || !continuesNumber(s[at-sector-1:])) && !continues(s[end+number:])
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// continues reports whether a word goes on at the beginning of s.
func continues(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return IsLatin(r) || IsCyrillic(r) || r >= '0' && r <= '9'
}

func continuesNumber(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }
