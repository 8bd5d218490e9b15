package procedure

import (
	_ "embed"
	"slices"
)

//go:embed schema.json
var schema []byte

// Schema returns the JSON Schema (draft 2020-12) of a definition, for editors:
// which keys there are, what they hold and which words are known. What it finds
// sound may still be refused by Check, which knows what holds between the parts.
func Schema() []byte { return slices.Clone(schema) }
