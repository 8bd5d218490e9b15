package script_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/script"
)

func TestVitaminsAreNamedInLatin(t *testing.T) {
	tests := []struct{ latin, want string }{
		{"C vitamin, D vitamina i vitamin C", "C витамин, D витамина и витамин C"},
		{"vitamini A, D i B12, vitamina B1, B6 i K", "витамини A, D и B12, витамина B1, B6 и K"},
		{"VITAMIN C, B12 vitamin", "ВИТАМИН C, B12 витамин"},
		// What stays Serbian beside them.
		{"A vitamin se daje", "А витамин се даје"},
		{"sala B12, obrazac C, vitamin. B tačka", "сала Б12, образац Ц, витамин. Б тачка"},
		{"vitaminima, dok D služi", "витаминима, док Д служи"},
	}
	for _, tt := range tests {
		if got := script.ToCyrillic(tt.latin); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.latin, got, tt.want)
		}
	}
}
