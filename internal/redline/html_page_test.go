package redline

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestAPageIsADocument(t *testing.T) {
	old, new := renamed()
	_, _, r := compareActs(t, old, strings.Replace(new, "ОТВОРЕНИМ", "ЈАВНИМ <b>", 1))
	page := r.Page("")
	name := oneLine(sideOf(r.Title, Deleted))
	for _, want := range []string{
		"<!doctype html>\n<html lang=\"sr-Cyrl\">", "<title>" + name + " → ", " – Шта се променило</title>", "ЈАВНИМ &lt;b&gt;", "<style>", "@media print",
		".visually-hidden{", `value="column" checked`, `value="sides"`, `value="changed"`, `<a href="#changes">Списак</a>`,
		`<p class="side old">`, `<p class="side new">`, `<p class="one">`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
	p := readPage(t, page)
	for link := range p.links {
		if !p.ids[link] {
			t.Errorf("a link leads to #%s, which is not there", link)
		}
	}
	if len(p.blockInside) > 0 || p.attributes["style"] || p.attributes["onclick"] || p.attributes["accesskey"] {
		t.Errorf("an ins or del crosses a paragraph, or there is inline style or script: %v", p.blockInside)
	}
	listed := r.listed()
	if next := strings.Count(page, ">Следећа<"); next != len(listed)-1 || strings.Count(page, ">Претходна<") != next {
		t.Errorf("got %d links to the next change of %d", next, len(listed))
	}
	if strings.Contains(r.HTML(""), "<style") {
		t.Error("the section for a page of others brings a style")
	}
}

func TestTheOldWritingStandsInThePage(t *testing.T) {
	old := number(subject, deadline)
	_, _, r := compareActs(t, old, strings.Replace(old, "Орган је", "Оргaн је", 1))
	for name, out := range map[string]string{"section": r.HTML(""), "page": r.Page("")} {
		if !strings.Contains(out, `<span class="typographic">Оргaн<small class="was"> [пре: Орган]</small></span>`) || strings.Contains(out, "title=") {
			t.Errorf("%s: the old writing is not in the text: %s", name, out)
		}
	}
}

// TestAPageHoldsBothTexts rebuilds the old and the new text of every change from what each way to show them shows.
func TestAPageHoldsBothTexts(t *testing.T) {
	tests := []struct{ name, old, new string }{
		{"words, paragraphs and numbers", ordinanceOld, ordinanceNew},
		{"a paragraph that joins the next one", ordinanceOld, strings.Replace(ordinanceOld, "дана.\nРок се", "дана, а рок се", 1)},
		{"moved paragraphs", booksAct, booksMoved},
	}
	tags := regexp.MustCompile(`<[^>]*>`)
	shown := regexp.MustCompile(`<p class="(same|old|new|side old|side new)">(.*?)</p>`)
	hidden := regexp.MustCompile(`<span class="visually-hidden">.*?</span>`)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, r := compareActs(t, tt.old, tt.new)
			for _, i := range r.listed() {
				h := htmlWriter{r: r, w: serbian, textLang: r.Lang, page: true}
				var spans []Span
				for _, sp := range r.Changes[i].Spans {
					if r.moveOf(sp) == nil {
						spans = append(spans, sp)
					}
				}
				h.columns(spans)
				var left, right []string
				for _, m := range shown.FindAllStringSubmatch(hidden.ReplaceAllString(h.b.String(), ""), -1) {
					text := tags.ReplaceAllString(m[2], "")
					if m[1] == "same" || strings.HasSuffix(m[1], "old") {
						left = append(left, text)
					}
					if m[1] == "same" || strings.HasSuffix(m[1], "new") {
						right = append(right, text)
					}
				}
				for _, side := range []struct{ got, want string }{
					{strings.Join(left, ""), sideOf(spans, Deleted)}, {strings.Join(right, ""), sideOf(spans, Inserted)},
				} {
					if want := strings.ReplaceAll(side.want, "\n", ""); side.got != want {
						t.Errorf("change %d: got %q, want %q", i, side.got, want)
					}
				}
			}
		})
	}
}

// TestThePageIsReadable measures the contrast of every colour of a text on its ground, WCAG 2.2, 1.4.3.
func TestThePageIsReadable(t *testing.T) {
	rule := regexp.MustCompile(`[{;]color:#([0-9a-f]+)(?:;background:#([0-9a-f]+))?`)
	rules := rule.FindAllStringSubmatch(strings.ReplaceAll(pageStyle, "!important", ""), -1)
	if len(rules) < 8 {
		t.Fatalf("got %d colours, want all of the style", len(rules))
	}
	for _, m := range rules {
		ground := m[2]
		if ground == "" {
			ground = "f6f3fb" // that of a moved passage, the darkest that a link stands on
		}
		a, b := luminance(t, m[1]), luminance(t, ground)
		if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < 4.5 {
			t.Errorf("#%s on #%s has a contrast of %.2f, want 4.5", m[1], ground, ratio)
		}
	}
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	if len(colour) == 3 {
		colour = colour[:1] + colour[:1] + colour[1:2] + colour[1:2] + colour[2:] + colour[2:]
	}
	sum := 0.0
	for k, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, err := strconv.ParseUint(colour[2*k:2*k+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(v) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
