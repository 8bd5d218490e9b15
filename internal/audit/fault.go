package audit

import (
	"fmt"

	"github.com/rasprava/rasprava/internal/ledger"
)

// Code says what kind of fault it is. Codes are stable.
type Code string

// What can be wrong with a log.
const (
	BadSignature  Code = "signature"   // the checkpoint is not signed by the log, or a witness did not sign it
	RolledBack    Code = "rolled_back" // smaller than it was seen before
	Forked        Code = "forked"      // not a continuation of what was seen before
	OtherRoot     Code = "root"        // the leaves do not lead to the signed root
	LeafAltered   Code = "leaf_altered"
	LeafMissing   Code = "leaf_missing"
	LeavesSwapped Code = "leaves_swapped"
	TileAltered   Code = "tile_altered"
	TileMissing   Code = "tile_missing"
	BadLeaf       Code = "leaf"       // not the canonical bytes of a leaf
	OutOfOrder    Code = "order"      // a step of a dossier or a version is missing, or stands twice
	BadRound      Code = "round"      // a round is opened, closed or reported on out of turn
	BadRecord     Code = "record"     // a record about a comment that there is not, or that has another
	Unanswered    Code = "unanswered" // no record of what became of a comment
	WrongCount    Code = "count"      // counts differ: leaves, closing, report
	OtherReport   Code = "report"     // not the report that the log names
	RowAltered    Code = "row_altered"
)

// Fault is one thing that is wrong.
type Fault struct {
	Code Code
	Leaf int64 // index of the leaf that it is about, from 0; -1: of none
	Text string
}

func (f Fault) String() string {
	if f.Leaf < 0 {
		return f.Text
	}
	return fmt.Sprintf("leaf %d: %s", f.Leaf, f.Text)
}

// maxFaults is how many faults are kept; the rest are counted.
const maxFaults = 1000

// faults gathers what is wrong.
type faults struct {
	all   []Fault
	count int64
	unfit map[string]bool // names of the tiles that are not what was signed
}

// doubt says of a tile that it is not what was signed: the one that was read may have
// been cut from the full one.
func (f *faults) doubt(t ledger.Tile) {
	if f.unfit == nil {
		f.unfit = map[string]bool{}
	}
	f.unfit[t.Path()] = true
	t.Width = ledger.TileWidth
	f.unfit[t.Path()] = true
}

// join takes what others gathered.
func (f *faults) join(others faults) {
	for _, o := range others.all {
		f.add(o.Code, o.Leaf, "%s", o.Text)
	}
	f.count += others.count - int64(len(others.all))
	for name := range others.unfit {
		if f.unfit == nil {
			f.unfit = map[string]bool{}
		}
		f.unfit[name] = true
	}
}

func (f *faults) add(code Code, leaf int64, format string, args ...any) {
	f.count++
	if len(f.all) < maxFaults {
		f.all = append(f.all, Fault{Code: code, Leaf: leaf, Text: fmt.Sprintf(format, args...)})
	}
}
