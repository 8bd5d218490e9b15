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

// redlineForm is a form in which a redline is given as a file.
type redlineForm struct {
	ending    string // of the name, and of the address
	mediaType string
	charset   bool // it is text, in UTF-8
	write     func(r *redline.Redline, old, new *act.Act, lang string) ([]byte, error)
}

// redlineForms are the forms, the usual one of the interface first.
var redlineForms = []redlineForm{
	{"json", formJSON, true, func(r *redline.Redline, _, _ *act.Act, _ string) ([]byte, error) { return r.JSON() }},
	{"html", formHTML, true, func(r *redline.Redline, _, _ *act.Act, lang string) ([]byte, error) { return []byte(r.Page(lang)), nil }},
	{"txt", formText, true, func(r *redline.Redline, _, _ *act.Act, lang string) ([]byte, error) { return []byte(r.Text(lang)), nil }},
	{"docx", formDOCX, false, func(r *redline.Redline, old, fresh *act.Act, _ string) ([]byte, error) {
		return r.DOCX(old, fresh, redline.Revision{})
	}},
}

// reply gives a redline in the form, with its words in a language; empty: in that
// of the text.
func (f redlineForm) reply(r *redline.Redline, old, new *act.Act, lang string) (reply, error) {
	b, err := f.write(r, old, new, lang)
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
	return each(redlineForms, func(f redlineForm) link {
		return link{v.href("/predmeti/" + string(x.dossier.Ref) + "/izmene/" + f.ending + "?" + q.Encode()), v.say.Name("file_form", f.ending)}
	})
}

// redlineFile gives the whole redline of two versions as a file.
func (s *Server) redlineFile(v *visit) (reply, error) {
	i := slices.IndexFunc(redlineForms, func(f redlineForm) bool { return f.ending == v.Param("form") })
	if i < 0 {
		return reply{}, dossier.Refuse(dossier.CodeNotFound)
	}
	x, err := s.compared(v)
	if err != nil {
		return reply{}, err
	}
	if x.redline == nil {
		return reply{}, dossier.Refuse(dossier.CodeNotFound)
	}
	r, err := redlineForms[i].reply(x.redline, x.old, x.new, string(v.lang))
	if err != nil {
		return reply{}, err
	}
	return saved(r.with("Vary", "Cookie"), fmt.Sprintf("%s-%d-%d.%s", x.dossier.Ref, x.older.No, x.newer.No, redlineForms[i].ending)), nil
}

// GetRedline gives what differs between two versions, in the form that is asked for.
func (o operations) GetRedline(c *gin.Context, id api.Ref, p api.GetRedlineParams) {
	o.answer(c, func() (reply, error) {
		ref, err := refOf(id)
		if err != nil {
			return reply{}, err
		}
		old, err := o.textOf(c, ref, p.From)
		if err != nil {
			return reply{}, err
		}
		fresh, err := o.textOf(c, ref, p.To)
		if err != nil {
			return reply{}, err
		}
		r, err := o.store.Compared(c.Request.Context(), old, fresh)
		if err != nil {
			return reply{}, err
		}
		form, err := negotiate(c.Request.Header.Values("Accept"), each(redlineForms, func(f redlineForm) string { return f.mediaType })...)
		if err != nil {
			return reply{}, err
		}
		i := slices.IndexFunc(redlineForms, func(f redlineForm) bool { return f.mediaType == form })
		out, err := redlineForms[i].reply(r, old, fresh, "")
		return out.with("Vary", "Accept, Authorization, Cookie"), err
	})
}
