package web

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// course returns a dossier of the law by the Government at noon of a day, with
// runs such as `plan 2026-01-10 2026-01-12 planned`; the last one, without an
// end, is present.
func course(t *testing.T, day string, runs ...string) store.DossierView {
	t.Helper()
	d := store.DossierView{Definition: shippedProcedure(t, "rs.law.government").For(nil), LegalNow: noonOf(t, day)}
	d.Ref, d.Status, d.Visibility, d.LeadNameSr, d.LeadNameEn = "2026-0007", dossier.Open, dossier.Public, "Министарство проба", "Ministry of Tests"
	d.Procedure, d.Kind = d.Definition.ID, "law"
	for i, r := range runs {
		words := append(strings.Fields(r), "", "")
		st, ok := d.Definition.Stage(words[0])
		if !ok {
			t.Fatalf("no stage %s", words[0])
		}
		run := store.StageView{No: i + 1, Stage: st.ID, Kind: string(st.Kind), Entered: noonOf(t, words[1]), Outcome: words[3], ActorSr: d.LeadNameSr, ActorEn: d.LeadNameEn}
		if b, ok := d.Definition.Body(st.Actor); ok {
			run.ActorCode, run.ActorSr, run.ActorEn = b.Code, b.NameSr, b.NameEn
		}
		if words[2] != "" {
			ended := noonOf(t, words[2])
			run.Ended = &ended
		}
		d.Stages, d.Stage = append(d.Stages, run), st.ID
	}
	d.Form = d.Definition.Form(d.Stage, false)
	return d
}

func noonOf(t *testing.T, day string) time.Time {
	t.Helper()
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	return at.Add(11 * time.Hour)
}

// lasts gives the last run a window of its definition until a day.
func lasts(d *store.DossierView, window, due string) {
	run := &d.Stages[len(d.Stages)-1]
	st, _ := d.Definition.Stage(run.Stage)
	w, _ := st.Window(window)
	run.Windows = append(run.Windows, store.WindowView{StageNo: run.No, ID: w.ID, Kind: string(w.Kind), Term: w.Term, Starts: due, Raw: due, Due: due,
		FirstDue: due, Basis: w.Basis, Verified: w.Evidence.Verified()})
}

