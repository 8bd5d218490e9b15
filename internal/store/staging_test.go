package store_test

import (
	"bytes"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// beforeRound is a dossier in a consultation that is not launched yet: it takes
// the text.
func beforeRound(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, "test.two_stage", rehearsal())
	w.publish()
	return w
}

func (w *world) stageDoc(kind dossier.DocumentKind, name, text string) int {
	w.t.Helper()
	position, err := w.s.Stage(w.t.Context(), w.drafter, w.ref, store.NewDocument{Kind: kind, Name: name, Bytes: []byte(text)})
	if err != nil {
		w.t.Fatalf("stage %s: %v", name, err)
	}
	return position
}

func (w *world) staged(person string) store.StagedView {
	w.t.Helper()
	v, err := w.s.Staged(w.t.Context(), person, w.ref)
	if err != nil {
		w.t.Fatalf("read what is staged: %v", err)
	}
	return v
}

// listed returns kind, position and name of what is staged.
func listed(v store.StagedView) []string {
	out := []string{}
	for _, d := range v.Documents {
		out = append(out, string(d.Kind)+" "+string(rune('0'+d.Position))+" "+d.Name)
	}
	for _, k := range v.Removed {
		out = append(out, "without "+string(k))
	}
	return out
}

func TestAVersionIsPutTogetherAndThenSaved(t *testing.T) {
	w := beforeRound(t)
	w.addAct(draft)
	w.stageDoc("financial_statement", "izjava.txt", "Прва изјава.")
	w.stageDoc(dossier.ActDocument, "prvi.txt", draft)
	second := strings.ReplaceAll(draft, "30 дана", "20 дана") + "\nЧлан 4.\nОвај закон ступа на снагу осмог дана.\n"
	w.stageDoc(dossier.ActDocument, "drugi.txt", second)
	if p := w.stageDoc("financial_statement", "prilog.txt", "Прилог."); p != 2 {
		t.Errorf("the second document of a kind: got position %d, want 2", p)
	}
	if p := w.stageDoc("financial_statement", "izjava.txt", "Друга изјава."); p != 1 {
		t.Errorf("a document of the same name: got position %d, want 1", p)
	}
	v := w.staged(w.drafter)
	if diff := cmp.Diff([]string{"act 1 drugi.txt", "financial_statement 1 izjava.txt", "financial_statement 2 prilog.txt"}, listed(v)); diff != "" {
		t.Errorf("staged (-want +got):\n%s", diff)
	}
	if v.Began != 1 || v.PackageNo != 1 || len(v.Result) != 3 || v.Result[0].Since != 2 {
		t.Errorf("got %+v", v)
	}
	if v.Act == nil || v.Act.Title != "ЗАКОН О ПРОБАМА" || v.Act.Counts[act.KindArticle] != 3 || v.Act.Changes.Articles.Added != 1 || v.Act.Changes.Articles.Edited != 1 {
		t.Fatalf("what was understood: got %+v", v.Act)
	}
	if len(v.Act.Warnings) != 1 || v.Act.Warnings[0].Code != act.WarnGap || v.Act.Warnings[0].Line == 0 {
		t.Errorf("warnings: got %+v", v.Act.Warnings)
	}
	text, _, changes, err := w.s.StagedAct(t.Context(), w.drafter, w.ref)
	if err != nil || text.Find("art_2") == nil || len(changes.Changes) != 2 {
		t.Errorf("preview: %v", err)
	}
	if v := w.staged(w.second); len(listed(v)) != 0 || v.Began != 0 {
		t.Errorf("a colleague sees %+v", v)
	}
	added, err := w.s.SaveStaged(t.Context(), w.drafter, w.ref, "", 0, dossier.ByComments, "Рок је скраћен.")
	if err != nil {
		t.Fatal(err)
	}
	if added.No != 2 || added.ActHash != text.Hash || len(added.Warnings) != 1 {
		t.Errorf("saved: got %+v", added)
	}
	p, _, err := w.s.Package(t.Context(), w.drafter, w.ref, 2)
	if err != nil || len(p.Documents) != 3 || p.Note != "Рок је скраћен." || p.Documents[0].Name != "drugi.txt" {
		t.Errorf("the version: got %+v %v", p, err)
	}
	if v := w.staged(w.drafter); len(listed(v)) != 0 || v.PackageNo != 2 {
		t.Errorf("after it was saved: got %+v", v)
	}
	_, err = w.s.SaveStaged(t.Context(), w.drafter, w.ref, "", 0, dossier.ByComments, "")
	if dossier.CodeOf(err) != dossier.CodeNothingStaged {
		t.Errorf("saved again: got %v, want nothing_staged", err)
	}
}

