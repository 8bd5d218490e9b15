package browsertest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

func TestMain(m *testing.M) { Main(m) }

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// whole is a whole page around what it says.
func whole(title, body string) string {
	return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>` + title +
		`</title><link rel="stylesheet" href="/look.css"><link rel="icon" href="data:,"><script src="/do.js" defer></script></head><body><main><h1>` + title + `</h1>` + body + `</main></body></html>`
}

var pages = map[string]string{
	"/": whole("Front", `<p>There are <a href="/form">two forms</a>, <a href="/file">a file</a> and <a href="#below">what is below</a>.</p>
<table><tbody><tr><th scope="row">Article 1</th><td><a href="/article/1">Comment</a></td></tr><tr><th scope="row">Article 2</th><td><a href="/article/2">Comment</a></td></tr></tbody></table>
<p><a href="/far">Read</a> and <a href="/far">Read</a></p><div class="under"><button type="button">Buried</button><div class="over">wall</div></div>
<noscript><p>without scripts</p></noscript><p id="made"></p><p id="below">below</p>`),
	"/form": whole("Form", `<form method="post" action="/sent" enctype="multipart/form-data"><label for="n">Your name</label><input id="n" name="name" type="text" value="old">
<label for="w">Your words</label><textarea id="w" name="words"></textarea>
<fieldset><legend>Kind</legend><label><input type="radio" name="kind" value="change"> Change</label><label><input type="radio" name="kind" value="remark" checked> Remark</label></fieldset>
<label><input type="checkbox" name="public" value="yes"> Publish my name</label>
<label for="a">Article</label><select id="a" name="article"><option value="1">Article&nbsp;1</option><option value="2">Article&nbsp;2</option></select>
<label for="f">Document</label><input id="f" name="file" type="file"><button type="submit">Send</button></form>`),
	"/at-once": whole("At once", `<form method="post" action="/came" enctype="multipart/form-data"><label for="now">Document</label><input id="now" name="file" type="file"></form>`),
	"/twice":   strings.Replace(whole("Twice", `<a href="/article/1">Sign in</a>`), "<body>", `<body><header><a href="/article/2">Sign in</a></header>`, 1),
	"/wide":    whole("Wide", `<p class="wide">wide</p><div class="scroll"><p class="wide">within</p><p class="hidden">escaped</p></div>`),
	"/wrong":   whole("Wrong", `<img src="/dot.png"><p class="faint">hardly to be read</p><p style="color:red">styled</p><script>document.title = "x"</script>`),
	"/shift":   whole("Shift", `<p id="late"></p><p>moved</p>`),
	"/unsent":  whole("Unsent", `<form><label for="u">Words</label><input id="u" type="text"></form><a href="/">Leave</a>`),
	"/thrown":  whole("Thrown", `<p id="throw"></p>`),
	"/missing": whole("Missing", `<img src="/nowhere.png" alt="nothing">`),
}

const look = `.wide { width: 2000px } .hidden { position: absolute; left: 1900px } .scroll { overflow-x: auto } .faint { color: #ccc } .under { position: relative } .over { position: absolute; inset: 0; background: #fff }
a:focus-visible, button:focus-visible { outline: 3px solid #000 }`

const do = `const made = document.getElementById("made"); if (made) made.textContent = "scripts run";
if (document.getElementById("throw")) throw new Error("thrown on purpose");
const late = document.getElementById("late"); if (late) requestAnimationFrame(() => requestAnimationFrame(() => { late.style.height = "400px"; }));
const u = document.getElementById("u"); if (u) addEventListener("beforeunload", (e) => u.value && e.preventDefault());
document.getElementById("now")?.addEventListener("change", (e) => setTimeout(() => e.target.form.submit(), Number(location.search.slice(1))));
document.addEventListener("keydown", (e) => { if (e.code === "KeyN" && e.target === document.body) location.href = "/form"; });`

// serve serves the pages, and says what a form sent.
func serve(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	answer := func(mediaType, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", mediaType)
			w.Header().Set("Content-Security-Policy", policy)
			_, _ = io.WriteString(w, body)
		}
	}
	mux.HandleFunc("/look.css", answer("text/css", look))
	mux.HandleFunc("/do.js", answer("text/javascript", do))
	mux.HandleFunc("/dot.png", answer("image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>"))
	mux.HandleFunc("/article/{n}", func(w http.ResponseWriter, r *http.Request) {
		answer("text/html; charset=utf-8", whole("Article "+r.PathValue("n"), ""))(w, r)
	})
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Disposition", "attachment; filename=act.txt")
		answer("text/plain", "act")(w, r)
	})
	mux.HandleFunc("POST /sent", func(w http.ResponseWriter, r *http.Request) {
		file, head, err := r.FormFile("file")
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		text, err := io.ReadAll(file)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "sent", Path: "/", HttpOnly: true, Value: strings.Join([]string{r.FormValue("name"), r.FormValue("kind"), r.FormValue("public"),
			r.FormValue("article"), head.Filename, string(text), strings.ReplaceAll(r.FormValue("words"), "\r\n", "/")}, "|")})
		http.Redirect(w, r, "/kept", http.StatusSeeOther)
	})
	mux.HandleFunc("POST /came", func(w http.ResponseWriter, r *http.Request) {
		answer("text/html; charset=utf-8", whole("It came", ""))(w, r)
	})
	mux.HandleFunc("/kept", func(w http.ResponseWriter, r *http.Request) {
		kept := "nothing"
		if c, err := r.Cookie("sent"); err == nil {
			kept = c.Value
		}
		answer("text/html; charset=utf-8", whole("Kept", "<p>kept: "+kept+"</p>"))(w, r)
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.Path]
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", policy)
		if !ok {
			w.WriteHeader(http.StatusNotFound)
			body = whole("Not found", "")
		}
		_, _ = io.WriteString(w, body)
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

// recorder is a test that may fail.
type recorder struct {
	testing.TB
	said []string
}

func (r *recorder) Errorf(format string, args ...any) {
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	runtime.Goexit()
}

// failing does something in a tab that must fail, and returns what it said.
func failing(t *testing.T, tab *Tab, f func(tab *Tab, t testing.TB)) string {
	t.Helper()
	r := &recorder{TB: t}
	mine := &Tab{t: r, ctx: tab.ctx, frame: tab.frame, patience: 300 * time.Millisecond, answered: tab.answered, meter: newMeter()}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		f(mine, r)
	}()
	<-ended
	if len(r.said) == 0 {
		t.Fatal("got no failure, want one")
	}
	return strings.Join(r.said, "\n")
}

