package web

import (
	"slices"
	"time"

	"github.com/rasprava/rasprava/internal/store"
)

// receiptState is what decides what a receipt says comes next.
type receiptState struct {
	own       bool // the reader sent it
	confirm   store.ConfirmationState
	until     time.Time // by when the address is to be confirmed, exclusive
	erased    bool
	corrected bool
	comments  []store.CommentState
	asked     int // organisations whose signature is awaited, for the author alone
	round     receiptRound
}

// receiptRound is the round of a receipt, as far as its reader sees it.
type receiptRound struct {
	known  bool
	open   bool
	ends   string // its last day, in ISO 8601
	due    string // last day for the report, likewise; empty: the law sets none, or it is no longer ahead
	report string // its address; empty: there is none yet
}

// nextStep is one thing that a receipt says is so, or comes next.
type nextStep struct {
	Message string    // id of its text
	Count   int       // of what the text counts; 0: it counts nothing
	Day     string    // the last day on which it is so; empty: see Moment
	Moment  time.Time // until when it is so, exclusive; zero, with no Day: it is so now
	Href    string    // where it leads; empty: nowhere
}

// next returns what is so with a submission and what comes next, in this order.
func (r receiptState) next() []nextStep {
	switch r.confirm {
	case "", store.ConfirmationGiven:
	case store.ConfirmationAwaited:
		return []nextStep{{Message: "receipt_next.awaited", Moment: r.until}}
	case store.ConfirmationOver, store.ConfirmationDisowned:
		return r.again([]nextStep{{Message: "receipt_next." + string(r.confirm)}})
	default:
		return []nextStep{{Message: "receipt_next." + string(r.confirm)}}
	}
	if r.erased {
		return r.reported([]nextStep{{Message: "receipt_next.erased"}})
	}
	withdrawn, answered, reinstated, waiting := 0, 0, 0, 0
	var aside []store.CommentState
	for _, c := range r.comments {
		switch {
		case c.Withdrawn:
			withdrawn++
		case c.Stands():
			aside = append(aside, c)
		case c.Outcome != "":
			answered++
		case c.Verdict == "reinstated":
			reinstated++
		default:
			waiting++
		}
	}
	var steps []nextStep
	add := func(is bool, s nextStep) {
		if is {
			steps = append(steps, s)
		}
	}
	if withdrawn == len(r.comments) {
		return r.reported(r.again([]nextStep{{Message: "receipt_next.withdrawn"}}))
	}
	add(r.corrected, nextStep{Message: "receipt_next.corrected"})
	add(withdrawn > 0, nextStep{Message: "receipt_next.partly_withdrawn"})
	steps = append(steps, asideSteps(aside)...)
	unanswered := reinstated + waiting
	live := answered+unanswered > 0
	if r.round.known {
		open := nextStep{Message: "receipt.open", Day: r.round.ends}
		if !r.own {
			open.Message = "receipt_next.open_others"
		}
		add(r.round.open && live, open)
		add(r.round.open && live && r.asked > 0, nextStep{Message: "receipt_next.asked", Count: r.asked, Day: r.round.ends})
		add(!r.round.open && waiting > 0 && r.round.report == "", nextStep{Message: "receipt_next.over_waits"})
		add(!r.round.open && waiting > 0 && r.round.report != "", nextStep{Message: "receipt_next.reported_waits"})
	}
	add(reinstated > 0, nextStep{Message: "receipt_next.reinstated"})
	add(answered > 0 && unanswered == 0, nextStep{Message: "receipt_next.answered"})
	add(answered > 0 && unanswered > 0, nextStep{Message: "receipt_next.partly_answered"})
	due := nextStep{Message: "receipt.due", Day: r.round.due}
	if unanswered == 0 {
		due.Message = "receipt_next.due_only"
	}
	add(r.round.report == "" && r.round.due != "", due)
	return r.reported(steps)
}

// asideSteps says of comments that are set aside how that stands, each thing once.
func asideSteps(aside []store.CommentState) []nextStep {
	var steps []nextStep
	for _, c := range aside {
		s := nextStep{Message: "receipt_next.aside_final"}
		switch {
		case c.Verdict != "":
			s.Message = "receipt_next.aside_upheld"
		case c.ContestedAt != nil:
			s.Message = "receipt_next.aside_contested"
		case c.Contestable && c.Until != nil:
			s.Message, s.Moment = "receipt_next.aside_contestable", *c.Until
		}
		if !slices.Contains(steps, s) {
			steps = append(steps, s)
		}
	}
	return steps
}

// again adds that something else can be sent, while the round takes it.
func (r receiptState) again(steps []nextStep) []nextStep {
	if r.round.known && r.round.open {
		steps = append(steps, nextStep{Message: "receipt_next.again", Day: r.round.ends})
	}
	return steps
}

// reported adds the report on the round, once there is one.
func (r receiptState) reported(steps []nextStep) []nextStep {
	if r.round.report != "" {
		steps = append(steps, nextStep{Message: "receipt.report", Href: r.round.report})
	}
	return steps
}

// nextLine is a nextStep in words.
type nextLine struct {
	Text   string
	Day    string `web:"date"`
	Moment time.Time
	Href   string
}

func (v *visit) nextLines(steps []nextStep) []nextLine {
	return each(steps, func(s nextStep) nextLine {
		line := nextLine{Day: s.Day, Moment: s.Moment, Href: s.Href}
		if s.Count > 0 {
			line.Text = v.n(s.Message, s.Count)
		} else {
			line.Text = v.t(s.Message)
		}
		return line
	})
}
