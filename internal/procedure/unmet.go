package procedure

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Codes of the reasons why a transition is not open. They are stable: pages,
// the API and refusals speak of a reason by its code. Those in Gates may
// be named by a definition; documents, channels, opinions, minimum windows,
// signatures and reasons are asked for wherever the stage has them, named or not,
// and a final closing wherever answers or a report are.
const (
	DocumentsPresent     = "documents_present"      // documents the law wants are missing or older than the text
	EveryCommentAnswered = "every_comment_answered" // comments have no answer
	ReportPublished      = "report_published"       // the report on the consultation is not public
	ClosingDeclared      = "closing_declared"       // nobody has declared that everything that was sent in time is in, by every way
	OpinionsBoundToText  = "opinions_bound_to_text" // opinions are missing or were given on another text
	MinWindowEnded       = "min_window_ended"       // the least time has not passed, or its clock has not started
	ChannelsProved       = "channels_proved"        // publication is not proved everywhere
	DebateDecided        = "debate_decided"         // nobody has decided whether there is a debate
	SignaturesComplete   = "signatures_complete"    // signatures are missing
	PackagePublic        = "package_public"         // documents that the stage publishes are not public
	PackagePrepared      = "package_prepared"       // nobody has asked for signatures
	PackageUnchanged     = "package_unchanged"      // the package is another than the one prepared
	SealUnbroken         = "seal_unbroken"          // an answer, the report, an opinion or a decision is newer than what was prepared
	ReasonsGiven         = "reasons_given"          // the outcome needs reasons
	OutcomeOfStage       = "outcome_of_stage"       // the stage has no such outcome

	MaterialChangeDecided = "material_change_decided" // articles changed after the debate and nobody has decided what follows
	ThresholdMet          = "threshold_met"           // too few support what is collected
	QuorumMet             = "quorum_met"              // the collegial body was not there in the number that can decide, or did not carry it
	MembersKnown          = "members_known"           // nobody has entered how many members the collegial body has, of whom the quorum is a part
	OutcomePermitted      = "outcome_permitted"       // the outcome may not be taken for such an act
	GroundNamed           = "ground_named"            // none of the grounds that the law lists is named
	TakenByLapse          = "taken_by_lapse"          // the outcome comes by itself when the longest term ends, and from nobody
)

// Gates are the codes that a definition may name as a gate, in the order in
// which Unmet answers.
var Gates = []string{DocumentsPresent, EveryCommentAnswered, ReportPublished, OpinionsBoundToText, MinWindowEnded,
	ChannelsProved, DebateDecided, SignaturesComplete, PackagePublic, MaterialChangeDecided, ThresholdMet, QuorumMet}

// Codes lists every code that Unmet may answer, with the parameters of each.
var Codes = []struct {
	Code   string
	Params []string
}{
	{DocumentsPresent, []string{"missing", "stale"}}, // kinds of documents, joined by commas
	{EveryCommentAnswered, []string{"count"}},        // how many are not
	{ClosingDeclared, nil},
	{ReportPublished, nil},
	{OpinionsBoundToText, []string{"missing", "other_text"}}, // codes of bodies, joined by commas
	{MinWindowEnded, []string{"until"}},                      // instant, RFC 3339; absent: its clock has not started
	{ChannelsProved, []string{"missing"}},                    // channels, joined by commas
	{DebateDecided, nil},
	{SignaturesComplete, []string{"have", "need", "missing"}}, // codes of bodies, joined by commas
	{PackagePublic, []string{"documents"}},                    // kinds of documents, joined by commas
	{MaterialChangeDecided, []string{"articles"}},             // how many changed
	{ThresholdMet, []string{"have", "need"}},
	{QuorumMet, []string{"members", "present", "in_favour", "need_present", "need_in_favour"}},
	{MembersKnown, nil},
	{PackagePrepared, nil},
	{PackageUnchanged, []string{"prepared", "package", "since"}}, // hashes, and an instant, RFC 3339
	{SealUnbroken, []string{"answers", "report", "opinion", "conclusion", "changes", "exemption", "before"}}, // instants, RFC 3339, since when
	{ReasonsGiven, []string{"outcome"}},
	{GroundNamed, []string{"outcome"}},
	{OutcomePermitted, []string{"outcome"}},
	{TakenByLapse, []string{"outcome", "until"}}, // instant, RFC 3339; absent: no such term runs
	{OutcomeOfStage, []string{"outcome"}},
}

