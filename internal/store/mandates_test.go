package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func refusedBy(err error) *dossier.Problem {
	var p *dossier.Problem
	if !errors.As(err, &p) {
		return nil
	}
	return p
}

// civilDay returns the day that lies so many days from today in Belgrade.
func civilDay(t testing.TB, days int) string {
	t.Helper()
	loc, err := time.LoadLocation("Europe/Belgrade")
	if err != nil {
		t.Fatal(err)
	}
	return dossier.Day(time.Now().In(loc).AddDate(0, 0, days), loc)
}

func wantCode(t *testing.T, what string, err error, want dossier.Code) {
	t.Helper()
	got := dossier.Code("")
	if err != nil {
		got = dossier.CodeOf(err)
	}
	if got != want {
		t.Errorf("%s: got %v, want %q", what, err, want)
	}
}

var association = dossier.NewOrganisation{RegisterNo: "90000011", Name: "Удружење „Проба”", Kind: "association"}

// chamber is people around an organisation.
type chamber struct {
	t                                 *testing.T
	s                                 *store.Store
	operator, first, second, stranger string
}

func newChamber(t *testing.T) *chamber {
	t.Helper()
	s, _ := storetest.Open(t)
	storetest.Ministry(t, s, "MTEST")
	return &chamber{t: t, s: s, operator: storetest.Person(t, s, "Оператер", "MTEST operator"), first: storetest.Person(t, s, "Прва Оснивачица"),
		second: storetest.Person(t, s, "Други Члан"), stranger: storetest.Person(t, s, "Туђин", "MTEST signer")}
}

// states returns what the person stands in towards organisations, as text.
func (c *chamber) states(person string) []string {
	c.t.Helper()
	list, err := c.s.OrganisationsOf(c.t.Context(), person)
	if err != nil {
		c.t.Fatalf("organisations: %v", err)
	}
	var out []string
	for _, o := range list {
		line := o.RegisterNo + " " + o.State
		if o.Reasons != "" {
			line += ": " + o.Reasons
		}
		for _, m := range o.Colleagues {
			line += fmt.Sprintf(" +%s", m.Name)
		}
		for _, r := range o.Requests {
			line += fmt.Sprintf(" ?%s", r.Person)
		}
		out = append(out, line)
	}
	return out
}

func (c *chamber) want(person string, lines ...string) {
	c.t.Helper()
	if diff := cmp.Diff(lines, c.states(person)); diff != "" {
		c.t.Errorf("organisations: %s", diff)
	}
}

func (c *chamber) register(person string) string {
	c.t.Helper()
	id, err := c.s.RegisterOrganisation(c.t.Context(), person, association)
	if err != nil {
		c.t.Fatalf("register: %v", err)
	}
	return id
}

func (c *chamber) confirm(by, id string) {
	c.t.Helper()
	err := c.s.ConfirmRequest(c.t.Context(), by, id)
	if err != nil {
		c.t.Fatalf("confirm: %v", err)
	}
}

func (c *chamber) speaks(person string) bool {
	c.t.Helper()
	a, err := c.s.Actor(c.t.Context(), person)
	if err != nil {
		c.t.Fatal(err)
	}
	return a.SpeaksFor(association.RegisterNo, civilDay(c.t, 0))
}

func TestAnOrganisationIsEnteredWhenTheOperatorConfirms(t *testing.T) {
	c := newChamber(t)
	id := c.register(c.first)
	c.want(c.first, "90000011 waiting")
	if c.speaks(c.first) {
		t.Error("who asks speaks for the organisation already")
	}
	_, err := c.s.RegisterOrganisation(t.Context(), c.first, association)
	wantCode(t, "asking twice", err, dossier.CodeMandateAsked)
	_, err = c.s.RequestMandate(t.Context(), c.second, association.RegisterNo)
	wantCode(t, "a mandate of what is not entered", err, dossier.CodeOrganisation)
	for _, p := range []string{c.first, c.second, c.stranger} {
		wantCode(t, "confirming without authority", c.s.ConfirmRequest(t.Context(), p, id), dossier.CodeNotFound)
		wantCode(t, "refusing without authority", c.s.RefuseRequest(t.Context(), p, id, "Не."), dossier.CodeNotFound)
	}
	_, err = c.s.OrganisationRequests(t.Context(), c.stranger)
	wantCode(t, "listing without authority", err, dossier.CodeRoleRequired)
	list, err := c.s.OrganisationRequests(t.Context(), c.operator)
	if err != nil || len(list) != 1 || list[0].ID != id || list[0].Known || list[0].Person != "Прва Оснивачица" || list[0].Name != association.Name {
		t.Fatalf("got %+v %v, want the one request", list, err)
	}
	c.confirm(c.operator, id)
	wantCode(t, "confirming twice", c.s.ConfirmRequest(t.Context(), c.operator, id), dossier.CodeNotFound)
	if !c.speaks(c.first) {
		t.Error("after confirmation nobody speaks for the organisation")
	}
	c.want(c.first, "90000011 confirmed +Прва Оснивачица")
	c.want(c.second)
	_, err = c.s.RegisterOrganisation(t.Context(), c.second, association)
	wantCode(t, "registering what is entered", err, dossier.CodeOrganisationKnown)
	_, err = c.s.RequestMandate(t.Context(), c.first, association.RegisterNo)
	wantCode(t, "asking for what one holds", err, dossier.CodeMandateHeld)
	var by string
	err = c.s.DB().QueryRowContext(t.Context(), `SELECT confirmed_by FROM organisations WHERE register_no = $1 AND confirmed_at IS NOT NULL`, association.RegisterNo).Scan(&by)
	if err != nil || by != c.operator {
		t.Errorf("confirmed by %s, %v; want the operator", by, err)
	}
}

