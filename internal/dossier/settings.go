package dossier

// Showing is what a round shows while it runs, and of names ever: it is set when the
// round opens, told to every author before they send anything, and stays.
type Showing struct {
	Comments CommentShowing
	Names    NameShowing
}

// CommentShowing says when the comments of a round are read by everybody.
type CommentShowing string

// The ways of showing comments.
const (
	ShownAtOnce     CommentShowing = "at_once"
	ShownAfterClose CommentShowing = "after_close"
)

// NameShowing says whether the names of people are shown. Organisations are named
// always.
type NameShowing string

// The ways of showing names.
const (
	NamesByChoice NameShowing = "by_choice" // of each author
	NamesNever    NameShowing = "never"
)

// ShowingOf returns what a round shows by what was asked for or, where nothing was,
// by what the procedure says; refused showing_unknown.
func ShowingOf(comments CommentShowing, names NameShowing, byProcedure Showing) (Showing, error) {
	s := Showing{comments, names}
	if s.Comments == "" {
		s.Comments = byProcedure.Comments
	}
	if s.Names == "" {
		s.Names = byProcedure.Names
	}
	if s.Comments == "" {
		s.Comments = ShownAtOnce
	}
	if s.Names == "" {
		s.Names = NamesByChoice
	}
	if s.Comments != ShownAtOnce && s.Comments != ShownAfterClose || s.Names != NamesByChoice && s.Names != NamesNever {
		return Showing{}, Refuse(CodeShowingUnknown)
	}
	return s, nil
}
