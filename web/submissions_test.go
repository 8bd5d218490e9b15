package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

func (c *caller) submits(round, key string, body any) response {
	c.t.Helper()
	return c.do("POST", "/api/v1/rounds/"+round+"/submissions", body, "Idempotency-Key", key)
}

func TestASubmissionIsAnsweredWithAReceiptThatVerifies(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	own := uuid.NewString()
	got := as[api.Received](s.public().submits(round, own, letter("Рок од 30 дана је кратак.")).want(201))
	key := string(s.public().do("GET", "/ledger/key", nil).want(200).body)
	verdict, err := ledger.Verify([]byte(got.Receipt), strings.TrimSpace(key))
	if err != nil {
		t.Fatalf("verify receipt: %v", err)
	}
	if !strings.Contains(verdict.String(), got.ReceiptNo) || len(got.Comments) != 1 || got.Secret == "" {
		t.Errorf("got %s for %+v", verdict, got)
	}
	again := s.public().submits(round, own, letter("Рок од 30 дана је кратак.")).want(201)
	if again.header.Get("Idempotent-Replay") != "true" {
		t.Error("the second answer does not say that it is one")
	}
	if diff := cmp.Diff(got, as[api.Received](again), cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "Receipt" }, cmp.Ignore())); diff != "" {
		t.Errorf("the same request again:\n%s", diff)
	}
	s.public().submits(round, own, letter("Нешто друго.")).refused(409, dossier.CodeIdempotency)
	s.public().submits(round, "кључ-2", letter("Нешто друго.")).want(201)
	r := as[api.Round](s.public().do("GET", "/api/v1/rounds/"+round, nil).want(200))
	if r.Counts.Comments != 2 || r.Status != "open" || r.Dossier != m.ref || r.Version != 1 {
		t.Errorf("got %+v", r)
	}
}

func TestWhatIsWrittenIsKeptToTheLetter(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	const body = "<script>alert('x')</script> & \"навод\" \u202eобрнуто\u202c\r\n\tЧлaн\u00a05 😀  "
	name := strings.Repeat("Ђ", dossier.MaxName)
	in := object{"author": object{"kind": "citizen", "name": name, "publish_name": true}, "lang": "sr-Latn",
		"comments": []object{{"kind": "question", "body": body, "proposed_text": body, "provision": "art_1", "quote": object{"exact": "Ovim  законом\u00a0"}, "attachments": []string{}}}}
	s.public().submits(round, "1", in).want(201)
	list := as[api.CommentList](s.public().do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(200))
	if len(list.Items) != 1 {
		t.Fatalf("got %d comments, want 1", len(list.Items))
	}
	c := list.Items[0]
	want := api.Comment{Id: c.Id, Number: 1, Revision: 1, Document: "act", Provision: "art_1", Wid: c.Wid, Quote: "Ovim  законом\u00a0", Kind: "question", ProposedText: body, Body: body,
		Author: api.CommentAuthor{Kind: "citizen", Name: name}, Lang: "sr-Latn", ReceivedAt: c.ReceivedAt}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
}

