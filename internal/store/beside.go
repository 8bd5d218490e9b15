package store

import (
	"context"
	"fmt"

	"github.com/rasprava/rasprava/internal/dossier"
)

// CommentCounts is how many comments the rounds over one version took in, as
// far as the viewer hears of them: by document, and on the act by article. Under
// the empty article stand those on the whole act.
type CommentCounts struct {
	Documents map[dossier.DocumentKind]int
	Articles  map[string]int
}

// over is the condition of a comment on one version, under its dossier's
// reference and its number.
const over = ` WHERE r.dossier = (SELECT id FROM dossiers WHERE ref = $2) AND r.package_no = $3 AND (r.show_comments OR r.status = 'closed' OR $1) `

// CommentCounts counts the comments on a version; refused not_found when the
// viewer does not see the dossier.
func (s *Store) CommentCounts(ctx context.Context, viewer string, ref dossier.Ref, packageNo int) (CommentCounts, error) {
	insider, err := s.insider(ctx, viewer, byRef, string(ref))
	if err != nil {
		return CommentCounts{}, err
	}
	var rows []struct {
		Document dossier.DocumentKind `db:"document"`
		Article  string               `db:"article"`
		Count    int                  `db:"count"`
	}
	err = s.reads.SelectContext(ctx, &rows, `
		SELECT c.document, c.article, sum(c.comments) AS count FROM comment_totals c JOIN rounds r ON r.id = c.round`+over+`GROUP BY c.document, c.article`,
		insider, ref, packageNo)
	if err != nil {
		return CommentCounts{}, fmt.Errorf("count comments on version %d of %s: %w", packageNo, ref, err)
	}
	n := CommentCounts{Documents: map[dossier.DocumentKind]int{}, Articles: map[string]int{}}
	for _, r := range rows {
		n.Documents[r.Document] += r.Count
		if r.Document == dossier.ActDocument {
			n.Articles[r.Article] = r.Count
		}
	}
	return n, nil
}

// Beside is what stands beside an article: how many comments there are, and the
// newest of them, newest first.
type Beside struct {
	Total    int
	Comments []CommentView
}

// maxBeside is the most comments that stand beside one article.
const maxBeside = 20

// CommentsBeside returns the comments to be shown beside the articles of a
// version's act, at most perArticle of each, by the article's id; under the
// empty one those on the whole act. Refused not_found when the viewer does not
// see the dossier.
func (s *Store) CommentsBeside(ctx context.Context, viewer string, ref dossier.Ref, packageNo, perArticle int) (map[string]Beside, error) {
	insider, err := s.insider(ctx, viewer, byRef, string(ref))
	if err != nil {
		return nil, err
	}
	var rows []struct {
		CommentView
		Total int `db:"total"`
	}
	err = s.reads.SelectContext(ctx, &rows, commentColumns+`, b.total`+heardNamed+`JOIN (
			SELECT newest.id, t.total, row_number() OVER (PARTITION BY t.article ORDER BY newest.received DESC, newest.number DESC) AS place
			FROM (SELECT c.round, c.article, (sum(sum(c.comments)) OVER (PARTITION BY c.article))::bigint AS total
				FROM comment_totals c JOIN rounds r ON r.id = c.round`+over+`AND c.document = 'act' GROUP BY c.round, c.article) t
			CROSS JOIN LATERAL (SELECT n.id, n.number, (SELECT opens_at FROM rounds WHERE id = n.round) AS received FROM comments n
				WHERE n.round = t.round AND n.document = 'act' AND n.article = t.article ORDER BY n.number DESC LIMIT $4) newest) b ON b.id = c.id
		WHERE b.place <= $4 ORDER BY c.article, b.place`, insider, ref, packageNo, min(perArticle, maxBeside))
	if err != nil {
		return nil, fmt.Errorf("read comments beside version %d of %s: %w", packageNo, ref, err)
	}
	beside := map[string]Beside{}
	for _, r := range rows {
		b := beside[r.Article]
		b.Total = r.Total
		b.Comments = append(b.Comments, r.CommentView)
		beside[r.Article] = b
	}
	return beside, nil
}
