package web

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/web/api"
)

const portable = "%PDF-1.4\n1 0 obj\n<< /Author (Petar) >>\nendobj\ntrailer\n<< /Info 1 0 R >>\nstartxref\n9\n%%EOF\n"

// multiparts returns a form with a file as browsers send it, and its media type.
func multiparts(t *testing.T, values url.Values, name, content string) (string, string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for field, all := range values {
		for _, value := range all {
			if err := w.WriteField(field, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write([]byte(content))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), w.FormDataContentType()
}

func (c *caller) uploads(name, content string) response {
	c.t.Helper()
	body, kind := multiparts(c.t.(*testing.T), nil, name, content)
	return c.do("POST", "/api/v1/attachments", body, "Content-Type", kind)
}

// sendsFile sends a form with a file.
func (u *visitor) sendsFile(t *testing.T, at string, form url.Values, name, content string) response {
	t.Helper()
	body, kind := multiparts(t, form, name, content)
	req, err := http.NewRequestWithContext(t.Context(), "POST", u.url+at, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return u.send(req)
}

// apart fails unless an answer is a file that no browser shows.
func apart(t *testing.T, r response, name string) {
	t.Helper()
	for header, want := range map[string]string{"Content-Type": "application/pdf", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"} {
		if got := r.header.Get(header); got != want {
			t.Errorf("%s: got %q, want %q", header, got, want)
		}
	}
	if got := r.header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment") || !strings.Contains(got, name) {
		t.Errorf("disposition: got %q", got)
	}
	if bytes.Contains(r.body, []byte("Petar")) || len(r.body) != len(portable) {
		t.Errorf("got %d bytes: %q", len(r.body), r.body)
	}
}

func TestAFileIsUploadedBeforeItsComment(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	file := as[api.Attachment](s.public().uploads("primer.pdf", portable).want(201))
	if file.Name != "primer.pdf" || file.MediaType != "application/pdf" || file.Size != len(portable) || len(file.Sha256) != 64 {
		t.Errorf("got %+v", file)
	}
	s.public().do("GET", "/api/v1/attachments/"+file.Id, nil).refused(404, dossier.CodeNotFound)
	in := letter("Пример је у прилогу.")
	in["comments"].([]object)[0]["attachments"] = []string{file.Id}
	sent := as[api.Received](s.public().submits(round, "1", in).want(201))
	s.public().submits(round, "2", in).refused(422, dossier.CodeInvalid)
	s.public().submits(round, "1", in).want(201)
	list := as[api.CommentList](s.public().do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(200))
	if len(list.Items) != 1 || len(list.Items[0].Attachments) != 1 || list.Items[0].Attachments[0] != file {
		t.Errorf("the comment of %s: %+v", sent.ReceiptNo, list.Items)
	}
	apart(t, s.public().do("GET", "/api/v1/attachments/"+file.Id, nil).want(200), "primer.pdf")
	apart(t, s.visitor().asks("GET", "/prilozi/"+file.Id, nil).want(200), "primer.pdf")
}

// TestAnAuthorAlwaysReachesTheirFiles asks for a file in a round that shows no comments,
// before it is corrected and after.
func TestAnAuthorAlwaysReachesTheirFiles(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	s.resets(`UPDATE rounds SET show_comments = false`)
	sends := func(key, name string) (api.Received, string) {
		file := as[api.Attachment](s.public().uploads(name, portable).want(201))
		in := letter("Пример је у прилогу.")
		in["comments"].([]object)[0]["attachments"] = []string{file.Id}
		return as[api.Received](s.public().submits(round, key, in).want(201)), file.Id
	}
	own, file := sends("1", "primer.pdf")
	other, others := sends("2", "drugi.pdf")
	s.public().do("GET", "/api/v1/attachments/"+file, nil).refused(404, dossier.CodeNotFound)
	at, bearer := "/api/v1/receipts/"+own.ReceiptNo, "Bearer "+own.Secret
	fetch := func(id, authority string) response {
		return s.public().do("GET", at+"/attachments/"+id, nil, "Authorization", authority)
	}
	apart(t, fetch(file, bearer).want(200), "primer.pdf")
	s.public().do("GET", at+"/attachments/"+file, nil).refused(401, dossier.CodeSecretRequired)
	fetch(file, "Bearer "+other.Secret).refused(403, dossier.CodeSecretWrong)
	fetch(others, bearer).refused(404, dossier.CodeNotFound)
	fetch("x", bearer).refused(404, dossier.CodeNotFound)
	s.public().do("POST", at+"/correct", object{"comments": []object{{"body": "Без прилога."}}}, "Idempotency-Key", "a", "Authorization", bearer).want(200)
	apart(t, fetch(file, bearer).want(200), "primer.pdf")
}

func TestWhoSendsHearsThatAFileMayNameItsMaker(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	signed := strings.Replace(portable, "/Info", "/ByteRange [0 1 2 3] /Info", 1)
	if as[api.Attachment](s.public().uploads("a.pdf", portable).want(201)).Telling || !as[api.Attachment](s.public().uploads("a.pdf", signed).want(201)).Telling {
		t.Error("the interface does not say which file may name its maker")
	}
	u := s.visitor()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	const told, out = "можда открива ко ју је направио", "Подаци о томе ко је датотеку направио, ако их је било, уклоњени су."
	form := unfiled(t, u.gets(at), "attach", nil)
	for name, value := range map[string]string{"kind": "remark", "body": "Пример је у прилогу.", "author.kind": "anonymous"} {
		form.Set(name, value)
	}
	clean := string(u.sendsFile(t, at, form, "prvi.pdf", portable).want(200).body)
	if strings.Contains(clean, told) || strings.Count(clean, out) != 1 {
		t.Error("of a file without its maker it is said that it names them, or not that they were taken out")
	}
	attached := string(u.sendsFile(t, at, unfiled(t, clean, "attach", nil), "drugi.pdf", signed).want(200).body)
	preview := string(u.asks("POST", at, unfiled(t, attached, "preview", nil)).want(200).body)
	for name, page := range map[string]string{"the form": attached, "the preview": preview} {
		if strings.Count(page, told) != 1 || strings.Index(page, told) < strings.Index(page, "drugi.pdf") {
			t.Errorf("%s does not say that the second file may name its maker", name)
		}
		if strings.Count(page, out) != 1 || strings.Index(page, out) > strings.Index(page, "drugi.pdf") {
			t.Errorf("%s does not say of the first file alone that its maker was taken out", name)
		}
	}
}

func TestAFileThatIsNotTakenSaysWhy(t *testing.T) {
	s := newSite(t)
	for name, c := range map[string]struct {
		content string
		status  int
		code    dossier.Code
	}{
		"slika.svg": {"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", 422, dossier.CodeAttachmentKind},
		"a.pdf":     {"%PDF-", 422, dossier.CodeAttachmentDamaged},
		"b.pdf":     {"", 422, dossier.CodeAttachmentEmpty},
		"c.pdf":     {"%PDF-" + strings.Repeat("0", 21<<20), 413, dossier.CodeTooLarge},
	} {
		r := s.public().uploads(name, c.content).want(c.status)
		var p api.Problem
		if err := json.Unmarshal(r.body, &p); err != nil || len(p.Errors) != 1 || p.Errors[0].Code != string(c.code) || p.Errors[0].Field != "file" {
			t.Errorf("%s: got %s", name, r.body)
		}
	}
	s.public().do("POST", "/api/v1/attachments", object{}).refused(415, codeMediaType)
}

func TestAFileGoesWithTheFormAndWithoutScripts(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	u := s.visitor()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	page := u.gets(at)
	typed := map[string]string{"kind": "remark", "body": "Пример је у прилогу.", "author.kind": "anonymous"}
	unnamed := string(u.asks("POST", at, unfiled(t, page, "attach", typed)).want(422).body)
	holdsAll(t, "no file was chosen", unnamed, `href="#f-file"`, "Изаберите датотеку па је приложите.", "Пример је у прилогу.</textarea>")
	form := unfiled(t, page, "attach", typed)
	refused := string(u.sendsFile(t, at, form, "skripta.html", "<script>").want(422).body)
	if !strings.Contains(refused, "Пример је у прилогу.</textarea>") || !strings.Contains(refused, `href="#f-file"`) {
		t.Error("the form does not say why a file is not taken, or lost what was typed")
	}
	attached := string(u.sendsFile(t, at, form, "<b>Пример</b> \u202efdp.exe.pdf", portable).want(200).body)
	if !strings.Contains(attached, "bПримерb fdp.exe.pdf") && !strings.Contains(attached, "b fdp.exe.pdf") || !strings.Contains(attached, "Пример је у прилогу.</textarea>") {
		t.Errorf("the form does not name the file that is attached, or lost what was typed")
	}
	twice := string(u.sendsFile(t, at, unfiled(t, attached, "attach", nil), "drugi.pdf", portable).want(200).body)
	one := string(u.asks("POST", at, unfiled(t, twice, "detach:1", nil)).want(200).body)
	if !strings.Contains(twice, "drugi.pdf") || strings.Contains(one, "drugi.pdf") || !strings.Contains(one, "fdp.exe.pdf") {
		t.Error("a file was not taken back")
	}
	preview := string(u.asks("POST", at, unfiled(t, one, "preview", nil)).want(200).body)
	if !strings.Contains(preview, "fdp.exe.pdf") || strings.Contains(preview, "<b>Пример</b>") {
		t.Error("the preview does not name the file")
	}
	receipt := u.asks("POST", at, filledForm(t, preview, "send", nil)).want(303).header.Get("Location")
	shown := u.gets(receipt)
	link := "/prilozi/"
	i := strings.Index(shown, link)
	if i < 0 {
		t.Fatal("the receipt does not lead to the file")
	}
	apart(t, s.visitor().asks("GET", shown[i:i+len(link)+36], nil).want(200), "exe.pdf")
	comment := s.visitor().gets("/sr-Cyrl/predmeti/" + m.ref + "/komentari/1")
	if !strings.Contains(comment, shown[i:i+len(link)+36]) {
		t.Error("the page of the comment does not lead to the file")
	}
}

// Whatever is pressed while a file is chosen that was not attached yet, it is attached to
// the comment on the form, or its refusal stands at its field.
func TestAChosenFileIsTakenInWhateverIsPressed(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	u := s.visitor()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	typed := map[string]string{"place": "act:art_1", "kind": "remark", "body": "Прво мишљење.", "author.kind": "anonymous"}
	second := string(u.sendsFile(t, at, unfiled(t, u.gets(at), "more", typed), "prvi.pdf", portable).want(200).body)
	holdsNone(t, "the form of the second comment", second, "prvi.pdf", "Прво мишљење.</textarea>")
	typed = map[string]string{"place": "act:art_2", "kind": "remark", "body": "Друго мишљење."}
	for press, c := range map[string]struct {
		shows string // of what the step leads to
		onIt  bool   // the form shows the comment that the file is for, and the file
	}{
		"place": {"Друго мишљење.</textarea>", true}, "attach": {"Друго мишљење.</textarea>", true}, "cosigners": {"Друго мишљење.</textarea>", true},
		"preview": {"Друго мишљење.", true}, "more": {`name="at" value="2"`, false}, "edit:0": {"Прво мишљење.</textarea>", false}, "drop:0": {"Друго мишљење.</textarea>", true},
	} {
		page := string(u.sendsFile(t, at, unfiled(t, second, press, typed), "drugi.pdf", portable).want(200).body)
		holdsAll(t, press, page, c.shows)
		if strings.Contains(page, "drugi.pdf") != c.onIt {
			t.Errorf("%s: the page names the file: %t, want %t", press, !c.onIt, c.onIt)
		}
		if press != "preview" {
			if !c.onIt {
				page = string(u.asks("POST", at, unfiled(t, page, "edit:1", map[string]string{"body": "Још једно."})).want(200).body)
				holdsAll(t, press+", then back", page, "Друго мишљење.</textarea>", "drugi.pdf")
			}
			refused := string(u.sendsFile(t, at, unfiled(t, second, press, typed), "skripta.html", "<script>").want(422).body)
			holdsAll(t, press+" with what is not taken", refused, `href="#f-file"`, "Примају се PDF, DOCX, ODT", "Друго мишљење.</textarea>")
		}
	}
	preview := string(u.sendsFile(t, at, unfiled(t, second, "preview", typed), "drugi.pdf", portable).want(200).body)
	holdsAll(t, "the preview", preview, "prvi.pdf", "drugi.pdf")
	nameless := string(u.sendsFile(t, at, unfiled(t, second, "preview", map[string]string{"body": ""}), "skripta.html", "<script>").want(422).body)
	holdsAll(t, "what is not taken, and nothing said", nameless, `href="#f-file"`, `href="#f-body"`)
	receipt := u.gets(u.asks("POST", at, filledForm(t, preview, "send", nil)).want(http.StatusSeeOther).header.Get("Location"))
	holdsAll(t, "the receipt", receipt, "prvi.pdf", "drugi.pdf")
}

// unfiled is filledForm as a browser sends it where no file was chosen.
func unfiled(t *testing.T, page, press string, change map[string]string) url.Values {
	t.Helper()
	form := filledForm(t, page, press, change)
	form.Del("file")
	return form
}

func TestFilesAreLimitedWhereSubmissionsAre(t *testing.T) {
	for rate, want := range map[string]int{"30/m": http.StatusTooManyRequests, "off": http.StatusCreated} {
		s := newSite(t, func(o *Options) { o.RateSubmissions = rate })
		for range attachmentsTaken.Burst {
			s.public().uploads("primer.pdf", portable).want(http.StatusCreated)
		}
		if r := s.public().uploads("primer.pdf", portable); r.status != want {
			t.Errorf("with %s one more than may be: %d, want %d", rate, r.status, want)
		}
	}
}
