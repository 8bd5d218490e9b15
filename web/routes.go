package web

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/dossier"
)

// csrf says how a route is kept from being called by another site through
// somebody's browser.
type csrf string

const (
	// safe routes change nothing.
	safe csrf = "safe"
	// bySession routes may act for the session's cookie, so they are refused to
	// other sites (http.CrossOriginProtection).
	bySession csrf = "session"
	// byToken routes do not look at the cookie: what the request carries decides.
	byToken csrf = "token"
)

// route is what is declared of a route: who may use it, and how.
type route struct {
	action dossier.Action
	csrf   csrf
	bound  int64 // of the body, in bytes; 0: none is read
}

// routes declares every route; one that does not stand here is refused. What a
// person may do to one dossier is checked where it is done, in the store's own
// transaction: of commands and answers the table knows only that one must be
// signed in. Reads ask the store as the viewer; what they do not see is not there.
var routes = map[string]route{
	"GET /":                                 {dossier.ReadPublic, safe, 0},
	"GET /static/*path":                     {dossier.ReadPublic, byToken, 0},
	"GET /favicon.ico":                      {dossier.ReadPublic, byToken, 0},
	"GET /healthz":                          {dossier.ReadMetrics, safe, 0},
	"GET /readyz":                           {dossier.ReadMetrics, safe, 0},
	"GET /metrics":                          {dossier.ReadMetrics, safe, 0},
	"GET /ledger/checkpoint":                {dossier.ReadPublic, safe, 0},
	"POST /ledger/checkpoint":               {dossier.ReadPublic, bySession, boundCheckpoint},
	"GET /ledger/witnessed":                 {dossier.ReadPublic, safe, 0},
	"GET /ledger/key":                       {dossier.ReadPublic, safe, 0},
	"GET /ledger/keys":                      {dossier.ReadPublic, safe, 0},
	"GET /ledger/tile/*path":                {dossier.ReadPublic, safe, 0},
	"GET /rehearsal/ledger/checkpoint":      {dossier.ReadPublic, safe, 0},
	"POST /rehearsal/ledger/checkpoint":     {dossier.ReadPublic, bySession, boundCheckpoint},
	"GET /rehearsal/ledger/witnessed":       {dossier.ReadPublic, safe, 0},
	"GET /rehearsal/ledger/key":             {dossier.ReadPublic, safe, 0},
	"GET /rehearsal/ledger/keys":            {dossier.ReadPublic, safe, 0},
	"GET /rehearsal/ledger/tile/*path":      {dossier.ReadPublic, safe, 0},
	"GET /api/v1/openapi.yaml":              {dossier.ReadPublic, safe, 0},
	"GET /api/v1/session":                   {dossier.OwnSession, safe, 0},
	"POST /api/v1/session":                  {dossier.SignIn, bySession, boundJSON},
	"DELETE /api/v1/session":                {dossier.OwnSession, bySession, 0},
	"GET /api/v1/me":                        {dossier.OwnSession, safe, 0},
	"GET /api/v1/tokens":                    {dossier.OwnSession, safe, 0},
	"POST /api/v1/tokens":                   {dossier.OwnSession, bySession, boundJSON},
	"DELETE /api/v1/tokens/:id":             {dossier.OwnSession, bySession, 0},
	"GET /api/v1/tasks":                     {dossier.ReadTasks, safe, 0},
	"GET /api/v1/bodies":                    {dossier.ReadPublic, safe, 0},
	"GET /api/v1/procedures":                {dossier.ReadPublic, safe, 0},
	"GET /api/v1/procedures/:id":            {dossier.ReadPublic, safe, 0},
	"GET /api/v1/plan/:year":                {dossier.ReadPublic, safe, 0},
	"GET /api/v1/dossiers":                  {dossier.ReadPublic, safe, 0},
	"POST /api/v1/dossiers":                 {dossier.OpenDossier, bySession, boundJSON},
	"GET /api/v1/dossiers/:ref":             {dossier.ReadPublic, safe, 0},
	"POST /api/v1/dossiers/:ref/commands":   {dossier.ReadDossier, bySession, boundJSON},
	"GET /api/v1/commands/:id":              {dossier.ReadDossier, safe, 0},
	"GET /api/v1/dossiers/:ref/timeline":    {dossier.ReadPublic, safe, 0},
	"GET /api/v1/dossiers/:ref/transitions": {dossier.ReadPublic, safe, 0},
	"GET /api/v1/dossiers/:ref/versions":    {dossier.ReadPublic, safe, 0},
	"POST /api/v1/dossiers/:ref/versions":   {dossier.AddPackage, bySession, boundVersions},
	"GET /api/v1/dossiers/:ref/versions/:n": {dossier.ReadPublic, safe, 0},
	"GET /api/v1/dossiers/:ref/versions/:n/documents/:kind/:position": {dossier.ReadPublic, safe, 0},
	"POST /api/v1/dossiers/:ref/conclusion-document":                  {dossier.Action(dossier.RecordConclusion), bySession, boundVersions},
	"GET /api/v1/dossiers/:ref/conclusions/:stage/document":           {dossier.ReadPublic, safe, 0},
	"GET /api/v1/dossiers/:ref/redline":                               {dossier.ReadPublic, safe, 0},
	"GET /api/v1/rounds":                                              {dossier.ReadPublic, safe, 0},
	"GET /api/v1/rounds/:id":                                          {dossier.ReadPublic, safe, 0},
	"GET /api/v1/rounds/:id/comments":                                 {dossier.ReadPublic, safe, 0},
	"GET /api/v1/rounds/:id/report":                                   {dossier.ReadPublic, safe, 0},
	"POST /api/v1/rounds/:id/submissions":                             {dossier.Comment, bySession, boundSubmission},
	"POST /api/v1/rounds/:id/entries":                                 {dossier.AnswerComm, bySession, boundSubmission},
	"POST /api/v1/rounds/:id/final":                                   {dossier.AnswerComm, bySession, boundJSON},
	"POST /api/v1/attachments":                                        {dossier.Comment, bySession, boundAttachment},
	"GET /api/v1/attachments/:id":                                     {dossier.ReadPublic, safe, 0},
	"GET /prilozi/:id":                                                {dossier.ReadPublic, safe, 0},
	"POST /api/v1/comments/:id/disown":                                {dossier.ReadPublic, bySession, boundJSON},
	"POST /api/v1/comments/:id/set-aside":                             {dossier.SetAside, bySession, boundJSON},
	"GET /api/v1/invitations":                                         {dossier.OwnSession, safe, 0},
	"GET /api/v1/invitations/:id":                                     {dossier.OwnSession, safe, 0},
	"POST /api/v1/invitations/:id/sign":                               {dossier.OwnSession, bySession, boundJSON},
	"POST /api/v1/invitations/:id/withdraw":                           {dossier.OwnSession, bySession, 0},
	"POST /api/v1/invitations/:id/decline":                            {dossier.OwnSession, bySession, 0},
	"GET /api/v1/dossiers/:ref/authorship-cases":                      {dossier.SettleAuthorship, safe, 0},
	"GET /api/v1/dossiers/:ref/authorship-cases/:id":                  {dossier.SettleAuthorship, safe, 0},
	"POST /api/v1/authorship-cases/:id/verification":                  {dossier.SettleAuthorship, bySession, boundJSON},
	"POST /api/v1/authorship-cases/:id/decision":                      {dossier.SettleAuthorship, bySession, boundJSON},
	"GET /api/v1/dossiers/:ref/set-asides":                            {dossier.DecideAside, safe, 0},
	"POST /api/v1/set-asides/:id/decision":                            {dossier.DecideAside, bySession, boundJSON},
	"POST /api/v1/set-asides/:id/verdict":                             {dossier.SettleContest, bySession, boundJSON},
	"POST /api/v1/receipts/:no/contest":                               {dossier.HoldsReceipt, byToken, boundJSON},
	"GET /skenovi/:id":                                                {dossier.ReadPublic, safe, 0},
	"PUT /api/v1/comments/:id/answer":                                 {dossier.AnswerComm, bySession, boundJSON},
	"GET /api/v1/receipts/:no":                                        {dossier.ReadPublic, safe, 0},
	"POST /api/v1/receipts/:no/correct":                               {dossier.HoldsReceipt, byToken, boundSubmission},
	"POST /api/v1/receipts/:no/withdraw":                              {dossier.HoldsReceipt, byToken, boundJSON},
	"POST /api/v1/receipts/:no/erase":                                 {dossier.HoldsReceipt, byToken, boundJSON},
	"GET /api/v1/receipts/:no/cosigners":                              {dossier.HoldsReceipt, byToken, 0},
	"POST /api/v1/receipts/:no/cosigners/:place/ask":                  {dossier.HoldsReceipt, byToken, boundJSON},
	"GET /api/v1/receipts/:no/proof":                                  {dossier.HoldsReceipt, byToken, 0},
	"GET /api/v1/receipts/:no/attachments/:id":                        {dossier.HoldsReceipt, byToken, 0},
	"GET /api/v1/receipts/:no/said":                                   {dossier.HoldsReceipt, byToken, 0},
}

