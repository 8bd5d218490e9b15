package ledger

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func TestKeyFileIsMadeOnceAndForItsOwnerOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys", "public.key")
	first, err := LoadOrCreateKey(path, testOrigin)
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]fs.FileMode{path: 0o600, filepath.Dir(path): 0o700 | fs.ModeDir} {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode() != want {
			t.Errorf("%s: got mode %v, want %v", file, info.Mode(), want)
		}
	}
	second, err := LoadOrCreateKey(path, testOrigin)
	if err != nil {
		t.Fatal(err)
	}
	if first.VerifierKey() != second.VerifierKey() {
		t.Errorf("got %s, then %s", first, second)
	}
	assertOnly(t, filepath.Dir(path), "public.key")
}

func TestKeyFileThatOthersCouldTouchIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"readable by the group":     func(p string) error { return os.Chmod(p, 0o640) },
		"readable by all":           func(p string) error { return os.Chmod(p, 0o604) },
		"writable by the group":     func(p string) error { return os.Chmod(p, 0o620) },
		"in a folder open to all":   func(p string) error { return os.Chmod(filepath.Dir(p), 0o777) },
		"a folder in its place":     func(p string) error { return errors.Join(os.Remove(p), os.Mkdir(p, 0o700)) },
		"the key of another origin": func(p string) error { return rewriteKey(p, "rasprava.example/log/other") },
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "keys", "public.key")
			if _, err := LoadOrCreateKey(path, testOrigin); err != nil {
				t.Fatal(err)
			}
			if err := spoil(path); err != nil {
				t.Fatal(err)
			}
			if s, err := LoadOrCreateKey(path, testOrigin); !errors.Is(err, ErrKeyFile) {
				t.Errorf("got %v, %v, want ErrKeyFile", s, err)
			}
		})
	}
}

func rewriteKey(path, origin string) error {
	skey, _, err := NewKey(origin)
	return errors.Join(err, os.WriteFile(path, []byte(skey), 0o600))
}

func TestSpoiledKeyFileIsNotReplaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "public.key")
	if err := os.WriteFile(path, []byte("PRIVATE+KEY+half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err := LoadOrCreateKey(path, testOrigin); err == nil {
		t.Errorf("got %v, want an error", s)
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "PRIVATE+KEY+half" {
		t.Errorf("got %q, %v: the file was changed", b, err)
	}
}

func TestMissingKeyFileIsMissing(t *testing.T) {
	if _, err := LoadKey(filepath.Join(t.TempDir(), "public.key"), testOrigin); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want ErrNotExist", err)
	}
}

func TestManyStartingAtOnceHaveOneKey(t *testing.T) {
	for range 20 {
		path := filepath.Join(t.TempDir(), "keys", "public.key")
		const many = 12
		keys, errs := make([]string, many), make([]error, many)
		var wg sync.WaitGroup
		start := make(chan struct{})
		for i := range many {
			wg.Go(func() {
				<-start
				s, err := LoadOrCreateKey(path, testOrigin)
				if err != nil {
					errs[i] = err
					return
				}
				keys[i] = s.VerifierKey()
			})
		}
		close(start)
		wg.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		for _, k := range keys {
			if k != keys[0] {
				t.Fatalf("got %s and %s", keys[0], k)
			}
		}
		assertOnly(t, filepath.Dir(path), "public.key")
	}
}

func assertOnly(t *testing.T, folder, name string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 || entries[0].Name() != name {
		t.Errorf("got %v in the folder, want %s alone", entries, name)
	}
}
