package store_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
)

// covers has one officer ask for a redaction and another confirm it.
func (w *world) covers(n store.NewRedaction) string {
	w.t.Helper()
	id, err := w.s.Redact(w.t.Context(), w.drafter, n)
	if err == nil {
		err = w.s.StepRedaction(w.t.Context(), w.second, id, dossier.ConfirmRedaction, 1, "")
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

const mark = "█ уклоњено (лични подаци другог лица)"

func TestWhatIsCoveredIsReadNowhereAndItsOriginalIsSealed(t *testing.T) {
	w, round := inRoundOn(t, strings.Replace(draft, "Проба се објављује.", "Пробу објављује Петар Марковић.", 1))
	file := w.attach("nalaz-petra.pdf")
	s := submission("Мој комшија Петар Марковић\nје болестан. Зове се Петар  Марковић, не друкчије.", "Друго.")
	s.Comments[0].ProposedText, s.Comments[0].Quote, s.Comments[0].Attachments = "Петар Марковић одлучује.", &dossier.Quote{Exact: "Петар Марковић", Prefix: "код", Suffix: "је"}, []string{file.ID}
	sent := w.sends(round, "a", s)
	n := store.NewRedaction{Comment: sent.Comments[0], Ground: dossier.OthersData, Body: []string{"Петар Марковић"}, Proposed: []string{"Петар Марковић"}, Quote: []string{"Петар Марковић"},
		Files: []string{file.ID}, Name: true}
	id, err := w.s.Redact(t.Context(), w.drafter, n)
	if err != nil {
		t.Fatal(err)
	}
	if c := w.numbered(round, 1); c.Covered || !strings.Contains(c.Body, "Петар") {
		t.Errorf("covered before anybody confirmed: %+v", c)
	}
	err = w.s.StepRedaction(t.Context(), w.drafter, id, dossier.ConfirmRedaction, 1, "")
	if dossier.CodeOf(err) != dossier.CodeSameOfficer {
		t.Errorf("who asked confirmed: %v", err)
	}
	_, err = w.s.DB().ExecContext(t.Context(), `INSERT INTO redaction_steps (redaction, no, kind, person, note, at, legal_at) VALUES ($1, 2, 'confirmed', $2, '', now(), now())`, id, w.drafter)
	if err == nil {
		t.Error("the base lets who asked confirm")
	}
	err = w.s.StepRedaction(t.Context(), w.stranger, id, dossier.ConfirmRedaction, 1, "")
	if err == nil {
		t.Error("another ministry confirmed")
	}
	err = w.s.StepRedaction(t.Context(), w.signerA, id, dossier.ConfirmRedaction, 1, "Тачно је.")
	if err != nil {
		t.Fatal(err)
	}
	c := w.numbered(round, 1)
	if c.Body != "Мој комшија "+mark+"\nје болестан. Зове се "+mark+", не друкчије." || c.ProposedText != mark+" одлучује." || c.Quote != mark || c.Author != mark || !c.Covered {
		t.Errorf("the comment says %+v", c)
	}
	if len(c.Attachments) != 1 || !c.Attachments[0].Covered || c.Attachments[0].Name != mark {
		t.Errorf("the file is %+v", c.Attachments)
	}
	var parts []dossier.RedactionPart
	for _, x := range c.Covers {
		parts = append(parts, x.Part)
	}
	if diff := cmp.Diff([]dossier.RedactionPart{"body", "file", "name", "proposed_text", "quote"}, parts); diff != "" {
		t.Errorf("covers (-want +got):\n%s", diff)
	}
	if other := w.numbered(round, 2); other.Author != mark || len(other.Covers) != 1 || other.Body != "Друго." {
		t.Errorf("another comment of the author says %+v", other)
	}
	for _, viewer := range []string{"", w.drafter, w.signerA} {
		_, _, err = w.s.AttachmentFile(t.Context(), viewer, file.ID, func(string) string { return sent.Secret })
		if dossier.CodeOf(err) != dossier.CodeNotFound {
			t.Errorf("%q gets the file that is covered: %v", viewer, err)
		}
		for _, q := range []string{"Петар", "Markovic"} {
			found, _, err := w.s.FindComments(t.Context(), viewer, store.CommentFilter{Round: round, Query: q})
			if err != nil || len(found) != 0 {
				t.Errorf("%q finds %d by %s, %v", viewer, len(found), q, err)
			}
		}
	}
	own, err := w.s.Said(t.Context(), "", sent.ReceiptNo, sent.Secret)
	if err != nil || strings.Contains(own.Comments[0].Body+own.Comments[0].Proposed+own.Comments[0].Quote+own.Author, "Петар Марковић ") {
		t.Errorf("its author reads %+v, %v", own, err)
	}
	receipt, err := w.s.Receipt(t.Context(), sent.ReceiptNo)
	if err != nil || len(receipt.Comments[0].Covers) != 5 {
		t.Errorf("the receipt tells %+v, %v", receipt.Comments, err)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the check of the log says %s", said)
	}
	_, err = w.s.DB().ExecContext(t.Context(), `UPDATE comments SET body = body || '.' WHERE id = $1`, sent.Comments[0])
	if said, _ := w.checked(); err != nil || !strings.Contains(said, "is not its original under its covers") {
		t.Errorf("the check of the log says %q, %v", said, err)
	}
}

func TestTheOriginalIsReadWithAReasonThatIsKept(t *testing.T) {
	w, round := inRound(t)
	sent := w.sends(round, "a", submission("Петар Марковић је болестан."))
	w.covers(store.NewRedaction{Comment: sent.Comments[0], Ground: dossier.SpecialData, Body: []string{"Петар Марковић је болестан"}, Name: true})
	_, err := w.s.Unseal(t.Context(), w.second, sent.Comments[0], "  ")
	if dossier.CodeOf(err) != dossier.CodeInvalid {
		t.Errorf("unsealed without a reason: %v", err)
	}
	_, err = w.s.Unseal(t.Context(), w.stranger, sent.Comments[0], "Радозналост.")
	if err == nil {
		t.Error("another ministry unsealed it")
	}
	id, err := w.s.Unseal(t.Context(), w.second, sent.Comments[0], "Одговор на примедбу.")
	if err != nil {
		t.Fatal(err)
	}
	o, err := w.s.Unsealed(t.Context(), w.second, id)
	if err != nil || o.Body != "Петар Марковић је болестан." || o.Author != "Грађанка Проба" || o.Number != 1 {
		t.Errorf("got %+v, %v", o, err)
	}
	_, err = w.s.Unsealed(t.Context(), w.drafter, id)
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("another reads what was unsealed: %v", err)
	}
	who, err := w.s.Unsealings(t.Context(), w.drafter, w.ref, sent.Comments[0])
	if err != nil || len(who) != 1 || who[0].Name != "Цртач Други" || who[0].Reason != "Одговор на примедбу." {
		t.Errorf("who read it: %+v, %v", who, err)
	}
	w.tampers("unsealings", `UPDATE unsealings SET at = at - interval '1 hour'`)
	_, err = w.s.Unsealed(t.Context(), w.second, id)
	if dossier.CodeOf(err) != dossier.CodeUnsealedLong {
		t.Errorf("an hour later: %v", err)
	}
}

func TestACoverIsLiftedByTwo(t *testing.T) {
	w, round := inRound(t)
	body := "Петар Марковић и Ана Петровић."
	sent := w.sends(round, "a", submission(body))
	first := w.covers(store.NewRedaction{Comment: sent.Comments[0], Ground: dossier.OthersData, Body: []string{"Петар Марковић и"}})
	w.covers(store.NewRedaction{Comment: sent.Comments[0], Ground: dossier.Dignity, Body: []string{"Марковић и Ана Петровић"}, Name: true})
	if c := w.numbered(round, 1); c.Body != mark+"." {
		t.Errorf("under two covers it says %q", c.Body)
	}
	step := func(person string, kind dossier.RedactionStep, steps int, note string) dossier.Code {
		t.Helper()
		err := w.s.StepRedaction(t.Context(), person, first, kind, steps, note)
		if err == nil {
			return ""
		}
		return dossier.CodeOf(err)
	}
	for _, x := range []struct {
		name   string
		person string
		kind   dossier.RedactionStep
		steps  int
		note   string
		want   dossier.Code
	}{
		{"confirmed twice", w.signerA, dossier.ConfirmRedaction, 2, "", dossier.CodeDecidedBefore},
		{"lifted without being asked", w.signerA, dossier.LiftRedaction, 2, "", dossier.CodeDecidedBefore},
		{"asked without a reason", w.signerA, dossier.AskLifting, 2, "", dossier.CodeInvalid},
		{"asked by somebody who saw less", w.signerA, dossier.AskLifting, 1, "Сагласио се.", dossier.CodeDecidedBefore},
		{"asked", w.signerA, dossier.AskLifting, 2, "Сагласио се.", ""},
		{"refused", w.second, dossier.RefuseLifting, 3, "", ""},
		{"asked again", w.signerA, dossier.AskLifting, 4, "Сагласио се, прилажем.", ""},
		{"lifted by who asked", w.signerA, dossier.LiftRedaction, 5, "", dossier.CodeSameOfficer},
		{"lifted", w.drafter, dossier.LiftRedaction, 5, "", ""},
	} {
		if got := step(x.person, x.kind, x.steps, x.note); got != x.want {
			t.Errorf("%s: got %q, want %q", x.name, got, x.want)
		}
	}
	if c := w.numbered(round, 1); c.Body != "Петар █ уклоњено (достојанство и приватност лица)." {
		t.Errorf("under the other cover it says %q", c.Body)
	}
	found, _, err := w.s.FindComments(t.Context(), "", store.CommentFilter{Round: round, Query: "Петру"})
	if err != nil || len(found) != 1 {
		t.Errorf("found %d by what is read again, %v", len(found), err)
	}
	all, err := w.s.Redactions(t.Context(), w.drafter, w.ref, sent.Comments[0])
	if err != nil || len(all) != 2 || all[1].State != dossier.RedactionLifted || len(all[1].Steps) != 6 {
		t.Fatalf("got %+v, %v", all, err)
	}
	err = w.s.StepRedaction(t.Context(), w.second, all[0].ID, dossier.AskLifting, 2, "И ово.")
	if err == nil {
		err = w.s.StepRedaction(t.Context(), w.signerB, all[0].ID, dossier.LiftRedaction, 3, "")
	}
	if c := w.numbered(round, 1); err != nil || c.Body != body || c.Author != "Грађанка Проба" || c.Covered {
		t.Errorf("without covers: %+v, %v", c, err)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the check of the log says %s", said)
	}
	var sealed int
	err = w.s.DB().QueryRowContext(t.Context(), `SELECT (SELECT count(*) FROM sealed_comments) + (SELECT count(*) FROM sealed_authors)`).Scan(&sealed)
	if err != nil || sealed != 0 {
		t.Errorf("%d originals stayed sealed, %v", sealed, err)
	}
	var kinds []string
	rows, err := w.s.DB().QueryContext(t.Context(), `SELECT kind FROM log_leaves WHERE kind LIKE 'redact%' ORDER BY n`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var k string
		err = rows.Scan(&k)
		if err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, k)
	}
	if diff := cmp.Diff([]string{"redacted", "redacted", "redaction_lifted", "redaction_lifted"}, kinds); diff != "" {
		t.Errorf("leaves (-want +got):\n%s", diff)
	}
}

