package web

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// listening is a browser that follows a dossier.
type listening struct {
	t      *testing.T
	status int
	header http.Header
	events chan sent
	stop   context.CancelFunc
}

// sent is an event as it came.
type sent struct{ id, name, data string }

// follows opens the stream of a dossier as the caller.
func (c *caller) follows(t *testing.T, path string, headers ...string) *listening {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	req, err := http.NewRequestWithContext(ctx, "GET", c.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "text/event-stream")
	req.Header.Set("Accept-Encoding", "gzip")
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	l := &listening{t: t, status: res.StatusCode, header: res.Header, events: make(chan sent, 64), stop: stop}
	go func() {
		defer res.Body.Close()
		defer close(l.events)
		var e sent
		lines := bufio.NewScanner(res.Body)
		for lines.Scan() {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch name {
			case "id":
				e.id = value
			case "event":
				e.name = value
			case "data":
				e.data += value + "\n"
			case "":
				if e.name != "" {
					l.events <- e
				}
				e = sent{}
			}
		}
	}()
	return l
}

// next returns the next event of that name, which must come in time.
func (l *listening) next(name string, within time.Duration) sent {
	l.t.Helper()
	late := time.After(within)
	for {
		select {
		case e, open := <-l.events:
			if !open {
				l.t.Fatalf("the stream has ended before %s", name)
			}
			if e.name == name {
				return e
			}
		case <-late:
			l.t.Fatalf("no %s within %s", name, within)
		}
	}
}

func TestWhatHappensComesToWhoWatchesWithinASecond(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	path := "/sr-Cyrl/predmeti/" + m.ref + "/tok"
	page := m.drafter.opensPage(path)
	stream := fmt.Sprintf("%s/uzivo?posle=%d", path, m.view().Seq)
	if !strings.Contains(page, `sse-connect="`+stream+`"`) || strings.Count(page, "sse-swap=") != 3 {
		t.Fatalf("the page does not renew itself from %s", stream)
	}
	l := m.drafter.follows(t, stream)
	if l.status != 200 || !strings.HasPrefix(l.header.Get("Content-Type"), "text/event-stream") || l.header.Get("Content-Encoding") != "" ||
		l.header.Get("X-Accel-Buffering") != "no" || l.header.Get("Content-Length") != "" {
		t.Fatalf("got %d with %v", l.status, l.header)
	}
	before := l.next("stanje", 5*time.Second)
	if !strings.Contains(before.data, "Обавештење о почетку израде") || !strings.Contains(before.data, "Ток поступка то потврђује") {
		t.Errorf("at first: %+v", before)
	}
	m.gives(m.drafter, "publish_proof", proof("own_site")).want(200)
	news := l.next("novo", time.Second)
	if !strings.Contains(news.data, "Унет је доказ о објави") || news.id != fmt.Sprint(m.view().Seq) {
		t.Errorf("after a command: %+v, the record is at %d", news, m.view().Seq)
	}
	if aloud := l.next("glas", 2*aloudPause); strings.Contains(aloud.data, "<") || !strings.HasPrefix(aloud.data, "Ново: Унет је доказ") {
		t.Errorf("said aloud: %q", aloud.data)
	}
	m.gives(m.drafter, "publish_proof", proof("ekonsultacije")).want(200)
	both := l.next("novo", time.Second)
	if strings.Count(both.data, "<li>") < 2 || !strings.Contains(both.data, "Унет је доказ о објави") {
		t.Errorf("what was new before is gone: %s", both.data)
	}
	l.stop()

	// Who comes again with what they know is told nothing that they know.
	l = m.drafter.follows(t, stream, "Last-Event-ID", fmt.Sprint(m.view().Seq))
	if first := l.next("stanje", 5*time.Second); first.id != fmt.Sprint(m.view().Seq) {
		t.Errorf("comes again: %+v", first)
	}
	select {
	case e := <-l.events:
		t.Errorf("told again of %+v", e)
	case <-time.After(200 * time.Millisecond):
	}
	l.stop()
	l = m.drafter.follows(t, stream)
	if again := l.next("novo", 5*time.Second); !strings.Contains(again.data, "Унет је доказ о објави") || !strings.Contains(again.data, "Почела је фаза") {
		t.Errorf("who comes again without it: got %s", again.data)
	}
}

func TestAStreamOutlivesWhatBoundsAnAnswer(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	h := s.server.HTTPServer("127.0.0.1:0")
	h.ReadTimeout, h.WriteTimeout = 300*time.Millisecond, 300*time.Millisecond
	impatient := *s
	ended := make(chan error, 1)
	impatient.url = serving(t, h, ended)
	there := *m.drafter
	there.site = &impatient
	l := there.follows(t, "/en/predmeti/"+m.ref+"/tok/uzivo?posle=0")
	l.next("stanje", 5*time.Second)
	time.Sleep(700 * time.Millisecond)
	m.gives(m.drafter, "publish_proof", proof("own_site")).want(200)
	l.next("novo", 2*time.Second)

	soon, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	err := h.Shutdown(soon)
	if err != nil {
		t.Errorf("the server waits for who watches: %v", err)
	}
	for range l.events { // until the stream ends
	}
	if err := <-ended; err != http.ErrServerClosed {
		t.Error(err)
	}
}

