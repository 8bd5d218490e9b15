package act

import "strings"

// An element is one of a document in markup, with what stands in it in its order.
type element struct {
	name     string // without the prefix of its name space
	written  string // with it
	space    string // the name space, where the element itself declares it
	attrs    []attr
	children []child
	at       int // line of the document, from 1
}

type attr struct{ name, value string }

// A child is an element or a run of characters.
type child struct {
	el   *element
	text string
}

// attr returns the value of an attribute, "" where there is none.
func (e *element) attr(name string) string {
	for i := range e.attrs {
		if e.attrs[i].name == name {
			return e.attrs[i].value
		}
	}
	return ""
}

func (e *element) has(name string) bool {
	for i := range e.attrs {
		if e.attrs[i].name == name {
			return true
		}
	}
	return false
}

// first returns the first element below that has the name, nil where there is none.
func (e *element) first(name string) *element {
	for _, c := range e.children {
		if c.el == nil {
			continue
		}
		if c.el.name == name {
			return c.el
		}
		if found := c.el.first(name); found != nil {
			return found
		}
	}
	return nil
}

// flat returns the characters in the element and all under it.
func (e *element) flat() string {
	if len(e.children) == 1 && e.children[0].el == nil {
		return e.children[0].text
	}
	var b strings.Builder
	e.flatTo(&b)
	return b.String()
}

func (e *element) flatTo(b *strings.Builder) {
	for _, c := range e.children {
		if c.el == nil {
			b.WriteString(c.text)
		} else {
			c.el.flatTo(b)
		}
	}
}
