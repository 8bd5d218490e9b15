package procedure

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	err = c.AddResource("procedure.json", doc)
	if err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("procedure.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t *testing.T, s *jsonschema.Schema, src []byte) error {
	t.Helper()
	var doc any
	err := yaml.Unmarshal(src, &doc)
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(doc)
}

func TestEveryShippedFileFollowsTheSchema(t *testing.T) {
	s := compiled(t)
	for _, f := range Files() {
		err := validate(t, s, f.Source)
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	for name, src := range map[string]string{"what depends on the act": choosing, "an heir": heir} {
		err := validate(t, s, []byte(src))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, d := range Shipped() {
		err := validate(t, s, d.Source)
		if err != nil {
			t.Errorf("%s written out: %v", d.ID, err)
		}
	}
}

func TestWhatIsNotInTheLanguageDoesNotFollowTheSchema(t *testing.T) {
	s := compiled(t)
	for _, c := range []struct{ name, old, new string }{
		{"an unknown key", "listed: false", "verzija: 1"},
		{"an unknown kind", "kind: notice", "kind: announcement"},
		{"an unknown document", "docs: [act]", "docs: [poem]"},
		{"a term that is none", "term: 5d", "term: 5 dana"},
		{"a term without basis", "term: 5d, from: publication, basis: Пробни поступак,", "term: 5d, from: publication,"},
		{"an unknown evidence", "evidence: inferred", "evidence: rumour"},
		{"an unknown gate", "code: report_published", "code: weather_fine"},
		{"a window from nowhere", "from: publication", "from: tomorrow"},
		{"no title", "title_en: Decision\n    kind", "kind"},
		{"a flag that is none", "listed: false", "listed: ne"},
		{"an end of no kind", "ends: completed", "ends: finished"},
		{"a quorum in numbers and percentages", "signers: 2", "collegial: true\n    quorum: {members: 9, present: 5, present_above: 50, basis: Б, evidence: inferred}"},
		{"a quorum of more than all", "signers: 2", "collegial: true\n    quorum: {present_above: 100, basis: Б, evidence: inferred}"},
		{"a quorum that asks for nobody", "signers: 2", "collegial: true\n    quorum: {basis: Б, evidence: inferred}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := twoStage(t)
			lineOf(t, src, c.old)
			err := validate(t, s, []byte(strings.Replace(src, c.old, c.new, 1)))
			if err == nil {
				t.Error("it follows the schema")
			}
		})
	}
}

// everything is a file with every part of the language, for its keys alone.
const everything = `
remove: {}
traits: [{values: [{}]}]
grounds: [{}]
bodies: [{}]
phases: [{}]
stages:
  - {docs_when: [{}], windows: [{}], gates: [{}], signatures: [{}], quorum: {}, quorum_when: [{}], thresholds: [{}], givers: [{}], refresh: {}, outcomes: [{}]}
not_applicable: [{}]
`

func TestTheSchemaAndTheReaderKnowTheSameKeys(t *testing.T) {
	read := map[string][]string{}
	r := &reader{heard: func(what, key string) { read[what] = append(read[what], key) }}
	r.definition(r.root([]byte(everything)))
	var file struct {
		Title      string
		Properties map[string]json.RawMessage
		Defs       map[string]struct {
			Title      string
			Properties map[string]json.RawMessage
		} `json:"$defs"`
	}
	err := json.Unmarshal(Schema(), &file)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string][]string{}
	put := func(title string, properties map[string]json.RawMessage) {
		for key := range properties {
			if !slices.Contains([]string{"inherits", "remove", "after", "before"}, key) { // read when what is inherited is put in
				known[title] = append(known[title], key)
			}
		}
	}
	put(file.Title, file.Properties)
	for _, d := range file.Defs {
		put(d.Title, d.Properties)
	}
	for _, keys := range []map[string][]string{read, known} {
		for what := range keys {
			slices.Sort(keys[what])
			keys[what] = slices.Compact(keys[what])
		}
	}
	if d := cmp.Diff(read, known); d != "" {
		t.Errorf("(-reader +schema):\n%s", d)
	}
}

func TestTheSchemaKnowsTheWordsOfTheLanguage(t *testing.T) {
	type holder struct {
		Enum  []string
		Items struct{ Enum []string }
	}
	var file struct {
		Properties map[string]holder
		Defs       map[string]struct{ Properties map[string]json.RawMessage } `json:"$defs"`
	}
	err := json.Unmarshal(Schema(), &file)
	if err != nil {
		t.Fatal(err)
	}
	words := func(def, key string) []string {
		var h struct {
			holder
			AnyOf []holder `json:"anyOf"`
		}
		err := json.Unmarshal(file.Defs[def].Properties[key], &h)
		if err != nil {
			t.Fatalf("%s/%s: %v", def, key, err)
		}
		all := append(h.Enum, h.Items.Enum...)
		for _, a := range h.AnyOf {
			all = append(all, a.Enum...)
		}
		return all
	}
	text := func(list any) []string {
		b, err := json.Marshal(list)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		err = json.Unmarshal(b, &all)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	for _, c := range []struct {
		name      string
		got, want []string
	}{
		{"kinds of stages", words("stage", "kind"), text(Kinds)},
		{"documents", words("stage", "docs"), DocumentKinds},
		{"documents that are published", words("stage", "public_docs"), DocumentKinds},
		{"documents that come after opinions", words("stage", "docs_after"), DocumentKinds},
		{"documents under a condition", words("document_when", "doc"), DocumentKinds},
		{"gates", words("gate", "code"), Gates},
		{"evidence", words("window", "evidence"), evidences},
		{"evidence of the first day", file.Properties["valid_from_evidence"].Enum, evidences},
		{"kinds of windows", words("window", "kind"), text([]WindowKind{MinWindow, MaxWindow, CommentMinWindow})},
		{"who must be asked", words("giver", "mandatory"), text([]Mandatory{Always, Conditional})},
		{"endings", words("outcome", "ends"), text([]Ending{Completed, Rejected, Withdrawn})},
		{"silence", words("stage", "silence"), text([]Silence{SilenceNone, NoObjection})},
		{"states of the text", words("stage", "text"), text([]TextState{TextOpen, TextFrozen})},
		{"kinds of acts", file.Properties["acts"].Items.Enum, ActKinds},
		{"forms", file.Properties["opens_as"].Enum, text([]Form{Draft, Proposal})},
	} {
		if d := cmp.Diff(c.want, c.got); d != "" {
			t.Errorf("%s (-program +schema):\n%s", c.name, d)
		}
	}
}
