package store_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func opening(title string) store.Opening {
	return store.Opening{ID: uuid.NewString(), Title: title, Kind: "law", Procedure: "test.two_stage", Lead: "MTEST", Visibility: dossier.Working}
}

func TestWhatIsOpenedTwiceUnderOneIDIsOneDossier(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	o := opening("Закон о двоструком слању")
	refs := make([]dossier.Ref, 8)
	var group sync.WaitGroup
	for i := range refs {
		group.Go(func() {
			ref, _, err := w.s.OpenDossier(t.Context(), w.drafter, o)
			if err != nil {
				t.Errorf("open for the %d. time: %v", i, err)
			}
			refs[i] = ref
		})
	}
	group.Wait()
	if slices.ContainsFunc(refs, func(r dossier.Ref) bool { return r != refs[0] }) {
		t.Errorf("got the dossiers %v, want one", refs)
	}
	next := opening("Закон о следећем")
	ref, _, err := w.s.OpenDossier(t.Context(), w.drafter, next)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := string(refs[0]), string(ref); a[:5] != b[:5] || a >= b || b[5:] != "0003" {
		t.Errorf("the next one is %s after %s: a number was lost", b, a)
	}
	for name, change := range map[string]func(*store.Opening){
		"another title":     func(o *store.Opening) { o.Title = "Закон о другом" },
		"another procedure": func(o *store.Opening) { o.Procedure = "rs.law.government" },
	} {
		other := o
		change(&other)
		_, _, err := w.s.OpenDossier(t.Context(), w.drafter, other)
		if dossier.CodeOf(err) != dossier.CodeIdempotency {
			t.Errorf("%s under the same id: got %v", name, err)
		}
	}
	_, _, err = w.s.OpenDossier(t.Context(), w.second, o)
	if dossier.CodeOf(err) != dossier.CodeIdempotency {
		t.Errorf("somebody else under the same id: got %v", err)
	}
}

func TestMineAreTheDossiersOfOnesOwnBodies(t *testing.T) {
	w := newWorld(t, "test.two_stage", rehearsal())
	w.publish()
	w.addAct(draft)
	w.publish()
	later, _, err := w.s.OpenDossier(t.Context(), w.drafter, opening("Закон без рока"))
	if err != nil {
		t.Fatal(err)
	}
	shared := opening("Закон двају министарстава")
	shared.CoProposers, shared.Visibility = []string{"MDRUGO"}, dossier.Working
	both, _, err := w.s.OpenDossier(t.Context(), w.drafter, shared)
	if err != nil {
		t.Fatal(err)
	}
	hidden := shared
	hidden.ID, hidden.Visibility = uuid.NewString(), dossier.Classified
	_, _, err = w.s.OpenDossier(t.Context(), w.drafter, hidden)
	if err != nil {
		t.Fatal(err)
	}
	refs := func(person string, f store.MineFilter) []dossier.Ref {
		rows, err := w.s.Mine(t.Context(), person, f)
		if err != nil {
			t.Fatal(err)
		}
		var all []dossier.Ref
		for _, r := range rows {
			all = append(all, r.Ref)
		}
		return all
	}
	mine := refs(w.drafter, store.MineFilter{Limit: 50})
	if len(mine) != 4 || mine[0] != w.ref || mine[3] != later {
		t.Errorf("the drafter has %v, want %s first, whose term runs, and %s last", mine, w.ref, later)
	}
	if got := refs(w.drafter, store.MineFilter{Offset: 3, Limit: 50}); len(got) != 1 || got[0] != later {
		t.Errorf("from the fourth on the drafter has %v, want %s", got, later)
	}
	if got := refs(w.stranger, store.MineFilter{Limit: 50}); len(got) != 1 || got[0] != both {
		t.Errorf("the other ministry has %v, want %s, which is not classified", got, both)
	}
	if got := refs(w.signerA, store.MineFilter{Limit: 50}); len(got) != 0 {
		t.Errorf("who drafts for nobody has %v", got)
	}
	if got := refs(w.drafter, store.MineFilter{Status: dossier.Completed, Limit: 50}); len(got) != 0 {
		t.Errorf("completed: got %v", got)
	}
	rows, err := w.s.Mine(t.Context(), w.drafter, store.MineFilter{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	r := rows[0]
	if r.All != 4 || r.StageTitleSr == "" || r.LegalEnds == nil || !r.LegalEnds.After(r.LegalNow) || r.Received != 0 || r.Unanswered != 0 {
		t.Errorf("the first row says %+v", r)
	}
	if !slices.Contains(r.Commands, dossier.Advance) || slices.Contains(r.Commands, dossier.Sign) {
		t.Errorf("the drafter may give %v", r.Commands)
	}
}

func TestPowersAreWhatTheTransactionsGrant(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	outsider := storetest.Person(t, w.s, "Обичан грађанин")
	for _, c := range []struct {
		name   string
		person string
		action dossier.Action
		want   dossier.Code
	}{
		{"the drafter adds a version", w.drafter, dossier.AddPackage, ""},
		{"a signer adds no version", w.signerA, dossier.AddPackage, dossier.CodeWrongRole},
		{"another ministry does not see it", w.stranger, dossier.AddPackage, dossier.CodeNotFound},
		{"nor does whoever holds no office", outsider, dossier.Action(dossier.SetVisibility), dossier.CodeNotFound},
		{"nor the public", "", dossier.AddPackage, dossier.CodeNotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := w.may(c.person, c.action)
			if c.want == "" && err != nil || c.want != "" && dossier.CodeOf(err) != c.want {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	w.publish()
	err := w.may(w.stranger, dossier.AddPackage)
	if dossier.CodeOf(err) != dossier.CodeNotYourBody {
		t.Errorf("another ministry, once it is public: got %v", err)
	}
	err = w.may("", dossier.AddPackage)
	if dossier.CodeOf(err) != dossier.CodeUnauthenticated {
		t.Errorf("the public, once it is public: got %v", err)
	}
}

func (w *world) may(person string, action dossier.Action) error {
	p, err := w.s.Powers(w.t.Context(), person, w.ref)
	if err != nil {
		return err
	}
	return p.May(action)
}
