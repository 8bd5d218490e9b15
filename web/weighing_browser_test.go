package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/web/browsertest"
)

// files are what a log gave to authors, and the keys that it is known by.
type files struct {
	receipts, promises, notes [][]byte
	said                      [][]byte // what was said, by the receipt
	keys                      []string
}

// issued returns files of a log of our own making: a receipt alone in its tree, one
// in the middle of a larger one with comments of which one was erased, one of a correction, a promise
// and a note of a late submission.
func issued(t testing.TB, origin string) files {
	t.Helper()
	skey, vkey, err := ledger.NewKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ledger.NewSigner(skey)
	if err != nil {
		t.Fatal(err)
	}
	random, at := rand.NewChaCha8(sha256.Sum256([]byte(origin))), time.Date(2026, 11, 23, 10, 15, 0, 0, time.UTC)
	f := files{keys: []string{vkey}}
	number := ""
	for _, tree := range []struct {
		kind                  ledger.Kind
		size, index, comments int
	}{{ledger.SubmissionReceived, 1, 0, 1}, {ledger.SubmissionReceived, 300, 201, 3}, {ledger.SubmissionHeld, 2, 1, 1}, {ledger.Corrected, 2, 1, 1}} {
		number, err = ledger.NewReceiptNo(random)
		if err != nil {
			t.Fatal(err)
		}
		contents := make([]ledger.CommentContent, tree.comments)
		for i := range contents {
			contents[i] = ledger.CommentContent{Document: "act", Kind: "remark", Body: fmt.Sprintf("Рок од %d дана је кратак.", i+8)}
		}
		leaf, salts, err := ledger.SealSubmission(random, ledger.Leaf{Kind: tree.kind, At: at, Dossier: "2026-0017", Round: "r-1", Submission: "s-1", Seq: int64(tree.index),
			Counts: map[string]int64{"comments": 3, "submissions": 1}}, number, contents)
		if err != nil {
			t.Fatal(err)
		}
		var leaves [][]byte
		for i := range tree.size {
			b, err := ledger.Leaf{Kind: ledger.Transition, At: at, Dossier: "2026-0017", Seq: int64(i + 1)}.Bytes()
			if i == tree.index {
				b, err = leaf.Bytes()
			}
			if err != nil {
				t.Fatal(err)
			}
			leaves = append(leaves, b)
		}
		grown, err := signer.Extend(ledger.EmptyHead(), leaves, ledger.Hashes{})
		if err != nil {
			t.Fatal(err)
		}
		proofs, err := ledger.Prove(grown.Head.Size, []int64{int64(tree.index)}, ledger.Hashes(grown.Hashes))
		if err != nil {
			t.Fatal(err)
		}
		r := ledger.Receipt{Number: number, Leaf: leaf, Salts: ledger.HoldSalts(salts), Index: int64(tree.index), Proof: proofs[0], Checkpoint: grown.Checkpoint}
		if tree.comments > 1 {
			r.Salts[1] = ledger.HoldErased(r.Salts[1].Fingerprint)
		}
		b, err := r.Format()
		if err != nil {
			t.Fatal(err)
		}
		f.receipts = append(f.receipts, b)
		said := make([]ledger.SaidComment, tree.comments)
		for i, c := range contents {
			said[i].Salt = salts[i]
			said[i].Content, err = c.Bytes()
			if err != nil {
				t.Fatal(err)
			}
		}
		f.said = append(f.said, ledger.FormatSaid(said))
	}
	promise, err := signer.SignPromise(ledger.Promise{Origin: origin, ReceiptNo: number, Submission: "s-2", LeafHash: sha256.Sum256([]byte("leaf")), ReceivedAt: at, Due: at.Add(24 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	note, err := signer.SignLateNote(ledger.LateNote{Origin: origin, Round: "r-1", Submission: "s-3", Hash: ledger.HashOf([]byte("content")), Salt: &ledger.Salt{7}, ClosedAt: at, ReceivedAt: at.Add(time.Second)})
	if err != nil {
		t.Fatal(err)
	}
	f.promises, f.notes = append(f.promises, promise), append(f.notes, note)
	return f
}

// change is one file that is weighed: an earlier one with a piece put in the place
// of another.
type change struct {
	Of   int    `json:"of"` // number of an original
	At   int    `json:"at"`
	Cut  int    `json:"cut"` // bytes
	Put  []byte `json:"put"`
	what string
}

func (c change) apply(originals [][]byte) []byte {
	b := originals[c.Of]
	return slices.Concat(b[:c.At], c.Put, b[c.At+c.Cut:])
}

// bytewise changes every byte of an original: by a bit and into what means something
// in such a file; takes it out, puts one before it, and ends the file there.
func bytewise(of int, b []byte) []change {
	var all []change
	for at, c := range b {
		all = append(all, change{of, at, 1, []byte{c ^ 1<<(at%8)}, "bit"}, change{of, at, 1, nil, "byte out"}, change{of, at, len(b) - at, nil, "cut"},
			change{of, at, 0, []byte{"\n\r =A0+-,\"\x00é"[at%13]}, "byte in"}, change{of, at, 1, []byte{"A0=\n/ \xff"[at%7]}, "byte put"})
	}
	return all
}

// respellings are changes that keep what a file means.
func respellings(t testing.TB, of int, b []byte) []change {
	t.Helper()
	whole := func(what string, other []byte) change { return change{of, 0, len(b), other, what} }
	all := []change{
		whole("carriage returns", bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n"))), whole("ends of an old system", bytes.ReplaceAll(b, []byte("\n"), []byte("\r"))),
		whole("byte order mark", append([]byte("\ufeff"), b...)), whole("line before", append([]byte("\n"), b...)), whole("line after", append(bytes.Clone(b), '\n')),
		whole("blanks after", append(bytes.Clone(b), "  "...)), whole("last line open", bytes.TrimRight(b, "\n")), whole("twice", append(bytes.Clone(b), b...)),
		whole("capitals", bytes.ToUpper(b)), whole("long", append(bytes.Clone(b), bytes.Repeat([]byte(" "), ledger.MaxReceiptBytes)...)), whole("nothing", nil),
		whole("blanks at the end of each line", bytes.ReplaceAll(b, []byte("\n"), []byte(" \n"))), whole("base64 of it", []byte(base64.StdEncoding.EncodeToString(b))),
	}
	lines := bytes.SplitAfter(b, []byte("\n"))
	for i := range lines {
		all = append(all, whole("line out", bytes.Join(slices.Delete(slices.Clone(lines), i, i+1), nil)), whole("line twice", bytes.Join(slices.Insert(slices.Clone(lines), i, lines[i]), nil)))
		if i > 0 {
			swapped := slices.Clone(lines)
			swapped[i-1], swapped[i] = swapped[i], swapped[i-1]
			all = append(all, whole("lines swapped", bytes.Join(swapped, nil)))
		}
	}
	head, rest, found := bytes.Cut(b, []byte("\nextra "))
	if !found {
		return all
	}
	extra, rest, _ := bytes.Cut(rest, []byte("\n"))
	raw, err := base64.StdEncoding.DecodeString(string(extra))
	if err != nil {
		t.Fatal(err)
	}
	kind := string(ledger.SubmissionReceived)
	for _, other := range []ledger.Kind{ledger.SubmissionHeld, ledger.Corrected} {
		if bytes.Contains(raw, []byte(other)) {
			kind = string(other)
		}
	}
	with := func(what, encoded string) change {
		return whole(what, fmt.Appendf(nil, "%s\nextra %s\n%s", head, encoded, rest))
	}
	inside := func(what, old, put string) change {
		if !bytes.Contains(raw, []byte(old)) {
			t.Fatalf("%s: %s has no %s", what, raw, old)
		}
		return with(what, base64.StdEncoding.EncodeToString(bytes.Replace(raw, []byte(old), []byte(put), 1)))
	}
	all = append(all, with("without padding", strings.TrimRight(string(extra), "=")), with("padding more", string(extra)+"="), with("padding of another length", string(extra)+"===="),
		with("URL alphabet", base64.URLEncoding.EncodeToString(raw)+"-"), with("folded base64", string(extra[:40])+"\r"+string(extra[40:])), with("JSON with a line", base64.StdEncoding.EncodeToString(append(raw, '\n'))),
		inside("blank in the JSON", `,"leaf"`, `, "leaf"`), inside("another member", `,"leaf"`, `,"note":"","leaf"`), inside("member twice", `{"format":"rasprava.receipt/1"`, `{"format":"rasprava.receipt/1","format":"rasprava.receipt/1"`),
		inside("escape", `"act`[:1]+"kind", `"\u006bind`), inside("capital member", `"kind"`, `"Kind"`), inside("blank in the leaf", `,"kind"`, `, "kind"`), inside("a kind without comments", kind, "answered"),
		inside("another kind", kind, "late_entry"), inside("no such day", "2026-11-23T", "2026-02-30T"), inside("hour 24", "T10:15:00Z", "T24:00:00Z"), inside("second 60", "T10:15:00Z", "T10:15:60Z"),
		inside("zone", "T10:15:00Z", "T11:15:00+01:00"), inside("fraction", "00Z", "00.000Z"), inside("year nought", "2026-11-23T", "0000-11-23T"), inside("zero time", "2026-11-23T10:15:00Z", "0001-01-01T00:00:00Z"),
		inside("count with a nought", `"comments":3`, `"comments":03`), inside("count beyond", `"comments":3`, `"comments":9007199254740993`), inside("counts in another order", `"comments":3,"submissions":1`, `"submissions":1,"comments":3`),
		inside("count twice", `"comments":3`, `"comments":3,"comments":3`), inside("empty round", `"round":"r-1"`, `"round":""`), inside("odd round", `"round":"r-1"`, `"round":"r 1"`), inside("no round", `,"round":"r-1"`, ``),
		inside("null", `"round":"r-1"`, `"round":null`), inside("number in small letters", `"receipt_no":"`, `"receipt_no":" `), inside("empty counts", `,"counts":{"comments":3,"submissions":1}`, `,"counts":{}`))
	return all
}

// jumbles are several random changes one upon the other.
func jumbles(of int, b []byte, n int) []change {
	random := rand.New(rand.NewChaCha8(sha256.Sum256(b)))
	var all []change
	for range n {
		other := bytes.Clone(b)
		for range 1 + random.IntN(4) {
			from := random.IntN(len(other))
			to := from + random.IntN(min(60, len(other)-from)+1)
			switch random.IntN(4) {
			case 0:
				other = slices.Delete(other, from, to)
			case 1:
				other = slices.Insert(other, random.IntN(len(other)+1), bytes.Clone(other[from:to])...)
			case 2:
				other[from] = byte(random.IntN(256))
			default:
				slices.Reverse(other[from:to])
			}
			if len(other) == 0 {
				other = []byte{'\n'}
			}
		}
		all = append(all, change{of, 0, len(b), other, "jumble"})
	}
	return all
}

// inBrowser is what a page runs to weigh files as our page does.
const inBrowser = `const { weigh } = await import("/receipt.js");
const { originals, changes, keys } = await (await fetch("/files")).json();
const bytes = (s) => Uint8Array.from(atob(s ?? ""), (c) => c.charCodeAt(0));
const bases = originals.map(bytes);
const said = [];
for (const { of, at, cut, put } of changes) {
	const base = bases[of], piece = bytes(put), file = new Uint8Array(base.length - cut + piece.length);
	file.set(base.subarray(0, at));
	file.set(piece, at);
	file.set(base.subarray(at + cut), at + piece.length);
	try {
		said.push((await weigh(file, keys)).verdict);
	} catch (e) {
		said.push(String(e));
	}
}
await fetch("/said", { method: "POST", body: JSON.stringify(said) });`

// saidInBrowser weighs what was said beside the receipt that stands before it among the
// originals.
var saidInBrowser = strings.NewReplacer("{ weigh }", "{ weigh, weighSaid }",
	"said.push((await weigh(file, keys)).verdict)", "said.push(JSON.stringify(await weighSaid(await weigh(bases[of - 1], keys), file)))").Replace(inBrowser)

// weighedByBrowser returns what a browser says of files, which runs a script.
func weighedByBrowser(t *testing.T, run string, originals [][]byte, changes []change, keys string) []string {
	t.Helper()
	answer := make(chan []string, 1)
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Security-Policy", pagePolicy)
			_, _ = io.WriteString(w, `<!DOCTYPE html><html lang="sr"><head><meta charset="utf-8"><title>Провера</title><link rel="icon" href="data:,"><script type="module" src="/run.js"></script></head><body></body></html>`)
		case "/run.js":
			w.Header().Set("Content-Type", "text/javascript")
			_, _ = io.WriteString(w, run)
		case "/receipt.js":
			w.Header().Set("Content-Type", "text/javascript")
			script, err := static.ReadFile("static/receipt.js")
			if err != nil {
				t.Error(err)
			}
			_, _ = w.Write(script)
		case "/files":
			err := json.NewEncoder(w).Encode(map[string]any{"originals": originals, "changes": changes, "keys": keys})
			if err != nil {
				t.Error(err)
			}
		case "/said":
			var said []string
			err := json.NewDecoder(r.Body).Decode(&said)
			if err != nil {
				t.Error(err)
			}
			answer <- said
		}
	}))
	t.Cleanup(h.Close)
	tab := browsertest.Open(t).Person(t, browsertest.Options{})
	tab.Go(h.URL)
	select {
	case said := <-answer:
		return said
	case <-time.After(5 * time.Minute):
		t.Fatal("the browser does not come to an end")
		return nil
	}
}

