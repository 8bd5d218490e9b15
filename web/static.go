package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzip"

	"github.com/rasprava/rasprava/internal/dossier"
)

//go:embed static
var static embed.FS

// assets are the files that pages refer to: ours, under a path that holds the
// hash of what is in them, and those of others, under one that holds their
// version. What is at a path never changes.
type assets struct {
	files map[string]asset  // by what stands after /static/
	paths map[string]string // of ours, by name
}

// asset is one file, as it is and compressed.
type asset struct {
	mediaType string
	tag       string // a hash of the body
	body      []byte
	gzip      []byte // empty: it would be hardly smaller
}

var mediaTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".json":  "application/json",
	".svg":   "image/svg+xml",
	".ico":   "image/vnd.microsoft.icon",
	".woff2": "font/woff2",
	"":       mediaText,
}

// staticFiles returns the files, read and compressed once a process, when they are
// first asked for.
var staticFiles = sync.OnceValue(mustLoadAssets)

func mustLoadAssets() *assets {
	a, err := newAssets()
	if err != nil {
		panic(err) // they are built in
	}
	return a
}

// newAssets reads and compresses all files. It is an error when one is of a
// kind that has no media type.
func newAssets() (*assets, error) {
	a := &assets{files: map[string]asset{}, paths: map[string]string{}}
	err := fs.WalkDir(static, "static", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := static.ReadFile(file)
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(file, "static/")
		f, err := newAsset(name, body)
		if err != nil {
			return err
		}
		at := name
		if !strings.HasPrefix(name, "vendor/") {
			at = f.tag + "/" + name
			a.paths[name] = "/static/" + at
		}
		a.files[at] = f
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read assets: %w", err)
	}
	return a, nil
}

func newAsset(name string, body []byte) (asset, error) {
	mediaType, ok := mediaTypes[path.Ext(name)]
	if !ok {
		return asset{}, fmt.Errorf("serve %s: no media type", name)
	}
	sum := sha256.Sum256(body)
	f := asset{mediaType: mediaType, tag: hex.EncodeToString(sum[:8]), body: body}
	packed, err := compress(body)
	if err != nil {
		return asset{}, fmt.Errorf("compress %s: %w", name, err)
	}
	if len(packed) < len(body)*9/10 {
		f.gzip = packed
	}
	return f, nil
}

func compress(body []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(body)
	if err != nil {
		return nil, err
	}
	err = w.Close()
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// path returns where a file is served: ours by its name ("app.css"), another's
// by its place ("vendor/htmx-2.0.11/htmx.min.js"). It panics when there is none:
// templates name files, and a test executes every template.
func (a *assets) path(name string) string {
	if at, ok := a.paths[name]; ok {
		return at
	}
	if _, ok := a.files[name]; ok {
		return "/static/" + name
	}
	panic("web: there is no asset " + strconv.Quote(name))
}

const (
	forEver = "public, max-age=31536000, immutable"
	forADay = "public, max-age=86400"
)

// serveAsset gives a file that a page refers to.
func (s *Server) serveAsset(c *gin.Context) {
	f, ok := staticFiles().files[strings.TrimPrefix(c.Param("path"), "/")]
	if !ok {
		writeProblem(c.Writer, c.Request, dossier.Refuse(dossier.CodeNotFound))
		return
	}
	f.write(c.Writer, c.Request, forEver)
}

// favicon is for those who ask without having read the page.
func (s *Server) favicon(c *gin.Context) {
	staticFiles().files[strings.TrimPrefix(staticFiles().path("favicon.ico"), "/static/")].write(c.Writer, c.Request, forADay)
}

func (f asset) write(w http.ResponseWriter, r *http.Request, cache string) {
	h := w.Header()
	h.Set("Content-Type", f.mediaType)
	h.Set("Cache-Control", cache)
	body, tag := f.body, f.tag
	if f.gzip != nil {
		h.Add("Vary", "Accept-Encoding")
		if takesGzip(r) {
			h.Set("Content-Encoding", "gzip")
			body, tag = f.gzip, f.tag+"-gzip"
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("ETag", strconv.Quote(tag))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// takesGzip reports whether the Accept-Encoding header allows gzip (RFC 9110,
// section 12.5.3). Without one nothing is compressed.
func takesGzip(r *http.Request) bool {
	others := false
	for part := range strings.SplitSeq(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",") {
		coding, weight, _ := strings.Cut(part, ";")
		q, err := strconv.ParseFloat(strings.TrimPrefix(strings.ReplaceAll(weight, " ", ""), "q="), 64)
		taken := err != nil || q > 0
		switch strings.ToLower(strings.TrimSpace(coding)) {
		case "gzip", "x-gzip":
			return taken
		case "*":
			others = taken
		}
	}
	return others
}

// forEverybody reports whether what is at a path is the same for everybody, so
// that no session is looked for.
func forEverybody(path string) bool {
	return strings.HasPrefix(path, "/static/") || path == "/favicon.ico"
}

// loadSession brings the session of the caller to what needs to know who it is.
func (s *Server) loadSession(next http.Handler) http.Handler {
	with := s.sessions.LoadAndSave(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if forEverybody(r.URL.Path) {
			next.ServeHTTP(w, r)
			return
		}
		with.ServeHTTP(w, r)
	})
}
