package attachment

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

const key = "0198c0de-0000-7000-8000-0000000000ab"

var testTime = time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)

// holdsFiles is what every Keeper does.
func holdsFiles(t *testing.T, k Keeper) {
	ctx := t.Context()
	_, err := k.Get(ctx, key)
	if !errors.Is(err, ErrNotKept) {
		t.Errorf("before: got %v, want %v", err, ErrNotKept)
	}
	want := []byte("%PDF-1.4")
	err = k.Put(ctx, key, want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := k.Get(ctx, key)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
	if err := k.Put(ctx, key, []byte("another")); err == nil {
		t.Error("a file was written over")
	}
	for range 2 {
		if err := k.Delete(ctx, key); err != nil {
			t.Error(err)
		}
	}
	_, err = k.Get(ctx, key)
	if !errors.Is(err, ErrNotKept) {
		t.Errorf("after: got %v, want %v", err, ErrNotKept)
	}
	for _, bad := range []string{"", "../../etc/passwd", "0198c0de/0000", strings.Repeat("a", 100), "ABCDEFGHIJ"} {
		_, err := k.Get(ctx, bad)
		if err == nil || k.Put(ctx, bad, want) == nil || k.Delete(ctx, bad) == nil {
			t.Errorf("the key %q is taken", bad)
		}
	}
}

func TestAFolderKeepsFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "attachments")
	f, err := OpenKeeper(dir)
	if err != nil {
		t.Fatal(err)
	}
	holdsFiles(t, f)
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		t.Errorf("%s was left", path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// objects is as much of S3 as a Keeper asks for.
type objects struct {
	mu sync.Mutex
	at map[string][]byte
}

func (o *objects) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o.mu.Lock()
	defer o.mu.Unlock()
	kept, there := o.at[r.URL.Path]
	switch {
	case r.Header.Get("Authorization") == "":
		w.WriteHeader(http.StatusForbidden)
	case r.Method == http.MethodPut && there && r.Header.Get("If-None-Match") == "*":
		w.WriteHeader(http.StatusPreconditionFailed)
	case r.Method == http.MethodPut:
		b, err := io.ReadAll(r.Body)
		if strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING-") { // a length and a signature before the one chunk
			_, b, _ = bytes.Cut(b, []byte("\r\n"))
			b, _, _ = bytes.Cut(b, []byte("\r\n0;"))
		}
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		o.at[r.URL.Path] = b
		w.Header().Set("ETag", `"1"`)
	case r.Method == http.MethodDelete:
		delete(o.at, r.URL.Path)
		w.WriteHeader(http.StatusNoContent)
	case !there:
		w.WriteHeader(http.StatusNotFound)
	default:
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Last-Modified", "Mon, 01 Jun 2026 08:00:00 GMT")
		http.ServeContent(w, r, "", testTime, bytes.NewReader(kept))
	}
}

func TestABucketKeepsFiles(t *testing.T) {
	server := httptest.NewServer(&objects{at: map[string][]byte{}})
	defer server.Close()
	t.Setenv("AWS_ACCESS_KEY_ID", "test")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "test")
	k, err := OpenKeeper("s3://prilozi/rasprava?region=test&insecure=true&endpoint=" + strings.TrimPrefix(server.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	holdsFiles(t, k)
}

// The same is asked of a server of S3 by others, which checks no signatures: how it reads chunks and conditions,
// and what it says of a key that is there or not.
func TestABucketOfAnotherImplementationKeepsFiles(t *testing.T) {
	memory := s3mem.New()
	server := httptest.NewServer(gofakes3.New(memory, gofakes3.WithIntegrityCheck(true)).Server())
	defer server.Close()
	err := memory.CreateBucket("prilozi")
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_ACCESS_KEY_ID", "test")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "test")
	k, err := OpenKeeper("s3://prilozi/rasprava?region=us-east-1&insecure=true&endpoint=" + strings.TrimPrefix(server.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	holdsFiles(t, k)
	large := bytes.Repeat([]byte("прилог "), MaxBytes/13)
	err = k.Put(t.Context(), key, large)
	if err != nil {
		t.Fatal(err)
	}
	got, err := k.Get(t.Context(), key)
	if err != nil || !bytes.Equal(got, large) {
		t.Errorf("got %d bytes, %v, want %d", len(got), err, len(large))
	}
}

func TestAnAddressThatIsNoneIsRefused(t *testing.T) {
	for _, address := range []string{"", "s3://", "s3://user:secret@bucket", "s3://bucket?endpont=a"} {
		_, err := OpenKeeper(address)
		if err == nil {
			t.Errorf("%q was opened", address)
		}
	}
}

func TestAFolderWritesNothingForWhoHasGone(t *testing.T) {
	f, err := OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := f.Put(ctx, key, []byte("a")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}
