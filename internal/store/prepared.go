package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"

	"github.com/jmoiron/sqlx"
)

// prepared is the pool with every statement prepared once a connection: a page
// asks a score of small questions, and parsing and planning them took longer
// than answering. Statements are constants, so there are as many as in the code.
type prepared struct {
	db         *sqlx.DB
	statements sync.Map      // text -> *sqlx.Stmt
	snapshots  chan struct{} // one for each that is read from now
	packs      bool          // its connections take the bytes of an array (forBatches)
}

// preparing returns the pool with its statements to be prepared. A statement is prepared
// on a connection of its own while its snapshot holds another: were all connections
// held by snapshots, none would go on, so that half of them are.
func preparing(db *sqlx.DB) *prepared {
	return &prepared{db: db, snapshots: make(chan struct{}, max(db.Stats().MaxOpenConnections/2, 1))}
}

// preparingBatches is preparing for a pool that was opened with forBatches.
func preparingBatches(db *sqlx.DB) *prepared {
	p := preparing(db)
	p.packs = true
	return p
}

func (p *prepared) statement(ctx context.Context, query string) (*sqlx.Stmt, error) {
	known, ok := p.statements.Load(query)
	if ok {
		return known.(*sqlx.Stmt), nil
	}
	fresh, err := p.db.PreparexContext(ctx, query)
	if err != nil {
		return nil, err
	}
	known, raced := p.statements.LoadOrStore(query, fresh)
	if raced {
		return known.(*sqlx.Stmt), fresh.Close()
	}
	return fresh, nil
}

// QueryContext, QueryxContext and QueryRowxContext make it a sqlx.QueryerContext.
func (p *prepared) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	st, err := p.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

// QueryxContext is QueryContext for structs.
func (p *prepared) QueryxContext(ctx context.Context, query string, args ...any) (*sqlx.Rows, error) {
	st, err := p.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return st.QueryxContext(ctx, args...)
}

// QueryRowxContext reads one row; what kept it from being prepared it says when
// it is read.
func (p *prepared) QueryRowxContext(ctx context.Context, query string, args ...any) *sqlx.Row {
	st, err := p.statement(ctx, query)
	if err != nil {
		return p.db.QueryRowxContext(ctx, query, args...)
	}
	return st.QueryRowxContext(ctx, args...)
}

// GetContext reads one row into a struct or value.
func (p *prepared) GetContext(ctx context.Context, into any, query string, args ...any) error {
	return sqlx.GetContext(ctx, p, into, query, args...)
}

// SelectContext reads rows into a slice.
func (p *prepared) SelectContext(ctx context.Context, into any, query string, args ...any) error {
	return sqlx.SelectContext(ctx, p, into, query, args...)
}

// snapshot runs f on one snapshot of the database, so that what is read in
// several statements belongs together.
func (p *prepared) snapshot(ctx context.Context, f func(q sqlx.QueryerContext) error) error {
	select {
	case p.snapshots <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-p.snapshots }()
	tx, err := p.db.BeginTxx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return fmt.Errorf("begin to read: %w", err)
	}
	err = f(inTransaction{p, tx})
	return errors.Join(err, ignoreDone(tx.Rollback()))
}

// inTransaction is prepared within one transaction, or on one snapshot.
type inTransaction struct {
	*prepared
	tx *sqlx.Tx
}

// sent returns parameters as its connections take them.
func (o inTransaction) sent(args []any) []any {
	if !o.packs {
		return args
	}
	return packedArgs(args)
}

// QueryxContext is prepared's, on the snapshot.
func (o inTransaction) QueryxContext(ctx context.Context, query string, args ...any) (*sqlx.Rows, error) {
	st, err := o.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return o.tx.StmtxContext(ctx, st).QueryxContext(ctx, o.sent(args)...)
}

// QueryRowxContext is prepared's, on the snapshot.
func (o inTransaction) QueryRowxContext(ctx context.Context, query string, args ...any) *sqlx.Row {
	st, err := o.statement(ctx, query)
	if err != nil {
		return o.tx.QueryRowxContext(ctx, query, args...)
	}
	return o.tx.StmtxContext(ctx, st).QueryRowxContext(ctx, o.sent(args)...)
}

// QueryContext is prepared's, on the snapshot.
func (o inTransaction) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return o.tx.QueryContext(ctx, query, args...)
}

// ExecContext runs a prepared statement in the transaction.
func (o inTransaction) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	st, err := o.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return o.tx.StmtxContext(ctx, st).ExecContext(ctx, o.sent(args)...)
}

// SelectContext reads rows into a slice, in the transaction.
func (o inTransaction) SelectContext(ctx context.Context, into any, query string, args ...any) error {
	return sqlx.SelectContext(ctx, o, into, query, args...)
}

// GetContext reads one row, in the transaction.
func (o inTransaction) GetContext(ctx context.Context, into any, query string, args ...any) error {
	return sqlx.GetContext(ctx, o, into, query, args...)
}
