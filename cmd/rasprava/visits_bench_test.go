package main

import (
	"slices"
	"testing"
	"time"

	"github.com/rasprava/rasprava/web/browsertest"
)

// maxVisit is how many bytes a first visit may take over the wire, without fonts.
const maxVisit = 100_000

// BenchmarkFirstVisits measures what a page takes in a browser that has nothing
// kept: at a desk, and on a cheap phone behind a slow connection. It fails where
// a visit is heavy, or where the page moves while it comes.
func BenchmarkFirstVisits(b *testing.B) {
	s, _ := newDemonstration(b)
	browser := browsertest.Open(b)
	for _, p := range []struct{ name, path string }{
		{"front", "/"},
		{"dossier", "/predmeti/2026-0001"},
		{"text", "/predmeti/2026-0001/tekst/4"},
		{"comment-form", "/predmeti/2026-0003/komentar?odredba=art_5"},
	} {
		b.Run(p.name, func(b *testing.B) {
			var desk browsertest.Measure
			var painted, large, loaded []time.Duration
			for b.Loop() {
				tab := browser.Person(b, browsertest.Options{Name: "desk"})
				tab.Go(s.url + "/sr-Cyrl" + p.path)
				desk = tab.Measure()
				phone := browser.Person(b, browsertest.Options{Name: "phone", Width: 360, Height: 740})
				phone.Slow()
				phone.Go(s.url + "/sr-Cyrl" + p.path)
				slow := phone.Measure()
				painted, large, loaded = append(painted, slow.Paint), append(large, slow.Large), append(loaded, slow.Load)
				if desk.Bytes > maxVisit {
					b.Errorf("%s takes %d bytes", p.path, desk.Bytes)
				}
				if desk.Shift+slow.Shift > 0 {
					b.Errorf("%s moves by %.3f at a desk and %.3f on a phone", p.path, desk.Shift, slow.Shift)
				}
			}
			b.ReportMetric(float64(desk.Requests), "requests")
			b.ReportMetric(float64(desk.Bytes)/1000, "KB")
			b.ReportMetric(float64(desk.Fonts)/1000, "KB-fonts")
			b.ReportMetric(milliseconds(median(painted)), "ms-painted")
			b.ReportMetric(milliseconds(median(large)), "ms-largest")
			b.ReportMetric(milliseconds(median(loaded)), "ms-loaded")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func median(all []time.Duration) time.Duration {
	return slices.Sorted(slices.Values(all))[len(all)/2]
}
