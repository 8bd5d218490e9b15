package workflows

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// TestPromisesHoldInEveryProcedureWhateverPeopleDo lets people do anything, in every
// shipped procedure and one more, from each of its stages on: what the stage takes and what it
// does not, on old sequence numbers and old packages, twice, two at once, without
// reasons, before everything is there. Then they become sensible, and every
// dossier must come to its end.
func TestPromisesHoldInEveryProcedureWhateverPeopleDo(t *testing.T) {
	began, journeys, steps := time.Now(), 0, 0
	for _, d := range append(procedure.Shipped(), ordered(t)) {
		t.Run(d.ID, func(t *testing.T) {
			entered, refused := map[string]bool{}, map[string]int{}
			for seed := range uint64(2 * len(d.Stages)) {
				l, j := roam(t, d, seed)
				journeys++
				steps += len(l.rows)
				name := fmt.Sprintf("%s from stage %s, seed %d", d.ID, d.Stages[int(seed)%len(d.Stages)].ID, seed)
				l.kept(t, name, j)
				for _, r := range l.oath.runs {
					entered[r.stage.ID] = true
				}
				for _, answer := range j.answers {
					refused[answer]++
				}
			}
			for _, s := range d.Stages {
				if !entered[s.ID] {
					t.Errorf("stage %s was never entered", s.ID)
				}
			}
			if len(refused) < 4 || refused["accepted"] == 0 {
				t.Errorf("the commands try too little: %v", refused)
			}
		})
	}
	t.Logf("%d dossiers, %d commands in %s", journeys, steps, time.Since(began).Round(time.Millisecond))
}

// ordered is a short procedure in which signatures of several bodies have an order:
// nothing else in it stands in the way of trying it.
func ordered(t *testing.T) *procedure.Definition {
	t.Helper()
	src, err := os.ReadFile("testdata/ordered.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range procedure.Check(src, "ordered.yaml") {
		t.Fatal(fault)
	}
	d, err := procedure.Load(src)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// kept fails the test where a promise was broken, or where the dossier stands still.
func (l *law) kept(t *testing.T, name string, j *journey) {
	t.Helper()
	for _, b := range l.oath.broken {
		t.Errorf("%s: %s", name, b)
	}
	for _, f := range l.faults {
		t.Errorf("%s: the record was asked for what cannot be: %s", name, f)
	}
	for id, answer := range j.answers {
		if strings.HasPrefix(answer, "error") {
			t.Errorf("%s: command %s: %s", name, id, answer)
		}
	}
	for id := range l.rows {
		if j.answers[id] == "" && !j.done {
			t.Errorf("%s: command %s was never answered", name, id)
		}
	}
	accepted, carried := 0, 0
	for _, a := range l.applied {
		if a.Verdict.Status == dossier.VerdictAccepted {
			accepted++
		}
	}
	for what, n := range l.carried {
		if what != "lapse" {
			carried += n
		}
	}
	if accepted != carried {
		t.Errorf("%s: %d commands have been accepted and %d carried out", name, accepted, carried)
	}
	if !j.done {
		state := j.states[0]
		t.Errorf("%s: stands still in stage %s, waits for %+v, against it: %v", name, l.in.ID, state, procedure.Unmet(l.in, l.in.Main().ID, l.facts(asked{})))
		return
	}
	l.oath.ends(j.result)
	if j.result.Status != l.status || j.result.Seq != l.seq {
		t.Errorf("%s: ended as %+v, the record says %s, %d", name, j.result, l.status, l.seq)
	}
}

// roam takes a dossier through the procedure from one of its stages on: for 60
// days people do anything, then what is sensible.
func roam(t *testing.T, d *procedure.Definition, seed uint64) (*law, *journey) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 7))
	plan, err := d.Compile()
	if err != nil {
		t.Fatal(err)
	}
	from := int(seed) % len(plan.Stages)
	plan.Stages = append(slices.Clone(plan.Stages[from:]), plan.Stages[:from]...)
	combinations := d.Combinations()
	j := newJourney(t, plan)
	l := newLaw(j.record, d, combinations[r.IntN(len(combinations))])
	j.acts = l
	if from > 0 {
		l.cameFar()
	}
	l.early = time.Duration(r.IntN(2)*r.IntN(90)) * time.Second
	if r.IntN(3) == 0 {
		every := time.Duration(5+r.IntN(40)) * day
		j.long = func(run int) time.Duration {
			if run > 40 {
				return 0
			}
			return every
		}
	}
	for n := range 30 {
		pick := r.Uint64()
		j.at(r.Float64()*60, func(j *journey) {
			r := rand.New(rand.NewPCG(pick, 3))
			l.look(func() { l.meddle(r) })
			l.news(j, r.IntN(2) == 0 && r.IntN(4) == 0)
			for k := range 1 + r.IntN(2) {
				id, row := fmt.Sprintf("c%d-%d", n, k), l.anything(r)
				j.send(id, row)
				if pick%7 == 0 {
					j.send(id, row)
				}
			}
		})
	}
	for n := range 3 * len(d.Stages) * 4 {
		j.at(61+float64(n)*8, func(j *journey) {
			if j.done {
				return
			}
			l.news(j, true)
			row, any := l.sensible()
			if any {
				j.send(fmt.Sprintf("s%d", n), row)
			}
		})
	}
	return l, j.run()
}