func TestAHeadlineSaysWhatIsGoingOn(t *testing.T) {
	debate := func(change func(*store.DossierView)) store.DossierView {
		d := course(t, "2026-11-23", "public_debate 2026-11-10")
		published := noonOf(t, "2026-11-10")
		d.Stages[0].Published, d.OpenRound, d.ClosesOn = &published, "x", "2026-11-30"
		lasts(&d, "debate", "2026-11-30")
		change(&d)
		return d
	}
	ended := func(status dossier.Status, runs ...string) store.DossierView {
		d := course(t, "2026-12-20", runs...)
		d.Status = status
		d.LegalEnded = d.Stages[len(d.Stages)-1].Ended
		return d
	}
	opinions := course(t, "2026-11-23", "opinions 2026-11-16")
	lasts(&opinions, "opinions", "2026-11-30")
	opinions.Stages[0].Opinions = []store.OpinionView{{Current: true}, {Silent: true}, {Opinion: "positive"}, {}}
	late := course(t, "2026-12-03", "opinions 2026-11-16")
	lasts(&late, "opinions", "2026-11-30")
	late.Stages[0].Overdue = true
	force := course(t, "2026-12-03", "gazette 2026-12-01 2026-12-01 published", "entry_into_force 2026-12-01")
	lasts(&force, "vacatio", "2026-12-09")
	inForce := ended(dossier.Completed, "gazette 2026-12-01 2026-12-01 published", "entry_into_force 2026-12-01 2026-12-09 elapsed")
	inForce.Stages[1].Windows = force.Stages[1].Windows
	half := course(t, "2026-11-23", "start_notice 2026-11-16")
	half.Stages[0].Proofs = []store.ProofView{{Channel: "own_site"}}
	tests := map[string]struct {
		d      store.DossierView
		sr, en string
		class  string
	}{
		"nothing has begun": {d: course(t, "2026-11-23"), sr: "Једна фаза је завршена, следећа почиње. То траје тренутак. Учитајте страницу поново.",
			en: "One stage has ended and the next begins. That takes a moment. Load the page again."},
		"comments are taken": {d: debate(func(*store.DossierView) {}), sr: "Јавна расправа – у току. Коментаре можете послати до 30. 11. 2026. у 24.00 – још 7 дана.",
			en: "Public debate: under way. You can send comments until 30 November 2026 at 24:00 – 7 days left."},
		"the last day": {d: debate(func(d *store.DossierView) { d.LegalNow = noonOf(t, "2026-11-30") }),
			sr: "Јавна расправа – у току. Коментаре можете послати до 30. 11. 2026. у 24.00 – данас је последњи дан.",
			en: "Public debate: under way. You can send comments until 30 November 2026 at 24:00 – today is the last day."},
		"the round is over and not put down yet": {d: debate(func(d *store.DossierView) { d.LegalNow = noonOf(t, "2026-12-01") }), class: "closed",
			sr: "Јавна расправа – коментари се више не примају. Рок је истекао. Следи извештај, са одговором на сваки коментар.",
			en: "Public debate: comments are no longer taken. The term has ended. The report follows, with an answer to every comment."},
		"publication is awaited": {d: course(t, "2026-11-23", "public_debate 2026-11-10"), class: "closed",
			sr: "Јавна расправа – чека се објава. Рок почиње да тече када се докаже да је објављено на сваком прописаном месту. Још недостаје: интернет страница предлагача и портал еКонсултације.",
			en: "Public debate: publication is awaited. The clock starts when publication is proved in every prescribed place. Still missing: the proposer’s website and the eKonsultacije portal."},
		"a notice in one place": {d: half, sr: "Обавештење о отпочињању израде нацрта закона – у току. Обавештење објављује Министарство проба. Још недостаје доказ: портал еКонсултације.",
			en: "Notice that drafting has begun: under way. The notice is published by the Ministry of Tests. Proof is still missing for: the eKonsultacije portal."},
		"opinions": {d: opinions, sr: "Прибављање мишљења – у току. Органи дају мишљење на текст: стигло је 2 од 4. Рок је 30. 11. 2026. – још 7 дана.",
			en: "Opinions of other bodies: under way. Bodies give their opinions on the text: 2 of 4 are in. It is due by 30 November 2026 – 7 days left."},
		"late": {d: late, class: "late", sr: "Прибављање мишљења – касни 3 дана. Органи дају мишљење на текст: стигло је 0 од 0. Рок је био 30. 11. 2026.",
			en: "Opinions of other bodies: 3 days late. Bodies give their opinions on the text: 0 of 0 are in. It was due by 30 November 2026."},
		"a committee decides": {d: course(t, "2026-11-23", "debate_required 2026-11-10"),
			sr: "Одлука о томе да ли је јавна расправа обавезна – у току. Одлуку доноси Надлежни одбор Владе.",
			en: "Decision whether a public debate is mandatory: under way. The decision is taken by the Competent committee of the Government."},
		"signatures": {d: course(t, "2026-11-23", "sign_off 2026-11-10"), sr: "Потписивање материјала за седницу Владе – у току. Материјал одобрава и потписује Министарство проба.",
			en: "Signature of the package for the Government: under way. The package is approved and signed by the Ministry of Tests."},
		"the act waits to enter into force": {d: force, sr: "Ступање на снагу – у току. Закон ступа на снагу 9. 12. 2026.",
			en: "Entry into force: under way. The law enters into force on 9 December 2026."},
		"in force": {d: inForce, class: "done", sr: "Закон је на снази од 9. 12. 2026.", en: "The law is in force. It entered into force on 9 December 2026."},
		"completed without an act": {d: ended(dossier.Completed, "plan 2026-12-01 2026-12-02 planned"), class: "done",
			sr: "Поступак је окончан. Окончан је 2. 12. 2026.", en: "The procedure is completed. It was completed on 2 December 2026."},
		"rejected": {d: ended(dossier.Rejected, "assembly_vote 2026-12-01 2026-12-02 rejected"), class: "closed",
			sr: "Предлог закона је одбијен. Дана 2. 12. 2026. одлучио је следећи орган: Народна скупштина. Образложење стоји у прегледу догађаја.",
			en: "The bill was rejected. Decided on 2 December 2026 by the National Assembly. The reasons stand with what happened."},
		"withdrawn": {d: ended(dossier.Withdrawn, "ria 2026-12-01 2026-12-02 withdrawn"), class: "closed",
			sr: "Нацрт закона је повучен. Повучен је 2. 12. 2026. Образложење стоји у прегледу догађаја.",
			en: "The draft law was withdrawn. It was withdrawn on 2 December 2026. The reasons stand with what happened."},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			phases, err := tt.d.Phases()
			if err != nil {
				t.Fatal(err)
			}
			for l, want := range map[locale.Lang]string{locale.SrCyrl: tt.sr, locale.En: tt.en} {
				s := reader(l).standing(tt.d, phases)
				if got := plain(s.Lead + " " + s.Text); got != want || s.Class != tt.class {
					t.Errorf("got %q (%s)\nwant %q (%s)", got, s.Class, want, tt.class)
				}
				w := writer{l, locale.For(l)}
				ends := strings.Contains(tt.en, "until ") || strings.Contains(tt.en, "due by ")
				if got := string(w.timed(s.Text, s.Ends)); strings.Contains(got, "(UTC+1)") != ends {
					t.Errorf("got %s; the end of a term stands in it with its zone, want %t", got, ends)
				}
			}
		})
	}
}

