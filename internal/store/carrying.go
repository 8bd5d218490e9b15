package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
)

// anchorAlgorithm names how comments are carried; it stands beside each result.
const anchorAlgorithm = "rasprava.anchor/2 whole words order parts lists seams kept twins rows crossed rubrics beside anew split longest turned sentence"

// carriedAtOnce is how many comments one statement takes in.
const carriedAtOnce = 500

// A leap is a round on a version and a later version with a text, to which some of its comments were not carried yet.
type leap struct {
	Round string `db:"round"`
	From  int    `db:"from_no"`
	To    int    `db:"to_no"`
}

// CarryComments carries the comments on the act of a dossier to every later version with a text to which they were not carried yet, and
// keeps the redlines on the way. It may be asked again, by any number at once, and writes what is missing: what stands is never written
// over. beat is called after every step, with what was done until then.
func (s *Store) CarryComments(ctx context.Context, in dossier.CarryInput, beat func(done dossier.CarryResult)) (dossier.CarryResult, error) {
	var leaps []leap
	err := s.db.SelectContext(ctx, &leaps, `
		SELECT r.id AS round, r.package_no AS from_no, a.no AS to_no
		FROM dossiers d JOIN rounds r ON r.dossier = d.id JOIN acts o ON o.dossier = d.id AND o.no = r.package_no
		JOIN acts a ON a.dossier = d.id AND a.no > r.package_no
		WHERE d.ref = $1 AND EXISTS (SELECT 1 FROM comments c WHERE c.round = r.id AND c.document = 'act'
			AND NOT EXISTS (SELECT 1 FROM comment_anchors x WHERE x.comment = c.id AND x.no = a.no))
		ORDER BY to_no, from_no, r.no`, in.Ref)
	if err != nil {
		return dossier.CarryResult{}, fmt.Errorf("carry comments of %s: %w", in.Ref, err)
	}
	var done dossier.CarryResult
	texts := actVersions{store: s, ref: in.Ref, beat: func() { beat(done) }}
	for _, l := range leaps {
		chain, to, err := texts.chain(ctx, l)
		if err != nil {
			return done, fmt.Errorf("carry comments of %s: %w", in.Ref, err)
		}
		beat(done)
		for n, last := carriedAtOnce, 0; n == carriedAtOnce; {
			n, last, err = s.carryBatch(ctx, in.Ref, l, chain, to, last)
			if err != nil {
				return done, fmt.Errorf("carry comments of %s from version %d to %d: %w", in.Ref, l.From, l.To, err)
			}
			done.Comments += n
			beat(done)
		}
	}
	return done, nil
}

// actVersions reads the texts of a dossier, each once.
type actVersions struct {
	store *Store
	ref   dossier.Ref
	beat  func() // after each comparison
	known map[int]*act.Act
	nos   []int
}

func (v *actVersions) of(ctx context.Context, no int) (*act.Act, error) {
	if a := v.known[no]; a != nil {
		return a, nil
	}
	var parsed []byte
	err := v.store.db.GetContext(ctx, &parsed, `SELECT a.parsed FROM acts a JOIN dossiers d ON d.id = a.dossier WHERE d.ref = $1 AND a.no = $2`, v.ref, no)
	if err != nil {
		return nil, fmt.Errorf("read act of version %d: %w", no, orNotFound(err))
	}
	a := &act.Act{}
	err = json.Unmarshal(parsed, a)
	if err != nil {
		return nil, fmt.Errorf("read act of version %d: %w", no, err)
	}
	if v.known == nil {
		v.known = map[int]*act.Act{}
	}
	v.known[no] = a
	return a, nil
}

