package dossier

import (
	"slices"
	"time"

	"github.com/rasprava/rasprava/internal/procedure"
)

// Role is what a person may be in a body.
type Role string

const (
	Drafter      Role = "drafter"
	Signer       Role = "signer"
	OpinionGiver Role = "opinion_giver"
	Secretary    Role = "secretary" // of a collegial body
	Officer      Role = "officer"   // of a registry: Government secretariat, gazette
	Operator     Role = "operator"
	Oversight    Role = "oversight"
)

// Roles lists all roles.
var Roles = []Role{Drafter, Signer, OpinionGiver, Secretary, Officer, Operator, Oversight}

// Known reports whether r is a role.
func (r Role) Known() bool { return slices.Contains(Roles, r) }

// Appointment gives a person a role in a body, from a civil day to another,
// both included; Until empty means until further notice. Dates are ISO 8601.
type Appointment struct {
	Body  string
	Role  Role
	From  string
	Until string

	Delegation string // id, where the role is lent; the rest is empty where it is one's own
	OnBehalf   string // id of the person who lends it
	Dossier    Ref    // the only one for which it is lent; empty: every one
}

// In reports whether the appointment holds on the civil date day.
func (a Appointment) In(day string) bool {
	return a.From <= day && (a.Until == "" || day <= a.Until)
}

// Mandate lets a person speak for an organisation, with dates as an Appointment.
type Mandate struct {
	Organisation string
	From         string
	Until        string
}

// Actor is who asks. The zero Actor is the public.
type Actor struct {
	Person       string
	Appointments []Appointment
	Mandates     []Mandate
}

// SignedIn reports whether somebody is known to ask.
func (a Actor) SignedIn() bool { return a.Person != "" }

// For returns the actor with what they may stand for in one dossier: what is lent
// for another is left out. An empty ref means in none yet.
func (a Actor) For(ref Ref) Actor {
	held := make([]Appointment, 0, len(a.Appointments))
	for _, p := range a.Appointments {
		if p.Dossier == "" || p.Dossier == ref {
			p.Dossier = ""
			held = append(held, p)
		}
	}
	a.Appointments = held
	return a
}

// Has reports whether the actor holds role in body on day; an empty body means
// in any body. What is lent for one dossier counts only after For.
func (a Actor) Has(role Role, body, day string) bool {
	for _, p := range a.Appointments {
		if p.Dossier == "" && p.Role == role && (body == "" || p.Body == body) && p.In(day) {
			return true
		}
	}
	return false
}

// Bodies returns the codes of the bodies in which the actor holds any role on day.
func (a Actor) Bodies(day string) []string {
	var codes []string
	for _, p := range a.Appointments {
		if p.In(day) && !slices.Contains(codes, p.Body) {
			codes = append(codes, p.Body)
		}
	}
	slices.Sort(codes)
	return codes
}

// Action is something that the authority table knows. Every command is one;
// the rest are reads and plain transactions.
type Action string

const (
	ReadPublic   Action = "read_public"   // what anybody may see
	ReadDossier  Action = "read_dossier"  // what is not public yet
	OpenDossier  Action = "open_dossier"  //
	AddPackage   Action = "add_package"   //
	AnswerComm   Action = "answer"        //
	Comment      Action = "comment"       // in an open round
	ReadTasks    Action = "read_tasks"    // what waits for me
	SignIn       Action = "sign_in"       //
	OwnSession   Action = "own_session"   // see and end one's own sessions and tokens
	Administer   Action = "administer"    // bodies, people, organisations
	ReadMetrics  Action = "read_metrics"  //
	HoldsReceipt Action = "holds_receipt" // whoever has the secret of a submission
	Register     Action = "register"      // an account for oneself
	Represent    Action = "represent"     // ask to speak for an organisation, and see for which one does
	Delegate     Action = "delegate"      // lend a role that one holds, and see what is lent
	ReadBoard    Action = "read_board"    // where all dossiers stand
	Operate      Action = "operate"       // workflows, failures, requests of organisations
	Resubmit     Action = "resubmit"      // take up a dossier that has ended in a new one
	KeepPlan     Action = "keep_plan"     // the plan of work of the Government; of officers, those of its secretariat
	LinkPlan     Action = "link_plan"     // say for which item of the plan a dossier is

	SetAside      Action = "set_aside"      // propose to set a comment aside, and take that back
	DecideAside   Action = "decide_aside"   // on what another officer proposed
	SettleContest Action = "settle_contest" // decide on what an author says against it
	Redact        Action = "redact"         // ask to cover something of a comment, and confirm what another asked
	Unseal        Action = "unseal"         // read what is covered, with a reason
	Erase         Action = "erase"          // ask to erase a submission, and confirm what another asked

	SettleAuthorship Action = "settle_authorship" // decide for somebody who says that they did not write what stands under their name
)

// ApproveOutcome is completing a stage with an outcome that takes signing
// authority: the procedure names its approver.
const ApproveOutcome Action = "approve_outcome"

