package workflows

import (
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/temporal"
)

// SearchAttributes returns the search attributes that the workflows set, for
// operators' lists: without them registered no workflow may run.
func SearchAttributes() map[string]enums.IndexedValueType {
	all := map[string]enums.IndexedValueType{}
	for _, key := range []temporal.SearchAttributeKey{attrProcedure, attrStage, attrBody, attrClosesAt, attrOverdue} {
		all[key.GetName()] = key.GetValueType()
	}
	return all
}
