package redline

import (
	"sync"

	"github.com/rasprava/rasprava/internal/act"
)

// A referenceReading reads references of an act; many of them while other things are found out about it.
type referenceReading struct {
	from       map[string]bool // ids of the provisions in which they stand; nil for all
	references func() []act.Reference
	check      *referenceCheck // of all pairs, which says from where to read; nil where that was not asked, or of fewer pairs
}

// fewToRead is up to how many provisions are read when they are asked for, and not beside: to begin that takes longer.
const fewToRead = 12

func readReferences(a *act.Act, from map[string]bool) *referenceReading {
	if from != nil && len(from) <= fewToRead {
		return &referenceReading{from: from, references: sync.OnceValue(func() []act.Reference { return a.ReferencesFrom(from) })}
	}
	read := make(chan []act.Reference, 1)
	go func() { read <- a.ReferencesFrom(from) }()
	return &referenceReading{from: from, references: sync.OnceValue(func() []act.Reference { return <-read })}
}

// holds reports whether the references that stand in provisions are among those read.
func (r *referenceReading) holds(from map[string]bool) bool {
	if r == nil || from == nil || r.from == nil {
		return r != nil && r.from == nil
	}
	for id := range from {
		if !r.from[id] {
			return false
		}
	}
	return true
}

// referencesAmong returns references among which are those of act.ReferencesFrom, out of a reading where that holds them; it may be nil.
func referencesAmong(a *act.Act, from map[string]bool, read *referenceReading) []act.Reference {
	if read.holds(from) {
		return read.references()
	}
	return a.ReferencesFrom(from)
}

// referencesFrom is act.ReferencesFrom, which asks a reading where that holds them; it may be nil.
func referencesFrom(a *act.Act, from map[string]bool, read *referenceReading) []act.Reference {
	refs := referencesAmong(a, from, read)
	if from == nil || read != nil && read.from != nil && len(from) == len(read.from) { // those of the same provisions
		return refs
	}
	var out []act.Reference
	for i := range refs {
		if from[refs[i].From] {
			out = append(out, refs[i])
		}
	}
	return out
}

// readNamed begins to read those references of the new act for which referenceChanges asks, or more: it takes every provision in whose place
// a note says now that it was repealed for gone. It returns nil where every provision kept its number, and whether that is so with all of
// them, so that no reference changed.
func (c *comparison) readNamed(j joins) (*referenceReading, bool) {
	left := withoutNotes(c.oldAct, c.newAct, c.below.toOld, func(string) bool { return true })
	check := newReferenceCheck(c.oldAct, c.newAct, left, j)
	if check.steady(c.oldAct) {
		return nil, len(left) == len(c.below.toOld)
	}
	named := readReferences(c.newAct, check.mayName(c.oldAct, c.newAct))
	if len(left) == len(c.below.toOld) {
		named.check = check
	}
	return named, false
}
