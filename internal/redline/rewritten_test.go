package redline

import (
	"slices"
	"strings"
	"testing"
)

func TestAParagraphThatWasWrittenAnewIsNotSaidToBeDeleted(t *testing.T) {
	const (
		meeting = "Скуп\nЧлан %d.\nПредлагач позива удружења и стручну јавност на јавни разговор о нацрту прописа.\nЗаписник са разговора објављује се на порталу у року од осам дана.\n"
		anew    = "У току поступка организују се два скупа, један изван главног града."
		said    = "Предлагач позива удружења и стручну јавност на јавни разговор о нацрту прописа."
		fine    = "Казна\nЧлан %d.\nНовчаном казном казниће се одговорно лице које не позове удружења (члан 2. став 1).\n"
	)
	for _, tt := range []struct {
		name, new string
		removed   bool
		state     State
		provision string
	}{
		{"written anew", strings.Replace(meeting, said, anew, 1), false, TextRemoved, "art_2__para_1"},
		{"deleted", strings.Replace(meeting, said+"\n", "", 1), true, ProvisionRemoved, ""},
		{"deleted, with others behind what stayed", strings.Replace(meeting, said+"\n", "", 1) + anew + "\n", true, ProvisionRemoved, ""},
		{"both written anew", "Скуп\nЧлан %d.\n" + anew + "\nИзвештај саставља секретар.\n", false, TextRemoved, "art_2__para_1"},
		{"two in its place", strings.Replace(meeting, said, anew+"\nИзвештај саставља секретар.", 1), true, ProvisionRemoved, ""},
		{"a note in its place", strings.Replace(meeting, said, "(Брисан)", 1), true, TextRemoved, "art_2__para_1"},
	} {
		old, new := number(subject, meeting, fine), number(subject, tt.new, fine)
		_, _, r := compareActs(t, old, new)
		removed := slices.ContainsFunc(r.References, func(c ReferenceChange) bool { return c.Kind == ReferenceRemoved })
		if removed != tt.removed {
			t.Errorf("%s: said to be removed: %v, want %v: %+v", tt.name, removed, tt.removed, r.References)
		}
		for _, provision := range []string{"art_2__para_1", "art_2"} {
			want, at := tt.state, tt.provision
			if provision == "art_2" {
				want, at = TextRemoved, "art_2"
			}
			got := carrier(t, old, new).Carry(Quote{Provision: provision, Exact: "позива удружења и стручну јавност"})
			if got.State != want || got.Provision != at {
				t.Errorf("%s: a quote in %s became %s at %q, want %s at %q", tt.name, provision, got.State, got.Provision, want, at)
			}
		}
	}
}
