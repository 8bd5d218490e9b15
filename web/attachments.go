package web

import (
	"context"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/attachment"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// attachmentsTaken is how often one sender may upload a file, where there is a limit to
// submissions: what waits for its comment is kept for a day.
var attachmentsTaken = Rate{Every: 5 * time.Second, Burst: 40}

// allowAttachment refuses a file that is one too many from an address.
func (s *Server) allowAttachment(ctx context.Context, ip string) error {
	if s.submissions.off() {
		return nil
	}
	return s.allow(ctx, attachmentsTaken, dossier.CodeRateLimited, "attachments", network(ip))
}

func attachmentOf(a store.Attachment) api.Attachment {
	return api.Attachment{Id: a.ID, Name: a.Name, Sha256: a.SHA256(), MediaType: a.MediaType, Size: a.Size, Telling: a.Telling}
}

// AddAttachment keeps a file for a comment that is still to be sent.
func (o operations) AddAttachment(c *gin.Context) {
	o.answer(c, func() (reply, error) {
		if kind, _, _ := strings.Cut(c.GetHeader("Content-Type"), ";"); strings.TrimSpace(kind) != "multipart/form-data" {
			return reply{}, dossier.Refuse(codeMediaType)
		}
		err := o.allowAttachment(c.Request.Context(), c.ClientIP())
		if err != nil {
			return reply{}, err
		}
		v := &visit{Context: c, server: o.Server}
		defer v.leave()
		_, err = v.readUpload()
		if err != nil {
			return reply{}, err
		}
		a, there, err := v.takeFile()
		if err == nil && !there {
			err = invalid("file", codeFieldRequired)
		}
		if err != nil {
			return reply{}, err
		}
		return created(attachmentOf(a), "/api/v1/attachments/"+a.ID), nil
	})
}

// takeFile keeps the file of a form that was read; false: none was chosen.
func (v *visit) takeFile() (store.Attachment, bool, error) {
	file, name, err := v.chosen("file")
	if err != nil || name == "" {
		return store.Attachment{}, false, err
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, attachment.MaxBytes+1))
	if err != nil {
		return store.Attachment{}, true, err
	}
	a, err := v.server.store.AddAttachment(v.ctx(), name, content)
	return a, true, err
}

// GetAttachment gives a file of a comment, to be saved and never shown, to whoever
// hears of the comment or sent it.
func (o operations) GetAttachment(c *gin.Context, id api.ID) {
	o.answer(c, func() (reply, error) {
		a, b, err := o.store.AttachmentFile(c.Request.Context(), who(c).person, id, func(no string) string { return o.secretOf(c.Request.Context(), no) })
		if err != nil {
			return reply{}, err
		}
		return download(a.Name, a.MediaType, a.SHA256(), b), nil
	})
}

// GetOwnAttachment gives a file of a submission, to be saved and never shown, to whoever
// has the secret of its receipt.
func (o operations) GetOwnAttachment(c *gin.Context, no api.ReceiptNo, id api.ID) {
	o.answer(c, func() (reply, error) {
		secret, err := o.secretTried(c)
		if err != nil {
			return reply{}, err
		}
		a, b, err := o.store.OwnAttachmentFile(c.Request.Context(), no, secret, id)
		if err != nil {
			return reply{}, err
		}
		return download(a.Name, a.MediaType, a.SHA256(), b).with("Cache-Control", "private, no-store"), nil
	})
}

// scan gives the scan of an entry, to be saved and never shown, to who handles the
// round, and to everybody where that was allowed.
func (s *Server) scan(c *gin.Context) {
	operations{s}.answer(c, func() (reply, error) {
		a, b, err := s.store.ScanFile(c.Request.Context(), who(c).person, c.Param("id"))
		if err != nil {
			return reply{}, err
		}
		return download(a.Name, a.MediaType, a.SHA256(), b).with("Cache-Control", "private, no-store"), nil
	})
}

// fileLink is a file of a comment; without an address it is not sent yet, or is
// covered, and then without a size.
type fileLink struct {
	Href, Name, Size string
	Telling          bool // it may tell of its maker, and is not sent yet
	Clean            bool // it does not, likewise
}

func (v *visit) filesOf(files []store.Attachment) []fileLink {
	var all []fileLink
	for _, f := range files {
		if f.Covered {
			all = append(all, fileLink{Name: f.Name})
			continue
		}
		all = append(all, fileLink{Href: "/prilozi/" + f.ID, Name: f.Name, Size: v.size(int64(f.Size))})
	}
	return all
}

// waitingFiles is filesOf for what is not sent yet.
func (v *visit) waitingFiles(files []store.Attachment) []fileLink {
	all := v.filesOf(files)
	for i := range all {
		all[i].Href, all[i].Telling, all[i].Clean = "", files[i].Telling, !files[i].Telling
	}
	return all
}

// draftedFile is a file that was uploaded for the comment on the form.
type draftedFile struct {
	Index   int
	Name    string
	Size    string
	Telling bool
}

// draftedFiles returns the files of a draft as its form shows them, and their ids
// as it holds them.
func (v *visit) draftedFiles(files []store.Attachment) ([]draftedFile, string) {
	var all []draftedFile
	var ids []string
	for i, f := range files {
		all = append(all, draftedFile{i, f.Name, v.size(int64(f.Size)), f.Telling})
		ids = append(ids, f.ID)
	}
	return all, strings.Join(ids, " ")
}

// detach takes back a file by its place.
func (c *draftedComment) detach(place string) {
	ids := strings.Fields(c.Attachments)
	i, err := strconv.Atoi(place)
	if err != nil || i < 0 || i >= len(ids) {
		return
	}
	c.Attachments = strings.Join(append(ids[:i:i], ids[i+1:]...), " ")
}

// attachTo keeps the file that was chosen for the comment on the form, beside those that
// it has. What keeps it from being taken stands in the form.
func (v *visit) attachTo(c *draftedComment, f *form) error {
	named := f.value("file") != "" // as a form tells that does not carry the file
	f.Values.Del("file")
	if large := v.tooLarge("file", attachment.MaxBytes); large != "" {
		f.add("file", large)
		return nil
	}
	attached := len(strings.Fields(c.Attachments))
	a, there, err := v.attachOne(attached)
	switch {
	case err != nil:
		err = v.refused(f, err, nil)
		for i := range f.Faults {
			f.Faults[i].Name = "file"
		}
		return err
	case there:
		c.Attachments = strings.TrimSpace(c.Attachments + " " + a.ID)
	case named || f.value("do") == "attach":
		f.add("file", v.t("attachment.choose"))
	}
	return nil
}

// attachOne keeps the file that came, beside so many that are attached; false: none was
// chosen.
func (v *visit) attachOne(attached int) (store.Attachment, bool, error) {
	if !v.hasFile("file") {
		return store.Attachment{}, false, nil
	}
	err := v.server.allowAttachment(v.ctx(), v.ClientIP())
	if err != nil {
		return store.Attachment{}, true, err
	}
	if attached >= dossier.MaxAttachments {
		return store.Attachment{}, true, invalid("file", dossier.CodeTooManyAttachments, "limit", strconv.Itoa(dossier.MaxAttachments))
	}
	return v.takeFile()
}
