package web

import (
	"bytes"
	"cmp"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/api"
)

// mischief is hostile text that is short enough to be taken in.
var mischief = `<script>alert("x")</script>'"` + "\u202e\u2066" + `</textarea></title>javascript:alert(1)` + strings.Repeat("ћ", 120)

// fileMischief is a name that a file may be given.
var fileMischief = "../..\\<script>alert(1)</script>\u202egpj.\u2066" + strings.Repeat("ж", 300) + ".txt"

// typist fills in every form that a page holds.
type typist struct {
	*visitor
	name, token string
	ways        []filling
	done        map[string]bool // forms that were sent, with how they were filled in
	posted      map[string]bool // pages of the table that were sent something
}

// control is a field of a form, or a button that sends it.
type control struct {
	name, value, kind string
	action            string   // of a button that sends the form elsewhere
	options           []string // of a select
}

// sheet is a form as it stands on a page.
type sheet struct {
	action   string
	parted   bool // multipart
	controls []control
	buttons  []control
}

// sheets returns the forms of a page that are posted.
func sheets(t *testing.T, page, at string) []sheet {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	get := func(n *html.Node, key string) string {
		for _, a := range n.Attr {
			if a.Key == key {
				return a.Val
			}
		}
		return ""
	}
	apart := map[string][]control{} // buttons outside of the form that they send
	for n := range doc.Descendants() {
		if form := get(n, "form"); n.Data == "button" && form != "" {
			apart[form] = append(apart[form], control{name: get(n, "name"), value: get(n, "value"), action: get(n, "formaction")})
		}
	}
	var all []sheet
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != "form" || get(n, "method") != "post" {
			continue
		}
		f := sheet{action: at, parted: get(n, "enctype") == "multipart/form-data"}
		if to := get(n, "action"); to != "" {
			f.action = to
		}
		for e := range n.Descendants() {
			c := control{name: get(e, "name"), value: get(e, "value"), kind: get(e, "type"), action: get(e, "formaction")}
			switch {
			case e.Data == "button" && c.name == "" && c.action != "": // beside one that sends the form to its own address
				f.buttons = append(f.buttons, control{}, c)
			case e.Type != html.ElementNode || c.name == "":
			case e.Data == "button":
				f.buttons = append(f.buttons, c)
			case e.Data == "select":
				c.kind = "select"
				for o := range e.Descendants() {
					if o.Data == "option" && get(o, "value") != "" {
						c.options = append(c.options, get(o, "value"))
					}
				}
				f.controls = append(f.controls, c)
			case e.Data == "input" || e.Data == "textarea":
				f.controls = append(f.controls, c)
			}
		}
		f.buttons = append(f.buttons, apart[get(n, "id")]...)
		if len(f.buttons) == 0 {
			f.buttons = []control{{}}
		}
		all = append(all, f)
	}
	return all
}

// filling says how a form is filled in.
type filling struct {
	name, text, day string
	tampered        bool // what cannot be typed is changed too
}

// fillings are how every form is filled in; the last one is sent by each of its
// buttons.
func fillings(today time.Time) []filling {
	return []filling{{"tampered", mischief, mischief, true}, {"long", hostile, today.AddDate(0, 0, 60).Format(time.DateOnly), false},
		{"short", mischief, today.Format(time.DateOnly), false}}
}

// days are the fields in which a day is typed.
var days = []string{"od", "do", "datum", "sent_on", "arrived_on"}

// fill returns the values of a form, and the names of its fields for files.
func (f sheet) fill(how filling, button control) (url.Values, []string) {
	values := url.Values{}
	var files []string
	for _, c := range f.controls {
		switch {
		case c.kind == "file":
			files = append(files, c.name)
		case how.tampered:
			values.Set(c.name, how.text)
		case c.kind == "radio" && values.Has(c.name):
		case c.kind == "hidden", c.kind == "radio", c.kind == "checkbox":
			values.Set(c.name, c.value)
		case c.kind == "select":
			if len(c.options) > 0 {
				values.Set(c.name, c.options[0])
			}
		case slices.Contains(days, c.name):
			values.Set(c.name, how.day)
		case c.kind == "email":
			values.Set(c.name, `"<script>alert(1)</script>"@primer.example`)
		default:
			values.Set(c.name, how.text)
		}
	}
	if button.name != "" {
		values.Set(button.name, button.value)
	}
	return values, files
}

