package web

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

func TestAnAuthorCorrectsAndWithdrawsOnThePageOfTheReceipt(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	u := s.visitor()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	preview := string(u.asks("POST", at, filledForm(t, u.gets(at), "preview", map[string]string{"kind": "remark", "body": "Рок је предуг.", "author.kind": "anonymous"})).want(200).body)
	receipt := u.asks("POST", at, filledForm(t, preview, "send", nil)).want(303).header.Get("Location")
	if page := u.gets(receipt); !strings.Contains(page, receipt+"/ispravka") || !strings.Contains(page, receipt+"/povlacenje") {
		t.Error("the receipt does not lead to a correction")
	}
	if page := s.visitor().gets(receipt); strings.Contains(page, "/ispravka") {
		t.Error("somebody else is led to a correction")
	}
	s.visitor().asks("GET", receipt+"/ispravka", nil).want(403)
	s.visitor().asks("POST", receipt+"/povlacenje", url.Values{"of": {"all"}, "key": {"x"}}).want(403)
	form := u.gets(receipt + "/ispravka")
	if !strings.Contains(form, "Рок је предуг.</textarea>") {
		t.Error("the form does not hold what was said")
	}
	empty := string(u.asks("POST", receipt+"/ispravka", url.Values{"key": {"1"}, "comments[0].body": {" "}}).want(422).body)
	if !strings.Contains(empty, `href="#f-comments-0--body"`) {
		t.Error("what is wrong is not told of at its field")
	}
	u.asks("POST", receipt+"/ispravka", url.Values{"key": {"2"}, "comments[0].body": {"Рок је <b>прекратак</b>."}}).want(303)
	own, others := u.gets(receipt), s.visitor().gets(receipt)
	for _, must := range []string{"Рок је &lt;b&gt;прекратак&lt;/b&gt;.", "Рок је предуг.", "Исправљен је текст."} {
		if !strings.Contains(own, must) {
			t.Errorf("the receipt lacks %q", must)
		}
	}
	shows(t, own, receipt+"/datoteka?ispravka=0", receipt+"/datoteka?ispravka=1", receipt+"/reci?ispravka=0", receipt+"/reci?ispravka=1", "Потврда о пријему</a>")
	hides(t, others, "ispravka=", "Потврда о пријему</a>")
	key := strings.TrimSpace(u.gets("/ledger/key"))
	for of, kind := range map[string]ledger.Kind{"?ispravka=0": ledger.SubmissionReceived, "?ispravka=1": ledger.Corrected, "": ledger.Corrected} {
		file, words := u.asks("GET", receipt+"/datoteka"+of, nil).want(200).body, u.asks("GET", receipt+"/reci"+of, nil).want(200).body
		got, err := ledger.Verify(file, key)
		r, parsed := ledger.ParseReceipt(file)
		said, read := ledger.ParseSaid(words)
		if err != nil || parsed != nil || read != nil || got.Kind != kind {
			t.Fatalf("the receipt %q is of a leaf %s, %v, %v, %v, want %s", of, got.Kind, err, parsed, read, kind)
		}
		if n, err := ledger.OpenSaid(r, said); n != 1 || err != nil {
			t.Errorf("the words %q are not those of the receipt: %d, %v", of, n, err)
		}
	}
	for _, of := range []string{"2", "-1", "x", "99999999999999999999"} {
		u.asks("GET", receipt+"/datoteka?ispravka="+of, nil).want(404)
		u.asks("GET", receipt+"/reci?ispravka="+of, nil).want(404)
	}
	s.visitor().asks("GET", receipt+"/datoteka?ispravka=0", nil).want(403)
	elsewhere := string(s.visitor().asks("GET", receipt+"/ispravka", nil).want(403).body)
	shows(t, elsewhere, "Потребан је исправан тајни кључ", `href="`+receipt+`#tajni-kljuc"`)
	if strings.Contains(others, "предуг") || !strings.Contains(others, "Исправљен је текст.") {
		t.Error("others read what was said before, or nothing of the correction")
	}
	u.asks("POST", receipt+"/povlacenje", url.Values{"key": {"3"}}).want(422)
	u.asks("POST", receipt+"/povlacenje", url.Values{"key": {"4"}, "of": {"all"}}).want(303)
	comment := s.visitor().gets("/sr-Cyrl/predmeti/" + m.ref + "/komentari/1")
	if strings.Contains(comment, "прекратак") || !strings.Contains(comment, "Пошиљалац је повукао овај коментар.") {
		t.Error("a comment that was withdrawn is still read")
	}
	if page := u.gets(receipt); strings.Contains(page, "/ispravka") || !strings.Contains(page, "повучен") {
		t.Error("the receipt does not say that it was withdrawn")
	}
}

