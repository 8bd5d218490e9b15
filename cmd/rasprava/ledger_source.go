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

// maxPublished is the longest file that a log publishes: 256 leaves, or a report.
const maxPublished = 64 << 20

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
	s := &site{client: &http.Client{Timeout: time.Minute}, log: base, api: strings.TrimSuffix(base, "/ledger") + "/api/v1"}
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
	address := s.log + "/" + name
	if round, ok := strings.CutPrefix(name, "reports/"); ok {
		address = s.api + "/rounds/" + url.PathEscape(round) + "/report"
	}
	for try := 1; ; try++ {
		data, wait, err := s.get(ctx, address)
		if err == nil || wait < 0 || try == 5 {
			return data, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(max(wait, time.Duration(try)*200*time.Millisecond)):
		}
	}
}

// get asks once. A wait of zero or more says that asking again may help.
func (s *site) get(ctx context.Context, address string) ([]byte, time.Duration, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, -1, inputError{fmt.Errorf("read %s: %w", address, err)}
	}
	resp, err := s.client.Do(req)
	if err != nil {
		if ctx.Err() != nil {
			return nil, -1, ctx.Err()
		}
		return nil, 0, serviceError{fmt.Errorf("read %s: %w", address, err)}
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode == http.StatusNotFound:
		return nil, -1, fmt.Errorf("read %s: %w", address, fs.ErrNotExist)
	case resp.StatusCode == http.StatusTooManyRequests, resp.StatusCode >= 500:
		seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
		return nil, min(time.Duration(max(seconds, 0))*time.Second, 30*time.Second), serviceError{fmt.Errorf("read %s: the site answers %s", address, resp.Status)}
	case resp.StatusCode != http.StatusOK:
		return nil, -1, serviceError{fmt.Errorf("read %s: the site answers %s", address, resp.Status)}
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxPublished+1))
	switch {
	case err != nil:
		return nil, 0, serviceError{fmt.Errorf("read %s: %w", address, err)}
	case len(data) > maxPublished:
		return nil, -1, inputError{fmt.Errorf("read %s: longer than %d bytes", address, maxPublished)}
	}
	return data, 0, nil
}
