package locale

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// latinAllowed lists the words that Cyrillic messages may write in Latin: names
// of formats, programs and keys that have no other spelling.
var latinAllowed = []string{"URL", "HTML", "XML", "Word", "Markdown", "Akoma", "Ntoso", "USLM", "SHA-256", "JSON", "CSV", "PDF", "DOCX", "ODT", "JPEG", "PNG", "GIF", "WebP", "UTF-8", "Temporal", "Idempotency-Key", "Ctrl-C", "s", "SVG", "ICS", "Mermaid", "Graphviz"}

// latinNames are names of browsers and systems, which are written as their makers do.
var latinNames = []string{"Firefox", "Chrome", "Edge", "Safari", "Opera", "Samsung", "Internet", "Windows", "macOS", "Linux", "Android", "iOS", "ChromeOS"}

func forms(m *i18n.Message) []string {
	var all []string
	for _, f := range []string{m.Zero, m.One, m.Two, m.Few, m.Many, m.Other} {
		if f != "" {
			all = append(all, f)
		}
	}
	return all
}

func TestEveryMessageStandsInEveryLanguage(t *testing.T) {
	if len(IDs()) < 200 {
		t.Fatalf("got %d messages, want the whole catalogue", len(IDs()))
	}
	for _, l := range Langs() {
		var ids []string
		for id, m := range loaded().messages[l] {
			ids = append(ids, id)
			if strings.TrimSpace(m.Other) == "" {
				t.Errorf("%s in %s has no text", id, l)
			}
		}
		slices.Sort(ids)
		if diff := cmp.Diff(IDs(), ids); diff != "" {
			t.Errorf("%s against the master:\n%s", l, diff)
		}
	}
}

func TestCyrillicMessagesHoldNoLatinLetters(t *testing.T) {
	word := regexp.MustCompile(`[\p{L}\p{N}][\p{L}\p{N}-]*`)
	for id, m := range loaded().messages[SrCyrl] {
		for _, form := range forms(m) {
			for _, w := range word.FindAllString(argument.ReplaceAllString(form, ""), -1) {
				if strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.Latin, r) }) && !slices.Contains(append(latinNames, latinAllowed...), w) {
					t.Errorf("%s: %q is written in Latin", id, w)
				}
			}
		}
	}
}

func TestLatinAndEnglishMessagesHoldNoCyrillicLetters(t *testing.T) {
	for _, l := range []Lang{SrLatn, En} {
		for id, m := range loaded().messages[l] {
			for _, form := range forms(m) {
				if strings.ContainsFunc(form, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
					t.Errorf("%s in %s holds Cyrillic: %q", id, l, form)
				}
			}
		}
	}
}

func TestArgumentsAreTheSameInEveryLanguageAndForm(t *testing.T) {
	for _, id := range IDs() {
		want := loaded().arguments[SrCyrl][id]
		for _, l := range Langs() {
			if diff := cmp.Diff(want, loaded().arguments[l][id]); diff != "" {
				t.Errorf("%s in %s:\n%s", id, l, diff)
			}
			for _, form := range forms(loaded().messages[l][id]) {
				if diff := cmp.Diff(want, argumentsOf(&i18n.Message{Other: form})); diff != "" {
					t.Errorf("%s in %s, %q:\n%s", id, l, form, diff)
				}
				if rest := argument.ReplaceAllString(form, ""); strings.ContainsAny(rest, "{}") {
					t.Errorf("%s in %s holds something other than arguments: %q", id, l, form)
				}
			}
		}
	}
}

func TestPluralsHaveTheirForms(t *testing.T) {
	plurals := 0
	for _, id := range IDs() {
		sr, en := loaded().messages[SrCyrl][id], loaded().messages[En][id]
		if sr.One == "" && sr.Few == "" && en.One == "" {
			continue
		}
		plurals++
		if sr.One == "" || sr.Few == "" || sr.Other == "" {
			t.Errorf("%s lacks a Serbian form: %+v", id, sr)
		}
		if en.One == "" || en.Other == "" || en.Few != "" {
			t.Errorf("%s must have one and other in English: %+v", id, en)
		}
	}
	if plurals == 0 {
		t.Error("no message counts anything")
	}
}

func TestEveryProblemSaysWhatHappenedAndWhatFollows(t *testing.T) {
	codes := 0
	for _, id := range IDs() {
		code, isTitle := strings.CutSuffix(strings.TrimPrefix(id, "problem."), ".title")
		if !strings.HasPrefix(id, "problem.") || !isTitle {
			continue
		}
		codes++
		for _, l := range Langs() {
			title, detail := For(l).T("problem."+code+".title", nil), For(l).T("problem."+code+".detail", nil)
			if strings.HasSuffix(title, ".") {
				t.Errorf("%s in %s: a title has no full stop: %q", code, l, title)
			}
			if !strings.HasSuffix(detail, ".") || detail == "problem."+code+".detail" {
				t.Errorf("%s in %s: a detail is made of sentences: %q", code, l, detail)
			}
			if len(loaded().arguments[l]["problem."+code+".title"]) != 0 {
				t.Errorf("%s in %s: a title takes no arguments", code, l)
			}
		}
	}
	if codes < 80 {
		t.Errorf("got %d problem codes, want all", codes)
	}
}

func TestBadCataloguesAreRefused(t *testing.T) {
	const master = "[a]\nb = \"текст\"\n"
	tests := map[string]struct {
		files map[string]string
		want  string
	}{
		"not TOML":                         {map[string]string{"x.sr-Cyrl.toml": "[a\n"}, "read catalogue catalogue/x.sr-Cyrl.toml"},
		"unknown language":                 {map[string]string{"x.de.toml": master}, "find language"},
		"one message twice":                {map[string]string{"x.sr-Cyrl.toml": master, "y.sr-Cyrl.toml": master}, "stands in two places"},
		"an override of what is not there": {map[string]string{"x.sr-Cyrl.toml": master, "o.sr-Latn.toml": "[a]\nc = \"x\"\n"}, "not in the master"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			fsys := fstest.MapFS{}
			for f, text := range tt.files {
				fsys["catalogue/"+f] = &fstest.MapFile{Data: []byte(text)}
			}
			_, err := load(fsys)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got error %v, want one with %q", err, tt.want)
			}
		})
	}
}
