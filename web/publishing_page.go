package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// publishing is where it is proved that something was published.
type publishing struct {
	Work      workplace
	Path      string
	Faults    []fault
	Closed    string // why nothing can be proved now; empty: something can
	Stage     string
	Round     bool // what is published opens a round
	Channels  []channelRow
	Left      int // channels that are not proved yet
	Public    []publicRow
	Unseen    bool // the dossier is not public yet
	Against   []string
	Prepare   string // address of where that is mended
	Ends      string `web:"date"` // the last day of the term, if the last proof comes today
	EndsStage bool   // the last proof ends the stage
	Away      awayWarning

	Ask      asking
	Channel  field
	URL      field
	When     field
	Document field
	File     field
	Hash     field
	Manual   bool // the hash is typed
	Settings *settingFields
}

// channelRow is where something must be published, with its proof once it is here.
type channelRow struct {
	Channel string
	Proved  bool
	URL     string
	When    time.Time
	SHA256  string
}

// publicRow is a document that becomes public with the last proof.
type publicRow struct {
	Kind    string
	Name    string
	Href    string
	Already bool // it is public
}

var publishingTemplate = templateFor[publishing]("publishing")

func (s *Server) publishingPage(v *visit) (reply, error) {
	return s.showPublishing(v, v.carried(), http.StatusOK)
}

// publisher reads the dossier for whoever may prove a publication, now or in
// another stage.
func (s *Server) publisher(v *visit) (store.DossierView, store.Powers, error) {
	d, p, err := s.worksOn(v, dossier.Action(dossier.PublishProof))
	switch dossier.CodeOf(err) {
	case dossier.CodeNotYourBody, dossier.CodeWrongRole, dossier.CodeAppointmentEnded, dossier.CodeDelegationEnded:
		return s.worksOn(v, dossier.AddPackage)
	}
	return d, p, err
}

func (s *Server) showPublishing(v *visit, f form, status int) (reply, error) {
	d, p, err := s.publisher(v)
	if err != nil {
		return reply{}, err
	}
	outlook, err := s.store.Outlook(v.ctx(), v.person(), d.Ref)
	if err != nil {
		return reply{}, err
	}
	words, err := s.wordsOf(v.ctx(), d, outlook)
	if err != nil {
		return reply{}, err
	}
	versions, err := s.store.Packages(v.ctx(), v.person(), d.Ref)
	if err != nil {
		return reply{}, err
	}
	var documents []store.DocumentView
	if n := len(versions); n > 0 && versions[n-1].No == d.PackageNo {
		documents = versions[n-1].Documents
	}
	body, err := v.publishing(d, p, documents, f)
	if err != nil {
		return reply{}, err
	}
	for _, way := range outlook.Ways() {
		i := slices.IndexFunc(way.Unmet, func(r procedure.Reason) bool { return r.Code == procedure.DocumentsPresent })
		if i < 0 || body.Closed != "" {
			continue
		}
		for _, u := range words.unmet(v.lang, way.Unmet[i:i+1]) {
			body.Against = append(body.Against, withBasis(u.Message, u.Basis, v))
		}
		break
	}
	body.Work = v.workplace(d.DossierRow, p, "/objava")
	h := heading{Title: v.t("publishing.title") + " – " + v.say.Serbian(d.Title), Crumbs: v.draftingCrumbs(d.DossierRow, v.t("workplace.publishing")),
		Rehearsal: d.Rehearsal, Status: status}
	return publishingTemplate.show(v, h, body)
}

// publishing makes the page of what is there and what was typed.
func (v *visit) publishing(d store.DossierView, p store.Powers, documents []store.DocumentView, f form) (publishing, error) {
	at := v.href("/predmeti/" + string(d.Ref))
	out := publishing{Path: at + "/objava", Faults: f.Faults, Stage: v.title(d.StageTitleSr, d.StageTitleEn), Prepare: at + "/priprema",
		Unseen: d.Visibility != dossier.Public, Ask: f.ask(d.Seq)}
	stage, _ := d.Definition.Stage(d.Stage)
	var run store.StageView
	if n := len(d.Stages); n > 0 {
		run = d.Stages[n-1]
	}
	out.Round = stage.Kind == procedure.Consultation
	out.Closed = v.whyNothingToProve(d, stage, run, p)
	var left []option
	for _, c := range stage.Channels {
		row := channelRow{Channel: c}
		for _, proof := range run.Proofs {
			if proof.Channel == c {
				row = channelRow{Channel: c, Proved: true, URL: proof.URL, When: proof.PublishedAt, SHA256: proof.SHA256}
			}
		}
		out.Channels = append(out.Channels, row)
		if !row.Proved {
			left = append(left, option{Value: c, Label: v.say.Name("channel", c)})
		}
	}
	out.Left = len(left)
	if out.Closed != "" {
		return out, nil
	}
	if len(left) == 1 {
		left[0].Checked = true
	}
	out.Public = publicRows(at, stage, documents)
	rest, err := d.Remaining()
	if err != nil {
		return publishing{}, err
	}
	if len(rest.Stages) > 0 {
		for _, term := range rest.Stages[0].Terms {
			if term.From == procedure.FromPublication && term.Kind != procedure.MaxWindow {
				out.Ends = max(out.Ends, term.Due.String())
			}
		}
	}
	if len(rest.Stages) > 0 && out.Round {
		out.Away, err = v.awayInPlan(d.Definition, rest.Stages[0])
		if err != nil {
			return publishing{}, err
		}
	}
	out.EndsStage = !out.Round
	v.fillProof(&out, d, left, documents, f)
	return out, nil
}

