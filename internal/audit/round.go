package audit

import (
	"crypto/sha256"
	"slices"
	"time"

	"github.com/rasprava/rasprava/internal/ledger"
)

// record is what a comment has of what became of it.
type record uint8

const (
	answered record = 1 << iota
	withdrawn
	setAside
	erased
	carried // it has another of these from before a correction, which may be told again

	waiting record = 0
)

// corrected returns what a comment has of before when its submission is corrected:
// an early answer was to other words, the rest stays.
func (c record) corrected() record {
	if c&(withdrawn|setAside|erased) == 0 {
		return waiting
	}
	return c | carried
}

// Round is what the log says of one round.
type Round struct {
	ID          string
	Dossier     string
	Submissions int64
	Comments    int64
	Answered    int64 // these five: comments by what became of them; a comment that was answered and erased later is Erased
	Withdrawn   int64
	SetAside    int64
	Erased      int64
	Waiting     int64
	Unconfirmed int64 // submissions that were held and are not among Submissions, because nobody confirmed their author's address
	Closed      bool  // for good
	Reported    bool
	ReportHash  string // empty: the dossier is not public, or the round is not reported on

	until    time.Time // exclusive; zero: the log does not say
	opened   int64     // these: index of the leaf, -1: none
	ended    int64
	closed   int64
	reported int64
	closing  ledger.Leaf
	finalAt  time.Time
	report   ledger.Leaf
	told     told // as a report would count now
	reportOf told // as the last report had to count

	provisional closed // what it says at its provisional closing, and what the log has of that
}

// told is how a report counts comments by what became of them: one that was answered
// or withdrawn, and erased later, is not among those erased.
type told struct {
	answered   int64
	withdrawn  int64
	setAside   int64
	erased     int64
	unanswered int64
}

// of returns the counter of what a record comes to in a report.
func (t *told) of(c record) *int64 {
	switch {
	case c&withdrawn != 0:
		return &t.withdrawn
	case c&setAside != 0:
		return &t.setAside
	case c&answered != 0:
		return &t.answered
	case c&erased != 0:
		return &t.erased
	}
	return &t.unanswered
}

// submission is where the records of its comments stand. The log of a million
// submissions has a million of these, so it is small.
type submission struct {
	leaf  int64
	first int32 // of records
	round int32
	count int16
}

// key stands for the id of a submission.
type key [16]byte

// signature stands for that of one organisation under a submission.
type signature struct {
	submission key
	seq        int64
}

func keyOf(id string) key {
	sum := sha256.Sum256([]byte(id))
	return key(sum[:16])
}

// rounds follows the leaves in their order and holds them to the rules of a
// round: what may come after what, and one record for each comment.
type rounds struct {
	faults      *faults
	all         []*Round
	byID        map[string]int32
	submissions map[key]submission
	held        map[key]submission  // until their authors confirm
	signed      map[signature]int64 // the leaf of the text that an organisation signs
	records     []record
	steps       map[string]int64 // last step of a dossier
	versions    map[string]int64
	newest      time.Time
	silence     silence
	kinds       map[ledger.Kind]int64
	restored    []int64
	rotated     map[int64]string // hash of the new key, by the leaf
}

func newRounds(f *faults) *rounds {
	return &rounds{faults: f, byID: map[string]int32{}, submissions: map[key]submission{}, held: map[key]submission{}, signed: map[signature]int64{}, steps: map[string]int64{},
		versions: map[string]int64{}, kinds: map[ledger.Kind]int64{}, rotated: map[int64]string{}}
}

