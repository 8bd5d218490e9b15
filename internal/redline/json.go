package redline

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// JSON returns the redline in the format rasprava.redline/1, indented by one space, with a line break at the end. The same redline gives
// the same bytes.
func (r *Redline) JSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(r)
	if err != nil {
		return nil, fmt.Errorf("write redline: %w", err)
	}
	return b.Bytes(), nil
}