// TestBrowserAndServerSayTheSameOfEveryFile takes files that the log gave, changes
// them in every place and in every way that a second spelling could hide in, and
// holds what the browser says to what the server says: none of them verifies.
func TestBrowserAndServerSayTheSameOfEveryFile(t *testing.T) {
	ours, theirs := issued(t, "rasprava.example/log/public"), issued(t, "drugde.example/log/public")
	sameName := issued(t, "rasprava.example/log/public")
	originals := slices.Concat(ours.receipts, ours.promises, ours.notes, theirs.receipts, theirs.promises, theirs.notes, sameName.receipts, sameName.promises)
	// A key that was given up at leaf 2 vouches for no larger tree, and the next one for
	// no smaller.
	rotated, next := issued(t, "smena.example/log/public"), issued(t, "smena.example/log/public")
	originals = slices.Concat(originals, rotated.receipts, next.receipts)
	text := ours.keys[0] + "\n" + ledger.KeyHistory{{Key: rotated.keys[0]}, {Key: next.keys[0], Since: 2}}.Text()
	keys, err := ledger.ParseKeyTerms(text)
	if err != nil {
		t.Fatal(err)
	}
	inTime := map[int]string{0: "valid", 1: "given_up", 2: "valid", 3: "corrected", 4: "given_up", 5: "valid", 6: "valid", 7: "corrected"}
	var changes []change
	var want []string
	for i := range originals {
		changes = append(changes, change{Of: i, what: "as it was given"})
		switch own, others := len(ours.receipts)+len(ours.promises)+len(ours.notes), len(originals)-len(inTime); {
		case i >= others:
			want = append(want, inTime[i-others])
		case i >= own:
			want = append(want, "foreign")
		case i < len(ours.receipts):
			want = append(want, []string{"valid", "valid", "valid", "corrected"}[i])
		default:
			want = append(want, []string{"promise", "late"}[i-len(ours.receipts)])
		}
	}
	given := len(changes)
	for i, b := range originals[:6] {
		if i > 0 {
			changes = append(changes, bytewise(i, b)...)
			changes = append(changes, jumbles(i, b, 300)...)
		}
		changes = append(changes, respellings(t, i, b)...)
	}
	changes = append(changes, bytewise(6, originals[6])...)

	said := weighedByBrowser(t, inBrowser, originals, changes, text)
	if len(said) != len(changes) {
		t.Fatalf("the browser weighed %d files, want %d", len(said), len(changes))
	}
	if diff := cmp.Diff(want, said[:given]); diff != "" {
		t.Errorf("what was given (-want +browser):\n%s", diff)
	}
	changes, said = append(changes, change{Of: 0, Cut: len(originals[0]), Put: ours.said[0], what: "what was said"}), append(said, "said")
	counts := map[string]int{}
	for i, c := range changes {
		file := c.apply(originals)
		server := weigh(file, keys).Verdict
		counts[server]++
		if server != said[i] {
			t.Errorf("%s at %d of %d: the browser says %s, the server %s", c.what, c.At, c.Of, said[i], server)
		}
		if good(server) && !bytes.Equal(file, originals[c.Of]) {
			t.Errorf("%s at %d of %d verifies", c.what, c.At, c.Of)
		}
		if t.Failed() && i > given+5000 {
			break
		}
	}
	for _, v := range verdicts {
		if counts[v] == 0 {
			t.Errorf("no file was found to be %s: %v", v, counts)
		}
	}
	t.Logf("%d files: %v", len(changes), counts)
}

