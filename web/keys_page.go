package web

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var keyPages = []page{
	get("/nalog/kljucevi", dossier.OwnSession, (*Server).keysPage),
	post("/nalog/kljucevi", dossier.OwnSession, (*Server).keyForm),
	post("/nalog/kljucevi/:id", dossier.OwnSession, (*Server).revokeKey),
}

// ownKeys is the access keys by which somebody's programs act for them.
type ownKeys struct {
	Form  form
	Keys  []store.Token
	Label field
	Days  field
	Made  *madeKey
}

// madeKey is a key that was just made: the only time that it is seen.
type madeKey struct {
	Label     string
	Secret    string
	ExpiresAt time.Time
}

var ownKeysTemplate = templateFor[ownKeys]("keys")

const (
	maxKeyLabel = 100 // in characters
	maxKeys     = 50  // that one person makes here
)

// keyDays are the terms for which a key may be made.
var keyDays = []int{7, 30, 90, 180, 365}

func (s *Server) keysPage(v *visit) (reply, error) { return v.showKeys(v.carried(), nil) }

func (v *visit) showKeys(f form, made *madeKey) (reply, error) {
	keys, err := v.server.store.Tokens(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	days := each(keyDays, func(n int) option {
		return option{Value: strconv.Itoa(n), Label: v.n("keys_page.days", n), Checked: n == 90}
	})
	in := ownKeys{Form: f, Keys: keys, Made: made, Label: f.field("label", v.t("keys_page.label"), v.t("keys_page.label_hint")),
		Days: f.choice("days", v.t("keys_page.term"), v.t("keys_page.term_hint"), days)}
	in.Label.Max = maxKeyLabel
	title := v.t("keys_page.title")
	return ownKeysTemplate.show(v, heading{Title: title, Crumbs: v.accountCrumbs(title), Status: f.status()}, in)
}

// keyForm makes a key and shows it in the answer itself: between a form and the
// page after it the key would have to be kept, and only its hash ever is.
func (s *Server) keyForm(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	err = v.inPerson()
	if err != nil {
		return reply{}, err
	}
	label := strings.Join(strings.Fields(f.value("label")), " ")
	switch n := utf8.RuneCountInString(label); {
	case n == 0:
		f.add("label", v.t("keys_page.label_missing"))
	case n > maxKeyLabel:
		f.add("label", v.n("form.at_most", maxKeyLabel))
	}
	days, err := strconv.Atoi(f.value("days"))
	if err != nil || days < 1 || days > 365 {
		f.add("days", v.t("keys_page.term_missing"))
	}
	keys, err := s.store.Tokens(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	if len(keys) >= maxKeys {
		f.add("", v.n("keys_page.too_many", maxKeys))
	}
	if !f.ok() {
		return v.showKeys(f, nil)
	}
	secret, key, err := s.store.IssueToken(v.ctx(), v.person(), label, time.Duration(days)*day)
	if err != nil {
		return reply{}, err
	}
	return v.showKeys(form{}, &madeKey{Label: key.Label, Secret: secret, ExpiresAt: key.ExpiresAt})
}

// revokeKey ends a key of the visitor's.
func (s *Server) revokeKey(v *visit) (reply, error) {
	err := v.inPerson()
	if err != nil {
		return reply{}, err
	}
	id, err := knownID(v.Param("id"))
	if err != nil {
		return reply{}, err
	}
	err = s.store.RevokeToken(v.ctx(), v.person(), id)
	if err != nil {
		return reply{}, err
	}
	return v.to("/nalog/kljucevi", "keys_page.revoked"), nil
}
