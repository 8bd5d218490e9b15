package web

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf16"
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
	var b bytes.Buffer
	if n := r.ContentLength; n > 0 {
		b.Grow(int(min(n, usualBody)) + bytes.MinRead)
	}
	_, err := b.ReadFrom(r.Body)
	var over *http.MaxBytesError
	if errors.As(err, &over) {
		return nil, dossier.Refuse(dossier.CodeTooLarge).Because(err)
	}
	if err != nil {
		return nil, dossier.Refuse(codeJSON).Because(err) // the sender broke off
	}
	return b.Bytes(), nil
}

// usualBody is what most bodies are shorter than. More is not made ready for one
// because its sender says that it will come.
const usualBody = 64 << 10

func parseJSON(raw []byte, target any, strict strictness) error {
	if !utf8.Valid(raw) {
		return dossier.Refuse(dossier.CodeNotUTF8, "byte", strconv.Itoa(dossier.InvalidUTF8(string(raw))))
	}
	if !json.Valid(raw) {
		return dossier.Refuse(codeJSON).Because(json.Unmarshal(raw, new(json.RawMessage)))
	}
	s := scan{raw: raw, strict: strict}
	into := reflect.ValueOf(target).Elem()
	var fill reflect.Value
	if simple(into.Type()) {
		fill = into
	}
	err := s.value("", into.Type(), fill, 0)
	if err != nil {
		return dossier.Refuse(codeJSON).Because(err)
	}
	if len(s.fields) > 0 {
		return &dossier.Problem{Code: dossier.CodeInvalid, Fields: s.fields}
	}
	if fill.IsValid() {
		return nil
	}
	err = json.Unmarshal(raw, target)
	if err != nil {
		return dossier.Refuse(codeJSON).Because(err)
	}
	return nil
}

// scan compares a JSON text, which is valid, with a type, token by token, and
// notes each field that does not fit. What is simple it fills in on its way, as
// json.Unmarshal would.
type scan struct {
	raw    []byte
	at     int // of what is to be read next
	half   int // where in the string read last half of a character stands that is written with \u; -1: nowhere
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
	s.half = -1
	if !escaped {
		return string(s.raw[from+1 : s.at-1])
	}
	s.half = halfCharacter(s.raw[from+1 : s.at-1])
	var meant string
	err := json.Unmarshal(s.raw[from:s.at], &meant)
	if err != nil {
		panic(err) // what is valid as a whole is valid in its parts
	}
	return meant
}

// halfCharacter returns the place of the first \u in an escaped string that stands for half
// of a character without the other (RFC 8259, section 8.2), which encoding/json
// replaces without a word; -1: there is none.
func halfCharacter(escaped []byte) int {
	for i := 0; i < len(escaped); i++ {
		if escaped[i] != '\\' {
			continue
		}
		if escaped[i+1] != 'u' {
			i++
			continue
		}
		if r := escapedUnit(escaped[i:]); utf16.IsSurrogate(r) {
			if utf16.DecodeRune(r, escapedUnit(escaped[i+6:])) == utf8.RuneError {
				return i
			}
			i += 6
		}
		i += 5
	}
	return -1
}

// escapedUnit returns what a string begins with that is written with \u; 0: nothing is.
func escapedUnit(escaped []byte) rune {
	if len(escaped) < 6 || escaped[0] != '\\' || escaped[1] != 'u' {
		return 0
	}
	unit, err := strconv.ParseUint(string(escaped[2:6]), 16, 16)
	if err != nil {
		return 0
	}
	return rune(unit)
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

// value reads one value that stands at path. A nil type is skipped, and what has no
// place to be put is only compared.
func (s *scan) value(path string, t reflect.Type, into reflect.Value, depth int) error {
	if depth > maxDepth {
		return errors.New("nested too deep")
	}
	first := s.peek()
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
		if into.IsValid() && first != 'n' {
			into.Set(reflect.New(t))
			into = into.Elem()
		}
	}
	switch first {
	case '{':
		s.at++
		return s.object(path, t, into, depth)
	case '[':
		s.at++
		return s.array(path, t, into, depth)
	case '"':
		word := s.word()
		s.text(path, t, word)
		if into.IsValid() && t.Kind() == reflect.String {
			into.SetString(word)
		}
	case 'n': // null is the same as absent; where that is a fault, it is noted there
		s.literal()
	case 't', 'f':
		said := s.literal()
		switch {
		case t != nil && t.Kind() != reflect.Bool:
			s.note(path, codeFieldType)
		case into.IsValid():
			into.SetBool(said == "true")
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
	case s.half >= 0:
		s.note(path, dossier.CodeNotUTF8, "byte", strconv.Itoa(s.half))
	case strings.IndexByte(v, 0) >= 0:
		s.note(path, dossier.CodeNUL)
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

func (s *scan) array(path string, t reflect.Type, into reflect.Value, depth int) error {
	if t != nil && t.Kind() != reflect.Slice {
		s.note(path, codeFieldType)
		t, into = nil, reflect.Value{}
	}
	if into.IsValid() {
		into.Set(reflect.MakeSlice(t, 0, 1))
	}
	var element reflect.Type
	if t != nil {
		element = t.Elem()
	}
	for i := 0; s.more(); i++ {
		var place reflect.Value
		if into.IsValid() {
			into.Grow(1)
			into.SetLen(i + 1)
			place = into.Index(i)
		}
		err := s.value(path+"["+strconv.Itoa(i)+"]", element, place, depth+1)
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *scan) object(path string, t reflect.Type, into reflect.Value, depth int) error {
	named := t != nil && t.Kind() == reflect.Map // names of the sender's choice
	if t != nil && !named && (t.Kind() != reflect.Struct || t == reflect.TypeFor[time.Time]()) {
		s.note(path, codeFieldType)
		t, into = nil, reflect.Value{}
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
		var place reflect.Value
		if into.IsValid() && known {
			place = into.Field(m.index)
		}
		err := s.value(at, m.t, place, depth+1)
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
	index    int // of the field
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
		m.index = i
		all[name] = m
	}
	known.Store(t, all)
	return all
}

func memberOf(f reflect.StructField) (string, member) {
	name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name, member{t: f.Type, required: !strings.Contains(options, "omit")}
}

// simpleTypes holds what simple found, by type.
var simpleTypes sync.Map

// simple reports whether a type is made of structs, slices, texts and truth values
// alone, none of which reads itself: what scan can fill in.
func simple(t reflect.Type) bool {
	if found, ok := simpleTypes.Load(t); ok {
		return found.(bool)
	}
	is := isSimple(t, 0)
	simpleTypes.Store(t, is)
	return is
}

func isSimple(t reflect.Type, depth int) bool {
	p := reflect.PointerTo(t)
	if depth > maxDepth || p.Implements(textType) || p.Implements(reflect.TypeFor[json.Unmarshaler]()) {
		return false
	}
	switch t.Kind() {
	case reflect.String, reflect.Bool:
		return true
	case reflect.Pointer, reflect.Slice:
		return t.Elem().Kind() != reflect.Uint8 && isSimple(t.Elem(), depth+1)
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			if f.Anonymous || !f.IsExported() || f.Tag.Get("json") == "" || f.Tag.Get("json") == "-" || strings.Contains(f.Tag.Get("json"), ",string") || !isSimple(f.Type, depth+1) {
				return false
			}
		}
		return true
	}
	return false
}
