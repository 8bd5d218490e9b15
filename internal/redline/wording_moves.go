package redline

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
)

// moveNote says where a provision was moved to, or where from: "премештено у члан 2. став 3", "премештено из члана 1. тачка 2)".
func (w wording) moveNote(m *Move, leaves bool) string {
	if leaves {
		return w.unstopped(fmt.Sprintf(w.into, w.way(m.To, behindInto)))
	}
	return w.unstopped(fmt.Sprintf(w.outOf, w.way(m.From, behindFrom)))
}

// movedNote says that a provision of the outline was moved, from which division to which where it left one; else, of an article with another
// number, which one it was.
func (w wording) movedNote(ch *Change) string {
	if said := w.parted(ch); said != "" {
		return said
	}
	number, letters := labelNumber(ch.OldLabel)
	if ch.Level != LevelArticle || !ch.Renumbered || len(ch.Old) != 1 || number == 0 {
		return w.moved
	}
	from := Step{Kind: string(act.KindArticle), Number: strconv.Itoa(number) + strings.TrimRight(letters, ". "), Label: ch.OldLabel}
	return w.unstopped(fmt.Sprintf(w.formerly, w.way([]Step{from}, byItself)))
}

// parted says of what was moved from one division to another from which one to which: "премештено из главе I у главу II"; nothing of what
// stayed under the same.
func (w wording) parted(ch *Change) string {
	switch o, n := ch.OldParent, ch.NewParent; {
	case o != nil && n != nil:
		return w.unstopped(fmt.Sprintf(w.across, w.way(o.Way, behindFrom), w.way(n.Way, behindInto)))
	case o != nil:
		return w.unstopped(fmt.Sprintf(w.outOf, w.way(o.Way, behindFrom)))
	case n != nil:
		return w.unstopped(fmt.Sprintf(w.into, w.way(n.Way, behindInto)))
	}
	return ""
}

// placed returns where a moved provision stood, or where it stands.
func (w wording) placed(m *Move, stood bool) string {
	if stood {
		return w.unstopped(w.way(m.From, byItself))
	}
	return w.unstopped(w.way(m.To, byItself))
}
