package store

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// PortalDifference is in what the record and the newest file of the portal differ.
type PortalDifference string

const (
	PortalMissing PortalDifference = "missing" // it stands in the file, and was not taken in
	PortalChanged PortalDifference = "changed" // the file says something else
	PortalGone    PortalDifference = "gone"    // it was taken in, and no longer stands in the file
)

// PortalDiffers is one difference.
type PortalDiffers struct {
	ID         string
	Difference PortalDifference
	Line       int           // of the file; 0: it does not stand there
	Number     int           // in the round; 0: it was not taken in
	Faults     []PortalFault // why it cannot be taken in
	Words      string        // that explain it; empty: nothing does
	By         string        // name of who explained it
	At         time.Time
	hash       []byte
}

// PortalState is how the record and the portal compare.
type PortalState struct {
	File        *PortalFileView // nil: none was brought
	InFile      int             // rows
	Taken       int             // that were taken in, from this or an earlier file
	Equal       int
	Wrong       int // rows that cannot be taken in as they are
	Ready       int // rows that are to be taken in
	Unexplained int
	Differences []PortalDiffers // by the order of the file, those that are gone behind it
}

// PortalState compares the newest file of the portal with what was taken in of it
// into a round: how many they are, and, by the hash of each, what they say. Who
// explained what is told with it. The caller has seen to it that the round may be
// read.
func (s *Store) PortalState(ctx context.Context, round string) (PortalState, error) {
	return comparePortal(ctx, s.reads, round)
}

func comparePortal(ctx context.Context, q sqlx.QueryerContext, round string) (PortalState, error) {
	var st PortalState
	var err error
	st.File, err = lastPortalFile(ctx, q, round)
	if err != nil || st.File == nil {
		return st, err
	}
	var rows []struct {
		ID     string `db:"portal_id"`
		Line   int    `db:"line"`
		Hash   []byte `db:"hash"`
		Faults []byte `db:"faults"`
		Taken  *int   `db:"number"`
		Kept   []byte `db:"kept"`
		Gone   bool   `db:"unread"` // withdrawn or erased
		SentOn string `db:"sent_on"`
		Author string `db:"author_kind"`
		Who    string `db:"who"`
		Doc    string `db:"document"`
		Place  string `db:"provision"`
		Kind   string `db:"kind"`
		Body   string `db:"body"`
		Wanted string `db:"proposed_text"`
	}
	err = sqlx.SelectContext(ctx, q, &rows, `
		SELECT coalesce(w.portal_id, k.portal_id) AS portal_id, coalesce(w.line, 0) AS line, w.hash, coalesce(w.faults, '[]') AS faults, c.number, k.hash AS kept,
			coalesce(c.withdrawn_at IS NOT NULL OR c.body = '', false) AS unread, coalesce(s.sent_on::text, '') AS sent_on, coalesce(s.author_kind, '') AS author_kind,
			coalesce(o.register_no, s.author_name, '') AS who, coalesce(c.document, '') AS document, coalesce(c.provision, '') AS provision, coalesce(c.kind, '') AS kind,
			coalesce(c.body, '') AS body, coalesce(c.proposed_text, '') AS proposed_text
		FROM (SELECT * FROM portal_rows WHERE file = $2) w FULL JOIN (SELECT * FROM portal_comments WHERE round = $1) k ON k.portal_id = w.portal_id
		LEFT JOIN submissions s ON s.id = k.submission LEFT JOIN organisations o ON o.id = s.organisation LEFT JOIN comments c ON c.submission = s.id AND c.no = 1
		ORDER BY w.line NULLS LAST, 1`, round, st.File.ID)
	if err != nil {
		return st, fmt.Errorf("compare with the portal: %w", err)
	}
	said, err := portalExplanations(ctx, q, round)
	if err != nil {
		return st, err
	}
	for _, r := range rows {
		d := PortalDiffers{ID: r.ID, Line: r.Line, hash: r.Hash}
		if r.Hash != nil {
			st.InFile++
		}
		if r.Taken != nil {
			st.Taken++
			d.Number = *r.Taken
		}
		kept := r.Kept
		if r.Taken != nil && !r.Gone {
			kept = portalHash(r.SentOn, r.Author, r.Who, r.Doc, r.Place, r.Kind, r.Body, r.Wanted)
		}
		switch {
		case r.Hash == nil:
			d.Difference = PortalGone
		case r.Taken == nil:
			d.Difference = PortalMissing
			d.Faults, err = readFaults(r.Faults)
			if err != nil {
				return st, err
			}
			if len(d.Faults) > 0 {
				st.Wrong++
			} else {
				st.Ready++
			}
		case !bytes.Equal(kept, r.Hash):
			d.Difference = PortalChanged
		default:
			st.Equal++
			continue
		}
		for _, e := range said[r.ID] { // the last one counts
			if e.Difference == d.Difference && bytes.Equal(e.Hash, r.Hash) {
				d.Words, d.By, d.At = e.Words, e.By, e.At.UTC()
			}
		}
		if d.Words == "" {
			st.Unexplained++
		}
		st.Differences = append(st.Differences, d)
	}
	return st, nil
}

