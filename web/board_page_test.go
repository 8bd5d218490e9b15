package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestTheTilesAreSentences(t *testing.T) {
	late := []store.LateStage{{TitleSr: "Извештај", TitleEn: "Report", Days: 5}, {TitleSr: "Мишљења", TitleEn: "Opinions", Days: 1}}
	for _, tt := range []struct {
		lang  locale.Lang
		board store.BoardView
		want  []tile
	}{
		{locale.SrCyrl, store.BoardView{UnderWay: 38, Deciding: 11, LongestWait: 6, Soon: 5, Late: 2, Latest: late}, []tile{{38, "предмета у току", false},
			{11, "чека нечију одлуку, најдуже 6 дана", false}, {5, "рокова истиче у наредних 7 дана", false}, {2, "предмета касне: Извештај (5 дана), Мишљења (1 дан)", true}}},
		{locale.SrLatn, store.BoardView{UnderWay: 1, Deciding: 2, Soon: 3}, []tile{{1, "predmet u toku", false}, {2, "čekaju nečiju odluku", false},
			{3, "roka ističu u narednih 7 dana", false}, {0, "predmeta kasni", false}}},
		{locale.En, store.BoardView{UnderWay: 2, Deciding: 1, LongestWait: 1, Soon: 1, Late: 1, Latest: late[1:]}, []tile{{2, "dossiers under way", false},
			{1, "waits for somebody’s decision, the longest for 1 day", false}, {1, "term ends within 7 days", false}, {1, "dossier is late: Opinions (1 day)", true}}},
	} {
		if d := cmp.Diff(tt.want, reader(tt.lang).tiles(tt.board)); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.lang, d)
		}
	}
}

func TestACellHasAMarkAWordAndASentence(t *testing.T) {
	cell := func(p store.PhaseView, given, asked int) store.BoardCell {
		return store.BoardCell{PhaseView: p, Given: given, Asked: asked}
	}
	june, november := civil("2026-06-03"), civil("2026-11-30")
	got := reader(locale.SrCyrl).boardCells([]store.BoardCell{
		cell(store.PhaseView{State: store.PhaseDone, From: june, To: june}, 0, 0),
		cell(store.PhaseView{State: store.PhaseNow, Stage: "x", Due: november}, 0, 0),
		cell(store.PhaseView{State: store.PhaseNow, Stage: "x", From: june}, 3, 4),
		cell(store.PhaseView{State: store.PhaseLate, Stage: "x", Due: june, LateDays: 5}, 0, 0),
		cell(store.PhaseView{State: store.PhaseLate, Stage: "x"}, 0, 0),
		cell(store.PhaseView{State: store.PhaseSkipped, Skipped: &store.SkipView{OutcomeSr: "Није обавезна"}}, 0, 0),
		cell(store.PhaseView{State: store.PhaseSkipped, Skipped: &store.SkipView{OutcomeSr: "Изузето због хитности поступка"}}, 0, 0),
		cell(store.PhaseView{State: store.PhaseComing, Kind: procedure.Decision}, 0, 0),
	})
	want := []boardCell{
		{"done", "✓", "3. 6.", "завршено, 3. 6. 2026."},
		{"now", "●", "до 30. 11.", "у току, до 30. 11. 2026."},
		{"now", "●", "3 од 4", "у току, од 3. 6. 2026., стигло је мишљења: 3 од 4"},
		{"late", "▲", "касни 5 дана", "у току, рок је прошао, касни 5 дана"},
		{"late", "▲", "касни", "у току, рок је прошао"},
		{"skip", "╱", "Није обавезна", "прескочено, Није обавезна"},
		{"skip", "╱", "прескочено", "прескочено, Изузето због хитности поступка"},
		{"", "", "", "предстоји"},
	}
	plain := func(c boardCell) boardCell {
		c.Text, c.Full = strings.ReplaceAll(c.Text, "\u00a0", " "), strings.ReplaceAll(c.Full, "\u00a0", " ")
		return c
	}
	if d := cmp.Diff(want, each(got, plain)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestWhatNarrowsTheBoardStaysInItsAddress(t *testing.T) {
	ask := readOnBoard(url.Values{byQuery: {"  шуме "}, byBody: {"MPROBA"}, byLate: {"1"}, byNumber: {"3"}})
	if ask.query != "шуме" || ask.number != 3 || !ask.late || ask.mine {
		t.Errorf("got %+v", ask)
	}
	if got, want := ask.with(byLate, ""), "?organ=MPROBA&q="+url.QueryEscape("шуме"); got != want {
		t.Errorf("without what is late: got %s, want %s", got, want)
	}
	if got := (onBoard{mine: true}).with(byMine, ""); got != "" {
		t.Errorf("the whole board stands at %q", got)
	}
	if got := readOnBoard(url.Values{byQuery: {strings.Repeat("ш", 500)}, byNumber: {"-1"}}); len([]rune(got.query)) != maxSought || got.number != 1 {
		t.Errorf("got %d letters on page %d", len([]rune(got.query)), got.number)
	}
}

func TestTheBoardShowsOfficialsWhatTheySee(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	open := m.ref
	m.opens("MPROBA", object{"visibility": "classified", "title": "Закон о тајној проби"})
	hidden := m.ref
	storetest.Ministry(t, s.store, "MDRUGO")
	overseer := s.person("Надзорник Први", "MDRUGO oversight")

	s.visitor().asks("GET", "/sr-Cyrl/pregled", nil).want(http.StatusSeeOther)
	s.visitor().asks("GET", "/sr-Cyrl/pregled", nil, "Authorization", "Bearer "+s.person("Без Улоге").token).want(http.StatusForbidden).
		holds("у неком органу има одговарајућу улогу", "!овом органу", "!на страници предмета")

	page := overseer.opensPage("/sr-Cyrl/pregled")
	for _, must := range []string{open, "Закон о проби", `class="cell done"`, `class="cell now"`, "шта ради поступак", "Коментаре можете послати до", "Ток поступка то потврђује", "предмет у току"} {
		if !strings.Contains(page, must) {
			t.Errorf("the board does not show %q", must)
		}
	}
	if strings.Contains(page, hidden) || strings.Contains(page, "тајној") {
		t.Error("the board shows what is hidden")
	}
	mine := m.drafter.opensPage("/sr-Cyrl/pregled?moji=1&predmet=" + hidden)
	if !strings.Contains(mine, "Закон о тајној проби") || !strings.Contains(mine, `<h2 id="tok">`+hidden) || !strings.Contains(mine, `aria-current="true"><span class="num">`+hidden) {
		t.Error("an insider does not see what their dossier does")
	}
	s.visitor().asks("GET", "/sr-Cyrl/pregled?predmet="+hidden, nil, "Authorization", "Bearer "+overseer.token).want(http.StatusNotFound)
	s.visitor().asks("GET", "/sr-Cyrl/pregled?predmet=x", nil, "Authorization", "Bearer "+overseer.token).want(http.StatusNotFound)
	if page := overseer.opensPage("/en/pregled?kasne=1"); !strings.Contains(page, "No dossier matches") || !strings.Contains(page, "only late dossiers") {
		t.Error("an empty board does not say why")
	}
	s.desk.mute = true
	if page := overseer.opensPage("/en/pregled"); !strings.Contains(page, "The workflow does not answer") {
		t.Error("the board does not say that the workflow does not answer")
	}
}
