package store_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

const (
	debatedText = "ЗАКОН\nО ПРОБАМА\n\nПредмет\nЧлан 1.\nОвим законом уређују се услови под којима се пробе изводе и објављују.\n\n" +
		"Рок\nЧлан 2.\nОрган одговара у року од 30 дана од пријема захтева.\nО продужењу рока орган доноси посебно решење и о томе обавештава подносиоца.\n\n" +
		"Накнада\nЧлан 3.\nЗа пробу се плаћа накнада чију висину одређује министар својим правилником.\n"
	revisedText = "ЗАКОН\nО ПРОБАМА\n\nПредмет\nЧлан 1.\nОвим законом уређују се услови под којима се пробе изводе и објављују.\n\n" +
		"Појмови\nЧлан 2.\nПроба је поступак којим се утврђује да ли уређај ради.\n\n" +
		"Рок\nЧлан 3.\nОрган одговара у року од 20 дана од пријема захтева.\n\n" +
		"Продужење\nЧлан 4.\nО продужењу рока орган доноси посебно решење и о томе обавештава подносиоца.\n"
)

func quoting(provision, exact string) dossier.NewComment {
	c := on(provision, "О наводу: "+exact)
	c.Quote = &dossier.Quote{Exact: exact}
	return c
}

// afterComments is a dossier whose debate is over, with what was said in it; the text is still the debated one.
func afterComments(t *testing.T, comments ...dossier.NewComment) (*world, store.Accepted) {
	t.Helper()
	w := beforeDebate(t)
	w.rewrite(debatedText, dossier.OwnInitiative)
	round := w.publish().Round
	sent := w.send(round, "k", comments...)
	for w.stage.ID == "public_debate" {
		w.lapse()
	}
	w.lapse()
	return w, sent
}

func (w *world) carries() dossier.CarryResult {
	w.t.Helper()
	beats := 0
	got, err := w.s.CarryComments(w.t.Context(), dossier.CarryInput{Ref: w.ref}, func(dossier.CarryResult) { beats++ })
	if err != nil {
		w.t.Fatalf("carry comments: %v", err)
	}
	if got.Comments > 0 && beats < 2 {
		w.t.Errorf("%d comments were carried with %d beats", got.Comments, beats)
	}
	return got
}

