package web

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/rasprava/rasprava/web/browsertest"
)

// stand serves our assets, and pages around bodies that use them, under the
// policy of our pages. What is posted is counted and waits to be let go.
type stand struct {
	url    string
	posted atomic.Int32
	letGo  func()
}

func newStand(t *testing.T, pages map[string]string) *stand {
	t.Helper()
	a, err := newAssets()
	if err != nil {
		t.Fatal(err)
	}
	gone := make(chan struct{})
	s := &stand{letGo: sync.OnceFunc(func() { close(gone) })}
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if f, ok := a.files[strings.TrimPrefix(r.URL.Path, "/static/")]; ok {
			f.write(w, r, forEver)
			return
		}
		switch r.URL.Path {
		case "/watch.js":
			w.Header().Set("Content-Type", "text/javascript")
			_, _ = io.WriteString(w, watching)
			return
		case "/go":
			s.letGo()
			return
		}
		head := ""
		if r.Method == http.MethodPost {
			s.posted.Add(1)
			<-gone
			head = `<meta name="draft-sent" content="c1">`
		}
		body, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", pagePolicy)
		_, _ = io.WriteString(w, `<!DOCTYPE html><html lang="sr-Cyrl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Страница</title>`+head+
			`<link rel="icon" href="`+a.path("favicon.svg")+`"><link rel="stylesheet" href="`+a.path("vendor/govuk-frontend-6.6.0/govuk.css")+`"><link rel="stylesheet" href="`+a.path("app.css")+
			`"><script type="module" src="`+a.path("app.js")+`"></script></head><body><main class="wrap" id="main" tabindex="-1"><h1>Страница</h1>`+body+`</main></body></html>`)
	}))
	t.Cleanup(h.Close)
	t.Cleanup(s.letGo)
	s.url = h.URL
	return s
}

const letterForm = `<form method="post" action="/sent" data-draft="c1" data-unsaved data-progress><p data-draft-restored hidden>Вратили смо оно што сте почели да пишете.</p>
<label for="w">Примедба</label><textarea id="w" name="words"></textarea><label><input type="checkbox" name="public" value="yes"> Објавите моје име</label>
<label for="p">Лозинка</label><input id="p" name="password" type="password"><input type="hidden" name="seq" value="7">
<button class="btn" type="submit">Пошаљите</button><p class="progress" role="status" hidden data-progress-text="Шаље се."></p></form><p><a href="/other">На другу страницу</a></p>`

func TestWhatIsWrittenIsKeptUntilItIsSent(t *testing.T) {
	s := newStand(t, map[string]string{"/": letterForm, "/other": `<p><a href="/">Натраг</a></p>`, "/sent": "<p>Примљено.</p>"})
	tab := browsertest.Open(t).Person(t, browsertest.Options{})
	tab.Go(s.url + "/")
	tab.Click("На другу страницу")
	if asked := tab.Questions(); len(asked) > 0 {
		t.Errorf("asked %q before anything was written", asked)
	}
	tab.Click("Натраг")
	tab.Fill("Примедба", "Рок је кратак.")
	tab.Fill("Лозинка", "тајна реч")
	tab.Choose("Објавите моје име")
	tab.Click("На другу страницу")
	if asked := tab.Questions(); len(asked) != 1 || asked[0] != "beforeunload" {
		t.Errorf("got questions %q, want one before what was written is left", asked)
	}
	tab.Click("Натраг")
	tab.See("Вратили смо оно што сте почели да пишете.")
	if got := tab.Value("Примедба"); got != "Рок је кратак." {
		t.Errorf("got %q, want the words", got)
	}
	if got := tab.Value("Лозинка"); got != "" {
		t.Errorf("got %q: a password was kept", got)
	}
	s.letGo()
	tab.Click("Пошаљите")
	tab.See("Примљено.")
	if asked := tab.Questions(); len(asked) > 0 {
		t.Errorf("asked %q on sending", asked)
	}
	tab.Go(s.url + "/")
	tab.NotSee("Вратили смо")
	if got := tab.Value("Примедба"); got != "" {
		t.Errorf("got %q after it was sent, want nothing", got)
	}
}

