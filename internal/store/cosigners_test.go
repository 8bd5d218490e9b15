package store_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// jointly is a submission that asks organisations to sign it: of two, the first is in
// the register and somebody speaks for it.
func jointly(bodies ...string) dossier.Submission {
	s := submission(bodies...)
	s.Cosigners = []dossier.Cosigner{{RegisterNo: "91000001", Name: "Удружење „Храст”", Email: "hrast@primer.example"}, {RegisterNo: "91000002", Name: "Фондација „Липа”", Email: "Lipa@primer.example"}}
	return s
}

// registered enters an organisation, and somebody who speaks for it.
func (w *world) registered(no, name string) string {
	w.t.Helper()
	err := w.s.AddOrganisation(w.t.Context(), store.Organisation{RegisterNo: no, Name: name, Kind: "association"})
	person := storetest.Person(w.t, w.s, "Заступник "+no)
	if err == nil {
		err = w.s.Mandate(w.t.Context(), person, dossier.Mandate{Organisation: no, From: "2026-01-01"})
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return person
}

// asks sends a joint submission, and returns the links that the two organisations get.
func (w *world) asks(round, key string, bodies ...string) (store.Accepted, store.Invitation, store.Invitation) {
	w.t.Helper()
	sent := w.sends(round, key, jointly(bodies...))
	box := letterbox{w.t, w.s}
	links := map[string]string{}
	for _, m := range box.all() {
		if m.ReceiptNo == sent.ReceiptNo {
			links[m.To] = m.Token
		}
	}
	return sent, store.Invitation{Key: links["hrast@primer.example"]}, store.Invitation{Key: links["Lipa@primer.example"]}
}

// states is how the organisations of a submission stand, as its author sees it.
func (w *world) states(sent store.Accepted) string {
	w.t.Helper()
	said, err := w.s.Said(w.t.Context(), "", sent.ReceiptNo, sent.Secret)
	if err != nil {
		w.t.Fatal(err)
	}
	var all []string
	for _, c := range said.Cosigners {
		all = append(all, string(c.State))
	}
	return strings.Join(all, " ")
}

// signs has an organisation sign what it reads; empty: it is signed.
func (w *world) signs(by store.Invitation) dossier.Code {
	w.t.Helper()
	to, err := w.s.ToSign(w.t.Context(), by)
	if err != nil {
		return dossier.CodeOf(err)
	}
	return codeOf(w.s.Cosign(w.t.Context(), by, to.Revision))
}

func codeOf(err error) dossier.Code {
	if err == nil {
		return ""
	}
	return dossier.CodeOf(err)
}

func names(all []store.Signatory) []string {
	out := []string{}
	for _, s := range all {
		out = append(out, s.Name)
	}
	return out
}

func TestOrganisationsSignOneSubmissionTogether(t *testing.T) {
	w, round := inRound(t)
	speaker := w.registered("91000001", "Удружење „Храст”, Београд")
	sent, first, second := w.asks(round, "k", "Рок је прекратак.", "Друго.")
	if first.Key == "" || second.Key == "" || first.Key == second.Key {
		t.Fatalf("the links are %q and %q", first.Key, second.Key)
	}
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM cosigners WHERE encode(token_hash, 'escape') LIKE '%' || $1 || '%'`, second.Key); n != 0 {
		t.Error("a token stands in the database")
	}
	if s, c, _ := w.counted(round); s != 1 || c != 2 {
		t.Errorf("counted %d submissions and %d comments, before anybody signed", s, c)
	}
	if got := w.states(sent); got != "asked asked" {
		t.Errorf("they are %s", got)
	}
	others, err := w.s.Said(t.Context(), "", sent.ReceiptNo, "")
	if err != nil || others.Cosigners != nil || others.Signatories != nil || len(others.Comments) != 2 {
		t.Errorf("others read %+v, %v", others, err)
	}
	if c := w.numbered(round, 1); c.Signatures != 0 || c.Signatories != nil {
		t.Errorf("before anybody signed: %+v", c)
	}

	to, err := w.s.ToSign(t.Context(), second)
	if err != nil || to.Name != "Фондација „Липа”" || to.Mandate || to.State != store.CosignerAsked || to.ReceiptNo != sent.ReceiptNo || len(to.Comments) != 2 || to.Comments[1].Body != "Друго." || to.Leaf != -1 || to.Over {
		t.Errorf("the second reads %+v, %v", to, err)
	}
	if got := w.signs(first); got != dossier.CodeCosigningMandate {
		t.Errorf("by the link alone, for an organisation of the register: %q", got)
	}
	if got := w.signs(store.Invitation{Key: first.Key, Person: w.stranger}); got != dossier.CodeCosigningMandate {
		t.Errorf("by a stranger: %q", got)
	}
	first.Person = speaker
	for _, by := range []store.Invitation{first, second, second} { // a second time is the same
		if got := w.signs(by); got != "" {
			t.Fatalf("refused %s", got)
		}
	}
	if got := w.states(sent); got != "signed signed" {
		t.Errorf("they are %s", got)
	}
	c := w.numbered(round, 2)
	if diff := cmp.Diff([]string{"Удружење „Храст”, Београд", "Фондација „Липа”"}, names(c.Signatories)); diff != "" || c.Signatures != 2 || !c.Signatories[0].Mandated || c.Signatories[1].Mandated {
		t.Errorf("the comment has %+v: %s", c.Signatories, diff)
	}
	if s, n, _ := w.counted(round); s != 1 || n != 2 {
		t.Errorf("counted %d submissions and %d comments", s, n)
	}
	others, err = w.s.Said(t.Context(), "", sent.ReceiptNo, "")
	if err != nil || len(others.Signatories) != 2 || others.Cosigners != nil {
		t.Errorf("others read %+v, %v", others, err)
	}
	to, err = w.s.ToSign(t.Context(), second)
	if err != nil || to.State != store.CosignerSigned || to.Leaf < 0 || len(to.Signed) != 1 || to.At.IsZero() {
		t.Errorf("the second reads %+v, %v", to, err)
	}

	for range 2 { // a second time it does nothing
		err = w.s.TakeSignatureBack(t.Context(), second)
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := w.states(sent); got != "signed withdrawn" {
		t.Errorf("they are %s", got)
	}
	if c := w.numbered(round, 1); c.Signatures != 1 || len(c.Signatories) != 1 {
		t.Errorf("after it was taken back: %+v", c.Signatories)
	}
	if got := w.signs(second); got != "" || w.states(sent) != "signed signed" {
		t.Errorf("signed anew: %q, they are %s", got, w.states(sent))
	}
	leaves := storetest.Count(t, w.s, `SELECT count(*) FROM log_leaves WHERE kind = 'cosigned'`)*10 + storetest.Count(t, w.s, `SELECT count(*) FROM log_leaves WHERE kind = 'signature_withdrawn'`)
	if leaves != 31 {
		t.Errorf("got %d leaves", leaves)
	}
	w.soundLog()
}

func TestWhoIsAskedMayDeclineAndIsNotWrittenToAgain(t *testing.T) {
	w, round := inRound(t)
	w.registered("91000001", "Удружење „Храст”")
	sent, first, second := w.asks(round, "k", "Рок је прекратак.")
	for _, by := range []store.Invitation{first, second, second} { // also by the link alone
		if got := codeOf(w.s.Decline(t.Context(), by)); got != "" {
			t.Fatalf("refused %s", got)
		}
	}
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM cosigners WHERE email <> ''`); n != 0 {
		t.Error("an address is kept of who declined")
	}
	storetest.Exec(t, w.s, `UPDATE cosigners SET asked_at = asked_at - interval '11 minutes'`)
	if got := codeOf(w.s.AskCosigner(t.Context(), sent.ReceiptNo, sent.Secret, 2, "druga@primer.example")); got != dossier.CodeCosignerDeclined {
		t.Errorf("asked again: %q", got)
	}
	if got := w.states(sent); got != "declined declined" {
		t.Errorf("they are %s", got)
	}
	if got := w.signs(second); got != "" || w.states(sent) != "declined signed" {
		t.Errorf("signs after all: %q, they are %s", got, w.states(sent))
	}
	if got := codeOf(w.s.Decline(t.Context(), second)); got != dossier.CodeCosignerHasSigned {
		t.Errorf("declines what it signed: %q", got)
	}
	w.soundLog()
}

