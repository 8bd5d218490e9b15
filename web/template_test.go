package web

import (
	"html/template"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web/browsertest"
)

// hostile is what somebody may type where a text is taken: markup, quotes,
// characters that turn the direction of writing, and a word without end.
var hostile = `<script>alert("x")</script>'"` + "\u202e\u2066" + `</textarea></title>javascript:alert(1)` + strings.Repeat("ћ", 20_000)

// filled returns a value of a type with every text hostile, every number and
// flag set and every list with two entries, as deep as it goes.
func filled(typ reflect.Type, depth int) reflect.Value {
	v := reflect.New(typ).Elem()
	if depth > 8 {
		return v
	}
	switch {
	case typ == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Date(2026, 11, 23, 7, 12, 0, 0, time.UTC)))
		return v
	}
	switch typ.Kind() {
	case reflect.String:
		v.SetString(hostile)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64, reflect.Int32:
		v.SetInt(3)
	case reflect.Float64:
		v.SetFloat(0.5)
	case reflect.Uint8:
		v.SetUint(7)
	case reflect.Pointer:
		v.Set(reflect.New(typ.Elem()))
		v.Elem().Set(filled(typ.Elem(), depth+1))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(typ, 2, 2))
		for i := range 2 {
			v.Index(i).Set(filled(typ.Elem(), depth+1))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(typ))
		v.SetMapIndex(filled(typ.Key(), depth+1), filled(typ.Elem(), depth+1))
	case reflect.Struct:
		for i := range typ.NumField() {
			if typ.Field(i).Anonymous && typ.Field(i).Type.Kind() == reflect.Struct {
				for j := range typ.Field(i).Type.NumField() {
					if inner := typ.Field(i).Type.Field(j); inner.IsExported() {
						v.Field(i).Field(j).Set(filled(inner.Type, depth+1))
					}
				}
				continue
			}
			if typ.Field(i).IsExported() {
				f := filled(typ.Field(i).Type, depth+1)
				if typ.Field(i).Type.Kind() == reflect.String && dated(typ.Field(i)) {
					f.SetString("2026-11-23")
				}
				v.Field(i).Set(f)
			}
		}
	}
	return v
}

// dated reports whether a text field holds a civil date of our own making.
func dated(f reflect.StructField) bool { return f.Tag.Get("web") == "date" }

// TestEveryTemplateBearsWhateverIsTyped executes every template in every
// language with its struct filled with hostile text, and with it empty: nothing
// breaks out of its place.
func TestEveryTemplateBearsWhateverIsTyped(t *testing.T) {
	for name, typ := range written {
		for _, l := range locale.Langs() {
			for what, body := range map[string]any{"hostile": filled(typ, 0).Interface(), "empty": reflect.Zero(typ).Interface()} {
				f := frame{heading: heading{Title: hostile, Crumbs: []link{{Text: hostile}}, Rehearsal: true, Staff: true, Sent: hostile}, Lang: string(l),
					Flash: hostile, Badge: badge{Name: hostile}, Nav: []navigation{{link: link{Href: "/x", Text: hostile}}}, Demonstration: true, Body: body}
				b, err := execute(l, name, f)
				if err != nil {
					t.Errorf("%s, %s in %s: %v", name, what, l, err)
					continue
				}
				page := string(b)
				for _, out := range []string{"<script>alert", "\u202e", `href="javascript:`, `action="javascript:`, "ZgotmplZ"} {
					if out == "ZgotmplZ" && what == "hostile" {
						continue // a hostile address is taken out, which is right
					}
					if strings.Contains(page, out) {
						t.Errorf("%s, %s in %s: %q breaks out", name, what, l, out)
					}
				}
				faults := slices.DeleteFunc(inline(page), func(f string) bool { return strings.HasPrefix(f, "id ") }) // made of the same texts here
				if len(faults) > 0 {
					t.Errorf("%s, %s in %s: %v", name, what, l, faults)
				}
			}
		}
	}
}

func TestEveryTemplateIsShownByAPage(t *testing.T) {
	names, err := fs.Glob(templates, "templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if slices.Contains(shared, name) {
			continue
		}
		if _, ok := written[strings.TrimSuffix(path.Base(name), ".html")]; !ok {
			t.Errorf("%s belongs to no page", name)
		}
	}
	for name := range written {
		if !slices.Contains(names, "templates/"+name+".html") {
			t.Errorf("there is no template %s", name)
		}
	}
}

// TestASerbianPageHoldsNoOtherWord executes every template in Cyrillic with
// Cyrillic in its struct: a Latin word is one that stands in the template itself,
// or a message that the catalogue lacks.
func TestASerbianPageHoldsNoOtherWord(t *testing.T) {
	kept := hostile
	defer func() { hostile = kept }()
	hostile = "текст"
	for name, typ := range written {
		for what, body := range map[string]any{"filled": filled(typ, 0).Interface(), "empty": reflect.Zero(typ).Interface()} {
			b, err := execute(locale.SrCyrl, name, frame{heading: heading{Title: hostile, Rehearsal: true}, Lang: string(locale.SrCyrl), Flash: hostile,
				Badge: badge{Name: hostile}, Demonstration: true, Body: body})
			if err != nil {
				t.Errorf("%s, %s: %v", name, what, err)
				continue
			}
			for _, word := range browsertest.Latin(t, string(b)) {
				t.Errorf("%s, %s: %q is not Serbian Cyrillic", name, what, word)
			}
		}
	}
}

