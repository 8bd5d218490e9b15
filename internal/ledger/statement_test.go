package ledger

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/tlog"
)

func testPromise(t testing.TB) Promise {
	return Promise{
		Origin: testOrigin, ReceiptNo: testNumber(t, "ana"), Submission: "s-ana", LeafHash: tlog.RecordHash([]byte("leaf")),
		ReceivedAt: testTime, Due: testTime.Add(24 * time.Hour),
	}
}

func testLateNote() LateNote {
	return LateNote{
		Origin: testOrigin, Round: "r-1", Submission: "s-ana", Hash: zeroHash, Salt: &Salt{1, 2, 3},
		ReceivedAt: testTime.Add(time.Minute), ClosedAt: testTime,
	}
}

func TestPromiseComesBackAndIsKept(t *testing.T) {
	r, log := testReceipt(t, 4, 2, 1)
	p := testPromise(t)
	var err error
	if p.LeafHash, err = r.Leaf.RecordHash(); err != nil {
		t.Fatal(err)
	}
	signed, err := log.signer.SignPromise(p)
	if err != nil {
		t.Fatal(err)
	}
	got, err := VerifyPromise(signed, log.signer.VerifierKey())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p, got); diff != "" {
		t.Error(diff)
	}
	if !got.KeptBy(r) {
		t.Error("the receipt of the promised leaf does not keep the promise")
	}
	other := r
	other.Leaf.At = testTime.Add(time.Second)
	renumbered := r
	renumbered.Number = testNumber(t, "bora")
	if got.KeptBy(other) || got.KeptBy(renumbered) {
		t.Error("another receipt keeps the promise")
	}
}

func TestLateNoteComesBack(t *testing.T) {
	s := newTestSigner(t, testOrigin)
	n := testLateNote()
	signed, err := s.SignLateNote(n)
	if err != nil {
		t.Fatal(err)
	}
	want := "rasprava.late/2\nlog " + testOrigin + "\nround r-1\nsubmission s-ana\ncontent " + zeroHash +
		"\nreceived 2026-11-23T10:16:00Z\nclosed 2026-11-23T10:15:00Z\nsalt AQIDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— "
	if !strings.HasPrefix(string(signed), want) {
		t.Errorf("got %q, want it to start with %q", signed, want)
	}
	got, err := VerifyLateNote(signed, s.VerifierKey())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(n, got); diff != "" {
		t.Error(diff)
	}
}

// TestALateNoteFromBeforeThereWereSaltsVerifies has the form in which notes were given.
func TestALateNoteFromBeforeThereWereSaltsVerifies(t *testing.T) {
	s := newTestSigner(t, testOrigin)
	signed, err := s.sign("rasprava.late/1\nlog " + testOrigin + "\nround r-1\nsubmission s-ana\ncontent " + zeroHash +
		"\nreceived 2026-11-23T10:16:00Z\nclosed 2026-11-23T10:15:00Z\n")
	if err != nil {
		t.Fatal(err)
	}
	got, err := VerifyLateNote(signed, s.VerifierKey())
	want := testLateNote()
	want.Salt = nil
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("got %v\n%s", err, diff)
	}
	for name, text := range map[string]string{"a salt under the old header": "rasprava.late/1\nlog " + testOrigin + "\nround r-1\nsubmission s-ana\ncontent " + zeroHash +
		"\nreceived 2026-11-23T10:16:00Z\nclosed 2026-11-23T10:15:00Z\nsalt AQIDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
		"none under the new one": "rasprava.late/2\nlog " + testOrigin + "\nround r-1\nsubmission s-ana\ncontent " + zeroHash + "\nreceived 2026-11-23T10:16:00Z\nclosed 2026-11-23T10:15:00Z\n",
		"another spelling of it": "rasprava.late/2\nlog " + testOrigin + "\nround r-1\nsubmission s-ana\ncontent " + zeroHash +
			"\nreceived 2026-11-23T10:16:00Z\nclosed 2026-11-23T10:15:00Z\nsalt AQIDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n"} {
		signed, err := s.sign(text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := VerifyLateNote(signed, s.VerifierKey()); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: got %v, want ErrFormat", name, err)
		}
	}
}

