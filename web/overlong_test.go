package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/web/api"
)

// TestATextThatIsFarTooLongComesBack pastes a book where a comment is meant, on pages that
// are sent without a file.
func TestATextThatIsFarTooLongComesBack(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	sent := as[api.Received](s.public().submits(m.debates("MPROBA"), "1", letter("Прво.")).want(201))
	u := s.visitor()
	comment, receipt := "/sr-Cyrl/predmeti/"+m.ref+"/komentar", "/sr-Cyrl/potvrde/"+sent.ReceiptNo
	u.asks("POST", receipt, url.Values{"kljuc": {sent.Secret}, "radnja": {"prikaz"}}).want(303)
	book := strings.Repeat("ж", 4_000_000) + " крај."
	typed := filledForm(t, u.gets(comment), "preview", map[string]string{"kind": "remark", "author.kind": "anonymous", "body": book})
	corrected := url.Values{"key": {"k"}, "comments[0].body": {book}}
	for name, c := range map[string]struct {
		page  response
		field string
	}{
		"a comment":               {u.asks("POST", comment, typed), "f-body"},
		"a comment, with no file": {u.sendsFile(t, comment, typed, "", ""), "f-body"},
		"a correction":            {u.asks("POST", receipt+"/ispravka", corrected), "f-comments-0--body"},
	} {
		page := string(c.page.want(422).body)
		if !strings.Contains(page, "жж крај.</textarea>") || !strings.Contains(page, `href="#`+c.field+`"`) || !strings.Contains(page, "20.000") {
			t.Errorf("%s: the text is gone, or its fault: %.3000s", name, page)
		}
	}
	corrected.Set("comments[0].body", strings.Repeat("ж", boundWords/6+1))
	shows(t, string(u.asks("POST", receipt+"/ispravka", corrected).want(413).body), "Послато је 29 мегабајта, а овде се прима највише 28 мегабајта.")
}
