package redline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func toldOf(p *Provision) string {
	s := told(&Change{Level: p.Level, Old: p.Old, New: p.New, Edited: p.Edited, Typographic: p.Typographic, Moved: p.Moved, Renumbered: p.Renumbered})
	for _, way := range []string{"art_2__", "para_1__"} {
		s = strings.ReplaceAll(s, way, "")
	}
	return s
}

func TestWhatHappenedInsideAnArticle(t *testing.T) {
	const (
		intro = "Орган на порталу објављује следеће податке:"
		first = "1) буџет и завршни рачун органа за претходну годину;"
		plan  = "план јавних набавки за текућу годину са изменама;"
		list  = "списак правних лица основаних из јавних прихода."
		staff = "преглед запослених и радно ангажованих лица;"
		dead  = "Подаци из става 1. овог члана објављују се најкасније до 31. јануара. Орган одговара за тачност података које је објавио."
		free  = "Приступ подацима је слободан и не захтева пријаву корисника."
		form  = "Ближе услове о начину објављивања прописује министар надлежан за послове управе."
	)
	lines := func(ls ...string) string {
		return number(subject, "Подаци\nЧлан %d.\n"+strings.Join(ls, "\n")+"\n", control)
	}
	base := lines(intro, first, "2) "+plan, "3) "+list, dead, free, form)
	tests := []struct {
		name, new string
		want      []string
	}{
		{"words of one point", lines(intro, first, "2) "+strings.Replace(plan, "текућу", "наредну", 1), "3) "+list, dead, free, form),
			[]string{"point point_2>point_2 edited"}},
		{"a point added", lines(intro, first, "2) "+staff, "3) "+plan, "4) "+list, dead, free, form),
			[]string{"point >point_2", "point point_2>point_3 renumbered", "point point_3>point_4 renumbered"}},
		{"a paragraph removed", lines(intro, first, "2) "+plan, "3) "+list, dead, form),
			[]string{"paragraph para_3>", "paragraph para_4>para_3 renumbered"}},
		{"a paragraph moved and edited", lines(intro, first, "2) "+plan, "3) "+list, strings.Replace(form, "управе", "државне управе", 1), dead, free),
			[]string{"paragraph para_4>para_2 edited moved renumbered", "paragraph para_2>para_3 renumbered", "paragraph para_3>para_4 renumbered"}},
		{"points in another order", lines(intro, first, "2) "+strings.Replace(list, ".", ";", 1), "3) "+strings.Replace(plan, ";", ".", 1), dead, free, form),
			[]string{"point point_3>point_2 edited moved renumbered", "point point_2>point_3 edited renumbered"}},
		{"a paragraph split", lines(intro, first, "2) "+plan, "3) "+list, dead[:strings.Index(dead, " Орган")], dead[strings.Index(dead, "Орган"):], free, form),
			[]string{"paragraph para_2>para_2+para_3", "paragraph para_3>para_4 renumbered", "paragraph para_4>para_5 renumbered"}},
		{"two paragraphs merged", lines(intro, first, "2) "+plan, "3) "+list, dead, free+" "+form),
			[]string{"paragraph para_3+para_4>para_3"}},
		{"a paragraph with look-alike letters", lines(intro, first, "2) "+plan, "3) "+list, dead, strings.Replace(free, "слободан", "слoбодан", 1), form),
			[]string{"paragraph para_3>para_3 typographic"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, r := compareActs(t, base, tt.new)
			if len(r.Changes) != 1 {
				t.Fatalf("got %d changes, want one", len(r.Changes))
			}
			var got []string
			for i := range r.Changes[0].Provisions {
				got = append(got, toldOf(&r.Changes[0].Provisions[i]))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("want -, got +:\n%s", diff)
			}
		})
	}
}

func TestTheWordsOfAMovedParagraphAreShown(t *testing.T) {
	i := strings.Index(terms, "Орган јавне")
	paragraph := terms[i:]
	old := number(subject, terms, deadline, portal, force)
	new := number(subject, terms[:i], deadline, portal+paragraph, force)
	_, _, r := compareActs(t, old, new)
	var got []string
	for k := range r.Changes {
		for _, p := range r.Changes[k].Provisions {
			got = append(got, fmt.Sprintf("%s: %s %s", told(&r.Changes[k]), told(&Change{Level: p.Level, Old: p.Old, New: p.New, Moved: p.Moved, Renumbered: p.Renumbered}), marked(p.Spans)))
		}
	}
	moved := "paragraph art_2__para_2>art_4__para_3 moved renumbered " + strings.TrimSpace(paragraph)
	want := []string{"article art_2>art_2 edited: " + moved, "article art_4>art_4 edited: " + moved}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

func TestReferencesFollowAParagraph(t *testing.T) {
	article := "Рокови\nЧлан %d.\nОрган доноси одлуку у року од 30 дана од дана пријема захтева.\nИзузетно, рок може бити и краћи ако то налаже јавни интерес.\nРок из става <n>. овог члана не тече у време летњег одмора.\n"
	added := "Захтев се подноси електронски, преко портала отворених података.\n"
	old := number(subject, strings.Replace(article, "<n>", "1", 1), force)
	new := number(subject, strings.Replace(strings.Replace(article, "Орган доноси", added+"Орган доноси", 1), "<n>", "2", 1), force)
	_, _, r := compareActs(t, old, new)
	want := []Cascade{{
		Level: "paragraph", Within: &IDPair{"art_2", "art_2"}, OldFrom: "1", OldTo: "3", NewFrom: "2", NewTo: "4", References: 1,
		OldWay: []Step{{Kind: "article", Number: "2", Label: "Члан 2."}}, NewWay: []Step{{Kind: "article", Number: "2", Label: "Члан 2."}},
		IDs: []IDPair{{"art_2__para_1", "art_2__para_2"}, {"art_2__para_2", "art_2__para_3"}, {"art_2__para_3", "art_2__para_4"}},
	}}
	if diff := cmp.Diff(want, r.Cascades); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}
