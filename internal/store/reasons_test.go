package store_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// afterRound is a dossier whose round over version 1 has closed, with a comment
// on each of the two articles.
func afterRound(t *testing.T) (*world, []string) {
	t.Helper()
	w, round := inRound(t)
	sent := w.send(round, "a", on("art_1", "Предмет је преузак."), on("art_2", "Рок је предуг.")).Comments
	w.lapse()
	w.lapse()
	return w, sent
}

func (w *world) answer(comment string, version, change int, at string) {
	w.t.Helper()
	_, err := w.s.Answer(w.t.Context(), w.drafter, store.NewAnswer{Comment: comment, Version: version, Outcome: dossier.Accepted,
		Reasons: "Прихвата се.", ChangeNo: change, ChangeAt: at})
	if err != nil {
		w.t.Fatalf("answer: %v", err)
	}
}

func TestAChangeIsExplainedByTheCommentsThatLedToIt(t *testing.T) {
	w, sent := afterRound(t)
	second := strings.ReplaceAll(draft, "30 дана", "20 дана")
	w.addAct(second)
	// In the third version a new article comes first, so that the others are
	// renumbered, and the object of the act is gone.
	w.addAct(strings.NewReplacer("Предмет\nЧлан 1.\nОвим законом уређују се пробе.", "Начела\nЧлан 1.\nПоступак је јаван, хитан и бесплатан за свакога ко тражи пробу.\n\nЗначење израза\nЧлан 2.\nИзрази у овом закону имају значење које им даје посебан пропис Владе.",
		"Члан 2.", "Члан 3.").Replace(second))
	w.answer(sent[1], 0, 2, "art_2__para_1")
	w.answer(sent[0], 0, 2, "art_1")
	see := func(viewer string, from, to int) map[string][]string {
		t.Helper()
		v, err := w.s.Reasons(t.Context(), viewer, w.ref, from, to)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string][]string{}
		for article, causes := range v.Articles {
			for _, c := range causes.Comments {
				got[article] = append(got[article], c.At+" "+c.Body+" "+c.Reasons)
			}
			if causes.Total != len(causes.Comments) {
				t.Errorf("%s: %d of %d", article, len(causes.Comments), causes.Total)
			}
		}
		return got
	}
	tests := []struct {
		name     string
		from, to int
		want     map[string][]string
	}{
		{"the version with the changes", 1, 2, map[string][]string{
			"art_1": {"art_1 Предмет је преузак. Прихвата се."}, "art_2": {"art_2__para_1 Рок је предуг. Прихвата се."}}},
		{"a later one, with other numbers", 1, 3, map[string][]string{
			"": {" Предмет је преузак. Прихвата се."}, "art_3": {"art_3__para_1 Рок је предуг. Прихвата се."}}},
		{"a way without the changes", 2, 3, map[string][]string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, see(w.drafter, tt.from, tt.to)); diff != "" {
				t.Errorf("causes (-want +got):\n%s", diff)
			}
		})
	}
	v, err := w.s.Reasons(t.Context(), w.drafter, w.ref, 1, 3)
	if err != nil {
		t.Fatal(err)
	}
	changedIn := func(r store.VersionReason) string { return strings.Join(slices.Sorted(maps.Keys(r.Changed)), " ") }
	if len(v.Versions) != 2 || changedIn(v.Versions[0]) != "art_2" || !v.Versions[1].Changed["art_1"] || v.Versions[1].Changed["art_2"] {
		t.Errorf("got %+v, want each version with the provisions that it changed", v.Versions)
	}
	w.answer(sent[1], 1, 3, "art_1") // the newest answer alone counts
	if diff := cmp.Diff(map[string][]string{"art_1": {"art_1 Рок је предуг. Прихвата се."}}, see(w.drafter, 2, 3)); diff != "" {
		t.Errorf("after another answer (-want +got):\n%s", diff)
	}
	_, err = w.s.Reasons(t.Context(), "", w.ref, 1, 2)
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("a version that the public does not see: got %v, want not_found", err)
	}
	w.exec(`UPDATE package_documents SET visibility = 'public' WHERE kind = 'act'`)
	w.exec(`UPDATE package_documents SET visibility = 'working' WHERE kind = 'act' AND no = 2`)
	v, err = w.s.Reasons(t.Context(), "", w.ref, 1, 3)
	if err != nil || len(v.Versions) != 2 || changedIn(v.Versions[0]) != "art_2" {
		t.Errorf("the public, across a version that they do not see: got %+v, %v", v.Versions, err)
	}
	seen := func(viewer string) string {
		t.Helper()
		c, err := w.s.Comment(t.Context(), viewer, sent[1])
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("%d %s %d %s", c.ChangeNo, c.ChangeAt, c.SeenNo, c.SeenAt)
	}
	w.answer(sent[1], 2, 2, "art_2__para_1")
	if got := seen(w.drafter) + ", " + seen(""); got != "2 art_2__para_1 2 art_2__para_1, 2 art_2__para_1 3 art_3__para_1" {
		t.Errorf("got %s, want the public led to the next version that they see", got)
	}
	w.exec(`UPDATE package_documents SET visibility = 'public' WHERE kind = 'act'`)
	if got := see("", 1, 2); len(got) != 2 {
		t.Errorf("the public, of a closed round: got %v", got)
	}
}

