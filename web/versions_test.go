package web

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/api"
)

func TestTheTextOfAVersionComesInTheFormAskedFor(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	for accept, want := range map[string]struct{ kind, text string }{
		"":                         {"application/json; charset=utf-8", `"format": "rasprava.act/1"`},
		"application/json":         {"application/json; charset=utf-8", `"id": "art_2"`},
		"text/plain":               {"text/plain; charset=utf-8", "Члан 2."},
		"text/html;q=0.9, */*;q=0": {"text/html; charset=utf-8", `id="art_2"`},
		formAKN:                    {formAKN + "; charset=utf-8", `wId="art_2"`},
		formDOCX:                   {formDOCX, "word/document.xml"},
	} {
		r := s.public().do("GET", m.path("/versions/1"), nil, "Accept", accept).want(200)
		if r.header.Get("Content-Type") != want.kind || !strings.Contains(string(r.body), want.text) || !strings.Contains(strings.Join(r.header.Values("Vary"), ", "), "Accept") {
			t.Errorf("%q: got %s: %s", accept, r.header.Get("Content-Type"), clip(r.body))
		}
	}
	for _, accept := range []string{"application/pdf", "image/*"} {
		s.public().do("GET", m.path("/versions/1"), nil, "Accept", accept).refused(406, codeNotAcceptable)
	}
	a := as[act.Act](s.public().do("GET", m.path("/versions/1"), nil).want(200))
	if len(a.Articles()) != 3 {
		t.Errorf("got %d articles, want 3", len(a.Articles()))
	}
}

func TestDocumentsThatAreRefused(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	storetest.Ministry(t, s.store, "MDRUGO")
	m.opens("MPROBA", nil)
	png := base64.StdEncoding.EncodeToString(append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), make([]byte, 100)...))
	doc := func(kind, name string, more object) []object {
		d := object{"kind": kind, "name": name}
		for k, v := range more {
			d[k] = v
		}
		return []object{d}
	}
	tests := map[string]struct {
		in     object
		status int
		code   dossier.Code
		fields []string
	}{
		"a picture named a text":        {object{"reason": "comments", "documents": doc("act", "nacrt.txt", object{"content_base64": png})}, 422, dossier.CodeInvalid, []string{"documents[0].content:not_text"}},
		"a picture named an annex text": {object{"reason": "comments", "documents": doc("annex", "PRILOG.TXT", object{"content_base64": png})}, 422, dossier.CodeInvalid, []string{"documents[0].content:not_text"}},
		"bytes that are not UTF-8":      {object{"reason": "comments", "documents": doc("act", "nacrt.txt", object{"content_base64": base64.StdEncoding.EncodeToString([]byte("Члан 1.\n\xd0"))})}, 422, dossier.CodeInvalid, []string{"documents[0].content:not_utf8"}},
		"a zero character":              {object{"reason": "comments", "documents": doc("act", "nacrt.txt", object{"content": "Члан\x00"})}, 422, dossier.CodeInvalid, []string{"documents[0].content:nul_character"}},
		"bytes that are not base64":     {object{"reason": "comments", "documents": doc("act", "nacrt.txt", object{"content_base64": "?"})}, 422, dossier.CodeInvalid, []string{"documents[0].content_base64:base64_invalid"}},
		"content in two ways":           {object{"reason": "comments", "documents": doc("act", "nacrt.txt", object{"content": "x", "content_base64": "eA=="})}, 422, dossier.CodeInvalid, []string{"documents[0].content_base64:base64_invalid"}},
		"no content":                    {object{"reason": "comments", "documents": doc("act", "nacrt.txt", nil)}, 422, dossier.CodeInvalid, []string{"documents[0].content:document_empty"}},
		"a path for a name":             {object{"reason": "comments", "documents": doc("act", "../nacrt.txt", object{"content": "x"})}, 422, dossier.CodeInvalid, []string{"documents[0].name:document_name_invalid"}},
		"a name of 201 letters":         {object{"reason": "comments", "documents": doc("act", strings.Repeat("ш", 197)+".txt", object{"content": "x"})}, 422, dossier.CodeInvalid, []string{"documents[0].name:document_name_invalid"}},
		"an unknown kind":               {object{"reason": "comments", "documents": doc("poem", "a.txt", object{"content": "x"})}, 422, dossier.CodeInvalid, []string{"documents[0].kind:document_unknown"}},
		"an unknown reason":             {object{"reason": "whim", "documents": doc("act", "a.txt", object{"content": "x"})}, 422, dossier.CodeInvalid, []string{"reason:kind_unknown"}},
		"an unknown kind to remove":     {object{"reason": "documents", "remove": []string{"act", "poem"}}, 422, dossier.CodeInvalid, []string{"remove[1]:document_unknown"}},
		"two drafts":                    {object{"reason": "comments", "documents": append(doc("act", "a.txt", object{"content": "x"}), doc("act", "b.txt", object{"content": "y"})...)}, 422, dossier.CodeInvalid, []string{"documents:one_act"}},
		"the same again":                {object{"reason": "comments", "documents": doc("act", "nacrt.txt", object{"content": lawText})}, 409, dossier.CodeNothingChanged, []string{}},
		"a document of over 8 MiB":      {object{"reason": "comments", "documents": doc("act", "nacrt.txt", object{"content": strings.Repeat("а", 4<<20+1)})}, 413, dossier.CodeTooLarge, []string{"documents[0].content:too_large"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := m.drafter.on(t).do("POST", m.path("/versions"), tt.in).refused(tt.status, tt.code)
			if diff := cmp.Diff(tt.fields, fields(p)); diff != "" {
				t.Error(diff)
			}
			for _, f := range p.Errors {
				if f.Message == "" || strings.Contains(f.Message, "…") {
					t.Errorf("%s: got the message %q, want a whole one", f.Field, f.Message)
				}
			}
		})
	}
	m.first.do("POST", m.path("/versions"), object{"reason": "comments", "documents": doc("act", "a.txt", object{"content": "x"})}).refused(403, dossier.CodeWrongRole)
	s.person("Странац", "MDRUGO drafter").do("POST", m.path("/versions"), object{"reason": "comments", "documents": doc("act", "a.txt", object{"content": "x"})}).refused(404, dossier.CodeNotFound)
	if got := as[api.VersionList](m.drafter.do("GET", m.path("/versions"), nil).want(200)); len(got.Items) != 1 {
		t.Errorf("got %d versions, want the first alone", len(got.Items))
	}
}

