package web

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/api"
)

func proof(channel string) object {
	return object{"channel": channel, "url": "https://primer.example/objava", "sha256": someHash}
}

func TestACommandIsOneHoweverOftenItIsSent(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	id := uuid.NewString()
	in := object{"id": id, "command": "publish_proof", "seq": m.view().Seq, "args": proof("own_site")}
	first := as[api.Command](m.drafter.do("POST", m.path("/commands"), in).want(200))
	again := as[api.Command](m.drafter.do("POST", m.path("/commands"), in).want(200))
	if diff := cmp.Diff(first, again); diff != "" {
		t.Error(diff)
	}
	if first.Id != id || first.Status != "accepted" || first.Effect == nil || first.Effect.Ended {
		t.Errorf("got %+v", first)
	}
	delete(in, "id")
	header := as[api.Command](m.drafter.do("POST", m.path("/commands"), in, "Idempotency-Key", strings.ToUpper(id)).want(200))
	if header.Id != id {
		t.Errorf("by the header: got %s, want %s", header.Id, id)
	}
	in["args"] = proof("ekonsultacije")
	m.drafter.do("POST", m.path("/commands"), in, "Idempotency-Key", id).refused(409, dossier.CodeCommandConflict)
	got := as[api.Command](m.drafter.do("GET", "/api/v1/commands/"+id, nil).want(200))
	if got.Status != "accepted" || got.Dossier != m.ref {
		t.Errorf("asked again: got %+v", got)
	}
	if steps := as[api.StepList](m.drafter.do("GET", m.path("/timeline"), nil).want(200)); steps.Items[len(steps.Items)-1].Seq != first.Seq {
		t.Errorf("something happened twice: %+v", steps.Items)
	}
}

func TestCommandsThatAreRefused(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	storetest.Ministry(t, s.store, "MDRUGO")
	stranger := s.person("Странац", "MDRUGO drafter")
	former := s.person("Бивша")
	storetest.Appoint(t, s.store, former.id, "MPROBA", dossier.Drafter, "2020-01-01", dossier.Day(time.Now().AddDate(0, 0, -1), belgrade))
	m.consults("MPROBA")
	seq := m.view().Seq
	tests := map[string]struct {
		caller *caller
		in     object
		status int
		code   dossier.Code
	}{
		"on a state that is past":       {m.first, object{"command": "extend", "seq": seq - 1, "args": object{"reasons": "x", "until": "2027-01-15"}}, 409, dossier.CodeStale},
		"not of this stage":             {m.preparer, object{"command": "complete", "seq": seq}, 409, dossier.CodeNotNow},
		"of no stage":                   {m.drafter, object{"command": "dance", "seq": seq}, 422, dossier.CodeCommandUnknown},
		"of another role":               {m.drafter, object{"command": "extend", "seq": seq, "args": object{"reasons": "x", "until": "2027-01-15"}}, 403, dossier.CodeWrongRole},
		"of another body":               {stranger, object{"command": "publish_proof", "seq": seq}, 403, dossier.CodeNotYourBody},
		"of an appointment that ended":  {former, object{"command": "publish_proof", "seq": seq}, 403, dossier.CodeAppointmentEnded},
		"without reasons":               {m.first, object{"command": "extend", "seq": seq, "args": object{"until": "2027-01-15"}}, 422, dossier.CodeReasonsRequired},
		"with a date that is none":      {m.first, object{"command": "extend", "seq": seq, "args": object{"reasons": "x", "until": "2027-02-30"}}, 422, dossier.CodeDateInvalid},
		"to an earlier day":             {m.first, object{"command": "extend", "seq": seq, "args": object{"reasons": "x", "until": "2026-01-01"}}, 409, dossier.CodeWindowShortened},
		"with an argument that is none": {m.drafter, object{"command": "extend", "seq": seq, "args": object{"untill": "x"}}, 422, dossier.CodeInvalid},
		"with an id that is none":       {m.drafter, object{"id": "1", "command": "extend", "seq": seq}, 422, dossier.CodeInvalid},
		"without a sequence number":     {m.drafter, object{"command": "extend"}, 422, dossier.CodeInvalid},
		"with a zero character":         {m.drafter, object{"command": "extend", "seq": seq, "args": object{"reasons": "a\x00"}}, 422, dossier.CodeInvalid},
		"by nobody":                     {s.public(), object{"command": "extend", "seq": seq}, 401, dossier.CodeUnauthenticated},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tt.caller.on(t).do("POST", m.path("/commands"), tt.in).refused(tt.status, tt.code)
		})
	}
	if m.view().Seq != seq {
		t.Error("a refused command has moved the dossier")
	}
}

func TestARefusalSaysWhatWasAskedWhereAndWhatIsMissing(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	p := m.gives(m.drafter, "complete", nil).refused(409, dossier.CodeNotNow)
	if !strings.Contains(p.Detail, "„Обавештење о почетку израде”") || p.Command == "" || p.Seq != m.view().Seq {
		t.Errorf("got %+v", p)
	}
	m.publishes()
	m.drafter.do("POST", m.path("/versions"), object{"reason": "documents", "remove": []string{"act"}, "documents": []object{{"kind": "annex", "name": "a.txt", "content": "x"}}}).want(201)
	p = m.gives(m.drafter, "publish_proof", proof("own_site")).refused(409, dossier.CodeUnmet)
	if len(p.Unmet) != 1 || p.Unmet[0].Code != "documents_present" || !strings.Contains(p.Unmet[0].Message, "нацрт акта") || p.Unmet[0].Basis == "" {
		t.Errorf("got %+v", p.Unmet)
	}
	kept := as[api.Command](m.drafter.do("GET", "/api/v1/commands/"+p.Command, nil, "Accept-Language", "en").want(200))
	if kept.Status != "refused" || kept.Code != "unmet" || len(kept.Unmet) != 1 || !strings.Contains(kept.Unmet[0].Message, "draft act") {
		t.Errorf("kept: %+v", kept)
	}
}

