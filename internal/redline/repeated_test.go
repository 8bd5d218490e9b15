package redline

import "testing"

func TestANumberThatStandsInBothListsIsKept(t *testing.T) {
	for _, tt := range []struct{ name, old, new, want string }{
		{"one came behind it", "(„Службени лист”, бр. 12/05 и 30/18).", "(„Службени лист”, бр. 12/05, 30/18 и 7/26).",
			"(„Службени лист”, бр. 12/05[- и][+,] 30/18[+ и 7/26])."},
		{"one behind it went", "(„Службени лист”, бр. 12/05, 30/18 и 7/26).", "(„Службени лист”, бр. 12/05 и 30/18).",
			"(„Службени лист”, бр. 12/05[-,][+ и] 30/18[- и 7/26])."},
		{"a word that moved over one alike", "писмено и усмено", "усмено и писмено", "[-писмено][+усмено] и [-усмено][+писмено]"},
	} {
		if got := marked(compareStrings(t, tt.old, tt.new)); got != tt.want {
			t.Errorf("%s: got  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}
