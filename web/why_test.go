package web

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

func TestEveryConditionHasARemedyInWords(t *testing.T) {
	for _, c := range procedure.Codes {
		params := map[string]string{}
		for _, p := range c.Params {
			params[p] = "2"
		}
		for _, l := range locale.Langs() {
			for what, said := range map[string]string{"remedy": locale.For(l).Remedy(c.Code, params), "sentence": locale.For(l).Unmet(c.Code, params)} {
				if said == c.Code || said == "" || strings.Contains(said, "…") || !strings.HasSuffix(said, ".") {
					t.Errorf("the %s of %s in %s is no sentence: %q", what, c.Code, l, said)
				}
			}
		}
	}
}

// oneByOne are the sentences of the conditions that an element lists.
func oneByOne(n *html.Node) []string {
	var all []string
	for li := range n.Descendants() {
		if li.Data == "li" && li.FirstChild != nil {
			all = append(all, strings.TrimSpace(li.FirstChild.FirstChild.Data))
		}
	}
	return all
}

// onPage returns by title what stands against each outcome and command of a
// dossier, as the page of what is possible says it.
func onPage(t *testing.T, page string) map[string][]string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for n := range doc.Descendants() {
		if n.Data != "article" {
			continue
		}
		heading := ""
		for h := range n.Descendants() {
			if h.Data == "h3" {
				heading = strings.TrimSpace(h.FirstChild.Data)
			}
		}
		all[heading] = oneByOne(n)
	}
	return all
}

// refusedOnPage returns what the page says of a command that is refused.
func refusedOnPage(t *testing.T, page string) []string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Data == "ul" && slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "class" && a.Val == "check" }) {
			return oneByOne(n)
		}
	}
	return nil
}

// agrees gives every command of the stage whose refusal is foretold, and fails the
// test unless the page, the API and the refusals say the same of each, in the same
// order. Who gives commands is who may.
func (m *ministry) agrees(t *testing.T, state string, who func(dossier.CommandName) *caller) {
	t.Helper()
	path := "/sr-Cyrl/predmeti/" + m.ref + "/mogucnosti"
	list := as[api.TransitionList](m.drafter.do("GET", m.path("/transitions"), nil, "Accept-Language", "sr-Cyrl").want(200))
	shown := onPage(t, m.drafter.opensPage(path))
	if len(shown) != len(list.Items) || len(list.Waits) == 0 {
		t.Errorf("%s: the page shows %d (%q), the API %d, and it waits for %v", state, len(shown), slices.Sorted(maps.Keys(shown)), len(list.Items), list.Waits)
		for _, item := range list.Items {
			t.Log(item.Command, item.Outcome)
		}
	}
	say := locale.For(locale.SrCyrl)
	for _, item := range list.Items {
		name := say.Name("command_do", item.Command)
		if item.Outcome != "" {
			name = item.TitleSr
		}
		want := each(item.Reasons, func(u api.Unmet) string { return u.Message })
		if got := shown[name]; !slices.Equal(got, want) {
			t.Errorf("%s, %s: the page says %q, the API %q", state, name, got, want)
		}
		if item.Open != (len(item.Reasons) == 0) {
			t.Errorf("%s, %s: open %t with %d reasons", state, name, item.Open, len(item.Reasons))
		}
		n := dossier.CommandName(item.Command)
		if item.Open || n == "" || item.Outcome != "" && !dossier.Ends(n) {
			continue
		}
		p := as[api.Problem](m.gives(who(n), item.Command, m.arguments(item)))
		if got := each(p.Unmet, func(u api.Unmet) string { return u.Message }); !slices.Equal(got, want) {
			t.Errorf("%s, %s: refused with %q (%s), foretold %q", state, name, got, p.Code, want)
		}
		if diff := cmp.Diff(item.Reasons, p.Unmet); diff != "" {
			t.Errorf("%s, %s: foretold against refused:\n%s", state, name, diff)
		}
		refusal := string(m.visitor().asks("GET", "/sr-Cyrl/odluke/"+p.Command, nil, "Authorization", "Bearer "+who(n).token).body)
		if got := refusedOnPage(t, refusal); !slices.Equal(got, want) {
			t.Errorf("%s, %s: the page of the refusal says %q, foretold %q", state, name, got, want)
		}
	}
}

// arguments are those with which a command is given that is foretold to be refused.
func (m *ministry) arguments(item api.Transition) object {
	args := object{"outcome": item.Outcome, "reasons": "Разлози.", "package": m.view().Package}
	switch dossier.CommandName(item.Command) {
	case dossier.PublishProof:
		args = proof("own_site")
	case dossier.RecordConclusion:
		args["number"], args["date"], args["document"], args["sha256"] = "05-1/2026", dossier.Day(m.view().LegalNow, belgrade), "zakljucak.pdf", someHash
	case dossier.PublishReport:
		return object{}
	}
	return args
}

