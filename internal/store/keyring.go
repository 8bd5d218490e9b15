package store

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/rasprava/rasprava/internal/ledger"
)

// keyring holds what the installation signs and proves with.
type keyring struct {
	dir    string
	origin string
	secret []byte   // from which the secrets of submissions are derived, and the tokens of links
	olds   [][]byte // from which they were before; what was given out then is known by its hash

	mu      sync.Mutex
	signers map[string]*ledger.Signer // by log: the one that was used last
}

func openKeys(dir, origin string) (*keyring, error) {
	k := &keyring{dir: dir, origin: origin, signers: map[string]*ledger.Signer{}}
	for _, log := range logs {
		s, err := ledger.LoadOrCreateKey(k.path(log, ""), k.name(log))
		if err != nil {
			return nil, fmt.Errorf("open keys: %w", err)
		}
		k.signers[log] = s
	}
	secret, err := loadOrCreateSecret(filepath.Join(dir, "submissions.key"))
	if err != nil {
		return nil, fmt.Errorf("open keys: %w", err)
	}
	k.secret = secret
	replaced, err := filepath.Glob(filepath.Join(dir, "submissions.*.old.key"))
	if err != nil {
		return nil, fmt.Errorf("open keys: %w", err)
	}
	for _, file := range replaced {
		b, err := os.ReadFile(file)
		if err == nil && len(b) != 32 {
			err = errors.New("not 32 bytes")
		}
		if err != nil {
			return nil, fmt.Errorf("open keys: read %s: %w", filepath.Base(file), err)
		}
		k.olds = append(k.olds, b)
	}
	return k, nil
}

// name is the origin of a log.
func (k *keyring) name(log string) string { return k.origin + "/log/" + log }

// path is the file of the key of a log: public.key, public.next.key, and, of a
// key that was replaced, public.<its hash>.old.key.
func (k *keyring) path(log, which string) string {
	if which != "" {
		which = "." + which
	}
	return filepath.Join(k.dir, log+which+".key")
}

// atHand returns the key of a log that was used last. It signs what any of the
// log's keys may sign: promises and late notes.
func (k *keyring) atHand(log string) *ledger.Signer {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.signers[log]
}

// signer returns the signer of the log whose verifier key is vkey. When another
// process has replaced the key, it is read anew. The error is ledger.ErrKey when
// it is in none of the files.
func (k *keyring) signer(log, vkey string) (*ledger.Signer, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if s := k.signers[log]; s.VerifierKey() == vkey {
		return s, nil
	}
	files := []string{k.path(log, ""), k.path(log, "next")}
	old, err := filepath.Glob(k.path(log, "*.old"))
	if err != nil {
		return nil, fmt.Errorf("look for keys: %w", err)
	}
	for _, file := range append(files, old...) {
		s, err := ledger.LoadKey(file, k.name(log))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if s.VerifierKey() == vkey {
			k.signers[log] = s
			return s, nil
		}
	}
	return nil, fmt.Errorf("%w: it is signed with %s, and no file in %s has that key", ledger.ErrKey, vkey, filepath.Base(k.dir))
}

// loadOrCreateSecret reads 32 bytes from the file, which it makes, for the
// owner alone, when there is none. Several processes may come at once.
func loadOrCreateSecret(path string) ([]byte, error) {
	fresh := make([]byte, 32)
	rand.Read(fresh)
	tmp, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return nil, fmt.Errorf("make %s: %w", filepath.Base(path), err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(fresh)
	err = errors.Join(err, tmp.Sync(), tmp.Close())
	if err != nil {
		return nil, fmt.Errorf("make %s: %w", filepath.Base(path), err)
	}
	err = os.Link(tmp.Name(), path)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("make %s: %w", filepath.Base(path), err)
	}
	b, err := os.ReadFile(path)
	if err != nil || len(b) != 32 {
		return nil, fmt.Errorf("read %s: not 32 bytes: %w", filepath.Base(path), err)
	}
	return b, nil
}

// secretOf returns the secret of a submission, which its author gets again
// with a repeated request and nobody can read from the database.
func (k *keyring) secretOf(receiptNo string) string {
	return derived(k.secret, "rasprava.submission/1\n"+receiptNo)
}

// secretGiven is secretOf for a submission that has come before: under whichever key its
// secret was made. The hash is the one that is kept; where it is of none, what is
// returned opens nothing.
func (k *keyring) secretGiven(receiptNo string, hash []byte) string {
	return k.given("rasprava.submission/1\n"+receiptNo, hash)
}

// derived returns what is made of a text with a key.
func derived(key []byte, text string) string {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(text))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// given returns what was made of a text with the key that has the hash, or else with the
// present one.
func (k *keyring) given(text string, hash []byte) string {
	for _, key := range k.olds {
		made := derived(key, text)
		if subtle.ConstantTimeCompare(hashOf(made), hash) == 1 {
			return made
		}
	}
	return derived(k.secret, text)
}

// Prepare makes the logs of the installation where there are none. It refuses
// when a log was signed with a key that is not at hand.
func (s *Store) Prepare(ctx context.Context) error {
	for _, log := range logs {
		signer, empty := s.keys.atHand(log), ledger.EmptyHead()
		_, err := s.db.ExecContext(ctx, `
			WITH made AS (
				INSERT INTO logs (id, origin, vkey, root) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING RETURNING id, vkey)
			INSERT INTO log_keys (log, no, vkey, since) SELECT id, 1, vkey, 0 FROM made`,
			log, signer.Origin(), signer.VerifierKey(), empty.Root[:])
		if err != nil {
			return fmt.Errorf("make log %s: %w", log, err)
		}
		var vkey string
		err = s.db.GetContext(ctx, &vkey, `SELECT vkey FROM logs WHERE id = $1`, log)
		if err != nil {
			return fmt.Errorf("read log %s: %w", log, err)
		}
		_, err = s.keys.signer(log, vkey)
		if err != nil {
			return fmt.Errorf("open log %s: it is signed with %s, the key at hand is %s: put the right key file back: %w", log, vkey, signer.VerifierKey(), err)
		}
	}
	return nil
}
