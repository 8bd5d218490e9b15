package web

import (
	"context"
	"sync"
)

const (
	readsEach = 4  // forms with files that are read at once for one person, or for one network of passers-by
	readsAll  = 64 // the same for all persons together, and for all passers-by
)

// reading bounds how many forms with files are read at once. Who sends slowly holds
// up nobody but themselves, and passers-by hold up no officer.
type reading struct {
	mu                sync.Mutex
	lines             map[string]*line
	people, strangers chan struct{}
}

// line is where the forms of one sender wait for each other.
type line struct {
	places chan struct{}
	users  int // who reads or waits
}

func newReading() *reading {
	return &reading{lines: map[string]*line{}, people: make(chan struct{}, readsAll), strangers: make(chan struct{}, readsAll)}
}

// enter waits for a place to read in, of a person or, with none, of whoever comes
// from that network, and returns what gives it back; refused busy when the caller's
// time is up before.
func (r *reading) enter(ctx context.Context, person, network string) (leave func(), err error) {
	all, key := r.people, "person "+person
	if person == "" {
		all, key = r.strangers, "network "+network
	}
	own := r.join(key)
	err = enter(ctx, own.places)
	if err != nil {
		r.quit(key)
		return nil, err
	}
	err = enter(ctx, all)
	if err != nil {
		<-own.places
		r.quit(key)
		return nil, err
	}
	return func() {
		<-all
		<-own.places
		r.quit(key)
	}, nil
}

func (r *reading) join(key string) *line {
	r.mu.Lock()
	defer r.mu.Unlock()
	own := r.lines[key]
	if own == nil {
		own = &line{places: make(chan struct{}, readsEach)}
		r.lines[key] = own
	}
	own.users++
	return own
}

func (r *reading) quit(key string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lines[key].users--
	if r.lines[key].users == 0 {
		delete(r.lines, key)
	}
}
