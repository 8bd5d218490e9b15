package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/redline"
	"github.com/rasprava/rasprava/internal/script"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/api"
)

// filledForm returns what the first form that is posted on a page would send,
// with its last values changed; a button named do is pressed.
func filledForm(t *testing.T, page string, press string, change map[string]string) url.Values {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	values := url.Values{}
	var text func(n *html.Node) string
	text = func(n *html.Node) string {
		if n.Type == html.TextNode {
			return n.Data
		}
		var b strings.Builder
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			b.WriteString(text(c))
		}
		return b.String()
	}
	var walk func(n *html.Node, inside bool, choice string)
	walk = func(n *html.Node, inside bool, choice string) {
		at := map[string]string{}
		for _, a := range n.Attr {
			at[a.Key] = a.Val
		}
		_, checked := at["checked"]
		_, selected := at["selected"]
		switch {
		case n.Data == "form" && at["method"] == "post" && (strings.HasSuffix(at["action"], "/komentar") || strings.Contains(at["action"], "/dopisi/") && !strings.Contains(at["action"], "/potvrda")):
			inside = true
		case inside && n.Data == "input" && (at["type"] != "radio" && at["type"] != "checkbox" || checked):
			values.Set(at["name"], at["value"])
		case inside && n.Data == "textarea":
			values.Set(at["name"], strings.TrimPrefix(text(n), "\n"))
		case inside && n.Data == "select":
			choice = at["name"]
		case inside && n.Data == "option" && (selected || !values.Has(choice)):
			values.Set(choice, at["value"])
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, inside, choice)
		}
	}
	walk(doc, false, "")
	for name, value := range change {
		values.Set(name, value)
	}
	values.Set("do", press)
	return values
}

func TestACommentGoesThroughThePreviewToItsReceipt(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	u := s.visitor()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	page := u.gets(at + "?odredba=art_2__para_1&citat=" + url.QueryEscape("у року од 30 дана"))
	for _, must := range []string{"Орган одговара у року од 30 дана.</textarea>", "у року од 30 дана</textarea>", `value="act:art_2__para_1" selected`, "Члан 3."} {
		if !strings.Contains(page, must) {
			t.Errorf("the form lacks %q", must)
		}
	}
	empty := u.asks("POST", at, filledForm(t, page, "preview", nil)).want(422)
	for _, must := range []string{`href="#f-body"`, `href="#f-kind"`, `href="#f-author-kind"`, "Орган одговара у року од 30 дана.</textarea>"} {
		if !strings.Contains(string(empty.body), must) {
			t.Errorf("the form that was refused lacks %q", must)
		}
	}
	kind, author := strings.Index(string(empty.body), `href="#f-kind"`), strings.Index(string(empty.body), `href="#f-author-kind"`)
	if kind > author {
		t.Error("what is wrong is not listed in the order of the form")
	}
	typed := map[string]string{"kind": "change", "body": "Рок је <b>предуг</b>.", "proposed_text": "Орган одговара у року од 15 дана.", "author.kind": "citizen",
		"author.name": "Ђурђа Примерић", "author.publish_name": "1", "author.email": "djurdja@primer.example"}
	preview := string(u.asks("POST", at, filledForm(t, string(empty.body), "preview", typed)).want(200).body)
	for _, must := range []string{"<del>30</del><ins>15</ins>", "Рок је &lt;b&gt;предуг&lt;/b&gt;.", "Ђурђа Примерић", "Члан 2. став 1.", "djurdja@primer.example"} {
		if !strings.Contains(preview, must) {
			t.Errorf("the preview lacks %q", must)
		}
	}
	again := string(u.asks("POST", at, filledForm(t, preview, "edit:0", nil)).want(200).body)
	for _, must := range []string{"15 дана.</textarea>", "предуг&lt;/b&gt;.</textarea>", `value="Ђурђа Примерић"`, `value="act:art_2__para_1" selected`} {
		if !strings.Contains(again, must) {
			t.Errorf("the form to correct lacks %q", must)
		}
	}
	more := string(u.asks("POST", at, filledForm(t, preview, "more", nil)).want(200).body)
	if strings.Contains(more, "предуг&lt;/b&gt;.</textarea>") {
		t.Error("one more comment begins with the words of the one before")
	}
	preview = string(u.asks("POST", at, filledForm(t, more, "preview", map[string]string{"place": "act:art_3", "kind": "question", "body": "Зашто?"})).want(200).body)
	if strings.Count(preview, `class="slot"`) != 2 || !strings.Contains(preview, "Члан 3.") {
		t.Errorf("two comments are not both on the preview")
	}
	dropped := string(u.asks("POST", at, filledForm(t, preview, "drop:1", nil)).want(200).body)
	if strings.Count(dropped, `class="slot"`) != 1 || strings.Contains(dropped, "Зашто?") {
		t.Error("a comment that was dropped is still there")
	}
	send := filledForm(t, preview, "send", nil)
	sent := u.asks("POST", at, send).want(303)
	where := sent.header.Get("Location")
	if !strings.HasPrefix(where, "/sr-Cyrl/potvrde/") {
		t.Fatalf("sent to %s", where)
	}
	if twice := u.asks("POST", at, send).want(303); twice.header.Get("Location") != where {
		t.Errorf("sending again gives another receipt: %s", twice.header.Get("Location"))
	}
	receipt := u.gets(where)
	for _, must := range []string{"Ваш коментар је примљен", "уписано у јавни дневник", "Члан 2. став 1.", "Члан 3.", "/datoteka", "Тајни кључ", `<path d="M4 4h7v1h-7z`} {
		if !strings.Contains(receipt, must) {
			t.Errorf("the receipt lacks %q", must)
		}
	}
	list := as[api.CommentList](s.public().do("GET", "/api/v1/rounds/"+m.view().OpenRound+"/comments", nil).want(200))
	var got []string
	for _, c := range list.Items {
		got = append(got, strings.Join([]string{c.Document, c.Provision, c.Kind, c.Body, c.ProposedText, c.Quote, c.Author.Name, c.Lang}, "|"))
	}
	if diff := cmp.Diff([]string{"act|art_2__para_1|change|Рок је <b>предуг</b>.|Орган одговара у року од 15 дана.|у року од 30 дана|Ђурђа Примерић|sr-Cyrl",
		"act|art_3|question|Зашто?|||Ђурђа Примерић|sr-Cyrl"}, got); diff != "" {
		t.Error(diff)
	}
	if strings.Contains(s.log.String(), "djurdja") || strings.Contains(s.log.String(), "Примерић") {
		t.Error("the log holds who sent it")
	}
}

