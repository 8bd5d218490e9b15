package audit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Folder is a log as a folder of static files: what a mirror keeps, or a web
// server's own copy.
type Folder string

// Read implements [Source].
func (d Folder) Read(_ context.Context, name string) ([]byte, error) {
	path, err := d.path(name)
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// Report implements [Source].
func (d Folder) Report(_ context.Context, round string) (io.ReadCloser, error) {
	path, err := d.path(reportName(round))
	if err != nil {
		return nil, err
	}
	return os.Open(path)
}

// reportName is where a folder keeps the report on a round.
func reportName(round string) string { return "reports/" + round }

func (d Folder) path(name string) (string, error) {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return "", fmt.Errorf("%q: %w", name, fs.ErrNotExist)
	}
	return filepath.Join(string(d), filepath.FromSlash(name)), nil
}

// put writes a file whole, or not at all.
func (d Folder) put(name string, data []byte) error {
	path, err := d.path(name)
	if err != nil {
		return err
	}
	err = os.MkdirAll(filepath.Dir(path), 0o755)
	if err != nil {
		return err
	}
	return WriteFile(path, data, 0o644)
}

// WriteFile puts data at path, or leaves what stands there: whoever reads sees
// one or the other, also after the power was cut.
func WriteFile(path string, data []byte, mode fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close())
	if err != nil {
		return err
	}
	err = os.Rename(f.Name(), path)
	if err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
