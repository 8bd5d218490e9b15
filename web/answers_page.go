package web

import "github.com/rasprava/rasprava/internal/dossier"

var answersPages = concat(
	[]page{
		get("/predmeti/:ref/komentari", dossier.ReadPublic, (*Server).commentsPage),
		get("/predmeti/:ref/komentari/:no", dossier.ReadPublic, (*Server).oneCommentPage),
	},
	benchPages,
	protectingPages,
	reportPages,
)
