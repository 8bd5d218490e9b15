package redline

import "testing"

func TestAParagraphThatMovedWithAFewWordsChangedIsMoved(t *testing.T) {
	const (
		talk   = "Разговор\nЧлан %d.\nПредлагач позива удружења и стручну јавност на разговор о нацрту прописа.\n"
		record = "Записник са јавног разговора објављује се на порталу у року од осам дана.\n"
		edited = "Записник са јавног разговора, са списком учесника, објављује се на порталу у року од пет дана.\n"
		report = "Извештај\nЧлан %d.\nПредлагач саставља извештај о расправи у року од петнаест дана.\n"
	)
	_, _, r := compareActs(t, number(subject, talk+record, report), number(subject, talk, report+edited))
	if len(r.Moves) != 1 || r.Moves[0].Old != "art_2__para_2" || r.Moves[0].New != "art_3__para_2" {
		t.Errorf("got %+v\n%s", r.Moves, r.Text(""))
	}
}
