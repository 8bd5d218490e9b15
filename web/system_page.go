package web

import (
	"context"
	"errors"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/schema"
)

var systemPages = []page{
	get("/sistem", dossier.Operate, (*Server).systemPage),
	get("/sistem/popravka", dossier.Operate, (*Server).mendingPage),
	post("/sistem/popravka", dossier.Operate, (*Server).mend),
}

// systemPage is what an operator looks at: what is wrong, and what holds.
type systemPage struct {
	Parts    []partState
	Total    int // of troubles
	Troubles []troubleGroup
	Requests int // of organisations, that wait to be confirmed
	Log      ownLog
	Witness  []witnessRow
	Program  string
	Go       string
	Schema   string
	Metrics  string // address
}

// partState is how a part of the system was found.
type partState struct {
	Name string
	OK   bool
	Text string
}

// troubleGroup is troubles of one kind: what happened, and what to do.
type troubleGroup struct {
	Code  string
	Title string
	What  string
	Do    string
	Rows  []troubleRow
	More  int // that are not shown
}

// troubleRow is one of them. Of a dossier that the operator does not see there
// is no title and no address.
type troubleRow struct {
	Href    string
	Ref     string
	Title   string // Serbian
	Stage   string
	Since   time.Time
	Checked *time.Time
	About   string // what was asked, or was to be delivered
	Cause   string // as the program says it
	Mend    link
}

// ownLog is the public log as far as somebody needs it who checks it.
type ownLog struct {
	Name string
	Key  string
	Size int
}

// witnessRow is how a witness of the public log stands.
type witnessRow struct {
	Name     string
	Failing  bool
	Asked    bool
	Size     int
	SignedAt *time.Time
	Failure  string // in words; empty: it never failed
	FailedAt *time.Time
	Cause    string // as the program says it
}

func (v *visit) witnessRow(w store.WitnessState) witnessRow {
	row := witnessRow{Name: w.Name, Failing: w.Failing(), Asked: w.Asked, Size: int(w.Size), SignedAt: w.SignedAt, FailedAt: w.FailedAt, Cause: w.Cause}
	if w.Failure != "" {
		row.Failure = v.say.Name("witness_failure", string(w.Failure))
	}
	return row
}

var systemTemplate = templateFor[systemPage]("system")

// troubleOrder is in which order kinds of trouble are shown: the gravest first.
var troubleOrder = []store.TroubleCode{store.LogUnsignable, store.PromiseOverdue, store.WorkflowAhead, store.WorkflowMissing, store.WorkflowBehind, store.WorkflowSilent,
	store.CommandPending, store.ParcelUndelivered, store.MailUnserved, store.MailUndelivered, store.MailGivenUp, store.CommandExpired}

// shownTroubles is how many of one kind are shown.
const shownTroubles = 50

// systemPage shows operators how the system is.
func (s *Server) systemPage(v *visit) (reply, error) {
	troubles, err := s.store.Troubles(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	requests, err := s.store.OrganisationRequests(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	l, err := s.store.Log(v.ctx(), false)
	if err != nil {
		return reply{}, err
	}
	witnesses, err := s.store.WitnessStates(v.ctx())
	if err != nil {
		return reply{}, err
	}
	body := systemPage{Parts: s.parts(v), Total: len(troubles), Troubles: v.troubleGroups(troubles), Requests: len(requests),
		Log: ownLog{Name: l.Origin, Key: l.Key, Size: int(l.Size)}, Program: release(), Go: runtime.Version(), Schema: schema.Hash(), Metrics: "/metrics", Witness: each(witnesses, v.witnessRow)}
	return systemTemplate.show(v, heading{Title: v.t("operating.title"), Crumbs: []link{{Text: v.t("nav.system")}}, Wide: true}, body)
}

// release says of which version the program is, as far as its build knows.
func release() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	version := strings.Trim(info.Main.Version, "()")
	if version == "devel" {
		version = ""
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			version += " " + setting.Value[:min(len(setting.Value), 12)]
		}
	}
	return strings.TrimSpace(version)
}