func TestCommentsAreCarriedToTheNextVersionOnce(t *testing.T) {
	w, sent := afterComments(t, quoting("art_2__para_1", "у року од 30 дана од пријема"), quoting("art_2__para_2", "орган доноси посебно решење"),
		quoting("art_3__para_1", "чију висину одређује министар"), on("art_1", "Цео члан."), on("", "Цео текст."), quoting("art_2__para_1", "у року од 30 дана од пријема"))
	storetest.Exec(t, w.s, `UPDATE comments SET provision = 'art_1', quote_exact = 'чега у тексту нема' WHERE id = $1`, sent.Comments[5]) // taken in before quotes were asked about
	if got := w.carries(); got != (dossier.CarryResult{}) {
		t.Fatalf("without a later version %+v were carried", got)
	}
	w.rewrite(revisedText, dossier.ByComments)
	no := w.view().PackageNo
	if n := w.count(`SELECT count(*) FROM outbox WHERE topic = 'text.new' AND delivered_at IS NULL`); n != 1 {
		t.Errorf("%d parcels ask for the comments to be carried", n)
	}
	waiting, err := w.s.CarryReport(t.Context(), w.drafter, w.ref, 0, "")
	if diff := cmp.Diff(store.CarryReport{No: no, Pending: 6}, waiting); err != nil || diff != "" {
		t.Errorf("before: %v (-want +got):\n%s", err, diff)
	}
	if got := w.carries(); got.Comments != 6 {
		t.Fatalf("%+v were carried", got)
	}
	if got := w.carries(); got.Comments != 0 {
		t.Errorf("%+v were carried again", got)
	}
	placed, err := w.s.Placed(t.Context(), w.drafter, w.ref, sent.Comments)
	if err != nil {
		t.Fatal(err)
	}
	type stands struct {
		State     redline.State
		Provision string
		Exact     string
	}
	var got []stands
	for _, id := range sent.Comments {
		p := placed[id]
		if p.No != no {
			t.Errorf("%s stands in version %d", id, p.No)
		}
		got = append(got, stands{p.State, p.Provision, p.Exact})
	}
	want := []stands{
		{redline.Edited, "art_3__para_1", "у року од 20 дана од пријема"},
		{redline.Moved, "art_4__para_1", "орган доноси посебно решење"},
		{redline.ProvisionRemoved, "", ""},
		{redline.Kept, "art_1", ""},
		{redline.Kept, "", ""},
		{redline.Orphaned, "", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	report, err := w.s.CarryReport(t.Context(), w.drafter, w.ref, no, "")
	if diff := cmp.Diff(store.CarryReport{No: no, Kept: 3, Moved: 1, Removed: 1, Orphaned: 1}, report); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if n := w.count(`SELECT count(*) FROM redlines`); n == 0 {
		t.Error("no redline was kept")
	}
	seen, err := w.s.CarryReport(t.Context(), "", w.ref, no, "")
	if err != nil || seen != (store.CarryReport{}) {
		t.Errorf("the public sees %+v of a version that is not published, %v", seen, err)
	}
	for _, change := range []string{`UPDATE comment_anchors SET state = 'kept'`, `DELETE FROM comment_anchors`} {
		_, err := w.s.DB().ExecContext(t.Context(), change)
		if err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", change, err)
		}
	}
}

func TestCommentsAreCarriedHoweverManyThereAre(t *testing.T) {
	w, sent := afterComments(t, quoting("art_2__para_1", "у року од 30 дана од пријема"), quoting("art_3__para_1", "чију висину одређује министар"))
	w.exec(`INSERT INTO submissions (id, round, receipt_no, secret_hash, idem_key, request_hash, author_kind, lang, received_at, log)
		SELECT gen_random_uuid(), round, 'B' || n, secret_hash, 'b' || n, request_hash, author_kind, lang, received_at, log FROM submissions, generate_series(0, 10) n`)
	w.exec(`INSERT INTO comments (id, submission, round, no, number, document, provision, wid, quote_exact, kind, body, search_key, salt, commitment, place)
		SELECT gen_random_uuid(), s.id, c.round, n, 2 + substr(s.receipt_no, 2)::integer * 100 + n, c.document, c.provision, c.wid, c.quote_exact, c.kind, c.body, c.search_key,
			c.salt, c.commitment, c.place
		FROM submissions s, comments c, generate_series(1, 100) n WHERE c.id = $1 AND s.receipt_no ~ '^B[0-9]+$'`, sent.Comments[0])
	w.rewrite(revisedText, dossier.ByComments)
	if got := w.carries(); got.Comments != 1102 {
		t.Errorf("%d comments were carried", got.Comments)
	}
	no := w.view().PackageNo
	report, err := w.s.CarryReport(t.Context(), w.drafter, w.ref, no, "")
	if want := (store.CarryReport{No: no, Kept: 1101, Removed: 1}); err != nil || report != want {
		t.Errorf("got %+v, %v, want %+v", report, err, want)
	}
}

func TestALikelyPlaceIsDecidedByWhoAnswers(t *testing.T) {
	w, sent := afterComments(t, quoting("art_3__para_1", "висину одређује министар"), quoting("art_3__para_1", "чију висину одређује министар"))
	storetest.Exec(t, w.s, `UPDATE comments SET provision = 'art_1' WHERE id = $1`, sent.Comments[0]) // taken in before quotes were asked about
	w.rewrite(strings.Replace(debatedText, "својим правилником", "правилником", 1), dossier.ByComments)
	w.carries()
	no, seq := w.view().PackageNo, w.view().Seq
	likely, next, err := w.s.LikelyPlaces(t.Context(), w.drafter, w.ref, no, store.Page{})
	if err != nil || next != "" || len(likely) != 1 || likely[0].Comment != sent.Comments[0] || likely[0].State != redline.Candidate ||
		likely[0].Doubt != redline.OtherProvision || likely[0].Quote != "висину одређује министар" {
		t.Fatalf("%+v, %q, %v", likely, next, err)
	}
	_, _, err = w.s.LikelyPlaces(t.Context(), w.stranger, w.ref, no, store.Page{})
	if dossier.CodeOf(err) == "" {
		t.Error("a stranger sees what waits for the drafters")
	}
	for _, c := range []struct {
		name, person string
		decision     store.PlaceDecision
		want         dossier.Code
	}{
		{"a stranger", w.stranger, store.PlaceDecision{Comment: sent.Comments[0], No: no, Confirmed: true}, dossier.CodeNotYourBody},
		{"a signer", w.signerA, store.PlaceDecision{Comment: sent.Comments[0], No: no, Confirmed: true}, dossier.CodeWrongRole},
		{"a comment that has its place", w.drafter, store.PlaceDecision{Comment: sent.Comments[1], No: no, Confirmed: true}, dossier.CodeNotFound},
		{"a version that nobody saw", w.drafter, store.PlaceDecision{Comment: sent.Comments[0], No: no, Version: 3, Confirmed: true}, dossier.CodePlaceConflict},
		{"the first decision", w.drafter, store.PlaceDecision{Comment: sent.Comments[0], No: no, Confirmed: true}, ""},
		{"another who saw none", w.second, store.PlaceDecision{Comment: sent.Comments[0], No: no}, dossier.CodePlaceConflict},
		{"the same again", w.second, store.PlaceDecision{Comment: sent.Comments[0], No: no, Version: 1, Confirmed: true}, dossier.CodeNothingChanged},
	} {
		_, err := w.s.DecidePlace(t.Context(), c.person, c.decision)
		if dossier.CodeOf(err) != c.want && (err != nil || c.want != "") {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	state := func() store.PlacedComment {
		t.Helper()
		placed, err := w.s.Placed(t.Context(), w.drafter, w.ref, sent.Comments[:1])
		if err != nil {
			t.Fatal(err)
		}
		return placed[sent.Comments[0]]
	}
	if got := state(); got.State != redline.Moved || got.Found != redline.Candidate || got.Version != 1 || !got.Confirmed || got.Person != "Цртач Први" {
		t.Errorf("confirmed: %+v", got)
	}
	version, err := w.s.DecidePlace(t.Context(), w.second, store.PlaceDecision{Comment: sent.Comments[0], No: no, Version: 1})
	if got := state(); err != nil || version != 2 || got.State != redline.TextRemoved || got.Person != "Цртач Други" {
		t.Errorf("rejected: %+v, %v", got, err)
	}
	report, err := w.s.CarryReport(t.Context(), w.drafter, w.ref, no, "")
	if diff := cmp.Diff(store.CarryReport{No: no, Kept: 1, Removed: 1}, report); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if got := w.view().Seq; got != seq {
		t.Errorf("the dossier moved from %d to %d", seq, got)
	}
}

func TestCommentsAreCarriedOverAllVersionsBetween(t *testing.T) {
	w, sent := afterComments(t, quoting("art_3__para_1", "чију висину одређује министар"))
	w.rewrite(revisedText, dossier.ByComments)
	w.rewrite(debatedText, dossier.OwnInitiative)
	if got := w.carries(); got.Comments != 2 {
		t.Errorf("%+v were carried, want the comment to two versions", got)
	}
	placed, err := w.s.Placed(t.Context(), w.drafter, w.ref, sent.Comments)
	if err != nil {
		t.Fatal(err)
	}
	p := placed[sent.Comments[0]]
	if p.State != redline.Candidate || p.Doubt != redline.PathsDiffer || p.Exact != "чију висину одређује министар" {
		t.Errorf("what was taken out and came back: %+v", p)
	}
}
