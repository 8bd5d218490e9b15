package procedure

import (
	"fmt"
	"strconv"
)

// Quorum is how many members of a collegial body must be there and for it: in
// numbers, where the law fixes how many members it has, or as percentages of all
// its members, where they are as many as the body's record says.
type Quorum struct {
	Members  int `json:"members,omitempty"`   // of the whole body
	Present  int `json:"present,omitempty"`   // the fewest with whom it can decide
	InFavour int `json:"in_favour,omitempty"` // the fewest who carry it; 0: more than half of those present
	// PresentAbove and InFavourAbove, in place of the numbers, are the percentages
	// of all members that must be exceeded: 50 is more than half of them.
	PresentAbove  int `json:"present_above,omitempty"`
	InFavourAbove int `json:"in_favour_above,omitempty"` // 0: more than half of those present
	// HalfWithChair says that exactly half of an even number of members carry it
	// too, where who presides over the body is among them.
	HalfWithChair bool     `json:"half_with_chair,omitempty"`
	When          When     `json:"when,omitempty"` // of those in QuorumWhen
	Basis         string   `json:"basis,omitempty"`
	BasisEn       string   `json:"basis_en,omitempty"`
	Evidence      Evidence `json:"evidence"`

	line int
}

// Quorums returns every quorum of the stage, whatever the act: first the one of
// most acts, then those of some.
func (s StageDef) Quorums() []Quorum {
	if s.Quorum == nil {
		return s.QuorumWhen
	}
	return append([]Quorum{*s.Quorum}, s.QuorumWhen...)
}

// quorumFor returns the quorum of an act with those traits; nil: there is none.
func (s StageDef) quorumFor(traits map[string]string) *Quorum {
	for _, q := range s.QuorumWhen {
		if q.When.Holds(traits) {
			q.When = nil
			return &q
		}
	}
	return s.Quorum
}

// Relative reports whether the quorum is a part of as many members as the body has,
// and not a number.
func (q Quorum) Relative() bool { return q.PresentAbove > 0 }

// Of returns the quorum in numbers for a body of so many members; unchanged where
// the law fixes them.
func (q Quorum) Of(members int) Quorum {
	if !q.Relative() {
		return q
	}
	q.Members, q.Present = members, above(q.PresentAbove, members)
	if q.InFavourAbove > 0 {
		q.InFavour = above(q.InFavourAbove, members)
	}
	return q
}

// above returns the least number that is more than a percentage of another.
func above(percent, of int) int { return percent*of/100 + 1 }

// Met reports whether a decision by so many of so many present counts, for a
// quorum in numbers; chair says whether who presides over the body voted for it.
func (q Quorum) Met(present, inFavour int, chair bool) bool {
	if present > q.Members || present < q.Present || inFavour > present {
		return false
	}
	if q.HalfWithChair && chair && inFavour > 0 && 2*inFavour == q.Members {
		return true
	}
	if q.InFavour > 0 {
		return inFavour >= q.InFavour
	}
	return 2*inFavour > present
}

// params says what is needed of a body and what was entered, for a quorum in numbers.
func (q Quorum) params(f Facts) map[string]string {
	carries := q.InFavour
	if carries == 0 {
		carries = max(f.Present, q.Present)/2 + 1
	}
	return map[string]string{"members": strconv.Itoa(q.Members), "present": strconv.Itoa(f.Present), "in_favour": strconv.Itoa(f.InFavour),
		"need_present": strconv.Itoa(q.Present), "need_in_favour": strconv.Itoa(carries)}
}

// String says what the quorum asks for, as facts and descriptions state it.
func (q Quorum) String() string {
	text := fmt.Sprintf("%d of %d members present", q.Present, q.Members)
	if q.Relative() {
		text = fmt.Sprintf("more than %d%% of all members present", q.PresentAbove)
	}
	switch {
	case q.InFavourAbove > 0:
		text += fmt.Sprintf(" and more than %d%% of all in favour", q.InFavourAbove)
	case q.InFavour > 0:
		text += fmt.Sprintf(" and %d in favour", q.InFavour)
	}
	if q.HalfWithChair {
		text += ", or half of an even number with who presides"
	}
	return text
}
