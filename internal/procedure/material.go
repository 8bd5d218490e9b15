package procedure

import "slices"

// DebatesOfText returns the ids of the stages in which the public debates the text of
// the act: the debates that put the act before it, or every debate where none names the
// act among its documents. A call for ideas to which a draft happens to be attached is
// none.
func (d *Definition) DebatesOfText() []string {
	debates := d.Debates()
	var ids []string
	for _, id := range debates {
		s, _ := d.Stage(id)
		if slices.Contains(s.Docs, "act") {
			ids = append(ids, id)
		}
	}
	if ids == nil {
		return debates
	}
	return ids
}

// AsksForMaterialChange reports whether what was changed after the debate is still asked
// about from the stage on: whether it, or a stage to which it leads forwards without
// another debate of the text on the way, has the gate MaterialChangeDecided.
func (d *Definition) AsksForMaterialChange(stage string) bool {
	debates := d.DebatesOfText()
	seen := map[string]bool{}
	todo := []string{stage}
	for len(todo) > 0 {
		id := todo[0]
		todo = todo[1:]
		s, ok := d.Stage(id)
		if !ok || seen[id] || slices.Contains(debates, id) {
			continue
		}
		seen[id] = true
		_, gated := s.asks(MaterialChangeDecided)
		if gated {
			return true
		}
		for _, o := range s.Outcomes {
			if !o.Back && !o.Barred {
				todo = append(todo, o.Next)
			}
		}
	}
	return false
}
