package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// persona is somebody of whom there is one in every land: what they hold, and
// what of the dossiers of the ministry MPROBA they see before the public does.
type persona struct {
	name         string
	appointments []string
	working      bool // sees what is working or embargoed
	classified   bool // sees what is classified
}

var personas = []persona{
	{"public", nil, false, false},
	{"citizen", []string{}, false, false},
	{"drafter", []string{"MPROBA drafter"}, true, true},
	{"signer", []string{"MPROBA signer"}, true, true},
	{"drafter of another ministry", []string{"MDRUGO drafter"}, false, false},
	{"signer of another ministry", []string{"MDRUGO signer"}, false, false},
	{"opinion giver", []string{"RSZ opinion_giver"}, false, false},
	{"secretary", []string{"ODBOR secretary"}, false, false},
	{"officer", []string{"GSV officer"}, false, false},
	{"operator", []string{"MDRUGO operator"}, false, false},
	{"oversight", []string{"MDRUGO oversight"}, true, false},
}

// unseen is a dossier that the public does not see, with words that stand in
// nothing else.
type unseen struct {
	visibility dossier.Visibility
	ref        string
	words      []string
}

func (h unseen) seenBy(p persona) bool {
	if h.visibility == dossier.Classified {
		return p.classified
	}
	return p.working
}

// land is a record with dossiers of every visibility and people of every kind.
type land struct {
	*site
	public string // reference of a dossier in an open round
	unseen []unseen
	tokens map[string]string // of personas, by name
}

func newLand(t *testing.T) *land {
	t.Helper()
	s := newSite(t)
	storetest.Ministry(t, s.store, "MDRUGO")
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	l := &land{site: s, public: m.ref, tokens: map[string]string{}}
	for _, v := range []dossier.Visibility{dossier.Working, dossier.Embargoed, dossier.Classified} {
		word := map[dossier.Visibility]string{dossier.Working: "радноречје", dossier.Embargoed: "ембаргоречје", dossier.Classified: "тајноречје"}[v]
		m.ref = as[object](m.drafter.do("POST", "/api/v1/dossiers", object{"title": "Закон о " + word, "kind": "law", "procedure": "test.two_stage", "lead": "MPROBA", "visibility": v}).want(201))["ref"].(string)
		m.drafter.do("POST", m.path("/versions"), object{"reason": "first_version", "documents": []object{
			{"kind": "act", "name": "nacrt.txt", "content": strings.ReplaceAll(lawText, "проб", word)},
			{"kind": "explanatory_memorandum", "name": word + ".txt", "content": "Образложење: " + word + "."}}}).want(201)
		l.unseen = append(l.unseen, unseen{v, m.ref, []string{word, latin(word)}})
	}
	for _, p := range personas {
		if p.appointments != nil {
			l.tokens[p.name] = s.person("Особа "+p.name, p.appointments...).token
		}
	}
	return l
}

func latin(word string) string { return reader("sr-Latn").say.Serbian(word) }

// at fills the places of a path for a dossier.
func at(p page, ref string) string {
	return "/sr-Cyrl" + strings.NewReplacer(":ref", ref, ":n", "1", ":provision", "art_2", ":wid", "art_2", ":kind", "explanatory_memorandum", ":position", "1",
		":no", "1", ":id", uuid.Nil.String()).Replace(strings.ReplaceAll(p.path, ":no", "1"))
}

func (l *land) asks(who persona, method, path string) response {
	l.t.Helper()
	headers := []string{}
	if token := l.tokens[who.name]; token != "" {
		headers = append(headers, "Authorization", "Bearer "+token)
	}
	var form url.Values
	if method == http.MethodPost {
		form = url.Values{}
	}
	return l.visitor().asks(method, path, form, headers...)
}

// TestNobodySeesWhatIsNotTheirs asks for every page of every unseen dossier as
// everybody: who does not see the dossier is told that there is none, and no page
// says a word of it.
func TestNobodySeesWhatIsNotTheirs(t *testing.T) {
	l := newLand(t)
	for _, who := range personas {
		t.Run(who.name, func(t *testing.T) {
			t.Parallel()
			for _, p := range pages {
				for _, h := range l.unseen {
					if strings.Contains(p.path, ":ref") || h.visibility == dossier.Working { // a page of no dossier is asked for once
						l.keeps(t, who, p, h)
					}
				}
			}
		})
	}
}

// keeps asks for a page of an unseen dossier as somebody.
func (l *land) keeps(t *testing.T, who persona, p page, h unseen) {
	what := fmt.Sprintf("%s %s of a %s dossier", p.method, p.path, h.visibility)
	r := l.asks(who, p.method, at(p, h.ref))
	if r.status >= http.StatusInternalServerError {
		t.Errorf("%s: got %d", what, r.status)
	}
	said := strings.ToLower(string(r.body))
	for _, other := range l.unseen {
		for _, word := range other.words {
			if !other.seenBy(who) && strings.Contains(said, word) {
				t.Errorf("%s: the page says %q", what, word)
			}
		}
	}
	if !strings.Contains(p.path, ":ref") || h.seenBy(who) {
		return
	}
	signIn := who.appointments == nil && (r.status == http.StatusUnauthorized || strings.Contains(r.header.Get("Location"), "/prijava?"))
	role := r.status == http.StatusForbidden && !holdsFor(p, who) // whatever the dossier
	if r.status != http.StatusNotFound && !signIn && !role {
		t.Errorf("%s: got %d, want that there is none", what, r.status)
	}
}

