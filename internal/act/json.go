package act

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// JSON returns the act in the form rasprava.act/1, indented, with a line end.
func (a *Act) JSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(a); err != nil {
		return nil, fmt.Errorf("write act: %w", err)
	}
	return b.Bytes(), nil
}

// FromJSON reads an act in the form rasprava.act/1. It checks the name of the
// form and that the hash is that of the text.
func FromJSON(data []byte) (*Act, error) {
	var a Act
	if err := json.Unmarshal(data, &a); err != nil {
		return nil, fmt.Errorf("read act: %w", err)
	}
	if a.Format != Format {
		return nil, fmt.Errorf("read act: format %q, want %q", a.Format, Format)
	}
	if !whole(a.Body) {
		return nil, fmt.Errorf("read act: an empty place among the provisions")
	}
	if got := a.canonicalHash(); got != a.Hash {
		return nil, fmt.Errorf("read act: the text has the hash %s, not %s", got, a.Hash)
	}
	return &a, nil
}

// whole reports whether no provision is missing where one should stand.
func whole(nodes []*Node) bool {
	for _, n := range nodes {
		if n == nil || !whole(n.Children) {
			return false
		}
	}
	return true
}
