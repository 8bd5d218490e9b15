package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

const (
	// reportPart is how many comments stand in one part of a report.
	reportPart = 100
	// reportRest is what comes after the comments of a report.
	reportRest = "]}"
)

// parts returns the report in parts, and the hash of all of it: first what comes before
// the comments, which are its last member, then these, and last what comes after them.
func (r Report) parts() ([]string, string, error) {
	lines := r.Comments
	r.Comments = []ReportLine{}
	front, err := json.Marshal(r)
	if err != nil {
		return nil, "", err
	}
	parts := []string{strings.TrimSuffix(string(front), reportRest)}
	for from := 0; from < len(lines); from += reportPart {
		some, err := json.Marshal(lines[from:min(from+reportPart, len(lines))])
		if err != nil {
			return nil, "", err
		}
		part := string(some[1 : len(some)-1])
		if from > 0 {
			part = "," + part
		}
		parts = append(parts, part)
	}
	parts = append(parts, reportRest)
	sum := sha256.New()
	for _, p := range parts {
		_, _ = io.WriteString(sum, p) // a hash takes everything
	}
	return parts, "sha256:" + hex.EncodeToString(sum.Sum(nil)), nil
}

// PublishedReport is a report as it was published: the one on everything, where there
// is one. It does not change.
type PublishedReport struct {
	Hash  string
	Parts int // how many there are, other than the first and the last

	store       *Store
	round       string
	provisional bool
}

// ReportOf returns the report on a round. Refused not_found when there is none or the
// dossier is unseen.
func (s *Store) ReportOf(ctx context.Context, viewer, round string) (PublishedReport, error) {
	var r struct {
		Hash        string `db:"hash"`
		Provisional bool   `db:"provisional"`
		Last        int    `db:"last"`
	}
	err := s.reads.GetContext(ctx, &r, `
		SELECT p.hash, p.provisional, coalesce((SELECT max(no) FROM report_parts t WHERE t.round = p.round AND t.provisional = p.provisional), 1) AS last
		FROM `+allReports+` p JOIN rounds r ON r.id = p.round JOIN dossiers d ON d.id = r.dossier
		WHERE r.id = $1 AND sees(nullif($2, '')::uuid, d)
		ORDER BY p.provisional LIMIT 1`, round, viewer)
	if err != nil {
		return PublishedReport{}, fmt.Errorf("read report: %w", orNotFound(err))
	}
	return PublishedReport{Hash: r.Hash, Parts: r.Last - 1, store: s, round: round, provisional: r.Provisional}, nil
}

// part returns parts of the report, from one to the one before to, as they follow each other.
func (p PublishedReport) part(ctx context.Context, from, to int) (string, error) {
	var content string
	err := p.store.reads.GetContext(ctx, &content, `
		SELECT coalesce(string_agg(content, '' ORDER BY no), '') FROM report_parts WHERE round = $1 AND provisional = $2 AND no >= $3 AND no < $4`,
		p.round, p.provisional, from, to)
	if err != nil {
		return "", fmt.Errorf("read report: %w", err)
	}
	return content, nil
}

// Figures returns the report without its comments.
func (p PublishedReport) Figures(ctx context.Context) (Report, error) {
	front, err := p.part(ctx, 0, 1)
	if err != nil {
		return Report{}, err
	}
	var r Report
	err = json.Unmarshal([]byte(front+reportRest), &r)
	if err != nil {
		return Report{}, fmt.Errorf("read report: %w", err)
	}
	return r, nil
}

// Lines returns what the report says of some of its comments, in their order: of most
// of them at most, without the first so many.
func (p PublishedReport) Lines(ctx context.Context, without, most int) ([]ReportLine, error) {
	first := without / reportPart
	content, err := p.part(ctx, 1+first, 1+min((without+most+reportPart-1)/reportPart, p.Parts))
	if err != nil {
		return nil, err
	}
	var lines []ReportLine
	err = json.Unmarshal([]byte("["+strings.TrimPrefix(content, ",")+"]"), &lines)
	if err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	skip := min(without-first*reportPart, len(lines))
	return lines[skip:min(skip+most, len(lines))], nil
}

// Numbers returns the numbers of comments by their ids, in their order.
func (p PublishedReport) Numbers(ctx context.Context, comments []string) ([]int, error) {
	var numbers []int
	err := p.store.reads.SelectContext(ctx, &numbers, `SELECT number FROM comments WHERE round = $1 AND id = ANY($2::uuid[]) ORDER BY number`, p.round, array(comments))
	if err != nil {
		return nil, fmt.Errorf("read numbers of comments: %w", err)
	}
	return numbers, nil
}

// Open returns a reader of the report, byte for byte, which holds one part of it at a time.
func (p PublishedReport) Open(ctx context.Context) io.Reader {
	return &reportReader{ctx: ctx, report: p}
}

type reportReader struct {
	ctx    context.Context
	report PublishedReport
	next   int
	rest   string
}

// Read implements [io.Reader].
func (r *reportReader) Read(b []byte) (int, error) {
	for r.rest == "" {
		if r.next > r.report.Parts+1 {
			return 0, io.EOF
		}
		var err error
		r.rest, err = r.report.part(r.ctx, r.next, r.next+1)
		if err != nil {
			return 0, err
		}
		r.next++
	}
	n := copy(b, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// allReports are the reports on rounds, those on everything with provisional false.
const allReports = `(SELECT round, hash, published_at, false AS provisional FROM reports
	UNION ALL SELECT round, hash, published_at, true FROM provisional_reports)`
