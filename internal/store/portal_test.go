package store_test

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
)

// portalFile is a file of the portal with comments that say what they are given, by
// their ids.
func (w *world) portalFile(day string, said ...string) store.PortalFile {
	return portalFileOf(fmt.Sprint(said), portalRows(day, said...))
}

// portalFileOf is a file that was read as those rows.
func portalFileOf(content string, rows []store.PortalRow) store.PortalFile {
	sum := sha256.Sum256([]byte(content))
	return store.PortalFile{Name: "komentari.csv", Format: "csv", Content: []byte(content), SHA256: sum[:], Size: int64(len(content)),
		Columns: map[string]string{"key": "id", "date": "datum", "text": "komentar"}, Rows: slices.Values(rows)}
}

// portalRows are comments that say what they are given, by their ids.
func portalRows(day string, said ...string) []store.PortalRow {
	var rows []store.PortalRow
	for i := 0; i+1 < len(said); i += 2 {
		s := submission(said[i+1])
		s.Author = dossier.Author{Kind: dossier.Citizen, Name: "Ана Анић"}
		rows = append(rows, store.PortalRow{Line: i/2 + 2, ID: said[i], SentOn: day, Submission: s})
	}
	return rows
}

// takes brings a file and takes in all of it that can be.
func (w *world) takes(round string, f store.PortalFile) store.PortalTaken {
	w.t.Helper()
	_, err := w.s.BringPortalFile(w.t.Context(), w.drafter, round, f)
	if err != nil {
		w.t.Fatal(err)
	}
	var all store.PortalTaken
	for {
		part, err := w.s.TakePortal(w.t.Context(), w.drafter, round)
		if err != nil {
			w.t.Fatal(err)
		}
		all.Taken, all.Refused = all.Taken+part.Taken, all.Refused+part.Refused
		if !part.More {
			left, err := w.s.PortalLeft(w.t.Context(), round)
			if err != nil || left != 0 {
				w.t.Fatalf("%d rows are left, %v", left, err)
			}
			return all
		}
	}
}

// differs returns the differences of a round with the portal, by the ids.
func (w *world) differs(round string) map[string]store.PortalDifference {
	w.t.Helper()
	out := map[string]store.PortalDifference{}
	for behind := (*store.PortalDiffers)(nil); ; {
		part, err := w.s.PortalDifferences(w.t.Context(), round, behind, 2)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, d := range part {
			if out[d.ID] != "" {
				w.t.Errorf("%s is told of twice", d.ID)
			}
			out[d.ID], behind = d.Difference, &d
		}
		if len(part) < 2 {
			return out
		}
	}
}

func TestCommentsOfThePortalAreTakenInOnceEach(t *testing.T) {
	w, round := inRound(t)
	today := dossier.Day(w.view().LegalNow, time.UTC)
	var rows []store.PortalRow
	for i := range 1010 {
		rows = append(rows, portalRows(today, fmt.Sprint("p-", i), fmt.Sprint("Коментар ", i))...)
		rows[i].Line = i + 2
	}
	f := portalFileOf("komentari", rows)
	rows[7].SentOn = "2020-01-01"
	rows[8].Submission.Author = dossier.Author{Kind: dossier.Organisation, Organisation: "99999999"}
	rows[9].Faults = []store.PortalFault{{Field: "key", Code: store.PortalTwice, Line: 2}}
	_, err := w.s.BringPortalFile(t.Context(), w.stranger, round, f)
	if dossier.CodeOf(err) != dossier.CodeNotYourBody {
		t.Errorf("a passer-by brings a file: %v", err)
	}
	_, err = w.s.TakePortal(t.Context(), w.drafter, round)
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("before there is a file: %v", err)
	}
	got := w.takes(round, f)
	if got.Taken != 1007 || got.Refused != 2 {
		t.Errorf("taken in %+v", got)
	}
	again := w.takes(round, f)
	if again.Taken != 0 {
		t.Errorf("the same file again: %+v", again)
	}
	if c := w.numbered(round, 1); c.Channel != dossier.Portal || c.SentOn != today || c.Author != "" || c.Body != "Коментар 0" {
		t.Errorf("the first one is %+v", c)
	}
	view, err := w.s.Round(t.Context(), "", round)
	if err != nil || view.Comments != 1007 {
		t.Errorf("the round counts %d, %v", view.Comments, err)
	}
	if diff := cmp.Diff(map[string]store.PortalDifference{"p-7": store.PortalMissing, "p-8": store.PortalMissing, "p-9": store.PortalMissing}, w.differs(round)); diff != "" {
		t.Error(diff)
	}
	st, err := w.s.PortalState(t.Context(), round)
	if err != nil || st.InFile != 1010 || st.Taken != 1007 || st.Equal != 1007 || st.Wrong != 3 || st.Ready != 0 || st.Unexplained != 3 || !st.File.Early {
		t.Errorf("it compares as %+v, %v", st, err)
	}
	wrong, err := w.s.PortalRows(t.Context(), st.File.ID, true, 0, 10)
	if err != nil || len(wrong) != 3 || wrong[0].Faults[0] != (store.PortalFault{Field: "date", Code: dossier.CodeSentTooEarly}) || wrong[1].Faults[0].Code != dossier.CodeOrganisation {
		t.Errorf("what is wrong: %+v, %v", wrong, err)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the log is not as the record is: %s", said)
	}
}

