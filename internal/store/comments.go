package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/dossier"
)

// CommentView is a comment with its answer. Names are there where their owner
// wished it, and organisations'; an answer is public once the round is closed,
// or when it was published early.
type CommentView struct {
	ID            string      `db:"id"`
	Number        int         `db:"number"` // in the round, from 1, by order of receipt: what people call it by
	Ref           dossier.Ref `db:"ref"`
	Round         string      `db:"round"`
	PackageNo     int         `db:"package_no"` // that the round is over
	Document      string      `db:"document"`
	Provision     string      `db:"provision"`
	Article       string      `db:"article"` // that the provision belongs to (act.ArticleOf); empty: the whole document
	WID           string      `db:"wid"`
	Quote         string      `db:"quote_exact"`
	Kind          string      `db:"kind"`
	ProposedText  string      `db:"proposed_text"`
	Body          string      `db:"body"`
	Revision      int         `db:"revision"` // 1: as it was sent; then one more with each correction
	AuthorKind    string      `db:"author_kind"`
	Organisation  string      `db:"organisation"` // number in the register of the one that sent it, where everybody sees its name
	Author        string      `db:"author"`       // empty: not published, or what it said is not shown
	Disowned      bool        `db:"disowned"`     // whose name it was did not write it: it was taken down
	Lang          string      `db:"lang"`
	ReceivedAt    time.Time   `db:"received_at"`
	LegalAt       time.Time   `db:"legal_at"`  // the same on the dossier's own clock
	Withdrawn     bool        `db:"withdrawn"` // by its author; what it said is not shown
	Covered       bool        `db:"covered"`   // something of it, or the name of its author, see Covers
	ErasedAt      *time.Time  `db:"erased_at"` // on the dossier's own clock; nil: it is not erased
	AsideView                 // how it was set aside
	Outcome       string      `db:"outcome"` // empty: no answer that the viewer sees
	Reasons       string      `db:"reasons"`
	ChangeNo      int         `db:"change_no"` // package that carries the change; 0: none
	ChangeAt      string      `db:"change_provision"`
	SeenNo        int         `db:"seen_no"` // first package from ChangeNo on whose text the viewer sees; 0: none yet
	SeenAt        string      `db:"seen_at"` // the changed provision in it; empty: it is gone
	AnswerNo      int         `db:"answer_version"`
	AnswerSalt    []byte      `db:"answer_salt"`   // under which the log has it; nil: it has its hash alone
	AnswerPublic  bool        `db:"answer_public"` // the public sees this answer
	AnsweredAt    *time.Time  `db:"answered_at"`
	LegalAnswered *time.Time  `db:"legal_answered"` // the same on the dossier's own clock

	Channel      dossier.Channel `db:"channel"`      // by which it came
	SentOn       string          `db:"sent_on"`      // civil date; empty: it came through the system itself
	Unregistered bool            `db:"unregistered"` // it is of an organisation that is not in the register
	CollectedBy  string          `db:"collected_by"` // name of the organisation that collected it; empty: it came from its author
	ScanID       string          `db:"scan"`         // of what it came in, where everybody may see that

	Signatures  int         `db:"signatures"` // of organisations beside the author, under what it says now
	Signatories []Signatory // those, where their names are not covered

	Attachments []Attachment
	Covers      []Cover
}

// heard is every comment that a viewer hears of, with the last answer that they
// see; $1 says whether they are an insider. While the round runs the public
// hears of comments only where the round says so.
const heard = `
	FROM comments c JOIN submissions s ON s.id = c.submission JOIN rounds r ON r.id = c.round AND (r.show_comments OR r.status = 'closed' OR $1)
	LEFT JOIN LATERAL (SELECT outcome, reasons, change_no, change_provision, version, salt, early, answered_at, legal_at FROM answers
		WHERE comment = c.id AND c.withdrawn_at IS NULL AND (r.status = 'closed' OR early OR $1) ORDER BY version DESC LIMIT 1) a ON true
`

