package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCommitmentIsTheHashThatIsDocumented(t *testing.T) {
	salt := [32]byte{1, 2, 3}
	got := Commit(salt, "comment", []byte("текст"))
	want := sha256.Sum256([]byte("rasprava.commitment/1\n" + string(salt[:]) + "\x00\x00\x00\x07comment" + "текст"))
	if got != want {
		t.Errorf("got %x, want %x", got, want)
	}
	others := map[string][32]byte{
		"another salt":                      Commit([32]byte{1, 2, 4}, "comment", []byte("текст")),
		"another field":                     Commit(salt, "name", []byte("текст")),
		"another content":                   Commit(salt, "comment", []byte("текс")),
		"a letter moved from field to text": Commit(salt, "commen", []byte("tтекст")),
	}
	for name, other := range others {
		if other == got {
			t.Errorf("%s gives the same commitment", name)
		}
	}
}

func TestCommentContentHasTheseBytes(t *testing.T) {
	c := CommentContent{
		Document: "act", Provision: "art_5", Kind: "change", Body: "Рок\nје дуг.", ProposedText: "15 дана",
		Quote: Quote{Exact: "30 дана"}, Attachments: []string{zeroHash},
	}
	got, err := c.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	want := "rasprava.comment/1\ndocument 3\nact\nprovision 5\nart_5\nkind 6\nchange\nbody 19\nРок\nје дуг.\n" +
		"proposed_text 11\n15 дана\nquote_exact 11\n30 дана\nquote_prefix 0\n\nquote_suffix 0\n\nattachment 71\n" + zeroHash + "\n"
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}

func TestNoTwoCommentsHaveTheSameBytes(t *testing.T) {
	seen := map[string]string{}
	for name, c := range map[string]CommentContent{
		"empty":                      {},
		"body":                       {Body: "a"},
		"document":                   {Document: "a"},
		"provision":                  {Provision: "a"},
		"kind":                       {Kind: "a"},
		"proposed text":              {ProposedText: "a"},
		"quote":                      {Quote: Quote{Exact: "a"}},
		"prefix":                     {Quote: Quote{Prefix: "a"}},
		"suffix":                     {Quote: Quote{Suffix: "a"}},
		"attachment":                 {Attachments: []string{zeroHash}},
		"attachment twice":           {Attachments: []string{zeroHash, zeroHash}},
		"suffix like an attachment":  {Quote: Quote{Suffix: "\nattachment 71\n" + zeroHash}},
		"body like a proposed text":  {Body: "a\nproposed_text 1\nb"},
		"body and its proposed text": {Body: "a", ProposedText: "b"},
	} {
		b, err := c.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if other, ok := seen[string(b)]; ok {
			t.Errorf("%s and %s have the same bytes", name, other)
		}
		seen[string(b)] = name
	}
}

func TestCommentThatIsNoTextIsRefused(t *testing.T) {
	for name, c := range map[string]CommentContent{
		"invalid UTF-8":           {Body: "a\xff"},
		"invalid UTF-8 in quote":  {Quote: Quote{Prefix: "\xc3"}},
		"an attachment's file":    {Attachments: []string{"prilog.pdf"}},
		"an attachment's capital": {Attachments: []string{strings.ToUpper(zeroHash)}},
	} {
		if b, err := c.Bytes(); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: got %q, %v, want ErrFormat", name, b, err)
		}
		if _, err := CommitContents(Salt{}, []CommentContent{{}, c}); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: got %v from CommitContents, want ErrFormat", name, err)
		}
	}
}

func TestErasedSaltLeavesTheReceiptWhole(t *testing.T) {
	r, log := testReceipt(t, 4, 2, 2)
	secret := hex.EncodeToString(r.Salts[0].Salt[:])
	r.Salts[0] = HoldErased(r.Salts[0].Fingerprint)
	file := receiptFile(t, r)
	v, err := Verify(file, log.signer.VerifierKey())
	if err != nil {
		t.Fatal(err)
	}
	if v.Comments != 2 || v.Erased != 1 {
		t.Errorf("got %d comments, %d erased, want 2 and 1", v.Comments, v.Erased)
	}
	if got, err := ParseReceipt(file); err != nil || got.Salts[0].Salt != nil || strings.Contains(got.Salts[0].String(), secret) {
		t.Errorf("got %+v, %v: the salt is still there", got.Salts, err)
	}
}

func TestEqualCommentsHaveUnequalCommitments(t *testing.T) {
	same := []CommentContent{{Kind: "support", Body: "Подржавам."}, {Kind: "support", Body: "Подржавам."}}
	leaf, _, salts := testSubmission(t, "ana", same)
	if leaf.Commitments[0] == leaf.Commitments[1] || salts[0] == salts[1] {
		t.Error("two comments share a commitment or a salt")
	}
}

func TestSubmissionThatCannotBeSealedIsRefused(t *testing.T) {
	base := Leaf{Kind: SubmissionReceived, At: testTime, Submission: "s-1"}
	number := testNumber(t, "a")
	for name, seal := range map[string]func() error{
		"without comments": func() error {
			_, _, err := SealSubmission(testRandom("x"), base, number, nil)
			return err
		},
		"with a mistyped number": func() error {
			_, _, err := SealSubmission(testRandom("x"), base, "Z"+number[1:len(number)-1]+"?", testComments(1))
			return err
		},
		"without randomness": func() error {
			_, _, err := SealSubmission(strings.NewReader(""), base, number, testComments(1))
			return err
		},
		"for a kind without comments": func() error {
			_, _, err := SealSubmission(testRandom("x"), Leaf{Kind: Signed, At: testTime, Submission: "s-1"}, number, testComments(1))
			return err
		},
		"with a comment that is no text": func() error {
			_, _, err := SealSubmission(testRandom("x"), base, number, []CommentContent{{Body: "\xff"}})
			return err
		},
	} {
		if seal() == nil {
			t.Errorf("%s: got no error", name)
		}
	}
}
