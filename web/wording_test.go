package web

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
)

func TestATitleThatStandsWithinQuotationMarksHasOthersOfItsOwn(t *testing.T) {
	d := &procedure.Definition{Stages: []procedure.StageDef{{ID: "debate", TitleSr: "Расправа „Вода”", TitleEn: "Debate on “Water”"}}}
	for l, want := range map[locale.Lang]string{
		locale.SrCyrl: "У фази „Расправа ’Вода’” није отворена радња: потпис. Ништа није промењено; на страници предмета пише шта је у овој фази могуће.",
		locale.En:     "In the stage “Debate on ’Water’” this action is not open: signature. Nothing has changed; the page of the dossier says what is possible in this stage.",
	} {
		_, got := wording{definition: d, stage: "debate"}.problem(l, dossier.CodeNotNow, map[string]string{"stage": "debate", "command": "sign"})
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
