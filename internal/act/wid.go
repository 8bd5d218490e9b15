package act

import "strings"

// CarryWIDs gives the provisions of next the identities they had in old. The
// pairs name for an id of next the id of old that it continues. A provision
// without a pair, and every further one paired with the same old provision, gets
// a fresh identity that neither act uses; it holds a part of the hash of next,
// so that a number once deleted and later given again is another provision.
func CarryWIDs(old, next *Act, pairs map[string]string) {
	wids, used := map[string]string{}, map[string]bool{}
	old.Walk(func(n *Node, _ int) bool {
		wids[n.ID] = n.WID
		used[n.WID] = true
		return true
	})
	carried := map[string]bool{}
	mark := strings.TrimPrefix(next.Hash, "sha256:")
	if len(mark) > 8 {
		mark = mark[:8]
	}
	next.Walk(func(n *Node, _ int) bool {
		wid, ok := wids[pairs[n.ID]]
		if ok && !carried[wid] {
			carried[wid] = true
			n.WID = wid
			return true
		}
		wid = n.ID + "~" + mark
		for used[wid] {
			wid += "~"
		}
		used[wid] = true
		n.WID = wid
		return true
	})
}
