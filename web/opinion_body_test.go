package web

import (
	"testing"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

func TestWhoSpeaksForSeveralBodiesGivesTheNextOpinionFirst(t *testing.T) {
	mine := []store.BodyName{{Code: "MEI"}, {Code: "MF"}, {Code: "RSZ"}}
	opinions := func(current ...string) store.DossierView {
		run := store.StageView{No: 2}
		for _, code := range current {
			run.Opinions = append(run.Opinions, store.OpinionView{BodyCode: code, Current: true})
		}
		run.Opinions = append(run.Opinions, store.OpinionView{BodyCode: "RSZ"}) // on an earlier text
		return store.DossierView{DossierRow: store.DossierRow{StageNo: 2}, Stages: []store.StageView{
			{No: 1, Opinions: []store.OpinionView{{BodyCode: "MEI", Current: true}}}, run}}
	}
	for _, tt := range []struct {
		name  string
		view  store.DossierView
		asked string
		want  string
	}{
		{"none is given in this stage", opinions(), "", "MEI"},
		{"the first is given", opinions("MEI"), "", "MF"},
		{"all but one on an earlier text are given", opinions("MEI", "MF"), "", "RSZ"},
		{"one is asked for", opinions("MEI"), "MEI", "MEI"},
		{"a body is asked for that is not theirs", opinions("MEI"), "NS", "MF"},
	} {
		if got := reader(locale.SrCyrl).opinionBody(tt.view, mine, nil, tt.asked); got.Code != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got.Code, tt.want)
		}
	}
}
