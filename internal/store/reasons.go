package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
)

// ReasonsView says why one version of a text is not what another was: what was
// given as the reason of each version on the way, whether or not the viewer sees
// that version as well, and the comments that led to changes.
type ReasonsView struct {
	Versions []VersionReason
	// Articles are by the id of the article in the later version (act.ArticleOf);
	// under the empty one stand changes of what is not in it any more.
	Articles map[string]Causes
}

// VersionReason is why a version came.
type VersionReason struct {
	No         int                  `db:"no"`
	Reason     dossier.ChangeReason `db:"reason"`
	Note       string               `db:"note"` // insiders only
	CreatedAt  time.Time            `db:"created_at"`
	Conclusion *ConclusionView      // the last one before it, where that is the reason
	Opinions   []OpinionView        // those of the last stage of opinions before it, where they are
	// Changed are the identities (act.Node.WID) of the provisions that it changed,
	// brought or took out.
	Changed map[string]bool
}

// Causes are the comments whose answers say that they led to a change.
type Causes struct {
	Total    int
	Comments []Cause // by order of receipt, ten at most
}

// Cause is a comment that led to a change, with its answer; At is the changed
// provision as the later version names it.
type Cause struct {
	CommentView
	At string
}

const maxCauses = 10

// Reasons returns why version `to` is not what version `from` was, for a redline
// of both; refused not_found when the viewer does not see both texts. A change
// is found in the later text by the identity of its provision, whatever number
// that has by now.
func (s *Store) Reasons(ctx context.Context, viewer string, ref dossier.Ref, from, to int) (ReasonsView, error) {
	insider, err := s.insider(ctx, viewer, byRef, string(ref))
	if err != nil {
		return ReasonsView{}, err
	}
	packages, err := s.Packages(ctx, viewer, ref)
	if err != nil {
		return ReasonsView{}, err
	}
	for _, no := range []int{from, to} {
		if !slices.ContainsFunc(packages, func(p PackageView) bool { return p.No == no && p.ActHash != "" }) {
			return ReasonsView{}, dossier.Refuse(dossier.CodeNotFound)
		}
	}
	var v ReasonsView
	err = s.reads.SelectContext(ctx, &v.Versions, `
		SELECT p.no, p.reason, CASE WHEN $4 THEN p.note ELSE '' END AS note, p.created_at
		FROM packages p JOIN dossiers d ON d.id = p.dossier WHERE d.ref = $1 AND p.no > $2 AND p.no <= $3 ORDER BY p.no`, ref, from, to, insider)
	if err != nil {
		return ReasonsView{}, fmt.Errorf("list versions of %s between two: %w", ref, err)
	}
	changed, err := s.changed(ctx, ref, from, to)
	if err != nil {
		return ReasonsView{}, err
	}
	for i := range v.Versions {
		r := &v.Versions[i]
		r.Changed = changed[r.No]
		switch r.Reason {
		case dossier.ByConclusion:
			r.Conclusion, err = s.lastConclusion(ctx, ref, r.CreatedAt)
		case dossier.ByOpinion:
			r.Opinions, err = s.lastOpinions(ctx, ref, r.CreatedAt, insider)
		}
		if err != nil {
			return ReasonsView{}, err
		}
	}
	v.Articles, err = s.causes(ctx, insider, ref, from, to)
	return v, err
}

// changed returns the identities of the provisions that each version behind
// from, up to to, changed, brought or took out, by its number.
func (s *Store) changed(ctx context.Context, ref dossier.Ref, from, to int) (map[int]map[string]bool, error) {
	var rows []struct {
		No     int    `db:"no"`
		Parsed []byte `db:"parsed"`
	}
	err := s.reads.SelectContext(ctx, &rows, `
		SELECT a.no, a.parsed FROM acts a JOIN dossiers d ON d.id = a.dossier WHERE d.ref = $1 AND a.no >= $2 AND a.no <= $3 ORDER BY a.no`, ref, from, to)
	if err != nil {
		return nil, fmt.Errorf("read acts of %s: %w", ref, err)
	}
	out := map[int]map[string]bool{}
	var before *act.Act
	for _, row := range rows {
		text := &act.Act{}
		err = json.Unmarshal(row.Parsed, text)
		if err != nil {
			return nil, fmt.Errorf("read act: %w", err)
		}
		if before != nil && before.Hash != text.Hash {
			r, err := s.Compared(ctx, before, text)
			if err != nil {
				return nil, err
			}
			out[row.No] = identities(r, before, text)
		}
		before = text
	}
	return out, nil
}

// identities returns those of the provisions that a redline changes.
func identities(r *redline.Redline, old, text *act.Act) map[string]bool {
	all := map[string]bool{}
	for _, c := range r.Changes {
		if !c.Material() {
			continue
		}
		for _, id := range c.Old {
			if n := old.Find(id); n != nil {
				all[n.WID] = true
			}
		}
		for _, id := range c.New {
			if n := text.Find(id); n != nil {
				all[n.WID] = true
			}
		}
	}
	return all
}

