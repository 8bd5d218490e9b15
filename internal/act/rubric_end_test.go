package act_test

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// TestLastLinesOfAnArticle reads what ends an article without a mark, and is no heading of the next one.
func TestLastLinesOfAnArticle(t *testing.T) {
	tests := []struct{ name, lines, want string }{
		{"rows to fill in", "Потврда се издаје на обрасцу:\n\nБрој чесме: ______\nУлица: ______    Број: ______", ""},
		{"a legend", "Проток се рачуна по формули у којој је:\n\nQ – проток, у l/s\n\nV – запремина, у l", ""},
		{"a legend of one symbol", "Проток се рачуна по формули у којој је:\n\nQ – проток, у l/s", ""},
		{"items with a dash inside", "I класа – чесме на трговима\n\nII класа – чесме у парковима", ""},
		{"items with the same word", "Чисте се:\n\nчесме на трговима и\n\nЧесма у парку\n\nЧесма у школи", ""},
		{"a list of plain lines", "Чесме су:\nВелика чесма\nМала чесма\nЧесма\nИзвор", ""},
		{"a heading behind a sentence", "Чесма се чисти.\n\nНадзор – опште", "Надзор – опште"},
		{"a heading in capitals behind a list", "Чисте се:\n\nI класа – чесме\n\nII класа – извори\n\nЗАВРШНЕ ОДРЕДБЕ", "ЗАВРШНЕ ОДРЕДБЕ"},
	}
	for _, tt := range tests {
		for _, way := range []struct {
			name string
			in   func(string) string
		}{{"Cyrillic", func(s string) string { return s }}, {"Latin", script.ToLatin}} {
			t.Run(tt.name+" in "+way.name, func(t *testing.T) {
				apart := "\n\n"
				if strings.Contains(tt.name, "plain lines") {
					apart = "\n"
				}
				a := parse(t, way.in(strings.Join([]string{"ПРАВИЛНИК О ЧЕСМАМА", "Члан 1.", "Овим правилником уређује се рад чесама.", "Члан 2.", tt.lines, "Члан 3.", "Чесма ради дању.", "Члан 4.", "Чесма се сели."}, apart)))
				headings := ""
				a.Walk(func(n *act.Node, _ int) bool {
					headings += strings.TrimSpace(n.Label + " " + n.Heading)[len(n.Label):]
					return true
				})
				if headings = strings.TrimSpace(headings); headings != strings.TrimSpace(way.in(tt.want)) {
					t.Errorf("headings %q, want %q, in\n%s", headings, way.in(tt.want), shape(a))
				}
			})
		}
	}
}
