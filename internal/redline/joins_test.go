package redline

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What was split is all that it became, and what was merged is what holds it now: no reference to it leads to something that was removed.
func TestReferencesToWhatWasSplitAndMerged(t *testing.T) {
	const offence = "Новчаном казном од петнаест хиљада динара казниће се читалац који поступи супротно одредбама "
	loans := []string{
		"Књиге се издају на рок од тридесет дана лицима која су уписана у именик читалаца.",
		"Рок се продужава на захтев читаоца ако књигу није тражио неко други.",
		"За изгубљену или оштећену књигу плаћа се накнада у висини њене набавне цене.",
	}
	article := func(paragraphs ...string) string { return strings.Join(paragraphs, "\n") }
	whole := []string{facilities[0], article(loans...), facilities[2]}
	joined := []string{facilities[0], article(loans[0], loans[1]+" "+loans[2]), facilities[2]}
	apart := []string{facilities[0], article(loans[0], loans[1]), loans[2], facilities[2]}
	tests := []struct {
		name          string
		before, after []string
		reference     string
		want          []string // where what it names is now
	}{
		{"a paragraph that was merged into the one before", whole, joined, "члана 2. став 3. овог закона", []string{"art_2__para_2"}},
		{"both paragraphs that were merged", whole, joined, "члана 2. ст. 2. и 3. овог закона", []string{"art_2__para_2"}},
		{"the last paragraph, which was split", joined, whole, "члана 2. став 2. овог закона", []string{"art_2__para_2", "art_2__para_3"}},
		{"an article that was split", whole, apart, "члана 2. овог закона", []string{"art_2", "art_3"}},
		{"an article that was split and the next one", whole, apart, "чл. 2. и 3. овог закона", []string{"art_2", "art_3", "art_4"}},
		{"two articles that were merged", apart, whole, "чл. 2. и 3. овог закона", []string{"art_2"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sentence := offence + tt.reference + "."
			_, _, r := compareActs(t, chamber(sentence, tt.before...), chamber(sentence, tt.after...))
			if len(r.References) != 1 || r.References[0].Kind != ReferenceStale {
				t.Fatalf("got %+v, want one that is stale", r.References)
			}
			if diff := cmp.Diff(tt.want, r.References[0].Now); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A paragraph that was split and reworded took its references along.
func TestReferencesOfWhatWasSplitAreLookedAt(t *testing.T) {
	const lead = "Комисија разматра пријаве читалаца у року од петнаест дана"
	before := []string{lead + " и утврђује списак на основу мерила из члана 3. овог закона.", facilities[2]}
	after := []string{lead + ".\nСписак се утврђује на основу мерила из члана 3. овог закона."}
	const criteria = "Мерила за упис су редослед пријаве, узраст и место становања."
	_, _, r := compareActs(t, chamber(criteria, before...), chamber(criteria, append(after, facilities[3])...))
	if len(r.References) != 0 {
		t.Errorf("nothing was renumbered, but got %+v", r.References)
	}
	_, _, r = compareActs(t, chamber(facilities[3], append(before, criteria)...), chamber(facilities[3], append(after, criteria)...))
	if len(r.References) != 1 || r.References[0].Kind != ReferenceStale || strings.Join(r.References[0].Now, " ") != "art_2" {
		t.Errorf("got %+v, want a stale one to what is article 2 now", r.References)
	}
}

// What names an article that was split is looked at wherever it stands, though its own article kept number and neighbours.
func TestAReferenceFarFromWhatWasSplitIsLookedAt(t *testing.T) {
	const loans, damages = "Књиге се издају на рок од тридесет дана лицима која су уписана у именик читалаца.",
		"За изгубљену или оштећену књигу плаћа се накнада у висини њене набавне цене."
	before := []string{"На издавање се примењују одредбе члана 4. овог закона.", facilities[0], facilities[2], loans + " " + damages}
	after := append(append([]string{}, before[:3]...), loans, damages)
	_, _, r := compareActs(t, chamber(facilities[3], before...), chamber(facilities[3], after...))
	if len(r.References) != 1 || r.References[0].New.From != "art_1__para_1" || strings.Join(r.References[0].Now, " ") != "art_4 art_5" {
		t.Errorf("got %+v, want the one of article 1, to articles 4 and 5", r.References)
	}
}
