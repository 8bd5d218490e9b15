package redline

import (
	"slices"
	"testing"
)

// TestAShortProvisionMovesWhateverMarkEndsIt moves points and paragraphs of fewer words than would be found edited to another article, where
// they stand last or no longer do.
func TestAShortProvisionMovesWhateverMarkEndsIt(t *testing.T) {
	const (
		duties = "Члан %d.\nНадлежни орган дужан је да:\n1) испита потпуност поднетог захтева у року од три дана;\n2) обавести подносиоца о недостацима које треба да отклони"
		list   = ";\n3) објави списак издатих дозвола на својој интернет страници.\n"
		tasks  = "Члан %d.\nМинистарство је дужно да:\n"
		own    = "води евиденцију о жалбама"
		usual  = "обавља и друге послове у складу са законом"
	)
	base := number(subject, duties+list, tasks+"1) "+own+".\n", deadline)
	tests := []struct {
		name, old, new string
		moves          []string
	}{
		{"the last point becomes the first", base,
			number(subject, duties+".\n", tasks+"1) објави списак издатих дозвола на својој интернет страници;\n2) "+own+".\n", deadline),
			[]string{"art_2__para_1__point_3>art_3__para_1__point_1"}},
		{"the first becomes the last", number(subject, duties+".\n", tasks+"1) објави списак издатих дозвола на својој интернет страници;\n2) "+own+".\n", deadline), base,
			[]string{"art_3__para_1__point_1>art_2__para_1__point_3"}},
		{"a paragraph of four words", number(subject, tasks+"1) "+own+".\nДозвола није преносива другоме.\n", deadline),
			number(subject, tasks+"1) "+own+".\n", deadline+"Дозвола није преносива другоме.\n"), []string{"art_2__para_2>art_3__para_3"}},
		{"a paragraph of four words that stands elsewhere too", number(subject, tasks+"1) "+own+".\nДозвола није преносива другоме.\n", deadline, terms+"Дозвола није преносива другоме.\n"),
			number(subject, tasks+"1) "+own+".\n", deadline+"Дозвола није преносива другоме.\n", terms+"Дозвола није преносива другоме.\n"), nil},
		{"a paragraph of three words", number(subject, tasks+"1) "+own+".\nРешење је коначно.\n", deadline),
			number(subject, tasks+"1) "+own+".\n", deadline+"Решење је коначно.\n"), nil},
		{"a point becomes an indent", base,
			number(subject, duties+".\n", tasks+"– објави списак издатих дозвола на својој интернет страници;\n– "+own+".\n", deadline),
			[]string{"art_2__para_1__point_3>art_3__para_1__indent_1"}},
		{"a point becomes another point but for a word", base,
			number(subject, duties+".\n", tasks+"1) објави списак издатих потврда на својој интернет страници;\n2) "+own+".\n", deadline), nil},
		{"a few words that another point has", number(subject, duties+".\n", tasks+"1) "+own+".\n", "Члан %d.\nИнспектор:\n1) "+own+";\n2) врши надзор.\n", deadline),
			number(subject, duties+";\n3) "+own+".\n", "Члан %d.\nИнспектор:\n1) "+own+";\n2) врши надзор.\n", deadline), nil},
		{"usual words of many lists", number(subject, duties+";\n3) "+usual+".\n", tasks+"1) "+own+".\n", "Члан %d.\nИнспектор:\n1) врши надзор;\n2) "+usual+".\n", deadline),
			number(subject, duties+".\n", tasks+"1) "+usual+";\n2) "+own+".\n", "Члан %d.\nИнспектор:\n1) врши надзор;\n2) "+usual+".\n", deadline), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			old, new, r := compareActs(t, tt.old, tt.new)
			checkRedline(t, old, new, r)
			checkTracked(t, r, old, new)
			var got []string
			for _, m := range r.Moves {
				got = append(got, m.Old+">"+m.New)
				if m.Words != (Words{}) {
					t.Errorf("words of %s are told as edited: %+v", m.New, m.Words)
				}
			}
			if !slices.Equal(got, tt.moves) {
				t.Errorf("got the moves %q, want %q", got, tt.moves)
			}
		})
	}
}
