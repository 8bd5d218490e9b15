package web

import (
	"slices"

	"github.com/rasprava/rasprava/internal/picture"
	"github.com/rasprava/rasprava/internal/procedure"
)

// withoutTerm is what a plan says of the stages that the law leaves without a
// longest term; the zero value says nothing, since there are none.
type withoutTerm struct {
	Says   string   // how many they are, and that there is no latest day
	ByTerm string   // the latest day if they took no time
	Stages []string // their titles
}

// withoutTermIn puts the stages without a longest term into words.
func withoutTermIn(words picture.Words, t procedure.Timeline) withoutTerm {
	if len(t.WithoutTerm) == 0 {
		return withoutTerm{}
	}
	w := withoutTerm{Says: words.Say.Plural("without_term.stages", len(t.WithoutTerm), nil)}
	for _, s := range t.Stages {
		if slices.Contains(t.WithoutTerm, s.ID) {
			w.Stages = append(w.Stages, words.Stage(s.ID))
		}
	}
	if t.LatestInForceByTerms != nil {
		w.ByTerm = words.Say.T("without_term.in_force", map[string]any{"day": t.LatestInForceByTerms.String()})
	} else {
		w.ByTerm = words.Say.T("without_term.over", map[string]any{"day": t.Stages[len(t.Stages)-1].LatestByTerms.String()})
	}
	return w
}
