package redline

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/docx"
)

// compareIn compares two acts of a tradition.
func compareIn(t *testing.T, profile, old, new string) (*act.Act, *act.Act, *Redline) {
	t.Helper()
	var acts [2]*act.Act
	for k, src := range []string{old, new} {
		var err error
		acts[k], err = act.Parse([]byte(src), act.Options{Profile: profile})
		if err != nil {
			t.Fatal(err)
		}
	}
	r, err := Compare(acts[0], acts[1])
	if err != nil {
		t.Fatal(err)
	}
	checkRedline(t, acts[0], acts[1], r)
	return acts[0], acts[1], r
}

// tell returns what the redline says in a terminal of the changes, each without its words.
func tell(r *Redline, lang string) []string {
	var out []string
	for line := range strings.SplitSeq(r.Text(lang), "\n") {
		if said, ok := strings.CutPrefix(line, "== "); ok {
			out = append(out, said[:strings.LastIndex(said, " (")])
		}
	}
	return out
}

// wander writes an act of two divisions in which the article on the keeper stands in the first, or in the second.
func wander(first, second string, gone bool) string {
	const (
		head   = "ЗАКОН О ЧИТАОНИЦАМА\n\n"
		open   = "Члан 1.\nЧитаонице су отворене свима под једнаким условима, сваког радног дана.\n\n"
		lend   = "Члан 2.\nКњиге се издају на рок од тридесет дана, који се може једном продужити.\n\n"
		keeper = "Члан 3.\nСтарешина читаонице одређује радно време и објављује га на улазу у зграду.\n\n"
		guard  = "Члан 4.\nНадзор над радом читаонице врши општинска управа преко овлашћеног службеника.\n\n"
		money  = "Члан 5.\nСредства за набавку књига обезбеђују се у буџету општине за сваку годину.\n"
	)
	if gone {
		return head + first + open + lend + second + keeper + guard + money
	}
	return head + first + open + lend + keeper + second + guard + money
}

func TestAnArticleThatLeftADivisionIsToldFromWhichToWhich(t *testing.T) {
	tests := []struct {
		name, first, second string
		want                string // behind "Члан 3.: "
		english             string
	}{
		{"chapters by Roman numerals", "ГЛАВА I\nОПШТЕ\n\n", "ГЛАВА II\nНАДЗОР\n\n", "премештено из главе I у главу II", "moved from chapter I to chapter II"},
		{"chapters by words", "ГЛАВА ПРВА\nОПШТЕ\n\n", "ГЛАВА ДРУГА\nНАДЗОР\n\n", "премештено из главе прве у главу другу", "moved from chapter 1 to chapter 2"},
		{"parts by words", "ДЕО ПРВИ\nОПШТЕ\n\n", "ДЕО ДРУГИ\nНАДЗОР\n\n", "премештено из дела првог у део други", "moved from part 1 to part 2"},
		{"chapters in one part", "ДЕО ПРВИ\nОПШТЕ\n\nГЛАВА I\nРАД\n\n", "ГЛАВА II\nНАДЗОР\n\n", "премештено из главе I у главу II", "moved from chapter I to chapter II"},
		{"chapters of two parts", "ДЕО ПРВИ\nОПШТЕ\n\nГЛАВА I\nРАД\n\n", "ДЕО ДРУГИ\nПОСЕБНО\n\nГЛАВА II\nНАДЗОР\n\n",
			"премештено из дела првог, главе I у део други, главу II", "moved from part 1, chapter I to part 2, chapter II"},
		{"sections", "Одељак 1.\nОпште\n\n", "Одељак 2.\nНадзор\n\n", "премештено из одељка 1. у одељак 2", "moved from section 1 to section 2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			old, new, r := compareActs(t, wander(tt.first, tt.second, false), wander(tt.first, tt.second, true))
			for lang, want := range map[string]string{"": "Члан 3.: " + tt.want, "en": "Члан 3.: " + tt.english} {
				if diff := cmp.Diff([]string{want}, tell(r, lang)); diff != "" {
					t.Errorf("terminal (-want +got):\n%s", diff)
				}
			}
			if !strings.Contains(r.HTML(""), ">"+tt.want+"<") {
				t.Errorf("the page does not say %q", tt.want)
			}
			o := r.Overview()
			if !strings.Contains(o.Text(), "["+tt.want+"] Члан 3.") || !strings.Contains(o.HTML(), "["+tt.want+"]") {
				t.Errorf("the overview does not say %q:\n%s", tt.want, o.Text())
			}
			data, err := o.DOCX()
			if err != nil {
				t.Fatal(err)
			}
			doc, err := docx.Open(data)
			if err != nil {
				t.Fatal(err)
			}
			said := false
			for _, l := range doc.View(docx.Accepted).Lines {
				said = said || strings.HasPrefix(l.Text, "["+tt.want+"] ")
			}
			if !said {
				t.Errorf("the overview in Word does not say %q", tt.want)
			}
			document, err := r.AKN(old, new, act.Work{}, act.Work{})
			if err != nil {
				t.Fatal(err)
			}
			validate(t, map[string][]byte{"moved": document})
			ch := &r.Changes[0]
			for _, want := range []string{`<destination href="#` + ch.NewParent.ID + `" pos="inside"/>`, `#` + ch.OldParent.ID + `" pos="inside" exclusion="true"/>`} {
				if !strings.Contains(string(document), want) {
					t.Errorf("the analysis has no %s", want)
				}
			}
		})
	}
}

