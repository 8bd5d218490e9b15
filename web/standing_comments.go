package web

import (
	"context"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
	"github.com/rasprava/rasprava/internal/store"
)

// standingComment is what became of what a comment is about in a later version
// of the text.
type standingComment struct {
	State string
	Tone  string // class of its tag
	Text  string
	Quote string // the words there; empty: they are the same, or none
	Href  string // of the redline
}

// standingTones are the classes of the tags of states.
var standingTones = map[redline.State]string{redline.Kept: "yes", redline.Edited: "part", redline.Moved: "part", redline.TextRemoved: "no",
	redline.ProvisionRemoved: "no", redline.Candidate: "live"}

// standings returns what became of comments on the act in the newest version
// that the visitor sees, by their ids.
func (s *Server) standings(v *visit, ref dossier.Ref, packages []store.PackageView, comments []store.CommentView) (map[string]*standingComment, error) {
	newest := 0
	for _, p := range packages {
		if p.ActHash != "" {
			newest = p.No
		}
	}
	comments = slices.DeleteFunc(slices.Clone(comments), func(c store.CommentView) bool { return c.PackageNo >= newest })
	placed, err := s.store.Placed(v.ctx(), v.person(), ref, each(comments, func(c store.CommentView) string { return c.ID }))
	if err != nil {
		return nil, err
	}
	out := map[string]*standingComment{}
	for _, c := range comments {
		p, ok := placed[c.ID]
		if !ok || p.State == redline.Kept && p.Provision == "" && c.Quote == "" {
			continue // it is about the whole text
		}
		text, err := s.textOf(v.ctx(), v.person(), ref, packages, p.No)
		if err != nil {
			return nil, err
		}
		out[c.ID] = v.standsNow(c, p, text)
	}
	return out, nil
}

// textOf returns the text of one of the versions; nil where it is not among them.
func (s *Server) textOf(ctx context.Context, viewer string, ref dossier.Ref, packages []store.PackageView, no int) (*act.Act, error) {
	i := slices.IndexFunc(packages, func(p store.PackageView) bool { return p.No == no })
	if i < 0 {
		return nil, nil
	}
	return s.acts.of(ctx, s.store, viewer, ref, packages[i])
}

func (v *visit) standsNow(c store.CommentView, p store.PlacedComment, text *act.Act) *standingComment {
	out := &standingComment{State: string(p.State), Tone: standingTones[p.State]}
	number, at := p.No, p.Provision
	switch {
	case p.Since > 0:
		number = p.Since
	case at != "" && p.State != redline.Kept && p.Exact != c.Quote:
		out.Quote = p.Exact
	}
	out.Text = v.t("placing.state."+string(p.State), "number", number, "place", strings.TrimSuffix(v.placeName(text, at), ".")) // a full stop follows
	if p.State != redline.Orphaned {
		if number != p.No {
			at = "" // which is a place of the newest version
		}
		out.Href = v.href(redlineHref(c.Ref, c.PackageNo, number, at))
	}
	return out
}

// carriedComments says how the comments on earlier versions fared in one.
type carriedComments struct {
	Text string
	Look string // address of what waits for the visitor; empty: nothing does
	Wait string
}

// carriedComments counts what became of the comments that were made before a
// version, or of those of one round; nil: there are none. With no 0 the version
// is the newest.
func (s *Server) carriedComments(v *visit, ref dossier.Ref, no int, round string, answers bool) (*carriedComments, error) {
	r, err := s.store.CarryReport(v.ctx(), v.person(), ref, no, round)
	if err != nil || r.No == 0 {
		return nil, err
	}
	return v.carriedReport(ref, r, answers), nil
}

// carriedReport puts the counts into a sentence; answers says that it is for the
// visitor to look at what waits.
func (v *visit) carriedReport(ref dossier.Ref, r store.CarryReport, answers bool) *carriedComments {
	waiting := "placing.waiting"
	if answers {
		waiting = "placing.waiting_you"
	}
	var parts []string
	for _, part := range []struct {
		message string
		count   int
	}{
		{"placing.kept", r.Kept}, {"placing.moved", r.Moved}, {"placing.removed", r.Removed}, {waiting, r.Waiting},
		{"placing.orphaned", r.Orphaned}, {"placing.pending", r.Pending},
	} {
		if part.count > 0 {
			parts = append(parts, v.n(part.message, part.count))
		}
	}
	out := &carriedComments{Text: v.t("placing.report", "number", r.No, "counts", strings.Join(parts, ", "))}
	if answers && r.Waiting > 0 {
		out.Look, out.Wait = v.href(placesPath(ref, r.No)), v.n("placing.look", r.Waiting)
	}
	return out
}

// mayAnswer reports whether the visitor answers the comments of a dossier.
func (s *Server) mayAnswer(v *visit, ref dossier.Ref) (bool, error) {
	if v.person() == "" {
		return false, nil
	}
	powers, err := s.store.Powers(v.ctx(), v.person(), ref)
	if err != nil {
		return false, err
	}
	return powers.May(dossier.AnswerComm) == nil, nil
}