func TestTheWordingFollowsThePlaceUntilItIsChanged(t *testing.T) {
	x := version{act: parsed(t, chapteredLaw), pack: store.PackageView{Documents: []store.DocumentView{{Kind: dossier.ActDocument}}}}
	v := reader("sr-Latn")
	c := draftedComment{Place: "act:art_2__para_1"}
	v.settle(x, &c)
	if want := "Organ odgovara u roku od 30 dana."; c.Proposed != want || v.proposes(x, c) {
		t.Errorf("got %q, want %q", c.Proposed, want)
	}
	c.Place = "act:art_3__para_1"
	v.settle(x, &c)
	if !strings.HasPrefix(c.Proposed, "Ovaj zakon stupa") || v.proposes(x, c) {
		t.Errorf("at another place: got %q", c.Proposed)
	}
	c.Proposed, c.Place = "Ovaj zakon ne stupa na snagu.", "act:art_1"
	v.settle(x, &c)
	if c.Proposed != "Ovaj zakon ne stupa na snagu." || !v.proposes(x, c) {
		t.Errorf("what was written is lost: %q", c.Proposed)
	}
	c = draftedComment{Place: "act:"}
	v.settle(x, &c)
	if c.Proposed != "" {
		t.Errorf("the whole act is offered for rewording: %q", c.Proposed)
	}
	for s, want := range map[string]bool{"act:": true, "act:art_1": true, "act:art_9": false, "annex:": false, "annex:art_1": false, "": false} {
		if placeOf(s).in(x) != want {
			t.Errorf("%q is there: %v, want %v", s, !want, want)
		}
	}
}

