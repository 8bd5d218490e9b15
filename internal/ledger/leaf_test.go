package ledger

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const zeroHash = "sha256:0000000000000000000000000000000000000000000000000000000000000000"

func fullLeaf() Leaf {
	return Leaf{
		Kind: Corrected, At: testTime, Dossier: "2026-0017", Round: "r-1", Submission: "s-1", Seq: 7,
		Hash: zeroHash, Commitments: []Commitment{{1}, {2}}, Counts: map[string]int64{"zeta": 0, "alpha": 3},
	}
}

func TestLeafBytesAreThese(t *testing.T) {
	for _, tt := range []struct {
		name string
		leaf Leaf
		want string
	}{
		{"only what must be", Leaf{Kind: KeyRotated, At: testTime}, `{"format":"rasprava.leaf/1","kind":"key_rotated","at":"2026-11-23T10:15:00Z"}`},
		{"all fields in their order", fullLeaf(), `{"format":"rasprava.leaf/1","kind":"corrected","at":"2026-11-23T10:15:00Z",` +
			`"dossier":"2026-0017","round":"r-1","submission":"s-1","seq":7,"hash":"` + zeroHash + `",` +
			`"commitments":["AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="],` +
			`"counts":{"alpha":3,"zeta":0}}`},
		{
			"the end of a round", Leaf{Kind: RoundOpened, At: testTime, Until: testTime.Add(24 * time.Hour), Round: "r-1"},
			`{"format":"rasprava.leaf/1","kind":"round_opened","at":"2026-11-23T10:15:00Z","until":"2026-11-24T10:15:00Z","round":"r-1"}`,
		},
		{
			"a time elsewhere, with a fraction", Leaf{Kind: Signed, At: time.Date(2026, 11, 23, 11, 15, 0, 999, time.FixedZone("CET", 3600))},
			`{"format":"rasprava.leaf/1","kind":"signed","at":"2026-11-23T10:15:00Z"}`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, string(leafBytes(t, tt.leaf))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLeafOfEachKindComesBack(t *testing.T) {
	if len(kinds) != 30 {
		t.Errorf("got %d kinds, want 30", len(kinds))
	}
	for kind, rule := range kinds {
		leaf := fullLeaf()
		leaf.Kind = kind
		if !kind.Commits() {
			leaf.Commitments = nil
		}
		if rule.mayEnd {
			leaf.Until = testTime.Add(time.Hour)
		}
		got, err := ParseLeaf(leafBytes(t, leaf))
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		if diff := cmp.Diff(leaf, got); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
	}
}

func TestLeafThatBreaksItsRulesIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(*Leaf){
		"unknown kind":                func(l *Leaf) { l.Kind = "rumour" },
		"no instant":                  func(l *Leaf) { l.At = time.Time{} },
		"instant after the year 9999": func(l *Leaf) { l.At = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) },
		"an end of what has none":     func(l *Leaf) { l.Until = testTime },
		"moved to no end":             func(l *Leaf) { l.Kind, l.Commitments = RoundMoved, nil },
		"moved to after the year 9999": func(l *Leaf) {
			l.Kind, l.Commitments, l.Until = RoundMoved, nil, time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
		},
		"an e-mail address for an id":     func(l *Leaf) { l.Submission = "ana@example.rs" },
		"a name for an id":                func(l *Leaf) { l.Dossier = "Ana Anić" },
		"an id that starts with a dot":    func(l *Leaf) { l.Round = ".1" },
		"an id of 129 letters":            func(l *Leaf) { l.Round = strings.Repeat("r", 129) },
		"negative seq":                    func(l *Leaf) { l.Seq = -1 },
		"seq beyond exact numbers":        func(l *Leaf) { l.Seq = 1 << 53 },
		"hash in capitals":                func(l *Leaf) { l.Hash = "sha256:" + strings.Repeat("A", 64) },
		"hash too short":                  func(l *Leaf) { l.Hash = "sha256:00" },
		"negative count":                  func(l *Leaf) { l.Counts = map[string]int64{"comments": -1} },
		"count named with a quote":        func(l *Leaf) { l.Counts = map[string]int64{`a"`: 1} },
		"count without a name":            func(l *Leaf) { l.Counts = map[string]int64{"": 1} },
		"no commitment where one must be": func(l *Leaf) { l.Commitments = nil },
		"commitment where none may be":    func(l *Leaf) { l.Kind = Answered },
		"commitment without a seal":       func(l *Leaf) { l.Hash = "" },
		"commitment without a submission": func(l *Leaf) { l.Submission = "" },
		"longer than a tile's entry":      func(l *Leaf) { l.Commitments = make([]Commitment, 1500) },
	} {
		t.Run(name, func(t *testing.T) {
			leaf := fullLeaf()
			spoil(&leaf)
			if b, err := leaf.Bytes(); !errors.Is(err, ErrLeaf) {
				t.Errorf("got %s, %v, want ErrLeaf", b, err)
			}
		})
	}
}

func TestLeafHasOneSpelling(t *testing.T) {
	b := leafBytes(t, fullLeaf())
	for name, other := range map[string][]byte{
		"a space":                  replaced(t, b, `,"kind"`, `, "kind"`),
		"a line feed at the end":   append(append([]byte{}, b...), '\n'),
		"something after it":       append(append([]byte{}, b...), "{}"...),
		"fields in another order":  replaced(t, replaced(t, b, `"round":"r-1",`, ``), `"seq"`, `"round":"r-1","seq"`),
		"counts in another order":  replaced(t, b, `"alpha":3,"zeta":0`, `"zeta":0,"alpha":3`),
		"a field twice":            replaced(t, b, `"seq":7`, `"seq":7,"seq":7`),
		"an empty field":           replaced(t, b, `"dossier":"2026-0017",`, `"dossier":"",`),
		"a null":                   replaced(t, b, `"dossier":"2026-0017",`, `"dossier":null,`),
		"an escaped letter":        replaced(t, b, `"r-1"`, `"\u0072-1"`),
		"a name in capitals":       replaced(t, b, `"round"`, `"ROUND"`),
		"a number with a fraction": replaced(t, b, `"seq":7`, `"seq":7.0`),
		"a number with an exponent": replaced(t, b, `"seq":7`,
			`"seq":7e0`),
		"a time zone":            replaced(t, b, `10:15:00Z`, `10:15:00+00:00`),
		"a fraction of a second": replaced(t, b, `10:15:00Z`, `10:15:00.0Z`),
		"spare bits in base64":   replaced(t, b, `AAAAAA="`, `AAAAAB="`),
		"base64 without padding": replaced(t, b, `AAAAAA="`, `AAAAAA"`),
		"a line break in base64": replaced(t, b, `"AQAA`, `"AQ\r\nAA`),
		"an unknown field":       replaced(t, b, `,"seq"`, `,"name":"Ana","seq"`),
		"another format":         replaced(t, b, `leaf/1`, `leaf/2`),
		"nothing":                {},
		"null":                   []byte("null"),
		"a list":                 []byte("[]"),
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := ParseLeaf(other); !errors.Is(err, ErrLeaf) {
				t.Errorf("got %+v, %v, want ErrLeaf", got, err)
			}
		})
	}
	if _, err := ParseLeaf(append(append([]byte{}, b...), '\n')); !errors.Is(err, ErrSpelling) {
		t.Errorf("got %v, want ErrSpelling", err)
	}
}

