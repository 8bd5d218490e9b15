package web

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	streamLife = 15 * time.Minute       // after which a browser comes again, and is asked again who it is
	streamBeat = 25 * time.Second       // so that nobody between takes the silence for the end
	aloudPause = 5 * time.Second        // between two announcements
	catchUp    = 500 * time.Millisecond // until a workflow that was behind is asked again
	catchUps   = 10                     // how often, before it stays so until the next step
)

// flowStream is what happens to a dossier, as it happens, for a page that is
// open: server-sent events, whose id is the number of the last step.
func (s *Server) flowStream(v *visit) (reply, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return reply{}, err
	}
	_, err = s.store.Dossier(v.ctx(), v.person(), ref)
	if err != nil {
		return reply{}, err
	}
	shown, err := strconv.ParseInt(v.Query("posle"), 10, 64)
	if err != nil || shown < 0 {
		return reply{}, invalid("posle", codeFieldType)
	}
	told := shown
	last, err := strconv.ParseInt(v.GetHeader("Last-Event-ID"), 10, 64)
	if err == nil && last > told {
		told = last
	}
	w, err := s.hub.watch(ref)
	if err != nil {
		return reply{}, err
	}
	f := &follower{visit: v, watcher: w, shown: shown, told: told}
	return reply{status: http.StatusOK, header: map[string]string{"Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no",
		"Content-Language": string(v.lang)}, stream: f.follow}, nil
}

// follower writes to one browser what happens to a dossier.
type follower struct {
	*visit
	*watcher
	shown int64 // the last step that stands on the page itself
	told  int64 // the last step that the browser knows of
	out   pieces

	state  string // as it was sent last
	again  int    // how often the workflow may still be asked because it was behind
	aloud  string // what waits to be said
	spoken bool   // something was said a moment ago
}

// follow writes until the browser goes, the server shuts down, or it is time to
// ask again who reads.
func (f *follower) follow(out http.ResponseWriter) {
	defer f.server.hub.leave(f.watcher)
	f.out = inPieces(out)
	err := f.out.line.SetReadDeadline(time.Time{})
	if err == nil {
		err = f.write("retry: 3000\n\n")
	}
	if err == nil {
		err = f.run(f.ctx())
	}
	if err != nil && f.ctx().Err() == nil {
		f.server.log.InfoContext(f.ctx(), "stream_ended", "error", err)
	}
}

func (f *follower) run(ctx context.Context) error {
	beat := time.NewTicker(streamBeat)
	defer beat.Stop()
	life := time.NewTimer(streamLife)
	defer life.Stop()
	quiet, later := time.NewTimer(aloudPause), time.NewTimer(catchUp)
	defer quiet.Stop()
	defer later.Stop()
	f.spoken, f.again = true, catchUps // the page has just been read
	err := f.look(ctx)
	for err == nil {
		if f.aloud != "" && !f.spoken {
			err = f.event("glas", f.aloud)
			f.aloud, f.spoken = "", true
			quiet.Reset(aloudPause)
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case <-f.server.hub.over:
			return nil
		case <-life.C:
			return nil
		case <-beat.C:
			err = f.write(": \n\n")
		case <-quiet.C:
			f.spoken = false
		case <-later.C:
			if f.again > 0 {
				f.again--
				err = f.look(ctx)
				later.Reset(catchUp)
			}
		case <-f.news:
			f.again = catchUps
			err = f.look(ctx)
			later.Reset(catchUp)
		}
	}
	return err
}

// look reads how the dossier is, as the reader sees it, and sends what is new.
func (f *follower) look(ctx context.Context) error {
	r, err := f.server.flowOf(ctx, f.person(), f.ref, true)
	if err != nil {
		return err
	}
	if !r.behind() {
		f.again = 0
	}
	now, err := f.flowNow(r)
	if err != nil {
		return err
	}
	state, err := f.part(partNow, now)
	if err != nil {
		return err
	}
	seq := lastStep(r.steps)
	if seq > f.told {
		told := f.flowNews(r.view, r.steps, f.shown)
		news, err := f.part(partNews, told)
		if err != nil {
			return err
		}
		f.aloud = html.EscapeString(f.announcement(f.flowNews(r.view, r.steps, f.told)))
		f.told = seq
		err = f.event("novo", news)
		if err != nil {
			return err
		}
	}
	if state == f.state {
		return nil
	}
	f.state = state
	return f.event("stanje", state)
}

// The parts of the page that are sent alone.
const partNow, partNews = "flow_now", "flow_news"

// part writes a part of the page.
func (f *follower) part(name string, body any) (string, error) {
	var b bytes.Buffer
	err := sets()[f.lang][flowTemplate.name].ExecuteTemplate(&b, name, body)
	if err != nil {
		return "", fmt.Errorf("write %s: %w", name, err)
	}
	return string(withoutTurns(b.Bytes())), nil
}

// event sends an event; a line of it is a line of what it holds.
func (f *follower) event(name, text string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "id: %d\nevent: %s\n", f.told, name)
	for line := range strings.Lines(text) {
		b.WriteString("data: " + strings.TrimRight(line, "\r\n") + "\n")
	}
	b.WriteString("\n")
	return f.write(b.String())
}

// write sends a piece at once.
func (f *follower) write(piece string) error {
	_, err := f.out.Write([]byte(piece))
	if err != nil {
		return fmt.Errorf("write event: %w", err)
	}
	return f.out.line.Flush()
}