func TestAWordingThatWasTypedIsKeptWhileItsPlaceTakesNone(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	m.shows("explanatory_memorandum")
	u := s.visitor()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	const typed, kept = "Орган одговара\nу року од <b>15</b> дана.", "Нови текст који сте написали је сачуван."
	page := u.gets(at + "?odredba=art_2__para_1")
	hides(t, page, kept)
	step := func(press, place string, with ...string) {
		t.Helper()
		values := map[string]string{"place": place, "kind": "change", "body": "Рок је предуг.", "author.kind": "anonymous"}
		for i := 0; i < len(with); i += 2 {
			values[with[i]] = with[i+1]
		}
		page = string(u.asks("POST", at, filledForm(t, page, press, values)).want(http.StatusOK).body)
	}
	step("place", "act:art_2__para_1", "proposed_text", typed)
	for _, whole := range []string{"act:", "explanatory_memorandum:"} {
		for _, press := range []string{"place", "cosigners", "preview", "edit:0", "more", "edit:0"} {
			step(press, whole)
			if press == "more" {
				continue // the second comment is on the form
			}
			shows(t, page, map[bool]string{true: "Овај текст сте написали за другу одредбу.", false: kept}[press == "preview"], "&lt;b&gt;15&lt;/b&gt; дана.")
			hides(t, page, "<ins>")
			if press == "edit:0" && strings.Contains(page, "held0") {
				step("drop:1", whole)
			}
		}
	}
	step("place", "act:art_2__para_1")
	shows(t, page, "&lt;b&gt;15&lt;/b&gt; дана.</textarea>")
	hides(t, page, kept)
	step("preview", "act:art_2__para_1")
	shows(t, page, "<ins>")
}

func TestOnlyAChangeCarriesAWording(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	u := s.visitor()
	at := "/en/predmeti/" + m.ref + "/komentar"
	page := u.gets(at + "?odredba=art_2__para_1")
	values := map[string]string{"kind": "remark", "body": "Текст.", "proposed_text": "Друго.", "author.kind": "anonymous", "author.name": "Не Шаље Се"}
	r := u.asks("POST", at, filledForm(t, page, "preview", values)).want(422)
	if !strings.Contains(string(r.body), `href="#f-kind"`) {
		t.Error("a remark with a wording goes through")
	}
	values["kind"] = "change"
	values["proposed_text"] = "Орган одговара у року од 30 дана."
	preview := string(u.asks("POST", at, filledForm(t, page, "preview", values)).want(200).body)
	if strings.Contains(preview, "<ins>") || strings.Contains(preview, "<del>") || strings.Contains(preview, ">Не Шаље Се<") {
		t.Error("the preview shows what is not sent")
	}
	for _, do := range []string{"preview", "send"} {
		values["proposed_text"] = " "
		shows(t, string(u.asks("POST", at, filledForm(t, page, do, values)).want(422).body), `href="#f-proposed_text"`, "If the provision should be deleted", "Текст.</textarea>")
	}
	values["proposed_text"] = "Брише се."
	shows(t, string(u.asks("POST", at, filledForm(t, page, "preview", values)).want(200).body), "<ins", "Брише се")
}

func TestWhatCannotBeSentKeepsItsWords(t *testing.T) {
	s := newSite(t, func(o *Options) { o.RateSubmissions = "1/h" })
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	u := s.visitor()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	preview := func(body string) string {
		values := map[string]string{"kind": "remark", "body": body, "author.kind": "anonymous"}
		return string(u.asks("POST", at, filledForm(t, u.gets(at), "preview", values)).want(200).body)
	}
	first, second := preview("Први."), preview("Други.")
	u.asks("POST", at, filledForm(t, first, "send", nil)).want(303)
	r := u.asks("POST", at, filledForm(t, second, "send", nil)).want(429)
	if r.header.Get("Retry-After") == "" || !strings.Contains(string(r.body), "Други.") || !strings.Contains(string(r.body), "Покушајте поново за") {
		t.Error("the page does not keep the words, or does not say when to try again")
	}
	long := u.asks("POST", at, filledForm(t, u.gets(at), "preview", map[string]string{"kind": "remark", "author.kind": "citizen", "author.publish_name": "1",
		"body": strings.Repeat("ж", dossier.MaxCommentBody+1), "quote": strings.Repeat("ж", maxQuote+1)})).want(422)
	for _, must := range []string{`href="#f-body"`, `href="#f-author-name"`, `href="#f-quote"`, strings.Repeat("ж", dossier.MaxCommentBody+1)} {
		if !strings.Contains(string(long.body), must) {
			t.Errorf("the page lacks %.40q", must)
		}
	}
	u.asks("POST", at, filledForm(t, second, "preview", map[string]string{"held0": `{"Place":"act:art_77"}`})).want(422)
	u.asks("POST", at, url.Values{"round": {"x"}, "do": {"send"}}).want(404)
	u.asks("POST", at, filledForm(t, second, "send", map[string]string{"round": fresh()})).want(404)
}

