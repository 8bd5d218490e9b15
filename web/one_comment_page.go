package web

import (
	"slices"
	"strconv"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// oneComment is a comment with everything that is known of it.
type oneComment struct {
	Ref      string
	Title    string
	Card     commentCard
	Stage    string
	All      string
	Previous string
	Next     string
	Earlier  []answerEntry // versions of the answer that were public before the present one
	Protect  string        // address of where it is covered or erased; empty: not by the visitor
	Answer   string        // address of the workbench; empty: the visitor answers no comments
	SetAside string        // address of the form to propose that it is set aside; empty: the visitor proposes nothing
	Disown   string        // address of the form of whose name it is and who did not write it; empty: no name is shown
	Open     bool
}

var oneCommentTemplate = templateFor[oneComment]("one_comment")

func (s *Server) oneCommentPage(v *visit) (reply, error) {
	no, err := strconv.Atoi(v.Param("no"))
	if err != nil || no < 1 || no > maxNumber {
		return reply{}, dossier.Refuse(dossier.CodeNotFound)
	}
	x, err := s.debated(v, v.Query("krug"))
	if err != nil {
		return reply{}, err
	}
	if x.round.ID == "" {
		return reply{}, dossier.Refuse(dossier.CodeNotFound)
	}
	c, err := s.store.CommentNumbered(v.ctx(), v.person(), x.round.ID, no)
	if err != nil {
		return reply{}, err
	}
	powers, err := s.store.Powers(v.ctx(), v.person(), x.dossier.Ref)
	if err != nil {
		return reply{}, err
	}
	stands, err := s.standings(v, x.dossier.Ref, x.packages, []store.CommentView{c})
	if err != nil {
		return reply{}, err
	}
	query := "?krug=" + strconv.Itoa(x.round.No)
	body := oneComment{Ref: string(x.dossier.Ref), Title: x.dossier.Title, Card: v.wholeCard(x, c), Stage: v.stageOf(x, x.round),
		All: v.href(x.path("/komentari" + query)), Open: x.round.Status == dossier.RoundOpen}
	body.Card.Stands = stands[c.ID]
	if no > 1 {
		body.Previous = v.href(x.path("/komentari/" + strconv.Itoa(no-1) + query))
	}
	if no < x.round.Comments {
		body.Next = v.href(x.path("/komentari/" + strconv.Itoa(no+1) + query))
	}
	earlier, err := s.store.EarlierAnswers(v.ctx(), v.person(), c.ID)
	if err != nil {
		return reply{}, err
	}
	body.Earlier = each(earlier, func(a store.AnswerVersion) answerEntry {
		entry := v.answerEntry(c, a)
		if !slices.ContainsFunc(x.packages, func(p store.PackageView) bool { return p.No == a.ChangeNo }) {
			entry.Change = "" // not for this reader, yet
		}
		return entry
	})
	if v.person() != "" && c.ErasedAt == nil && x.dossier.Status == dossier.Open && powers.May(dossier.AnswerComm) == nil {
		body.Answer = v.href(x.path("/odgovori" + query + "&komentar=" + strconv.Itoa(no)))
	}
	if v.person() != "" && c.ErasedAt == nil && x.dossier.Status == dossier.Open && powers.May(dossier.SetAside) == nil {
		body.SetAside = v.href(x.path("/komentari/" + strconv.Itoa(no) + "/izuzimanje" + query))
	}
	if c.Author != "" {
		body.Disown = v.href(disownPath(x.dossier.Ref, no, x.round.No))
	}
	if v.person() != "" && powers.May(dossier.Redact) == nil {
		body.Protect = v.protectHref(x.dossier.Ref, no, x.round.No)
	}
	title := v.t("comments.single", "number", no)
	crumbs := v.dossierCrumbs(x.dossier.DossierRow, title)
	crumbs = slices.Insert(crumbs, len(crumbs)-1, link{body.All, v.t("comments.title")})
	return oneCommentTemplate.show(v, heading{Title: title, Crumbs: crumbs, Rehearsal: x.dossier.Rehearsal}, body)
}

// maxNumber is the highest number that a comment may have.
const maxNumber = 1 << 30
