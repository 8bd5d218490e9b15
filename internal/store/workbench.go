package store

import (
	"context"
	"fmt"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Done asks for the comments of which the viewer sees what became of them: answered,
// set aside, withdrawn or erased.
const Done dossier.AnswerOutcome = "any"

// furthest is how far a list that is counted off can be gone through.
const furthest = 100_000

// mostPlaced is how many comments at most a list that finds them by words puts in
// another order than that of their numbers.
const mostPlaced = 10_000

// answered is the condition of the Outcome of a CommentFilter: for whoever sees every
// answer, and for the public while a round runs.
func (f CommentFilter) answered(every bool, argument string) string {
	has, hasNot, as := `c.early`, `NOT c.early`, `c.early AND c.outcome = `+argument
	if every {
		has, hasNot, as = `c.outcome <> ''`, `c.outcome = ''`, `c.outcome = `+argument
	}
	switch f.Outcome {
	case "":
		return ` AND ` + argument + ` = '' `
	case Done:
		return ` AND ` + argument + ` = 'any' AND ` + has + ` `
	case Unanswered:
		return ` AND ` + argument + ` = 'unanswered' AND ` + hasNot + ` `
	}
	return ` AND ` + as + ` `
}

// placed is where a comment stands in the order of what the comments are about: those
// on the act as its text goes, the whole of it first, then those on each other document.
type placed struct {
	ID     string `db:"id"`
	Place  int    `db:"place"`
	Number int    `db:"number"`
}

// CommentsByPlace lists what FindComments does, in the order of what the
// comments are about, from an offset on.
func (s *Store) CommentsByPlace(ctx context.Context, viewer string, f CommentFilter, offset int) ([]CommentView, error) {
	limit, err := f.limit()
	if err != nil {
		return nil, err
	}
	insider, every, err := s.listens(ctx, viewer, f.Round)
	if err != nil {
		return nil, err
	}
	all, err := s.inPlace(ctx, f, insider, every, placed{}, limit, min(max(offset, 0), furthest))
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(all))
	for i, c := range all {
		ids[i] = c.ID
	}
	comments := []CommentView{}
	err = s.reads.SelectContext(ctx, &comments, commentView+`WHERE c.id = ANY($2::uuid[]) ORDER BY c.place, c.number`, insider, array(ids))
	if err != nil {
		return nil, fmt.Errorf("list comments by place: %w", err)
	}
	return comments, s.attach(ctx, comments)
}

// inPlace returns, of the comments that a filter lets through, those behind one of them
// in the order of what they are about. What waits for an answer, and what has one, is
// read in that order from an index of its own.
func (s *Store) inPlace(ctx context.Context, f CommentFilter, insider, every bool, after placed, limit, offset int) ([]placed, error) {
	where, args, err := s.condition(ctx, f, insider, every, 0, 0)
	if err != nil {
		return nil, err
	}
	one := `SELECT c.id, c.place, c.number FROM comments c JOIN rounds r ON r.id = c.round AND (r.show_comments OR r.status = 'closed' OR $1)`
	if f.AuthorKind != "" {
		one += ` JOIN submissions s ON s.id = c.submission`
	}
	one += where + f.answered(every, "$10") + ` AND (c.place, c.number) > ($11, $12)`
	const (
		waits   = ` AND (c.outcome = '') IS TRUE`
		settled = ` AND (c.outcome = '') IS FALSE`
		first   = ` ORDER BY c.place, c.number LIMIT $13::integer + $14::integer`
	)
	query := `(` + one + waits + first + `) UNION ALL (` + one + settled + first + `)`
	switch {
	case f.Outcome == Unanswered && every:
		query = one + waits
	case f.Outcome != "" && f.Outcome != Unanswered:
		query = one + settled
	}
	var all []placed
	err = s.reads.SelectContext(ctx, &all, query+` ORDER BY place, number LIMIT $13::integer OFFSET $14::integer`, append(args, f.Outcome, after.Place, after.Number, limit, offset)...)
	if err != nil {
		return nil, fmt.Errorf("find comments by place: %w", err)
	}
	return all, nil
}

// CommentBehind returns the number of the comment that comes behind another one
// of the round in the order of CommentsByPlace, of those that the filter lets
// through; the first of them where none comes behind, 0 where there is none.
func (s *Store) CommentBehind(ctx context.Context, viewer string, f CommentFilter, number int) (int, error) {
	insider, every, err := s.listens(ctx, viewer, f.Round)
	if err != nil {
		return 0, err
	}
	var from []placed
	err = s.reads.SelectContext(ctx, &from, `SELECT id, place, number FROM comments WHERE round = $1 AND number = $2`, f.Round, number)
	if err != nil {
		return 0, fmt.Errorf("find comment %d: %w", number, err)
	}
	for _, after := range append(from, placed{}) {
		all, err := s.inPlace(ctx, f, insider, every, after, 2, 0)
		if err != nil {
			return 0, err
		}
		for _, c := range all {
			if c.Number != number {
				return c.Number, nil
			}
		}
	}
	return 0, nil
}