func (s *Store) lastConclusion(ctx context.Context, ref dossier.Ref, before time.Time) (*ConclusionView, error) {
	var all []ConclusionView
	err := s.reads.SelectContext(ctx, &all, `
		SELECT c.stage_no, b.code AS body_code, b.name_sr AS body_sr, b.name_en AS body_en, c.outcome, c.number, c.date::text AS date, c.document, c.sha256, coalesce(c.size, 0) AS size
		FROM conclusions c JOIN bodies b ON b.id = c.body JOIN dossiers d ON d.id = c.dossier
		WHERE d.ref = $1 AND c.recorded_at <= $2 ORDER BY c.recorded_at DESC LIMIT 1`, ref, before)
	if err != nil {
		return nil, fmt.Errorf("read conclusion before a version of %s: %w", ref, err)
	}
	if len(all) == 0 {
		return nil, nil
	}
	return &all[0], nil
}

func (s *Store) lastOpinions(ctx context.Context, ref dossier.Ref, before time.Time, insider bool) ([]OpinionView, error) {
	var all []OpinionView
	err := s.reads.SelectContext(ctx, &all, `
		SELECT DISTINCT ON (b.code) o.stage_no, b.code AS body_code, b.name_sr AS body_sr, b.name_en AS body_en, q.mandatory, false AS silent, o.opinion,
			CASE WHEN $3 THEN o.text ELSE '' END AS text, o.package, false AS current, o.given_at
		FROM opinions o JOIN dossiers d ON d.id = o.dossier JOIN bodies b ON b.id = o.body
		JOIN opinion_requests q ON q.dossier = o.dossier AND q.stage_no = o.stage_no AND q.body = o.body
		WHERE d.ref = $1 AND o.given_at <= $2
		AND o.stage_no = (SELECT max(l.stage_no) FROM opinions l WHERE l.dossier = o.dossier AND l.given_at <= $2)
		ORDER BY b.code, o.given_at DESC`, ref, before, insider)
	if err != nil {
		return nil, fmt.Errorf("read opinions before a version of %s: %w", ref, err)
	}
	return all, nil
}

// causes finds the answers that name a change in the versions behind from, up
// to to.
func (s *Store) causes(ctx context.Context, insider bool, ref dossier.Ref, from, to int) (map[string]Causes, error) {
	var rows []struct {
		ID string `db:"id"`
		At string `db:"at"`
	}
	err := s.reads.SelectContext(ctx, &rows, `
		SELECT c.id, coalesce(t.id, '') AS at`+heard+`
		LEFT JOIN provisions p ON p.dossier = r.dossier AND p.no = a.change_no AND p.id = a.change_provision
		LEFT JOIN provisions t ON t.dossier = r.dossier AND t.no = $4 AND t.wid = p.wid
		WHERE r.dossier = (SELECT id FROM dossiers WHERE ref = $2) AND a.change_no > $3 AND a.change_no <= $4
		ORDER BY r.no, c.number`, insider, ref, from, to)
	if err != nil {
		return nil, fmt.Errorf("find reasons of changes to %s: %w", ref, err)
	}
	articles := map[string]Causes{}
	var shown []string
	for _, row := range rows {
		article := act.ArticleOf(row.At)
		c := articles[article]
		c.Total++
		if len(c.Comments) < maxCauses {
			c.Comments = append(c.Comments, Cause{CommentView: CommentView{ID: row.ID}, At: row.At})
			shown = append(shown, row.ID)
		}
		articles[article] = c
	}
	var comments []CommentView
	err = s.reads.SelectContext(ctx, &comments, commentView+`WHERE c.id = ANY($2::uuid[])`, insider, array(shown))
	if err != nil {
		return nil, fmt.Errorf("read reasons of changes to %s: %w", ref, err)
	}
	byID := map[string]CommentView{}
	for _, c := range comments {
		byID[c.ID] = c
	}
	for _, c := range articles {
		for i := range c.Comments {
			c.Comments[i].CommentView = byID[c.Comments[i].ID]
		}
	}
	return articles, nil
}

// ChangedArticle is an article of the later of two versions that is not what it
// was.
type ChangedArticle struct {
	ID      string // in the later version
	Label   string
	Heading string
	Added   bool
	Edited  bool // words differ; else only its place, its number or how it is written
}

// ChangedArticles lists the articles of version `to` that are not what they were
// in version `from`, in the order of the redline: what an answer may name as the
// change that it led to. Refused not_found when the viewer does not see both.
func (s *Store) ChangedArticles(ctx context.Context, viewer string, ref dossier.Ref, from, to int) ([]ChangedArticle, error) {
	r, err := s.Redline(ctx, viewer, ref, from, to)
	if err != nil {
		return nil, err
	}
	_, text, err := s.Package(ctx, viewer, ref, to)
	if err != nil {
		return nil, err
	}
	out := []ChangedArticle{}
	for _, c := range r.Changes {
		if c.Level != redline.LevelArticle {
			continue
		}
		for _, id := range c.New {
			n := text.Find(id)
			out = append(out, ChangedArticle{ID: id, Label: n.Label, Heading: n.Heading, Added: c.Added(), Edited: c.Edited || c.Split() || c.Merged()})
		}
	}
	return out, nil
}
