package act_test

import (
	"strings"
	"testing"
)

// TestTitlesEndBeforeWhatPassesTheAct reads titles right above the words by which the act is passed, in lines that are
// broken and between which no empty ones stand.
func TestTitlesEndBeforeWhatPassesTheAct(t *testing.T) {
	tests := []struct{ name, lines, title, preamble string }{
		{"of the Union", `REGULATION (EU) 2031/17 OF THE EUROPEAN PARLIAMENT AND OF
THE COUNCIL
of 3 May 2031
laying down rules on the keeping of fountains that stand on
public ground
THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,
Having regard to the Treaty on the Functioning of the European
Union, and in particular Article 192 thereof,
Having regard to the proposal from the European Commission and
to the opinion of the persons who keep fountains,
HAVE ADOPTED THIS REGULATION:
Article 1
This Regulation lays down how fountains are to be kept by the
persons who own the ground on which they stand, and by those
who use them for the watering of animals, plants and of other
things that are watered from fountains in the towns.
Article 2
This Regulation enters into force on the day that follows its
publication in the Official Journal of the European Union, and
applies to fountains that were built on or before that day.
`, "REGULATION (EU) 2031/17 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL of 3 May 2031 laying down rules on the keeping of fountains that stand on public ground",
			"THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,|Having regard to the Treaty on the Functioning of the European Union, and in particular Article 192 thereof,|Having regard to the proposal from the European Commission and to the opinion of the persons who keep fountains,|HAVE ADOPTED THIS REGULATION:"},
		{"of the Congress", `A BILL
To provide for the keeping of fountains on public lands, and
for other purposes.
Be it enacted by the Senate and House of Representatives of
the United States of America in Congress assembled,
SECTION 1. SHORT TITLE.
This Act may be cited as the “Fountains on Public Lands Act of
2031”.
SEC. 2. KEEPING OF FOUNTAINS.
The head of each agency shall keep clean the fountains on the
public lands that the agency manages, and shall report on them
to the Congress not later than one year after the date of the
enactment of this Act, and each year thereafter.
`, "A BILL To provide for the keeping of fountains on public lands, and for other purposes.", "Be it enacted by the Senate and House of Representatives of the United States of America in Congress assembled,"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := parse(t, tt.lines)
			var preamble []string
			if n := a.Find("preamble"); n != nil {
				for _, c := range n.Children {
					preamble = append(preamble, c.Text)
				}
			}
			if got := strings.Join(preamble, "|"); a.Title != tt.title || got != tt.preamble {
				t.Errorf("title %q, preamble %q, want %q and %q", a.Title, got, tt.title, tt.preamble)
			}
		})
	}
}
