package redline

import (
	"fmt"

	"github.com/rasprava/rasprava/internal/act"
)

// A Quote says which words of an act somebody means, as the TextQuoteSelector of the W3C Web Annotation Data Model does: the words
// themselves, what stands before and behind them where they stand more than once, and the provision they were taken from. Without a
// provision they are looked for in the whole act; without words the provision as a whole is meant.
type Quote struct {
	Provision string
	Exact     string
	Prefix    string
	Suffix    string
}

// State says what became of a quote.
type State string

// The states of a Carried.
const (
	Kept             State = "kept"              // the same words in the same provision, whatever its number
	Edited           State = "edited"            // the same provision, some of the words
	Moved            State = "moved"             // the same words, now in another provision; with edits where the article was split and the provision went off
	TextRemoved      State = "text_removed"      // the provision lives, the words are gone
	ProvisionRemoved State = "provision_removed" // the provision was deleted
	Candidate        State = "candidate"         // a place that a person must confirm
	Orphaned         State = "orphaned"          // the old act has no such words, or no such words that could be told from others
)

// Placed says that the quote has a place in the new act which needs nobody's word.
func (s State) Placed() bool { return s == Kept || s == Edited || s == Moved }

// A Method is the evidence a state stands on.
type Method string

// The methods.
const (
	ByNothing  Method = ""
	ByIdentity Method = "identity" // the provision as a whole continues
	ByWords    Method = "words"    // word by word through provisions that continue each other
	BySearch   Method = "search"   // the words were found in text that is new
)

// A Doubt is why a person must look at a candidate, and why a quote is orphaned.
type Doubt string

// The doubts.
const (
	NoDoubt        Doubt = ""
	NotInOld       Doubt = "not_in_old"      // the old act does not have these words
	NotUnique      Doubt = "not_unique"      // they stand in several places that fare differently
	OtherProvision Doubt = "other_provision" // they stand in another provision of the old act than the one named
	Elsewhere      Doubt = "elsewhere"       // like words stand in another provision of the new act
	PathsDiffer    Doubt = "paths_differ"    // the way over the versions between and the direct way do not meet
)

// A Carried is what became of a quote. Provision is the provision of the new act where it stands, or for removed words stood; Exact the
// words there. Start and End count runes in the plain text of that provision (act.Node.PlainText); both are 0 where there is no
// place. Score is the share of the quote's content words that survive, and where
// all do of all its words, 0 to 1 in hundredths.
type Carried struct {
	State      State
	Provision  string
	Exact      string
	Start, End int
	Score      float64
	Method     Method
	Doubt      Doubt
}

// A Carrier carries quotes from one act to a later one. It holds both texts word by word with what became of each word; it must not be
// used by two goroutines at once.
type Carrier struct {
	vocabulary  *vocabulary
	old, new    *stream
	toNew       []int32           // by token of old: the token of new that continues it, or none
	toOld       []int32           // the reverse
	counterpart []int32           // by provision of old: the provision of new that continues it, or none
	splitOff    map[crossing]bool // articles of old that were split, with each part of new that went off
	rewritten   map[string]string // by id of a provision of old that none continues: what stands in its place with other words
	replaced    []edit            // stretches of old whose words are gone, with what stands there now, in the order of old
	steps       int32             // comparisons that this one is made of, one after the other
	lost, came  []int32           // by token of old and of new, where there are several: the comparison in which it went or came, if it did
	loose       *looseWords
	folding     *folding
	beside      map[int32][]haven       // by article of old: articles of new that may have taken up its words
	fresh       map[int32]map[int32]int // by article of new: how often it has each word that continues none
}

// NewCarrier compares two acts. It fails as Compare does.
func NewCarrier(old, new *act.Act) (*Carrier, error) {
	c, err := newCarrier(newVocabulary(1<<19), old, new)
	if err != nil {
		return nil, fmt.Errorf("carry quotes: %w", err)
	}
	return c, nil
}

// A Chain carries quotes over several versions of an act: from the first along each to the last, and from the first to the last at once.
type Chain struct {
	along, direct *Carrier
}

// NewChain compares the versions, two or more, in their order.
func NewChain(versions ...*act.Act) (*Chain, error) {
	if len(versions) < 2 {
		return nil, fmt.Errorf("carry quotes over %d versions: want two or more", len(versions))
	}
	v := newVocabulary(1 << 19)
	direct, err := newCarrier(v, versions[0], versions[len(versions)-1])
	if err != nil {
		return nil, fmt.Errorf("carry quotes: %w", err)
	}
	ch := &Chain{along: direct, direct: direct}
	for k := 1; k < len(versions) && len(versions) > 2; k++ {
		step, err := newCarrier(v, versions[k-1], versions[k])
		if err != nil {
			return nil, fmt.Errorf("carry quotes over version %d: %w", k, err)
		}
		if k == 1 {
			ch.along = step
			continue
		}
		ch.along = ch.along.then(step)
	}
	return ch, nil
}

// Carry returns what became of a quote from the first version in the last. Where the two ways name the same place, or both find none, the
// direct one tells; where they differ the state is Candidate.
func (ch *Chain) Carry(q Quote) Carried {
	direct := ch.direct.Carry(q)
	if ch.along == ch.direct {
		return direct
	}
	along := ch.along.Carry(q)
	if agree(along, direct) {
		return direct
	}
	out := direct
	if out.Exact == "" && out.Start == out.End {
		out = along
	}
	out.State, out.Doubt = Candidate, PathsDiffer
	return out
}

// agree tells two answers that a person need not look at: the same words of the same provision, or none and for the same reason.
func agree(a, b Carried) bool {
	if a.State.Placed() != b.State.Placed() {
		return false
	}
	if !a.State.Placed() {
		return a.State == b.State && a.Provision == b.Provision
	}
	return a.Provision == b.Provision && (a.Start < b.End && b.Start < a.End || a.Start == b.Start && a.End == b.End)
}

// then returns the carrier from the old act of c to the new act of next, whose old act is the new one of c.
func (c *Carrier) then(next *Carrier) *Carrier {
	out := &Carrier{vocabulary: c.vocabulary, old: c.old, new: next.new, toNew: noneList(len(c.toNew)),
		toOld: noneList(len(next.toOld)), counterpart: noneList(len(c.counterpart)), steps: c.steps + 1,
		lost: make([]int32, len(c.toNew)), came: make([]int32, len(next.toOld))}
	for o, m := range c.toNew {
		switch {
		case m == none && c.lost != nil:
			out.lost[o] = c.lost[o]
		case m == none:
		case next.toNew[m] == none:
			out.lost[o] = c.steps
		default:
			n := next.toNew[m]
			out.toNew[o], out.toOld[n] = n, int32(o)
		}
	}
	for n, m := range next.toOld {
		switch {
		case m == none:
			out.came[n] = c.steps
		case c.came != nil:
			out.came[n] = c.came[m]
		}
	}
	for o, m := range c.counterpart {
		if m != none {
			out.counterpart[o] = next.counterpart[m]
		}
	}
	return out
}

// mayBe tells whether a word of the new act that continues none can be that word of the old act which nothing continues: what went in one
// version and what came in another are not the same.
func (c *Carrier) mayBe(o, n int32) bool { return c.lost == nil || c.lost[o] == c.came[n] }

func noneList(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = none
	}
	return out
}
