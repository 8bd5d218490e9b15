package demonstration

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/engine"
	"github.com/rasprava/rasprava/internal/roster"
	"github.com/rasprava/rasprava/internal/store"
)

// Password is the password of every account of the demonstration.
const Password = "proba-proba-proba"

// Contact is where who runs the demonstration can be turned to.
const Contact = "rasprava@ksj.primer.example"

// Driver is the e-mail address of who can take the rehearsal from stage to stage.
const Driver = "milena.clankovic@muejp.primer.example"

// Seeder fills an installation with the demonstration. What it does goes the
// way that people's doings go: through commands, workflows and intake.
type Seeder struct {
	Store    *store.Store
	Engine   *engine.Client
	Intake   *store.Intake
	Hash     func(password string) string
	Now      time.Time
	Progress func(done, total int, what string)

	cast   roster.Roster
	people map[string]string // e-mail -> id
	items  map[string]string // of the plan of the Government: title -> id
}

// rehearsalRef is the setting that keeps the reference of the rehearsal: its
// link stands in no list.
const rehearsalRef = "demonstration_rehearsal"

// Rehearsal returns the reference of the rehearsal that waits to be driven.
func (s *Seeder) Rehearsal(ctx context.Context) (dossier.Ref, error) {
	ref, err := s.Store.Setting(ctx, rehearsalRef)
	return dossier.Ref(ref), err
}

// seeded begins the settings that say which stories are told.
const seeded = "demonstration."

// stories are the dossiers of the demonstration. Each calls opened as soon as
// its dossier has its number.
var stories = []struct {
	name, title string
	tell        func(s *Seeder, ctx context.Context, opened func()) error
}{
	{"green_spaces", "Закон о јавним зеленим површинама: од плана до ступања на снагу", (*Seeder).greenSpaces},
	{"open_data", "Закон о отвореним подацима: јавна расправа је у току", (*Seeder).openData},
	{"fountains", "Закон о јавним чесмама: рана консултација је у току", (*Seeder).fountains},
	{"tree_card", "Правилник о обрасцу картона стабла: чека други потпис", (*Seeder).treeCard},
	{"rehearsal", "Проба поступка: чека да је поведете", (*Seeder).rehearsal},
	{"green_value", "Правилник о методологији за процену вредности зеленила: чека мишљење", (*Seeder).greenValue},
	{"notice_board", "Закон о електронској огласној табли: чека закључак одбора", (*Seeder).noticeBoard},
}

// Seed fills the installation, once: what stands already stays. A seeding that
// was cut short tells the stories again that were not told to their end. The
// dossiers are opened in the order of the stories, so that their numbers are the
// same everywhere, and then go on side by side.
func (s *Seeder) Seed(ctx context.Context) error {
	cast, err := LoadCast()
	if err != nil {
		return err
	}
	s.cast = cast
	err = s.enrol(ctx)
	if err != nil {
		return fmt.Errorf("seed people: %w", err)
	}
	err = s.plan(ctx)
	if err != nil {
		return fmt.Errorf("seed plan: %w", err)
	}
	var progress sync.Mutex
	done := 0
	s.Progress(0, len(stories), "")
	group, ctx := errgroup.WithContext(ctx)
	turn := make(chan struct{})
	close(turn)
	for _, one := range stories {
		mine, next := turn, make(chan struct{})
		turn = next
		group.Go(func() error {
			opened := sync.OnceFunc(func() { close(next) })
			defer opened()
			told, err := s.Store.Setting(ctx, seeded+one.name)
			if err != nil {
				return err
			}
			if told == "" {
				<-mine
				err = one.tell(s, ctx, opened)
				if err != nil {
					return fmt.Errorf("seed %s: %w", one.name, err)
				}
				err = s.Store.SetSetting(ctx, seeded+one.name, "told")
				if err != nil {
					return err
				}
			}
			progress.Lock()
			defer progress.Unlock()
			done++
			s.Progress(done, len(stories), one.title)
			return nil
		})
	}
	return group.Wait()
}

// enrol enters bodies, people, organisations and their roles.
func (s *Seeder) enrol(ctx context.Context) error {
	_, err := roster.Enter(ctx, s.Store, s.cast, func() string { return Password }, s.Hash)
	if err != nil {
		return err
	}
	s.people = map[string]string{}
	for _, p := range s.cast.People {
		known, _, err := s.Store.PersonByEmail(ctx, p.Email)
		if err != nil {
			return err
		}
		s.people[p.Email] = known.ID
	}
	return nil
}