// cameFar puts down what a dossier has that came to a later stage: every document,
// and a debate.
func (l *law) cameFar() {
	l.pack, l.considered, l.debated, l.oath.far = 1, 1, true, true
	for _, s := range l.def.For(l.traits).Stages {
		for _, kind := range s.Docs {
			l.docs[kind] = 1
		}
	}
	l.oath.changes(l.hash(), true)
}

// news ends the dossier that runs within the stage, where one does.
func (l *law) news(j *journey, completed bool) {
	var news dossier.StageNews
	var any bool
	l.look(func() {
		if completed {
			news, any = l.within(true)
		}
	})
	if any {
		j.env.SignalWorkflow(dossier.SignalStageNews, news)
	}
}

// meddle is what people do beside commands, at random.
func (l *law) meddle(r *rand.Rand) {
	switch r.IntN(6) {
	case 0:
		l.revise(true, nil)
	case 1, 2:
		l.revise(l.pack == 0, l.in.Docs)
	case 3:
		l.remark()
	case 4:
		l.answer()
	case 5:
		l.support += r.IntN(20_000)
	}
}

// anything is a command at random: mostly one that the stage takes.
func (l *law) anything(r *rand.Rand) asked {
	var in procedure.StageDef
	var seq int64
	var pack string
	l.look(func() { in, seq, pack = l.in, l.seq, l.hash() })
	names := slices.DeleteFunc(slices.Clone(dossier.CommandNames), func(n dossier.CommandName) bool {
		return n == dossier.Advance || n == dossier.Withdraw && r.IntN(8) > 0
	})
	name := names[r.IntN(len(names))]
	for range 6 {
		if dossier.Takes(string(in.Kind), name) {
			break
		}
		name = names[r.IntN(len(names))]
	}
	row := asked{name: name, channel: "nowhere", pack: pack, by: fmt.Sprintf("lead/%d", r.IntN(3)), reasons: r.IntN(3) > 0,
		present: r.IntN(300), favour: r.IntN(300), chair: r.IntN(2) == 0}
	switch r.IntN(3) {
	case 0: // about what a quorum asks for
		row.present, row.favour = members/2-1+r.IntN(members/2), members/2-2+r.IntN(5)
	case 1:
		row.present, row.favour = members, members
	}
	if len(in.Channels) > 0 && r.IntN(8) > 0 {
		row.channel = in.Channels[r.IntN(len(in.Channels))]
	}
	if len(in.Outcomes) > 0 {
		o := in.Outcomes[r.IntN(len(in.Outcomes))]
		row.outcome = o.ID
		if len(o.Grounds) > 0 && r.IntN(2) == 0 {
			row.ground = o.Grounds[r.IntN(len(o.Grounds))]
		}
	}
	if len(in.Signatures) > 0 {
		row.by = fmt.Sprintf("%s/%d", in.Signatures[r.IntN(len(in.Signatures))].By, r.IntN(3))
	}
	if bodies := asks(in); len(bodies) > 0 {
		row.by = bodies[r.IntN(len(bodies))]
	}
	if r.IntN(6) == 0 {
		row.pack = "sha256:old"
	}
	if r.IntN(8) == 0 {
		row.seq = max(1, seq-1+int64(r.IntN(3)))
	}
	return row
}

