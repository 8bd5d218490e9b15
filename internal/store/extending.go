package store

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
)

// extendTerms moves the ends of the terms that may be made longer, and run, to the
// end of a later civil day: the one that a wait ends with, or those of the bodies
// whose opinions are awaited and that would end before that day.
func (t *transition) extendTerms(ctx context.Context, tx *sqlx.Tx, until string) error {
	day, err := calendar.ParseDate(until)
	if err != nil {
		return dossier.Refuse(dossier.CodeDateInvalid, "date", until).Because(err)
	}
	cal, err := t.calendar(ctx, tx)
	if err != nil {
		return err
	}
	ws, err := t.windows(ctx, tx)
	if err != nil {
		return err
	}
	now, err := t.running(ctx, tx, ws)
	if err != nil {
		return err
	}
	terms := now.Longer()
	switch {
	case len(terms) == 0:
		return dossier.Refuse(dossier.CodeNotExtended)
	case until <= terms[0].Due:
		return dossier.Refuse(dossier.CodeWindowShortened, "due", terms[0].Due)
	case cal.EndOfDay(day).After(t.legal().Add(366 * 24 * time.Hour)):
		return dossier.Refuse(dossier.CodeWindowTooLong)
	}
	for _, term := range terms {
		if until <= term.Due {
			continue
		}
		err = t.moveWindow(ctx, tx, window{ID: term.ID, Version: term.Version}, calendar.Result{Raw: day, Due: day}, cal.EndOfDay(day))
		if err != nil {
			return err
		}
	}
	return t.setClock(ctx, tx, t.Clock)
}

// running is where the dossier stands with the terms that have not ended, and with
// whose opinions are awaited.
func (t *transition) running(ctx context.Context, tx *sqlx.Tx, ws []window) (dossier.Situation, error) {
	s := t.bearing()
	for _, w := range ws {
		if w.LegalEnd.After(t.legal()) {
			s.Terms = append(s.Terms, w.term())
		}
	}
	var err error
	s.Facts.OpinionsMissing, s.Facts.OpinionsOnOtherText, err = t.bound(ctx, tx)
	return s, err
}
