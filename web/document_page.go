package web

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// documentPage is a document that accompanies the text.
type documentPage struct {
	commentList
	Title    string
	Name     string
	Size     string
	Version  link
	Since    int
	Stale    bool
	Download string
	Readable bool
	Lang     string
	Lines    []string
	Cut      bool
	State    roundState
	Comment  string // address of the form; empty: no comments are taken
}

var documentTemplate = templateFor[documentPage]("document")

// shownDocument is how much of a document is shown on its page, in bytes.
const shownDocument = 256 << 10

// documentPage shows an accompanying document with its comments.
func (s *Server) documentPage(v *visit) (reply, error) {
	x, err := s.version(v)
	if err != nil {
		return reply{}, err
	}
	position, err := strconv.Atoi(v.Param("position"))
	if err != nil {
		return reply{}, dossier.Refuse(dossier.CodeNotFound)
	}
	kind := dossier.DocumentKind(v.Param("kind"))
	var d store.DocumentView
	for _, one := range x.pack.Documents {
		if one.Kind == kind && one.Position == position {
			d = one
		}
	}
	if d.Kind == "" {
		return reply{}, dossier.Refuse(dossier.CodeNotFound)
	}
	base := "/predmeti/" + string(x.dossier.Ref)
	name := v.documentTitle(x.dossier.DossierRow, kind)
	if x.pack.No < x.dossier.PublicPackage { // it was read as a draft, whatever has become of it
		row := x.dossier.DossierRow
		row.Form = procedure.Draft
		name = v.documentTitle(row, kind)
	}
	body := documentPage{Title: upperFirst(name), Name: d.Name, Since: d.Since, Stale: d.Stale, Size: v.size(d.Size), State: x.state(v),
		Version:  v.versionLink(x),
		Download: fileHref(x.dossier.Ref, x.pack.No, d)}
	if strings.HasPrefix(d.MediaType, "text/plain") || strings.HasPrefix(d.MediaType, "text/markdown") {
		_, b, err := s.store.DocumentBytes(v.ctx(), v.person(), x.dossier.Ref, x.pack.No, kind, position)
		if err != nil {
			return reply{}, err
		}
		if utf8.Valid(b) {
			body.read(v, string(b))
		}
	}
	body.commentList, err = s.commentsOn(v, x, store.CommentFilter{Document: kind}, base+"/dokumenti/"+strconv.Itoa(x.pack.No)+"/"+string(kind)+"/"+strconv.Itoa(position))
	if err != nil {
		return reply{}, err
	}
	_, open := x.open()
	if open {
		body.Comment = v.href(base + "/komentar?dokument=" + string(kind))
	}
	return documentTemplate.show(v, heading{Title: body.Title, Rehearsal: x.dossier.Rehearsal, Crumbs: v.versionCrumbs(x, name)}, body)
}

// fileHref returns the address at which a document is fetched as it was put in.
func fileHref(ref dossier.Ref, no int, d store.DocumentView) string {
	return "/api/v1/dossiers/" + string(ref) + "/versions/" + strconv.Itoa(no) + "/documents/" + string(d.Kind) + "/" + strconv.Itoa(d.Position)
}

// textFile returns the address of the file of a version's text; empty: the
// viewer sees none.
func textFile(ref dossier.Ref, p store.PackageView) string {
	i := slices.IndexFunc(p.Documents, func(d store.DocumentView) bool { return d.Kind == dossier.ActDocument })
	if i < 0 {
		return ""
	}
	return fileHref(ref, p.No, p.Documents[i])
}

// read takes in the text of a document, or its beginning.
func (p *documentPage) read(v *visit, text string) {
	if len(text) > shownDocument {
		p.Cut = true
		text = text[:strings.LastIndexAny(text[:shownDocument], "\n ")+1]
	}
	written := scriptOf(text)
	p.Readable, p.Lang = true, written
	for _, line := range lines(strings.TrimPrefix(text, "\ufeff")) {
		p.Lines = append(p.Lines, inScript(v.lang, written, strings.TrimLeft(line, "# ")))
	}
	if v.lang != "en" && written != "" {
		p.Lang = string(v.lang)
	}
}

// size writes how large a file is.
func (v *visit) size(bytes int64) string {
	return v.n("package.kilobytes", int((bytes+1023)/1024))
}