func TestTheParentsOfAMoveStandInJSON(t *testing.T) {
	_, _, r := compareActs(t, wander("ГЛАВА I\nОПШТЕ\n\n", "ГЛАВА II\nНАДЗОР\n\n", true), wander("ГЛАВА I\nОПШТЕ\n\n", "ГЛАВА II\nНАДЗОР\n\n", false))
	data, err := r.JSON()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Profile string
		Changes []struct {
			OldParent Address `json:"old_parent"`
			NewParent Address `json:"new_parent"`
		}
	}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	chapter := func(id, number string) Address {
		return Address{ID: id, Way: []Step{{Kind: "chapter", Number: number, Label: "ГЛАВА " + number}}}
	}
	if diff := cmp.Diff([]Address{chapter("chp_II", "II"), chapter("chp_I", "I")}, []Address{got.Changes[0].OldParent, got.Changes[0].NewParent}); diff != "" || got.Profile != "rs" {
		t.Errorf("profile %q, parents (-want +got):\n%s", got.Profile, diff)
	}
}

func TestAMoveUnderOneHeadingHasNoParents(t *testing.T) {
	text := wander("ГЛАВА I\nОПШТЕ\n\n", "", false)
	articles := strings.SplitAfter(text, "\n\n")
	articles[3], articles[4] = articles[4], articles[3]
	_, _, r := compareActs(t, text, strings.Join(articles, ""))
	for i := range r.Changes {
		if ch := &r.Changes[i]; ch.OldParent != nil || ch.NewParent != nil {
			t.Errorf("%s has parents: %+v, %+v", told(ch), ch.OldParent, ch.NewParent)
		}
	}
	if r.Summary.Articles.Moved != 1 {
		t.Errorf("%d articles moved, want one", r.Summary.Articles.Moved)
	}
}

// TestDivisionsOfOneNumberAreToldApartByTheirHeadings has an article that left a chapter for one that has the number now.
func TestDivisionsOfOneNumberAreToldApartByTheirHeadings(t *testing.T) {
	const (
		work  = "Читаоница је отворена сваког радног дана од осам до двадесет часова."
		watch = "Надзор над радом читаонице врши министарство надлежно за послове културе."
		force = "Овај закон ступа на снагу осмог дана од дана објављивања."
	)
	_, _, r := compareActs(t, divided(testDivision{rubric: "РАД", articles: []string{work}}, testDivision{rubric: "НАДЗОР", articles: []string{watch, force}}),
		divided(testDivision{rubric: "НАДЗОР", articles: []string{watch}}, testDivision{rubric: "РАД", articles: []string{work, force}}))
	for lang, want := range map[string]string{
		"sr-Cyrl": "== Члан 3.: премештено из главе II „НАДЗОР” у главу II „РАД”",
		"en":      "== Члан 3.: moved from chapter II “NADZOR” to chapter II “RAD”",
	} {
		if got := r.Text(lang); !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}