// fillProof makes the fields of the form.
func (v *visit) fillProof(out *publishing, d store.DossierView, left []option, documents []store.DocumentView, f form) {
	out.Channel = f.choice("mesto", v.t("publishing.channel"), "", left)
	out.URL = f.field("adresa", v.t("publishing.url"), v.t("publishing.url_hint"))
	out.URL.Type, out.URL.Autocomplete = "url", "off"
	out.When = f.field("kada", v.t("publishing.when"), v.t("publishing.when_hint"))
	out.When.Width, out.When.Autocomplete = 20, "off"
	if at, ok := locale.ParseDateTime(out.When.Value); ok {
		out.When.Value = typeable(v.say.Minute(at))
	} else if !f.Values.Has("kada") {
		out.When.Value = typeable(v.say.Minute(d.LegalNow))
	}
	out.Document = f.choice("dokument", v.t("publishing.document"), v.t("publishing.document_hint"), append([]option{{Label: v.t("publishing.document_none")}},
		each(documents, func(doc store.DocumentView) option {
			return option{Value: string(doc.Kind) + "/" + strconv.Itoa(doc.Position), Label: v.say.Name("document", string(doc.Kind)) + " (" + excerpt(doc.Name, 60) + ")"}
		})...))
	out.File = f.field("datoteka", v.t("publishing.file"), v.t("publishing.file_hint"))
	out.File.Most = maxDocument
	out.Hash = f.field("otisak", v.t("publishing.digest"), v.t("publishing.digest_hint"))
	out.File.Optional, out.Hash.Optional = true, true
	out.Manual = out.Hash.Value != ""
	if stage, _ := d.Definition.Stage(d.Stage); out.Round && out.Left == 1 {
		set, err := dossier.SettingsOf(dossier.Settings{}, dossier.SettingsByProcedure(stage))
		if err == nil { // the procedure was checked
			out.Settings = v.settingFields(f, set)
		}
	}
}

// whyNothingToProve says why no publication can be proved now.
func (v *visit) whyNothingToProve(d store.DossierView, stage procedure.StageDef, run store.StageView, p store.Powers) string {
	name := quoted(v.title(d.StageTitleSr, d.StageTitleEn))
	switch {
	case d.Status != dossier.Open:
		return v.t("package.closed_ended", "status", v.say.Name("dossier_status", string(d.Status)))
	case run.No == 0 || run.Ended != nil:
		return v.t("publishing.starting")
	case !stage.Kind.ByChannels():
		return v.t("publishing.no_stage", "name", name)
	case run.Published != nil:
		return v.t("publishing.published", "name", name, "day", run.Published.In(belgrade).Format(time.DateOnly))
	case p.May(dossier.Action(dossier.PublishProof)) != nil:
		return v.t("publishing.others", "name", name, "body", v.title(run.ActorSr, run.ActorEn))
	}
	return ""
}

// publicRows returns the documents that a stage makes public.
func publicRows(at string, stage procedure.StageDef, documents []store.DocumentView) []publicRow {
	kinds := stage.PublicDocs
	if len(kinds) == 0 {
		kinds = stage.Docs
	}
	var rows []publicRow
	for _, d := range documents {
		if slices.Contains(kinds, string(d.Kind)) {
			rows = append(rows, publicRow{Kind: string(d.Kind), Name: d.Name, Already: d.Visibility == dossier.Public,
				Href: at + "/dokumenti/" + strconv.Itoa(d.No) + "/" + string(d.Kind) + "/" + strconv.Itoa(d.Position)})
		}
	}
	return rows
}

