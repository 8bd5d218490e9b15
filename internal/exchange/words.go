package exchange

import (
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

// Why says in the words of a language why something is refused; limit is told with it.
func Why(say *locale.Printer, code dossier.Code, params map[string]string) string {
	title, _ := say.Problem(string(code), params)
	if limit := params["limit"]; limit != "" {
		title += " (" + say.T("portal.at_most", map[string]any{"limit": limit}) + ")"
	}
	return title
}

// portalCodes are the messages for what is wrong with a row of a file of the portal
// alone.
var portalCodes = map[dossier.Code]string{store.PortalNoID: "portal.no_id", store.PortalTwice: "portal.twice", store.PortalUnreadable: "portal.unreadable", store.PortalNotText: "portal.not_text", store.PortalUnwritable: "portal.unwritable"}

// WhyFault says what is wrong with a row of a file of the portal.
func WhyFault(say *locale.Printer, f store.PortalFault) string {
	id, known := portalCodes[f.Code]
	switch {
	case known && f.Code == store.PortalTwice:
		return say.T(id, map[string]any{"line": f.Line})
	case known:
		return say.T(id, nil)
	}
	return Why(say, f.Code, nil)
}