func TestARedactionNamesWhatStandsInTheComment(t *testing.T) {
	w, round := inRound(t)
	s := submission("Прво.")
	s.Author.PublishName = false
	sent := w.sends(round, "a", s)
	other := w.attach("tudji.pdf")
	for _, c := range []struct {
		name   string
		n      store.NewRedaction
		fields []string
	}{
		{"nothing", store.NewRedaction{Ground: dossier.Dignity}, []string{"body nothing_covered"}},
		{"no ground", store.NewRedaction{Body: []string{"Прво"}}, []string{"ground ground_required"}},
		{"what does not stand in it", store.NewRedaction{Ground: dossier.Dignity, Body: []string{"Друго"}, Quote: []string{"Прво"}}, []string{"body passage_missing", "quote passage_missing"}},
		{"a part of a word", store.NewRedaction{Ground: dossier.Dignity, Body: []string{"Прв"}}, []string{"body passage_missing"}},
		{"another file", store.NewRedaction{Ground: dossier.Dignity, Files: []string{other.ID}}, []string{"file attachment_unknown"}},
		{"a name that is not shown", store.NewRedaction{Ground: dossier.Dignity, Name: true}, []string{"name nothing_covered"}},
	} {
		c.n.Comment = sent.Comments[0]
		_, err := w.s.Redact(t.Context(), w.drafter, c.n)
		var got []string
		var refused *dossier.Problem
		if !errors.As(err, &refused) {
			t.Fatalf("%s: %v", c.name, err)
		}
		for _, f := range refused.Fields {
			got = append(got, f.Name+" "+string(f.Code))
		}
		if diff := cmp.Diff(c.fields, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s\n%v", c.name, diff, err)
		}
	}
	_, err := w.s.Redact(t.Context(), w.stranger, store.NewRedaction{Comment: sent.Comments[0], Ground: dossier.Dignity, Body: []string{"Прво"}})
	if err == nil {
		t.Error("another ministry may")
	}
}