// commentColumns are those of a CommentView, of what stands in heardNamed.
const commentColumns = `
	SELECT c.id, c.number, d.ref, c.round, r.package_no, c.document, coalesce(c.provision, '') AS provision, c.article, coalesce(c.wid, '') AS wid,
		CASE WHEN ` + readable + ` THEN coalesce(c.quote_exact, '') ELSE '' END AS quote_exact, c.kind,
		CASE WHEN ` + readable + ` THEN c.proposed_text ELSE '' END AS proposed_text, CASE WHEN ` + readable + ` THEN c.body ELSE '' END AS body, c.version + 1 AS revision,
		c.withdrawn_at IS NOT NULL AS withdrawn, ` + asideColumns + `, c.covered OR s.covered AS covered, ` + erasedLegally + ` AS erased_at, s.author_kind,
		CASE WHEN ` + readable + ` AND ` + authorName + ` <> '' THEN coalesce((SELECT register_no FROM organisations WHERE id = s.organisation), '') ELSE '' END AS organisation,
		CASE WHEN ` + readable + ` THEN ` + authorName + ` ELSE '' END AS author, s.disowned_at IS NOT NULL AS disowned, s.lang, s.received_at, ` + receivedLegally + ` AS legal_at,
		coalesce(a.outcome, '') AS outcome, coalesce(a.reasons, '') AS reasons, coalesce(a.change_no, 0) AS change_no,
		coalesce(a.change_provision, '') AS change_provision, coalesce(seen.no, 0) AS seen_no, coalesce(seen.id, '') AS seen_at, coalesce(a.version, 0) AS answer_version, a.salt AS answer_salt,
		coalesce(r.status = 'closed' OR a.early, false) AND a.version IS NOT NULL AS answer_public, a.answered_at, a.legal_at AS legal_answered,
		s.channel, coalesce(s.sent_on::text, '') AS sent_on, s.unregistered, ` + collectedBy + ` AS collected_by, CASE WHEN s.scan_public AND ` + scanShown + ` THEN s.scan::text ELSE '' END AS scan, s.signatures`

// erasedLegally is when a comment c was erased on the own clock of its dossier; null:
// it was not.
const erasedLegally = `CASE WHEN c.erased_at IS NOT NULL THEN (SELECT e.legal_at FROM erasures e WHERE e.submission = c.submission AND e.state = 'done') END`

const heardNamed = heard + `
	JOIN dossiers d ON d.id = r.dossier ` + wasSetAside + seenChange

// seenChange finds, of an answer a in a round r, the first version from the one
// that carries its change on whose text the viewer sees, and the changed
// provision in it; $1 says whether they are an insider.
const seenChange = `
	LEFT JOIN LATERAL (SELECT t.no, later.id FROM package_documents t
		LEFT JOIN provisions was ON was.dossier = r.dossier AND was.no = a.change_no AND was.id = a.change_provision
		LEFT JOIN provisions later ON later.dossier = r.dossier AND later.no = t.no AND later.wid = was.wid
		WHERE t.dossier = r.dossier AND t.no >= a.change_no AND t.kind = 'act' AND (t.visibility = 'public' OR $1)
		ORDER BY t.no LIMIT 1) seen ON true
`

const commentView = commentColumns + heardNamed

// The places at which insider asks whether somebody is one.
const (
	byRef     = `dossiers d WHERE d.ref = $1`
	byRound   = `dossiers d JOIN rounds r ON r.dossier = d.id WHERE r.id = $1`
	byComment = `dossiers d JOIN rounds r ON r.dossier = d.id JOIN comments c ON c.round = r.id WHERE c.id = $1`
)

// insider reports whether the viewer sees more of a dossier than the public
// does; refused not_found when they see nothing of it. It is asked once for a
// list, not once for each of its rows.
func (s *Store) insider(ctx context.Context, viewer, place, key string) (bool, error) {
	var is bool
	err := s.reads.GetContext(ctx, &is, `
		SELECT insider(nullif($2, '')::uuid, d) FROM `+place+` AND (sees(nullif($2, '')::uuid, d) OR (d.rehearsal AND d.visibility = 'public'))`, key, viewer)
	if err != nil {
		return false, fmt.Errorf("check who sees: %w", orNotFound(err))
	}
	return is, nil
}

