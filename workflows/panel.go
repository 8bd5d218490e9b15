package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/internal/dossier"
)

// The search attributes, for operators. They hold codes and instants alone.
var (
	attrProcedure = temporal.NewSearchAttributeKeyKeyword("Procedure")
	attrStage     = temporal.NewSearchAttributeKeyKeyword("Stage")
	attrBody      = temporal.NewSearchAttributeKeyKeyword("Body")
	attrClosesAt  = temporal.NewSearchAttributeKeyTime("ClosesAt")
	attrOverdue   = temporal.NewSearchAttributeKeyBool("Overdue")
)

// panel is what an operator sees of a workflow in Temporal's own pages.
type panel struct {
	deadline dossier.Deadline
	shown    bool
}

// show brings the deadline to the pages; the same one again costs nothing.
func (p *panel) show(ctx workflow.Context, d dossier.Deadline) error {
	workflow.SetCurrentDetails(ctx, details(d))
	same := p.shown && p.deadline.Until.Equal(d.Until) && p.deadline.Overdue == d.Overdue && p.deadline.Body == d.Body
	p.deadline, p.shown = d, true
	if same {
		return nil
	}
	closes := attrClosesAt.ValueUnset()
	if !d.Until.IsZero() {
		closes = attrClosesAt.ValueSet(d.Until)
	}
	body := attrBody.ValueUnset()
	if d.Body != "" {
		body = attrBody.ValueSet(d.Body)
	}
	return workflow.UpsertTypedSearchAttributes(ctx, closes, body, attrOverdue.ValueSet(d.Overdue))
}

func details(d dossier.Deadline) string {
	switch {
	case d.Over:
		return "the stage is over"
	case d.Until.IsZero() && d.Overdue:
		return "waits for: a person, who is late"
	case d.Until.IsZero():
		return "waits for: a person"
	}
	return "waits for: a person, or a deadline  \n" + waitsUntil(d)
}

func waitsUntil(d dossier.Deadline) string {
	text := "until " + d.Until.UTC().Format("2006-01-02 15:04") + " UTC"
	if d.Until.Second() != 0 {
		text = "until " + d.Until.UTC().Format(time.DateTime) + " UTC"
	}
	if d.Window != "" {
		text += ", window " + d.Window
	}
	return text
}
