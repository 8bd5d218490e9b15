package act_test

import (
	"strings"
	"testing"
)

// TestTitlesThatStandAgain holds that a title which stands again below what the act is passed by is no heading of the
// first article.
func TestTitlesThatStandAgain(t *testing.T) {
	for _, title := range []string{"СТАТУТ ЧИТАОНИЦЕ", "СТАТУТ\nЧИТАОНИЦЕ КОД ЧЕСМЕ"} {
		a := parse(t, title+"\n\nНа основу члана 5. Закона о читаоницама, управни одбор доноси\n\n"+title+"\n\nЧлан 1.\nСедиште је у граду.\n\nЧлан 2.\nЧитаоница је отворена.\n")
		if articles := a.Articles(); len(articles) != 2 || articles[0].Heading != "" || a.Title != strings.Join(strings.Fields(title), " ") || a.Body[0].Kind != "preamble" {
			t.Errorf("%q is titled %q, its first article is headed %q", title, a.Title, articles[0].Heading)
		}
	}
}
