package ledger

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// ErrKeyFile: the key file could be read or replaced by others, or holds another
// log's key.
var ErrKeyFile = errors.New("key file cannot be trusted")

const maxKeyFile = 4096

// LoadOrCreateKey returns the signer whose key stands in the file at path, and
// makes the file, mode 0600, and its folder, mode 0700, when there is none. When
// several processes start at once one of them makes the key and all return it.
// The error is ErrKeyFile when the file is readable or writable by group or
// others, its folder is writable by others, it is not a regular file, or its key
// has another origin.
func LoadOrCreateKey(path, origin string) (*Signer, error) {
	s, err := LoadKey(path, origin)
	if !errors.Is(err, fs.ErrNotExist) {
		return s, err
	}
	if err := createKey(path, origin); err != nil {
		return nil, fmt.Errorf("create log key %s: %w", path, err)
	}
	return LoadKey(path, origin)
}

// LoadKey is [LoadOrCreateKey] for a file that must be there.
func LoadKey(path, origin string) (*Signer, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("load log key: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("load log key: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("load log key %s: %w: not a regular file", path, ErrKeyFile)
	}
	if perm := info.Mode().Perm(); perm&0o077 != 0 {
		return nil, fmt.Errorf("load log key %s: %w: mode %04o, want 0600", path, ErrKeyFile, perm)
	}
	folder, err := os.Stat(filepath.Dir(path))
	if err != nil {
		return nil, fmt.Errorf("load log key: %w", err)
	}
	if perm := folder.Mode().Perm(); perm&0o002 != 0 {
		return nil, fmt.Errorf("load log key %s: %w: anyone may write to its folder", path, ErrKeyFile)
	}
	text, err := io.ReadAll(io.LimitReader(f, maxKeyFile))
	if err != nil {
		return nil, fmt.Errorf("load log key: %w", err)
	}
	s, err := NewSigner(string(text))
	if err != nil {
		return nil, fmt.Errorf("load log key %s: %w", path, err)
	}
	if s.Origin() != origin {
		return nil, fmt.Errorf("load log key %s: %w: it is the key of %s, want %s", path, ErrKeyFile, s.Origin(), origin)
	}
	return s, nil
}

// createKey puts a whole key at path, or leaves the one that another process has
// put there first.
func createKey(path, origin string) error {
	skey, _, err := NewKey(origin)
	if err != nil {
		return err
	}
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(folder, ".key-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err := writeKey(f, skey); err != nil {
		return err
	}
	// A link, unlike a rename, never replaces what stands at path.
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

func writeKey(f *os.File, skey string) error {
	if err := f.Chmod(0o600); err != nil {
		return errors.Join(err, f.Close())
	}
	if _, err := f.WriteString(skey + "\n"); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := f.Sync(); err != nil {
		return errors.Join(err, f.Close())
	}
	return f.Close()
}

// verifierKey derives the vkey of a signer key that note.NewSigner accepts.
func verifierKey(skey string) (string, error) {
	parts := strings.SplitN(skey, "+", 5)
	if len(parts) != 5 {
		return "", errors.New("not a signer key")
	}
	seed, err := base64.StdEncoding.DecodeString(parts[4])
	if err != nil || len(seed) != 1+ed25519.SeedSize {
		return "", errors.New("not a signer key")
	}
	public, ok := ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey)
	if !ok {
		return "", errors.New("not a signer key")
	}
	return note.NewEd25519VerifierKey(parts[2], public)
}
