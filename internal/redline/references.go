package redline

import (
	"iter"
	"slices"
	"strings"
	"unicode"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// The kinds of a ReferenceChange.
const (
	// ReferenceFollowed is a reference whose numbers went with the renumbering of what it names.
	ReferenceFollowed = "followed"
	// ReferenceStale is a reference that kept the numbers of provisions which have others now: it names other provisions than before.
	ReferenceStale = "stale"
	// ReferenceRemoved is a reference that still names a provision which was removed.
	ReferenceRemoved = "removed"
	// ReferenceVacant is a reference of the new act alone, to a number that a provision had and none has now.
	ReferenceVacant = "vacant"
)

// A ReferenceChange says of a reference that both acts hold what the changes of its targets made of it, or of one of the new act alone that it
// names what the changes took away: Old has then but the targets, those that it would have had. Now are the ids, in the new act, of
// the provisions that it named in the old act and that are still there, with all that became of one that was split; Gone are those, by their
// ids in the old act, that are not. At and Named are how the new act names the provision that the
// reference stands in, and those of Now, where it is one of Serbia; Where and Places are the ways to them.
type ReferenceChange struct {
	Kind  string        `json:"kind"`
	Old   act.Reference `json:"old"`
	New   act.Reference `json:"new"`
	Now   []string      `json:"now"`
	Gone  []string      `json:"gone,omitempty"`
	At    string        `json:"at"`
	Named []string      `json:"named"`

	Where  Address   `json:"where"`
	Places []Address `json:"places"`
}

// maxAligned is the most references of one provision that are aligned by what they look like; of more the first stands with the first.
const maxAligned = 64

// A referenceCheck compares the references of two acts.
type referenceCheck struct {
	toOld map[string]string // new id to old id
	toNew map[string]string // old id to new id
	other map[string]bool   // ids of both acts of which the number is another
	joins joins
	out   []ReferenceChange
}

// newReferenceCheck returns one for pairs of ids, new to old, and for what was split and merged. What was merged into a provision is that one now,
// where nothing else continues it, and what was written anew is what stands in its place.
func newReferenceCheck(old, new *act.Act, toOld map[string]string, j joins) *referenceCheck {
	c := &referenceCheck{toOld: toOld, toNew: make(map[string]string, len(toOld)), other: otherNumbers(old, new, toOld), joins: j}
	for n, o := range toOld {
		c.toNew[o] = n
	}
	for n, olds := range j.merged {
		for _, o := range olds {
			if c.toNew[o] == "" {
				c.toNew[o] = n
			}
		}
	}
	for o, n := range j.anew {
		if c.toNew[o] == "" {
			c.toNew[o] = n
		}
	}
	return c
}

// otherNumbers returns the ids that stayed while the number became another one: an act that is edited in place keeps the ids of its paragraphs.
func otherNumbers(old, new *act.Act, toOld map[string]string) map[string]bool {
	var before []*act.Node // in the order of the text, in which most stand in both acts
	old.Walk(func(n *act.Node, _ int) bool {
		before = append(before, n)
		return true
	})
	var byID map[string]*act.Node // made when the orders part
	var other map[string]bool
	at := 0
	new.Walk(func(n *act.Node, _ int) bool {
		var was *act.Node
		switch {
		case at < len(before) && before[at].ID == n.ID:
			was = before[at]
			at++
		case byID == nil:
			byID = make(map[string]*act.Node, len(before))
			for _, b := range before {
				byID[b.ID] = b
			}
			fallthrough
		default:
			was = byID[n.ID]
		}
		if was != nil && was.Number != n.Number && n.ID != "" && toOld[n.ID] == n.ID && foldNumber(was.Number) != foldNumber(n.Number) {
			if other == nil {
				other = map[string]bool{}
			}
			other[n.ID] = true
		}
		return true
	})
	return other
}

// steady reports whether every provision of the old act that can be named has its id in the new one.
func (c *referenceCheck) steady(old *act.Act) bool {
	for n, o := range c.toOld {
		if n != o {
			return false
		}
	}
	return len(c.other) == 0 && len(c.joins.became)+len(c.joins.merged) == 0 && !c.lost(old)
}

// referenceChanges returns, in the order of the new act, the references for which it matters that what they name has another number, was split
// or is gone. The pairs lead from ids of the new act to those of the old. Some of the references of both acts may have been read.
func referenceChanges(old, new *act.Act, pairs map[string]string, j joins, changes []Change, oldRead, newRead *referenceReading) []ReferenceChange {
	var c *referenceCheck
	var refs []act.Reference
	if newRead != nil && newRead.check != nil {
		c, refs = newRead.check, newRead.references()
	} else {
		c = newReferenceCheck(old, new, withoutRepealed(old, new, pairs, changes), j)
		if c.steady(old) {
			return nil
		}
		refs = referencesFrom(new, c.mayName(old, new), newRead)
	}
	unsteady, dangling := map[string]bool{}, false // provisions of the old act whose references are of interest
	for i := range refs {
		dangling = dangling || len(refs[i].Dangling) > 0
		if c.unsteady(&refs[i]) {
			for _, o := range j.origins(refs[i].From, pairs) {
				unsteady[o] = true
			}
		}
	}
	if len(unsteady) == 0 && !dangling {
		return nil
	}
	before := map[string][]act.Reference{}
	for of := range byProvision(referencesAmong(old, unsteady, oldRead)) {
		if from := of[0].From; unsteady[from] {
			before[from] = joinReferences(before[from], of)
		}
	}
	for of := range byProvision(refs) {
		var was []act.Reference
		for _, o := range j.origins(of[0].From, pairs) {
			was = joinReferences(was, before[o])
		}
		c.provision(old, was, of)
	}
	c.name(new)
	return c.out
}

// byProvision yields the references that stand in one provision, of one after the other.
func byProvision(refs []act.Reference) iter.Seq[[]act.Reference] {
	return func(yield func([]act.Reference) bool) {
		for len(refs) > 0 {
			n := 1
			for n < len(refs) && refs[n].From == refs[0].From {
				n++
			}
			if !yield(refs[:n:n]) {
				return
			}
			refs = refs[n:]
		}
	}
}

// joinReferences returns a and b behind it, which is one of them where the other is empty.
func joinReferences(a, b []act.Reference) []act.Reference {
	if len(a) == 0 {
		return b
	}
	return append(a, b...)
}

// mayName returns the provisions of the new act that may name what did not keep its number, nil for every one.
func (c *referenceCheck) mayName(old, new *act.Act) map[string]bool {
	a := newAffected()
	a.gather(new, func(n *act.Node) bool { return c.toOld[n.ID] != n.ID || c.other[n.ID] })
	a.gather(old, func(n *act.Node) bool { return c.toNew[n.ID] != n.ID || c.other[n.ID] || c.joins.became[n.ID] != nil })
	a.beside(new, func(id string) string { return id })
	a.beside(old, func(id string) string { return c.toNew[id] })
	return a.mayName(new)
}

// unsteady tells a reference of the new act that names what did not keep its number or was split, or what is not there, or that names it without
// a number, by where it stands. Any other names what its provision named before, or was given another target by somebody.
func (c *referenceCheck) unsteady(ref *act.Reference) bool {
	if len(ref.Dangling) > 0 || len(ref.Numbers) == 0 && len(ref.Targets) > 0 {
		return true
	}
	for _, t := range ref.Targets {
		if c.toOld[t] != t || c.other[t] || c.joins.part[t] != "" {
			return true
		}
	}
	return false
}

// name fills in how provisions are named.
func (c *referenceCheck) name(new *act.Act) {
	if len(c.out) == 0 {
		return
	}
	names, asked := new.Addresses(), map[string]bool{}
	for i := range c.out {
		asked[c.out[i].New.From] = true
		for _, id := range c.out[i].Now {
			asked[id] = true
		}
	}
	ways := waysOf(new, asked)
	for i := range c.out {
		ch := &c.out[i]
		ch.At, ch.Named = names[ch.New.From], []string{}
		ch.Where, ch.Places = Address{ID: ch.New.From, Way: ways[ch.New.From]}, []Address{}
		for _, id := range ch.Now {
			if names[id] != "" {
				ch.Named = append(ch.Named, names[id])
			}
			ch.Places = append(ch.Places, Address{ID: id, Way: ways[id]})
		}
	}
}

// Astray returns the references that someone should look at: they name a provision that was removed, or others than they named before.
func (r *Redline) Astray() []ReferenceChange {
	var out []ReferenceChange
	for i := range r.References {
		if r.References[i].Kind != ReferenceFollowed {
			out = append(out, r.References[i])
		}
	}
	return out
}

// lost reports whether a provision of the old act that can be named is not in the new one.
func (c *referenceCheck) lost(old *act.Act) bool {
	lost := false
	old.Walk(func(n *act.Node, _ int) bool {
		if n.Kind != act.KindNote && c.toNew[n.ID] == "" {
			lost = true
		}
		return !lost
	})
	return lost
}

// provision compares the references of one provision.
func (c *referenceCheck) provision(before *act.Act, old, new []act.Reference) {
	was := make([]*act.Reference, len(new))
	if len(old) > 0 {
		for _, p := range alignReferences(old, new) {
			was[p.new] = &old[p.old]
		}
	}
	for k := range new {
		o, n := was[k], &new[k]
		if n.Scope != act.ScopeAct && n.Scope != act.ScopeRelative {
			continue
		}
		ch := ReferenceChange{}
		if o != nil && o.Scope == n.Scope && len(o.Targets) > 0 {
			ch = c.judge(o, n)
		}
		if ch.Kind == "" && (o == nil || script.Fold(o.Text) != script.Fold(n.Text)) {
			ch = c.vacant(before, n)
		}
		if ch.Kind != "" {
			c.out = append(c.out, ch)
		}
	}
}

// vacant says of a reference that the old act has not whether it names what that act had and the new one has no more.
func (c *referenceCheck) vacant(before *act.Act, ref *act.Reference) ReferenceChange {
	ch := ReferenceChange{Old: act.Reference{Scope: ref.Scope, Targets: []string{}}, New: *ref, Now: []string{}}
	for _, id := range ref.Dangling {
		if before.Find(id) == nil {
			continue
		}
		ch.Old.Targets = append(ch.Old.Targets, id)
		now := c.now(id)
		if len(now) == 0 {
			ch.Gone = append(ch.Gone, id)
		}
		ch.Now = append(ch.Now, now...)
	}
	switch {
	case len(ch.Gone) > 0:
		ch.Kind, ch.Now = ReferenceRemoved, []string{}
	case len(ch.Now) > 0:
		ch.Kind = ReferenceVacant
	}
	return ch
}

// judge says what became of a reference, and where its targets are now; it returns no kind where that need not be told.
func (c *referenceCheck) judge(old, new *act.Reference) ReferenceChange {
	ch := ReferenceChange{Old: *old, New: *new, Now: []string{}}
	named, targets := set(new.Targets), set(old.Targets)
	astray := len(new.Dangling) > len(old.Dangling)
	for _, t := range old.Targets {
		now := c.now(t)
		if len(now) == 0 {
			ch.Gone = append(ch.Gone, t)
		}
		for _, n := range now {
			astray = astray || !named[n]
			if !slices.Contains(ch.Now, n) {
				ch.Now = append(ch.Now, n)
			}
		}
	}
	gone := len(ch.Gone) > 0
	fresh := false
	for _, t := range new.Targets {
		o := c.toOld[t]
		fresh = fresh || o == "" && !slices.Contains(ch.Now, t)
		astray = astray || o != "" && !targets[o] && c.toNew[o] == t && !slices.Contains(ch.Now, t)
	}
	same := script.Fold(old.Text) == script.Fold(new.Text)
	switch {
	case same && gone && (astray || fresh):
		ch.Kind = ReferenceRemoved
	case same && astray:
		ch.Kind = ReferenceStale
	case !same && !gone && !astray && !fresh:
		ch.Kind = ReferenceFollowed
	}
	return ch
}

// now returns what an old provision is in the new act, in the order of the text: several where it was split, nothing where it is gone.
func (c *referenceCheck) now(old string) []string {
	if parts := c.joins.became[old]; parts != nil {
		return parts
	}
	if n := c.toNew[old]; n != "" {
		return []string{n}
	}
	return nil
}

func set(ids []string) map[string]bool {
	m := make(map[string]bool, len(ids))
	for _, id := range ids {
		m[id] = true
	}
	return m
}

// alignReferences pairs the references of a provision in both acts: those that look alike but for their numbers, in order.
func alignReferences(old, new []act.Reference) []place {
	a, b := shapes(old), shapes(new)
	var out []place
	if len(a) > maxAligned || len(b) > maxAligned {
		for k := range min(len(a), len(b)) {
			if a[k] == b[k] {
				out = append(out, place{old: k, new: k})
			}
		}
		return out
	}
	best := make([][]int, len(a)+1)
	for i := range best {
		best[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if a[i] == b[j] {
				best[i][j] = max(best[i][j], best[i+1][j+1]+1)
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j] && best[i][j] == best[i+1][j+1]+1:
			out = append(out, place{old: i, new: j})
			i, j = i+1, j+1
		case best[i+1][j] >= best[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

// shapes returns the texts of references with their numbers left out.
func shapes(refs []act.Reference) []string {
	out := make([]string, len(refs))
	for i := range refs {
		var b strings.Builder
		digit := false
		for _, r := range script.Fold(refs[i].Shape()) {
			number := unicode.IsDigit(r)
			switch {
			case number && !digit:
				b.WriteByte('#')
			case !number && !(digit && unicode.IsLetter(r)):
				b.WriteRune(r)
			}
			digit = number || digit && unicode.IsLetter(r)
		}
		out[i] = b.String()
	}
	return out
}

// ReferenceFacts returns one sentence for each reference that someone should look at, in the language named, or in that of the new act when
// lang is empty.
func (r *Redline) ReferenceFacts(lang string) []string {
	w := r.wording(lang)
	var out []string
	for _, c := range r.Astray() {
		out = append(out, w.sentence(w.astray(&c)))
	}
	return out
}
