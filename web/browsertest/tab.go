package browsertest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a tab waits for what should come, on a busy machine too.
const patience = 15 * time.Second

// Tab is what one person sees. Its methods fail the test, with what stands on
// the page and a picture of it, where a person could not go on.
type Tab struct {
	t        testing.TB
	ctx      context.Context
	name     string
	frame    cdp.FrameID
	patience time.Duration
	still    bool // no page's script runs

	mu         sync.Mutex
	asked      bool // a page was asked for and has not begun to come
	loading    bool
	complaints []string
	questions  []string
	answered   map[network.RequestID]bool // requests whose status is told by the page that answers
	document   network.RequestID          // of the page that was asked for last
	meter      meter
}

// hear notes what the browser says of the tab. It runs where messages are read,
// so it must not wait for an answer.
func (tab *Tab) hear(event any) {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	tab.meter.hear(event)
	switch e := event.(type) {
	case *page.EventFrameRequestedNavigation:
		if e.FrameID == tab.frame && e.Disposition == page.ClientNavigationDispositionCurrentTab {
			tab.asked = true
		}
	case *page.EventFrameStartedLoading:
		if e.FrameID == tab.frame {
			tab.asked, tab.loading = false, true
		}
	case *page.EventFrameStoppedLoading:
		if e.FrameID == tab.frame {
			tab.asked, tab.loading = false, false
		}
	case *page.EventNavigatedWithinDocument:
		if e.FrameID == tab.frame {
			tab.asked = false
		}
	case *browser.EventDownloadWillBegin:
		tab.asked = false
	case *page.EventJavascriptDialogOpening:
		tab.questions = append(tab.questions, strings.TrimSpace(string(e.Type)+" "+e.Message))
		go tab.agree()
	case *network.EventRequestWillBeSent:
		if e.Type == network.ResourceTypeDocument {
			tab.answered[e.RequestID] = true
			if e.FrameID == tab.frame {
				tab.document = e.RequestID
			}
		}
	case *network.EventResponseReceived:
		if e.Response.Status == http.StatusUnprocessableEntity { // the form again, with its faults
			tab.answered[e.RequestID] = true
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError && !tab.answered[e.Entry.NetworkRequestID] {
			tab.complaints = append(tab.complaints, strings.TrimSpace(e.Entry.Text+" "+e.Entry.URL))
		}
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			text += " " + e.ExceptionDetails.Exception.Description
		}
		tab.complaints = append(tab.complaints, text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			var words []string
			for _, a := range e.Args {
				words = append(words, strings.TrimSpace(string(a.Value)+" "+a.Description))
			}
			tab.complaints = append(tab.complaints, "console: "+strings.Join(words, " "))
		}
	}
}

// agree says yes to what a page asks in a dialog, such as whether to leave it.
func (tab *Tab) agree() {
	_, err := chromedp.Call(tab.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
	if err != nil && tab.ctx.Err() == nil {
		tab.mu.Lock()
		defer tab.mu.Unlock()
		tab.complaints = append(tab.complaints, "answer a dialog: "+err.Error())
	}
}

// Complaints returns what the browser complained of since it was last asked:
// errors of scripts and of the console, what could not be fetched, and what the
// content security policy forbade.
func (tab *Tab) Complaints() []string {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	all := tab.complaints
	tab.complaints = nil
	return all
}

// Questions returns the dialogs that pages opened since it was last asked; each
// was answered with yes.
func (tab *Tab) Questions() []string {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	all := tab.questions
	tab.questions = nil
	return all
}

// Go opens an address, as if it were typed.
func (tab *Tab) Go(url string) {
	tab.t.Helper()
	tab.mu.Lock()
	tab.meter = newMeter()
	tab.mu.Unlock()
	tab.call("open "+url, func(ctx context.Context) error {
		return chromedp.Do(ctx, chromedp.Navigate(url))
	})
	tab.settle()
}

// settle waits until no page is on its way.
func (tab *Tab) settle() {
	tab.t.Helper()
	tab.until("the page to come", func(context.Context) error {
		tab.mu.Lock()
		defer tab.mu.Unlock()
		if tab.asked || tab.loading {
			return errors.New("it is still on its way")
		}
		return nil
	})
}

// call does one thing within the tab's patience.
func (tab *Tab) call(what string, f func(ctx context.Context) error) {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, 3*tab.patience)
	defer cancel()
	err := f(ctx)
	if err != nil {
		tab.fail("%s: %v", what, err)
	}
}

// until looks again and again, for as long as the tab is patient, until there is
// no error.
func (tab *Tab) until(what string, look func(ctx context.Context) error) {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, tab.patience)
	defer cancel()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	var last error
	for {
		err := look(ctx)
		if err == nil {
			return
		}
		if ctx.Err() == nil {
			last = err
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			tab.fail("wait for %s: %v", what, last)
		}
	}
}

func (tab *Tab) who() string {
	if tab.name == "" {
		return ""
	}
	return tab.name + ": "
}

var unfit = regexp.MustCompile(`[^\p{L}\p{N}]+`)

// fail ends the test with what stands on the page, and leaves a picture.
func (tab *Tab) fail(format string, args ...any) {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, tab.patience)
	defer cancel()
	seen, err := chromedp.Run(ctx, chromedp.Evaluate[struct{ URL, Title, Text string }](`({URL: location.href, Title: document.title, Text: document.body?.innerText ?? ""})`))
	if err != nil {
		tab.t.Fatalf("%s%s (and the page cannot be read: %v)", tab.who(), fmt.Sprintf(format, args...), err)
	}
	text := []rune(seen.Text)
	if len(text) > 3000 {
		text = append(text[:3000], '…')
	}
	tab.t.Fatalf("%s%s\n%s\n%s — %s\n\n%s", tab.who(), fmt.Sprintf(format, args...), tab.picture(ctx), seen.URL, seen.Title, string(text))
}

func (tab *Tab) picture(ctx context.Context) string {
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return fmt.Sprintf("(no picture: %v)", err)
	}
	path := filepath.Join(root(tab.t), "var", "browsertest", strings.Trim(unfit.ReplaceAllString(tab.t.Name(), "-"), "-")+".png")
	err = os.MkdirAll(filepath.Dir(path), 0o755)
	if err == nil {
		err = os.WriteFile(path, png, 0o644)
	}
	if err != nil {
		return fmt.Sprintf("(no picture: %v)", err)
	}
	return path
}