// ActionOf returns what somebody does who gives the command in the stage with that
// outcome, or with none.
func ActionOf(s procedure.StageDef, n CommandName, outcome string) Action {
	o, _ := s.Outcome(outcome)
	if n == Complete && o.Approver != "" {
		return ApproveOutcome
	}
	return Action(n)
}

// ActionsOf returns everything that giving the command in the stage may be, by the
// outcomes that the act permits.
func ActionsOf(s procedure.StageDef, n CommandName) []Action {
	all := []Action{Action(n)}
	for _, o := range s.Outcomes {
		if a := ActionOf(s, n, o.ID); !o.Barred && !slices.Contains(all, a) {
			all = append(all, a)
		}
	}
	return all
}

// Place says in which body a role must be held.
type Place string

const (
	Nowhere  Place = "nowhere"   // no role is needed
	SignedIn Place = "signed_in" // any signed-in person
	Anywhere Place = "anywhere"  // the role in any body
	Lead     Place = "lead"      // in the lead proposer
	Proposer Place = "proposer"  // in the lead or a co-proposer
	Acting   Place = "acting"    // in the body that acts in the current stage
	Signing  Place = "signing"   // in a body whose signature the current stage needs
	Asked    Place = "asked"     // in a body that is asked for an opinion
	Party    Place = "party"     // in a proposer, or a body that acts or acted in the dossier
	Secret   Place = "secret"    // the secret of the submission decides
)

// Authority is who may do an action: one of Roles, held at Place.
type Authority struct {
	Place Place
	Roles []Role
}

// authorities is the whole of who may do what. Deny is the default: what does
// not stand here is open to nobody.
var authorities = map[Action]Authority{
	ReadPublic:   {Nowhere, nil},
	Comment:      {Nowhere, nil},
	SignIn:       {Nowhere, nil},
	ReadMetrics:  {Nowhere, nil},
	HoldsReceipt: {Secret, nil},
	OwnSession:   {SignedIn, nil},
	ReadTasks:    {SignedIn, nil},
	ReadDossier:  {Party, []Role{Drafter, Signer, OpinionGiver, Secretary, Officer}},
	OpenDossier:  {Anywhere, []Role{Drafter}},
	AddPackage:   {Proposer, []Role{Drafter}},
	AnswerComm:   {Lead, []Role{Drafter}},
	Administer:   {Anywhere, []Role{Operator}},
	Register:     {Nowhere, nil},
	Represent:    {SignedIn, nil},
	Delegate:     {SignedIn, nil},
	ReadBoard:    {Anywhere, Roles},
	Operate:      {Anywhere, []Role{Operator}},
	Resubmit:     {Proposer, []Role{Drafter}},
	KeepPlan:     {Anywhere, []Role{Operator, Officer}},
	LinkPlan:     {Proposer, []Role{Drafter}},
	Redact:       {Lead, []Role{Drafter, Signer}},
	Unseal:       {Lead, []Role{Drafter, Signer}},
	Erase:        {Lead, []Role{Drafter, Signer}},

	SetAside:      {Lead, []Role{Drafter}},
	DecideAside:   {Lead, []Role{Drafter, Signer}},
	SettleContest: {Lead, []Role{Drafter, Signer}},

	SettleAuthorship: {Lead, []Role{Drafter, Signer}},

	Action(Complete):             {Acting, []Role{Drafter, Officer, Secretary}},
	ApproveOutcome:               {Acting, []Role{Signer}},
	Action(PublishProof):         {Acting, []Role{Drafter, Officer}},
	Action(PublishReport):        {Acting, []Role{Drafter}},
	Action(Prepare):              {Acting, []Role{Drafter}},
	Action(Sign):                 {Signing, []Role{Signer}},
	Action(Return):               {Signing, []Role{Signer}},
	Action(Reject):               {Acting, []Role{Signer}},
	Action(RecordConclusion):     {Acting, []Role{Secretary}},
	Action(GiveOpinion):          {Asked, []Role{OpinionGiver}},
	Action(AskOpinion):           {Lead, []Role{Drafter}},
	Action(Extend):               {Lead, []Role{Signer}},
	Action(Shorten):              {Lead, []Role{Signer}},
	Action(DecideMaterialChange): {Lead, []Role{Signer}},
	Action(Withdraw):             {Lead, []Role{Signer}},
	Action(SetVisibility):        {Lead, []Role{Drafter}},
	Action(Advance):              {Lead, []Role{Drafter, Signer}},
	Action(Recompute):            {Anywhere, []Role{Operator}},
	Action(Compensate):           {Anywhere, []Role{Operator}},
	Action(MigrateProcedure):     {Anywhere, []Role{Operator}},
	Action(JoinProposer):         {Lead, []Role{Signer}},
	Action(LeaveProposer):        {Proposer, []Role{Signer}}, // of the lead for any of them, of another for itself
}

