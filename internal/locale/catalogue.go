package locale

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"

	"github.com/rasprava/rasprava/internal/script"
)

//go:embed catalogue/*.toml
var files embed.FS

// catalogue is what was read at start: the bundle that formats, and for each
// language the names of each message's arguments.
type catalogue struct {
	bundle    *i18n.Bundle
	arguments map[Lang]map[string][]string
	messages  map[Lang]map[string]*i18n.Message
}

// loaded returns the catalogues, which are read when they are first asked for: a
// command that says nothing in words of its own does not wait for them.
var loaded = sync.OnceValue(func() *catalogue { return mustLoad(files) })

func mustLoad(fsys fs.FS) *catalogue {
	c, err := load(fsys)
	if err != nil {
		panic(err)
	}
	return c
}

// load reads every catalogue in fsys and derives Serbian Latin. It is an error
// when a file is not TOML, is in an unknown language or repeats a message.
func load(fsys fs.FS) (*catalogue, error) {
	c := &catalogue{
		bundle:    i18n.NewBundle(SrCyrl.Tag()),
		arguments: map[Lang]map[string][]string{},
		messages:  map[Lang]map[string]*i18n.Message{},
	}
	for _, l := range Langs() {
		c.messages[l] = map[string]*i18n.Message{}
	}
	paths, err := fs.Glob(fsys, "catalogue/*.toml")
	if err != nil {
		return nil, fmt.Errorf("list catalogues: %w", err)
	}
	var overrides []*i18n.Message
	for _, path := range paths {
		l, messages, err := parse(fsys, path)
		if err != nil {
			return nil, fmt.Errorf("read catalogue %s: %w", path, err)
		}
		if l == SrLatn {
			overrides = append(overrides, messages...)
			continue
		}
		for _, m := range messages {
			if _, twice := c.messages[l][m.ID]; twice {
				return nil, fmt.Errorf("read catalogue %s: %s stands in two places", path, m.ID)
			}
			c.messages[l][m.ID] = m
		}
	}
	for id, m := range c.messages[SrCyrl] {
		c.messages[SrLatn][id] = toLatin(m)
	}
	for _, m := range overrides {
		if _, ok := c.messages[SrCyrl][m.ID]; !ok {
			return nil, fmt.Errorf("read overrides: %s is not in the master", m.ID)
		}
		c.messages[SrLatn][m.ID] = m
	}
	return c, c.add()
}

// add hands the messages to the bundle, in the order of their ids.
func (c *catalogue) add() error {
	for _, l := range Langs() {
		c.arguments[l] = map[string][]string{}
		ids := make([]string, 0, len(c.messages[l]))
		for id, m := range c.messages[l] {
			ids = append(ids, id)
			c.arguments[l][id] = argumentsOf(m)
		}
		slices.Sort(ids)
		for _, id := range ids {
			if err := c.bundle.AddMessages(l.Tag(), c.messages[l][id]); err != nil {
				return fmt.Errorf("add message %s in %s: %w", id, l, err)
			}
		}
	}
	return nil
}

func parse(fsys fs.FS, path string) (Lang, []*i18n.Message, error) {
	name := strings.TrimSuffix(path, ".toml")
	l, ok := Parse(name[strings.LastIndexByte(name, '.')+1:])
	if !ok {
		return "", nil, fmt.Errorf("find language: the name must end in .sr-Cyrl.toml, .sr-Latn.toml or .en.toml")
	}
	data, err := fs.ReadFile(fsys, path)
	if err != nil {
		return "", nil, err
	}
	messages, err := i18n.ParseMessageBytes(data, toml.Unmarshal)
	if err != nil {
		return "", nil, err
	}
	return l, messages, nil
}

func toLatin(m *i18n.Message) *i18n.Message {
	return &i18n.Message{
		ID:    m.ID,
		One:   script.ToLatin(m.One),
		Few:   script.ToLatin(m.Few),
		Other: script.ToLatin(m.Other),
	}
}

var argument = regexp.MustCompile(`\{\{\.([a-z][a-z0-9_]*)\}\}`)

func argumentsOf(m *i18n.Message) []string {
	var names []string
	for _, form := range []string{m.Zero, m.One, m.Two, m.Few, m.Many, m.Other} {
		for _, found := range argument.FindAllStringSubmatch(form, -1) {
			if !slices.Contains(names, found[1]) {
				names = append(names, found[1])
			}
		}
	}
	slices.Sort(names)
	return names
}
