package web

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
)

// boundCheck is the longest request that asks to check a receipt file, with the file
// of what was said beside it, in bytes.
const boundCheck = boundSubmission + 2<<20

var checkPages = []page{
	get("/provera", dossier.ReadPublic, (*Server).checkPage),
	{http.MethodPost, "/provera", dossier.ReadPublic, boundCheck, (*Server).checkFile},
}

// checkPage is where a receipt is looked up by its number, or its file checked: by
// the browser, which is given the keys and the words for it, or by the server.
type checkPage struct {
	form
	Number   field
	File     field
	Text     field
	Words    field
	Pasted   field         // the words
	Shown    *verdictShown // nil: nothing was checked
	Said     *saidShown    // nil: no words were
	Blank    []verdictShown
	Keys     string // of our logs, as ledger.KeyHistory.Text
	Moment   string // an instant, with {day} and {clock} in it
	Of       string // a place in the log, with {place} and {size} in it
	Veiled   string
	Dossiers string // address before the number of one
	Receipts string // likewise

	BlankSaid []saidShown
	States    []saidLineShown
}

// saidShown is what is said of a file of what was said.
type saidShown struct {
	Verdict  string
	Good     bool
	Title    string
	Detail   string
	Comments []saidLineShown
}

// saidLineShown is one comment of it.
type saidLineShown struct {
	saidLine
	Says string
	Tone string // of the tag
}

// verdictShown is what is said of a file.
type verdictShown struct {
	Verdict string
	Good    bool
	Title   string
	Detail  string
	Since   []revisedLine // what became since of what was received, where the record was asked
	Where   string        // it was checked
	Facts   []receiptFact
	Receipt string // address of its page
}

// receiptFact is one thing that a file says which verifies.
type receiptFact struct {
	Name  string // by which the browser finds it
	Label string
	Value string
	Href  string
	Typed bool // Value is what somebody wrote
	Mono  bool
}

var checkTemplate = templateFor[checkPage]("check")

// checkPage looks a receipt up by its number.
func (s *Server) checkPage(v *visit) (reply, error) {
	f := form{Values: url.Values{"broj": {v.Query("broj")}}}
	if v.Query("broj") != "" {
		r, err := s.store.Receipt(v.ctx(), v.Query("broj"))
		switch {
		case err == nil:
			return redirect(v.href("/potvrde/" + r.ReceiptNo)), nil
		case errors.Is(err, ledger.ErrReceiptNo):
			f.add("broj", v.t("check.number_mistyped"))
		case dossier.CodeOf(err) == dossier.CodeReceiptUnknown:
			f.add("broj", v.t("check.number_unknown"))
		default:
			return reply{}, err
		}
	}
	return s.showCheck(v, f, nil, nil)
}

// showCheck shows the page; shown is what is said of a file, and said of the words
// beside it, if they were given.
func (s *Server) showCheck(v *visit, f form, shown *verdictShown, said *saidShown) (reply, error) {
	keys, err := s.logKeys(v)
	if err != nil {
		return reply{}, err
	}
	p := checkPage{form: f, Shown: shown, Said: said, Keys: keys,
		Moment: v.t("check.moment", "day", "{day}", "clock", "{clock}"), Of: v.t("check.of", "place", "{place}", "size", "{size}"),
		Veiled: v.t("check.veiled"), Dossiers: v.href("/predmeti/"), Receipts: v.href("/potvrde/")}
	for _, verdict := range verdicts {
		blank := v.pronounced(verdict, v.t("check.here"))
		if blank.Good {
			blank.Facts, blank.Receipt = v.receiptFacts(receiptFact{}, saidByFile{}), v.href("/provera")
		}
		p.Blank = append(p.Blank, blank)
	}
	for _, verdict := range saidVerdicts {
		p.BlankSaid = append(p.BlankSaid, v.saidPronounced(saidWeighed{Verdict: verdict}))
	}
	for _, state := range saidStates {
		p.States = append(p.States, v.saidLineShown(saidLine{State: state}))
	}
	p.Number = f.field("broj", v.t("check.number"), v.t("check.number_hint"))
	p.Number.Max = 200
	p.File = f.field("datoteka", v.t("check.file"), v.t("check.file_hint"))
	p.Text = f.area("tekst", v.t("check.text"), v.t("check.text_hint"), 6, 0)
	p.Words = f.field("reci", v.t("check.words"), v.t("check.words_hint"))
	p.Pasted = f.area("reci_tekst", v.t("check.words_text"), v.t("check.text_hint"), 6, 0)
	p.Text.Spell, p.Pasted.Spell = false, false
	p.Words.Optional, p.Pasted.Optional = true, true
	return checkTemplate.show(v, heading{Title: v.t("check.title"), Status: f.status()}, p)
}

