package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

const (
	// wordsAtOnce is of how many comments, or titles, one transaction takes the words.
	wordsAtOnce = 500
	// longestWord is where a word is cut, in bytes; Postgres takes 2,046.
	longestWord = 100
)

// TakeWords writes the stems of what was said, of the texts and of the titles
// that have none yet, in transactions of a bounded size, and returns of how many
// things. Any number of processes may do so at once.
func (s *Store) TakeWords(ctx context.Context) (int, error) {
	for taken := 0; ; {
		n, err := s.TakeSomeWords(ctx)
		taken += n
		if err != nil || n == 0 {
			return taken, err
		}
	}
}

// TakeSomeWords is one of those transactions; 0: there is nothing to be taken.
func (s *Store) TakeSomeWords(ctx context.Context) (int, error) {
	for _, take := range []func(context.Context, *sqlx.Tx) (int, error){takeTitles, takeAct, takeComments} {
		var n int
		err := s.transact(ctx, func(tx *sqlx.Tx) error {
			var err error
			n, err = take(ctx, tx)
			return err
		})
		if err != nil || n > 0 {
			return n, err
		}
	}
	return 0, nil
}

func takeTitles(ctx context.Context, tx *sqlx.Tx) (int, error) {
	var rows []struct{ ID, Title string }
	err := tx.SelectContext(ctx, &rows, `
		SELECT d.id, d.title FROM dossiers d WHERE NOT EXISTS (SELECT 1 FROM dossier_words w WHERE w.dossier = d.id) LIMIT $1`, wordsAtOnce)
	if err != nil {
		return 0, fmt.Errorf("read titles without words: %w", err)
	}
	if len(rows) == 0 {
		return 0, nil
	}
	ids, words := make([]string, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		ids[i], words[i] = r.ID, lexemes(script.Stems(r.Title))
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO dossier_words (dossier, words) SELECT id, words::tsvector FROM unnest($1::uuid[], $2::text[]) AS u (id, words) ON CONFLICT DO NOTHING`,
		array(ids), array(words))
	if err != nil {
		return 0, fmt.Errorf("write words of titles: %w", err)
	}
	return len(rows), nil
}

// takeAct takes the words of one text: by article, and by provision of what
// stands in none.
func takeAct(ctx context.Context, tx *sqlx.Tx) (int, error) {
	var row []struct {
		Dossier string
		No      int
		Parsed  []byte
	}
	err := tx.SelectContext(ctx, &row, `
		SELECT a.dossier, a.no, a.parsed FROM acts a
		WHERE NOT EXISTS (SELECT 1 FROM acts_taken t WHERE t.dossier = a.dossier AND t.no = a.no) LIMIT 1 FOR UPDATE OF a SKIP LOCKED`)
	if err != nil {
		return 0, fmt.Errorf("read an act without words: %w", err)
	}
	if len(row) == 0 {
		return 0, nil
	}
	a := new(act.Act)
	err = json.Unmarshal(row[0].Parsed, a)
	if err != nil {
		return 0, fmt.Errorf("read act %d of dossier %s: %w", row[0].No, row[0].Dossier, err)
	}
	var ids, words []string
	a.Walk(func(n *act.Node, _ int) bool {
		whole := n.Kind == act.KindArticle
		text := n.OwnText()
		if whole {
			text = n.PlainText()
		}
		ids, words = append(ids, n.ID), append(words, lexemes(script.Stems(text)))
		return !whole
	})
	_, err = tx.ExecContext(ctx, `
		WITH taken AS (INSERT INTO acts_taken (dossier, no) VALUES ($1, $2) ON CONFLICT DO NOTHING)
		INSERT INTO provision_words (dossier, no, id, words) SELECT $1, $2, id, words::tsvector
		FROM unnest($3::text[], $4::text[]) AS u (id, words) ON CONFLICT DO NOTHING`,
		row[0].Dossier, row[0].No, array(ids), array(words))
	if err != nil {
		return 0, fmt.Errorf("write words of an act: %w", err)
	}
	return 1, nil
}

// lexemes writes words as Postgres reads a tsvector.
func lexemes(words []string) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(lexeme(w))
		b.WriteByte(' ')
	}
	return b.String()
}

var lexemeEscapes = strings.NewReplacer(`'`, `''`, `\`, `\\`)

func lexeme(w string) string {
	if len(w) > longestWord {
		w = strings.ToValidUTF8(w[:longestWord], "")
	}
	return "'" + lexemeEscapes.Replace(w) + "'"
}

// sought are the words that somebody looks for.
type sought struct {
	query string   // as Postgres reads a tsquery; empty: none of them tells anything
	raw   []string // the letters of each, as script.SearchKey writes them
}

const maxQuery, maxQueryWords = 200, 10

// soughtWords reads a query: all of its words, in any form of them; a word with an
// asterisk behind it is the beginning of one. The query is bounded by maxQuery.
func soughtWords(query string) sought {
	raw := strings.Fields(script.SearchKey(query))
	raw = raw[:min(len(raw), maxQueryWords)]
	var all []string
	for i, w := range raw {
		for _, term := range script.Terms(w) {
			all = append(all, met(term))
		}
		if start := strings.TrimRight(w, "*"); start != "" {
			raw[i] = start
		}
	}
	if len(all) == 0 {
		return sought{raw: raw}
	}
	return sought{query: strings.Join(all, " & "), raw: raw}
}

// met writes a term as Postgres reads a tsquery.
func met(term script.Term) string {
	var ways []string
	for _, start := range term.Starts {
		ways = append(ways, lexeme(start)+":*")
	}
	for _, whole := range term.Whole {
		ways = append(ways, lexeme(whole))
	}
	return "(" + strings.Join(ways, " | ") + ")"
}
