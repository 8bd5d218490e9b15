package store_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

const ministries = "Закон о министарствима, „Службени гласник РС”, број 1/27"

// operator is somebody who may change bodies.
func (w *world) operator() string {
	w.t.Helper()
	return storetest.Person(w.t, w.s, "Оператер", "MTEST operator")
}

// merges has MTEST and MDRUGO become MNOVO today.
func (w *world) merges(operator string) {
	w.t.Helper()
	err := w.s.ChangeBodies(w.t.Context(), operator, store.BodyChange{Kind: store.BodyMerged, Day: civilDay(w.t, 0), Act: ministries,
		From: []string{"MTEST", "MDRUGO"}, New: &store.NewBody{Code: "MNOVO", NameSr: "Министарство проба и другог", NameEn: "Ministry of Both"}})
	if err != nil {
		w.t.Fatalf("merge: %v", err)
	}
}

// TestAMinistryIsMergedInTheMiddleOfADebate merges the lead with another ministry
// while comments come in: whoever had a part in it goes on under the new name.
func TestAMinistryIsMergedInTheMiddleOfADebate(t *testing.T) {
	w, round := inRound(t)
	in := w.s.NewIntake(t.Context(), 1)
	_, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: "k", Submission: submission("Рок је предуг.")})
	if err != nil {
		t.Fatal(err)
	}
	before := w.commands(w.signerA)
	w.merges(w.operator())
	if diff := cmp.Diff(before, w.commands(w.signerA)); diff != "" {
		t.Errorf("what the signer may do (-before +after)\n%s", diff)
	}
	v := w.see(w.drafter)
	if v.LeadCode != "MTEST" || v.LeadNameSr != "Министарство MTEST" {
		t.Errorf("the dossier is of %s %s, want the name of its day", v.LeadCode, v.LeadNameSr)
	}
	heirs, err := w.s.Successors(t.Context())
	if err != nil || heirs["MTEST"].Code != "MNOVO" || heirs["MDRUGO"].NameSr != "Министарство проба и другог" {
		t.Errorf("got %v, %v", heirs, err)
	}
	_, err = in.Submit(t.Context(), store.Delivery{Round: round, Key: "k2", Submission: submission("И ово.")})
	if err != nil {
		t.Errorf("the round takes no more: %v", err)
	}
	w.lapse()
	w.lapse()
	if got := w.waits(w.drafter); got != dossier.PublishReport {
		t.Errorf("the drafter's task is %q", got)
	}
	comments, _, err := w.s.Comments(t.Context(), w.drafter, round, store.Page{})
	if err != nil || len(comments) != 2 {
		t.Fatalf("got %d comments, %v", len(comments), err)
	}
	for _, c := range comments {
		_, err = w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: c.ID, Outcome: "noted", Reasons: "Узето у обзир."})
		if err != nil {
			t.Errorf("answer: %v", err)
		}
	}
	w.reports()
	if got := w.see(w.drafter).Stages; got[len(got)-1].ActorCode != "MNOVO" {
		t.Errorf("the next stage is of %s", got[len(got)-1].ActorCode)
	}
}

// TestSignaturesOfAMergedMinistryStand merges it between two signatures.
func TestSignaturesOfAMergedMinistryStand(t *testing.T) {
	w := atDecision(t)
	hash := w.hash(t)
	w.do(w.second, dossier.Prepare, dossier.Args{Package: hash})
	w.do(w.signerA, dossier.Sign, dossier.Args{Package: hash})
	w.merges(w.operator())
	if got := w.waits(w.signerB); got != dossier.Sign {
		t.Errorf("the second signer's task is %q", got)
	}
	w.refuses("who signed for the old ministry", w.signerA, dossier.Sign, dossier.Args{Package: hash}, dossier.CodeAlreadySigned)
	w.do(w.signerB, dossier.Sign, dossier.Args{Package: hash})
	if got := w.see(w.drafter).Status; got != dossier.Completed {
		t.Errorf("got %s", got)
	}
}

