package store

import (
	"context"
	"fmt"

	"github.com/rasprava/rasprava/internal/dossier"
)

// CommentTotals counts the comments that a filter lets through whatever became
// of them, by what the viewer sees of that. Those that are withdrawn, set aside or
// erased are received, and neither answered nor unanswered.
type CommentTotals struct {
	Received, Answered, Unanswered int
	Outcomes                       map[dossier.AnswerOutcome]int
	More                           bool // there are more than were counted
}

// mostCounted is how many comments are counted at most where words are looked for:
// no table knows how many have them.
const mostCounted = 1000

// CommentTotals counts what FindComments lists with any Outcome; where words are looked
// for, the first 1,000 of it.
func (s *Store) CommentTotals(ctx context.Context, viewer string, f CommentFilter) (CommentTotals, error) {
	f.Outcome = ""
	return s.totals(ctx, viewer, f)
}

// CountComments counts what FindComments lists; where words are looked for, the first
// 1,000 of it, and then says whether there are more.
func (s *Store) CountComments(ctx context.Context, viewer string, f CommentFilter) (n int, more bool, err error) {
	t, err := s.totals(ctx, viewer, f)
	if err != nil {
		return 0, false, err
	}
	switch f.Outcome {
	case "":
		n = t.Received
	case Unanswered:
		n = t.Unanswered
	case Done:
		n = t.Received - t.Unanswered
	default:
		n = t.Outcomes[f.Outcome]
	}
	if t.More {
		n = mostCounted
	}
	return n, t.More, nil
}

// totals counts what the filter lets through, or more than that: where no words are
// looked for, with any Outcome.
func (s *Store) totals(ctx context.Context, viewer string, f CommentFilter) (CommentTotals, error) {
	insider, every, err := s.listens(ctx, viewer, f.Round)
	if err != nil {
		return CommentTotals{}, err
	}
	const (
		seen  = `SELECT CASE WHEN c.outcome <> '' AND ($10 OR c.early) THEN c.outcome ELSE 'unanswered' END AS outcome, `
		shown = ` JOIN rounds r ON r.id = c.round AND (r.show_comments OR r.status = 'closed' OR $1) `
	)
	var (
		rows []struct {
			Outcome dossier.AnswerOutcome `db:"outcome"`
			Count   int                   `db:"count"`
		}
		query string
		args  []any
	)
	if words := soughtWords(f.Query); words.query == "" && len(words.raw) == 0 && f.Organisation == "" {
		args = []any{insider, f.Round, f.Document, f.Article, f.Kind, f.AuthorKind, "", 0, array(words.raw), every}
		query = seen + `sum(c.comments) AS count FROM comment_totals c` + shown + `WHERE c.round = $2` + f.ofSort() + narrowed("c.author_kind", "$6", string(f.AuthorKind)) + seeksNothing + `GROUP BY 1`
	} else {
		var where string
		where, args, err = s.condition(ctx, f, insider, every, 0, mostCounted+1)
		if err != nil {
			return CommentTotals{}, err
		}
		args = append(args, every, f.Outcome, mostCounted+1)
		query = seen + `count(*) AS count FROM (SELECT c.outcome, c.early FROM comments c JOIN submissions s ON s.id = c.submission` + shown + where + f.answered(every, "$11") + `LIMIT $12) c GROUP BY 1`
	}
	err = s.reads.SelectContext(ctx, &rows, query, args...)
	if err != nil {
		return CommentTotals{}, fmt.Errorf("count comments: %w", err)
	}
	t := CommentTotals{Outcomes: map[dossier.AnswerOutcome]int{}}
	for _, r := range rows {
		if r.Count == 0 {
			continue // there were some, before they were answered
		}
		t.Received += r.Count
		if r.Outcome == Unanswered {
			t.Unanswered = r.Count
			continue
		}
		if r.Outcome.IsAnswer() {
			t.Answered += r.Count
		}
		t.Outcomes[r.Outcome] = r.Count
	}
	t.More = (f.Query != "" || f.Organisation != "") && t.Received > mostCounted
	return t, nil
}