// watching tries to send the form again as soon as its bar is shown, then lets
// the server answer, and says on the page that comes what the bar said.
const watching = `const bar = document.querySelector(".progress"), said = document.querySelector("#said");
if (said) said.textContent = sessionStorage.getItem("said") ?? "ништа";
if (bar) new MutationObserver(() => {
	if (bar.hidden || !bar.textContent) return;
	sessionStorage.setItem("said", bar.textContent);
	bar.closest("form").requestSubmit();
	fetch("/go");
}).observe(bar, {attributes: true, childList: true});`

func TestAFormIsSentOnceAndSaysWhenItTakesLong(t *testing.T) {
	s := newStand(t, map[string]string{"/": letterForm + `<script src="/watch.js" defer></script>`, "/sent": `<p>Примљено. Речено: <span id="said"></span></p><script src="/watch.js" defer></script>`})
	tab := browsertest.Open(t).Person(t, browsertest.Options{})
	tab.Go(s.url + "/")
	tab.Fill("Примедба", "Рок је кратак.")
	tab.Click("Пошаљите")
	tab.See("Примљено. Речено: Шаље се.")
	if got := s.posted.Load(); got != 1 {
		t.Errorf("sent %d times, want once", got)
	}
}

const keysPage = `<p><a href="/next" data-key="KeyN">Следећа измена</a></p><label for="q">Тражи</label><input id="q" class="field" type="text" data-key="Slash">
<p class="js-only"><button type="button" class="link" data-open-keys>Пречице</button></p>
<dialog id="keys" aria-labelledby="kt"><h2 id="kt">Пречице на тастатури</h2><dl class="keys" data-keys-list></dl><label><input type="checkbox" data-keys-switch> Користите пречице</label>
<form method="dialog"><button class="btn" type="submit">Затворите</button></form></dialog>`

func TestKeysCanBeUsedSeenAndSwitchedOff(t *testing.T) {
	s := newStand(t, map[string]string{"/": keysPage, "/next": `<p>Следећа.</p><p><a href="/">Натраг</a></p>`})
	tab := browsertest.Open(t).Person(t, browsertest.Options{})
	tab.Go(s.url + "/")
	tab.Press("n")
	tab.See("Следећа.")
	tab.Click("Натраг")
	tab.Press("/")
	tab.Press("n")
	if got := tab.Value("Тражи"); got != "n" {
		t.Errorf("got %q in the field, want the letter and no shortcut", got)
	}
	tab.Click("Пречице")
	tab.See("N Следећа измена")
	tab.See("/ Тражи")
	tab.Axe(t)
	tab.Click("Користите пречице")
	tab.Click("Затворите")
	tab.NotSee("Користите пречице")
	tab.Press("n")
	tab.Press("?")
	tab.NotSee("Користите пречице")
	tab.See("Тражи")
	tab.Click("Пречице")
	tab.Choose("Користите пречице")
	tab.Press(kb.Escape)
	tab.Press("?")
	tab.See("Користите пречице")
	tab.Press(kb.Escape)
	tab.Press("n")
	tab.See("Следећа.")
}

func TestWithoutScriptsNothingIsPromisedThatTheyDo(t *testing.T) {
	s := newStand(t, map[string]string{"/": keysPage + `<p class="no-js">Без скрипти.</p><p><button class="btn js-only" type="button" data-copy="7Q4M" data-copied="Копирано">Копирајте<span class="govuk-visually-hidden"> кључ</span></button></p>`})
	b := browsertest.Open(t)
	with := b.Person(t, browsertest.Options{})
	with.Go(s.url + "/")
	with.See("Копирајте")
	with.NotSee("Без скрипти.")
	with.Click("Копирајте")
	with.See("Копирано")
	with.See("Копирајте")
	with.NotSee("Копирано")
	without := b.Person(t, browsertest.Options{NoScript: true})
	without.Go(s.url + "/")
	without.See("Без скрипти.")
	without.NotSee("Копирајте")
	without.NotSee("Пречице")
}