// chain returns what carries quotes over all texts of a leap, and the last of them; texts that repeat the one before are left out. The
// redlines to the last one are kept.
func (v *actVersions) chain(ctx context.Context, l leap) (*redline.Chain, *act.Act, error) {
	if v.nos == nil {
		err := v.store.db.SelectContext(ctx, &v.nos, `SELECT a.no FROM acts a JOIN dossiers d ON d.id = a.dossier WHERE d.ref = $1 ORDER BY a.no`, v.ref)
		if err != nil {
			return nil, nil, fmt.Errorf("list versions: %w", err)
		}
	}
	var acts []*act.Act
	for _, no := range v.nos {
		if no < l.From || no > l.To {
			continue
		}
		a, err := v.of(ctx, no)
		if err != nil {
			return nil, nil, err
		}
		if len(acts) == 0 || acts[len(acts)-1].Hash != a.Hash {
			acts = append(acts, a)
		}
	}
	last, err := v.of(ctx, l.To)
	if err != nil {
		return nil, nil, err
	}
	if len(acts) == 1 {
		acts = append(acts, last)
	}
	for _, old := range []*act.Act{acts[0], acts[len(acts)-2]} {
		_, err = v.store.CompareTexts(ctx, dossier.CompareInput{Old: old.Hash, New: last.Hash})
		if err != nil {
			return nil, nil, err
		}
		v.beat()
	}
	chain, err := redline.NewChain(acts...)
	return chain, last, err
}

