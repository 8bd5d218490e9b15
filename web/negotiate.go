package web

import (
	"mime"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
)

// negotiate returns which of the offered media types the Accept header prefers
// (RFC 9110, section 12.5.1): the one with the highest weight, of equals the
// first that is offered; without a header the first. Refused not_acceptable
// when none will do.
func negotiate(accept []string, offers ...string) (string, error) {
	header := strings.Join(accept, ",")
	if strings.TrimSpace(header) == "" {
		return offers[0], nil
	}
	best, weight := "", 0.0
	for _, offer := range offers {
		q := quality(header, offer)
		if q > weight {
			best, weight = offer, q
		}
	}
	if best == "" {
		return "", dossier.Refuse(codeNotAcceptable)
	}
	return best, nil
}

// quality returns the weight of the most specific range that covers the offer.
func quality(header, offer string) float64 {
	q, specific := 0.0, -1
	group, _, _ := strings.Cut(offer, "/")
	for part := range strings.SplitSeq(header, ",") {
		kind, params, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		level := -1
		switch kind {
		case offer:
			level = 2
		case group + "/*":
			level = 1
		case "*/*":
			level = 0
		}
		if level <= specific {
			continue
		}
		specific, q = level, 1
		if w, given := params["q"]; given {
			q, err = strconv.ParseFloat(w, 64)
			if err != nil || q < 0 || q > 1 {
				q = 0
			}
		}
	}
	return q
}
