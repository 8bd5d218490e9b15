package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// outputFile is a file that a command writes: beside the one that may stand there, in
// whose place it comes when all of it was written.
type outputFile struct {
	*os.File
	path string // of what it replaces; empty: it is written into itself
}

// createOutput begins a file. What is no regular file, as a pipe or a terminal, is
// written into.
func createOutput(path string) (*outputFile, error) {
	mode := os.FileMode(0o666) // less what the process may not
	info, err := os.Stat(path)
	switch {
	case err == nil && !info.Mode().IsRegular():
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return nil, err
		}
		return &outputFile{File: f}, nil
	case err == nil:
		mode = info.Mode().Perm()
		path, err = filepath.EvalSymlinks(path)
		if err != nil {
			return nil, err
		}
	}
	f, err := os.OpenFile(fmt.Sprintf("%s.new-%d", path, os.Getpid()), os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return nil, err
	}
	return &outputFile{f, path}, nil
}

// close puts the file in its place, or, where err says that it is not whole, leaves
// what stands there. It returns err with what came besides.
func (o *outputFile) close(err error) error {
	if o.path == "" {
		return errors.Join(err, o.Close())
	}
	if err == nil {
		err = o.Sync()
	}
	err = errors.Join(err, o.Close())
	if err == nil {
		err = os.Rename(o.Name(), o.path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(o.Name()))
	}
	return nil
}

// writeOutput writes a file of one piece.
func writeOutput(path string, content []byte) error {
	o, err := createOutput(path)
	if err != nil {
		return err
	}
	_, err = o.Write(content)
	return o.close(err)
}