func TestARedlineIsReadOutInTheLanguageOfThePage(t *testing.T) {
	s := newStand(t, map[string]string{"/": `<div class="text"><p>у року од <del>30</del><ins>20</ins> дана</p></div><details><summary>Више</summary><p>Савијено.</p></details>`})
	tab := browsertest.Open(t).Person(t, browsertest.Options{})
	tab.Go(s.url + "/")
	if got, want := tab.Heard(), "у року од [брисано] 30 [крај брисаног] [уметнуто] 20 [крај уметнутог] дана"; !strings.Contains(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	tab.See("у року од 3020 дана")
	tab.NotSee("Савијено.")
	tab.Media("print")
	tab.See("Савијено.")
}

// Every component with the longest words that anybody may type, in the narrowest window.
func TestNothingTypedMakesThePageWider(t *testing.T) {
	long := strings.Repeat("непрекиднареч", 1500)
	var body strings.Builder
	for _, part := range []string{`<p class="crumbs">%s</p>`, `<p>%s</p>`, `<h2>%s</h2>`, `<div class="lead"><p>%s</p><p class="row"><a class="btn" href="#">%s</a></p></div>`, `<p><span class="tag">%s</span></p>`,
		`<table><tbody><tr><td>%s</td><td class="num">1. 12. 2026.</td></tr></tbody></table>`, `<ol class="track"><li><span class="dot"></span><b>%s</b></li><li><span class="dot"></span><b>%s</b></li></ol>`,
		`<div class="two"><p>%s</p><div class="side"><dl><dt>Ко</dt><dd>%s</dd></dl></div></div>`, `<ul class="log"><li><time>1. 12.</time><p>%s</p></li></ul>`,
		`<div class="act"><nav class="toc" aria-label="Садржај"><ol><li><a href="#"><span>%s</span> <span class="c">1</span></a></li></ol></nav><div><article class="prov"><div class="text"><p>%s</p><p class="pt"><span class="no">1)</span>%s</p></div><aside aria-label="Коментари"><div class="c1"><span class="who">%s</span><p>%s</p></div></aside></article></div></div>`,
		`<div class="why">%s</div>`, `<ol class="changes"><li><a href="#"><b>%s</b><span class="tag">нов</span></a></li></ol>`, `<div class="side-by-side"><p>%s</p><p>%s</p></div>`,
		`<div class="bench"><div class="list"><a class="item" href="#"><b>%s</b><span class="x">1</span><span class="l">%s</span></a></div><div class="pane"><p>%s</p></div></div>`,
		`<ul class="check"><li><span>%s</span><span class="tag yes">да</span></li></ul>`, `<div class="sign"><div class="slot">%s</div><div class="slot">%s</div></div>`, `<div class="tiles"><div class="tile"><b>1</b>%s</div></div>`,
		`<div class="scroll" tabindex="0" role="region" aria-label="Табела"><table class="grid"><tbody><tr><th scope="row">%s</th><td><span class="cell done">%s</span><span class="govuk-visually-hidden">%s</span></td></tr></tbody></table></div>`,
		`<div class="rcpt"><div><p>%s</p><p class="code">7Q4M-K2XD-9</p></div><div class="qr"></div></div>`, `<div class="empty"><p>%s</p></div>`, `<ul class="cards"><li>%s</li></ul>`, `<dl class="meta"><dt>Шта</dt><dd>%s</dd></dl>`,
		`<div class="stage"><p>%s</p><p>%s</p></div>`, `<div class="flash"><p>%s</p></div>`, `<form class="filters"><div class="grow"><label for="o">Орган</label><select id="o"><option>%s</option></select></div></form>`,
		`<dl class="govuk-summary-list"><div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">%s</dt><dd class="govuk-summary-list__value">%s</dd></div></dl>`,
		`<div class="govuk-form-group govuk-form-group--error"><fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend">%s</legend><p class="govuk-error-message">%s</p><div class="govuk-radios"><div class="govuk-radios__item"><input class="govuk-radios__input" id="g" name="g" type="radio"><label class="govuk-label govuk-radios__label" for="g">%s</label></div></div></fieldset></div>`,
		`<fieldset class="opts"><legend>%s</legend><label><input type="radio" name="o"> %s</label></fieldset>`} {
		body.WriteString(strings.ReplaceAll(part, "%s", long))
	}
	s := newStand(t, map[string]string{"/": body.String()})
	tab := browsertest.Open(t).Person(t, browsertest.Options{})
	tab.Go(s.url + "/")
	for _, width := range []int{320, 640, 768, 1024, 1280} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			tab.Size(width, 900)
			tab.Reflow(t)
		})
	}
}
