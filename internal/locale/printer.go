package locale

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/rasprava/rasprava/internal/script"
)

// Printer writes messages, dates and numbers in one language. It may be used
// by many goroutines at once.
type Printer struct {
	lang      Lang
	localizer *i18n.Localizer
	numbers   *message.Printer
}

var printers = sync.OnceValue(func() map[Lang]*Printer {
	all := map[Lang]*Printer{}
	for _, l := range Langs() {
		numbers := language.Serbian
		if l == En {
			numbers = language.English
		}
		all[l] = &Printer{lang: l, localizer: i18n.NewLocalizer(loaded().bundle, string(l)), numbers: message.NewPrinter(numbers)}
	}
	return all
})

// For returns the printer of l; of an unknown language, the master's.
func For(l Lang) *Printer {
	if p, ok := printers()[l]; ok {
		return p
	}
	return printers()[SrCyrl]
}

// Lang returns the language that p writes.
func (p *Printer) Lang() Lang { return p.lang }

// IDs returns the ids of all messages, sorted.
func IDs() []string { return slices.Sorted(maps.Keys(loaded().messages[SrCyrl])) }

// Has reports whether the catalogues hold a message with that id.
func (p *Printer) Has(id string) bool {
	_, ok := loaded().messages[p.lang][id]
	return ok
}

// Arguments returns the names of the arguments that the message takes, sorted;
// nil for an unknown id.
func (p *Printer) Arguments(id string) []string { return slices.Clone(loaded().arguments[p.lang][id]) }

// T returns the message with that id, or the id itself where there is none.
//
// An argument is written as its kind asks: whole and decimal numbers grouped, a
// time.Time and an RFC 3339 instant as date and time, an ISO 8601 date as a
// date, a list as a list. An argument called document, channel, role, command,
// outcome, visibility or stage (or their plurals) that holds a code, or several
// with commas between them, is written by the codes' names. What the message
// asks for and args lacks is an ellipsis.
func (p *Printer) T(id string, args map[string]any) string {
	return p.localize(id, args, nil)
}

// Plural returns the form of the message for n things: one (1, 21, 101), few
// (2–4, 22) or other (0, 5–20, 111) in Serbian, one or other in English. The
// argument count is n unless args holds another.
func (p *Printer) Plural(id string, n int, args map[string]any) string {
	with := map[string]any{"count": n}
	maps.Copy(with, args)
	return p.localize(id, with, n)
}

func (p *Printer) localize(id string, args map[string]any, count any) string {
	m, ok := loaded().messages[p.lang][id]
	if !ok {
		return id
	}
	if count == nil && !strings.Contains(m.Other, "{{") { // most messages are plain words
		return m.Other
	}
	names := loaded().arguments[p.lang][id]
	data := make(map[string]string, len(names))
	stopped := false
	for _, name := range names {
		data[name] = p.argument(name, args[name])
		if strings.HasSuffix(data[name], ".") {
			data[name], stopped = data[name]+afterStop, true
		}
	}
	s, err := p.localizer.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: data, PluralCount: count})
	if err != nil {
		return id
	}
	if stopped {
		return oneStop.Replace(s)
	}
	return s
}

// afterStop stands behind an argument that ends with a full stop, as dates in Serbian
// do; with that of a sentence that ends there it makes one, which oneStop leaves.
const afterStop = "\x00"

var oneStop = strings.NewReplacer("."+afterStop+".", ".", afterStop, "")

// Problem returns the title and the explanation for a refusal's code; of a
// code that has none, those of an internal error.
func (p *Printer) Problem(code string, params map[string]string) (string, string) {
	if !p.Has("problem." + code + ".title") {
		code = "internal"
	}
	return p.T("problem."+code+".title", nil), p.T("problem."+code+".detail", anyValues(params))
}

// Unmet returns what to say of a condition that does not hold: a sentence, or
// one for each fact that params names; of an unknown code, the code.
func (p *Printer) Unmet(code string, params map[string]string) string {
	return p.condition("unmet", code, params)
}

// Remedy returns what would meet a condition that does not hold, as Unmet does.
func (p *Printer) Remedy(code string, params map[string]string) string {
	return p.condition("remedy", code, params)
}

