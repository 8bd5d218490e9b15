package web

import (
	"bytes"
	"cmp"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// packagePage is where the next version of a package is put together.
type packagePage struct {
	Work     workplace
	Path     string
	Faults   []fault
	Closed   string // why no version may come now; empty: one may
	Next     int    // number of the version to come
	Staged   bool   // something is
	Rows     []packageRow
	Stage    string // title of the present one
	Wanted   []requirement
	Act      *understood
	Kind     field
	File     field
	Text     field
	Name     field
	Over     int // the version over which what is staged lies
	Between  link
	TakeOver bool   // what was edited can be brought over to that version
	Edit     string // address at which the text is edited; empty: there is none yet
	Reason   field
	Note     field
	Seal     string // of what is shown, by which it is confirmed
	Held     string // name of the file that the form holds; empty: none
	HeldSum  string // its hash
	Draft    string // key under which the browser keeps what is typed
	Versions []keptVersion
	Carried  *carriedComments // to the newest version; nil: there are none
}

var packageTemplate = templateFor[packagePage]("package")

// stagedChanges shows what a staged text changes.
type stagedChanges struct {
	Back      string
	Summary   []string // empty: nothing changed
	Facts     []string // renumberings
	Astray    []string // references that the changes leave pointing elsewhere
	Lang      string   // of the words
	Converted string   // which script the text was written in, where it is shown in the other
	Name      []markedLine
	List      []changeEntry
	Blocks    []changeBlock
}

var stagedChangesTemplate = templateFor[stagedChanges]("staged_changes")

// draftOfVersion is the key under which a browser keeps the words about a
// version that is not saved yet.
func draftOfVersion(ref dossier.Ref) string { return "verzija-" + string(ref) }

func (s *Server) packagePage(v *visit) (reply, error) {
	return s.showPackage(v, v.carried(), v.carried(), http.StatusOK)
}

// showPackage shows the version to come: add is the form that adds a document to
// it, save the one that saves it.
func (s *Server) showPackage(v *visit, add, save form, status int) (reply, error) {
	d, p, err := s.worksOn(v, dossier.AddPackage)
	if err != nil {
		return reply{}, err
	}
	staged, err := s.store.Staged(v.ctx(), v.person(), d.Ref)
	if err != nil {
		return reply{}, err
	}
	versions, err := s.store.Packages(v.ctx(), v.person(), d.Ref)
	if err != nil {
		return reply{}, err
	}
	body := v.packagePage(d, staged, versions, add, save)
	body.Work = v.workplace(d.DossierRow, p, "/priprema")
	body.Carried, err = s.carriedComments(v, d.Ref, 0, "", p.May(dossier.AnswerComm) == nil)
	if err != nil {
		return reply{}, err
	}
	h := heading{Title: v.t("package.title") + " – " + v.say.Serbian(d.Title), Crumbs: v.draftingCrumbs(d.DossierRow, v.t("workplace.package")), Rehearsal: d.Rehearsal}
	if !body.Staged {
		h.Sent = draftOfVersion(d.Ref)
	}
	h.Status = status
	return packageTemplate.show(v, h, body)
}

// packagePage makes the page of what is there and what was typed.
func (v *visit) packagePage(d store.DossierView, staged store.StagedView, versions []store.PackageView, add, save form) packagePage {
	at := v.href("/predmeti/" + string(d.Ref))
	stage, _ := d.Definition.Stage(d.Stage)
	out := packagePage{Path: at + "/priprema", Faults: append(add.Faults, save.Faults...), Next: staged.PackageNo + 1, Over: staged.PackageNo,
		Staged: len(staged.Documents)+len(staged.Removed) > 0, Rows: packageRows(at, versions, staged), Stage: v.title(d.StageTitleSr, d.StageTitleEn),
		Wanted: requirements(stage, staged.Result), Act: v.understood(staged.Act), Versions: keptVersions(at, versions), Draft: draftOfVersion(d.Ref),
		Seal: staged.Seal, Held: add.value("zadrzano-naziv"), HeldSum: add.value("zadrzano")}
	if staged.Closed {
		out.Closed = v.whyClosed(d)
	}
	if out.Staged && staged.Began != staged.PackageNo {
		out.Between = link{at + "/izmene?od=" + strconv.Itoa(staged.Began) + "&do=" + strconv.Itoa(staged.PackageNo), v.t("package.between_link")}
		if staged.Began == 0 {
			out.Between = link{at + "/tekst/" + strconv.Itoa(staged.PackageNo), v.t("package.between_text")}
		}
	}
	if !staged.Closed && (staged.Act != nil || slices.ContainsFunc(versions, func(p store.PackageView) bool { return p.No == staged.PackageNo && p.ActHash != "" })) {
		out.Edit = at + "/priprema/tekst"
	}
	out.TakeOver = out.Between.Href != "" && staged.Act != nil && staged.Began > 0
	out.Kind = add.choice("vrsta", v.t("package.kind"), v.t("package.kind_hint"), append([]option{{Label: v.t("package.choose")}}, each(procedure.DocumentKinds, func(k string) option {
		return option{Value: k, Label: v.say.Name("document", k)}
	})...))
	out.File = add.field("datoteka", v.t("package.file"), v.t("package.file_hint"))
	out.File.Most = maxDocument
	out.Text = add.area("tekst", v.t("package.text"), v.t("package.text_hint"), 12, 0)
	out.Name = add.field("naziv", v.t("package.name"), v.t("package.name_hint"))
	out.Text.Optional, out.Name.Optional = true, true
	out.Name.Lang, out.Text.Lang = "sr-Cyrl", "sr-Cyrl"
	reasons := []dossier.ChangeReason{dossier.ByComments, dossier.ByOpinion, dossier.ByConclusion, dossier.ByAmendment, dossier.LegalTechnical,
		dossier.OwnInitiative, dossier.DocumentsReason}
	options := append([]option{{Label: v.t("package.choose")}}, each(reasons, func(r dossier.ChangeReason) option {
		return option{Value: string(r), Label: v.say.Name("change_reason", string(r)), Checked: r == dossier.DocumentsReason && staged.Act == nil}
	})...)
	out.Reason = save.choice("razlog", v.t("package.reason"), v.t("package.reason_hint"), options)
	out.Note = save.area("napomena", v.t("package.note"), v.t("package.note_hint"), 4, dossier.MaxReasons)
	out.Note.Optional, out.Note.Lang = true, "sr-Cyrl"
	return out
}

// whyClosed says why no version may come now, and until when.
func (v *visit) whyClosed(d store.DossierView) string {
	if d.Status != dossier.Open {
		return v.t("package.closed_ended", "status", v.say.Name("dossier_status", string(d.Status)))
	}
	due := ""
	if n := len(d.Stages); n > 0 {
		for _, w := range d.Stages[n-1].Windows {
			if !w.Lapsed {
				due = max(due, w.Due)
			}
		}
	}
	stage := quoted(v.title(d.StageTitleSr, d.StageTitleEn))
	switch {
	case d.OpenRound != "" && due != "":
		return v.t("package.closed_round", "until", due)
	case due != "":
		return v.t("package.closed_until", "name", stage, "until", due)
	}
	return v.t("package.closed_stage", "name", stage)
}

// addDocument adds a document to the version to come.
func (s *Server) addDocument(v *visit) (reply, error) {
	d, _, err := s.worksOn(v, dossier.AddPackage)
	if err != nil {
		return reply{}, err
	}
	f, err := v.readUpload()
	if err != nil {
		return reply{}, err
	}
	doc, err := v.documentOf(&f, d.Ref)
	if err != nil {
		return reply{}, err
	}
	if f.ok() {
		_, err = s.store.Stage(v.ctx(), v.person(), d.Ref, doc)
		if err == nil {
			return v.to("/predmeti/"+string(d.Ref)+"/priprema", "package.added", "document", string(doc.Kind)), nil
		}
		err = v.notTaken(&f, err, doc)
		if err != nil {
			return reply{}, err
		}
	}
	if len(doc.Bytes) > maxDocument {
		return s.showPackage(v, f, form{}, http.StatusRequestEntityTooLarge)
	}
	err = v.hold(&f, d.Ref, doc)
	if err != nil {
		return reply{}, err
	}
	return s.showPackage(v, f, form{}, f.status())
}

// hold keeps the file of a form in which something else is wrong, so that it need
// not be chosen again.
func (v *visit) hold(f *form, ref dossier.Ref, d store.NewDocument) error {
	f.Values.Del("zadrzano")
	f.Values.Del("zadrzano-naziv")
	if len(d.Bytes) == 0 || f.fault("datoteka") != "" || strings.TrimSpace(f.value("tekst")) != "" {
		return nil
	}
	sum, err := v.server.store.Hold(v.ctx(), v.person(), ref, d)
	if err != nil {
		return err
	}
	f.Values.Set("zadrzano", sum)
	f.Values.Set("zadrzano-naziv", d.Name)
	return nil
}

// documentOf reads the document that a form brings, and notes what is wrong with
// it.
func (v *visit) documentOf(f *form, ref dossier.Ref) (store.NewDocument, error) {
	d := store.NewDocument{Kind: dossier.DocumentKind(f.value("vrsta"))}
	if !d.Kind.Known() {
		f.add("vrsta", v.t("package.kind_missing"))
	}
	name, content, err := v.fileOf("datoteka")
	if err != nil {
		return d, err
	}
	text := f.value("tekst")
	pasted := strings.TrimSpace(text) != ""
	if sum := f.value("zadrzano"); name == "" && !pasted && sum != "" {
		held, err := v.server.store.Held(v.ctx(), v.person(), ref, sum)
		switch {
		case err == nil:
			name, content = held.Name, held.Bytes
		case dossier.CodeOf(err) != dossier.CodeNotFound:
			return d, err
		}
	}
	switch {
	case name != "" && pasted:
		f.add("datoteka", v.t("package.both"))
	case name == "" && !pasted:
		f.add("datoteka", v.t("package.neither"))
	case pasted:
		d.Name, d.Bytes = strings.TrimSpace(f.value("naziv")), []byte(text)
		if d.Name == "" {
			d.Name = locale.For(locale.SrCyrl).Name("document", string(d.Kind))
		}
		if lower := strings.ToLower(d.Name); !strings.HasSuffix(lower, ".txt") && !strings.HasSuffix(lower, ".md") {
			d.Name += ".txt"
		}
	default:
		d.Name, d.Bytes = name, content
	}
	if len(d.Bytes) > maxDocument {
		f.add(map[bool]string{true: "tekst", false: "datoteka"}[pasted], strings.TrimSpace(v.t("package.file_large")+" "+v.tooLarge("datoteka", maxDocument)))
	}
	if utf8.RuneCountInString(d.Name) > dossier.MaxName {
		f.add(map[bool]string{true: "naziv", false: "datoteka"}[pasted], v.n("package.name_long", dossier.MaxName))
	}
	return d, nil
}

// notTaken notes in the form why the record did not take a document. It returns
// the error where no person can mend it.
func (v *visit) notTaken(f *form, err error, d store.NewDocument) error {
	for _, bad := range problemOf(err).fields {
		said := ""
		switch {
		case bad.Code == dossier.CodeNotText && bytes.HasPrefix(d.Bytes, []byte("\xd0\xcf\x11\xe0")):
			said = "package.old_word"
		case bad.Code == dossier.CodeNotText:
			said = "package.not_text"
		case bad.Code == dossier.CodeNotUTF8:
			said = "package.not_utf8"
		case bad.Code == act.Malformed:
			said = "package.not_xml"
		default:
			continue
		}
		f.add("datoteka", v.t(said, "name", d.Name, "line", bad.Params["line"]))
		return nil
	}
	return v.refused(f, err, map[string]string{"kind": "vrsta", "name": "datoteka", "content": "datoteka"})
}

// removeDocument leaves a kind of document out of the version to come.
func (s *Server) removeDocument(v *visit) (reply, error) {
	return s.unmake(v, func(ref dossier.Ref, kind dossier.DocumentKind, _ int) error {
		return s.store.StageRemoval(v.ctx(), v.person(), ref, kind)
	}, "package.removed")
}

// takeBack forgets one thing that is staged.
func (s *Server) takeBack(v *visit) (reply, error) {
	return s.unmake(v, func(ref dossier.Ref, kind dossier.DocumentKind, position int) error {
		err := s.store.Unstage(v.ctx(), v.person(), ref, kind, position)
		if dossier.CodeOf(err) == dossier.CodeNotFound && err != nil {
			return nil // it is taken back already
		}
		return err
	}, "package.taken_back")
}

func (s *Server) unmake(v *visit, do func(dossier.Ref, dossier.DocumentKind, int) error, done string) (reply, error) {
	d, _, err := s.worksOn(v, dossier.AddPackage)
	if err != nil {
		return reply{}, err
	}
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	kind := dossier.DocumentKind(f.value("vrsta"))
	position, err := strconv.Atoi(f.value("mesto"))
	if err != nil || !kind.Known() || position < 0 {
		return reply{}, dossier.Refuse(dossier.CodeDocumentUnknown)
	}
	err = do(d.Ref, kind, position)
	if err == nil {
		return v.to("/predmeti/"+string(d.Ref)+"/priprema", done, "document", string(kind)), nil
	}
	var shown form
	err = v.refused(&shown, err, nil)
	if err != nil {
		return reply{}, err
	}
	return s.showPackage(v, shown, form{}, shown.status())
}

// saveVersion saves what is staged as a version. A document that was chosen and not
// added is added first, and the version is saved once it was looked at.
func (s *Server) saveVersion(v *visit) (reply, error) {
	d, _, err := s.worksOn(v, dossier.AddPackage)
	if err != nil {
		return reply{}, err
	}
	f, err := v.readWithFile("datoteka")
	if err != nil {
		return reply{}, err
	}
	brought, err := v.brings(f, d.Ref)
	if err != nil {
		return reply{}, err
	}
	if brought {
		return s.addFirst(v, f, d.Ref)
	}
	there := "/predmeti/" + string(d.Ref) + "/priprema"
	over, err := strconv.Atoi(f.value("preko"))
	if err != nil || over < 0 {
		over = 0
	}
	reason := dossier.ChangeReason(f.value("razlog"))
	if !reason.Valid() {
		f.add("razlog", v.t("package.reason_missing"))
	}
	if utf8.RuneCountInString(f.value("napomena")) > dossier.MaxReasons {
		f.add("napomena", v.n("opening.text_long", dossier.MaxReasons))
	}
	if !f.ok() {
		return s.showPackage(v, form{}, f, f.status())
	}
	added, err := s.store.SaveStaged(v.ctx(), v.person(), d.Ref, cmp.Or(f.value("otisak"), "-"), over, reason, strings.TrimSpace(f.value("napomena")))
	if err == nil {
		return v.to(there, "package.saved", "no", strconv.Itoa(added.No)), nil
	}
	if dossier.CodeOf(err) == dossier.CodeNothingStaged {
		return v.to(there, ""), nil // sent twice: what was saved is shown
	}
	err = v.refused(&f, err, map[string]string{"reason": "razlog", "note": "napomena"})
	if err != nil {
		return reply{}, err
	}
	return s.showPackage(v, form{}, f, f.status())
}

// brings reports whether a form brings a document that is not in the version to come.
func (v *visit) brings(f form, ref dossier.Ref) (bool, error) {
	if v.hasFile("datoteka") || strings.TrimSpace(f.value("tekst")) != "" {
		return true, nil
	}
	sum := f.value("zadrzano")
	if sum == "" {
		return false, nil
	}
	_, err := v.server.store.Held(v.ctx(), v.person(), ref, sum)
	if dossier.CodeOf(err) == dossier.CodeNotFound && err != nil {
		return false, nil
	}
	return err == nil, err
}

// addFirst adds the document of a form that was to save the version to come, and shows
// both again, with the reasons of the version as they were typed.
func (s *Server) addFirst(v *visit, f form, ref dossier.Ref) (reply, error) {
	save := form{Values: f.Values}
	doc, err := v.documentOf(&f, ref)
	if err != nil {
		return reply{}, err
	}
	if f.ok() {
		_, err = s.store.Stage(v.ctx(), v.person(), ref, doc)
		if err == nil {
			save.add("", v.t("package.added_first", "document", string(doc.Kind)))
			return s.showPackage(v, form{}, save, save.status())
		}
		err = v.notTaken(&f, err, doc)
		if err != nil {
			return reply{}, err
		}
	}
	status := f.status()
	if len(doc.Bytes) > maxDocument {
		status = http.StatusRequestEntityTooLarge
	} else {
		err = v.hold(&f, ref, doc)
		if err != nil {
			return reply{}, err
		}
	}
	return s.showPackage(v, f, save, status)
}

// stagedDocument gives a staged document as it was put in, to be saved and never
// shown.
func (s *Server) stagedDocument(v *visit) (reply, error) {
	d, _, err := s.worksOn(v, dossier.AddPackage)
	if err != nil {
		return reply{}, err
	}
	position, err := strconv.Atoi(v.Param("position"))
	if err != nil {
		return reply{}, dossier.Refuse(dossier.CodeNotFound)
	}
	doc, err := s.store.StagedBytes(v.ctx(), v.person(), d.Ref, dossier.DocumentKind(v.Param("kind")), position)
	if err != nil {
		return reply{}, err
	}
	disposition := mime.FormatMediaType("attachment", map[string]string{"filename": doc.Name})
	if disposition == "" {
		disposition = "attachment"
	}
	return raw("application/octet-stream", doc.Bytes).with("Content-Disposition", disposition).
		with("Content-Security-Policy", "default-src 'none'; sandbox"), nil
}

// stagedChanges shows what the staged text changes in the present one.
func (s *Server) stagedChanges(v *visit) (reply, error) {
	d, _, err := s.worksOn(v, dossier.AddPackage)
	if err != nil {
		return reply{}, err
	}
	text, saved, changes, err := s.store.StagedAct(v.ctx(), v.person(), d.Ref)
	if dossier.CodeOf(err) == dossier.CodeNothingStaged && err != nil || err == nil && changes == nil {
		return v.to("/predmeti/"+string(d.Ref)+"/priprema", ""), nil
	}
	if err != nil {
		return reply{}, err
	}
	h := heading{Title: v.t("package.changes_title"), Rehearsal: d.Rehearsal, Crumbs: []link{{v.href("/moji-predmeti"), v.t("nav.mine")},
		{v.href("/predmeti/" + string(d.Ref)), v.say.Serbian(d.Title)}, {v.href("/predmeti/" + string(d.Ref) + "/priprema"), v.t("workplace.package")}, {Text: v.t("package.changes_title")}}}
	p := stagedChanges{Back: v.href("/predmeti/" + string(d.Ref) + "/priprema"), Summary: v.summaryOf(changes), Facts: changes.Facts(string(v.lang)), Astray: changes.ReferenceFacts(string(v.lang)),
		Lang: v.textLang(text.Lang), Converted: v.converted(text.Lang)}
	x := compared{dossier: d, old: saved, new: text, redline: changes}
	w := redlineWriter{visit: v, compared: x, mode: modeChanges, wids: widsOf(x)}
	if w.changed(changes.Title) {
		p.Name = w.lines(changes.Title, nil)
	}
	for _, i := range w.listed() {
		c := w.change(i)
		b := w.prepared(c)
		p.List = append(p.List, changeEntry{Href: "#" + b.ID, Name: b.Label, Kinds: b.Kinds, Words: c.Words})
		p.Blocks = append(p.Blocks, b)
	}
	return stagedChangesTemplate.show(v, h, p)
}
