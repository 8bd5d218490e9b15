package web

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/web/api"
)

// tampers turns a bit of every stored hash of the public log; a second time it
// turns them back.
func (s *site) tampers() {
	s.t.Helper()
	for _, q := range []string{`ALTER TABLE log_hashes DISABLE TRIGGER append_only`,
		`UPDATE log_hashes SET hash = set_byte(hash, 0, get_byte(hash, 0) # 1) WHERE log = 'public'`,
		`ALTER TABLE log_hashes ENABLE TRIGGER append_only`} {
		_, err := s.store.DB().ExecContext(s.t.Context(), q)
		if err != nil {
			s.t.Fatalf("%s: %v", q, err)
		}
	}
}

func TestASubmissionIsPromisedAReceiptWhileTheLogCannotBeSigned(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	before := as[api.Received](s.public().submits(round, "1", letter("Пре.")).want(201))
	answer := "/api/v1/comments/" + before.Comments[0].Id + "/answer"
	key := strings.TrimSpace(string(s.public().do("GET", "/ledger/key", nil).want(200).body))
	s.tampers()

	sent := uuid.NewString()
	r := s.public().submits(round, sent, letter("За време.")).want(202)
	got := as[api.Promised](r)
	path := "/api/v1/receipts/" + got.ReceiptNo
	promise, err := ledger.VerifyPromise([]byte(got.Promise), key)
	if err != nil || promise.ReceiptNo != got.ReceiptNo || got.Secret == "" || got.ReceivedAt.IsZero() || r.header.Get("Location") != path {
		t.Fatalf("got %+v for %s, %v", promise, r.body, err)
	}
	again := s.public().submits(round, sent, letter("За време.")).want(202)
	if as[api.Promised](again).Promise != got.Promise || again.header.Get("Idempotent-Replay") != "true" {
		t.Errorf("the same request again: got %s", again.body)
	}
	s.public().submits(round, sent, letter("Нешто друго.")).refused(409, dossier.CodeIdempotency)
	between := s.public().do("GET", path, nil).want(200)
	if as[api.Receipt](between).Leaf != nil || strings.Contains(string(between.body), `"leaf"`) {
		t.Errorf("a leaf that is only promised has a place: %s", between.body)
	}
	due := map[string]string{"sr-Cyrl": "најкасније", "sr-Latn": "najkasnije", "en": "at the latest"}
	for lang, word := range due {
		p := s.public().do("GET", path+"/proof", nil, "Authorization", "Bearer "+got.Secret, "Accept-Language", lang).refused(409, dossier.CodePromisePending)
		if !strings.Contains(p.Detail, word) || strings.Contains(p.Detail, "…") {
			t.Errorf("%s: got %q, want it to say until when", lang, p.Detail)
		}
	}
	s.public().do("GET", path+"/proof", nil, "Authorization", "Bearer wrong").refused(403, dossier.CodeSecretWrong)
	put := m.drafter.do("PUT", answer, object{"version": 0, "outcome": "noted", "reasons": "Примљено."})
	put.refused(503, dossier.CodeUnavailable)
	if put.header.Get("Retry-After") == "" {
		t.Error("nothing says when to try again")
	}

	s.tampers()
	if n, err := s.store.KeepPromises(t.Context()); n != 1 || err != nil {
		t.Fatalf("kept %d, %v; want 1", n, err)
	}
	kept := as[api.Received](s.public().submits(round, sent, letter("За време.")).want(201))
	if _, err := ledger.Verify([]byte(kept.Receipt), key); err != nil || kept.Secret != got.Secret {
		t.Fatalf("verify receipt: %v", err)
	}
	receipt, err := ledger.ParseReceipt([]byte(kept.Receipt))
	if err != nil || !promise.KeptBy(receipt) {
		t.Errorf("the receipt does not keep the promise: %v", err)
	}
	if leaf := as[api.Receipt](s.public().do("GET", path, nil).want(200)).Leaf; leaf == nil || *leaf != kept.Leaf {
		t.Errorf("got the leaf %v, want %d", leaf, kept.Leaf)
	}
	if proof := s.public().do("GET", path+"/proof", nil, "Authorization", "Bearer "+got.Secret).want(200); string(proof.body) != kept.Receipt {
		t.Error("the proof is not the receipt")
	}
	m.drafter.do("PUT", answer, object{"version": 0, "outcome": "noted", "reasons": "Примљено."}).want(200)
}

