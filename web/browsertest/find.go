package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Roles, as the accessibility tree of Chromium names them.
var (
	clickable = []string{"link", "button", "tab", "menuitem", "DisclosureTriangle", "checkbox", "radio", "switch"}
	writable  = []string{"textbox", "searchbox", "spinbutton", "combobox", "Date", "DateTime", "InputTime"}
	choosable = []string{"radio", "checkbox", "switch"}
	listed    = []string{"combobox", "listbox"}
)

// element is something on the page that has a role and a name.
type element struct {
	role, name string
	node       cdp.BackendNodeID
}

// elements returns what a screen reader finds on the page with one of the roles.
func (tab *Tab) elements(ctx context.Context, roles []string) ([]element, error) {
	tree, err := chromedp.Call(ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		return nil, err
	}
	var found []element
	for _, n := range tree.Nodes {
		role := said(n.Role)
		if !n.Ignored && slices.Contains(roles, role) {
			found = append(found, element{role, plain(said(n.Name)), n.BackendDOMNodeID})
		}
	}
	return found, nil
}

func said(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	var s string
	err := json.Unmarshal(v.Value, &s)
	if err != nil {
		return "" // a name is a string, or there is none
	}
	return s
}

// plain makes any run of spaces, with those that do not break, one space.
func plain(s string) string { return strings.Join(strings.Fields(s), " ") }

// named returns the elements with a name: those that are called so, else those
// whose name begins so, else those whose name holds it.
func named(all []element, name string) []element {
	for _, fits := range []func(s, name string) bool{func(s, name string) bool { return s == name }, strings.HasPrefix, strings.Contains} {
		var found []element
		for _, e := range all {
			if fits(e.name, plain(name)) {
				found = append(found, e)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// find waits for the element with one of the roles and a name. Where several
// have it, near tells which is meant, by a text that stands in its row, its item
// or its section; else it is the one in the main part of the page.
func (tab *Tab) find(roles []string, near, name string) element {
	tab.t.Helper()
	var found element
	tab.until(strings.TrimPrefix(fmt.Sprintf("%q: %q", near, name), `"": `), func(ctx context.Context) error {
		all, err := tab.elements(ctx, roles)
		if err != nil {
			return err
		}
		candidates := named(all, name)
		switch {
		case len(candidates) == 0:
			var names []string
			for _, e := range all {
				names = append(names, fmt.Sprintf("%s %q", e.role, e.name))
			}
			return fmt.Errorf("nothing is called so; there are: %s", strings.Join(names, ", "))
		case near != "":
			found, err = nearest(ctx, candidates, near)
			return err
		case len(candidates) > 1:
			candidates, err = within(ctx, candidates, "main")
			if err != nil {
				return err
			}
			if len(candidates) != 1 {
				return fmt.Errorf("%d are called so in the main part", len(candidates))
			}
		}
		found = candidates[0]
		return nil
	})
	return found
}

// nearest returns the element with the smallest part of the page around it that
// holds a text.
func nearest(ctx context.Context, candidates []element, near string) (element, error) {
	var found element
	smallest, several := 0, false
	for _, e := range candidates {
		size, err := on[int](ctx, e.node, `function(near) {
			const plain = (s) => s.replace(/\s+/g, " ").trim();
			for (let e = this.parentElement; e; e = e.parentElement)
				if (plain(e.innerText ?? "").includes(near)) return e.innerText.length;
			return 0;
		}`, plain(near))
		if err != nil {
			return element{}, err
		}
		switch {
		case size > 0 && size == smallest:
			several = true
		case size > 0 && (smallest == 0 || size < smallest):
			found, smallest, several = e, size, false
		}
	}
	if several {
		return element{}, fmt.Errorf("several are as near to %q", near)
	}
	if smallest == 0 {
		return element{}, fmt.Errorf("%q is not there", near)
	}
	return found, nil
}

// within returns the elements that stand in what a selector selects.
func within(ctx context.Context, candidates []element, selector string) ([]element, error) {
	var in []element
	for _, e := range candidates {
		inside, err := on[bool](ctx, e.node, "function(selector) { return !!this.closest(selector) }", selector)
		if err != nil {
			return nil, err
		}
		if inside {
			in = append(in, e)
		}
	}
	return in, nil
}

// on calls a JavaScript function with the node as this, and returns what it does.
func on[T any](ctx context.Context, node cdp.BackendNodeID, function string, args ...any) (T, error) {
	var value T
	object, err := chromedp.Call(ctx, dom.ResolveNode, dom.ResolveNodeParams{BackendNodeID: node})
	if err != nil {
		return value, err
	}
	p := runtime.CallFunctionOnParams{FunctionDeclaration: function, ObjectID: object.Object.ObjectID, ReturnByValue: new(true)}
	for _, a := range args {
		b, err := json.Marshal(a)
		if err != nil {
			return value, err
		}
		p.Arguments = append(p.Arguments, &runtime.CallArgument{Value: b})
	}
	r, err := chromedp.Call(ctx, runtime.CallFunctionOn, p)
	if err != nil {
		return value, err
	}
	if r.ExceptionDetails != nil {
		return value, fmt.Errorf("%s", r.ExceptionDetails.Text)
	}
	if len(r.Result.Value) == 0 {
		return value, nil
	}
	err = json.Unmarshal(r.Result.Value, &value)
	return value, err
}
