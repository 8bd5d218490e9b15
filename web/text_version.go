package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

// textHead is what stands above every page of a version.
type textHead struct {
	Ref       string
	No        int
	Date      time.Time
	State     roundState
	Newer     link   // to the newest version; empty: this is it
	Since     link   // to what is new since the version before
	Versions  []link // the others
	Converted string // which script the text was written in, where it is shown in the other
}

// roundState says whether comments are taken on a version.
type roundState struct {
	Open      bool
	Closed    bool
	Ends      time.Time
	Days      int // after today, until the last day
	Rounds    int
	Hidden    bool      // comments are not shown while the round runs
	Admission string    // who may comment; empty: anyone
	Held      time.Time // until when a round that ended in a downtime may be made longer; zero: none is held
}

// version is a version of a dossier as somebody sees it, with its rounds.
type version struct {
	dossier  store.DossierView
	packages []store.PackageView
	pack     store.PackageView
	act      *act.Act
	rounds   []store.RoundView           // over this version, oldest first
	stands   map[string]*standingComment // what became of comments in a later version, by their ids, where cards show it
}

// version reads the version that an address names.
func (s *Server) version(v *visit) (version, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return version{}, err
	}
	no, err := strconv.Atoi(v.Param("n"))
	if err != nil || no < 1 {
		return version{}, dossier.Refuse(dossier.CodeNotFound)
	}
	return s.versionOf(v, ref, no)
}

func (s *Server) versionOf(v *visit, ref dossier.Ref, no int) (version, error) {
	var out version
	var err error
	out.dossier, err = s.store.Dossier(v.ctx(), v.person(), ref)
	if err != nil {
		return version{}, err
	}
	out.packages, err = s.store.Packages(v.ctx(), v.person(), ref)
	if err != nil {
		return version{}, err
	}
	i := slices.IndexFunc(out.packages, func(p store.PackageView) bool { return p.No == no })
	if i < 0 {
		return version{}, dossier.Refuse(dossier.CodeNotFound)
	}
	out.pack = out.packages[i]
	out.act, err = s.acts.of(v.ctx(), s.store, v.person(), ref, out.pack)
	if err != nil {
		return version{}, err
	}
	rounds, _, err := s.store.Rounds(v.ctx(), v.person(), ref, "", store.Page{Limit: maxRounds})
	if err != nil {
		return version{}, err
	}
	for _, r := range rounds {
		if r.PackageNo == no {
			out.rounds = append(out.rounds, r)
		}
	}
	return out, nil
}

// open returns the round in which comments are taken on the version.
func (x version) open() (store.RoundView, bool) {
	for _, r := range x.rounds {
		if r.Status == dossier.RoundOpen {
			return r, true
		}
	}
	return store.RoundView{}, false
}

// roundNo returns the number of a round by its id.
func (x version) roundNo(id string) int {
	for _, r := range x.rounds {
		if r.ID == id {
			return r.No
		}
	}
	return 0
}

func (x version) state(v *visit) roundState {
	st := roundState{Rounds: len(x.rounds)}
	r, open := x.open()
	if !open {
		st.Closed = len(x.rounds) > 0
		if st.Closed {
			st.Held = utc(x.rounds[len(x.rounds)-1].HeldUntil)
		}
		return st
	}
	last := r.LegalCloses.Add(-time.Nanosecond).In(belgrade)
	today := x.dossier.LegalNow.In(belgrade)
	midnight := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return roundState{Open: true, Ends: r.LegalCloses, Days: int(midnight(last).Sub(midnight(today)).Hours() / 24), Rounds: len(x.rounds),
		Hidden: !r.ShowComments && !x.dossier.Insider, Admission: v.admission(r)}
}

// head returns what stands above the pages of a version; suffix is behind the
// version's number in their addresses.
func (x version) head(v *visit) textHead {
	base := "/predmeti/" + string(x.dossier.Ref)
	at := func(no int) string { return v.href(base + "/tekst/" + strconv.Itoa(no)) }
	h := textHead{Ref: string(x.dossier.Ref), No: x.pack.No, Date: x.pack.LegalAt, State: x.state(v)}
	before := 0
	for _, p := range x.packages {
		if p.ActHash == "" || p.No == x.pack.No {
			continue
		}
		h.Versions = append(h.Versions, link{at(p.No), v.t("text.version", "number", p.No, "day", v.say.DateOf(p.LegalAt))})
		if p.No < x.pack.No {
			before = p.No
		} else {
			h.Newer = link{at(p.No), v.t("text.newer", "number", p.No)}
		}
	}
	if before > 0 {
		h.Since = link{v.href(base + "/izmene?od=" + strconv.Itoa(before) + "&do=" + strconv.Itoa(x.pack.No)), v.t("text.since", "number", before)}
	}
	if x.act != nil {
		h.Converted = v.converted(x.act.Lang)
	}
	return h
}

// textLang returns the language tag of an act as it is shown that was written in the language
// lang.
func (v *visit) textLang(lang string) string {
	if v.converted(lang) == "" {
		return lang
	}
	return string(v.lang)
}

// converted returns the script of Serbian that an act was written in where it is shown in the
// other; empty where it is shown as it was written.
func (v *visit) converted(lang string) string {
	if v.lang == locale.En || string(v.lang) == lang || !strings.HasPrefix(lang, "sr-") {
		return ""
	}
	return lang
}
