package web

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/rasprava/rasprava/internal/dossier"
	tables "github.com/rasprava/rasprava/internal/sheet"
	"github.com/rasprava/rasprava/web/api"
)

// longMischief is the longest comment, of markup, of characters that turn the
// direction of writing, and of what spreadsheets take for formulas.
var longMischief = func() string {
	const piece = "=HYPERLINK(\"https://lazno.example\")<script>alert('x')</script><img src=x onerror=alert(1)>\u202eобрнуто\u2066</textarea></title>&#x202e;]]><!-- javascript:alert(1) \u200f "
	all := []rune(strings.Repeat(piece, dossier.MaxCommentBody/len([]rune(piece))+1))
	return string(all[:dossier.MaxCommentBody-1]) + "!"
}()

// TestAHostileCommentIsHarmlessWhereverItStands sends the longest comment, by a
// hostile name, with a file of a hostile name, and has it answered: on every page, in
// every table, in what is downloaded and in what is logged it is text, whole where the
// text is read, and turns nothing.
func TestAHostileCommentIsHarmlessWhereverItStands(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	file := as[api.Attachment](s.public().uploads("=cmd|\u202e<script>alert(1)</script>\"; filename=zlo.exe;.pdf", portable).want(http.StatusCreated))
	name := "=1+1<b onclick=alert(1)>Ана\u202e\u2066" + strings.Repeat("Ж", 60)
	in := object{"author": object{"kind": "citizen", "name": name, "publish_name": true},
		"comments": []object{{"kind": "remark", "body": longMischief, "attachments": []string{file.Id}}}}
	sent := as[api.Received](s.public().submits(round, "1", in).want(http.StatusCreated))
	list := as[api.CommentList](s.public().do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(http.StatusOK))
	if len(list.Items) != 1 || list.Items[0].Body != longMischief {
		t.Fatal("the interface does not give the text as it was sent")
	}
	m.closes()

	base := "/predmeti/" + m.ref
	for _, l := range []string{"sr-Cyrl", "sr-Latn", "en"} {
		for at, whole := range map[string]bool{base + "/komentari": false, base + "/komentari/1?krug=1": true, base: false, "/potvrde/" + sent.ReceiptNo: true,
			"/pretraga?q=lazno": false} {
			page := string(s.visitor().asks("GET", "/"+l+at, nil).want(http.StatusOK).body)
			harmlessPage(t, l+at, page)
			if whole && l == "sr-Cyrl" && !strings.Contains(textIn(t, page), "javascript:alert(1)") {
				t.Errorf("%s: the text is not there", at)
			}
		}
	}
	d := s.public().do("GET", "/api/v1/attachments/"+file.Id, nil).want(http.StatusOK).header.Get("Content-Disposition")
	kind, params, err := mime.ParseMediaType(d)
	if err != nil || kind != "attachment" || len(params) != 1 || strings.ContainsAny(params["filename"], "<>\"/\\\r\n\u202e|") || !strings.HasSuffix(params["filename"], ".pdf") {
		t.Errorf("the file is called %q: %q, %v, %v", d, kind, params, err)
	}
	v := reader("sr-Cyrl")
	written, err := v.spreadsheet([][]string{{"=а", "\u202eб", "в"}, {"1", name, longMischief}, {"2", "+381", "\t=1"}, {"3", "\u00a0=1", "@x"}})
	if err != nil {
		t.Fatal(err)
	}
	m.reports()
	published := s.visitor().asks("GET", "/sr-Cyrl"+base+"/izvestaji/1/tabela.csv", nil).want(http.StatusOK)
	for at, table := range map[string]response{"what is written": {t: t, body: written}, "the report": published} {
		read, err := cellsOf(table, ';')
		if err != nil {
			t.Fatalf("%s: %v", at, err)
		}
		if strings.ContainsAny(string(table.body), turns) || !strings.Contains(string(table.body), "⟦U+202E⟧") {
			t.Errorf("%s: something turns the text", at)
		}
		for i, row := range read {
			for n, cell := range row {
				if tables.Formula(cell) {
					t.Errorf("%s: a spreadsheet takes %.40q for a formula", at, cell)
				}
				if at == "what is written" && i > 0 && n > 0 && !strings.HasPrefix(cell, "'") {
					t.Errorf("%s: nothing stands before %.40q", at, cell)
				}
			}
		}
		if len(read) != 4 && len(read) != 2 {
			t.Errorf("%s: got %d rows", at, len(read))
		}
	}
	if logged := s.log.String(); strings.Contains(logged, "lazno") || strings.Contains(logged, "onclick") || strings.Contains(logged, "\u202e") || strings.Contains(logged, sent.Secret) || strings.Contains(logged, sent.ReceiptNo) {
		t.Error("the log repeats what somebody wrote, or a receipt")
	}
}

// harmlessPage fails where a page holds an element or attribute that runs something
// and is not ours, or a character that turns text.
func harmlessPage(t *testing.T, at, page string) {
	t.Helper()
	if strings.ContainsAny(page, turns) {
		t.Errorf("%s: something turns the text", at)
	}
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		src := ""
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(strings.TrimSpace(strings.ToLower(a.Val)), "javascript:") {
				t.Errorf("%s: %s has %s=%.60q", at, n.Data, a.Key, a.Val)
			}
			if a.Key == "src" {
				src = a.Val
			}
		}
		if n.Type == html.ElementNode && n.Data == "script" && !strings.HasPrefix(src, "/static/") || n.Type == html.ElementNode && n.Data == "img" && src == "x" {
			t.Errorf("%s: the page holds <%s src=%s>", at, n.Data, strconv.Quote(src))
		}
	}
}

func textIn(t *testing.T, page string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}
