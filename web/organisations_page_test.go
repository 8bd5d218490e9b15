package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// registry is an operator and people who want to speak for an organisation, each
// with a browser.
type registry struct {
	*site
	operator, first, second *visitor
	firstID, secondID       string
}

func newRegistry(t *testing.T) *registry {
	t.Helper()
	s := newSite(t)
	storetest.Ministry(t, s.store, "MPROBA")
	r := &registry{site: s}
	r.operator, _ = s.signedIn("Оператерка Пробић", "operator@primer.example", "MPROBA operator")
	r.first, r.firstID = s.signedIn("Прва Оснивачић", "prva@primer.example")
	r.second, r.secondID = s.signedIn("Други Чланић", "drugi@primer.example")
	return r
}

// waiting returns the only request that waits for the operator.
func (r *registry) waiting() string {
	r.t.Helper()
	page := r.operator.gets("/en/sistem/organizacije")
	_, id, ok := strings.Cut(page, `name="id" value="`)
	if !ok || strings.Count(page, `name="id" value="`) != 1 {
		r.t.Fatalf("want one request: %s", mainOf([]byte(page)))
	}
	id, _, _ = strings.Cut(id, `"`)
	return id
}

func (r *registry) speaks(person string) bool {
	r.t.Helper()
	b, err := r.store.Badge(r.t.Context(), person)
	if err != nil {
		r.t.Fatal(err)
	}
	return len(b.Organisations) > 0
}

var anAssociation = url.Values{"register_no": {" 9000 0011 "}, "name": {`Удружење „Проба” <b>&</b>`}, "kind": {"association"}}

func TestAnOrganisationGetsItsVoice(t *testing.T) {
	r := newRegistry(t)
	r.operator.asks("GET", "/en/sistem/organizacije", nil).want(200).holds("No request waits", "!Last decisions")
	r.first.asks("GET", "/en/organizacije", nil).want(200).holds("no request of yours waits")
	r.first.asks("POST", "/en/organizacije/nova", anAssociation).want(http.StatusSeeOther)
	r.first.asks("GET", "/en/organizacije", nil).want(200).holds("waits to be confirmed", "Удружење „Проба” &lt;b&gt;", "90000011", "association", "!<b>&")
	r.first.asks("POST", "/en/organizacije/nova", anAssociation).want(http.StatusUnprocessableEntity).holds("You have asked for a mandate of this organisation", `value=" 9000 0011 "`)

	id := r.waiting()
	for name, u := range map[string]*visitor{"who asks": r.first, "a stranger": r.second} {
		for path, want := range map[string]int{"/en/organizacije": http.StatusNotFound, "/en/sistem/organizacije": http.StatusForbidden} {
			res := u.asks("POST", path, url.Values{"id": {id}, "do": {"confirm"}})
			if res.status != want {
				t.Errorf("%s confirms at %s: got %d, want %d", name, path, res.status, want)
			}
		}
		u.asks("GET", "/en/sistem/organizacije", nil).want(http.StatusForbidden)
	}
	if r.speaks(r.firstID) {
		t.Fatal("somebody speaks for it without a confirmation")
	}

	long := url.Values{"id": {id}, "do": {"refuse"}, reasonsOf(id): {strings.Repeat("ш", dossier.MaxReason+1)}}
	r.operator.asks("POST", "/en/sistem/organizacije", long).want(http.StatusUnprocessableEntity).holds("At most 2,000 characters", `href="#f-`+reasonsOf(id)+`"`, "<details open>")
	r.operator.asks("POST", "/en/sistem/organizacije", url.Values{"id": {id}, "do": {"refuse"}}).want(http.StatusUnprocessableEntity).holds("Enter the reasons")
	r.operator.asks("POST", "/en/sistem/organizacije", url.Values{"id": {id}, "do": {"else"}}).want(http.StatusUnprocessableEntity)
	r.operator.asks("POST", "/en/sistem/organizacije", url.Values{"id": {id}, "do": {"refuse"}, reasonsOf(id): {"Нема <i>доказа</i>."}}).want(http.StatusSeeOther)
	r.operator.asks("GET", "/en/sistem/organizacije", nil).want(200).holds("No request waits", "Last decisions", "Прва Оснивачић", "Нема &lt;i&gt;")
	r.first.asks("GET", "/en/organizacije", nil).want(200).holds("refused", "Нема &lt;i&gt;доказа", `href="/en/organizacije/nova?broj=90000011"`)
	r.first.asks("GET", "/en/organizacije/nova?broj=90000011", nil).want(200).holds(`value="90000011"`, "Удружење „Проба”", `value="association" checked`)
	r.second.asks("GET", "/en/organizacije/nova?broj=90000011", nil).want(200).holds("!Удружење „Проба”")

	r.first.asks("POST", "/en/organizacije/nova", anAssociation).want(http.StatusSeeOther)
	id = r.waiting()
	r.operator.asks("POST", "/en/sistem/organizacije", url.Values{"id": {id}, "do": {"confirm"}}).want(http.StatusSeeOther)
	r.operator.asks("POST", "/en/sistem/organizacije", url.Values{"id": {id}, "do": {"confirm"}}).want(http.StatusNotFound)
	if !r.speaks(r.firstID) {
		t.Fatal("nobody speaks for it after the confirmation")
	}
	r.first.asks("GET", "/en/nalog", nil).want(200).holds("Удружење „Проба”", "!The account is ready")
	r.first.asks("GET", "/en/organizacije", nil).want(200).holds("confirmed", "Прва Оснивачић", "(you)")
}

