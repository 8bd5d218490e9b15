package redline

import (
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// validate holds documents to the OASIS schema of Akoma Ntoso 3.0.
func validate(t testing.TB, documents map[string][]byte) {
	t.Helper()
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Fatalf("find xmllint: %v (make xmllint)", err)
	}
	dir := t.TempDir()
	args := []string{"--noout", "--nonet", "--schema", "../act/testdata/vendor/akomantoso-1.0/akomantoso30.xsd"}
	for name, document := range documents {
		file := filepath.Join(dir, filepath.Base(name)+".akn")
		if err := os.WriteFile(file, document, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	if out, err := exec.Command(lint, args...).CombinedOutput(); err != nil {
		t.Errorf("%v: %.2000s", err, out)
	}
}

// A textualMod is a modification as the document tells it.
type textualMod struct {
	Type     string   `xml:"type,attr"`
	RefersTo string   `xml:"refersTo,attr"`
	To       []target `xml:"destination"`
	Old      []target `xml:"old"`
	New      []target `xml:"new"`
	Previous *struct {
		Href  string `xml:"href,attr"`
		Lines []struct {
			Text string `xml:",innerxml"`
		} `xml:"div>p"`
	} `xml:"previous"`
}

type target struct {
	Href string `xml:"href,attr"`
}

func (m textualMod) String() string {
	ids := func(all []target) string {
		var out []string
		for _, t := range all {
			_, id, _ := strings.Cut(t.Href, "#")
			out = append(out, id)
		}
		return strings.Join(out, "+")
	}
	return strings.TrimSpace(m.Type + m.RefersTo + " " + ids(m.Old) + ">" + ids(m.New))
}

func modifications(t testing.TB, document []byte) []textualMod {
	t.Helper()
	var d struct {
		Mods []textualMod `xml:"act>meta>analysis>passiveModifications>textualMod"`
	}
	if err := xml.Unmarshal(document, &d); err != nil {
		t.Fatal(err)
	}
	return d.Mods
}

// articles writes an act of articles that hold one paragraph each.
func articles(texts ...string) string {
	var b strings.Builder
	for i, text := range texts {
		fmt.Fprintf(&b, "Члан %d.\n%s\n", i+1, text)
	}
	return b.String()
}

func TestTheModificationsOfAKN(t *testing.T) {
	long := "Орган који води читаоницу дужан је да сваке године објави извештај о њеном раду и о утрошеним средствима."
	tests := []struct {
		name, old, new string
		want           []string
	}{
		{"nothing changed", articles("Први текст члана."), articles("Први текст члана."), nil},
		{
			"words were edited", articles("Орган одговара у року од 30 дана од пријема."), articles("Орган одговара у року од 20 дана од пријема."),
			[]string{"substitution art_1>art_1"},
		},
		{
			"an article was put in", articles("Читаоница је отворена сваког радног дана.", long), articles("Читаоница је отворена сваког радног дана.", "Накнада се не плаћа ни у ком случају.", long),
			[]string{"renumbering art_2>art_3", "insertion >art_2"},
		},
		{
			"an article was taken out", articles("Читаоница је отворена сваког радног дана.", "Накнада се не плаћа ни у ком случају.", long), articles("Читаоница је отворена сваког радног дана.", long),
			[]string{"renumbering art_3>art_2", "repeal art_2>"},
		},
		{"only the writing differs", articles("Реч „такса” мења се."), articles("Реч \"такса\" мења се."), []string{"substitution#typography art_1>art_1"}},
	}
	documents := map[string][]byte{}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			old, new, r := compareActs(t, tt.old, tt.new)
			document, err := r.AKN(old, new, act.Work{Date: "2026-11-23"}, act.Work{Date: "2026-11-23", Version: "2026-12-01"})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, m := range modifications(t, document) {
				got = append(got, m.String())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			checkAKN(t, old, new, r, document)
			documents[tt.name] = document
		})
	}
	validate(t, documents)
}

