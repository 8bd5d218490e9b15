package web

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
	"testing"
	"testing/synctest"

	"github.com/rasprava/rasprava/internal/dossier"
)

// quietHub returns a hub whose listening says when it begins and ends.
func quietHub() (*hub, chan string) {
	said := make(chan string, 16)
	return newHub(func(ctx context.Context, hear func(dossier.Ref)) error {
		said <- "begins"
		hear("")
		<-ctx.Done()
		said <- "ends"
		return nil
	}, slog.New(slog.DiscardHandler)), said
}

func mustWatch(t *testing.T, h *hub, ref dossier.Ref) *watcher {
	t.Helper()
	w, err := h.watch(ref)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func told(w *watcher) bool {
	select {
	case <-w.news:
		return true
	default:
		return false
	}
}

func TestAWatcherIsToldOfTheirDossierAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, _ := quietHub()
		one, other := mustWatch(t, h, "2026-0001"), mustWatch(t, h, "2026-0002")
		synctest.Wait()
		if !told(one) || !told(other) {
			t.Error("what was before somebody listened is not looked for")
		}
		h.hear("2026-0001")
		if !told(one) || told(other) {
			t.Error("a step of one dossier was told to who watches another")
		}
		for range 100 {
			h.hear("2026-0001")
		}
		if !told(one) || told(one) {
			t.Error("steps that nobody has looked at yet are told more than once")
		}
		h.hear("")
		if !told(one) || !told(other) {
			t.Error("after a break not everybody is told")
		}
		h.leave(one)
		h.leave(other)
	})
}

func TestTheHubListensOnceAndOnlyWhileSomebodyWatches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, said := quietHub()
		for round := range 2 {
			var all []*watcher
			for range 50 {
				all = append(all, mustWatch(t, h, "2026-0001"))
			}
			synctest.Wait()
			if len(said) != 1 || <-said != "begins" {
				t.Errorf("round %d: it does not listen just once", round)
			}
			for _, w := range all {
				h.leave(w)
			}
			synctest.Wait()
			if len(said) != 1 || <-said != "ends" {
				t.Errorf("round %d: it listens for nobody", round)
			}
		}
	})
}

func TestTheHubHasRoomForAThousand(t *testing.T) {
	h, _ := quietHub()
	before := runtime.NumGoroutine()
	var all []*watcher
	for range maxWatchers {
		all = append(all, mustWatch(t, h, "2026-0001"))
	}
	if n := runtime.NumGoroutine() - before; n > 1 {
		t.Errorf("%d goroutines for watchers, want one for all", n)
	}
	_, err := h.watch("2026-0001")
	if dossier.CodeOf(err) != dossier.CodeBusy {
		t.Errorf("one too many: got %v", err)
	}
	h.leave(all[0])
	h.leave(mustWatch(t, h, "2026-0002"))
	for _, w := range all {
		h.leave(w)
	}
	if len(h.watchers) != 0 || h.stop != nil {
		t.Error("somebody is still there")
	}
}

func TestTheHubListensAgainAfterAFault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		times := 0
		h := newHub(func(ctx context.Context, hear func(dossier.Ref)) error {
			times++
			if times < 3 {
				return errors.New("no connection")
			}
			hear("")
			<-ctx.Done()
			return nil
		}, slog.New(slog.DiscardHandler))
		w := mustWatch(t, h, "2026-0001")
		<-w.news
		if times != 3 {
			t.Errorf("listened %d times", times)
		}
		h.leave(w)
	})
}

func TestAHubThatClosesSendsEverybodyAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, said := quietHub()
		w := mustWatch(t, h, "2026-0001")
		synctest.Wait()
		h.close()
		h.close()
		<-h.over
		h.leave(w)
		<-said
		if got := <-said; got != "ends" {
			t.Errorf("it %s", got)
		}
		_, err := h.watch("2026-0001")
		if dossier.CodeOf(err) != dossier.CodeBusy {
			t.Errorf("after the end: got %v", err)
		}
	})
}
