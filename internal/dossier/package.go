package dossier

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/procedure"
)

// DocumentKind names a document of the package in the words of the procedures:
// `act`, `explanatory_memorandum`, …
type DocumentKind string

// ActDocument is the text of the act itself. Every other kind accompanies it.
const ActDocument DocumentKind = "act"

// Known reports whether packages may hold k.
func (k DocumentKind) Known() bool { return slices.Contains(procedure.DocumentKinds, string(k)) }

// Document is one document of a package, by its bytes.
type Document struct {
	Kind      DocumentKind
	Position  int // among those of its kind, from 1
	Name      string
	MediaType string
	SHA256    [32]byte
	Size      int64
	Since     int // number of the package in which these bytes came
}

// PackageHash returns the hash under which a package is known: SHA-256 over a
// manifest that names every document with the hash of its bytes, in the order
// of kind and position. The form is named in its first line.
func PackageHash(documents []Document) string {
	sorted := slices.Clone(documents)
	slices.SortFunc(sorted, func(a, b Document) int {
		if c := strings.Compare(string(a.Kind), string(b.Kind)); c != 0 {
			return c
		}
		return a.Position - b.Position
	})
	h := sha256.New()
	fmt.Fprint(h, "rasprava.package/1\n")
	for _, d := range sorted {
		fmt.Fprintf(h, "%s %d %s %s %q\n", d.Kind, d.Position, hex.EncodeToString(d.SHA256[:]), d.MediaType, d.Name)
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}

// Stale returns the kinds of those documents that are older than the act: the
// text has moved on without them. Kinds are sorted and stand once.
func Stale(documents []Document) []DocumentKind {
	act := 0
	for _, d := range documents {
		if d.Kind == ActDocument && d.Since > act {
			act = d.Since
		}
	}
	var kinds []DocumentKind
	for _, d := range documents {
		if d.Since < act && !slices.Contains(kinds, d.Kind) {
			kinds = append(kinds, d.Kind)
		}
	}
	slices.Sort(kinds)
	return kinds
}