func TestWhatIsErasedIsGoneAndItsLeafStays(t *testing.T) {
	w, round := inRound(t)
	file := w.attach("lekarski.pdf")
	s := submission("Прво о рођаку.", "Друго о рођаку.")
	s.Author.Email, s.Comments[0].Attachments = "gradjanka@primer.rs", []string{file.ID}
	sent := w.sends(round, "a", s)
	w.covers(store.NewRedaction{Comment: sent.Comments[0], Ground: dossier.OthersData, Body: []string{"рођаку"}, Name: true, Files: []string{file.ID}})
	corrected := w.sends(round, "b", submission("Треће."))
	_, err := w.s.Correct(t.Context(), store.Correction{ReceiptNo: corrected.ReceiptNo, Secret: corrected.Secret, Key: "k", Comments: []store.CorrectedComment{{Body: "Треће, исправљено."}}})
	if err != nil {
		t.Fatal(err)
	}
	if said, _ := w.checked(); said != "" {
		t.Fatalf("before: %s", said)
	}
	_, err = w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: sent.Comments[1], Outcome: dossier.Noted, Reasons: "Примљено к знању.", Early: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.s.EraseOwn(t.Context(), sent.ReceiptNo, "други"); dossier.CodeOf(err) != dossier.CodeSecretWrong {
		t.Errorf("erased without the secret: %v", err)
	}
	for range 2 {
		err = w.s.EraseOwn(t.Context(), sent.ReceiptNo, sent.Secret)
		if err != nil {
			t.Fatal(err)
		}
	}
	err = w.s.EraseOwn(t.Context(), corrected.ReceiptNo, corrected.Secret)
	if err != nil {
		t.Fatal(err)
	}
	c := w.numbered(round, 1)
	if c.ErasedAt == nil || c.Body != "" || c.Author != "" || c.Covered || len(c.Covers) != 0 || len(c.Attachments) != 0 {
		t.Errorf("the comment says %+v", c)
	}
	if c := w.numbered(round, 2); c.ErasedAt == nil || c.Outcome != "noted" {
		t.Errorf("the one that was answered says %+v", c)
	}
	for _, text := range []string{"рођаку", "Грађанка", "gradjanka@primer.rs", "lekarski", "Треће", "rodjak"} {
		w.nowhere(text)
	}
	var files int
	err = w.s.DB().QueryRowContext(t.Context(), `SELECT count(*) FROM attachments`).Scan(&files)
	if err != nil || files != 0 {
		t.Errorf("%d files stayed, %v", files, err)
	}
	log, err := w.s.Log(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	if verdict, err := ledger.Verify(sent.Receipt, log.Key); err != nil || verdict.Number != sent.ReceiptNo {
		t.Errorf("the receipt from before: %+v, %v", verdict, err)
	}
	again, err := w.s.ReceiptFile(t.Context(), sent.ReceiptNo, sent.Secret)
	if err != nil {
		t.Fatal(err)
	}
	if verdict, err := ledger.Verify(again, log.Key); err != nil || verdict.Number != sent.ReceiptNo {
		t.Errorf("the receipt from after: %+v, %v", verdict, err)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the check of the log says %s", said)
	}
	_, err = w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: sent.Comments[0], Outcome: dossier.Noted, Reasons: "Примљено к знању."})
	if dossier.CodeOf(err) != dossier.CodeErased {
		t.Errorf("answered: %v", err)
	}
	_, err = w.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: sent.ReceiptNo, Secret: sent.Secret, Key: "w"})
	if dossier.CodeOf(err) != dossier.CodeErased {
		t.Errorf("withdrawn: %v", err)
	}
	totals, err := w.s.CommentTotals(t.Context(), "", store.CommentFilter{Round: round})
	if err != nil || totals.Unanswered != 0 || totals.Outcomes["erased"] != 2 || totals.Outcomes["noted"] != 1 {
		t.Errorf("counted %+v, %v", totals, err)
	}
	for name, change := range map[string]string{
		"is erased, and the log does not say so": `UPDATE log_leaves SET kind = CASE kind WHEN 'erased' THEN 'x' ELSE 'erased' END WHERE kind IN ('erased', 'x')`,
	} {
		w.tampers("log_leaves", change)
		if said, _ := w.checked(); !strings.Contains(said, name) {
			t.Errorf("the check of the log says %s", said)
		}
		w.tampers("log_leaves", change)
	}
}