func TestFiftyMegabytesAreRefusedInWords(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	for name, n := range map[string]int{"50 MB of text, within the bound of a request": 50_000_000, "60 MB, beyond it": 60_000_000} {
		t.Run(name, func(t *testing.T) {
			body := append(append([]byte(`{"reason":"comments","documents":[{"kind":"act","name":"nacrt.txt","content":"`), bytes.Repeat([]byte("a"), n)...), []byte(`"}]}`)...)
			m.drafter.on(t).do("POST", m.path("/versions"), body).refused(413, dossier.CodeTooLarge)
			s.public().on(t).do("POST", m.path("/versions"), body).refused(401, dossier.CodeUnauthenticated)
		})
	}
	m.drafter.do("POST", "/api/v1/dossiers", bytes.Repeat([]byte(" "), 30_000_000)).refused(413, dossier.CodeTooLarge)
}

func TestASenderThatAsksFirstKeepsItsBody(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	r := s.public().do("POST", m.path("/versions"), bytes.Repeat([]byte(" "), 1_000_000), "Expect", "100-continue")
	r.refused(401, dossier.CodeUnauthenticated)
}

func TestADocumentIsGivenAsItWasPutInAndNeverShown(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	const name = `<script>"прилог"; filename=x.html`
	content := []byte("<html><script>alert(1)</script>\x00\xff")
	added := as[api.AddedVersion](m.drafter.do("POST", m.path("/versions"), object{"reason": "documents", "note": "<i>белешка</i>", "documents": []object{
		{"kind": "annex", "name": "први.txt", "content": "1"}, {"kind": "annex", "name": name, "content_base64": base64.StdEncoding.EncodeToString(content)}}}).want(201))
	r := m.drafter.do("GET", m.path(fmt.Sprintf("/versions/%d/documents/annex/2", added.Number)), nil).want(200)
	if !bytes.Equal(r.body, content) {
		t.Errorf("got %q, want what was put in", r.body)
	}
	disposition, params, err := mime.ParseMediaType(r.header.Get("Content-Disposition"))
	if err != nil || disposition != "attachment" || params["filename"] != name {
		t.Errorf("got %q: %v", r.header.Get("Content-Disposition"), err)
	}
	if r.header.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(r.header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("got headers %v", r.header)
	}
	list := as[api.VersionList](m.drafter.do("GET", m.path("/versions"), nil).want(200))
	second := list.Items[1]
	if second.Note != "<i>белешка</i>" || len(second.Documents) != 3 || second.Documents[2].Name != name || second.Hash != added.Hash || second.ActHash == "" {
		t.Errorf("got %+v", second)
	}
}

