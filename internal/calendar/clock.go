package calendar

import (
	"math"
	"math/bits"
	"time"
)

const legalDay = 24 * time.Hour

// Clock maps real instants to legal ones and back. The zero Clock is real
// time. A rehearsal runs at a pace of its own and stands still while it is
// paused. A Clock is a value: its methods return new ones.
type Clock struct {
	Pace        time.Duration // real duration of one legal day; 0 is 24 hours
	AnchorReal  time.Time     // at this real instant
	AnchorLegal time.Time     // it is this legal instant
	Paused      bool          // legal time stands at AnchorLegal
}

func (c Clock) identity() bool { return c.AnchorReal.IsZero() && !c.Paused }

func (c Clock) pace() time.Duration {
	if c.Pace <= 0 {
		return legalDay
	}
	return c.Pace
}

// Legal returns the legal instant at a real one. It never decreases as real
// time goes on. Spans that do not fit a time.Duration, about 292 years, end there.
func (c Clock) Legal(real time.Time) time.Time {
	switch {
	case c.identity():
		return real
	case c.Paused:
		return c.AnchorLegal
	}
	return c.AnchorLegal.Add(scale(real.Round(0).Sub(c.AnchorReal), legalDay, c.pace(), false))
}

// Real returns the first real instant at which legal time has come to legal.
// It is false where that never happens: the clock is paused before it. What a
// paused clock has already passed came at AnchorReal at the latest, and that
// is the answer.
func (c Clock) Real(legal time.Time) (time.Time, bool) {
	switch {
	case c.identity():
		return legal, true
	case c.Paused:
		return c.AnchorReal, !legal.After(c.AnchorLegal)
	}
	return c.AnchorReal.Add(scale(legal.Round(0).Sub(c.AnchorLegal), c.pace(), legalDay, true)), true
}

// Pause returns a clock that stands still from the real instant at on.
func (c Clock) Pause(at time.Time) Clock {
	if c.Paused {
		return c
	}
	p := c.anchored(at)
	p.Paused = true
	return p
}

// Resume returns a clock that runs again from the real instant at on.
func (c Clock) Resume(at time.Time) Clock {
	if !c.Paused {
		return c
	}
	r := c.anchored(at)
	r.Paused = false
	return r
}

// Jump returns a clock that shows the legal instant to at the real instant at,
// paused or running as before. Legal time never goes back: a jump into the
// past leaves it where it is.
func (c Clock) Jump(at, to time.Time) Clock {
	j := c.anchored(at)
	if to.After(j.AnchorLegal) {
		j.AnchorLegal = to.Round(0)
	}
	return j
}

// WithPace returns a clock that goes on from the real instant at with another
// real duration of a legal day.
func (c Clock) WithPace(at time.Time, pace time.Duration) Clock {
	w := c.anchored(at)
	w.Pace = pace
	return w
}

func (c Clock) anchored(at time.Time) Clock {
	c.AnchorReal, c.AnchorLegal = at.Round(0), c.Legal(at).Round(0)
	return c
}

// scale returns d*num/den, rounded up or down to a nanosecond, and the longest
// Duration of its sign where the result does not fit.
func scale(d, num, den time.Duration, up bool) time.Duration {
	if num == den {
		return d
	}
	if d < 0 {
		return -magnitude(uint64(-(d+1))+1, num, den, !up)
	}
	return magnitude(uint64(d), num, den, up)
}

func magnitude(d uint64, num, den time.Duration, up bool) time.Duration {
	hi, lo := bits.Mul64(d, uint64(num))
	if hi >= uint64(den) {
		return math.MaxInt64
	}
	q, rest := bits.Div64(hi, lo, uint64(den))
	if up && rest > 0 {
		q++
	}
	if q > math.MaxInt64 {
		return math.MaxInt64
	}
	return time.Duration(q)
}