func TestALinkIsWrittenAnewToAnotherAddressAndTheOldOneIsGone(t *testing.T) {
	w, round := inRound(t)
	s := jointly("Рок је прекратак.")
	s.Author.Email = "ana@primer.example"
	sent := w.sends(round, "k", s)
	box := letterbox{t, w.s}
	old := store.Invitation{Key: box.opens("Lipa@primer.example")[0].Token}
	ask := func(place int, secret, address string) dossier.Code {
		return codeOf(w.s.AskCosigner(t.Context(), sent.ReceiptNo, secret, place, address))
	}
	if got := ask(2, sent.Secret, "lipa2@primer.example"); got != dossier.CodeAskedLately {
		t.Errorf("at once: %q", got)
	}
	storetest.Exec(t, w.s, `UPDATE cosigners SET asked_at = asked_at - interval '11 minutes'`)
	for _, c := range []struct {
		name, secret, address string
		place                 int
		want                  dossier.Code
	}{
		{"with another secret", "x", "lipa2@primer.example", 2, dossier.CodeSecretWrong},
		{"at what is no address", sent.Secret, "lipa2", 2, dossier.CodeInvalid},
		{"at the author's own", sent.Secret, "ANA@primer.example", 2, dossier.CodeInvalid},
		{"whom nobody named", sent.Secret, "lipa2@primer.example", 3, dossier.CodeNotFound},
		{"at another", sent.Secret, "lipa2@primer.example", 2, ""},
		{"twice", sent.Secret, "lipa2@primer.example", 2, dossier.CodeAskedLately},
	} {
		if got := ask(c.place, c.secret, c.address); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	mails := box.opens("lipa2@primer.example")
	if len(mails) != 1 || mails[0].Token == old.Key || mails[0].Secret != "" || mails[0].Kind != store.MailCosign || mails[0].Organisation != "Фондација „Липа”" {
		t.Fatalf("got %+v", mails)
	}
	if got := w.signs(old); got != dossier.CodeCosigningUnknown {
		t.Errorf("by the link to the old address: %q", got)
	}
	if got := w.signs(store.Invitation{Key: mails[0].Token}); got != "" {
		t.Errorf("by the new link: %q", got)
	}
	if got := ask(2, sent.Secret, "lipa3@primer.example"); got != dossier.CodeCosignerHasSigned {
		t.Errorf("asks who signed: %q", got)
	}
}

func TestACorrectionLeavesSignaturesUnderTheEarlierText(t *testing.T) {
	w, round := inRound(t)
	sent, first, second := w.asks(round, "k", "Рок је прекратак.")
	if got := w.signs(first) + w.signs(second); got != "" {
		t.Fatalf("refused %s", got)
	}
	box := letterbox{t, w.s}
	correct := func(key, body string) {
		t.Helper()
		_, err := w.s.Correct(t.Context(), store.Correction{ReceiptNo: sent.ReceiptNo, Secret: sent.Secret, Key: key, Comments: []store.CorrectedComment{{Body: body}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	correct("c1", "Рок је предуг.")
	if got := w.states(sent); got != "earlier earlier" {
		t.Errorf("they are %s", got)
	}
	if c := w.numbered(round, 1); c.Signatures != 0 || len(c.Signatories) != 0 {
		t.Errorf("signatories of what they did not read: %+v", c.Signatories)
	}
	others, err := w.s.Said(t.Context(), "", sent.ReceiptNo, "")
	if err != nil || len(others.Signatories) != 2 || !others.Signatories[0].Earlier {
		t.Errorf("others read %+v, %v", others.Signatories, err)
	}
	mails := box.all()
	if len(mails) != 2 || mails[0].Kind != store.MailCosignAgain || mails[0].Token != first.Key {
		t.Errorf("got %+v", mails)
	}
	if got := codeOf(w.s.Cosign(t.Context(), first, 0)); got != dossier.CodeCosigningText {
		t.Errorf("signs what it read before: %q", got)
	}
	if got := w.signs(first); got != "" || w.states(sent) != "signed earlier" {
		t.Errorf("signs anew: %q, they are %s", got, w.states(sent))
	}
	err = w.s.TakeSignatureBack(t.Context(), second)
	if err != nil || w.states(sent) != "signed withdrawn" {
		t.Errorf("takes back what it signed before: %v, they are %s", err, w.states(sent))
	}
	w.soundLog()

	_, err = w.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: sent.ReceiptNo, Secret: sent.Secret, Key: "w"})
	if err != nil {
		t.Fatal(err)
	}
	mails = box.all()
	if len(mails) != 1 || mails[0].Kind != store.MailCosignOff || mails[0].To != "hrast@primer.example" {
		t.Errorf("of the withdrawal: %+v", mails)
	}
	if got := w.signs(second); got != dossier.CodeWithdrawn {
		t.Errorf("signs what was taken back: %q", got)
	}
	w.soundLog()
}

func TestWhatIsHeldAsksNobodyUntilItCounts(t *testing.T) {
	w, round, box := demanding(t)
	s := jointly("Први.")
	s.Author.Email = "ana@example.org"
	sent := w.sends(round, "k", s)
	mails := box.all()
	if len(mails) != 1 || mails[0].Kind != store.MailConfirm {
		t.Fatalf("got %+v", mails)
	}
	if got := w.signs(store.Invitation{Key: "x"}); got != dossier.CodeCosigningUnknown {
		t.Errorf("got %q", got)
	}
	_, err := w.s.Confirm(t.Context(), mails[0].Token)
	if err != nil {
		t.Fatal(err)
	}
	mails = box.all()
	if len(mails) != 2 || mails[0].Kind != store.MailCosign || w.signs(store.Invitation{Key: mails[1].Token}) != "" || w.states(sent) != "asked signed" {
		t.Errorf("got %+v, they are %s", mails, w.states(sent))
	}
	s.Author.Email = "eva@example.org"
	w.sends(round, "k2", s)
	err = w.s.DenyAddress(t.Context(), box.opens("eva@example.org")[0].Token)
	if err != nil || storetest.Count(t, w.s, `SELECT count(*) FROM cosigners`) != 2 {
		t.Errorf("who was named by what was disowned is kept: %v", err)
	}
	w.soundLog()
}

func TestSignaturesEndWithTheRound(t *testing.T) {
	w, round := inRound(t)
	sent, first, second := w.asks(round, "k", "Рок је прекратак.")
	if got := w.signs(first); got != "" {
		t.Fatal(got)
	}
	storetest.Exec(t, w.s, `UPDATE rounds SET closes_at = clock_timestamp() WHERE id = $1`, round)
	to, err := w.s.ToSign(t.Context(), second)
	if err != nil || !to.Over {
		t.Errorf("reads %+v, %v", to, err)
	}
	for name, err := range map[string]error{"sign": w.s.Cosign(t.Context(), second, 0), "take back": w.s.TakeSignatureBack(t.Context(), first), "decline": w.s.Decline(t.Context(), second),
		"ask": w.s.AskCosigner(t.Context(), sent.ReceiptNo, sent.Secret, 2, "nova@primer.example")} {
		if codeOf(err) != dossier.CodeCosigningOver {
			t.Errorf("%s: %v", name, err)
		}
	}
	w.soundLog()
}

func TestManySignaturesAtOnceAreEachOne(t *testing.T) {
	w, round := inRound(t)
	sent, first, second := w.asks(round, "k", "Рок је прекратак.")
	var all sync.WaitGroup
	errs := make(chan error, 12)
	for i := range 12 {
		all.Add(1)
		go func() {
			defer all.Done()
			errs <- w.s.Cosign(t.Context(), []store.Invitation{first, second}[i%2], 0)
		}()
	}
	all.Wait()
	for range 12 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM cosigner_signatures`); n != 2 || w.states(sent) != "signed signed" || w.numbered(round, 1).Signatures != 2 {
		t.Errorf("%d signatures, they are %s", n, w.states(sent))
	}
	w.soundLog()
}

func TestWhatIsCoveredIsNotSignedAndNoNameIsShownBesideACoveredOne(t *testing.T) {
	w, round := inRound(t)
	_, first, second := w.asks(round, "k", "Мој комшија Петар Марковић каже да је рок прекратак.")
	if got := w.signs(first); got != "" {
		t.Fatal(got)
	}
	w.covers(store.NewRedaction{Comment: w.numbered(round, 1).ID, Ground: dossier.OthersData, Body: []string{"Петар Марковић"}, Name: true})
	to, err := w.s.ToSign(t.Context(), second)
	if err != nil || !to.Covered || strings.Contains(to.Comments[0].Body, "Петар") || to.Signed != nil || strings.Contains(to.Author, "Проба") {
		t.Errorf("reads %+v, %v", to, err)
	}
	if got := w.signs(second); got != dossier.CodeRedacted {
		t.Errorf("got %q", got)
	}
	if c := w.numbered(round, 1); c.Signatures != 1 || c.Signatories != nil {
		t.Errorf("got %+v", c.Signatories)
	}
}

func TestWhoSpeaksForAnOrganisationFindsWhatItIsAskedToSign(t *testing.T) {
	w, round := inRound(t)
	speaker := w.registered("91000001", "Удружење „Храст”")
	w.asks(round, "k", "Рок је прекратак.")
	list, err := w.s.AskedToSign(t.Context(), speaker)
	if err != nil || len(list) != 1 || list[0].Organisation != "Удружење „Храст”" || list[0].State != store.CosignerAsked || list[0].ID == "" {
		t.Fatalf("got %+v, %v", list, err)
	}
	other, err := w.s.AskedToSign(t.Context(), w.stranger)
	if err != nil || len(other) != 0 {
		t.Errorf("a stranger is asked %+v, %v", other, err)
	}
	for person, want := range map[string]dossier.Code{"": dossier.CodeCosigningUnknown, w.stranger: dossier.CodeCosigningUnknown, speaker: ""} {
		if got := w.signs(store.Invitation{Key: list[0].ID, Person: person}); got != want {
			t.Errorf("%q: got %q, want %q", person, got, want)
		}
	}
	list, err = w.s.AskedToSign(t.Context(), speaker)
	if err != nil || len(list) != 1 || list[0].State != store.CosignerSigned {
		t.Errorf("got %+v, %v", list, err)
	}
}

func TestAnOrdinaryBatchDoesNotAskWhoSignsWithIt(t *testing.T) {
	w, round := inRound(t)
	joint := w.sends(round, "b", jointly("Други."))
	again := w.sends(round, "b", jointly("Други."))
	if !again.Replayed || again.ReceiptNo != joint.ReceiptNo || storetest.Count(t, w.s, `SELECT count(*) FROM cosigners`) != 2 {
		t.Errorf("sent again: %+v", again)
	}
	other := jointly("Други.")
	other.Cosigners = other.Cosigners[:1]
	_, err := w.s.NewIntake(t.Context(), 1).Submit(t.Context(), store.Delivery{Round: round, Key: "b", Submission: other})
	if codeOf(err) != dossier.CodeIdempotency {
		t.Errorf("with others asked: %v", err)
	}
	w.exec(`ALTER TABLE cosigners RENAME TO cosigners_away`)
	w.sends(round, "a", submission("Први.")) // no statement of its batch looks there
	_, err = w.s.NewIntake(t.Context(), 1).Submit(t.Context(), store.Delivery{Round: round, Key: "c", Submission: jointly("Трећи.")})
	if err == nil {
		t.Error("a joint submission was taken in without who signs it")
	}
}