// authorise lets a request through to a declared route, as far as can be said
// before anything is read: whether somebody must be signed in.
func (s *Server) authorise(c *gin.Context) {
	e := eventOf(c.Request.Context())
	e.route = c.FullPath()
	err := s.admit(c, e)
	if err != nil {
		writeProblem(c.Writer, c.Request, err)
		c.Abort()
	}
}

func (s *Server) admit(c *gin.Context, e *event) error {
	rt, ok := routes[c.Request.Method+" "+c.FullPath()]
	if !ok {
		return fmt.Errorf("serve %s: the route declares no authority", c.FullPath())
	}
	var v viewer
	if rt.csrf != byToken {
		var err error
		v, err = s.viewer(c)
		if err != nil {
			return err
		}
	}
	e.signedIn = v.person != ""
	err := admits(rt.action, v)
	if err != nil {
		return err
	}
	c.Set(viewerKey, v)
	return bound(c.Writer, c.Request, rt.bound)
}

// noMethod answers OPTIONS with what there is, and refuses the rest.
func (s *Server) noMethod(c *gin.Context) {
	allowed := c.Writer.Header().Get("Allow")
	if strings.Contains(allowed, http.MethodGet) {
		allowed += ", " + http.MethodHead
	}
	c.Header("Allow", allowed+", "+http.MethodOptions)
	if c.Request.Method == http.MethodOptions {
		c.Status(http.StatusNoContent)
		c.Writer.WriteHeaderNow()
		return
	}
	s.refuse(c.Writer, c.Request, dossier.Refuse(codeMethod))
}

var parameterName = regexp.MustCompile(`(?:parameter|argument|value for) ([A-Za-z-]+)`)

// badParameter answers for a parameter that the generated code could not read.
// In a path it names something that is not there.
func badParameter(c *gin.Context, err error, _ int) {
	name := "query"
	if m := parameterName.FindStringSubmatch(err.Error()); m != nil {
		name = m[1]
	}
	refusal := error(&dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: name, Code: codeFieldType}}})
	switch {
	case c.Param(name) != "":
		refusal = dossier.Refuse(dossier.CodeNotFound)
	case name == "limit":
		refusal = dossier.Refuse(dossier.CodeLimitInvalid)
	case !c.Request.URL.Query().Has(name) && c.GetHeader(name) == "":
		refusal = invalid(name, codeFieldRequired)
	}
	writeProblem(c.Writer, c.Request, errors.Join(refusal, err))
}
