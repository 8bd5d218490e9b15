package procedure

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAnOpinionIsOfTheTextThatItsGiverSaw(t *testing.T) {
	plain := StageDef{ID: "opinions"}
	serbian := StageDef{ID: "opinions", Technical: "RSZ"}
	slovene := StageDef{ID: "opinions", Refresh: &Refresh{Bodies: []string{"SVZ"}, Term: "5wd", Silence: NoObjection}}
	all := StageDef{ID: "opinions", Refresh: &Refresh{Term: "5wd", Silence: NoObjection}}
	on := func(no int, bodies ...string) []Heard {
		var heard []Heard
		for _, b := range bodies {
			heard = append(heard, Heard{Body: b, Mandatory: true, On: no})
		}
		return heard
	}
	type answer struct{ Missing, Other []string }
	for _, c := range []struct {
		name      string
		stage     StageDef
		heard     []Heard
		technical []int
		present   int
		want      answer
	}{
		{"nobody has been heard", plain, on(0, "RSZ", "MF"), nil, 1, answer{Missing: []string{"MF", "RSZ"}}},
		{"one need not be heard", plain, []Heard{{Body: "MP"}}, nil, 1, answer{}},
		{"all on this version", plain, on(2, "RSZ", "MF"), nil, 2, answer{}},
		{"all on an earlier one", plain, on(1, "RSZ", "MF"), nil, 2, answer{Other: []string{"MF", "RSZ"}}},
		{"who need not be heard and was, on an earlier one", plain, []Heard{{Body: "MP", On: 1}}, nil, 2, answer{Other: []string{"MP"}}},
		{"technical corrections, where nobody looks at them alone", plain, on(1, "RSZ", "MF"), []int{2}, 2, answer{Other: []string{"MF", "RSZ"}}},
		{"technical corrections go to the secretariat alone", serbian, on(1, "RSZ", "MF"), []int{2}, 2, answer{Other: []string{"RSZ"}}},
		{"and when it has seen them, all stay", serbian, append(on(1, "MF"), on(2, "RSZ")...), []int{2}, 2, answer{}},
		{"unless it is against", serbian, append(on(1, "MF"), Heard{Body: "RSZ", Mandatory: true, On: 2, Against: true}), []int{2}, 2, answer{Other: []string{"MF"}}},
		{"a real change before them", serbian, on(1, "RSZ", "MF"), []int{3}, 3, answer{Other: []string{"MF", "RSZ"}}},
		{"a real change before them that one has seen", serbian, append(on(1, "MF"), on(2, "RSZ", "MEI")...), []int{3}, 3, answer{Other: []string{"MF", "RSZ"}}},
		{"the secretariat was not asked", serbian, on(1, "MF"), []int{2}, 2, answer{Other: []string{"MF"}}},
		{"only who is named is asked again", slovene, on(1, "SVZ", "MF"), nil, 2, answer{Other: []string{"SVZ"}}},
		{"and when it has seen the text, all are bound", slovene, append(on(1, "MF"), on(2, "SVZ")...), nil, 2, answer{}},
		{"a refresh that names nobody asks all", all, on(1, "SVZ", "MF"), nil, 2, answer{Other: []string{"MF", "SVZ"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got answer
			got.Missing, got.Other = c.stage.Bound(c.heard, c.technical, c.present)
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestWhoIsAskedAgainHasTheTermOfTheRefresh(t *testing.T) {
	s := StageDef{Silence: SilenceNone}
	if term, silence := s.Again("10wd"); term != "10wd" || silence != SilenceNone {
		t.Errorf("without a refresh: got %s, %s", term, silence)
	}
	s.Refresh = &Refresh{Term: "5wd", Silence: NoObjection}
	if term, silence := s.Again("10wd"); term != "5wd" || silence != NoObjection {
		t.Errorf("got %s, %s", term, silence)
	}
}
