package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// resets changes what is set once.
func (s *site) resets(change string) {
	s.t.Helper()
	for _, q := range []string{`ALTER TABLE rounds DISABLE TRIGGER append_only`, change, `ALTER TABLE rounds ENABLE TRIGGER append_only`} {
		_, err := s.store.DB().ExecContext(s.t.Context(), q)
		if err != nil {
			s.t.Fatalf("%s: %v", q, err)
		}
	}
}

func TestWhoOpensARoundSetsWhatItShowsAndAuthorsAreTold(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	path := "/sr-Cyrl/predmeti/" + m.ref + "/objava"
	w := m.drafter.works()
	m.publishes() // the notice
	page := w.reads(path)
	hides(t, page, `name="komentari"`)
	w.uploads(path, filledProof(page, "own_site")).want(http.StatusSeeOther)
	page = w.reads(path)
	shows(t, page, "Ко коментарише и шта се приказује", `name="ko" type="radio" value="anyone" checked`, `name="komentari" type="radio" value="at_once" checked`, `name="imena" type="radio" value="by_choice" checked`)
	wrong := string(w.uploads(path, filledProof(page, "ekonsultacije", "komentari", "nekad", "imena", "never")).want(http.StatusUnprocessableEntity).body)
	shows(t, wrong, `href="#f-komentari"`, `name="imena" type="radio" value="never" checked`)
	w.uploads(path, filledProof(page, "ekonsultacije", "komentari", "after_close", "imena", "never")).want(http.StatusSeeOther)
	round := m.view().OpenRound
	s.says(round, object{"kind": "remark", "body": "Рок је предуг.", "provision": "art_2"})
	public := s.visitor()
	hides(t, public.gets("/sr-Cyrl/predmeti/"+m.ref+"/komentari"), "предуг", "Ђурђа Примерић")
	hides(t, w.reads("/sr-Cyrl/predmeti/"+m.ref+"/komentari/1"), "Ђурђа Примерић")
	form := public.gets("/sr-Cyrl/predmeti/" + m.ref + "/komentar")
	shows(t, form, "Коментар се објављује кад се расправа заврши.", "Имена грађана се у овој расправи не објављују.", "Руковалац подацима је:", "Обавештење о обради података о личности", "Поверенику")
	hides(t, form, `name="author.publish_name"`)
	m.closes()
	one := s.visitor().gets("/sr-Cyrl/predmeti/" + m.ref + "/komentari/1")
	shows(t, one, "Рок је предуг.")
	hides(t, one, "Ђурђа Примерић")
}

func TestWhoOpensARoundSetsWhoCommentsAndReadersAreTold(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	path := "/sr-Cyrl/predmeti/" + m.ref + "/objava"
	w := m.drafter.works()
	m.publishes() // the notice
	w.uploads(path, filledProof(w.reads(path), "own_site")).want(http.StatusSeeOther)
	page := w.reads(path)
	wrong := string(w.uploads(path, filledProof(page, "ekonsultacije", "ko", "пријатељи")).want(http.StatusUnprocessableEntity).body)
	shows(t, wrong, `href="#f-ko"`, "Изаберите ко може да коментарише")
	m.gives(m.drafter, "publish_proof", object{"channel": "ekonsultacije", "url": "https://primer.example/e", "sha256": someHash, "who": "friends"}).refused(422, dossier.CodeShowingUnknown)
	if m.view().OpenRound != "" {
		t.Fatal("a round opens for whom nobody knows")
	}
	w.uploads(path, filledProof(w.reads(path), "ekonsultacije", "ko", "confirmed_email")).want(http.StatusSeeOther)
	round := m.view().OpenRound
	if r := as[api.Round](s.public().do("GET", "/api/v1/rounds/"+round, nil).want(200)); r.Who != "confirmed_email" {
		t.Errorf("over the interface: %+v", r)
	}
	at := "/sr-Cyrl/predmeti/" + m.ref
	public := s.visitor()
	for _, page := range []string{at, at + "/tekst/1", at + "/komentari", at + "/komentar"} {
		shows(t, public.gets(page), "Коментар се рачуна када пошиљалац потврди адресу е-поште.")
	}
	shows(t, public.gets(at+"/komentar"), "коментар и адреса бришу се дан после коначног затварања")
	preview := string(public.asks("POST", at+"/komentar", filledForm(t, public.gets(at+"/komentar"), "preview", map[string]string{"kind": "remark", "body": "Рок је прекратак.", "author.kind": "anonymous",
		"author.email": "ana@primer.example"})).want(http.StatusOK).body)
	shows(t, preview, "Коментар се рачуна када отворите везу и потврдите адресу.")
	own := public.asks("POST", at+"/komentar", filledForm(t, preview, "send", nil)).want(http.StatusSeeOther).header.Get("Location")
	shows(t, public.gets(own), "Још се не рачуна: потврдите адресу.")
	signedIn := m.drafter.works().reads(at + "/komentar")
	hides(t, signedIn, "Коментар се рачуна када пошиљалац потврди адресу е-поште.</p>\n<form")
}

func TestWhatIsKeptIsToldInDays(t *testing.T) {
	const day = 24 * time.Hour
	terms := store.Retention{Emails: 21 * day, Names: 365 * day, Secrets: 22 * day, Notes: 30 * day}
	want := []string{"Адреса е-поште брише се 21 дан после коначног затварања расправе.", "Име које није објављено брише се 365 дана после коначног затварања расправе.",
		"Тајни кључ потврде важи 22 дана после коначног затварања расправе.",
		"Белешка о томе како је утврђен идентитет онога ко је тражио брисање или уклањање имена брише се 30 дана после одлуке.",
		"Ако расправа није коначно затворена, ови рокови теку од окончања поступка, а најкасније годину дана од завршетка расправе."}
	plain := strings.NewReplacer("\u00a0", " ", "\u202f", " ")
	var got []string
	for _, line := range reader(locale.SrCyrl).keptFor(terms) {
		got = append(got, plain.Replace(line))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if lines := reader(locale.SrCyrl).keptFor(store.Retention{}); lines != nil {
		t.Errorf("what is kept for ever is told as %q", lines)
	}
}

func TestEveryGroundHasItsWordsAndItsLaw(t *testing.T) {
	for _, l := range locale.Langs() {
		say := locale.For(l)
		var marks []string
		for _, g := range dossier.RedactionGrounds {
			for _, group := range []string{"redaction_ground", "redaction_basis"} {
				if !say.Has(group + "." + string(g)) {
					t.Errorf("%s: %s has no %s", l, g, group)
				}
			}
			mark := say.T("redacting.mark", map[string]any{"ground": say.Name("redaction_ground", string(g))})
			if !strings.HasPrefix(mark, "█ ") || slices.Contains(marks, mark) {
				t.Errorf("%s: %s is marked %q", l, g, mark)
			}
			marks = append(marks, mark)
		}
	}
}
