package procedure

import "slices"

// Heard is what a body that was asked for its opinion has said of the package.
type Heard struct {
	Body      string // code
	Mandatory bool
	On        int  // number of the version on which it last gave an opinion, or let its term pass; 0: on none
	Against   bool // it was negative
}

// Bound returns, of the bodies that were asked, those that have not been heard and
// must be, and those that must say whether they stay with what they said of an
// earlier version than the present one. Technical are the numbers of the versions
// that made legal-technical corrections alone.
//
// An opinion is of the text that its giver saw. A version that makes nothing but
// legal-technical corrections goes to the body that the stage names for them
// alone, and the others are taken to stay with what they said unless it is against;
// otherwise all are asked again, or those whom the stage's refresh names.
func (s StageDef) Bound(heard []Heard, technical []int, present int) (missing, other []string) {
	for _, h := range heard {
		switch {
		case h.On == 0 && h.Mandatory:
			missing = append(missing, h.Body)
		case h.On == 0 || h.On == present:
		case !s.staysBound(h, heard, technical, present):
			other = append(other, h.Body)
		}
	}
	slices.Sort(missing)
	slices.Sort(other)
	return missing, other
}

func (s StageDef) staysBound(h Heard, heard []Heard, technical []int, present int) bool {
	if s.Technical != "" && onlyTechnical(technical, h.On, present) {
		i := slices.IndexFunc(heard, func(x Heard) bool { return x.Body == s.Technical })
		if i >= 0 {
			return h.Body != s.Technical && (heard[i].On != present || !heard[i].Against)
		}
	}
	return s.Refresh != nil && len(s.Refresh.Bodies) > 0 && !slices.Contains(s.Refresh.Bodies, h.Body)
}

func onlyTechnical(technical []int, after, until int) bool {
	for no := after + 1; no <= until; no++ {
		if !slices.Contains(technical, no) {
			return false
		}
	}
	return true
}

// Considered returns the number of a version among those that opinions are on: one
// that brought nothing but documents that come after opinions, whose numbers are
// beside, counts as the version before it.
func Considered(no int, beside []int) int {
	considered := no
	for _, b := range beside {
		if b <= no {
			considered--
		}
	}
	return considered
}

// Again returns the term in which a body answers that is asked again on a new
// version, and what its silence means then; the stage's own, where it says nothing
// else.
func (s StageDef) Again(term string) (string, Silence) {
	if s.Refresh == nil {
		return term, s.Silence
	}
	return s.Refresh.Term, s.Refresh.Silence
}
