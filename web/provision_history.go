package web

import (
	"slices"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
	"github.com/rasprava/rasprava/internal/store"
)

// maxHistory is the most versions that one page of a history goes back.
const maxHistory = 20

// passage is what became of a provision from one version to the next.
type passage struct {
	before, pack store.PackageView // before: zero in the first version
	old, new     *act.Act
	redline      *redline.Redline // nil: the first version, or the same text
	change       *redline.Change  // nil: it did not change
	was, is      *act.Node        // nil: it does not stand there
	first        bool             // the version is the first of all
}

// courseOf is a provision through the versions that somebody sees.
type courseOf struct {
	passages []passage // newest first; none from before the provision came or after it went

	node  *act.Node // in that version
	text  *act.Act
	pack  store.PackageView
	older int // the version from which older passages go back; 0: these are all
}

// courseOfProvision follows a provision by its identity through the versions of
// a dossier up to number upTo, 0: all. Refused not_found where none has it.
func (s *Server) courseOfProvision(v *visit, ref dossier.Ref, packages []store.PackageView, wid string, upTo int) (courseOf, error) {
	with := slices.DeleteFunc(slices.Clone(packages), func(p store.PackageView) bool { return p.ActHash == "" || upTo > 0 && p.No > upTo })
	var c courseOf
	from := max(0, len(with)-maxHistory)
	base := max(0, from-1) // what the first of them is compared with
	if from > 0 {
		c.older = with[base].No
	}
	var last passage
	for i, p := range with[base:] {
		text, err := s.acts.of(v.ctx(), s.store, v.person(), ref, p)
		if err != nil {
			return courseOf{}, err
		}
		if text == nil {
			continue
		}
		here := passage{before: last.pack, pack: p, old: last.new, new: text, was: last.is, is: byWID(text, wid), first: base+i == 0}
		if here.old != nil && here.old.Hash != text.Hash {
			here.redline, err = s.store.Compared(v.ctx(), here.old, text)
			if err != nil {
				return courseOf{}, err
			}
			here.change = changeAbout(here.redline, here.was, here.is)
		}
		if here.is != nil {
			c.node, c.text, c.pack = here.is, text, p
		}
		if base+i >= from && (here.was != nil || here.is != nil) {
			c.passages = append(c.passages, here)
		}
		last = here
	}
	if c.node == nil && c.older == 0 {
		return courseOf{}, dossier.Refuse(dossier.CodeNotFound)
	}
	slices.Reverse(c.passages)
	return c, nil
}

// changeAbout returns the change of a redline that a provision is in, by the node
// that it is on either side; nil where it did not change.
func changeAbout(r *redline.Redline, was, is *act.Node) *redline.Change {
	i := slices.IndexFunc(r.Changes, func(c redline.Change) bool {
		return was != nil && slices.Contains(c.Old, was.ID) || is != nil && slices.Contains(c.New, is.ID)
	})
	if i < 0 {
		return nil
	}
	return &r.Changes[i]
}

// became says in a word what a version did to the provision, as the catalogue
// names it; same: nothing.
func (p passage) became() string {
	c := p.change
	switch {
	case p.first:
		return "first"
	case c == nil && p.was == nil:
		return "added"
	case c == nil:
		return "same"
	}
	for _, k := range []struct {
		is   bool
		name string
	}{{c.Added(), "added"}, {c.Removed(), "removed"}, {c.Split(), "split"}, {c.Merged(), "merged"}, {c.Repealed, "repealed"}, {c.Moved && c.Edited, "moved_changed"}, {c.Moved, "moved"},
		{c.Edited, "changed"}, {c.Renumbered, "renumbered"}} {
		if k.is {
			return k.name
		}
	}
	return "typographic"
}