// Accounts lists who can sign in: e-mail, name and what they are.
func Accounts(c roster.Roster) [][3]string {
	var rows [][3]string
	for _, p := range c.People {
		rows = append(rows, [3]string{p.Email, p.Name, p.Function})
	}
	return rows
}

// who returns the n-th person, from 0, who holds the role in the body today.
func (s *Seeder) who(body string, role dossier.Role, nth ...int) string {
	n := 0
	if len(nth) > 0 {
		n = nth[0]
	}
	for _, p := range s.cast.People {
		holds := slices.ContainsFunc(p.Appointments, func(a roster.Appointment) bool {
			return a.Body == body && a.Role == role && a.Until == ""
		})
		if !holds {
			continue
		}
		if n == 0 {
			return s.people[p.Email]
		}
		n--
	}
	panic(fmt.Sprintf("the cast has no %s of %s", role, body)) // the cast is embedded, a test reads it
}

// story is one dossier that is being told.
type story struct {
	*Seeder
	ref   dossier.Ref
	lead  string
	draft Draft
}

// begin opens a dossier that began so many days ago.
func (s *Seeder) begin(ctx context.Context, draft Draft, kind, procedure, lead string, daysAgo int, opened func()) (*story, error) {
	start := s.Now.AddDate(0, 0, -daysAgo)
	ref, _, err := s.Store.OpenDossier(ctx, s.who(lead, dossier.Drafter), store.Opening{Title: draft.Title(), Kind: kind,
		Procedure: procedure, Lead: lead, Visibility: dossier.Working, Demonstration: true, LegalStart: start, PlanItem: s.items[dossier.PlanTitleKey(draft.Title())]})
	if err != nil {
		return nil, err
	}
	opened()
	err = s.Engine.Start(ctx, ref)
	if err != nil {
		return nil, err
	}
	return &story{Seeder: s, ref: ref, lead: lead, draft: draft}, nil
}

// patience is how long the engine may take for one step.
const patience = 3 * time.Minute

// at waits until the dossier stands in a stage, or has ended when stage is empty.
func (t *story) at(ctx context.Context, stage string) (store.DossierView, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		v, err := t.Store.Dossier(ctx, t.who(t.lead, dossier.Drafter), t.ref)
		if err != nil {
			return v, err
		}
		ended := v.Status != dossier.Open
		if (stage == "" && ended) || (stage != "" && v.Stage == stage && v.Stages[len(v.Stages)-1].Ended == nil) {
			return v, nil
		}
		select {
		case <-ctx.Done():
			return v, fmt.Errorf("wait for stage %q of %s, it stands in %q: %w", stage, t.ref, v.Stage, ctx.Err())
		case <-time.After(15 * time.Millisecond):
		}
	}
}

// days lets that many days pass, and more until a day is worked, to an hour of
// that day.
func (t *story) days(ctx context.Context, n int) error {
	v, err := t.Store.Dossier(ctx, t.who(t.lead, dossier.Drafter), t.ref)
	if err != nil {
		return err
	}
	cal, err := calendar.Get(v.Definition.Calendar)
	if err != nil {
		return err
	}
	day := cal.DateOf(v.LegalNow).AddDays(n)
	for !cal.IsWorking(day) {
		day = day.AddDays(1)
	}
	hour := 9 + (len(v.Stages)*7)%6
	to := time.Date(day.Year, day.Month, day.Day, hour, (len(v.Stages)*13)%60, 0, 0, belgrade)
	return t.Store.SetDemonstrationClock(ctx, t.ref, to)
}

// do gives a command in a stage as a person.
func (t *story) do(ctx context.Context, stage, person string, name dossier.CommandName, args dossier.Args) error {
	v, err := t.at(ctx, stage)
	if err != nil {
		return err
	}
	if args.Package == "present" {
		args.Package = v.PackHash
	}
	for range 5 {
		row, err := t.verdict(ctx, dossier.Command{ID: uuid.NewString(), Dossier: t.ref, Name: name, Seq: v.Seq, Args: args, Actor: person})
		if err != nil {
			return fmt.Errorf("%s in %s: %w", name, stage, err)
		}
		switch {
		case row.Verdict.Status == dossier.VerdictAccepted:
			return nil
		case row.Verdict.Status == dossier.VerdictExpired, row.Verdict.Code == dossier.CodeStale:
		default:
			return fmt.Errorf("%s in %s: %s %s %v %v", name, stage, row.Verdict.Status, row.Verdict.Code, row.Params, row.Unmet)
		}
		v, err = t.at(ctx, stage)
		if err != nil {
			return err
		}
	}
	return fmt.Errorf("%s in %s: the dossier does not come to rest", name, stage)
}

