package web

import (
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// seal says on what signatures stand, and whether anything is newer than what was
// put before the signers.
type seal struct {
	Hash     string // of what there is now
	Says     string // empty: nothing was prepared
	Newer    []string
	Prepared time.Time // zero: nothing was
	Parts    []sealedPart
}

// sealedPart is one thing under a seal.
type sealedPart struct {
	Name string
	Hash string
	At   time.Time
}

func (v *visit) sealOf(words wording) seal {
	o := words.outlook
	out := seal{Hash: o.Seal.Seal, Prepared: o.Seal.PreparedAt}
	for _, part := range dossier.Parts {
		for _, s := range o.Seal.Manifest.Of(part) {
			out.Parts = append(out.Parts, sealedPart{v.t("sealed.part." + string(part)), s.Says[strings.LastIndex(s.Says, " ")+1:], s.Since})
		}
	}
	switch {
	case out.Prepared.IsZero():
	case o.Prepared():
		out.Says = v.t("sealed.whole", "on", out.Prepared)
	default:
		out.Says = v.t("sealed.broken", "on", out.Prepared)
		for _, u := range words.unmet(v.lang, broken(o.Stage, o.Facts)) {
			out.Newer = append(out.Newer, u.Message)
		}
	}
	return out
}

// broken returns the conditions that what was prepared does not meet any more.
func broken(st procedure.StageDef, f procedure.Facts) []procedure.Reason {
	var all []procedure.Reason
	for _, c := range procedure.Checks(st, f) {
		if !c.Holds && (c.Code == procedure.PackageUnchanged || c.Code == procedure.SealUnbroken) {
			all = append(all, c.Reason)
		}
	}
	return all
}