func TestADocumentFallsAwayWithTheNextVersion(t *testing.T) {
	w := beforeRound(t)
	w.addAct(draft)
	w.stageDoc("financial_statement", "izjava.txt", "Изјава.")
	err := w.s.StageRemoval(t.Context(), w.drafter, w.ref, "financial_statement")
	if dossier.CodeOf(err) != dossier.CodeDocumentUnknown {
		t.Errorf("what is in no version: got %v, want document_unknown", err)
	}
	_, err = w.s.SaveStaged(t.Context(), w.drafter, w.ref, "", 0, dossier.DocumentsReason, "")
	if err != nil {
		t.Fatal(err)
	}
	w.stageDoc("financial_statement", "nova.txt", "Нова изјава.")
	err = w.s.StageRemoval(t.Context(), w.drafter, w.ref, "financial_statement")
	if err != nil {
		t.Fatal(err)
	}
	v := w.staged(w.drafter)
	if diff := cmp.Diff([]string{"without financial_statement"}, listed(v)); diff != "" || len(v.Result) != 1 {
		t.Errorf("staged %+v (-want +got):\n%s", v.Result, diff)
	}
	w.stageDoc("financial_statement", "nova.txt", "Нова изјава.")
	if diff := cmp.Diff([]string{"financial_statement 1 nova.txt"}, listed(w.staged(w.drafter))); diff != "" {
		t.Errorf("thought better of it (-want +got):\n%s", diff)
	}
	err = w.s.Unstage(t.Context(), w.drafter, w.ref, "financial_statement", 7)
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("unstage what is not there: got %v, want not_found", err)
	}
	err = w.s.Unstage(t.Context(), w.drafter, w.ref, "financial_statement", 1)
	if err != nil || len(listed(w.staged(w.drafter))) != 0 {
		t.Errorf("unstage: %v", err)
	}
	err = w.s.StageRemoval(t.Context(), w.drafter, w.ref, "financial_statement")
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.s.SaveStaged(t.Context(), w.drafter, w.ref, "", 0, dossier.DocumentsReason, "")
	if err != nil {
		t.Fatal(err)
	}
	p, _, err := w.s.Package(t.Context(), w.drafter, w.ref, 3)
	if err != nil || len(p.Documents) != 1 {
		t.Errorf("got %+v %v", p.Documents, err)
	}
}

func TestAVersionThatCameMeanwhileIsNotOverwrittenUnseen(t *testing.T) {
	w := beforeRound(t)
	w.addAct(draft)
	w.stageDoc(dossier.ActDocument, "moj.txt", strings.ReplaceAll(draft, "30 дана", "10 дана"))
	_, err := w.s.AddPackage(t.Context(), w.second, store.NewPackage{Ref: w.ref, Reason: dossier.OwnInitiative,
		Documents: []store.NewDocument{{Kind: dossier.ActDocument, Name: "njen.txt", Bytes: []byte(strings.ReplaceAll(draft, "30 дана", "20 дана"))}}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.s.SaveStaged(t.Context(), w.drafter, w.ref, "", 0, dossier.OwnInitiative, "")
	var p *dossier.Problem
	if !errors.As(err, &p) || p.Code != dossier.CodeVersionBetween || p.Params["began"] != "1" || p.Params["now"] != "2" {
		t.Fatalf("got %v, want version_between 1 and 2", err)
	}
	v := w.staged(w.drafter)
	if v.Began != 1 || v.PackageNo != 2 || len(v.Documents) != 1 {
		t.Errorf("nothing is lost: got %+v", v)
	}
	added, err := w.s.SaveStaged(t.Context(), w.drafter, w.ref, "", v.PackageNo, dossier.OwnInitiative, "")
	if err != nil || added.No != 3 {
		t.Errorf("having seen it: got %+v %v", added, err)
	}
}

func TestWhatCannotBeAddedIsNotStaged(t *testing.T) {
	w := beforeRound(t)
	big := bytes.Repeat([]byte("а"), 4<<20)
	tests := []struct {
		name   string
		person string
		doc    store.NewDocument
		want   dossier.Code
		field  string
		code   dossier.Code
	}{
		{"an unknown kind", w.drafter, store.NewDocument{Kind: "novel", Name: "a.txt", Bytes: []byte("а")}, dossier.CodeInvalid, "kind", dossier.CodeDocumentUnknown},
		{"a name with a path", w.drafter, store.NewDocument{Kind: dossier.ActDocument, Name: "a/b.txt", Bytes: []byte("а")}, dossier.CodeInvalid, "name", dossier.CodeDocumentName},
		{"nothing", w.drafter, store.NewDocument{Kind: dossier.ActDocument, Name: "a.txt"}, dossier.CodeInvalid, "content", dossier.CodeDocumentEmpty},
		{"an act that is no text", w.drafter, store.NewDocument{Kind: dossier.ActDocument, Name: "a.txt", Bytes: []byte("Члан \xff")}, dossier.CodeInvalid, "content", dossier.CodeNotUTF8},
		{"one that is too long", w.drafter, store.NewDocument{Kind: "financial_statement", Name: "a.pdf", Bytes: append(big, 'a')}, dossier.CodeInvalid, "content", dossier.CodeTooLarge},
		{"a signer's", w.signerA, store.NewDocument{Kind: dossier.ActDocument, Name: "a.txt", Bytes: []byte(draft)}, dossier.CodeWrongRole, "", ""},
		{"another body's", w.stranger, store.NewDocument{Kind: dossier.ActDocument, Name: "a.txt", Bytes: []byte(draft)}, dossier.CodeNotYourBody, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := w.s.Stage(t.Context(), tt.person, w.ref, tt.doc)
			if dossier.CodeOf(err) != tt.want {
				t.Fatalf("got %v, want %s", err, tt.want)
			}
			var p *dossier.Problem
			if tt.field != "" && (!errors.As(err, &p) || len(p.Fields) != 1 || p.Fields[0].Name != tt.field || p.Fields[0].Code != tt.code) {
				t.Errorf("got %v, want %s:%s", err, tt.field, tt.code)
			}
		})
	}
	for name, ask := range map[string]func() error{
		"read":    func() error { _, err := w.s.Staged(t.Context(), w.stranger, w.ref); return err },
		"preview": func() error { _, _, _, err := w.s.StagedAct(t.Context(), w.stranger, w.ref); return err },
		"unstage": func() error { return w.s.Unstage(t.Context(), w.stranger, w.ref, dossier.ActDocument, 1) },
		"remove":  func() error { return w.s.StageRemoval(t.Context(), w.stranger, w.ref, dossier.ActDocument) },
	} {
		if err := ask(); dossier.CodeOf(err) != dossier.CodeNotYourBody {
			t.Errorf("%s by another body: got %v", name, err)
		}
	}
	w.addAct(draft)
	w.stageDoc(dossier.ActDocument, "a.txt", draft)
	w.publish() // the round freezes the text
	_, err := w.s.Stage(t.Context(), w.drafter, w.ref, store.NewDocument{Kind: dossier.ActDocument, Name: "a.txt", Bytes: []byte(draft)})
	if dossier.CodeOf(err) != dossier.CodeTextClosed {
		t.Errorf("while the text is frozen: got %v, want text_closed", err)
	}
	d, err := w.s.StagedBytes(t.Context(), w.drafter, w.ref, dossier.ActDocument, 1)
	if err != nil || string(d.Bytes) != draft {
		t.Errorf("what was staged before is not lost: %v", err)
	}
	_, err = w.s.StagedBytes(t.Context(), w.second, w.ref, dossier.ActDocument, 1)
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("a colleague's: got %v, want not_found", err)
	}
}