func TestAnOfficerErasesWithAnother(t *testing.T) {
	w, round := inRound(t)
	sent := w.sends(round, "a", submission("Прво."))
	err := w.s.AskErasure(t.Context(), w.drafter, sent.Comments[0], " ")
	if dossier.CodeOf(err) != dossier.CodeInvalid {
		t.Errorf("without saying who was verified: %v", err)
	}
	err = w.s.AskErasure(t.Context(), w.drafter, sent.Comments[0], "Личном картом утврђено да је подносилац.")
	if err != nil {
		t.Fatal(err)
	}
	err = w.s.AskErasure(t.Context(), w.second, sent.Comments[0], "Исто.")
	if dossier.CodeOf(err) != dossier.CodeErasureAsked {
		t.Errorf("asked twice: %v", err)
	}
	all, err := w.s.Erasures(t.Context(), w.second, w.ref, "")
	if err != nil || len(all) != 1 || all[0].AskedName != "Цртач Први" || all[0].Comments != 1 {
		t.Fatalf("got %+v, %v", all, err)
	}
	if err := w.s.DecideErasure(t.Context(), w.drafter, all[0].ID, true); dossier.CodeOf(err) != dossier.CodeSameOfficer {
		t.Errorf("who asked decided: %v", err)
	}
	if err := w.s.DecideErasure(t.Context(), w.stranger, all[0].ID, true); err == nil {
		t.Error("another ministry decided")
	}
	err = w.s.DecideErasure(t.Context(), w.second, all[0].ID, true)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.s.DecideErasure(t.Context(), w.signerA, all[0].ID, true); dossier.CodeOf(err) != dossier.CodeDecidedBefore {
		t.Errorf("decided twice: %v", err)
	}
	if c := w.numbered(round, 1); c.ErasedAt == nil || c.Body != "" {
		t.Errorf("the comment says %+v", c)
	}
	if err := w.s.AskErasure(t.Context(), w.drafter, sent.Comments[0], "Опет."); dossier.CodeOf(err) != dossier.CodeErased {
		t.Errorf("asked after it was erased: %v", err)
	}
}