// logKeys returns the verifier keys of our logs, old ones too, as ledger.ParseKeyTerms
// reads them.
func (s *Server) logKeys(v *visit) (string, error) {
	var keys strings.Builder
	for _, rehearsal := range []bool{false, true} {
		history, err := s.store.LogKeys(v.ctx(), rehearsal)
		if err != nil {
			return "", err
		}
		keys.WriteString(history.Text())
	}
	return keys.String(), nil
}

// checkFile checks a file against the keys of our logs, and the words beside it
// against what it seals. A file is taken to the byte; what was pasted as it was before
// it was copied.
func (s *Server) checkFile(v *visit) (reply, error) {
	f, err := v.readUpload()
	if err != nil {
		return reply{}, err
	}
	_, file, err := v.fileOf("datoteka")
	if err != nil {
		return reply{}, err
	}
	if len(file) == 0 {
		file = asPasted([]byte(f.value("tekst")))
		if len(file) == 1 { // the end of no line
			f.add("datoteka", v.t("check.nothing"))
			return s.showCheck(v, f, nil, nil)
		}
	}
	words, err := v.wordsGiven(f)
	if err != nil {
		return reply{}, err
	}
	text, err := s.logKeys(v)
	if err != nil {
		return reply{}, err
	}
	keys, err := ledger.ParseKeyTerms(text)
	if err != nil {
		return reply{}, err
	}
	w := weigh(file, keys)
	shown := v.pronounced(w.Verdict, v.t("check.there"))
	if shown.Good {
		err = s.tell(v, w, &shown)
		if err != nil {
			return reply{}, err
		}
	}
	var said *saidShown
	if shown.Good && len(words) > 0 {
		about := v.saidPronounced(weighSaid(w, words))
		said = &about
	}
	f.Values.Del("tekst")
	f.Values.Del("reci_tekst")
	return s.showCheck(v, f, &shown, said)
}

// wordsGiven returns the file of what was said that came beside a receipt; empty: none
// did.
func (v *visit) wordsGiven(f form) ([]byte, error) {
	file, name, err := v.chosen("reci")
	if err != nil {
		return nil, err
	}
	if name == "" {
		if text := f.value("reci_tekst"); strings.TrimSpace(text) != "" {
			return pastedSaid([]byte(text)), nil
		}
		return nil, nil
	}
	b, err := io.ReadAll(io.LimitReader(file, ledger.MaxSaidBytes+1))
	err = errors.Join(err, file.Close())
	if err != nil {
		return nil, fmt.Errorf("read words: %w", err)
	}
	return b, nil
}

// saidPronounced puts what was found of words into words.
func (v *visit) saidPronounced(w saidWeighed) saidShown {
	shown := saidShown{Verdict: w.Verdict, Good: w.Verdict == "same", Title: v.t("check.said_" + w.Verdict), Detail: v.t("check.said_" + w.Verdict + "_detail")}
	for _, line := range w.Comments {
		shown.Comments = append(shown.Comments, v.saidLineShown(line))
	}
	return shown
}

func (v *visit) saidLineShown(line saidLine) saidLineShown {
	tone := map[string]string{"received": "yes", "gone": "part"}[line.State]
	return saidLineShown{line, v.t("check.words_" + line.State), cmp.Or(tone, "no")}
}

// pronounced puts a verdict into words.
func (v *visit) pronounced(verdict, where string) verdictShown {
	return verdictShown{Verdict: verdict, Good: good(verdict), Title: v.t("check." + verdict), Detail: v.t("check." + verdict + "_detail"), Where: where}
}

// saidByFile is what a file says which verifies, in the words of the page.
type saidByFile struct{ Received, Corrected, Closed, Due, Comments, Erased, Place, Log, Key string }

