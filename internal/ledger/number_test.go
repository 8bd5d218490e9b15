package ledger

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

func TestReceiptNoIsGroupedAndUnambiguous(t *testing.T) {
	shape := regexp.MustCompile(`^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$`)
	seen := map[string]bool{}
	for i := range 500 {
		no := testNumber(t, fmt.Sprint(i))
		if !shape.MatchString(no) || seen[no] {
			t.Fatalf("got %q", no)
		}
		seen[no] = true
		if got, err := ParseReceiptNo(no); err != nil || got != no {
			t.Fatalf("got %q, %v, want %q", got, err, no)
		}
	}
}

func TestReceiptNoUsesAllItsBits(t *testing.T) {
	zero, err := NewReceiptNo(bytes.NewReader(make([]byte, 15)))
	if err != nil || zero != "00000-00000-00000-00000-00000" {
		t.Fatalf("got %q, %v", zero, err)
	}
	for bit := range 120 {
		b := make([]byte, 15)
		b[bit/8] = 1 << (bit % 8)
		if no, err := NewReceiptNo(bytes.NewReader(b)); err != nil || no == zero {
			t.Errorf("bit %d: got %q, %v", bit, no, err)
		}
	}
	if no, err := NewReceiptNo(bytes.NewReader(make([]byte, 14))); err == nil {
		t.Errorf("got %q of 14 bytes, want an error", no)
	}
}

func TestReceiptNoIsReadAsPeopleWriteIt(t *testing.T) {
	no, err := NewReceiptNo(strings.NewReader("\x00\x44\x32\x14\xc7Rasprava26"))
	if err != nil || !strings.HasPrefix(no, "01234-") {
		t.Fatalf("got %q, %v", no, err)
	}
	for name, written := range map[string]string{
		"in lower case":           strings.ToLower(no),
		"without dashes":          strings.ReplaceAll(no, "-", ""),
		"with spaces":             " " + strings.ReplaceAll(no, "-", " ") + "\r\n",
		"with long dashes":        strings.ReplaceAll(no, "-", "–"),
		"with hard dashes":        strings.ReplaceAll(no, "-", "\u2011"),
		"with O for 0, I for 1":   "OI" + no[2:],
		"with o for 0, l for 1":   "ol" + no[2:],
		"with L, and hard spaces": "0L" + strings.ReplaceAll(no[2:], "-", "\u00a0"),
	} {
		if got, err := ParseReceiptNo(written); err != nil || got != no {
			t.Errorf("%s: got %q, %v, want %q", name, got, err, no)
		}
	}
}

func TestReceiptNoCatchesEverySingleSubstitution(t *testing.T) {
	for _, seed := range []string{"a", "b", "c"} {
		no := testNumber(t, seed)
		for i := range no {
			if no[i] == '-' {
				continue
			}
			for _, r := range numberLetters {
				other := no[:i] + string(r) + no[i+1:]
				if _, err := ParseReceiptNo(other); other != no && !errors.Is(err, ErrReceiptNo) {
					t.Errorf("%q for %q: got %v, want ErrReceiptNo", other, no, err)
				}
			}
		}
	}
}

func TestReceiptNoCatchesEveryTransposition(t *testing.T) {
	for i := range 20 {
		letters := []byte(strings.ReplaceAll(testNumber(t, fmt.Sprint(i)), "-", ""))
		for a := range letters {
			for b := a + 1; b < len(letters); b++ {
				other := bytes.Clone(letters)
				other[a], other[b] = other[b], other[a]
				if _, err := ParseReceiptNo(string(other)); letters[a] != letters[b] && !errors.Is(err, ErrReceiptNo) {
					t.Errorf("%s for %s: got %v, want ErrReceiptNo", other, letters, err)
				}
			}
		}
	}
}

func TestWhatIsNoReceiptNoIsRefused(t *testing.T) {
	no := testNumber(t, "a")
	for name, s := range map[string]string{
		"nothing":                "",
		"one character short":    no[1:],
		"one character more":     no + "0",
		"a letter it never uses": "U" + no[1:],
		"a Cyrillic letter":      "А" + no[1:],
		"a sign":                 "*" + no[1:],
		"bytes that are no text": "\xff" + no[1:],
		"a long tail of dashes":  no + strings.Repeat("-", 300),
	} {
		if got, err := ParseReceiptNo(s); !errors.Is(err, ErrReceiptNo) {
			t.Errorf("%s: got %q, %v, want ErrReceiptNo", name, got, err)
		}
	}
}

func TestSecretIs32BytesInBase64URL(t *testing.T) {
	s, err := NewSecret(testRandom("secret"))
	if err != nil {
		t.Fatal(err)
	}
	if b, err := base64.RawURLEncoding.DecodeString(s); err != nil || len(b) != 32 {
		t.Errorf("got %d bytes, %v, want 32", len(b), err)
	}
	if s, err := NewSecret(strings.NewReader("too short")); err == nil {
		t.Errorf("got %q, want an error", s)
	}
}

func FuzzParseReceiptNo(f *testing.F) {
	f.Add(testNumber(f, "a"))
	f.Add("ol234-56789-abcde-fghjk-mnpqr")
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		no, err := ParseReceiptNo(s)
		if err != nil {
			if !errors.Is(err, ErrReceiptNo) {
				t.Errorf("got %v, want ErrReceiptNo", err)
			}
			return
		}
		if again, err := ParseReceiptNo(no); err != nil || again != no {
			t.Errorf("%q gives %q, which gives %q, %v", s, no, again, err)
		}
	})
}
