package web

import (
	"encoding/base64"
	"fmt"
	"mime"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// ListVersions lists the versions of which the viewer sees a document.
func (o operations) ListVersions(c *gin.Context, id api.Ref) {
	o.answer(c, func() (reply, error) {
		ref, err := refOf(id)
		if err != nil {
			return reply{}, err
		}
		versions, err := o.store.Packages(c.Request.Context(), who(c).person, ref)
		if err != nil {
			return reply{}, err
		}
		return ok(api.VersionList{Items: each(versions, versionOf)}), nil
	})
}

func versionOf(p store.PackageView) api.Version {
	return api.Version{Number: p.No, Hash: p.Hash, Reason: string(p.Reason), Note: p.Note, StageNo: p.StageNo, CreatedAt: p.CreatedAt.UTC(),
		ActHash: p.ActHash, ActTitle: p.ActTitle, Documents: each(p.Documents, func(d store.DocumentView) api.Document {
			return api.Document{Kind: string(d.Kind), Position: d.Position, Name: d.Name, MediaType: d.MediaType, Sha256: d.SHA256(), Size: d.Size,
				Since: d.Since, Visibility: string(d.Visibility), Stale: d.Stale}
		})}
}

// admits lets a person who may do something with a dossier bring content for it,
// before any is read. The caller leaves o.uploads when it is done.
func (o operations) admits(c *gin.Context, id api.Ref, a dossier.Action) (dossier.Ref, error) {
	ref, err := refOf(id)
	if err != nil {
		return "", err
	}
	powers, err := o.store.Powers(c.Request.Context(), who(c).person, ref)
	if err != nil {
		return "", err
	}
	err = powers.May(a)
	if err != nil {
		return "", err
	}
	return ref, enter(c.Request.Context(), o.uploads)
}

// AddVersion adds a version of the package.
func (o operations) AddVersion(c *gin.Context, id api.Ref) {
	o.answer(c, func() (reply, error) {
		ctx := c.Request.Context()
		ref, err := o.admits(c, id, dossier.AddPackage)
		if err != nil {
			return reply{}, err
		}
		defer func() { <-o.uploads }()
		var in api.NewVersion
		err = readJSON(c.Request, &in, required)
		if err != nil {
			return reply{}, err
		}
		p, err := packageOf(ref, in)
		if err != nil {
			return reply{}, err
		}
		added, err := o.store.AddPackage(ctx, who(c).person, p)
		if err != nil {
			return reply{}, err
		}
		return created(api.AddedVersion{Number: added.No, Hash: added.Hash, ActHash: added.ActHash, Warnings: each(added.Warnings, func(w act.Warning) api.Warning {
			return api.Warning{Line: w.Line, Code: w.Code, Text: w.Text}
		})}, fmt.Sprintf("/api/v1/dossiers/%s/versions/%d", ref, added.No)), nil
	})
}

// maxDocument is the longest document, in bytes, as the store has it.
const maxDocument = 8 << 20

// contentOf returns the bytes that were sent as a text or in base64, and the name of
// the field that held them; false: they cannot be read, or came in both.
func contentOf(text, encoded string) ([]byte, string, bool) {
	if encoded == "" {
		return []byte(text), "content", true
	}
	b, err := base64.StdEncoding.DecodeString(encoded)
	return b, "content_base64", err == nil && text == ""
}

// packageOf returns the version that was sent. A document that is too long is
// refused as such, so that the answer is 413.
func packageOf(ref dossier.Ref, in api.NewVersion) (store.NewPackage, error) {
	p := store.NewPackage{Ref: ref, Reason: dossier.ChangeReason(in.Reason), Note: in.Note}
	var fields, long []dossier.Field
	for i, d := range in.Documents {
		content, at, ok := contentOf(d.Content, d.ContentBase64)
		at = fmt.Sprintf("documents[%d].%s", i, at)
		if !ok {
			fields = append(fields, dossier.Field{Name: at, Code: codeBase64})
			continue
		}
		if len(content) > maxDocument {
			long = append(long, dossier.Field{Name: at, Code: dossier.CodeTooLarge})
		}
		p.Documents = append(p.Documents, store.NewDocument{Kind: dossier.DocumentKind(d.Kind), Name: d.Name, Bytes: content})
	}
	for i, kind := range in.Remove {
		k := dossier.DocumentKind(kind)
		if !k.Known() {
			fields = append(fields, dossier.Field{Name: fmt.Sprintf("remove[%d]", i), Code: dossier.CodeDocumentUnknown})
		}
		p.Remove = append(p.Remove, k)
	}
	switch {
	case long != nil:
		return p, &dossier.Problem{Code: dossier.CodeTooLarge, Fields: long}
	case fields != nil:
		return p, &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	return p, nil
}

// textOf returns a version with its text; refused not_found where it has none that
// the caller sees.
func (o operations) textOf(c *gin.Context, ref dossier.Ref, no int) (store.PackageView, *act.Act, error) {
	p, text, err := o.store.Package(c.Request.Context(), who(c).person, ref, no)
	if err == nil && text == nil {
		err = dossier.Refuse(dossier.CodeNotFound)
	}
	return p, text, err
}

// GetDocument gives a document as it was put in, to be saved and never shown.
func (o operations) GetDocument(c *gin.Context, id api.Ref, n api.Number, kind string, position int) {
	o.answer(c, func() (reply, error) {
		ref, err := refOf(id)
		if err != nil {
			return reply{}, err
		}
		d, b, err := o.store.DocumentBytes(c.Request.Context(), who(c).person, ref, n, dossier.DocumentKind(kind), position)
		if err != nil {
			return reply{}, err
		}
		return download(d.Name, d.MediaType, d.SHA256(), b), nil
	})
}

// download answers with a document as it was put in, to be saved and never shown.
func download(name, mediaType, sha256 string, b []byte) reply {
	disposition := mime.FormatMediaType("attachment", map[string]string{"filename": name})
	if disposition == "" {
		disposition = "attachment"
	}
	return raw(mediaType, b).with("Content-Disposition", disposition).with("ETag", strconv.Quote("sha256:"+sha256)).
		with("Content-Security-Policy", "default-src 'none'; sandbox")
}
