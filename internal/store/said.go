package store

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// said is what is said with an outcome, as far as a condition may ask for it.
type said struct {
	reasons           bool
	ground            string // of the procedure's closed list
	support           int
	electorate        int // of whom
	present, inFavour int
	chair             bool // who presides over the body was for it
	members           int  // of the body, on the day of the session
}

// into puts what is said into the facts.
func (s said) into(f *procedure.Facts) {
	f.HasReasons, f.Ground, f.Support, f.Electorate, f.Present, f.InFavour = s.reasons, s.ground, s.support, s.electorate, s.present, s.inFavour
	f.ChairInFavour, f.Members = s.chair, s.members
}

// said returns what the command says with an outcome; refused with each argument
// that cannot be what it says.
func (t *transition) said(o procedure.OutcomeDef) (said, error) {
	a := t.command.Args
	out := said{reasons: strings.TrimSpace(a.Reasons) != "", ground: a.Ground, support: a.Support, electorate: a.Electorate, present: a.Present, inFavour: a.InFavour,
		chair: a.Chair, members: t.members}
	var fields []dossier.Field
	bad := func(name string, code dossier.Code, params ...string) {
		fields = append(fields, dossier.Field{Name: "args." + name, Code: code, Params: dossier.Refuse(code, params...).Params})
	}
	for name, n := range map[string]int{"present": a.Present, "in_favour": a.InFavour, "support": a.Support, "electorate": a.Electorate} {
		if n < 0 || n > dossier.MaxCount {
			bad(name, dossier.CodeCountInvalid, "limit", fmt.Sprint(dossier.MaxCount))
		}
	}
	if a.Electorate > 0 && a.Support > a.Electorate {
		bad("support", dossier.CodeCountAbove, "limit", fmt.Sprint(a.Electorate))
	}
	if a.InFavour > a.Present {
		bad("in_favour", dossier.CodeCountAbove, "limit", fmt.Sprint(a.Present))
	}
	rest := a.Present - a.InFavour
	for _, votes := range []struct {
		name string
		n    *int
	}{{"against", a.Against}, {"abstained", a.Abstain}} {
		switch {
		case votes.n == nil:
		case *votes.n < 0:
			bad(votes.name, dossier.CodeCountInvalid, "limit", fmt.Sprint(dossier.MaxCount))
		case *votes.n > rest:
			bad(votes.name, dossier.CodeCountAbove, "limit", fmt.Sprint(max(rest, 0)))
		default:
			rest -= *votes.n
		}
	}
	if q := t.Stage.Quorum; q != nil && a.Present > q.Of(t.members).Members && (!q.Relative() || t.members > 0) {
		bad("present", dossier.CodeCountAbove, "limit", fmt.Sprint(q.Of(t.members).Members))
	}
	if a.Ground != "" && !slices.Contains(o.Grounds, a.Ground) {
		bad("ground", dossier.CodeGroundUnknown)
	}
	if a.Expires != "" {
		_, err := time.Parse(time.DateOnly, a.Expires)
		switch {
		case !t.Stage.Exempting(o.ID):
			bad("expires", dossier.CodeNothingExpires)
		case err != nil:
			bad("expires", dossier.CodeDateInvalid)
		case a.Expires < t.today():
			bad("expires", dossier.CodeExpiresInPast)
		}
	}
	if fields != nil {
		slices.SortFunc(fields, func(a, b dossier.Field) int { return strings.Compare(a.Name+string(a.Code), b.Name+string(b.Code)) })
		return said{}, &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	return out, nil
}

// lastInstant returns the first instant after a civil day; nil for no day.
func lastInstant(cal calendar.Calendar, day string) (*time.Time, error) {
	if day == "" {
		return nil, nil
	}
	d, err := calendar.ParseDate(day)
	if err != nil {
		return nil, fmt.Errorf("read last day: %w", err)
	}
	end := cal.EndOfDay(d)
	return &end, nil
}
