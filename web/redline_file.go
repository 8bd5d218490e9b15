package web

import (
	"fmt"
	"mime"
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
	"github.com/rasprava/rasprava/web/api"
)

// twoTexts is a redline with what it compares, to be written as a file.
type twoTexts struct {
	*redline.Redline
	old, new *act.Act
	was, is  act.Work
	lang     string // of the words around the texts; empty: that of the texts
}

// redlineForm is a form in which a redline is given as a file.
type redlineForm struct {
	ending    string // of the name
	path      string // of the address
	mediaType string
	charset   bool // it is text, in UTF-8
	write     func(x twoTexts) ([]byte, error)
}

// redlineForms are the forms, the usual one of the interface first.
var redlineForms = []redlineForm{
	{"json", "json", formJSON, true, func(x twoTexts) ([]byte, error) { return x.JSON() }},
	{"html", "html", formHTML, true, func(x twoTexts) ([]byte, error) { return []byte(x.Page(x.lang)), nil }},
	{"txt", "txt", formText, true, func(x twoTexts) ([]byte, error) { return []byte(x.Text(x.lang)), nil }},
	{"docx", "docx", formDOCX, false, func(x twoTexts) ([]byte, error) {
		return x.DOCX(x.old, x.new, redline.Revision{Author: x.is.Author})
	}},
	{"akn.xml", "akn", formAKN, true, func(x twoTexts) ([]byte, error) { return x.AKN(x.old, x.new, x.was, x.is) }},
}

// overviewForms are those of the overview of amended provisions that goes with a
// bill; only pages have them.
var overviewForms = []redlineForm{
	{"pregled.html", "pregled", formHTML, true, func(x twoTexts) ([]byte, error) { return []byte(x.Overview().Page()), nil }},
	{"pregled.docx", "pregled-docx", formDOCX, false, func(x twoTexts) ([]byte, error) { return x.Overview().DOCX() }},
}

// redlineFileForms are the forms in which pages give a redline.
var redlineFileForms = slices.Concat(redlineForms, overviewForms)

// reply gives a redline in the form.
func (f redlineForm) reply(x twoTexts) (reply, error) {
	b, err := f.write(x)
	if err != nil {
		return reply{}, fmt.Errorf("write redline as %s: %w", f.ending, err)
	}
	return raw(inUTF8(f.mediaType, f.charset), b), nil
}

func inUTF8(mediaType string, text bool) string {
	if text {
		return mediaType + "; charset=utf-8"
	}
	return mediaType
}

// saved has the reader's browser save what is answered under a name, and never
// show it as a page of ours.
func saved(r reply, name string) reply {
	return r.with("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name})).
		with("Content-Security-Policy", "default-src 'none'; sandbox")
}

// redlineFiles are the addresses of a whole redline in every form.
func (v *visit) redlineFiles(x compared) []link {
	q := url.Values{"od": {strconv.Itoa(x.older.No)}, "do": {strconv.Itoa(x.newer.No)}}
	return each(redlineFileForms, func(f redlineForm) link {
		return link{v.href("/predmeti/" + string(x.dossier.Ref) + "/izmene/" + f.path + "?" + q.Encode()), v.say.Name("file_form", f.path)}
	})
}

// redlineFile gives the whole redline of two versions as a file.
func (s *Server) redlineFile(v *visit) (reply, error) {
	i := slices.IndexFunc(redlineFileForms, func(f redlineForm) bool { return f.path == v.Param("form") })
	if i < 0 {
		return reply{}, dossier.Refuse(dossier.CodeNotFound)
	}
	x, err := s.versionsCompared(v)
	if err != nil {
		return reply{}, err
	}
	if x.redline == nil {
		return reply{}, dossier.Refuse(dossier.CodeNotFound)
	}
	r, err := redlineFileForms[i].reply(twoTexts{x.redline, x.old, x.new, workOf(x.dossier, x.older), workOf(x.dossier, x.newer), string(v.lang)})
	if err != nil {
		return reply{}, err
	}
	return saved(r.with("Vary", "Cookie"), fmt.Sprintf("%s-%d-%d.%s", x.dossier.Ref, x.older.No, x.newer.No, redlineFileForms[i].ending)), nil
}

// GetRedline gives what differs between two versions, in the form that is asked for.
func (o operations) GetRedline(c *gin.Context, id api.Ref, p api.GetRedlineParams) {
	o.answer(c, func() (reply, error) {
		ref, err := refOf(id)
		if err != nil {
			return reply{}, err
		}
		ctx := c.Request.Context()
		d, err := o.store.Dossier(ctx, who(c).person, ref)
		if err != nil {
			return reply{}, err
		}
		older, old, err := o.textOf(c, ref, p.From)
		if err != nil {
			return reply{}, err
		}
		newer, fresh, err := o.textOf(c, ref, p.To)
		if err != nil {
			return reply{}, err
		}
		r, err := o.store.Compared(ctx, old, fresh)
		if err != nil {
			return reply{}, err
		}
		form, err := negotiate(c.Request.Header.Values("Accept"), each(redlineForms, func(f redlineForm) string { return f.mediaType })...)
		if err != nil {
			return reply{}, err
		}
		i := slices.IndexFunc(redlineForms, func(f redlineForm) bool { return f.mediaType == form })
		out, err := redlineForms[i].reply(twoTexts{r, old, fresh, workOf(d, older), workOf(d, newer), ""})
		return out.with("Vary", "Accept, Authorization, Cookie"), err
	})
}
