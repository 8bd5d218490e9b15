package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// worker is an official with a browser.
type worker struct {
	*visitor
	token string
}

func (c *caller) works() *worker { return &worker{c.visitor(), c.token} }

// opens returns a page as it is answered.
func (w *worker) opens(path string) response {
	w.t.Helper()
	return w.asks("GET", path, nil, "Authorization", "Bearer "+w.token)
}

// reads returns a page that must be there.
func (w *worker) reads(path string) string {
	w.t.Helper()
	return string(w.opens(path).want(http.StatusOK).body)
}

// sends sends a form.
func (w *worker) sends(path string, form url.Values) response {
	w.t.Helper()
	return w.asks("POST", path, form, "Authorization", "Bearer "+w.token)
}

// file is what is chosen in a field for files.
type file struct{ field, name, content string }

// uploads sends a form with files.
func (w *worker) uploads(path string, form url.Values, files ...file) response {
	w.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for name, values := range form {
		for _, value := range values {
			err := m.WriteField(name, value)
			if err != nil {
				w.t.Fatal(err)
			}
		}
	}
	for _, f := range files {
		part, err := m.CreateFormFile(f.field, f.name)
		if err != nil {
			w.t.Fatal(err)
		}
		_, err = part.Write([]byte(f.content))
		if err != nil {
			w.t.Fatal(err)
		}
	}
	err := m.Close()
	if err != nil {
		w.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(w.t.Context(), "POST", w.url+path, &b)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Content-Type", m.FormDataContentType())
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.Header.Set("Authorization", "Bearer "+w.token)
	return w.send(req)
}

var hiddenInput = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// hidden returns what a page's forms carry unseen, with more on top.
func hidden(page string, more ...string) url.Values {
	form := url.Values{}
	for _, found := range hiddenInput.FindAllStringSubmatch(page, -1) {
		form.Set(found[1], found[2])
	}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return form
}

// shows fails the test unless the page holds every text.
func shows(t *testing.T, page string, texts ...string) {
	t.Helper()
	page = strings.ReplaceAll(page, "\u00a0", " ")
	for _, text := range texts {
		if !strings.Contains(page, text) {
			t.Errorf("the page does not say %q", text)
		}
	}
}

// hides fails the test where the page holds one of the texts.
func hides(t *testing.T, page string, texts ...string) {
	t.Helper()
	page = strings.ReplaceAll(page, "\u00a0", " ")
	for _, text := range texts {
		if strings.Contains(page, text) {
			t.Errorf("the page says %q", text)
		}
	}
}
