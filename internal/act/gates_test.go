package act

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// scraps returns texts made of what the questions about ends, marks and words look at.
func scraps(count int) []string {
	parts := []string{
		" ", "  ", "\u00a0", "*", "**", "_", "\u00ad", "‐", ".", "..", ":", ";", ",", "(", "„", "-", "–", "\n", "\t", "#", "##", "###", "# ", "1", "23", "а", "a", "X", "lx", "lj",
		"čl", "чл", "члана", "članak", "stavka", "св", "Absatz", "paragraph", "odred", "одред", "ОДРЕДБЕ", "be", "б", "B", "of", "and", "i", "и", "do", "прва", "други", "zweiter", "third", "Sadržaj", "САДРЖАЈ", "Inhalt", "contents",
		"\u030c", "\u212a", "\xc2", "\xa0", "\xe2\x80", "😀", "ž", "Ж", "s a d r ž a j",
	}
	random := rand.New(rand.NewPCG(1, 2))
	texts := []string{"", " ", "*"}
	for range count {
		var b strings.Builder
		for range 1 + random.IntN(5) {
			b.WriteString(parts[random.IntN(len(parts))])
		}
		texts = append(texts, b.String())
	}
	return texts
}

func TestShortQuestionsAgreeWithTheLongOnes(t *testing.T) {
	for _, s := range scraps(60_000) {
		if got, want := unstarred(s), strings.TrimRight(s, "* "); got != want {
			t.Fatalf("unstarred(%q) = %q; want %q", s, got, want)
		}
		if got, want := lastBlank(s), strings.LastIndexAny(s, " \u00a0"); got != want {
			t.Fatalf("lastBlank(%q) = %d; want %d", s, got, want)
		}
		markdown := false
		for _, heading := range []string{"# ", "## ", "### "} {
			markdown = markdown || strings.HasPrefix(s, heading) || strings.Contains(s, "\n"+heading)
		}
		if got := isMarkdown([]byte(s), ""); got != markdown {
			t.Fatalf("isMarkdown(%q) = %t; want %t", s, got, markdown)
		}
		if got, want := unmarkedEnds(s), strings.TrimSpace(strings.Trim(s, "*_ \u00a0")); got != want {
			t.Fatalf("unmarkedEnds(%q) = %q; want %q", s, got, want)
		}
		hyphen := false
		for _, h := range hyphens {
			hyphen = hyphen || strings.HasSuffix(s, h)
		}
		if hyphen && !hyphenEnds[s[len(s)-1]] {
			t.Fatalf("%q ends with a hyphen", s)
		}
		if got, want := ofProvisions(s), strings.Contains(spell(s), odredb); got != want {
			t.Fatalf("ofProvisions(%q) = %t; want %t", s, got, want)
		}
		if trimSpace(s) == "" {
			continue
		}
		l := line{text: trimSpace(s)}
		if got, want := l.headsContents(), len(l.text) <= maxContentsHead && contentsHeads[spell(strings.Trim(unspace(l.text), "#*_: "))]; got != want {
			t.Fatalf("headsContents of %q = %t; want %t", l.text, got, want)
		}
	}
}

func TestShortQuestionsOfProfilesAgreeWithTheLongOnes(t *testing.T) {
	for _, p := range profiles {
		for _, s := range scraps(20_000) {
			if s == "" {
				continue
			}
			last := strings.TrimLeft(s[strings.LastIndexAny(s, " \u00a0")+1:], "(„")
			word, n := key(last)
			abbreviated := last[n:] == "." && !longer(word, 3+strings.Count(word, "x"))
			if got, want := p.leadsToNumber(s), n > 0 && (n == len(last) || abbreviated) && p.nouns[word]; got != want {
				t.Fatalf("%s: leadsToNumber(%q) = %t; want %t", p.name, s, got, want)
			}
			_, size := key(s)
			if size > 0 && p.number.joins[spell(s[:size])] && !p.joinInitials.begins(s) {
				t.Fatalf("%s: %q begins with a word that joins numbers", p.name, s)
			}
			value := 0
			for _, o := range p.ordinals {
				for _, ending := range p.endings {
					if value == 0 && word == o.stem+ending {
						value = o.value
					}
				}
			}
			if got := p.ordinal(word); got != value {
				t.Fatalf("%s: ordinal(%q) = %d; want %d", p.name, word, got, value)
			}
		}
	}
}

func TestNoTwoRungsHaveTheSameFormAndClass(t *testing.T) {
	for _, p := range profiles {
		for _, tongue := range append([]tongue{{rungs: p.rungs}}, p.tongues...) {
			seen := map[rung]bool{}
			for _, r := range tongue.rungs {
				r.kind = ""
				if seen[r] {
					t.Errorf("%s: two rungs have form %d and class %d", p.name, r.form, r.class)
				}
				seen[r] = true
			}
		}
	}
}
