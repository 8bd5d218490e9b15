package store

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// How a list of comments that is narrowed finds its next page, whatever it is narrowed
// by and however many comments have that: it looks through the comments behind the last
// one, but only in those spans of 500 that have all the words somewhere, until it has
// as many as are asked for. Words that stand in many comments are met at once; of
// words that are never met, the index of all comments names the few that have them.
type finding struct {
	*Store
	f      CommentFilter
	every  bool   // the viewer sees every answer
	words  string // that all are there, as Postgres reads a tsquery
	sought sought
	most   int // how many are looked for
}

const (
	// rareOutcome is up to how many comments with an outcome are all looked at.
	rareOutcome = 2000
	// firstSpans is how many spans are looked through before it is asked what is
	// cheaper, and spansMore how many times as many each time after that.
	firstSpans, spansMore = 2, 4
	// namedCost is how many times longer it takes to read a comment that the index
	// names than one of those that follow each other.
	namedCost = 2
)

// oneByOne looks at the comments of rows w by their ids alone: planned as a join, or by
// the round too, while the table was small, all of them would be read.
const oneByOne = ` CROSS JOIN LATERAL (SELECT id, number, round, document, article, kind, submission, outcome, early, search_key FROM comments WHERE id = w.comment OFFSET 0) c `

// notTaken tests a comment c whose turn to have its words taken has not come: by its
// words where something of it was covered or corrected meanwhile, else by its text.
const notTaken = `coalesce((SELECT w.words @@ $1::tsquery FROM comment_words w WHERE w.comment = c.id),
	NOT EXISTS (SELECT 1 FROM unnest($11::text[]) w WHERE strpos(c.search_key, w) = 0))`

// found is a comment that was found.
type found struct {
	ID     string `db:"id"`
	Number int    `db:"number"`
}

// find returns the comments of a round, from the first behind after on, that the
// filter lets through; most at most. A filter that narrows by no word
// and no sort is none for it.
func (s *Store) find(ctx context.Context, f CommentFilter, every bool, after, most int) ([]found, error) {
	sought := soughtWords(f.Query)
	words := allOf(append(f.sorts(), ofRound(f.Round)))
	if sought.query != "" {
		words += " & " + sought.query
	}
	w := finding{s, f, every, words, sought, most}
	if f.Organisation != "" {
		return w.amongItsOwn(ctx, after)
	}
	all, err := w.from(ctx, after)
	if err != nil {
		return nil, err
	}
	return w.withNumbered(ctx, all, after)
}

// narrows reports whether the filter is one for find.
func (f CommentFilter) narrows() bool {
	sought := soughtWords(f.Query)
	return f.Organisation != "" || sought.query != "" || len(sought.raw) == 0 && len(f.sorts()) > 0
}

func (w finding) from(ctx context.Context, after int) ([]found, error) {
	if w.f.Outcome != "" {
		alike, with, err := w.outcomes(ctx)
		if err != nil || with == 0 {
			return nil, err
		}
		if alike <= rareOutcome {
			return w.amongOutcomes(ctx, after)
		}
	}
	var at struct {
		Through int   `db:"through"`
		Last    int   `db:"last"`
		Next    int64 `db:"next"`
		Place   int64 `db:"place"`
	}
	err := w.reads.GetContext(ctx, &at, `
		SELECT coalesce((SELECT through FROM words_taken WHERE round = $1), 0) AS through, coalesce((SELECT last FROM comment_numbers WHERE round = $1), 0) AS last,
			(SELECT next FROM words_place) AS next,
			coalesce((SELECT (SELECT w.place FROM comment_words w WHERE w.comment = c.id) FROM comments c WHERE c.round = $1 AND c.number = $2), -1) AS place`, w.f.Round, after)
	if err != nil {
		return nil, fmt.Errorf("find where comments go on: %w", err)
	}
	var all []found
	if after < at.Through {
		all, err = w.amongTaken(ctx, at.Place, at.Next)
		if err != nil || len(all) == w.most {
			return all, err
		}
	}
	after = max(after, at.Through)
	if after >= at.Last {
		return all, nil
	}
	rest, err := w.amongUntaken(ctx, after, at.Last, w.most-len(all))
	return append(all, rest...), err
}