// CommentNumbered returns the comment of a round with a number; refused
// not_found when the viewer does not hear of it.
func (s *Store) CommentNumbered(ctx context.Context, viewer, round string, number int) (CommentView, error) {
	insider, err := s.insider(ctx, viewer, byRound, round)
	if err != nil {
		return CommentView{}, err
	}
	var c CommentView
	err = s.reads.GetContext(ctx, &c, commentView+`WHERE c.round = $2 AND c.number = $3`, insider, round, number)
	if err != nil {
		return CommentView{}, fmt.Errorf("read comment: %w", orNotFound(err))
	}
	return s.withAttachments(ctx, c)
}

// AnswerVersion is one version of the answer to a comment, with who wrote it.
type AnswerVersion struct {
	Version  int       `db:"version"`
	Outcome  string    `db:"outcome"`
	Reasons  string    `db:"reasons"`
	ChangeNo int       `db:"change_no"`
	ChangeAt string    `db:"change_provision"`
	Early    bool      `db:"early"`
	Person   string    `db:"person"`
	At       time.Time `db:"legal_at"` // on the dossier's own clock
}

const maxAnswerVersions = 50

// AnswerVersions returns the versions of the answer to a comment, newest first,
// to insiders; refused not_found to anybody else.
func (s *Store) AnswerVersions(ctx context.Context, viewer, comment string) ([]AnswerVersion, error) {
	insider, err := s.insider(ctx, viewer, byComment, comment)
	if err != nil {
		return nil, err
	}
	if !insider {
		return nil, dossier.Refuse(dossier.CodeNotFound)
	}
	var all []AnswerVersion
	err = s.reads.SelectContext(ctx, &all, `
		SELECT a.version, a.outcome, a.reasons, coalesce(a.change_no, 0) AS change_no, coalesce(a.change_provision, '') AS change_provision,
			a.early, p.name AS person, a.legal_at
		FROM answers a JOIN persons p ON p.id = a.answered_by WHERE a.comment = $1 ORDER BY a.version DESC LIMIT $2`, comment, maxAnswerVersions)
	if err != nil {
		return nil, fmt.Errorf("read answers: %w", err)
	}
	return all, nil
}

// EarlierAnswers returns the versions of the answer to a comment that the public
// could read before the present one, newest first, without who wrote them; what
// was replaced before it became public is not among them.
func (s *Store) EarlierAnswers(ctx context.Context, viewer, comment string) ([]AnswerVersion, error) {
	insider, err := s.insider(ctx, viewer, byComment, comment)
	if err != nil {
		return nil, err
	}
	var all []AnswerVersion
	err = s.reads.SelectContext(ctx, &all, `
		SELECT a.version, a.outcome, a.reasons, coalesce(a.change_no, 0) AS change_no, coalesce(a.change_provision, '') AS change_provision,
			a.early, a.legal_at
		FROM (SELECT comment, version, outcome, reasons, change_no, change_provision, early, legal_at, lead(answered_at) OVER (ORDER BY version) AS replaced_at FROM answers WHERE comment = $1) a
		JOIN comments c ON c.id = a.comment JOIN rounds r ON r.id = c.round AND (r.show_comments OR r.status = 'closed' OR $2)
		WHERE a.replaced_at IS NOT NULL AND (a.early OR a.replaced_at > r.closed_at)
		ORDER BY a.version DESC LIMIT $3`, comment, insider, maxAnswerVersions)
	if err != nil {
		return nil, fmt.Errorf("read earlier answers: %w", err)
	}
	return all, nil
}

// OwnReasons returns the reasons that a person gave last in a round, each text
// once, the newest first.
func (s *Store) OwnReasons(ctx context.Context, person, round string, most int) ([]string, error) {
	var all []string
	err := s.reads.SelectContext(ctx, &all, `
		SELECT a.reasons FROM answers a JOIN comments c ON c.id = a.comment WHERE c.round = $1 AND a.answered_by = $2
		GROUP BY a.reasons ORDER BY max(a.answered_at) DESC LIMIT $3`, round, person, most)
	if err != nil {
		return nil, fmt.Errorf("read own reasons: %w", err)
	}
	return all, nil
}
