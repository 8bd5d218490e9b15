package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestWhatStandsBehindAReceiptIsReadByItsSenderAndOnceItIsPublicByAll(t *testing.T) {
	w, round := inRound(t)
	in := w.s.NewIntake(t.Context(), 1)
	sender := storetest.Person(t, w.s, "Пријављена Грађанка")
	send := func(key string, author dossier.Author) store.Accepted {
		t.Helper()
		change := dossier.NewComment{Document: dossier.ActDocument, Provision: "art_2", Kind: dossier.Change, Body: "Краће.", ProposedText: "Рок је 20 дана.",
			Quote: &dossier.Quote{Exact: "30 дана"}}
		got, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: key, Person: sender,
			Submission: dossier.Submission{Author: author, Lang: "sr-Cyrl", Comments: []dossier.NewComment{change, on("", "О свему.")}}})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	kept := send("a", dossier.Author{Kind: dossier.Citizen, Name: "Грађанка Проба", Email: "proba@primer.example"})
	named := send("b", dossier.Author{Kind: dossier.Citizen, Name: "Грађанка Проба", PublishName: true})
	comments := func(from int) []store.SaidComment {
		return []store.SaidComment{{Number: from, Kind: "change", Quote: "30 дана", Body: "Краће.", Proposed: "Рок је 20 дана."}, {Number: from + 1, Kind: "remark", Body: "О свему."}}
	}
	own := store.Said{Own: true, AuthorKind: "citizen", Author: "Грађанка Проба", Email: "proba@primer.example", Comments: comments(1)}
	public := store.Said{AuthorKind: "citizen", Comments: comments(1)}
	publicNamed := store.Said{AuthorKind: "citizen", Author: "Грађанка Проба", PublishName: true, Comments: comments(3)}
	check := func(when, viewer string, sent store.Accepted, secret string, want store.Said) {
		t.Helper()
		got, err := w.s.Said(t.Context(), viewer, sent.ReceiptNo, secret)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	check("the secret", "", kept, kept.Secret, own)
	check("the sender, signed in", sender, kept, "", own)
	check("the number alone", "", kept, "", public)
	check("another secret", "", kept, named.Secret, public)
	check("an insider", w.drafter, kept, "", public)
	check("a name that is published", "", named, "", publicNamed)
	w.tampers("rounds", `UPDATE rounds SET show_comments = false`)
	check("the number alone, before the end", "", kept, "", store.Said{})
	check("a name that will be published, before the end", "", named, "", store.Said{})
	check("somebody else, before the end", w.stranger, kept, "", store.Said{})
	check("an insider, before the end", w.drafter, kept, "", public)
	check("the secret, before the end", "", kept, kept.Secret, own)
	w.tampers("rounds", `UPDATE rounds SET show_comments = true`)
	w.exec(`UPDATE dossiers SET visibility = 'working' WHERE ref = $1`, string(w.ref))
	check("the number alone, of a dossier that is not seen", "", kept, "", store.Said{})
	check("the secret, of a dossier that is not seen", "", kept, kept.Secret, own)

	_, err := w.s.Said(t.Context(), "", "00000-00000-00000-00000-00000", kept.Secret)
	if dossier.CodeOf(err) != dossier.CodeReceiptUnknown {
		t.Errorf("an unknown number: %v", err)
	}
	for secret, want := range map[string]dossier.Code{named.Secret: dossier.CodeSecretWrong, "": dossier.CodeSecretWrong} {
		if err := w.s.HoldsSecret(t.Context(), kept.ReceiptNo, secret); dossier.CodeOf(err) != want {
			t.Errorf("the secret %q: got %v, want %s", secret, err, want)
		}
	}
	err = w.s.HoldsSecret(t.Context(), kept.ReceiptNo, kept.Secret)
	if err != nil {
		t.Error(err)
	}
}
