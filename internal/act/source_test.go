package act_test

import (
	"strings"
	"testing"
)

// TestTheGazetteBelowTheTitleIsNoHeading reads consolidated texts whose first rubric stands behind the line that says where
// they were published.
func TestTheGazetteBelowTheTitleIsNoHeading(t *testing.T) {
	for _, source := range []string{
		`"Сл. гласник РС", бр. 1/2010, 2/2012 - одлука УС и 3/2014`,
		`(„Службени гласник РС”, бр. 1/10 и 3/14)`,
		`"Службени гласник РС", бр. 1 од 5. јануара 2010, 3 од 2. фебруара 2014 - др. закон`,
		"(\"Sl. glasnik RS\", br. 1/2010)\n\"Službeni list grada\", broj 2/2011",
	} {
		for _, gap := range []string{"\n", "\n\n"} {
			a := parse(t, strings.Join([]string{"ЗАКОН\nо планинама", source, "Предмет", "Члан 1.", "Закон уређује планине.", "Члан 2.", "Планина је висока."}, gap))
			first := a.Find("art_1")
			if a.Counts["subsection"] != 0 || a.Counts["chapter"] != 0 || first == nil || first.Heading != "Предмет" || a.Body[0].Kind != "preamble" {
				t.Errorf("%s\n%s", source, shape(a))
			}
		}
	}
}