// holdsFor reports whether somebody holds a role that a page asks for at all.
func holdsFor(p page, who persona) bool {
	auth, _ := dossier.AuthorityFor(p.action)
	return auth.Place != dossier.Anywhere || slices.ContainsFunc(auth.Roles, func(r dossier.Role) bool { return holding(string(r))(who) })
}

// TestAnEmptyFormChangesNothing posts every form, empty, as everybody.
func TestAnEmptyFormChangesNothing(t *testing.T) {
	l := newLand(t)
	before := l.fingerprint()
	for _, p := range pages {
		if p.method != http.MethodPost || p.path == "/odjava" {
			continue
		}
		for _, who := range personas {
			for _, ref := range []string{l.public, l.unseen[0].ref} {
				r := l.asks(who, p.method, at(p, ref))
				if r.status >= http.StatusInternalServerError {
					t.Errorf("POST %s as %s: got %d", p.path, who.name, r.status)
				}
				if after := l.fingerprint(); after != before {
					t.Errorf("POST %s as %s changed the record:\n%s\nit was\n%s", p.path, who.name, after, before)
					before = after
				}
			}
		}
	}
}

// fingerprint counts what is in the record.
func (l *land) fingerprint() string {
	l.t.Helper()
	var counts []string
	for _, table := range []string{"persons", "appointments", "organisations", "mandates", "mandate_requests", "delegations", "tokens", "dossiers", "packages",
		"staged_documents", "stage_runs", "proofs", "opinions", "preparations", "signatures", "conclusions", "exemptions", "steps", "rounds", "submissions", "comments",
		"answers", "set_asides", "authorship_cases", "reports", "log_leaves", "withdrawals", "resubmissions", "proposer_changes", "government_periods", "bodies", "body_changes", "body_members", "plan_imports", "plan_items", "plan_links"} {
		counts = append(counts, `'`+table+` ' || (SELECT count(*) FROM `+table+`)`)
	}
	var said string
	err := l.store.DB().QueryRowContext(l.t.Context(), `SELECT concat_ws(E'\n', `+strings.Join(counts, ", ")+`)`).Scan(&said)
	if err != nil {
		l.t.Fatalf("count: %v", err)
	}
	return said
}

// reserved says which pages of no dossier are whose; every other one is for
// everybody, or for everybody who is signed in.
var reserved = map[string]func(persona) bool{
	"/moji-predmeti":         holding("drafter"),
	"/moji-predmeti/novi":    holding("drafter"),
	"/pregled":               func(p persona) bool { return len(p.appointments) > 0 },
	"/zastoji":               func(p persona) bool { return len(p.appointments) > 0 },
	"/plan-rada/unos":        func(p persona) bool { return holding("operator")(p) || holding("officer")(p) },
	"/sistem/organi":         holding("operator"),
	"/sistem/organi/promena": holding("operator"),
	"/sistem/organi/clanovi": holding("operator"),
	"/sistem/tehnicka-vlada": holding("operator"),
	"/sistem":                holding("operator"),
	"/sistem/organizacije":   holding("operator"),
	"/sistem/popravka":       holding("operator"),
	"/sistem/kalendar":       holding("operator"),
	"/sistem/prekidi":        holding("operator"),
	oldVersionsPath:          holding("operator"),
	migrationPath:            holding("operator"),
}

func holding(role string) func(persona) bool {
	return func(p persona) bool {
		return slices.ContainsFunc(p.appointments, func(a string) bool { return strings.HasSuffix(a, " "+role) })
	}
}

// TestPagesAreForWhomTheyAre asks for every page that is of no dossier.
func TestPagesAreForWhomTheyAre(t *testing.T) {
	l := newLand(t)
	for _, p := range pages {
		if p.method != http.MethodGet || strings.Contains(p.path, ":") {
			continue
		}
		auth, _ := dossier.AuthorityFor(p.action)
		for _, who := range personas {
			address := at(p, "")
			if p.path == "/sistem/popravka" || p.path == migrationPath { // it is of a dossier, which its query names
				address += "?predmet=" + l.public
			}
			r := l.asks(who, p.method, address)
			want := http.StatusOK
			allowed, kept := reserved[p.path]
			switch {
			case who.appointments == nil && auth.Place != dossier.Nowhere:
				want = http.StatusSeeOther
			case kept && !allowed(who):
				want = http.StatusForbidden
			}
			onwards := who.appointments != nil && (p.path == "/prijava" || p.path == "/registracija") && r.status == http.StatusSeeOther
			if r.status != want && !onwards {
				t.Errorf("GET %s as %s: got %d, want %d", p.path, who.name, r.status, want)
			}
		}
	}
}
