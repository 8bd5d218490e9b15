package web

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
)

func TestOddFormsOfCommentsAreNeverAFailure(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	u := s.visitor()
	const one = `{"Place":"act:art_1","Kind":"remark","Body":"Т"}`
	many := func(n int) url.Values {
		v := url.Values{}
		for i := range n {
			v.Set(held(i), one)
		}
		return v
	}
	forms := map[string]url.Values{
		"nothing":                        {},
		"one that is held":               {"held0": {one}},
		"two that are held":              {"held0": {one}, "held1": {one}},
		"one out of order":               {"held7": {one}},
		"one that is no draft":           {"held0": {`{"Place":`}},
		"one of another shape":           {"held0": {`["act:"]`}},
		"null":                           {"held0": {"null"}},
		"an empty one":                   {"held0": {"{}"}},
		"a place that is not there":      {"held0": {`{"Place":"act:art_99","Prefilled":"annex:x","Attachments":"x y"}`}},
		"an odd place":                   {"place": {"::"}, "prefilled": {"x"}, "at": {"-1"}},
		"a comment far behind":           {"place": {"act:art_1"}, "at": {"99999999999999999999"}, "held0": {one}},
		"a comment ahead of one":         {"place": {"act:art_1"}, "at": {"0"}, "held0": {one}},
		"attachments that are not there": {"place": {"act:art_1"}, "attachments": {"x 0191d2a0-0000-7000-8000-000000000000"}},
		"a file that was not attached":   {"place": {"act:art_1"}, "file": {"x.pdf"}},
		"many cosigners":                 {"place": {"act:"}, "cosigner_rows": {"99999999"}, "cosigners[98].name": {"Х"}},
		"cosigners below nothing":        {"place": {"act:"}, "cosigner_rows": {"-5"}},
		"as many as fit":                 many(200),
		"three hundred":                  many(300),
		"too many to be read":            many(401),
	}
	steps := []string{"", "attach", "place", "cosigners", "detach:0", "detach:-1", "detach:x", "more", "edit:0", "edit:7", "edit:-1", "edit", "drop:0", "drop:9", "drop:x", "preview", "send", "неко"}
	for name, f := range forms {
		for _, step := range steps {
			if len(f) > 100 && step != "attach" && step != "preview" {
				continue // the long ones by two
			}
			v := url.Values{"round": {round}, "do": {step}, "key": {fmt.Sprint(name, step)}}
			for k, all := range f {
				v[k] = all
			}
			if r := u.asks("POST", at, v); r.status >= http.StatusInternalServerError {
				t.Errorf("%s, %q: got %d: %s", name, step, r.status, clip(r.body))
			}
		}
	}
	page := string(u.asks("POST", at, url.Values{"round": {round}, "held0": {one}, "do": {"attach"}}).want(http.StatusOK).body)
	shows(t, page, `<option value="act:art_1" selected`, "Т</textarea>")
}