func TestACommandWithoutAVerdictIsPending(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	s.desk.slow = true
	r := m.gives(m.drafter, "publish_proof", proof("own_site")).want(202)
	pending := as[api.Command](r)
	if pending.Status != "pending" || r.header.Get("Location") != "/api/v1/commands/"+pending.Id {
		t.Errorf("got %+v at %s", pending, r.header.Get("Location"))
	}
	got := as[api.Command](m.drafter.do("GET", r.header.Get("Location"), nil).want(200))
	if diff := cmp.Diff(pending, got); diff != "" {
		t.Error(diff)
	}
	stranger := s.person("Странац")
	stranger.do("GET", r.header.Get("Location"), nil).refused(404, dossier.CodeNotFound)
	for _, id := range []string{"x", uuid.NewString(), "{" + pending.Id + "}"} {
		m.drafter.do("GET", "/api/v1/commands/"+id, nil).refused(404, dossier.CodeNotFound)
	}
}

// decides brings a new dossier to its decision, with every comment answered.
func (m *ministry) decides() string {
	m.t.Helper()
	round := m.consults("MPROBA")
	m.public().do("POST", "/api/v1/rounds/"+round+"/submissions", letter("Рок је кратак."), "Idempotency-Key", "1").want(201)
	m.closes()
	m.reports()
	comments := as[api.CommentList](m.drafter.do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(200))
	m.drafter.do("PUT", "/api/v1/comments/"+comments.Items[0].Id+"/answer", object{"version": 0, "outcome": "accepted", "reasons": "Прихвата се."}).want(200)
	return round
}

// approves goes on from there to the end of the dossier.
func (m *ministry) approves() {
	m.t.Helper()
	hash := m.view().Package
	m.gives(m.preparer, "prepare", object{"package": hash}).want(200)
	m.gives(m.first, "sign", object{"package": hash}).want(200)
	m.gives(m.second, "sign", object{"package": hash}).want(200)
	if got := m.view().Status; got != "completed" {
		m.t.Fatalf("got status %s, want completed", got)
	}
}

func TestFourEyesAreThreePeople(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.decides()
	hash := m.view().Package
	both := s.person("Све Сам", "MPROBA drafter", "MPROBA signer")
	m.gives(m.first, "sign", object{"package": hash}).refused(409, dossier.CodeNotPrepared)
	m.gives(both, "prepare", object{"package": hash}).want(200)
	m.gives(both, "sign", object{"package": hash}).refused(403, dossier.CodePreparerSigns)
	m.gives(m.first, "sign", object{"package": "sha256:" + someHash}).refused(409, dossier.CodePackageChanged)
	m.gives(m.first, "sign", object{"package": hash}).want(200)
	m.gives(m.first, "sign", object{"package": hash}).refused(409, dossier.CodeAlreadySigned)
	m.drafter.do("POST", m.path("/versions"), object{"reason": "legal_technical", "documents": []object{{"kind": "act", "name": "nacrt.txt",
		"content": strings.Replace(lawText, "30 дана", "20 дана", 1)}}}).want(201)
	m.gives(m.second, "sign", object{"package": hash}).refused(409, dossier.CodePackageChanged)
	d := m.view()
	for _, h := range d.Stages[len(d.Stages)-1].Hands {
		if h.Counts {
			t.Errorf("%s of %s counts on a text that has changed", h.Act, h.Name)
		}
	}
	if public := as[api.Dossier](s.public().do("GET", m.path(""), nil).want(200)); len(public.Stages[len(public.Stages)-1].Hands) != 0 || public.Package != "" {
		t.Error("the public sees whose hands it is in")
	}
	m.gives(m.preparer, "prepare", object{"package": d.Package}).want(200)
	m.gives(m.first, "sign", object{"package": d.Package}).want(200)
	last := as[api.Command](m.gives(m.second, "sign", object{"package": d.Package}).want(200))
	if !last.Effect.Ended || last.Effect.Outcome != "approved" {
		t.Errorf("got %+v, want the stage ended", last.Effect)
	}
	if m.view().Status != "completed" {
		t.Errorf("got status %s, want completed", m.view().Status)
	}
}

func TestTasksAreWhatWaitsForOne(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.decides()
	m.gives(m.preparer, "prepare", object{"package": m.view().Package}).want(200)
	tasks := as[api.TaskList](m.first.do("GET", "/api/v1/tasks", nil).want(200))
	if len(tasks.Items) != 1 || tasks.Items[0].Dossier.Ref != m.ref || tasks.Items[0].Dossier.Stage.Id != "decision" {
		t.Fatalf("got %+v", tasks.Items)
	}
	if diff := cmp.Diff([]string{"sign", "return", "reject"}, tasks.Items[0].Commands); diff != "" {
		t.Error(diff)
	}
	if none := as[api.TaskList](s.person("Странац").do("GET", "/api/v1/tasks", nil).want(200)); len(none.Items) != 0 {
		t.Errorf("for a stranger waits %+v", none.Items)
	}
}
