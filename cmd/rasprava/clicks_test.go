package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/demonstration"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web"
	"github.com/rasprava/rasprava/web/browsertest"
)

// journey is one law that people take through its procedure in the browser, in
// Serbian Cyrillic.
type journey struct {
	*system
	browser *browsertest.Browser
	law     *procedure.Definition
	ref     string
	files   string
}

// somebody is one of them, at a desk of their own.
type somebody struct {
	*journey
	*browsertest.Tab
	name string
}

func newJourney(t *testing.T) *journey {
	t.Helper()
	law, err := procedure.Get("rs.law.government")
	if err != nil {
		t.Fatal(err)
	}
	j := &journey{system: newSystem(t, func(o *web.Options) { o.Demonstration = true }), browser: browsertest.Open(t), law: law, files: t.TempDir()}
	storetest.Ministry(t, j.store, "MPROBA")
	return j
}

// say returns what a page says under an id of the catalogue.
func say(id string, pairs ...any) string {
	args := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i].(string)] = pairs[i+1]
	}
	return locale.For(locale.SrCyrl).T(id, args)
}

// does is what a button says that gives a command.
func does(c dossier.CommandName) string {
	return locale.For(locale.SrCyrl).Name("command_do", string(c))
}

const journeyPassword = "lozinka-za-putovanje"

// enters makes an account, and signs in on the page.
func (j *journey) enters(t *testing.T, name, email string, appointments ...string) *somebody {
	t.Helper()
	id, err := j.store.AddPerson(t.Context(), store.Person{Name: name, Email: email, Lang: "sr-Cyrl"}, web.HashPassword(journeyPassword))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range appointments {
		body, role, _ := strings.Cut(a, " ")
		storetest.Appoint(t, j.store, id, body, dossier.Role(role), "2020-01-01", "")
	}
	p := &somebody{journey: j, Tab: j.browser.Person(t, browsertest.Options{Name: name}), name: name}
	p.Go(j.url + "/sr-Cyrl/prijava")
	p.Fill(say("sign_in.email"), email)
	p.Fill(say("sign_in.password"), journeyPassword)
	p.Click(say("sign_in.do"))
	p.See(say("frame.sign_out"))
	return p
}

// opens goes to a page of the dossier.
func (p *somebody) opens(rest string) {
	p.t.Helper()
	p.Go(p.url + "/sr-Cyrl/predmeti/" + p.ref + rest)
}

// begins opens the dossier and clicks on what the person may do there.
func (p *somebody) begins(c dossier.CommandName) {
	p.t.Helper()
	p.opens("")
	p.Click(does(c))
}

