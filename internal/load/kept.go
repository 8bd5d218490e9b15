package load

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
)

// keptFile holds receipts as JSON lines, so that memory stays flat however long
// a run is.
type keptFile struct {
	n  atomic.Int64
	mu sync.Mutex // protects what follows
	f  *os.File
	w  *bufio.Writer
}

func createKept(path string) (*keptFile, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600) // it holds secrets
	if err != nil {
		return nil, fmt.Errorf("make file for receipts: %w", err)
	}
	return &keptFile{f: f, w: bufio.NewWriterSize(f, 1<<20)}, nil
}

func (k *keptFile) count() int64 { return k.n.Load() }

// put keeps an answer under its key, with the file that came with what it answers, on a
// line of its own. Whether it is what it should
// be is seen when it is read back.
func (k *keptFile) put(key string, file File, answer []byte) error {
	answer = bytes.TrimSpace(answer)
	if bytes.IndexByte(answer, '\n') >= 0 {
		var line bytes.Buffer
		if json.Compact(&line, answer) == nil {
			answer = line.Bytes()
		} else {
			answer = bytes.ReplaceAll(answer, []byte{'\n'}, []byte{' '})
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	_, err := fmt.Fprintf(k.w, "{\"key\":%q,\"file\":{\"id\":%q,\"sha256\":%q},\"answer\":%s}\n", key, file.ID, file.SHA256, answer)
	if err == nil {
		k.n.Add(1)
	}
	return err
}

// each reads the receipts back, in the order in which they came.
func (k *keptFile) each(f func(Receipt) error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	err := k.w.Flush()
	if err != nil {
		return fmt.Errorf("write receipts: %w", err)
	}
	file, err := os.Open(k.f.Name())
	if err != nil {
		return fmt.Errorf("read receipts: %w", err)
	}
	defer file.Close()
	return EachKept(file, f)
}

// EachKept reads receipts as Run keeps them. What is no receipt comes as one that has
// neither a proof nor a promise.
func EachKept(in io.Reader, f func(Receipt) error) error {
	lines := bufio.NewReaderSize(in, 1<<20)
	for {
		b, err := lines.ReadBytes('\n')
		if len(b) > 0 {
			var line struct {
				Key    string  `json:"key"`
				File   File    `json:"file"`
				Answer Receipt `json:"answer"`
			}
			if json.Unmarshal(b, &line) != nil {
				key, _, _ := bytes.Cut(bytes.TrimPrefix(b, []byte(`{"key":"`)), []byte{'"'})
				line.Key, line.Answer = string(key), Receipt{}
			}
			line.Answer.Key, line.Answer.File = line.Key, line.File
			err := f(line.Answer)
			if err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read receipts: %w", err)
		}
	}
}

func (k *keptFile) close() {
	_ = k.w.Flush() // whoever reads the file was told by each
	_ = k.f.Close()
}