// checkAKN checks what holds of every document: the text is the new act, local references lead to provisions that are there, and the old
// text of what was changed or repealed is there to the letter.
func checkAKN(t testing.TB, old, new *act.Act, r *Redline, document []byte) {
	t.Helper()
	back, err := act.Parse(document, act.Options{Name: "a.akn"})
	if err != nil {
		t.Fatal(err)
	}
	if back.Hash != new.Hash {
		t.Errorf("read back, the text is another act")
	}
	ids := map[string]bool{}
	var references []string
	for d := xml.NewDecoder(strings.NewReader(string(document))); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range start.Attr {
			switch a.Name.Local {
			case "eId":
				ids[a.Value] = true
			case "href", "refersTo", "source":
				if id, ok := strings.CutPrefix(a.Value, "#"); ok {
					references = append(references, id)
				}
			}
		}
	}
	for _, id := range references {
		if !ids[id] {
			t.Errorf("#%s leads nowhere", id)
		}
	}
	previous := map[string]string{}
	for _, m := range modifications(t, document) {
		if m.Previous == nil {
			continue
		}
		var lines []string
		for _, line := range m.Previous.Lines {
			lines = append(lines, flat(t, line.Text))
		}
		_, id, _ := strings.Cut(m.Previous.Href, "#")
		previous[id] = strings.Join(lines, "\n")
	}
	for i := range r.Changes {
		ch := &r.Changes[i]
		if len(ch.Old) != 1 || ch.Level != LevelArticle || !ch.Edited && !ch.Removed() {
			continue
		}
		if got, want := previous[ch.Old[0]], old.Find(ch.Old[0]).PlainText(); got != want {
			t.Errorf("the old text of %s is %q, want %q", ch.Old[0], got, want)
		}
	}
}

// flat returns the characters of a piece of markup.
func flat(t testing.TB, markup string) string {
	t.Helper()
	var b strings.Builder
	for d := xml.NewDecoder(strings.NewReader(markup)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return b.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		if text, ok := token.(xml.CharData); ok {
			b.Write(text)
		}
	}
}

func TestAKNIsOfTheActsThatWereCompared(t *testing.T) {
	old, new, r := compareActs(t, articles("Први."), articles("Други."))
	if _, err := r.AKN(new, old, act.Work{}, act.Work{}); err == nil {
		t.Error("the acts the other way round are accepted")
	}
}

func TestSplitsMergesAndMovesInAKN(t *testing.T) {
	r := &Redline{
		Changes: []Change{
			{Level: LevelArticle, Old: []string{"art_1"}, New: []string{"art_1", "art_2"}, Edited: true, Spans: []Span{{Op: Equal, Text: "а"}}},
			{Level: LevelArticle, Old: []string{"art_2", "art_3"}, New: []string{"art_3"}, Spans: []Span{{Op: Deleted, Text: "б\n<в>"}, {Op: Inserted, Text: "г"}}},
			{Level: LevelArticle, Old: []string{"art_4"}, New: []string{"art_5"}, Moved: true, Renumbered: true, Edited: true, Spans: []Span{{Op: Typographic, Text: "д", Old: "\x01ђ"}}},
			{Level: LevelArticle, Old: []string{"art_5"}, New: []string{"art_4"}, Renumbered: true},
		},
		Title: []Span{{Op: Deleted, Text: "Закон"}, {Op: Inserted, Text: "Уредба"}},
	}
	_, new, _ := compareActs(t, "", "Уредба о таксама\n"+articles("а", "б", "в", "г", "д"))
	old := parse(t, []byte("Закон\nЧлан 1.\nа\n"))
	r.Old, r.New = old.Hash, new.Hash
	document, err := r.AKN(old, new, act.Work{}, act.Work{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range modifications(t, document) {
		got = append(got, m.String())
	}
	want := []string{
		"substitution longtitle>longtitle", "split art_1>art_1+art_2", "join art_2+art_3>art_3", "renumbering#move art_4>art_5",
		"substitution art_4>art_5", "renumbering art_5>art_4",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, part := range []string{"<p><del>б</del></p><p><del>&lt;в&gt;</del></p>", "<p>\ufffdђ</p>", `eId="move"`} {
		if !strings.Contains(string(document), part) {
			t.Errorf("%s is not in the document", part)
		}
	}
	validate(t, map[string][]byte{"all": document})
}
