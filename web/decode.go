package web

import (
	"encoding"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/dossier"
)

// strictness says whether an absent field is refused here, or left to the
// domain, which has a better word for it.
type strictness bool

const (
	required strictness = true
	lenient  strictness = false
)

// readJSON reads the body of a request into target, a pointer to a struct of
// package api. It refuses another media type, what is not JSON in UTF-8, and,
// by name, each field that is unknown, absent, there twice, of another type, or
// holds a zero character. Names are compared to the letter.
func readJSON(r *http.Request, target any, strict strictness) error {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || (kind != "application/json" && !strings.HasSuffix(kind, "+json")) {
		return dossier.Refuse(codeMediaType)
	}
	raw, err := readBody(r)
	if err != nil {
		return err
	}
	return parseJSON(raw, target, strict)
}

// readBody reads the whole body; refused too_large beyond the route's bound.
func readBody(r *http.Request) ([]byte, error) {
	raw, err := io.ReadAll(r.Body)
	var over *http.MaxBytesError
	if errors.As(err, &over) {
		return nil, dossier.Refuse(dossier.CodeTooLarge).Because(err)
	}
	if err != nil {
		return nil, dossier.Refuse(codeJSON).Because(err) // the sender broke off
	}
	return raw, nil
}

func parseJSON(raw []byte, target any, strict strictness) error {
	if at := invalidUTF8(raw); at >= 0 {
		return dossier.Refuse(dossier.CodeNotUTF8, "byte", strconv.Itoa(at))
	}
	if !json.Valid(raw) {
		return dossier.Refuse(codeJSON).Because(json.Unmarshal(raw, new(json.RawMessage)))
	}
	s := scan{raw: raw, strict: strict}
	err := s.value("", reflect.TypeOf(target).Elem(), 0)
	if err != nil {
		return dossier.Refuse(codeJSON).Because(err)
	}
	if len(s.fields) > 0 {
		return &dossier.Problem{Code: dossier.CodeInvalid, Fields: s.fields}
	}
	err = json.Unmarshal(raw, target)
	if err != nil {
		return dossier.Refuse(codeJSON).Because(err)
	}
	return nil
}

// invalidUTF8 returns the place of the first byte that is not UTF-8; -1: none.
func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// scan compares a JSON text, which is valid, with a type, token by token, and
// notes each field that does not fit.
type scan struct {
	raw    []byte
	at     int // of what is to be read next
	strict strictness
	fields []dossier.Field
}

// peek returns the first byte of what comes next; a comma or colon before it is
// passed, as is white space.
func (s *scan) peek() byte {
	for {
		switch c := s.raw[s.at]; c {
		case ' ', '\t', '\r', '\n', ',', ':':
			s.at++
		default:
			return c
		}
	}
}

// more reports whether another element stands before the end of an object or
// array, and passes that end.
func (s *scan) more() bool {
	c := s.peek()
	if c == '}' || c == ']' {
		s.at++
		return false
	}
	return true
}

// word returns the string that comes next, as it is meant.
func (s *scan) word() string {
	from, escaped := s.at, false
	for s.at++; s.raw[s.at] != '"'; s.at++ {
		if s.raw[s.at] == '\\' {
			escaped = true
			s.at++
		}
	}
	s.at++
	if !escaped {
		return string(s.raw[from+1 : s.at-1])
	}
	var meant string
	err := json.Unmarshal(s.raw[from:s.at], &meant)
	if err != nil {
		panic(err) // what is valid as a whole is valid in its parts
	}
	return meant
}

// literal returns the number, true, false or null that comes next.
func (s *scan) literal() string {
	from := s.at
	for s.at < len(s.raw) && !strings.ContainsRune(" \t\r\n,]}", rune(s.raw[s.at])) {
		s.at++
	}
	return string(s.raw[from:s.at])
}

// maxDepth bounds how deep a request may nest; maxFaults how many of its faults
// are named.
const maxDepth, maxFaults = 32, 100

func (s *scan) note(path string, code dossier.Code, params ...string) {
	if len(s.fields) < maxFaults {
		s.fields = append(s.fields, dossier.Field{Name: path, Code: code, Params: dossier.Refuse(code, params...).Params})
	}
}

