package web

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

func TestWhatNarrowsAListIsReadFromItsAddress(t *testing.T) {
	tests := map[string]sought{
		"":                               {number: 1},
		"?q=++воде+&strana=3":            {query: "воде", number: 3},
		"?vrsta=law&stanje=open":         {kind: "law", status: "open", number: 1},
		"?vrsta=zakon&stanje=OPEN":       {kind: "zakon", status: "OPEN", number: 1},
		"?strana=-2":                     {number: 1},
		"?strana=x":                      {number: 1},
		"?q=%FF%FE":                      {number: 1},
		"?q=a%00b":                       {number: 1},
		"?organ=%00&vrsta=%FF&faza=a%00": {number: 1},
		"?organ=X&faza=y":                {body: "X", phase: "y", number: 1},
		"?q=" + strings.Repeat("ж", 300): {query: strings.Repeat("ж", maxSought), number: 1},
	}
	for address, want := range tests {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, readSought(u.Query()), cmp.AllowUnexported(sought{})); diff != "" {
			t.Errorf("%s:\n%s", address, diff)
		}
	}
}

func TestAListHasAnAddressForEachChange(t *testing.T) {
	s := sought{query: "воде & ваздух", kind: "law", number: 4}
	for name, want := range map[string]string{
		s.address("", ""):               "?q=%D0%B2%D0%BE%D0%B4%D0%B5+%26+%D0%B2%D0%B0%D0%B7%D0%B4%D1%83%D1%85&vrsta=law",
		s.address(byQuery, ""):          "?vrsta=law",
		s.address(byNumber, "5"):        "?q=%D0%B2%D0%BE%D0%B4%D0%B5+%26+%D0%B2%D0%B0%D0%B7%D0%B4%D1%83%D1%85&strana=5&vrsta=law",
		sought{}.address("", ""):        "",
		sought{}.address(byKind, "law"): "?vrsta=law",
	} {
		if name != want {
			t.Errorf("got %s, want %s", name, want)
		}
	}
}

func TestARowSaysWhatMatters(t *testing.T) {
	now := noonOf(t, "2026-11-23")
	at := func(day string) *time.Time {
		end := endOfDay(civil(day))
		return &end
	}
	tests := map[string]struct {
		r    store.DossierRow
		want string
	}{
		"comments are taken": {store.DossierRow{Status: dossier.Open, OpenRound: "x", ClosesAt: at("2026-11-30"), ClosesOn: "2026-11-30"},
			"comments are taken/live/Comments until 30 November 2026 at 24:00 – 7 days left"},
		"the last day": {store.DossierRow{Status: dossier.Open, OpenRound: "x", ClosesAt: at("2026-11-23"), ClosesOn: "2026-11-23"},
			"comments are taken/live/Comments until 23 November 2026 at 24:00 – today is the last day"},
		"the round is over":  {store.DossierRow{Status: dossier.Open, OpenRound: "x", ClosesAt: at("2026-11-22"), Due: "2026-11-22"}, "//Due by 22 November 2026"},
		"on its way":         {store.DossierRow{Status: dossier.Open, Due: "2026-12-01"}, "//Due by 1 December 2026"},
		"without a term":     {store.DossierRow{Status: dossier.Open}, "//"},
		"late":               {store.DossierRow{Status: dossier.Open, Overdue: true}, "late/no/the term has passed"},
		"late, another term": {store.DossierRow{Status: dossier.Open, Overdue: true, Due: "2026-12-01"}, "late/no/Due by 1 December 2026"},
		"completed":          {store.DossierRow{Status: dossier.Completed, LegalEnded: &now}, "completed/yes/Concluded on 23 November 2026"},
		"withdrawn":          {store.DossierRow{Status: dossier.Withdrawn, LegalEnded: &now}, "withdrawn//Concluded on 23 November 2026"},
	}
	for name, tt := range tests {
		row := reader(locale.En).rowWords(tt.r, now)
		w := writer{locale.En, locale.For(locale.En)}
		ends := strings.Contains(tt.want, "until ") || strings.Contains(tt.want, "Due by ")
		if got := string(w.timed(row.When, row.Ends)); strings.Contains(got, "(UTC+1)") != ends {
			t.Errorf("%s: got %s; the end of a term stands in it with its zone, want %t", name, got, ends)
		}
		if got := plain(row.Tag + "/" + row.Class + "/" + row.When); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

func reversed[T any](all []T) []T {
	all = slices.Clone(all)
	slices.Reverse(all)
	return all
}

func TestPhasesOfAllProceduresNarrowAList(t *testing.T) {
	defs := procedure.Shipped()
	seen := map[string]bool{}
	for _, p := range phasesOf(defs) {
		if seen[p.ID] || len(stagesOf(defs, p.ID)) == 0 {
			t.Errorf("phase %s stands twice, or has no stage", p.ID)
		}
		seen[p.ID] = true
	}
	for _, order := range [][]*procedure.Definition{defs, reversed(defs)} {
		var ids []string
		for _, p := range phasesOf(order) {
			ids = append(ids, p.ID)
		}
		for _, d := range defs {
			own := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return len(d.StagesOf(id)) == 0 })
			passed := slices.DeleteFunc(d.Tracker(), func(p procedure.PhaseDef) bool { return !p.Applies() })
			if want := each(passed, func(p procedure.PhaseDef) string { return p.ID }); !d.Unlisted && !slices.Equal(own, want) {
				t.Errorf("%s passes %q; the list has them as %q", d.ID, want, own)
			}
		}
	}
	if !seen["debate"] || stagesOf(defs, "nowhere") == nil || len(stagesOf(defs, "nowhere")) != 0 || stagesOf(defs, "") != nil {
		t.Errorf("got %v", seen)
	}
}