// sends posts a filled form as a browser does.
func (u *typist) sends(f sheet, values url.Values, files []string) response {
	u.t.Helper()
	var b bytes.Buffer
	kind := "application/x-www-form-urlencoded"
	if f.parted {
		m := multipart.NewWriter(&b)
		kind = m.FormDataContentType()
		for name := range values {
			err := m.WriteField(name, values.Get(name))
			if err != nil {
				u.t.Fatal(err)
			}
		}
		for _, name := range files {
			part, err := m.CreateFormFile(name, fileMischief)
			if err != nil {
				u.t.Fatal(err)
			}
			_, _ = part.Write([]byte("ЗАКОН\nО " + mischief + "\n\nЧлан 1.\n\n" + mischief + "\n"))
		}
		err := m.Close()
		if err != nil {
			u.t.Fatal(err)
		}
	} else {
		b.WriteString(values.Encode())
	}
	req, err := http.NewRequestWithContext(u.t.Context(), "POST", u.url+f.action, &b)
	if err != nil {
		u.t.Fatal(err)
	}
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return u.asked(req)
}

func (u *typist) opens(path string) response {
	u.t.Helper()
	req, err := http.NewRequestWithContext(u.t.Context(), "GET", u.url+path, nil)
	if err != nil {
		u.t.Fatal(err)
	}
	req.Header.Set("Accept", "text/html")
	return u.asked(req)
}

// asked sends a request, and holds what is answered to what no text may do.
func (u *typist) asked(req *http.Request) response {
	u.t.Helper()
	if u.token != "" {
		req.Header.Set("Authorization", "Bearer "+u.token)
	}
	r := u.send(req)
	if r.status >= http.StatusInternalServerError {
		u.t.Errorf("%s: %s: got %d", u.name, r.what, r.status)
	}
	if strings.HasPrefix(r.header.Get("Content-Type"), "text/csv") && strings.ContainsAny(string(r.body), turns) {
		u.t.Errorf("%s: %s: something turns the text", u.name, r.what)
	}
	if strings.HasPrefix(r.header.Get("Content-Type"), "text/html") {
		for _, out := range []string{"<script>alert", "\u202e", "\u2066", `href="javascript:`, `action="javascript:`} {
			if strings.Contains(string(r.body), out) {
				u.t.Errorf("%s: %s: %q breaks out", u.name, r.what, out)
			}
		}
	}
	return r
}

// types opens a page, and fills in and sends every form on it, and those that
// come of it.
func (u *typist) types(path string) {
	u.t.Helper()
	r := u.opens(path)
	if r.status != http.StatusOK {
		return
	}
	u.fills(string(r.body), path, 2)
}

func (u *typist) fills(page, at string, deep int) {
	u.t.Helper()
	for _, f := range sheets(u.t.(*testing.T), page, at) {
		if strings.HasSuffix(f.action, "/odjava") {
			continue
		}
		for n, how := range u.ways {
			for _, button := range f.buttons[:max(1, len(f.buttons)*(n/(len(u.ways)-1)))] {
				f := f
				f.action = cmp.Or(button.action, f.action)
				path, _, _ := strings.Cut(f.action, "?")
				mark := fmt.Sprintf("%s %s %s=%s %d %d", how.name, path, button.name, button.value, len(f.controls), deep)
				if u.done[mark] {
					continue
				}
				u.done[mark] = true
				values, files := f.fill(how, button)
				r := u.sends(f, values, files)
				u.posted[takes(path)] = true
				if to := r.header.Get("Location"); to != "" && strings.HasPrefix(to, "/") {
					u.opens(to)
				} else if deep > 1 && (r.status == http.StatusOK || r.status == http.StatusUnprocessableEntity) {
					u.fills(string(r.body), path, deep-1)
				}
			}
		}
	}
}

