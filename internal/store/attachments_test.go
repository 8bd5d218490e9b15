package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
)

const portable = "%PDF-1.4\n1 0 obj\n<< /Author (Petar) >>\nendobj\ntrailer\n<< /Info 1 0 R >>\nstartxref\n9\n%%EOF\n"

func (w *world) attach(name string) store.Attachment {
	w.t.Helper()
	a, err := w.s.AddAttachment(w.t.Context(), name, []byte(portable))
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

func nobodys(string) string { return "" }

func withFiles(files ...string) dossier.Submission {
	s := submission("Прилажем пример.")
	s.Comments[0].Attachments = files
	return s
}

func TestAFileComesWithItsComment(t *testing.T) {
	w, round := inRound(t)
	in := w.s.NewIntake(t.Context(), 1)
	first, second := w.attach(`C:\skenovi\Пример.pdf`), w.attach("drugi.pdf")
	waiting, err := w.s.WaitingAttachments(t.Context(), []string{second.ID, "no id", first.ID})
	if diff := cmp.Diff([]store.Attachment{second, first}, waiting); err != nil || diff != "" {
		t.Errorf("waiting (-want +got): %v\n%s", err, diff)
	}
	_, _, err = w.s.AttachmentFile(t.Context(), w.drafter, first.ID, nobodys)
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("before it is sent: got %v, want not_found", err)
	}
	got, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: "a", Submission: withFiles(second.ID, first.ID)})
	if err != nil {
		t.Fatal(err)
	}
	receipt, err := ledger.ParseReceipt(got.Receipt)
	if err != nil {
		t.Fatal(err)
	}
	content := ledger.CommentContent{Document: "act", Provision: "art_2", Kind: "remark", Body: "Прилажем пример.",
		Attachments: []string{"sha256:" + second.SHA256(), "sha256:" + first.SHA256()}}
	err = opensFirst(t, receipt, content)
	if err != nil {
		t.Errorf("the receipt holds to the files: %v", err)
	}
	content.Attachments = content.Attachments[:1]
	err = opensFirst(t, receipt, content)
	if !errors.Is(err, ledger.ErrCommitment) {
		t.Errorf("with a file less: got %v, want %v", err, ledger.ErrCommitment)
	}
	of, err := w.s.Attachments(t.Context(), got.Comments)
	if diff := cmp.Diff(map[string][]store.Attachment{got.Comments[0]: {second, first}}, of); err != nil || diff != "" {
		t.Errorf("of the comment (-want +got): %v\n%s", err, diff)
	}
	file, b, err := w.s.AttachmentFile(t.Context(), "", first.ID, nobodys)
	if err != nil || file.Name != "Пример.pdf" || file.MediaType != "application/pdf" || bytes.Contains(b, []byte("Petar")) {
		t.Errorf("got %+v %q, %v", file, b, err)
	}
	again, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: "a", Submission: withFiles(second.ID, first.ID)})
	if err != nil || !again.Replayed || again.ReceiptNo != got.ReceiptNo {
		t.Errorf("sent again: %+v, %v", again, err)
	}
	w.tampers("rounds", `UPDATE rounds SET show_comments = false`)
	_, _, err = w.s.AttachmentFile(t.Context(), "", first.ID, nobodys)
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("before comments are shown: got %v, want not_found", err)
	}
	_, _, err = w.s.AttachmentFile(t.Context(), "", first.ID, func(no string) string {
		if no != got.ReceiptNo {
			t.Errorf("the secret of %s is asked for, want %s", no, got.ReceiptNo)
		}
		return got.Secret
	})
	if err != nil {
		t.Errorf("with the secret: %v", err)
	}
}