// parts asks each part of the system how it is, side by side.
func (s *Server) parts(v *visit) []partState {
	checks := []struct {
		name  string
		check func(context.Context) (int, error)
	}{
		{"postgres", none(s.store.Ping)}, {"schema", none(s.schemaCurrent)}, {"temporal", none(s.engine.Healthy)}, {"workers", s.engine.Workers},
		{"disk", none(s.store.Durable)},
	}
	states := make([]partState, len(checks))
	var all sync.WaitGroup
	for i, c := range checks {
		all.Go(func() {
			ctx, cancel := context.WithTimeout(v.ctx(), readyTime)
			defer cancel()
			n, err := c.check(ctx)
			if err != nil {
				s.log.WarnContext(ctx, "part_not_ready", "part", c.name, "error", err)
			}
			states[i] = v.partState(c.name, n, err)
		})
	}
	all.Wait()
	return states
}

// none makes a check of one that counts nothing.
func none(check func(context.Context) error) func(context.Context) (int, error) {
	return func(ctx context.Context) (int, error) { return 1, check(ctx) }
}

// partState puts into words how a part was found; n is how many there are of it.
func (v *visit) partState(name string, n int, err error) partState {
	p := partState{Name: v.t("operating.part_" + name), OK: err == nil && n > 0}
	switch {
	case errors.Is(err, store.ErrNotDurable):
		p.Text = v.t("operating.not_durable")
	case err != nil:
		p.Text = v.t("operating.no_answer")
	case name == "disk":
		p.Text = v.t("operating.durable")
	case name == "workers" && n > 0:
		p.Text = v.n("operating.workers", n)
	case name == "schema":
		p.Text = v.t("operating.agrees")
	case n > 0:
		p.Text = v.t("operating.answers")
	default:
		p.Text = v.t("operating.no_workers")
	}
	return p
}

// troubleGroups puts troubles into words, kind by kind.
func (v *visit) troubleGroups(all []store.Trouble) []troubleGroup {
	var groups []troubleGroup
	for _, code := range troubleOrder {
		var rows []troubleRow
		for _, t := range all {
			if t.Code == code {
				rows = append(rows, v.troubleRow(t))
			}
		}
		if len(rows) == 0 {
			continue
		}
		slices.SortStableFunc(rows, func(a, b troubleRow) int { return a.Since.Compare(b.Since) })
		g := troubleGroup{Code: string(code), Title: v.t("trouble." + string(code)), What: v.t("trouble." + string(code) + "_what"),
			Do: v.t("trouble." + string(code) + "_do"), Rows: rows[:min(len(rows), shownTroubles)]}
		g.More = len(rows) - len(g.Rows)
		groups = append(groups, g)
	}
	return groups
}

func (v *visit) troubleRow(t store.Trouble) troubleRow {
	row := troubleRow{Ref: string(t.Ref), Title: t.Title, Stage: v.title(t.StageTitleSr, t.StageTitleEn), Since: t.Since, Checked: t.CheckedAt, Cause: t.Cause}
	if t.Title != "" {
		row.Href = v.href("/predmeti/" + string(t.Ref))
	}
	var about []string
	if t.Topic != "" && t.Topic != store.TopicCommand {
		about = append(about, v.say.Name("parcel", strings.ReplaceAll(string(t.Topic), ".", "_")))
	}
	if t.Command != "" {
		about = append(about, v.say.Name("command", string(t.Command)))
	}
	if t.Attempts > 0 {
		about = append(about, v.n("operating.attempts", t.Attempts))
	}
	switch t.Code {
	case store.MailUnserved, store.MailUndelivered, store.MailGivenUp:
		about = append(about, v.n("operating.mails", t.Count))
		if t.Code == store.MailUnserved {
			row.Cause = "RASPRAVA_SMTP_HOST is not set"
		}
		t.Count = 0
	}
	if t.Count > 0 {
		about = append(about, v.n("operating.submissions", t.Count))
	}
	row.About = strings.Join(about, ", ")
	if t.Code.Mendable() && t.Ref != "" {
		row.Mend = link{v.href("/sistem/popravka?predmet=" + string(t.Ref) + "&sta=" + string(t.Code)), v.t("operating.do_" + mendingOf(t.Code))}
	}
	return row
}

// mendingOf says what mending does to a trouble: the workflow is begun again from
// the record, or told what it missed.
func mendingOf(code store.TroubleCode) string {
	switch code {
	case store.WorkflowMissing, store.WorkflowAhead:
		return "restart"
	}
	return "remind"
}