// Facts are what is known of a dossier in its present stage.
type Facts struct {
	Documents           map[string]bool // kinds in the package
	StaleDocuments      []string        // kinds that are older than the text
	PackagePublic       bool            // the package can be seen by the public
	ProvedChannels      []string
	UnansweredComments  int // in all closed rounds
	ProvisionalClosings int // of closed rounds
	ReportPublished     bool
	DebateDecided       bool     // held, or waived with published reasons
	OpinionsMissing     []string // codes of bodies
	OpinionsOnOtherText []string // codes of bodies
	Signatures          int      // on the package as it is, by different people
	PackageHash         string
	PreparedHash        string            // empty: nobody has asked for signatures
	NewerThanPrepared   map[string]string // what has come since they were asked for, by its kind: instants, RFC 3339; under "before" that of a preparation whose seal left something out
	MinWindowEnds       time.Time         // exclusive, the latest of the stage; zero: none runs
	MaxWindowEnds       time.Time         // exclusive, the earliest of the stage that has not lapsed; zero: none runs
	Now                 time.Time         // on the same clock
	HasReasons          bool

	SignaturesNeeded  int      // by all bodies; 0: as many as the stage says
	SignaturesMissing []string // codes of the bodies whose signatures are missing, where the stage says whose they are
	Ground            string   // that is named; empty: none is
	Support           int      // how many support what the stage collects
	Electorate        int      // how many may support it; 0: nobody has said
	Present, InFavour int      // members of the collegial body, as its conclusion says
	ChangedArticles   int      // since the text that was debated, without a decision that no other round follows; below 0: it is not known yet
	AnotherRound      bool     // it was decided that one follows, on the present text
	ChairInFavour     bool     // who presides over it voted for it
	Members           int      // all of the collegial body, where its quorum is a part of them; 0: nobody has said
}

// NewerBesidePackage returns what has come since signatures were asked for, beside
// another package; nil where nothing has.
func (f Facts) NewerBesidePackage() map[string]string {
	rest := maps.Clone(f.NewerThanPrepared)
	delete(rest, "package")
	if len(rest) == 0 {
		return nil
	}
	return rest
}

// Reason says why a transition is not open.
type Reason struct {
	Code   string            `json:"code"`
	Params map[string]string `json:"params,omitempty"`
	Basis  string            `json:"basis,omitempty"` // where the law says so
}

// Unmet returns why the stage cannot be left with that outcome, in the order of
// Codes; nothing where it can. Gates, documents, channels, minimum windows and
// signatures guard the way forward; an ungated outcome needs only its reasons, and
// one that only a lapse takes is open to nobody. An empty outcome asks whether the stage may be published at all:
// whether its documents are there.
func Unmet(s StageDef, outcome string, f Facts) []Reason {
	if outcome == "" {
		return only(s.documents(f))
	}
	o, ok := s.Outcome(outcome)
	if !ok {
		return []Reason{{Code: OutcomeOfStage, Params: map[string]string{"outcome": outcome}, Basis: s.Basis}}
	}
	if o.LapseOnly {
		return []Reason{s.byLapse(outcome, f)}
	}
	var reasons []Reason
	if !o.Ungated {
		for _, c := range Checks(s, f) {
			if !c.Holds {
				reasons = append(reasons, c.Reason)
			}
		}
	}
	named := map[string]string{"outcome": outcome}
	basis := firstOf(o.Basis, s.Basis)
	if o.NeedsReasons && !f.HasReasons {
		reasons = append(reasons, Reason{Code: ReasonsGiven, Params: named, Basis: basis})
	}
	if len(o.Grounds) > 0 && !slices.Contains(o.Grounds, f.Ground) {
		reasons = append(reasons, Reason{Code: GroundNamed, Params: named, Basis: basis})
	}
	if o.Barred {
		reasons = append(reasons, Reason{Code: OutcomePermitted, Params: named, Basis: basis})
	}
	return reasons
}

