package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/script"
)

// spanLength is of how many comments a span has the words, as the schema has it;
// longestSpan is how many bytes of words one value holds.
const spanLength, longestSpan = 500, 900_000

// spoken is what words are taken of.
type spoken struct {
	ID         string              `db:"id"`
	Round      string              `db:"round"`
	Number     int                 `db:"number"`
	Document   string              `db:"document"`
	Article    string              `db:"article"`
	Kind       dossier.CommentKind `db:"kind"`
	AuthorKind dossier.AuthorKind  `db:"author_kind"`
	Text       string              `db:"text"`
}

// Submissions are looked at one by one: planned as a join while the table was small,
// all of them would be read.
const spokenColumns = `
	SELECT c.id, c.round, c.number, c.document, c.article, c.kind, (SELECT s.author_kind FROM submissions s WHERE s.id = c.submission) AS author_kind,
		CASE WHEN ` + readable + ` THEN c.body || E'\n' || c.proposed_text ELSE '' END AS text FROM comments c `

// words are the stems of the text, and what lists are narrowed by.
func (c spoken) words() []string {
	all := append(script.Stems(c.Text), ofRound(c.Round), ofKind(c.Kind), ofAuthor(c.AuthorKind))
	if c.Article != "" {
		all = append(all, ofArticle(c.Article))
	}
	if c.Article == "" || c.Document != string(dossier.ActDocument) {
		all = append(all, ofDocument(dossier.DocumentKind(c.Document)))
	}
	return all
}

// The words that comments have in common which no text has: those of one round, on
// one article, of one kind, by one kind of authors; and those on one document, but
// for the act, where only those on no article have it.
func ofRound(id string) string                    { return "=" + id }
func ofArticle(id string) string                  { return "=p " + id }
func ofDocument(kind dossier.DocumentKind) string { return "=d " + string(kind) }
func ofKind(kind dossier.CommentKind) string      { return "=k " + string(kind) }
func ofAuthor(kind dossier.AuthorKind) string     { return "=a " + string(kind) }

// sorts are those words that everything has which the filter lets through.
func (f CommentFilter) sorts() []string {
	all := []string{}
	if f.Article != "" && f.Article != WholeDocument {
		all = append(all, ofArticle(f.Article))
	}
	switch {
	case f.Document == "":
	case f.Document != dossier.ActDocument, f.Article == WholeDocument:
		all = append(all, ofDocument(f.Document))
	}
	if f.Kind != "" {
		all = append(all, ofKind(f.Kind))
	}
	if f.AuthorKind != "" {
		all = append(all, ofAuthor(f.AuthorKind))
	}
	return all
}

