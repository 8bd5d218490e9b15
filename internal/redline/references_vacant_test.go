package redline

import (
	"strings"
	"testing"
)

func TestANewReferenceToWhatTheRedlineTookAwayIsTold(t *testing.T) {
	const (
		tasks = "Задаци\nЧлан %d.\nСекретар библиотеке води:\n1) именик читалаца;\n2) попис оштећених књига;\n3) дневник рада читаонице.\nСекретар о томе извештава управу.\n"
		fine  = "Казна\nЧлан %d.\nНовчаном казном казниће се секретар који не води именик читалаца.\n"
	)
	less := strings.NewReplacer("2) попис оштећених књига;\n", "", "3) дневник", "2) дневник").Replace(tasks)
	cites := func(what string) string {
		return strings.Replace(fine, "не води именик читалаца", "поступи супротно "+what, 1)
	}
	for _, tt := range []struct{ name, lang, new, want string }{
		{"a point whose number none has now", "", number(subject, less, cites("члану 2. став 1. тачка 3) овог закона")),
			"! Члан 3. став 1: „члану 2. став 1. тачка 3) овог закона” упућује на одредбу које више нема; она која је имала тај број сада је члан 2. став 1. тачка 2).\n"},
		{"the same in German", "de", number(subject, less, cites("члану 2. став 1. тачка 3) овог закона")),
			"verweist auf eine Vorschrift, die es nicht mehr gibt; die mit dieser Nummer ist jetzt"},
		{"the same in Slovenian", "sl", number(subject, less, cites("члану 2. став 1. тачка 3) овог закона")), "se sklicuje na določbo, ki je ni več; tista s to številko je zdaj"},
		{"the same in Croatian", "hr", number(subject, less, cites("члану 2. став 1. тачка 3) овог закона")), "upućuje na odredbu koje više nema; ona koja je imala taj broj sada je"},
		{"a paragraph that was deleted", "", number(subject, strings.Replace(tasks, "Секретар о томе извештава управу.\n", "", 1), cites("члану 2. став 2. овог закона")),
			"! Члан 3. став 1: „члану 2. став 2. овог закона” упућује на одредбу која је брисана.\n"},
		{"one in a paragraph that is new", "", number(subject, less, fine+"Истом казном казниће се и ко прекрши члан 2. став 1. тачка 3) овог закона.\n"),
			"! Члан 3. став 2: „члан 2. став 1. тачка 3) овог закона” упућује на одредбу које више нема; "},
		{"a point that there never was", "", number(subject, less, cites("члану 2. став 1. тачка 9) овог закона")), ""},
		{"a point that is there", "", number(subject, less, cites("члану 2. став 1. тачка 2) овог закона")), ""},
	} {
		_, _, r := compareActs(t, number(subject, tasks, fine), tt.new)
		said := r.Text(tt.lang)
		if !strings.Contains(said, tt.want) || tt.want == "" && strings.Contains(said, "\n! ") {
			t.Errorf("%s: no %q in\n%s", tt.name, tt.want, said)
		}
	}
}
