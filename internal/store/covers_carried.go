package store

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// coverOf is a redaction of a submission that is corrected: what it covers, or is to
// cover, in whatever its comments said.
type coverOf struct {
	id     string
	ground dossier.RedactionGround
	mark   string
	laid   bool // it covers; else it waits for the second officer
	name   bool
	words  []string
	files  []string // their hashes, "sha256:…"
}

// readCovers returns the redactions of the submission that cover or are to cover
// something.
func (r *revision) readCovers(ctx context.Context) ([]coverOf, error) {
	var rows []struct {
		ID     string                  `db:"id"`
		Ground dossier.RedactionGround `db:"ground"`
		Mark   string                  `db:"mark"`
		Laid   bool                    `db:"laid"`
		Part   dossier.RedactionPart   `db:"part"`
		Words  string                  `db:"words"`
		Hash   []byte                  `db:"sha256"`
	}
	err := r.tx.SelectContext(ctx, &rows, `
		SELECT DISTINCT r.id, r.ground, r.mark, r.state <> 'asked' AS laid, p.part, f.sha256, coalesce(substr(CASE p.part
				WHEN 'body' THEN CASE WHEN c.version = p.version THEN coalesce(z.body, c.body) ELSE coalesce(x.body, e.body) END
				WHEN 'proposed_text' THEN CASE WHEN c.version = p.version THEN coalesce(z.proposed_text, c.proposed_text) ELSE coalesce(x.proposed_text, e.proposed_text) END
				WHEN 'quote' THEN CASE WHEN c.version = p.version THEN coalesce(z.quote_exact, c.quote_exact) ELSE coalesce(x.quote_exact, e.quote_exact) END
			END, p.starts + 1, p.ends - p.starts), '') AS words
		FROM redactions r JOIN redaction_spans p ON p.redaction = r.id JOIN comments c ON c.id = p.comment LEFT JOIN sealed_comments z ON z.comment = c.id
		LEFT JOIN earlier_comments e ON e.comment = c.id AND e.version = p.version LEFT JOIN sealed_earlier x ON x.comment = e.comment AND x.revision = e.revision
		LEFT JOIN attachments f ON f.id = p.attachment
		WHERE r.submission = $1 AND r.state IN ('asked', 'laid', 'lifting') ORDER BY r.id, p.part, words`, r.submission)
	if err != nil {
		return nil, fmt.Errorf("read redactions: %w", err)
	}
	var all []coverOf
	for _, row := range rows {
		if len(all) == 0 || all[len(all)-1].id != row.ID {
			all = append(all, coverOf{id: row.ID, ground: row.Ground, mark: row.Mark, laid: row.Laid})
		}
		c := &all[len(all)-1]
		switch {
		case row.Part == dossier.WholeName:
			c.name = true
		case row.Hash != nil:
			c.files = append(c.files, "sha256:"+hex.EncodeToString(row.Hash))
		case row.Words != "" && !slices.Contains(c.words, row.Words):
			c.words = append(c.words, row.Words)
		}
	}
	return all, nil
}

// spansIn returns where the redaction covers something in what a comment is to say:
// every place where words stand that it covered, in whichever part, and every file
// with the bytes of one that it covered.
func (c coverOf) spansIn(n dossier.NewComment, hashes map[string]string) spans {
	var found spans
	add := func(part dossier.RedactionPart, places [][2]int) {
		for _, at := range places {
			starts, ends := int64(at[0]), int64(at[1])
			found.add(part, &starts, &ends, nil)
		}
	}
	for _, words := range c.words {
		add(dossier.InBody, placesOf(n.Body, words))
		add(dossier.InProposed, placesOf(n.ProposedText, words))
		if n.Quote == nil {
			continue
		}
		places := placesOf(n.Quote.Exact, words)
		if places == nil && placesOf(n.Quote.Prefix+n.Quote.Exact+n.Quote.Suffix, words) != nil || placesOf(n.Quote.Prefix, words) != nil || placesOf(n.Quote.Suffix, words) != nil {
			places = [][2]int{{0, len([]rune(n.Quote.Exact))}} // with the quote goes what stands around it
		}
		add(dossier.InQuote, places)
	}
	for _, id := range n.Attachments {
		if slices.Contains(c.files, hashes[id]) {
			found.add(dossier.WholeFile, nil, nil, &id)
		}
	}
	return found
}

// carried are the covers that are to lie on what comments say once they are
// corrected, one entry for each of the comments.
type carried [][]carriedCover

type carriedCover struct {
	coverOf
	spans spans
}

// carry finds where covers are to lie on what the comments are to say. Refused
// comment_redacted where that would be in more places of a comment than can be.
func (r *revision) carry(covers []coverOf, texts []dossier.NewComment) (carried, error) {
	all := make(carried, len(texts))
	for i, n := range texts {
		places := 0
		for _, c := range covers {
			found := c.spansIn(n, r.files.hashes)
			if len(found.parts) == 0 {
				continue
			}
			all[i] = append(all[i], carriedCover{c, found})
			places += len(found.parts)
		}
		if places > maxSpans {
			return nil, dossier.Refuse(dossier.CodeRedacted)
		}
	}
	return all, nil
}

// cover lays the covers on what the comments say now, and returns the leaves that say
// so: nobody reads in between what officers had covered.
func (r *revision) cover(ctx context.Context, all carried) ([]ledger.Leaf, error) {
	var leaves []ledger.Leaf
	for i, covers := range all {
		c, lies := r.comments[i], false
		for _, cover := range covers {
			err := cover.spans.write(ctx, r.tx.tx, cover.id, c.ID, r.no)
			if err != nil {
				return nil, err
			}
			if cover.laid {
				leaf := r.leaf(ledger.Redacted, c.No)
				leaf.Hash = ledger.HashOf([]byte(cover.ground))
				leaves, lies = append(leaves, leaf), true
			}
		}
		if !lies {
			continue
		}
		_, err := r.tx.ExecContext(ctx, `SELECT lay_covers($1, $2)`, c.ID, r.submission)
		if err != nil {
			return nil, fmt.Errorf("carry covers: %w", err)
		}
		err = findAgain(ctx, r.tx.tx, c.ID)
		if err != nil {
			return nil, err
		}
	}
	return leaves, nil
}

// unmarked puts into a correction what of a covered comment came back as it is read:
// that stays as it was sent. It returns what is wrong where a mark stands in what did
// not.
func (c standing) unmarked(i int, n CorrectedComment, covers []coverOf) (CorrectedComment, []dossier.Field) {
	if !c.Covered {
		return n, nil
	}
	var fields []dossier.Field
	part := func(name dossier.RedactionPart, sent, read, original string) string {
		if unbroken(sent) == unbroken(read) {
			return original
		}
		for _, cover := range covers {
			if cover.laid && strings.Contains(sent, cover.mark) {
				fields = append(fields, dossier.Field{Name: fmt.Sprintf("comments[%d].%s", i, name), Code: dossier.CodeMarkInText, Params: map[string]string{"mark": cover.mark}})
				break
			}
		}
		return sent
	}
	n.Body = part(dossier.InBody, n.Body, c.ReadBody, c.Body)
	n.ProposedText = part(dossier.InProposed, n.ProposedText, c.ReadProposed, c.Proposed)
	if n.Quote == nil {
		return n, fields
	}
	if c.Exact != nil && part(dossier.InQuote, n.Quote.Exact, c.ReadExact, *c.Exact) != n.Quote.Exact {
		n.Quote = c.comment().Quote
	}
	return n, fields
}

// unbroken returns a text as a form gives it back.
func unbroken(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }
