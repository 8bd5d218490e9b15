package store_test

import (
	"bytes"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// atDecision takes a dossier to its four eyes with an empty round behind it.
func atDecision(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, "test.two_stage", rehearsal())
	w.publish()
	w.addAct(draft)
	w.publish()
	w.lapse()
	w.lapse()
	w.reports()
	if w.stage.ID != "decision" {
		t.Fatalf("got stage %s, want decision", w.stage.ID)
	}
	return w
}

func TestFourEyesAreThreePeople(t *testing.T) {
	w := atDecision(t)
	hash := w.hash(t)
	both := storetest.Person(t, w.s, "И цртач и потписник", "MTEST drafter", "MTEST signer")
	storetest.Appoint(t, w.s, w.drafter, "MTEST", dossier.Signer, "2020-01-01", "")
	yesterday := storetest.Person(t, w.s, "Бивши потписник")
	storetest.Appoint(t, w.s, yesterday, "MTEST", dossier.Signer, "2020-01-01", time.Now().AddDate(0, 0, -1).Format(time.DateOnly))

	row, _ := w.ask(w.signerA, dossier.Sign, dossier.Args{Package: hash})
	if row.Verdict.Code != dossier.CodeNotPrepared {
		t.Errorf("signing what nobody prepared: got %s", row.Verdict.Code)
	}
	w.do(both, dossier.Prepare, dossier.Args{Package: hash})
	for _, c := range []struct {
		name   string
		person string
		want   dossier.Code
	}{
		{"who prepared it does not sign it", both, dossier.CodePreparerSigns},
		{"who made the package does not sign it", w.drafter, dossier.CodePreparerSigns},
		{"whose appointment ended yesterday does not sign", yesterday, dossier.CodeAppointmentEnded},
		{"another ministry does not sign", w.stranger, dossier.CodeNotYourBody},
	} {
		t.Run(c.name, func(t *testing.T) {
			row, _ := w.ask(c.person, dossier.Sign, dossier.Args{Package: hash})
			if row.Verdict.Status != dossier.VerdictRefused || row.Verdict.Code != c.want {
				t.Errorf("got %s %s, want %s", row.Verdict.Status, row.Verdict.Code, c.want)
			}
		})
	}
}

func TestASignatureOnAChangedPackageDoesNotCount(t *testing.T) {
	w := atDecision(t)
	old := w.hash(t)
	w.do(w.second, dossier.Prepare, dossier.Args{Package: old})
	w.do(w.signerA, dossier.Sign, dossier.Args{Package: old})
	w.addAct(draft + "\nЧлан 3.\nНова одредба.\n")
	row, _ := w.ask(w.signerB, dossier.Sign, dossier.Args{Package: old})
	if row.Verdict.Code != dossier.CodePackageChanged {
		t.Fatalf("signing the package of before: got %s", row.Verdict.Code)
	}
	fresh := w.hash(t)
	w.do(w.second, dossier.Prepare, dossier.Args{Package: fresh})
	w.do(w.signerB, dossier.Sign, dossier.Args{Package: fresh})
	view, err := w.s.Dossier(t.Context(), w.drafter, w.ref)
	if err != nil {
		t.Fatal(err)
	}
	if view.Status != dossier.Open {
		t.Fatal("a signature on another package was counted")
	}
	w.do(w.signerA, dossier.Sign, dossier.Args{Package: fresh})
	view, err = w.s.Dossier(t.Context(), w.drafter, w.ref)
	if err != nil || view.Status != dossier.Completed {
		t.Errorf("after both signed the present package: %s %v", view.Status, err)
	}
}

func TestOfTwoSignersAtOnceOneIsSecond(t *testing.T) {
	w := atDecision(t)
	hash := w.hash(t)
	w.do(w.second, dossier.Prepare, dossier.Args{Package: hash})
	seq := w.seq
	var wg sync.WaitGroup
	codes := make([]dossier.Verdict, 2)
	for i, who := range []string{w.signerA, w.signerB} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			_, applied := w.askAt(who, dossier.Sign, seq, dossier.Args{Package: hash})
			codes[i] = applied.Verdict
		}()
	}
	wg.Wait()
	accepted, stale := 0, 0
	for _, v := range codes {
		switch {
		case v.Status == dossier.VerdictAccepted:
			accepted++
		case v.Code == dossier.CodeStale:
			stale++
		}
	}
	if accepted != 1 || stale != 1 {
		t.Errorf("got %+v, want one accepted and one stale", codes)
	}
}

