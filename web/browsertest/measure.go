package browsertest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/performancetimeline"
	"github.com/chromedp/chromedp"
)

// Measure is what a page cost since the tab last opened an address.
type Measure struct {
	Requests int
	Bytes    int64   // over the wire, with headers, of everything but fonts
	Fonts    int64   // over the wire
	Shift    float64 // how much of the page moved under the reader's eyes (CLS)

	Server time.Duration // until the first byte came
	Paint  time.Duration // until something could be seen (FCP)
	Large  time.Duration // until the largest part could be seen (LCP)
	Load   time.Duration // until all was there
}

func (m Measure) String() string {
	return fmt.Sprintf("%d requests, %d bytes and %d of fonts; first byte %v, painted %v, largest %v, loaded %v; shift %.3f",
		m.Requests, m.Bytes, m.Fonts, m.Server, m.Paint, m.Large, m.Load, m.Shift)
}

// meter gathers a measure from what the browser tells.
type meter struct {
	requests map[network.RequestID]network.ResourceType
	bytes    map[network.RequestID]int64
	shift    float64
	large    cdp.TimeSinceEpoch
}

func newMeter() meter {
	return meter{requests: map[network.RequestID]network.ResourceType{}, bytes: map[network.RequestID]int64{}}
}

func (m *meter) hear(event any) {
	switch e := event.(type) {
	case *network.EventResponseReceived:
		m.requests[e.RequestID] = e.Type
	case *network.EventLoadingFinished:
		m.bytes[e.RequestID] = int64(e.EncodedDataLength)
	case *performancetimeline.EventTimelineEventAdded:
		if s := e.Event.LayoutShiftDetails; s != nil && !s.HadRecentInput {
			m.shift += s.Value
		}
		if l := e.Event.LcpDetails; l != nil {
			m.large = max(l.RenderTime, l.LoadTime)
		}
	}
}

// timing reads, in milliseconds, what the page knows of its own coming.
const timing = `(() => {
	const n = performance.getEntriesByType("navigation")[0];
	const p = performance.getEntriesByName("first-contentful-paint")[0];
	return {origin: performance.timeOrigin, server: n.responseStart - n.requestStart, load: n.loadEventEnd, paint: p ? p.startTime : 0};
})()`

// Measure returns what the page has cost so far, once something of it was painted.
func (tab *Tab) Measure() Measure {
	tab.t.Helper()
	var ms struct{ Origin, Server, Load, Paint float64 }
	tab.until("the page to be painted", func(ctx context.Context) error {
		var err error
		ms, err = chromedp.Run(ctx, chromedp.Evaluate[struct{ Origin, Server, Load, Paint float64 }](timing))
		if err == nil && (ms.Paint == 0 || ms.Load == 0) {
			return errors.New("it is not yet")
		}
		return err
	})
	tab.mu.Lock()
	requests, bytes := maps.Clone(tab.meter.requests), maps.Clone(tab.meter.bytes)
	shift, large := tab.meter.shift, float64(tab.meter.large)*1000
	tab.mu.Unlock()
	m := Measure{Requests: len(requests), Shift: shift, Server: milliseconds(ms.Server), Paint: milliseconds(ms.Paint), Load: milliseconds(ms.Load)}
	if large > 0 {
		m.Large = milliseconds(large - ms.Origin)
	}
	for id, kind := range requests {
		if kind == network.ResourceTypeFont {
			m.Fonts += bytes[id]
		} else {
			m.Bytes += bytes[id]
		}
	}
	return m
}

func milliseconds(ms float64) time.Duration {
	return time.Duration(ms * float64(time.Millisecond)).Round(100 * time.Microsecond)
}

// Slow makes the tab a cheap phone on a slow connection: 1.6 Mbit/s with 150 ms
// on the way, and a processor four times slower. Nothing comes from a cache.
func (tab *Tab) Slow() {
	tab.t.Helper()
	tab.call("slow down", func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
		if err != nil {
			return err
		}
		_, err = chromedp.Call(ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
			MatchedNetworkConditions: []*network.Conditions{{Latency: 150, DownloadThroughput: 1.6e6 / 8, UploadThroughput: 750e3 / 8}}})
		if err != nil {
			return err
		}
		_, err = chromedp.Call(ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4})
		return err
	})
}
