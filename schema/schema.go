// Package schema holds the database's definition as migrations, and applies
// them. It must hold no query that serves a page: those stand in store.
package schema

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed *.sql
var files embed.FS

// Migrate brings the database to the newest version and returns the names of
// the migrations that it applied. Several processes may call it at once: an
// advisory lock lets one do the work, the others find it done.
func Migrate(ctx context.Context, db *sql.DB) ([]string, error) {
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return nil, fmt.Errorf("make migration lock: %w", err)
	}
	p, err := goose.NewProvider(goose.DialectPostgres, db, files, goose.WithSessionLocker(patient{locker}))
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	results, err := p.Up(ctx)
	if err != nil {
		return nil, fmt.Errorf("migrate: %w", err)
	}
	var names []string
	for _, r := range results {
		names = append(names, r.Source.Path)
	}
	return names, nil
}

// patient takes away, from the connection that holds the lock, the time after which
// Postgres ends a statement: a migration of a large table takes as long as it takes.
type patient struct{ lock.SessionLocker }

func (p patient) SessionLock(ctx context.Context, conn *sql.Conn) error {
	err := p.SessionLocker.SessionLock(ctx, conn)
	if err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, `SET statement_timeout = 0`)
	return err
}

func (p patient) SessionUnlock(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, `RESET statement_timeout`)
	return errors.Join(err, p.SessionLocker.SessionUnlock(ctx, conn))
}

// Current reports whether every migration that this program knows is applied.
// A database that is ahead of the program is current too: code that was rolled
// back must still run.
func Current(ctx context.Context, db *sql.DB) (bool, error) {
	p, err := goose.NewProvider(goose.DialectPostgres, db, files)
	if err != nil {
		return false, fmt.Errorf("read migrations: %w", err)
	}
	pending, err := p.HasPending(ctx)
	if err != nil {
		return false, fmt.Errorf("read schema version: %w", err)
	}
	return !pending, nil
}

// Hash returns the SHA-256 of all migrations, in hexadecimal: two databases
// made by migrations of the same hash have the same shape.
func Hash() string {
	h := sha256.New()
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		panic(err) // the pattern is constant
	}
	for _, n := range names {
		b, err := files.ReadFile(n)
		if err != nil {
			panic(err) // the file is embedded
		}
		fmt.Fprintf(h, "%s %d\n", n, len(b))
		h.Write(b)
	}
	return hex.EncodeToString(h.Sum(nil))
}