// add takes leaf n.
func (r *rounds) add(n int64, l *ledger.Leaf) {
	r.kinds[l.Kind]++
	r.pass(n, l.At)
	switch l.Kind {
	case ledger.DossierOpened, ledger.DossierImported, ledger.Published, ledger.OpinionGiven, ledger.Signed, ledger.Decided, ledger.Transition,
		ledger.Exemption:
		r.inOrder(n, r.steps, l, "step")
	case ledger.PackageAdded:
		r.inOrder(n, r.versions, l, "version")
	case ledger.RoundOpened:
		r.open(n, l)
	case ledger.RoundMoved:
		r.move(n, l)
	case ledger.SubmissionReceived, ledger.LateEntry, ledger.Corrected:
		r.receive(n, l)
	case ledger.SubmissionHeld:
		r.hold(n, l)
	case ledger.Confirmed:
		r.admit(n, l)
	case ledger.Cosigned, ledger.SignatureWithdrawn:
		r.sign(n, l)
	case ledger.Withdrawn, ledger.SetAside, ledger.Reinstated, ledger.Erased, ledger.Answered, ledger.Redacted, ledger.RedactionLifted:
		r.dispose(n, l)
	case ledger.RoundEnded, ledger.RoundClosed, ledger.ReportPublished:
		r.end(n, l)
	case ledger.KeyRotated:
		r.rotated[n] = l.Hash
	case ledger.LogRestored:
		r.restored = append(r.restored, n)
	}
}

// inOrder holds the numbers of a dossier's steps, or versions, to be without
// gaps. A dossier may come into view in the middle: before it was public it
// stands in the log under another name.
func (r *rounds) inOrder(n int64, last map[string]int64, l *ledger.Leaf, what string) {
	if l.Dossier == "" || l.Seq == 0 {
		return
	}
	before, known := last[l.Dossier]
	if known && l.Seq != before+1 {
		r.faults.add(OutOfOrder, n, "%s %d of dossier %s follows %s %d", what, l.Seq, l.Dossier, what, before)
	}
	last[l.Dossier] = l.Seq
}

func (r *rounds) open(n int64, l *ledger.Leaf) {
	if i, known := r.byID[l.Round]; known {
		r.faults.add(BadRound, n, "round %s is opened again; it was with leaf %d", l.Round, r.all[i].opened)
		return
	}
	r.byID[l.Round] = int32(len(r.all))
	r.all = append(r.all, &Round{ID: l.Round, Dossier: l.Dossier, until: l.Until, opened: n, ended: -1, closed: -1, reported: -1})
}

// find returns the round of a leaf.
func (r *rounds) find(n int64, l *ledger.Leaf) (*Round, int32, bool) {
	i, known := r.byID[l.Round]
	if !known {
		r.faults.add(BadRound, n, "%s in round %s, which was not opened", l.Kind, l.Round)
		return nil, 0, false
	}
	return r.all[i], i, true
}

func (r *rounds) receive(n int64, l *ledger.Leaf) {
	round, i, ok := r.find(n, l)
	if !ok {
		return
	}
	switch {
	case r.behind(round, l.At):
		r.stale(n, l)
	case l.Kind == ledger.SubmissionReceived && round.closedBefore(l.At):
		r.faults.add(BadRound, n, "submission %s is taken in after the end of round %s", l.Submission, l.Round)
	case l.Kind != ledger.SubmissionReceived && round.closed >= 0:
		r.faults.add(BadRound, n, "%s in round %s after its final closing, leaf %d", l.Kind, l.Round, round.closed)
	}
	k := keyOf(l.Submission)
	s, known := r.submissions[k]
	switch {
	case l.Kind == ledger.Corrected && (!known || s.round != i):
		r.faults.add(BadRecord, n, "submission %s is corrected, and was not received in round %s", l.Submission, l.Round)
		return
	case l.Kind == ledger.Corrected:
		r.correct(n, l, round, k, s)
		return
	case known:
		r.faults.add(BadRecord, n, "submission %s is received again; it was with leaf %d", l.Submission, s.leaf)
		return
	default:
		round.Submissions++
	}
	count := len(l.Commitments)
	round.timely(l, int64(count))
	r.submissions[k] = submission{leaf: n, first: int32(len(r.records)), round: i, count: int16(count)}
	for range count {
		r.records = append(r.records, waiting)
	}
	round.Comments += int64(count)
	round.Waiting += int64(count)
	round.told.unanswered += int64(count)
}

