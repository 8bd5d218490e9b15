package procedure

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// MaxSource is how many bytes a definition may have.
const MaxSource = 1 << 20

// reader reads a YAML tree into a Definition and keeps what it cannot read.
// Anchors and aliases are not part of the language: a file says what it says
// where it says it.
type reader struct {
	faults []Fault
	whole  string                 // what a file holds, for its faults; empty: a procedure
	heard  func(what, key string) // told of every key that a mapping may have; nil: nobody asks
}

func (r *reader) fault(line int, format string, args ...any) {
	r.faults = append(r.faults, Fault{Line: max(line, 1), Sentence: fmt.Sprintf(format, args...)})
}

var yamlLine = regexp.MustCompile(`^(?:yaml: )?line (\d+): `)

// root returns the mapping at the root of src, or nil and a fault.
func (r *reader) root(src []byte) *yaml.Node {
	if len(src) > MaxSource {
		r.fault(1, "the file is larger than %d bytes", MaxSource)
		return nil
	}
	if !utf8.Valid(src) {
		r.fault(1+bytes.Count(src[:firstInvalid(src)], []byte("\n")), "the file is not UTF-8")
		return nil
	}
	d := yaml.NewDecoder(bytes.NewReader(src))
	var doc, more yaml.Node
	err := d.Decode(&doc)
	if errors.Is(err, io.EOF) {
		r.fault(1, "the file is empty")
		return nil
	}
	if err != nil {
		r.syntax(err)
		return nil
	}
	err = d.Decode(&more)
	if err == nil {
		r.fault(more.Line, "a second document begins; a file holds one %s", strings.TrimPrefix(r.named(), "a "))
		return nil
	}
	if !errors.Is(err, io.EOF) {
		r.syntax(err)
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		r.fault(doc.Line, "%s is a mapping of keys to values", r.named())
		return nil
	}
	return doc.Content[0]
}

func (r *reader) named() string {
	if r.whole == "" {
		return "a procedure"
	}
	return r.whole
}

func (r *reader) syntax(err error) {
	text := strings.TrimPrefix(strings.ReplaceAll(err.Error(), "\n", " "), "yaml: ")
	line := 1
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1]) // digits only; 0 where they are too many
		text = strings.TrimPrefix(text, m[0])
	}
	r.fault(line, "not YAML: %s", text)
}

func firstInvalid(src []byte) int {
	for i := 0; i < len(src); {
		c, n := utf8.DecodeRune(src[i:])
		if c == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return len(src)
}

// field is one key that a mapping may have, and what reads its value.
type field struct {
	name string
	read func(*yaml.Node)
}

// mapping reads the keys of n, each once and none but those of fields.
func (r *reader) mapping(n *yaml.Node, what string, fields ...field) {
	if n.Kind != yaml.MappingNode {
		r.fault(n.Line, "%s is a mapping of keys to values", what)
		return
	}
	for _, f := range fields {
		if r.heard != nil {
			r.heard(what, f.name)
		}
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		j := slices.IndexFunc(fields, func(f field) bool { return f.name == key.Value })
		switch {
		case key.Kind != yaml.ScalarNode || j < 0:
			r.fault(key.Line, "%s has no key %q", what, key.Value)
		case seen[key.Value]:
			r.fault(key.Line, "%s has the key %q twice", what, key.Value)
		default:
			seen[key.Value] = true
			fields[j].read(value)
		}
	}
}

// each reads every member of a list.
func (r *reader) each(name string, read func(*yaml.Node)) field {
	return field{name, func(n *yaml.Node) {
		if n.Kind != yaml.SequenceNode {
			r.fault(n.Line, "%s is a list", name)
			return
		}
		for _, m := range n.Content {
			read(m)
		}
	}}
}

// text reads a single line of text.
func text[T ~string](r *reader, name string, to *T) field {
	return field{name, func(n *yaml.Node) { *to = T(r.scalar(n, name)) }}
}

// texts reads a list of texts.
func (r *reader) texts(name string, to *[]string) field {
	return r.each(name, func(n *yaml.Node) { *to = append(*to, r.scalar(n, name)) })
}

func (r *reader) scalar(n *yaml.Node, name string) string {
	if n.Kind != yaml.ScalarNode {
		r.fault(n.Line, "%s is a text", name)
		return ""
	}
	if strings.ContainsFunc(n.Value, func(c rune) bool { return c < ' ' || c == 0x7f }) {
		r.fault(n.Line, "%s holds a line break or a control character", name)
		return ""
	}
	return n.Value
}

func (r *reader) flag(name string, to *bool) field {
	return field{name, func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode || (n.Value != "true" && n.Value != "false") {
			r.fault(n.Line, "%s is true or false", name)
			return
		}
		*to = n.Value == "true"
	}}
}

// unflag is a flag that is true where it does not stand, read into its opposite.
func (r *reader) unflag(name string, to *bool) field {
	set := true
	f := r.flag(name, &set)
	return field{name, func(n *yaml.Node) {
		f.read(n)
		*to = !set
	}}
}

func (r *reader) count(name string, to *int) field { return r.upTo(99, name, to) }

func (r *reader) number(name string, to *int) field { return r.upTo(10_000_000, name, to) }

func (r *reader) upTo(most int, name string, to *int) field {
	return field{name, func(n *yaml.Node) {
		i, err := strconv.Atoi(n.Value)
		if n.Kind != yaml.ScalarNode || err != nil || i < 0 || i > most {
			r.fault(n.Line, "%s is a number from 0 to %d", name, most)
			return
		}
		*to = i
	}}
}

// pairs reads a mapping whose keys are of the author's choice.
func (r *reader) pairs(name string, read func(key string, value *yaml.Node)) field {
	return field{name, func(n *yaml.Node) {
		if n.Kind != yaml.MappingNode || len(n.Content) == 0 {
			r.fault(n.Line, "%s is a mapping of traits to values", name)
			return
		}
		seen := map[string]bool{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := r.scalar(n.Content[i], name)
			if seen[key] {
				r.fault(n.Content[i].Line, "%s has the trait %q twice", name, key)
				continue
			}
			seen[key] = true
			read(key, n.Content[i+1])
		}
	}}
}

// when reads a condition: traits with the values that they may have.
func (r *reader) when(name string, to *When) field {
	return r.pairs(name, func(key string, value *yaml.Node) {
		if *to == nil {
			*to = When{}
		}
		var values []string
		r.texts(name, &values).read(value)
		(*to)[key] = values
	})
}

// sets reads traits with the values that they are given.
func (r *reader) sets(name string, to *map[string]string) field {
	return r.pairs(name, func(key string, value *yaml.Node) {
		if *to == nil {
			*to = map[string]string{}
		}
		(*to)[key] = r.scalar(value, name)
	})
}
