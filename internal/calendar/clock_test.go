package calendar

import (
	"math/rand/v2"
	"testing"
	"time"
)

var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func TestTheZeroClockIsRealTime(t *testing.T) {
	var c Clock
	if got := c.Legal(monday); !got.Equal(monday) {
		t.Errorf("got %s, want %s", got, monday)
	}
	got, ok := c.Real(monday)
	if !ok || !got.Equal(monday) {
		t.Errorf("got %s, %v, want %s", got, ok, monday)
	}
}

func TestALegalDayInTenSeconds(t *testing.T) {
	c := Clock{Pace: 10 * time.Second, AnchorReal: monday, AnchorLegal: monday}
	if got, want := c.Legal(monday.Add(25*time.Second)), monday.Add(60*time.Hour); !got.Equal(want) {
		t.Errorf("got %s, want %s", got, want)
	}
	got, ok := c.Real(monday.Add(20 * 24 * time.Hour))
	if want := monday.Add(200 * time.Second); !ok || !got.Equal(want) {
		t.Errorf("got %s, %v, want %s", got, ok, want)
	}
}

func TestAPausedClockStandsAndNeverComesToWhatIsAhead(t *testing.T) {
	c := Clock{Pace: 10 * time.Second, AnchorReal: monday, AnchorLegal: monday}.Pause(monday.Add(10 * time.Second))
	stands := monday.Add(24 * time.Hour)
	if got := c.Legal(monday.Add(time.Hour)); !got.Equal(stands) {
		t.Errorf("got %s, want %s", got, stands)
	}
	_, ok := c.Real(stands.Add(time.Nanosecond))
	if ok {
		t.Error("a paused clock comes to what is ahead")
	}
	at, ok := c.Real(stands)
	if !ok || !at.Equal(monday.Add(10*time.Second)) {
		t.Errorf("got %s, %v for the instant at which it stands", at, ok)
	}
	r := c.Resume(monday.Add(time.Hour))
	if got, want := r.Legal(monday.Add(time.Hour+5*time.Second)), stands.Add(12*time.Hour); !got.Equal(want) {
		t.Errorf("resumed: got %s, want %s", got, want)
	}
}

func TestAJumpGoesForwardAlone(t *testing.T) {
	c := Clock{Pace: time.Minute, AnchorReal: monday, AnchorLegal: monday}
	at, to := monday.Add(time.Second), monday.Add(30*24*time.Hour)
	j := c.Jump(at, to)
	if got := j.Legal(at); !got.Equal(to) {
		t.Errorf("got %s, want %s", got, to)
	}
	back := j.Jump(at, monday)
	if got := back.Legal(at); !got.Equal(to) {
		t.Errorf("jumped back: got %s, want %s", got, to)
	}
	if p := c.Pause(at).Jump(at, to); !p.Paused || !p.Legal(at.Add(time.Hour)).Equal(to) {
		t.Errorf("a paused clock jumped and ran: %+v", p)
	}
}

func TestSpansBeyondWhatFitsEndThere(t *testing.T) {
	c := Clock{Pace: time.Millisecond, AnchorReal: monday, AnchorLegal: monday}
	far := c.Legal(monday.AddDate(200, 0, 0))
	if !far.After(monday.AddDate(290, 0, 0)) {
		t.Errorf("got %s", far)
	}
	if past := c.Legal(monday.AddDate(-200, 0, 0)); !past.Before(monday.AddDate(-290, 0, 0)) {
		t.Errorf("got %s", past)
	}
}

// anyClock returns a clock that has been handled in every way at random.
func anyClock(r *rand.Rand) (Clock, time.Time) {
	var c Clock
	if r.IntN(4) > 0 {
		c = Clock{Pace: 1 + time.Duration(r.Int64N(int64(48*time.Hour))), AnchorReal: monday, AnchorLegal: monday.Add(time.Duration(r.Int64N(int64(time.Hour))))}
	}
	at := monday
	for range r.IntN(5) {
		at = at.Add(time.Duration(r.Int64N(int64(time.Minute))))
		switch r.IntN(4) {
		case 0:
			c = c.Pause(at)
		case 1:
			c = c.Resume(at)
		case 2:
			c = c.Jump(at, c.Legal(at).Add(time.Duration(r.Int64N(int64(time.Hour)))))
		default:
			c = c.WithPace(at, time.Second+time.Duration(r.Int64N(int64(time.Hour))))
		}
	}
	return c, at
}

func TestLegalTimeNeverGoesBackAndRealIsTheFirstInstantThatReachesIt(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		c, at := anyClock(r)
		a := at.Add(time.Duration(r.Int64N(int64(time.Minute))))
		b := a.Add(time.Duration(r.Int64N(int64(time.Minute))))
		if c.Legal(b).Before(c.Legal(a)) {
			t.Fatalf("%+v goes back between %s and %s", c, a, b)
		}
		legal := c.Legal(a)
		real, ok := c.Real(legal)
		if !ok || real.After(a) || !c.Legal(real).Equal(legal) {
			t.Fatalf("%+v shows %s at %s, but Real says %s, %v", c, legal, a, real, ok)
		}
		ahead := c.Legal(at).Add(time.Duration(r.Int64N(int64(time.Hour))))
		real, ok = c.Real(ahead)
		if !ok {
			if !c.Paused {
				t.Fatalf("%+v never comes to %s", c, ahead)
			}
			continue
		}
		if c.Legal(real).Before(ahead) {
			t.Fatalf("%+v is not yet at %s when Real says so", c, ahead)
		}
		if before := real.Add(-time.Nanosecond); !c.Paused && !c.Legal(before).Before(ahead) {
			t.Fatalf("%+v was at %s before %s", c, ahead, real)
		}
	}
}

func TestHandlingAClockDoesNotMoveItsTime(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 5000 {
		c, at := anyClock(r)
		at = at.Add(time.Duration(r.Int64N(int64(time.Minute))))
		want := c.Legal(at)
		for name, n := range map[string]Clock{"Pause": c.Pause(at), "Resume": c.Resume(at), "WithPace": c.WithPace(at, time.Minute), "Jump": c.Jump(at, want)} {
			if got := n.Legal(at); !got.Equal(want) {
				t.Fatalf("%s of %+v at %s: got %s, want %s", name, c, at, got, want)
			}
		}
	}
}
