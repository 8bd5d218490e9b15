package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/web/api"
)

func TestTheDocumentOfAConclusionIsFetchedByWhoeverSeesIt(t *testing.T) {
	s := newSite(t)
	g := newDecided(s)
	g.gives(g.drafter, "complete", object{"outcome": "collected", "support": 100}).want(200)
	path := g.page("/zakljucak")
	page := g.secretary.opensPage(path)
	shows(t, page, "слика или обичан текст, највише 8 мегабајта.")
	typed := map[string]string{"korak": "pregled", "ishod": "required", "broj": "05 број 7", "datum": g.heldOn(), "razlozi": "Због значаја.", "prisutno": "7", "za": "6"}
	for _, c := range []struct {
		name, file string
		content    []byte
		says       string
	}{
		{"a page", "zakljucak.html", []byte("<html>"), "Приложите PDF или DOCX, други отворени документ, слику или обичан текст."},
		{"a page that is called a PDF", "zakljucak.pdf", []byte("<html>"), "Наставак назива датотеке мора да одговара"},
		{"nothing", "zakljucak.pdf", nil, "Послата датотека нема садржај"},
		{"too long", "zakljucak.pdf", append([]byte("%PDF-1.7"), make([]byte, maxDocument)...), "већи од 8 мегабајта"},
		{"a long name", strings.Repeat("z", 210) + ".pdf", []byte("%PDF-1.7"), "Упишите назив датотеке до 200 знакова"},
	} {
		r := g.attaches(g.secretary, page, typed, c.file, c.content).want(http.StatusUnprocessableEntity)
		shows(t, string(r.body), c.says, `href="#f-dokument"`, `value="05 број 7"`, `value="`+g.heldOn()+`"`, "Због значаја.", `value="7"`, `value="6"`)
		hides(t, string(r.body), "Приложено:")
	}

	content := []byte("%PDF-1.7 закључак <script>alert(1)</script>")
	sum := sha256.Sum256(content)
	hash := hex.EncodeToString(sum[:])
	preview := string(g.attaches(g.secretary, page, typed, "Закључак 05.pdf", content).want(http.StatusOK).body)
	enter := map[string]string{"korak": "unos"}
	for _, name := range []string{"ishod", "broj", "datum", "naziv", "otisak", "razlozi", "prisutno", "za"} {
		enter[name] = hiddenIn(preview, name)
	}
	g.attaches(g.secretary, preview, map[string]string{"korak": "unos", "ishod": "required", "broj": "05 број 7", "datum": g.heldOn(), "prisutno": "7", "za": "6",
		"naziv": "drugo.pdf", "otisak": someHash}, "", nil).want(http.StatusUnprocessableEntity).holds("Датотека са тим отиском није примљена", `href="#f-dokument"`)
	g.attaches(g.secretary, preview, enter, "", nil).want(http.StatusSeeOther)

	file := g.path("/conclusions/2/document")
	s.visitor().asks("GET", file, nil).refused(http.StatusNotFound, dossier.CodeNotFound) // nobody sees the dossier yet
	shows(t, g.drafter.opensPage(g.page("?istorija=sve")), `href="`+file+`"`, "Преузмите документ", "Закључак 05.pdf", groups(hash))
	g.gives(g.drafter, "publish_proof", object{"channel": "own_site", "url": "https://primer.example/poziv", "sha256": someHash}).want(200)
	g.drafter.do("POST", g.path("/versions"), object{"reason": "documents", "documents": []object{{"kind": "annex", "name": "a.txt", "content": "x"}}})
	for lang, says := range map[string]string{"sr-Cyrl": "Преузмите документ", "sr-Latn": "Preuzmite dokument", "en": "Download the document"} {
		shows(t, s.visitor().gets("/"+lang+"/predmeti/"+g.ref+"?istorija=sve"), `href="`+file+`"`, says, `data-copy="`+hash+`"`)
	}
	r := s.visitor().asks("GET", file, nil).want(http.StatusOK)
	if string(r.body) != string(content) {
		t.Errorf("got %q", r.body)
	}
	for name, want := range map[string]string{"Content-Type": "application/pdf", "ETag": `"sha256:` + hash + `"`, "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "default-src 'none'; sandbox"} {
		if got := r.header.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if got := r.header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment;") {
		t.Errorf("it is shown: %q", got)
	}
	c := g.view().Stages[1].Conclusion
	if c == nil || c.Href != file || c.Size != int64(len(content)) || c.Sha256 != hash {
		t.Errorf("the interface says %+v", c)
	}
}

func TestAProgramBringsTheDocumentOfAConclusion(t *testing.T) {
	s := newSite(t)
	g := newDecided(s)
	at := g.path("/conclusion-document")
	pdf := object{"name": "z.pdf", "content": "%PDF-1.7"}
	g.secretary.do("POST", at, pdf).refused(http.StatusNotFound, dossier.CodeNotFound)
	g.gives(g.drafter, "complete", object{"outcome": "collected", "support": 100}).want(200)
	g.drafter.do("POST", at, pdf).refused(http.StatusForbidden, dossier.CodeNotYourBody)
	for name, c := range map[string]struct {
		in   object
		want string
	}{
		"neither text nor bytes": {object{"name": "z.pdf"}, "content document_empty"},
		"both":                   {object{"name": "z.pdf", "content": "x", "content_base64": "eA=="}, "content_base64 base64_invalid"},
		"no base64":              {object{"name": "z.pdf", "content_base64": "%"}, "content_base64 base64_invalid"},
		"another kind of file":   {object{"name": "z.svg", "content": "<svg/>"}, "content conclusion_document_type"},
	} {
		p := g.secretary.do("POST", at, c.in).refused(http.StatusUnprocessableEntity, dossier.CodeInvalid)
		if len(p.Errors) != 1 || p.Errors[0].Field+" "+p.Errors[0].Code != c.want {
			t.Errorf("%s: got %+v, want %s", name, p.Errors, c.want)
		}
	}
	brought := as[api.BroughtDocument](g.secretary.do("POST", at, pdf).want(http.StatusCreated))
	sum := sha256.Sum256([]byte("%PDF-1.7"))
	if brought.Size != 8 || brought.Sha256 != hex.EncodeToString(sum[:]) {
		t.Errorf("got %+v", brought)
	}
}