// reports declares that everything that was sent in time is in, and that the portal
// has nothing, and publishes the report.
func (t *story) reports(ctx context.Context, stage, person string) error {
	_, err := t.at(ctx, stage)
	if err != nil {
		return err
	}
	rounds, _, err := t.Store.Rounds(ctx, person, t.ref, string(dossier.RoundClosed), store.Page{Limit: 100})
	if err != nil {
		return fmt.Errorf("find rounds of %s: %w", t.ref, err)
	}
	for _, r := range rounds {
		if r.FinalAt != nil {
			continue
		}
		err = t.Store.DeclareFinal(ctx, person, r.ID, true)
		if err != nil {
			return fmt.Errorf("%s: %w", stage, err)
		}
	}
	return t.do(ctx, stage, person, dossier.PublishReport, dossier.Args{})
}

// verdict gives a command and waits for its verdict, however slow the machine.
func (t *story) verdict(ctx context.Context, c dossier.Command) (store.CommandRow, error) {
	row, err := t.Engine.Command(ctx, c)
	for err == nil && row.Verdict.Status == dossier.VerdictPending {
		select {
		case <-ctx.Done():
			return row, ctx.Err()
		case <-time.After(time.Second):
			row, err = t.Store.CommandByID(ctx, c.ID)
		}
	}
	return row, err
}

// publish proves publication in all channels of a stage; a round that opens then
// opens as its procedure says.
func (t *story) publish(ctx context.Context, stage, person string) error {
	return t.publishWith(ctx, stage, person, dossier.Settings{})
}

// publishWith does the same, with settings of the round.
func (t *story) publishWith(ctx context.Context, stage, person string, set dossier.Settings) error {
	v, err := t.at(ctx, stage)
	if err != nil {
		return err
	}
	def, _ := v.Definition.Stage(stage)
	for _, c := range def.Channels {
		err = t.do(ctx, stage, person, dossier.PublishProof, dossier.Args{Channel: c,
			URL: fmt.Sprintf("https://%s.primer.example/%s/%s", c, t.ref, stage), SHA256: digest(string(t.ref) + stage + c),
			Comments: set.Comments, Names: set.Names, Who: set.Who})
		if err != nil {
			return err
		}
	}
	return nil
}

// pass takes the clock from term to term until the dossier stands in next. On a
// slow machine the stage may end between a look and a command, which is then
// refused: only another look tells.
func (t *story) pass(ctx context.Context, stage, next string) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	drafter := t.who(t.lead, dossier.Drafter)
	for {
		v, err := t.Store.Dossier(ctx, drafter, t.ref)
		if err != nil {
			return fmt.Errorf("pass %s of %s: %w", stage, t.ref, err)
		}
		if v.Stage == next {
			return nil
		}
		if v.Stage == stage && v.Stages[len(v.Stages)-1].Ended == nil {
			_, err = t.verdict(ctx, dossier.Command{ID: uuid.NewString(), Dossier: t.ref, Name: dossier.Advance, Seq: v.Seq, Actor: drafter})
			if err != nil {
				return fmt.Errorf("pass %s of %s: %w", stage, t.ref, err)
			}
		}
		moved, err := t.moves(ctx, next)
		if err != nil {
			return fmt.Errorf("pass %s of %s: %w", stage, t.ref, err)
		}
		if moved {
			return nil
		}
	}
}

// moves reports whether the dossier comes to stand in a stage within a moment.
func (t *story) moves(ctx context.Context, stage string) (bool, error) {
	for range 100 {
		v, err := t.Store.Dossier(ctx, t.who(t.lead, dossier.Drafter), t.ref)
		if err != nil {
			return false, err
		}
		if v.Stage == stage {
			return true, nil
		}
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-time.After(15 * time.Millisecond):
		}
	}
	return false, nil
}
