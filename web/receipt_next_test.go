package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

func TestAReceiptSaysWhatComesNextInEveryState(t *testing.T) {
	until := time.Date(2026, 11, 23, 23, 0, 0, 0, time.UTC)
	waits, answered, withdrawn := store.CommentState{}, store.CommentState{Outcome: "accepted"}, store.CommentState{Withdrawn: true}
	aside := func(change func(*store.AsideView)) store.CommentState {
		c := store.CommentState{AsideView: store.AsideView{Ground: dossier.AsideGround("off_topic"), Until: &until}}
		change(&c.AsideView)
		return c
	}
	contestable := aside(func(a *store.AsideView) { a.Contestable = true })
	contested := aside(func(a *store.AsideView) { a.ContestedAt = &until })
	upheld := aside(func(a *store.AsideView) { a.ContestedAt, a.Verdict = &until, "upheld" })
	final := aside(func(*store.AsideView) {})
	reinstated := aside(func(a *store.AsideView) { a.ContestedAt, a.Verdict = &until, "reinstated" })
	runs := receiptRound{known: true, open: true, ends: "2026-11-30", due: "2026-12-15"}
	over := receiptRound{known: true, ends: "2026-11-30", due: "2026-12-15"}
	reported := receiptRound{known: true, ends: "2026-11-30", report: "/izvestaj"}
	of := func(all ...store.CommentState) []store.CommentState { return all }
	for name, tt := range map[string]struct {
		state receiptState
		want  string
	}{
		"waiting for confirmation":        {receiptState{own: true, confirm: store.ConfirmationAwaited, until: until, comments: of(waits), round: runs}, "awaited until 23.00"},
		"confirmed, not admitted yet":     {receiptState{own: true, confirm: store.ConfirmationWanted, comments: of(waits), round: runs}, "wanted"},
		"never confirmed":                 {receiptState{confirm: store.ConfirmationOver, comments: of(waits), round: runs}, "over; again 2026-11-30"},
		"never confirmed, reported":       {receiptState{confirm: store.ConfirmationOver, comments: of(waits), round: reported}, "over"},
		"disowned":                        {receiptState{confirm: store.ConfirmationDisowned, comments: of(waits), round: over}, "disowned"},
		"erased before it counted":        {receiptState{confirm: store.ConfirmationErased, round: runs}, "erased"},
		"taken in":                        {receiptState{own: true, comments: of(waits), round: runs}, "receipt.open 2026-11-30; receipt.due 2026-12-15"},
		"taken in, confirmed":             {receiptState{own: true, confirm: store.ConfirmationGiven, comments: of(waits), round: runs}, "receipt.open 2026-11-30; receipt.due 2026-12-15"},
		"taken in, read by somebody":      {receiptState{comments: of(waits), round: runs}, "open_others 2026-11-30; receipt.due 2026-12-15"},
		"of a dossier one does not see":   {receiptState{comments: of(waits)}, ""},
		"corrected":                       {receiptState{own: true, corrected: true, comments: of(waits), round: runs}, "corrected; receipt.open 2026-11-30; receipt.due 2026-12-15"},
		"partly withdrawn":                {receiptState{own: true, comments: of(withdrawn, waits), round: runs}, "partly_withdrawn; receipt.open 2026-11-30; receipt.due 2026-12-15"},
		"all withdrawn":                   {receiptState{own: true, corrected: true, comments: of(withdrawn, withdrawn), round: runs}, "withdrawn; again 2026-11-30"},
		"all withdrawn, over":             {receiptState{own: true, comments: of(withdrawn), round: over}, "withdrawn"},
		"all withdrawn, reported":         {receiptState{own: true, comments: of(withdrawn), round: reported}, "withdrawn; receipt.report /izvestaj"},
		"erased":                          {receiptState{own: true, erased: true, corrected: true, comments: of(waits, withdrawn), round: runs}, "erased"},
		"erased, reported":                {receiptState{own: true, erased: true, comments: of(answered), round: reported}, "erased; receipt.report /izvestaj"},
		"set aside, to be contested":      {receiptState{own: true, comments: of(contestable, contestable), round: runs}, "aside_contestable until 23.00; due_only 2026-12-15"},
		"set aside, contested":            {receiptState{own: true, comments: of(contested), round: over}, "aside_contested; due_only 2026-12-15"},
		"set aside, upheld":               {receiptState{own: true, comments: of(upheld), round: reported}, "aside_upheld; receipt.report /izvestaj"},
		"set aside, too late":             {receiptState{own: true, comments: of(final), round: reported}, "aside_final; receipt.report /izvestaj"},
		"one set aside, one not":          {receiptState{own: true, comments: of(final, waits), round: runs}, "aside_final; receipt.open 2026-11-30; receipt.due 2026-12-15"},
		"one set aside, one withdrawn":    {receiptState{own: true, comments: of(final, withdrawn), round: runs}, "partly_withdrawn; aside_final; due_only 2026-12-15"},
		"reinstated":                      {receiptState{own: true, comments: of(reinstated), round: over}, "reinstated; receipt.due 2026-12-15"},
		"reinstated after the report":     {receiptState{own: true, comments: of(reinstated), round: reported}, "reinstated; receipt.report /izvestaj"},
		"answered early":                  {receiptState{own: true, comments: of(answered), round: runs}, "receipt.open 2026-11-30; answered; due_only 2026-12-15"},
		"one answered early":              {receiptState{own: true, comments: of(answered, waits), round: runs}, "receipt.open 2026-11-30; partly_answered; receipt.due 2026-12-15"},
		"joint, waiting for others":       {receiptState{own: true, asked: 2, comments: of(waits), round: runs}, "receipt.open 2026-11-30; asked 2 2026-11-30; receipt.due 2026-12-15"},
		"joint, over":                     {receiptState{own: true, asked: 2, comments: of(waits), round: over}, "over_waits; receipt.due 2026-12-15"},
		"joint, withdrawn":                {receiptState{own: true, asked: 2, comments: of(withdrawn), round: runs}, "withdrawn; again 2026-11-30"},
		"over":                            {receiptState{comments: of(waits), round: over}, "over_waits; receipt.due 2026-12-15"},
		"over, answered":                  {receiptState{comments: of(answered), round: over}, "answered; due_only 2026-12-15"},
		"report published":                {receiptState{own: true, comments: of(answered), round: reported}, "answered; receipt.report /izvestaj"},
		"reported, something waits still": {receiptState{own: true, comments: of(answered, waits), round: reported}, "reported_waits; partly_answered; receipt.report /izvestaj"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, s := range tt.state.next() {
				words := []string{strings.TrimPrefix(s.Message, "receipt_next.")}
				if s.Count > 0 {
					words = append(words, strconv.Itoa(s.Count))
				}
				if s.Day != "" {
					words = append(words, s.Day)
				}
				if !s.Moment.IsZero() {
					words = append(words, "until", s.Moment.Format("15.04"))
				}
				if s.Href != "" {
					words = append(words, s.Href)
				}
				got = append(got, strings.Join(words, " "))
				for _, l := range locale.Langs() {
					if !locale.For(l).Has(s.Message) {
						t.Errorf("%s does not stand in %s", s.Message, l)
					}
				}
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, "; ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// nextOn returns what a page of a receipt says under what comes next.
func nextOn(t *testing.T, page string) string {
	t.Helper()
	_, next, found := strings.Cut(page, "<h2>Шта даље</h2>")
	if !found {
		t.Fatal("the page does not say what comes next")
	}
	next, _, _ = strings.Cut(next, "</ul>")
	return next
}

func TestThePageOfAReceiptSaysNothingUntrueOfWhatComesNext(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	const inIt, answer = "Ваш коментар је у њој", "одговор на оно што је овде"
	u := s.visitor()
	own, others := u.sendsOne(t, m.ref), s.visitor()
	shows(t, nextOn(t, u.gets(own)), inIt, answer)
	page := nextOn(t, others.gets(own))
	shows(t, page, "Траје расправа и ово је у њој.", answer)
	hides(t, page, "Ваш")

	u.asks("POST", own+"/ispravka", url.Values{"key": {"1"}, "comments[0].body": {"Други текст."}}).want(http.StatusSeeOther)
	shows(t, nextOn(t, u.gets(own)), "Рачуна се последњи", inIt)
	u.asks("POST", own+"/povlacenje", url.Values{"key": {"2"}, "of": {"all"}}).want(http.StatusSeeOther)
	for _, page := range []string{u.gets(own), others.gets(own)} {
		shows(t, nextOn(t, page), "Повучено је све што је послато.", "Расправа још траје и прима нове коментаре.")
		hides(t, page, inIt, answer, "Рок за извештај")
	}
	u.asks("POST", own+"/brisanje", url.Values{"sigurno": {"da"}}).want(http.StatusSeeOther)
	page = u.gets(own)
	shows(t, nextOn(t, page), "избрисано је и више није у расправи")
	hides(t, nextOn(t, page), inIt, answer, "Повучено је све", "Рок за извештај")

	set := u.sendsOne(t, m.ref)
	one := m.proposal("2", "off_topic")
	m.preparer.works().sends(one, url.Values{"radnja": {"potvrda"}}).want(http.StatusSeeOther)
	page = u.gets(set)
	shows(t, nextOn(t, page), "Пошиљалац може да приговори", "до <time", "На изузети коментар се не одговара", "Рок за извештај")
	hides(t, page, inIt, answer)
	comment := as[api.Receipt](s.public().do("GET", "/api/v1"+strings.Replace(strings.TrimPrefix(set, "/sr-Cyrl"), "potvrde", "receipts", 1), nil).want(200)).Comments[0].Id
	u.asks("POST", set+"/prigovor", url.Values{"komentar": {comment}, "navodi": {"Јесте о закону."}}).want(http.StatusSeeOther)
	shows(t, nextOn(t, u.gets(set)), "Приговор на изузимање чека одлуку.")
	m.first.works().sends(one, url.Values{"radnja": {"prigovor"}, "odluka": {"reinstated"}, "obrazlozenje": {"Оправдан је."}}).want(http.StatusSeeOther)
	shows(t, nextOn(t, u.gets(set)), "враћен на разматрање и чека одговор", answer)

	joint := u.comments(t, m.ref, together(nil))
	shows(t, nextOn(t, u.gets(joint)), "Чекају се потписи још 2 организације.")
	hides(t, nextOn(t, others.gets(joint)), "потпис")

	m.closes()
	page = u.gets(set)
	hides(t, page, inIt)
	m.answers(round, 2, "not_accepted", "Рок је одмерен.")
	page = u.gets(set)
	shows(t, nextOn(t, page), "Одговорено је.", "Рок за извештај")
	hides(t, page, answer)
	m.reports()
	shows(t, nextOn(t, u.gets(set)), "Одговорено је.", "/izvestaji/1\">Извештај о расправи је објављен</a>")
	shows(t, nextOn(t, u.gets(joint)), "овде још нешто чека одговор")

	s, m, _ = demands(t)
	u, others = s.visitor(), s.visitor()
	held := u.comments(t, m.ref, map[string]string{"author.email": "ana@primer.example"})
	for _, page := range []string{u.gets(held), others.gets(held)} {
		shows(t, nextOn(t, page), "Чека се потврда адресе.")
		hides(t, page, inIt, answer, "Рок за извештај")
	}
}