// TestAQuoteThatIsNotInTheTextIsToldOfBesideIt sends quotes that stand in another
// provision, and nowhere, by the form and by the interface.
func TestAQuoteThatIsNotInTheTextIsToldOfBesideIt(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	u := s.visitor()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	sends := func(quote string, status int) string {
		return string(u.asks("POST", at, filledForm(t, u.gets(at), "preview", map[string]string{"kind": "remark", "author.kind": "anonymous", "place": "act:art_1",
			"body": "Ово је <b>предуго</b>.", "quote": quote})).want(status).body)
	}
	shows(t, sends("у року од 30 дана", 422), `href="#f-quote"`, "него у другој: члан 2. став 1.", "Ово је &lt;b&gt;предуго&lt;/b&gt;.</textarea>", "у року од 30 дана</textarea>")
	shows(t, sends("у року од 31 дана", 422), `href="#f-quote"`, "не стоје тако у тексту", "Ово је &lt;b&gt;предуго&lt;/b&gt;.</textarea>")
	shows(t, sends("ovim zakonom", 200), "ovim zakonom")
	in := letter("Рок је предуг.")
	in["comments"] = []object{{"kind": "remark", "body": "Прво.", "provision": "art_2", "quote": object{"exact": "30 дана"}}, {"kind": "remark", "body": "Друго.", "provision": "art_1", "quote": object{"exact": "30 дана"}}}
	p := s.public().submits(round, "1", in).refused(422, dossier.CodeInvalid)
	if len(p.Errors) != 1 || p.Errors[0].Field != "comments[1].quote" || p.Errors[0].Code != string(dossier.CodeQuoteElsewhere) || !strings.Contains(p.Errors[0].Message, "art_2__para_1") {
		t.Errorf("got %+v", p.Errors)
	}
}

func TestWhatComesTooLateIsAcknowledged(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	u := s.visitor()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	values := map[string]string{"kind": "remark", "body": "Закаснело.", "author.kind": "anonymous"}
	preview := string(u.asks("POST", at, filledForm(t, u.gets(at), "preview", values)).want(200).body)
	m.closes()
	late := string(u.asks("POST", at, filledForm(t, preview, "send", nil)).want(409).body)
	for _, must := range []string{"Коментар је стигао после краја расправе", "Закаснело.", "data:text/plain;charset=utf-8;base64,", "rasprava.late/2"} {
		if !strings.Contains(late, must) {
			t.Errorf("the page lacks %q", must)
		}
	}
	if closed := u.asks("GET", at, nil).want(409); !strings.Contains(string(closed.body), "Коментари се сада не примају") {
		t.Error("the form is still offered")
	}
}

