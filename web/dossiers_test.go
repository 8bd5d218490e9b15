package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/api"
)

func TestADossierIsOpenedAndStarted(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	storetest.Ministry(t, s.store, "MDRUGO")
	const name = `Закон о <b>измени</b> & "допуни" Закона о проби`
	r := m.drafter.do("POST", "/api/v1/dossiers", object{"title": " " + name + " ", "kind": "law", "procedure": "test.two_stage", "lead": "MPROBA",
		"co_proposers": []string{"MDRUGO"}, "visibility": "embargoed", "base_act": object{"title": "Закон о проби", "gazette": "Службени гласник РС, број 1/20"}}).want(201)
	ref := as[api.OpenedDossier](r).Ref
	if r.header.Get("Location") != "/api/v1/dossiers/"+ref {
		t.Errorf("got Location %s", r.header.Get("Location"))
	}
	d := as[api.Dossier](m.drafter.do("GET", "/api/v1/dossiers/"+ref, nil).want(200))
	if d.Title != name || d.Stage.Id != "notice" || d.Visibility != "embargoed" || !d.Insider || len(d.Proposers) != 2 || d.BaseAct == nil || !d.Demonstration {
		t.Errorf("got %+v", d)
	}
	if diff := cmp.Diff([]string{"publish_proof", "set_visibility", "advance"}, d.Commands); diff != "" {
		t.Errorf("what the drafter may do:\n%s", diff)
	}
}

func TestARehearsalHasItsPaceAndItsOwnAddress(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", object{"rehearsal": object{"pace_seconds": 60, "starts_at": "2026-11-23T09:00:00+01:00"}})
	d := m.view()
	if !strings.HasPrefix(d.Ref, "proba-") || !d.Rehearsal || d.LegalNow.Format("2006-01-02") != "2026-11-23" {
		t.Errorf("got %s, rehearsal %v, %s", d.Ref, d.Rehearsal, d.LegalNow)
	}
	list := as[api.DossierList](m.drafter.do("GET", "/api/v1/dossiers", nil).want(200))
	if len(list.Items) != 1 {
		t.Errorf("its own people see %d, want 1", len(list.Items))
	}
	list = as[api.DossierList](s.public().do("GET", "/api/v1/dossiers", nil).want(200))
	if len(list.Items) != 0 {
		t.Errorf("the public sees %d, want none", len(list.Items))
	}
}

func TestOpeningsThatAreRefused(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	storetest.Ministry(t, s.store, "MDRUGO")
	good := object{"title": "Закон", "kind": "law", "procedure": "test.two_stage", "lead": "MPROBA"}
	tests := map[string]struct {
		change object
		status int
		code   dossier.Code
		fields []string
	}{
		"no title":                {object{"title": "  "}, 422, dossier.CodeInvalid, []string{"title:title_required"}},
		"a title of 501 letters":  {object{"title": strings.Repeat("ш", 501)}, 422, dossier.CodeInvalid, []string{"title:text_too_long"}},
		"an unknown kind":         {object{"kind": "novel"}, 422, dossier.CodeInvalid, []string{"kind:field_range"}},
		"public from the start":   {object{"visibility": "public"}, 422, dossier.CodeInvalid, []string{"visibility:visibility_not_allowed"}},
		"an empty base act":       {object{"base_act": object{"title": "", "gazette": ""}}, 422, dossier.CodeInvalid, []string{"base_act.title:title_required", "base_act.gazette:field_required"}},
		"a negative pace":         {object{"rehearsal": object{"pace_seconds": -1}}, 422, dossier.CodeInvalid, []string{"rehearsal.pace_seconds:field_range"}},
		"a pace beyond counting":  {object{"rehearsal": object{"pace_seconds": 1e30}}, 422, dossier.CodeInvalid, []string{"rehearsal.pace_seconds:field_range"}},
		"a start in another age":  {object{"rehearsal": object{"starts_at": "0001-01-01T00:00:01Z"}}, 422, dossier.CodeInvalid, []string{"rehearsal.starts_at:field_range"}},
		"an unknown field":        {object{"colour": "blue"}, 422, dossier.CodeInvalid, []string{"colour:field_unknown"}},
		"another body's":          {object{"lead": "MDRUGO"}, 403, dossier.CodeNotYourBody, nil},
		"a body that is none":     {object{"co_proposers": []string{"NEMA"}}, 422, dossier.CodeBodyUnknown, nil},
		"an unknown procedure":    {object{"procedure": "rs.nothing"}, 422, dossier.CodeProcedureUnknown, nil},
		"twenty-one co-proposers": {object{"co_proposers": strings.Split(strings.Repeat("X,", 20)+"X", ",")}, 422, dossier.CodeInvalid, []string{"co_proposers:field_range"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			in := object{}
			for _, part := range []object{good, tt.change} {
				for k, v := range part {
					in[k] = v
				}
			}
			p := m.drafter.on(t).do("POST", "/api/v1/dossiers", in).refused(tt.status, tt.code)
			if diff := cmp.Diff(tt.fields, fields(p), cmp.Transformer("none", func(s []string) string { return strings.Join(s, " ") })); diff != "" {
				t.Error(diff)
			}
		})
	}
	m.first.do("POST", "/api/v1/dossiers", good).refused(403, dossier.CodeRoleRequired)
	list := as[api.DossierList](m.drafter.do("GET", "/api/v1/dossiers", nil).want(200))
	if len(list.Items) != 0 {
		t.Errorf("%d dossiers were opened all the same", len(list.Items))
	}
}