func TestARevisionNeedsTheSecretAndComesWithAReceipt(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	sent := as[api.Received](s.public().submits(round, "1", letter("Прво.")).want(201))
	at := "/api/v1/receipts/" + sent.ReceiptNo
	said := object{"comments": []object{{"body": "Друго."}}}
	s.public().do("POST", at+"/correct", said, "Idempotency-Key", "a").refused(401, dossier.CodeSecretRequired)
	s.public().do("POST", at+"/correct", said, "Idempotency-Key", "a", "Authorization", "Bearer x").refused(403, dossier.CodeSecretWrong)
	bearer := "Bearer " + sent.Secret
	got := as[api.Revised](s.public().do("POST", at+"/correct", said, "Idempotency-Key", "a", "Authorization", bearer).want(200))
	key := strings.TrimSpace(string(s.public().do("GET", "/ledger/key", nil).want(200).body))
	verdict, err := ledger.Verify([]byte(got.Receipt), key)
	if err != nil || verdict.Kind != ledger.Corrected || verdict.Number != sent.ReceiptNo {
		t.Errorf("got %+v, %v", verdict, err)
	}
	for of, want := range map[string]ledger.Kind{"": ledger.Corrected, "?revision=1": ledger.Corrected, "?revision=0": ledger.SubmissionReceived} {
		file := s.public().do("GET", at+"/proof"+of, nil, "Authorization", bearer).want(200).body
		verdict, err := ledger.Verify(file, key)
		if err != nil || verdict.Kind != want {
			t.Errorf("the proof %q is of a leaf %s, %v, want %s", of, verdict.Kind, err, want)
		}
		r, err := ledger.ParseReceipt(file)
		said, read := ledger.ParseSaid(s.public().do("GET", at+"/said"+of, nil, "Authorization", bearer).want(200).body)
		if n, opened := ledger.OpenSaid(r, said); err != nil || read != nil || opened != nil || n != 1 {
			t.Errorf("the words %q are not those of the receipt: %v, %v, %v", of, err, read, opened)
		}
	}
	s.public().do("GET", at+"/proof?revision=2", nil, "Authorization", bearer).refused(404, dossier.CodeNotFound)
	s.public().do("GET", at+"/proof?revision=0", nil, "Authorization", "Bearer x").refused(403, dossier.CodeSecretWrong)
	if again := s.public().do("POST", at+"/correct", said, "Idempotency-Key", "a", "Authorization", bearer).want(200); again.header.Get("Idempotent-Replay") != "true" {
		t.Error("the second answer does not say that it is one")
	}
	s.public().do("POST", at+"/correct", object{"comments": []object{{"body": "Треће."}}}, "Idempotency-Key", "a", "Authorization", bearer).refused(409, dossier.CodeIdempotency)
	s.public().do("POST", at+"/withdraw", object{}, "Idempotency-Key", "b", "Authorization", bearer).want(200)
	s.public().do("POST", at+"/correct", said, "Idempotency-Key", "c", "Authorization", bearer).refused(409, dossier.CodeWithdrawn)
	shown := as[api.Receipt](s.public().do("GET", at, nil).want(200))
	if len(shown.Revisions) != 2 || shown.Revisions[1].Kind != "withdrawn" || !shown.Comments[0].Withdrawn {
		t.Errorf("the receipt says %+v", shown)
	}
}

