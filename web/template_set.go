package web

import (
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"text/template/parse"
	"time"
	"unicode"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/redline"
	"github.com/rasprava/rasprava/internal/script"
)

// sets returns, by language and name, the template set of every page: the layout,
// the parts that pages share, and the page itself. They are read when they are
// first asked for, which a command that shows no page never does.
var sets = sync.OnceValue(mustLoadTemplates)

// shared are the files that stand in every set.
var shared = []string{"templates/layout.html", "templates/parts.html", "templates/text_parts.html", "templates/redline_parts.html", "templates/flow_parts.html"}

func mustLoadTemplates() map[locale.Lang]map[string]*template.Template {
	names, err := fs.Glob(templates, "templates/*.html")
	if err != nil {
		panic(err)
	}
	all := map[locale.Lang]map[string]*template.Template{}
	for _, l := range locale.Langs() {
		root := template.Must(template.New("").Funcs(functions(l)).Option("missingkey=error").ParseFS(templates, shared...))
		all[l] = map[string]*template.Template{}
		for _, name := range names {
			if slices.Contains(shared, name) {
				continue
			}
			set := template.Must(template.Must(root.Clone()).ParseFS(templates, name))
			page, asked := strings.TrimSuffix(path.Base(name), ".html"), []string{"layout"}
			if page == flowTemplate.name {
				asked = append(asked, partNow, partNews) // which are written alone, too
			}
			all[l][page] = lean(set, functions(l), asked)
		}
	}
	return all
}

// lean returns a set of what is asked of it and of all that this calls. Each set has
// copies of its own, since html/template writes into them how each place is escaped;
// copies of every part for every page held four fifths of the memory of the server.
func lean(set *template.Template, funcs template.FuncMap, asked []string) *template.Template {
	out := template.New("").Funcs(funcs).Option("missingkey=error")
	var add func(name string)
	add = func(name string) {
		t := set.Lookup(name)
		if t == nil || t.Tree == nil || out.Lookup(name) != nil {
			return
		}
		template.Must(out.AddParseTree(name, t.Tree))
		calls(t.Tree.Root, add)
	}
	for _, name := range asked {
		add(name)
	}
	return out
}

// calls tells each template that a part of a tree calls.
func calls(n parse.Node, tell func(name string)) {
	branch := func(b *parse.BranchNode) {
		calls(b.List, tell)
		calls(b.ElseList, tell)
	}
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, each := range n.Nodes {
			calls(each, tell)
		}
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.TemplateNode:
		tell(n.Name)
	}
}

// functions are what templates may call, in one language.
func functions(l locale.Lang) template.FuncMap {
	p := locale.For(l)
	w := writer{l, p}
	return template.FuncMap{
		"t":        func(id string, pairs ...any) string { return p.T(id, arguments(pairs)) },
		"n":        func(id string, count int, pairs ...any) string { return p.Plural(id, count, arguments(pairs)) },
		"name":     func(group string, code any) string { return p.Name(group, fmt.Sprint(code)) },
		"int":      w.whole,
		"day":      w.day,
		"when":     w.when,
		"moment":   w.moment,
		"deadline": w.deadline,
		"href":     func(path string) string { return "/" + string(l) + path },
		"static":   func(name string) string { return staticFiles().path(name) },
		"sr":       p.Serbian,
		"called":   p.Called,
		"marked":   w.marked,
		"timed":    w.timed,
		"crumb":    w.crumb,
		"prose":    w.prose,
		"law":      w.law,
		"title":    func(sr, en string) string { return title(l, sr, en) },
		"typed":    w.typed,
		"lines":    lines,
		"upper":    upperFirst,
		"lang":     func() string { return string(l) },
		"list":     p.List,
		"hash":     groups,
		"svg":      func(p drawable) template.HTML { return template.HTML(p.SVG()) },
		"number":   number,
		"fieldid":  idOf,
		"folded":   redline.Many,
	}
}

// drawable is a picture, which writes itself with everything in it escaped.
type drawable interface{ SVG() []byte }

// writer writes what people read in one language.
type writer struct {
	lang locale.Lang
	p    *locale.Printer
}

// whole writes a whole number of any type with its thousands apart.
func (w writer) whole(v any) (string, error) {
	switch n := v.(type) {
	case int:
		return w.p.Int(int64(n)), nil
	case int64:
		return w.p.Int(n), nil
	}
	return "", fmt.Errorf("write %T as a whole number", v)
}

// day writes a civil date in ISO 8601, or the civil date of an instant, as a
// time element; nothing for an empty one.
func (w writer) day(v any) (template.HTML, error) {
	switch d := v.(type) {
	case string:
		if d == "" {
			return "", nil
		}
		at, err := time.Parse(time.DateOnly, d)
		if err != nil {
			return "", fmt.Errorf("write date: %w", err)
		}
		return timeElement(d, "", w.p.Date(at.Year(), at.Month(), at.Day())), nil
	case time.Time:
		return w.when(d)
	case *time.Time:
		return w.when(d)
	}
	return "", fmt.Errorf("write %T as a date", v)
}

// instant returns the instant in v, which may be a pointer; zero for nil.
func instant(v any) time.Time {
	switch t := v.(type) {
	case time.Time:
		return t
	case *time.Time:
		if t != nil {
			return *t
		}
	}
	return time.Time{}
}

// when writes the civil date of an instant; the time of day and its zone are
// there on hover and for whoever listens.
func (w writer) when(v any) (template.HTML, error) {
	at := instant(v)
	if at.IsZero() {
		return "", nil
	}
	return timeElement(at.UTC().Format(time.RFC3339), w.p.DateTime(at), w.p.DateOf(at)), nil
}