func TestBodiesOfOtherTypesAreRefused(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.drafter.do("POST", "/api/v1/dossiers", "title=x", "Content-Type", "application/x-www-form-urlencoded").refused(415, codeMediaType)
	m.drafter.do("POST", "/api/v1/dossiers", "{}", "Content-Type", "").refused(415, codeMediaType)
	m.drafter.do("POST", "/api/v1/dossiers", "{", "Content-Type", "application/json; charset=utf-8").refused(400, codeJSON)
	m.drafter.do("POST", "/api/v1/dossiers", strings.Repeat(" ", boundJSON+1)).refused(413, dossier.CodeTooLarge)
}

func TestListsArePaged(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	var want []string
	for i := range 5 {
		ref := m.opens("MPROBA", object{"title": fmt.Sprintf("Закон број %d", i)})
		want = append([]string{ref}, want...)
	}
	var got []string
	path := "/api/v1/dossiers?limit=2"
	for pages := 1; ; pages++ {
		list := as[api.DossierList](m.drafter.do("GET", path, nil).want(200))
		for _, d := range list.Items {
			got = append(got, d.Ref)
		}
		if list.Next == "" {
			if pages != 3 {
				t.Errorf("got %d pages, want 3", pages)
			}
			break
		}
		path = "/api/v1/dossiers?limit=2&cursor=" + url.QueryEscape(list.Next)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for query, found := range map[string]int{"q=БРОЈ 3": 1, "q=" + want[0]: 1, "q=%25": 0, "status=open": 5, "status=completed": 0, "stage=notice": 5,
		"body=MPROBA": 5, "body=MDRUGO": 0, "kind=decree": 0, "mine=true": 5, "limit=200": 5} {
		list := as[api.DossierList](m.drafter.do("GET", "/api/v1/dossiers?"+strings.ReplaceAll(query, " ", "%20"), nil).want(200))
		if len(list.Items) != found {
			t.Errorf("%s: got %d, want %d", query, len(list.Items), found)
		}
	}
}

func TestQueriesThatAreRefused(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	cursor := func(text string) string {
		return "cursor=" + url.QueryEscape(hashEncoding.EncodeToString([]byte(text)))
	}
	tests := map[string]struct {
		query  string
		status int
		code   dossier.Code
	}{
		"no row":                   {"limit=0", 400, dossier.CodeLimitInvalid},
		"too many rows":            {"limit=201", 400, dossier.CodeLimitInvalid},
		"fewer than none":          {"limit=-1", 400, dossier.CodeLimitInvalid},
		"rows in words":            {"limit=many", 400, dossier.CodeLimitInvalid},
		"a cursor of nonsense":     {"cursor=%21%21", 400, dossier.CodeCursorInvalid},
		"a cursor of other JSON":   {cursor(`{"x":1}`), 400, dossier.CodeCursorInvalid},
		"a cursor without instant": {cursor(`{"k":"some day","i":"` + uuid.NewString() + `"}`), 400, dossier.CodeCursorInvalid},
		"a cursor without id":      {cursor(`{"k":"2026-11-23T08:00:00Z","i":"x"}`), 400, dossier.CodeCursorInvalid},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			for _, path := range []string{"/api/v1/dossiers?", "/api/v1/rounds?", "/api/v1/rounds/" + round + "/comments?"} {
				if strings.Contains(path, "comments") && strings.Contains(name, "instant") {
					continue // comments go by their ids alone
				}
				s.public().on(t).do("GET", path+tt.query, nil).refused(tt.status, tt.code)
			}
		})
	}
	for query, want := range map[string]string{"/api/v1/dossiers?mine=maybe": "mine:field_type", "/api/v1/rounds?status=late": "status:field_range",
		"/api/v1/dossiers?q=%": "query:field_type", "/api/v1/dossiers?q=%ff": "q:not_utf8", "/api/v1/dossiers?q=a%00": "q:nul_character", m.path("/redline?from=1"): "to:field_required", m.path("/redline?from=1&to=x"): "to:field_type"} {
		p := s.public().do("GET", query, nil).refused(422, dossier.CodeInvalid)
		if diff := cmp.Diff([]string{want}, fields(p)); diff != "" {
			t.Errorf("%s:\n%s", query, diff)
		}
	}
	for _, path := range []string{"/api/v1/dossiers/2026-9999", "/api/v1/dossiers/%ff", "/api/v1/dossiers/2026-0001%00", "/api/v1/dossiers/2026-0001'--", "/api/v1/rounds/x",
		"/api/v1/rounds/" + uuid.NewString(), "/api/v1/rounds/" + uuid.NewString() + "/comments", "/api/v1/rounds/x/report", m.path("/versions/x"), m.path("/versions/99"),
		m.path("/versions/1/documents/act/x"), m.path("/versions/1/documents/act/2"), m.path("/redline?from=1&to=9"), "/api/v1/procedures/nothing", "/api/v1/dossiers/", "/api/v2", "/api/v1/attachments/x", "/prilozi/x"} {
		s.public().do("GET", path, nil).refused(404, dossier.CodeNotFound)
	}
}

