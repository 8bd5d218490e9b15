package store

import (
	"context"
	"fmt"
	"slices"
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

// maxMatches is how far a search over all rounds can be gone through.
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

// SearchComments finds comments that the viewer hears of, those whose words were taken
// last first, and whether there are more, up to maxMatches in all.
func (s *Store) SearchComments(ctx context.Context, viewer string, f Searched) ([]FoundComment, bool, error) {
	words, err := f.words()
	if err != nil || words == "" {
		return nil, false, err
	}
	skip := max(f.Skip, 0)
	ids, err := s.heardWith(ctx, viewer, words, min(skip+f.Limit+1, maxMatches))
	if err != nil {
		return nil, false, fmt.Errorf("search comments: %w", err)
	}
	ids = ids[min(skip, len(ids)):]
	more := len(ids) > f.Limit
	ids = ids[:min(len(ids), f.Limit)]
	var found []FoundComment
	err = s.reads.SelectContext(ctx, &found, `
		SELECT d.ref, d.title, r.no AS round, c.number, c.body, c.proposed_text, s.received_at
		FROM unnest($1::uuid[]) WITH ORDINALITY u (id, at) JOIN comments c ON c.id = u.id JOIN submissions s ON s.id = c.submission
		JOIN rounds r ON r.id = c.round JOIN dossiers d ON d.id = r.dossier ORDER BY u.at`, array(ids))
	if err != nil {
		return nil, false, fmt.Errorf("read found comments: %w", err)
	}
	return found, more, nil
}

// heardWith returns the ids of comments with words that the viewer hears of, most at
// most, in the way of finding but from the last one on.
func (s *Store) heardWith(ctx context.Context, viewer, words string, most int) ([]string, error) {
	const (
		hears = `
			CROSS JOIN LATERAL (SELECT c.round FROM comments c WHERE c.id = m.comment OFFSET 0) c JOIN rounds r ON r.id = c.round JOIN dossiers d ON d.id = r.dossier
			JOIN dossiers_for(nullif($2, '')::uuid) seen ON seen.dossier = d.id
			WHERE (r.show_comments OR r.status = 'closed' OR seen.inside) AND (NOT d.rehearsal OR seen.inside) ORDER BY m.place DESC LIMIT $3`
		through = `
			SELECT m.comment FROM unnest($4::bigint[], $5::bigint[]) AS x (lower, upper) CROSS JOIN LATERAL (
				SELECT w.comment, w.place FROM comment_words w WHERE w.place > x.lower AND w.place <= x.upper AND (w.words @@ $1::tsquery) IS TRUE ORDER BY w.place DESC OFFSET 0) m` + hears
		named = `
			WITH m AS MATERIALIZED (SELECT comment, place FROM comments_with($1::tsquery) WHERE place > $4 AND place <= $5)
			SELECT m.comment FROM m` + hears
	)
	var spans []int64
	err := s.reads.SelectContext(ctx, &spans, `
		SELECT no FROM spans_with($1::tsquery) AS no UNION ALL SELECT next / $2::bigint FROM words_place WHERE next % $2::bigint > 0 ORDER BY no DESC`, words, spanLength)
	if err != nil {
		return nil, fmt.Errorf("find spans of words: %w", err)
	}
	var ids []string
	seen := 0
	for take := firstSpans; len(spans) > 0 && len(ids) < most; take *= spansMore {
		var some []string
		if seen > 0 && namedSooner(seen, len(ids), len(spans), most) {
			err = s.reads.SelectContext(ctx, &some, named, words, viewer, most-len(ids), -1, (spans[0]+1)*spanLength-1)
			return append(ids, some...), err
		}
		take = min(take, len(spans))
		part := slices.Clone(spans[:take])
		slices.Reverse(part)
		from, to := stretches(part, -1)
		err = s.reads.SelectContext(ctx, &some, through, words, viewer, most-len(ids), array(from), array(to))
		if err != nil {
			return nil, err
		}
		ids, spans, seen = append(ids, some...), spans[take:], seen+take
	}
	return ids, nil
}
