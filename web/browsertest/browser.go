// Package browsertest lets a test use pages as a person does: it finds links,
// buttons and fields by what they are called, reads what can be seen, and holds
// every page against axe-core, html-validate and the width of the window. It
// drives the system's Chromium, and knows nothing of what the pages are about.
package browsertest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/performancetimeline"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Browser is a Chromium that runs, without a window.
type Browser struct{ ctx context.Context }

// Options say how a person comes. The zero value is somebody at a desk.
type Options struct {
	Name          string // in what a failure says
	Width, Height int    // of the window, in pixels; 0: 1280 by 900
	NoScript      bool   // no page's script runs
	Language      string // of the browser, as in Accept-Language; empty: sr
	Lacks         string // a script that takes from each page what an older browser lacks
}

// one is the browser of this test process, and how many use it.
var one struct {
	sync.Mutex
	users   int
	browser *Browser // nil: none runs
	end     context.CancelFunc
}

// Open returns the browser of this test process. It starts with the first test
// that uses it and ends with the last one, or with Main.
func Open(t testing.TB) *Browser {
	t.Helper()
	one.Lock()
	defer one.Unlock()
	if one.browser == nil {
		one.browser, one.end = start(t)
	}
	one.users++
	t.Cleanup(leave)
	return one.browser
}

// Main runs the tests of a package, and keeps the browser that one of them
// starts for the others. It is called by TestMain.
func Main(m *testing.M) {
	one.Lock()
	one.users++
	one.Unlock()
	code := m.Run()
	leave()
	os.Exit(code)
}

func leave() {
	one.Lock()
	defer one.Unlock()
	one.users--
	if one.users == 0 && one.browser != nil {
		one.end()
		one.browser = nil
	}
}

func start(t testing.TB) (*Browser, context.CancelFunc) {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatalf("find chromium: %v (make chromium)", err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, end := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ := chromedp.NewContext(allocator) // ends with the allocator
	err = chromedp.Do(ctx)
	if err != nil {
		end()
		t.Fatalf("start %s: %v", program, err)
	}
	return &Browser{ctx}, func() {
		end()
		chromedp.FromContext(ctx).Allocator.Wait()
	}
}

// Person returns a tab of somebody who shares no cookie and no storage with
// anybody else. The test fails at its end if a page of the tab complained of an
// error or of what its content security policy forbids.
func (b *Browser) Person(t testing.TB, o Options) *Tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(func(*target.CreateBrowserContextParams) {}))
	tab := &Tab{t: t, ctx: ctx, name: o.Name, patience: patience, answered: map[network.RequestID]bool{}, meter: newMeter()}
	t.Cleanup(func() {
		for _, c := range tab.Complaints() {
			t.Errorf("%sthe browser complains: %s", tab.who(), c)
		}
		cancel()
	})
	err := chromedp.Do(ctx)
	if err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	tab.frame = cdp.FrameID(chromedp.FromContext(ctx).Target.TargetID)
	err = chromedp.Listen(ctx, tab.hear)
	if err != nil {
		t.Fatalf("listen to a tab: %v", err)
	}
	if o.Language == "" {
		o.Language = "sr"
	}
	tab.call(performancetimeline.Enable.Method, func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, performancetimeline.Enable, performancetimeline.EnableParams{EventTypes: []string{"layout-shift", "largest-contentful-paint"}})
		return err
	})
	tab.call("choose the language", func(ctx context.Context) error {
		agent, err := chromedp.Run(ctx, chromedp.Evaluate[string]("navigator.userAgent"))
		if err != nil {
			return err
		}
		_, err = chromedp.Call(ctx, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: agent, AcceptLanguage: o.Language})
		return err
	})
	if o.Lacks != "" {
		tab.call("take away what the browser lacks", func(ctx context.Context) error {
			_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: o.Lacks})
			return err
		})
	}
	tab.still = o.NoScript
	tab.scripts(!tab.still)
	if o.Width == 0 {
		o.Width, o.Height = 1280, 900
	}
	tab.Size(o.Width, o.Height)
	return tab
}

// scripts lets the scripts of pages run, or not.
func (tab *Tab) scripts(run bool) {
	tab.t.Helper()
	tab.call("switch scripts", func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !run})
		return err
	})
}

// root returns the folder of the module, where what the tests need stands.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for dir != filepath.Dir(dir) {
		_, err = os.Stat(filepath.Join(dir, "go.mod"))
		if err == nil {
			return dir
		}
		dir = filepath.Dir(dir)
	}
	t.Fatal("find go.mod: this is no module")
	return ""
}
