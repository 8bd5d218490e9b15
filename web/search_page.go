package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/script"
	"github.com/rasprava/rasprava/internal/store"
)

var searchPages = []page{get("/pretraga", dossier.ReadPublic, (*Server).searchPage)}

// searchPage is what was found in titles, in texts and in comments.
type searchPage struct {
	Action   string
	Query    string
	Asked    bool
	Useless  bool // none of the words tells anything
	Dossiers foundDossiers
	Texts    foundPart
	Comments foundPart
}

// Found reports whether anything was.
func (p searchPage) Found() bool {
	return len(p.Dossiers.Rows) > 0 || len(p.Texts.Rows) > 0 || len(p.Comments.Rows) > 0
}

// foundDossiers are those whose title has the words.
type foundDossiers struct {
	Rows []listRow
	All  string // address of all of them; empty: these are all
}

// foundPart are places in texts, or comments.
type foundPart struct {
	Rows     []foundRow
	All      string // address of all of them; empty: these are all, or all are shown
	Previous string
	Next     string
}

// foundRow is a place in which all the words stand.
type foundRow struct {
	Href  string
	Name  string // of the place, or of the comment
	Title string // of the dossier
	Ref   string
	Text  []textSpan // what stands around the first word; Mark is set on the words
}

var searchTemplate = templateFor[searchPage]("search")

const (
	foundTexts, foundComments = "tekstovi", "komentari"
	foundAtFirst, foundOnPage = 5, 20
	aroundFound               = 240 // letters of the text around the first word that was found
)

func (s *Server) searchPage(v *visit) (reply, error) {
	query, part := soughtText(v.Query("q")), v.Query("deo")
	no, err := strconv.Atoi(v.Query("strana"))
	if err != nil || no < 1 {
		no = 1
	}
	at := v.href("/pretraga")
	body := searchPage{Action: at, Query: query, Asked: strings.TrimSpace(query) != ""}
	address := func(part string, no int) string {
		q := url.Values{"q": {query}}
		if part != "" {
			q.Set("deo", part)
		}
		if no > 1 {
			q.Set("strana", strconv.Itoa(no))
		}
		return at + "?" + q.Encode()
	}
	if body.Asked {
		words := foundWords(query)
		body.Useless = words.empty()
		err := s.search(v, &body, words, part, no, address)
		if err != nil {
			return reply{}, err
		}
	}
	title := v.t("search.title")
	if body.Asked {
		title = v.t("search.title_of", "text", query)
	}
	return searchTemplate.show(v, heading{Title: title, Crumbs: []link{{v.href("/"), v.t("site.front")}, {Text: v.t("search.title")}}}, body)
}

// search fills the page: the beginning of each part, or one page of one of them.
func (s *Server) search(v *visit, body *searchPage, words wordsFound, part string, no int, address func(string, int) string) error {
	f := store.Searched{Query: body.Query, Limit: foundAtFirst}
	if part == foundTexts || part == foundComments {
		f.Limit, f.Skip = foundOnPage, (no-1)*foundOnPage
	} else {
		part = ""
	}
	turn := func(p *foundPart, name string, more bool) {
		switch {
		case part == "" && more:
			p.All = address(name, 1)
		case part != "":
			if more {
				p.Next = address(name, no+1)
			}
			if no > 1 {
				p.Previous = address(name, no-1)
			}
		}
	}
	if part == "" {
		err := s.searchDossiers(v, body)
		if err != nil {
			return err
		}
	}
	if part != foundComments {
		found, more, err := s.store.SearchProvisions(v.ctx(), v.person(), f)
		if err != nil {
			return err
		}
		turn(&body.Texts, foundTexts, more)
		for _, p := range found {
			row, err := s.foundText(v, p, words)
			if err != nil {
				return err
			}
			body.Texts.Rows = append(body.Texts.Rows, row)
		}
	}
	if part != foundTexts {
		found, more, err := s.store.SearchComments(v.ctx(), v.person(), f)
		if err != nil {
			return err
		}
		turn(&body.Comments, foundComments, more)
		for _, c := range found {
			text := c.Body
			if c.ProposedText != "" {
				text += "\n" + c.ProposedText
			}
			body.Comments.Rows = append(body.Comments.Rows, foundRow{Href: v.href("/predmeti/" + string(c.Ref) + "/komentari/" + strconv.Itoa(c.Number) + "?krug=" + strconv.Itoa(c.Round)),
				Name: v.t("search.comment", "no", c.Number), Title: c.Title, Ref: string(c.Ref), Text: words.around(text)})
		}
	}
	return nil
}

