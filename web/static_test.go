package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
)

// get asks for a path as a browser does, and does not unpack what comes.
func (s *site) get(path string, headers ...string) response {
	s.t.Helper()
	return s.public().do(http.MethodGet, path, nil, append([]string{"Accept-Encoding", "gzip, deflate, br"}, headers...)...)
}

func TestAssetsAreServedOnceAndForEver(t *testing.T) {
	s := newSite(t)
	for _, tt := range []struct {
		name, mediaType string
		packed          bool
	}{
		{"app.css", "text/css; charset=utf-8", true},
		{"app.js", "text/javascript; charset=utf-8", true},
		{"favicon.svg", "image/svg+xml", true},
		{"vendor/govuk-frontend-6.6.0/govuk.css", "text/css; charset=utf-8", true},
		{"vendor/htmx-2.0.11/htmx.min.js", "text/javascript; charset=utf-8", true},
		{"vendor/htmx-2.0.11/LICENSE", "text/plain; charset=utf-8", true},
		{"vendor/source-sans-3-5.3.0/source-sans-3-cyrillic-wght-normal.woff2", "font/woff2", false},
	} {
		path := staticFiles().path(tt.name)
		r := s.get(path).want(http.StatusOK)
		whole := s.get(path, "Accept-Encoding", "identity").want(http.StatusOK)
		original, err := static.ReadFile("static/" + tt.name)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.header.Get("Content-Type"); got != tt.mediaType {
			t.Errorf("%s: got type %q, want %q", tt.name, got, tt.mediaType)
		}
		if got := r.header.Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
			t.Errorf("%s: got Cache-Control %q", tt.name, got)
		}
		if got := r.header.Get("Set-Cookie"); got != "" || strings.Contains(strings.Join(r.header.Values("Vary"), ","), "Cookie") {
			t.Errorf("%s is not the same for everybody: %v", tt.name, r.header)
		}
		if !bytes.Equal(whole.body, original) || whole.header.Get("Content-Encoding") != "" {
			t.Errorf("%s: asked for it as it is, got another", tt.name)
		}
		if got := r.header.Get("Content-Encoding") == "gzip"; got != tt.packed {
			t.Errorf("%s: got compressed %t, want %t", tt.name, got, tt.packed)
		}
		if tt.packed {
			if len(r.body) >= len(original) || r.header.Get("Vary") != "Accept-Encoding" || r.header.Get("Etag") == whole.header.Get("Etag") {
				t.Errorf("%s: got %d of %d bytes, headers %v", tt.name, len(r.body), len(original), r.header)
			}
			if !bytes.Equal(unpacked(t, r.body), original) {
				t.Errorf("%s: what was compressed is not the file", tt.name)
			}
		}
		again := s.get(path, "If-None-Match", r.header.Get("Etag")).want(http.StatusNotModified)
		if len(again.body) > 0 {
			t.Errorf("%s: sent again", tt.name)
		}
	}
}

func unpacked(t *testing.T, packed []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAnAssetThatIsNotThereIsNotFound(t *testing.T) {
	s := newSite(t)
	hash := regexp.MustCompile(`/[0-9a-f]{16}/`)
	for _, path := range []string{"/static/", "/static/app.css", "/static/vendor/", "/static/vendor/../app.css", "/static/../server.go", "/static/..%2fserver.go",
		"/static/vendor/htmx-2.0.11", hash.ReplaceAllString(staticFiles().path("app.css"), "/0000000000000000/")} {
		r := s.get(path)
		r.refused(http.StatusNotFound, dossier.CodeNotFound)
		if got := r.header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: got Cache-Control %q for what is not there", path, got)
		}
	}
}

func TestTheFaviconIsServedToThoseWhoGuessIt(t *testing.T) {
	r := newSite(t).get("/favicon.ico").want(http.StatusOK)
	if r.header.Get("Content-Type") != "image/vnd.microsoft.icon" || r.header.Get("Cache-Control") != "public, max-age=86400" {
		t.Errorf("got %v", r.header)
	}
}

func TestOurAssetsReferToWhatIsServed(t *testing.T) {
	a, err := newAssets()
	if err != nil {
		t.Fatal(err)
	}
	served := regexp.MustCompile(`/static/([A-Za-z0-9./_-]+)`)
	found := 0
	for _, name := range []string{"app.css", "app.js"} {
		for _, m := range served.FindAllStringSubmatch(string(a.files[strings.TrimPrefix(a.path(name), "/static/")].body), -1) {
			found++
			if _, ok := a.files[m[1]]; !ok {
				t.Errorf("%s refers to %s, which is not there", name, m[0])
			}
		}
	}
	if found < 13 {
		t.Errorf("found %d references, want the fonts and the scripts", found)
	}
	for name, f := range a.files {
		if strings.HasSuffix(name, ".css") && regexp.MustCompile(`url\(["']?(https?:)?//|@import`).Match(f.body) {
			t.Errorf("%s fetches from elsewhere", name)
		}
	}
}

func TestAFileOfAnUnknownKindIsNotServed(t *testing.T) {
	_, err := newAsset("page.html", nil)
	if err == nil {
		t.Error("got no error, want one for a file without a media type")
	}
}

func TestGzipIsForThoseWhoTakeIt(t *testing.T) {
	for header, want := range map[string]bool{"": false, "gzip": true, "br, GZIP;q=0.5": true, "gzip;q=0, *": false, "*": true, "br": false, "identity, *;q=0": false, "gzip; q=0.0": false} {
		r, err := http.NewRequest(http.MethodGet, "/", nil)
		if err != nil {
			t.Fatal(err)
		}
		if header != "" {
			r.Header.Set("Accept-Encoding", header)
		}
		if got := takesGzip(r); got != want {
			t.Errorf("%q: got %t, want %t", header, got, want)
		}
	}
}

// printedAddress is a rule by which a print shows where links lead, with what it
// is for.
var printedAddress = regexp.MustCompile(`([^{}]*)\{[^{}]*attr\(href\)`)

func TestOnlyAddressesWithAHostArePrinted(t *testing.T) {
	css, err := static.ReadFile("static/app.css")
	if err != nil {
		t.Fatal(err)
	}
	rules := printedAddress.FindAllSubmatch(css, -1)
	if len(rules) == 0 {
		t.Error("no address is printed")
	}
	for _, r := range rules {
		if !strings.Contains(string(r[1]), `[href^="http"]`) {
			t.Errorf("%s prints addresses without a host", bytes.TrimSpace(r[1]))
		}
	}
}
