package web

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

func november(d int) time.Time { return time.Date(2026, 11, d, 11, 0, 0, 0, time.UTC) }

func TestTheVersionToCompareWithIsTheOneThatWasLastSeenAndSigned(t *testing.T) {
	versions := []store.PackageView{{No: 1, Hash: "a", StageNo: 1, LegalAt: november(1)}, {No: 2, Hash: "b", StageNo: 2, LegalAt: november(2)},
		{No: 3, Hash: "c", StageNo: 4, LegalAt: november(3)}, {No: 4, Hash: "d", StageNo: 5, LegalAt: november(4)}}
	ended := november(9)
	hand := func(person, hash string) store.HandView {
		return store.HandView{Person: person, Package: hash, LegalAt: november(8)}
	}
	view := func(hands ...store.HandView) store.DossierView {
		return store.DossierView{DossierRow: store.DossierRow{PackageNo: 4, StageNo: 5, Stage: "odluka"}, PackHash: "d",
			Stages: []store.StageView{{No: 3, Stage: "tekst", Ended: &ended, Hands: hands}, {No: 5, Stage: "odluka"}}}
	}
	returned := view()
	returned.Stages = append([]store.StageView{{No: 2, Stage: "odluka", Ended: &ended}}, returned.Stages...)
	rounds := []store.RoundView{{PackageNo: 1, LegalCloses: november(5)}}
	for _, c := range []struct {
		name   string
		view   store.DossierView
		rounds []store.RoundView
		want   base
	}{
		{"one's own signature before another's", view(hand("ja", "a"), hand("neko", "c")), rounds, base{1, "own", november(8)}},
		{"the last signature of anybody", view(hand("neko", "a"), hand("neko", "b")), rounds, base{2, "signed", november(8)}},
		{"one on the present package is none", view(hand("ja", "d")), nil, base{3, "previous", november(3)}},
		{"when it passed this stage before", returned, rounds, base{2, "passed", ended}},
		{"what the public saw", view(), rounds, base{1, "debated", november(5)}},
		{"the one before", view(), nil, base{3, "previous", november(3)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, baseOf(c.view, versions, c.rounds, "ja")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	first := store.DossierView{DossierRow: store.DossierRow{PackageNo: 1}, PackHash: "a"}
	if got := baseOf(first, versions[:1], nil, "ja"); got.No != 0 {
		t.Errorf("a first version is compared with %+v", got)
	}
}

func TestADossierComesBackOnlyWhereALaterStageCanTurnIt(t *testing.T) {
	to := func(next ...string) []procedure.OutcomeDef {
		return each(next, func(n string) procedure.OutcomeDef { return procedure.OutcomeDef{ID: n, Next: n} })
	}
	d := &procedure.Definition{Stages: []procedure.StageDef{{ID: "a", Outcomes: to("b")}, {ID: "b", Outcomes: to("c", "d")}, {ID: "c", Outcomes: to("d", "a")},
		{ID: "d", Outcomes: to(procedure.End)}}}
	for _, c := range []struct {
		stage, next string
		want        bool
	}{{"a", "b", true}, {"b", "c", true}, {"b", "d", false}, {"b", "a", true}, {"b", "b", true}} {
		if got := comesBack(d, c.stage, c.next); got != c.want {
			t.Errorf("from %s to %s: comes back %t, want %t", c.stage, c.next, got, c.want)
		}
	}
}

func TestTermsThatEndNextAreThoseOfOneDay(t *testing.T) {
	windows := []store.WindowView{{ID: "min", Kind: "min", Due: "2026-11-30"}, {ID: "comments", Kind: "comment_min", Due: "2026-11-25", Lapsed: true},
		{ID: "other", Kind: "comment_min", Due: "2026-11-30"}, {ID: "max", Kind: "max", Due: "2026-12-10"}}
	ids := func(ws []store.WindowView) string {
		return fmt.Sprint(each(ws, func(w store.WindowView) string { return w.ID }))
	}
	for today, want := range map[string]string{"2026-11-26": "[min other]", "2026-11-30": "[min other]", "2026-12-01": "[max]", "2026-12-11": "[]"} {
		if got := ids(nextEnds(windows, today)); got != want {
			t.Errorf("on %s: got %s, want %s", today, got, want)
		}
	}
	if got := longestTerm(windows).ID; got != "min" {
		t.Errorf("the round is bounded by %s", got)
	}
}

func TestDaysOfWaitingAreCivilDays(t *testing.T) {
	evening := time.Date(2026, 11, 23, 22, 30, 0, 0, time.UTC) // half past eleven in Belgrade
	for at, want := range map[time.Time]int{evening: 0, evening.Add(time.Hour): 1, evening.AddDate(0, 0, 7): 7, evening.AddDate(0, 0, -3): -3} {
		if got := daysBetween(evening, at); got != want {
			t.Errorf("to %s: got %d, want %d", at, got, want)
		}
	}
}

func TestTheListOfTasksIsPaged(t *testing.T) {
	v := &visit{lang: locale.SrCyrl, say: locale.For(locale.SrCyrl)}
	var all []store.Pending
	for i := range 45 {
		all = append(all, store.Pending{Ref: dossier.OrdinaryRef(2026, i+1), Command: dossier.Sign, Late: i < 2})
	}
	for page, want := range map[string]string{"": "20 2026-0001", "2": "20 2026-0021", "3": "5 2026-0041", "99": "5 2026-0041", "-1": "20 2026-0001", "x": "20 2026-0001"} {
		list, shown := v.taskListOf(all, page)
		got := fmt.Sprintf("%d %s", len(shown), list.Tasks[0].Ref)
		if got != want || list.Total != 45 || list.Late != 2 {
			t.Errorf("page %q: got %s of %d, %d late", page, got, list.Total, list.Late)
		}
		if (list.Previous != "") != (list.Tasks[0].Ref != "2026-0001") || (list.Next != "") != (len(shown) == tasksShown) {
			t.Errorf("page %q leads back to %q and on to %q", page, list.Previous, list.Next)
		}
	}
	soon := time.Date(2026, 12, 1, 23, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		due      *time.Time
		verified bool
		unsure   bool
	}{{&soon, true, false}, {&soon, false, true}, {nil, false, false}} {
		row := v.taskRowOf(store.Pending{Due: c.due, Verified: c.verified, Command: dossier.Sign})
		page, err := execute(v.lang, "tasks", frame{Lang: string(v.lang), Body: taskList{Total: 1, Tasks: []taskRow{row}}})
		if err != nil || strings.Contains(string(page), "рок није проверен") != c.unsure {
			t.Errorf("due %v, verified %v: got %s, %v", c.due, c.verified, page, err)
		}
	}
	if list, _ := v.taskListOf(nil, ""); list.Total != 0 || len(list.Tasks) != 0 || list.Nothing.Text == "" {
		t.Errorf("nothing: got %+v", list)
	}
}