// moment writes an instant to the minute, with its zone on hover.
func (w writer) moment(v any) (template.HTML, error) {
	at := instant(v)
	if at.IsZero() {
		return "", nil
	}
	return timeElement(at.UTC().Format(time.RFC3339), w.p.DateTime(at), w.p.T("moment.date_time", map[string]any{"day": w.p.DateOf(at), "hour": w.p.Time(at)})), nil
}

// deadline writes the last moment of a term that ends before an instant.
func (w writer) deadline(v any) (template.HTML, error) {
	at := instant(v)
	if at.IsZero() {
		return "", nil
	}
	return w.ending(at, w.p.Deadline(at)), nil
}

// ending shows a form of the last moment of a term.
func (w writer) ending(at time.Time, text string) template.HTML {
	return timeElement(at.UTC().Format(time.RFC3339), w.p.FullDeadline(at), text)
}

// timed writes a sentence of ours in which the end of a term stands, as its last
// moment or its last day: that is a time element.
func (w writer) timed(text string, ends time.Time) template.HTML {
	if ends.IsZero() {
		return w.marked(text)
	}
	for _, form := range []string{w.p.Deadline(ends), w.p.DateOf(ends.Add(-time.Nanosecond))} {
		before, after, ok := strings.Cut(text, form)
		if ok {
			return w.marked(before) + w.ending(ends, form) + w.marked(after)
		}
	}
	return w.marked(text)
}

// timeElement shows a short form of a time; the full one is there on hover, and
// is what a screen reader says.
func timeElement(machine, full, text string) template.HTML {
	e := template.HTMLEscapeString
	if full == "" || full == text {
		return template.HTML(`<time datetime="` + e(machine) + `">` + e(text) + `</time>`)
	}
	return template.HTML(`<time datetime="` + e(machine) + `" title="` + e(full) + `"><span aria-hidden="true">` + e(text) +
		`</span><span class="govuk-visually-hidden">` + e(full) + `</span></time>`)
}

// prose writes a Serbian text of an official record in the reader's script; in
// an English page it is marked as Serbian.
func (w writer) prose(text string) template.HTML {
	if w.lang != locale.En {
		return template.HTML(template.HTMLEscapeString(w.p.Serbian(text)))
	}
	return element(serbianIn(text), text)
}

// law writes where a rule comes from: in an English page as English, or marked as
// Serbian where it is cited in Serbian alone.
func (w writer) law(basis string) template.HTML {
	if w.lang == locale.En && !strings.ContainsFunc(basis, script.IsCyrillic) {
		return template.HTML(template.HTMLEscapeString(basis))
	}
	return w.prose(basis)
}

// marked writes a sentence of ours: in an English page the Serbian words in it,
// such as a title, are marked as Serbian.
func (w writer) marked(text string) template.HTML {
	e := template.HTMLEscapeString
	if w.lang != locale.En {
		return template.HTML(e(text))
	}
	var b strings.Builder
	at := 0
	for _, run := range cyrillicRun.FindAllStringIndex(text, -1) {
		b.WriteString(e(text[at:run[0]]))
		b.WriteString(`<span lang="` + string(locale.SrCyrl) + `">` + e(text[run[0]:run[1]]) + `</span>`)
		at = run[1]
	}
	b.WriteString(e(text[at:]))
	return template.HTML(b.String())
}

// cyrillicRun is Cyrillic words with what stands between them.
var cyrillicRun = regexp.MustCompile(`\p{Cyrillic}(?:[^\p{Latin}]*\p{Cyrillic})?`)

// crumb writes where one is: words of ours, or the title of a dossier.
func (w writer) crumb(text string) template.HTML {
	if w.lang == locale.En && scriptOf(text) == string(locale.SrLatn) {
		return element(string(locale.SrLatn), text)
	}
	return w.marked(text)
}

// typed writes what somebody typed, letter by letter as they did, in its own
// language.
func (w writer) typed(text string) template.HTML { return element(scriptOf(text), text) }

func element(lang, text string) template.HTML {
	e := template.HTMLEscapeString
	if lang != "" {
		lang = ` lang="` + lang + `"`
	}
	return template.HTML(`<bdi` + lang + `>` + e(text) + `</bdi>`)
}

// scriptOf returns the language tag for a text by the letters that prevail in
// it: Serbian Cyrillic, or none, since Latin letters may be any language's.
func scriptOf(text string) string {
	cyrillic, latin := 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	switch {
	case cyrillic > latin:
		return string(locale.SrCyrl)
	case latin > 0 && strings.ContainsAny(text, "čćšžđČĆŠŽĐ"):
		return string(locale.SrLatn)
	}
	return ""
}

// serbianIn returns the language tag for a Serbian text by the letters that
// prevail in it; empty: it has none.
func serbianIn(text string) string {
	tag := scriptOf(text)
	if tag == "" && strings.ContainsFunc(text, script.IsLatin) {
		return string(locale.SrLatn)
	}
	return tag
}

// lines returns the lines of a text that are not empty.
func lines(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" {
			all = append(all, line)
		}
	}
	return all
}

// number returns the number under which people speak of a dossier; a rehearsal
// has none, only a link.
func number(ref any) string {
	r := fmt.Sprint(ref)
	if strings.HasPrefix(r, "proba-") {
		return ""
	}
	return r
}

// groups writes a hash in groups of four, as people compare them.
func groups(hash string) string {
	hash = strings.TrimPrefix(hash, "sha256:")
	var b strings.Builder
	for i, r := range hash {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}