func TestARefusedOrganisationSaysWhyAndMayBeRegisteredAgain(t *testing.T) {
	c := newChamber(t)
	one, other := c.register(c.first), c.register(c.second) // nobody takes a number by asking first
	wantCode(t, "no reasons", c.s.RefuseRequest(t.Context(), c.operator, one, " "), dossier.CodeReasonMissing)
	wantCode(t, "endless reasons", c.s.RefuseRequest(t.Context(), c.operator, one, strings.Repeat("ш", 2001)), dossier.CodeReasonsTooLong)
	err := c.s.RefuseRequest(t.Context(), c.operator, one, "Број није у регистру.")
	if err != nil {
		t.Fatal(err)
	}
	c.want(c.first, "90000011 refused: Број није у регистру.")
	c.want(c.second, "90000011 waiting")
	again := c.register(c.first)
	c.want(c.first, "90000011 waiting")
	c.confirm(c.operator, other)
	c.want(c.second, "90000011 confirmed +Други Члан ?Прва Оснивачица")
	c.confirm(c.second, again) // the organisation is there now, and its own people decide
	c.want(c.first, "90000011 confirmed +Прва Оснивачица +Други Члан")
}

func TestWhoSpeaksForAnOrganisationDecidesWhoElseDoes(t *testing.T) {
	c := newChamber(t)
	c.confirm(c.operator, c.register(c.first))
	id, err := c.s.RequestMandate(t.Context(), c.second, association.RegisterNo)
	if err != nil {
		t.Fatal(err)
	}
	c.want(c.first, "90000011 confirmed +Прва Оснивачица ?Други Члан")
	wantCode(t, "confirming one's own", c.s.ConfirmRequest(t.Context(), c.second, id), dossier.CodeNotFound)
	c.confirm(c.first, id)
	c.want(c.second, "90000011 confirmed +Други Члан +Прва Оснивачица")

	list, err := c.s.OrganisationsOf(t.Context(), c.second)
	if err != nil {
		t.Fatal(err)
	}
	mine, theirs := list[0].Colleagues[0].ID, list[0].Colleagues[1].ID
	for _, p := range []string{c.stranger, ""} {
		wantCode(t, "ending a mandate without authority", c.s.EndMandate(t.Context(), p, mine), dossier.CodeNotFound)
	}
	err = c.s.EndMandate(t.Context(), c.second, theirs)
	if err != nil {
		t.Fatal(err)
	}
	if c.speaks(c.first) {
		t.Error("whose mandate was ended today still speaks for the organisation")
	}
	c.want(c.first)
	wantCode(t, "ending a mandate when one holds none", c.s.EndMandate(t.Context(), c.first, mine), dossier.CodeNotFound)
	err = c.s.Mandate(t.Context(), c.first, dossier.Mandate{Organisation: association.RegisterNo, From: "2026-01-01"})
	if err != nil || c.speaks(c.first) {
		t.Errorf("entering the roster again gave an ended mandate back: %v", err)
	}
	id, err = c.s.RequestMandate(t.Context(), c.first, association.RegisterNo)
	if err != nil {
		t.Fatal(err)
	}
	c.confirm(c.operator, id)
	if !c.speaks(c.first) {
		t.Error("who asked again on the same day and was confirmed does not speak for the organisation")
	}
	err = c.s.EndMandate(t.Context(), c.operator, mine)
	if err != nil {
		t.Fatal(err)
	}
	c.want(c.second)
}

func TestAnOperatorDoesNotConfirmTheirOwn(t *testing.T) {
	c := newChamber(t)
	id := c.register(c.operator)
	wantCode(t, "confirming one's own", c.s.ConfirmRequest(t.Context(), c.operator, id), dossier.CodeForbidden)
	c.confirm(storetest.Person(t, c.s, "Оператерка", "MTEST operator"), id)
	c.want(c.operator, "90000011 confirmed +Оператер")
}

func TestNoMoreThanTenRequestsWait(t *testing.T) {
	c := newChamber(t)
	for i := range 10 {
		o := association
		o.RegisterNo = fmt.Sprintf("9000010%d", i)
		_, err := c.s.RegisterOrganisation(t.Context(), c.first, o)
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := c.s.RegisterOrganisation(t.Context(), c.first, association)
	wantCode(t, "the eleventh", err, dossier.CodeTooManyRequests)
	bad := association
	bad.RegisterNo = "12x45"
	_, err = c.s.RegisterOrganisation(t.Context(), c.second, bad)
	wantField(t, err, "register_no", dossier.CodeRegisterNo)
}