func TestAListSaysWhichRowsItShows(t *testing.T) {
	v := reader(locale.SrCyrl)
	for _, tt := range []struct {
		l    store.DossierList
		want string
	}{
		{store.DossierList{}, "Није пронађен ниједан предмет."},
		{store.DossierList{Total: 1, First: 1, Last: 1, Number: 1, Pages: 1}, "Пронађен је 1 предмет."},
		{store.DossierList{Total: 64, First: 21, Last: 40, Number: 2, Pages: 4}, "21–40 од 64"},
		{store.DossierList{Total: 1000, First: 1, Last: 20, Number: 1, Pages: 50, More: true}, "1–20; има их више од 1.000. Сузите списак да бисте видели остале."},
	} {
		if got := v.rangeOf(tt.l); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestListsAreShown(t *testing.T) {
	s := newSite(t)
	u := s.visitor()
	for _, l := range locale.Langs() {
		for _, path := range []string{"/", "/predmeti", "/rasprave"} {
			if page := u.gets("/" + string(l) + path); !strings.Contains(page, `class="empty"`) {
				t.Errorf("%s%s does not say what to do where there is nothing", l, path)
			}
		}
	}
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	open := m.ref
	m.opens("MPROBA", object{"title": "Закон о скривеном"})
	for _, path := range []string{"/sr-Latn/", "/en/predmeti", "/sr-Cyrl/rasprave", "/en/predmeti?q=prob&organ=MPROBA&vrsta=law&stanje=open", "/en/predmeti?q=" + open, "/en/predmeti?faza=consultation"} {
		page := u.gets(path)
		if !strings.Contains(page, "/predmeti/"+open+`/tekst"`) || strings.Contains(page, m.ref) {
			t.Errorf("%s shows the wrong dossiers", path)
		}
	}
	narrowed := u.gets("/en/predmeti?q=nigde&vrsta=law&organ=NEMA")
	for _, must := range []string{`href="/en/predmeti?organ=NEMA&amp;vrsta=law"`, `href="/en/predmeti?q=nigde&amp;vrsta=law"`, `class="empty"`, `href="/sr-Latn/predmeti?q=nigde&amp;vrsta=law&amp;organ=NEMA"`} {
		if !strings.Contains(narrowed, must) {
			t.Errorf("the narrowed list has no %s", must)
		}
	}
	for _, unknown := range []string{"organ", "vrsta", "faza", "stanje"} { // what is no choice is seen, finds nothing, and can be taken away
		page := u.gets("/en/predmeti?q=prob&" + unknown + "=nema")
		for _, must := range []string{`<a class="tag live" href="/en/predmeti?q=prob">`, "unknown “nema”", `<option value="nema" selected>`, `class="empty"`} {
			if !strings.Contains(page, must) {
				t.Errorf("%s: the page has no %s", unknown, must)
			}
		}
	}
	if strings.Contains(u.gets("/en/rasprave?stanje=completed"), `class="empty"`) {
		t.Error("what takes comments is narrowed by its state")
	}
}

func TestALongListIsPaged(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	for i := range 21 {
		m.drafter.do("POST", "/api/v1/dossiers", object{"title": fmt.Sprintf("Закон о огледу %d", i), "kind": "law", "procedure": "test.two_stage", "lead": "MPROBA"}).want(201)
	}
	page := func(path string) string {
		return string(s.visitor().asks("GET", path, nil, "Authorization", "Bearer "+m.drafter.token).want(200).body)
	}
	first, second := page("/en/predmeti?q=ogledu"), page("/en/predmeti?q=ogledu&strana=2")
	if !strings.Contains(first, "1–20 of 21") || !strings.Contains(first, `href="/en/predmeti?q=ogledu&amp;strana=2" rel="next"`) || strings.Contains(first, `rel="prev"`) {
		t.Error("the first page does not lead to the second")
	}
	if !strings.Contains(second, "21–21 of 21") || !strings.Contains(second, `href="/en/predmeti?q=ogledu&amp;strana=1" rel="prev"`) || strings.Contains(second, `rel="next"`) {
		t.Error("the second page does not lead back")
	}
}
