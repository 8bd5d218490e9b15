package workflows

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
)

func TestPeopleAreToldOfTheEndOfARoundOnItsDaysAndNotAfterIt(t *testing.T) {
	j := debated(t).
		command(25, "reject", with(dossier.Reject, "rejected")).
		run().ends(dossier.Rejected)
	want := []string{"debate -7", "debate -1", "debate +0"}
	if diff := cmp.Diff(want, j.record.told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	if j.record.carried["lapse"] != 1 || j.record.lapses != 1 {
		t.Errorf("lapsed %d times, asked %d times; want once", j.record.carried["lapse"], j.record.lapses)
	}
}

func TestWhoIsLateIsToldOnTheLastDayAndAWeekAfterIt(t *testing.T) {
	j := newJourney(t, longPlan)
	j.record.plan.Stages = longPlan.Stages[7:]
	var before, after []string
	j.at(10.99, func(j *journey) { before = j.record.told }).
		at(11.01, func(j *journey) { after = j.record.told }).
		command(30, "withdraw", with(dossier.Withdraw, "")).run().ends(dossier.Withdrawn)
	if diff := cmp.Diff([]string{"intake -1", "intake +0"}, before); diff != "" {
		t.Errorf("until the week after (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"intake -1", "intake +0", "intake +7"}, after); diff != "" {
		t.Errorf("on the week after (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(after, j.record.told); diff != "" {
		t.Errorf("told more later:\n%s", diff)
	}
}

func TestAnExtensionMovesWhatPeopleAreToldOf(t *testing.T) {
	j := debated(t)
	var old, moved []string
	j.command(15, "extend", with(dossier.Extend, "")).
		at(15, func(j *journey) { old = j.record.told }).
		at(22, func(j *journey) { moved = j.record.told }).
		command(40, "reject", with(dossier.Reject, "rejected")).
		run().ends(dossier.Rejected)
	if diff := cmp.Diff([]string{"debate -7"}, old); diff != "" {
		t.Errorf("before the extension (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"debate -7"}, moved); diff != "" {
		t.Errorf("of the old end (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"debate -7", "debate -7", "debate -1", "debate +0"}, j.record.told); diff != "" {
		t.Errorf("in all (-want +got):\n%s", diff)
	}
}

func TestNobodyIsToldWhatTheStageHasNoNeedOfAnyMore(t *testing.T) {
	j := newJourney(t, longPlan)
	j.record.plan.Stages = longPlan.Stages[3:5]
	j.record.plan.Stages[1].Outcomes = longPlan.Stages[4].Outcomes[:1]
	j.command(2, "report", with(dossier.PublishReport, "")).
		command(40, "withdraw", with(dossier.Withdraw, "")).run().ends(dossier.Withdrawn)
	if len(j.record.told) != 0 {
		t.Errorf("told %q of a report that was published on the second day", j.record.told)
	}
}

func TestAPausedRehearsalTellsNobody(t *testing.T) {
	j := debated(t)
	j.at(2, func(j *journey) { j.record.look(func() { j.record.pause = true }) }).
		command(2.5, "look", with(dossier.SetVisibility, "")).
		at(30, func(j *journey) {
			if len(j.record.told) != 0 {
				t.Errorf("told %q while the clock stands", j.record.told)
			}
		}).
		command(31, "withdraw", with(dossier.Withdraw, "")).run().ends(dossier.Withdrawn)
}

func TestTheNextThingIsTheEarlierOfBoth(t *testing.T) {
	early, late := begun, begun.Add(time.Hour)
	for _, c := range []struct {
		name     string
		deadline dossier.Deadline
		want     time.Time
	}{
		{"nothing comes", dossier.Deadline{}, time.Time{}},
		{"an end alone", dossier.Deadline{Until: early}, early},
		{"a reminder alone", dossier.Deadline{Remind: late}, late},
		{"a reminder before the end", dossier.Deadline{Until: late, Remind: early}, early},
		{"the end before a reminder", dossier.Deadline{Until: early, Remind: late}, early},
	} {
		if got := nextOf(c.deadline); !got.Equal(c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}
