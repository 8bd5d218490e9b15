package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestABarSaysHowMuchAndHowLong(t *testing.T) {
	for _, c := range []struct {
		done, of int64
		since    time.Duration
		want     string
	}{
		{0, 0, time.Minute, "0"},
		{7, 0, time.Minute, "7"},
		{0, 10, time.Minute, "[........................] 0 of 10, 0%"},
		{25, 100, time.Minute, "[######..................] 25 of 100, 25%, 3m0s left"},
		{25, 100, time.Millisecond, "[######..................] 25 of 100, 25%"},
		{100, 100, time.Minute, "[########################] 100 of 100, 100%"},
		{120, 100, time.Minute, "[########################] 120 of 100, 100%"},
		{1 << 40, 1 << 41, 24 * time.Hour, "[############............] 1099511627776 of 2199023255552, 50%, 24h0m0s left"},
	} {
		if got := paced(c.done, c.of, c.since); got != c.want {
			t.Errorf("%d of %d: got %q, want %q", c.done, c.of, got, c.want)
		}
	}
}

func TestATableFromAPipeIsReadWhole(t *testing.T) {
	path, text := filepath.Join(t.TempDir(), "cev"), strings.Repeat("Рок је кратак.\n", 200000)
	err := syscall.Mkfifo(path, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	wrote := make(chan error, 1)
	go func() { wrote <- os.WriteFile(path, []byte(text), 0o600) }()
	var told []int64
	f, size, err := openTable(path, func(read int64) { told = append(told, read) })
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	table := &countedReader{ReaderAt: f}
	got, err := io.ReadAll(io.NewSectionReader(table, 0, size))
	if err != nil || !bytes.Equal(got, []byte(text)) || table.read.Load() != size {
		t.Errorf("read %d of %d bytes, counted %d, %v", len(got), len(text), table.read.Load(), err)
	}
	if len(told) < 2 || told[len(told)-1] != size {
		t.Errorf("told %v", told)
	}
	if err := <-wrote; err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(f.Name()); err == nil {
		t.Errorf("%s is left behind", f.Name())
	}
}
