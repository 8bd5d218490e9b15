package local

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheDatabaseStandsWhereItsUserMayGo(t *testing.T) {
	t.Parallel()
	closed := t.TempDir()
	err := os.Chmod(closed, 0o700) // like the home of root
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(closed, "var")
	said := new(notes)
	s, err := StartServices(t.Context(), Options{Dir: dir, Fast: true, Stderr: said})
	if err != nil {
		t.Fatal(err)
	}
	remember(t, s.DatabaseURL, "kept")
	s.Stop()
	place, err := filepath.EvalSymlinks(filepath.Join(dir, "pg"))
	if err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 {
		if place != filepath.Join(elsewhere(s.crew.dir), "pg") || !strings.Contains(said.String(), place) {
			t.Errorf("the database stands in %s and it said %q", place, said)
		}
	} else if place != filepath.Join(s.crew.dir, "pg") {
		t.Errorf("the database stands in %s, want %s", place, filepath.Join(s.crew.dir, "pg"))
	}

	again, err := StartServices(t.Context(), Options{Dir: dir, Fast: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := recall(t, again.DatabaseURL); got != "kept" {
		t.Errorf("the second start finds %q, want kept", got)
	}
	again.Stop()
	err = Erase(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dir, filepath.Dir(place)} {
		err = absent(path)
		if err != nil {
			t.Error(err)
		}
	}
}

func TestSecretsAreForTheirOwnerAlone(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	s, err := StartServices(t.Context(), Options{Dir: dir, Fast: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Stop()
	for _, name := range []string{"postgres.password", "database.url", "temporal.db", "temporal.db-wal", "temporal.db-shm", filepath.Join("log", "postgres.log")} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v, want nothing for others", name, info.Mode())
		}
	}
	err = query(t.Context(), strings.Replace(s.DatabaseURL, "rasprava:", "rasprava:x", 1), `SELECT 1`)
	if err == nil || !strings.Contains(err.Error(), "password authentication failed") {
		t.Errorf("a wrong password: %v, want a refusal", err)
	}
}

func TestAHalfMadeClusterIsMadeAgain(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	err := os.MkdirAll(filepath.Join(dir, "pg.new", "base"), 0o700)
	if err != nil {
		t.Fatal(err)
	}
	s, err := StartServices(t.Context(), Options{Dir: dir, Fast: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Stop()
	remember(t, s.DatabaseURL, "fine")
	err = absent(filepath.Join(dir, "pg.new"))
	if err != nil {
		t.Error(err)
	}
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	empty := t.TempDir()
	t.Run("no Postgres", func(t *testing.T) {
		t.Setenv("PGBIN", empty)
		_, err := FindPostgres("")
		if !errors.Is(err, errNoPostgres) || !strings.Contains(err.Error(), "apt-get install postgresql") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("another version of Postgres", func(t *testing.T) {
		_, err := FindPostgres("9")
		if err == nil || !strings.Contains(err.Error(), "the data was made by version 9") || !strings.HasSuffix(err.Error(), "apt-get install postgresql-9") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("no Temporal", func(t *testing.T) {
		t.Setenv("TEMPORAL_CLI", "")
		t.Setenv("PATH", empty)
		t.Chdir(empty)
		_, err := FindTemporal()
		if !errors.Is(err, errNoTemporal) || !strings.Contains(err.Error(), "make bin/temporal") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a Temporal in bin above", func(t *testing.T) {
		t.Setenv("TEMPORAL_CLI", "")
		t.Setenv("PATH", "")
		want := filepath.Join(empty, "bin", "temporal")
		below := filepath.Join(empty, "a", "b")
		for _, dir := range []string{filepath.Dir(want), below} {
			err := os.MkdirAll(dir, 0o755)
			if err != nil {
				t.Fatal(err)
			}
		}
		err := os.WriteFile(want, nil, 0o755)
		if err != nil {
			t.Fatal(err)
		}
		t.Chdir(below)
		got, err := FindTemporal()
		if err != nil || got != want {
			t.Errorf("got %s, %v; want %s", got, err, want)
		}
	})
}
