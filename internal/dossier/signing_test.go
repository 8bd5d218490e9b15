package dossier

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWhoMaySignNext(t *testing.T) {
	in := func(codes ...string) []Appointment {
		var all []Appointment
		for _, c := range codes {
			all = append(all, Appointment{Body: c, Role: Signer})
		}
		return all
	}
	slots := func(lead, other, third, fin int) []Slot {
		return []Slot{{"LEAD", 0, 2, lead}, {"CO1", 1, 1, other}, {"CO2", 1, 1, third}, {"FIN", 2, 1, fin}}
	}
	for _, c := range []struct {
		name    string
		slots   []Slot
		ordered bool
		grounds []Appointment
		body    string
		seats   []string
		refused Code
		before  string
	}{
		{"the first of all", slots(0, 0, 0, 0), true, in("LEAD"), "", []string{"LEAD"}, "", ""},
		{"a co-proposer before the lead", slots(1, 0, 0, 0), true, in("CO1"), "", nil, CodeSignatureBefore, "LEAD"},
		{"a co-proposer after the lead", slots(2, 0, 0, 0), true, in("CO2"), "", []string{"CO2"}, "", ""},
		{"the last before one of the co-proposers", slots(2, 1, 0, 0), true, in("FIN"), "", nil, CodeSignatureBefore, "CO2"},
		{"the last before all", slots(0, 0, 0, 0), true, in("FIN"), "", nil, CodeSignatureBefore, "LEAD,CO1,CO2"},
		{"the last after all", slots(2, 1, 1, 0), true, in("FIN"), "", []string{"FIN"}, "", ""},
		{"without an order anybody", slots(0, 0, 0, 0), false, in("FIN"), "", []string{"FIN"}, "", ""},
		{"a body that has signed", slots(2, 0, 0, 0), true, in("LEAD"), "", nil, CodeBodySigned, ""},
		{"a body that has none to give", slots(0, 0, 0, 0), true, in("OTHER"), "", nil, CodeBodySigned, ""},
		{"of two bodies the one whose turn it is", slots(2, 0, 0, 0), true, in("FIN", "CO1"), "", []string{"CO1"}, "", ""},
		{"of two bodies in any order the first", slots(0, 0, 0, 0), false, in("FIN", "CO1"), "", []string{"CO1", "FIN"}, "", ""},
		{"of two bodies the one that is named", slots(0, 0, 0, 0), false, in("FIN", "CO1"), "FIN", []string{"FIN"}, "", ""},
		{"of two bodies the one that is named, too early", slots(2, 0, 0, 0), true, in("FIN", "CO1"), "FIN", nil, CodeSignatureBefore, "CO1,CO2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Seat(c.slots, c.ordered, c.grounds, c.body)
			var p *Problem
			if c.refused != "" && (!errors.As(err, &p) || p.Code != c.refused || p.Params["before"] != c.before) || c.refused == "" && err != nil {
				t.Fatalf("got %v, want %q before %q", err, c.refused, c.before)
			}
			var seats []string
			for _, g := range got {
				seats = append(seats, g.Body)
			}
			if d := cmp.Diff(c.seats, seats); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}