// listens reports of a round whether the viewer sees more of its dossier than the
// public does, and whether they see every answer that was given.
func (s *Store) listens(ctx context.Context, viewer, round string) (insider, every bool, err error) {
	insider, err = s.insider(ctx, viewer, byRound, round)
	if err != nil || insider {
		return insider, insider, err
	}
	err = s.reads.GetContext(ctx, &every, `SELECT status = 'closed' FROM rounds WHERE id = $1`, round)
	if err != nil {
		return false, false, fmt.Errorf("read whether the round is closed: %w", err)
	}
	return false, every, nil
}

// Comment returns one comment; refused not_found when the viewer does not hear
// of it.
func (s *Store) Comment(ctx context.Context, viewer, id string) (CommentView, error) {
	insider, err := s.insider(ctx, viewer, byComment, id)
	if err != nil {
		return CommentView{}, err
	}
	var c CommentView
	err = s.reads.GetContext(ctx, &c, commentView+`WHERE c.id = $2`, insider, id)
	if err != nil {
		return CommentView{}, fmt.Errorf("read comment: %w", orNotFound(err))
	}
	return s.withAttachments(ctx, c)
}

// CommentFilter narrows the comments of a round; empty fields do not.
type CommentFilter struct {
	Round        string
	Document     dossier.DocumentKind
	Article      string // an article with all that stands in it, another provision, or WholeDocument
	Kind         dossier.CommentKind
	AuthorKind   dossier.AuthorKind
	Organisation string                // its number in the register: only what it sent, where everybody sees its name
	Outcome      dossier.AnswerOutcome // of the answer that the viewer sees, or Unanswered, or Done
	Query        string                // words that all stand in it, in any form and either script (soughtWords); or its number
	Behind       int                   // only what comes behind this number
	Page
}

const (
	// WholeDocument asks for the comments on no provision in particular.
	WholeDocument = "-"
	// Unanswered asks for the comments without an answer that the viewer sees.
	Unanswered dossier.AnswerOutcome = "unanswered"
)

// asked is the condition of a CommentFilter, but for its Outcome and its Query. What
// is not asked for is left out of it: a condition that a row may meet by an empty
// argument keeps a prepared statement from the index, and from the order in it.
func (f CommentFilter) asked() string {
	return ` WHERE c.round = $2` + f.ofSort() + narrowed("s.author_kind", "$6", string(f.AuthorKind))
}

// ofSort is what of it concerns a row c of comments, or of their totals.
func (f CommentFilter) ofSort() string {
	article := narrowed("c.article", "$4", f.Article)
	if f.Article == WholeDocument {
		article = ` AND c.article = '' AND $4 = '-'`
	}
	return narrowed("c.document", "$3", string(f.Document)) + article + narrowed("c.kind", "$5", string(f.Kind))
}

// narrowed asks that a column is what is sought; nothing, where nothing is.
func narrowed(column, argument, sought string) string {
	if sought == "" {
		return ` AND ` + argument + ` = ''`
	}
	return ` AND ` + column + ` = ` + argument
}

// The conditions of a Query and of what find narrows by: there is none; what was
// found, by ids alone; the letters of words that all stand everywhere, or its number.
const (
	seeksNothing = ` AND $7 = '' AND $8 = 0 AND cardinality($9::text[]) = 0 `
	seeksFound   = ` WHERE c.id = ANY($9::uuid[]) AND $2::uuid IS NOT NULL AND $7 NOT IN ($3, $4, $5, $6) AND $8 >= 0 `
	seeksLetters = ` AND $7 = '' AND (c.number = $8 OR NOT EXISTS (SELECT 1 FROM unnest($9::text[]) w WHERE strpos(c.search_key, w) = 0)) `
)

