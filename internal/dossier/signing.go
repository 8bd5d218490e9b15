package dossier

import (
	"slices"
	"strings"
)

// Slot is the place of one body's signatures under a package.
type Slot struct {
	Body     string // code
	Position int    // in the order of signing; several bodies may share one
	Need     int
	Have     int
}

// Full reports whether the body has signed as often as it must.
func (s Slot) Full() bool { return s.Have >= s.Need }

// Unsigned returns the codes of the bodies whose signatures are awaited, in the
// order of signing.
func Unsigned(slots []Slot) []string {
	var codes []string
	for _, s := range slots {
		if !s.Full() {
			codes = append(codes, s.Body)
		}
	}
	return codes
}

// Seat returns those of the grounds, of one person, by which a signature may come
// next, the first slot's first: where the order counts, nobody signs before those
// above them. A body that is named is the only one for which it may. Refused
// signature_before, with the codes of the bodies that come before, or
// body_has_signed.
func Seat(slots []Slot, ordered bool, grounds []Appointment, body string) ([]Appointment, error) {
	var seated []Appointment
	var before []string
	for _, s := range slots {
		mine := slices.DeleteFunc(slices.Clone(grounds), func(g Appointment) bool { return g.Body != s.Body || body != "" && g.Body != body })
		if len(mine) == 0 || s.Full() {
			continue
		}
		waits := Unsigned(slices.DeleteFunc(slices.Clone(slots), func(o Slot) bool { return o.Position >= s.Position }))
		if ordered && len(waits) > 0 {
			before = waits
			continue
		}
		seated = append(seated, mine...)
	}
	switch {
	case seated != nil:
		return seated, nil
	case before != nil:
		return nil, Refuse(CodeSignatureBefore, "before", strings.Join(before, ","))
	}
	return nil, Refuse(CodeBodySigned)
}
