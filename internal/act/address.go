package act

import (
	"strconv"

	"github.com/rasprava/rasprava/internal/script"
)

// rankWords are the words by which acts of Serbia name a provision of a rank, with
// what stands around its number.
var rankWords = [ranks]struct{ word, before, behind string }{
	{"члан ", "", "."}, {"став ", "", "."}, {"тачка ", "", ")"}, {"подтачка ", "(", ")"}, {"подтачка ", "(", ")"}, {"подтачка ", "(", ")"}, {"алинеја ", "", "."},
}

// Addresses returns, for the articles of the act and all that stands in them, how
// the acts of Serbia name them, in the script of the act: "члан 5а став 2. тачка 3)".
// Of an act of another profile there are none.
func (a *Act) Addresses() map[string]string {
	if a.Profile != serbia.name {
		return nil
	}
	named := map[string]string{}
	var name func(nodes []*Node, within string)
	name = func(nodes []*Node, within string) {
		indents := 0
		for _, n := range nodes {
			at := within
			for rank, kind := range rankKinds {
				if n.Kind != kind || within == "" && rank != rankArticle {
					continue
				}
				number := n.Number
				if kind == KindIndent {
					indents++
					number = strconv.Itoa(indents)
				}
				if number == "" {
					break
				}
				w := rankWords[rank]
				own := w.word + w.before + number
				if last := number[len(number)-1]; w.behind != "." || last >= '0' && last <= '9' {
					own += w.behind
				}
				if a.Lang == langLatin {
					own = script.ToLatin(own)
				}
				if within != "" {
					own = within + " " + own
				}
				at = own
				named[n.ID] = own
				break
			}
			name(n.Children, at)
		}
	}
	name(a.Body, "")
	return named
}