func TestAVersionSaysWhatItCameOf(t *testing.T) {
	w, _ := afterRound(t)
	for i, reason := range []dossier.ChangeReason{dossier.ByOpinion, dossier.ByConclusion} {
		w.exec(`INSERT INTO opinion_requests (dossier, stage_no, body, mandatory) SELECT d.id, 1, b.id, true FROM dossiers d, bodies b
			WHERE d.ref = $1 AND b.code = 'MDRUGO' ON CONFLICT DO NOTHING`, string(w.ref))
		w.exec(`INSERT INTO opinions (id, dossier, stage_no, body, opinion, text, package, given_by, command)
			SELECT gen_random_uuid(), d.id, 1, b.id, 'negative', 'Рок је кратак.', $3, $2, gen_random_uuid() FROM dossiers d, bodies b
			WHERE d.ref = $1 AND b.code = 'MDRUGO' AND $4::integer = 0`, string(w.ref), w.stranger, "sha256:"+sha, i)
		w.exec(`INSERT INTO conclusions (dossier, stage_no, body, outcome, number, date, document, sha256, recorded_by, command)
			SELECT d.id, $2::integer, b.id, 'adopted', $3::text, '2026-01-01', 'zakljucak.pdf', $4, $5, gen_random_uuid() FROM dossiers d, bodies b
			WHERE d.ref = $1 AND b.code = 'MDRUGO'`, string(w.ref), i+1, []string{"05-1", "05-2"}[i], sha, w.stranger)
		_, err := w.s.AddPackage(t.Context(), w.drafter, store.NewPackage{Ref: w.ref, Reason: reason, Note: "Белешка.",
			Documents: []store.NewDocument{{Kind: dossier.ActDocument, Name: "nacrt.txt", Bytes: []byte(draft + string(reason) + "\n")}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	w.exec(`UPDATE package_documents SET visibility = 'public' WHERE kind = 'act'`)
	w.compares()
	for viewer, insider := range map[string]bool{"": false, w.drafter: true} {
		v, err := w.s.Reasons(t.Context(), viewer, w.ref, 1, 3)
		if err != nil {
			t.Fatal(err)
		}
		if len(v.Versions) != 2 || len(v.Versions[0].Opinions) != 1 || v.Versions[1].Conclusion == nil {
			t.Fatalf("got %+v", v.Versions)
		}
		if (v.Versions[0].Note == "Белешка.") != insider || (v.Versions[0].Opinions[0].Text == "Рок је кратак.") != insider {
			t.Errorf("insider %v: got %+v", insider, v.Versions[0])
		}
		if c := v.Versions[1].Conclusion; c.Number != "05-2" || v.Versions[0].Conclusion != nil || v.Versions[1].Opinions != nil {
			t.Errorf("got %+v, %+v", c, v.Versions)
		}
	}
}

func TestChangedArticlesAreThoseOfTheLaterVersion(t *testing.T) {
	w, _ := afterRound(t)
	w.addAct(strings.ReplaceAll(draft, "30 дана", "20 дана") + "\nСтупање на снагу\nЧлан 3.\nОвај закон ступа на снагу осмог дана од дана објављивања.\n")
	got, err := w.s.ChangedArticles(t.Context(), w.drafter, w.ref, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	want := []store.ChangedArticle{{ID: "art_2", Label: "Члан 2.", Heading: "Рок", Edited: true},
		{ID: "art_3", Label: "Члан 3.", Heading: "Ступање на снагу", Added: true}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	again, err := w.s.ChangedArticles(t.Context(), w.drafter, w.ref, 1, 2) // read back from the record
	if err != nil || len(again) != len(want) {
		t.Errorf("again: got %v %v", again, err)
	}
	_, err = w.s.ChangedArticles(t.Context(), "", w.ref, 1, 2)
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("the public: got %v, want not_found", err)
	}
}
