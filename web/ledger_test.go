package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/audit"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/web/api"
)

// servedLog is the public log as anybody reads it.
type servedLog struct{ s *site }

// Read implements audit.Source.
func (l servedLog) Read(_ context.Context, name string) ([]byte, error) {
	return l.get("/ledger/" + name)
}

// Report implements audit.Source.
func (l servedLog) Report(_ context.Context, round string) (io.ReadCloser, error) {
	b, err := l.get("/api/v1/rounds/" + round + "/report")
	return io.NopCloser(bytes.NewReader(b)), err
}

func (l servedLog) get(path string) ([]byte, error) {
	switch r := l.s.public().do("GET", path, nil); r.status {
	case 200:
		return r.body, nil
	case 404:
		return nil, fs.ErrNotExist
	default:
		return nil, fmt.Errorf("GET %s: got %d: %s", path, r.status, r.body)
	}
}

func TestTheServedLogIsAuditedAndItsKeysAreFollowed(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	old := strings.TrimSpace(string(s.public().do("GET", "/ledger/key", nil).want(200).body))
	before := as[api.Received](s.public().submits(round, "1", letter("Пре.")).want(201))
	if _, err := s.store.RotateKey(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	after := as[api.Received](s.public().submits(round, "2", letter("После.")).want(201))
	key := s.public().do("GET", "/ledger/key", nil).want(200).body
	keys, err := ledger.ParseKeyTerms(string(key))
	if err != nil || len(keys) != 2 || keys[1].Key != old || keys[1].Until == 0 || keys[0].Since != keys[1].Until {
		t.Fatalf("the keys are %s, %v", key, err)
	}
	for when, receipt := range map[string]string{"before": before.Receipt, "after": after.Receipt} {
		if _, err := ledger.VerifyBy([]byte(receipt), keys); err != nil {
			t.Errorf("a receipt from %s the rotation: %v", when, err)
		}
	}
	history, err := ledger.ParseKeyHistory(s.public().do("GET", "/ledger/keys", nil).want(200).body)
	if err != nil || len(history) != 2 || history[0].Key != old || history[1].Checkpoint == "" {
		t.Errorf("the history is %+v, %v", history, err)
	}
	r, err := audit.Run(t.Context(), servedLog{s}, audit.Options{Keys: []string{old}})
	if err != nil || r.Wrong != 0 || !r.TreeHolds || len(r.Rounds) != 1 || r.Rounds[0].Comments != 2 {
		t.Errorf("audit with the old key: %+v, %v", r, err)
	}
}

func TestNobodyButAWitnessPutsALineBelowTheCheckpoint(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	before := string(s.public().do("GET", "/ledger/checkpoint", nil).want(200).body)
	s.public().do("GET", "/ledger/witnessed", nil).refused(404, dossier.CodeNotFound)
	for name, sent := range map[string]string{
		"nothing": "", "the checkpoint itself": before,
		"a line of a stranger": before + "— stranac.example " + strings.Repeat("AAAA", 25) + "\n",
	} {
		if r := s.public().do("POST", "/ledger/checkpoint", sent); r.status != 422 {
			t.Errorf("%s: got %d, %s", name, r.status, r.body)
		}
	}
	s.public().do("POST", "/ledger/checkpoint", strings.Repeat("x", boundCheckpoint+1)).refused(413, dossier.CodeTooLarge)
	if after := string(s.public().do("GET", "/ledger/checkpoint", nil).want(200).body); after != before {
		t.Errorf("the checkpoint is %s, was %s", after, before)
	}
}
