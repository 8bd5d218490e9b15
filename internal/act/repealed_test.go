package act

import "testing"

func TestAProvisionSaysThatItWasRepealed(t *testing.T) {
	paragraph := func(text string) *Node {
		return &Node{Kind: KindArticle, Children: []*Node{{Kind: KindParagraph, Text: text}}}
	}
	tests := []struct {
		name string
		node *Node
		want bool
	}{
		{"a note of repeal", paragraph("Брисан је (види члан 7. Закона - 14/2021-9)"), true},
		{"a note in brackets", paragraph("(Престао да важи)"), true},
		{"the Latin script", &Node{Kind: KindParagraph, Text: "Brisana je."}, true},
		{"another tradition", paragraph("(weggefallen)"), true},
		{"a provision about repeal", paragraph("Решење о брисању из регистра доноси се у року од осам дана."), false},
		{"nothing", &Node{Kind: KindArticle}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.node.Repealed(); got != tt.want {
				t.Errorf("got %t, want %t", got, tt.want)
			}
		})
	}
}