// protectionAsked returns how many requests for protection wait for a person, as the
// list, the API and the count of what waits say it.
func (w *world) protectionAsked(person string) int {
	w.t.Helper()
	pending, err := w.s.Pending(w.t.Context(), person)
	if err != nil {
		w.t.Fatal(err)
	}
	tasks, err := w.s.Tasks(w.t.Context(), person)
	if err != nil {
		w.t.Fatal(err)
	}
	n, err := w.s.CountTasks(w.t.Context(), person)
	if err != nil || n != len(pending) {
		w.t.Errorf("%d things wait, the count says %d, %v", len(pending), n, err)
	}
	listed, told := 0, 0
	for _, p := range pending {
		listed += p.Protect
	}
	for _, t := range tasks {
		told += t.Protect
	}
	if listed != told {
		w.t.Errorf("the list has %d requests for protection, a program is told of %d", listed, told)
	}
	return listed
}

func TestRequestsForProtectionWaitForTheSecondOfficer(t *testing.T) {
	w, round := inRound(t)
	sent := w.sends(round, "a", submission("Мој комшија Петар Марковић је болестан.", "Друго."))
	check := func(when string, second int) {
		t.Helper()
		for _, c := range []struct {
			who, person string
			want        int
		}{{"who asked", w.drafter, 0}, {"another officer", w.second, second}, {"a signer", w.signerA, second}, {"another ministry", w.stranger, 0}} {
			if got := w.protectionAsked(c.person); got != c.want {
				t.Errorf("%s, %s: %d requests wait, want %d", when, c.who, got, c.want)
			}
		}
	}
	check("before anything is asked", 0)
	id, err := w.s.Redact(t.Context(), w.drafter, store.NewRedaction{Comment: sent.Comments[0], Ground: dossier.OthersData, Body: []string{"Петар Марковић"}})
	if err != nil {
		t.Fatal(err)
	}
	check("when a cover is asked for", 1)
	err = w.s.StepRedaction(t.Context(), w.second, id, dossier.ConfirmRedaction, 1, "")
	if err != nil {
		t.Fatal(err)
	}
	check("when it is laid", 0)
	err = w.s.StepRedaction(t.Context(), w.drafter, id, dossier.AskLifting, 2, "Није више потребно.")
	if err != nil {
		t.Fatal(err)
	}
	check("when its lifting is asked for", 1)
	err = w.s.AskErasure(t.Context(), w.drafter, sent.Comments[0], "Личном картом.")
	if err != nil {
		t.Fatal(err)
	}
	check("when erasure is asked for too", 2)
	err = w.s.StepRedaction(t.Context(), w.second, id, dossier.RefuseLifting, 3, "")
	if err != nil {
		t.Fatal(err)
	}
	check("when the lifting is refused", 1)
	all, err := w.s.Erasures(t.Context(), w.second, w.ref, "")
	if err != nil || len(all) != 1 {
		t.Fatalf("%+v, %v", all, err)
	}
	err = w.s.DecideErasure(t.Context(), w.second, all[0].ID, true)
	if err != nil {
		t.Fatal(err)
	}
	check("when it is erased", 0)
}
