package store

import (
	"context"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/dossier"
)

// FoundProvision is an article, or a provision that stands in none, in which all
// words stand that were looked for.
type FoundProvision struct {
	Ref   dossier.Ref `db:"ref"`
	Title string      `db:"title"` // of the dossier
	No    int         `db:"no"`    // of the version
	Hash  string      `db:"hash"`  // of its act
	ID    string      `db:"id"`
	Ended bool        `db:"ended"` // the dossier is not under way any more
}

// FoundComment is a comment in which all words stand that were looked for.
type FoundComment struct {
	Ref          dossier.Ref `db:"ref"`
	Title        string      `db:"title"` // of the dossier
	Round        int         `db:"round"`
	Number       int         `db:"number"`
	Body         string      `db:"body"`
	ProposedText string      `db:"proposed_text"`
	ReceivedAt   time.Time   `db:"received_at"`
}

// Searched is what a search looks for, in any form of its words and in either
// script (soughtWords), and which part of what it finds is asked for.
type Searched struct {
	Query string
	Skip  int // at most furthest
	Limit int
}

// maxMatches is how many comments at most a search over all rounds looks through:
// for words that more of them have in common, it shows some.
const maxMatches = 2000

func (f Searched) words() (string, error) {
	if utf8.RuneCountInString(f.Query) > maxQuery {
		return "", &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: "q", Code: dossier.CodeTextTooLong,
			Params: map[string]string{"limit": fmt.Sprint(maxQuery)}}}}
	}
	return soughtWords(f.Query).query, nil
}

// SearchProvisions finds provisions of the newest text that the viewer sees of
// each dossier, newest dossiers first, and whether there are more. A query without
// a word that tells something finds nothing.
func (s *Store) SearchProvisions(ctx context.Context, viewer string, f Searched) ([]FoundProvision, bool, error) {
	words, err := f.words()
	if err != nil || words == "" {
		return nil, false, err
	}
	var found []FoundProvision
	err = s.reads.SelectContext(ctx, &found, `
		WITH newest AS MATERIALIZED (
			SELECT w.dossier, w.no, w.id, seen.inside FROM provision_words w JOIN dossiers_for(nullif($1, '')::uuid) seen ON seen.dossier = w.dossier
			WHERE w.words @@ $2::tsquery
			AND w.no = (SELECT max(t.no) FROM package_documents t WHERE t.dossier = w.dossier AND t.kind = 'act' AND (t.visibility = 'public' OR seen.inside)))
		SELECT d.ref, d.title, n.no, a.hash, n.id, d.status <> 'open' AS ended
		FROM newest n JOIN dossiers d ON d.id = n.dossier AND (NOT d.rehearsal OR n.inside)
		JOIN acts a ON a.dossier = n.dossier AND a.no = n.no JOIN provisions p ON p.dossier = n.dossier AND p.no = n.no AND p.id = n.id
		ORDER BY d.opened_at DESC, d.id, p.position LIMIT $3 OFFSET $4`, viewer, words, f.Limit+1, min(max(f.Skip, 0), furthest))
	if err != nil {
		return nil, false, fmt.Errorf("search provisions: %w", err)
	}
	more := len(found) > f.Limit
	return found[:min(len(found), f.Limit)], more, nil
}

// SearchComments finds comments that the viewer hears of, newest first, and
// whether there are more; some of them, where more than maxMatches have the words.
func (s *Store) SearchComments(ctx context.Context, viewer string, f Searched) ([]FoundComment, bool, error) {
	words, err := f.words()
	if err != nil || words == "" {
		return nil, false, err
	}
	var found []FoundComment
	err = s.reads.SelectContext(ctx, &found, `
		WITH matches AS MATERIALIZED (SELECT comment FROM comment_words WHERE words @@ $2::tsquery LIMIT $5)
		SELECT d.ref, d.title, r.no AS round, c.number, c.body, c.proposed_text, s.received_at
		FROM matches m JOIN comments c ON c.id = m.comment JOIN submissions s ON s.id = c.submission JOIN rounds r ON r.id = c.round
		JOIN dossiers d ON d.id = r.dossier JOIN dossiers_for(nullif($1, '')::uuid) seen ON seen.dossier = d.id
		WHERE (r.show_comments OR r.status = 'closed' OR seen.inside) AND (NOT d.rehearsal OR seen.inside)
		ORDER BY c.id DESC LIMIT $3 OFFSET $4`, viewer, words, f.Limit+1, min(max(f.Skip, 0), furthest), maxMatches)
	if err != nil {
		return nil, false, fmt.Errorf("search comments: %w", err)
	}
	more := len(found) > f.Limit
	return found[:min(len(found), f.Limit)], more, nil
}
