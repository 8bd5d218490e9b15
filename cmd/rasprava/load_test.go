package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/load"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// taking returns a rehearsal that takes comments.
func (s *system) taking() (tr *track, round string) {
	s.t.Helper()
	storetest.Ministry(s.t, s.store, "MPAD")
	drafter := s.person("Цртач", "MPAD drafter")
	tr = s.openRehearsal(drafter)
	tr.add("first_version", document{"act", "nacrt.txt", "Члан 1.\nОвим законом уређују се пробе.\n\nЧлан 2.\nРок је 30 дана.\n"})
	tr.publish("notice", drafter, "own_site", "ekonsultacije")
	tr.publish("consultation", drafter, "own_site", "ekonsultacije")
	return tr, tr.view().OpenRound
}

// loads runs the command and returns how it ended and its report.
func loads(t *testing.T, args ...string) (int, load.Report, string) {
	t.Helper()
	var out, errs bytes.Buffer
	status := run(t.Context(), append([]string{"load", "--to", "json", "--quiet"}, args...), &stdio{in: strings.NewReader(""), out: &out, err: &errs})
	var report load.Report
	if out.Len() > 0 {
		err := json.Unmarshal(out.Bytes(), &report)
		if err != nil {
			t.Fatalf("read report: %v in %s", err, out.Bytes())
		}
	}
	return status, report, errs.String()
}

func TestLoadChecksEveryReceiptAgainstTheLog(t *testing.T) {
	s := newSystem(t)
	_, round := s.taking()
	kept := filepath.Join(t.TempDir(), "receipts.jsonl")
	status, report, errs := loads(t, s.url, "--round", round, "--rate", "200", "--duration", "2s", "--connections", "16", "--again", "0.5", "--receipts", kept)
	if status != 0 {
		t.Fatalf("exit %d: %s; %+v", status, errs, report)
	}
	if report.Receipts.Received != 400 || report.Receipts.Verified != 400 || report.Answers["again: 201"] != 200 || report.Sent != 400 {
		t.Errorf("got %+v", report)
	}
	if report.Latency.P50 <= 0 || report.Latency.P99 < report.Latency.P50 || report.Latency.Max < report.Latency.P99 {
		t.Errorf("latencies: %+v", report.Latency)
	}
	_, err := s.store.RotateKey(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	status, report, errs = loads(t, s.url, "--round", round, "--rate", "20", "--duration", "500ms")
	if status != 0 || report.Receipts.Verified != 10 {
		t.Errorf("after another key came: exit %d: %s; %+v", status, errs, report)
	}
	status, report, errs = loads(t, s.url, "--round", round, "--rate", "50", "--duration", "1s", "--p99", "1ns")
	if status != 1 || report.Receipts.Verified != 50 {
		t.Errorf("slower than allowed: exit %d: %s; %+v", status, errs, report)
	}
	view, err := s.store.Round(t.Context(), "", round)
	if err != nil || view.Comments < 450 {
		t.Errorf("%d comments are in the record, %v; want at least 450", view.Comments, err)
	}
}

func TestLoadReadsBackTheFilesThatItSent(t *testing.T) {
	s := newSystem(t)
	_, round := s.taking()
	args := []string{"--round", round, "--rate", "50", "--duration", "1s", "--connections", "8", "--attached", "0.2"}
	status, report, errs := loads(t, append([]string{s.url}, args...)...)
	if status != 0 || report.Files != 10 || report.Answers["file: 201"] != 10 || report.Receipts.Verified != 50 {
		t.Errorf("exit %d: %s; %+v", status, errs, report)
	}
	behind, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	p := httputil.NewSingleHostReverseProxy(behind)
	p.ModifyResponse = func(res *http.Response) error {
		if res.Request.Method == http.MethodGet && strings.HasPrefix(res.Request.URL.Path, "/api/v1/attachments/") {
			b, err := io.ReadAll(res.Body)
			b[len(b)-1]++
			res.Body = io.NopCloser(bytes.NewReader(b))
			return err
		}
		return nil
	}
	lying := httptest.NewServer(p)
	defer lying.Close()
	status, report, errs = loads(t, append([]string{lying.URL}, args...)...)
	if status != 1 || report.Files != 0 || report.Faults != 10 || !strings.Contains(report.Words[0], "is another than was sent") {
		t.Errorf("files that are others: exit %d: %s; %+v", status, errs, report)
	}
}

func TestLoadFindsWhatASystemMustNotDo(t *testing.T) {
	s := newSystem(t)
	_, round := s.taking()
	behind, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	// change lies in the place of the system: it gets the answer of every
	// submission, by its number, and says what goes out.
	lying := func(change func(n int, b []byte) []byte) string {
		n := 0
		p := httputil.NewSingleHostReverseProxy(behind)
		p.ModifyResponse = func(res *http.Response) error {
			if res.Request.Method != http.MethodPost {
				return nil
			}
			b, err := io.ReadAll(res.Body)
			if err != nil {
				return err
			}
			n++
			b = change(n, b)
			res.Body, res.ContentLength = io.NopCloser(bytes.NewReader(b)), int64(len(b))
			res.Header.Set("Content-Length", "")
			res.Header.Del("Content-Length")
			return nil
		}
		h := httptest.NewServer(p)
		t.Cleanup(h.Close)
		return h.URL
	}
	var first []byte
	tests := map[string]struct {
		change func(n int, b []byte) []byte
		args   []string
		says   string
	}{
		"a receipt with another byte": {change: func(_ int, b []byte) []byte { return bytes.Replace(b, []byte(`\nindex `), []byte(`\nindex 1`), 1) }, says: "receipt "},
		"one receipt for two people": {change: func(n int, b []byte) []byte {
			if n == 1 {
				first = bytes.Clone(b)
			}
			return first
		}, says: "that of another key too"},
		"two answers to one key": {change: func(n int, b []byte) []byte {
			if n%2 == 0 {
				return bytes.Replace(b, []byte(`"secret":"`), []byte(`"secret":"x`), 1)
			}
			return b
		}, args: []string{"--again", "1"}, says: "answered twice differently"},
		"no receipt": {change: func(int, []byte) []byte { return []byte(`{}`) }, says: "without a receipt"},
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			status, report, errs := loads(t, append([]string{lying(c.change), "--round", round, "--rate", "20", "--duration", "500ms", "--connections", "1"}, c.args...)...)
			if status != 1 || report.Faults == 0 || !strings.Contains(strings.Join(report.Words, "\n"), c.says) {
				t.Errorf("exit %d, %s: %+v", status, errs, report)
			}
		})
	}
}

