package redline

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

// followingOf compares two acts as far as it is known which provision has which number.
func followingOf(t *testing.T, old, new *act.Act) *following {
	t.Helper()
	c, err := newComparison(newWorkroom(), old, new)
	if err != nil {
		t.Fatal(err)
	}
	c.align()
	err = c.pairs()
	if err != nil {
		t.Fatal(err)
	}
	f := newFollowing(c)
	return &f
}

func TestOnlyTextsWhoseNumbersMayFollowAreRead(t *testing.T) {
	const text = "ЗАКОН\nо читаоницама\n\n" +
		"Члан 1.\nЧитаоница бесплатно отвара врата сваког радног дана, у складу са чланом 5. овог закона.\n\n" +
		"Члан 2.\nНа рад се примењује став 1. наредног члана, и то бесплатно за сва лица која то затраже.\n\n" +
		"Члан 3.\nЧитаоница бесплатно води списак чланова.\nСписак је јаван.\nНа став 2. овог члана бесплатно се примењују друга правила.\n\n" +
		"Члан 4.\nСходно се примењује члан 3. став 2. овог закона, и то бесплатно за сва лица.\n\n" +
		"Члан 5.\nСходно се примењују чл. 1–4. овог закона, и то бесплатно за сва лица.\n"
	new := strings.ReplaceAll(text, "бесплатно", "без накнаде")
	f := followingOf(t, parse(t, []byte(text)), parse(t, []byte(new)))
	if from, some := f.mayFollow(); some || f.reading != nil {
		t.Errorf("%v are read where every provision kept its number", from)
	}
	new = strings.Replace(new, "Списак је јаван.", "Списак се чува трајно.\nСписак је јаван.", 1)
	f = followingOf(t, parse(t, []byte(text)), parse(t, []byte(new)))
	from, some := f.mayFollow()
	if !some {
		t.Error("nothing is read where a paragraph has another number")
	}
	for id, want := range map[string]bool{
		"art_1__para_1": false, "art_2__para_1": true, "art_3__para_3": true, "art_4__para_1": true, "art_5__para_1": true,
	} {
		if from[id] != want {
			t.Errorf("%s is read: %v, want %v", id, from[id], want)
		}
	}
}

func TestEveryNumberThatMayFollowIsRead(t *testing.T) {
	few := severity{name: "few", insert: 20, remove: 20, reword: 600, words: 250, inner: 100, renumber: true}
	follow, left := 0, 0
	for seed := range uint64(12) {
		m := mutate(generatedAct(t, seed, 40), seed, few)
		f := followingOf(t, m.old, m.new)
		from, _ := f.mayFollow()
		for _, ref := range m.old.ReferencesFrom(f.c.changed()) {
			follows := false
			for _, n := range ref.Numbers {
				now := f.newNodes[f.c.below.toNew[n.ID]]
				follows = follows || now != nil && now.Number != "" && foldNumber(now.Number) != foldNumber(ref.Text[n.Start-ref.Start:n.End-ref.Start])
			}
			if follows {
				follow++
			}
			if !from[ref.From] {
				left++
				if follows {
					t.Errorf("seed %d: %s is not read, and names by another number %s", seed, ref.From, ref.Text)
				}
			}
		}
	}
	t.Logf("%d references follow, %d were left", follow, left)
	if follow < 100 || left < 20 {
		t.Errorf("%d references follow and %d were left, want 100 and 20 or more", follow, left)
	}
}
