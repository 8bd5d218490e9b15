package redline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A paragraph that is joined to the one before it and edited, and one that is cut with an edit at the seam, are a merge and a split, and
// comments on what they were go to what they are.
func TestParagraphsAreJoinedAndCutWithEdits(t *testing.T) {
	const (
		tells  = "Скелеџија је дужан да путнике пре поласка упозна са трајањем вожње, ценом и висином воде."
		poster = "Упознавање из става 1. овог члана врши се истицањем цедуље."
		brief  = "Упознавање се врши истицањем цедуље."
		both   = "Бродар прегледа спасилачке појасеве и бележи њихов број, о чему води књигу у једном примерку."
		first  = "Бродар прегледа спасилачке појасеве."
		second = "Бродар бележи њихов број, о чему води књигу у једном примерку."
	)
	ferry := func(paragraphs ...string) string {
		return number(subject, "Скела\nЧлан %d.\n"+strings.Join(paragraphs, "\n")+"\n", force)
	}
	tests := []struct {
		name, old, new string
		want           []string
		words          string
		comments       map[string]string // by provision of the old act; a quote behind a colon
	}{
		{"joined, some words of it left out", ferry(tells, poster), ferry(tells + " " + brief), []string{"paragraph para_1+para_2>para_1 edited"},
			"[-\n][+ ]Упознавање [-из става 1. овог члана][+се] врши [-се ]истицањем цедуље.",
			map[string]string{"art_2__para_1": "edited art_2__para_1", "art_2__para_2": "candidate art_2__para_1", "art_2__para_2:истицањем цедуље": "moved art_2__para_1"}},
		{"cut, a word of it for another one", ferry(both), ferry(first, second), []string{"paragraph para_1>para_1+para_2 edited"},
			"појасеве[- и][+.\nБродар] бележи",
			map[string]string{"art_2__para_1": "edited art_2__para_2", "art_2__para_1:прегледа спасилачке појасеве": "moved art_2__para_1"}},
		{"joined again", ferry(first, second), ferry(both), []string{"paragraph para_1+para_2>para_1 edited"},
			"појасеве[-.\nБродар][+ и] бележи",
			map[string]string{"art_2__para_1": "candidate art_2__para_1", "art_2__para_2": "edited art_2__para_1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, r := compareActs(t, tt.old, tt.new)
			if len(r.Changes) != 1 {
				t.Fatalf("%d changes, want one: %v", len(r.Changes), allTold(r))
			}
			var got []string
			for k := range r.Changes[0].Provisions {
				got = append(got, toldOf(&r.Changes[0].Provisions[k]))
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("want -, got +:\n%s", d)
			}
			if said := marked(r.Changes[0].Spans); !strings.Contains(said, tt.words) {
				t.Errorf("got\n%s\nwant in it\n%s", said, tt.words)
			}
			c := carrier(t, tt.old, tt.new)
			for at, want := range tt.comments {
				provision, exact, _ := strings.Cut(at, ":")
				got := c.Carry(Quote{Provision: provision, Exact: exact})
				checkPlace(t, c, got)
				if said := fmt.Sprintf("%s %s", got.State, got.Provision); said != want {
					t.Errorf("%s: %s, want %s", at, said, want)
				}
			}
		})
	}
}
