package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/web/api"
)

// TestOfANameThatIsNotShownNothingIsSaid has three citizens publish their names with a
// comment; one takes it back, one has it erased, and one's is set aside for its words.
func TestOfANameThatIsNotShownNothingIsSaid(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	var receipts []string
	for i, key := range []string{"withdraw", "erase", "aside", "stays"} {
		sent := as[api.Received](s.public().submits(round, key, object{"author": object{"kind": "citizen", "name": "Ружа Објавић", "publish_name": true},
			"comments": []object{{"kind": "remark", "provision": "art_2", "body": "Рок је предуг."}}}).want(201))
		receipts = append(receipts, sent.ReceiptNo)
		if i < 2 {
			body := any(object{})
			if key == "erase" {
				body = nil
			}
			s.public().do("POST", "/api/v1/receipts/"+sent.ReceiptNo+"/"+key, body, "Authorization", "Bearer "+sent.Secret, "Idempotency-Key", key).want(200)
		}
	}
	m.closes()
	at := m.proposal("3", "insulting")
	m.preparer.works().sends(at, url.Values{"radnja": {"potvrda"}}).want(http.StatusSeeOther)
	base := "/sr-Cyrl/predmeti/" + m.ref + "/komentari"
	public := s.visitor()
	for i, no := range []string{"1", "2", "3"} {
		page := public.gets(base + "/" + no)
		hides(t, page, "Објавић", "није објавио име")
		shows(t, page, "грађанин")
		page = public.gets("/sr-Cyrl/potvrde/" + receipts[i])
		hides(t, page, "Објавић", "није објавио име")
		hides(t, public.gets("/en/predmeti/"+m.ref+"/komentari/"+no), "did not publish")
	}
	for _, path := range []string{base + "/4", "/sr-Cyrl/potvrde/" + receipts[3]} {
		shows(t, public.gets(path), "Ружа Објавић")
	}
	if list := public.gets(base); strings.Count(list, "Ружа Објавић") != 1 || strings.Contains(list, "није објавио име") {
		t.Errorf("the list names %d", strings.Count(list, "Ружа Објавић"))
	}
}
