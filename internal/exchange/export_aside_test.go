package exchange

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/sheet"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// TestWhatIsSetAsideIsToldApartFromWhatIsUnanswered has one comment wait, one be proposed
// to be set aside by one officer alone, and five be set aside by two, of which three are
// contested.
func TestWhatIsSetAsideIsToldApartFromWhatIsUnanswered(t *testing.T) {
	s, round := storetest.OpenRound(t)
	one, two, third := storetest.Person(t, s, "Друга Рука", "MTEST drafter"), storetest.Person(t, s, "Трећа Рука", "MTEST drafter"), storetest.Person(t, s, "Четврта Рука", "MTEST signer")
	sub := dossier.Submission{Lang: "sr-Cyrl", Author: dossier.Author{Kind: dossier.Anonymous}}
	for _, text := range []string{"Чека.", "Један официр.", "О времену.", "Грубо.", "Чека.", "Оспорено и чека.", "Оспорено и остаје.", "Оспорено и враћено."} {
		sub.Comments = append(sub.Comments, dossier.NewComment{Document: dossier.ActDocument, Kind: dossier.Remark, Body: text})
	}
	got, err := s.NewIntake(t.Context(), 1).Submit(t.Context(), store.Delivery{Round: round, Key: "k", Submission: sub})
	if err != nil {
		t.Fatal(err)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	asides := map[int]string{}
	for number, ground := range map[int]dossier.AsideGround{2: dossier.OffTopic, 3: dossier.OffTopic, 4: dossier.Insulting, 5: dossier.SameText, 6: dossier.OffTopic, 7: dossier.OffTopic, 8: dossier.OffTopic} {
		n := dossier.Setting{Comment: got.Comments[number-1], Ground: ground, Reasons: "Није о закону."}
		if ground == dossier.SameText {
			n.SameAs = 1
		}
		asides[number], err = s.ProposeAside(t.Context(), one, n)
		must(err)
		if number != 2 {
			must(s.ConfirmAside(t.Context(), two, asides[number]))
		}
		if number > 5 {
			must(s.Contest(t.Context(), store.Contest{ReceiptNo: got.ReceiptNo, Secret: got.Secret, Comment: n.Comment, Statement: "Јесте."}))
		}
	}
	must(s.SettleContest(t.Context(), third, asides[7], false, "Остаје."))
	must(s.SettleContest(t.Context(), third, asides[8], true, "Ипак јесте."))

	want := map[string][]string{ // outcome, state, ground, the same as, reasons, contest and what was said of that
		"1": {"", "", "", "", "", "", ""}, "2": {"", "", "", "", "", "", ""}, "3": {"set_aside", "set_aside", "off_topic", "", "Није о закону.", "", ""},
		"4": {"set_aside", "set_aside", "insulting", "", "Није о закону.", "", ""}, "5": {"set_aside", "set_aside", "same_text", "1", "Није о закону.", "", ""},
		"6": {"set_aside", "set_aside", "off_topic", "", "Није о закону.", "open", ""}, "7": {"set_aside", "set_aside", "off_topic", "", "Није о закону.", "upheld", "Остаје."},
		"8": {"", "", "off_topic", "", "Није о закону.", "reinstated", "Ипак јесте."},
	}
	const aside, ground = "Izdvojen, bez odgovora", "Razlog izdvajanja: nije u vezi s temom savjetovanja. Obrazloženje: Није о закону."
	croatian := map[string][]string{
		"1": {"Чека.", "Ne postoji odgovor", ""}, "2": {"Један официр.", "Ne postoji odgovor", ""}, "3": {"О времену.", aside, ground},
		"4": {"[Tekst izdvojenog komentara ne prikazuje se]", aside, "Razlog izdvajanja: uvredljiv sadržaj. Obrazloženje: Није о закону."},
		"5": {"Чека.", aside, "Razlog izdvajanja: isti tekst istog podnositelja, kao komentar 1. Obrazloženje: Није о закону."},
		"6": {"Оспорено и чека.", aside, ground + "\nPodnositelj osporava izdvajanje; o tome još nije odlučeno."},
		"7": {"Оспорено и остаје.", aside, ground + "\nPodnositelj je osporio izdvajanje; komentar ostaje izdvojen. Остаје."},
		"8": {"Оспорено и враћено.", "Ne postoji odgovor", ground + "\nKomentar je bio izdvojen i ponovno je uvršten, jer je podnositelj to osporio. Ипак јесте."},
	}
	for _, viewer := range []string{"", one} {
		for _, f := range []sheet.Format{sheet.CSV, sheet.XLSX, sheet.JSONLines} {
			full, hr := map[string][]string{}, map[string][]string{}
			for shape, read := range map[Shape]func(cell func(string) string){
				Full: func(cell func(string) string) {
					full[cell("number")] = []string{cell("outcome"), cell("state"), cell("set_aside_ground"), cell("set_aside_same_as"), cell("set_aside_reasons"), cell("contest"), cell("contest_reasons")}
					for name, is := range map[string]bool{"set_aside_at": cell("set_aside_ground") != "", "contested_at": cell("contest") != "", "contest_settled_at": cell("contest_reasons") != ""} {
						if (cell(name) != "") != is {
							t.Errorf("%s: %s of comment %s is %q", f, name, cell("number"), cell(name))
						}
					}
				},
				Croatian: func(cell func(string) string) {
					hr[cell("redni broj")] = []string{cell("komentar"), cell("status odgovora"), cell("odgovor")}
				},
			} {
				b := exported(t, s, Export{Round: round, Viewer: viewer, Shape: shape, Format: f})
				for row := range sheet.Rows(bytes.NewReader(b), int64(len(b)), f) {
					if row.Err != nil {
						t.Fatal(row.Err)
					}
					read(func(name string) string { return row.Cells[name] })
				}
			}
			if diff := cmp.Diff(want, full); diff != "" {
				t.Errorf("%s for %q (-want +got): %s", f, viewer, diff)
			}
			if diff := cmp.Diff(croatian, hr); diff != "" {
				t.Errorf("%s for %q, as in Croatia (-want +got): %s", f, viewer, diff)
			}
		}
	}
}

// TestAnExportIsReadBackWithWhatWasSetAside reads the columns of an export back in: what
// became of a comment is passed over, and its words go in.
func TestAnExportIsReadBackWithWhatWasSetAside(t *testing.T) {
	cells := map[string]string{"body": "Рок је кратак."}
	for _, name := range fullColumns {
		if strings.HasPrefix(name, "set_aside_") || strings.HasPrefix(name, "contest") || strings.HasPrefix(name, "attachment") || name == "state" {
			cells[name] = "нешто"
		}
	}
	one, faults := newReader("91000077").read(sheet.Row{Line: 2, Cells: cells})
	if len(cells) != 13 || len(faults) != 0 || one.Submission.Comments[0].Body != "Рок је кратак." {
		t.Errorf("%d columns: %v, %+v", len(cells), faults, one)
	}
}
