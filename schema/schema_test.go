package schema_test

import (
	"database/sql"
	"testing"

	_ "github.com/lib/pq"

	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/schema"
)

// A migration may take longer than statements of pages may.
func TestAMigrationIsNotCutOff(t *testing.T) {
	address := storetest.Database(t)
	db, err := sql.Open("postgres", address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, query := range []string{
		`DROP SCHEMA public CASCADE`, `CREATE SCHEMA public`,
		`CREATE FUNCTION linger() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.5); END $$`,
		`CREATE EVENT TRIGGER lingering ON ddl_command_start WHEN TAG IN ('CREATE VIEW') EXECUTE FUNCTION linger()`,
	} {
		_, err := db.ExecContext(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
	}
	hasty, err := sql.Open("postgres", address+"&statement_timeout=400")
	if err != nil {
		t.Fatal(err)
	}
	defer hasty.Close()
	hasty.SetMaxOpenConns(1)
	applied, err := schema.Migrate(t.Context(), hasty)
	if err != nil || len(applied) == 0 {
		t.Fatalf("%d migrations were applied, %v", len(applied), err)
	}
	var allowed string
	err = hasty.QueryRowContext(t.Context(), `SHOW statement_timeout`).Scan(&allowed)
	if err != nil || allowed != "400ms" {
		t.Errorf("after it a statement may take %s, %v", allowed, err)
	}
}
