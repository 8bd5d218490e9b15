package workflows

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// law is a record in memory that keeps a shipped procedure as the real one does:
// terms by its calendar, gates by procedure.Unmet. What it does it tells the oath,
// which knows nothing of Unmet.
type law struct {
	*model
	def    *procedure.Definition
	cal    calendar.Calendar
	traits map[string]string
	in     procedure.StageDef // the present stage, as it applies to the act
	oath   *oath

	spans []*span
	ends  map[string]calendar.Date // when each stage last ended

	pack       int            // number of the package; 0: none
	considered int            // of the last that brought more than documents that come after opinions
	docs       map[string]int // by kind, the package in which it came
	prepared   string
	signatures map[string]string // by who, on which package
	given      map[string]string // opinions, by body, on which substance
	silent     map[string]string
	comments   int // without an answer
	rounds     int
	reports    int
	debated    bool
	support    int
	open       bool // a round is
}

// electorate is how many may support what is collected, and members how many a
// collegial body has of which the law does not fix it.
const (
	electorate = 10_000
	members    = 40
)

// span is a term that runs.
type span struct {
	id, kind string
	end      time.Time
	due      calendar.Date
	lapsed   bool
}

func newLaw(m *model, d *procedure.Definition, traits map[string]string) *law {
	cal, err := calendar.Get(d.Calendar)
	if err != nil {
		panic(err) // it is shipped
	}
	l := &law{model: m, def: d, cal: cal, traits: traits, ends: map[string]calendar.Date{}, docs: map[string]int{}, given: map[string]string{}}
	l.oath = &oath{law: l}
	m.carry = l.carryOut
	return l
}

func (l *law) hash() string {
	if l.pack == 0 {
		return ""
	}
	return fmt.Sprintf("sha256:%d", l.pack)
}

// substance names the package without the documents that come after opinions.
func (l *law) substance() string { return fmt.Sprintf("version %d", l.considered) }

