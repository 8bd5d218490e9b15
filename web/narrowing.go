package web

import "net/url"

// narrowing is what narrows a list, and what does now.
type narrowing struct {
	Choices []field
	Boxes   []field
	Active  []activeFilter
}

// narrows adds to what narrows a list; without returns the address of the list
// without one of those.
type narrows struct {
	*visit
	list    *narrowing
	without func(name string) string
}

// choose adds a choice, of which anyOne is called that anything will do.
func (n narrows) choose(name, label, anyOne, chosen string, options []option) {
	options, value := n.chosenOf(chosen, anyOne, options)
	if value != "" {
		n.list.Active = append(n.list.Active, activeFilter{label + ": " + value, n.without(name)})
	}
	n.list.Choices = append(n.list.Choices, field{ID: idOf(name), Name: name, Label: label, Value: chosen, Options: options})
}

// tick adds a checkbox.
func (n narrows) tick(name, label string, on bool) {
	n.list.Boxes = append(n.list.Boxes, field{ID: idOf(name), Name: name, Label: label, Checked: on})
	if on {
		n.list.Active = append(n.list.Active, activeFilter{label, n.without(name)})
	}
}

// seek says what text is looked for, where one is.
func (n narrows) seek(name, text string) {
	if text != "" {
		n.list.Active = append(n.list.Active, activeFilter{n.t("list.sought", "text", text), n.without(name)})
	}
}

// queryWith returns the query with those values, of which one is another; what is
// empty is left out, and so is the mark before a query of nothing.
func queryWith(values map[string]string, name, value string) string {
	q := url.Values{}
	for n, v := range values {
		if v != "" {
			q.Set(n, v)
		}
	}
	q.Set(name, value)
	if value == "" {
		q.Del(name)
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}
