package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/demonstration"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web/browsertest"
)

// state is a page that comes of a form alone: what is refused, shown before it
// is done, or has gone on in the meantime.
type state struct {
	role, name string
	at         string            // pattern of the page's path, among those that the role has met
	to         string            // behind that path, what the form is sent to
	fields     map[string]string // as sent; the others stand as they are
	says       string            // id of the message by which the page is known
	stranger   bool              // done by somebody who has just come
}

// commenting is the form for a comment on one provision.
const commenting = `/komentar\?.*odredba=`

// anonymous are the fields of a comment as a program would fill them.
func anonymous(more ...string) map[string]string {
	fields := map[string]string{"kind": "remark", "body": "Рок је кратак.", "author.kind": "anonymous", "do": "preview"}
	for i := 0; i+1 < len(more); i += 2 {
		fields[more[i]] = more[i+1]
	}
	return fields
}

var states = []state{
	{role: "public", name: "/komentar-pregled", at: commenting, fields: anonymous("kind", "change", "proposed_text", "Јавно предузеће објављује податке сваког дана."), says: "commenting.preview"},
	{role: "public", name: "/komentar-greske", at: commenting, fields: map[string]string{"do": "preview", "body": ""}, says: "form.wrong"},
	{role: "public", name: "/prijava-greske", at: `^/prijava$`, fields: map[string]string{"email": "niko@primer.example", "password": "pogresna-lozinka"}, says: "form.wrong"},
	{role: "public", name: "/prijava-nastavak", at: `^/prijava$`, stranger: true, says: "resume.title",
		fields: map[string]string{"email": "granka@krosnja.primer.example", "password": demonstration.Password, "dalje": "/sr-Cyrl/organizacije/nova", "nastavak.name": "Удружење"}},
	{role: "public", name: "/registracija-greske", at: `^/registracija$`, fields: map[string]string{"name": "", "email": "без тачке"}, says: "form.wrong"},
	{role: "public", name: "/provera-greske", at: `^/provera$`, fields: map[string]string{"tekst": ""}, says: "form.wrong"},
	{role: "public", name: "/provera-necitljivo", at: `^/provera$`, fields: map[string]string{"tekst": "ово није потврда"}, says: "check.unreadable"},
	{role: "organisation", name: "/nova-greske", at: `^/organizacije/nova$`, fields: map[string]string{"name": "", "register_no": ""}, says: "form.wrong"},
	{role: "organisation", name: "/lozinka-greske", at: `^/nalog/lozinka$`, fields: map[string]string{"password_now": "", "password_new": ""}, says: "form.wrong"},
	{role: "organisation", name: "/kljucevi-greske", at: `^/nalog/kljucevi$`, fields: map[string]string{"label": ""}, says: "form.wrong"},
	{role: "drafter", name: "/novi-greske", at: `^/moji-predmeti/novi`, fields: map[string]string{"naslov": "", "korak": "otvori"}, says: "form.wrong"},
	{role: "drafter", name: "/novi-rokovi", at: `^/moji-predmeti/novi`, fields: map[string]string{"vrsta": "law", "postupak": "rs.law.government", "korak": "rokovi"}, says: "opening.dates"},
	{role: "drafter", name: "/priprema-greske", at: `/proba-[^/]+/priprema$`, to: "/dokument", fields: map[string]string{"tekst": "", "datoteka": ""}, says: "form.wrong"},
	{role: "drafter", name: "/zavrsetak-greske", at: `/proba-[^/]+/zavrsetak$`, fields: map[string]string{"ishod": ""}, says: "form.wrong"},
	{role: "drafter", name: "/zavrsetak-kasno", at: `/proba-[^/]+/zavrsetak$`, fields: map[string]string{"ishod": "planned", "seq": "1"}, says: "form.wrong"},
	{role: "signer", name: "/odluka-odbijanje", at: `/2026-[0-9]+/odluka$`, fields: map[string]string{"radnja": "reject", "razlozi": "Нацрт није потребан."}, says: "deciding.reject.title"},
	{role: "signer", name: "/odluka-greske", at: `/2026-[0-9]+/odluka$`, fields: map[string]string{"radnja": "return", "razlozi": ""}, says: "form.wrong"},
	{role: "signer", name: "/povlacenje-potvrda", at: `/povlacenje$`, fields: map[string]string{"korak": "dalje", "osnov": "government_changed", "razlozi": "Одустаје се."}, says: "withdrawing.confirm"},
	{role: "signer", name: "/ovlascenja-greske", at: `^/ovlascenja`, fields: map[string]string{"razlog": ""}, says: "form.wrong"},
}

// reaches brings a state about in each language and looks at it.
func (g *gallery) reaches(t *testing.T, tab *browsertest.Tab, st state, pages []seenPage) {
	t.Helper()
	at := ""
	for _, p := range pages {
		if regexp.MustCompile(st.at).MatchString(p.path) {
			at = p.path
			break
		}
	}
	if at == "" {
		t.Errorf("%s%s: the role meets no page %s", st.role, st.name, st.at)
		return
	}
	for _, l := range locale.Langs() {
		in := tab
		if st.stranger {
			in = g.browser.Person(t, browsertest.Options{Name: st.name})
		}
		in.Go(g.url + "/" + string(l) + at)
		path, _, _ := strings.Cut(at, "?")
		in.Send("/"+string(l)+path+st.to, st.fields)
		in.See(locale.For(l).T(st.says, nil))
		g.looks(t, in, st.role, st.name, l)
	}
}
