package browsertest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Click clicks with the mouse on the link, button or other control that is
// called so, and waits for the page that comes of it.
func (tab *Tab) Click(name string) {
	tab.t.Helper()
	tab.ClickBy("", name)
}

// ClickBy clicks as Click does, on the one that is nearest to a text.
func (tab *Tab) ClickBy(near, name string) {
	tab.t.Helper()
	tab.click(tab.find(clickable, near, name))
}

func (tab *Tab) click(e element) {
	tab.t.Helper()
	tab.until(fmt.Sprintf("%s %q to be clicked", e.role, e.name), func(ctx context.Context) error {
		x, y, err := reachable(ctx, e.node)
		if err != nil {
			return err
		}
		return chromedp.Do(ctx, chromedp.MouseClickXY(x, y))
	})
	tab.follow()
}

// follow waits for the page that an action may have asked for.
func (tab *Tab) follow() {
	tab.t.Helper()
	// What the page did at once is told before it answers a question that is put
	// to it after that; while another page is on its way, that one answers.
	for range 2 {
		ctx, cancel := context.WithTimeout(tab.ctx, tab.patience)
		_, _ = chromedp.Run(ctx, chromedp.Evaluate[int]("1"))
		_, _ = chromedp.Call(ctx, page.GetLayoutMetrics, cdp.Empty{})
		cancel()
	}
	tab.settle()
}

// reachable scrolls a node into view and returns a point on it where a click
// meets it and not something that lies over it.
func reachable(ctx context.Context, node cdp.BackendNodeID) (float64, float64, error) {
	_, err := chromedp.Call(ctx, dom.ScrollIntoViewIfNeeded, dom.ScrollIntoViewIfNeededParams{BackendNodeID: node})
	if err != nil {
		return 0, 0, err
	}
	r, err := chromedp.Call(ctx, dom.GetContentQuads, dom.GetContentQuadsParams{BackendNodeID: node})
	if err != nil {
		return 0, 0, err
	}
	if len(r.Quads) == 0 || len(r.Quads[0]) != 8 {
		return 0, 0, errors.New("it takes no place on the page")
	}
	q := r.Quads[0]
	x, y := (q[0]+q[2]+q[4]+q[6])/4, (q[1]+q[3]+q[5]+q[7])/4
	over, err := on[string](ctx, node, `function(x, y) {
		const hit = this.ownerDocument.elementFromPoint(x, y);
		if (hit && (this.contains(hit) || hit.closest("label")?.control === this)) return "";
		return hit ? hit.outerHTML.slice(0, 200) : "the edge of the window";
	}`, x, y)
	if err != nil {
		return 0, 0, err
	}
	if over != "" {
		return 0, 0, fmt.Errorf("it is covered by %s", over)
	}
	return x, y, nil
}

// Fill writes a value into the field with that label, in place of what was there.
func (tab *Tab) Fill(label, value string) {
	tab.t.Helper()
	tab.FillBy("", label, value)
}

// FillBy fills as Fill does, the field that is nearest to a text.
func (tab *Tab) FillBy(near, label, value string) {
	tab.t.Helper()
	e := tab.find(writable, near, label)
	tab.call(fmt.Sprintf("fill %q", label), func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, dom.ScrollIntoViewIfNeeded, dom.ScrollIntoViewIfNeededParams{BackendNodeID: e.node})
		if err != nil {
			return err
		}
		_, err = chromedp.Call(ctx, dom.Focus, dom.FocusParams{BackendNodeID: e.node})
		if err != nil {
			return err
		}
		_, err = chromedp.Call(ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: "a", Code: "KeyA", Modifiers: 2, Commands: []string{"selectAll"}})
		if err != nil {
			return err
		}
		if value == "" {
			return chromedp.Do(ctx, chromedp.KeyEvent(kb.Delete))
		}
		_, err = chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: value})
		if err != nil {
			return err
		}
		got, err := on[string](ctx, e.node, "function() { return this.value }")
		if err == nil && strings.ReplaceAll(got, "\r", "") != strings.ReplaceAll(value, "\r", "") {
			return fmt.Errorf("it holds %q", got)
		}
		return err
	})
}

// Choose picks the radio button, or ticks the box, with that label.
func (tab *Tab) Choose(label string) {
	tab.t.Helper()
	tab.ChooseBy("", label)
}

// ChooseBy chooses as Choose does, the one that is nearest to a text.
func (tab *Tab) ChooseBy(near, label string) {
	tab.t.Helper()
	e := tab.find(choosable, near, label)
	checked := func(ctx context.Context) (bool, error) {
		return on[bool](ctx, e.node, "function() { return this.checked }")
	}
	already := false
	tab.call(fmt.Sprintf("look at %q", label), func(ctx context.Context) error {
		var err error
		already, err = checked(ctx)
		return err
	})
	if already {
		return
	}
	tab.click(e)
	tab.call(fmt.Sprintf("choose %q", label), func(ctx context.Context) error {
		ok, err := checked(ctx)
		if err == nil && !ok {
			return errors.New("it is not chosen")
		}
		return err
	})
}