// takeComments takes the words of the comments of a round, up to the end of a span.
func takeComments(ctx context.Context, tx *sqlx.Tx) (int, error) {
	var places []int64
	err := tx.SelectContext(ctx, &places, `SELECT next FROM words_place FOR NO KEY UPDATE SKIP LOCKED`)
	if err != nil {
		return 0, fmt.Errorf("find the place of words: %w", err)
	}
	if len(places) == 0 {
		return 0, nil // somebody else takes them
	}
	round, through, err := claimRound(ctx, tx, "words_taken")
	if err != nil {
		return 0, fmt.Errorf("find comments without words: %w", err)
	}
	if round == "" {
		return 0, nil
	}
	place := places[0]
	span := place / spanLength
	_, err = tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock(hashtext('word_spans'), $1)`, span)
	if err != nil {
		return 0, fmt.Errorf("lock span %d of words: %w", span, err)
	}
	var rows []spoken
	err = tx.SelectContext(ctx, &rows, spokenColumns+`WHERE c.round = $1 AND c.number > $2 ORDER BY c.number LIMIT $3`, round, through, (span+1)*spanLength-place)
	if err != nil {
		return 0, fmt.Errorf("read comments without words: %w", err)
	}
	if len(rows) == 0 {
		return 0, nil
	}
	ids, words, together := make([]string, len(rows)), make([]string, len(rows)), map[string]bool{}
	for i, r := range rows {
		own := r.words()
		ids[i], words[i] = r.ID, lexemes(own)
		for _, w := range own {
			together[w] = true
		}
	}
	var fresh int
	err = tx.GetContext(ctx, &fresh, `
		WITH taken AS (UPDATE words_taken SET through = $2 WHERE round = $1),
			counted AS (UPDATE words_place SET next = next + cardinality($3::uuid[])),
			written AS (INSERT INTO comment_words (comment, words, place) SELECT id, words::tsvector, $5 + at - 1 FROM unnest($3::uuid[], $4::text[]) WITH ORDINALITY AS u (id, words, at)
				ON CONFLICT (comment) DO UPDATE SET place = excluded.place RETURNING xmax = 0 AS fresh)
		SELECT count(*) FILTER (WHERE fresh) FROM written`,
		round, rows[len(rows)-1].Number, array(ids), array(words), place)
	if err != nil {
		return 0, fmt.Errorf("write words of comments: %w", err)
	}
	if place+int64(len(rows)) < (span+1)*spanLength {
		return len(rows), nil
	}
	return len(rows), writeSpan(ctx, tx, span, together, fresh == spanLength)
}

// writeSpan writes a span that has become whole, of words that are known to be all
// of it where they are.
func writeSpan(ctx context.Context, tx *sqlx.Tx, span int64, words map[string]bool, all bool) error {
	size := 0
	for w := range words {
		size += len(w)
	}
	var err error
	if all && size <= longestSpan {
		_, err = tx.ExecContext(ctx, `INSERT INTO word_spans (no, words) VALUES ($1, $2::tsvector)`, span, lexemes(slices.Sorted(maps.Keys(words))))
	} else {
		_, err = tx.ExecContext(ctx, `INSERT INTO word_spans (no, words) SELECT $1::bigint, words_of_span($1)`, span)
	}
	if err != nil {
		return fmt.Errorf("write span %d of words: %w", span, err)
	}
	return nil
}

// reword has comments found by what is read of them now, and by what they are about.
func reword(ctx context.Context, tx recorder, ids []string) error {
	var rows []spoken
	err := sqlx.SelectContext(ctx, tx, &rows, spokenColumns+`WHERE c.id = ANY($1) ORDER BY c.id`, array(ids))
	if err != nil {
		return fmt.Errorf("read what is left of comments: %w", err)
	}
	found, words := make([]string, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		found[i], words[i] = r.ID, lexemes(r.words())
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO comment_words (comment, words) SELECT id, words::tsvector FROM unnest($1::uuid[], $2::text[]) AS u (id, words)
		ON CONFLICT (comment) DO UPDATE SET words = excluded.words`, array(found), array(words))
	if err != nil {
		return fmt.Errorf("write words of comments: %w", err)
	}
	return nil
}

// allOf is a tsquery of words that all are there.
func allOf(words []string) string {
	each := make([]string, len(words))
	for i, w := range words {
		each[i] = lexeme(w)
	}
	return strings.Join(each, " & ")
}

// Arrivals is how many comments came in so far, and of how many words and signals are
// still to be taken.
type Arrivals struct {
	Received       int       `db:"received"`
	WithoutWords   int       `db:"without_words"`
	WithoutSignals int       `db:"without_signals"`
	At             time.Time `db:"at"` // by the database's clock
}

// Arrivals counts the comments of all rounds.
func (s *Store) Arrivals(ctx context.Context) (Arrivals, error) {
	var a Arrivals
	err := s.reads.GetContext(ctx, &a, `
		SELECT coalesce(sum(k.last), 0) AS received, coalesce(sum(k.last - coalesce(w.through, 0)), 0) AS without_words,
			coalesce(sum(k.last - coalesce(g.through, 0)), 0) AS without_signals, clock_timestamp() AS at
		FROM comment_numbers k LEFT JOIN words_taken w ON w.round = k.round LEFT JOIN signals_taken g ON g.round = k.round`)
	if err != nil {
		return Arrivals{}, fmt.Errorf("count comments: %w", err)
	}
	return a, nil
}
