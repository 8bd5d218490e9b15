package web

import (
	"strconv"
	"time"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/picture"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// importedWords say that the history of a dossier was imported, from where and by whom.
type importedWords struct {
	Text      string
	Name      string // of the source
	URL       string
	Reference string
	By        string
	At        time.Time
	Document  string
}

// importedWords returns nil for a dossier whose whole life was here.
func (v *visit) importedWords(r store.DossierRow) *importedWords {
	from := r.Imported()
	if from == nil {
		return nil
	}
	return &importedWords{Text: v.t("imported.lead", "name", v.say.Serbian(from.From)), Name: from.From, URL: from.URL, Reference: from.Reference, By: from.By, At: from.At, Document: from.Document}
}

// importedTag marks a dossier in a list; empty: its whole life was here.
func (v *visit) importedTag(from *store.ImportView) string {
	if from == nil {
		return ""
	}
	return v.t("imported.tag")
}

// refWithMark returns the number of a dossier, with the mark of one that was imported.
func (v *visit) refWithMark(r store.DossierRow) string {
	if tag := v.importedTag(r.Imported()); tag != "" {
		return string(r.Ref) + " (" + tag + ")"
	}
	return string(r.Ref)
}

func importedOf(from *store.ImportView) *api.Imported {
	if from == nil {
		return nil
	}
	return &api.Imported{At: from.At, By: from.By, Source: from.From, Url: from.URL, Reference: from.Reference, Document: from.Document}
}

// cutShort says that a least term was not waited for in an imported history.
func (v *visit) cutShort(x store.Deviation) string {
	days, err := strconv.Atoi(x.Params["lasted"])
	if err != nil { // a list knows of one in a page that it has no more of
		days = 0
	}
	lasted, long := v.termWords(x.Params["term"], days)
	return v.t("deviation.cut_short."+x.Params["kind"], "title", quoted(v.title(x.StageTitleSr, x.StageTitleEn)), "lasted", lasted, "long", long)
}

// broughtWords are what a source has to show for a stage.
type broughtWords struct {
	Number   string // in words; empty: none is known
	URL      string
	Comments string // in words; empty: it is not known how many
}

func (v *visit) broughtWords(b *store.BroughtView) *broughtWords {
	if b == nil || b.Number == "" && b.URL == "" && b.Comments == nil {
		return nil
	}
	w := &broughtWords{URL: b.URL}
	if b.Number != "" {
		w.Number = v.t("imported.number", "number", v.say.Serbian(b.Number))
	}
	if b.Comments != nil {
		w.Comments = v.n("imported.comments", *b.Comments)
	}
	return w
}

// termWords says how long a stage lasted and how long a term is, in the unit in which
// that is counted.
func (v *visit) termWords(asked string, days int) (lasted, long string) {
	unit := calendar.Days
	long = asked
	if term, err := calendar.ParseTerm(asked); err == nil {
		if term.Unit == calendar.WorkingDays {
			unit = term.Unit
		}
		if term.Unit == calendar.DaysNoRoll {
			term.Unit = calendar.Days
		}
		long = v.long(term)
	}
	return v.n("procedure.unit."+picture.UnitName(unit), days), long
}
