package web

import (
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// ListBodies lists all bodies.
func (o operations) ListBodies(c *gin.Context) {
	o.answer(c, func() (reply, error) {
		bodies, err := o.store.Bodies(c.Request.Context())
		if err != nil {
			return reply{}, err
		}
		return ok(api.BodyList{Items: each(bodies, func(b store.Body) api.Body {
			return api.Body{Code: b.Code, NameSr: b.NameSr, NameEn: b.NameEn, Collegial: b.Collegial, From: b.ValidFrom, Until: b.ValidTo, Successor: b.Successor}
		})}), nil
	})
}

// ListProcedures lists the procedures.
func (o operations) ListProcedures(c *gin.Context, p api.ListProceduresParams) {
	o.answer(c, func() (reply, error) {
		defs, err := o.store.Definitions(c.Request.Context())
		if err != nil {
			return reply{}, err
		}
		defs = slices.DeleteFunc(defs, func(d *procedure.Definition) bool { return d.Unlisted && !p.All })
		return ok(api.ProcedureList{Items: each(defs, func(d *procedure.Definition) api.Procedure {
			return api.Procedure{Id: d.ID, Version: d.Version, TitleSr: d.TitleSr, TitleEn: d.TitleEn, Hash: d.Hash, ValidFrom: d.ValidFrom,
				ValidTo: d.ValidTo, Calendar: d.Calendar, Stages: len(d.Stages), Verified: d.Verified()}
		})}), nil
	})
}

// GetProcedure gives the newest version of a procedure.
func (o operations) GetProcedure(c *gin.Context, id api.ID) {
	o.answer(c, func() (reply, error) {
		defs, err := o.store.Definitions(c.Request.Context())
		if err != nil {
			return reply{}, err
		}
		i := slices.IndexFunc(defs, func(d *procedure.Definition) bool { return d.ID == id })
		if i < 0 {
			return reply{}, dossier.Refuse(dossier.CodeNotFound)
		}
		return ok(defs[i]), nil
	})
}
