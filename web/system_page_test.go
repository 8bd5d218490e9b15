package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// operated is a site with a hidden dossier whose workflow was lost, and an
// operator of another body.
func operated(t *testing.T) (*site, *ministry, *caller) {
	t.Helper()
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", object{"visibility": "classified", "title": "Закон о тајној проби"})
	storetest.Ministry(t, s.store, "MDRUGO")
	_, err := s.store.DB().ExecContext(t.Context(), `UPDATE outbox SET delivered_at = clock_timestamp()`)
	if err != nil {
		t.Fatal(err)
	}
	return s, m, s.person("Оператер Први", "MDRUGO operator")
}

func TestOperatorsReadWhatHappenedAndWhatToDo(t *testing.T) {
	s, m, operator := operated(t)
	calm := operator.opensPage("/sr-Cyrl/sistem")
	shows(t, calm, "Сведоци јавног дневника", "Ниједан сведок није подешен.")
	if !strings.Contains(calm, "Све ради како треба.") || strings.Count(calm, `tag yes`) != 4 || !strings.Contains(calm, "посао преузимају 2 извршиоца") {
		t.Error("where nothing is wrong, the page does not say so")
	}
	err := s.store.RecordDrift(t.Context(), []store.Drift{{Ref: dossier.Ref(m.ref), Kind: store.Missing}})
	if err != nil {
		t.Fatal(err)
	}
	page := operator.opensPage("/sr-Cyrl/sistem")
	mend := `href="/sr-Cyrl/sistem/popravka?predmet=` + m.ref + `&amp;sta=workflow_missing"`
	for _, must := range []string{"1 ствар тражи пажњу", "Предмет је у току, а његов ток не ради", "Шта треба учинити:", m.ref, "Обавештење о почетку израде", mend, "Покрените поново"} {
		if !strings.Contains(page, must) {
			t.Errorf("the page does not say %q", must)
		}
	}
	if strings.Contains(page, "тајној") || strings.Contains(page, "/predmeti/"+m.ref) {
		t.Error("an operator reads the title of a dossier that they do not see, or is led to it")
	}
	s.desk.sick, s.desk.idle = errors.New("no connection to 10.0.0.7"), true
	page = operator.opensPage("/en/sistem")
	if strings.Count(page, `tag no`) != 3 || !strings.Contains(page, "no worker takes work") || !strings.Contains(page, "does not wait for the disk") || strings.Contains(page, "10.0.0.7") {
		t.Error("a part that does not answer is not named, or says too much")
	}
}

func TestOnlyOperatorsSeeAndMend(t *testing.T) {
	s, m, _ := operated(t)
	for _, path := range []string{"/en/sistem", "/en/sistem/popravka?predmet=" + m.ref} {
		s.visitor().asks("GET", path, nil).want(http.StatusSeeOther)
		for _, c := range []*caller{m.drafter, s.person("Надзорник Први", "MDRUGO oversight"), s.person("Без Улоге")} {
			s.visitor().asks("GET", path, nil, "Authorization", "Bearer "+c.token).want(http.StatusForbidden)
		}
	}
	s.visitor().asks("POST", "/en/sistem/popravka", url.Values{"predmet": {m.ref}}).want(http.StatusUnauthorized)
	m.drafter.works().sends("/en/sistem/popravka", url.Values{"predmet": {m.ref}}).want(http.StatusForbidden)
	if len(s.desk.mended) != 0 {
		t.Errorf("mended %v", s.desk.mended)
	}
}

