// Package demonstration holds what the demonstration shows: drafts with their
// accompanying documents, comments with answers, people and organisations, all
// of them invented. It serves nothing and decides nothing.
package demonstration

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/rasprava/rasprava/internal/locale"
)

//go:embed texts
var texts embed.FS

// Draft names one of the drafts, as its folder in texts does.
type Draft string

const (
	GreenSpaces Draft = "zelene-povrsine"   // three versions, commented and answered
	OpenData    Draft = "otvoreni-podaci"   // for an open round
	TreeCard    Draft = "karton-stabla"     // a short rulebook
	Fountains   Draft = "javne-cesme"       // in Latin script
	GreenValue  Draft = "vrednost-zelenila" // a rulebook in two versions, commented and answered
	NoticeBoard Draft = "oglasna-tabla"     // before the committee
)

// Drafts returns all drafts.
func Drafts() []Draft {
	return []Draft{GreenSpaces, OpenData, TreeCard, Fountains, GreenValue, NoticeBoard}
}

var titles = map[Draft]string{
	GreenSpaces: "Закон о јавним зеленим површинама",
	OpenData:    "Закон о отвореним подацима јавних предузећа",
	TreeCard:    "Правилник о обрасцу картона стабла",
	Fountains:   "Zakon o javnim česmama i uređenim izvorima",
	GreenValue:  "Правилник о методологији за процену вредности јавних зелених површина и стабала",
	NoticeBoard: "Закон о електронској огласној табли",
}

// Title returns the title of the act, in the script of the draft.
func (d Draft) Title() string { return titles[d] }

// Document is one document of a draft's package.
type Document struct {
	Kind    string // act, explanatory_memorandum, …
	Name    string // of the file
	Version int    // of the package with which these words came
	Text    []byte // UTF-8
}

// Versions returns how many versions of its package the draft has.
func (d Draft) Versions() int {
	last := 0
	for _, doc := range documents(d) {
		last = max(last, doc.Version)
	}
	return last
}

// Package returns the documents of the draft's package as they stand in its
// version, counted from 1, the act first and the rest by kind: of each the
// latest words that came with it or before it.
func (d Draft) Package(version int) []Document {
	latest := map[string]Document{}
	for _, doc := range documents(d) {
		if held, ok := latest[doc.Kind]; doc.Version <= version && (!ok || held.Version < doc.Version) {
			latest[doc.Kind] = doc
		}
	}
	var all []Document
	for _, doc := range latest {
		all = append(all, doc)
	}
	slices.SortFunc(all, func(a, b Document) int {
		if (a.Kind == "act") != (b.Kind == "act") {
			if a.Kind == "act" {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Kind, b.Kind)
	})
	return all
}

// Document returns one document of the package as it stands in version, and
// whether it is there.
func (d Draft) Document(kind string, version int) (Document, bool) {
	for _, doc := range d.Package(version) {
		if doc.Kind == kind {
			return doc, true
		}
	}
	return Document{}, false
}

// documents reads the files of a draft, each named kind.vVERSION.txt.
func documents(d Draft) []Document {
	dir := path.Join("texts", string(d))
	entries, err := fs.ReadDir(texts, dir)
	if err != nil {
		panic(fmt.Errorf("read draft %s: %w", d, err))
	}
	all := make([]Document, 0, len(entries))
	called := locale.For(locale.SrCyrl)
	for _, e := range entries {
		kind, rest, _ := strings.Cut(strings.TrimSuffix(e.Name(), ".txt"), ".v")
		version, err := strconv.Atoi(rest)
		if err != nil {
			panic(fmt.Errorf("read draft %s: name %s: %w", d, e.Name(), err))
		}
		text, err := fs.ReadFile(texts, path.Join(dir, e.Name()))
		if err != nil {
			panic(fmt.Errorf("read draft %s: %w", d, err))
		}
		all = append(all, Document{Kind: kind, Name: called.Name("document", kind) + ".txt", Version: version, Text: text})
	}
	return all
}

func read(name string, into any) error {
	data, err := fs.ReadFile(texts, path.Join("texts", name))
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return nil
}
