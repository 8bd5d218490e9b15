package redline

import (
	"strings"
	"testing"
)

func TestLinesWithoutNumbersAreNotRenumbered(t *testing.T) {
	const signed = "\nУ Ваљеву, 1. марта 2026.\nСКУПШТИНА ГРАДА\nПРЕДСЕДНИК\nПетра Петрић, с.р."
	old := number(subject, "Члан %d.\nОва одлука ступа на снагу осмог дана од дана објављивања.\n") + signed
	_, _, r := compareActs(t, old, strings.Replace(old, "\nУ Ваљеву", "\nБрој: 4/26\nУ Ваљеву", 1))
	if len(r.Changes) != 1 || !r.Changes[0].Added() {
		t.Errorf("a line above a signature: got %s", r.Text(""))
	}
}