// proveByForm gives the command that a form asks for.
func (s *Server) proveByForm(v *visit) (reply, error) {
	d, _, err := s.publisher(v)
	if err != nil {
		return reply{}, err
	}
	f, err := v.readUpload()
	if err != nil {
		return reply{}, err
	}
	args, large, err := s.proofOf(v, &f, d)
	if err != nil {
		return reply{}, err
	}
	if large {
		return s.showPublishing(v, f, http.StatusRequestEntityTooLarge)
	}
	if !f.ok() {
		return s.showPublishing(v, f, f.status())
	}
	then := "/predmeti/" + string(d.Ref) + "/objava"
	if lastProof(d, args.Channel) {
		then = "/predmeti/" + string(d.Ref)
	}
	r, err := v.give(f, d.Ref, dossier.PublishProof, args, then, "publishing.done")
	if err == nil {
		return r, nil
	}
	err = v.again(&f, err, nil)
	if err != nil {
		return reply{}, err
	}
	return s.showPublishing(v, f, f.status())
}

// lastProof reports whether a proof in one channel is the last that the stage
// asks for.
func lastProof(d store.DossierView, channel string) bool {
	stage, _ := d.Definition.Stage(d.Stage)
	if len(d.Stages) == 0 {
		return false
	}
	proofs := d.Stages[len(d.Stages)-1].Proofs
	return !slices.ContainsFunc(stage.Channels, func(c string) bool {
		return c != channel && !slices.ContainsFunc(proofs, func(p store.ProofView) bool { return p.Channel == c })
	})
}

var sixtyFourDigits = regexp.MustCompile(`^[0-9a-f]{64}$`)

// proofOf reads the proof that a form brings, and notes what is wrong with it;
// large says that the file is larger than a document may be.
func (s *Server) proofOf(v *visit, f *form, d store.DossierView) (args dossier.Args, large bool, err error) {
	args = dossier.Args{Channel: f.value("mesto"), URL: strings.TrimSpace(f.value("adresa")),
		Comments: dossier.CommentShowing(f.value("komentari")), Names: dossier.NameShowing(f.value("imena")), Who: dossier.Admission(f.value("ko"))}
	for _, one := range []struct {
		field string
		asked dossier.Settings
	}{{"ko", dossier.Settings{Who: args.Who}}, {"komentari", dossier.Settings{Comments: args.Comments}}, {"imena", dossier.Settings{Names: args.Names}}} {
		_, unknown := dossier.SettingsOf(one.asked, dossier.Settings{})
		if unknown != nil {
			_, text := v.say.Problem(string(dossier.CodeShowingUnknown), nil)
			f.add(one.field, text)
		}
	}
	if args.Channel == "" {
		f.add("mesto", v.t("publishing.channel_missing"))
	}
	u, err := url.Parse(args.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || len(args.URL) > 2000 {
		f.add("adresa", v.t("publishing.url_wrong"))
	}
	if when := strings.TrimSpace(f.value("kada")); when != "" {
		at, ok := locale.ParseDateTime(when)
		args.PublishedAt = at
		if !ok {
			f.add("kada", v.t("publishing.when_wrong"))
		}
	}
	name, content, err := v.fileOf("datoteka")
	if err != nil {
		return args, false, err
	}
	typed := strings.ToLower(strings.Join(strings.Fields(strings.TrimPrefix(strings.TrimSpace(f.value("otisak")), "sha256:")), ""))
	switch {
	case name != "" && typed != "":
		f.add("otisak", v.t("publishing.digest_twice"))
	case len(content) > maxDocument:
		f.add("datoteka", v.t("publishing.file_large")+" "+v.tooLarge("datoteka", maxDocument))
		return args, true, nil
	case name != "":
		sum := sha256.Sum256(content)
		args.SHA256 = hex.EncodeToString(sum[:])
	case typed != "":
		args.SHA256 = typed
		if !sixtyFourDigits.MatchString(typed) {
			f.add("otisak", v.t("publishing.digest_wrong"))
		}
	default:
		args.SHA256, err = s.hashOfDocument(v, d, f.value("dokument"))
		if err != nil {
			return args, false, err
		}
		if args.SHA256 == "" {
			f.add("dokument", v.t("publishing.document_missing"))
		}
	}
	return args, false, nil
}

// hashOfDocument returns the hash of a document of the present version, named by
// kind and position; empty when there is none such.
func (s *Server) hashOfDocument(v *visit, d store.DossierView, chosen string) (string, error) {
	versions, err := s.store.Packages(v.ctx(), v.person(), d.Ref)
	if err != nil {
		return "", err
	}
	for _, p := range versions {
		for _, doc := range p.Documents {
			if p.No == d.PackageNo && string(doc.Kind)+"/"+strconv.Itoa(doc.Position) == chosen {
				return doc.SHA256(), nil
			}
		}
	}
	return "", nil
}
