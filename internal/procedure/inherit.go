package procedure

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Parents returns the file of a procedure by its id and version, for what is
// inherited from it, and whether there is one.
type Parents func(id, version string) ([]byte, bool)

// maxAncestors is how many procedures may inherit from one another.
const maxAncestors = 4

// lists are the lists of a definition whose members have names: a procedure that
// inherits one changes, adds and removes members by name. Everything else it
// states replaces what it inherits.
var lists = []struct{ key, name string }{{"traits", "id"}, {"grounds", "id"}, {"bodies", "code"}, {"phases", "id"}, {"stages", "id"}}

// Flatten returns the definition with what it inherits written out, as canonical
// bytes that stand by themselves: a dossier is pinned to nothing beside them. A
// file that inherits nothing is returned as it is.
func Flatten(src []byte, parents Parents) ([]byte, error) {
	src = canonical(src)
	r := &reader{}
	n := r.root(src)
	if n == nil {
		return nil, r.err()
	}
	if value(n, "inherits") == nil {
		return src, nil
	}
	n = r.inherit(n, parents, 0)
	if len(r.faults) > 0 {
		return nil, r.err()
	}
	plain(n)
	flat, err := yaml.Marshal(n)
	if err != nil {
		return nil, fmt.Errorf("write out procedure: %w", err)
	}
	return flat, nil
}

func (r *reader) err() error {
	return fmt.Errorf("load procedure: line %d: %s", r.faults[0].Line, r.faults[0].Sentence)
}

// inherit returns the root with what it inherits put in. What comes from a parent
// stands at the line of `inherits`.
func (r *reader) inherit(n *yaml.Node, parents Parents, depth int) *yaml.Node {
	at := value(n, "inherits")
	if at == nil {
		return n
	}
	name := r.scalar(at, "inherits")
	id, version, ok := strings.Cut(name, "@")
	if !ok {
		r.fault(at.Line, "inherits names a procedure and its version, such as rs.law.government@2025-03-31, not %q", name)
		return n
	}
	src, known := parents(id, version)
	switch {
	case depth >= maxAncestors:
		r.fault(at.Line, "more than %d procedures inherit from one another", maxAncestors)
		return n
	case !known:
		r.fault(at.Line, "inherits from %s, which is not known", name)
		return n
	}
	above := &reader{}
	parent := above.root(canonical(src))
	if parent != nil {
		parent = above.inherit(parent, parents, depth+1)
	}
	if len(above.faults) > 0 {
		r.fault(at.Line, "inherits from %s, which cannot be read: %s", name, above.faults[0].Sentence)
		return n
	}
	move(parent, at.Line)
	drop(parent, "heir", "listed")
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, own := n.Content[i], n.Content[i+1]
		switch key.Value {
		case "inherits":
			put(parent, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: "heir", Line: key.Line}, own)
		case "remove":
			r.remove(parent, own)
		default:
			j := slices.IndexFunc(lists, func(l struct{ key, name string }) bool { return l.key == key.Value })
			if j < 0 {
				put(parent, key, own)
				continue
			}
			r.members(parent, key, own, lists[j].name)
		}
	}
	parent.Line = n.Line
	return parent
}

// remove takes members out of the lists of the parent.
func (r *reader) remove(parent, own *yaml.Node) {
	var fields []field
	for _, l := range lists {
		fields = append(fields, field{l.key, func(n *yaml.Node) {
			var names []string
			r.texts(l.key, &names).read(n)
			of := value(parent, l.key)
			for _, name := range names {
				i := index(of, l.name, name)
				if i < 0 {
					r.fault(n.Line, "removes %q from %s, where it is not inherited", name, l.key)
					continue
				}
				of.Content = slices.Delete(of.Content, i, i+1)
			}
		}})
	}
	r.mapping(own, "remove", fields...)
}

// members puts the members of a list of the heir into that of the parent: one that
// is inherited has its keys replaced; one stands behind the one that it names with
// `after`, or before the one that it names with `before`, and a new one without
// either stands last.
func (r *reader) members(parent, key, own *yaml.Node, name string) {
	to := value(parent, key.Value)
	if to == nil || own.Kind != yaml.SequenceNode {
		put(parent, key, own)
		return
	}
	for _, m := range own.Content {
		called := value(m, name)
		if m.Kind != yaml.MappingNode || called == nil {
			r.fault(m.Line, "a member of %s has no %s", key.Value, name)
			continue
		}
		after, before := value(m, "after"), value(m, "before")
		if after != nil && before != nil {
			r.fault(before.Line, "%s stands after one and before another; one of the two says where", called.Value)
			continue
		}
		drop(m, "after", "before")
		i := index(to, name, called.Value)
		if i >= 0 {
			kept := to.Content[i]
			if value(m, "basis") != nil { // an inherited translation would be of another one
				drop(kept, "basis_en")
			}
			for j := 0; j+1 < len(m.Content); j += 2 {
				if m.Content[j+1].Tag == "!!null" {
					drop(kept, m.Content[j].Value)
					continue
				}
				put(kept, m.Content[j], m.Content[j+1])
			}
			kept.Line = m.Line
			m = kept
		}
		if by := cmp.Or(after, before); by != nil {
			if i >= 0 {
				to.Content = slices.Delete(to.Content, i, i+1)
			}
			i = index(to, name, by.Value)
			switch {
			case i < 0 && by == after:
				r.fault(by.Line, "%s stands after %q, which is not in %s", called.Value, by.Value, key.Value)
			case i < 0:
				r.fault(by.Line, "%s stands before %q, which is not in %s", called.Value, by.Value, key.Value)
			case by == after:
				to.Content = slices.Insert(to.Content, i+1, m)
			default:
				to.Content = slices.Insert(to.Content, i, m)
			}
			continue
		}
		if i < 0 {
			to.Content = append(to.Content, m)
		}
	}
}

// value returns what stands under a key of a mapping; nil: nothing does.
func value(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func put(n, key, to *yaml.Node) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key.Value {
			n.Content[i], n.Content[i+1] = key, to
			return
		}
	}
	n.Content = append(n.Content, key, to)
}

func drop(n *yaml.Node, keys ...string) {
	for i := 0; i+1 < len(n.Content); {
		if slices.Contains(keys, n.Content[i].Value) {
			n.Content = slices.Delete(n.Content, i, i+2)
			continue
		}
		i += 2
	}
}

// index returns the place of the member of that name; -1: there is none.
func index(list *yaml.Node, key, name string) int {
	if list == nil || list.Kind != yaml.SequenceNode {
		return -1
	}
	return slices.IndexFunc(list.Content, func(m *yaml.Node) bool {
		v := value(m, key)
		return v != nil && v.Value == name
	})
}

// move puts a tree at one line.
func move(n *yaml.Node, line int) {
	n.Line = line
	for _, m := range n.Content {
		move(m, line)
	}
}

// plain takes comments and anchors out of a tree, so that its bytes depend on
// nothing but what it says.
func plain(n *yaml.Node) {
	n.HeadComment, n.LineComment, n.FootComment, n.Anchor = "", "", "", ""
	for _, m := range n.Content {
		plain(m)
	}
}
