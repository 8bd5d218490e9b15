package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// testSaid returns a receipt of comments and the file of what was said in them.
func testSaid(t testing.TB, comments ...CommentContent) (Receipt, []byte) {
	t.Helper()
	leaf, number, salts := testSubmission(t, "said", comments)
	said := make([]SaidComment, len(comments))
	for i, c := range comments {
		b, err := c.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		said[i] = SaidComment{salts[i], b}
	}
	return Receipt{Number: number, Leaf: leaf, Salts: HoldSalts(salts)}, FormatSaid(said)
}

// plainComments are comments without what only some have: their encoding ends in an
// empty line.
func plainComments(n int) []CommentContent {
	all := make([]CommentContent, n)
	for i := range all {
		all[i] = CommentContent{Document: "act", Kind: "remark", Body: fmt.Sprintf("Рок %d.", i+1)}
	}
	return all
}

// opensSaid is what one does with a file that one is given.
func opensSaid(r Receipt, file []byte) (int, error) {
	said, err := ParseSaid(file)
	if err != nil {
		return 0, err
	}
	return OpenSaid(r, said)
}

func isSaidError(err error) bool {
	return errors.Is(err, ErrFormat) || errors.Is(err, ErrSpelling) || errors.Is(err, ErrCommitment) || errors.Is(err, ErrErased)
}

func TestOnlyWhatWasSaidOpensAReceipt(t *testing.T) {
	comments := testComments(3)
	r, file := testSaid(t, comments...)
	if n, err := opensSaid(r, file); n != 3 || err != nil {
		t.Fatalf("got %d, %v", n, err)
	}
	said, err := ParseSaid(file)
	if err != nil {
		t.Fatal(err)
	}
	other := comments[0]
	other.Body += " "
	reworded, err := other.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	for name, changed := range map[string][]SaidComment{
		"a space more":          {{said[0].Salt, reworded}, said[1], said[2]},
		"another's words":       {{said[0].Salt, said[1].Content}, said[1], said[2]},
		"another's salt":        {{said[1].Salt, said[0].Content}, said[1], said[2]},
		"another order":         {said[1], said[0], said[2]},
		"without the first":     said[1:],
		"without the last":      said[:2],
		"one twice":             {said[0], said[0], said[1], said[2]},
		"one more":              {said[0], said[1], said[2], said[2]},
		"none":                  nil,
		"the words of a letter": {{said[0].Salt, nil}, said[1], said[2]},
	} {
		if n, err := OpenSaid(r, changed); !errors.Is(err, ErrCommitment) {
			t.Errorf("%s: got %d, %v, want ErrCommitment", name, n, err)
		}
	}
	if _, err := OpenSaid(Receipt{Leaf: r.Leaf}, said); !errors.Is(err, ErrCommitment) {
		t.Errorf("a receipt without salts: got %v, want ErrCommitment", err)
	}
	erased := r
	erased.Salts = slices.Clone(r.Salts)
	erased.Salts[0] = HoldErased(r.Salts[0].Fingerprint)
	for name, c := range map[string]struct {
		said []SaidComment
		n    int
		err  error
	}{
		"given after it":       {said[1:], 2, nil},
		"kept from before it":  {said, 3, nil},
		"with other words":     {[]SaidComment{{said[0].Salt, reworded}, said[1], said[2]}, 0, ErrCommitment},
		"with what was erased": {said[:1], 0, ErrCommitment},
	} {
		if n, err := OpenSaid(erased, c.said); n != c.n || !errors.Is(err, c.err) {
			t.Errorf("after an erasure, a file %s: got %d, %v", name, n, err)
		}
	}
	for i := range erased.Salts {
		erased.Salts[i] = HoldErased(r.Salts[i].Fingerprint)
	}
	if _, err := OpenSaid(erased, nil); !errors.Is(err, ErrErased) {
		t.Errorf("all is erased: got %v, want ErrErased", err)
	}
}

