package ledger

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func TestReceiptComesBackAndVerifies(t *testing.T) {
	r, log := testReceipt(t, 11, 4, 3)
	file := receiptFile(t, r)
	got, err := ParseReceipt(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r, got); diff != "" {
		t.Error(diff)
	}
	verdict, err := Verify(file, log.signer.VerifierKey())
	if err != nil {
		t.Fatal(err)
	}
	want := Verdict{
		Number: r.Number, Kind: SubmissionReceived, ReceivedAt: testTime, Dossier: "2026-0017", Round: "r-1",
		Submission: "s-ana", Comments: 3, Origin: testOrigin, KeyID: log.signer.String(), Index: 4, TreeSize: 11, Root: log.head.Root,
	}
	if diff := cmp.Diff(want, verdict); diff != "" {
		t.Error(diff)
	}
}

func TestReceiptFileHasTheLinesOfATlogProof(t *testing.T) {
	r, log := testReceipt(t, 2, 1, 1)
	file := string(receiptFile(t, r))
	lines := strings.Split(file, "\n")
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"format":"rasprava.receipt/1","receipt_no":"` + r.Number + `","leaf":` + string(leafBytes(t, r.Leaf)) +
		`,"salts":["` + base64.StdEncoding.EncodeToString(r.Salts[0].Salt[:]) + `"]}`
	if diff := cmp.Diff(want, string(extra)); diff != "" {
		t.Error(diff)
	}
	lines[1] = "extra"
	wantLines := []string{"c2sp.org/tlog-proof@v1", "extra", "index 1", log.hashes[0].String(), ""}
	if diff := cmp.Diff(wantLines, lines[:5]); diff != "" {
		t.Error(diff)
	}
	if !strings.HasSuffix(file, "\n\n"+string(log.checkpoint)) {
		t.Errorf("checkpoint does not end %q", file)
	}
}

func TestEveryLeafOfARandomTreeHasAReceipt(t *testing.T) {
	random := rand.New(testRandom("receipts"))
	for range 15 {
		log := newTestLog(t)
		var receipts []Receipt
		for batches := 1 + random.IntN(5); batches > 0; batches-- {
			var leaves [][]byte
			for range 1 + random.IntN(12) {
				leaf, number, salts := testSubmission(t, fmt.Sprint(len(receipts)), testComments(1+random.IntN(3)))
				receipts = append(receipts, Receipt{Number: number, Leaf: leaf, Salts: HoldSalts(salts), Index: int64(len(receipts))})
				leaves = append(leaves, leafBytes(t, leaf))
			}
			log.extend(t, leaves...)
		}
		for i, r := range receipts {
			r.Proof, r.Checkpoint = log.prove(t, int64(i)), log.checkpoint
			v, err := Verify(receiptFile(t, r), log.signer.VerifierKey())
			if err != nil || v.Index != int64(i) || v.Number != r.Number {
				t.Errorf("receipt %d of %d: got %+v, %v", i, len(receipts), v, err)
			}
			r.Index = (r.Index + 1) % log.head.Size
			if log.head.Size > 1 {
				if _, err := Verify(receiptFile(t, r), log.signer.VerifierKey()); !errors.Is(err, ErrInclusion) {
					t.Errorf("receipt %d under another index: got %v, want ErrInclusion", i, err)
				}
			}
		}
	}
}

var verifyErrors = []error{ErrFormat, ErrReceiptNo, ErrLeaf, ErrKey, ErrSignature, ErrInclusion}

func isVerifyError(err error) bool {
	for _, e := range verifyErrors {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

func TestEverySingleByteMutationOfAReceiptIsRejected(t *testing.T) {
	for _, size := range []int{1, 6} {
		r, log := testReceipt(t, size, size/2, 2)
		r.Salts[1] = HoldErased(r.Salts[1].Fingerprint)
		file, key := receiptFile(t, r), log.signer.VerifierKey()
		if _, err := Verify(file, key); err != nil {
			t.Fatal(err)
		}
		refuse := func(what string, at int, other []byte) {
			if v, err := Verify(other, key); !isVerifyError(err) {
				t.Errorf("%s at %d: got %+v, %v", what, at, v, err)
			}
		}
		eachByteChanged(file, refuse)
	}
}

func TestSeveralChangesOfAReceiptAreRejectedToo(t *testing.T) {
	r, log := testReceipt(t, 7, 3, 2)
	file, key := receiptFile(t, r), log.signer.VerifierKey()
	changedAtRandom(file, "changes", 5000, func(n int, other []byte) {
		if v, err := Verify(other, key); !isVerifyError(err) {
			t.Fatalf("change %d: %q: got %+v, %v", n, other, v, err)
		}
	})
}

func TestReceiptHasOneSpelling(t *testing.T) {
	r, log := testReceipt(t, 5, 2, 1)
	file := receiptFile(t, r)
	lines := strings.SplitN(string(file), "\n", 3)
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		t.Fatal(err)
	}
	withExtra := func(json []byte) []byte {
		return []byte(lines[0] + "\nextra " + base64.StdEncoding.EncodeToString(json) + "\n" + lines[2])
	}
	witness := newTestSigner(t, "witness.example")
	cosigned, err := note.Sign(&note.Note{Text: Checkpoint{Origin: testOrigin, Head: log.head}.text()}, log.signer.signer, witness.signer)
	if err != nil {
		t.Fatal(err)
	}
	for name, other := range map[string][]byte{
		"carriage returns":              bytes.ReplaceAll(file, []byte("\n"), []byte("\r\n")),
		"a byte order mark":             append([]byte("\xef\xbb\xbf"), file...),
		"a zero before the index":       replaced(t, file, "index 2", "index 02"),
		"a sign before the index":       replaced(t, file, "index 2", "index +2"),
		"a space after the index":       replaced(t, file, "index 2", "index 2 "),
		"the index before the extra":    []byte(lines[0] + "\nindex 2\n" + lines[1] + "\n" + strings.TrimPrefix(lines[2], "index 2\n")),
		"base64 in another alphabet":    withURLAlphabet(file),
		"extra without padding":         []byte(lines[0] + "\n" + strings.TrimRight(lines[1]+"=", "=") + "=\n" + lines[2]),
		"a space in the JSON":           withExtra(replaced(t, extra, `,"leaf"`, `, "leaf"`)),
		"a line feed after the JSON":    withExtra(append(bytes.Clone(extra), '\n')),
		"an unknown field in the JSON":  withExtra(replaced(t, extra, `,"leaf"`, `,"note":"","leaf"`)),
		"a field twice in the JSON":     withExtra(replaced(t, extra, `{"format":"rasprava.receipt/1"`, `{"format":"rasprava.receipt/1","format":"rasprava.receipt/1"`)),
		"a space in the leaf":           withExtra(replaced(t, extra, `,"kind"`, `, "kind"`)),
		"the number in lower case":      withExtra(replaced(t, extra, r.Number, strings.ToLower(r.Number))),
		"the number without dashes":     withExtra(replaced(t, extra, r.Number, strings.ReplaceAll(r.Number, "-", ""))),
		"a second signature":            replaced(t, file, string(log.checkpoint), string(cosigned)),
		"the signature twice":           append(bytes.Clone(file), file[bytes.LastIndex(file, []byte("— ")):]...),
		"nothing":                       nil,
		"the header alone":              []byte("c2sp.org/tlog-proof@v1\n\n"),
		"no extra":                      []byte(lines[0] + "\n" + lines[2]),
		"another version of the format": replaced(t, file, "proof@v1", "proof@v2"),
		"longer than any receipt":       make([]byte, MaxReceiptBytes+1),
	} {
		t.Run(name, func(t *testing.T) {
			if bytes.Equal(other, file) {
				t.Fatal("the mutation changes nothing")
			}
			if v, err := Verify(other, log.signer.VerifierKey()); !errors.Is(err, ErrFormat) && !errors.Is(err, ErrLeaf) {
				t.Errorf("got %+v, %v, want ErrFormat or ErrLeaf", v, err)
			}
		})
	}
	if _, err := ParseReceipt(replaced(t, file, "index 2", "index 02")); !errors.Is(err, ErrSpelling) {
		t.Errorf("got %v, want ErrSpelling", err)
	}
}

// withURLAlphabet spells a value of the extra line or the proof in base64url.
func withURLAlphabet(file []byte) []byte {
	from, to := bytes.Index(file, []byte("extra ")), bytes.Index(file, []byte("\n\n"))
	at := from + bytes.LastIndexAny(file[from:to], "+/")
	other := bytes.Clone(file)
	other[at] = map[byte]byte{'+': '-', '/': '_'}[file[at]]
	return other
}

func TestReceiptOfAnotherSubmissionIsRejected(t *testing.T) {
	r, log := testReceipt(t, 3, 1, 2)
	key := log.signer.VerifierKey()
	other, otherNumber, otherSalts := testSubmission(t, "bora", testComments(2))

	swapped := r
	swapped.Leaf, swapped.Number, swapped.Salts = other, otherNumber, HoldSalts(otherSalts)
	if _, err := Verify(receiptFile(t, swapped), key); !errors.Is(err, ErrInclusion) {
		t.Errorf("another's leaf: got %v, want ErrInclusion", err)
	}
	for name, spoil := range map[string]func(*Receipt){
		"another's number":         func(r *Receipt) { r.Number = otherNumber },
		"another's salts":          func(r *Receipt) { r.Salts = HoldSalts(otherSalts) },
		"salts in another order":   func(r *Receipt) { r.Salts = []HeldSalt{r.Salts[1], r.Salts[0]} },
		"a salt too few":           func(r *Receipt) { r.Salts = r.Salts[:1] },
		"a salt too many":          func(r *Receipt) { r.Salts = append(r.Salts[:2:2], r.Salts[0]) },
		"a fingerprint of another": func(r *Receipt) { r.Salts = []HeldSalt{r.Salts[0], {Salt: r.Salts[1].Salt}} },
		"a leaf without comments":  func(r *Receipt) { r.Leaf = Leaf{Kind: Signed, At: testTime} },
	} {
		spoiled := r
		spoil(&spoiled)
		if b, err := spoiled.Format(); !errors.Is(err, ErrLeaf) {
			t.Errorf("%s: got %s, %v, want ErrLeaf", name, b, err)
		}
	}
}

func TestForgedTreesAndKeysAreRejected(t *testing.T) {
	r, log := testReceipt(t, 9, 3, 1)
	file, key := receiptFile(t, r), log.signer.VerifierKey()
	same, other := newTestSigner(t, testOrigin), newTestSigner(t, "rasprava.example/log/rehearsal")

	forged := r
	var err error
	if forged.Checkpoint, err = same.Sign(EmptyHead(), log.head); err != nil {
		t.Fatal(err)
	}
	shorter := r
	shorter.Proof = r.Proof[:len(r.Proof)-1]
	longer := r
	longer.Proof = append(append(tlog.RecordProof{}, r.Proof...), tlog.Hash{})
	elsewhere := r
	if elsewhere.Checkpoint, err = log.signer.Sign(EmptyHead(), Head{Size: 9, Root: tlog.RecordHash([]byte("fork"))}); err != nil {
		t.Fatal(err)
	}
	beyond := r
	beyond.Index = 9
	swappedSig := replaced(t, file, string(log.checkpoint), string(replaced(t, log.checkpoint, "\n9\n", "\n8\n")))
	misnamed := r
	if misnamed.Checkpoint, err = log.signer.sign(Checkpoint{Origin: other.Origin(), Head: log.head}.text()); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		file []byte
		keys []string
		want error
	}{
		{"another key of the same name", file, []string{same.VerifierKey()}, ErrKey},
		{"another log's key", file, []string{other.VerifierKey()}, ErrKey},
		{"no key", file, nil, ErrKey},
		{"a key that is none", file, []string{"key"}, ErrKey},
		{"a secret key", file, []string{strings.Replace(key, testOrigin, "PRIVATE+KEY+"+testOrigin, 1)}, ErrKey},
		{"a checkpoint signed by a stranger", receiptFile(t, forged), []string{key}, ErrKey},
		{"a checkpoint that was changed", swappedSig, []string{key}, ErrSignature},
		{"a checkpoint of another origin", receiptFile(t, misnamed), []string{key, other.VerifierKey()}, ErrKey},
		{"a proof too short", receiptFile(t, shorter), []string{key}, ErrInclusion},
		{"a proof too long", receiptFile(t, longer), []string{key}, ErrInclusion},
		{"a root of another tree", receiptFile(t, elsewhere), []string{key}, ErrInclusion},
		{"an index beyond the tree", receiptFile(t, beyond), []string{key}, ErrInclusion},
		{"the right key among others", file, []string{same.VerifierKey(), key, key, other.VerifierKey()}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Verify(tt.file, tt.keys...); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	if _, err := Verify(file); err == nil || !strings.Contains(err.Error(), log.signer.String()) {
		t.Errorf("without a key: got %v, want the name of the key %s", err, log.signer)
	}
}

func TestVerdictReadsAsASentenceAndFacts(t *testing.T) {
	r, log := testReceipt(t, 3, 1, 1)
	v, err := Verify(receiptFile(t, r), log.signer.VerifierKey())
	if err != nil {
		t.Fatal(err)
	}
	first, facts, _ := strings.Cut(v.String(), "\n")
	if want := "The receipt verifies: 1 comment was received at 2026-11-23T10:15:00Z and stands in the log " + testOrigin + "."; first != want {
		t.Errorf("got %q, want %q", first, want)
	}
	for _, want := range []string{r.Number, "2026-0017", "s-ana", "1 (from 0) of 3", log.head.Root.String(), log.signer.String()} {
		if !strings.Contains(facts, want) {
			t.Errorf("facts %q do not name %q", facts, want)
		}
	}
	told, facts, _ := strings.Cut(facts, "\n")
	if !strings.Contains(told, "corrected, withdrawn or erased after that") {
		t.Errorf("got %q", told)
	}
	if strings.Contains(facts, "erased") {
		t.Errorf("facts %q speak of erasure", facts)
	}
	v.Kind = Corrected
	if got := v.String(); !strings.Contains(got, "The receipt verifies: a correction, of 1 comment, was received at 2026-11-23T10:15:00Z") || !strings.Contains(got, "\ncorrected:    2026-11-23T10:15:00Z\n") {
		t.Errorf("got %q", got)
	}
	r, log = testReceipt(t, 3, 1, 2)
	r.Salts[0] = HoldErased(r.Salts[0].Fingerprint)
	if v, err = Verify(receiptFile(t, r), log.signer.VerifierKey()); err != nil {
		t.Fatal(err)
	}
	if got := v.String(); !strings.Contains(got, "2 comments were received") || !strings.Contains(got, "erased since: 1\n") {
		t.Errorf("got %q", got)
	}
}

func FuzzParseReceipt(f *testing.F) {
	r, log := testReceipt(f, 7, 3, 2)
	file := receiptFile(f, r)
	f.Add(file)
	r.Salts[0] = HoldErased(r.Salts[0].Fingerprint)
	f.Add(receiptFile(f, r))
	f.Add([]byte(ReceiptHeader + "\nextra e30=\nindex 0\n\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := ParseReceipt(data)
		if err != nil {
			if !isVerifyError(err) {
				t.Errorf("got %v, not an error of this package", err)
			}
			return
		}
		if again := receiptFile(t, got); !bytes.Equal(again, data) {
			t.Errorf("got %q, want %q", again, data)
		}
		erased := got.Salts[0].Salt == nil
		if _, err := Verify(data, log.signer.VerifierKey()); err == nil && !erased && !bytes.Equal(data, file) {
			t.Errorf("a changed receipt verifies: %q", data)
		}
	})
}

func FuzzParseReceiptExtra(f *testing.F) {
	r, log := testReceipt(f, 7, 3, 2)
	seed, err := r.extra()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Add([]byte(`{"format":"rasprava.receipt/1","receipt_no":"","leaf":{},"salts":["sha256:"]}`))
	lines := strings.SplitN(string(receiptFile(f, r)), "\n", 3)
	f.Fuzz(func(t *testing.T, extra []byte) {
		file := []byte(lines[0] + "\nextra " + base64.StdEncoding.EncodeToString(extra) + "\n" + lines[2])
		v, err := Verify(file, log.signer.VerifierKey())
		if err != nil && !isVerifyError(err) {
			t.Errorf("got %v, not an error of this package", err)
		}
		if err == nil && (v.Number != r.Number || v.Erased == 0 && !bytes.Equal(extra, seed)) {
			t.Errorf("a changed receipt verifies: %q", extra)
		}
	})
}
