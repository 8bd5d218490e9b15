package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/api"
)

// filledProof is a form that proves a publication.
func filledProof(page, channel string, more ...string) url.Values {
	return hidden(page, append([]string{"mesto", channel, "adresa", "https://primer.example/objava?broj=1", "dokument", "act/1"}, more...)...)
}

func hashHex(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

func TestAPublicationIsProvedByForms(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	path := "/sr-Cyrl/predmeti/" + m.ref + "/objava"
	w := m.drafter.works()
	m.publishes() // the notice
	page := w.reads(path)
	shows(t, page, "Чека се доказ о објави на још 2 места.", "постаје јавно", "Ако га унесете данас, рок траје закључно са даном", "отвара се пријем коментара",
		"Објављивање не може да се повуче", "интернет страница предлагача", "портал еКонсултације", "нацрт акта (nacrt.txt)", `name="kada" type="text"`)
	form := filledProof(page, "own_site")
	w.uploads(path, form).want(http.StatusSeeOther)
	again := w.uploads(path, form).want(http.StatusSeeOther) // sent twice
	if got := again.header.Get("Location"); got != path {
		t.Errorf("after the first proof: %s", got)
	}
	page = w.reads(path)
	shows(t, page, "Доказ о објави је унет.", "на још 1 месту", "доказано", "https://primer.example/objava?broj=1", "Ово је последњи доказ")
	r := w.uploads(path, filledProof(page, "ekonsultacije", "dokument", ""), file{"datoteka", "позив.pdf", "%PDF-1.4"}).want(http.StatusSeeOther)
	if got := r.header.Get("Location"); got != "/sr-Cyrl/predmeti/"+m.ref {
		t.Errorf("after the last proof: %s", got)
	}
	d, err := s.store.Dossier(t.Context(), m.drafter.id, dossier.Ref(m.ref))
	if err != nil || d.OpenRound == "" {
		t.Fatalf("no round has opened: %v", err)
	}
	got := map[string]string{}
	for _, p := range d.Stages[len(d.Stages)-1].Proofs {
		got[p.Channel] = p.SHA256
	}
	if diff := cmp.Diff(map[string]string{"own_site": hashHex(lawText), "ekonsultacije": hashHex("%PDF-1.4")}, got); diff != "" {
		t.Errorf("what was proved:\n%s", diff)
	}
	shows(t, w.reads(path), "све је објављено и доказано", "доказано")
	shows(t, w.reads("/en/predmeti/"+m.ref+"/objava"), "everything was published and proved")
}

func TestProofsThatCannotBeTakenAreShownAgain(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	path := "/sr-Cyrl/predmeti/" + m.ref + "/objava"
	w := m.drafter.works()
	page := w.reads(path)
	for name, c := range map[string]struct {
		change []string
		files  []file
		status int
		say    string
	}{
		"no channel":          {[]string{"mesto", ""}, nil, 422, "Изаберите где сте објавили."},
		"an unknown channel":  {[]string{"mesto", "rts"}, nil, 422, "Доказ није забележен"},
		"no address":          {[]string{"adresa", ""}, nil, 422, "Упишите пуну адресу"},
		"another protocol":    {[]string{"adresa", "ftp://primer.example/objava"}, nil, 422, "Упишите пуну адресу"},
		"an endless address":  {[]string{"adresa", "https://primer.example/" + strings.Repeat("a", 20_000)}, nil, 422, "Упишите пуну адресу"},
		"no time":             {[]string{"kada", "јуче"}, nil, 422, "Упишите дан, сат и минут"},
		"in the future":       {[]string{"kada", "1. 1. 2099. у 10.00"}, nil, 422, "још нису наступили"},
		"long ago":            {[]string{"kada", "2001-01-01T10:00"}, nil, 422, "пре почетка ове фазе"},
		"nothing published":   {[]string{"dokument", ""}, nil, 422, "Изаберите документ који сте објавили"},
		"an unknown document": {[]string{"dokument", "act/9"}, nil, 422, "Изаберите документ који сте објавили"},
		"half a hash":         {[]string{"otisak", "9f86 d081"}, nil, 422, "тачно шездесет четири"},
		"hash and file":       {[]string{"otisak", someHash}, []file{{"datoteka", "a.pdf", "x"}}, 422, "Оставите само једно."},
		"too large a copy":    {nil, []file{{"datoteka", "a.pdf", strings.Repeat("0", maxDocument+1)}}, 413, "већа од 8 мегабајта"},
	} {
		t.Run(name, func(t *testing.T) {
			r := w.uploads(path, filledProof(page, "own_site", append([]string{"id", fresh()}, c.change...)...), c.files...).want(c.status)
			shows(t, string(r.body), c.say, "govuk-error-summary")
		})
	}
	if v := m.view(); len(v.Stages[0].Proofs) != 0 {
		t.Errorf("proved: %+v", v.Stages[0].Proofs)
	}
	typed := strings.ToUpper(someHash[:32]) + " " + someHash[32:]
	w.uploads(path, filledProof(page, "own_site", "id", fresh(), "dokument", "", "otisak", "sha256:"+typed)).want(http.StatusSeeOther)
	if v := m.view(); len(v.Stages[0].Proofs) != 1 || v.Stages[0].Proofs[0].Sha256 != someHash {
		t.Errorf("proved: %+v", v.Stages[0].Proofs)
	}
}

func TestAProofOnAPageThatIsOldIsShownWithWhatHappened(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	path := "/sr-Cyrl/predmeti/" + m.ref + "/objava"
	w := m.drafter.works()
	old := w.reads(path)
	m.gives(m.preparer, "publish_proof", proof("ekonsultacije")).want(200)
	page := string(w.uploads(path, filledProof(old, "own_site")).want(http.StatusUnprocessableEntity).body)
	shows(t, page, "доказано", "https://primer.example/objava?broj=1", "на још 1 месту")
	w.uploads(path, filledProof(page, "own_site")).want(http.StatusSeeOther)
}

func TestWhatIsMissingIsSaidBeforePublication(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.ref = as[api.OpenedDossier](m.drafter.do("POST", "/api/v1/dossiers", object{"title": "Закон о проби", "kind": "law", "procedure": "test.two_stage", "lead": "MPROBA"}).want(201)).Ref
	path := "/sr-Cyrl/predmeti/" + m.ref + "/priprema"
	m.publishes()
	page := m.drafter.works().reads(strings.TrimSuffix(path, "priprema") + "objava")
	shows(t, page, "Шта недостаје да би могло да се објави", "Недостаје следеће: нацрт акта", "Допуните материјал", path)
	hides(t, page, "Унесите доказ о објави</button>")

	// The page that the way leads to names the stage, in the marks of its language.
	for lang, heading := range map[string]string{"sr-Cyrl": "<h2>Шта тражи фаза „", "sr-Latn": "<h2>Šta traži faza „", "en": "<h2>What is asked for by the stage “"} {
		shows(t, m.drafter.works().reads("/"+lang+"/predmeti/"+m.ref+"/priprema"), heading)
	}
}

func TestWhoMayNotPublishIsToldWhoDoes(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	storetest.Ministry(t, s.store, "MDRUGO")
	m.opens("MPROBA", object{"co_proposers": []string{"MDRUGO"}})
	path := "/sr-Cyrl/predmeti/" + m.ref + "/objava"
	with := s.person("Заједничка Обрађивачић", "MDRUGO drafter").works()
	page := with.reads(path)
	shows(t, page, "објављује Министарство MPROBA")
	hides(t, page, `name="mesto"`)
	with.uploads(path, filledProof(page, "own_site", "seq", "1")).want(http.StatusUnprocessableEntity)
	m.first.works().opens(path).want(http.StatusForbidden)
	s.person("Страна Обрађивачић", "MF drafter").works().opens(path).want(http.StatusNotFound)
	if v := m.view(); len(v.Stages[0].Proofs) != 0 {
		t.Errorf("proved: %+v", v.Stages[0].Proofs)
	}
}

func TestWhichProofIsTheLast(t *testing.T) {
	def := &procedure.Definition{Stages: []procedure.StageDef{{ID: "notice", Channels: []string{"own_site", "ekonsultacije"}}}}
	d := store.DossierView{DossierRow: store.DossierRow{Stage: "notice"}, Definition: def, Stages: []store.StageView{{}}}
	if lastProof(d, "own_site") {
		t.Error("the first of two is the last")
	}
	d.Stages[0].Proofs = []store.ProofView{{Channel: "ekonsultacije"}}
	if !lastProof(d, "own_site") {
		t.Error("the second of two is not the last")
	}
}

func TestTheVisibilityIsChangedWithItsConsequences(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	storetest.Ministry(t, s.store, "MDRUGO")
	m.opens("MPROBA", object{"co_proposers": []string{"MDRUGO"}})
	path := "/sr-Cyrl/predmeti/" + m.ref + "/dostupnost"
	w := m.drafter.works()
	page := w.reads(path)
	shows(t, page, "Сада: радни текст.", "Тајни податак", "Шта следи")
	hides(t, page, `value="working"`, `value="public"`)
	for _, bad := range []string{"", "public", "ничије"} {
		w.sends(path, hidden(page, "id", fresh(), "dostupnost", bad)).want(http.StatusUnprocessableEntity)
	}
	form := hidden(page, "dostupnost", "classified")
	w.sends(path, form).want(http.StatusSeeOther)
	w.sends(path, form).want(http.StatusSeeOther)
	shows(t, w.reads(path), "Доступност је промењена.", "Сада: тајни податак.")
	with := s.person("Заједничка Обрађивачић", "MDRUGO drafter").works()
	with.opens(path).want(http.StatusNotFound)
	m.first.works().opens(path).want(http.StatusForbidden)
	m.publishes()
	page = w.reads(path)
	shows(t, page, "Предмет је објављен.")
	hides(t, page, `name="dostupnost"`)
	with.sends(path, form).want(http.StatusForbidden)
	w.sends(path, hidden(page, "seq", "1", "dostupnost", "working")).want(http.StatusUnprocessableEntity)
}