func TestEachCommentOfAReceiptIsNamed(t *testing.T) {
	comments := plainComments(4)
	r, file := testSaid(t, comments...)
	said, err := ParseSaid(file)
	if err != nil {
		t.Fatal(err)
	}
	r.Salts[3] = HoldErased(r.Salts[3].Fingerprint)
	foreign := SaidComment{Salt{1}, said[0].Content}
	got := MatchSaid(r, []SaidComment{said[1], {said[0].Salt, said[1].Content}, foreign, said[1]})
	want := []SaidMatch{{No: 1, Words: &comments[1]}, {No: 2, Words: &comments[1], Holds: true}, {No: 3}, {No: 4, Erased: true}, {Words: &comments[0]}, {Words: &comments[1]}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := MatchSaid(r, said)[3]; !got.Holds || got.Erased {
		t.Errorf("words that were kept from before they were erased: %+v", got)
	}
}

func TestEveryMutationOfWhatWasSaidIsRejected(t *testing.T) {
	for name, comments := range map[string][]CommentContent{"long": testComments(1), "plain": plainComments(2)} {
		r, file := testSaid(t, comments...)
		if _, err := opensSaid(r, file); err != nil {
			t.Fatal(err)
		}
		refuse := func(what string, at int, other []byte) {
			if n, err := opensSaid(r, other); !isSaidError(err) {
				t.Errorf("%s: %s at %d: got %d, %v", name, what, at, n, err)
			}
		}
		eachByteChanged(file, refuse)
		changedAtRandom(file, name, 3000, func(n int, other []byte) { refuse("several changes", n, other) })
	}
}

func TestWhatWasSaidHasOneSpelling(t *testing.T) {
	r, file := testSaid(t, plainComments(2)...)
	s := string(file)
	for name, other := range map[string]string{
		"carriage returns":    strings.ReplaceAll(s, "\n", "\r\n"),
		"byte order mark":     "\ufeff" + s,
		"a nought before":     strings.Replace(s, "= ", "= 0", 1),
		"a sign before":       strings.Replace(s, "= ", "= +", 1),
		"two blanks":          strings.Replace(s, "= ", "=  ", 1),
		"a nought inside":     strings.Replace(s, "document 3", "document 03", 1),
		"fields swapped":      strings.Replace(s, "document 3\nact\nprovision 0\n\n", "provision 0\n\ndocument 3\nact\n", 1),
		"a field left out":    strings.Replace(s, "provision 0\n\n", "", 1),
		"an unknown field":    strings.Replace(s, "provision 0", "propision 0", 1),
		"another header":      strings.Replace(s, "said/1", "said/2", 1),
		"no header":           strings.TrimPrefix(s, SaidHeader+"\n"),
		"base64 without ends": strings.Replace(s, "= ", " ", 1),
	} {
		if other == s {
			t.Fatalf("%s changes nothing", name)
		}
		if n, err := opensSaid(r, []byte(other)); !isSaidError(err) {
			t.Errorf("%s: got %d, %v", name, n, err)
		}
	}
}

func FuzzParseSaid(f *testing.F) {
	r, file := testSaid(f, plainComments(2)...)
	_, long := testSaid(f, testComments(2)...)
	for _, seed := range [][]byte{file, long, []byte(SaidHeader + "\n"), nil} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		said, err := ParseSaid(data)
		if err != nil {
			if !isSaidError(err) {
				t.Errorf("got %v, not an error of this package", err)
			}
			return
		}
		if again := FormatSaid(said); !bytes.Equal(again, data) {
			t.Errorf("got %q, want %q", again, data)
		}
		if _, err := OpenSaid(r, said); err == nil && !bytes.Equal(data, file) {
			t.Errorf("other words open the receipt: %q", data)
		} else if err != nil && !isSaidError(err) {
			t.Errorf("got %v, not an error of this package", err)
		}
	})
}