// takes returns the path in the table of the page that answers where something
// is posted to.
func takes(path string) string {
	_, path, _ = strings.Cut(strings.TrimPrefix(path, "/"), "/")
	given := strings.Split("/"+path, "/")
	for _, p := range pages {
		want := strings.Split(p.path, "/")
		if p.method == http.MethodPost && len(want) == len(given) {
			fits := true
			for i := range want {
				fits = fits && (want[i] == given[i] || strings.HasPrefix(want[i], ":"))
			}
			if fits {
				return p.path
			}
		}
	}
	return ""
}

// TestWhateverIsTypedIntoAFormStaysText fills in every form of every page with
// markup, with characters that turn the direction of writing and with words
// without end, gives files such names, and reads every page afterwards: nothing
// breaks out, and every page that takes a form was sent one.
func TestWhateverIsTypedIntoAFormStaysText(t *testing.T) {
	s := newSite(t)
	g := newGovernment(s)
	government := object{"procedure": "rs.law.government"}
	planned := g.ref
	reached := func(reach ...func()) string {
		for _, f := range reach {
			f()
		}
		return g.ref
	}
	law, short := func() { g.opens("MPROBA", government); g.brings() }, func() { g.opens("MPROBA", nil) }
	concluded, opined := reached(law, g.reaches), reached(law, g.reaches, g.signable, g.opines)
	var entered string
	drafted, open := reached(short, g.publishes), reached(func() {
		round := g.consults("MPROBA")
		entered = as[api.Received](g.drafter.do("POST", "/api/v1/rounds/"+round+"/entries", g.drafter.paper(mischief), "Idempotency-Key", "1").want(201)).ReceiptNo
	})
	var receipt string
	closed := reached(func() {
		round := g.consults("MPROBA")
		sent := g.public().do("POST", "/api/v1/rounds/"+round+"/submissions", letter(mischief), "Idempotency-Key", "1").want(201)
		receipt = as[api.Receipt](sent).ReceiptNo
		g.closes()
	})
	g.drafter.works().uploads("/sr-Cyrl/predmeti/"+open+"/dopisi/portal?krug=1", url.Values{},
		file{"datoteka", fileMischief, `{"id":"<script>alert(1)</script>","datum":"1. 1. 2020.","komentar":"<script>alert(1)</script>"}`}).want(http.StatusUnprocessableEntity)
	g.drafter.works().uploads("/sr-Cyrl/predmeti/"+open+"/dopisi/portal?krug=1", url.Values{},
		file{"datoteka", `<script>alert(1)</script>` + ".jsonl", `{"id":"<script>alert(1)</script>","datum":"1. 1. 2020.","komentar":"<script>alert(1)</script>"}`}).want(http.StatusSeeOther)
	entry := "/sr-Cyrl/predmeti/" + open + "/dopisi/unos?krug=1"
	scanned := filledForm(t, g.drafter.works().reads(entry), "enter", posted("scan_public", "1"))
	g.drafter.works().uploads(entry, with(scanned, "sken"), file{"sken", "dopis.pdf", portable}).want(http.StatusSeeOther)
	answered := reached(func() { g.decides() })
	running := reached(func() { g.consults("MPROBA") })
	carried := reached(func() { g.carries() }, g.carry)
	edited, overtaken := reached(short), reached(short, func() {
		at := "/sr-Cyrl/predmeti/" + g.ref + "/priprema/tekst/art_2"
		w := g.drafter.works()
		w.sends(at, hidden(w.reads(at), "tekst", "Члан 2.\nОрган одговара у року од 10 дана.")).want(http.StatusSeeOther)
		g.saves(strings.Replace(lawText, "уређује се проба", "уређују се проба и надзор", 1))
	})
	awaiting, changed := g.underAll(), g.underAll()
	awaiting.gives(g.drafter, "complete", object{"outcome": "collected", "support": 100}).want(200)
	awaiting.gives(awaiting.secretary, "record_conclusion", object{"outcome": "required", "number": "05 број 1", "date": awaiting.heldToday(),
		"document": "zakljucak.pdf", "sha256": someHash, "present": 7, "in_favour": 7}).want(200)
	changed.revises()

	now, err := s.store.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	keeper := storetest.Person(t, s.store, "Чувар Плана", "MPROBA operator")
	_, err = s.store.AddPlanItems(t.Context(), keeper, store.PlanImport{Year: 2099}, []dossier.PlanLine{{Body: "MPROBA", Title: mischief, Kind: "law", PlanMoment: dossier.PlanMoment{Year: 2099, Month: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	posted := map[string]bool{}
	typing := func(name string, as *visitor, token string) *typist {
		return &typist{visitor: as, name: name, token: token, ways: fillings(now), done: map[string]bool{}, posted: posted}
	}
	official := func(name string, c *caller) *typist { return typing(name, s.visitor(), c.token) }
	public, drafter, first := typing("public", s.visitor(), ""), official("drafter", g.drafter), official("signer", g.first)
	author := typing("author", s.visitor(), "")
	form := "/sr-Cyrl/predmeti/" + open + "/komentar"
	preview := string(author.asks("POST", form, filledForm(t, author.gets(form), "preview", map[string]string{"kind": "remark", "body": mischief, "author.kind": "anonymous"})).want(http.StatusOK).body)
	own := author.asks("POST", form, filledForm(t, preview, "send", nil)).want(http.StatusSeeOther).header.Get("Location")
	author.types(own + "/ispravka")
	author.types(own + "/povlacenje")
	setAside := func(receipt string) string {
		comment := as[api.Receipt](s.public().do("GET", "/api/v1/receipts/"+receipt, nil).want(200)).Comments[0]
		id := as[api.ProposedSetAside](g.drafter.do("POST", "/api/v1/comments/"+comment.Id+"/set-aside", object{"ground": "insulting", "reasons": mischief}).want(201)).Id
		return "/predmeti/" + as[api.Receipt](s.public().do("GET", "/api/v1/receipts/"+receipt, nil).want(200)).Dossier + "/izuzimanje/" + id
	}
	preview = string(author.asks("POST", form, filledForm(t, author.gets(form), "preview", map[string]string{"kind": "remark", "body": mischief, "author.kind": "anonymous"})).want(http.StatusOK).body)
	contested := author.asks("POST", form, filledForm(t, preview, "send", nil)).want(http.StatusSeeOther).header.Get("Location")
	proposal := setAside(strings.TrimPrefix(contested, "/sr-Cyrl/potvrde/"))
	drafter.opens("/sr-Cyrl" + proposal)
	g.preparer.do("POST", "/api/v1/set-asides/"+path.Base(proposal)+"/decision", object{"decision": "confirmed"}).want(http.StatusNoContent)
	author.types(contested + "/prigovor")
	first.types("/sr-Cyrl" + proposal)
	opened := as[api.RoundList](s.public().do("GET", "/api/v1/rounds?dossier="+open, nil).want(200)).Items[0].Id
	of := as[api.Receipt](s.public().do("GET", "/api/v1/receipts/"+s.named(opened, mischief[:100], mischief).ReceiptNo, nil).want(200)).Comments[0]
	disown := fmt.Sprintf("/sr-Cyrl/predmeti/%s/komentari/%d/nije-moje", open, of.Number)
	public.types(disown)
	cases := "/sr-Cyrl/predmeti/" + open + "/osporena-imena"
	_, claim, _ := strings.Cut(string(first.opens(cases).body), `href="`+cases+"/")
	claim, _, _ = strings.Cut(claim, `"`)
	first.types(cases + "/" + claim)
	drafter.types(fmt.Sprintf("/sr-Cyrl/predmeti/%s/komentari/%d/izuzimanje", open, of.Number))
	s.resets(`UPDATE rounds SET who = 'confirmed_email'`)
	author.types(author.comments(t, open, map[string]string{"body": mischief, "author.email": "ana@primer.example", "author.told": "1"}))
	message := s.mailed(t, "ana@primer.example")[0]
	author.types(s.linkIn(t, message, "potvrda-adrese"))
	author.types(s.linkIn(t, message, "odjava"))
	s.resets(`UPDATE rounds SET who = 'anyone'`)
	joint := author.comments(t, open, together(map[string]string{"body": mischief, "cosigners[0].name": mischief[:250]}))
	storetest.Exec(t, s.store, `UPDATE cosigners SET asked_at = asked_at - interval '11 minutes'`)
	author.types(joint)
	author.types(s.linkIn(t, s.mailed(t, "lipa@primer.example")[0], "zajednicki-podnesak"))
	for _, visit := range []struct {
		who  *typist
		ref  string
		rest []string
	}{
		{public, open, []string{"/komentar?odredba=art_2", "/komentar"}},
		{drafter, drafted, []string{"/priprema", "/priprema", "/objava"}},
		{drafter, overtaken, []string{"/priprema"}},
		{drafter, edited, []string{"/priprema/tekst/art_2", "/priprema/tekst/art_2", "/priprema/tekst"}},
		{drafter, carried, []string{"/mesta-komentara"}},
		{drafter, open, []string{"/komentari/1/zastita?krug=1", "/komentari/1/zastita?krug=1", "/zastita"}},
		{first, open, []string{"/komentari/1/zastita?krug=1"}},
		{first, drafted, []string{"/predlagaci"}},
		{drafter, planned, []string{"/plan", "/dostupnost", "/zavrsetak"}},
		{drafter, open, []string{"/dopisi/unos", "/dopisi", "/dopisi/" + entered + "/ispravka", "/dopisi/portal"}},
		{drafter, closed, []string{"/odgovori?komentar=1", "/dopisi/unos", "/dopisi/sve-uneto", "/objava-izvestaja"}},
		{official("preparer", g.preparer), answered, []string{"/odluka"}},
		{first, answered, []string{"/odluka"}},
		{official("second signer", g.second), answered, []string{"/odluka"}},
		{official("secretary", g.secretary), concluded, []string{"/zakljucak"}},
		{drafter, opined, []string{"/trazenje-misljenja"}},
		{official("opinion giver", g.rsz), opined, []string{"/misljenje"}},
		{drafter, open, []string{"/sledeci-rok", "/izuzimanje"}},
		{first, awaiting.ref, []string{"/skracenje-roka"}},
		{first, changed.ref, []string{"/izmene-posle-rasprave"}},
		{first, open, []string{"/rok", "/povlacenje"}},
	} {
		for _, rest := range visit.rest {
			visit.who.types("/sr-Cyrl/predmeti/" + visit.ref + rest)
		}
	}

	author.types(own + "/brisanje")

	// What belongs to no dossier: there is a key, another session, and somebody
	// who asks to speak for an organisation of which somebody else does.
	for _, path := range []string{"/prijava", "/registracija", "/provera", "/potvrde/" + receipt} {
		public.types("/sr-Cyrl" + path)
	}
	ana, _ := s.signedIn("Ана Пријавић", "ana@primer.example")
	ivo, _ := s.signedIn("Иво Чланић", "ivo@primer.example")
	citizen := typing("citizen", ana, "")
	ana.asks("POST", "/sr-Cyrl/nalog/kljucevi", url.Values{"label": {"ноћни рад"}, "days": {"7"}}).want(http.StatusOK)
	ana.asks("POST", "/sr-Cyrl/organizacije/nova", anAssociation).want(http.StatusSeeOther)
	boss, chief := s.signedIn("Операта Системић", "operata@primer.example", "MPROBA operator")
	operator := typing("operator", boss, "")
	_, id, _ := strings.Cut(string(operator.opens("/sr-Cyrl/sistem/organizacije").body), `name="id" value="`)
	id, _, _ = strings.Cut(id, `"`)
	operator.sends(sheet{action: "/sr-Cyrl/sistem/organizacije"}, url.Values{"id": {id}, "do": {"confirm"}}, nil).want(http.StatusSeeOther)
	ivo.asks("POST", "/sr-Cyrl/organizacije/nova", url.Values{"register_no": {"90000029"}, "name": {mischief}, "kind": {"association"}}).want(http.StatusSeeOther)
	operator.types("/sr-Cyrl/sistem/organizacije")
	operator.types("/sr-Cyrl/sistem/popravka?predmet=" + open)
	operator.types("/sr-Cyrl/sistem/kalendar")
	free := s.freeDay(chief, store.Holiday{Calendar: "rs", NameSr: mischief, NameEn: mischief, Act: mischief})
	operator.types("/sr-Cyrl/sistem/kalendar/" + free)
	operator.types("/sr-Cyrl/sistem/prekidi/" + s.downtime() + "?predmet=" + running)
	storetest.Ministry(t, s.store, "MSPOREDNO")
	err = s.store.ChangeBodies(t.Context(), chief, store.BodyChange{Kind: store.BodyRenamed, Day: now.AddDate(0, 0, 90).Format(time.DateOnly), Act: mischief, From: []string{"MSPOREDNO"},
		New: &store.NewBody{Code: "MNOVO", NameSr: mischief, NameEn: mischief}})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/plan-rada/unos", "/sistem/organi/promena", "/sistem/organi/clanovi", "/sistem/organi/clanovi", "/sistem/tehnicka-vlada", "/sistem/tehnicka-vlada", "/sistem/organi"} {
		operator.types("/sr-Cyrl" + path)
	}
	ivo.asks("POST", "/sr-Cyrl/organizacije/ovlascenje", url.Values{"register_no": anAssociation["register_no"]}).want(http.StatusSeeOther)
	for _, path := range []string{"/organizacije/nova", "/organizacije/ovlascenje", "/organizacije", "/nalog/kljucevi", "/nalog/lozinka", "/nalog"} {
		citizen.types("/sr-Cyrl" + path)
	}
	s.visitor().asks("POST", "/sr-Cyrl/prijava", url.Values{"email": {"ana@primer.example"}, "password": {password}}).want(http.StatusSeeOther)
	citizen.types("/sr-Cyrl/nalog/prijave")
	drafter.types("/sr-Cyrl/moji-predmeti/novi")
	day := dossier.Day(now, belgrade)
	_, err = s.store.Delegate(t.Context(), g.first.id, dossier.Delegation{Delegate: g.drafter.id, Body: "MPROBA", Role: dossier.Signer, From: day, Until: day, Reason: mischief})
	if err != nil {
		t.Fatal(err)
	}
	first.types("/sr-Cyrl/ovlascenja")
	last := g.begun(t)
	g.reminds(t, last.AddDate(0, 0, -1))
	g.reminds(t, last)
	drafter.types("/sr-Cyrl/obavestenja")
	s.version("2026-02-01", "kind: min, term: 5d", "kind: min, term: 15d")
	operator.types("/sr-Cyrl/sistem/verzije/predmet?predmet=" + running)
	for _, p := range pages {
		if p.method == http.MethodPost && p.path != "/odjava" && !posted[p.path] {
			t.Errorf("nobody sends anything to %s", p.path)
		}
	}

	for _, p := range pages {
		switch {
		case p.method != http.MethodGet || p.path == "/predmeti/:ref/tok/uzivo":
		case !strings.Contains(p.path, ":ref"):
			for _, who := range []*typist{public, drafter, first, operator, citizen} {
				who.opens(at(p, ""))
			}
		default:
			for _, ref := range []string{planned, concluded, opined, drafted, open, closed, answered, edited, overtaken, carried} {
				public.opens(at(p, ref))
				drafter.opens(at(p, ref))
			}
		}
	}
}