// TestAPasserByGetsNoSecretByAGuessedKey: who sends published words again, under a key
// that can be guessed, is told that they are in, and not given the secret of their
// author; who was signed in, or made the key at random, gets it again.
func TestAPasserByGetsNoSecretByAGuessedKey(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	known := s.person("Ана Пријављена")
	for _, c := range []struct {
		what, key string
		by        *caller
		secret    bool
	}{{"a number", "1", s.public(), false}, {"the name of a row", "ekonsultacije/p-1", s.public(), false}, {"a hash of the words", strings.Repeat("0a", 32), s.public(), false},
		{"one that tells the time", uuid.Must(uuid.NewV7()).String(), s.public(), false}, {"at random", uuid.NewString(), s.public(), true},
		{"at random, and long", strings.Repeat("Q7_", 11), s.public(), true}, {"of who was signed in", "2026", known, true}} {
		body := letter("Рок је кратак: " + c.what + ".")
		first := as[api.Received](c.by.submits(round, c.key, body).want(201))
		again := c.by.submits(round, c.key, body).want(201)
		got := as[api.Received](again)
		if first.Secret == "" || again.header.Get("Idempotent-Replay") != "true" || got.ReceiptNo != first.ReceiptNo {
			t.Fatalf("%s: got %+v, then %+v", c.what, first, got)
		}
		if want := map[bool]string{true: first.Secret}[c.secret]; got.Secret != want || strings.Contains(string(again.body), first.Secret) != c.secret {
			t.Errorf("%s: the repeated request is answered with the secret %q, want %q", c.what, got.Secret, want)
		}
	}

	// Through the form, too, where nobody makes such a key but by hand.
	u, other := s.visitor(), s.visitor()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	preview := string(u.asks("POST", at, filledForm(t, u.gets(at), "preview", map[string]string{"kind": "remark", "body": "Образац.", "author.kind": "anonymous"})).want(200).body)
	send := filledForm(t, preview, "send", nil)
	if !dossier.Unguessable(send.Get("key")) {
		t.Errorf("the form has the key %q", send.Get("key"))
	}
	send.Set("key", "2")
	where := u.asks("POST", at, send).want(303).header.Get("Location")
	if again := other.asks("POST", at, send).want(303).header.Get("Location"); again != where {
		t.Errorf("sent again: %s, want %s", again, where)
	}
	shows(t, u.gets(where), "Тајни кључ")
	other.asks("GET", where+"/datoteka", nil).want(403)
	other.asks("GET", where+"/povlacenje", nil).want(403)
}

// TestTheLongestSubmissionIsTakenHoweverItIsEscaped: two hundred comments with as many
// letters as there may be, six bytes each.
func TestTheLongestSubmissionIsTakenHoweverItIsEscaped(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	one := `{"kind":"remark","body":"` + strings.Repeat(`\u0436`, dossier.MaxSubmission/dossier.MaxComments) + `"}`
	in := `{"author":{"kind":"anonymous"},"comments":[` + strings.TrimSuffix(strings.Repeat(one+",", dossier.MaxComments), ",") + `]}`
	got := as[api.Received](s.public().submits(round, uuid.NewString(), in).want(201))
	if len(got.Comments) != dossier.MaxComments {
		t.Errorf("%d comments were taken", len(got.Comments))
	}
}

