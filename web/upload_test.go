package web

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
)

// endless is a body that says how much of it was read.
type endless struct{ read int64 }

func (e *endless) Read(p []byte) (int, error) {
	clear(p)
	e.read += int64(len(p))
	return len(p), nil
}

// TestNothingIsReadOfAnOutsidersFiles sends a long form with files to every page
// that takes such, and a version to the API, as people who may not.
func TestNothingIsReadOfAnOutsidersFiles(t *testing.T) {
	l := newLand(t)
	outsiders := []string{"citizen", "drafter of another ministry", "signer of another ministry", "opinion giver", "secretary", "operator", "oversight"}
	targets := map[string]func(ref string) string{"/api/v1/dossiers/:ref/versions": func(ref string) string { return "/api/v1/dossiers/" + ref + "/versions" }}
	for _, p := range pages {
		if p.bound > boundForm {
			targets[p.path] = func(ref string) string { return at(p, ref) }
		}
	}
	if len(targets) < 4 {
		t.Fatalf("got %d targets, want every page that takes files", len(targets))
	}
	for path, address := range targets {
		for _, ref := range []string{l.public, l.unseen[0].ref} {
			for _, who := range outsiders {
				body := &endless{}
				r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, address(ref), io.LimitReader(body, 40<<20))
				r.ContentLength = 40 << 20
				for name, value := range map[string]string{"Authorization": "Bearer " + l.tokens[who], "Expect": "100-continue", "Accept": "text/html",
					"Content-Type": "multipart/form-data; boundary=x", "Sec-Fetch-Site": "same-origin"} {
					r.Header.Set(name, value)
				}
				w := httptest.NewRecorder()
				l.server.Handler().ServeHTTP(w, r)
				refused := slices.Contains([]int{http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusRequestEntityTooLarge}, w.Code)
				if !refused || body.read > 0 {
					t.Errorf("POST %s as %s: got %d, and %d bytes were read", path, who, w.Code, body.read)
				}
			}
		}
	}
}

// TestFilesOfAFormDoNotStay sends files that memory does not hold, some of which
// are refused.
func TestFilesOfAFormDoNotStay(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	l := newLand(t)
	for _, p := range pages {
		if p.method != http.MethodPost {
			continue
		}
		for _, who := range []string{"public", "drafter"} {
			var b bytes.Buffer
			w := multipart.NewWriter(&b)
			for _, name := range []string{"datoteka", "dokument"} {
				part, err := w.CreateFormFile(name, "nacrt.txt")
				if err != nil {
					t.Fatal(err)
				}
				fmt.Fprint(part, strings.Repeat("слово ", 128<<10))
			}
			err := w.Close()
			if err != nil {
				t.Fatal(err)
			}
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, l.url+at(p, l.unseen[0].ref), &b)
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", w.FormDataContentType())
			r.Header.Set("Sec-Fetch-Site", "same-origin")
			if token := l.tokens[who]; token != "" {
				r.Header.Set("Authorization", "Bearer "+token)
			}
			l.visitor().send(r)
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil || slices.ContainsFunc(left, func(e os.DirEntry) bool { return strings.HasPrefix(e.Name(), "multipart-") }) {
		t.Errorf("there stay %v, %v", left, err)
	}
	if len(l.server.uploads) != 0 {
		t.Errorf("%d places are still taken", len(l.server.uploads))
	}
	if r := l.server.reading; len(r.lines) != 0 || len(r.people) != 0 || len(r.strangers) != 0 {
		t.Errorf("some are still read: %v", r)
	}
}

// Senders who never end hold up nobody else: not those of another network, and no
// officer.
func TestSlowSendersHoldUpNobodyElse(t *testing.T) {
	s := newSite(t, func(o *Options) { o.TrustedProxies = "127.0.0.1" })
	m := newMinistry(s, "MPROBA")
	path := m.drafts("MPROBA")
	trickle := func(from string) {
		body, sending := io.Pipe()
		t.Cleanup(func() { sending.Close() })
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/api/v1/attachments", body)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "multipart/form-data; boundary=xx")
		r.Header.Set("X-Forwarded-For", from)
		go http.DefaultClient.Do(r)
		fmt.Fprint(sending, "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-")
	}
	for range 2 * readsEach {
		trickle("192.0.2.1")
	}
	s.public().uploads("primer.pdf", portable).want(http.StatusCreated)
	m.drafter.works().uploads(path+"/dokument", hidden("", "vrsta", "act"), file{"datoteka", "нацрт.txt", lawText}).want(http.StatusSeeOther)
}