// receiptFacts lists what a file says; the browser takes out what it does not say.
func (v *visit) receiptFacts(about receiptFact, say saidByFile) []receiptFact {
	about.Name, about.Label = "about", v.t("check.about")
	return []receiptFact{about,
		{Name: "received", Label: v.t("check.received"), Value: say.Received},
		{Name: "corrected", Label: v.t("check.correction"), Value: say.Corrected},
		{Name: "closed", Label: v.t("check.closed"), Value: say.Closed},
		{Name: "due", Label: v.t("check.due"), Value: say.Due},
		{Name: "comments", Label: v.t("check.comments"), Value: say.Comments},
		{Name: "erased", Label: v.t("check.erased"), Value: say.Erased},
		{Name: "place", Label: v.t("check.place"), Value: say.Place},
		{Name: "log", Label: v.t("check.log"), Value: say.Log, Mono: true},
		{Name: "key", Label: v.t("check.key"), Value: say.Key, Mono: true},
	}
}

// tell adds what a file says, the dossier by title where the reader sees it.
func (s *Server) tell(v *visit, w weighed, shown *verdictShown) error {
	var about receiptFact
	var say saidByFile
	number := ""
	switch w.Verdict {
	case "promise":
		say = saidByFile{Received: v.second(w.Promise.ReceivedAt), Due: v.second(w.Promise.Due), Log: w.Promise.Origin}
		number = w.Promise.ReceiptNo
	case "late":
		say = saidByFile{Received: v.second(w.Late.ReceivedAt), Closed: v.second(w.Late.ClosedAt), Log: w.Late.Origin}
	default:
		r := w.Receipt
		say = saidByFile{Comments: v.say.Int(int64(r.Comments)), Log: r.Origin, Key: r.KeyID,
			Place: v.t("check.of", "place", v.say.Int(r.Index+1), "size", v.say.Int(r.TreeSize))}
		if w.Verdict == "corrected" {
			say.Corrected = v.second(r.ReceivedAt)
		} else {
			say.Received = v.second(r.ReceivedAt)
		}
		if r.Erased > 0 {
			say.Erased = v.say.Int(int64(r.Erased))
		}
		number = r.Number
		var err error
		about, err = s.aboutOf(v, r.Dossier)
		if err != nil {
			return err
		}
		shown.Since, err = s.sinceReceipt(v, r)
		if err != nil {
			return err
		}
	}
	if number != "" {
		shown.Receipt = v.href("/potvrde/" + number)
	}
	shown.Facts = slices.DeleteFunc(v.receiptFacts(about, say), func(f receiptFact) bool { return f.Value == "" })
	return nil
}

// sinceReceipt says what became of a submission after the entry of the log that its
// receipt is of: nothing where the record does not know it.
func (s *Server) sinceReceipt(v *visit, of ledger.Verdict) ([]revisedLine, error) {
	r, err := s.store.Receipt(v.ctx(), of.Number)
	if dossier.CodeOf(err) == dossier.CodeReceiptUnknown {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	since := r.Revisions
	if of.Kind == ledger.Corrected {
		since = since[1+slices.IndexFunc(since, func(n store.Revision) bool {
			return n.Kind == "corrected" && n.At.Truncate(time.Second).Equal(of.ReceivedAt)
		}):]
	}
	lines := v.revisedLines(since)
	if r.ErasedAt != nil {
		lines = append(lines, revisedLine{v.say.DateOf(*r.ErasedAt), v.t("check.was_erased")})
	}
	return lines, nil
}

// aboutOf says which dossier a leaf names.
func (s *Server) aboutOf(v *visit, name string) (receiptFact, error) {
	veiled := receiptFact{Value: v.t("check.veiled")}
	ref, err := refOf(name)
	if err != nil { // the log knows it under a veil
		return veiled, nil
	}
	d, err := s.store.Dossier(v.ctx(), v.person(), ref)
	if err != nil {
		if dossier.CodeOf(err) == dossier.CodeNotFound {
			return veiled, nil
		}
		return receiptFact{}, err
	}
	return receiptFact{Value: d.Title, Href: v.href("/predmeti/" + string(ref)), Typed: true}, nil
}

// second writes an instant to the second.
func (v *visit) second(t time.Time) string {
	return v.t("check.moment", "day", v.say.DateOf(t), "clock", v.say.Clock(t))
}
