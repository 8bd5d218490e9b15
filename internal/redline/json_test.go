package redline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fill gives every exported field of a value something of its own, and every list two members, or none where they are to be bare.
func fill(v reflect.Value, n *int, bare bool) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("ред %d\n„a“ \"b\" \\ <c> \u2028\x01\x7f\xff ж", *n))
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 0, 2))
		for range 2 {
			if !bare {
				member := reflect.New(v.Type().Elem()).Elem()
				fill(member, n, bare)
				v.Set(reflect.Append(v, member))
			}
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n, bare)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), n, bare)
			}
		}
	default:
		panic("a field of a kind that JSON does not write: " + v.Kind().String())
	}
}

func TestJSONIsThatOfTheStandardLibrary(t *testing.T) {
	var full, bare Redline
	n := 0
	fill(reflect.ValueOf(&full).Elem(), &n, false)
	fill(reflect.ValueOf(&bare).Elem(), &n, true)
	nested := Redline{
		Changes:    []Change{{}, {Old: []string{}, Spans: []Span{{}}, Provisions: []Provision{{}}}},
		Cascades:   []Cascade{{}, {IDs: []IDPair{}}},
		References: []ReferenceChange{{}},
	}
	for name, r := range map[string]*Redline{"every field": &full, "empty lists": &bare, "nothing": {}, "members with nothing": &nested} {
		t.Run(name, func(t *testing.T) {
			got, err := r.JSON()
			if err != nil {
				t.Fatal(err)
			}
			var want bytes.Buffer
			enc := json.NewEncoder(&want)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", " ")
			err = enc.Encode(r)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want.String(), string(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzJSONText(f *testing.F) {
	for _, s := range []string{"", "став", "\xd0", "\xd0a", "a\xe2\x80\xa8\u2029b", "\x00\x1f\x7f \"\\/", "\ufffd", "\xed\xa0\x80", "<&>\b\f\n\r\t", "𝔸"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var want bytes.Buffer
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		err := enc.Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		got := append(appendJSONText(nil, s), '\n')
		if !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%q: got %s, want %s", s, got, want.Bytes())
		}
	})
}