// entered makes an organisation for which the first speaks.
func (r *registry) entered() {
	r.t.Helper()
	err := r.store.AddOrganisation(r.t.Context(), store.Organisation{RegisterNo: "90000011", Name: "Удружење „Проба”", Kind: "other"})
	if err != nil {
		r.t.Fatal(err)
	}
	err = r.store.Mandate(r.t.Context(), r.firstID, dossier.Mandate{Organisation: "90000011", From: "2020-01-01"})
	if err != nil {
		r.t.Fatal(err)
	}
}

func TestWhoSpeaksForAnOrganisationLetsOthersInAndOut(t *testing.T) {
	r := newRegistry(t)
	r.entered()
	r.second.asks("POST", "/en/organizacije/nova", anAssociation).want(http.StatusUnprocessableEntity).holds("is entered already", `href="/en/organizacije/ovlascenje?broj=90000011"`)
	r.second.asks("GET", "/en/organizacije/ovlascenje?broj=90000011", nil).want(200).holds(`value="90000011"`, "!Удружење „Проба”")
	r.second.asks("POST", "/en/organizacije/ovlascenje", url.Values{"register_no": {"9000 0011"}}).want(http.StatusSeeOther)
	r.first.asks("POST", "/en/organizacije/ovlascenje", url.Values{"register_no": {"90000011"}}).want(http.StatusUnprocessableEntity).holds("You may speak for this organisation already")
	id := r.waiting()
	r.first.asks("GET", "/en/organizacije", nil).want(200).holds("Who asks for a mandate", "Други Чланић", "drugi@primer.example", "other organisation", `value="`+id+`"`)
	r.first.asks("POST", "/en/organizacije", url.Values{"id": {id}, "do": {"refuse"}}).want(http.StatusUnprocessableEntity).holds("Enter the reasons")
	r.first.asks("POST", "/en/organizacije", url.Values{"id": {id}, "do": {"confirm"}}).want(http.StatusSeeOther)
	if !r.speaks(r.secondID) {
		t.Fatal("the second does not speak for it")
	}
	list, err := r.store.OrganisationsOf(t.Context(), r.secondID)
	if err != nil || len(list) != 1 || len(list[0].Colleagues) != 2 {
		t.Fatalf("got %+v %v", list, err)
	}
	stranger, _ := r.signedIn("Туђинка Пробић", "tudja@primer.example")
	mandate := list[0].Colleagues[1].ID // the first's
	for _, bad := range []string{mandate, "x", "0191d2a0-0000-7000-8000-000000000000"} {
		stranger.asks("POST", "/en/organizacije", url.Values{"id": {bad}, "do": {"end"}}).want(http.StatusNotFound)
	}
	r.second.asks("POST", "/en/organizacije", url.Values{"id": {mandate}, "do": {"end"}}).want(http.StatusSeeOther)
	if r.speaks(r.firstID) || !r.speaks(r.secondID) {
		t.Error("another mandate was ended than the one that was meant")
	}
	r.first.asks("GET", "/en/organizacije", nil).want(200).holds("!Удружење „Проба”", "!Други Чланић")
}

