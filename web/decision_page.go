package web

import "github.com/rasprava/rasprava/internal/dossier"

// decisionPages are where managers, those who give opinions, secretaries and
// officers act.
var decisionPages = []page{
	get("/zadaci", dossier.ReadTasks, (*Server).tasksPage),
	get("/predmeti/:ref/odluka", dossier.ReadTasks, (*Server).decidingPage),
	post("/predmeti/:ref/odluka", dossier.ReadTasks, (*Server).decidingForm),
	get("/predmeti/:ref/misljenje", dossier.ReadTasks, (*Server).opiningPage),
	post("/predmeti/:ref/misljenje", dossier.ReadTasks, (*Server).opiningForm),
	get("/predmeti/:ref/zakljucak", dossier.ReadTasks, (*Server).concludingPage),
	upload("/predmeti/:ref/zakljucak", dossier.ReadTasks, (*Server).concludingForm),
	get("/predmeti/:ref/zavrsetak", dossier.ReadTasks, (*Server).completingPage),
	post("/predmeti/:ref/zavrsetak", dossier.ReadTasks, (*Server).completingForm),
	get("/predmeti/:ref/rok", dossier.ReadTasks, (*Server).extendingPage),
	post("/predmeti/:ref/rok", dossier.ReadTasks, (*Server).extendingForm),
	get("/predmeti/:ref/povlacenje", dossier.ReadTasks, (*Server).withdrawingPage),
	post("/predmeti/:ref/povlacenje", dossier.ReadTasks, (*Server).withdrawingForm),
	get("/predmeti/:ref/sledeci-rok", dossier.ReadTasks, (*Server).advancingPage),
	post("/predmeti/:ref/sledeci-rok", dossier.ReadTasks, (*Server).advancingForm),
	get("/ovlascenja", dossier.Delegate, (*Server).lendingPage),
	post("/ovlascenja", dossier.Delegate, (*Server).lendingForm),
	post("/ovlascenja/:id/opoziv", dossier.Delegate, (*Server).revokingForm),
}
