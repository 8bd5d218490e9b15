package web

import (
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
)

// draftList is the list of a draft's comments; empty where there is but one.
type draftList struct {
	Drafted []draftRow
}

// draftRow is one comment of a draft in the list of all of them.
type draftRow struct {
	Index  int
	Number int // from 1
	Place  string
	Words  string // the first of them; empty: there are none yet
	Here   bool   // it is on the form
	Wrong  bool   // it cannot be sent as it is
}

// maxFirstWords is how many letters of a comment stand in the list.
const maxFirstWords = 60

// fewDrafted is up to how many comments the list stands open on the form, and is
// not needed beside the comments themselves: each of it is two stops of the Tab key.
const fewDrafted = 5

// ListOpen reports whether the list stands open on the form.
func (l draftList) ListOpen() bool {
	for _, r := range l.Drafted {
		if r.Wrong {
			return true
		}
	}
	return len(l.Drafted) <= fewDrafted
}

// Listed reports whether the list helps beside the comments themselves.
func (l draftList) Listed() bool { return len(l.Drafted) > fewDrafted }

// Most returns how many comments one submission may hold.
func (draftList) Most() int { return dossier.MaxComments }

func (v *visit) drafted(x version, d draft) draftList {
	if len(d.Comments) < 2 {
		return draftList{}
	}
	all := make([]draftRow, len(d.Comments))
	for i, c := range d.Comments {
		words, _ := cut(strings.Join(strings.Fields(c.Body), " "), maxFirstWords)
		all[i] = draftRow{Index: i, Number: i + 1, Place: upperFirst(v.nameOf(x, placeOf(c.Place))), Words: words, Here: i == d.At, Wrong: d.Wrong[i]}
	}
	return draftList{all}
}
