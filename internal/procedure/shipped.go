package procedure

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed definitions/*.yaml
var files embed.FS

// head is what of a file says which procedure it holds.
type head struct {
	ID      string `yaml:"id"`
	Version string `yaml:"version"`
}

// sources are the shipped files by id@version.
var sources = sync.OnceValue(func() map[string][]byte {
	all := map[string][]byte{}
	for _, f := range Files() {
		var h head
		err := yaml.Unmarshal(f.Source, &h)
		if err != nil {
			panic(fmt.Errorf("%s: %w", f.Name, err)) // a test loads every one
		}
		all[h.ID+"@"+h.Version] = f.Source
	}
	return all
})

// ShippedParents finds what is inherited among the shipped procedures.
func ShippedParents(id, version string) ([]byte, bool) {
	src, ok := sources()[id+"@"+version]
	return src, ok
}

// File is a shipped definition as its file holds it.
type File struct {
	Name   string // definitions/<name>.yaml
	Source []byte
}

// Files returns the shipped files in the order of their names.
func Files() []File {
	entries, err := files.ReadDir("definitions")
	if err != nil {
		panic(err) // it is embedded
	}
	var all []File
	for _, e := range entries {
		name := path.Join("definitions", e.Name())
		src, err := files.ReadFile(name)
		if err != nil {
			panic(err) // it is embedded
		}
		all = append(all, File{Name: name, Source: src})
	}
	return all
}

var loadShipped = sync.OnceValue(func() []*Definition {
	var all []*Definition
	for _, f := range Files() {
		d, err := Load(f.Source)
		if err != nil {
			panic(fmt.Errorf("%s: %w", f.Name, err)) // a test loads every one
		}
		all = append(all, d)
	}
	slices.SortFunc(all, func(a, b *Definition) int {
		if c := strings.Compare(a.ID, b.ID); c != 0 {
			return c
		}
		return strings.Compare(b.Version, a.Version)
	})
	return all
})

// Shipped returns every definition that this build carries, by id and the
// newest version first, those for tests too. They are shared: do not change them.
func Shipped() []*Definition { return slices.Clone(loadShipped()) }

// List returns the shipped definitions that are meant to be chosen.
func List() []*Definition {
	return slices.DeleteFunc(Shipped(), func(d *Definition) bool { return d.Unlisted })
}

// GetVersion returns a shipped version of the definition with that id; an empty
// version means the newest.
func GetVersion(id, version string) (*Definition, error) {
	newest, err := Get(id)
	if err != nil || version == "" {
		return newest, err
	}
	var known []string
	for _, d := range loadShipped() {
		if d.ID == id && d.Version == version {
			return d, nil
		}
		if d.ID == id {
			known = append(known, d.Version)
		}
	}
	return nil, fmt.Errorf("find version %q of %s: not known, there is %s", version, id, strings.Join(known, ", "))
}

// Get returns the newest shipped version of the definition with that id.
func Get(id string) (*Definition, error) {
	for _, d := range loadShipped() {
		if d.ID == id {
			return d, nil
		}
	}
	return nil, fmt.Errorf("find procedure %q: not known", id)
}
