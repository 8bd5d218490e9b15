package act

const (
	langCyrillic = "sr-Cyrl"
	langLatin    = "sr-Latn"
)

// detect returns the profile that the text speaks for.
func detect([]line) *profile { return serbia }

// in returns the profile for the language of the lines, which is its first.
func (p *profile) in(lines []line) *profile {
	best := tongueOf(p, lines)
	if best == 0 {
		return p
	}
	q := *p
	q.tongues = p.tongues[best : best+1]
	return &q
}

// tongueOf returns the place of the language of the lines among those of the
// profile.
func tongueOf(p *profile, lines []line) int {
	if p.tongues[0].tag == langCyrillic && mostlyLatin(lines) {
		return 1
	}
	return 0
}

// mostlyLatin reports whether the Latin letters of the lines prevail over the
// Cyrillic ones.
func mostlyLatin(lines []line) bool {
	cyrillic, latin := 0, 0
	for k := range lines {
		text := lines[k].text
		for i := 0; i < len(text); i++ {
			switch c := text[i]; {
			case c >= 0xd0 && c <= 0xd3:
				cyrillic++
			case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
				latin++
			}
		}
	}
	return latin > cyrillic
}