var textType = reflect.TypeFor[encoding.TextUnmarshaler]()

// value reads one value that stands at path. A nil type is skipped.
func (s *scan) value(path string, t reflect.Type, depth int) error {
	if depth > maxDepth {
		return errors.New("nested too deep")
	}
	first := s.peek()
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch first {
	case '{':
		s.at++
		return s.object(path, t, depth)
	case '[':
		s.at++
		return s.array(path, t, depth)
	case '"':
		s.text(path, t, s.word())
	case 'n': // null is the same as absent; where that is a fault, it is noted there
		s.literal()
	case 't', 'f':
		s.literal()
		if t != nil && t.Kind() != reflect.Bool {
			s.note(path, codeFieldType)
		}
	default:
		s.number(path, t, json.Number(s.literal()))
	}
	return nil
}

func (s *scan) text(path string, t reflect.Type, v string) {
	switch {
	case t == nil:
	case reflect.PointerTo(t).Implements(textType):
		if reflect.New(t).Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(v)) != nil {
			s.note(path, codeFieldType)
		}
	case t.Kind() != reflect.String:
		s.note(path, codeFieldType)
	case strings.ContainsRune(v, 0):
		s.note(path, dossier.CodeNotUTF8, "byte", strconv.Itoa(strings.IndexByte(v, 0)))
	}
}

func (s *scan) number(path string, t reflect.Type, v json.Number) {
	if t == nil {
		return
	}
	var err error
	switch t.Kind() {
	case reflect.Int, reflect.Int64:
		_, err = v.Int64()
	case reflect.Float32, reflect.Float64:
		_, err = v.Float64()
	default:
		err = errors.New("not a number")
	}
	if err != nil {
		s.note(path, codeFieldType)
	}
}

func (s *scan) array(path string, t reflect.Type, depth int) error {
	if t != nil && t.Kind() != reflect.Slice {
		s.note(path, codeFieldType)
		t = nil
	}
	var element reflect.Type
	if t != nil {
		element = t.Elem()
	}
	for i := 0; s.more(); i++ {
		err := s.value(path+"["+strconv.Itoa(i)+"]", element, depth+1)
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *scan) object(path string, t reflect.Type, depth int) error {
	named := t != nil && t.Kind() == reflect.Map // names of the sender's choice
	if t != nil && !named && (t.Kind() != reflect.Struct || t == reflect.TypeFor[time.Time]()) {
		s.note(path, codeFieldType)
		t = nil
	}
	var members map[string]member
	if !named {
		members = membersOf(t)
	}
	seen := map[string]bool{}
	for s.more() {
		name := s.word()
		at := join(path, name)
		m, known := members[name]
		if named {
			m, known = member{t: t.Elem()}, true
		}
		switch {
		case t == nil:
		case !known:
			s.note(at, codeFieldUnknown)
		case seen[name]:
			s.note(at, codeFieldTwice)
		}
		err := s.value(at, m.t, depth+1)
		if err != nil {
			return err
		}
		seen[name] = true
	}
	if s.strict == lenient {
		return nil
	}
	if t != nil && !named {
		for i := range t.NumField() {
			name, m := memberOf(t.Field(i))
			if m.required && !seen[name] {
				s.note(join(path, name), codeFieldRequired)
			}
		}
	}
	return nil
}

func join(path, name string) string {
	if len(name) > 100 {
		name = name[:100] + "…"
	}
	if path == "" {
		return name
	}
	return path + "." + name
}

type member struct {
	t        reflect.Type
	required bool
}

// known holds what membersOf found, by type.
var known sync.Map

// membersOf returns what an object of the type may hold, by name.
func membersOf(t reflect.Type) map[string]member {
	if t == nil {
		return nil
	}
	if found, ok := known.Load(t); ok {
		return found.(map[string]member)
	}
	all := map[string]member{}
	for i := range t.NumField() {
		name, m := memberOf(t.Field(i))
		all[name] = m
	}
	known.Store(t, all)
	return all
}

func memberOf(f reflect.StructField) (string, member) {
	name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name, member{t: f.Type, required: !strings.Contains(options, "omit")}
}
