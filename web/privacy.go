package web

import (
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// privacyNotice tells whoever comments what becomes of their data.
type privacyNotice struct {
	Shown   []string // when comments are read by everybody, and whose names
	Body    string   // who decides on the data
	Contact link     // zero: nobody said where it is reached
	Basis   string
	Kept    []string
}

// privacy makes the notice of a round.
func (v *visit) privacy(d store.DossierView, r store.RoundView) (privacyNotice, error) {
	shown := "privacy.after_close"
	if r.ShowComments {
		shown = "privacy.at_once"
	}
	n := privacyNotice{Shown: []string{v.t(shown), v.t("privacy.names_" + string(r.Names))}, Body: v.title(d.LeadNameSr, d.LeadNameEn), Basis: v.t("privacy.basis")}
	if strings.HasPrefix(d.Definition.ID, "rs.") {
		n.Basis = v.t("privacy.basis_rs")
	}
	if r.Who == dossier.ConfirmedEmail {
		n.Shown = append(n.Shown, v.t("admitted.privacy"))
	}
	contacts, err := v.server.store.Contacts(v.ctx())
	if err != nil {
		return privacyNotice{}, err
	}
	n.Contact = contactLink(contacts[d.LeadCode])
	n.Kept = v.keptFor(v.server.store.Retention())
	return n, nil
}

// keptFor says how long what is not published is kept, and from when where the
// closing never becomes final.
func (v *visit) keptFor(kept store.Retention) []string {
	var lines []string
	for _, k := range []struct {
		what string
		term time.Duration
	}{{"privacy.kept_email", kept.Emails}, {"privacy.kept_name", kept.Names}, {"privacy.kept_files", kept.Files}, {"privacy.kept_secret", kept.Secrets}, {"privacy.kept_notes", kept.Notes}} {
		if k.term > 0 {
			lines = append(lines, v.t(k.what, "term", v.n("privacy.days", int(k.term/(24*time.Hour)))))
		}
	}
	if lines != nil {
		lines = append(lines, v.t("privacy.kept_from"))
	}
	return lines
}

// settingFields are the choices of who opens a round; nil: the proof opens none.
type settingFields struct{ Who, Comments, Names field }

func (v *visit) settingFields(f form, stage dossier.Settings) *settingFields {
	pick := func(name, label, hint, set string, values ...string) field {
		var options []option
		for _, value := range values {
			options = append(options, option{Value: value, Label: v.t("showing." + value), Hint: v.t("showing." + value + "_hint"), Checked: value == set})
		}
		return f.choice(name, label, hint, options)
	}
	return &settingFields{
		Who:      pick("ko", v.t("showing.who"), "", string(stage.Who), string(dossier.Anyone), string(dossier.ConfirmedEmail), string(dossier.WithAccount)),
		Comments: pick("komentari", v.t("showing.comments"), "", string(stage.Comments), string(dossier.ShownAtOnce), string(dossier.ShownAfterClose)),
		Names:    pick("imena", v.t("showing.names"), "", string(stage.Names), string(dossier.NamesByChoice), string(dossier.NamesNever)),
	}
}
