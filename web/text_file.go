package web

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// The forms in which texts and redlines are given.
const (
	formJSON = "application/json"
	formAKN  = "application/akn+xml"
	formHTML = "text/html"
	formText = "text/plain"
	formDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

// textForm is a form in which the text of a version is given.
type textForm struct {
	ending    string // of the name of a file
	path      string // of its address on the site
	mediaType string
	charset   bool // it is text, in UTF-8
	write     func(a *act.Act, work act.Work) ([]byte, error)
}

// textForms are the forms, the usual one of the interface first.
var textForms = []textForm{
	{"json", "json", formJSON, true, func(a *act.Act, _ act.Work) ([]byte, error) { return a.JSON() }},
	{"html", "html", formHTML, true, func(a *act.Act, _ act.Work) ([]byte, error) { return a.HTML(), nil }},
	{"txt", "txt", formText, true, func(a *act.Act, _ act.Work) ([]byte, error) { return []byte(a.PlainText() + "\n"), nil }},
	{"docx", "docx", formDOCX, false, func(a *act.Act, _ act.Work) ([]byte, error) { return a.DOCX() }},
	{"akn.xml", "akn", formAKN, true, func(a *act.Act, work act.Work) ([]byte, error) { return a.AKN(work), nil }},
}

// workOf says what is known of a version's text as a work.
func workOf(d store.DossierView, p store.PackageView) act.Work {
	return act.Work{Bill: true, Date: d.OpenedAt.In(belgrade).Format(time.DateOnly), Number: number(d.Ref), Version: p.LegalAt.In(belgrade).Format(time.DateOnly),
		Author: d.LeadNameSr}
}

// reply gives a text in the form.
func (f textForm) reply(a *act.Act, work act.Work) (reply, error) {
	b, err := f.write(a, work)
	if err != nil {
		return reply{}, fmt.Errorf("write text as %s: %w", f.ending, err)
	}
	return raw(inUTF8(f.mediaType, f.charset), b), nil
}

// textFiles are the addresses of the text of a version in every form.
func (v *visit) textFiles(ref dossier.Ref, no int) []link {
	return each(textForms, func(f textForm) link {
		return link{v.href("/predmeti/" + string(ref) + "/tekst/" + strconv.Itoa(no) + "/kao/" + f.path), v.say.Name("file_form", f.path)}
	})
}

// textInForm gives the text of a version as a file.
func (s *Server) textInForm(v *visit) (reply, error) {
	i := slices.IndexFunc(textForms, func(f textForm) bool { return f.path == v.Param("form") })
	if i < 0 {
		return reply{}, dossier.Refuse(dossier.CodeNotFound)
	}
	x, err := s.version(v)
	if err != nil {
		return reply{}, err
	}
	if x.act == nil {
		return reply{}, dossier.Refuse(dossier.CodeNotFound)
	}
	r, err := textForms[i].reply(x.act, workOf(x.dossier, x.pack))
	if err != nil {
		return reply{}, err
	}
	return saved(r.with("Vary", "Cookie"), fmt.Sprintf("%s-%d.%s", x.dossier.Ref, x.pack.No, textForms[i].ending)), nil
}

// GetVersion gives the text of a version in the form that is asked for.
func (o operations) GetVersion(c *gin.Context, id api.Ref, n api.Number) {
	o.answer(c, func() (reply, error) {
		ref, err := refOf(id)
		if err != nil {
			return reply{}, err
		}
		d, err := o.store.Dossier(c.Request.Context(), who(c).person, ref)
		if err != nil {
			return reply{}, err
		}
		p, text, err := o.textOf(c, ref, n)
		if err != nil {
			return reply{}, err
		}
		form, err := negotiate(c.Request.Header.Values("Accept"), each(textForms, func(f textForm) string { return f.mediaType })...)
		if err != nil {
			return reply{}, err
		}
		i := slices.IndexFunc(textForms, func(f textForm) bool { return f.mediaType == form })
		r, err := textForms[i].reply(text, workOf(d, p))
		return r.with("Vary", "Accept, Authorization, Cookie"), err
	})
}