func TestSubmissionsThatAreRefused(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	with := func(change object) object {
		in := letter("Текст.")
		for k, v := range change {
			in[k] = v
		}
		return in
	}
	comment := func(change object) object {
		c := object{"kind": "change", "body": "Текст."}
		for k, v := range change {
			c[k] = v
		}
		return with(object{"comments": []object{c}})
	}
	many := make([]object, 201)
	for i := range many {
		many[i] = object{"kind": "remark", "body": "х"}
	}
	tests := map[string]struct {
		in   any
		want []string
	}{
		"nothing":                             {object{}, []string{"author.kind:author_kind_required", "comments:too_many_comments"}},
		"no comments":                         {with(object{"comments": []object{}}), []string{"comments:too_many_comments"}},
		"201 comments":                        {with(object{"comments": many}), []string{"comments:too_many_comments"}},
		"an unknown kind of author":           {with(object{"author": object{"kind": "king"}}), []string{"author.kind:author_kind_required"}},
		"a name to publish that is not there": {with(object{"author": object{"kind": "citizen", "publish_name": true}}), []string{"author.name:name_required"}},
		"an address that is none":             {with(object{"author": object{"kind": "anonymous", "email": "ana"}}), []string{"author.email:email_invalid"}},
		"an unknown language":                 {with(object{"lang": "de"}), []string{"lang:field_range"}},
		"an empty comment":                    {comment(object{"body": " \n"}), []string{"comments[0].body:body_required"}},
		"a comment of 20,001 letters":         {comment(object{"body": strings.Repeat("ж", 20001)}), []string{"comments[0].body:body_too_long"}},
		"an unknown kind of comment":          {comment(object{"kind": "rant"}), []string{"comments[0].kind:kind_unknown"}},
		"a provision that is not there":       {comment(object{"provision": "art_99"}), []string{"comments[0].provision:provision_unknown"}},
		"a document that is not there":        {comment(object{"document": "annex"}), []string{"comments[0].document:document_unknown"}},
		"an unknown document":                 {comment(object{"document": "poem"}), []string{"comments[0].document:document_unknown"}},
		"an attachment that is not there":     {comment(object{"attachments": []string{"1"}}), []string{"comments[0].attachments[0]:attachment_unknown"}},
		"a zero character":                    {comment(object{"body": "a\x00"}), []string{"comments[0].body:nul_character"}},
		"an unknown field":                    {comment(object{"colour": "blue"}), []string{"comments[0].colour:field_unknown"}},
		"several faults at once":              {with(object{"author": object{"kind": "x"}, "lang": "x", "comments": []object{{"kind": "x", "body": ""}}}), []string{"lang:field_range", "author.kind:author_kind_required", "comments[0].body:body_required", "comments[0].kind:kind_unknown"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := s.public().on(t).submits(round, uuid.NewString(), tt.in).refused(422, dossier.CodeInvalid)
			if diff := cmp.Diff(tt.want, fields(p)); diff != "" {
				t.Error(diff)
			}
		})
	}
	s.public().submits(round, "", letter("x")).refused(400, dossier.CodeIdempotencyKey)
	s.public().submits(round, strings.Repeat("k", 201), letter("x")).refused(400, dossier.CodeIdempotencyKey)
	s.public().submits(uuid.NewString(), "1", letter("x")).refused(404, dossier.CodeNotFound)
	s.public().submits("x", "1", letter("x")).refused(404, dossier.CodeNotFound)
	s.public().submits(round, "1", []byte("{\"author\":\"\xff\"}")).refused(422, dossier.CodeNotUTF8)
	s.public().submits(round, "1", letter(strings.Repeat("ж", boundSubmission/2))).refused(413, dossier.CodeTooLarge)
	s.public().submits(round, "1", with(object{"author": object{"kind": "organisation", "organisation": "91000001"}})).refused(401, dossier.CodeAccountOfBody)
	s.person("Без Пуномоћја").submits(round, "1", with(object{"author": object{"kind": "organisation", "organisation": "91000001"}})).refused(403, dossier.CodeMandateMissing)
	if r := as[api.Round](s.public().do("GET", "/api/v1/rounds/"+round, nil).want(200)); r.Counts.Comments != 0 {
		t.Errorf("%d comments went in all the same", r.Counts.Comments)
	}
}