func TestAnOperatorMendsAWorkflowAfterReadingWhatFollows(t *testing.T) {
	s, m, operator := operated(t)
	u := operator.works()
	page := u.reads("/sr-Cyrl/sistem/popravka?predmet=" + m.ref + "&sta=workflow_missing")
	if !strings.Contains(page, "биће покренут поново") || !strings.Contains(page, "У самом предмету се ништа не мења") || strings.Contains(page, "тајној") {
		t.Error("the page does not say what follows, or says too much")
	}
	form := url.Values{"predmet": {m.ref}, "sta": {"workflow_missing"}}
	u.sends("/sr-Cyrl/sistem/popravka", form).want(http.StatusSeeOther)
	if got := u.reads("/sr-Cyrl/sistem"); !strings.Contains(got, "Ток предмета "+m.ref+" сада се слаже са записом.") {
		t.Error("the operator is not told that it was mended")
	}
	for _, kind := range []store.DriftKind{store.Missing, store.Behind, store.Ahead, store.NoAnswer} {
		s.desk.left = kind
		u.sends("/sr-Cyrl/sistem/popravka", form).want(http.StatusSeeOther)
		if got := u.reads("/sr-Cyrl/sistem"); !strings.Contains(got, "Ток предмета "+m.ref) || strings.Contains(got, "operating.") {
			t.Errorf("%s: the operator is not told how it is", kind)
		}
	}
	if len(s.desk.mended) != 5 || s.desk.mended[0] != dossier.Ref(m.ref) {
		t.Errorf("mended %v", s.desk.mended)
	}
	s.desk.mute = true
	r := u.sends("/sr-Cyrl/sistem/popravka", form).want(http.StatusUnprocessableEntity)
	if !strings.Contains(string(r.body), "покретач поступака не одговара") || !strings.Contains(string(r.body), "Покрените поново") {
		t.Error("a fault is not said on the page that asked")
	}
	for _, ref := range []string{"", "x", "2019-0001"} {
		u.sends("/sr-Cyrl/sistem/popravka", url.Values{"predmet": {ref}}).want(http.StatusNotFound)
		if ref != "" {
			u.opens("/sr-Cyrl/sistem/popravka?predmet=" + ref).want(http.StatusNotFound)
		}
	}
}

func TestEveryTroubleHasItsWords(t *testing.T) {
	for _, l := range locale.Langs() {
		v := reader(l)
		all := make([]store.Trouble, 0, len(troubleOrder)+shownTroubles)
		for _, code := range troubleOrder {
			all = append(all, store.Trouble{Code: code, Ref: "2026-0001", Command: dossier.Sign, Topic: store.TopicRound, Attempts: 3, Count: 2})
			for _, part := range []string{"", "_what", "_do"} {
				if !v.say.Has("trouble." + string(code) + part) {
					t.Errorf("%s%s has no words in %s", code, part, l)
				}
			}
		}
		for range shownTroubles {
			all = append(all, store.Trouble{Code: store.CommandExpired})
		}
		groups := v.troubleGroups(all)
		var got []string
		for _, g := range groups {
			got = append(got, g.Code)
		}
		if d := cmp.Diff(texts(troubleOrder), got); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		if last := groups[len(groups)-1]; len(last.Rows) != shownTroubles || last.More != 1 {
			t.Errorf("%d rows and %d more", len(last.Rows), last.More)
		}
	}
	row := reader(locale.SrCyrl).troubleRow(store.Trouble{Code: store.ParcelUndelivered, Ref: "2026-0001", Topic: store.TopicStart, Attempts: 5, Cause: "no connection"})
	if row.About != "покретање тока, 5 покушаја" || row.Mend.Text != "Подсетите поступак" || row.Href != "" || row.Cause != "no connection" {
		t.Errorf("got %+v", row)
	}
}

func TestEveryFailureOfAWitnessHasItsWords(t *testing.T) {
	signed := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	failed := signed.Add(time.Hour)
	for _, lang := range []locale.Lang{locale.SrCyrl, locale.SrLatn, locale.En} {
		v := &visit{lang: lang, say: locale.For(lang)}
		for _, f := range store.WitnessFailures {
			row := v.witnessRow(store.WitnessState{Name: "svedok.example", Asked: true, Size: 9, SignedAt: &signed, Failure: f, FailedAt: &failed, Cause: "dial tcp"})
			if row.Failure == "" || row.Failure == string(f) || !row.Failing {
				t.Errorf("%s: %s is told as %q, failing %t", lang, f, row.Failure, row.Failing)
			}
		}
		if row := v.witnessRow(store.WitnessState{Name: "svedok.example", Asked: true, Size: 9, SignedAt: &failed, Failure: store.WitnessAnswer, FailedAt: &signed}); row.Failing {
			t.Errorf("%s: what signed since it failed is said to fail", lang)
		}
	}
}