func TestAPersonFillsAFormAndReadsWhatCameOfIt(t *testing.T) {
	url := serve(t)
	b := Open(t)
	file := filepath.Join(t.TempDir(), "act.txt")
	err := os.WriteFile(file, []byte("text"), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	for _, noScript := range []bool{false, true} {
		t.Run(fmt.Sprintf("without scripts %t", noScript), func(t *testing.T) {
			tab := b.Person(t, Options{NoScript: noScript})
			tab.Go(url)
			if noScript {
				tab.See("without scripts")
				tab.NotSee("scripts run")
			} else {
				tab.See("scripts run")
				tab.NotSee("without scripts")
			}
			tab.Click("two forms")
			if got := tab.Title(); got != "Form" || tab.URL() != url+"/form" {
				t.Fatalf("got %q at %s, want the form", got, tab.URL())
			}
			tab.Fill("Your name", "Ana")
			tab.Fill("Your words", "first\nsecond")
			tab.Choose("Change")
			tab.Choose("Publish my name")
			tab.Choose("Publish my name")
			tab.Select("Article", "Article 2")
			tab.Upload("Document", file)
			tab.Click("Send")
			tab.See("kept: Ana|change|yes|2|act.txt|text|first/second")
		})
	}
	stranger := b.Person(t, Options{})
	stranger.Go(url + "/kept")
	stranger.See("kept: nothing")
}

// TestAPageThatIsGoneIsNotJudged uploads to a page that sends what it is given without
// being asked, at once or a little later, and holds what then stands there to the rules.
func TestAPageThatIsGoneIsNotJudged(t *testing.T) {
	url := serve(t)
	file := filepath.Join(t.TempDir(), "act.txt")
	err := os.WriteFile(file, []byte("text"), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	for _, late := range []string{"0", "10", "20", "30", "40", "50", "60"} {
		tab := Open(t).Person(t, Options{Name: late + " ms"})
		tab.Go(url + "/at-once?" + late)
		tab.Upload("Document", file)
		tab.Axe(t)
		tab.See("It came")
	}
}

func TestAPersonIsNotSentAstray(t *testing.T) {
	url := serve(t)
	tab := Open(t).Person(t, Options{})
	tab.Go(url)
	for name, tt := range map[string]struct {
		do   func(tab *Tab)
		want string
	}{
		"what is not there":     {func(tab *Tab) { tab.Click("Nowhere") }, `"Nowhere": nothing is called so`},
		"one of two":            {func(tab *Tab) { tab.Click("Read") }, `"Read": 2 are called so in the main part`},
		"what is covered":       {func(tab *Tab) { tab.Click("Buried") }, `covered by <div class="over">`},
		"a text that is absent": {func(tab *Tab) { tab.See("absent") }, "it is not there"},
		"a text that is there":  {func(tab *Tab) { tab.NotSee("below") }, "it is there"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := failing(t, tab, func(tab *Tab, _ testing.TB) { tt.do(tab) }); !strings.Contains(got, tt.want) || !strings.Contains(got, "Article 1") {
				t.Errorf("got %q, want %q and what stands on the page", got, tt.want)
			}
		})
	}
}

func TestWhatTheMainPartHoldsComesFirst(t *testing.T) {
	tab := Open(t).Person(t, Options{})
	tab.Go(serve(t) + "/twice")
	tab.Click("Sign in")
	if got := tab.Title(); got != "Article 1" {
		t.Errorf("got %q, want what the main part leads to", got)
	}
}

func TestOneOfManyIsFoundByWhatStandsBesideIt(t *testing.T) {
	tab := Open(t).Person(t, Options{})
	url := serve(t)
	for _, n := range []string{"1", "2"} {
		tab.Go(url)
		tab.ClickBy("Article "+n, "Comment")
		if got := tab.Title(); got != "Article "+n {
			t.Errorf("got %q, want article %s", got, n)
		}
	}
}

func TestAPageThatComesIsAlwaysWaitedFor(t *testing.T) {
	tab := Open(t).Person(t, Options{})
	url := serve(t)
	for range 10 {
		tab.Go(url)
		tab.Click("two forms")
		if got := tab.Title(); got != "Form" {
			t.Fatalf("got %q before the page had come", got)
		}
	}
	tab.Go(url)
	tab.Click("a file")
	tab.Click("what is below")
	if got := tab.URL(); got != url+"/#below" {
		t.Errorf("got %s, want the place on the same page", got)
	}
}

func TestTheKeyboardReachesWhatTheMouseDoes(t *testing.T) {
	tab := Open(t).Person(t, Options{NoScript: true})
	url := serve(t)
	tab.Go(url)
	tab.Reach("a file")
	tab.Press(kb.Tab, chromedp.ModifierShift)
	tab.Press(kb.Enter)
	if got := tab.Title(); got != "Form" {
		t.Errorf("got %q, want the form", got)
	}
	other := Open(t).Person(t, Options{})
	other.Go(url)
	if said := failing(t, other, func(tab *Tab, _ testing.TB) { tab.Reach("Read") }); !strings.Contains(said, "2 are called so") {
		t.Errorf("got %q, want that there are two", said)
	}
	if said := failing(t, other, func(tab *Tab, _ testing.TB) { tab.Reach("Buried") }); !strings.Contains(said, "the focus cannot be seen") {
		t.Errorf("got %q, want that the focus cannot be seen", said)
	}
	other.Go(url)
	other.Press("n")
	if got := other.Title(); got != "Form" {
		t.Errorf("got %q, want the form by its key", got)
	}
}

func TestTheBrowserTellsWhatIsWrong(t *testing.T) {
	url, b := serve(t), Open(t)
	for path, want := range map[string][]string{
		"/": nil, "/form": nil, "/no-such-page": nil,
		"/wrong":   {"inline style", "inline script"},
		"/thrown":  {"thrown on purpose"},
		"/missing": {"404"},
	} {
		t.Run(path, func(t *testing.T) {
			tab := b.Person(t, Options{})
			tab.Go(url + path)
			got := tab.Complaints()
			all := strings.Join(got, "\n")
			for _, w := range want {
				if !strings.Contains(all, w) {
					t.Errorf("got %q, want a word of %q", all, w)
				}
			}
			if len(want) == 0 && all != "" {
				t.Errorf("got %q, want nothing", all)
			}
		})
	}
}

func TestLeavingIsAsked(t *testing.T) {
	tab := Open(t).Person(t, Options{})
	tab.Go(serve(t) + "/unsent")
	tab.Fill("Words", "unsent")
	tab.Click("Leave")
	if diff := cmp.Diff([]string{"beforeunload"}, tab.Questions()); diff != "" || tab.Title() != "Front" {
		t.Errorf("on %q:\n%s", tab.Title(), diff)
	}
}

func TestAxeFindsWhatIsBroken(t *testing.T) {
	url := serve(t)
	still := Open(t).Person(t, Options{NoScript: true})
	still.Go(url + "/form")
	still.Axe(t)
	still.Go(url)
	still.See("without scripts")
	tab := Open(t).Person(t, Options{})
	tab.Go(url + "/form")
	tab.Axe(t)
	tab.Go(url + "/wrong")
	tab.Complaints()
	said := failing(t, tab, func(tab *Tab, t testing.TB) { tab.Axe(t) })
	for _, want := range []string{"image-alt", "color-contrast", `<p class="faint">`, "/wrong"} {
		if !strings.Contains(said, want) {
			t.Errorf("got %q, want %s", said, want)
		}
	}
	tab.Complaints()
}

func TestAPageMustFitItsWindow(t *testing.T) {
	url := serve(t)
	tab := Open(t).Person(t, Options{Width: 320, Height: 640})
	tab.Go(url + "/form")
	tab.Reflow(t)
	tab.Go(url + "/wide")
	said := failing(t, tab, func(tab *Tab, t testing.TB) { tab.Reflow(t) })
	if !strings.Contains(said, `<p class="wide">wide`) || !strings.Contains(said, "escaped") || strings.Contains(said, "within") {
		t.Errorf("got %q, want the paragraph that sticks out and not the one that scrolls", said)
	}
	tab.Size(2400, 900)
	tab.Reflow(t)
}

func TestValidateFindsWhatIsNotHTML(t *testing.T) {
	good := map[string]string{"form": pages["/form"], "front": strings.Replace(pages["/"], `<a href="/far">Read</a> and <a href="/far">Read</a>`, "", 1)}
	Validate(t, good)
	var rules []string
	for _, f := range faults(t, map[string]string{"wrong": pages["/wrong"]}) {
		if f.page != "wrong" || f.line == 0 {
			t.Errorf("got %+v, want the name of the page and a line", f)
		}
		rules = append(rules, f.rule)
	}
	if !strings.Contains(strings.Join(rules, " "), "no-inline-style") || !strings.Contains(strings.Join(rules, " "), "wcag/h37") {
		t.Errorf("got %v, want the style and the picture without words", rules)
	}
}

func TestWhatAPageCostsIsMeasured(t *testing.T) {
	url := serve(t)
	tab := Open(t).Person(t, Options{})
	tab.Go(url + "/form")
	m := tab.Measure()
	if m.Requests != 3 || m.Bytes < int64(len(pages["/form"])) || m.Load <= 0 || m.Paint <= 0 || m.Shift != 0 {
		t.Errorf("got %v, want a page, a style and a script that stay where they are", m)
	}
	tab.Go(url + "/shift")
	tab.until("the page to move", func(context.Context) error {
		if tab.Measure().Shift == 0 {
			return fmt.Errorf("it has not")
		}
		return nil
	})
}

func TestAPictureIsOfTheWholePage(t *testing.T) {
	tab := Open(t).Person(t, Options{Width: 320, Height: 200})
	tab.Go(serve(t) + "/form")
	tab.Media("print", "prefers-reduced-motion:reduce")
	path := filepath.Join(t.TempDir(), "deep", "form.png")
	tab.Shot(path)
	png, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(png) < 24 || string(png[1:4]) != "PNG" || png[18] != 1 || png[19] != 64 || int(png[22])<<8+int(png[23]) <= 200 {
		t.Errorf("got % x, want a picture of 320 pixels that is higher than the window", png[:min(24, len(png))])
	}
}
