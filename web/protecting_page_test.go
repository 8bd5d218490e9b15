package web

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/exchange"
	tables "github.com/rasprava/rasprava/internal/sheet"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/api"
)

// officers are two people of the ministry, signed in.
func (m *ministry) officers() (drafter, signer *visitor) {
	m.t.Helper()
	drafter, _ = m.signedIn("Милица Чуварић", "milica@primer.example", "MPROBA drafter")
	signer, _ = m.signedIn("Вера Чуварић", "vera@primer.example", "MPROBA signer")
	return drafter, signer
}

// confirming returns the form with which the newest redaction is confirmed.
func confirming(u *visitor, at string) url.Values {
	u.t.Helper()
	_, id, _ := strings.Cut(u.gets(at), `name="id" value="`)
	id, _, _ = strings.Cut(id, `"`)
	return url.Values{"radnja": {"confirmed"}, "id": {id}, "korak": {"1"}}
}

func TestOfficersCoverWordsOnThePageOfTheComment(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	s.says(round, object{"kind": "remark", "body": "Комшија Зубарковић болује од астме.", "provision": "art_2"})
	drafter, signer := m.officers()
	one := "/sr-Cyrl/predmeti/" + m.ref + "/komentari/1"
	at := one + "/zastita?krug=1"
	for who, leads := range map[*visitor]bool{s.visitor(): false, drafter: true, signer: true} {
		if page := who.gets(one); strings.Contains(page, "/zastita") != leads {
			t.Errorf("the page leads to the protection: %t, want %t", !leads, leads)
		}
	}
	s.visitor().asks("GET", at, nil).want(http.StatusSeeOther)
	storetest.Ministry(t, s.store, "MTUDJE")
	stranger, _ := s.signedIn("Туђин", "tudjin@primer.example", "MTUDJE drafter")
	stranger.asks("GET", at, nil).want(http.StatusForbidden)
	stranger.asks("POST", at, url.Values{"radnja": {"uklanjanje"}, "body": {"Зубарковић"}, "ground": {"dignity"}}).want(http.StatusForbidden)
	wrong := string(drafter.asks("POST", at, url.Values{"radnja": {"uklanjanje"}, "body": {"Зубарић"}, "note": {"Види медицински налаз."}}).want(http.StatusUnprocessableEntity).body)
	shows(t, wrong, `href="#f-body"`, `href="#f-ground"`, "„Зубарић”", ">\nЗубарић</textarea>", ">\nВиди медицински налаз.</textarea>")
	drafter.asks("POST", at, url.Values{"radnja": {"uklanjanje"}, "body": {"Зубарковић\nод астме"}, "ground": {"special_data"}, "note": {"Види налаз."}}).want(http.StatusSeeOther)
	shows(t, drafter.gets(at), "чека потврду", "О захтеву одлучује други службеник.", "Одустаните од захтева", "Уклањање: речи из текста коментара")
	shows(t, signer.gets(at), "Тражи се да се уклони:", "Зубарковић</bdi></q></li>", "од астме</bdi></q></li>")
	shows(t, signer.gets("/sr-Cyrl/predmeti/"+m.ref+"/zastita"), "/komentari/1/zastita", "чека потврду", "речи из текста коментара (2 места)")
	shows(t, signer.gets("/sr-Cyrl/zadaci"), "Одлучите о заштити података у коментарима", "1 захтев за заштиту чека одлуку", `href="/sr-Cyrl/predmeti/`+m.ref+`/zastita"`)
	holdsNone(t, "what waits for who asked", drafter.gets("/sr-Cyrl/zadaci"), "Одлучите о заштити")
	confirm := confirming(signer, at)
	own := string(drafter.asks("POST", at, confirm).want(http.StatusUnprocessableEntity).body)
	shows(t, own, "Учествовали сте у овом поступку", "Одлучује други службеник.")
	shows(t, s.visitor().gets(one), "Зубарковић")
	signer.asks("POST", at, confirm).want(http.StatusSeeOther)
	shows(t, string(signer.asks("POST", at, confirm).want(http.StatusUnprocessableEntity).body), "Неко је у међувремену одлучио")
	page := s.visitor().gets(one)
	shows(t, page, "Комшија █ уклоњено (посебне врсте података о личности) болује █ уклоњено", "Закон о заштити података о личности, члан 17.", "Уклоњено: речи из текста коментара.", "члан 17. Уклоњено")
	if strings.Contains(page, "Зубарковић") {
		t.Error("what is covered is read")
	}

	shows(t, string(signer.asks("POST", at, url.Values{"radnja": {"otvaranje"}}).want(http.StatusUnprocessableEntity).body), `href="#f-reason"`)
	original := signer.asks("POST", at, url.Values{"radnja": {"otvaranje"}, "reason": {"Одговор на <b>коментар</b>."}}).want(http.StatusSeeOther).header.Get("Location")
	shows(t, signer.gets(original), "Комшија Зубарковић болује од астме.", "Одговор на &lt;b&gt;коментар&lt;/b&gt;.")
	drafter.asks("GET", original, nil).want(http.StatusNotFound)
	shows(t, drafter.gets(at), "Ко је читао изворник", "Вера Чуварић")

	lift := url.Values{"radnja": {"lift_asked"}, "id": confirm["id"], "korak": {"2"}}
	note := "napomena-" + confirm.Get("id")
	shows(t, string(drafter.asks("POST", at, lift).want(http.StatusUnprocessableEntity).body), `href="#f-`+note+`"`)
	lift.Set(note, "Комшија је сагласан.")
	drafter.asks("POST", at, lift).want(http.StatusSeeOther)
	signer.asks("POST", at, url.Values{"radnja": {"lifted"}, "id": confirm["id"], "korak": {"3"}}).want(http.StatusSeeOther)
	shows(t, s.visitor().gets(one), "Комшија Зубарковић болује од астме.")
}