// Select picks an option, by its words, of the list with that label.
func (tab *Tab) Select(label, option string) {
	tab.t.Helper()
	tab.SelectBy("", label, option)
}

// SelectBy selects as Select does, in the list that is nearest to a text.
func (tab *Tab) SelectBy(near, label, option string) {
	tab.t.Helper()
	e := tab.find(listed, near, label)
	tab.call(fmt.Sprintf("select %q of %q", option, label), func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, dom.Focus, dom.FocusParams{BackendNodeID: e.node})
		if err != nil {
			return err
		}
		// The list that opens is not part of the page, so it is set as the browser sets it.
		there, err := on[string](ctx, e.node, `function(want) {
			const plain = (s) => s.replace(/\s+/g, " ").trim();
			const options = [...this.options].filter((o) => !o.disabled);
			const found = options.find((o) => plain(o.text) === want) ?? options.find((o) => plain(o.text).includes(want));
			if (!found) return options.map((o) => plain(o.text)).join(", ") || "nothing";
			found.selected = true;
			this.dispatchEvent(new Event("input", {bubbles: true}));
			this.dispatchEvent(new Event("change", {bubbles: true}));
			return "";
		}`, plain(option))
		if err == nil && there != "" {
			return fmt.Errorf("there is %s", there)
		}
		return err
	})
	tab.follow()
}

// Upload gives a file to the field with that label, and waits for the page that
// comes of it.
func (tab *Tab) Upload(label, file string) {
	tab.t.Helper()
	path, err := filepath.Abs(file)
	if err != nil {
		tab.fail("find %s: %v", file, err)
	}
	tab.until(fmt.Sprintf("a field to upload %s as %q", file, label), func(ctx context.Context) error {
		document, err := chromedp.Call(ctx, dom.GetDocument, dom.GetDocumentParams{})
		if err != nil {
			return err
		}
		mark, err := on[string](ctx, document.Root.BackendNodeID, `function(want) {
			const plain = (s) => s.replace(/\s+/g, " ").trim();
			const labels = [...this.querySelectorAll("label")];
			const label = labels.find((l) => plain(l.innerText) === want) ?? labels.find((l) => plain(l.innerText).includes(want));
			const control = label?.control;
			const field = control?.type === "file" ? control : control?.closest(".govuk-file-upload-wrapper")?.querySelector("input[type=file]");
			if (!field) return "";
			field.setAttribute("data-upload-here", "");
			return "[data-upload-here]";
		}`, plain(label))
		if err != nil {
			return err
		}
		if mark == "" {
			return errors.New("no field for a file is called so")
		}
		node, err := chromedp.Call(ctx, dom.QuerySelector, dom.QuerySelectorParams{NodeID: document.Root.NodeID, Selector: mark})
		if err != nil {
			return err
		}
		// The page may send the file at once, and be gone: the mark goes first.
		_, err = chromedp.Call(ctx, dom.RemoveAttribute, dom.RemoveAttributeParams{NodeID: node.NodeID, Name: "data-upload-here"})
		if err != nil {
			return err
		}
		_, err = chromedp.Call(ctx, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: []string{path}, NodeID: node.NodeID})
		return err
	})
	tab.follow()
}

// Press presses keys one after the other, as kb names them: Press(kb.Tab),
// Press("n"). It waits for the page that comes of them.
func (tab *Tab) Press(keys string, modifiers ...chromedp.Modifier) {
	tab.t.Helper()
	tab.call(fmt.Sprintf("press %q", keys), func(ctx context.Context) error {
		for _, key := range keys {
			err := press(ctx, key, modifiers)
			if err != nil {
				return err
			}
		}
		return nil
	})
	tab.follow()
}

// press sends a key with its character in one event, so that a page that takes
// the key for itself keeps the character from the field that it goes to.
func press(ctx context.Context, key rune, modifiers []chromedp.Modifier) error {
	events := kb.Encode(key)
	down, up := *events[0], *events[len(events)-1]
	if len(events) == 3 && len(modifiers) == 0 {
		down.Text, down.UnmodifiedText = events[1].Text, events[1].UnmodifiedText
	}
	for _, e := range []input.DispatchKeyEventParams{down, up} {
		for _, m := range modifiers {
			e.Modifiers |= int64(m)
		}
		_, err := chromedp.Call(ctx, input.DispatchKeyEvent, e)
		if err != nil {
			return err
		}
	}
	return nil
}