// outcomes returns how many comments of the round have the outcome, and how many of
// them the filter lets through but for its words.
func (w finding) outcomes(ctx context.Context) (alike, with int, err error) {
	count := func(f CommentFilter) (n int, err error) {
		err = w.reads.GetContext(ctx, &n, `SELECT coalesce(sum(c.comments), 0) FROM comment_totals c WHERE c.round = $2 AND $1 <> ''`+f.ofSort()+
			narrowed("c.author_kind", "$6", string(f.AuthorKind))+f.answered(w.every, "$10")+`AND $7::bigint >= 0 AND $8::bigint >= 0 AND $9::bigint >= 0`, w.args(f, 0, 0, 0)...)
		return n, err
	}
	alike, err = count(CommentFilter{Round: w.f.Round, Outcome: w.f.Outcome})
	if err == nil {
		with, err = count(w.f)
	}
	if err != nil {
		return 0, 0, fmt.Errorf("count comments with an outcome: %w", err)
	}
	return alike, with, nil
}

// args are those of every statement here: $7 and $8 are what the comments stand
// between, $9 is how many are asked for.
func (w finding) args(f CommentFilter, from, to any, most int) []any {
	return []any{w.words, f.Round, f.Document, f.Article, f.Kind, f.AuthorKind, from, to, most, f.Outcome}
}

// narrowed is what the filter asks of a row c but for its words; submissions are
// joined where it asks for their authors.
func (w finding) narrowed() (join, where string) {
	if w.f.AuthorKind != "" {
		join = ` JOIN submissions s ON s.id = c.submission `
	}
	return join, w.f.asked() + w.f.answered(w.every, "$10")
}

// amongOutcomes looks at all comments that have the outcome.
func (w finding) amongOutcomes(ctx context.Context, after int) ([]found, error) {
	join, where := w.narrowed()
	test, args := ``, w.args(w.f, after, math.MaxInt32, w.most)
	if w.sought.query != "" {
		test = ` AND CASE WHEN c.number <= coalesce((SELECT through FROM words_taken WHERE round = $2), 0)
			THEN (SELECT (w.words @@ $1::tsquery) FROM comment_words w WHERE w.comment = c.id)
			ELSE ` + notTaken + ` END `
		args = append(args, array(w.sought.raw))
	} else {
		test = ` AND $1 <> '' `
	}
	return w.look(ctx, `SELECT c.id, c.number FROM comments c`+join+where+test+`AND c.number > $7 AND c.number <= $8 ORDER BY c.number LIMIT $9`, args)
}

// amongItsOwn looks at all comments of the organisation, where everybody sees its name.
func (w finding) amongItsOwn(ctx context.Context, after int) ([]found, error) {
	test := ` AND NOT EXISTS (SELECT 1 FROM unnest($11::text[]) w WHERE strpos(c.search_key, w) = 0)`
	if w.sought.query != "" {
		test = ` AND CASE WHEN c.number <= coalesce((SELECT through FROM words_taken WHERE round = $2), 0)
			THEN (SELECT (w.words @@ $1::tsquery) FROM comment_words w WHERE w.comment = c.id)
			ELSE ` + notTaken + ` END`
	}
	return w.look(ctx, `
		WITH s AS MATERIALIZED (SELECT s.id, s.author_kind FROM submissions s JOIN rounds r ON r.id = s.round
			WHERE s.round = $2 AND s.organisation = (SELECT id FROM organisations WHERE register_no = $12) AND `+authorName+` <> '')
		SELECT c.id, c.number FROM s CROSS JOIN LATERAL (SELECT id, number, round, document, article, kind, outcome, early, search_key, withdrawn_at, set_aside
			FROM comments WHERE submission = s.id OFFSET 0) c`+w.f.asked()+w.f.answered(w.every, "$10")+` AND `+readable+test+`
			AND $1 <> '' AND c.number > $7 AND c.number <= $8 ORDER BY c.number LIMIT $9`,
		append(w.args(w.f, after, math.MaxInt32, w.most), array(w.sought.raw), w.f.Organisation))
}

// amongUntaken looks through the comments whose words were not taken yet, up to the
// last one: without that Postgres would take them for a third of the table.
func (w finding) amongUntaken(ctx context.Context, after, last, most int) ([]found, error) {
	join, where := w.narrowed()
	return w.look(ctx, `
		SELECT c.id, c.number FROM comments c`+join+where+`AND c.number > $7 AND c.number <= $8 AND `+notTaken+`
		ORDER BY c.number LIMIT $9`, append(w.args(w.f, after, last, most), array(w.sought.raw)))
}

