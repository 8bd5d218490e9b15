package redline

import "sync"

// A workroom is the memory that a comparison works in. One of short acts leaves it to the next, which has the less to allocate.
type workroom struct {
	vocabulary       *vocabulary
	differ           wordDiffer
	likeness         likenessRoom
	oldSide, newSide sideRoom
	oldReduced       sideRoom // of the sides without what was moved
	newReduced       sideRoom
	used             bool // by a comparison that is over
}

var workrooms = sync.Pool{New: func() any { return newWorkroom() }}

func newWorkroom() *workroom { return &workroom{vocabulary: newVocabulary(0)} }

// narrowTokens is how many tokens of two acts the room is kept for.
const narrowTokens = 1 << 16

// spare tells whether a comparison gives up memory once it needs it no longer: of a room so wide that it is not kept, and of one in which it
// is the first, and perhaps the only one.
func (w *workroom) spare() bool { return !w.used || w.wide() }

// wide tells a room of acts so long that it is not kept, and is given up piece by piece.
func (w *workroom) wide() bool {
	return cap(w.vocabulary.widest) > narrowTokens || len(w.vocabulary.known) > narrowTokens
}

// leave gives a room back whose comparison is over.
func (w *workroom) leave() {
	if !w.wide() {
		w.clean()
		w.used = true
		workrooms.Put(w)
	}
}

// clean forgets what was compared; nothing of it may be in use.
func (w *workroom) clean() {
	w.vocabulary.forget()
	for _, s := range []*sideRoom{&w.oldSide, &w.newSide} {
		clear(s.places[:cap(s.places)]) // which hold provisions
	}
}