func TestOnlyWordsThatChangedAreShownAsEarlierOnes(t *testing.T) {
	v := reader(locale.SrCyrl)
	until := time.Date(2026, time.May, 4, 10, 0, 0, 0, time.UTC)
	said := func(bodies ...string) []string {
		now := len(bodies) - 1
		c := store.SaidComment{Body: bodies[now]}
		for i, b := range bodies[:now] {
			c.Earlier = append(c.Earlier, store.EarlierComment{Until: until.Add(time.Duration(i) * time.Hour), Body: b})
		}
		return each(v.earlierTexts(c), func(e earlierText) string { return e.Body })
	}
	for _, c := range []struct {
		bodies, want []string
	}{
		{[]string{"А"}, nil},
		{[]string{"А", "А"}, nil},
		{[]string{"А", "Б"}, []string{"А"}},
		{[]string{"А", "А", "Б"}, []string{"А"}},
		{[]string{"А", "Б", "Б"}, []string{"А"}},
		{[]string{"А", "Б", "А"}, []string{"А", "Б"}},
	} {
		if got := said(c.bodies...); !slices.Equal(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.bodies, got, c.want)
		}
	}
}

// TestWhatWasAnsweredStaysAndTheRestIsCorrected corrects a submission of which one comment was
// answered: the other one changes, the answered one does not, and what was typed stays typed.
func TestWhatWasAnsweredStaysAndTheRestIsCorrected(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	sent := as[api.Received](s.public().do("POST", "/api/v1/rounds/"+round+"/submissions",
		object{"author": object{"kind": "anonymous"}, "comments": []object{{"kind": "remark", "body": "Рок је предуг."}, {"kind": "remark", "body": "Друго."}}}, "Idempotency-Key", "s").want(201))
	m.drafter.do("PUT", "/api/v1/comments/"+sent.Comments[0].Id+"/answer", object{"version": 0, "outcome": "noted", "reasons": "Примљено."}).want(200)
	correct := func(key, first, second string) response {
		return s.public().do("POST", "/api/v1/receipts/"+sent.ReceiptNo+"/correct", object{"comments": []object{{"body": first}, {"body": second}}},
			"Authorization", "Bearer "+sent.Secret, "Idempotency-Key", key)
	}
	refused := correct("a", "Рок је прекратак.", "Сасвим друго.").refused(409, dossier.CodeAnsweredEarly)
	if !strings.Contains(refused.Detail, "1") || len(refused.Errors) != 1 || refused.Errors[0].Field != "comments[0].body" {
		t.Errorf("got %+v", refused)
	}
	correct("b", "Рок је предуг.", "Сасвим друго.").want(200)

	u := s.visitor()
	receipt := "/sr-Cyrl/potvrde/" + sent.ReceiptNo
	u.asks("POST", receipt, url.Values{"kljuc": {sent.Secret}, "radnja": {"prikaz"}}).want(303)
	form := u.gets(receipt + "/ispravka")
	shows(t, form, "Рок је предуг.</textarea>", "Сасвим друго.</textarea>")
	page := string(u.asks("POST", receipt+"/ispravka", url.Values{"key": {"c"}, "comments[0].body": {"Рок је прекратак."}, "comments[1].body": {"Опет друго."}}).want(422).body)
	shows(t, page, "Рок је прекратак.</textarea>", "Опет друго.</textarea>", "На коментар број 1 је већ одговорено", `href="#f-comments-0--body"`)
	u.asks("POST", receipt+"/ispravka", url.Values{"key": {"d"}, "comments[0].body": {"Рок је предуг."}, "comments[1].body": {"Опет друго."}}).want(303)
	shows(t, u.gets(receipt), "Опет друго.", "Рок је предуг.")
}