// carryBatch carries the first of the comments behind a number that were not yet, and returns how many, and the number of the last.
func (s *Store) carryBatch(ctx context.Context, ref dossier.Ref, l leap, chain *redline.Chain, to *act.Act, after int) (n, last int, err error) {
	var comments []struct {
		ID        string `db:"id"`
		Number    int    `db:"number"`
		Provision string `db:"provision"`
		Exact     string `db:"quote_exact"`
		Prefix    string `db:"quote_prefix"`
		Suffix    string `db:"quote_suffix"`
	}
	err = s.db.SelectContext(ctx, &comments, `
		SELECT c.id, c.number, coalesce(c.provision, '') AS provision, coalesce(c.quote_exact, '') AS quote_exact,
			coalesce(c.quote_prefix, '') AS quote_prefix, coalesce(c.quote_suffix, '') AS quote_suffix
		FROM comments c
		WHERE c.round = $1 AND c.number > $2 AND c.document = 'act' AND NOT EXISTS (SELECT 1 FROM comment_anchors x WHERE x.comment = c.id AND x.no = $3)
		ORDER BY c.number LIMIT $4`, l.Round, after, l.To, carriedAtOnce)
	if err != nil {
		return 0, 0, fmt.Errorf("read comments: %w", err)
	}
	if len(comments) == 0 {
		return 0, after, nil
	}
	wids := map[string]string{}
	to.Walk(func(n *act.Node, _ int) bool {
		wids[n.ID] = n.WID
		return true
	})
	var ids, states, provisions, own, exacts, methods, doubts []string
	var starts, ends []int64
	var scores []float64
	for _, c := range comments {
		r := chain.Carry(redline.Quote{Provision: c.Provision, Exact: c.Exact, Prefix: c.Prefix, Suffix: c.Suffix})
		ids, states, provisions = append(ids, c.ID), append(states, string(r.State)), append(provisions, r.Provision)
		own, exacts = append(own, wids[r.Provision]), append(exacts, r.Exact)
		starts, ends, scores = append(starts, int64(r.Start)), append(ends, int64(r.End)), append(scores, r.Score)
		methods, doubts = append(methods, string(r.Method)), append(doubts, string(r.Doubt))
	}
	return len(comments), comments[len(comments)-1].Number, s.transact(ctx, func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO comment_anchors (comment, dossier, no, state, provision, wid, exact, starts, ends, score, method, doubt, algorithm)
			SELECT u.comment, d.id, $2, u.state, nullif(u.provision, ''), nullif(u.wid, ''), u.exact, u.starts, u.ends, u.score, u.method, u.doubt, $13
			FROM dossiers d, unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::integer[], $9::integer[], $10::numeric[], $11::text[], $12::text[])
				AS u (comment, state, provision, wid, exact, starts, ends, score, method, doubt)
			WHERE d.ref = $1
			ON CONFLICT (comment, no) DO NOTHING`, ref, l.To, array(ids), array(states), array(provisions), array(own), array(exacts),
			array(starts), array(ends), array(scores), array(methods), array(doubts), anchorAlgorithm)
		if err != nil {
			return fmt.Errorf("write anchors: %w", err)
		}
		return nil
	})
}

// PlacedComment is what became of a comment in a later version of the text.
type PlacedComment struct {
	Comment   string        `db:"comment"`
	No        int           `db:"no"` // of the version
	State     redline.State `db:"state"`
	Found     redline.State `db:"found"` // as it was found out; State is with what a person decided
	Provision string        `db:"provision"`
	Exact     string        `db:"exact"`
	Doubt     redline.Doubt `db:"doubt"`
	Version   int           `db:"version"` // of the decision; 0: there is none
	Confirmed bool          `db:"confirmed"`
	Person    string        `db:"person"` // who decided; insiders only
	Decided   *time.Time    `db:"decided_legal"`

	Since int `db:"-"` // where the text was removed: the first version without it, as far as it was carried without a break
}

func (p PlacedComment) removed() bool {
	return p.State == redline.TextRemoved || p.State == redline.ProvisionRemoved
}

const placedColumns = `
	SELECT p.comment, p.no, p.state, p.found, coalesce(p.provision, '') AS provision, p.exact, p.doubt, p.version, coalesce(p.confirmed, false) AS confirmed, p.decided_legal,
		CASE WHEN $1 THEN coalesce(w.name, '') ELSE '' END AS person`

// placedSeen is the comments that a viewer hears of with their places in versions on whose text they see; $1 says whether they are an
// insider.
const placedSeen = `
	FROM placed_comments p JOIN comments c ON c.id = p.comment JOIN rounds r ON r.id = c.round AND (r.show_comments OR r.status = 'closed' OR $1)
	JOIN package_documents t ON t.dossier = p.dossier AND t.no = p.no AND t.kind = 'act' AND (t.visibility = 'public' OR $1)
	LEFT JOIN persons w ON w.id = p.decided_by `

// Placed returns what became of comments of one dossier in the newest version that the viewer sees, by their ids; those that were carried
// to none are missing.
func (s *Store) Placed(ctx context.Context, viewer string, ref dossier.Ref, comments []string) (map[string]PlacedComment, error) {
	out := map[string]PlacedComment{}
	if len(comments) == 0 {
		return out, nil
	}
	insider, err := s.insider(ctx, viewer, byRef, string(ref))
	if err != nil {
		return nil, err
	}
	var rows []PlacedComment
	err = s.reads.SelectContext(ctx, &rows, placedColumns+placedSeen+`
		WHERE p.comment = ANY($2::uuid[]) AND p.dossier = (SELECT id FROM dossiers WHERE ref = $3) ORDER BY p.comment, p.no`, insider, array(comments), ref)
	if err != nil {
		return nil, fmt.Errorf("read where comments stand: %w", err)
	}
	for _, r := range rows {
		if r.removed() {
			r.Since = r.No
			if before := out[r.Comment]; before.removed() {
				r.Since = before.Since
			}
		}
		out[r.Comment] = r
	}
	return out, nil
}

// CarryReport counts what became of comments in a version.
type CarryReport struct {
	No       int // of the version; 0: no comment was carried
	Kept     int `db:"kept"` // in the same provision, some with other words
	Moved    int `db:"moved"`
	Removed  int `db:"removed"`
	Waiting  int `db:"waiting"` // for a person
	Orphaned int `db:"orphaned"`
	Pending  int `db:"pending"` // not carried yet
}

// CarryReport counts what became, in a version, of the comments on the versions before it, of those that the viewer hears of; with a round
// of those of that round. With no 0 the version is the newest that the viewer sees.
func (s *Store) CarryReport(ctx context.Context, viewer string, ref dossier.Ref, no int, round string) (CarryReport, error) {
	all, err := s.Packages(ctx, viewer, ref)
	if err != nil {
		return CarryReport{}, err
	}
	all = slices.DeleteFunc(all, func(p PackageView) bool { return p.ActHash == "" || no != 0 && p.No != no })
	if len(all) == 0 {
		return CarryReport{}, nil
	}
	insider, err := s.insider(ctx, viewer, byRef, string(ref))
	if err != nil {
		return CarryReport{}, err
	}
	n := CarryReport{}
	no = all[len(all)-1].No
	err = s.reads.GetContext(ctx, &n, `
		WITH r AS (
			SELECT r.id FROM rounds r JOIN acts o ON o.dossier = r.dossier AND o.no = r.package_no
			WHERE r.dossier = (SELECT id FROM dossiers WHERE ref = $2) AND r.package_no < $3 AND ($4 = '' OR r.id::text = $4) AND (r.show_comments OR r.status = 'closed' OR $1)),
		found AS (SELECT t.state, t.comments FROM anchor_totals t JOIN r ON r.id = t.round WHERE t.no = $3),
		decided AS (SELECT count(*) FILTER (WHERE p.confirmed) AS yes, count(*) FILTER (WHERE NOT p.confirmed) AS no
			FROM placed_comments p JOIN comments c ON c.id = p.comment JOIN r ON r.id = c.round
			WHERE p.dossier = (SELECT id FROM dossiers WHERE ref = $2) AND p.no = $3 AND p.found = 'candidate' AND p.version > 0)
		SELECT coalesce(sum(comments) FILTER (WHERE state IN ('kept', 'edited')), 0) AS kept,
			coalesce(sum(comments) FILTER (WHERE state = 'moved'), 0) + decided.yes AS moved,
			coalesce(sum(comments) FILTER (WHERE state IN ('text_removed', 'provision_removed')), 0) + decided.no AS removed,
			coalesce(sum(comments) FILTER (WHERE state = 'candidate'), 0) - decided.yes - decided.no AS waiting,
			coalesce(sum(comments) FILTER (WHERE state = 'orphaned'), 0) AS orphaned,
			(SELECT coalesce(sum(c.comments), 0) FROM comment_totals c JOIN r ON r.id = c.round WHERE c.document = 'act') - coalesce(sum(comments), 0) AS pending
		FROM decided LEFT JOIN found ON true GROUP BY decided.yes, decided.no`, insider, ref, no, round)
	if err != nil {
		return CarryReport{}, fmt.Errorf("count where comments stand: %w", err)
	}
	if n != (CarryReport{}) {
		n.No = no
	}
	return n, nil
}

// LikelyPlace is a comment with a place that only a person can confirm.
type LikelyPlace struct {
	PlacedComment
	Number  int    `db:"number"`
	RoundNo int    `db:"round_no"`
	FromNo  int    `db:"from_no"` // the version it was made on
	At      string `db:"at"`      // provision there
	Quote   string `db:"quote"`
	Body    string `db:"body"`
}

// LikelyPlaces lists the comments that wait for a person in the version, and then those that somebody decided on; refused as Powers is for
// who may not answer comments.
func (s *Store) LikelyPlaces(ctx context.Context, viewer string, ref dossier.Ref, no int, p Page) ([]LikelyPlace, string, error) {
	powers, err := s.Powers(ctx, viewer, ref)
	if err != nil {
		return nil, "", err
	}
	err = powers.May(dossier.AnswerComm)
	if err != nil {
		return nil, "", err
	}
	limit, err := p.limit()
	if err != nil {
		return nil, "", err
	}
	after, err := p.place()
	if err != nil {
		return nil, "", err
	}
	rows := []LikelyPlace{}
	err = s.reads.SelectContext(ctx, &rows, placedColumns+`, c.number, r.no AS round_no, r.package_no AS from_no, coalesce(c.provision, '') AS at,
			coalesce(c.quote_exact, '') AS quote, c.body`+placedSeen+`
		WHERE p.dossier = (SELECT id FROM dossiers WHERE ref = $2) AND p.no = $3 AND p.found = 'candidate'
		AND ($4 = '' OR (p.version > 0, r.no, c.number) > (SELECT q.version > 0, rr.no, cc.number FROM placed_comments q JOIN comments cc ON cc.id = q.comment
			JOIN rounds rr ON rr.id = cc.round WHERE q.comment::text = $4 AND q.no = $3))
		ORDER BY p.version > 0, r.no, c.number LIMIT $5`, true, ref, no, after.ID, limit+1)
	if err != nil {
		return nil, "", fmt.Errorf("list likely places: %w", err)
	}
	if len(rows) <= limit {
		return rows, "", nil
	}
	return rows[:limit], cursor{Key: byID, ID: rows[limit-1].Comment}.String(), nil
}
