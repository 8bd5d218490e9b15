package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
)

// changeID names a change on the page of two versions: by its provision in the
// later one, or by the one that fell away.
func changeID(c *redline.Change) string {
	if c.Removed() {
		return "pre-" + c.Old[0]
	}
	return c.New[0]
}

// redlineHref returns the address of a redline behind the language, at the
// change of a provision of the later version; an empty one: at its beginning.
func redlineHref(ref dossier.Ref, from, to int, provision string) string {
	q := url.Values{"od": {strconv.Itoa(from)}, "do": {strconv.Itoa(to)}}
	anchor := ""
	if provision != "" {
		provision = act.ArticleOf(provision)
		q.Set("izmena", provision)
		anchor = "#izmena-" + provision
	}
	return "/predmeti/" + string(ref) + "/izmene?" + q.Encode() + anchor
}

// wids are the identities of the provisions of two texts, by their ids.
type wids struct{ old, new map[string]string }

func widsOf(x compared) wids {
	of := func(a *act.Act) map[string]string {
		all := map[string]string{}
		a.Walk(func(n *act.Node, _ int) bool {
			all[n.ID] = n.WID
			return true
		})
		return all
	}
	return wids{of(x.old), of(x.new)}
}

// wid returns the identity of the provision that a change is about: that which
// it has in the later version, or had before it fell away. It names the change in
// addresses, and stays what it is between any two versions.
func (w *redlineWriter) wid(c *redline.Change) string {
	if c.Removed() {
		return w.wids.old[c.Old[0]]
	}
	return w.wids.new[c.New[0]]
}

// anchorOf returns the place on a page of a provision by its identity, in the
// letters that the id of an element may hold.
func anchorOf(wid string) string { return "odredba-" + strings.ReplaceAll(wid, "~", "-") }

// about reports whether a change is about the provision of an identity: the one
// that names it, or one that it was split into or merged from.
func (w *redlineWriter) about(c *redline.Change, wid string) bool {
	return slices.ContainsFunc(c.New, func(id string) bool { return w.wids.new[id] == wid }) ||
		slices.ContainsFunc(c.Old, func(id string) bool { return w.wids.old[id] == wid })
}

// sought reports whether the address asks for a change, by the identity of its
// provision or by its place between these two versions.
func (w *redlineWriter) sought(c *redline.Change) bool {
	if wid := w.Query("odredba"); wid != "" {
		return w.about(c, wid)
	}
	return w.Query("izmena") != "" && w.Query("izmena") == changeID(c)
}

// remember keeps which provision was asked for, and says so where it did not
// change between the two versions.
func (w *redlineWriter) remember(p *redlinePage, listed bool) {
	wid := w.Query("odredba")
	if wid == "" {
		return
	}
	text, n := w.new, byWID(w.new, wid)
	if n == nil {
		text, n = w.old, byWID(w.old, wid)
	}
	if n == nil {
		return
	}
	p.Provision, p.History = wid, w.href(historyHref(w.dossier.Ref, wid))
	if !listed {
		p.Same = upperFirst(w.placeName(text, n.ID))
	}
}

// address returns the page in a mode, at the provision of an identity.
func (w *redlineWriter) address(mode, wid string) string {
	q := url.Values{"od": {strconv.Itoa(w.older.No)}, "do": {strconv.Itoa(w.newer.No)}, "prikaz": {mode}}
	if wid != "" {
		q.Set("odredba", wid)
	}
	return w.href("/predmeti/" + string(w.dossier.Ref) + "/izmene?" + q.Encode())
}

// hrefOf returns the address of a change on this page.
func (w *redlineWriter) hrefOf(c *redline.Change) string {
	return w.address(w.mode, w.wid(c)) + "#" + anchorOf(w.wid(c))
}
