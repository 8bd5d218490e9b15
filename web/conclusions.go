package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// BringConclusion keeps the document of a conclusion until it is recorded.
func (o operations) BringConclusion(c *gin.Context, id api.Ref) {
	o.answer(c, func() (reply, error) {
		ctx := c.Request.Context()
		ref, err := o.admits(c, id, dossier.Action(dossier.RecordConclusion))
		if err != nil {
			return reply{}, err
		}
		defer func() { <-o.uploads }()
		var in api.NewConclusionDocument
		err = readJSON(c.Request, &in, required)
		if err != nil {
			return reply{}, err
		}
		content, at, ok := contentOf(in.Content, in.ContentBase64)
		if !ok {
			return reply{}, invalid(at, codeBase64)
		}
		if len(content) > maxDocument {
			return reply{}, invalid(at, dossier.CodeTooLarge)
		}
		hash, err := o.store.BringConclusion(ctx, who(c).person, ref, store.NewDocument{Name: in.Name, Bytes: content})
		if err != nil {
			return reply{}, err
		}
		return reply{status: http.StatusCreated, body: api.BroughtDocument{Sha256: hash, Size: int64(len(content))}}, nil
	})
}

// GetConclusionDocument gives the document of a conclusion as it was put in, to be
// saved and never shown.
func (o operations) GetConclusionDocument(c *gin.Context, id api.Ref, stage int) {
	o.answer(c, func() (reply, error) {
		ref, err := refOf(id)
		if err != nil {
			return reply{}, err
		}
		d, err := o.store.ConclusionDocument(c.Request.Context(), who(c).person, ref, stage)
		if err != nil {
			return reply{}, err
		}
		return download(d.Name, d.MediaType, d.SHA256, d.Bytes), nil
	})
}