func TestAnOrganisationSpeaksThroughItsPeople(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	err := s.store.AddOrganisation(t.Context(), store.Organisation{RegisterNo: "91000001", Name: "Удружење Проба", Kind: "association"})
	if err != nil {
		t.Fatal(err)
	}
	speaker := s.person("Заступница")
	err = s.store.Mandate(t.Context(), speaker.id, dossier.Mandate{Organisation: "91000001", From: "2020-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	in := letter("У име удружења.")
	in["author"] = object{"kind": "organisation", "organisation": "91000001"}
	speaker.submits(round, "1", in).want(201)
	list := as[api.CommentList](s.public().do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(200))
	if got := list.Items[0].Author; got != (api.CommentAuthor{Kind: "organisation", Name: "Удружење Проба"}) {
		t.Errorf("got author %+v", got)
	}
}

func TestWhatComesLateIsAcknowledgedAndNotAdmitted(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	s.public().submits(round, "на време", letter("На време.")).want(201)
	m.closes()
	p := s.public().submits(round, "касно", letter("Касно.")).refused(409, dossier.CodeRoundClosed)
	if p.ClosedAt.IsZero() || !strings.Contains(p.Note, round) || !strings.Contains(p.Detail, fmt.Sprint(p.ClosedAt.In(belgrade).Year())) {
		t.Errorf("got %+v", p)
	}
	again := s.public().submits(round, "касно", letter("Касно.")).refused(409, dossier.CodeRoundClosed)
	if again.Note != p.Note {
		t.Error("the same letter again has another note")
	}
	if !strings.HasSuffix(again.Detail, "Извештај о расправи биће објављен на страници предмета.") {
		t.Errorf("before the report: %q", again.Detail)
	}
	m.reports()
	again = s.public().submits(round, "касније", letter("Касније.")).refused(409, dossier.CodeRoundClosed)
	if want := "Извештај о расправи је објављен: /sr-Cyrl/predmeti/" + m.ref + "/izvestaji/1"; !strings.HasSuffix(again.Detail, want) {
		t.Errorf("behind the report: %q, want %q", again.Detail, want)
	}
	replay := s.public().submits(round, "на време", letter("На време.")).want(201)
	if replay.header.Get("Idempotent-Replay") != "true" {
		t.Error("a repeated request after closing is not known again")
	}
	r := as[api.Round](s.public().do("GET", "/api/v1/rounds/"+round, nil).want(200))
	if r.Status != "closed" || r.Counts != (api.RoundCounts{Submissions: 1, Comments: 1, Late: 2}) {
		t.Errorf("got %+v", r)
	}
}

func TestAnAddressThatSendsTooMuchHasToWait(t *testing.T) {
	s := newSite(t, func(o *Options) { o.RateSubmissions = "2/h" })
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	for i := range 2 {
		s.public().submits(round, fmt.Sprint(i), letter("Текст.")).want(201)
	}
	r := s.public().submits(round, "3", letter("Текст."))
	r.refused(429, dossier.CodeRateLimited)
	if wait, err := time.ParseDuration(r.header.Get("Retry-After") + "s"); err != nil || wait <= 0 || wait > time.Hour {
		t.Errorf("got Retry-After %q", r.header.Get("Retry-After"))
	}
}

func TestAnEarlyAnswerIsPublicWhileTheRoundRuns(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	sent := as[api.Received](s.public().submits(round, "1", letter("Рок је кратак.")).want(201))
	m.drafter.do("PUT", "/api/v1/comments/"+sent.Comments[0].Id+"/answer",
		object{"version": 0, "outcome": "noted", "reasons": "Примљено.", "early": true}).want(200)
	list := as[api.CommentList](s.public().do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(200))
	if a := list.Items[0].Answer; a == nil || a.Reasons != "Примљено." || !a.Public {
		t.Errorf("got %+v", a)
	}
}

func TestAReceiptShowsWhatBecameOfTheComment(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	sent := as[api.Received](s.public().submits(round, "1", letter("Рок је кратак.")).want(201))
	path := "/api/v1/receipts/" + sent.ReceiptNo
	list := as[api.CommentList](m.drafter.do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(200))
	answer := "/api/v1/comments/" + list.Items[0].Id + "/answer"
	m.drafter.do("PUT", answer, object{"version": 0, "outcome": "partly_accepted", "reasons": "Делимично.", "change": object{"version": 1, "provision": "art_2"}}).want(200)
	state := as[api.Receipt](s.public().do("GET", path, nil).want(200))
	if len(state.Comments) != 1 || state.Comments[0].Outcome != "" {
		t.Errorf("before the round is closed: got %+v", state.Comments)
	}
	m.closes()
	state = as[api.Receipt](s.public().do("GET", "/api/v1/receipts/"+strings.ToLower(strings.ReplaceAll(sent.ReceiptNo, "-", "")), nil).want(200))
	want := api.Receipt{ReceiptNo: sent.ReceiptNo, Dossier: m.ref, Title: "Закон о проби", Round: round, ReceivedAt: state.ReceivedAt, Log: "rasprava.test/log/public",
		Leaf: &sent.Leaf, Comments: []api.CommentState{{Id: sent.Comments[0].Id, No: 1, Number: 1, Document: "act", Provision: "art_2", Outcome: "partly_accepted", Reasons: "Делимично."}}}
	if diff := cmp.Diff(want, state); diff != "" {
		t.Error(diff)
	}
	proof := s.public().do("GET", path+"/proof", nil, "Authorization", "Bearer "+sent.Secret).want(200)
	receipt, err := ledger.ParseReceipt(proof.body)
	if err != nil {
		t.Fatal(err)
	}
	said, err := ledger.ParseSaid(s.public().do("GET", path+"/said", nil, "Authorization", "Bearer "+sent.Secret).want(200).body)
	if n, opened := ledger.OpenSaid(receipt, said); err != nil || opened != nil || n != 1 {
		t.Errorf("the file of what was said: %d, %v, %v", n, err, opened)
	}
	s.public().do("GET", path+"/said", nil).refused(401, dossier.CodeSecretRequired)
	s.public().do("GET", path+"/said", nil, "Authorization", "Bearer wrong").refused(403, dossier.CodeSecretWrong)
	s.public().do("GET", path+"/proof", nil).refused(401, dossier.CodeSecretRequired)
	s.public().do("GET", path+"/proof", nil, "Authorization", "Bearer wrong").refused(403, dossier.CodeSecretWrong)
	s.public().do("GET", "/api/v1/receipts/XXXX", nil).refused(404, dossier.CodeReceiptUnknown)
	s.public().do("GET", "/api/v1/receipts/XXXX/proof", nil, "Authorization", "Bearer x").refused(404, dossier.CodeReceiptUnknown)
}

func TestAnswersThatAreRefused(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	sent := as[api.Received](s.public().submits(round, "1", letter("Рок је кратак.")).want(201))
	path := "/api/v1/comments/" + sent.Comments[0].Id + "/answer"
	good := object{"version": 0, "outcome": "accepted", "reasons": "Да."}
	m.drafter.do("PUT", path, object{"version": 0, "outcome": "accepted", "reasons": " "}).refused(422, dossier.CodeReasonsRequired)
	m.drafter.do("PUT", path, object{"version": 0, "outcome": "answered", "reasons": "Да."}).refused(422, dossier.CodeAnswerOutcome)
	m.drafter.do("PUT", path, object{"version": -1, "outcome": "accepted", "reasons": "Да."}).refused(422, dossier.CodeInvalid)
	m.drafter.do("PUT", path, object{"version": 0, "outcome": "accepted", "reasons": "Да.", "change": object{"version": 1, "provision": "art_99"}}).refused(422, dossier.CodeProvisionUnknown)
	m.drafter.do("PUT", path, object{"version": 0, "outcome": "accepted", "reasons": "Да.", "change": object{"version": 1, "provision": ""}}).refused(422, dossier.CodeInvalid)
	m.drafter.do("PUT", path, object{"version": 0, "outcome": "accepted", "reasons": strings.Repeat("ж", 20001)}).refused(422, dossier.CodeInvalid)
	m.first.do("PUT", path, good).refused(403, dossier.CodeWrongRole)
	s.public().do("PUT", path, good).refused(401, dossier.CodeUnauthenticated)
	m.drafter.do("PUT", "/api/v1/comments/"+uuid.NewString()+"/answer", good).refused(404, dossier.CodeNotFound)
	m.drafter.do("PUT", "/api/v1/comments/x/answer", good).refused(404, dossier.CodeNotFound)
	m.drafter.do("PUT", path, good).want(200)
	m.drafter.do("PUT", path, good).refused(409, dossier.CodeAnswerConflict)
	if got := as[api.SavedAnswer](m.drafter.do("PUT", path, object{"version": 1, "outcome": "noted", "reasons": "Ипак."}).want(200)); got.Version != 2 {
		t.Errorf("got version %d, want 2", got.Version)
	}
}

func TestTheReportIsGivenByteForByte(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.decides()
	r := s.public().do("GET", "/api/v1/rounds/"+round+"/report", nil).want(200)
	hash := ledger.HashOf(r.body)
	if r.header.Get("ETag") != `"`+hash+`"` || as[api.Round](s.public().do("GET", "/api/v1/rounds/"+round, nil).want(200)).Report != hash {
		t.Errorf("the bytes have the hash %s, not the one of the ledger", hash)
	}
	if got := as[api.Report](r); got.Received != 1 || len(got.Unanswered) != 1 {
		t.Errorf("got %+v", got)
	}
}

func TestCommentsArePaged(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	var want []string
	for i := range 5 {
		want = append(want, as[api.Received](s.public().submits(round, fmt.Sprint(i), letter(fmt.Sprint("Текст ", i))).want(201)).Comments[0].Id)
	}
	var got []string
	path := "/api/v1/rounds/" + round + "/comments?limit=2"
	for cursor := ""; ; {
		list := as[api.CommentList](s.public().do("GET", path+"&cursor="+url.QueryEscape(cursor), nil).want(200))
		for _, c := range list.Items {
			got = append(got, c.Id)
		}
		cursor = list.Next
		if cursor == "" {
			break
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