func TestAnOrganisationIsChosenByWhoSpeaksForIt(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	speaker := s.person("Заступница")
	for _, o := range []store.Organisation{{RegisterNo: "91000001", Name: "Удружење Проба", Kind: "association"}, {RegisterNo: "91000002", Name: "Туђе удружење", Kind: "association"}} {
		err := s.store.AddOrganisation(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
	}
	err := s.store.Mandate(t.Context(), speaker.id, dossier.Mandate{Organisation: "91000001", From: "2020-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	u := s.visitor()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	if strings.Contains(u.gets(at), `value="organisation"`) {
		t.Error("the public may choose an organisation")
	}
	auth := []string{"Authorization", "Bearer " + speaker.token}
	page := string(u.asks("GET", at, nil, auth...).want(200).body)
	if !strings.Contains(page, "Удружење Проба") || strings.Contains(page, "Туђе удружење") {
		t.Error("the organisations are not those that they speak for")
	}
	values := map[string]string{"kind": "support", "body": "Подржавамо.", "author.kind": "organisation", "author.organisation": "91000001"}
	preview := string(u.asks("POST", at, filledForm(t, page, "preview", values), auth...).want(200).body)
	if !strings.Contains(preview, "Удружење Проба") {
		t.Error("the preview does not name the organisation")
	}
	u.asks("POST", at, filledForm(t, preview, "send", nil), auth...).want(303)
	list := "/predmeti/" + m.ref + "/komentari"
	shows(t, u.gets("/sr-Latn"+list), `href="/sr-Latn`+list+`?autor=91000001&amp;krug=1"`, `<option value="91000001" lang="sr-Cyrl">Удружење Проба</option>`)
	shows(t, u.gets("/en"+list+"?autor=91000001"), `<option value="91000001" lang="sr-Cyrl" selected>Удружење Проба</option>`, "Подржавамо.")
	hides(t, u.gets("/en"+list+"?autor=91000002"), "Подржавамо.")
	values["author.organisation"] = "91000002"
	foreign := string(u.asks("POST", at, filledForm(t, page, "preview", values), auth...).want(200).body)
	u.asks("POST", at, filledForm(t, foreign, "send", nil), auth...).want(403)
}

func TestAProposedWordingIsComparedParagraphByParagraph(t *testing.T) {
	got := changes("Први став.\nДруги став.", "Први став.\nДруги, краћи став.")
	var ops []string
	for _, p := range got {
		for _, sp := range p {
			ops = append(ops, sp.Op+sp.Text)
		}
	}
	if len(got) != 2 || !slices.Contains(ops, redline.Equal+"Први став.") {
		t.Errorf("got %q", ops)
	}
}

// TestAWordingIsComparedInTheScriptInWhichItIsProposed, whoever reads it and
// however the act is written.
func TestAWordingIsComparedInTheScriptInWhichItIsProposed(t *testing.T) {
	about := place{document: dossier.ActDocument, provision: "art_2__para_1"}
	for _, text := range []string{chapteredLaw, script.ToLatin(chapteredLaw)} {
		x := version{act: parsed(t, text)}
		for _, l := range locale.Langs() {
			for proposed, want := range map[string]string{
				"Organ odgovara u roku od 15 radnih dana, na manje od 3.000 m².": "sr-Latn Organ odgovara u roku od [-30-][+15 radnih+] dana[+, na manje od 3.000 m²+].",
				"Орган одговара у року од 15 dana.":                              "sr-Cyrl Орган одговара у року од [-30-][+15+] dana.",
			} {
				paragraphs, lang := reader(l).changesOf(x, about, proposed)
				got := lang + " "
				for _, p := range paragraphs {
					for _, s := range p {
						switch s.Op {
						case redline.Deleted:
							got += "[-" + s.Text + "-]"
						case redline.Inserted:
							got += "[+" + s.Text + "+]"
						default:
							got += s.Text
						}
					}
				}
				if got != want {
					t.Errorf("an act in %s, read in %s: got %q, want %q", x.act.Lang, l, got, want)
				}
			}
		}
		if _, lang := reader(locale.SrLatn).changesOf(x, about, "15"); lang != "sr-Latn" {
			t.Errorf("a wording without letters: got %q", lang)
		}
	}
}

func TestAnAddressIsDemandedOnlyWhereTheRoundWantsOne(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	values := map[string]string{"kind": "remark", "body": "Текст.", "author.kind": "anonymous"}
	u := s.visitor()
	page := u.gets(at)
	shows(t, page, `name="author.email"`, "На њу добијате потврду о пријему са тајним кључем")
	preview := string(u.asks("POST", at, filledForm(t, page, "preview", values)).want(http.StatusOK).body)
	hides(t, preview, "е-поште")
	values["author.email"] = "није адреса"
	wrong := string(u.asks("POST", at, filledForm(t, page, "preview", values)).want(http.StatusUnprocessableEntity).body)
	shows(t, wrong, `href="#f-author-email"`, `value="није адреса"`)
	values["author.email"] = "djurdja@primer.example"
	preview = string(u.asks("POST", at, filledForm(t, page, "preview", values)).want(http.StatusOK).body)
	u.asks("POST", at, filledForm(t, preview, "send", nil)).want(http.StatusSeeOther)
	if n := storetest.Count(t, s.store, `SELECT count(*) FROM mails WHERE address = 'djurdja@primer.example' AND lang = 'sr-Cyrl'`); n != 1 {
		t.Errorf("%d mails are queued", n)
	}
	s.resets(`UPDATE rounds SET who = 'confirmed_email'`)
	values["author.email"] = ""
	shows(t, string(u.asks("POST", at, filledForm(t, u.gets(at), "preview", values)).want(http.StatusUnprocessableEntity).body), `href="#f-author-email"`)
	hides(t, u.gets(at), `Адреса е-поште <span class="optional">`)
	shows(t, m.drafter.works().reads(at), `Адреса е-поште <span class="optional">`)
}

func TestTheFormSaysWhoMayComment(t *testing.T) {
	v := reader("sr-Cyrl")
	x := version{act: parsed(t, chapteredLaw), pack: store.PackageView{Documents: []store.DocumentView{{Kind: dossier.ActDocument}}}}
	f := form{Values: url.Values{"author.kind": {"anonymous"}}}
	d := draft{Comments: []draftedComment{{Place: "act:", Kind: "remark", Body: "Текст."}}}
	err := v.check(x, store.RoundView{Who: dossier.ConfirmedEmail, ClosesAt: time.Unix(0, 0)}, &f, &d, nil)
	if err != nil || f.fault("author.email") == "" {
		t.Errorf("got %v and %v, want the address of e-mail", err, f.Faults)
	}
}
