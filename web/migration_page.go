package web

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// The list is of no dossier, and neither is the page of one: operators migrate also
// what they do not see, so that its address is none of the dossier's.
const (
	oldVersionsPath = "/sistem/verzije"
	migrationPath   = "/sistem/verzije/predmet"
)

// migrationOf returns the address of the page on which a dossier is taken over to a
// newer version, behind the language.
func migrationOf(ref dossier.Ref) string {
	return migrationPath + "?" + url.Values{byDossier: {string(ref)}}.Encode()
}

var migrationPages = []page{
	get(oldVersionsPath, dossier.Operate, (*Server).oldVersionsPage),
	get(migrationPath, dossier.Action(dossier.MigrateProcedure), (*Server).migrationPage),
	post(migrationPath, dossier.Action(dossier.MigrateProcedure), (*Server).migrateByForm),
}

// oldVersions lists the open dossiers under older versions of their procedures.
type oldVersions struct {
	Groups []oldVersionGroup
}

// oldVersionGroup is those of one procedure.
type oldVersionGroup struct {
	ID     string
	Title  string
	Newest string `web:"date"`
	Rows   []oldVersionRow
}

// oldVersionRow is one of them; of a dossier that the operator does not see there
// is no title and no address.
type oldVersionRow struct {
	Href    string
	Ref     string
	Title   string // Serbian
	Stage   string
	Version string `web:"date"`
	Preview string // address
}

var oldVersionsTemplate = templateFor[oldVersions]("old_versions")

func (s *Server) oldVersionsPage(v *visit) (reply, error) {
	old, err := s.store.OldPins(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	h := heading{Title: v.t("migration.title"), Crumbs: []link{{v.href("/sistem"), v.t("nav.system")}, {Text: v.t("migration.title")}}}
	return oldVersionsTemplate.show(v, h, v.oldVersions(old))
}

// oldVersions groups dossiers by their procedures, in the order in which they come.
func (v *visit) oldVersions(old []store.OldPin) oldVersions {
	var body oldVersions
	for _, o := range old {
		i := slices.IndexFunc(body.Groups, func(g oldVersionGroup) bool { return g.ID == o.To.ID })
		if i < 0 {
			i = len(body.Groups)
			body.Groups = append(body.Groups, oldVersionGroup{ID: o.To.ID, Title: v.title(o.To.TitleSr, o.To.TitleEn), Newest: o.To.Version})
		}
		row := oldVersionRow{Ref: string(o.Ref), Title: o.Title, Version: o.From.Version, Preview: v.href(migrationOf(o.Ref))}
		if st, ok := o.From.Stage(o.Stage); ok {
			row.Stage = v.title(st.TitleSr, st.TitleEn)
		}
		if o.Title != "" {
			row.Href = v.href("/predmeti/" + string(o.Ref))
		}
		body.Groups[i].Rows = append(body.Groups[i].Rows, row)
	}
	return body
}

// migrating shows what it would mean for a dossier to go over to a newer version,
// with the form that decides it.
type migrating struct {
	form
	Key        string // by which the form names the dossier
	Href       string // of the dossier; empty: the operator does not see it
	Ref        string // empty for a rehearsal
	Title      string // Serbian
	Stage      string
	Procedure  link
	From, To   string `web:"date"`
	ValidFrom  string `web:"date"`
	Current    bool   // there is nothing to go over to
	Busy       bool
	Impossible []string
	Changes    []string
	Stays      []string
	Asking     asking
	Hash       string
	Reasons    field
	Basis      field
}

var migratingTemplate = templateFor[migrating]("migrating")

// migrationPage shows what it would mean for one dossier; without one it shows from
// which one is chosen.
func (s *Server) migrationPage(v *visit) (reply, error) {
	if v.Query(byDossier) == "" {
		return s.oldVersionsPage(v)
	}
	return s.showMigration(v, v.carried(), v.Query(byDossier))
}

func (s *Server) showMigration(v *visit, f form, dossierRef string) (reply, error) {
	ref, err := refOf(dossierRef)
	if err != nil {
		return reply{}, err
	}
	p, err := s.store.PreviewMigration(v.ctx(), v.person(), ref, "")
	current := err != nil && (dossier.CodeOf(err) == dossier.CodeVersionUnknown || dossier.CodeOf(err) == dossier.CodeVersionNotValid)
	if err != nil && !current {
		return reply{}, err
	}
	title := v.t("migration.one_title")
	h := heading{Title: title + ": " + string(ref), Status: f.status(), At: migrationOf(ref),
		Crumbs: []link{{v.href("/sistem"), v.t("nav.system")}, {v.href(oldVersionsPath), v.t("migration.title")}, {Text: title}}}
	body := migrating{form: f, Key: string(ref), Ref: number(ref), Current: current}
	if !current {
		body = v.migrating(body, p)
		h.Rehearsal = p.Rehearsal
	}
	return migratingTemplate.show(v, h, body)
}

// migrating puts a preview into words.
func (v *visit) migrating(body migrating, p store.MigrationPreview) migrating {
	pair := versionPair{p.From, p.To}
	body.Title, body.Busy, body.Hash = p.Title, p.Busy, p.To.Hash
	body.From, body.To, body.ValidFrom = p.From.Version, p.To.Version, p.To.ValidFrom
	body.Procedure = link{v.href("/postupci/" + p.To.ID), v.title(p.To.TitleSr, p.To.TitleEn)}
	if p.Title != "" {
		body.Href = v.href("/predmeti/" + string(p.Ref))
	}
	body.Stage = v.t("migration.starting")
	if st, ok := p.From.Stage(p.Stage); ok {
		body.Stage = v.title(st.TitleSr, st.TitleEn)
	}
	body.Impossible = v.found(pair, "why", p.Migration.Impossible)
	body.Changes = v.found(pair, "change", p.Migration.Changes)
	body.Stays = v.found(pair, "stay", p.Migration.Stays)
	body.Asking = body.ask(p.Seq)
	body.Reasons = body.area("razlozi", v.t("migration.reasons"), v.t("migration.reasons_hint"), 6, dossier.MaxReasons)
	body.Basis = body.field("osnov", v.t("migration.basis"), v.t("migration.basis_hint"))
	body.Basis.Lang = "sr-Cyrl"
	return body
}

// migrateByForm takes the dossier over, to the version that was looked at.
func (s *Server) migrateByForm(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	ref, err := refOf(f.value(byDossier))
	if err != nil {
		return reply{}, err
	}
	v.needReasons(&f)
	basis := strings.TrimSpace(f.value("osnov"))
	switch {
	case basis == "":
		f.add("osnov", v.t("migration.basis_missing"))
	case utf8.RuneCountInString(basis) > dossier.MaxBasis:
		f.add("osnov", v.t("migration.basis_long"))
	}
	if !f.ok() {
		return s.showMigration(v, f, string(ref))
	}
	args := dossier.Args{Definition: f.value("verzija"), Reasons: f.value("razlozi"), Basis: basis}
	r, err := v.give(f, ref, dossier.MigrateProcedure, args, oldVersionsPath, "migration.done")
	if err == nil {
		return r, nil
	}
	if problemOf(err).code == dossier.CodeImpossible { // the page says why
		_, text := v.say.Problem(string(dossier.CodeImpossible), nil)
		f.add("", text)
		return s.showMigration(v, f, string(ref))
	}
	err = v.again(&f, err, map[string]string{"args.reasons": "razlozi", "args.basis": "osnov"})
	if err != nil {
		return reply{}, err
	}
	return s.showMigration(v, f, string(ref))
}
