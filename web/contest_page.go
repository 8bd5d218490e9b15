package web

import (
	"strconv"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var contestPages = []page{
	get("/potvrde/:no/prigovor", dossier.HoldsReceipt, (*Server).contestForm),
	post("/potvrde/:no/prigovor", dossier.HoldsReceipt, (*Server).takeContest),
}

// contestPage is the form with which an author says why a comment should be
// considered after all.
type contestPage struct {
	form
	No        string
	Of        field
	Statement field
}

var contestTemplate = templateFor[contestPage]("contest")

func (s *Server) contestForm(v *visit) (reply, error) {
	own, err := s.revisable(v)
	if err != nil {
		return reply{}, err
	}
	f := v.carried()
	if one := v.Query("komentar"); f.Values == nil && one != "" {
		f.Values = map[string][]string{"komentar": {one}}
	}
	return v.showContest(own, f)
}

func (v *visit) showContest(own revisable, f form) (reply, error) {
	p := contestPage{form: f, No: own.ReceiptNo}
	var of []option
	for i, c := range own.Comments {
		if c.Contestable {
			text, _ := cut(own.said.Comments[i].Body, 120)
			of = append(of, option{Value: c.ID, Label: v.t("comment.number", "number", strconv.Itoa(c.Number)) + " · " + own.places[i].Place,
				Hint: text + " " + v.t("contest.until", "due", v.say.Deadline(*c.Until))})
		}
	}
	if len(of) == 0 {
		return reply{}, dossier.Refuse(dossier.CodeNotSetAside)
	}
	if len(of) == 1 {
		of[0].Checked = true
	}
	p.Of = f.choice("komentar", v.t("contest.which"), "", of)
	p.Statement = f.area("navodi", v.t("contest.statement"), v.t("contest.statement_hint"), 8, dossier.MaxReasons)
	page, err := contestTemplate.show(v, v.revisingHead(own, v.t("contest.title"), f), p)
	return page.with("Cache-Control", "private, no-store"), err
}

func (s *Server) takeContest(v *visit) (reply, error) {
	return s.revise(v, s.revisable, func(own revisable, f *form) error {
		n := store.Contest{ReceiptNo: own.ReceiptNo, Secret: own.secret, Comment: f.value("komentar"), Statement: f.value("navodi"), Person: v.person()}
		if n.Comment == "" {
			f.add("komentar", v.t("contest.choose"))
			return nil
		}
		return s.store.Contest(v.ctx(), n)
	}, func(own revisable, f form) (reply, error) {
		for i := range f.Faults { // the field of the page has another name than that of the record
			if f.Faults[i].Name == "statement" {
				f.Faults[i].Name = "navodi"
			}
		}
		return v.showContest(own, f)
	}, "contest.taken")
}