func TestTheRedlineOfTwoVersions(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	m.drafter.do("POST", m.path("/versions"), object{"reason": "own_initiative", "documents": []object{{"kind": "act", "name": "nacrt.txt",
		"content": strings.Replace(lawText, "30 дана", "20 дана", 1)}}}).want(201)
	r := as[redline.Redline](m.drafter.do("GET", m.path("/redline?from=1&to=2"), nil).want(200))
	if r.Format != "rasprava.redline/1" || r.Summary.Articles.Edited != 1 || r.Summary.Articles.Unchanged != 2 || r.Summary.Words != (redline.Words{Inserted: 1, Deleted: 1}) {
		t.Errorf("got %+v", r.Summary)
	}
}

// reads lists every address under a dossier that can be read.
func (m *ministry) reads() []string {
	return []string{m.path(""), m.path("/timeline"), m.path("/versions"), m.path("/versions/1"), m.path("/versions/1/documents/act/1"), m.path("/redline?from=1&to=1")}
}

func TestWhatIsNotPublicIsUnseenEverywhere(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	for _, body := range []string{"MDRUGO", "MTREBE"} {
		storetest.Ministry(t, s.store, body)
	}
	partner, stranger := s.person("Сарадник", "MDRUGO drafter"), s.person("Странац", "MTREBE drafter")
	overseer := s.person("Заштитник", "MTREBE oversight")
	for visibility, seen := range map[string]map[string]bool{
		"working":    {"partner": true, "overseer": true},
		"embargoed":  {"partner": true, "overseer": true},
		"classified": {},
	} {
		t.Run(visibility, func(t *testing.T) {
			m.opens("MPROBA", object{"visibility": visibility, "co_proposers": []string{"MDRUGO"}})
			command := as[api.Command](m.gives(m.drafter, "publish_proof", proof("own_site")).want(200)).Id
			for name, c := range map[string]*caller{"public": s.public(), "stranger": stranger, "partner": partner, "overseer": overseer} {
				for _, path := range append(m.reads(), "/api/v1/commands/"+command) {
					r := c.on(t).do("GET", path, nil)
					want := map[bool]int{true: 200, false: 404}[seen[name]]
					if strings.HasPrefix(path, "/api/v1/commands/") && name == "public" {
						want = http.StatusUnauthorized
					}
					if r.status != want {
						t.Errorf("%s asks for %s: got %d, want %d", name, path, r.status, want)
					}
				}
				listed := strings.Contains(string(c.on(t).do("GET", "/api/v1/dossiers", nil).want(200).body), m.ref)
				if listed != seen[name] {
					t.Errorf("%s finds it in the list: %v, want %v", name, listed, seen[name])
				}
			}
			stranger.on(t).do("POST", m.path("/commands"), object{"command": "publish_proof", "seq": 1}).refused(404, dossier.CodeNotFound)
		})
	}
}

func TestADraftAfterPublicationIsUnseenUntilItIsPublished(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.decides()
	m.drafter.do("POST", m.path("/versions"), object{"reason": "comments", "documents": []object{
		{"kind": "act", "name": "nacrt.txt", "content": strings.Replace(lawText, "30 дана", "20 дана", 1)}}}).want(201)
	for _, path := range []string{m.path("/versions/2"), m.path("/versions/2/documents/act/1"), m.path("/redline?from=1&to=2")} {
		s.public().do("GET", path, nil).refused(404, dossier.CodeNotFound)
		m.drafter.do("GET", path, nil).want(200)
	}
	versions := as[api.VersionList](s.public().do("GET", m.path("/versions"), nil).want(200))
	if len(versions.Items) != 1 {
		t.Errorf("the public sees %d versions, want 1", len(versions.Items))
	}
	d := as[api.Dossier](s.public().do("GET", m.path(""), nil).want(200))
	if d.PublicVersion != 1 || d.Version != 0 {
		t.Errorf("the public is told of version %d and %d", d.PublicVersion, d.Version)
	}
}
