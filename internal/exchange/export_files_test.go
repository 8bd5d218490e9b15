package exchange

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/sheet"
	"github.com/rasprava/rasprava/internal/store"
)

const portable = "%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\nstartxref\n9\n%%EOF\n"

// TestAnExportNamesTheFilesOfComments has two files, one of them with the name of a formula, come
// with one comment, and reads the table back in.
func TestAnExportNamesTheFilesOfComments(t *testing.T) {
	s, im := collecting(t)
	var kept []store.Attachment
	sub := dossier.Submission{Lang: "sr-Cyrl", Author: dossier.Author{Kind: dossier.Anonymous}}
	for _, text := range []string{"Прилажем.", "Без прилога."} {
		sub.Comments = append(sub.Comments, dossier.NewComment{Document: dossier.ActDocument, Kind: dossier.Remark, Body: text})
	}
	for _, name := range []string{"=1+1.pdf", "Пример; други.pdf"} {
		a, err := s.AddAttachment(t.Context(), name, []byte(portable))
		if err != nil {
			t.Fatal(err)
		}
		kept, sub.Comments[0].Attachments = append(kept, a), append(sub.Comments[0].Attachments, a.ID)
	}
	_, err := s.NewIntake(t.Context(), 1).Submit(t.Context(), store.Delivery{Round: im.Round, Key: "k", Submission: sub})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{"Без прилога.": {"", "", ""}, "Прилажем.": {kept[0].Name + "\n" + kept[1].Name,
		"/api/v1/attachments/" + kept[0].ID + "\n/api/v1/attachments/" + kept[1].ID, kept[0].SHA256() + "\n" + kept[1].SHA256()}}
	for _, f := range []sheet.Format{sheet.CSV, sheet.XLSX, sheet.JSONLines} {
		b := exported(t, s, Export{Round: im.Round, Shape: Full, Format: f})
		got := map[string][]string{}
		r := newReader("91000077")
		for row := range sheet.Rows(bytes.NewReader(b), int64(len(b)), f) {
			got[row.Cells["body"]] = []string{row.Cells["attachments"], row.Cells["attachment_addresses"], row.Cells["attachment_sha256"]}
			if in, faults := r.read(row); len(faults) != 0 || len(in.Submission.Comments[0].Attachments) != 0 {
				t.Errorf("%s: read back as %+v, %v", f, in, faults)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got): %s", f, diff)
		}
		if cell := []byte(";\"=1+1"); f == sheet.CSV && (bytes.Contains(b, cell) || !bytes.Contains(b, []byte(";\"'=1+1"))) {
			t.Errorf("the name of a file is a formula: %s", b)
		}
	}
}