// withNumbered puts the comment among them whose number is what was looked for.
func (w finding) withNumbered(ctx context.Context, all []found, after int) ([]found, error) {
	number := w.f.number()
	if number <= after || slices.ContainsFunc(all, func(f found) bool { return f.Number == number }) {
		return all, nil
	}
	join, where := w.narrowed()
	one, err := w.look(ctx, `SELECT c.id, c.number FROM comments c`+join+where+`AND $1 <> '' AND c.number > $7 AND c.number <= $8 LIMIT $9`, w.args(w.f, number-1, number, 1))
	if err != nil {
		return nil, err
	}
	all = append(all, one...)
	slices.SortFunc(all, func(a, b found) int { return a.Number - b.Number })
	return all[:min(len(all), w.most)], nil
}

// amongTaken looks through the comments behind a place, up to where the next one
// would stand.
func (w finding) amongTaken(ctx context.Context, place, next int64) ([]found, error) {
	var spans []int64
	err := w.reads.SelectContext(ctx, &spans, `SELECT no FROM spans_with($1::tsquery) AS no WHERE no >= $2 ORDER BY no`, w.words, (place+1)/spanLength)
	if err != nil {
		return nil, fmt.Errorf("find spans of words: %w", err)
	}
	if last := next / spanLength; next%spanLength > 0 && last >= (place+1)/spanLength {
		spans = append(spans, last) // is not whole yet
	}
	_, where := w.narrowed()
	each := oneByOne
	if w.f.AuthorKind != "" {
		each += ` CROSS JOIN LATERAL (SELECT author_kind FROM submissions WHERE id = c.submission OFFSET 0) s `
	}
	var all []found
	seen := 0
	for take := firstSpans; len(spans) > 0 && len(all) < w.most; take *= spansMore {
		if seen > 0 && w.named(seen, len(all), len(spans)) {
			rest, err := w.look(ctx, `
				WITH named AS MATERIALIZED (SELECT comment FROM comments_with($1::tsquery) WHERE place > $7 AND place <= $8)
				SELECT c.id, c.number FROM named w`+each+where+`ORDER BY c.number LIMIT $9`,
				w.args(w.f, max(place, spans[0]*spanLength-1), math.MaxInt64, w.most-len(all)))
			return append(all, rest...), err
		}
		take = min(take, len(spans))
		from, to := stretches(spans[:take], place)
		some, err := w.look(ctx, `
			SELECT x.id, x.number FROM unnest($7::bigint[], $8::bigint[]) AS r (lower, upper) CROSS JOIN LATERAL (
				SELECT c.id, c.number FROM comment_words w`+each+where+`AND w.place > r.lower AND w.place <= r.upper AND (w.words @@ $1::tsquery) IS TRUE ORDER BY w.place LIMIT $9) x
			ORDER BY x.number LIMIT $9`, w.args(w.f, array(from), array(to), w.most-len(all)))
		if err != nil {
			return nil, err
		}
		all, spans, seen = append(all, some...), spans[take:], seen+take
	}
	return all, nil
}

// named reports whether what is still looked for had better be named by the index of
// all comments. One that is asked for by its outcome besides, and that was not met yet,
// tells nothing of how many that would name.
func (w finding) named(seen, found, spans int) bool {
	if w.f.Outcome != "" && found == 0 {
		return seen > 40
	}
	return namedSooner(seen, found, spans, w.most)
}

// namedSooner reports whether the index of all comments sooner names the rest of most,
// after so many spans in which so many were found, with so many to come.
func namedSooner(seen, found, spans, most int) bool {
	density := float64(max(found, 1)) / float64(seen)
	through := min(float64(spans), float64(most-found)/density) * spanLength
	return through > namedCost*density*float64(spans)
}

// stretches are spans as the places that they lie between, those that follow each
// other as one.
func stretches(spans []int64, behind int64) (from, to []int64) {
	for _, no := range spans {
		first, last := no*spanLength-1, (no+1)*spanLength-1
		if n := len(to); n > 0 && to[n-1] == first {
			to[n-1] = last
			continue
		}
		from, to = append(from, max(first, behind)), append(to, last)
	}
	return from, to
}

func (w finding) look(ctx context.Context, query string, args []any) ([]found, error) {
	var all []found
	err := w.reads.SelectContext(ctx, &all, query, args...)
	if err != nil {
		return nil, fmt.Errorf("find comments: %w", err)
	}
	return all, nil
}
