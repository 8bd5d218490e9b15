package local

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Erase removes a data folder with everything in it, the database too where it
// stands elsewhere. Nothing may run in it; what a killed start left running is
// ended.
func Erase(dir string) error {
	_, err := os.Stat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	s, err := prepare(Options{Dir: dir})
	if err != nil {
		return fmt.Errorf("erase: %w", err)
	}
	defer s.Stop()
	path, err := filepath.EvalSymlinks(filepath.Join(s.crew.dir, "pg"))
	if err == nil && !strings.HasPrefix(path, s.crew.dir) {
		err = os.RemoveAll(filepath.Dir(path))
		if err != nil {
			return fmt.Errorf("erase: %w", err)
		}
	}
	err = os.RemoveAll(s.crew.dir)
	if err != nil {
		return fmt.Errorf("erase: %w", err)
	}
	return nil
}
