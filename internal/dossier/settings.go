package dossier

import (
	"cmp"

	"github.com/rasprava/rasprava/internal/procedure"
)

// Settings are what a round shows while it runs, and of names ever, and who may comment
// in it: they are set when the round opens, told to every author before they send
// anything, and stay.
type Settings struct {
	Comments CommentShowing
	Names    NameShowing
	Who      Admission
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

// SettingsOf returns the settings of a round by what was asked for or, where nothing
// was, by what the procedure says, or else the widest; refused showing_unknown.
func SettingsOf(asked, byProcedure Settings) (Settings, error) {
	s := Settings{
		Comments: cmp.Or(asked.Comments, byProcedure.Comments, ShownAtOnce),
		Names:    cmp.Or(asked.Names, byProcedure.Names, NamesByChoice),
		Who:      cmp.Or(asked.Who, byProcedure.Who, Anyone),
	}
	if s.Comments != ShownAtOnce && s.Comments != ShownAfterClose || s.Names != NamesByChoice && s.Names != NamesNever || !s.Who.Valid() {
		return Settings{}, Refuse(CodeShowingUnknown)
	}
	return s, nil
}

// SettingsByProcedure returns what a procedure says of the rounds that a stage opens.
func SettingsByProcedure(s procedure.StageDef) Settings {
	return Settings{CommentShowing(s.Comments), NameShowing(s.Names), Admission(s.Who)}
}