// stands waits until the dossier stands in a stage; empty: until it has ended.
func (j *journey) stands(stage string) {
	j.t.Helper()
	deadline := time.Now().Add(time.Minute)
	for {
		pin, err := j.store.Pin(j.t.Context(), dossier.Ref(j.ref))
		if err != nil {
			j.t.Fatal(err)
		}
		if stage == "" && pin.Status != dossier.Open || stage != "" && pin.Stage == stage {
			return
		}
		if time.Now().After(deadline) {
			j.t.Fatalf("the dossier stands in %q, want %q", pin.Stage, stage)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// outcome is what an outcome of a stage is called.
func (j *journey) outcome(stage, id string) string {
	j.t.Helper()
	st, _ := j.law.Stage(stage)
	o, ok := st.Outcome(id)
	if !ok {
		j.t.Fatalf("%s has no outcome %s", stage, id)
	}
	return o.TitleSr
}

// completes ends a stage with an outcome.
func (p *somebody) completes(stage, outcome string) {
	p.t.Helper()
	p.stands(stage)
	p.begins(dossier.Complete)
	p.Choose(p.outcome(stage, outcome))
	p.Click(say("completing.do"))
	p.See(say("done.completed_stage"))
}

// file writes a file as one would have it on a desk.
func (j *journey) file(name string, content []byte) string {
	j.t.Helper()
	at := filepath.Join(j.files, name)
	err := os.WriteFile(at, content, 0o600)
	if err != nil {
		j.t.Fatal(err)
	}
	return at
}

// brings puts documents of the demonstration's law into the next version and
// saves it.
func (p *somebody) brings(version int, reason dossier.ChangeReason, documents ...string) {
	p.t.Helper()
	p.opens("/priprema")
	for _, d := range documents {
		kind, no, _ := strings.Cut(d, " ")
		doc, ok := demonstration.GreenSpaces.Document(kind, int(no[0]-'0'))
		if !ok {
			p.t.Fatalf("the demonstration has no %s", d)
		}
		p.Select(say("package.kind"), locale.For(locale.SrCyrl).Name("document", kind))
		p.Upload(say("package.file"), p.file(kind+".txt", doc.Text))
		p.Click(say("package.add_do"))
		p.See(say("package.added", "document", kind))
	}
	if version > 1 {
		p.Select(say("package.reason"), locale.For(locale.SrCyrl).Name("change_reason", string(reason)))
	}
	p.Click(say("package.save_do", "no", version))
	p.See(say("package.saved", "no", version))
}

// publishes proves publication in every channel of the stage.
func (p *somebody) publishes(stage string) {
	p.t.Helper()
	p.stands(stage)
	st, _ := p.law.Stage(stage)
	for _, channel := range st.Channels {
		p.begins(dossier.PublishProof)
		p.Choose(locale.For(locale.SrCyrl).Name("channel", channel))
		p.Fill(say("publishing.url"), "https://"+strings.ReplaceAll(channel, "_", "-")+".primer.example/"+stage)
		p.Upload(say("publishing.file"), p.file(stage+".html", []byte("Објава: "+stage)))
		p.Click(say("publishing.do"))
		p.See(say("publishing.done"))
	}
}

// passes goes from end of term to end of term until the next stage begins.
func (p *somebody) passes(stage, next string) {
	p.t.Helper()
	p.stands(stage)
	for range 4 {
		pin, err := p.store.Pin(p.t.Context(), dossier.Ref(p.ref))
		if err != nil {
			p.t.Fatal(err)
		}
		if pin.Stage == next {
			return
		}
		p.begins(dossier.Advance)
		p.Click(say("advancing.do"))
		p.See(say("done.advanced"))
		for range 40 { // the workflow hears of it in a moment
			pin, err = p.store.Pin(p.t.Context(), dossier.Ref(p.ref))
			if err != nil || pin.Stage == next {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
	}
	p.stands(next)
}

// concludes records what a collegial body decided.
func (p *somebody) concludes(stage, outcome, number string) {
	p.t.Helper()
	p.stands(stage)
	p.begins(dossier.RecordConclusion)
	p.Choose(p.outcome(stage, outcome))
	p.Fill(say("concluding.number"), number)
	p.Fill(say("concluding.date"), time.Now().Format(time.DateOnly))
	p.Upload(say("concluding.file"), p.file("zakljucak-"+stage+".txt", []byte("Закључак "+number)))
	p.Click(say("concluding.next"))
	p.See(p.outcome(stage, outcome))
	p.Click(does(dossier.RecordConclusion))
	p.See(say("done.concluded"))
}

// prepares asks for signatures.
func (p *somebody) prepares(stage string) {
	p.t.Helper()
	p.stands(stage)
	p.begins(dossier.Prepare)
	p.Click(does(dossier.Prepare))
	p.See(say("done.prepare"))
}

// signs looks at what changed, and signs.
func (p *somebody) signs(stage string) {
	p.t.Helper()
	p.stands(stage)
	p.Go(p.url + "/sr-Cyrl/zadaci")
	st, _ := p.law.Stage(stage)
	p.Click(say("tasks.ask.sign", "name", st.TitleSr))
	p.Choose(say("deciding.reviewed"))
	p.Click(does(dossier.Sign))
	p.See(say("done.sign"))
}

// refIn returns the reference of the dossier in an address.
func refIn(t testing.TB, address string) string {
	t.Helper()
	_, rest, ok := strings.Cut(address, "/predmeti/")
	ref, _, _ := strings.Cut(rest, "/")
	if !ok || !dossier.Ref(ref).Valid() {
		t.Fatalf("%s names no dossier", address)
	}
	return ref
}

// reports publishes the report on a round.
func (p *somebody) reports(stage string) {
	p.t.Helper()
	p.stands(stage)
	p.begins(dossier.PublishReport)
	p.Click(say("reporting.do"))
	p.See(say("reporting.done"))
}

// comments proposes other words for article 2, from the text, and keeps the
// receipt.
func (p *somebody) comments() {
	p.t.Helper()
	p.Click(say("text.comment_article", "place", "члан 2."))
	p.Choose(locale.For(locale.SrCyrl).Name("comment_kind", string(dossier.Change)))
	p.Fill(say("commenting.proposed"), "Сасвим другачији члан, у једној реченици.")
	p.Fill(say("commenting.body"), "Овако је јасније.")
	p.Choose(say("commenting.as_citizen"))
	p.Fill(say("commenting.name"), p.name)
	p.Choose(say("commenting.publish"))
	p.Click(say("commenting.to_preview"))
	p.See(say("commenting.your_change"))
	p.Axe(p.t)
	p.Click(say("commenting.send"))
	p.See(say("receipt.yours"))
	p.See(say("receipt.logged"))
	p.Axe(p.t)
}

// answers answers every comment that has no answer.
func (p *somebody) answers() {
	p.t.Helper()
	p.opens("/odgovori")
	p.Click("Члан 2. – " + "Грађанка Пробић")
	p.Choose("Делимично прихваћено")
	p.Fill(say("bench.reasons"), "Члан је краћи, али обавеза остаје.")
	p.Click(say("bench.save"))
	p.See(say("bench.all_done"))
}
