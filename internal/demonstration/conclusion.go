package demonstration

import (
	"fmt"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// conclusionName is under which name the document of a conclusion is put in.
const conclusionName = "odluka.txt"

// conclusionText writes the document of what a body decided in the present stage.
func conclusionText(v store.DossierView, a dossier.Args) []byte {
	run := v.Stages[len(v.Stages)-1]
	st, _ := v.Definition.Stage(run.Stage)
	o, _ := st.Outcome(a.Outcome)
	day := v.LegalNow.In(belgrade).Format("2. 1. 2006.")
	var s strings.Builder
	fmt.Fprintf(&s, "%s\nБрој: %s\nДатум: %s\n\n", strings.ToUpper(run.ActorSr), a.Number, day)
	when := "дана " + day
	if body, _ := v.Definition.Body(st.Actor); body.Collegial {
		when = "на седници одржаној " + day
	}
	fmt.Fprintf(&s, "ОДЛУКА\n\nО акту „%s”, %s, у фази „%s”, одлучено је: „%s”.\n", v.Title, when, st.TitleSr, o.TitleSr)
	if a.Present > 0 {
		fmt.Fprintf(&s, "\nПрисутно је било чланова: %d. За одлуку их је гласало: %d.\n", a.Present, a.InFavour)
	}
	if a.Reasons != "" {
		fmt.Fprintf(&s, "\nОбразложење\n\n%s\n", a.Reasons)
	}
	s.WriteString("\nДокумент је измишљен и служи за приказ рада система.\n")
	return []byte(s.String())
}