func TestWhoGoesLeavesNothingBehind(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	path := "/en/predmeti/" + m.ref + "/tok/uzivo?posle=0"
	warm := m.drafter.follows(t, path)
	warm.next("stanje", 5*time.Second)
	warm.stop()
	gone := s.server.hub.resting
	until(t, gone)
	http.DefaultClient.CloseIdleConnections()
	before := runtime.NumGoroutine()
	for range 10 {
		l := m.drafter.follows(t, path)
		l.next("stanje", 5*time.Second)
		l.stop()
	}
	until(t, gone)
	until(t, func() bool { return runtime.NumGoroutine() <= before+2 })
}

// serving serves on a free port until the server is shut down.
func serving(t *testing.T, h *http.Server, ended chan<- error) string {
	t.Helper()
	listener, err := net.Listen("tcp", h.Addr)
	if err != nil {
		t.Fatal(err)
	}
	go func() { ended <- h.Serve(listener) }()
	return "http://" + listener.Addr().String()
}

// resting reports whether nobody watches.
func (h *hub) resting() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.watchers) == 0 && h.stop == nil
}

// until waits until something is so.
func until(t *testing.T, so func() bool) {
	t.Helper()
	for range 200 {
		if so() {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatal("it does not come to be so")
}

func TestWhoMayWatch(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", object{"visibility": "classified"})
	path := "/sr-Cyrl/predmeti/" + m.ref + "/tok"
	storetest.Ministry(t, s.store, "MDRUGO")
	operator := s.person("Оператер Први", "MDRUGO operator")
	outsider := s.person("Без Улоге")
	for name, c := range map[string]struct {
		who  *caller
		path string
		want int
	}{
		"the public":                     {s.public(), path + "/uzivo?posle=0", http.StatusSeeOther},
		"somebody without a role":        {outsider, path + "/uzivo?posle=0", http.StatusForbidden},
		"an operator, of what is hidden": {operator, path + "/uzivo?posle=0", http.StatusNotFound},
		"no step":                        {m.drafter, path + "/uzivo", http.StatusUnprocessableEntity},
		"a step before the first":        {m.drafter, path + "/uzivo?posle=-1", http.StatusUnprocessableEntity},
		"a dossier that is not there":    {m.drafter, "/sr-Cyrl/predmeti/2019-0001/tok/uzivo?posle=0", http.StatusNotFound},
		"an insider":                     {m.drafter, path + "/uzivo?posle=0", http.StatusOK},
	} {
		l := c.who.follows(t, c.path)
		if l.status != c.want {
			t.Errorf("%s: got %d, want %d", name, l.status, c.want)
		}
		l.stop()
	}
	s.visitor().asks("GET", path, nil).want(http.StatusNotFound)
	until(t, s.server.hub.resting)
	for range maxWatchers {
		w, err := s.server.hub.watch("2026-9999")
		if err != nil {
			t.Fatal(err)
		}
		defer s.server.hub.leave(w)
	}
	if l := m.drafter.follows(t, path+"/uzivo?posle=0"); l.status != http.StatusServiceUnavailable {
		t.Errorf("one too many: got %d", l.status)
	}
}

func TestTheStoryOfADossierIsToldStageByStage(t *testing.T) {
	s := newSite(t, func(o *Options) { o.TemporalUI, o.TemporalNamespace = "http://127.0.0.1:8233/", "probe" })
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	path := "/sr-Cyrl/predmeti/" + m.ref + "/tok"
	public := s.visitor().gets(path)
	for _, must := range []string{"Отварање предмета", "Коментаре можете послати до", `id="faza-2"`, "Предмет је отворен"} {
		if !strings.Contains(public, must) {
			t.Errorf("the public does not read %q", must)
		}
	}
	for _, no := range []string{"sse-connect", "htmx", "Милица", "127.0.0.1:8233", "Ток поступка то потврђује"} {
		if strings.Contains(public, no) {
			t.Errorf("the public reads %q", no)
		}
	}
	if strings.Index(public, `id="faza-2"`) > strings.Index(public, `id="faza-1"`) {
		t.Error("the last stage does not stand first")
	}
	link := `href="http://127.0.0.1:8233/namespaces/probe/workflows/dossier%2F` + m.ref + `" target="_blank" rel="noopener"`
	if page := m.drafter.opensPage(path); strings.Contains(page, link) || !strings.Contains(page, "Милица Нацртић") {
		t.Error("an official is led to Temporal, or does not read who acted")
	}
	operator := s.person("Оператер Први", "MPROBA operator")
	if page := operator.opensPage(path); !strings.Contains(page, link) {
		t.Error("an operator is not led to Temporal")
	}
	s.desk.mute = true
	if page := operator.opensPage(path); !strings.Contains(page, "Ток поступка сада не одговара") || !strings.Contains(page, "Коментаре можете послати до") {
		t.Error("the page does not say that the workflow does not answer")
	}
	m.gives(m.first, "withdraw", object{"ground": "policy_changed", "reasons": "Одустало се од нацрта."}).want(200)
	if page := operator.opensPage(path); !strings.Contains(page, "Ток поступка је завршен") || strings.Contains(page, "не одговара") {
		t.Error("the workflow of a dossier that has ended is asked")
	}
}

func TestWhatAWorkflowWaitsFor(t *testing.T) {
	for want, live := range map[string]dossier.LiveState{
		"round": {WaitsFor: "child", Child: dossier.ChildRound}, "person": {WaitsFor: "person"}, "deadline": {WaitsFor: "deadline"},
		"nothing": {WaitsFor: "child", Child: "of another release"}, "decision": {WaitsFor: "child", Child: dossier.ChildDecision},
	} {
		if got := waitOf(live); got != want || !reader("sr-Cyrl").say.Has("flow.waits_"+got) {
			t.Errorf("%+v: got %s, want %s", live, got, want)
		}
	}
}
