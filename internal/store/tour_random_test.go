package store_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// TestTheRecordKeepsItsPromisesWhateverIsAsked goes through every shipped procedure
// at random, and before every lawful step asks for what may not be: by others, with
// what the stage does not take, on old numbers and other packages, twice.
func TestTheRecordKeepsItsPromisesWhateverIsAsked(t *testing.T) {
	s, _ := storetest.Open(t)
	cast := newCast(t, s)
	cast.stranger = storetest.Person(t, s, "Туђин", "MDRUGO drafter", "MDRUGO signer")
	asked := map[string]int{}
	for i, d := range procedure.Shipped() {
		t.Run(d.ID, func(t *testing.T) {
			r := rand.New(rand.NewPCG(uint64(i), 11))
			all := openings(d)
			tr := cast.open(t, d, goalsOf(d), all[r.IntN(len(all))])
			tr.stranger = cast.stranger
			for range 12 {
				for range 4 {
					asked[tr.pester(r)]++
					if tr.at.stage == procedure.End {
						break
					}
				}
				if tr.at.stage == procedure.End {
					break
				}
				ways := waysOf(tr.present())
				tr.leave(ways[r.IntN(len(ways))])
				if tr.at.stage == procedure.End {
					break
				}
			}
			if tr.at.stage == procedure.End {
				tr.takesNothing(r)
			}
		})
	}
	if len(asked) < 10 || asked["accepted"] == 0 {
		t.Errorf("what is asked is too much alike: %v", asked)
	}
	t.Logf("%v", asked)
}

// counted is what of a dossier only a decision may change.
type counted struct {
	Seq     int64  `db:"seq"`
	StageNo int    `db:"stage_no"`
	Status  string `db:"status"`
	Steps   int    `db:"steps"`
}

func (tr *tour) counted() counted {
	tr.t.Helper()
	var c counted
	err := tr.s.DB().QueryRowContext(tr.t.Context(), `
		SELECT seq, stage_no, status, (SELECT count(*) FROM steps WHERE dossier = d.id) FROM dossiers d WHERE ref = $1`, tr.ref).
		Scan(&c.Seq, &c.StageNo, &c.Status, &c.Steps)
	if err != nil {
		tr.t.Fatal(err)
	}
	return c
}

// pester asks for something at random and checks what became of it: a refusal
// changes nothing, what is accepted is one step, and asked again it is the same.
func (tr *tour) pester(r *rand.Rand) string {
	tr.t.Helper()
	before := tr.counted()
	person, name, seq, args := tr.unlawful(r)
	id := uuid.NewString()
	_, err := tr.s.Ask(tr.t.Context(), dossier.Command{ID: id, Dossier: tr.ref, Name: name, Seq: seq, Args: args, Actor: person})
	if err != nil {
		if dossier.CodeOf(err) == dossier.CodeInternal {
			tr.t.Fatalf("%s, stage %s: ask %s: %v", tr.def.ID, tr.at.stage, name, err)
		}
		return string(dossier.CodeOf(err))
	}
	in := dossier.ApplyInput{Ref: tr.ref, Command: id, StageNo: tr.stageNo}
	applied, err := tr.s.ApplyCommand(tr.t.Context(), in)
	if err != nil {
		tr.t.Fatalf("%s, stage %s: %s %+v: %v", tr.def.ID, tr.at.stage, name, args, err)
	}
	again, err := tr.s.ApplyCommand(tr.t.Context(), in)
	if err != nil || again.Verdict != applied.Verdict {
		tr.t.Errorf("%s, stage %s: %s has the verdicts %+v and %+v, %v", tr.def.ID, tr.at.stage, name, applied.Verdict, again.Verdict, err)
	}
	after := tr.counted()
	switch {
	case applied.Verdict.Status != dossier.VerdictAccepted && after != before:
		tr.t.Errorf("%s, stage %s: %s was %s %s, and %+v became %+v", tr.def.ID, tr.at.stage, name, applied.Verdict.Status, applied.Verdict.Code, before, after)
	case applied.Verdict.Status == dossier.VerdictAccepted && (after.Seq <= before.Seq || after.Steps <= before.Steps || seq != before.Seq || before.Status != "open"):
		tr.t.Errorf("%s, stage %s: %s was accepted on %d, and %+v became %+v", tr.def.ID, tr.at.stage, name, seq, before, after)
	case applied.Verdict.Status == dossier.VerdictAccepted:
		tr.settle(applied.Effect)
	}
	if applied.Verdict.Code != "" {
		return string(applied.Verdict.Code)
	}
	return string(applied.Verdict.Status)
}

