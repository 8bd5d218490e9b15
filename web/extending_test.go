package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestATermOfOpinionsIsExtendedOnAPage(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	for _, c := range []struct {
		procedure string
		offered   bool
	}{
		{strings.Replace(consulted, "max, term: 10wd,", "max, term: 10wd, extendable: true,", 1), true},
		{strings.Replace(consulted, "id: test.consulted", "id: test.fixed", 1), false},
	} {
		d := storetest.Register(t, s.store, c.procedure)
		ref, _, err := s.store.OpenDossier(t.Context(), m.drafter.id, store.Opening{Title: "Закон о проби", Kind: "law", Procedure: d.ID, Lead: "MPROBA", Visibility: dossier.Working})
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.store.EnterStage(t.Context(), dossier.EnterInput{Ref: ref, StageNo: 1, Stage: "opinions"})
		if err != nil {
			t.Fatal(err)
		}
		path := "/sr-Cyrl/predmeti/" + string(ref)
		if !c.offered {
			hides(t, m.first.opensPage(path), path+"/rok")
			m.first.refusedPage(path+"/rok", http.StatusConflict)
			continue
		}
		v, err := s.store.Dossier(t.Context(), m.drafter.id, ref)
		if err != nil {
			t.Fatal(err)
		}
		shows(t, m.first.opensPage(path), path+"/rok")
		hides(t, m.drafter.opensPage(path), path+"/rok")
		page := m.first.opensPage(path + "/rok")
		shows(t, page, `datetime="`+v.Stages[0].Windows[0].Due+`"`, "Нови дан важи за сваки орган који није дао мишљење", "никада да се скрати")
		hides(t, page, "свако може да шаље коментаре")
		shows(t, s.visitor().gets("/sr-Cyrl/postupci/test.consulted"), "може да се продужи одлуком, уз објављене разлоге")
	}
}
