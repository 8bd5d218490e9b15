package main

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
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
	steps   chan struct{}   // holds something after a dossier has taken a step
	seen    map[string]bool // kinds of pages that somebody has looked at
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
	j := &journey{system: newSystem(t, func(o *web.Options) { o.Demonstration = true }), browser: browsertest.Open(t), law: law, files: t.TempDir(), seen: map[string]bool{},
		steps: make(chan struct{}, 1)}
	storetest.Ministry(t, j.store, "MPROBA")
	listening := make(chan error, 1)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		listening <- j.store.ListenSteps(ctx, func(dossier.Ref) {
			select {
			case j.steps <- struct{}{}:
			default: // it is told already that there is something to see
			}
		})
	}()
	t.Cleanup(func() {
		cancel()
		<-listening
	})
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

// looks holds a page against axe-core and the width of the window, the first time
// that somebody comes to one of its kind.
func (p *somebody) looks() {
	p.t.Helper()
	kind := patternOf(strings.TrimPrefix(p.URL(), p.url+"/sr-Cyrl")) + " " + p.Title()
	if p.seen[kind] {
		return
	}
	p.seen[kind] = true
	for _, width := range []int{320, 1280} {
		p.Size(width, 900)
		p.Axe(p.t)
		p.Reflow(p.t)
	}
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
	p.Go(j.url)
	p.Click(say("frame.sign_in"))
	p.Fill(say("sign_in.email"), email)
	p.Fill(say("sign_in.password"), journeyPassword)
	p.Click(say("sign_in.do"))
	p.See(say("frame.sign_out"))
	return p
}

// comesBy is somebody without an account.
func (j *journey) comesBy(t *testing.T, name string) *somebody {
	t.Helper()
	return &somebody{journey: j, Tab: j.browser.Person(t, browsertest.Options{Name: name}), name: name}
}

// masthead follows a link of the masthead.
func (p *somebody) masthead(id string) {
	p.t.Helper()
	p.ClickBy(say("frame.site"), say(id))
}

// opens finds the dossier among the drafter's own.
func (p *somebody) opens() {
	p.t.Helper()
	p.masthead("nav.mine")
	p.Click(demonstration.GreenSpaces.Title())
}

// follows opens the dossier by the link that its people gave away: a rehearsal
// stands in no list but their own.
func (p *somebody) follows() {
	p.t.Helper()
	p.Go(p.url + "/sr-Cyrl/predmeti/" + p.ref)
}

// begins finds the dossier and clicks on what the person may do there.
func (p *somebody) begins(c dossier.CommandName) {
	p.t.Helper()
	p.opens()
	p.Click(does(c))
	p.looks()
}

// takes finds what waits for the person, and begins it.
func (p *somebody) takes(c dossier.CommandName, stage string) {
	p.t.Helper()
	p.stands(stage)
	st, _ := p.law.Stage(stage)
	p.masthead("nav.tasks")
	p.Click(say("tasks.ask."+string(c), "name", st.TitleSr))
	p.looks()
}

// stands waits until the dossier stands in a stage; empty: until it has ended.
func (j *journey) stands(stage string) {
	j.t.Helper()
	pin, stands := j.comes(time.Minute, stage)
	if !stands {
		j.t.Fatalf("the dossier stands in %q, want %q", pin.Stage, stage)
	}
}

// comes waits for as long until the dossier stands in a stage, and returns where
// it stands. It looks whenever the dossier has taken a step.
func (j *journey) comes(within time.Duration, stage string) (store.Pin, bool) {
	j.t.Helper()
	end := time.After(within)
	for {
		pin, err := j.store.Pin(j.t.Context(), dossier.Ref(j.ref))
		if err != nil {
			j.t.Fatal(err)
		}
		if stage == "" && pin.Status != dossier.Open || stage != "" && pin.Stage == stage {
			return pin, true
		}
		select {
		case <-j.steps:
		case <-end:
			return pin, false
		}
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
	p.takes(dossier.Complete, stage)
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
	p.opens()
	p.Click(say("workplace.package"))
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
		p.takes(dossier.PublishProof, stage)
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
		p.begins(dossier.Advance)
		p.Click(say("advancing.do"))
		p.See(say("done.advanced"))
		if _, there := p.comes(2*time.Second, next); there { // the workflow hears of it in a moment
			return
		}
	}
	p.stands(next)
}

// concludes records what a collegial body decided.
func (p *somebody) concludes(stage, outcome, number string) {
	p.t.Helper()
	p.takes(dossier.RecordConclusion, stage)
	p.Choose(p.outcome(stage, outcome))
	p.Fill(say("concluding.number"), number)
	p.Fill(say("concluding.date"), p.legalDay(p.ref).Format("2. 1. 2006."))
	if n := everybodyIn(p.t, stage); n > 0 {
		p.Fill(say("said.present"), strconv.Itoa(n))
		p.Fill(say("said.in_favour"), strconv.Itoa(n))
	}
	p.Upload(say("concluding.file"), p.file("zakljucak-"+stage+".txt", []byte("Закључак "+number)))
	p.Click(say("concluding.next"))
	p.See(p.outcome(stage, outcome))
	p.looks()
	p.Click(does(dossier.RecordConclusion))
	p.See(say("done.concluded"))
}

// prepares asks for signatures.
func (p *somebody) prepares(stage string) {
	p.t.Helper()
	p.takes(dossier.Prepare, stage)
	p.Click(does(dossier.Prepare))
	p.See(say("done.prepare"))
}

// signs looks at what changed, and signs.
func (p *somebody) signs(stage string) {
	p.t.Helper()
	p.takes(dossier.Sign, stage)
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

// reports declares that everything is in, and publishes the report on a round.
func (p *somebody) reports(stage string) {
	p.t.Helper()
	p.takes(dossier.PublishReport, stage)
	p.Click(say("declaring.title"))
	p.Choose(say("declaring.all"))
	p.Choose(say("portal.nothing"))
	p.Click(say("declaring.do"))
	p.See(say("declaring.done"))
	p.takes(dossier.PublishReport, stage)
	p.Click(say("reporting.do"))
	p.See(say("reporting.done"))
}

// comments proposes other words for article 2, from the text, and sees how it
// will look.
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
	p.looks()
}

// sends sends the comment, and keeps the receipt.
func (p *somebody) sends() {
	p.t.Helper()
	p.Click(say("commenting.send"))
	p.See(say("receipt.yours"))
	p.See(say("receipt.logged"))
	p.looks()
}

// comesLate sends a comment that was ready, after the round has closed, and hears
// that it arrived and was not taken.
func (p *somebody) comesLate() {
	p.t.Helper()
	p.Click(say("commenting.send"))
	p.See(say("commenting.late"))
	p.See("Овако је јасније.")
	p.looks()
}

// answers answers every comment that has no answer.
func (p *somebody) answers() {
	p.t.Helper()
	p.opens()
	p.Click(say("workplace.answers"))
	p.Click("Члан 2. – " + "Грађанка Пробић")
	p.looks()
	p.Choose("Делимично прихваћено")
	p.Fill(say("bench.reasons"), "Члан је краћи, али обавеза остаје.")
	p.Click(say("bench.save"))
	p.See(say("bench.all_done"))
}
