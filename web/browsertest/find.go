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

// named returns the one element with a name: that is called so, else whose name
// begins so, else whose name holds it.
func named(all []element, name string) (element, error) {
	name = plain(name)
	for _, fits := range []func(string) bool{
		func(s string) bool { return s == name },
		func(s string) bool { return strings.HasPrefix(s, name) },
		func(s string) bool { return strings.Contains(s, name) },
	} {
		var found []element
		for _, e := range all {
			if fits(e.name) {
				found = append(found, e)
			}
		}
		switch len(found) {
		case 0:
		case 1:
			return found[0], nil
		default:
			return element{}, fmt.Errorf("%d are called %q", len(found), name)
		}
	}
	var names []string
	for _, e := range all {
		names = append(names, fmt.Sprintf("%s %q", e.role, e.name))
	}
	return element{}, fmt.Errorf("nothing is called %q; there are: %s", name, strings.Join(names, ", "))
}

// find waits for the element with one of the roles and a name.
func (tab *Tab) find(roles []string, name string) element {
	tab.t.Helper()
	var found element
	tab.until(fmt.Sprintf("%q", name), func(ctx context.Context) error {
		all, err := tab.elements(ctx, roles)
		if err != nil {
			return err
		}
		found, err = named(all, name)
		return err
	})
	return found
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
