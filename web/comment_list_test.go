package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/api"
)

func TestADraftComesBackAsItWas(t *testing.T) {
	d := draft{At: 1}
	for i := range 3 {
		d.Comments = append(d.Comments, draftedComment{Place: fmt.Sprint("act:art_", i), Prefilled: fmt.Sprint(i), Kind: "change", Proposed: "п\nп", Body: fmt.Sprint("„текст” <b>\u2028 ", i), Quote: "н",
			Attachments: fresh()})
	}
	reads := func(f form) draft {
		t.Helper()
		got, err := draftOf(f)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	f := form{Values: url.Values{"at": {"1"}}}
	for _, h := range d.hidden(d.At) {
		f.Values.Set(h.Name, h.Value)
	}
	for _, name := range draftFields {
		f.Values.Set(name, *d.Comments[1].field(name))
	}
	if diff := cmp.Diff(d, reads(f)); diff != "" {
		t.Error(diff)
	}
	f = form{Values: url.Values{}}
	for _, h := range d.hidden(-1) {
		f.Values.Set(h.Name, h.Value)
	}
	d.At = 3
	if diff := cmp.Diff(d, reads(f)); diff != "" {
		t.Error(diff)
	}
	if got := reads(form{Values: url.Values{"at": {"99"}, "place": {"act:"}}}); len(got.Comments) != 1 || got.At != 0 {
		t.Errorf("got %+v", got)
	}
	many := form{Values: url.Values{}}
	for i := range maxHeld + 1 {
		many.Values.Set(held(i), "{}")
	}
	for name, f := range map[string]form{string(dossier.CodeTooManyComments): many, string(dossier.CodeInvalid): {Values: url.Values{held(0): {"act:"}}}} {
		if _, err := draftOf(f); string(dossier.CodeOf(err)) != name {
			t.Errorf("got %v, want %s", err, name)
		}
	}
}

// TestTwoHundredCommentsGoThroughTheForm, as long as they may be all together: they are
// corrected and taken back from the list, one has a file, and one more than there may
// be is refused with nothing lost.
func TestTwoHundredCommentsGoThroughTheForm(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	u := s.visitor()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	long := strings.Repeat("жабе и рибе ", dossier.MaxSubmission/dossier.MaxComments/12-1)
	body := func(i int) string { return fmt.Sprintf("Коментар број %d. %s", i, long) }
	typed := func(i int) map[string]string { return map[string]string{"kind": "remark", "body": body(i)} }
	page := u.gets(at + "?odredba=art_2__para_1")
	const byHand = 4
	for i := range byHand {
		page = string(u.asks("POST", at, filledForm(t, page, "more", typed(i))).want(http.StatusOK).body)
	}
	many := filledForm(t, page, "more", typed(byHand))
	many.Set("at", fmt.Sprint(dossier.MaxComments-2))
	for i := byHand; i < dossier.MaxComments-2; i++ { // as the form would hold them by now
		many.Set(held(i), draft{Comments: []draftedComment{{Place: "act:art_3", Kind: "remark", Body: body(i)}}}.hidden(-1)[0].Value)
	}
	many.Set("body", body(dossier.MaxComments-2))
	page = string(u.asks("POST", at, many).want(http.StatusOK).body)
	shows(t, page, "Коментар 200 од 200", "У допису је 200 коментара", "највише 200 коментара", "7. ", "Коментар број 6. жабе", `value="edit:6"`, `value="drop:199"`)
	hides(t, page, `value="more"`, `value="edit:199"`)
	if strings.Contains(page, "<details open><summary>У допису") {
		t.Error("a long list stands open, with two stops of the Tab key for each comment")
	}

	last := typed(dossier.MaxComments - 1)
	last["author.kind"] = "anonymous"
	page = string(u.sendsFile(t, at, unfiled(t, page, "attach", last), "primer.pdf", portable).want(http.StatusOK).body)
	shows(t, page, "primer.pdf")

	// The one that is wrong comes to the form, whichever it is, and nothing is lost.
	page = string(u.asks("POST", at, unfiled(t, page, "edit:117", nil)).want(http.StatusOK).body)
	shows(t, page, "Коментар 118 од 200", "Коментар број 117.")
	page = string(u.asks("POST", at, unfiled(t, page, "edit:3", map[string]string{"body": " "})).want(http.StatusOK).body)
	r := u.asks("POST", at, unfiled(t, page, "preview", nil)).want(http.StatusUnprocessableEntity)
	page = string(r.body)
	shows(t, page, "Коментар 118 од 200", `href="#f-body"`, "треба исправити")
	if n := strings.Count(page, "треба исправити"); n != 1 {
		t.Errorf("%d comments are marked, want one", n)
	}
	preview := string(u.asks("POST", at, unfiled(t, page, "preview", map[string]string{"body": body(117)})).want(http.StatusOK).body)
	if n := strings.Count(preview, `class="slot"`); n != dossier.MaxComments {
		t.Fatalf("the preview shows %d comments", n)
	}
	shows(t, preview, "У допису је 200 коментара", `href="#k-117"`, "primer.pdf")
	hides(t, preview, `value="more"`)

	// One more, from another tab or by hand.
	over := u.asks("POST", at, filledForm(t, preview, "more", nil)).want(http.StatusUnprocessableEntity)
	shows(t, string(over.body), "Један допис може да има највише 200 коментара, а најмање један", "Коментар 200 од 200")
	send := filledForm(t, preview, "send", nil)
	send.Set(held(200), `{"Place":"act:","Kind":"remark","Body":"Двестапрви."}`)
	refused := string(u.asks("POST", at, send).want(http.StatusUnprocessableEntity).body)
	kept, err := draftOf(form{Values: filledForm(t, refused, "", nil)})
	if err != nil || len(kept.Comments) != 201 || kept.Comments[200].Body != "Двестапрви." || kept.Comments[117].Body != body(117) {
		t.Errorf("of 201 comments %d are kept, %v", len(kept.Comments), err)
	}
	if storetest.Count(t, s.store, `SELECT count(*) FROM submissions`) != 0 {
		t.Error("something was taken in")
	}
	dropped := string(u.asks("POST", at, filledForm(t, refused, "drop:200", nil)).want(http.StatusOK).body)
	preview = string(u.asks("POST", at, unfiled(t, dropped, "preview", nil)).want(http.StatusOK).body)

	where := u.asks("POST", at, filledForm(t, preview, "send", nil)).want(http.StatusSeeOther).header.Get("Location")
	shows(t, u.gets(where), "Коментар број 0.", "Коментар број 199.")
	next, got := "", 0
	for {
		list := as[api.CommentList](s.public().do("GET", "/api/v1/rounds/"+round+"/comments?limit=100"+next, nil).want(200))
		for _, c := range list.Items {
			if c.Body != strings.TrimSpace(body(got)) && c.Body != body(got) {
				t.Fatalf("comment %d is %.60q", got, c.Body)
			}
			got++
		}
		if list.Next == "" {
			break
		}
		next = "&cursor=" + url.QueryEscape(list.Next)
	}
	if got != dossier.MaxComments {
		t.Errorf("%d comments came", got)
	}
}
