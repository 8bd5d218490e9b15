package web

import (
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// coverLine tells what is covered in a comment on one ground.
type coverLine struct {
	Text  string // what, and why
	Basis string // the law that the ground stands on, without a last point
	Day   string `web:"date"`
}

// coverLines returns what everybody may know of what is covered, one line for each
// ground.
func (v *visit) coverLines(covers []store.Cover) []coverLine {
	var lines []coverLine
	for _, g := range dossier.RedactionGrounds {
		var parts []string
		var day string
		for _, c := range covers {
			if c.Ground == g {
				parts = append(parts, v.say.Name("redaction_part", string(c.Part)))
				day = dossier.Day(c.At, belgrade)
			}
		}
		if parts != nil {
			lines = append(lines, coverLine{v.t("redacting.covered", "parts", strings.Join(parts, ", "), "ground", v.say.Name("redaction_ground", string(g))),
				strings.TrimSuffix(v.say.Name("redaction_basis", string(g)), "."), day})
		}
	}
	return lines
}