type portalExplanation struct {
	ID         string           `db:"portal_id"`
	Difference PortalDifference `db:"difference"`
	Hash       []byte           `db:"hash"`
	Words      string           `db:"words"`
	By         string           `db:"by"`
	At         time.Time        `db:"explained_at"`
}

func portalExplanations(ctx context.Context, q sqlx.QueryerContext, round string) (map[string][]portalExplanation, error) {
	var rows []portalExplanation
	err := sqlx.SelectContext(ctx, q, &rows, `
		SELECT e.portal_id, e.difference, e.hash, e.words, p.name AS by, e.explained_at FROM portal_explanations e JOIN persons p ON p.id = e.explained_by
		WHERE e.round = $1 ORDER BY e.explained_at`, round)
	if err != nil {
		return nil, fmt.Errorf("read explanations: %w", err)
	}
	said := map[string][]portalExplanation{}
	for _, r := range rows {
		said[r.ID] = append(said[r.ID], r)
	}
	return said, nil
}

// maxExplanation is the longest explanation, in letters.
const maxExplanation = 2000

// ExplainPortal explains differences in words, which are published: those with the
// ids, as they are now. What differs later in another way is explained anew.
// Refused closing_final, invalid for words or ids, or as who answers comments is.
func (s *Store) ExplainPortal(ctx context.Context, person, round string, ids []string, words string) error {
	words = strings.TrimSpace(words)
	var fields []dossier.Field
	switch n := utf8.RuneCountInString(words); {
	case n == 0:
		fields = append(fields, dossier.Field{Name: "words", Code: dossier.CodeReasonsRequired})
	case n > maxExplanation:
		fields = append(fields, dossier.Field{Name: "words", Code: dossier.CodeTextTooLong, Params: map[string]string{"limit": fmt.Sprint(maxExplanation)}})
	}
	if len(ids) == 0 {
		fields = append(fields, dossier.Field{Name: "ids", Code: dossier.CodePortalChoose})
	}
	if fields != nil {
		return &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		err := enteringPortal(ctx, tx, person, round)
		if err != nil {
			return err
		}
		st, err := comparePortal(ctx, tx, round)
		if err != nil {
			return err
		}
		wanted := map[string]bool{}
		for _, id := range ids {
			wanted[id] = true
		}
		for _, d := range st.Differences {
			if !wanted[d.ID] {
				continue
			}
			delete(wanted, d.ID)
			_, err = tx.ExecContext(ctx, `INSERT INTO portal_explanations (round, portal_id, difference, hash, words, explained_by) VALUES ($1, $2, $3, $4, $5, $6)`,
				round, d.ID, string(d.Difference), d.hash, words, person)
			if err != nil {
				return fmt.Errorf("write explanation: %w", err)
			}
		}
		if len(wanted) > 0 {
			return &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: "ids", Code: dossier.CodePortalChoose}}}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("explain difference: %w", err)
	}
	return nil
}

// reconciled refuses a declaration that all is in while the portal says otherwise:
// portal_differs, or portal_file_early where its newest file is of before the end.
func reconciled(ctx context.Context, q sqlx.QueryerContext, round string) error {
	st, err := comparePortal(ctx, q, round)
	switch {
	case err != nil || st.File == nil:
		return err
	case st.Unexplained > 0:
		return dossier.Refuse(dossier.CodePortalDiffers, "count", fmt.Sprint(st.Unexplained))
	case st.File.Early:
		return dossier.Refuse(dossier.CodePortalEarly)
	}
	return nil
}
