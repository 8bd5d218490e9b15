package act_test

import "testing"

func TestTheFirstLineMayBeAnArticleOfAnyNumber(t *testing.T) {
	tests := []struct{ name, text, id, heading string }{
		{"American", "SEC. 2. BENCHES.\nThe Secretary shall paint every bench.\n\nSEC. 3. OTHER.\nThe Administrator shall report.\n", "art_2", "BENCHES."},
		{"German", "§ 5 Zuständigkeit\n(1) Zuständig ist die Gemeinde.\n(2) § 5 gilt auch für Bänke.\n\n§ 6 Inkrafttreten\nDieses Gesetz tritt in Kraft.\n", "art_5", "Zuständigkeit"},
		{"Serbian", "Члан 5. Надзор\nНадзор врши општина.\n\nЧлан 6. Ступање на снагу\nОва одлука ступа на снагу осмог дана.\n", "art_5", "Надзор"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := parse(t, tt.text)
			if n := a.Find(tt.id); n == nil || n.Heading != tt.heading || len(n.Children) == 0 {
				t.Errorf("%s is %+v, want an article with the heading %q", tt.id, n, tt.heading)
			}
			for _, r := range a.References() {
				if len(r.Dangling) > 0 {
					t.Errorf("%q points nowhere", r.Text)
				}
			}
		})
	}
}
