package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
)

// mostFinders is how many versions are kept with their words, which take some megabytes
// where an act is long.
const mostFinders = 8

// finder returns what finds quotes in the act of a version, which is immutable; nil: it
// has none.
func (f *roundFacts) finder(ctx context.Context, q sqlx.QueryerContext, v version) (*redline.Finder, error) {
	f.mu.Lock()
	words, known := f.finders[v]
	f.mu.Unlock()
	if known {
		return words, nil
	}
	var parsed [][]byte
	err := sqlx.SelectContext(ctx, q, &parsed, `SELECT parsed FROM acts WHERE dossier = $1 AND no <= $2 ORDER BY no DESC LIMIT 1`, v.dossier, v.no)
	if err != nil {
		return nil, fmt.Errorf("read act: %w", err)
	}
	if len(parsed) > 0 {
		a := &act.Act{}
		err = json.Unmarshal(parsed[0], a)
		if err != nil {
			return nil, fmt.Errorf("read act %d of dossier %s: %w", v.no, v.dossier, err)
		}
		words, err = redline.NewFinder(a)
		if err != nil {
			return nil, fmt.Errorf("read act %d of dossier %s: %w", v.no, v.dossier, err)
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.finders == nil || len(f.finders) >= mostFinders {
		f.finders = map[version]*redline.Finder{}
	}
	f.finders[v] = words
	return words, nil
}

// misquoted returns a field for each comment on the act whose quote does not stand in
// the provision that it names, see [Store.Misquoted]; skip, where it is not nil, tells
// the comments that are not asked about.
func (f *roundFacts) misquoted(ctx context.Context, q sqlx.QueryerContext, v version, comments []dossier.NewComment, skip func(i int) bool) ([]dossier.Field, error) {
	var fields []dossier.Field
	for i, c := range comments {
		if c.Quote == nil || c.Quote.Exact == "" || c.Document != dossier.ActDocument || skip != nil && skip(i) {
			continue
		}
		words, err := f.finder(ctx, q, v)
		if err != nil {
			return nil, err
		}
		if words == nil {
			return nil, nil
		}
		here, elsewhere := words.Stands(redline.Quote{Provision: c.Provision, Exact: c.Quote.Exact})
		field := dossier.Field{Name: fmt.Sprintf("comments[%d].quote", i), Code: dossier.CodeQuoteNowhere}
		switch {
		case here:
			continue
		case elsewhere != "":
			field.Code, field.Params = dossier.CodeQuoteElsewhere, map[string]string{"provision": elsewhere}
		}
		fields = append(fields, field)
	}
	return fields, nil
}

// Misquoted names the quotes of comments that a round would not take, as they do not
// stand in the text that they name: quote_not_in_text, or quote_elsewhere with the
// provision in which they stand. Refused not_found.
func (s *Store) Misquoted(ctx context.Context, round string, comments []dossier.NewComment) ([]dossier.Field, error) {
	var v struct {
		Dossier string `db:"dossier"`
		No      int    `db:"package_no"`
	}
	err := s.reads.GetContext(ctx, &v, `SELECT dossier, package_no FROM rounds WHERE id = $1`, round)
	if err != nil {
		return nil, fmt.Errorf("find round: %w", orNotFound(err))
	}
	return s.rounds.misquoted(ctx, s.reads, version{round, v.Dossier, v.No}, comments, nil)
}

// misquoted refuses the quotes of comments that were corrected, or are about another
// provision now, where they do not stand in the text.
func (r *revision) misquoted(ctx context.Context, texts []dossier.NewComment) error {
	fields, err := r.store.rounds.misquoted(ctx, r.tx, version{r.round, r.row.Dossier, r.row.PackageNo}, texts, func(i int) bool {
		was := r.comments[i]
		return was.Exact != nil && unbroken(texts[i].Quote.Exact) == unbroken(*was.Exact) && string(texts[i].Document) == was.Document && texts[i].Provision == was.Provision
	})
	if err == nil && fields != nil {
		err = &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	return err
}