func FuzzParseLeaf(f *testing.F) {
	f.Add(leafBytes(f, fullLeaf()))
	f.Add(leafBytes(f, Leaf{Kind: RoundClosed, At: testTime, Counts: map[string]int64{"comments": 12}}))
	f.Add([]byte(fmt.Sprintf(`{"format":%q}`, leafFormat)))
	f.Fuzz(func(t *testing.T, data []byte) {
		agree(t, data)
		leaf, err := ParseLeaf(data)
		if err != nil {
			if !errors.Is(err, ErrLeaf) {
				t.Errorf("got %v, want ErrLeaf", err)
			}
			return
		}
		if diff := cmp.Diff(string(data), string(leafBytes(t, leaf))); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTheQuickReaderAgreesWithTheOneThatSaysWhatIsWrong(t *testing.T) {
	whole := string(leafBytes(t, fullLeaf()))
	for cut := range len(whole) {
		agree(t, []byte(whole[:cut]))
		agree(t, []byte(whole[cut:]))
		agree(t, []byte(whole[:cut]+"0"+whole[cut:]))
		agree(t, []byte(whole[:cut]+whole[cut+1:]))
	}
	agree(t, []byte(whole))
}

// agree fails the test where a leaf that is read quickly is refused or read
// otherwise by the slow reader, or the other way round.
func agree(t *testing.T, data []byte) {
	t.Helper()
	got, err := ParseLeaf(data)
	want, slow := decodeLeaf(data)
	if (err == nil) != (slow == nil) {
		t.Fatalf("%q: quick %v, slow %v", data, err, slow)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%q: %s", data, diff)
	}
}
