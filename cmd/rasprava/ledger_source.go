package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/audit"
)

const (
	// maxPublished is the longest file that a log publishes other than a report: 256 leaves.
	maxPublished = 64 << 20
	// silence is how long a site may say nothing.
	silence = time.Minute
)

// site is a log that is served over HTTP.
type site struct {
	client *http.Client
	log    string // address of the log, without a slash at its end
	api    string // address of the API that the reports are read from
}

// openLog opens a log by its address, which may be that of the site, or by the
// folder that it is mirrored in.
func openLog(ctx context.Context, where string) (audit.Source, error) {
	if !strings.Contains(where, "://") {
		info, err := os.Stat(where)
		if err != nil {
			return nil, inputError{fmt.Errorf("read log: %w", err)}
		}
		if !info.IsDir() {
			return nil, inputError{fmt.Errorf("read log: %s is neither an address nor a folder", where)}
		}
		return audit.Folder(where), nil
	}
	u, err := url.Parse(where)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, inputError{fmt.Errorf("read log: %q is no address of a site", where)}
	}
	base := strings.TrimSuffix(u.Scheme+"://"+u.Host+strings.TrimSuffix(u.Path, "/"), "/checkpoint")
	s := &site{client: &http.Client{}, log: base, api: strings.TrimSuffix(base, "/ledger") + "/api/v1"}
	_, err = s.Read(ctx, "checkpoint")
	if errors.Is(err, fs.ErrNotExist) && !strings.HasSuffix(base, "/ledger") {
		s.log = base + "/ledger"
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return s, nil
}

// Read implements audit.Source. What is not answered for the moment is asked for
// again, four times.
func (s *site) Read(ctx context.Context, name string) ([]byte, error) {
	var data []byte
	err := s.insist(ctx, s.log+"/"+name, func(address string, body io.Reader) (again bool, err error) {
		data, err = io.ReadAll(io.LimitReader(body, maxPublished+1))
		switch {
		case err != nil:
			return true, serviceError{fmt.Errorf("read %s: %w", address, err)}
		case len(data) > maxPublished:
			return false, inputError{fmt.Errorf("read %s: longer than %d bytes", address, maxPublished)}
		}
		return false, nil
	})
	return data, err
}

// Report implements audit.Source: what is asked for as Read does is read into a file
// that has no name, however long it is.
func (s *site) Report(ctx context.Context, round string) (io.ReadCloser, error) {
	file, err := os.CreateTemp("", "rasprava-report-*")
	if err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	err = os.Remove(file.Name())
	if err == nil {
		err = s.insist(ctx, s.api+"/rounds/"+url.PathEscape(round)+"/report", func(address string, body io.Reader) (again bool, err error) {
			err = file.Truncate(0)
			if err == nil {
				_, err = file.Seek(0, io.SeekStart)
			}
			if err != nil {
				return false, err
			}
			_, err = io.Copy(file, body)
			if err != nil {
				return true, serviceError{fmt.Errorf("read %s: %w", address, err)}
			}
			_, err = file.Seek(0, io.SeekStart)
			return false, err
		})
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// insist asks for what stands at an address until take has taken its body, five times
// at most.
func (s *site) insist(ctx context.Context, address string, take func(address string, body io.Reader) (again bool, err error)) error {
	for try := 1; ; try++ {
		wait, err := s.get(ctx, address, take)
		if err == nil || wait < 0 || try == 5 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(max(wait, time.Duration(try)*200*time.Millisecond)):
		}
	}
}

// get asks once. A wait of zero or more says that asking again may help.
func (s *site) get(ctx context.Context, address string, take func(address string, body io.Reader) (again bool, err error)) (time.Duration, error) {
	ctx, give := context.WithCancel(ctx)
	defer give()
	patience := time.AfterFunc(silence, give)
	defer patience.Stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return -1, inputError{fmt.Errorf("read %s: %w", address, err)}
	}
	resp, err := s.client.Do(req)
	if err != nil {
		if ctx.Err() != nil && patience.Stop() {
			return -1, ctx.Err()
		}
		return 0, serviceError{fmt.Errorf("read %s: %w", address, err)}
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode == http.StatusNotFound:
		return -1, fmt.Errorf("read %s: %w", address, fs.ErrNotExist)
	case resp.StatusCode == http.StatusTooManyRequests, resp.StatusCode >= 500:
		seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
		return min(time.Duration(max(seconds, 0))*time.Second, 30*time.Second), serviceError{fmt.Errorf("read %s: the site answers %s", address, resp.Status)}
	case resp.StatusCode != http.StatusOK:
		return -1, serviceError{fmt.Errorf("read %s: the site answers %s", address, resp.Status)}
	}
	again, err := take(address, patient{resp.Body, patience})
	if again {
		return 0, err
	}
	return -1, err
}

// patient reads as long as something comes.
type patient struct {
	io.Reader
	patience *time.Timer
}

// Read implements [io.Reader].
func (p patient) Read(b []byte) (int, error) {
	n, err := p.Reader.Read(b)
	p.patience.Reset(silence)
	return n, err
}