func TestWhatIsStagedIsBounded(t *testing.T) {
	w := beforeRound(t)
	for i := range 6 {
		w.stageDoc("financial_statement", string(rune('a'+i))+".pdf", strings.Repeat("x", 8<<20))
	}
	var wg sync.WaitGroup
	codes := make([]dossier.Code, 4)
	for i := range codes {
		wg.Go(func() {
			_, err := w.s.Stage(t.Context(), w.drafter, w.ref, store.NewDocument{Kind: "impact_assessment", Name: "x.pdf", Bytes: []byte("x")})
			codes[i] = dossier.CodeOf(err)
		})
	}
	wg.Wait()
	for _, c := range codes {
		if c != dossier.CodeStagedFull {
			t.Errorf("got %s, want staged_too_large", c)
		}
	}
	w.exec(`DELETE FROM staged_documents`)
	for i := range 50 {
		w.stageDoc("financial_statement", strings.Repeat("a", i+1), "x")
	}
	_, err := w.s.Stage(t.Context(), w.drafter, w.ref, store.NewDocument{Kind: "impact_assessment", Name: "x.pdf", Bytes: []byte("x")})
	if dossier.CodeOf(err) != dossier.CodeTooManyDocuments {
		t.Errorf("the 51st: got %v, want too_many_documents", err)
	}
	_, err = w.s.Stage(t.Context(), w.second, w.ref, store.NewDocument{Kind: "impact_assessment", Name: "x.pdf", Bytes: []byte("x")})
	if err != nil {
		t.Errorf("a colleague, who has their own: %v", err)
	}
}

func TestWhatIsStagedIsForgottenThirtyDaysAfterTheLastOfIt(t *testing.T) {
	w := beforeRound(t)
	w.stageDoc(dossier.ActDocument, "a.txt", draft)
	w.stageDoc("financial_statement", "b.txt", "Изјава.")
	w.exec(`UPDATE staged_documents SET staged_at = staged_at - interval '40 days' WHERE kind = 'act'`)
	_, err := w.s.PurgeExpired(t.Context())
	if err != nil || len(w.staged(w.drafter).Documents) != 2 {
		t.Errorf("one is young: %v", err)
	}
	w.exec(`UPDATE staged_documents SET staged_at = staged_at - interval '31 days' WHERE kind <> 'act'`)
	n, err := w.s.PurgeExpired(t.Context())
	if err != nil || n < 2 || len(w.staged(w.drafter).Documents) != 0 {
		t.Errorf("all are old: %d %v", n, err)
	}
}

func TestOfTwoWhoSaveOneIsToldThatThereIsNothing(t *testing.T) {
	w := beforeRound(t)
	w.stageDoc(dossier.ActDocument, "a.txt", draft)
	var wg sync.WaitGroup
	errs := make([]error, 2)
	for i := range errs {
		wg.Go(func() { _, errs[i] = w.s.SaveStaged(t.Context(), w.drafter, w.ref, "", 0, dossier.FirstVersion, "") })
	}
	wg.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Fatalf("got %v and %v, want one success", errs[0], errs[1])
	}
	if err := errors.Join(errs...); dossier.CodeOf(err) != dossier.CodeNothingStaged {
		t.Errorf("the other: got %v, want nothing_staged", err)
	}
	packages, err := w.s.Packages(t.Context(), w.drafter, w.ref)
	if err != nil || len(packages) != 1 {
		t.Errorf("got %d versions, %v; want 1", len(packages), err)
	}
}
