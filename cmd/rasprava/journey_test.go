package main

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/demonstration"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// texts returns two versions of a law to take through the journey: a real one
// where the corpus is at hand, else the demonstration's.
func texts(t *testing.T) (string, string) {
	t.Helper()
	corpus := os.Getenv("RASPRAVA_CORPUS")
	if corpus == "" {
		t.Log("RASPRAVA_CORPUS is not set: the journey takes the demonstration's act")
		one, _ := demonstration.GreenSpaces.Document("act", 1)
		two, _ := demonstration.GreenSpaces.Document("act", 2)
		return string(one.Text), string(two.Text)
	}
	var both [2]string
	for i, name := range []string{"udruzenja_2009.txt", "udruzenja_kons.txt"} {
		b, err := os.ReadFile(filepath.Join(corpus, "acts", "rs", name))
		if err != nil {
			t.Fatal(err)
		}
		both[i] = string(b)
	}
	return both[0], both[1]
}

// TestALawFromNoticeToForce walks the whole procedure of a law in rehearsal,
// over HTTP, on real Postgres and Temporal, as everybody who has a part in it.
func TestALawFromNoticeToForce(t *testing.T) {
	s := newSystem(t)
	storetest.Ministry(t, s.store, "MPROBA")
	drafter := s.person("Милица Нацртић", "MPROBA drafter")
	preparer := s.person("Добрила Спремић", "MPROBA drafter")
	first, second := s.person("Вера Потписић", "MPROBA signer"), s.person("Иван Другић", "MPROBA signer")
	committee, government := s.person("Секретар Одбора", "ODBOR secretary"), s.person("Секретар Владе", "VLADA secretary")
	assembly, president := s.person("Секретар Скупштине", "NS secretary"), s.person("Секретар Председника", "PR secretary")
	registry, gazette := s.person("Службеник Секретаријата", "GSV officer"), s.person("Уредник Гласника", "SG officer")
	givers := map[string]*caller{}
	for _, b := range []string{"RSZ", "MF", "RSJP", "MEI"} {
		givers[b] = s.person("Давалац "+b, b+" opinion_giver")
	}
	err := s.store.AddOrganisation(t.Context(), store.Organisation{RegisterNo: "91000001", Name: "Удружење Проба", Kind: "association"})
	if err != nil {
		t.Fatal(err)
	}
	speaker := s.person("Заступница Удружења")
	err = s.store.Mandate(t.Context(), speaker.id, dossier.Mandate{Organisation: "91000001", From: "2020-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	v1, v2 := texts(t)

	opened := drafter.call("POST", "/api/v1/dossiers", map[string]any{"title": "Закон о пробама", "kind": "law",
		"procedure": "rs.law.government", "lead": "MPROBA", "rehearsal": map[string]any{"pace_seconds": 3600}})
	if opened.status != http.StatusCreated {
		t.Fatalf("open: %d %s", opened.status, opened.body)
	}
	tr := &track{system: s, lead: drafter}
	var ref struct{ Ref string }
	opened.into(t, &ref)
	tr.ref = ref.Ref

	// The plan, the notice, the early consultation.
	tr.do("plan", drafter, "complete", args{"outcome": "planned"})
	tr.at("start_notice")
	if got := s.public().call("GET", "/api/v1/dossiers/"+tr.ref, nil); got.status != http.StatusNotFound {
		t.Errorf("before the notice the public sees the dossier: %d", got.status)
	}
	tr.add("first_version", document{"basic_information", "osnovne-informacije.txt", "Основне информације о планираним решењима."})
	tr.publish("start_notice", drafter, "own_site", "ekonsultacije")
	tr.do("working_group", drafter, "complete", args{"outcome": "formed"})
	tr.publish("early_consultation", drafter, "own_site", "ekonsultacije")
	tr.pass("early_consultation", "early_report")
	tr.report("early_report", drafter)

	// The committee decides on the debate.
	package1 := []document{{"act", "nacrt.txt", v1}, {"explanatory_memorandum", "obrazlozenje.txt", "Разлози за доношење закона."},
		{"impact_assessment", "analiza.txt", "Извештај о анализи ефеката."}, {"public_call", "poziv.txt", "Јавни позив."},
		{"debate_programme", "program.txt", "Програм јавне расправе."}}
	tr.add("documents", package1...)
	tr.do("ria", drafter, "complete", args{"outcome": "full"})
	tr.conclude("debate_required", committee, "required", "011-1/2026")
	tr.conclude("debate_program", committee, "approved", "011-2/2026")

	// The round: an organisation and a citizen comment, and keep receipts.
	tr.publish("public_debate", drafter, "own_site", "ekonsultacije")
	round := tr.view().OpenRound
	articles := articlesOf(t, tr)
	receipts := []string{
		tr.submit(round, speaker, map[string]any{"kind": "organisation", "organisation": "91000001", "publish_name": true}, "change", articles[2]),
		tr.submit(round, s.public(), map[string]any{"kind": "citizen", "name": "Грађанин Проба", "publish_name": false}, "question", articles[4]),
	}
	vkey := s.public().call("GET", "/rehearsal/ledger/key", nil)
	for _, r := range receipts {
		verdict, err := ledger.Verify([]byte(r), string(vkey.body))
		if err != nil {
			t.Errorf("receipt does not verify: %v", err)
		}
		if verdict.Dossier == tr.ref || verdict.Round != round || verdict.Comments != 1 {
			t.Errorf("receipt: got dossier %s, round %s and %d comments, want a veiled dossier, %s and 1", verdict.Dossier, verdict.Round, verdict.Comments, round)
		}
	}
	tr.pass("public_debate", "debate_report")

	// Answers, the report, version 2 with its redline.
	n1 := tr.view()
	tr.report("debate_report", drafter)
	got := tr.ask("revision", drafter, "complete", args{"outcome": "revised"})
	if got.status == http.StatusOK {
		t.Fatal("the revision was left while comments had no answer")
	}
	second2 := tr.add("comments", document{"act", "nacrt.txt", v2}, document{"explanatory_memorandum", "obrazlozenje.txt", "Разлози за доношење закона, дорађени."},
		document{"eu_statement", "izjava.txt", "Изјава о усклађености."}, document{"concordance_table", "tabela.txt", "Табела усклађености."},
		document{"bill_reasons", "razlozi.txt", "Разлози за доношење."},
		document{"impact_assessment", "analiza.txt", "Извештај о анализи ефеката, дорађен."},
		document{"government_conclusion_proposal", "zakljucak.txt", "Предлог закључка."})
	tr.answerAll(round)
	var redline struct {
		Summary struct {
			Articles map[string]int `json:"articles"`
		} `json:"summary"`
	}
	drafter.get("/api/v1/dossiers/"+tr.ref+"/redline?from="+itoa(second2-1)+"&to="+itoa(second2), &redline)
	if redline.Summary.Articles["unchanged"] == 0 || redline.Summary.Articles["edited"] == 0 {
		t.Errorf("redline of the two versions: got %v, want unchanged and edited articles", redline.Summary.Articles)
	}
	_ = n1

	// Returned once, with reasons.
	tr.do("revision", drafter, "complete", args{"outcome": "revised"})
	tr.do("eu_package", drafter, "complete", args{"outcome": "completed"})
	tr.do("text_approval", first, "decide_material_change", args{"outcome": "no_new_round", "reasons": "Измене су из расправе.", "package": "present"})
	tr.do("text_approval", preparer, "prepare", args{"package": "present"})
	got = tr.ask("text_approval", first, "return", args{})
	if got.status == http.StatusOK {
		t.Fatal("returned without reasons")
	}
	tr.do("text_approval", first, "return", args{"reasons": "Образложење не прати члан 12."})
	tr.add("documents", document{"explanatory_memorandum", "obrazlozenje.txt", "Разлози за доношење закона, са образложењем члана 12."})
	tr.do("revision", drafter, "complete", args{"outcome": "revised"})
	tr.do("eu_package", drafter, "complete", args{"outcome": "completed"})
	tr.do("text_approval", preparer, "prepare", args{"package": "present"})
	tr.do("text_approval", first, "sign", args{"package": "present"})

	// Opinions of four bodies, two signers.
	for _, b := range []string{"RSZ", "MF", "RSJP", "MEI"} {
		tr.do("opinions", givers[b], "give_opinion", args{"opinion": "positive", "package": "present"})
	}
	tr.add("documents", document{"opinions_response", "izjasnjenje.txt", "Примедаба није било."})
	tr.do("sign_off", preparer, "prepare", args{"package": "present"})
	tr.do("sign_off", first, "sign", args{"package": "present"})
	tr.do("sign_off", second, "sign", args{"package": "present"})

	// The Government, the Assembly, the President, the gazette, in force.
	tr.do("submit_government", registry, "complete", args{"outcome": "accepted"})
	tr.conclude("government_committee", committee, "recommended", "011-3/2026")
	tr.conclude("government_session", government, "adopted", "011-4/2026")
	tr.do("assembly_submission", assembly, "complete", args{"outcome": "accepted"})
	tr.pass("assembly_agenda", "assembly_committees")
	tr.conclude("assembly_committees", assembly, "accepted", "011-5/26")
	tr.conclude("assembly_vote", assembly, "adopted", "ПР 1/26")
	tr.do("assembly_dispatch", assembly, "complete", args{"outcome": "sent"})
	tr.conclude("promulgation", president, "promulgated", "ПР 2/26")
	tr.publish("gazette", gazette, "sluzbeni_glasnik")
	tr.pass("entry_into_force", "ex_post")
	tr.do("ex_post", drafter, "complete", args{"outcome": "not_held"})
	end := tr.at("")
	if end.Status != "completed" {
		t.Errorf("the dossier ended %s, want completed", end.Status)
	}

	// What the public can prove afterwards.
	var receipt struct {
		Comments []struct{ Outcome string } `json:"comments"`
	}
	verdict, err := ledger.Verify([]byte(receipts[0]), string(vkey.body))
	if err != nil {
		t.Fatal(err)
	}
	s.public().get("/api/v1/receipts/"+verdict.Number, &receipt)
	if len(receipt.Comments) != 1 || receipt.Comments[0].Outcome != "partly_accepted" {
		t.Errorf("receipt afterwards: got %+v, want the answer", receipt)
	}
	var steps struct {
		Items []struct{ Seq int64 }
	}
	s.public().get("/api/v1/dossiers/"+tr.ref+"/timeline", &steps)
	for i, st := range steps.Items {
		if st.Seq != int64(i+1) {
			t.Fatalf("timeline: step %d has the sequence number %d", i+1, st.Seq)
		}
	}
}

func itoa(n int) string { return string(rune('0' + n)) }

// articlesOf returns the ids of the articles of the present version.
func articlesOf(t *testing.T, tr *track) []string {
	t.Helper()
	var versions struct {
		Items []struct{ Number int }
	}
	tr.lead.get("/api/v1/dossiers/"+tr.ref+"/versions", &versions)
	a := tr.lead.call("GET", "/api/v1/dossiers/"+tr.ref+"/versions/"+itoa(versions.Items[len(versions.Items)-1].Number), nil, "Accept", "application/json")
	parsed, err := act.FromJSON(a.body)
	if err != nil {
		t.Fatalf("read act: %v", err)
	}
	var ids []string
	for _, n := range parsed.Articles() {
		ids = append(ids, n.ID)
	}
	return ids
}

// submit sends one comment on an article and returns the receipt file.
func (tr *track) submit(round string, who *caller, author map[string]any, kind, article string) string {
	tr.t.Helper()
	a := who.call("POST", "/api/v1/rounds/"+round+"/submissions", map[string]any{"author": author, "lang": "sr-Cyrl",
		"comments": []map[string]any{{"kind": kind, "provision": article, "body": "Члан треба разјаснити.", "proposed_text": ""}}},
		"Idempotency-Key", uuid.NewString())
	if a.status != http.StatusCreated {
		tr.t.Fatalf("submit: %d %s", a.status, a.body)
	}
	var out struct{ Receipt string }
	a.into(tr.t, &out)
	return out.Receipt
}

// answerAll answers every comment of a round.
func (tr *track) answerAll(round string) {
	tr.t.Helper()
	var comments struct {
		Items []struct{ ID, Kind string }
	}
	tr.lead.get("/api/v1/rounds/"+round+"/comments", &comments)
	for _, c := range comments.Items {
		outcome := "partly_accepted"
		if c.Kind == "question" {
			outcome = "answered"
		}
		a := tr.lead.call("PUT", "/api/v1/comments/"+c.ID+"/answer", map[string]any{"version": 0, "outcome": outcome, "reasons": "Члан је разјашњен у новој верзији."})
		if a.status != http.StatusOK {
			tr.t.Fatalf("answer: %d %s", a.status, a.body)
		}
	}
}