// hold takes a submission that counts once its author has confirmed the address.
func (r *rounds) hold(n int64, l *ledger.Leaf) {
	round, i, ok := r.find(n, l)
	if !ok {
		return
	}
	switch {
	case r.behind(round, l.At):
		r.stale(n, l)
	case round.closedBefore(l.At):
		r.faults.add(BadRound, n, "submission %s is held after the end of round %s", l.Submission, l.Round)
	}
	k := keyOf(l.Submission)
	s, known := r.submissions[k]
	if !known {
		s, known = r.held[k]
	}
	if known {
		r.faults.add(BadRecord, n, "submission %s is received again; it was with leaf %d", l.Submission, s.leaf)
		return
	}
	r.held[k] = submission{leaf: n, round: i, count: int16(len(l.Commitments))}
	round.Unconfirmed++
}

// admit takes the confirmation of a submission that was held.
func (r *rounds) admit(n int64, l *ledger.Leaf) {
	round, i, ok := r.find(n, l)
	if !ok {
		return
	}
	k := keyOf(l.Submission)
	s, held := r.held[k]
	switch {
	case !held || s.round != i:
		r.faults.add(BadRecord, n, "submission %s is confirmed, and was not held in round %s", l.Submission, l.Round)
		return
	case round.closed >= 0:
		r.faults.add(BadRound, n, "submission %s is confirmed after the final closing of round %s, leaf %d", l.Submission, l.Round, round.closed)
	}
	delete(r.held, k)
	round.Unconfirmed--
	s.first = int32(len(r.records))
	r.submissions[k] = s
	for range s.count {
		r.records = append(r.records, waiting)
	}
	round.Submissions++
	round.Comments += int64(s.count)
	round.Waiting += int64(s.count)
	round.told.unanswered += int64(s.count)
}

// sign takes the signature of an organisation under a submission, which is of the text
// that the last leaf with it commits to, or that the organisation takes it back.
func (r *rounds) sign(n int64, l *ledger.Leaf) {
	round, i, ok := r.find(n, l)
	if !ok {
		return
	}
	k := keyOf(l.Submission)
	s, known := r.submissions[k]
	who := signature{k, l.Seq}
	text, signed := r.signed[who]
	switch {
	case !known || s.round != i:
		r.faults.add(BadRecord, n, "%s, and submission %s was not received in round %s", l.Kind, l.Submission, l.Round)
		return
	case l.Seq < 1 || l.Kind == ledger.Cosigned && l.Hash == "":
		r.faults.add(BadRecord, n, "%s without saying by whom", l.Kind)
		return
	case r.behind(round, l.At):
		r.stale(n, l)
	case round.closedBefore(l.At):
		r.faults.add(BadRound, n, "%s under submission %s after the end of round %s", l.Kind, l.Submission, l.Round)
	case l.Kind == ledger.SignatureWithdrawn && !signed:
		r.faults.add(BadRecord, n, "signature %d under submission %s is withdrawn, and there is none", l.Seq, l.Submission)
	case l.Kind == ledger.Cosigned && signed && text == s.leaf:
		r.faults.add(BadRecord, n, "signature %d under submission %s stands already", l.Seq, l.Submission)
	case l.Kind == ledger.Cosigned && !slices.ContainsFunc(r.records[s.first:s.first+int32(s.count)], func(c record) bool { return c&(withdrawn|erased) == 0 }):
		r.faults.add(BadRecord, n, "submission %s is signed, and nothing of it is left", l.Submission)
	}
	delete(r.signed, who)
	if l.Kind == ledger.Cosigned {
		r.signed[who] = s.leaf
	}
}

// correct takes what a submission says from then on. It is of every comment of it.
func (r *rounds) correct(n int64, l *ledger.Leaf, round *Round, k key, s submission) {
	if len(l.Commitments) != int(s.count) {
		r.faults.add(BadRecord, n, "submission %s is corrected to %d of its comments, and has %d", l.Submission, len(l.Commitments), s.count)
		return
	}
	for at := s.first; at < s.first+int32(s.count); at++ {
		r.set(round, at, r.records[at].corrected())
	}
	s.leaf = n
	r.submissions[k] = s
}