func TestADoubleSentCommandIsOneDecision(t *testing.T) {
	w := atDecision(t)
	c := dossier.Command{ID: uuid.NewString(), Dossier: w.ref, Name: dossier.Prepare, Seq: w.seq, Args: dossier.Args{Package: w.hash(t)}, Actor: w.second}
	var effects []dossier.Applied
	for range 2 {
		_, err := w.s.Ask(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		a, err := w.s.ApplyCommand(t.Context(), dossier.ApplyInput{Ref: w.ref, Command: c.ID, StageNo: w.stageNo})
		if err != nil {
			t.Fatal(err)
		}
		effects = append(effects, a)
	}
	if effects[0].Verdict.Status != dossier.VerdictAccepted || effects[0].Effect != effects[1].Effect {
		t.Errorf("got %+v, then %+v", effects[0], effects[1])
	}
	c.Args.Package = "sha256:" + sha
	_, err := w.s.Ask(t.Context(), c)
	if dossier.CodeOf(err) != dossier.CodeCommandConflict {
		t.Errorf("the same id with other content: got %v", err)
	}
}

func TestAStaleCommandOverwritesNothing(t *testing.T) {
	w := atDecision(t)
	row, _ := func() (store.CommandRow, dossier.Applied) {
		return w.askAt(w.second, dossier.Prepare, w.seq-1, dossier.Args{Package: w.hash(t)})
	}()
	if row.Verdict.Code != dossier.CodeStale || row.Params["now"] == "" {
		t.Errorf("got %s %v, want stale with the present number", row.Verdict.Code, row.Params)
	}
}

func TestDocumentsThatAreNoTextAreRefusedByName(t *testing.T) {
	w := newWorld(t, "test.two_stage", rehearsal())
	png := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), bytes.Repeat([]byte{0, 1, 2, 255}, 100)...)
	for _, c := range []struct {
		name  string
		bytes []byte
		want  dossier.Code
	}{
		{"a picture named .txt", png, dossier.CodeNotText},
		{"invalid UTF-8", []byte("Члан 1.\nТекст \xff\xfe даље.\n"), dossier.CodeNotUTF8},
		{"fifty megabytes", bytes.Repeat([]byte("Члан 1.\nТекст.\n"), 50<<20/26), dossier.CodeTooLarge},
		{"nothing", nil, dossier.CodeDocumentEmpty},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := w.s.AddPackage(t.Context(), w.drafter, store.NewPackage{Ref: w.ref, Reason: dossier.FirstVersion,
				Documents: []store.NewDocument{{Kind: dossier.ActDocument, Name: "nacrt.txt", Bytes: c.bytes}}})
			var p *dossier.Problem
			if !errors.As(err, &p) || len(p.Fields) != 1 || p.Fields[0].Code != c.want || p.Fields[0].Name != "documents[0].content" {
				t.Errorf("got %v, want %s in documents[0].content", err, c.want)
			}
		})
	}
	view, err := w.s.Dossier(t.Context(), w.drafter, w.ref)
	if err != nil || view.PackageNo != 0 {
		t.Errorf("after the refusals: version %d, %v", view.PackageNo, err)
	}
}

func TestADossierOfAnotherBodyIsNotThere(t *testing.T) {
	for _, v := range []dossier.Visibility{dossier.Working, dossier.Embargoed, dossier.Classified} {
		t.Run(string(v), func(t *testing.T) {
			w := newWorld(t, "test.two_stage", store.Opening{Visibility: v})
			w.addAct(draft)
			reads := map[string]func(viewer string) error{
				"dossier":  func(p string) error { _, err := w.s.Dossier(t.Context(), p, w.ref); return err },
				"timeline": func(p string) error { _, err := w.s.Timeline(t.Context(), p, w.ref); return err },
				"version":  func(p string) error { _, _, err := w.s.Package(t.Context(), p, w.ref, 1); return err },
				"document": func(p string) error {
					_, _, err := w.s.DocumentBytes(t.Context(), p, w.ref, 1, dossier.ActDocument, 1)
					return err
				},
				"redline": func(p string) error { _, err := w.s.Redline(t.Context(), p, w.ref, 1, 1); return err },
				"ways":    func(p string) error { _, err := w.s.Ways(t.Context(), p, w.ref); return err },
				"command": func(p string) error {
					_, err := w.s.Ask(t.Context(), dossier.Command{ID: uuid.NewString(), Dossier: w.ref, Name: dossier.Withdraw, Seq: w.seq, Actor: firstNonEmpty(p, w.stranger)})
					return err
				},
				"package": func(p string) error {
					_, err := w.s.AddPackage(t.Context(), firstNonEmpty(p, w.stranger), store.NewPackage{Ref: w.ref, Reason: dossier.OwnInitiative,
						Documents: []store.NewDocument{{Kind: dossier.ActDocument, Name: "n.txt", Bytes: []byte(draft)}}})
					return err
				},
			}
			for name, read := range reads {
				for _, viewer := range []string{"", w.stranger} {
					if err := read(viewer); dossier.CodeOf(err) != dossier.CodeNotFound {
						t.Errorf("%s as %q: got %v, want not_found", name, viewer, err)
					}
				}
			}
			list, _, err := w.s.Dossiers(t.Context(), w.stranger, store.DossierFilter{})
			if err != nil || len(list) != 0 {
				t.Errorf("list as a stranger: %d dossiers, %v", len(list), err)
			}
			list, _, err = w.s.Dossiers(t.Context(), w.drafter, store.DossierFilter{})
			if err != nil || len(list) != 1 {
				t.Errorf("list as its drafter: %d dossiers, %v", len(list), err)
			}
		})
	}
}

func firstNonEmpty(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