func TestOrganisationsThatCannotBeAreRefusedFieldByField(t *testing.T) {
	r := newRegistry(t)
	r.first.asks("POST", "/en/organizacije/nova", url.Values{"register_no": {"1234"}, "name": {strings.Repeat("ш", dossier.MaxOrganisation+1)}, "kind": {"club"}}).
		want(http.StatusUnprocessableEntity).holds(`href="#f-register_no"`, "At most 300 characters", `href="#f-name"`, `href="#f-kind"`)
	r.first.asks("POST", "/en/organizacije/ovlascenje", url.Values{"register_no": {"90000099"}}).want(http.StatusUnprocessableEntity).
		holds("No organisation is entered under that register number", `value="90000099"`, `href="#f-register_no"`)
}

func TestRegisterNumbersCannotBeTriedWithoutEnd(t *testing.T) {
	r := newRegistry(t)
	r.entered()
	for range asks.Burst {
		r.second.asks("POST", "/en/organizacije/ovlascenje", url.Values{"register_no": {"90000099"}}).want(http.StatusUnprocessableEntity)
	}
	for _, path := range []string{"/en/organizacije/ovlascenje", "/en/organizacije/nova"} {
		r.second.asks("POST", path, anAssociation).want(http.StatusTooManyRequests).holds("wait 3 minutes", "!Удружење „Проба” is")
	}
}

func TestOnesSubmissionsAreShownWithWhatBecameOfThem(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	u, id := s.signedIn("Ана Пријавић", "ana@primer.example")
	u.asks("GET", "/en/nalog/dopisi", nil).want(200).holds("no submission while signed in")
	sender := s.public()
	sender.cookies = u.cookies
	sender.submits(round, "k1", letter("Рок је предуг.")).want(201)
	s.public().submits(round, "k2", letter("Не припада никоме.")).want(201)
	list, _, err := s.store.SubmissionsOf(t.Context(), id, store.Page{})
	if err != nil || len(list) != 1 {
		t.Fatalf("got %+v %v", list, err)
	}
	u.asks("GET", "/en/nalog", nil).want(200).holds("You have sent 1 submission.")
	u.asks("GET", "/en/nalog/dopisi", nil).want(200).holds("Закон о проби", list[0].ReceiptNo, "no published answer: 1", `href="/en/potvrde/`+list[0].ReceiptNo)
	u.asks("GET", "/en/nalog/dopisi?posle=x", nil).want(http.StatusBadRequest)
	stranger, _ := s.signedIn("Неко Други", "drugi@primer.example")
	stranger.asks("GET", "/en/nalog/dopisi", nil).want(200).holds("!" + list[0].ReceiptNo)
}

func TestEveryKindOfOrganisationHasAName(t *testing.T) {
	for _, l := range locale.Langs() {
		for _, kind := range dossier.OrganisationKinds() {
			if got := kindName(locale.For(l), kind); got == kind && l != locale.En || got == "" || got == "another" {
				t.Errorf("%s in %s is %q", kind, l, got)
			}
		}
	}
}
