package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func TestSignerNeverGoesBack(t *testing.T) {
	s := newTestSigner(t, testOrigin)
	a, b := tlog.RecordHash([]byte("a")), tlog.RecordHash([]byte("b"))
	for _, tt := range []struct {
		name       string
		last, next Head
		want       error
	}{
		{"a first leaf", EmptyHead(), Head{1, a}, nil},
		{"the empty log", EmptyHead(), EmptyHead(), nil},
		{"the same tree again", Head{5, a}, Head{5, a}, nil},
		{"a larger tree", Head{5, a}, Head{6, b}, nil},
		{"a smaller tree", Head{5, a}, Head{4, b}, ErrSmallerTree},
		{"an empty tree after one", Head{1, a}, EmptyHead(), ErrSmallerTree},
		{"the same size, another root", Head{5, a}, Head{5, b}, ErrOtherRoot},
		{"an empty tree with a root", Head{0, a}, Head{0, a}, ErrOtherRoot},
	} {
		t.Run(tt.name, func(t *testing.T) {
			signed, err := s.Sign(tt.last, tt.next)
			if !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if tt.want != nil {
				return
			}
			got, err := VerifyCheckpoint(signed, s.VerifierKey())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(Checkpoint{Origin: testOrigin, Head: tt.next}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestExtendRefusesASmallerLastHead(t *testing.T) {
	log := newTestLog(t)
	log.extend(t, []byte("a"), []byte("b"))
	older := Head{Size: 1, Root: log.head.Root}
	if _, err := log.signer.Extend(older, [][]byte{[]byte("c")}, log.hashes); !errors.Is(err, ErrCorrupt) {
		t.Errorf("got %v, want ErrCorrupt", err)
	}
}

func TestCheckpointIsAC2SPNote(t *testing.T) {
	s := newTestSigner(t, testOrigin)
	signed, err := s.Sign(EmptyHead(), EmptyHead())
	if err != nil {
		t.Fatal(err)
	}
	want := testOrigin + "\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— " + testOrigin + " "
	if !strings.HasPrefix(string(signed), want) {
		t.Errorf("got %q, want it to start with %q", signed, want)
	}
	v, err := note.NewVerifier(s.VerifierKey())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := note.Open(signed, note.VerifierList(v)); err != nil {
		t.Error(err)
	}
	if !strings.HasPrefix(s.VerifierKey(), s.String()+"+") {
		t.Errorf("id %s does not begin key %s", s, s.VerifierKey())
	}
}

func TestWitnessesOfACheckpointArePassedOver(t *testing.T) {
	s, witness := newTestSigner(t, testOrigin), newTestSigner(t, "witness.example")
	text := Checkpoint{Origin: testOrigin, Head: EmptyHead()}.text()
	signed, err := note.Sign(&note.Note{Text: text}, s.signer, witness.signer)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := VerifyCheckpoint(signed, s.VerifierKey()); err != nil {
		t.Error(err)
	}
	if _, err := VerifyCheckpoint(signed, witness.VerifierKey()); !errors.Is(err, ErrKey) {
		t.Errorf("with the witness's key alone: got %v, want ErrKey", err)
	}
}

func TestCheckpointHasOneSpelling(t *testing.T) {
	s := newTestSigner(t, testOrigin)
	head := EmptyHead()
	root := head.Root.String()
	for name, text := range map[string]string{
		"a leading zero":       testOrigin + "\n00\n" + root + "\n",
		"a sign":               testOrigin + "\n+0\n" + root + "\n",
		"a negative size":      testOrigin + "\n-1\n" + root + "\n",
		"an extension line":    testOrigin + "\n0\n" + root + "\nmore\n",
		"no root":              testOrigin + "\n0\n",
		"spare bits in base64": testOrigin + "\n0\n" + strings.Replace(root, "FU=", "FV=", 1) + "\n",
		"a short root":         testOrigin + "\n0\nAAAA\n",
		"another origin":       "rasprava.example/log/other\n0\n" + root + "\n",
	} {
		signed, err := s.sign(text)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := VerifyCheckpoint(signed, s.VerifierKey()); !errors.Is(err, ErrFormat) && !errors.Is(err, ErrKey) {
			t.Errorf("%s: got %+v, %v, want ErrFormat or ErrKey", name, got, err)
		}
	}
	signed, err := s.Sign(head, head)
	if err != nil {
		t.Fatal(err)
	}
	line := string(signed[bytes.LastIndex(signed, []byte("— ")):])
	for name, other := range map[string]string{
		"the signature twice":    string(signed) + line,
		"no line feed at end":    strings.TrimSuffix(string(signed), "\n"),
		"carriage returns":       strings.ReplaceAll(string(signed), "\n", "\r\n"),
		"spare bits in base64":   strings.TrimSuffix(string(signed), "=\n") + "\n",
		"no signature":           strings.TrimSuffix(string(signed), line),
		"a blank line":           string(signed) + "\n",
		"bytes that are no text": string(signed) + "\xff\n",
	} {
		if got, err := VerifyCheckpoint([]byte(other), s.VerifierKey()); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: got %+v, %v, want ErrFormat", name, got, err)
		}
	}
}

func TestSignerKeysAreHeldToTheirForm(t *testing.T) {
	for _, origin := range []string{"", "two words", "a+b", "журнал"} {
		if _, _, err := NewKey(origin); err == nil {
			t.Errorf("origin %q makes a key", origin)
		}
	}
	skey, vkey, err := NewKey(testOrigin)
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewSigner(skey + "\n")
	if err != nil {
		t.Fatal(err)
	}
	if s.VerifierKey() != vkey {
		t.Errorf("got %s, want %s", s.VerifierKey(), vkey)
	}
	secret := strings.SplitN(skey, "+", 5)[4]
	for name, bad := range map[string]string{"a public key": vkey, "cut short": skey[:len(skey)-4], "another name": strings.Replace(skey, "example", "elsewhere", 1)} {
		if _, err := NewSigner(bad); err == nil || strings.Contains(err.Error(), secret[:8]) {
			t.Errorf("%s: got %v, want an error without the key", name, err)
		}
	}
	if shown := fmt.Sprintf("%v %s", s, s); strings.Contains(shown, secret) {
		t.Errorf("the secret shows in %q", shown)
	}
}

func TestAnAddressMayStandBehindTheKeyOfAWitness(t *testing.T) {
	_, vkey, err := NewKey("svedok.example")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := base64.StdEncoding.DecodeString(strings.SplitN(vkey, "+", 3)[2])
	if err != nil {
		t.Fatal(err)
	}
	raw[0] = algCosignature
	sum := sha256.Sum256(append([]byte("svedok.example\n"), raw...))
	key := fmt.Sprintf("svedok.example+%x+%s", sum[:4], base64.StdEncoding.EncodeToString(raw))
	for address, want := range map[string]string{"": "", " https://svedok.example/w/": "https://svedok.example/w", "  http://10.0.0.1:8080 ": "http://10.0.0.1:8080"} {
		w, err := ParseWitness(key + address)
		if err != nil || w.URL() != want || w.Name() != "svedok.example" {
			t.Errorf("%q: got %q, %v, want %q", address, w.URL(), err, want)
		}
	}
	for _, address := range []string{" svedok.example", " file:///etc", " https://", " https://ana:tajna@svedok.example", " https://svedok.example/?a=b", " https://svedok.example https://drugi.example"} {
		if w, err := ParseWitness(key + address); !errors.Is(err, ErrKey) {
			t.Errorf("%q: got %q, %v, want ErrKey", address, w.URL(), err)
		}
	}
}