func TestARunOfWhichNothingIsReceivedAnswersNo(t *testing.T) {
	s := newSystem(t)
	_, round := s.taking()
	to, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	through := httputil.NewSingleHostReverseProxy(to)
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			w.WriteHeader(http.StatusConflict)
			_, _ = w.Write([]byte(`{"code":"round_closed","title":"The consultation has ended"}`))
			return
		}
		through.ServeHTTP(w, r)
	}))
	defer h.Close()
	status, report, errs := loads(t, h.URL, "--round", round, "--rate", "50", "--duration", "100ms", "--connections", "1")
	if status != 1 || report.Answers["409"] != 5 || !strings.Contains(errs, "nothing was received: 5 of 5 were refused with round_closed: The consultation has ended") {
		t.Errorf("exit %d: %s; %+v", status, errs, report)
	}
}

func TestLoadRefusesWhatItCannotDo(t *testing.T) {
	s := newSystem(t)
	status, _, errs := loads(t, s.url)
	if status != 2 || !strings.Contains(errs, "no round is open") {
		t.Errorf("no round: exit %d: %s", status, errs)
	}
	gone := httptest.NewServer(nil)
	gone.Close()
	status, _, errs = loads(t, gone.URL)
	if status != 3 {
		t.Errorf("nobody there: exit %d: %s", status, errs)
	}
	status, _, errs = loads(t, s.url, "--comments", "0")
	if status != 2 {
		t.Errorf("no comments: exit %d: %s", status, errs)
	}
}