func TestEverySingleByteMutationOfAStatementIsRejected(t *testing.T) {
	s := newTestSigner(t, testOrigin)
	promise, err := s.SignPromise(testPromise(t))
	if err != nil {
		t.Fatal(err)
	}
	late, err := s.SignLateNote(testLateNote())
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		signed []byte
		verify func([]byte) error
	}{
		"promise":   {promise, func(b []byte) error { _, err := VerifyPromise(b, s.VerifierKey()); return err }},
		"late note": {late, func(b []byte) error { _, err := VerifyLateNote(b, s.VerifierKey()); return err }},
	} {
		if err := tt.verify(tt.signed); err != nil {
			t.Fatal(err)
		}
		for at := range tt.signed {
			for bit := range 8 {
				other := bytes.Clone(tt.signed)
				other[at] ^= 1 << bit
				if err := tt.verify(other); !isVerifyError(err) {
					t.Errorf("%s, bit %d at %d: got %v", name, bit, at, err)
				}
			}
			if err := tt.verify(tt.signed[:at]); !isVerifyError(err) {
				t.Errorf("%s cut at %d: got %v", name, at, err)
			}
		}
	}
}

func TestOneStatementIsNotTakenForAnother(t *testing.T) {
	s, other := newTestSigner(t, testOrigin), newTestSigner(t, "rasprava.example/log/other")
	key := s.VerifierKey()
	promise, err := s.SignPromise(testPromise(t))
	if err != nil {
		t.Fatal(err)
	}
	late, err := s.SignLateNote(testLateNote())
	if err != nil {
		t.Fatal(err)
	}
	checkpoint, err := s.Sign(EmptyHead(), EmptyHead())
	if err != nil {
		t.Fatal(err)
	}
	text, err := testPromise(t).text()
	if err != nil {
		t.Fatal(err)
	}
	misnamed, err := other.sign(text)
	if err != nil {
		t.Fatal(err)
	}
	respelled, err := s.sign(strings.Replace(text, testPromise(t).ReceiptNo, strings.ToLower(testPromise(t).ReceiptNo), 1))
	if err != nil {
		t.Fatal(err)
	}
	line := promise[bytes.LastIndex(promise, []byte("— ")):]
	for name, tt := range map[string]struct {
		got  error
		want error
	}{
		"a late note as a promise":      {second(VerifyPromise(late, key)), ErrFormat},
		"a promise as a late note":      {second(VerifyLateNote(promise, key)), ErrFormat},
		"a checkpoint as a promise":     {second(VerifyPromise(checkpoint, key)), ErrFormat},
		"a promise as a checkpoint":     {second(VerifyCheckpoint(promise, key)), ErrFormat},
		"a promise of another log":      {second(VerifyPromise(misnamed, key, other.VerifierKey())), ErrKey},
		"a promise without a key":       {second(VerifyPromise(promise)), ErrKey},
		"a promise signed twice":        {second(VerifyPromise(append(bytes.Clone(promise), line...), key)), ErrFormat},
		"a promise in another spelling": {second(VerifyPromise(respelled, key)), ErrSpelling},
	} {
		if !errors.Is(tt.got, tt.want) {
			t.Errorf("%s: got %v, want %v", name, tt.got, tt.want)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestStatementThatMakesNoSenseIsNotSigned(t *testing.T) {
	s := newTestSigner(t, testOrigin)
	for name, spoil := range map[string]func(*Promise){
		"of another log":       func(p *Promise) { p.Origin = "rasprava.example/log/other" },
		"without a number":     func(p *Promise) { p.ReceiptNo = "" },
		"without a submission": func(p *Promise) { p.Submission = "" },
		"with a line break":    func(p *Promise) { p.Submission = "s\nleaf x" },
		"due before received":  func(p *Promise) { p.Due = p.ReceivedAt.Add(-time.Second) },
		"without a due time":   func(p *Promise) { p.Due = time.Time{} },
	} {
		p := testPromise(t)
		spoil(&p)
		if b, err := s.SignPromise(p); err == nil {
			t.Errorf("promise %s: got %q", name, b)
		}
	}
	for name, spoil := range map[string]func(*LateNote){
		"of another log":         func(n *LateNote) { n.Origin = "rasprava.example/log/other" },
		"without a round":        func(n *LateNote) { n.Round = "" },
		"without a submission":   func(n *LateNote) { n.Submission = "" },
		"without a hash":         func(n *LateNote) { n.Hash = "" },
		"received before closed": func(n *LateNote) { n.ReceivedAt = n.ClosedAt.Add(-time.Second) },
	} {
		n := testLateNote()
		spoil(&n)
		if b, err := s.SignLateNote(n); err == nil {
			t.Errorf("late note %s: got %q", name, b)
		}
	}
}