// plain writes spaces that do not break as those that do.
func plain(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

// TestEveryStageHasItsHeadline goes through all stages of all procedures.
func TestEveryStageHasItsHeadline(t *testing.T) {
	for _, def := range procedure.Shipped() {
		for _, st := range def.Stages {
			d := store.DossierView{Definition: def, LegalNow: noonOf(t, "2026-11-23")}
			d.Status, d.LeadNameSr, d.LeadNameEn = dossier.Open, "Министарство проба", "Ministry of Tests"
			d.Stages = []store.StageView{{No: 1, Stage: st.ID, Kind: string(st.Kind), Entered: d.LegalNow, ActorSr: "Министарство проба", ActorEn: "Ministry of Tests"}}
			phases, err := d.Phases()
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range locale.Langs() {
				s := reader(l).standing(d, phases)
				if text := s.Lead + s.Text; strings.Contains(text, "standing.") || strings.Contains(text, "…") {
					t.Errorf("%s, %s in %s: %q", def.ID, st.ID, l, text)
				}
			}
		}
	}
}

// step returns a step of a stage.
func step(t *testing.T, seq int64, no int, stage, day, kind, name, outcome string) store.StepView {
	t.Helper()
	at := noonOf(t, day).Add(time.Duration(seq) * time.Second)
	return store.StepView{LegalAt: at, StageNo: no, Record: dossier.Record{Seq: seq, At: dossier.Instant(at), Kind: kind, Stage: stage, Name: name, Outcome: outcome}}
}

func TestEveryStepIsASentence(t *testing.T) {
	given := func(seq int) *time.Time {
		at := noonOf(t, "2026-11-20").Add(time.Duration(seq) * time.Second)
		return &at
	}
	tests := []struct {
		stage, kind, name, outcome string
		want                       string
	}{
		{"", "opened", "", "", "Предмет је отворен. Предлагач: Министарство проба."},
		{"plan", "stage_entered", "", "", "Почела је фаза „Уврштавање у План рада Владе”. Поступа: Министарство проба."},
		{"plan", "command", "complete", "planned", "Завршена је фаза „Уврштавање у План рада Владе”. Исход: Уврштено у план."},
		{"start_notice", "command", "publish_proof", "", "Унет је доказ о објави у фази „Обавештење о отпочињању израде нацрта закона”."},
		{"gazette", "command", "publish_proof", "published", "Објава је доказана на сваком прописаном месту. Завршена је фаза „Објављивање у ’Службеном гласнику Републике Србије’”."},
		{"public_debate", "command", "publish_proof", "", "Објава је доказана на сваком прописаном месту и рок је почео да тече. Коментари се примају у фази „Јавна расправа”."},
		{"public_debate", "command", "extend", "", "Продужен је рок за коментаре у фази „Јавна расправа”. Нови рок: 7. 12. 2026."},
		{"public_debate", "lapsed", "comments", "", "Протекло је најкраће време за коментаре у фази „Јавна расправа”."},
		{"public_debate", "lapsed", "debate", "closed", "Истекао је рок и коментари се више не примају. Завршена је фаза „Јавна расправа”."},
		{"public_debate", "lapsed", "debate", "", "Протекао је најкраћи прописани рок у фази „Јавна расправа”."},
		{"debate_report", "command", "publish_report", "published", "Објављен је извештај у фази „Извештај о спроведеној јавној расправи”."},
		{"debate_report", "lapsed", "report", "published", "Извештај у фази „Извештај о спроведеној јавној расправи” објављен је аутоматски, истеком рока, са списком коментара без одговора."},
		{"sign_off", "command", "prepare", "", "Материјал је припремљен за потпис у фази „Потписивање материјала за седницу Владе”."},
		{"sign_off", "command", "sign", "", "Материјал је потписан у фази „Потписивање материјала за седницу Владе”; потребни су и други потписи."},
		{"sign_off", "command", "sign", "approved", "Материјал су потписала сва потребна лица. Завршена је фаза „Потписивање материјала за седницу Владе”. Исход: Потписано."},
		{"sign_off", "command", "return", "returned", "Материјал је враћен. Завршена је фаза „Потписивање материјала за седницу Владе”. Исход: Враћено на дораду."},
		{"sign_off", "command", "reject", "rejected", "Нацрт закона је одбијен у фази „Потписивање материјала за седницу Владе”."},
		{"government_session", "command", "record_conclusion", "adopted", "Унета је одлука органа: Влада, акт 05-1/2026 од 19. 11. 2026. Исход: Предлог закона је утврђен."},
		{"assembly_vote", "command", "record_conclusion", "adopted", "Унета је одлука органа: Народна скупштина. Исход: Закон је усвојен."},
		{"opinions", "command", "give_opinion", "negative", "Дато је мишљење. Орган: Министарство финансија. Мишљење: негативно."},
		{"opinions", "command", "give_opinion", "collected", "Дато је мишљење. Орган: Министарство за европске интеграције. Мишљење: позитивно. Тиме су стигла сва тражена мишљења."},
		{"opinions", "lapsed", "opinions", "", "Рок је истекао, а фаза „Прибављање мишљења” није завршена. Од тог дана фаза касни."},
		{"opinions", "lapsed", "opinions", "collected", "Рок за мишљења је истекао и сматра се да органи који их нису дали немају примедаба. Завршена је фаза „Прибављање мишљења”."},
		{"bill_alignment", "lapsed", "alignment", "deemed_withdrawn", "Рок је протекао. Завршена је фаза „Усклађивање предлога закона са Пословником Народне скупштине”. Исход: Сматра се повученим."},
		{"plan", "command", "withdraw", "withdrawn", "Предлагач је повукао нацрт закона."},
		{"assembly_vote", "command", "withdraw", "withdrawn", "Предлагач је повукао предлог закона."},
		{"plan", "command", "set_visibility", "", "Промењена је доступност предмета."},
		{"plan", "command", "advance", "", "Време у предмету је померено на следећи рок."},
		{"public_debate", "command", "recompute", "", "Рок у фази „Јавна расправа” померен је са 7. 12. 2026. на 8. 12. 2026. јер је 7. 12. 2026. нерадни дан (Дан жалости), по акту: Одлука Владе 05-1/2026"},
		{"public_debate", "command", "recompute", "", "Рок у фази „Јавна расправа” помера се са 8. 12. 2026. на 7. 12. 2026. јер 7. 12. 2026. више није нерадни дан (Дан жалости). Основ: Унето грешком."},
		{"plan", "command", "recompute", "", "Рокови у фази „Уврштавање у План рада Владе” поново су израчунати, јер се променио календар нерадних дана."},
		{"public_debate", "command", "compensate", "", "Рок за коментаре у фази „Јавна расправа” продужен је са 7. 12. 2026. на 10. 12. 2026. јер се због прекида рада система коментари нису примали 3 дана (од 20. 11. 2026. у 12.00 (UTC+1) до 22. 11. 2026. у 12.00 (UTC+1))."},
		{"opinions", "command", "ask_opinion", "", "Затражено је мишљење од још једног органа."},
		{"public_debate", "command", "shorten", "", "Скраћен је рок у фази „Јавна расправа”."},
		{"revision", "command", "decide_material_change", "no_new_round", "Одлучено је да се, и поред измена текста после расправе, нови круг не спроводи."},
		{"revision", "command", "decide_material_change", "new_round", "Одлучено је да због измена текста следи нови круг расправе."},
		{"plan", "command", "migrate_procedure", "", "Предмет је прешао са верзије поступка од 31. 3. 2025. на верзију од 1. 1. 2027. Правни основ: Пословник Владе"},
		{"plan", "command", "join_proposer", "MF", "Предлогу се придружио орган: Министарство финансија."},
		{"plan", "command", "leave_proposer", "MNEPOZNATO", "Од предлога је одустао орган: MNEPOZNATO."},
		{"plan", "ended", "completed", "", "Поступак је окончан."},
		{"plan", "ended", "rejected", "", "Поступак је завршен: нацрт закона је одбијен."},
		{"plan", "ended", "withdrawn", "", "Поступак је завршен: нацрт закона је повучен."},
	}
	commands := map[string]bool{}
	var runs []string
	numbers := map[string]int{}
	for _, tt := range tests {
		if tt.kind == "command" {
			commands[tt.name] = true
		}
		if tt.stage != "" && numbers[tt.stage] == 0 {
			runs = append(runs, tt.stage+" 2026-11-20")
			numbers[tt.stage] = len(runs)
		}
	}
	for _, n := range dossier.CommandNames {
		if !commands[string(n)] {
			t.Errorf("no sentence of the test speaks of %s", n)
		}
	}
	d := course(t, "2026-11-23", runs...)
	published := noonOf(t, "2026-11-20")
	debate := &d.Stages[numbers["public_debate"]-1]
	debate.Published = &published
	debate.Windows = []store.WindowView{{ID: "debate", Due: "2026-12-07", Extended: true}}
	d.Stages[numbers["government_session"]-1].Conclude = &store.ConclusionView{BodySr: "Влада", BodyEn: "Government", Number: "05-1/2026", Date: "2026-11-19"}
	d.Stages[numbers["opinions"]-1].Opinions = []store.OpinionView{
		{BodyCode: "MEI", BodySr: "Министарство за европске интеграције", BodyEn: "x", Opinion: "positive", GivenAt: given(9)},
		{BodyCode: "MF", BodySr: "Министарство финансија", BodyEn: "x", Opinion: "negative", GivenAt: given(8)},
		{BodyCode: "RSZ", Silent: true},
	}
	back := noonOf(t, "2026-11-22")
	moves := []store.MoveView{
		{Before: "2026-12-07", Due: "2026-12-08", Date: "2026-12-07", NameSr: "Дан жалости", NameEn: "x", Act: "Одлука Владе 05-1/2026"},
		{Before: "2026-12-08", Due: "2026-12-07", Date: "2026-12-07", NameSr: "Дан жалости", NameEn: "x", Act: "Унето грешком.", Revoked: true},
		{Before: "2026-12-07", Due: "2026-12-10", Began: &published, Ended: &back, Days: 3},
	}
	for i, tt := range tests {
		if tt.name == "migrate_procedure" {
			d.Migrations = []store.MigrationView{{Seq: int64(i + 1), From: "2025-03-31", To: "2027-01-01", Basis: "Пословник Владе"}}
		}
		if tt.outcome == "MF" {
			d.Changes = []store.ProposerChange{{Seq: int64(i + 1), Joined: true, BodyName: store.BodyName{Code: "MF", NameSr: "Министарство финансија", NameEn: "Ministry of Finance"}}}
		}
	}
	steps := make([]store.StepView, len(tests))
	for i, tt := range tests {
		if (tt.name == "recompute" || tt.name == "compensate") && tt.stage == "public_debate" {
			moves[len(d.Moves)].Seq = int64(i + 1)
			d.Moves = append(d.Moves, moves[len(d.Moves)])
		}
		steps[i] = step(t, int64(i+1), numbers[tt.stage], tt.stage, "2026-11-20", tt.kind, tt.name, tt.outcome)
	}
	for i, tt := range tests {
		if got := plain(teller{visit: reader(locale.SrCyrl), d: d, steps: steps, at: i}.sentence(steps[i])); got != tt.want {
			t.Errorf("%s %s %s: got\n%s\nwant\n%s", tt.stage, tt.kind, tt.name, got, tt.want)
		}
		for _, l := range locale.Langs() {
			if got := (teller{visit: reader(l), d: d, steps: steps, at: i}).sentence(steps[i]); strings.Contains(got, "story.") || strings.Contains(got, "…") {
				t.Errorf("%s %s %s in %s: %s", tt.stage, tt.kind, tt.name, l, got)
			}
		}
	}
}

func TestWhatEndsAndWhatBeginsIsOneThing(t *testing.T) {
	d := course(t, "2026-11-23", "plan 2026-11-10 2026-11-12 planned", "start_notice 2026-11-12")
	steps := []store.StepView{
		step(t, 1, 0, "", "2026-11-10", "opened", "", ""),
		step(t, 2, 1, "plan", "2026-11-10", "stage_entered", "", ""),
		step(t, 3, 1, "plan", "2026-11-12", "command", "complete", "planned"),
		step(t, 4, 2, "start_notice", "2026-11-12", "stage_entered", "", ""),
		step(t, 5, 2, "start_notice", "2026-11-13", "command", "publish_proof", ""),
	}
	d.Stages[1].Proofs = []store.ProofView{{Channel: "own_site", URL: "https://primer.example/a"}}
	told := reader(locale.En).story(d, steps)
	if len(told) != 4 || told[1].Then != "The stage “Notice that drafting has begun” began. Acting: Ministry of Tests." || told[3].Text != "The dossier was opened. Proposer: Ministry of Tests." {
		t.Fatalf("got %+v", told)
	}
	if diff := cmp.Diff([]link{{"https://primer.example/a", "the proposer’s website"}}, told[0].Links); diff != "" {
		t.Errorf("links of the proof:\n%s", diff)
	}
}

func TestThatAClockWasMovedIsToldOfRehearsalsAlone(t *testing.T) {
	d := course(t, "2026-11-23", "plan 2026-11-10 2026-11-12 planned", "start_notice 2026-11-12")
	steps := []store.StepView{
		step(t, 1, 1, "plan", "2026-11-10", "stage_entered", "", ""),
		step(t, 2, 1, "plan", "2026-11-12", "command", "complete", "planned"),
		step(t, 3, 2, "start_notice", "2026-11-12", "stage_entered", "", ""),
		step(t, 4, 2, "start_notice", "2026-11-13", "command", "advance", ""),
	}
	moved := "Време у предмету је померено на следећи рок."
	for rehearsal, want := range map[bool]int{false: 2, true: 3} {
		d.Rehearsal = rehearsal
		told := reader(locale.SrCyrl).story(d, steps)
		if len(told) != want || (told[0].Text == moved) != rehearsal {
			t.Errorf("rehearsal %v: told %+v", rehearsal, told)
		}
		runs := reader(locale.SrCyrl).flowRuns(d, steps)
		if got := len(runs[0].Events) + len(runs[1].Events); got != want+1 || (runs[0].Events[0].Text == moved) != rehearsal {
			t.Errorf("rehearsal %v: stage by stage %+v", rehearsal, runs)
		}
	}
}

func TestEveryDeviationIsPutIntoWords(t *testing.T) {
	d := course(t, "2026-11-23", "opinions 2026-11-10")
	d.Stages[0].Opinions = []store.OpinionView{{BodyCode: "MNOVO", BodySr: "Министарство новине", BodyEn: "Ministry of News"}}
	codes := map[store.DeviationCode]string{
		store.Exempted:       "Exemption in the stage “S”: W.",
		store.OffPlan:        "The act is not in the work plan.",
		store.Exempt:         "Exempt from what the stage “S” asks for.",
		store.Reclassified:   "The proposer stated: Kind of law – “Minor amendments”. The body that decides on it found otherwise: “Substantial amendments”.",
		store.Overdue:        "The stage “S” did not end in time. It was due by 30 November 2026; 1 day late.",
		store.ReportLapsed:   "The report in the stage “S” was published automatically on 30 November 2026, when the term ended.",
		store.Silence:        "No opinion came in time, which is taken for no objection. Bodies: Ministry of News and Ministry of Finance.",
		store.Lapsed:         "The stage “S” ended with its term and not by anybody’s decision. Outcome: W.",
		store.Extended:       "The term in the stage “S” was extended by 1 day, from 29 November 2026 to 30 November 2026.",
		store.HolidayMoved:   "The term in the stage “S” was moved by 1 day, from 29 November 2026 to 30 November 2026, because 29 November 2026 is not a working day (Day of mourning).",
		store.Compensated:    "The term in the stage “S” was extended by 1 day, from 29 November 2026 to 30 November 2026, because the system was down and took no comments.",
		store.StaleDocuments: "Older than the text: explanatory memorandum and annex.",
	}
	for code, want := range codes {
		x := store.Deviation{Code: code, StageTitleSr: "С", StageTitleEn: "S", OutcomeSr: "И", OutcomeEn: "W", Params: map[string]string{"ground": "debate_waived",
			"due": "2026-11-30", "first": "2026-11-29", "days": "1", "bodies": "MNOVO,MF", "documents": "explanatory_memorandum,annex",
			"date": "2026-11-29", "name_sr": "Дан жалости", "name_en": "Day of mourning", "trait_sr": "Врста закона", "trait_en": "Kind of law",
			"from_sr": "Мање измене", "from_en": "Minor amendments", "to_sr": "Битне измене", "to_en": "Substantial amendments"}}
		if got := plain(reader(locale.En).deviation(d, x)); got != want {
			t.Errorf("%s: got %q, want %q", code, got, want)
		}
	}
}

func TestTheTrackerSaysWhatEachPhaseIs(t *testing.T) {
	d := course(t, "2026-11-23", "plan 2026-10-01 2026-10-02 planned", "ria 2026-10-05 2026-10-06 full", "debate_required 2026-10-06 2026-10-20 waived", "revision 2026-10-20")
	phases, err := d.Phases()
	if err != nil {
		t.Fatal(err)
	}
	marks := reader(locale.SrCyrl).marks(phases)
	got := each(marks, func(m phaseMark) string { return plain(m.Class + " " + strings.Join(m.Notes, ", ")) })
	want := []string{"done 1. 10. 2026. – 2. 10. 2026.", "done 5. 10. 2026. – 20. 10. 2026.", "skip Јавна расправа се не спроводи", "skip Јавна расправа се не спроводи",
		"now од 20. 10. 2026.", "coming најраније 23. 11. 2026.", "coming најраније 23. 11. 2026.", "coming најраније 17. 12. 2026."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if i := slices.IndexFunc(marks, func(m phaseMark) bool { return m.Now }); i != 4 {
		t.Errorf("the present phase is number %d", i+1)
	}
}

func TestAPhaseThatIsNoneOfTheProcedureSaysWhy(t *testing.T) {
	phases := []store.PhaseView{{ID: "debate", TitleSr: "Јавна расправа", TitleEn: "Public debate", State: store.PhaseNotApplicable,
		NotApplicableSr: "предлагач није Влада", NotApplicableEn: "the proposer is not the Government"}}
	for l, want := range map[locale.Lang]phaseMark{
		locale.SrCyrl: {"skip", "Јавна расправа", "", []string{"није примењиво – предлагач није Влада"}, false},
		locale.SrLatn: {"skip", "Javna rasprava", "", []string{"nije primenjivo – predlagač nije Vlada"}, false},
		locale.En:     {"skip", "Public debate", "", []string{"not applicable – the proposer is not the Government"}, false},
	} {
		if diff := cmp.Diff([]phaseMark{want}, reader(l).marks(phases)); diff != "" {
			t.Errorf("%s:\n%s", l, diff)
		}
	}
	cells := reader(locale.En).boardCells([]store.BoardCell{{PhaseView: phases[0]}})
	if want := (boardCell{Mark: "–", Full: "not applicable – the proposer is not the Government"}); cells[0] != want {
		t.Errorf("on the board: got %+v", cells[0])
	}
}

func TestWhatComesNextSaysWhereItComesFrom(t *testing.T) {
	d := course(t, "2026-11-23", "public_debate 2026-11-10")
	lasts(&d, "debate", "2026-11-30")
	lasts(&d, "comments", "2026-11-25")
	rest, err := d.Remaining()
	if err != nil {
		t.Fatal(err)
	}
	rows := reader(locale.SrCyrl).nextRows(d, rest)
	want := []nextRow{
		{Title: "Јавна расправа", Now: true, Earliest: "2026-11-30", Latest: "2026-11-30", Rules: []ruleWords{{Basis: "Пословник Владе, члан 41.", Verified: true}}},
		{Title: "Извештај о спроведеној јавној расправи", Earliest: "2026-12-01", Latest: "2026-12-15", Rules: []ruleWords{{Basis: "Пословник Владе, члан 41.", Verified: true}}},
		{Title: "Усклађивање нацрта са прихваћеним предлозима", Earliest: "2026-12-01", Own: "рок није прописан", Rules: []ruleWords{{Basis: "Закон о државној управи, члан 77."}}},
	}
	if diff := cmp.Diff(want, rows[:3]); diff != "" {
		t.Error(diff)
	}
	i := slices.IndexFunc(rows, func(r nextRow) bool { return r.Title == "Прибављање мишљења" })
	if i < 0 || rows[i].Own != "највише 10 радних дана од почетка фазе (није проверено)" || rows[i].Latest != "" {
		t.Errorf("opinions: got %+v", rows[i])
	}
	i = slices.IndexFunc(rows, func(r nextRow) bool { return r.Title == "Стављање на дневни ред" })
	if diff := cmp.Diff([]ruleWords{{Basis: "Пословник Народне скупштине"}}, rows[i].Rules); diff != "" {
		t.Errorf("two terms of one source, one of them not verified:\n%s", diff)
	}
}