// set changes the record of a comment and the counts with it.
func (r *rounds) set(round *Round, at int32, to record) {
	count := func(c record, by int64) {
		*round.of(c) += by
		*round.told.of(c) += by
	}
	count(r.records[at], -1)
	count(to, 1)
	r.records[at] = to
}

// of returns the counter of what a record comes to.
func (r *Round) of(c record) *int64 {
	switch {
	case c&erased != 0:
		return &r.Erased
	case c&setAside != 0:
		return &r.SetAside
	case c&withdrawn != 0:
		return &r.Withdrawn
	case c&answered != 0:
		return &r.Answered
	}
	return &r.Waiting
}

// dispose takes a record of what became of a comment.
func (r *rounds) dispose(n int64, l *ledger.Leaf) {
	round, i, ok := r.find(n, l)
	if !ok {
		return
	}
	s, known := r.submissions[keyOf(l.Submission)]
	whole := l.Seq == 0 && (l.Kind == ledger.Withdrawn || l.Kind == ledger.Erased)
	switch {
	case !known || s.round != i:
		r.faults.add(BadRecord, n, "%s, and submission %s was not received in round %s", l.Kind, l.Submission, l.Round)
		return
	case !whole && (l.Seq < 1 || l.Seq > int64(s.count)):
		r.faults.add(BadRecord, n, "%s comment %d of submission %s, which has %d", l.Kind, l.Seq, l.Submission, s.count)
		return
	case l.Kind == ledger.SetAside && l.Hash == "":
		r.faults.add(BadRecord, n, "comment %d of submission %s is set aside without a ground", l.Seq, l.Submission)
	case l.Kind == ledger.Withdrawn && round.closed >= 0:
		r.faults.add(BadRecord, n, "submission %s is withdrawn after the final closing of round %s, leaf %d", l.Submission, l.Round, round.closed)
	case l.Kind == ledger.Withdrawn && (round.ended >= 0 || round.closedBefore(l.At)) && (whole || r.records[s.first+int32(l.Seq)-1] != withdrawn|carried):
		r.faults.add(BadRecord, n, "submission %s is withdrawn after the end of round %s", l.Submission, l.Round)
	}
	if !whole {
		r.disposeOne(n, l, round, s.first+int32(l.Seq)-1, l.Seq)
		return
	}
	for c := range int32(s.count) {
		if l.Kind == ledger.Withdrawn && r.records[s.first+c]&(withdrawn|erased|setAside) != 0 {
			continue // what has its record already keeps it
		}
		r.disposeOne(n, l, round, s.first+c, int64(c)+1)
	}
}

// disposeOne holds one record to the one that the comment has. An early answer
// gives way to a withdrawal, a withdrawal or a setting aside to nothing; what is
// erased is erased whatever it had.
func (r *rounds) disposeOne(n int64, l *ledger.Leaf, round *Round, at int32, no int64) {
	whole := r.records[at]
	has := whole &^ carried
	fits, to := true, whole
	switch l.Kind {
	case ledger.Answered:
		fits, to = has == waiting || has == answered, answered
	case ledger.Withdrawn:
		fits, to = has == waiting || has == answered || whole == withdrawn|carried, withdrawn
	case ledger.SetAside:
		fits, to = has == waiting || whole == setAside|carried, setAside
	case ledger.Reinstated:
		fits, to = has == setAside, waiting
	case ledger.Erased:
		fits, to = has&erased == 0 || l.Seq == 0, has|erased
	}
	if !fits {
		r.faults.add(BadRecord, n, "comment %d of submission %s is %s, and %s", no, l.Submission, l.Kind, has)
		return
	}
	if to != whole {
		r.set(round, at, to)
	}
}

func (c record) String() string {
	switch {
	case c&erased != 0:
		return "was erased before"
	case c&setAside != 0:
		return "was set aside before"
	case c&withdrawn != 0:
		return "was withdrawn before"
	case c&answered != 0:
		return "was answered before"
	}
	return "nothing became of it before"
}
