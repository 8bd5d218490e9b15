package workflows

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// wander gives a dossier commands at random: mostly what its stage takes,
// sometimes what it does not, on old sequence numbers, twice, two at once, and
// with runs that are cut short.
func wander(t *testing.T, seed uint64) *journey {
	r := rand.New(rand.NewPCG(seed, 1))
	plan := []procedure.Plan{shortPlan, longPlan}[r.IntN(2)]
	j := newJourney(t, plan)
	j.record.pause = r.IntN(5) == 0
	j.record.early = time.Duration(r.IntN(2)*r.IntN(90)) * time.Second
	if r.IntN(2) == 0 {
		j.record.later = longer
	}
	if r.IntN(2) == 0 {
		every := time.Duration(1+r.IntN(20*24)) * time.Hour
		j.long = func(run int) time.Duration {
			if run > 60 {
				return 0
			}
			return every
		}
	}
	for n := range 20 + r.IntN(60) {
		at := r.Float64() * 200
		for k := range 1 + r.IntN(2) {
			id := fmt.Sprintf("c%d-%d", n, k)
			pick := r.Uint64()
			j.at(at, func(j *journey) {
				row := choose(j, rand.New(rand.NewPCG(pick, 2)))
				j.send(id, row)
				if pick%7 == 0 {
					j.send(id, row)
				}
			})
		}
	}
	return j.run()
}

func choose(j *journey, r *rand.Rand) asked {
	var stage procedure.Stage
	var seq int64
	j.record.look(func() { stage, seq = j.record.stage, j.record.seq })
	name := dossier.CommandNames[r.IntN(len(dossier.CommandNames))]
	for range 8 { // mostly what the stage takes, sometimes not
		if dossier.Takes(string(stage.Kind), name) {
			break
		}
		name = dossier.CommandNames[r.IntN(len(dossier.CommandNames))]
	}
	if name == dossier.Withdraw && r.IntN(10) > 0 {
		name = dossier.SetVisibility
	}
	row := asked{name: name, channel: "own_site"}
	if len(stage.Channels) > 0 {
		row.channel = stage.Channels[r.IntN(len(stage.Channels))]
	}
	if len(stage.Outcomes) > 0 {
		row.outcome = stage.Outcomes[r.IntN(len(stage.Outcomes))].ID
	}
	if r.IntN(8) == 0 {
		row.seq = max(1, seq-1+int64(r.IntN(3)))
	}
	return row
}

func TestDossierIsNeverStuckWhateverPeopleDo(t *testing.T) {
	ended, waiting, runs, migrated := 0, 0, 0, 0
	for seed := range uint64(150) {
		j := wander(t, seed)
		j.sound()
		runs += j.runs
		migrated += j.record.carried[string(dossier.MigrateProcedure)]
		accepted := 0
		for id, answer := range j.answers {
			if strings.HasPrefix(answer, "error") {
				t.Errorf("seed %d: command %s: %s", seed, id, answer)
			}
			if answer == "accepted" {
				accepted++
			}
		}
		carried := 0
		for name, n := range j.record.carried {
			if name != "lapse" {
				carried += n
			}
		}
		if accepted != carried {
			t.Errorf("seed %d: %d commands were carried out and %d answered as accepted", seed, carried, accepted)
		}
		if j.done {
			ended++
			if j.result.Status != j.record.status || j.result.Seq != j.record.seq {
				t.Errorf("seed %d: ended as %+v, the record says %s, %d", seed, j.result, j.record.status, j.record.seq)
			}
			continue
		}
		waiting++
		got := j.states[0]
		if got.WaitsFor != "person" && got.WaitsFor != "child" || !got.Until.IsZero() || got.Ended {
			t.Errorf("seed %d: after ten years waits for %+v", seed, got)
		}
		if got.Definition != j.record.plan.Hash {
			t.Errorf("seed %d: the workflow stands under %s, the record under %s", seed, got.Definition, j.record.plan.Hash)
		}
		if got.StageNo != j.record.stageNo || got.Stage != j.record.stage.ID || got.Seq != j.record.seq || j.record.status != dossier.Open {
			t.Errorf("seed %d: got state %+v, the record is %s in stage %d %s, %d",
				seed, got, j.record.status, j.record.stageNo, j.record.stage.ID, j.record.seq)
		}
		for id := range j.record.rows {
			if j.answers[id] == "" {
				t.Errorf("seed %d: command %s was never answered", seed, id)
			}
		}
	}
	if ended == 0 || waiting == 0 || migrated == 0 {
		t.Errorf("%d ended, %d wait, %d went over to another version: the commands try too little", ended, waiting, migrated)
	}
	t.Logf("%d ended, %d wait, %d runs", ended, waiting, runs)
}