func TestThePageTheAPIAndTheRefusalSayTheSame(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	who := func(n dossier.CommandName) *caller {
		switch n {
		case dossier.Sign, dossier.Return, dossier.Reject, dossier.Extend, dossier.Withdraw:
			return m.first
		}
		return m.drafter
	}
	m.opens("MPROBA", nil)
	m.agrees(t, "nothing is published", who)
	m.publishes()
	m.drafter.do("POST", m.path("/versions"), object{"reason": "documents", "remove": []string{"act"}, "documents": []object{{"kind": "annex", "name": "a.txt", "content": "x"}}}).want(201)
	m.agrees(t, "there is nothing to publish", who)
	m.drafter.do("POST", m.path("/versions"), object{"reason": "own_initiative", "documents": []object{{"kind": "act", "name": "nacrt.txt", "content": lawText}}}).want(201)
	m.publishes()
	s.public().submits(m.view().OpenRound, "k-1", letter("Рок је предуг.")).want(201)
	m.agrees(t, "the round is open", who)
	m.closes()
	m.agrees(t, "the report is awaited", who)
	m.reports()
	m.agrees(t, "a comment has no answer", who)
	comments := as[api.CommentList](s.public().do("GET", "/api/v1/rounds/"+as[api.RoundList](s.public().do("GET", "/api/v1/rounds?dossier="+m.ref, nil).want(200)).Items[0].Id+"/comments", nil).want(200))
	m.drafter.do("PUT", "/api/v1/comments/"+comments.Items[0].Id+"/answer", object{"outcome": "noted", "version": 0, "reasons": "Примљено к знању."}).want(200)
	m.agrees(t, "nobody has asked for signatures", who)
	m.gives(m.preparer, "prepare", object{"package": m.view().Package}).want(200)
	m.agrees(t, "it is before the signers", who)
	m.gives(m.first, "sign", object{"package": m.view().Package}).want(200)
	m.agrees(t, "one signature is missing", who)
	m.gives(m.second, "sign", object{"package": m.view().Package}).want(200)
	page := m.drafter.opensPage("/sr-Cyrl/predmeti/" + m.ref + "/mogucnosti")
	if !strings.Contains(page, "Поступак по предмету је окончан") {
		t.Errorf("an ended dossier: %s", text(page))
	}
}

func TestTheLawOfTheGovernmentSaysTheSameInThreePlaces(t *testing.T) {
	s := newSite(t)
	g := newGovernment(s)
	who := func(n dossier.CommandName) *caller {
		switch n {
		case dossier.Sign, dossier.Return, dossier.Reject, dossier.Withdraw, dossier.Extend:
			return g.first
		case dossier.RecordConclusion:
			return g.secretary
		case dossier.GiveOpinion:
			return g.rsz
		}
		return g.drafter
	}
	for range 4 {
		g.agrees(t, g.view().Stage.Id, who)
		var forward string
		for _, w := range g.view().Ways {
			if w.Open && !w.NeedsReasons && w.Next != "end" {
				forward = w.Outcome
				break
			}
		}
		if forward == "" || g.view().Stage.Kind != "drafting" && g.view().Stage.Kind != "check" && g.view().Stage.Kind != "working_group" {
			break
		}
		g.completes(forward, "")
	}
}

func TestWhatIsPossibleIsForThePeopleOfTheDossier(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	path := "/sr-Cyrl/predmeti/" + m.ref + "/mogucnosti"
	s.visitor().asks("GET", path, nil).want(http.StatusSeeOther) // to sign in
	s.person("Нико").refusedPage(path, http.StatusNotFound)
	m.publishes()
	m.first.opensPage(path)
	s.person("Неко").refusedPage(path, http.StatusForbidden)
	page := string(s.public().do("GET", "/sr-Cyrl/predmeti/"+m.ref, nil).want(200).body)
	if !strings.Contains(text(page), "Чека се доказ о објави на овим местима: интернет страница предлагача и портал еКонсултације.") {
		t.Errorf("the public is not told what is waited for: %s", text(page))
	}
	if strings.Contains(page, "/mogucnosti") {
		t.Error("the public is led to a page that it may not read")
	}
}