func TestAFileIsUsedOnce(t *testing.T) {
	w, round := inRound(t)
	in := w.s.NewIntake(t.Context(), 2)
	file := w.attach("a.pdf")
	const senders = 20
	errs := make([]error, senders)
	var wg sync.WaitGroup
	for i := range senders {
		wg.Go(func() {
			_, errs[i] = in.Submit(t.Context(), store.Delivery{Round: round, Key: fmt.Sprint(i), Submission: withFiles(file.ID)})
		})
	}
	wg.Wait()
	taken := 0
	for i, err := range errs {
		var p *dossier.Problem
		switch {
		case err == nil:
			taken++
		case !errors.As(err, &p) || len(p.Fields) != 1 || p.Fields[0].Name != "comments[0].attachments[0]" || p.Fields[0].Code != dossier.CodeAttachmentUnknown:
			t.Errorf("sender %d: got %v, want attachment_unknown", i, err)
		}
	}
	if taken != 1 {
		t.Errorf("taken with %d submissions, want 1", taken)
	}
}

func TestAFileWaitsADay(t *testing.T) {
	w, round := inRound(t)
	in := w.s.NewIntake(t.Context(), 1)
	old, kept, fresh := w.attach("a.pdf"), w.attach("b.pdf"), w.attach("c.pdf")
	_, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: "a", Submission: withFiles(kept.ID)})
	if err != nil {
		t.Fatal(err)
	}
	w.exec(`UPDATE attachments SET uploaded_at = uploaded_at - interval '25 hours' WHERE id <> $1`, fresh.ID)
	n, err := w.s.PurgeExpired(t.Context())
	if err != nil || n != 1 {
		t.Errorf("purged %d, %v; want 1", n, err)
	}
	_, err = in.Submit(t.Context(), store.Delivery{Round: round, Key: "b", Submission: withFiles(old.ID)})
	if dossier.CodeOf(err) != dossier.CodeInvalid {
		t.Errorf("after its day: got %v, want invalid", err)
	}
	for _, one := range []store.Attachment{kept, fresh} {
		b, err := w.s.AttachmentBytes(t.Context(), one.ID)
		if err != nil || len(b) == 0 {
			t.Errorf("%s: %v", one.Name, err)
		}
	}
	if b, err := w.s.AttachmentBytes(t.Context(), old.ID); err == nil {
		t.Errorf("there are still %d bytes of it", len(b))
	}
}

func TestAFileThatIsRefusedSaysWhy(t *testing.T) {
	w, _ := inRound(t)
	for data, want := range map[string]dossier.Code{"": dossier.CodeAttachmentEmpty, "<svg/>": dossier.CodeAttachmentKind, "%PDF-1.4": dossier.CodeAttachmentDamaged} {
		_, err := w.s.AddAttachment(t.Context(), "a.pdf", []byte(data))
		var p *dossier.Problem
		if !errors.As(err, &p) || len(p.Fields) != 1 || p.Fields[0].Name != "file" || p.Fields[0].Code != want {
			t.Errorf("%q: got %v, want %s", data, err, want)
		}
	}
}

// TestAFileThatTellsOfItsMakerIsToldOfUntilItIsSent, and to nobody after that.
func TestAFileThatTellsOfItsMakerIsToldOfUntilItIsSent(t *testing.T) {
	w, round := inRound(t)
	signed := w.attachBytes("potpisan.pdf", strings.Replace(portable, "/Info", "/ByteRange [0 1 2 3] /Info", 1))
	plain := w.attach("obican.pdf")
	waiting, err := w.s.WaitingAttachments(t.Context(), []string{signed.ID, plain.ID})
	if err != nil || len(waiting) != 2 || !waiting[0].Telling || waiting[1].Telling {
		t.Fatalf("while it waits: %+v, %v", waiting, err)
	}
	got, err := w.s.NewIntake(t.Context(), 1).Submit(t.Context(), store.Delivery{Round: round, Key: "a", Submission: withFiles(signed.ID)})
	if err != nil {
		t.Fatal(err)
	}
	kept, err := w.s.Attachments(t.Context(), got.Comments)
	if err != nil || len(kept[got.Comments[0]]) != 1 || kept[got.Comments[0]][0].Telling {
		t.Errorf("once it is sent: %+v, %v", kept, err)
	}
}
