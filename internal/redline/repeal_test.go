package redline

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

func TestARepealedArticleStaysInItsPlace(t *testing.T) {
	gone := "Члан %d.\nБрисан је (види члан 2. Закона - 14/2021-9)\n"
	also := "Члан %d.\nБрисан је (види члан 3. Закона - 14/2021-9)\n"
	tests := []struct {
		name     string
		old, new []string
		want     []string
	}{
		{"one", []string{subject, terms, deadline, portal, control, force}, []string{subject, terms, deadline, gone, control, force}, []string{"article art_4>art_4 edited repealed"}},
		{"two in a row", []string{subject, terms, deadline, portal, control, force}, []string{subject, terms, deadline, gone, also, force},
			[]string{"article art_4>art_4 edited repealed", "article art_5>art_5 edited repealed"}},
		{"the last", []string{subject, terms, deadline, portal, control}, []string{subject, terms, deadline, portal, gone}, []string{"article art_5>art_5 edited repealed"}},
		{"the first", []string{subject, terms, deadline}, []string{gone, terms, deadline}, []string{"article art_1>art_1 edited repealed"}},
		{"behind others that were repealed before", []string{subject, gone, terms, deadline, portal}, []string{subject, gone, terms, also, portal}, []string{"article art_4>art_4 edited repealed"}},
		{"between others that were rewritten", []string{subject, terms, deadline, control}, []string{force, also, portal, control},
			[]string{"article art_1>", "article >art_1", "article art_2>art_2 edited repealed", "article art_3>", "article >art_3"}},
		{"the words of which stand elsewhere now: it was moved, and the note is new", []string{subject, terms, deadline, control, force}, []string{subject, gone, deadline, control, terms, force},
			[]string{"article >art_2", "article art_2>art_5 moved renumbered", "article art_5>art_6 renumbered"}},
		{"another article instead is no repeal", []string{subject, terms, deadline, force}, []string{subject, terms, strings.TrimPrefix(control, "Надзор\n"), force},
			[]string{"article art_3>", "article >art_3"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			old, new := number(tt.old...), number(tt.new...)
			_, _, r := compareActs(t, old, new)
			if diff := cmp.Diff(tt.want, allTold(r)); diff != "" {
				t.Errorf("want -, got +:\n%s", diff)
			}
		})
	}
}

func TestANoteOfRepealGivesWayToItsArticle(t *testing.T) {
	gone := "Члан %d.\nБрисан је (види члан 2. Закона - 14/2021-9)\n"
	_, _, r := compareActs(t, number(subject, terms, gone, control, force), number(subject, terms, deadline, control, force))
	if diff := cmp.Diff([]string{"article art_3>art_3 edited"}, allTold(r)); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

func TestWhatANoteRepealsHasItsOwnWord(t *testing.T) {
	points := "Послови\nЧлан %d.\nСлужба обавља следеће послове:\n1) води портал отворених података и стара се о његовој доступности;\n2) даје мишљења о подацима који се објављују;\n3) води статистику приступа порталу.\n"
	gone := strings.Replace(points, "даје мишљења о подацима који се објављују;", "(брисана)", 1)
	old, new, r := compareActs(t, number(subject, terms, points, control, force), number(subject, terms, gone, "Надзор\nЧлан %d.\n(Престао да важи)\n", force))
	if diff := cmp.Diff([]string{"article art_3>art_3 edited", "article art_4>art_4 edited repealed"}, allTold(r)); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
	if len(r.Changes) != 2 || len(r.Changes[0].Provisions) != 1 || !r.Changes[0].Provisions[0].Repealed {
		t.Errorf("the point is not told as repealed: %+v", r.Changes[0].Provisions)
	}
	for lang, want := range map[string][]string{
		"":        {"измењено 1 · престало да важи 1 · непромењено 3", "== Члан 4.: престало да важи ("},
		"sr-Latn": {"izmenjeno 1 · prestalo da važi 1 · nepromenjeno 3"},
		"en":      {"edited 1 · repealed 1 · unchanged 3", "== Члан 4.: repealed ("},
	} {
		for _, w := range want {
			if !strings.Contains(r.Text(lang), w) {
				t.Errorf("%s: there is no %q in %s", lang, w, r.Text(lang))
			}
		}
	}
	out, err := r.AKN(old, new, act.Work{}, act.Work{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(out), `<textualMod type="repeal"`) {
		t.Error("the analysis tells of no repeal")
	}
}

func allTold(r *Redline) []string {
	var got []string
	for i := range r.Changes {
		got = append(got, told(&r.Changes[i]))
	}
	return got
}

func TestANoteOfRepealMovesNothing(t *testing.T) {
	const rule = "Надзор\nЧлан %d.\nНадзор над радом службе врши министарство.\n"
	const kept = "Служба једном годишње подноси министарству извештај о раду, који садржи податке о броју захтева, о роковима у којима је о њима одлучено и о мерама надзора.\n"
	old := number(subject, rule+"Министар образује комисију од три члана.\nСлужбеник води дневник у једном примерку.\n"+kept, force)
	new := number(subject, rule+kept+"Престао је да важи ранији став 3. (види члан 3. Закона - 14/2021-9)\n", force)
	_, _, r := compareActs(t, old, new)
	if len(r.Moves) > 0 {
		t.Errorf("moved: %+v", r.Moves)
	}
}

func TestTheNumberOfALongPointStaysWithTheNoteOfItsRepeal(t *testing.T) {
	const points = "Послови\nЧлан %d.\nСлужба обавља следеће послове:\n1) води портал;\n" +
		"2) даје мишљења о подацима који се објављују на порталу и предлаже мере за њихову поновну употребу у привреди;\n3) води статистику.\n"
	gone := points[:strings.Index(points, "даје")] + "(брисана);\n3) води статистику.\n"
	old, new, r := compareActs(t, number(subject, points, force), number(subject, gone, force))
	checkRedline(t, old, new, r)
	want := "\n2) [-даје мишљења о подацима који се објављују на порталу и предлаже мере за њихову поновну употребу у привреди-]{+(брисана)+};\n3)"
	if got := r.Text(""); !strings.Contains(got, want) {
		t.Errorf("want %q in\n%s", want, got)
	}
}
