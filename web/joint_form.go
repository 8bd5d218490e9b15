package web

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
)

// cosignerRows is how many organisations the form offers to name at first, and how many
// more when it is asked for more.
const cosignerRows = 3

// cosignerFields are the fields of one organisation, as dossier.Submission.Check names
// them.
var cosignerFields = []string{"name", "register_no", "email"}

func cosignerField(i int, field string) string { return fmt.Sprintf("cosigners[%d].%s", i, field) }

// jointPart is where organisations are named that are asked to sign too.
type jointPart struct {
	Rows []jointRow
	Open bool
	More bool // it has room for more of them
}

// jointRow are the fields of one organisation.
type jointRow struct {
	Legend string
	Fields []field
}

// tidyCosigners closes the gaps between the organisations that are named on a form, and
// returns how many there are: what is refused names them by their places.
func tidyCosigners(f form) int {
	n := 0
	for i := range dossier.MaxCosigners + 1 {
		typed := make([]string, len(cosignerFields))
		for k, name := range cosignerFields {
			typed[k] = f.value(cosignerField(i, name))
			f.Values.Del(cosignerField(i, name))
		}
		if strings.TrimSpace(strings.Join(typed, "")) == "" {
			continue
		}
		for k, name := range cosignerFields {
			f.Values.Set(cosignerField(n, name), typed[k])
		}
		n++
	}
	return n
}

// cosignersOf returns the organisations that are named on a form.
func cosignersOf(f form) []dossier.Cosigner {
	var all []dossier.Cosigner
	for i := 0; f.Values.Has(cosignerField(i, "name")); i++ {
		all = append(all, dossier.Cosigner{Name: f.value(cosignerField(i, "name")), RegisterNo: strings.Join(strings.Fields(f.value(cosignerField(i, "register_no"))), ""),
			Email: strings.TrimSpace(f.value(cosignerField(i, "email")))}.Tidy())
	}
	return all
}

// heldCosigners returns what a page carries unseen of the organisations on a form.
func heldCosigners(f form) []hiddenField {
	var all []hiddenField
	for i := 0; f.Values.Has(cosignerField(i, "name")); i++ {
		for _, name := range cosignerFields {
			all = append(all, hiddenField{cosignerField(i, name), f.value(cosignerField(i, name))})
		}
	}
	return all
}

// jointPart returns the fields about who signs too; more asks for more rows.
func (v *visit) jointPart(f form, more bool) jointPart {
	named := len(cosignersOf(f))
	rows, err := strconv.Atoi(f.value("cosigner_rows"))
	if err != nil {
		rows = 0
	}
	rows = max(min(rows, dossier.MaxCosigners), cosignerRows, named)
	if more {
		rows += cosignerRows
	}
	rows = min(rows, dossier.MaxCosigners)
	p := jointPart{Open: named > 0 || more, More: rows < dossier.MaxCosigners}
	for i := range rows {
		row := jointRow{Legend: v.t("joint.row", "number", i+1)}
		for _, name := range cosignerFields {
			label := map[string]string{"name": v.t("organisations.name"), "register_no": v.t("organisations.number"), "email": v.t("joint.email")}[name]
			in := f.field(cosignerField(i, name), label, "")
			switch name {
			case "name":
				in.Max, in.Autocomplete = dossier.MaxOrganisation, "off"
			case "register_no":
				in.Max, in.Width, in.Autocomplete = 20, 20, "off"
			default:
				in.Type, in.Autocomplete = "email", "off"
			}
			row.Fields = append(row.Fields, in)
		}
		p.Rows = append(p.Rows, row)
	}
	return p
}
