package store

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
)

// NewDocument is one document of a package to come.
type NewDocument struct {
	Kind  dossier.DocumentKind
	Name  string
	Bytes []byte
}

const (
	// maxDocument is the longest document, in bytes.
	maxDocument = act.MaxBytes
	// maxDocuments is the most documents of a version.
	maxDocuments = 50
)

// check returns what of the document cannot be taken; at names its fields in the
// request.
func (d NewDocument) check(at func(field string) string) []dossier.Field {
	var fields []dossier.Field
	if !d.Kind.Known() {
		fields = append(fields, dossier.Field{Name: at("kind"), Code: dossier.CodeDocumentUnknown})
	}
	return append(fields, d.checkFile(at)...)
}

// checkFile is check without the kind.
func (d NewDocument) checkFile(at func(field string) string) []dossier.Field {
	var fields []dossier.Field
	if strings.TrimSpace(d.Name) == "" || utf8.RuneCountInString(d.Name) > dossier.MaxName || strings.ContainsAny(d.Name, "/\\\x00\n\r") {
		fields = append(fields, dossier.Field{Name: at("name"), Code: dossier.CodeDocumentName})
	}
	if len(d.Bytes) == 0 {
		fields = append(fields, dossier.Field{Name: at("content"), Code: dossier.CodeDocumentEmpty})
	}
	if len(d.Bytes) > maxDocument {
		fields = append(fields, dossier.Field{Name: at("content"), Code: dossier.CodeTooLarge, Params: map[string]string{"limit": "8 MiB"}})
	}
	return fields
}

// parse reads a document that is, or whose name says that it is, a text; of
// another it returns nil. field names its content in the request.
func (d NewDocument) parse(field string) (*act.Act, error) {
	name := strings.ToLower(d.Name)
	if d.Kind != dossier.ActDocument && !strings.HasSuffix(name, ".txt") && !strings.HasSuffix(name, ".md") {
		return nil, nil
	}
	a, err := act.Parse(d.Bytes, act.Options{Name: d.Name, Profile: "auto"})
	if err != nil {
		return nil, notRead(err, d, field)
	}
	return a, nil
}

// notRead says in a field why no act could be read from a document.
func notRead(err error, d NewDocument, field string) error {
	var bad *act.Error
	if errors.As(err, &bad) {
		params := map[string]string{"name": d.Name, "found": http.DetectContentType(d.Bytes), "byte": fmt.Sprint(bad.Offset), "line": fmt.Sprint(bad.Line), "limit": "8 MiB"}
		return &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: field, Code: dossier.Code(bad.Code), Params: params}}}
	}
	return fmt.Errorf("read %s: %w", d.Kind, err)
}

func mediaType(d NewDocument) string {
	name := strings.ToLower(d.Name)
	switch {
	case strings.HasSuffix(name, ".txt"):
		return "text/plain; charset=utf-8"
	case strings.HasSuffix(name, ".md"):
		return "text/markdown; charset=utf-8"
	case strings.HasSuffix(name, ".docx"):
		return conclusionTypes[".docx"].given
	}
	return http.DetectContentType(d.Bytes)
}
