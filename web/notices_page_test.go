package web

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// reminds takes a demonstration to a legal instant, lets what is due there be told,
// and delivers it.
func (m *ministry) reminds(t *testing.T, at time.Time) {
	t.Helper()
	ref := dossier.Ref(m.ref)
	err := m.store.SetDemonstrationClock(t.Context(), ref, at)
	if err != nil {
		t.Fatal(err)
	}
	pin, err := m.store.Pin(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	_, err = m.store.LapseWindow(t.Context(), dossier.LapseInput{Ref: ref, StageNo: pin.StageNo})
	if err != nil {
		t.Fatal(err)
	}
	parcels, err := m.store.Parcels(t.Context(), 100, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parcels {
		if p.Topic == store.TopicNotice {
			err = m.store.DeliverNotice(t.Context(), p.Key)
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// begun opens a dossier whose round is open since a day long past, so that its own
// clock can be taken forward.
func (m *ministry) begun(t *testing.T) time.Time {
	t.Helper()
	ref, _, err := m.store.OpenDossier(t.Context(), m.drafter.id, store.Opening{Title: "Закон о проби рокова", Kind: "law", Procedure: "test.two_stage", Lead: "MPROBA",
		Visibility: dossier.Working, Demonstration: true, LegalStart: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	m.ref = string(ref)
	err = m.desk.Start(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	m.drafter.do("POST", m.path("/versions"), object{"reason": "first_version", "documents": []object{{"kind": "act", "name": "nacrt.txt", "content": lawText}}}).want(201)
	m.publishes()
	m.publishes()
	return time.Date(2026, 6, 8, 9, 0, 0, 0, time.UTC) // the last day of the round
}

func TestNoticesAreListedCountedAndRead(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	drafter, _ := s.signedIn("Марко Обавештић", "marko@mproba.example", "MPROBA drafter")
	page := string(drafter.asks("GET", "/sr-Cyrl/obavestenja", nil).want(200).body)
	holdsAll(t, "nothing was told", page, "Још немате обавештења", `href="/sr-Cyrl/zadaci"`)
	holdsNone(t, "nothing was told", page, "Означите")
	last := m.begun(t)
	m.reminds(t, last.AddDate(0, 0, -1))
	m.reminds(t, last)
	page = string(drafter.asks("GET", "/sr-Cyrl/obavestenja", nil).want(200).body)
	holdsAll(t, "two notices", page, "2 обавештења.", "2 нису прочитана.", "Коментари у фази „Консултације” примају се закључно са 8.", "одговарате на коментаре", "Закон о проби рокова",
		"Обавештења: 2 непрочитана", "/mogucnosti")
	one := regexp.MustCompile(`name="obavestenje" value="([^"]+)"`).FindStringSubmatch(page)
	until := regexp.MustCompile(`name="do" value="([^"]+)"`).FindStringSubmatch(page)
	if one == nil || until == nil {
		t.Fatalf("the page has no forms: %s", text(page))
	}
	other, _ := s.signedIn("Туђа", "tudja@mproba.example", "MPROBA signer")
	other.asks("POST", "/sr-Cyrl/obavestenja", url.Values{"obavestenje": {one[1]}}).want(http.StatusNotFound)
	other.asks("POST", "/sr-Cyrl/obavestenja", url.Values{"obavestenje": {"нешто"}}).want(http.StatusNotFound)
	drafter.asks("POST", "/sr-Cyrl/obavestenja", url.Values{"obavestenje": {one[1]}, "strana": {"1"}}).want(http.StatusSeeOther)
	page = string(drafter.asks("GET", "/sr-Cyrl/obavestenja", nil).want(200).body)
	holdsAll(t, "one is read", page, "Обавештење је означено као прочитано.", "1 није прочитано.", "Обавештења: 1 непрочитано")
	drafter.asks("POST", "/sr-Cyrl/obavestenja", url.Values{"do": {"јуче"}}).want(http.StatusSeeOther)
	drafter.asks("POST", "/sr-Cyrl/obavestenja", url.Values{"do": {until[1]}}).want(http.StatusSeeOther)
	page = string(drafter.asks("GET", "/sr-Cyrl/obavestenja", nil).want(200).body)
	holdsAll(t, "all are read", page, "Сва су прочитана.")
	holdsNone(t, "all are read", page, "непрочитан", "Означите сва")
	s.visitor().asks("GET", "/sr-Cyrl/obavestenja", nil).want(http.StatusSeeOther)
	s.visitor().asks("POST", "/sr-Cyrl/obavestenja", url.Values{"do": {until[1]}}).want(http.StatusUnauthorized)
}

func TestANoticeSaysWhatWhenAndWhyItCame(t *testing.T) {
	n := store.Notice{Ref: "2026-0007", Title: "Закон", StageSr: "Извештај „о” расправи", StageEn: "Report", Kind: string(procedure.MaxWindow), Raw: "2026-02-14", Due: "2026-02-18"}
	for _, c := range []struct {
		name   string
		change func(*store.Notice)
		sr, en string
		state  bool
		late   bool
	}{
		{"a week before", func(n *store.Notice) { n.Days, n.As = -7, dossier.OnDuty },
			"Рок у фази „Извештај ’о’ расправи” истиче 14. 2. 2026. Тај дан није радни, па рок по закону траје до 18. 2. 2026. на Вама је да поступите",
			"The term of the stage “Report” ends on 14 February 2026 That is no working day, so by law the term lasts until 18 February 2026. what is awaited is yours to do", false, false},
		{"on the last day, to who signs", func(n *store.Notice) { n.Days, n.As, n.Due = 0, dossier.InCharge, n.Raw },
			"Последњи дан рока у фази „Извештај ’о’ расправи” је 14. 2. 2026.  потписујете за орган чији је рок, или је Ваш орган одређен да буде обавештен",
			"The last day of the term of the stage “Report” is 14 February 2026  you sign for the body whose term it is, or your body is named to be told", false, false},
		{"a week after, to oversight", func(n *store.Notice) { n.Days, n.As, n.Due = 7, dossier.Overseers, n.Raw },
			"Фаза „Извештај ’о’ расправи” није завршена, а рок је истекао 14. 2. 2026.  надзирете рокове",
			"The stage “Report” is not completed, and its term ended on 14 February 2026  you watch over terms", false, true},
		{"a stage that has ended", func(n *store.Notice) { n.Days, n.As, n.Due, n.Over = 7, dossier.Overseers, n.Raw, true },
			"Фаза „Извештај ’о’ расправи” није завршена, а рок је истекао 14. 2. 2026.  надзирете рокове",
			"The stage “Report” is not completed, and its term ended on 14 February 2026  you watch over terms", true, false},
		{"the end of a round", func(n *store.Notice) { n.Days, n.As, n.Kind = -1, dossier.OnDuty, string(procedure.MinWindow) },
			"Коментари у фази „Извештај ’о’ расправи” примају се закључно са 18. 2. 2026.  одговарате на коментаре",
			"Comments in the stage “Report” are taken until the end of 18 February 2026  you answer comments", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			it := n
			c.change(&it)
			for l, want := range map[locale.Lang]string{locale.SrCyrl: c.sr, locale.En: c.en} {
				row := reader(l).noticeRowOf(it)
				if got := plain(fmt.Sprintf("%s %s %s", row.Says, row.Rolled, row.As)); got != want {
					t.Errorf("%s:\ngot  %s\nwant %s", l, got, want)
				}
				if (row.State != "") != c.state || row.Late != c.late {
					t.Errorf("%s: state %q, late %t", l, row.State, row.Late)
				}
				if strings.HasSuffix(row.Href, "/mogucnosti") == c.state {
					t.Errorf("%s: leads to %s", l, row.Href)
				}
			}
		})
	}
}

func TestNoticesGoOverPages(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	drafter, _ := s.signedIn("Марко Обавештић", "marko@mproba.example", "MPROBA drafter")
	for range 11 {
		last := m.begun(t)
		m.reminds(t, last.AddDate(0, 0, -1))
		m.reminds(t, last)
	}
	first := string(drafter.asks("GET", "/sr-Cyrl/obavestenja?strana=нешто", nil).want(200).body)
	holdsAll(t, "the first page", first, "22 обавештења.", `href="/sr-Cyrl/obavestenja?strana=2"`)
	if got := strings.Count(first, `name="obavestenje"`); got != noticesShown {
		t.Errorf("the first page shows %d, want %d", got, noticesShown)
	}
	second := string(drafter.asks("GET", "/sr-Cyrl/obavestenja?strana=7", nil).want(200).body)
	holdsAll(t, "the last page", second, `href="/sr-Cyrl/obavestenja?strana=1"`)
	if got := strings.Count(second, `name="obavestenje"`); got != 2 {
		t.Errorf("the last page shows %d, want 2", got)
	}
}