func TestMessagesAreInTheLanguageThatIsAskedFor(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	for header, want := range map[string]struct{ lang, title, unmet string }{
		"sr-Cyrl":              {"sr-Cyrl", "Није пронађено", "Најкраћи прописани рок"},
		"sr-Latn, en;q=0.5":    {"sr-Latn", "Nije pronađeno", "Najkraći propisani rok"},
		"en-GB,en;q=0.9":       {"en", "Not found", "The shortest term allowed"},
		"hr":                   {"sr-Latn", "Nije pronađeno", "Najkraći propisani rok"},
		"fr":                   {"sr-Cyrl", "Није пронађено", "Најкраћи прописани рок"},
		"":                     {"sr-Cyrl", "Није пронађено", "Најкраћи прописани рок"},
		"nonsense;;;q=q=q, \"": {"sr-Cyrl", "Није пронађено", "Најкраћи прописани рок"},
	} {
		r := s.public().do("GET", "/api/v1/dossiers/2026-9999", nil, "Accept-Language", header)
		p := r.refused(404, dossier.CodeNotFound)
		if p.Title != want.title || r.header.Get("Content-Language") != want.lang || !strings.Contains(strings.Join(r.header.Values("Vary"), ","), "Accept-Language") {
			t.Errorf("%q: got %q in %q", header, p.Title, r.header.Get("Content-Language"))
		}
		d := as[api.Dossier](s.public().do("GET", m.path(""), nil, "Accept-Language", header).want(200))
		if len(d.Ways) != 1 || len(d.Ways[0].Unmet) != 1 || !strings.HasPrefix(d.Ways[0].Unmet[0].Message, want.unmet) || d.Ways[0].Open {
			t.Errorf("%q: got ways %+v", header, d.Ways)
		}
	}
}

func TestTheTimelineHashesWhatTheLogHolds(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	steps := as[api.StepList](s.public().do("GET", m.path("/timeline"), nil).want(200))
	if len(steps.Items) < 5 {
		t.Fatalf("got %d steps", len(steps.Items))
	}
	seen := as[api.Dossier](s.public().do("GET", m.path(""), nil).want(200))
	leaves := string(s.public().do("GET", "/ledger/tile/entries/000.p/"+fmt.Sprint(logSize(t, s)), nil).want(200).body)
	for i, step := range steps.Items {
		if step.Seq != int64(i+1) || step.Actor != "" {
			t.Errorf("step %d: got %+v", i+1, step)
		}
		// What happened before the notice stands there veiled, until somebody is
		// shown the key of the dossier.
		veiled := ledger.HashOf([]byte(seen.LogKey + "\n" + step.Hash))
		if strings.Contains(leaves, step.Hash) == strings.Contains(leaves, veiled) {
			t.Errorf("step %d: %s stands in the log neither openly nor veiled, or both", i+1, step.Hash)
		}
	}
	if !strings.Contains(leaves, seen.LogName) || !strings.Contains(leaves, steps.Items[len(steps.Items)-1].Hash) {
		t.Error("the log knows the dossier not by its veiled name, or not openly once it is public")
	}
	own := as[api.StepList](m.drafter.do("GET", m.path("/timeline"), nil).want(200))
	if own.Items[0].Actor != "Милица Нацртић" {
		t.Errorf("its own people see %q", own.Items[0].Actor)
	}
}

func logSize(t *testing.T, s *site) int64 {
	t.Helper()
	l, err := s.store.Log(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	return l.Size
}
