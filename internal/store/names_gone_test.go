package store_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestWhoWasSignedInIsForgottenWithNamesThatAreNotPublished(t *testing.T) {
	w, round := inRound(t)
	person := storetest.Person(t, w.s, "Ана Пријавић")
	for key, a := range map[string]dossier.Author{"hidden": {Kind: dossier.Citizen, Name: "Тајна Особић"}, "published": {Kind: dossier.Citizen, Name: "Јавна Особић", PublishName: true}, "none": {Kind: dossier.Anonymous}} {
		s := submission("Рок је предуг.")
		s.Author = a
		_, err := w.s.NewIntake(t.Context(), 1).Submit(t.Context(), store.Delivery{Round: round, Key: key, Person: person, Submission: s})
		if err != nil {
			t.Fatal(err)
		}
	}
	now, err := w.s.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.exec(`UPDATE rounds SET status = 'closed', closed_at = clock_timestamp(), final_at = clock_timestamp(), submissions = 3, comments = 3 WHERE id = $1`, round)
	got, err := w.s.Forget(t.Context(), now.Add(61*day), store.Retention{Names: 60 * day})
	if err != nil || got.Names != 1 {
		t.Fatalf("got %+v, %v", got, err)
	}
	if n := w.count(`SELECT count(*) FROM submissions WHERE sent_by IS NOT NULL`); n != 0 {
		t.Errorf("of %d it is kept who was signed in", n)
	}
	if n := w.count(`SELECT count(*) FROM submissions WHERE author_name <> ''`); n != 1 {
		t.Errorf("%d names are kept, want the published one", n)
	}
}

func TestOfWhatIsDisownedNeitherHashNorSenderIsKept(t *testing.T) {
	w, round, box := demanding(t)
	w.sendsAs(round, "k", storetest.Person(t, w.s, "Ана Пријавић"), "tudja@primer.example")
	if err := w.s.DenyAddress(t.Context(), box.opens("tudja@primer.example")[0].Token); err != nil {
		t.Fatal(err)
	}
	if n := w.count(`SELECT count(*) FROM submissions WHERE sent_by IS NOT NULL OR request_hash <> decode(repeat('00', 32), 'hex')`); n != 0 {
		t.Error("who sent it, or the hash of what it said, is kept")
	}
	w.soundLog()
}

func TestTheNameIsShownOnlyWithWhatItStandsUnder(t *testing.T) {
	w, round := inRound(t)
	sent := w.sends(round, "a", submission("Прво.", "Друго.", "Треће.", "Четврто."))
	_, err := w.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: sent.ReceiptNo, Secret: sent.Secret, Key: "w", Comment: sent.Comments[0]})
	if err != nil {
		t.Fatal(err)
	}
	w.setsAside(sent.Comments[1], dossier.Insulting)
	w.setsAside(sent.Comments[2], dossier.OffTopic)
	for number, want := range []string{"", "", "Грађанка Проба", "Грађанка Проба"} {
		if got := w.numbered(round, number+1).Author; got != want {
			t.Errorf("comment %d is shown under %q, want %q", number+1, got, want)
		}
	}
}
