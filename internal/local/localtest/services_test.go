package localtest

import (
	"context"
	"database/sql"
	"testing"

	_ "github.com/lib/pq"
)

func TestPostgresAnswers(t *testing.T) {
	services := TestServices(t)
	db, err := sql.Open("postgres", services.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var encoding, collation, lower string
	err = db.QueryRowContext(context.Background(),
		`SELECT pg_encoding_to_char(encoding), datcollate, lower('ЧЛАН') FROM pg_database WHERE datname = current_database()`).
		Scan(&encoding, &collation, &lower)
	if err != nil {
		t.Fatal(err)
	}
	if encoding != "UTF8" || collation != "C.UTF-8" || lower != "члан" {
		t.Errorf("encoding %q, collation %q, lower(ЧЛАН) %q; want UTF8, C.UTF-8, члан", encoding, collation, lower)
	}
}
