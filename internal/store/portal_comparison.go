package store

import (
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
	Differ      int // comments in which they differ
	Unexplained int // of these
}

// PortalState compares the newest file of the portal with what was taken in of it
// into a round: how many they are, and, by the hash of each, what they say. The
// caller has seen to it that the round may be read.
func (s *Store) PortalState(ctx context.Context, round string) (PortalState, error) {
	return portalState(ctx, s.reads, round)
}

// comparedPortal has a row for each comment that stands in file $2 of the portal or
// was taken in into round $1, with how they compare (empty: they are the same) and
// who explained that. $3 and $4 are the ids of those that were corrected here, and
// the hashes of what they say since.
const comparedPortal = `
	WITH compared AS (
		SELECT coalesce(w.portal_id, k.portal_id) AS portal_id, w.line, w.hash, coalesce(w.faults, '[]') AS faults, k.submission,
			CASE WHEN w.hash IS NULL THEN 'gone' WHEN k.hash IS NULL THEN 'missing' WHEN w.hash <> coalesce(u.hash, k.hash) THEN 'changed' ELSE '' END AS difference
		FROM (SELECT * FROM portal_rows WHERE file = $2) w FULL JOIN (SELECT * FROM portal_comments WHERE round = $1) k ON k.portal_id = w.portal_id
		LEFT JOIN unnest($3::text[], $4::bytea[]) AS u (portal_id, hash) ON u.portal_id = k.portal_id),
	told AS (
		SELECT DISTINCT ON (portal_id, difference, hash) portal_id, difference, hash, words, explained_by, explained_at
		FROM portal_explanations WHERE round = $1 ORDER BY portal_id, difference, hash, explained_at DESC),
	paired AS (
		SELECT c.*, t.words, t.explained_by, t.explained_at
		FROM compared c LEFT JOIN told t ON t.portal_id = c.portal_id AND t.difference = c.difference AND t.hash IS NOT DISTINCT FROM c.hash)`

func portalState(ctx context.Context, q sqlx.QueryerContext, round string) (PortalState, error) {
	var st PortalState
	var err error
	st.File, err = lastPortalFile(ctx, q, round)
	if err != nil || st.File == nil {
		return st, err
	}
	ids, hashes, err := correctedOfPortal(ctx, q, round)
	if err != nil {
		return st, err
	}
	var n struct {
		InFile      int `db:"in_file"`
		Taken       int `db:"taken"`
		Equal       int `db:"equal"`
		Wrong       int `db:"wrong"`
		Ready       int `db:"ready"`
		Differ      int `db:"differ"`
		Unexplained int `db:"unexplained"`
	}
	err = sqlx.GetContext(ctx, q, &n, comparedPortal+`
		SELECT count(hash) AS in_file, count(submission) AS taken, count(*) FILTER (WHERE difference = '') AS equal,
			count(*) FILTER (WHERE difference = 'missing' AND faults <> '[]') AS wrong, count(*) FILTER (WHERE difference = 'missing' AND faults = '[]') AS ready,
			count(*) FILTER (WHERE difference <> '') AS differ, count(*) FILTER (WHERE difference <> '' AND words IS NULL) AS unexplained
		FROM paired`, round, st.File.ID, array(ids), array(hashes))
	if err != nil {
		return st, fmt.Errorf("compare with the portal: %w", err)
	}
	st.InFile, st.Taken, st.Equal, st.Wrong, st.Ready, st.Differ, st.Unexplained = n.InFile, n.Taken, n.Equal, n.Wrong, n.Ready, n.Differ, n.Unexplained
	return st, nil
}

// correctedOfPortal returns the ids of the comments of the portal that were corrected
// here since they were taken in, and the hashes of what they say now. The others say
// what they did.
func correctedOfPortal(ctx context.Context, q sqlx.QueryerContext, round string) ([]string, [][]byte, error) {
	ids, hashes := []string{}, [][]byte{}
	var rows []struct {
		ID     string `db:"portal_id"`
		SentOn string `db:"sent_on"`
		Author string `db:"author_kind"`
		Who    string `db:"who"`
		Doc    string `db:"document"`
		Place  string `db:"provision"`
		Kind   string `db:"kind"`
		Body   string `db:"body"`
		Wanted string `db:"proposed_text"`
		Salt   []byte `db:"salt"`
	}
	err := sqlx.SelectContext(ctx, q, &rows, `
		SELECT k.portal_id, s.sent_on::text AS sent_on, s.author_kind, coalesce(o.register_no, s.author_name) AS who, c.document, coalesce(c.provision, '') AS provision,
			c.kind, c.body, coalesce(c.proposed_text, '') AS proposed_text, z.salt
		FROM portal_comments k JOIN portal_salts z ON z.round = k.round AND z.portal_id = k.portal_id JOIN submissions s ON s.id = k.submission LEFT JOIN organisations o ON o.id = s.organisation JOIN comments c ON c.submission = s.id AND c.no = 1
		WHERE k.round = $1 AND EXISTS (SELECT 1 FROM revisions r WHERE r.submission = s.id) AND c.withdrawn_at IS NULL AND c.body <> ''
		ORDER BY k.portal_id`, round)
	if err != nil {
		return nil, nil, fmt.Errorf("read corrected comments of the portal: %w", err)
	}
	for _, r := range rows {
		ids, hashes = append(ids, r.ID), append(hashes, salted(r.Salt, portalHash(r.SentOn, r.Author, r.Who, r.Doc, r.Place, r.Kind, r.Body, r.Wanted)))
	}
	return ids, hashes, nil
}