func TestWhoMayMendAConditionIsLedThereAndOthersAreToldWhoCan(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	m.publishes()
	m.drafter.do("POST", m.path("/versions"), object{"reason": "documents", "remove": []string{"act"}, "documents": []object{{"kind": "annex", "name": "a.txt", "content": "x"}}}).want(201)
	path := "/sr-Cyrl/predmeti/" + m.ref + "/mogucnosti"
	drafter, signer := m.drafter.opensPage(path), m.first.opensPage(path)
	if !strings.Contains(drafter, `<a href="/sr-Cyrl/predmeti/`+m.ref+`/priprema">уредите материјал</a>`) {
		t.Errorf("the drafter is not led to the package: %s", text(drafter))
	}
	if strings.Contains(signer, "/priprema\"") || !strings.Contains(text(signer), "Додајте у материјал: нацрт акта. Може: обрађивач (Министарство MPROBA).") {
		t.Errorf("the signer is not told who can: %s", text(signer))
	}
}

func TestEveryStageOfEveryProcedureSaysInWordsWhatItWaitsFor(t *testing.T) {
	due := dossier.Term{ID: "t", Kind: procedure.MaxWindow, Raw: "2026-11-28", Due: "2026-11-30", End: time.Date(2026, 11, 30, 23, 0, 0, 0, time.UTC)}
	for _, d := range procedure.Shipped() {
		for _, st := range d.Stages {
			s := dossier.Situation{Stage: st, Facts: procedure.Facts{UnansweredComments: 2}, Standing: dossier.Standing{Lead: "LEAD", Proposers: []string{"LEAD"}, Acting: "ACTS"}, Terms: []dossier.Term{due}}
			bodies := []store.Body{{Code: "LEAD", NameSr: "Предлагач", NameEn: "Proposer"}, {Code: "ACTS", NameSr: "Орган", NameEn: "Body"}}
			for _, b := range d.Bodies {
				bodies = append(bodies, store.Body{Code: b.Code, NameSr: b.NameSr, NameEn: b.NameEn})
			}
			for _, g := range st.Givers {
				s.Facts.OpinionsMissing = append(s.Facts.OpinionsMissing, g.Body)
			}
			for _, l := range locale.Langs() {
				for _, public := range []bool{false, true} {
					w := wording{definition: d, stage: st.ID, bodies: bodies, outlook: store.Outlook{Situation: s}}
					for _, said := range w.waits(l, s.WaitsFor(), public) {
						line := strings.Join(said.Says, " ")
						for _, raw := range []string{"LEAD", "ACTS", "…", "waits.", "why.", bodiesMark, st.ID} {
							if strings.Contains(line, raw) && (raw != st.ID || strings.Contains(raw, "_")) {
								t.Errorf("%s of %s in %s: %q says %q", st.ID, d.ID, l, line, raw)
							}
						}
						if len(said.Says) == 0 || said.Says[0] == "" {
							t.Errorf("%s of %s in %s says nothing", st.ID, d.ID, l)
						}
					}
				}
			}
		}
	}
}

// text returns what a reader reads of a page.
func text(page string) string {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return page
	}
	var b strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "script" && n.Parent.Data != "style" {
			b.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func TestTheRemedyOfALeastTermSaysWhetherItMayBeShortened(t *testing.T) {
	running := []procedure.Reason{{Code: procedure.MinWindowEnded, Params: map[string]string{"until": "2026-06-21T22:00:00Z"}}}
	floor := procedure.WindowDef{ID: "debate", Kind: procedure.MinWindow, Term: "20d", Floor: "10d", Grounds: []string{"security"}}
	fixed := procedure.WindowDef{ID: "comments", Kind: procedure.CommentMinWindow, Term: "15d"}
	shortened, not := "Рок може да се скрати, али не испод 10 дана: само на основ који пропис набраја, одлуком потписника која се објављује са разлозима.", "Тај рок не може да се скрати."
	for _, c := range []struct {
		name      string
		kind      procedure.Kind
		windows   []procedure.WindowDef
		published bool
		want      string
	}{
		{"a term with a floor", procedure.Wait, []procedure.WindowDef{floor, fixed}, false, shortened},
		{"a term without", procedure.Wait, []procedure.WindowDef{fixed}, false, not},
		{"a debate that is not launched", procedure.Consultation, []procedure.WindowDef{floor}, false, shortened},
		{"a debate that was promised to the public", procedure.Consultation, []procedure.WindowDef{floor}, true, not},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := procedure.StageDef{ID: "s", Kind: c.kind, Windows: c.windows}
			w := wording{outlook: store.Outlook{Situation: dossier.Situation{Stage: st, Published: c.published}}}
			got := plain(w.unmet(locale.SrCyrl, running)[0].Remedy)
			if !strings.HasPrefix(got, "Сачекајте да рок истекне ") || !strings.HasSuffix(got, c.want) || strings.Count(got, "скрати") != 1 {
				t.Errorf("got %q, want it to end %q", got, c.want)
			}
			if en := w.unmet(locale.En, running)[0].Remedy; strings.Contains(en, "may be shortened, but not below 10") != (c.want == shortened) {
				t.Errorf("in English %q", en)
			}
		})
	}
}