// byLapse is why nobody takes an outcome that states that the term has passed:
// the basis is that of the term.
func (s StageDef) byLapse(outcome string, f Facts) Reason {
	r := Reason{Code: TakenByLapse, Params: map[string]string{"outcome": outcome}, Basis: s.Basis}
	if !f.MaxWindowEnds.IsZero() {
		r.Params["until"] = f.MaxWindowEnds.UTC().Format(time.RFC3339)
	}
	i := slices.IndexFunc(s.Windows, func(w WindowDef) bool { return w.Kind == MaxWindow })
	if i >= 0 {
		r.Basis = s.Windows[i].Basis
	}
	return r
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func only(r Reason, unmet bool) []Reason {
	if !unmet {
		return nil
	}
	return []Reason{r}
}

func (s StageDef) documents(f Facts) (Reason, bool) {
	basis, asked := s.asks(DocumentsPresent)
	if !asked {
		return Reason{}, false
	}
	params, open := documentsPresent(s, f)
	return Reason{Code: DocumentsPresent, Params: params, Basis: basis}, !open
}

// asks reports whether the stage asks for a condition, by a gate or by itself,
// and on what basis.
func (s StageDef) asks(code string) (string, bool) {
	for _, g := range s.Gates {
		if g.Code == code {
			return g.Basis, true
		}
	}
	switch code {
	case ClosingDeclared: // what is answered or reported on is everything that was sent in time
		for _, g := range s.Gates {
			if g.Code == EveryCommentAnswered || g.Code == ReportPublished {
				return g.Basis, true
			}
		}
		return s.Basis, s.Kind == Report
	case DocumentsPresent:
		return s.Basis, len(s.Docs) > 0
	case ChannelsProved:
		return s.Basis, len(s.Channels) > 0
	case OpinionsBoundToText:
		return s.Basis, s.Kind == Opinions
	case SignaturesComplete, PackagePrepared, PackageUnchanged, SealUnbroken:
		return s.Basis, s.Signed()
	case ThresholdMet:
		if len(s.Thresholds) > 0 {
			return s.Thresholds[0].Basis, true
		}
	case QuorumMet:
		if s.Quorum != nil {
			return s.Quorum.Basis, true
		}
	case MembersKnown:
		if s.Quorum != nil && s.Quorum.Relative() {
			return s.Quorum.Basis, true
		}
	case MinWindowEnded:
		for _, w := range s.Windows {
			if w.Kind != MaxWindow {
				return w.Basis, true
			}
		}
	}
	return "", false
}

type condition struct {
	code string
	open func(StageDef, Facts) (map[string]string, bool)
}

var conditions = []condition{
	{DocumentsPresent, documentsPresent},
	{EveryCommentAnswered, func(_ StageDef, f Facts) (map[string]string, bool) {
		return map[string]string{"count": strconv.Itoa(f.UnansweredComments)}, f.UnansweredComments <= 0
	}},
	{ClosingDeclared, func(_ StageDef, f Facts) (map[string]string, bool) { return nil, f.ProvisionalClosings == 0 }},
	{ReportPublished, func(_ StageDef, f Facts) (map[string]string, bool) { return nil, f.ReportPublished }},
	{OpinionsBoundToText, func(_ StageDef, f Facts) (map[string]string, bool) {
		return joined(map[string][]string{"missing": f.OpinionsMissing, "other_text": f.OpinionsOnOtherText}), len(f.OpinionsMissing)+len(f.OpinionsOnOtherText) == 0
	}},
	{MinWindowEnded, func(_ StageDef, f Facts) (map[string]string, bool) {
		if f.MinWindowEnds.IsZero() {
			return nil, false
		}
		return map[string]string{"until": f.MinWindowEnds.UTC().Format(time.RFC3339)}, !f.Now.Before(f.MinWindowEnds)
	}},
	{ChannelsProved, func(s StageDef, f Facts) (map[string]string, bool) {
		missing := without(s.Channels, f.ProvedChannels)
		return joined(map[string][]string{"missing": missing}), len(missing) == 0
	}},
	{DebateDecided, func(_ StageDef, f Facts) (map[string]string, bool) { return nil, f.DebateDecided }},
	{SignaturesComplete, func(s StageDef, f Facts) (map[string]string, bool) {
		params := joined(map[string][]string{"missing": f.SignaturesMissing})
		need := max(s.Signers, f.SignaturesNeeded)
		params["have"], params["need"] = strconv.Itoa(f.Signatures), strconv.Itoa(need)
		return params, f.Signatures >= need && len(f.SignaturesMissing) == 0
	}},
	{PackagePublic, func(s StageDef, f Facts) (map[string]string, bool) {
		return joined(map[string][]string{"documents": s.PublicDocs}), f.PackagePublic
	}},
	{MaterialChangeDecided, func(_ StageDef, f Facts) (map[string]string, bool) {
		return map[string]string{"articles": strconv.Itoa(f.ChangedArticles)}, f.ChangedArticles == 0
	}},
	{ThresholdMet, func(s StageDef, f Facts) (map[string]string, bool) {
		need, percent := s.need(f.Electorate)
		params := map[string]string{"have": strconv.Itoa(f.Support), "need": strconv.Itoa(need)}
		if percent > 0 {
			params["need"] = strconv.Itoa(percent) + "%"
		}
		return params, percent == 0 && f.Support >= need
	}},
	{QuorumMet, func(s StageDef, f Facts) (map[string]string, bool) {
		if s.Quorum == nil || s.Quorum.Relative() && f.Members <= 0 {
			return nil, true
		}
		q := s.Quorum.Of(f.Members)
		return q.params(f), q.Met(f.Present, f.InFavour, f.ChairInFavour)
	}},
	{MembersKnown, func(_ StageDef, f Facts) (map[string]string, bool) { return nil, f.Members > 0 }},
	{PackagePrepared, func(_ StageDef, f Facts) (map[string]string, bool) { return nil, f.PreparedHash != "" }},
	{PackageUnchanged, func(_ StageDef, f Facts) (map[string]string, bool) {
		params := map[string]string{"prepared": f.PreparedHash, "package": f.PackageHash}
		if since := f.NewerThanPrepared["package"]; since != "" {
			params["since"] = since
		}
		return params, f.PreparedHash == "" || f.PreparedHash == f.PackageHash
	}},
	{SealUnbroken, func(_ StageDef, f Facts) (map[string]string, bool) {
		params := f.NewerBesidePackage()
		return params, len(params) == 0
	}},
}

// need returns how many must support what the stage collects, of so many who may:
// the most that a threshold asks for, a fraction counting as one; and the
// percentage that cannot be counted because nobody has said how many they are.
func (s StageDef) need(electorate int) (count, percent int) {
	for _, t := range s.Thresholds {
		switch {
		case t.Percent > 0 && electorate <= 0:
			percent = max(percent, t.Percent)
		case t.Percent > 0:
			count = max(count, (t.Percent*electorate+99)/100)
		default:
			count = max(count, t.Count)
		}
	}
	return count, percent
}

func documentsPresent(s StageDef, f Facts) (map[string]string, bool) {
	var missing []string
	for _, d := range s.Docs {
		if !f.Documents[d] {
			missing = append(missing, d)
		}
	}
	var stale []string
	for _, d := range s.Docs {
		if slices.Contains(f.StaleDocuments, d) {
			stale = append(stale, d)
		}
	}
	return joined(map[string][]string{"missing": missing, "stale": stale}), len(missing)+len(stale) == 0
}

func without(all, some []string) []string {
	var rest []string
	for _, a := range all {
		if !slices.Contains(some, a) {
			rest = append(rest, a)
		}
	}
	return rest
}

// joined joins each list by commas, sorted, and leaves out those that are empty.
func joined(named map[string][]string) map[string]string {
	params := map[string]string{}
	for name, list := range named {
		if len(list) > 0 {
			params[name] = strings.Join(slices.Sorted(slices.Values(list)), ",")
		}
	}
	return params
}