// TestTemplatesHoldNothingInLine keeps scripts and styles in files of their own.
func TestTemplatesHoldNothingInLine(t *testing.T) {
	names, err := fs.Glob(templates, "templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(templates, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"hx-on", "style=", " onclick", "<style", "data-hx-"} {
			if strings.Contains(string(b), bad) {
				t.Errorf("%s holds %s", name, bad)
			}
		}
	}
}

func TestSerbianIsMarkedInAnEnglishPage(t *testing.T) {
	w := writer{locale.En, locale.For(locale.En)}
	for _, tt := range []struct {
		write      func(string) template.HTML
		text, want string
	}{
		{w.marked, "Article 5 – Надлежност <и> рок", `Article 5 – <span lang="sr-Cyrl">Надлежност &lt;и&gt; рок</span>`},
		{w.marked, "Number ПР 87/26 of 28 August", `Number <span lang="sr-Cyrl">ПР</span> 87/26 of 28 August`},
		{w.marked, "Drafts & proposals", "Drafts &amp; proposals"},
		{w.crumb, "Закон о водама", `<span lang="sr-Cyrl">Закон о водама</span>`},
		{w.crumb, "Zakon o česmama", `<bdi lang="sr-Latn">Zakon o česmama</bdi>`},
		{w.crumb, "Drafts", "Drafts"},
		{w.prose, "Закон о водама", `<bdi lang="sr-Cyrl">Закон о водама</bdi>`},
		{w.prose, "Zakon o vodama", `<bdi lang="sr-Latn">Zakon o vodama</bdi>`},
		{w.prose, "12/2026", "<bdi>12/2026</bdi>"},
	} {
		if got := string(tt.write(tt.text)); got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.text, got, tt.want)
		}
	}
	own := writer{locale.SrCyrl, locale.For(locale.SrCyrl)}
	if got := own.marked("Члан 5 <x>"); got != "Члан 5 &lt;x&gt;" {
		t.Errorf("in a Serbian page: got %s", got)
	}
}

// TestTheEndOfATermIsTheDayThatItCloses holds for who reads, who points at it and
// who listens, alone and within a sentence.
func TestTheEndOfATermIsTheDayThatItCloses(t *testing.T) {
	w := writer{locale.SrCyrl, locale.For(locale.SrCyrl)}
	ends := endOfDay(civil("2026-12-15"))
	element := func(shown string) string {
		return `<time datetime="2026-12-15T23:00:00Z" title="15. 12. 2026. у 24.00 (UTC+1)"><span aria-hidden="true">` + shown +
			`</span><span class="govuk-visually-hidden">15. 12. 2026. у 24.00 (UTC+1)</span></time>`
	}
	alone, err := w.deadline(ends)
	if err != nil {
		t.Fatal(err)
	}
	v := reader(locale.SrCyrl)
	for name, tt := range map[string]struct {
		got  template.HTML
		want string
	}{
		"alone":                {alone, element("15. 12. 2026. у 24.00")},
		"the last moment":      {w.timed(v.t("list.closes", "until", ends, "left", "<још>"), ends), "Коментари до " + element("15. 12. 2026. у 24.00") + " – &lt;још&gt;"},
		"the last day":         {w.timed(v.t("list.due", "day", "2026-12-15"), ends), "Рок: " + element("15. 12. 2026.")},
		"no term":              {w.timed("Окончано 15. 12. 2026. <", time.Time{}), "Окончано 15. 12. 2026. &lt;"},
		"a term not spoken of": {w.timed("Рок је прошао.", ends), "Рок је прошао."},
	} {
		if got := plain(string(tt.got)); got != tt.want {
			t.Errorf("%s: got %s\nwant %s", name, got, tt.want)
		}
	}
}

func TestACountOfDaysStaysWithItsDays(t *testing.T) {
	for _, l := range locale.Langs() {
		for _, id := range []string{"standing.days_left", "standing.late", "phase.late_days", "text.open"} {
			for _, n := range []int{1, 3, 7} {
				if got := reader(l).n(id, n, "title", "X"); !strings.Contains(got, string(rune('0'+n))+"\u00a0") {
					t.Errorf("%s in %s: a line may break in %q", id, l, got)
				}
			}
		}
	}
}

func TestThePartOfALawIsMarkedAsSerbianInAnEnglishPage(t *testing.T) {
	const place = "Надлежност и рокови"
	for name, body := range map[string]any{
		"preview": previewPage{Comments: []previewed{{Place: place}}},
		"report":  reportPage{Rows: []reportRow{{Place: place}}},
	} {
		page, err := execute(locale.En, name, frame{Lang: string(locale.En), Body: body})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(string(page), place); got == 0 || got != strings.Count(string(page), `<span lang="sr-Cyrl">`+place+`</span>`) {
			t.Errorf("%s names the place %d times, not always as Serbian", name, got)
		}
	}
}

func TestEveryCharacterThatTurnsTextIsTakenOut(t *testing.T) {
	const want = "Члан 5. – „Навод” ا"
	for _, r := range turns {
		got := string(withoutTurns([]byte("Члан " + string(r) + "5. – „Навод” ا")))
		if got != want {
			t.Errorf("%U: got %q", r, got)
		}
	}
	if got := string(withoutTurns([]byte(want))); got != want {
		t.Errorf("got %q, want it as it was", got)
	}
}