func (l *law) EnterStage(ctx context.Context, in dossier.EnterInput) (dossier.Entered, error) {
	before := l.stageNo
	e, err := l.model.EnterStage(ctx, in)
	if err != nil || before == l.stageNo {
		return e, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.in, _ = l.def.For(l.traits).Stage(in.Stage)
	l.until = time.Time{}
	l.spans, l.prepared, l.signatures, l.open = nil, "", map[string]string{}, false
	if l.in.Kind == procedure.Opinions {
		l.given, l.silent = map[string]string{}, map[string]string{}
	}
	l.oath.enters(l.in)
	l.begin(procedure.FromEntry, l.today())
	for _, w := range l.in.Windows {
		if origin, ok := strings.CutPrefix(w.From, "stage:"); ok {
			start, passed := l.ends[origin]
			if !passed {
				start = l.today()
			}
			l.span(w, start)
		}
	}
	return e, nil
}

func (l *law) today() calendar.Date { return l.cal.DateOf(l.now()) }

func (l *law) begin(from string, start calendar.Date) {
	for _, w := range l.in.Windows {
		if w.From == from {
			l.span(w, start)
		}
	}
}

func (l *law) span(w procedure.WindowDef, start calendar.Date) {
	term, err := calendar.ParseTerm(w.Term)
	if err != nil {
		panic(err) // it is shipped
	}
	r := l.cal.Due(start, term)
	l.spans = append(l.spans, &span{id: w.ID, kind: string(w.Kind), end: l.cal.EndOf(r), due: r.Due})
	l.oath.begins(w, start)
}

// next returns the term that ends first of those that have not passed.
func (l *law) next() *span {
	var first *span
	for _, s := range l.spans {
		if !s.lapsed && (first == nil || s.end.Before(first.end)) {
			first = s
		}
	}
	return first
}

func (l *law) StageDeadline(_ context.Context, in dossier.DeadlineInput) (dossier.Deadline, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if ending, ok := l.endings[in.StageNo]; ok {
		return dossier.Deadline{Over: true, Effect: ending}, nil
	}
	d := dossier.Deadline{Overdue: l.overdue, Body: l.stage.Actor}
	if s := l.next(); s != nil {
		d.Window, d.Until = s.id, s.end
	}
	return d, nil
}

func (l *law) LapseWindow(_ context.Context, in dossier.LapseInput) (dossier.Effect, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if ending, ok := l.endings[in.StageNo]; ok {
		return ending, nil
	}
	i := slices.IndexFunc(l.spans, func(s *span) bool { return s.id == in.Window && !s.lapsed })
	if i < 0 || in.StageNo != l.stageNo || l.now().Add(-l.early).Before(l.spans[i].end) {
		return dossier.Effect{Seq: l.seq, StageNo: in.StageNo}, nil
	}
	l.carried["lapse"]++
	s := l.spans[i]
	s.lapsed = true
	main := l.in.Main().ID
	switch {
	case s.kind != string(procedure.MaxWindow):
		whole := !slices.ContainsFunc(l.spans, func(s *span) bool { return s.kind != string(procedure.MaxWindow) && !s.lapsed })
		if whole && (l.in.Kind == procedure.Wait || l.in.Kind == procedure.Consultation && l.open) {
			return l.leave(main), nil
		}
	case l.in.Kind == procedure.Report:
		l.reports++
		l.oath.publishes()
		return l.leave(main), nil
	case l.in.Kind == procedure.Opinions && l.in.Silence == procedure.NoObjection:
		for _, body := range l.missing() {
			l.silent[body] = l.substance()
			l.oath.silent(body, l.hash())
		}
		if len(l.otherText()) == 0 {
			return l.leave(main), nil
		}
		l.model.overdue = true
	case l.in.Lapse != "":
		return l.leave(l.in.Lapse), nil
	default:
		l.model.overdue = true
	}
	e := l.moved()
	l.oath.moves(e.Seq)
	return e, nil
}

// leave ends the present stage.
func (l *law) leave(outcome string) dossier.Effect {
	e := l.end(outcome)
	l.oath.leaves(outcome, e.Seq)
	o, _ := l.in.Outcome(outcome)
	maps.Copy(l.traits, o.Sets)
	day := l.today()
	for _, s := range l.spans {
		if s.lapsed && s.kind != string(procedure.MaxWindow) {
			day = s.due
		}
	}
	l.ends[l.in.ID] = day
	l.debated = l.debated || l.in.ID == "public_debate" || o.ID == "waived"
	l.open = false
	return e
}

// asks lists the bodies that must give their opinions in a stage.
func asks(s procedure.StageDef) []string {
	var bodies []string
	for _, g := range s.Givers {
		if g.Mandatory == procedure.Always {
			bodies = append(bodies, g.Body)
		}
	}
	return bodies
}

func (l *law) missing() []string {
	if l.silent == nil {
		return nil
	}
	var bodies []string
	for _, b := range asks(l.asked()) {
		if l.given[b] == "" && l.silent[b] == "" {
			bodies = append(bodies, b)
		}
	}
	return bodies
}

func (l *law) otherText() []string {
	var bodies []string
	for b, on := range l.given {
		if on != l.substance() {
			bodies = append(bodies, b)
		}
	}
	for b, on := range l.silent {
		if on != l.substance() {
			bodies = append(bodies, b)
		}
	}
	return bodies
}

// asked returns the stage in which opinions were last asked for.
func (l *law) asked() procedure.StageDef {
	if l.in.Kind == procedure.Opinions {
		return l.in
	}
	for i := l.stageNo; i > 0; i-- {
		if s, ok := l.def.For(l.traits).Stage(l.oath.runs[i-1].stage.ID); ok && s.Kind == procedure.Opinions {
			return s
		}
	}
	return procedure.StageDef{}
}

func (l *law) facts(row asked) procedure.Facts {
	f := procedure.Facts{Documents: map[string]bool{}, PackagePublic: true, ProvedChannels: slices.Clone(l.proved), UnansweredComments: l.comments,
		ReportPublished: l.reports >= l.rounds, DebateDecided: l.debated, OpinionsMissing: l.missing(), OpinionsOnOtherText: l.otherText(),
		PackageHash: l.hash(), PreparedHash: l.prepared, Now: l.now(), HasReasons: row.reasons, Ground: row.ground, Support: l.support,
		Electorate: electorate, Present: row.present, InFavour: row.favour, ChairInFavour: row.chair, Members: members}
	for kind, since := range l.docs {
		f.Documents[kind] = true
		if kind != "act" && since < l.docs["act"] {
			f.StaleDocuments = append(f.StaleDocuments, kind)
		}
	}
	for _, s := range l.spans {
		longest := s.kind == string(procedure.MaxWindow)
		switch {
		case !longest && s.end.After(f.MinWindowEnds):
			f.MinWindowEnds = s.end
		case longest && !s.lapsed && (f.MaxWindowEnds.IsZero() || s.end.Before(f.MaxWindowEnds)):
			f.MaxWindowEnds = s.end
		}
	}
	by := map[string]int{}
	for who, on := range l.signatures {
		if on == l.hash() {
			f.Signatures++
			body, _, _ := strings.Cut(who, "/")
			by[body]++
		}
	}
	for _, s := range l.in.Signatures {
		if by[s.By] < s.Count {
			f.SignaturesMissing = append(f.SignaturesMissing, s.By)
		}
	}
	return f
}