// AuthorityFor returns who may do action, and whether the table knows it.
func AuthorityFor(action Action) (Authority, bool) {
	a, ok := authorities[action]
	return a, ok
}

// Standing is where a dossier stands, as far as authority depends on it: codes
// of bodies.
type Standing struct {
	Dossier   Ref
	Lead      string
	Proposers []string // with the lead
	Acting    string   // the body of the current stage
	Signing   []string // whose signatures the current stage needs; nil: the acting body's
	Asked     []string // for an opinion, in the current stage
	Personal  string   // basis on which nobody decides in the current stage by a delegation; empty: they may
	Parties   []string // all bodies that ever had a part
}

func (s Standing) bodies(p Place) []string {
	switch p {
	case Lead:
		return []string{s.Lead}
	case Proposer:
		return s.Proposers
	case Acting:
		return []string{s.Acting}
	case Signing:
		if s.Signing == nil {
			return []string{s.Acting}
		}
		return s.Signing
	case Asked:
		return s.Asked
	case Party:
		return s.Parties
	}
	return nil
}

// May reports whether the actor may do action on a dossier that stands so, on
// the civil date day. It returns nil, or a Problem: unauthenticated, forbidden,
// not_your_body, wrong_role, role_required where any body would do, or
// appointment_ended, or delegation_ended where the role was lent, with the last
// day on which the actor could have; decision_personal where it was lent for what
// cannot be.
func May(a Actor, action Action, s Standing, day string) error {
	_, err := Grounds(a, action, s, day)
	return err
}

// Grounds returns the appointments by which the actor may do action, their own
// before those lent to them, or refuses as May does. It returns none for an
// action that asks for no appointment.
func Grounds(a Actor, action Action, s Standing, day string) ([]Appointment, error) {
	auth, ok := authorities[action]
	if !ok {
		return nil, Refuse(CodeForbidden)
	}
	switch auth.Place {
	case Nowhere, Secret:
		return nil, nil
	}
	if !a.SignedIn() {
		return nil, Refuse(CodeUnauthenticated)
	}
	if auth.Place == SignedIn {
		return nil, nil
	}
	a = a.For(s.Dossier)
	bodies := s.bodies(auth.Place)
	var own, lent []Appointment
	for _, p := range a.Appointments {
		there := auth.Place == Anywhere || (p.Body != "" && slices.Contains(bodies, p.Body))
		if !there || !slices.Contains(auth.Roles, p.Role) || !p.In(day) {
			continue
		}
		if p.Delegation == "" {
			own = append(own, p)
		} else {
			lent = append(lent, p)
		}
	}
	if s.Personal != "" && Personal(action) {
		if own == nil && lent != nil {
			return nil, Refuse(CodePersonal, "basis", s.Personal)
		}
		lent = nil
	}
	if own == nil && lent == nil {
		return nil, refusal(a, auth, bodies, day)
	}
	return append(own, lent...), nil
}

// Personal reports whether the action decides a stage, and so is nobody's to do by
// a delegation where the procedure says that the decision is personal.
func Personal(action Action) bool {
	return slices.Contains([]Action{Action(Sign), Action(Return), Action(Reject), Action(RecordConclusion)}, action)
}

// Lent returns the delegation by which the first of the grounds in a body holds;
// empty: the actor's own. An empty body means in any.
func Lent(grounds []Appointment, body string) string {
	for _, g := range grounds {
		if body == "" || g.Body == body {
			return g.Delegation
		}
	}
	return ""
}

// refusal says why: an appointment that has ended, a role that is another, or
// a body that is another's. A nil bodies means any.
func refusal(a Actor, auth Authority, bodies []string, day string) error {
	there, ended, code := false, "", CodeAppointmentEnded
	for _, p := range a.Appointments {
		if bodies != nil && !slices.Contains(bodies, p.Body) {
			continue
		}
		if p.In(day) {
			there = true
			continue
		}
		if slices.Contains(auth.Roles, p.Role) && p.Until != "" && p.Until < day && p.Until > ended {
			ended, code = p.Until, CodeAppointmentEnded
			if p.Delegation != "" {
				code = CodeDelegationEnded
			}
		}
	}
	switch {
	case ended != "":
		return Refuse(code, "date", ended)
	case bodies == nil:
		return Refuse(CodeRoleRequired)
	case there:
		return Refuse(CodeWrongRole)
	}
	return Refuse(CodeNotYourBody)
}

// SpeaksFor reports whether the actor may speak for the organisation on day.
func (a Actor) SpeaksFor(organisation, day string) bool {
	for _, m := range a.Mandates {
		if m.Organisation == organisation && m.From <= day && (m.Until == "" || day <= m.Until) {
			return true
		}
	}
	return false
}

// Day returns the civil date in loc on which the instant falls, ISO 8601.
func Day(at time.Time, loc *time.Location) string { return at.In(loc).Format("2006-01-02") }