// PortalDifferences returns differences by the order of the file, those that are gone
// behind it, from the one behind a given one on; nil: from the first. Who explained
// what is told with it. The caller has seen to it that the round may be read.
func (s *Store) PortalDifferences(ctx context.Context, round string, behind *PortalDiffers, most int) ([]PortalDiffers, error) {
	return portalDifferences(ctx, s.reads, round, behind, nil, most)
}

// portalDifferences is PortalDifferences, of those ids alone where any are given.
func portalDifferences(ctx context.Context, q sqlx.QueryerContext, round string, behind *PortalDiffers, of []string, most int) ([]PortalDiffers, error) {
	file, err := lastPortalFile(ctx, q, round)
	if err != nil || file == nil {
		return nil, err
	}
	ids, hashes, err := correctedOfPortal(ctx, q, round)
	if err != nil {
		return nil, err
	}
	line, id := -1, ""
	if behind != nil {
		line, id = behind.order(), behind.ID
	}
	var rows []struct {
		ID         string           `db:"portal_id"`
		Difference PortalDifference `db:"difference"`
		Line       int              `db:"line"`
		Number     int              `db:"number"`
		Hash       []byte           `db:"hash"`
		Faults     []byte           `db:"faults"`
		Words      string           `db:"words"`
		By         string           `db:"by"`
		At         *time.Time       `db:"explained_at"`
	}
	err = sqlx.SelectContext(ctx, q, &rows, comparedPortal+`
		SELECT d.portal_id, d.difference, coalesce(d.line, 0) AS line, coalesce(c.number, 0) AS number, d.hash, d.faults, coalesce(d.words, '') AS words,
			coalesce(p.name, '') AS by, d.explained_at
		FROM (SELECT * FROM paired WHERE difference <> '' AND (coalesce(line, $5), portal_id) > ($6, $7) AND (cardinality($8::text[]) = 0 OR portal_id = ANY($8::text[]))
			ORDER BY coalesce(line, $5), portal_id LIMIT $9) d
		LEFT JOIN comments c ON c.submission = d.submission AND c.no = 1 LEFT JOIN persons p ON p.id = d.explained_by
		ORDER BY coalesce(d.line, $5), d.portal_id`, round, file.ID, array(ids), array(hashes), lastLine, line, id, array(append([]string{}, of...)), most)
	if err != nil {
		return nil, fmt.Errorf("read differences with the portal: %w", err)
	}
	all := make([]PortalDiffers, len(rows))
	for i, r := range rows {
		all[i] = PortalDiffers{ID: r.ID, Difference: r.Difference, Line: r.Line, Number: r.Number, Words: r.Words, By: r.By, hash: r.Hash}
		if r.At != nil {
			all[i].At = r.At.UTC()
		}
		all[i].Faults, err = readFaults(r.Faults)
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// lastLine stands behind every line of a file.
const lastLine = 1<<31 - 1

// order is by what a difference is sorted, before its id.
func (d PortalDiffers) order() int {
	if d.Line == 0 {
		return lastLine
	}
	return d.Line
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
		wanted := map[string]bool{}
		for _, id := range ids {
			wanted[id] = true
		}
		differ, err := portalDifferences(ctx, tx, round, nil, ids, len(wanted))
		if err != nil {
			return err
		}
		for _, d := range differ {
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
// It reports whether a file was brought.
func reconciled(ctx context.Context, q sqlx.QueryerContext, round string) (bool, error) {
	st, err := portalState(ctx, q, round)
	switch {
	case err != nil || st.File == nil:
		return false, err
	case st.Unexplained > 0:
		return true, dossier.Refuse(dossier.CodePortalDiffers, "count", fmt.Sprint(st.Unexplained))
	case st.File.Early:
		return true, dossier.Refuse(dossier.CodePortalEarly)
	}
	return true, nil
}
