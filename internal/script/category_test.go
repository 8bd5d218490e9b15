package script_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/script"
)

func TestCategoriesOfVehiclesAreNamedInLatin(t *testing.T) {
	tests := []struct{ latin, want string }{
		{"vozačka dozvola kategorije B", "возачка дозвола категорије B"},
		{"kategorija C, kategorije C1E, potkategorija CE", "категорија C, категорије C1E, поткатегорија CE"},
		{"kategorije AM, A1, A2, A, B1, B, BE, C i D", "категорије AM, A1, A2, A, B1, B, BE, C и D"},
		{"vozač C kategorije, B i BE kategorije", "возач C категорије, B и BE категорије"},
		{"vozila kategorija M1, N1 ili O4", "возила категорија M1, N1 или O4"},
		{"vozač kategorije „B”, odnosno \"D\"", "возач категорије „B”, односно \"D\""},
		{"VOZAČ KATEGORIJE B i D", "ВОЗАЧ КАТЕГОРИЈЕ B и D"},
		// What stays Serbian beside them.
		{"hoteli kategorije A, B i V", "хотели категорије А, Б и V"},
		{"mleko kategorija A, B i C", "млеко категорија А, Б и Ц"},
		{"objekat kategorije B1\nvozilo", "објекат категорије Б1\nвозило"},
		{"vozilo kategorije Beograd, kategorija Crna", "возило категорије Београд, категорија Црна"},
		{"obrazac C, sala C", "образац Ц, сала Ц"},
	}
	for _, tt := range tests {
		got := script.ToCyrillic(tt.latin)
		if got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.latin, got, tt.want)
		}
		if back := script.ToLatin(got); back != tt.latin {
			t.Errorf("%q comes back as %q", tt.latin, back)
		}
	}
}
