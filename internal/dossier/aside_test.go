package dossier

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestASettingAsideNamesItsGroundAndReasons(t *testing.T) {
	for _, tt := range []struct {
		name    string
		setting Setting
		want    []Field
	}{
		{"off topic", Setting{Ground: OffTopic, Reasons: "Није о закону."}, nil},
		{"the same text, and which", Setting{Ground: SameText, SameAs: 3, Reasons: "Исто као број 3."}, nil},
		{"the same text, and not which", Setting{Ground: SameText, Reasons: "Исто."}, []Field{{Name: "same_as", Code: CodeSameAsRequired}}},
		{"another ground, and a number", Setting{Ground: OffTopic, SameAs: 3, Reasons: "Р."}, []Field{{Name: "same_as", Code: CodeSameAsRequired}}},
		{"no ground, no reasons", Setting{Reasons: " \n"}, []Field{{Name: "ground", Code: CodeAsideGround}, {Name: "reasons", Code: CodeReasonsRequired}}},
		{"a ground of one's own", Setting{Ground: "boring", Reasons: "Р."}, []Field{{Name: "ground", Code: CodeAsideGround}}},
		{"reasons without end", Setting{Ground: OffTopic, Reasons: strings.Repeat("ш", MaxReasons+1)},
			[]Field{{Name: "reasons", Code: CodeReasonsTooLong, Params: map[string]string{"limit": "20000"}}}},
		{"reasons that are no text", Setting{Ground: OffTopic, Reasons: "а\x00"}, []Field{{Name: "reasons", Code: CodeNUL}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []Field
			if p, ok := tt.setting.Check().(*Problem); ok {
				got = p.Fields
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatIsInsultingOrOfOthersIsNotShown(t *testing.T) {
	for ground, want := range map[AsideGround]bool{OffTopic: false, SameText: false, Insulting: true, PersonalData: true} {
		if ground.Hides() != want {
			t.Errorf("%s: hidden is %v", ground, !want)
		}
	}
}

func TestAnotherHandIsNobodyWhoHadAPart(t *testing.T) {
	own, lent, other := Appointment{}, Appointment{Delegation: "g1", OnBehalf: "ana"}, Appointment{Delegation: "g2", OnBehalf: "vid"}
	for _, tt := range []struct {
		name    string
		before  []Hand
		person  string
		grounds []Appointment
		want    string // delegation, or the code of the refusal
	}{
		{"somebody else in their own right", []Hand{{Person: "ana"}}, "mara", []Appointment{own}, ""},
		{"the same person", []Hand{{Person: "ana"}}, "ana", []Appointment{own}, string(CodeSameOfficer)},
		{"a delegate of who proposed", []Hand{{Person: "ana"}}, "mara", []Appointment{lent}, string(CodeSameOfficer)},
		{"a delegate of who proposed, in their own right", []Hand{{Person: "ana"}}, "mara", []Appointment{own, lent}, ""},
		{"a delegate of somebody else too", []Hand{{Person: "ana"}}, "mara", []Appointment{lent, other}, "g2"},
		{"who lent to who proposed", []Hand{{Person: "mara", OnBehalf: "ana"}}, "ana", []Appointment{own}, string(CodeSameOfficer)},
		{"another delegate of the same lender", []Hand{{Person: "mara", OnBehalf: "ana"}}, "vid", []Appointment{lent}, string(CodeSameOfficer)},
		{"the third, who was the second", []Hand{{Person: "ana"}, {Person: "mara"}}, "mara", []Appointment{own}, string(CodeSameOfficer)},
		{"a hand that there is not", []Hand{{Person: "ana"}, {}}, "mara", []Appointment{own}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			as, err := AnotherHand(tt.before, tt.person, tt.grounds)
			got := as.Delegation
			if err != nil {
				got = string(CodeOf(err))
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