func (p *Printer) condition(group, code string, params map[string]string) string {
	id := group + "." + code
	if m, ok := loaded().messages[p.lang][id]; ok && m.One != "" {
		n, err := strconv.Atoi(params["count"])
		if err != nil {
			n = 0
		}
		return p.Plural(id, n, nil)
	} else if ok {
		return p.T(id, anyValues(params))
	}
	var sentences []string
	for _, fact := range slices.Sorted(maps.Keys(params)) {
		for _, takes := range p.Arguments(id + "." + fact) {
			sentences = append(sentences, p.T(id+"."+fact, map[string]any{takes: params[fact]}))
		}
	}
	if len(sentences) > 0 {
		return strings.Join(sentences, " ")
	}
	if p.Has(id + ".none") {
		return p.T(id+".none", nil)
	}
	return code
}

// Name returns the name of a code in one of the groups of the catalogues, as
// Name("document", "act"); of an unknown code, the code itself.
func (p *Printer) Name(group, code string) string {
	if id := group + "." + code; p.Has(id) {
		return p.T(id, nil)
	}
	return code
}

// Names returns the names of several codes as a list.
func (p *Printer) Names(group string, codes []string) string {
	named := make([]string, len(codes))
	for i, code := range codes {
		named[i] = p.Name(group, code)
	}
	return p.List(named)
}

// List joins items as a sentence does: „а, б и в”.
func (p *Printer) List(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return p.T("list.last", map[string]any{"head": strings.Join(items[:last], ", "), "tail": items[last]})
}

// Serbian returns a Serbian text of an official record in the script that p
// writes, whichever it was written in: one without a Cyrillic letter is a Latin
// one. English readers get it as it is. It is for showing, never for what is
// hashed or stored.
func (p *Printer) Serbian(s string) string {
	switch {
	case p.lang == SrLatn:
		return script.ToLatin(s)
	case p.lang == SrCyrl && strings.IndexFunc(s, script.IsCyrillic) < 0:
		return script.ToCyrillic(s)
	}
	return s
}

// Called returns the name of a person or an organisation in the script that p
// writes. One in Latin letters may be of any language, and stays as it is.
func (p *Printer) Called(name string) string {
	if p.lang == SrLatn {
		return script.ToLatin(name)
	}
	return name
}

// counted are the arguments that are whole numbers even when they come as text.
var counted = []string{"count", "have", "limit", "need", "now", "offset", "seen"}

// named says in which group of the catalogues an argument's codes have names.
// Bodies are named by the database; theirs are only joined.
var named = map[string]string{
	"bodies":   "",
	"document": "document", "documents": "document",
	"channel": "channel", "channels": "channel",
	"role": "role", "roles": "role",
	"command": "command", "commands": "command",
	"outcome": "outcome", "outcomes": "outcome",
	"visibility": "visibility",
	"stage":      "stage_kind", "stages": "stage_kind",
}

func (p *Printer) argument(name string, value any) string {
	switch v := value.(type) {
	case nil:
		return "…"
	case string:
		return p.word(name, v)
	case []string:
		items := make([]string, len(v))
		for i, item := range v {
			items[i] = p.word(name, item)
		}
		return p.List(items)
	case time.Time:
		return p.instant(name, v)
	case int:
		return p.Int(int64(v))
	case int64:
		return p.Int(v)
	case float64:
		return p.Number(v)
	}
	return p.word(name, fmt.Sprint(value))
}

func (p *Printer) word(name, s string) string {
	if group, ok := named[name]; ok {
		if strings.Contains(s, ",") {
			return p.Names(group, strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }))
		}
		return p.Name(group, s)
	}
	if slices.Contains(counted, name) {
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			return p.Int(n)
		}
	}
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return p.Date(t.Date())
	}
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return p.instant(name, t)
	}
	return s
}

// instant writes the end of a term as the day that it closes.
func (p *Printer) instant(name string, t time.Time) string {
	if name == "until" || strings.HasPrefix(name, "close") {
		return p.Deadline(t)
	}
	return p.DateTime(t)
}

func anyValues(params map[string]string) map[string]any {
	args := make(map[string]any, len(params))
	for k, v := range params {
		args[k] = v
	}
	return args
}