// TestAnOpinionIsGivenByWhoTookOver merges two bodies that were asked: one opinion
// of the new one is the opinion of both.
func TestAnOpinionIsGivenByWhoTookOver(t *testing.T) {
	w := newWorld(t, "rs.law.government", store.Opening{})
	for _, code := range []string{"MF", "MEI", "RSZ", "RSJP"} {
		storetest.Ministry(t, w.s, code)
	}
	giver := storetest.Person(t, w.s, "Давалац", "MF opinion_giver")
	both := storetest.Person(t, w.s, "Давалац у оба", "MF opinion_giver", "MEI opinion_giver")
	other := storetest.Person(t, w.s, "Други давалац", "RSZ opinion_giver")
	w.addAct(draft)
	w.exec(`UPDATE stage_runs SET ended_at = clock_timestamp(), legal_ended = clock_timestamp(), outcome = 'planned'`)
	w.enter("opinions")
	asked := w.count(`SELECT count(*) FROM opinion_requests`)
	if asked < 3 {
		t.Fatalf("%d were asked", asked)
	}
	err := w.s.ChangeBodies(t.Context(), w.operator(), store.BodyChange{Kind: store.BodyMerged, Day: civilDay(t, 0), Act: ministries,
		From: []string{"MF", "MEI"}, New: &store.NewBody{Code: "MFEI", NameSr: "Министарство финансија и европских послова", NameEn: "Ministry of Finance and Europe"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := w.waits(giver); got != dossier.GiveOpinion {
		t.Errorf("the giver's task is %q", got)
	}
	w.refuses("another's", other, dossier.GiveOpinion, dossier.Args{Package: w.hash(t), Opinion: dossier.Positive, Body: "MFEI"}, dossier.CodeNotAsked)
	w.do(both, dossier.GiveOpinion, dossier.Args{Package: w.hash(t), Opinion: dossier.Positive})
	if got := w.waits(giver); got != "" {
		t.Errorf("the giver's task is still %q", got)
	}
	given := w.count(`SELECT count(DISTINCT b.code) FROM opinions o JOIN bodies b ON b.id = o.body WHERE b.code IN ('MF', 'MEI')`)
	if given != 2 {
		t.Errorf("%d of two have their opinion", given)
	}
}

// TestDossiersAreFoundByWhoTookOver merges the lead: its dossiers are found by the
// heir and still by its own name, and those of others by neither.
func TestDossiersAreFoundByWhoTookOver(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	storetest.Ministry(t, w.s, "MTRECE")
	found := func(body string) int {
		t.Helper()
		list, _, err := w.s.Dossiers(t.Context(), w.drafter, store.DossierFilter{Body: body, Page: store.Page{Limit: 20}})
		if err != nil {
			t.Fatal(err)
		}
		page, err := w.s.DossierPage(t.Context(), w.drafter, store.DossierFilter{Body: body, Order: store.OrderClosing, Page: store.Page{Limit: 20}}, 1)
		if err != nil || page.Total != len(list) || len(page.Rows) != len(list) {
			t.Errorf("%s: a list of %d, a page of %d of %d, %v", body, len(list), len(page.Rows), page.Total, err)
		}
		return len(list)
	}
	operator := w.operator()
	w.merges(operator)
	err := w.s.ChangeBodies(t.Context(), operator, store.BodyChange{Kind: store.BodyRenamed, Day: civilDay(t, 1), Act: ministries, From: []string{"MNOVO"},
		New: &store.NewBody{Code: "MNAJNOVIJE", NameSr: "Министарство најновијих проба", NameEn: "Ministry of Newest Trials"}})
	if err != nil {
		t.Fatal(err)
	}
	for body, want := range map[string]int{"MTEST": 1, "MNOVO": 1, "MNAJNOVIJE": 1, "MDRUGO": 0, "MTRECE": 0, "": 1} {
		if got := found(body); got != want {
			t.Errorf("%s: found %d, want %d", body, got, want)
		}
	}
}

// TestAppointmentsAndWhatIsLentPassToTheSuccessor looks at every kind of days.
func TestAppointmentsAndWhatIsLentPassToTheSuccessor(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	operator := w.operator()
	storetest.Ministry(t, w.s, "MSVE")
	storetest.Appoint(t, w.s, w.drafter, "MSVE", dossier.Drafter, "2020-01-01", civilDay(t, 30))
	storetest.Appoint(t, w.s, w.drafter, "MDRUGO", dossier.Drafter, "2020-01-01", "")
	later := storetest.Person(t, w.s, "Од сутра")
	storetest.Appoint(t, w.s, later, "MTEST", dossier.Signer, civilDay(t, 10), civilDay(t, 20))
	over := storetest.Person(t, w.s, "До јуче")
	storetest.Appoint(t, w.s, over, "MTEST", dossier.Signer, "2020-01-01", civilDay(t, -1))
	_, err := w.s.Delegate(t.Context(), w.signerA, dossier.Delegation{Delegate: w.second, Body: "MTEST", Role: dossier.Signer, From: civilDay(t, 0), Until: civilDay(t, 20), Reason: "Одмор."})
	if err != nil {
		t.Fatal(err)
	}
	days := func(person, body string, role dossier.Role) []string {
		a, err := w.s.Actor(t.Context(), person)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, p := range a.Appointments {
			if p.Body == body && p.Role == role {
				all = append(all, p.From+"/"+p.Until)
			}
		}
		return all
	}
	change := store.BodyChange{Kind: store.BodyMerged, Day: civilDay(t, 5), Act: ministries, From: []string{"MTEST", "MDRUGO"}, Successor: "MSVE"}
	before := w.count(`SELECT count(*) FROM appointments`)
	impact, err := w.s.PreviewBodyChange(t.Context(), operator, change)
	if err != nil {
		t.Fatal(err)
	}
	if want := (store.BodyImpact{Dossiers: 1, Acting: 1, Appointments: 9, Delegations: 1}); impact != want {
		t.Errorf("the preview counts %+v, want %+v", impact, want)
	}
	if got := w.count(`SELECT count(*) FROM appointments`); got != before {
		t.Error("the preview changed appointments")
	}
	err = w.s.ChangeBodies(t.Context(), operator, change)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, person, body string
		role               dossier.Role
		want               []string
	}{
		{"what is held goes to the day before", w.signerB, "MTEST", dossier.Signer, []string{"2020-01-01/" + civilDay(t, 4)}},
		{"and on in the successor", w.signerB, "MSVE", dossier.Signer, []string{civilDay(t, 5) + "/"}},
		{"what is to come comes in the successor", later, "MSVE", dossier.Signer, []string{civilDay(t, 10) + "/" + civilDay(t, 20)}},
		{"and not in the old one", later, "MTEST", dossier.Signer, nil},
		{"what is over is over", over, "MSVE", dossier.Signer, nil},
		{"what was held in several is held once, where it was not held already", w.drafter, "MSVE", dossier.Drafter, []string{"2020-01-01/" + civilDay(t, 30), civilDay(t, 31) + "/"}},
		{"what is lent is lent in the old one", w.second, "MTEST", dossier.Signer, []string{civilDay(t, 0) + "/" + civilDay(t, 4)}},
		{"and on in the successor, to its last day", w.second, "MSVE", dossier.Signer, []string{civilDay(t, 5) + "/" + civilDay(t, 20)}},
	} {
		if diff := cmp.Diff(c.want, days(c.person, c.body, c.role)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, diff)
		}
	}
	changes, err := w.s.BodyChanges(t.Context(), operator)
	if err != nil || len(changes) != 1 || !changes[0].Ahead || len(changes[0].From) != 2 || changes[0].NameSr != "Министарство MSVE" || changes[0].Carried != 9 {
		t.Fatalf("got %+v, %v", changes, err)
	}
	wantCode(t, "undone by who is no operator", w.s.UndoBodyChange(t.Context(), w.drafter, changes[0].ID), dossier.CodeRoleRequired)
	err = w.s.UndoBodyChange(t.Context(), operator, changes[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if got := w.count(`SELECT count(*) FROM appointments`); got != before {
		t.Errorf("%d appointments, there were %d", got, before)
	}
	if diff := cmp.Diff([]string{"2020-01-01/"}, days(w.signerB, "MTEST", dossier.Signer)); diff != "" {
		t.Errorf("undone (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{civilDay(t, 10) + "/" + civilDay(t, 20)}, days(later, "MTEST", dossier.Signer)); diff != "" {
		t.Errorf("undone, what is to come (-want +got)\n%s", diff)
	}
	wantCode(t, "undone twice", w.s.UndoBodyChange(t.Context(), operator, changes[0].ID), dossier.CodeChangeBegun)
}

func TestABodyIsRenamedAndTheNewNameIsUndoneBeforeItsDay(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	operator := w.operator()
	rename := store.BodyChange{Kind: store.BodyRenamed, Day: civilDay(t, 3), Act: ministries, From: []string{"MTEST"},
		New: &store.NewBody{Code: "MTEST2", NameSr: "Министарство за пробу", NameEn: "Ministry for Testing"}}
	for range 2 { // once more after it was undone
		err := w.s.ChangeBodies(t.Context(), operator, rename)
		if err != nil {
			t.Fatal(err)
		}
		changes, err := w.s.BodyChanges(t.Context(), operator)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(changes, func(c store.BodyChangeView) bool { return !c.Undone })
		err = w.s.UndoBodyChange(t.Context(), operator, changes[i].ID)
		if err != nil {
			t.Fatal(err)
		}
	}
	bodies, err := w.s.Bodies(t.Context())
	if err != nil || slices.ContainsFunc(bodies, func(b store.Body) bool { return b.Code == "MTEST2" || b.Code == "MTEST" && b.ValidTo != "" }) {
		t.Errorf("got %+v, %v", bodies, err)
	}
	changes, err := w.s.BodyChanges(t.Context(), operator)
	if err != nil || len(changes) != 2 || !changes[0].Undone || changes[0].NameSr != "Министарство за пробу" {
		t.Errorf("the record has %+v, %v", changes, err)
	}
	err = w.s.ChangeBodies(t.Context(), operator, rename)
	if err != nil {
		t.Fatal(err)
	}
	storetest.Appoint(t, w.s, w.stranger, "MTEST2", dossier.Signer, civilDay(t, 3), "")
	changes, _ = w.s.BodyChanges(t.Context(), operator)
	i := slices.IndexFunc(changes, func(c store.BodyChangeView) bool { return !c.Undone })
	wantCode(t, "undone when somebody was appointed to it", w.s.UndoBodyChange(t.Context(), operator, changes[i].ID), dossier.CodeChangeFollowed)
	second := rename
	second.Day, second.From, second.New = civilDay(t, 9), []string{"MTEST2"}, &store.NewBody{Code: "MTEST3", NameSr: "Треће", NameEn: "Third"}
	err = w.s.ChangeBodies(t.Context(), operator, second)
	if err != nil {
		t.Fatal(err)
	}
	wantCode(t, "undone when another change follows", w.s.UndoBodyChange(t.Context(), operator, changes[i].ID), dossier.CodeChangeFollowed)
}

func TestAChangeOfBodiesThatCannotBeMade(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	operator := w.operator()
	storetest.Ministry(t, w.s, "MPRAZNO")
	today := civilDay(t, 0)
	names := &store.NewBody{Code: "MNOVO", NameSr: "Ново", NameEn: "New"}
	good := store.BodyChange{Kind: store.BodyRenamed, Day: civilDay(t, 1), Act: ministries, From: []string{"MTEST"}, New: names}
	for _, c := range []struct {
		name   string
		change func(*store.BodyChange)
		field  string
		code   dossier.Code
	}{
		{"without an act", func(c *store.BodyChange) { c.Act = " " }, "act", dossier.CodeActMissing},
		{"from yesterday", func(c *store.BodyChange) { c.Day = civilDay(t, -1) }, "day", dossier.CodeDateInPast},
		{"on no day", func(c *store.BodyChange) { c.Day = "сутра" }, "day", dossier.CodeDateInvalid},
		{"of no kind", func(c *store.BodyChange) { c.Kind = "split" }, "kind", dossier.CodeKindUnknown},
		{"of no body", func(c *store.BodyChange) { c.From = nil }, "from", dossier.CodeBodyParts},
		{"two renamed as one", func(c *store.BodyChange) { c.From = []string{"MTEST", "MDRUGO"} }, "from", dossier.CodeBodyParts},
		{"one merged into a new one", func(c *store.BodyChange) { c.Kind = store.BodyMerged }, "from", dossier.CodeBodyParts},
		{"one twice", func(c *store.BodyChange) { c.Kind, c.From = store.BodyMerged, []string{"MTEST", "MTEST"} }, "from", dossier.CodeBodyParts},
		{"merged into itself", func(c *store.BodyChange) { c.Kind, c.New, c.Successor = store.BodyMerged, nil, "MTEST" }, "successor", dossier.CodeBodySuccessor},
		{"merged into nothing", func(c *store.BodyChange) { c.Kind, c.New, c.From = store.BodyMerged, nil, []string{"MTEST", "MDRUGO"} }, "successor", dossier.CodeBodySuccessor},
		{"abolished for a new one", func(c *store.BodyChange) { c.Kind = store.BodyAbolished }, "successor", dossier.CodeBodySuccessor},
		{"a code in other letters", func(c *store.BodyChange) {
			c.New = &store.NewBody{Code: "МНОВО", NameSr: "Ново", NameEn: "New"}
		}, "code", dossier.CodeBodyCode},
		{"a code that is taken", func(c *store.BodyChange) { c.New = &store.NewBody{Code: "MDRUGO", NameSr: "Ново", NameEn: "New"} }, "code", dossier.CodeBodyCodeTaken},
		{"without a name", func(c *store.BodyChange) { c.New = &store.NewBody{Code: "MNOVO", NameEn: "New"} }, "name_sr", dossier.CodeNameMissing},
		{"a body that there is not", func(c *store.BodyChange) { c.From = []string{"NEMA"} }, "from", dossier.CodeBodyUnknown},
	} {
		change := good
		c.change(&change)
		for what, err := range map[string]error{"preview": func() error { _, err := w.s.PreviewBodyChange(t.Context(), operator, change); return err }(),
			"change": w.s.ChangeBodies(t.Context(), operator, change)} {
			p := refusedBy(err)
			if p == nil || len(p.Fields) != 1 || p.Fields[0].Name != c.field || p.Fields[0].Code != c.code {
				t.Errorf("%s, %s: got %v, want %s %s", c.name, what, err, c.field, c.code)
			}
		}
	}
	wantCode(t, "by who is no operator", w.s.ChangeBodies(t.Context(), w.drafter, good), dossier.CodeRoleRequired)
	abolish := store.BodyChange{Kind: store.BodyAbolished, Day: today, Act: ministries, From: []string{"MTEST"}}
	wantCode(t, "abolished with an open dossier and nobody to take it", w.s.ChangeBodies(t.Context(), operator, abolish), dossier.CodeBodyHasWork)
	abolish.From = []string{"MPRAZNO"}
	if err := w.s.ChangeBodies(t.Context(), operator, abolish); err != nil {
		t.Errorf("abolished with nothing open: %v", err)
	}
	abolish.From = []string{"MTEST"}
	abolish.Successor = "MDRUGO"
	if err := w.s.ChangeBodies(t.Context(), operator, abolish); err != nil {
		t.Errorf("abolished with a successor: %v", err)
	}
	wantCode(t, "what is abolished", w.s.ChangeBodies(t.Context(), operator, good), dossier.CodeBodyEnded)
	if got := w.waits(w.drafter); got != dossier.PublishProof {
		t.Errorf("the drafter lost the task: %q", got)
	}
	changes, err := w.s.BodyChanges(t.Context(), operator)
	if err != nil {
		t.Fatal(err)
	}
	wantCode(t, "undone on its day", w.s.UndoBodyChange(t.Context(), operator, changes[0].ID), dossier.CodeChangeBegun)
}
