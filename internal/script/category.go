package script

import (
	"regexp"
	"strings"
)

// The codes of categories of vehicles, of which licences are for those from A to F, and
// the word that they stand before or behind, alone or in an enumeration.
const (
	categoryCode = `(?:AM|[A-DF][1-9]?E?|[MNOLTRS][1-9]?[EG]?)`
	quotedCode   = `[„"]?` + categoryCode + `[”“"]?`
	categoryList = quotedCode + `(?:(?:,? (?:i|ili|odnosno|do) |, ?|/|[-–])` + quotedCode + `)*`
)

var (
	categoryBefore = regexp.MustCompile(`(?i:kategorij[a-z]{1,4}) (` + categoryList + `)(?:[^\pL\d]|$)`)
	categoryBehind = regexp.MustCompile(`(?:^|[^\pL\d])(` + categoryList + `) (?i:kategorij[a-z]{1,4})`)
	categoryCodeRE = regexp.MustCompile(categoryCode)
	// vehicleCode finds a code that no enumeration in Serbian letters has. Of alphabet, the
	// first letters alone, that cannot be told: А, Б and Ц are such an enumeration too.
	vehicleCode = regexp.MustCompile(`AM|[CF]|[B-D][1-9]?E`)
	alphabet    = regexp.MustCompile(`^[„"]?A[”“"]?, ?[„"]?B[”“"]?(,| i | ili )[^1-9EM]*$`)
)

// vehicles are parts of words that tell in a line that its categories are those of vehicles.
var vehicles = []string{"vozač", "vozil", "prikolic", "motocik", "traktor"}

// categoryCodes returns where the codes of categories of vehicles stand that are written
// in Latin in either script, with the offsets behind them; nil where there are none.
func categoryCodes(s string) map[int]int {
	if !strings.Contains(s, "ategorij") && !strings.Contains(s, "ATEGORIJ") {
		return nil
	}
	found := map[int]int{}
	for _, order := range []*regexp.Regexp{categoryBefore, categoryBehind} {
		for _, m := range order.FindAllStringSubmatchIndex(s, -1) {
			list := s[m[2]:m[3]]
			if (!vehicleCode.MatchString(list) || alphabet.MatchString(list)) && !besideVehicles(s, m[2], m[3]) {
				continue
			}
			for _, code := range categoryCodeRE.FindAllStringIndex(list, -1) {
				found[m[2]+code[0]] = m[2] + code[1]
			}
		}
	}
	return found
}

// besideVehicles reports whether the line of s[from:to] tells of vehicles, not far from there.
func besideVehicles(s string, from, to int) bool {
	const far = 240
	start := max(strings.LastIndexByte(s[:from], '\n')+1, from-far)
	end := min(len(s), to+far)
	if line := strings.IndexByte(s[to:end], '\n'); line >= 0 {
		end = to + line
	}
	near := strings.ToLower(s[start:end])
	for _, part := range vehicles {
		if strings.Contains(near, part) {
			return true
		}
	}
	return false
}
