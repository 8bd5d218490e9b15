package attachment

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Folder keeps files in a folder, spread over folders by the last letters of
// their keys, for the owner alone.
type Folder struct{ path string }

// OpenFolder makes the folder where there is none.
func OpenFolder(path string) (Folder, error) {
	if path == "" {
		return Folder{}, errors.New("open attachments: no folder is named")
	}
	err := os.MkdirAll(path, 0o700)
	if err != nil {
		return Folder{}, fmt.Errorf("open attachments: %w", err)
	}
	return Folder{path}, nil
}

func (f Folder) file(key string) string { return filepath.Join(f.path, key[len(key)-2:], key) }

// Put implements Keeper: the file and its name are on the disk when it returns.
func (f Folder) Put(ctx context.Context, key string, data []byte) error {
	if err := errors.Join(checkKey(key), ctx.Err()); err != nil {
		return fmt.Errorf("keep attachment: %w", err)
	}
	dir := filepath.Dir(f.file(key))
	err := os.MkdirAll(dir, 0o700)
	if err != nil {
		return fmt.Errorf("keep attachment: %w", err)
	}
	tmp, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return fmt.Errorf("keep attachment: %w", err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	err = errors.Join(err, tmp.Sync(), tmp.Close())
	if err == nil {
		err = os.Link(tmp.Name(), f.file(key)) // never over another
	}
	for _, d := range []string{dir, f.path} {
		err = errors.Join(err, syncFolder(d))
	}
	if err != nil {
		return fmt.Errorf("keep attachment: %w", err)
	}
	return nil
}

func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Get implements Keeper.
func (f Folder) Get(_ context.Context, key string) ([]byte, error) {
	if err := checkKey(key); err != nil {
		return nil, fmt.Errorf("read attachment: %w", err)
	}
	b, err := os.ReadFile(f.file(key))
	if errors.Is(err, fs.ErrNotExist) {
		err = ErrNotKept
	}
	if err != nil {
		return nil, fmt.Errorf("read attachment %s: %w", key, err)
	}
	return b, nil
}

// Delete implements Keeper.
func (f Folder) Delete(_ context.Context, key string) error {
	if err := checkKey(key); err != nil {
		return fmt.Errorf("delete attachment: %w", err)
	}
	err := os.Remove(f.file(key))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("delete attachment: %w", err)
	}
	return nil
}