// settle takes the tour to where an accepted command brought it.
func (tr *tour) settle(e dossier.Effect) {
	tr.t.Helper()
	tr.seq = e.Seq
	switch {
	case e.Closed != "":
		tr.at.stage = procedure.End
	case e.Ended:
		s := tr.present()
		o, ok := s.Outcome(e.Outcome)
		if !ok || o.Barred {
			tr.t.Fatalf("%s, stage %s: left by %q", tr.def.ID, s.ID, e.Outcome)
		}
		tr.move(e)
		for id, v := range o.Sets {
			tr.at.traits[id] = v
		}
		tr.at.stage = o.Next
	}
}

// unlawful is a command at random that for one reason or another is mostly not to be
// carried out.
func (tr *tour) unlawful(r *rand.Rand) (person string, name dossier.CommandName, seq int64, args dossier.Args) {
	s := tr.present()
	people := []string{tr.drafter, tr.registrar, tr.registrar, tr.registrar, tr.signerA, tr.signerB, tr.stranger}
	person = people[r.IntN(len(people))]
	for name = ""; name == "" || name == dossier.Advance || name == dossier.Withdraw && r.IntN(20) > 0 || !dossier.Takes(string(s.Kind), name) && r.IntN(4) > 0; {
		name = dossier.CommandNames[r.IntN(len(dossier.CommandNames))]
	}
	seq = tr.seq
	if r.IntN(5) == 0 {
		seq--
	}
	args = dossier.Args{Package: "sha256:" + sha, Channel: "nowhere", URL: "https://primer.example/", SHA256: sha, Opinion: dossier.Negative,
		Until: "2026-06-02", Visibility: dossier.Public, Body: "MDRUGO", Ground: string(dossier.OtherGround)}
	if r.IntN(4) > 0 {
		args.Package = tr.pack()
	}
	for _, g := range s.Givers {
		args.Body = g.Body
	}
	args.Text = "Текст."
	if len(s.Outcomes) > 0 {
		args.Outcome = s.Outcomes[r.IntN(len(s.Outcomes))].ID
	}
	if r.IntN(3) == 0 {
		args.Reasons = "Зато."
	}
	if len(s.Channels) > 0 && r.IntN(3) > 0 {
		args.Channel = s.Channels[0]
	}
	if r.IntN(3) == 0 {
		args.URL = "javascript:alert(1)"
	}
	if name == dossier.SetVisibility && r.IntN(2) == 0 {
		args.Visibility = dossier.Embargoed
	}
	return person, name, seq, args
}

// takesNothing checks that a dossier that has ended takes nothing any more.
func (tr *tour) takesNothing(r *rand.Rand) {
	tr.t.Helper()
	before := tr.counted()
	tr.at.stage = tr.def.Stages[0].ID // what is asked is made up for some stage
	for range 5 {
		if tr.pester(r) == string(dossier.VerdictAccepted) {
			tr.t.Errorf("%s: something was accepted after the end", tr.def.ID)
		}
	}
	if _, err := tr.s.AddPackage(tr.t.Context(), tr.drafter, newVersion(tr.ref)); err == nil {
		tr.t.Errorf("%s: a version was taken after the end", tr.def.ID)
	}
	if after := tr.counted(); after != before {
		tr.t.Errorf("%s: after its end %+v became %+v", tr.def.ID, before, after)
	}
}

func newVersion(ref dossier.Ref) store.NewPackage {
	return store.NewPackage{Ref: ref, Reason: dossier.OwnInitiative,
		Documents: []store.NewDocument{{Kind: "annex", Name: "prilog.txt", Bytes: []byte("После краја.")}}}
}
