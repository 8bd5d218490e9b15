package schema_test

import (
	"database/sql"
	"os"
	"slices"
	"testing"

	"github.com/pressly/goose/v3"

	"github.com/rasprava/rasprava/internal/store/storetest"
)

// shape returns what a database holds beside rows, a line for each thing, in order. Whether
// a constraint was held to the rows of before is no part of it.
func shape(t *testing.T, db *sql.DB) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), `
		WITH ours AS (SELECT oid FROM pg_namespace WHERE nspname = 'public'),
			borrowed AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
			relations AS (SELECT c.* FROM pg_class c, ours WHERE c.relnamespace = ours.oid AND c.relname NOT LIKE 'goose\_db\_version%'
				AND ('pg_class'::regclass, c.oid) NOT IN (SELECT * FROM borrowed))
		SELECT regexp_replace(line, '\s+', ' ', 'g') FROM (
			SELECT 'relation ' || relname || ' ' || relkind::text || ' ' || relpersistence::text || ' ' || coalesce(reloptions::text, '') FROM relations
			UNION ALL SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || a.attstorage::text
				|| ' ' || a.attgenerated::text || ' ' || a.attidentity::text || ' ' || coalesce(a.attoptions::text, '') || ' ' || a.attcollation::regcollation
				|| ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
				FROM relations c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
				WHERE c.relkind IN ('r', 'p', 'v', 'm')
			UNION ALL SELECT 'constraint ' || o.conrelid::regclass || ' ' || o.conname || ' ' || replace(pg_get_constraintdef(o.oid), ' NOT VALID', '') FROM pg_constraint o JOIN relations c ON c.oid = o.conrelid
			UNION ALL SELECT 'index ' || pg_get_indexdef(i.indexrelid) || ' ' || i.indisvalid FROM pg_index i JOIN relations c ON c.oid = i.indrelid
			UNION ALL SELECT 'trigger ' || pg_get_triggerdef(g.oid) || ' ' || g.tgenabled::text FROM pg_trigger g JOIN relations c ON c.oid = g.tgrelid WHERE NOT g.tgisinternal
			UNION ALL SELECT 'view ' || relname || ' ' || pg_get_viewdef(oid) FROM relations WHERE relkind IN ('v', 'm')
			UNION ALL SELECT 'function ' || CASE p.prokind WHEN 'a' THEN p.oid::regprocedure::text ELSE pg_get_functiondef(p.oid) END FROM pg_proc p, ours
				WHERE p.pronamespace = ours.oid AND ('pg_proc'::regclass, p.oid) NOT IN (SELECT * FROM borrowed)
			UNION ALL SELECT 'type ' || y.typname || ' ' || coalesce(format_type(nullif(y.typbasetype, 0), y.typtypmod), '') || ' '
				|| coalesce((SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = y.oid), '') || ' '
				|| coalesce((SELECT string_agg(pg_get_constraintdef(o.oid), ',' ORDER BY o.conname) FROM pg_constraint o WHERE o.contypid = y.oid), '')
				FROM pg_type y, ours WHERE y.typnamespace = ours.oid AND y.typtype IN ('e', 'd', 'r') AND ('pg_type'::regclass, y.oid) NOT IN (SELECT * FROM borrowed)
			UNION ALL SELECT 'statistics ' || pg_get_statisticsobjdef(x.oid) FROM pg_statistic_ext x, ours WHERE x.stxnamespace = ours.oid
			UNION ALL SELECT 'search ' || g.cfgname FROM pg_ts_config g, ours WHERE g.cfgnamespace = ours.oid
			UNION ALL SELECT 'extension ' || extname FROM pg_extension
		) AS all_lines (line) ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var line string
		err = rows.Scan(&line)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, line)
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	return all
}

// TestEveryMigrationIsTakenBack applies the migrations one after another to an empty
// database, takes each back, which leaves what was before it, and applies them again.
func TestEveryMigrationIsTakenBack(t *testing.T) {
	db, err := sql.Open("postgres", storetest.Database(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(2)
	fresh := shape(t, db)
	_, err = db.ExecContext(t.Context(), `DROP SCHEMA public CASCADE; CREATE SCHEMA public`)
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(goose.DialectPostgres, db, os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	before := map[int64][]string{} // each migration
	for range p.ListSources() {
		was := shape(t, db)
		r, err := p.UpByOne(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		before[r.Source.Version] = was
	}
	differ(t, "a database that was made from the migrations", fresh, shape(t, db))
	for range p.ListSources() {
		r, err := p.Down(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		differ(t, r.Source.Path+" taken back", before[r.Source.Version], shape(t, db))
		if t.Failed() {
			t.FailNow()
		}
	}
	_, err = p.Up(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	differ(t, "a database whose migrations were taken back and applied again", fresh, shape(t, db))
}

// differ says what of a shape is not as it should be.
func differ(t *testing.T, what string, want, got []string) {
	t.Helper()
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("%s lacks %s", what, line)
		}
	}
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("%s has %s", what, line)
		}
	}
}