// number is that of the comment that a Query may ask for; 0: it asks for none.
func (f CommentFilter) number() int {
	number, err := strconv.ParseInt(strings.TrimPrefix(strings.TrimSpace(f.Query), "#"), 10, 32)
	if err != nil || number < 0 {
		return 0
	}
	return int(number)
}

// readable reports whether the Query is short enough; refused invalid.
func (f CommentFilter) readable() error {
	if utf8.RuneCountInString(f.Query) <= maxQuery {
		return nil
	}
	return &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: "q", Code: dossier.CodeTextTooLong,
		Params: map[string]string{"limit": fmt.Sprint(maxQuery)}}}}
}

// condition returns the condition of a filter but for its Outcome, and its nine
// arguments, for comments in the order of their numbers, behind one of them, of which
// so many are looked for; for a list in another order where most is 0.
func (s *Store) condition(ctx context.Context, f CommentFilter, insider, every bool, after, most int) (string, []any, error) {
	err := f.readable()
	if err != nil {
		return "", nil, err
	}
	args := []any{insider, f.Round, f.Document, f.Article, f.Kind, f.AuthorKind, "", f.number()}
	if f.narrows() && (most > 0 || f.Query != "" || f.Organisation != "") {
		if most == 0 {
			most = mostPlaced
		}
		all, err := s.find(ctx, f, every, after, most)
		ids := make([]string, len(all))
		for i, c := range all {
			ids[i] = c.ID
		}
		args[6] = "found"
		return seeksFound, append(args, array(ids)), err
	}
	raw := soughtWords(f.Query).raw
	if len(raw) == 0 {
		return f.asked() + seeksNothing, append(args, array(raw)), nil
	}
	return f.asked() + seeksLetters, append(args, array(raw)), nil
}

// behind returns the number of the comment behind which a page of the list begins.
func (s *Store) behind(ctx context.Context, f CommentFilter, after cursor) (int, error) {
	if after.ID == "" {
		return f.Behind, nil
	}
	var numbers []int
	err := s.reads.SelectContext(ctx, &numbers, `SELECT number FROM comments WHERE id = $1`, after.ID)
	if err != nil {
		return 0, fmt.Errorf("find where the list goes on: %w", err)
	}
	if len(numbers) == 0 {
		return f.Behind, nil
	}
	return numbers[0], nil
}

// Comments lists the comments of a round, by their numbers.
func (s *Store) Comments(ctx context.Context, viewer, round string, p Page) ([]CommentView, string, error) {
	return s.FindComments(ctx, viewer, CommentFilter{Round: round, Page: p})
}

// FindComments lists those comments of a round that the filter lets through, by
// their numbers, and the cursor of the next page, empty at the end.
func (s *Store) FindComments(ctx context.Context, viewer string, f CommentFilter) ([]CommentView, string, error) {
	limit, err := f.limit()
	if err != nil {
		return nil, "", err
	}
	after, err := f.place()
	if err != nil {
		return nil, "", err
	}
	insider, every, err := s.listens(ctx, viewer, f.Round)
	if err != nil {
		return nil, "", err
	}
	from, err := s.behind(ctx, f, after)
	if err != nil {
		return nil, "", err
	}
	where, args, err := s.condition(ctx, f, insider, every, from, limit+1)
	if err != nil {
		return nil, "", err
	}
	comments := []CommentView{}
	err = s.reads.SelectContext(ctx, &comments, commentView+where+f.answered(every, "$10")+`
		AND c.number > $11 ORDER BY c.number LIMIT $12`, append(args, f.Outcome, from, limit+1)...)
	if err != nil {
		return nil, "", fmt.Errorf("list comments: %w", err)
	}
	next := ""
	if len(comments) > limit {
		comments = comments[:limit]
		next = cursor{Key: byID, ID: comments[limit-1].ID}.String()
	}
	err = s.attach(ctx, comments)
	if err != nil {
		return nil, "", err
	}
	return comments, next, nil
}
