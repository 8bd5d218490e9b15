package redline

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/script"
)

// TestWordsThatStandAreNotSaidToBeGone carries quotes whose words stand in the new act letter for letter, where paragraphs were run
// together, articles became one, and sentences and clauses changed places.
func TestWordsThatStandAreNotSaidToBeGone(t *testing.T) {
	lines := func(s ...string) string { return strings.Join(s, "\n") }
	const (
		control = "Надзор над применом овог закона врши републичка инспекција."
		comes   = "Овај закон ступа на снагу осмог дана од дана објављивања."
		fine    = "Казна износи хиљаду динара за сваки дан."
	)
	fee := "Накнада\nЧлан %d.\nЗа умножавање података наплаћују се трошкови према ценовнику који утврђује министар.\n"
	body := "Члан %d.\n"
	apart := number(subject, body+lines(control, comes, fine)+"\n", deadline)
	together := number(subject, body+control+" "+comes+" "+fine+"\n", deadline)
	two := number(subject, body+control+" "+comes+"\n", body+fine+"\n", deadline)
	three := number(subject, body+control+"\n", body+comes+"\n", body+fine+"\n", deadline)
	ordered := number(subject, "Члан %d.\nОрган обавештава странку писменим путем. Против закључка жалба није допуштена.\n", deadline)
	swapped := number(subject, "Члан %d.\nПротив закључка жалба није допуштена. Орган обавештава странку писменим путем.\n", deadline)
	clause := number(subject, "Члан %d.\nНадлежни орган, на захтев странке, доноси решење.\n")
	behind := number(subject, "Члан %d.\nНадлежни орган доноси решење на захтев странке.\n")
	before := number(subject, "Члан %d.\nНа захтев странке надлежни орган доноси решење.\n")
	tests := []struct {
		name, old, new string
		quote          Quote
		want           State
		provision      string
	}{
		{"three paragraphs become one, and the article is named", apart, together, Quote{Provision: "art_2", Exact: "врши републичка инспекција"}, Kept, "art_2"},
		{"three paragraphs become one, of the second", apart, together, Quote{Provision: "art_2__para_2", Exact: "осмог дана"}, Moved, "art_2__para_1"},
		{"three paragraphs become one, of the third", apart, together, Quote{Provision: "art_2__para_3", Exact: "хиљаду динара"}, Moved, "art_2__para_1"},
		{"three paragraphs become one, without a provision", apart, together, Quote{Exact: "хиљаду динара за сваки дан"}, Moved, "art_2__para_1"},
		{"three paragraphs become one in the other script", apart, script.ToLatin(together), Quote{Provision: "art_2", Exact: "врши републичка инспекција"}, Kept, "art_2"},
		{"one paragraph becomes three", together, apart, Quote{Provision: "art_2__para_1", Exact: "хиљаду динара"}, Moved, "art_2__para_3"},
		{"a quote inside words", apart, together, Quote{Provision: "art_2", Exact: "рши републичка инсп"}, Kept, "art_2"},
		{"two articles become one paragraph", two, together, Quote{Provision: "art_3__para_1", Exact: "износи хиљаду динара"}, Moved, "art_2__para_1"},
		{"two articles become one paragraph, and the article is named", two, together, Quote{Provision: "art_3", Exact: "хиљаду динара"}, Kept, "art_2"},
		{"three articles become one paragraph, of the second", three, together, Quote{Provision: "art_3__para_1", Exact: "ступа на снагу"}, Kept, "art_2__para_1"},
		{"three articles become one paragraph, of the third", three, together, Quote{Provision: "art_4__para_1", Exact: "хиљаду динара"}, Moved, "art_2__para_1"},
		{"three articles become one of three paragraphs, of the second", three, apart, Quote{Provision: "art_3__para_1", Exact: "на снагу осмог дана"}, Kept, "art_2__para_2"},
		{"three articles become one of three paragraphs, of the third", three, apart, Quote{Provision: "art_4__para_1", Exact: "хиљаду динара"}, Kept, "art_2__para_3"},
		{"two sentences change places, of the first", ordered, swapped, Quote{Provision: "art_2__para_1", Exact: "писменим путем"}, Kept, "art_2__para_1"},
		{"two sentences change places, of the second", ordered, swapped, Quote{Provision: "art_2__para_1", Exact: "жалба није допуштена"}, Kept, "art_2__para_1"},
		{"a clause moves behind the quote", clause, behind, Quote{Provision: "art_2__para_1", Exact: "доноси решење"}, Kept, "art_2__para_1"},
		{"the quote is the clause that moves", clause, behind, Quote{Provision: "art_2__para_1", Exact: "на захтев странке"}, Kept, "art_2__para_1"},
		{"the clause that moves begins with a capital now", clause, before, Quote{Provision: "art_2__para_1", Exact: "на захтев странке"}, Kept, "art_2__para_1"},
		{"the words that move have lost their capital", clause, before, Quote{Provision: "art_2__para_1", Exact: "Надлежни орган"}, Kept, "art_2__para_1"},
		{"of several places the one with the words around it", number(subject, body+"Странка подноси захтев органу. Орган о томе води евиденцију. Странка подноси жалбу суду.\n"),
			number(subject, body+"Странка подноси жалбу суду. Орган о томе води евиденцију. Странка подноси захтев органу.\n"),
			Quote{Provision: "art_2__para_1", Exact: "подноси", Suffix: " жалбу суду"}, Kept, "art_2__para_1"},
		{"an article is taken out, and the one beside it has a word of it now", number(subject, fee, deadline), number(subject, strings.Replace(deadline, "Орган је", "Министар је", 1)),
			Quote{Provision: "art_2__para_1", Exact: "министар"}, ProvisionRemoved, ""},
		{"an article is taken out, and the one beside it has a few words of it now", number(subject, fee, deadline), number(subject, strings.Replace(deadline, "30 дана", "ценовника који утврђује министар", 1)),
			Quote{Provision: "art_2__para_1", Exact: "који утврђује министар"}, ProvisionRemoved, ""},
		{"the words stay where they stood another time", number(subject, body+"Странка подноси захтев.\nОрган одлучује о томе да ли странка подноси захтев.\n"),
			number(subject, body+"Странка подноси захтев.\nОрган одлучује о томе по службеној дужности.\n"),
			Quote{Provision: "art_2__para_2", Exact: "подноси захтев"}, TextRemoved, "art_2__para_2"},
		{"the words come twice, so that a person must tell", number(subject, body+"Орган одлучује о томе да ли ће казнити странку.\nДруго питање уређује министар.\n"),
			number(subject, body+"Казнити странку може суд, а казнити странку може и инспектор.\nДруго питање уређује министар.\n"),
			Quote{Provision: "art_2__para_1", Exact: "казнити странку"}, Candidate, "art_2__para_1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := carrier(t, tt.old, tt.new)
			got := c.Carry(tt.quote)
			checkPlace(t, c, got)
			if got.State != tt.want || got.Provision != tt.provision {
				t.Errorf("%s in %q, want %s in %q: %+v", got.State, got.Provision, tt.want, tt.provision, got)
			}
			if got.State.Placed() && script.Fold(got.Exact) != script.Fold(tt.quote.Exact) {
				t.Errorf("stands as %q", got.Exact)
			}
		})
	}
}
