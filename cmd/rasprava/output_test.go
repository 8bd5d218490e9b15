package main

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestAFileThatIsNotWholeLeavesWhatStandsThere(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "keep.csv"), filepath.Join(dir, "link.csv")
	err := errors.Join(os.WriteFile(path, []byte("old"), 0o640), os.Symlink("keep.csv", link))
	if err != nil {
		t.Fatal(err)
	}
	holds := func(want string) {
		t.Helper()
		got, err := os.ReadFile(path)
		if err != nil || string(got) != want {
			t.Errorf("got %q, %v; want %q", got, err, want)
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o640 {
			t.Errorf("got %v, %v", info, err)
		}
		left, err := os.ReadDir(dir)
		if err != nil || len(left) != 2 {
			t.Errorf("left are %v, %v", left, err)
		}
	}
	broken := errors.New("broken")
	o, err := createOutput(path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.WriteString("half")
	if err = o.close(errors.Join(err, broken)); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	holds("old")
	for _, name := range []string{path, link} {
		err = writeOutput(name, []byte("new through "+filepath.Base(name)))
		if err != nil {
			t.Fatal(err)
		}
		holds("new through " + filepath.Base(name))
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is no longer one: %v, %v", info, err)
	}
	if err = writeOutput(filepath.Join(dir, "no", "file"), nil); err == nil {
		t.Error("a folder that is not there is written into")
	}
}

func TestAPipeIsWrittenInto(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	err := syscall.Mkfifo(path, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	read := make(chan []byte)
	go func() {
		b, _ := os.ReadFile(path)
		read <- b
	}()
	err = writeOutput(path, []byte("words"))
	if got := string(<-read); err != nil || got != "words" {
		t.Errorf("got %q, %v", got, err)
	}
}
