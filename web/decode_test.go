package web

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/web/api"
)

type inner struct {
	Body  string    `json:"body"`
	Quote *inner    `json:"quote,omitempty"`
	At    time.Time `json:"at,omitempty,omitzero"`
}

type outer struct {
	Seq   int64    `json:"seq"`
	Pace  float64  `json:"pace,omitempty,omitzero"`
	Yes   bool     `json:"yes,omitempty,omitzero"`
	Items []inner  `json:"items,omitempty,omitzero"`
	Names []string `json:"names,omitempty,omitzero"`

	Traits map[string]string `json:"traits,omitempty,omitzero"`
}

func TestABodyThatDoesNotFitIsRefusedFieldByField(t *testing.T) {
	tests := map[string]struct {
		json string
		want []string
	}{
		"what fits":                                     {`{"seq":1,"pace":0.5,"yes":true,"items":[{"body":"а","quote":{"body":"б"},"at":"2026-11-23T08:00:00Z"}],"names":["в"]}`, nil},
		"null is the same as absent":                    {`{"seq":1,"items":null,"names":null}`, nil},
		"an unknown field":                              {`{"seq":1,"sek":2}`, []string{"sek:field_unknown"}},
		"another case is another name":                  {`{"Seq":1}`, []string{"Seq:field_unknown", "seq:field_required"}},
		"an unknown field deep inside":                  {`{"seq":1,"items":[{"body":"а"},{"body":"б","quote":{"body":"","x":{"y":[1]}}}]}`, []string{"items[1].quote.x:field_unknown"}},
		"a required field is absent":                    {`{"items":[{}]}`, []string{"items[0].body:field_required", "seq:field_required"}},
		"a field twice":                                 {`{"seq":1,"seq":2}`, []string{"seq:field_twice"}},
		"text for a number":                             {`{"seq":"1"}`, []string{"seq:field_type"}},
		"a fraction for a whole number":                 {`{"seq":1.5}`, []string{"seq:field_type"}},
		"a number out of range":                         {`{"seq":99999999999999999999}`, []string{"seq:field_type"}},
		"a number for text":                             {`{"seq":1,"names":[1]}`, []string{"names[0]:field_type"}},
		"an object for a list":                          {`{"seq":1,"items":{"a":1}}`, []string{"items:field_type"}},
		"a list for an object":                          {`{"seq":1,"items":[[]]}`, []string{"items[0]:field_type"}},
		"truth for text":                                {`{"seq":1,"names":[true]}`, []string{"names[0]:field_type"}},
		"an instant that is none":                       {`{"seq":1,"items":[{"body":"","at":"јуче"}]}`, []string{"items[0].at:field_type"}},
		"an object for an instant":                      {`{"seq":1,"items":[{"body":"","at":{"x":1}}]}`, []string{"items[0].at:field_type"}},
		"names of the sender's choice":                  {`{"seq":1,"traits":{"novelty":"minor","x y":""}}`, nil},
		"such a name twice":                             {`{"seq":1,"traits":{"novelty":"minor","novelty":"new"}}`, []string{"traits.novelty:field_twice"}},
		"a number for a text under such a name":         {`{"seq":1,"traits":{"novelty":1,"extent":{"a":1}}}`, []string{"traits.novelty:field_type", "traits.extent:field_type"}},
		"a list for such names":                         {`{"seq":1,"traits":["novelty"]}`, []string{"traits:field_type"}},
		"half of a character":                           {`{"seq":1,"names":["a\ud800 b"]}`, []string{"names[0]:not_utf8"}},
		"the other half":                                {`{"seq":1,"names":["a\udc00b"]}`, []string{"names[0]:not_utf8"}},
		"two first halves":                              {`{"seq":1,"names":["\ud83d\ud83d"]}`, []string{"names[0]:not_utf8"}},
		"a zero character":                              {`{"seq":1,"names":["a\u0000b"]}`, []string{"names[0]:nul_character"}},
		"a name that is long is named by its beginning": {`{"seq":1,"` + strings.Repeat("x", 500) + `":1}`, []string{strings.Repeat("x", 100) + "…:field_unknown"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got outer
			err := parseJSON([]byte(tt.json), &got, required)
			var p *dossier.Problem
			if !errors.As(err, &p) {
				if err != nil || tt.want != nil {
					t.Fatalf("got error %v, want fields %v", err, tt.want)
				}
				return
			}
			if diff := cmp.Diff(tt.want, each(p.Fields, func(f dossier.Field) string { return f.Name + ":" + string(f.Code) })); diff != "" {
				t.Errorf("%s:\n%s", tt.json, diff)
			}
		})
	}
}

func TestWhatIsNotJSONIsRefused(t *testing.T) {
	tests := map[string]struct {
		text string
		want dossier.Code
	}{
		"nothing":              {"", codeJSON},
		"half":                 {`{"seq":`, codeJSON},
		"a comma too many":     {`{"seq":1,}`, codeJSON},
		"something behind":     {`{"seq":1} {"seq":2}`, codeJSON},
		"another form":         {"seq: 1", codeJSON},
		"too deep":             {strings.Repeat(`{"items":[`, 40), codeJSON},
		"a byte without sense": {"{\"seq\":1,\"names\":[\"\xff\"]}", dossier.CodeNotUTF8},
		"text as the whole":    {`"seq"`, dossier.CodeInvalid},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got outer
			err := parseJSON([]byte(tt.text), &got, required)
			if dossier.CodeOf(err) != tt.want || err == nil {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestALenientReaderLeavesAbsentFieldsToTheDomain(t *testing.T) {
	var got outer
	err := parseJSON([]byte(`{"items":[{}]}`), &got, lenient)
	if err != nil {
		t.Error(err)
	}
	err = parseJSON([]byte(`{"sek":1}`), &got, lenient)
	if dossier.CodeOf(err) != dossier.CodeInvalid || err == nil {
		t.Errorf("got %v, want the unknown field refused", err)
	}
}

func FuzzWhatIsReadIsWhatWasSent(f *testing.F) {
	if !simple(reflect.TypeFor[api.NewSubmission]()) {
		f.Fatal("a submission is not read in one look")
	}
	f.Add([]byte(`{"author":{"kind":"citizen","publish_name":true,"email":null},"lang":"en","comments":[null,{"kind":"a\u0161","body":"б","quote":null,"attachments":["x",null]},{"kind":"","body":"","quote":{"exact":"x"},"attachments":[]}]}`))
	f.Add([]byte(`{"author":{"kind":"citizen","name":"Петар"},"comments":[{"kind":"change","body":"текст","quote":{"exact":"x"}}]}`))
	f.Add([]byte(`{"author":{"kind":"citizen"},"comments":[{"kind":"change","body":"\ud800"}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var in api.NewSubmission
		err := parseJSON(b, &in, required)
		if err != nil {
			if dossier.CodeOf(err) == dossier.CodeInternal {
				t.Fatalf("refused without a code: %v", err)
			}
			return
		}
		var usual api.NewSubmission
		err = json.Unmarshal(b, &usual)
		if err != nil {
			t.Fatalf("the usual reader: %v", err)
		}
		if diff := cmp.Diff(usual, in); diff != "" {
			t.Errorf("read otherwise than usual: %s", diff)
		}
		again, err := json.Marshal(in)
		if err != nil || !utf8.Valid(again) {
			t.Fatalf("write what was read: %v", err)
		}
		var back api.NewSubmission
		err = parseJSON(again, &back, required)
		if err != nil {
			t.Fatalf("read what was written: %v", err)
		}
		if diff := cmp.Diff(in, back, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	})
}
