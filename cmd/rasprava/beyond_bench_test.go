package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"testing"
	"time"
)

// beyond is how many times what intake can take is offered to it.
const beyond = 4

// BenchmarkStaffPagesBeyondCapacity measures how long staff wait for their pages on an
// installation with fsync on: in the calm, and while four times as many submissions
// are offered as are taken in when they come as fast as 256 connections carry them.
// Ten pages a second are asked for over HTTP, whether or not the one before has come;
// each counts from the moment at which it was to be asked for. The generator and who
// reads share the processors with what they measure. It fails where nothing is sent
// away, since intake is then not beyond its capacity.
func BenchmarkStaffPagesBeyondCapacity(b *testing.B) {
	easeCollector()
	m := newMachine(b)
	st := m.record()
	defer st.Close()
	s := &system{t: b, store: st, url: m.web}
	tr, round := s.taking()
	drafter := s.person("Друга Цртачица", "MPAD drafter")
	at := "/sr-Cyrl/predmeti/" + tr.ref
	pages := []string{"/sr-Cyrl/zadaci", "/sr-Cyrl/moji-predmeti", at, at + "/komentari", at + "/odgovori", at + "/dopisi"}

	capacity := m.generate(b, m.web, round, 0, true).Achieved
	settle(b, st)
	calm, err := drafter.reads(pages, measuredFor)
	if err != nil {
		b.Fatal(err)
	}
	done := make(chan error, 1)
	var rush []time.Duration
	go func() {
		time.Sleep(measuredFor / 5) // the generator connects
		var err error
		rush, err = drafter.reads(pages, measuredFor*3/5)
		done <- err
	}()
	report := m.generate(b, m.web, round, capacity*beyond, true, "--connections", "4096")
	err = <-done
	if err != nil {
		b.Fatal(err)
	}
	if report.Answers["503"] == 0 {
		b.Fatalf("nothing is sent away: %+v", report)
	}
	b.Logf("capacity %.0f a second; offered %.0f, taken in %d, sent away %d, not sent %d; %d pages in the calm, %d beyond", capacity, capacity*beyond,
		report.Answers["201"], report.Answers["503"], report.Unsent, len(calm), len(rush))
	for _, x := range []struct {
		when string
		took []time.Duration
	}{{"calm", calm}, {"beyond", rush}} {
		slices.Sort(x.took)
		b.ReportMetric(milliseconds(x.took[len(x.took)/2]), x.when+"-p50-ms")
		b.ReportMetric(milliseconds(x.took[len(x.took)*99/100]), x.when+"-p99-ms")
	}
	b.ReportMetric(float64(report.Answers["503"])/float64(report.Sent)*100, "%sent-away")
	b.ReportMetric(0, "ns/op")
}

// reads asks for pages by turns, ten a second for so long, each when its time has
// come, and returns how long after that each stood there whole.
func (c *caller) reads(pages []string, during time.Duration) ([]time.Duration, error) {
	const every = 100 * time.Millisecond
	type page struct {
		took time.Duration
		err  error
	}
	count := int(during / every)
	all := make(chan page, count)
	for n := range count {
		go func() {
			due := time.Now()
			all <- page{err: c.gets(pages[n%len(pages)]), took: time.Since(due)}
		}()
		time.Sleep(every)
	}
	var took []time.Duration
	var errs error
	for range count {
		p := <-all
		took, errs = append(took, p.took), errors.Join(errs, p.err)
	}
	return took, errs
}

// gets fetches a page as this person.
func (c *caller) gets(path string) error {
	req, err := http.NewRequestWithContext(c.t.Context(), http.MethodGet, c.url+path, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Accept", "text/html")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("get %s: %w", path, err)
	}
	defer res.Body.Close()
	_, err = io.Copy(io.Discard, res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("get %s: %d", path, res.StatusCode)
	}
	return err
}
