package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// boundCheck is the longest request that asks to check a receipt file, in bytes.
const boundCheck = 1 << 20

var checkPages = []page{
	get("/provera", dossier.ReadPublic, (*Server).checkPage),
	{http.MethodPost, "/provera", dossier.ReadPublic, boundCheck, (*Server).checkFile},
}

// checkPage is where a receipt is looked up by its number, or its file checked.
type checkPage struct {
	form
	Number  field
	File    field
	Text    field
	Verdict string // valid, promise, late, foreign, altered, unreadable; empty: nothing was checked
	Good    bool
	Facts   receiptFacts
}

// receiptFacts is what a file that verifies says.
type receiptFacts struct {
	About    string // title of the dossier
	Dossier  string // address; empty: the reader does not see it
	Veiled   bool
	Received string
	Closed   string
	Due      string
	Comments int
	Erased   int
	Place    int64 // from 1; 0: it is not in the log
	Size     int64
	Log      string
	Key      string
	Receipt  string // address of its page
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
	return v.showCheck(f, checkPage{})
}

func (v *visit) showCheck(f form, p checkPage) (reply, error) {
	p.form = f
	p.Number = f.field("broj", v.t("check.number"), v.t("check.number_hint"))
	p.Number.Max = 200
	p.File = f.field("datoteka", v.t("check.file"), v.t("check.file_hint"))
	p.Text = f.area("tekst", v.t("check.text"), v.t("check.text_hint"), 6, 0)
	p.Text.Spell = false
	return checkTemplate.show(v, heading{Title: v.t("check.title"), Status: f.status()}, p)
}

// checkFile checks a receipt file against the keys of our logs.
func (s *Server) checkFile(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	text := []byte(strings.TrimSpace(f.value("tekst")))
	_, given, err := v.fileOf("datoteka")
	if err != nil {
		return reply{}, err
	}
	if len(given) > 0 {
		text = given
	}
	if len(text) == 0 {
		f.add("datoteka", v.t("check.nothing"))
		return v.showCheck(f, checkPage{})
	}
	var keys []string
	for _, rehearsal := range []bool{false, true} {
		history, err := s.store.LogKeys(v.ctx(), rehearsal)
		if err != nil {
			return reply{}, err
		}
		for _, k := range history {
			keys = append(keys, k.Key)
		}
	}
	verdict, facts, err := s.weigh(v, text, keys)
	if err != nil {
		return reply{}, err
	}
	f.Values.Del("tekst")
	return v.showCheck(f, checkPage{Verdict: verdict, Good: verdict == "valid" || verdict == "promise" || verdict == "late", Facts: facts})
}

// weigh says in a word what a file is, and what it says where it verifies. What
// was pasted may have lost the end of its last line, or have those of another
// system.
func (s *Server) weigh(v *visit, text []byte, keys []string) (string, receiptFacts, error) {
	pasted := []byte(strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")) + "\n")
	for _, b := range [][]byte{text, pasted} {
		verdict, err := ledger.Verify(b, keys...)
		if err == nil {
			facts, err := s.factsOf(v, verdict)
			return "valid", facts, err
		}
	}
	promise, err := ledger.VerifyPromise(pasted, keys...)
	if err == nil {
		return "promise", receiptFacts{Received: v.second(promise.ReceivedAt), Due: v.second(promise.Due), Log: promise.Origin, Receipt: v.href("/potvrde/" + promise.ReceiptNo)}, nil
	}
	late, err := ledger.VerifyLateNote(pasted, keys...)
	if err == nil {
		return "late", receiptFacts{Received: v.second(late.ReceivedAt), Closed: v.second(late.ClosedAt), Log: late.Origin}, nil
	}
	_, err = ledger.Verify(pasted, keys...)
	switch {
	case errors.Is(err, ledger.ErrKey):
		return "foreign", receiptFacts{}, nil
	case errors.Is(err, ledger.ErrSignature), errors.Is(err, ledger.ErrInclusion), errors.Is(err, ledger.ErrLeaf), errors.Is(err, ledger.ErrSpelling),
		errors.Is(err, ledger.ErrReceiptNo):
		return "altered", receiptFacts{}, nil
	}
	return "unreadable", receiptFacts{}, nil
}

// factsOf returns what a receipt says, its dossier by title where the reader
// sees it.
func (s *Server) factsOf(v *visit, verdict ledger.Verdict) (receiptFacts, error) {
	facts := receiptFacts{Received: v.second(verdict.ReceivedAt), Comments: verdict.Comments, Erased: verdict.Erased, Place: verdict.Index + 1, Size: verdict.TreeSize,
		Log: verdict.Origin, Key: verdict.KeyID, Receipt: v.href("/potvrde/" + verdict.Number), Veiled: true}
	ref, err := refOf(verdict.Dossier)
	if err != nil { // the log knows it under a veil
		return facts, nil
	}
	d, err := s.store.Dossier(v.ctx(), v.person(), ref)
	if err != nil {
		if dossier.CodeOf(err) == dossier.CodeNotFound {
			return facts, nil
		}
		return receiptFacts{}, err
	}
	facts.About, facts.Dossier, facts.Veiled = d.Title, v.href("/predmeti/"+string(ref)), false
	return facts, nil
}

// second writes an instant to the second.
func (v *visit) second(t time.Time) string {
	return v.t("check.moment", "day", v.say.DateOf(t), "clock", v.say.Clock(t))
}