// TestWhatIsCoveredStandsNowhere asks for every address of the system as the public
// and as officers, in every language, and writes every export.
// workbook returns everything that a workbook holds, one part behind another.
func workbook(t *testing.T, b []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(append(all, part...), '\n')
	}
	return all
}

func TestWhatIsCoveredStandsNowhere(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	m.shows("explanatory_memorandum")
	file := as[api.Attachment](s.public().uploads("zubarkovic.pdf", portable).want(http.StatusCreated))
	sent := as[api.Received](s.public().submits(round, uuid.NewString(), object{"author": object{"kind": "citizen", "name": "Зубарковић Трећи", "publish_name": true, "email": "autor@primer.example", "told": true}, "comments": []object{
		{"kind": "change", "body": "Зубарковић болује. Рок је предуг.", "document": "explanatory_memorandum", "proposed_text": "Зубарковић одговара у року од 15 дана.", "quote": object{"exact": "Зубарковић", "prefix": "зубарковићев", "suffix": "zubarković"}, "attachments": []string{file.Id}},
		{"kind": "remark", "body": "Друго."}}, "cosigners": []object{{"register_no": "91000001", "name": "Задужбина Зубарковић", "email": "zaduzbina@primer.example"},
		{"register_no": "91000002", "name": "Фондација „Липа”", "email": "lipa@primer.example"}}}).want(http.StatusCreated))
	signs := s.visitor()
	signs.asks("POST", s.linkIn(t, s.mailed(t, "zaduzbina@primer.example")[0], "zajednicki-podnesak"), url.Values{"radnja": {"potpis"}, "tekst": {"0"}}).want(http.StatusSeeOther)
	shows(t, signs.gets("/sr-Cyrl/predmeti/"+m.ref+"/komentari/1"), "Задужбина Зубарковић")
	storetest.Exec(t, s.store, `UPDATE cosigners SET asked_at = asked_at - interval '11 minutes'`)
	s.public().do("POST", "/api/v1/receipts/"+sent.ReceiptNo+"/cosigners/2/ask", object{"email": "lipa2@primer.example"}, "Authorization", "Bearer "+sent.Secret).want(http.StatusNoContent)
	_, link, _ := strings.Cut(s.linkIn(t, s.mailed(t, "lipa2@primer.example")[0], "zajednicki-podnesak"), "/sr-Cyrl")
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentari/1/zastita?krug=1"
	drafter, signer := m.officers()
	drafter.asks("POST", at, url.Values{"radnja": {"uklanjanje"}, "body": {"Зубарковић"}, "proposed_text": {"Зубарковић"}, "quote": {"Зубарковић"}, "file": {file.Id}, "name": {"1"}, "ground": {"personal_data"}}).want(http.StatusSeeOther)
	signer.asks("POST", at, confirming(signer, at)).want(http.StatusSeeOther)
	unasked, own := s.visitor(), s.visitor()
	own.asks("POST", "/sr-Cyrl/potvrde/"+sent.ReceiptNo, url.Values{"radnja": {"prikaz"}, "kljuc": {sent.Secret}}).want(http.StatusSeeOther)
	look := func(what string, body []byte) {
		t.Helper()
		low := strings.ToLower(string(body))
		for _, word := range []string{"зубарковић", "zubarković", "zubarkovic"} {
			if strings.Contains(low, word) {
				t.Errorf("%s holds %q", what, word)
			}
		}
	}
	walk := func(least int, langs ...string) {
		visited := 0
		for _, lang := range langs {
			for _, page := range []string{"", "/ispravka", "/povlacenje"} { // who was asked to sign is what its author typed
				at := "/" + lang + "/potvrde/" + sent.ReceiptNo + page
				r := own.asks("GET", at, nil)
				look("its author, "+at, []byte(strings.NewReplacer("Задужбина Зубарковић", "", "zaduzbina@primer.example", "").Replace(string(r.body))))
			}
		}
		mails := s.posted(t)
		if len(mails) == 0 {
			t.Error("nobody is written to")
		}
		for _, m := range mails {
			if m.To[0] != "zaduzbina@primer.example" { // whose own name it is
				look("an e-mail", []byte(m.Subject(t)+m.Text+m.HTML))
			}
		}
		for _, as := range []struct {
			name  string
			who   *visitor
			token string
		}{{"the public", unasked, ""}, {"the drafter", drafter, m.drafter.token}} {
			for _, p := range pages {
				if p.method != http.MethodGet || strings.Contains(p.path, "/izvornik/") {
					continue
				}
				for _, lang := range langs {
					look("what is asked to sign, "+lang, unasked.asks("GET", "/"+lang+link, nil).want(http.StatusOK).body)
					for _, path := range addresses(p.path, m.ref, round, sent) {
						r := as.who.asks("GET", "/"+lang+path, nil)
						look(as.name+", "+lang+path, r.body)
						visited++
					}
				}
			}
			for route := range routes {
				method, path, _ := strings.Cut(route, " ")
				if method != http.MethodGet || path == "/static/*path" {
					continue
				}
				for _, path := range addresses(path, m.ref, round, sent) {
					c := s.public()
					c.token = as.token
					look(as.name+", "+path, c.do("GET", path, nil).body)
					visited++
				}
			}
		}
		if visited < least {
			t.Errorf("visited only %d addresses", visited)
		}
		look("the file", unasked.asks("GET", "/prilozi/"+file.Id, nil).want(http.StatusNotFound).body)
		for _, format := range []tables.Format{tables.CSV, tables.JSONLines, tables.XLSX} {
			for _, shape := range []exchange.Shape{exchange.Full, exchange.Croatian} {
				var b bytes.Buffer
				n, err := exchange.Export{Round: round, Shape: shape, Format: format}.Write(t.Context(), s.store, &b)
				if err != nil || n != 2 {
					t.Errorf("exported %d, %v", n, err)
				}
				content := b.Bytes()
				if format == tables.XLSX {
					content = workbook(t, content)
				}
				look("the export", content)
				if !bytes.Contains(content, []byte("█ уклоњено (лични подаци другог лица) болује.")) {
					t.Errorf("the export says %s", content)
				}
			}
		}
	}
	_, err := s.store.TakeWords(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	walk(250, "sr-Cyrl")
	c := as[api.CommentList](s.public().do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(200)).Items
	if c[0].Author.Name != "█ уклоњено (лични подаци другог лица)" || len(c[0].Covered) != 5 || c[0].Attachments != nil || len(c[1].Covered) != 1 {
		t.Errorf("the comments say %+v", c)
	}
	s.public().do("POST", "/api/v1/receipts/"+sent.ReceiptNo+"/correct", object{"comments": []object{
		{"body": "Зубарковић болује. Рок је и даље предуг.", "proposed_text": "█ уклоњено (лични подаци другог лица) одговара у року од 15 дана.", "quote": object{"exact": "Зубарковић"}, "attachments": []string{file.Id}},
		{"body": "Друго је да Зубарковић болује."}}}, "Idempotency-Key", "i", "Authorization", "Bearer "+sent.Secret).want(http.StatusOK)
	c = as[api.CommentList](s.public().do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(200)).Items
	if len(c[0].Covered) != 5 || len(c[1].Covered) != 2 || c[0].Attachments != nil || !strings.HasPrefix(c[1].Body, "Друго је да █") {
		t.Errorf("corrected, the comments say %+v", c)
	}
	_, err = s.store.TakeWords(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	m.answers(round, 1, "noted", "Примљено к знању.")
	m.answers(round, 2, "noted", "Примљено к знању.")
	m.closes()
	m.reports()
	walk(400, "sr-Latn", "en")
}

// TestAnAuthorErasesWhatTheySent does so on the page of the receipt and by the API.
func TestAnAuthorErasesWhatTheySent(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	u := s.visitor()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	preview := string(u.asks("POST", at, filledForm(t, u.gets(at), "preview", map[string]string{"kind": "remark", "body": "Рок је предуг.", "author.kind": "citizen", "author.name": "Ана Примерић"})).want(200).body)
	receipt := u.asks("POST", at, filledForm(t, preview, "send", nil)).want(303).header.Get("Location")
	s.visitor().asks("GET", receipt+"/brisanje", nil).want(http.StatusForbidden)
	s.visitor().asks("POST", receipt+"/brisanje", url.Values{"sigurno": {"1"}}).want(http.StatusForbidden)
	shows(t, u.gets(receipt), receipt+"/brisanje")
	shows(t, u.gets(receipt+"/brisanje"), "То се не може поништити.", receipt+"/datoteka")
	shows(t, string(u.asks("POST", receipt+"/brisanje", url.Values{}).want(http.StatusUnprocessableEntity).body), `href="#f-sigurno"`)
	u.asks("POST", receipt+"/brisanje", url.Values{"sigurno": {"1"}}).want(http.StatusSeeOther)
	own, comment := u.gets(receipt), s.visitor().gets("/sr-Cyrl/predmeti/"+m.ref+"/komentari/1")
	shows(t, own, "Избрисано на захтев подносиоца", "Број потврде и место у јавном дневнику остају.")
	shows(t, comment, "Избрисано на захтев подносиоца")
	for _, page := range []string{own, comment} {
		for _, word := range []string{"предуг", "Примерић", "/brisanje", "/ispravka"} {
			if strings.Contains(page, word) {
				t.Errorf("%q is still there", word)
			}
		}
	}
	u.asks("GET", receipt+"/brisanje", nil).want(http.StatusSeeOther)

	sent := as[api.Received](s.public().submits(round, "1", letter("Прво.")).want(201))
	erase := "/api/v1/receipts/" + sent.ReceiptNo + "/erase"
	s.public().do("POST", erase, nil).refused(http.StatusUnauthorized, dossier.CodeSecretRequired)
	s.public().do("POST", erase, nil, "Authorization", "Bearer x").refused(http.StatusForbidden, dossier.CodeSecretWrong)
	for range 2 {
		got := as[api.Receipt](s.public().do("POST", erase, nil, "Authorization", "Bearer "+sent.Secret).want(http.StatusOK))
		if got.ErasedAt.IsZero() || got.ReceiptNo != sent.ReceiptNo {
			t.Errorf("got %+v", got)
		}
	}
	list := as[api.CommentList](s.public().do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(http.StatusOK)).Items
	if len(list) != 2 || list[1].Body != "" || list[1].ErasedAt.IsZero() || list[1].Author.Name != "" {
		t.Errorf("the list says %+v", list)
	}
	var b bytes.Buffer
	_, err := exchange.Export{Round: round, Shape: exchange.Full, Format: tables.CSV}.Write(t.Context(), s.store, &b)
	if err != nil || strings.Count(b.String(), ";erased") != 2 {
		t.Errorf("the export says %s, %v", b.String(), err)
	}
}

func TestAnOfficerErasesWithAnotherOnThePageOfTheComment(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	s.says(round, object{"kind": "remark", "body": "Рок је предуг.", "provision": "art_2"})
	drafter, signer := m.officers()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentari/1/zastita?krug=1"
	shows(t, string(drafter.asks("POST", at, url.Values{"radnja": {"brisanje"}, "claimant": {" "}}).want(http.StatusUnprocessableEntity).body), `href="#f-claimant"`)
	drafter.asks("POST", at, url.Values{"radnja": {"brisanje"}, "claimant": {"Дошла лично, утврђено увидом."}}).want(http.StatusSeeOther)
	decide := url.Values{"radnja": {"obrisi"}, "id": confirming(signer, at)["id"]}
	shows(t, string(drafter.asks("POST", at, decide).want(http.StatusUnprocessableEntity).body), "Учествовали сте у овом поступку", "Одлучује други службеник.")
	shows(t, signer.gets("/sr-Cyrl/predmeti/"+m.ref+"/zastita"), "Захтев поднео службеник: Милица Чуварић.")
	signer.asks("POST", at, decide).want(http.StatusSeeOther)
	shows(t, signer.gets(at), "Потврдио службеник: Вера Чуварић.")
	shows(t, s.visitor().gets("/sr-Cyrl/predmeti/"+m.ref+"/komentari/1"), "Избрисано на захтев подносиоца")
}

func TestWhoErasesALetterReadsThatOthersCameInItsScan(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	drafter, signer := m.officers()
	first := m.drafter.paper("Рок је предуг.")
	second := m.drafter.paper("Рок је прекратак.")
	second["scan"], first["scan_public"], second["scan_public"] = first["scan"], true, true
	for key, in := range map[string]object{"1": first, "2": second} {
		m.drafter.do("POST", "/api/v1/rounds/"+round+"/entries", in, "Idempotency-Key", key).want(201)
	}
	comments, scan := "/sr-Cyrl/predmeti/"+m.ref+"/komentari/", "/skenovi/"+first["scan"].(string)
	const beside = "Из истог скена је унет још 1 допис. Скен остаје уз њега, затворен за друге"
	erases := func(number string, shared bool) {
		t.Helper()
		at := comments + number + "/zastita?krug=1"
		drafter.asks("POST", at, url.Values{"radnja": {"brisanje"}, "claimant": {"Дошла лично, утврђено увидом."}}).want(http.StatusSeeOther)
		if page := signer.gets(at); strings.Contains(page, beside) != shared {
			t.Errorf("letter %s: that another came in its scan is said: %t", number, !shared)
		}
		signer.asks("POST", at, url.Values{"radnja": {"obrisi"}, "id": confirming(signer, at)["id"]}).want(http.StatusSeeOther)
		hides(t, signer.gets(at), beside)
	}
	shows(t, s.visitor().gets(comments+"1"), scan)
	erases("2", true)
	hides(t, s.visitor().gets(comments+"1"), scan)
	s.visitor().asks("GET", scan, nil).want(http.StatusNotFound)
	drafter.asks("GET", scan, nil).want(200)
	shows(t, drafter.gets("/sr-Cyrl/predmeti/"+m.ref+"/dopisi"), "затворен за друге", "Вера Чуварић")
	erases("1", false)
	drafter.asks("GET", scan, nil).want(http.StatusNotFound)
}

// addresses returns what a path of a table stands for.
func addresses(path, ref, round string, sent api.Received) []string {
	fill := strings.NewReplacer("/receipts/:no", "/receipts/"+sent.ReceiptNo, "/potvrde/:no", "/potvrde/"+sent.ReceiptNo, "/rounds/:id", "/rounds/"+round,
		":ref", ref, ":year", "2026", ":no", "1", ":n", "1", ":kind", "act", ":position", "1", ":stage", "1", ":provision", "art_2", ":article", "art_2", ":from", "1", ":to", "1", "*path", "0/000")
	at := fill.Replace(path)
	return []string{at, at + "?krug=1&q=%D0%B1%D0%BE%D0%BB%D1%83%D1%98%D0%B5&od=0&komentar=1&odredba=art_2&zakon=" + ref}
}
