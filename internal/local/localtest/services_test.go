package localtest

import (
	"context"
	"database/sql"
	"testing"

	_ "github.com/lib/pq"
	"go.temporal.io/sdk/client"
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

func TestEveryNamespaceIsItsOwn(t *testing.T) {
	services := TestServices(t)
	a, b := Namespace(t, services), Namespace(t, services)
	if a == b {
		t.Fatalf("two tests share the namespace %s", a)
	}
	for _, name := range []string{a, b} {
		c, err := client.Dial(client.Options{HostPort: services.TemporalAddress, Namespace: name})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		_, err = c.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: "one", TaskQueue: "nobody", WorkflowExecutionErrorWhenAlreadyStarted: true}, "Nothing")
		if err != nil {
			t.Errorf("start a workflow in %s: %v", name, err)
		}
	}
}