// TestBrowserAndServerSayTheSameOfWhatWasSaid, whichever byte of the file is changed,
// and of every comment in it: no change of it is taken for the words.
func TestBrowserAndServerSayTheSameOfWhatWasSaid(t *testing.T) {
	ours := issued(t, "rasprava.example/log/public")
	originals := [][]byte{ours.receipts[0], ours.said[0], ours.receipts[1], ours.said[1], ours.promises[0], ours.said[1], ours.receipts[3], ours.said[3]}
	plain := len(ledger.SaidHeader) + 1
	third := plain + 2*(len(ours.said[1])-plain)/3
	whole := func(of int, what string, file []byte) change { return change{of, 0, len(originals[of]), file, what} }
	changes := []change{{Of: 1, what: "as it was given"}, {Of: 3, what: "as it was given, before one was erased"}, {Of: 5, what: "beside a promise"}, {Of: 7, what: "beside a correction"}, whole(3, "without the last", ours.said[1][:third]),
		whole(3, "of another receipt", ours.said[0]), whole(1, "of another receipt", ours.said[1]), whole(1, "twice", slices.Concat(ours.said[0], ours.said[0][plain:])), whole(1, "none", ours.said[0][:plain])}
	for _, of := range []int{1, 3} {
		changes = slices.Concat(changes, bytewise(of, originals[of]), jumbles(of, originals[of], 200), respellings(t, of, originals[of]))
	}
	text := strings.Join(ours.keys, "\n") + "\n"
	keys, err := ledger.ParseKeyTerms(text)
	if err != nil {
		t.Fatal(err)
	}
	found := weighedByBrowser(t, saidInBrowser, originals, changes, text)
	if len(found) != len(changes) {
		t.Fatalf("the browser weighed %d files, want %d", len(found), len(changes))
	}
	counts, states := map[string]int{}, map[string]int{}
	for i, c := range changes {
		file := c.apply(originals)
		server := weighSaid(weigh(originals[c.Of-1], keys), file)
		var browser saidWeighed
		err := json.Unmarshal([]byte(found[i]), &browser)
		if err != nil {
			t.Fatalf("%s: %s", c.what, found[i])
		}
		if diff := cmp.Diff(server, browser, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s at %d of %d (-server +browser):\n%s", c.what, c.At, c.Of, diff)
		}
		counts[server.Verdict]++
		for _, line := range server.Comments {
			states[line.State]++
		}
		if server.Verdict == "same" && !bytes.Equal(file, originals[c.Of]) {
			t.Errorf("%s at %d of %d is taken for the words", c.what, c.At, c.Of)
		}
		if t.Failed() && i > 2000 {
			break
		}
	}
	for _, v := range saidVerdicts {
		if counts[v] == 0 && v != "erased" {
			t.Errorf("no file was found to be %s: %v", v, counts)
		}
	}
	for _, state := range saidStates {
		if states[state] == 0 {
			t.Errorf("no comment was found to be %s: %v", state, states)
		}
	}
	t.Logf("%d files: %v, comments: %v", len(changes), counts, states)
}
