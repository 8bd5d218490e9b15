package local

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// oldestPostgres is the first major version that the schema and its driver
// are made for.
const oldestPostgres = 14

var errNoPostgres = errors.New("find postgres: no server programs in $PGBIN, by pg_config, in /usr/lib/postgresql or on PATH;" +
	" install them: apt-get install postgresql")

var errNoTemporal = errors.New("find temporal: not in $TEMPORAL_CLI, on PATH, beside this program or in bin/;" +
	" make it: make bin/temporal (or GOBIN=$PWD/bin go install github.com/temporalio/cli/cmd/temporal@v1.5.1)")

// FindPostgres returns the folder that holds initdb and postgres: $PGBIN, what
// pg_config says, the highest version in /usr/lib/postgresql, the folder of a
// postgres on PATH. With a major version ("15") only that one will do: a
// cluster is opened by the version that made it. The error says what to
// install.
func FindPostgres(major string) (string, error) {
	var found []string
	for _, dir := range postgresFolders() {
		version, err := postgresMajor(dir)
		if err != nil {
			continue
		}
		if major == strconv.Itoa(version) || major == "" && version >= oldestPostgres {
			return dir, nil
		}
		found = append(found, fmt.Sprintf("%d in %s", version, dir))
	}
	switch {
	case len(found) == 0:
		return "", errNoPostgres
	case major == "":
		return "", fmt.Errorf("find postgres: version %d or newer is needed, found %s; install it: apt-get install postgresql",
			oldestPostgres, strings.Join(found, ", "))
	}
	return "", fmt.Errorf("find postgres: the data was made by version %s, found %s; install it: apt-get install postgresql-%s",
		major, strings.Join(found, ", "), major)
}

// postgresFolders returns the folders to look in, best first.
func postgresFolders() []string {
	if dir := os.Getenv("PGBIN"); dir != "" {
		return []string{dir}
	}
	var dirs []string
	out, err := exec.Command("pg_config", "--bindir").Output()
	if err == nil {
		dirs = append(dirs, strings.TrimSpace(string(out)))
	}
	packaged, _ := filepath.Glob("/usr/lib/postgresql/*/bin") // the pattern is well formed
	slices.SortFunc(packaged, func(a, b string) int { return packagedVersion(b) - packagedVersion(a) })
	dirs = append(dirs, packaged...)
	onPath, err := exec.LookPath("postgres")
	if err == nil {
		real, err := filepath.EvalSymlinks(onPath)
		if err == nil {
			dirs = append(dirs, filepath.Dir(real))
		}
	}
	return dirs
}

// packagedVersion returns 15 for /usr/lib/postgresql/15/bin.
func packagedVersion(dir string) int {
	n, err := strconv.Atoi(filepath.Base(filepath.Dir(dir)))
	if err != nil {
		return 0
	}
	return n
}

// postgresMajor returns the major version of the server in dir.
func postgresMajor(dir string) (int, error) {
	_, err := os.Stat(filepath.Join(dir, "initdb"))
	if err != nil {
		return 0, fmt.Errorf("look for initdb: %w", err)
	}
	out, err := exec.Command(filepath.Join(dir, "postgres"), "-V").Output()
	if err != nil {
		return 0, fmt.Errorf("ask postgres for its version: %w", err)
	}
	// "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)", "… 18beta1"
	_, rest, _ := strings.Cut(string(out), ") ")
	end := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
	if end < 1 {
		return 0, fmt.Errorf("read postgres version %q", out)
	}
	return strconv.Atoi(rest[:end])
}

// FindTemporal returns the path of the temporal program, the official command
// line with its development server: $TEMPORAL_CLI, PATH, beside this program,
// bin/ in the current folder or one above it. The error says what to install.
func FindTemporal() (string, error) {
	if path := os.Getenv("TEMPORAL_CLI"); path != "" {
		_, err := exec.LookPath(path)
		if err != nil {
			return "", fmt.Errorf("find temporal by $TEMPORAL_CLI: %w", err)
		}
		return filepath.Abs(path)
	}
	onPath, err := exec.LookPath("temporal")
	if err == nil {
		return filepath.Abs(onPath)
	}
	for _, dir := range temporalFolders() {
		path := filepath.Join(dir, "temporal")
		_, err = exec.LookPath(path)
		if err == nil {
			return path, nil
		}
	}
	return "", errNoTemporal
}

// temporalFolders returns the folders to look in after PATH, best first.
func temporalFolders() []string {
	var dirs []string
	self, err := os.Executable()
	if err == nil {
		dirs = append(dirs, filepath.Dir(self))
	}
	here, err := os.Getwd()
	if err != nil {
		return dirs
	}
	for ; ; here = filepath.Dir(here) {
		dirs = append(dirs, filepath.Join(here, "bin"))
		if here == filepath.Dir(here) {
			return dirs
		}
	}
}
