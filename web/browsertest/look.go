package browsertest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// evaluate runs an expression in the page and returns its value.
func evaluate[T any](tab *Tab, what, expression string) T {
	tab.t.Helper()
	var value T
	tab.call(what, func(ctx context.Context) error {
		var err error
		value, err = chromedp.Run(ctx, chromedp.Evaluate[T](expression))
		return err
	})
	return value
}

const visibleText = `document.body?.innerText ?? ""`

// Text returns what can be read on the page, with every run of spaces as one.
func (tab *Tab) Text() string {
	tab.t.Helper()
	return plain(evaluate[string](tab, "read the page", visibleText))
}

// See waits until a text can be read on the page.
func (tab *Tab) See(text string) {
	tab.t.Helper()
	tab.reads(text, true)
}

// NotSee waits until a text cannot be read on the page.
func (tab *Tab) NotSee(text string) {
	tab.t.Helper()
	tab.reads(text, false)
}

func (tab *Tab) reads(text string, want bool) {
	tab.t.Helper()
	what := map[bool]string{true: "to see %q", false: "not to see %q"}[want]
	tab.until(fmt.Sprintf(what, text), func(ctx context.Context) error {
		all, err := chromedp.Run(ctx, chromedp.Evaluate[string](visibleText))
		if err != nil {
			return err
		}
		if strings.Contains(plain(all), plain(text)) != want {
			return map[bool]error{true: errors.New("it is not there"), false: errors.New("it is there")}[want]
		}
		return nil
	})
}

// Heard returns what a screen reader reads out, text after text.
func (tab *Tab) Heard() string {
	tab.t.Helper()
	var words []string
	tab.call("listen to the page", func(ctx context.Context) error {
		tree, err := chromedp.Call(ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
		if err != nil || len(tree.Nodes) == 0 {
			return err
		}
		nodes := map[accessibility.NodeID]*accessibility.Node{}
		for _, n := range tree.Nodes {
			nodes[n.NodeID] = n
		}
		var read func(n *accessibility.Node)
		read = func(n *accessibility.Node) {
			if n == nil {
				return
			}
			if said(n.Role) == "StaticText" {
				words = append(words, said(n.Name))
			}
			for _, id := range n.ChildIDs {
				read(nodes[id])
			}
		}
		read(tree.Nodes[0])
		return nil
	})
	return plain(strings.Join(words, " "))
}

// Title returns the title of the page.
func (tab *Tab) Title() string {
	tab.t.Helper()
	return evaluate[string](tab, "read the title", "document.title")
}

// URL returns the address of the page.
func (tab *Tab) URL() string {
	tab.t.Helper()
	return evaluate[string](tab, "read the address", "location.href")
}

// HTML returns the page as it stands now.
func (tab *Tab) HTML() string {
	tab.t.Helper()
	return evaluate[string](tab, "read the page", "document.documentElement.outerHTML")
}

// Source returns the page as it was sent.
func (tab *Tab) Source() string {
	tab.t.Helper()
	var source string
	tab.call("read what was sent", func(ctx context.Context) error {
		tab.mu.Lock()
		id := tab.document
		tab.mu.Unlock()
		r, err := chromedp.Call(ctx, network.GetResponseBody, network.GetResponseBodyParams{RequestID: id})
		source = string(r.Body)
		return err
	})
	return source
}

// Size makes the window so large, in CSS pixels.
func (tab *Tab) Size(width, height int) {
	tab.t.Helper()
	tab.call("change the size of the window", func(ctx context.Context) error {
		return chromedp.Do(ctx, chromedp.EmulateViewport(int64(width), int64(height)))
	})
}

// Media makes the tab like another medium ("print"; empty: the screen), with
// features such as "forced-colors:active".
func (tab *Tab) Media(medium string, features ...string) {
	tab.t.Helper()
	p := emulation.SetEmulatedMediaParams{Media: medium}
	for _, f := range features {
		name, value, _ := strings.Cut(f, ":")
		p.Features = append(p.Features, &emulation.MediaFeature{Name: name, Value: value})
	}
	tab.call("change the medium", func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, p)
		return err
	})
}

// Shot writes a picture of the whole page, as PNG.
func (tab *Tab) Shot(path string) {
	tab.t.Helper()
	tab.until("the fonts", func(ctx context.Context) error {
		status, err := chromedp.Run(ctx, chromedp.Evaluate[string]("document.fonts.status"))
		if err == nil && status != "loaded" {
			return errors.New(status)
		}
		return err
	})
	tab.call("take a picture", func(ctx context.Context) error {
		size, err := chromedp.Run(ctx, chromedp.Evaluate[struct{ Width, Height float64 }](
			`({width: document.documentElement.clientWidth, height: Math.max(document.documentElement.scrollHeight, innerHeight)})`))
		if err != nil {
			return err
		}
		r, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng, CaptureBeyondViewport: new(true),
			Clip: &page.Viewport{Width: size.Width, Height: min(size.Height, 16000), Scale: 1}})
		if err != nil {
			return err
		}
		err = os.MkdirAll(filepath.Dir(path), 0o755)
		if err != nil {
			return err
		}
		return os.WriteFile(path, r.Data, 0o644)
	})
}

// wide lists what sticks out of the page at the side, if the page can be moved
// that way: the innermost elements only.
const wide = `(() => {
	const root = document.documentElement;
	if (root.scrollWidth <= root.clientWidth) return [];
	const out = [...document.querySelectorAll("body *")].filter((e) => {
		if (e.getBoundingClientRect().right <= root.clientWidth + 1) return false;
		let free = getComputedStyle(e).position === "absolute"; // of what scrolls around it, up to where it is placed
		for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) {
			const style = getComputedStyle(p);
			if (free && style.position === "static") continue;
			if (["auto", "scroll", "hidden", "clip"].includes(style.overflowX)) return false;
			free = style.position === "absolute";
		}
		return true;
	});
	const inner = out.filter((e) => !out.some((o) => o !== e && e.contains(o)));
	return [root.scrollWidth + " pixels in " + root.clientWidth, ...inner.slice(0, 5).map((e) => e.outerHTML.slice(0, 200))];
})()`

// Reflow fails the test when the page is wider than the window (WCAG 2.2, 1.4.10).
func (tab *Tab) Reflow(t testing.TB) {
	t.Helper()
	if out := evaluate[[]string](tab, "measure the page", wide); len(out) > 0 {
		t.Errorf("%s%s is wider than the window: %s", tab.who(), tab.URL(), strings.Join(out, "\n  "))
	}
}

// Gap returns how far the first element of one selector ends above the first of
// another, in CSS pixels; negative: they overlap.
func (tab *Tab) Gap(above, below string) float64 {
	tab.t.Helper()
	return evaluate[float64](tab, "measure a gap", fmt.Sprintf(
		`document.querySelector(%q).getBoundingClientRect().top - document.querySelector(%q).getBoundingClientRect().bottom`, below, above))
}

// Value returns what the field with that label holds.
func (tab *Tab) Value(label string) string {
	tab.t.Helper()
	e := tab.find(writable, "", label)
	held := ""
	tab.call(fmt.Sprintf("read %q", label), func(ctx context.Context) error {
		var err error
		held, err = on[string](ctx, e.node, "function() { return this.value }")
		return err
	})
	return held
}