func TestWhoUsesTheFormGetsTheSignedPromise(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	s.public().submits(round, "1", letter("Пре.")).want(201)
	key := strings.TrimSpace(string(s.public().do("GET", "/ledger/key", nil).want(200).body))
	s.tampers()
	u := s.visitor()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	preview := string(u.asks("POST", at, filledForm(t, u.gets(at), "preview", map[string]string{"kind": "remark", "body": "За време.", "author.kind": "anonymous"})).want(200).body)
	receipt := u.asks("POST", at, filledForm(t, preview, "send", nil)).want(303).header.Get("Location")
	page := u.gets(receipt)
	if !strings.Contains(page, "Сачувајте потписано обећање") {
		t.Error("the page of the receipt does not offer the promise")
	}
	no := receipt[strings.LastIndex(receipt, "/")+1:]
	checked := func(r response, where string) {
		t.Helper()
		promise, err := ledger.VerifyPromise(r.body, key)
		if err != nil || promise.ReceiptNo != no || !strings.Contains(r.header.Get("Content-Disposition"), no+".promise.txt") {
			t.Errorf("%s: got %+v, %v, %q", where, promise, err, r.header.Get("Content-Disposition"))
		}
	}
	promise := u.asks("GET", receipt+"/datoteka", nil).want(200)
	checked(promise, "with the session")
	_, secret, _ := strings.Cut(page, `<p class="mono" lang="zxx">`)
	secret, _, _ = strings.Cut(secret, "<")
	checked(s.visitor().asks("POST", receipt, url.Values{"kljuc": {secret}}).want(200), "with the key")

	s.tampers()
	if n, err := s.store.KeepPromises(t.Context()); n != 1 || err != nil {
		t.Fatalf("kept %d, %v; want 1", n, err)
	}
	if _, err := ledger.Verify(u.asks("GET", receipt+"/datoteka", nil).want(200).body, key); err != nil || !strings.Contains(u.gets(receipt), "Сачувајте потврду") {
		t.Errorf("once it is kept: %v", err)
	}
	file := u.asks("GET", receipt+"/datoteka", nil).want(200).body
	kept, err := ledger.ParseReceipt(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(u.gets(receipt), receipt+"/reci") {
		t.Error("the page does not offer the file of what was said")
	}
	said, err := ledger.ParseSaid(u.asks("GET", receipt+"/reci", nil).want(200).body)
	if err != nil || len(said) != 1 || !strings.Contains(string(said[0].Content), "За време.") {
		t.Fatalf("what was said: %+v, %v", said, err)
	}
	if n, err := ledger.OpenSaid(kept, said); n != 1 || err != nil {
		t.Errorf("the words are not those of the receipt: %d, %v", n, err)
	}
	s.visitor().asks("GET", receipt+"/reci", nil).want(403)

	// The page that checks receipts says of each comment whether it is what was received.
	words := ledger.FormatSaid(said)
	other := bytes.Replace(words, []byte("За време."), []byte("За врећа."), 1)
	for name, c := range map[string]struct {
		receipt, words, text []byte
		want, not            string
	}{
		"the words":           {file, words, nil, "Ово су речи које су примљене.", "нису"},
		"pasted":              {file, nil, bytes.ReplaceAll(bytes.TrimSpace(words), []byte("\n"), []byte("\r\n")), "ове речи су примљене", "нису речи"},
		"other words":         {file, other, nil, "нису речи које су примљене", "Ово су речи"},
		"a receipt alone":     {file, nil, nil, "Потврда је исправна.", "Ово су речи"},
		"the words alone":     {words, nil, nil, "Ово је датотека речи, а не потврде.", "исправна"},
		"no file of words":    {file, []byte("За време."), nil, "Ово није датотека речи", "Ово су речи"},
		"beside a promise":    {promise.body, words, nil, "не садржи отисак речи", "Ово су речи"},
		"words with mischief": {file, []byte(ledger.SaidHeader + "\n<script>alert(1)</script>"), nil, "Ово није датотека речи", "<script>alert"},
	} {
		page := string(s.visitor().checksWords(c.receipt, nil, c.words, c.text).want(200).body)
		_, shown, _ := strings.Cut(page, `role="status"`)
		shown, _, _ = strings.Cut(shown, "<form")
		if !strings.Contains(shown, c.want) || strings.Contains(shown, c.not) {
			t.Errorf("%s: the page says %s", name, shown)
		}
	}
}