// focusHere describes what has the focus, and whether it can be seen that it has.
const focusHere = `(() => {
	const e = document.activeElement;
	if (!e || e === document.body) return {nowhere: true};
	const style = getComputedStyle(e);
	const r = e.getBoundingClientRect();
	const hit = document.elementFromPoint(Math.max(0, r.left) + Math.min(r.width, 10) / 2, r.top + r.height / 2);
	const own = e.getRootNode().activeElement;
	return {
		html: e.outerHTML.slice(0, 200),
		shown: style.outlineStyle !== "none" && style.outlineWidth !== "0px" || style.boxShadow !== "none",
		covered: !!hit && !e.contains(hit) && !hit.contains(e) && hit.closest("label")?.control !== e,
	};
})()`

// most is how often somebody presses Tab before they give up.
const most = 300

// Reach presses Tab until the control that is called so has the focus, and
// fails where the focus cannot be seen on the way.
func (tab *Tab) Reach(name string) {
	tab.t.Helper()
	tab.ReachBy("", name)
}

// ReachBy reaches as Reach does, the control that is nearest to a text.
func (tab *Tab) ReachBy(near, name string) {
	tab.t.Helper()
	want := tab.find(slices.Concat(clickable, writable, listed), near, name)
	for range most {
		tab.Press(kb.Tab)
		there := false
		tab.call(fmt.Sprintf("reach %q", name), func(ctx context.Context) error {
			f, err := chromedp.Run(ctx, chromedp.Evaluate[struct {
				Nowhere, Shown, Covered bool
				HTML                    string
			}](focusHere))
			if err != nil || f.Nowhere {
				return err
			}
			if !f.Shown || f.Covered {
				return fmt.Errorf("the focus cannot be seen (shown %t, covered %t) on %s", f.Shown, f.Covered, f.HTML)
			}
			there, err = on[bool](ctx, want.node, "function() { return this.ownerDocument.activeElement === this }")
			return err
		})
		if there {
			return
		}
	}
	tab.fail("Tab does not reach %q", name)
}

// Drop drops a file from outside on the element that a selector of CSS finds.
func (tab *Tab) Drop(selector, file string) {
	tab.t.Helper()
	path, err := filepath.Abs(file)
	if err != nil {
		tab.fail("find %s: %v", file, err)
	}
	tab.call(fmt.Sprintf("drop %s on %s", file, selector), func(ctx context.Context) error {
		document, err := chromedp.Call(ctx, dom.GetDocument, dom.GetDocumentParams{})
		if err != nil {
			return err
		}
		node, err := chromedp.Call(ctx, dom.QuerySelector, dom.QuerySelectorParams{NodeID: document.Root.NodeID, Selector: selector})
		if err != nil {
			return err
		}
		described, err := chromedp.Call(ctx, dom.DescribeNode, dom.DescribeNodeParams{NodeID: node.NodeID})
		if err != nil {
			return err
		}
		x, y, err := reachable(ctx, described.Node.BackendNodeID)
		if err != nil {
			return err
		}
		data := &input.DragData{Items: []*input.DragDataItem{}, Files: []string{path}, DragOperationsMask: 1}
		for _, event := range []input.DispatchDragEventType{input.DispatchDragEventTypeDragEnter, input.DispatchDragEventTypeDragOver, input.DispatchDragEventTypeDrop} {
			_, err = chromedp.Call(ctx, input.DispatchDragEvent, input.DispatchDragEventParams{Type: event, X: x, Y: y, Data: data})
			if err != nil {
				return err
			}
		}
		return nil
	})
	tab.follow()
}

// Pick chooses the radio button, or ticks the box, with that label by keys: Tab to
// the group, and down in it.
func (tab *Tab) Pick(name string) {
	tab.t.Helper()
	want := tab.find(choosable, "", name)
	look := func() (here, near bool) {
		tab.call(fmt.Sprintf("pick %q", name), func(ctx context.Context) error {
			got, err := on[struct{ Here, Near bool }](ctx, want.node, `function() {
				const e = this.ownerDocument.activeElement;
				return {here: e === this, near: e.type === "radio" && e.name === this.name && e.form === this.form};
			}`)
			here, near = got.Here, got.Near
			return err
		})
		return here, near
	}
	for range most {
		tab.Press(kb.Tab)
		here, near := look()
		for range most {
			if here || !near {
				break
			}
			tab.Press(kb.ArrowDown)
			here, near = look()
		}
		if !here {
			continue
		}
		tab.call(fmt.Sprintf("pick %q", name), func(ctx context.Context) error {
			checked, err := on[bool](ctx, want.node, "function() { return this.checked }")
			if err == nil && !checked {
				err = press(ctx, ' ', nil)
			}
			if err == nil {
				checked, err = on[bool](ctx, want.node, "function() { return this.checked }")
			}
			if err == nil && !checked {
				return errors.New("it is not chosen")
			}
			return err
		})
		return
	}
	tab.fail("Tab does not reach %q", name)
}
