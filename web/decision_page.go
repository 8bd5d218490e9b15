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
	get("/predmeti/:ref/trazenje-misljenja", dossier.ReadTasks, (*Server).inquiringPage),
	post("/predmeti/:ref/trazenje-misljenja", dossier.ReadTasks, (*Server).inquiringForm),
	get("/predmeti/:ref/rok", dossier.ReadTasks, (*Server).extendingPage),
	post("/predmeti/:ref/rok", dossier.ReadTasks, (*Server).extendingForm),
	get("/predmeti/:ref/skracenje-roka", dossier.ReadTasks, (*Server).shorteningPage),
	post("/predmeti/:ref/skracenje-roka", dossier.ReadTasks, (*Server).shorteningForm),
	get("/predmeti/:ref/povlacenje", dossier.ReadTasks, (*Server).withdrawingPage),
	post("/predmeti/:ref/povlacenje", dossier.ReadTasks, (*Server).withdrawingForm),
	get("/predmeti/:ref/predlagaci", dossier.ReadTasks, (*Server).proposersPage),
	post("/predmeti/:ref/predlagaci", dossier.ReadTasks, (*Server).proposersForm),
	get("/predmeti/:ref/sledeci-rok", dossier.ReadTasks, (*Server).advancingPage),
	post("/predmeti/:ref/sledeci-rok", dossier.ReadTasks, (*Server).advancingForm),
	get("/ovlascenja", dossier.Delegate, (*Server).lendingPage),
	post("/ovlascenja", dossier.Delegate, (*Server).lendingForm),
	post("/ovlascenja/:id/opoziv", dossier.Delegate, (*Server).revokingForm),
}

// commanded reads a form that gives a command on the dossier of its address.
func (v *visit) commanded() (form, dossier.Ref, error) {
	f, err := v.readForm()
	if err != nil {
		return form{}, "", err
	}
	ref, err := refOf(v.Param("ref"))
	return f, ref, err
}

// carryOut gives the command that a form asks for and leads to the dossier, with
// the word done; where it is refused the form is shown again, with what stands
// against it at the fields that names tells.
func (v *visit) carryOut(f form, ref dossier.Ref, name dossier.CommandName, args dossier.Args, done string, names map[string]string,
	show func(form) (reply, error)) (reply, error) {
	r, err := v.give(f, ref, name, args, "/predmeti/"+string(ref), done)
	if err == nil {
		return r, nil
	}
	err = v.again(&f, err, names)
	if err != nil {
		return reply{}, err
	}
	return show(f)
}
