package web

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestAFormComesThroughWithItsFilesShortened reads forms with files of several lengths,
// and some that go on beyond what is read at all.
func TestAFormComesThroughWithItsFilesShortened(t *testing.T) {
	type part struct{ name, file, content string }
	form := func(parts ...part) (string, []byte) {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		for _, p := range parts {
			begin := func() (io.Writer, error) { return w.CreateFormField(p.name) }
			if p.file != "" {
				begin = func() (io.Writer, error) { return w.CreateFormFile(p.name, p.file) }
			}
			to, err := begin()
			if err == nil {
				_, err = to.Write([]byte(p.content))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return w.Boundary(), b.Bytes()
	}
	for what, c := range map[string]struct {
		parts []part
		read  int64 // of the request, at most
		kept  int64 // bytes of the file
		size  int64 // that it is said to have
		typed url.Values
		err   bool
	}{
		"no file":                  {parts: []part{{"a", "", "један"}, {"b", "", "два"}}, typed: url.Values{"a": {"један"}, "b": {"два"}}},
		"a file that is right":     {parts: []part{{"a", "", "један"}, {"f", "x", strings.Repeat("0", 100)}, {"b", "", "два"}}, kept: 100, size: 100, typed: url.Values{"a": {"један"}, "b": {"два"}}},
		"one byte too long":        {parts: []part{{"f", "x", strings.Repeat("0", 101)}, {"b", "", "два"}}, kept: 101, size: 101, typed: url.Values{"b": {"два"}}},
		"much too long":            {parts: []part{{"a", "", "један"}, {"f", "x", strings.Repeat("0", 100_000)}, {"b", "", "два"}}, kept: 101, size: 100_000, typed: url.Values{"a": {"један"}, "b": {"два"}}},
		"longer than what is read": {parts: []part{{"a", "", "један"}, {"f", "x", strings.Repeat("0", 1<<20)}, {"b", "", "два"}}, read: 200_000, kept: 101, size: 1 << 20, typed: url.Values{"a": {"један"}}},
		"words that are too long":  {parts: []part{{"a", "", strings.Repeat("ж", 1000)}}, err: true},
		"too many files":           {parts: []part{{"f", "x", strings.Repeat("0", 100)}, {"g", "x", strings.Repeat("0", 100)}, {"h", "x", strings.Repeat("0", 100)}, {"i", "x", strings.Repeat("0", 100)}}, err: true},
	} {
		boundary, body := form(c.parts...)
		r := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
		r.Header.Set("Content-Type", "multipart/form-data; boundary="+boundary)
		if c.read > 0 {
			r.Body = http.MaxBytesReader(nil, r.Body, c.read)
		}
		s := &shortened{boundary: boundary, most: 100, all: 350, sizes: map[string]int64{}}
		err := s.parse(r)
		if c.err {
			if !errors.Is(err, multipart.ErrMessageTooLarge) {
				t.Errorf("%s: got %v, want that it is too large", what, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if r.PostForm.Encode() != c.typed.Encode() {
			t.Errorf("%s: got the words %v, want %v", what, r.PostForm, c.typed)
		}
		kept := int64(0)
		for _, f := range r.MultipartForm.File["f"] {
			kept += f.Size
		}
		if kept != c.kept || s.sizes["f"] < c.size || c.read == 0 && s.sizes["f"] != c.size {
			t.Errorf("%s: %d bytes of %d are kept, want %d of %d", what, kept, s.sizes["f"], c.kept, c.size)
		}
	}
	for name, body := range map[string]string{"nothing": "", "no form": "текст", "cut off": "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nјед"} {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		before := runtime.NumGoroutine()
		err := (&shortened{boundary: "x", most: 100, all: 350, sizes: map[string]int64{}}).parse(r)
		if err == nil {
			t.Errorf("%s: it is taken for a form", name)
		}
		for range 100 {
			if runtime.NumGoroutine() <= before {
				break
			}
			time.Sleep(time.Millisecond)
		}
		if n := runtime.NumGoroutine(); n > before {
			t.Errorf("%s: %d goroutines are left", name, n-before)
		}
	}
}

// TestWhatWasTypedBesideAFileThatIsTooLargeComesBack sends files beyond the bound of the
// whole request.
func TestWhatWasTypedBesideAFileThatIsTooLargeComesBack(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	u := s.visitor()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	values := filledForm(t, u.gets(at), "preview", map[string]string{"kind": "remark", "author.kind": "anonymous", "body": "Ово сам дуго писао."})
	page := string(u.sendsFile(t, at, values, "velika.pdf", "%PDF-"+strings.Repeat("0", 29<<20)).want(http.StatusUnprocessableEntity).body)
	shows(t, page, `href="#f-file"`, "Ово сам дуго писао.</textarea>", "Датотека има 30 мегабајта, а може имати највише 20 мегабајта.", `data-most="20971520"`)
	plain := string(u.asks("POST", at, url.Values{"body": {strings.Repeat("x", 29<<20)}}).want(http.StatusRequestEntityTooLarge).body)
	shows(t, plain, "Послато је 30 мегабајта, а овде се прима највише 28 мегабајта.")
	w := m.drafter.works()
	entry := "/sr-Cyrl/predmeti/" + m.ref + "/priprema/dokument"
	preparing := string(w.uploads(entry, url.Values{"vrsta": {"annex"}, "naziv": {"Мој назив"}}, file{"datoteka", "velika.pdf", strings.Repeat("0", 49<<20)}).want(http.StatusRequestEntityTooLarge).body)
	shows(t, preparing, `href="#f-datoteka"`, "Датотека има 49 мегабајта", "Мој назив")
}
