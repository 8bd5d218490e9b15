// Package api holds the specification of the HTTP interface and the code that
// is generated from it: the shape of what is sent and answered, and the paths.
// It must hold no behaviour: package web implements it.
package api

import _ "embed"

//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -config oapi-codegen.yaml openapi.yaml

// Specification is the OpenAPI document, as it is served.
//
//go:embed openapi.yaml
var Specification []byte
