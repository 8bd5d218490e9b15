package store_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestWhatMayBeTheDocumentOfAConclusion(t *testing.T) {
	w, secretary := decidedWorld(t, rehearsal())
	bring := func(person string, d store.NewDocument) string {
		_, err := w.s.BringConclusion(t.Context(), person, w.ref, d)
		var p *dossier.Problem
		if err == nil {
			return ""
		}
		if !errors.As(err, &p) {
			t.Fatal(err)
		}
		said := string(p.Code)
		for _, f := range p.Fields {
			said += ", " + f.Name + " " + string(f.Code)
		}
		return said
	}
	pdf := []byte("%PDF-1.7 закључак")
	if got := bring(secretary, store.NewDocument{Name: "z.pdf", Bytes: pdf}); got != "not_found" {
		t.Errorf("in a stage of the ministry: got %q", got)
	}
	w.collected()
	zip := append([]byte("PK\x03\x04"), make([]byte, 30)...)
	for _, c := range []struct {
		name, file string
		bytes      []byte
		want       string
	}{
		{"a PDF", "Закључак.PDF", pdf, ""},
		{"a Word document", "z.docx", zip, ""},
		{"an open document", "z.odt", zip, ""},
		{"a scan", "z.png", []byte("\x89PNG\x0d\x0a\x1a\x0a"), ""},
		{"a photograph", "z.jpeg", []byte("\xff\xd8\xff\xe0"), ""},
		{"a plain text", "z.txt", []byte("Закључак"), ""},
		{"as long as it may be", "z.pdf", append([]byte("%PDF-1.7 "), make([]byte, 8<<20-9)...), ""},
		{"a byte longer", "z.pdf", append([]byte("%PDF-1.7 "), make([]byte, 8<<20-8)...), "invalid, content too_large"},
		{"nothing", "z.txt", nil, "invalid, content document_empty"},
		{"a page of the web", "z.html", []byte("<html><script>alert(1)</script>"), "invalid, content conclusion_document_type"},
		{"a page that is called a text", "z.txt", []byte("<html><script>alert(1)</script>"), "invalid, content conclusion_document_type"},
		{"a program that is called a PDF", "z.pdf", []byte("MZ\x90\x00\x03"), "invalid, content conclusion_document_type"},
		{"an archive", "z.zip", zip, "invalid, content conclusion_document_type"},
		{"without an end to its name", "zakljucak", pdf, "invalid, content conclusion_document_type"},
		{"a name with a path", "../z.pdf", pdf, "invalid, name document_name_invalid"},
		{"a long name", strings.Repeat("з", 197) + ".pdf", pdf, "invalid, name document_name_invalid"},
	} {
		if got := bring(secretary, store.NewDocument{Name: c.file, Bytes: c.bytes}); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	for name, person := range map[string]string{"a drafter": w.drafter, "a signer": w.signerA, "another ministry": w.stranger} {
		if got := bring(person, store.NewDocument{Name: "z.html"}); got == "" || strings.HasPrefix(got, "invalid") {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func TestTheDocumentOfAConclusionIsKept(t *testing.T) {
	w, secretary := decidedWorld(t, rehearsal())
	other := storetest.Person(t, w.s, "Секретар Други", "KOLEGIJUM secretary")
	w.addAct(draft)
	w.collected()
	bytes := []byte("%PDF-1.7 закључак о расправи")
	sum := sha256.Sum256(bytes)
	hash := hex.EncodeToString(sum[:])
	record := session("required", func(a *dossier.Args) { a.Document, a.SHA256 = "zakljucak.pdf", hash })
	w.refuses("before it was brought", secretary, dossier.RecordConclusion, record, dossier.CodeNotBrought)
	_, err := w.s.BringConclusion(t.Context(), other, w.ref, store.NewDocument{Name: "zakljucak.pdf", Bytes: bytes})
	if err != nil {
		t.Fatal(err)
	}
	w.refuses("when another brought it", secretary, dossier.RecordConclusion, record, dossier.CodeNotBrought)
	for _, b := range [][]byte{bytes, []byte("%PDF-1.7 друго")} {
		_, err = w.s.BringConclusion(t.Context(), secretary, w.ref, store.NewDocument{Name: "05-1.pdf", Bytes: b})
		if err != nil {
			t.Fatal(err)
		}
	}
	w.refuses("when another was brought since", secretary, dossier.RecordConclusion, record, dossier.CodeNotBrought)
	_, err = w.s.BringConclusion(t.Context(), secretary, w.ref, store.NewDocument{Name: "05-1.pdf", Bytes: bytes})
	if err != nil {
		t.Fatal(err)
	}
	no := w.stageNo
	_, err = w.s.ConclusionDocument(t.Context(), secretary, w.ref, no)
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("before it is recorded: %v", err)
	}
	w.do(secretary, dossier.RecordConclusion, record)

	got, err := w.s.ConclusionDocument(t.Context(), w.drafter, w.ref, no)
	if diff := cmp.Diff(store.ConclusionDocument{Name: "05-1.pdf", MediaType: "application/pdf", SHA256: hash, Bytes: bytes}, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if c := w.see(w.drafter).Stages[no-1].Conclude; c.Document != "05-1.pdf" || c.SHA256 != hash || c.Size != int64(len(bytes)) {
		t.Errorf("the dossier says %+v", c)
	}
	for name, try := range map[string]struct {
		viewer string
		no     int
	}{"who does not see the dossier": {w.stranger, no}, "the public": {"", no}, "of a stage without one": {w.drafter, no - 1}, "of no stage": {w.drafter, 99}} {
		_, err = w.s.ConclusionDocument(t.Context(), try.viewer, w.ref, try.no)
		if dossier.CodeOf(err) != dossier.CodeNotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
	w.publish()
	_, err = w.s.ConclusionDocument(t.Context(), "", w.ref, no)
	if seen := w.see("").Stages[no-1].Conclude != nil; err != nil || !seen {
		t.Errorf("the public, of a public dossier: %v, %t", err, seen)
	}
}