func (s *Server) searchDossiers(v *visit, body *searchPage) error {
	now, err := s.store.Now(v.ctx())
	if err != nil {
		return err
	}
	l, err := s.store.DossierPage(v.ctx(), v.person(), store.DossierFilter{Query: body.Query, Order: store.OrderClosing, Page: store.Page{Limit: foundAtFirst}}, 1)
	if err != nil {
		return err
	}
	for _, r := range l.Rows {
		row, err := s.listRow(v, r, now)
		if err != nil {
			return err
		}
		body.Dossiers.Rows = append(body.Dossiers.Rows, row)
	}
	if l.Pages > 1 {
		body.Dossiers.All = v.href("/predmeti") + "?" + url.Values{byQuery: {body.Query}}.Encode()
	}
	return nil
}

func (s *Server) foundText(v *visit, p store.FoundProvision, words wordsFound) (foundRow, error) {
	row := foundRow{Title: p.Title, Ref: string(p.Ref), Href: v.href("/predmeti/" + string(p.Ref) + "/tekst/" + strconv.Itoa(p.No) + "#" + p.ID)}
	a, err := s.acts.of(v.ctx(), s.store, v.person(), p.Ref, store.PackageView{No: p.No, ActHash: p.Hash})
	if err != nil || a == nil {
		return row, err
	}
	row.Name = upperFirst(v.placeName(a, p.ID))
	if n := a.Find(p.ID); n != nil {
		text := n.PlainText()
		if n.Heading != "" {
			row.Name += " " + inScript(v.lang, a.Lang, n.Heading)
		}
		if below := textBelow(n); words.stand(below) {
			text = below
		}
		row.Text = words.around(inScript(v.lang, a.Lang, text))
	}
	return row, nil
}

// textBelow returns what stands in a provision below its heading.
func textBelow(n *act.Node) string {
	return strings.Join(each(n.Children, func(c *act.Node) string { return c.PlainText() }), "\n")
}

// wordsFound are the words that somebody looks for, as the record looks for them.
type wordsFound []script.Term

// foundWords reads a query as store.CommentFilter and store.Searched do.
func foundWords(query string) wordsFound { return script.Terms(query) }

func (w wordsFound) empty() bool { return len(w) == 0 }

func (w wordsFound) has(word string) bool {
	stem := script.Stem(word)
	return slices.ContainsFunc(w, func(t script.Term) bool { return t.Has(stem) })
}

// stand reports whether one of the words stands in the text.
func (w wordsFound) stand(text string) bool {
	for _, word := range wordsIn(text) {
		if w.has(word) {
			return true
		}
	}
	return false
}

// around returns the text around the first of the words that stands in it, all of
// them marked; the beginning of the text where none does.
func (w wordsFound) around(text string) []textSpan {
	text = strings.Join(strings.Fields(text), " ")
	first := -1
	for at, word := range wordsIn(text) {
		if w.has(word) {
			first = at
			break
		}
	}
	from := 0
	if before := utf8.RuneCountInString(text[:max(first, 0)]); before > aroundFound/3 {
		from = first
		for n := aroundFound / 3; n > 0; n-- {
			_, size := utf8.DecodeLastRuneInString(text[:from])
			from -= size
		}
		from += strings.IndexByte(text[from:], ' ') + 1
	}
	part, _ := cut(text[from:], aroundFound)
	var spans []textSpan
	if from > 0 {
		spans = append(spans, textSpan{Text: "… "})
	}
	done := 0
	for at, word := range wordsIn(part) {
		if !w.has(word) {
			continue
		}
		spans = append(spans, textSpan{Text: part[done:at]}, textSpan{Text: word, Mark: "found"})
		done = at + len(word)
	}
	return append(spans, textSpan{Text: part[done:]})
}

// wordsIn goes through the words of a text and where they begin.
func wordsIn(text string) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		start := -1
		for i, r := range text {
			switch in := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r); {
			case in && start < 0:
				start = i
			case !in && start >= 0:
				if !yield(start, text[start:i]) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(start, text[start:])
		}
	}
}