func TestTheClosingIsFinalWhenThePortalSaysTheSameOrItIsExplained(t *testing.T) {
	w, round := inRound(t)
	day := dossier.Day(w.view().LegalNow, time.UTC)
	w.takes(round, w.portalFile(day, "a", "Први.", "b", "Други.", "c", "Трећи."))
	w.lapse()
	w.lapse()
	declare := func() dossier.Code {
		err := w.s.DeclareFinal(t.Context(), w.drafter, round, true)
		if err == nil {
			return ""
		}
		return dossier.CodeOf(err)
	}
	if got := declare(); got != dossier.CodePortalEarly {
		t.Errorf("with a file of before the end: got %s", got)
	}
	late := w.portalFile(day, "a", "Први.", "b", "Други, измењен.", "d", "Четврти.")
	_, err := w.s.BringPortalFile(t.Context(), w.drafter, round, late)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]store.PortalDifference{"b": store.PortalChanged, "c": store.PortalGone, "d": store.PortalMissing}, w.differs(round)); diff != "" {
		t.Error(diff)
	}
	if got := declare(); got != dossier.CodePortalDiffers {
		t.Errorf("while it differs: got %s", got)
	}
	taken, err := w.s.TakePortal(t.Context(), w.drafter, round)
	if err != nil || taken.Taken != 1 {
		t.Fatalf("what is missing: %+v, %v", taken, err)
	}
	fourth := w.numbered(round, 4)
	if fourth.Body != "Четврти." {
		t.Fatalf("the fourth says %q", fourth.Body)
	}
	for name, c := range map[string]struct {
		err  error
		want map[string]dossier.Code
	}{
		"in no words":        {w.s.ExplainPortal(t.Context(), w.drafter, round, []string{"b"}, " "), map[string]dossier.Code{"words": dossier.CodeReasonsRequired}},
		"none in particular": {w.s.ExplainPortal(t.Context(), w.drafter, round, nil, "Зато."), map[string]dossier.Code{"ids": dossier.CodePortalChoose}},
		"what is the same":   {w.s.ExplainPortal(t.Context(), w.drafter, round, []string{"a"}, "Зато."), map[string]dossier.Code{"ids": dossier.CodePortalChoose}},
	} {
		if diff := cmp.Diff(c.want, fieldsOf(c.err)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if err := w.s.ExplainPortal(t.Context(), w.stranger, round, []string{"b", "c"}, "Зато."); dossier.CodeOf(err) != dossier.CodeNotYourBody {
		t.Errorf("a passer-by explains: %v", err)
	}
	err = w.s.ExplainPortal(t.Context(), w.drafter, round, []string{"b", "c"}, "Аутор је на порталу изменио, односно повукао коментар.")
	if err != nil {
		t.Fatal(err)
	}
	st, err := w.s.PortalState(t.Context(), round)
	if err != nil || st.Unexplained != 0 || st.Differ != 2 {
		t.Errorf("explained: %+v, %v", st, err)
	}
	told, err := w.s.PortalDifferences(t.Context(), round, nil, 10)
	if err != nil || len(told) != 2 || told[0].By != "Цртач Први" || told[0].ID != "b" || told[1].Line != 0 {
		t.Errorf("explained: %+v, %v", told, err)
	}
	// Another difference of the same comment is not what was explained.
	_, err = w.s.BringPortalFile(t.Context(), w.drafter, round, w.portalFile(day, "a", "Први.", "b", "Други, измењен опет.", "d", "Четврти."))
	if err != nil {
		t.Fatal(err)
	}
	if got := declare(); got != dossier.CodePortalDiffers {
		t.Errorf("it differs in another way: got %s", got)
	}
	_, said, _, err := w.s.EntryOf(t.Context(), w.drafter, w.receiptOf(round, 2))
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.s.CorrectEntry(t.Context(), w.drafter, store.EntryCorrection{ReceiptNo: w.receiptOf(round, 2), Key: "1", Reason: "Као на порталу.", Channel: dossier.Portal, SentOn: day, Name: said.Author,
		Comments: []dossier.NewComment{{Document: dossier.ActDocument, Provision: submission("x").Comments[0].Provision, Kind: submission("x").Comments[0].Kind, Body: "Други, измењен опет."}}})
	if err != nil {
		t.Fatal(err)
	}
	if got := declare(); got != "" {
		t.Errorf("corrected and explained: got %s", got)
	}
	log, err := w.s.Log(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	if n := w.count(`SELECT count(*) FROM log_leaves WHERE kind IN ('` + string(ledger.LateEntry) + `', '` + string(ledger.RoundClosed) + `')`); n != 2 {
		t.Errorf("%d leaves of a late entry and a final closing in a log of %d, want one each", n, log.Size)
	}
	_, err = w.s.BringPortalFile(t.Context(), w.drafter, round, late)
	if dossier.CodeOf(err) != dossier.CodeClosingFinal {
		t.Errorf("after it is final: %v", err)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the log is not as the record is: %s", said)
	}
}

// receiptOf returns the number of the receipt of a comment.
func (w *world) receiptOf(round string, number int) string {
	w.t.Helper()
	var no string
	err := w.s.DB().QueryRowContext(w.t.Context(), `SELECT s.receipt_no FROM comments c JOIN submissions s ON s.id = c.submission WHERE c.round = $1 AND c.number = $2`, round, number).Scan(&no)
	if err != nil {
		w.t.Fatal(err)
	}
	return no
}