// sensible does what the stage wants beside commands, and returns the command with
// which sensible people go on; false: there is nothing to do but to wait.
func (l *law) sensible() (asked, bool) {
	var row asked
	l.look(func() {
		if l.status != dossier.Open {
			return
		}
		l.answer()
		for _, s := range l.in.Thresholds {
			l.support = max(l.support, s.Count, s.Percent*electorate/100+1)
		}
		l.prepareDocuments()
		main := l.in.Main()
		row = asked{outcome: main.ID, pack: l.hash(), reasons: true}
		if len(main.Grounds) > 0 {
			row.ground = main.Grounds[0]
		}
		if q := l.in.Quorum; q != nil {
			row.present = q.Of(members).Members
			row.favour = row.present
		}
		row.name = l.nextCommand(&row)
		l.turnsBack(&row)
	})
	return row, row.name != ""
}

// turnsBack sends back what lacks a document where no version may come any more, and
// what is to be signed and has opinions on another text.
func (l *law) turnsBack(row *asked) {
	against := procedure.Unmet(l.in, row.outcome, l.facts(*row))
	_, returns := l.in.Outcome("returned")
	stale := slices.ContainsFunc(against, func(r procedure.Reason) bool { return r.Code == procedure.OpinionsBoundToText })
	if stale && returns && l.in.Signed() {
		row.name, row.outcome = dossier.Return, "returned"
		return
	}
	lacks := slices.ContainsFunc(against, func(r procedure.Reason) bool { return r.Code == procedure.DocumentsPresent })
	back := slices.IndexFunc(l.in.Outcomes, func(o procedure.OutcomeDef) bool {
		return o.Ungated && !o.Barred && !o.LapseOnly && o.Next != procedure.End
	})
	chosen := row.name == dossier.Complete || row.name == dossier.RecordConclusion
	if lacks && chosen && l.in.Text == procedure.TextFrozen && back >= 0 {
		row.outcome = l.in.Outcomes[back].ID
	}
}

// prepareDocuments adds a version where the stage has none of what it asks for.
func (l *law) prepareDocuments() {
	kinds := slices.Clone(l.in.Docs)
	applied := l.def.For(l.traits)
	if next, ok := applied.Stage(l.in.Main().Next); ok && next.Text == procedure.TextFrozen {
		kinds = append(kinds, next.Docs...) // there it would be too late
	}
	act := l.pack == 0 || slices.Contains(kinds, "act") && l.docs["act"] == 0
	lacking := slices.DeleteFunc(kinds, func(kind string) bool {
		return kind == "act" || !act && l.docs[kind] > 0 && l.docs[kind] >= l.docs["act"]
	})
	if act || len(lacking) > 0 {
		l.revise(act, lacking)
	}
}

func (l *law) nextCommand(row *asked) dossier.CommandName {
	switch {
	case l.in.Kind == procedure.Report:
		return dossier.PublishReport
	case l.in.Kind.ByPerson():
		return dossier.Complete
	case l.in.Kind == procedure.Decision && l.in.Collegial:
		return dossier.RecordConclusion
	case l.in.Kind == procedure.Decision && l.prepared != l.hash():
		return dossier.Prepare
	case l.in.Kind == procedure.Decision:
		row.by = l.nextSigner()
		return dossier.Sign
	case l.in.Kind.ByChannels() && !l.open:
		i := slices.IndexFunc(l.in.Channels, func(c string) bool { return !slices.Contains(l.proved, c) })
		if i < 0 {
			return ""
		}
		row.channel = l.in.Channels[i]
		return dossier.PublishProof
	case l.in.Kind == procedure.Opinions:
		i := slices.IndexFunc(asks(l.in), func(b string) bool { return l.given[b] != l.substance() })
		if i < 0 {
			return ""
		}
		row.by = asks(l.in)[i]
		return dossier.GiveOpinion
	}
	return ""
}

// nextSigner returns one who has not signed the package as it is, of a body whose
// signature is missing.
func (l *law) nextSigner() string {
	body := procedure.Lead
	if missing := l.facts(asked{}).SignaturesMissing; len(missing) > 0 {
		body = missing[0]
	}
	for n := 0; ; n++ {
		who := fmt.Sprintf("%s/%d", body, n)
		if l.signatures[who] != l.hash() {
			return who
		}
	}
}
