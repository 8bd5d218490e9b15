package web

import (
	"bytes"
	"encoding/base64"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"rsc.io/qr"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// sendsOne sends a comment by clicking and returns the address of its receipt.
func (u *visitor) sendsOne(t *testing.T, ref string) string {
	t.Helper()
	at := "/sr-Cyrl/predmeti/" + ref + "/komentar"
	values := map[string]string{"kind": "remark", "body": "Текст.", "author.kind": "anonymous"}
	preview := string(u.asks("POST", at, filledForm(t, u.gets(at+"?odredba=art_2"), "preview", values)).want(200).body)
	return u.asks("POST", at, filledForm(t, preview, "send", nil)).want(303).header.Get("Location")
}

func TestTheSecretIsForTheAuthorAlone(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	author := s.visitor()
	at := author.sendsOne(t, m.ref)
	file := author.asks("GET", at+"/datoteka", nil).want(200)
	key := string(s.public().do("GET", "/ledger/key", nil).want(200).body)
	verdict, err := ledger.Verify(file.body, strings.TrimSpace(key))
	if err != nil || !strings.HasSuffix(at, verdict.Number) {
		t.Fatalf("the file does not verify: %v", err)
	}
	if !strings.Contains(file.header.Get("Content-Disposition"), verdict.Number+".tlog-proof") || file.header.Get("Cache-Control") != "private, no-store" {
		t.Errorf("the file is sent with %v", file.header)
	}
	other := s.visitor()
	page := other.gets(at)
	if strings.Contains(page, "<summary>Тајни кључ") || strings.Contains(page, "/datoteka") || !strings.Contains(page, "Потврда о пријему коментара") || strings.Contains(page, "Ваш коментар је примљен") {
		t.Error("somebody else sees what is the author's")
	}
	other.asks("GET", at+"/datoteka", nil).want(403)
	if r := other.asks("GET", strings.ToLower(at), nil); r.status != http.StatusNotFound {
		lower := "/sr-Cyrl/potvrde/" + strings.ToLower(verdict.Number)
		if r := other.asks("GET", lower, nil).want(303); r.header.Get("Location") != at {
			t.Errorf("%s leads to %s", lower, r.header.Get("Location"))
		}
	}
	other.asks("GET", "/sr-Cyrl/potvrde/00000-00000-00000-00000-00000", nil).want(404)
	other.asks("GET", "/sr-Cyrl/potvrde/x", nil).want(404)
	for range maxOwnReceipts {
		author.sendsOne(t, m.ref)
	}
	author.asks("GET", at+"/datoteka", nil).want(403)
}

func TestTheFileIsFetchedWithTheSecretFromAnywhere(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	author := s.visitor()
	at, second := author.sendsOne(t, m.ref), author.sendsOne(t, m.ref)
	secretAt := func(at string) string {
		_, rest, _ := strings.Cut(author.gets(at), "<summary>Тајни кључ ове потврде")
		_, rest, _ = strings.Cut(rest, `<p class="mono" lang="zxx">`)
		secret, _, _ := strings.Cut(rest, "<")
		return secret
	}
	secret := secretAt(at)
	other := s.visitor()
	shows(t, other.gets(at), `action="`+at+`"`, `name="kljuc"`)
	hides(t, author.gets(at), `name="kljuc"`)
	for name, tt := range map[string]struct{ key, want string }{
		"none":               {" ", "Упишите тајни кључ."},
		"another one":        {"x" + secret, "То није тајни кључ ове потврде."},
		"another receipt's":  {secretAt(second), "То није тајни кључ ове потврде."},
		"one without an end": {strings.Repeat("x", 1<<20), "То није тајни кључ ове потврде."},
	} {
		page := string(other.asks("POST", at, url.Values{"kljuc": {tt.key}}).want(http.StatusUnprocessableEntity).body)
		if !strings.Contains(page, tt.want) || !strings.Contains(page, "govuk-error-summary") || !strings.Contains(page, "<details open>") {
			t.Errorf("%s: the page does not say %q", name, tt.want)
		}
	}
	want := author.asks("GET", at+"/datoteka", nil).want(http.StatusOK)
	got := other.asks("POST", at, url.Values{"kljuc": {" " + secret + "\n"}}).want(http.StatusOK)
	if !bytes.Equal(got.body, want.body) || got.header.Get("Content-Disposition") != want.header.Get("Content-Disposition") || got.header.Get("Cache-Control") != "private, no-store" {
		t.Errorf("got %d bytes with %v", len(got.body), got.header)
	}
	other.asks("GET", at+"/datoteka", nil).want(http.StatusForbidden)
	other.asks("POST", "/sr-Cyrl/potvrde/00000-00000-00000-00000-00000", url.Values{"kljuc": {secret}}).want(http.StatusNotFound)
	for range secretsTried.Burst {
		r := other.asks("POST", at, url.Values{"kljuc": {"x"}})
		if r.status == http.StatusTooManyRequests {
			break
		}
	}
	r := other.asks("POST", at, url.Values{"kljuc": {secret}}).want(http.StatusTooManyRequests)
	if r.header.Get("Retry-After") == "" || strings.Contains(string(r.body), "tlog-proof\n") {
		t.Error("the answer does not say when to try again")
	}
}

func TestAReceiptSaysWhenItWasByTheTimeOfTheDossier(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	own, id := s.signedIn("Ана Пријавић", "ana@primer.example")
	sends := func(key string) string {
		t.Helper()
		c := s.public()
		c.cookies = own.cookies
		c.submits(m.view().OpenRound, key, letter("Рок је предуг.")).want(http.StatusCreated)
		list, _, err := s.store.SubmissionsOf(t.Context(), id, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		return "/sr-Cyrl/potvrde/" + list[0].ReceiptNo
	}
	legally := "По времену предмета:"
	m.consults("MPROBA")
	hides(t, own.gets(sends("a")), legally)
	hides(t, own.gets("/sr-Cyrl/nalog/dopisi"), legally)

	ref, _, err := s.store.OpenDossier(t.Context(), m.drafter.id, store.Opening{Title: "Закон о времену", Kind: "law", Procedure: "test.two_stage", Lead: "MPROBA",
		Visibility: dossier.Working, Demonstration: true, LegalStart: time.Date(2026, 6, 18, 9, 26, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	err = s.desk.Start(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	m.ref = string(ref)
	m.drafter.do("POST", m.path("/versions"), object{"reason": "first_version",
		"documents": []object{{"kind": "act", "name": "nacrt.txt", "content": lawText}}}).want(http.StatusCreated)
	m.publishes()
	m.publishes()
	shows(t, own.gets(sends("b")), legally, `<time datetime="2026-06-18T09:26:`, ">18. 6. 2026. у 11.26<")
	shows(t, own.gets("/sr-Cyrl/nalog/dopisi"), legally, `<time datetime="2026-06-18T09:26:`, ">18. 6. 2026.<")
}

func TestAReceiptSaysWhatBecameOfEachComment(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	no := s.says(round, object{"kind": "remark", "provision": "art_2", "body": "Рок је предуг."})
	at := "/sr-Cyrl/potvrde/" + no
	if page := s.visitor().gets(at); !strings.Contains(page, "још нема јавног одговора") || !strings.Contains(page, "Траје расправа") {
		t.Error("the page does not say that the round runs")
	}
	m.closes()
	list := as[api.CommentList](s.public().do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(200))
	m.drafter.do("PUT", "/api/v1/comments/"+list.Items[0].Id+"/answer", object{"version": 0, "outcome": "not_accepted", "reasons": "Рок је одмерен."}).want(200)
	page := s.visitor().gets(at)
	for _, must := range []string{"није прихваћено", "Рок је одмерен.", "Рок за извештај", "/komentari/1?krug=1"} {
		if !strings.Contains(page, must) {
			t.Errorf("the page lacks %q", must)
		}
	}
}

func TestAReceiptSaysWhatWasSentToWhomItMay(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	sent := as[api.Received](s.public().submits(round, "1", object{"author": object{"kind": "citizen", "name": "Тајна Особић", "email": "tajna@primer.example"},
		"comments": []object{{"kind": "change", "provision": "art_2", "body": "Рок је <b>предуг</b>.", "proposed_text": "Орган одговара у року од 15 дана.", "quote": object{"exact": "30 дана"}}}}).want(201))
	at := "/sr-Cyrl/potvrde/" + sent.ReceiptNo
	public := s.visitor().gets(at)
	shows(t, public, "Рок је &lt;b&gt;предуг&lt;/b&gt;.", "Орган одговара у року од 15 дана.", "30 дана", "грађанин који није објавио име", "предлог измене")
	hides(t, public, "Тајна Особић", "tajna@primer.example", "Ваш коментар је примљен")
	s.resets(`UPDATE rounds SET show_comments = false`)
	hidden := s.visitor()
	page := hidden.gets(at)
	shows(t, page, "сада може да прочита само пошиљалац", `value="prikaz"`)
	hides(t, page, "предуг", "15 дана", "Пошиљалац:")
	refused := string(hidden.asks("POST", at, url.Values{"kljuc": {"x"}, "radnja": {"prikaz"}}).want(http.StatusUnprocessableEntity).body)
	shows(t, refused, "То није тајни кључ ове потврде.")
	hides(t, refused, "предуг")
	r := hidden.asks("POST", at, url.Values{"kljuc": {sent.Secret}, "radnja": {"prikaz"}}).want(http.StatusSeeOther)
	if got := r.header.Get("Location"); got != at {
		t.Errorf("goes on to %s", got)
	}
	own := hidden.gets(at)
	shows(t, own, "Ваш коментар је примљен", "Рок је &lt;b&gt;предуг&lt;/b&gt;.", "Орган одговара у року од 15 дана.", "Тајна Особић", "име се не објављује", "tajna@primer.example", "/datoteka")
	hides(t, s.visitor().gets(at), "предуг")
}

func TestAnAnsweredReceiptLeadsToTheAnswerAndTheChange(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	no := s.says(round, object{"kind": "remark", "provision": "art_2", "body": "Рок је предуг."})
	m.closes()
	m.drafter.do("POST", m.path("/versions"), object{"reason": "comments", "documents": []object{
		{"kind": "act", "name": "nacrt.txt", "content": strings.Replace(chapteredLaw, "30 дана", "20 дана", 1)}}}).want(201)
	list := as[api.CommentList](s.public().do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(200))
	m.drafter.do("PUT", "/api/v1/comments/"+list.Items[0].Id+"/answer", object{"version": 0, "outcome": "accepted", "reasons": "Скраћено.",
		"change": object{"version": 3, "provision": "art_2"}}).want(200)
	const change = "/izmene?do=3&amp;izmena=art_2&amp;od=2#izmena-art_2"
	at := "/sr-Cyrl/potvrde/" + no
	page := s.visitor().gets(at)
	shows(t, page, "Одговор уз коментар", "/komentari/1?krug=1", "Скраћено.")
	hides(t, page, change)
	shows(t, page, "Измена ће се видети када измењени текст буде објављен.")
	beside := []string{"/predmeti/" + m.ref + "/komentari?krug=1", "/predmeti/" + m.ref + "/komentari/1?krug=1", "/predmeti/" + m.ref + "/tekst/2"}
	for _, path := range beside {
		page := s.visitor().gets("/sr-Cyrl" + path)
		shows(t, page, "Измена ће се видети када измењени текст буде објављен.")
		hides(t, page, change)
	}
	_, err := s.store.DB().ExecContext(t.Context(), `UPDATE package_documents SET visibility = 'public'`)
	if err != nil {
		t.Fatal(err)
	}
	shows(t, s.visitor().gets(at), change)
	for _, path := range beside {
		page := s.visitor().gets("/sr-Cyrl" + path)
		shows(t, page, change)
		hides(t, page, "Измена ће се видети")
	}
	shows(t, s.visitor().gets("/sr-Cyrl/predmeti/"+m.ref+"/izmene?do=3&izmena=art_2&od=2"), "<del>30</del><ins>20</ins>", `id="izmena-art_2"`)
}

func TestTheCodeIsThatOfTheAddress(t *testing.T) {
	const address = "https://rasprava.primer.example/sr-Cyrl/potvrde/7ZQ3M-0KX9R-00000-00000-00000"
	got := qrOf(address)
	want, err := qr.Encode(address, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	if got.Size != want.Size+8 {
		t.Errorf("got a code of %d, want %d and its margin", got.Size, want.Size)
	}
	black := map[[2]int]bool{}
	for run := range strings.SplitSeq(strings.TrimPrefix(got.Path, "M"), "M") {
		place, rest, _ := strings.Cut(run, "h")
		x, y, _ := strings.Cut(place, " ")
		width, _, _ := strings.Cut(rest, "v")
		for i := range whole(t, width) {
			black[[2]int{whole(t, x) + i - 4, whole(t, y) - 4}] = true
		}
	}
	for y := range want.Size {
		for x := range want.Size {
			if black[[2]int{x, y}] != want.Black(x, y) {
				t.Fatalf("the module at %d, %d differs", x, y)
			}
		}
	}
	if qrOf(strings.Repeat("x", 10_000)) != (qrCode{}) {
		t.Error("a text that does not fit has a code")
	}
}

func whole(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// checks sends a receipt file to be checked, as a file or as pasted text.
func (u *visitor) checks(file, text []byte) response { return u.checksWords(file, text, nil, nil) }

// checksWords is checks with the file of what was said beside it.
func (u *visitor) checksWords(file, text, words, wordsText []byte) response {
	u.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, f := range []struct {
		field, name string
		content     []byte
	}{{"datoteka", "потврда.tlog-proof", file}, {"reci", "речи.said.txt", words}} {
		if f.content == nil {
			f.name = "" // as of a file that was not chosen
		}
		part, err := w.CreateFormFile(f.field, f.name)
		if err == nil {
			_, err = part.Write(f.content)
		}
		if err != nil {
			u.t.Fatal(err)
		}
	}
	for field, content := range map[string][]byte{"tekst": text, "reci_tekst": wordsText} {
		err := w.WriteField(field, string(content))
		if err != nil {
			u.t.Fatal(err)
		}
	}
	err := w.Close()
	if err != nil {
		u.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(u.t.Context(), "POST", u.url+"/sr-Cyrl/provera", &b)
	if err != nil {
		u.t.Fatal(err)
	}
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return u.send(req)
}

func TestAReceiptIsChecked(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	u := s.visitor()
	at := u.sendsOne(t, m.ref)
	no := strings.TrimPrefix(at, "/sr-Cyrl/potvrde/")
	file := u.asks("GET", at+"/datoteka", nil).want(200).body
	other := newSite(t)
	foreign := newMinistry(other, "MPROBA")
	foreign.debates("MPROBA")
	stranger := other.visitor()
	theirs := stranger.asks("GET", stranger.sendsOne(t, foreign.ref)+"/datoteka", nil).want(200).body
	altered := bytes.Replace(file, []byte("\nindex "), []byte("\nindex 1"), 1)
	for name, tt := range map[string]struct {
		file, text []byte
		want       string
	}{
		"the file":                     {file, nil, "Потврда је исправна."},
		"pasted without its last line": {nil, bytes.TrimSpace(file), "Потврда је исправна."},
		"pasted from another system":   {nil, bytes.ReplaceAll(file, []byte("\n"), []byte("\r\n")), "Потврда је исправна."},
		"another log's":                {theirs, nil, "није потписао наш дневник"},
		"an altered one":               {altered, nil, "измењена је"},
		"something else":               {[]byte(`<script>alert("x")</script>`), nil, "није датотека потврде"},
		"zeros":                        {make([]byte, 1000), nil, "није датотека потврде"},
		"base64 of it":                 {[]byte(base64.StdEncoding.EncodeToString(file)), nil, "није датотека потврде"},
	} {
		t.Run(name, func(t *testing.T) {
			page := string(u.checks(tt.file, tt.text).want(200).body)
			if !strings.Contains(page, tt.want) || !strings.Contains(page, `role="status"`) {
				t.Errorf("the page does not say %q", tt.want)
			}
			if valid := strings.Contains(tt.want, "исправна."); strings.Contains(page, at) != valid || strings.Contains(page, "Закон о проби") != valid {
				t.Errorf("the page shows what the receipt says: %v, want %v", !valid, valid)
			}
		})
	}
	u.checks(nil, nil).want(422)
	u.checks(bytes.Repeat([]byte("x"), boundCheck), nil).want(413)
	if r := u.asks("GET", "/sr-Cyrl/provera?broj="+url.QueryEscape(strings.ToLower(strings.ReplaceAll(no, "-", " "))), nil).want(303); r.header.Get("Location") != at {
		t.Errorf("the number leads to %s", r.header.Get("Location"))
	}
	for asked, want := range map[string]string{"7ZQ3M": "није број потврде", "00000-00000-00000-00000-00000": "Потврде са тим бројем нема"} {
		page := string(u.asks("GET", "/sr-Cyrl/provera?broj="+asked, nil).want(422).body)
		if !strings.Contains(page, want) || !strings.Contains(page, `value="`+asked+`"`) {
			t.Errorf("%s: the page does not say %q", asked, want)
		}
	}
}

// TestTheReceiptOfWhatWasCorrectedSinceSaysSo checks the first receipt of a submission
// and that of its correction, before and after it is withdrawn: each is of what was
// received then, and the server tells what became of it since.
func TestTheReceiptOfWhatWasCorrectedSinceSaysSo(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	u := s.visitor()
	at := u.sendsOne(t, m.ref)
	fetch := func() []byte { return u.asks("GET", at+"/datoteka", nil).want(200).body }
	checked := func(file []byte) string {
		_, main, _ := strings.Cut(string(u.checks(file, nil).want(200).body), "<h1>")
		section, _, _ := strings.Cut(main, "<form")
		return section
	}
	first := fetch()
	if page := checked(first); strings.Contains(page, "Шта је са дописом било од тада") || strings.Contains(page, "он од тада није мењан") {
		t.Error("the page tells of what did not happen, or of what the receipt does not prove")
	}
	u.asks("POST", at+"/ispravka", url.Values{"key": {"1"}, "comments[0].body": {"Рок је прекратак."}}).want(303)
	second := fetch()
	before := checked(first)
	shows(t, before, "Потврда је исправна.", "пише на страници потврде", "Шта је са дописом било од тада", "Исправљен је текст.", "Примљено", at)
	if strings.Contains(before, "Исправка примљена") {
		t.Error("the first receipt is taken for that of the correction")
	}
	after := checked(second)
	shows(t, after, "Потврда исправке је исправна.", "Исправка примљена", "пише на страници потврде", at)
	if strings.Contains(after, ">Примљено<") || strings.Contains(after, "Исправљен је текст.") {
		t.Error("the receipt of the correction is taken for that of what was sent first")
	}
	u.asks("POST", at+"/povlacenje", url.Values{"key": {"2"}, "of": {"all"}}).want(303)
	for _, file := range [][]byte{first, second} {
		shows(t, checked(file), "Шта је са дописом било од тада", "Повучено је све што је послато.")
	}
}
