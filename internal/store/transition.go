package store

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// transition is a command that is being carried out: who, what, on which
// dossier, and what it does to the stage.
type transition struct {
	*file
	store   *Store
	command dossier.Command
	actor   dossier.Actor
	effect  *dossier.Effect
}

// carriers carry out the commands.
var carriers = map[dossier.CommandName]func(context.Context, *sqlx.Tx, *transition) error{
	dossier.Complete:         complete,
	dossier.PublishProof:     publishProof,
	dossier.PublishReport:    publishReport,
	dossier.Prepare:          prepare,
	dossier.Sign:             sign,
	dossier.Return:           sendBack,
	dossier.Reject:           sendBack,
	dossier.RecordConclusion: recordConclusion,
	dossier.GiveOpinion:      giveOpinion,
	dossier.Extend:           extend,
	dossier.Withdraw:         withdraw,
	dossier.SetVisibility:    setVisibility,
	dossier.Advance:          advance,
}

// mainOutcome is the outcome that goes forward by itself.
func mainOutcome(s procedure.StageDef) string {
	for _, o := range s.Outcomes {
		if !o.Back {
			return o.ID
		}
	}
	return s.Outcomes[0].ID
}

// reasons returns the reasons that were given; refused when there are none, or
// too many characters of them.
func (t *transition) reasons() (string, error) {
	r := strings.TrimSpace(t.command.Args.Reasons)
	if r == "" {
		return "", dossier.Refuse(dossier.CodeReasonsRequired)
	}
	return r, t.bounded("reasons", r, dossier.MaxReasons)
}

func (t *transition) bounded(field, s string, limit int) error {
	if utf8.RuneCountInString(s) > limit {
		return &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: "args." + field, Code: dossier.CodeBodyTooLong,
			Params: map[string]string{"limit": fmt.Sprint(limit)}}}}
	}
	return nil
}

// outcome returns the outcome that was named; refused when the stage has none
// such, or when it needs reasons and there are none.
func (t *transition) outcome() (procedure.OutcomeDef, error) {
	o, ok := t.Stage.Outcome(t.command.Args.Outcome)
	if !ok {
		return o, dossier.Refuse(dossier.CodeOutcomeUnknown, "outcome", t.command.Args.Outcome)
	}
	if !o.NeedsReasons {
		return o, t.bounded("reasons", t.command.Args.Reasons, dossier.MaxReasons)
	}
	_, err := t.reasons()
	return o, err
}

func complete(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	o, err := t.outcome()
	if err != nil {
		return err
	}
	return t.leave(ctx, tx, o.ID, true)
}

var hexSHA256 = regexp.MustCompile(`^[0-9a-f]{64}$`)

func publishProof(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	a := t.command.Args
	if !slices.Contains(t.Stage.Channels, a.Channel) || t.Run.Published != nil {
		return dossier.Refuse(dossier.CodeChannelUnknown, "channel", a.Channel)
	}
	u, err := url.Parse(a.URL)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || len(a.URL) > 2000 || !hexSHA256.MatchString(a.SHA256) {
		return dossier.Refuse(dossier.CodeProofMissing)
	}
	at := a.PublishedAt
	if at.IsZero() {
		at = t.legal()
	}
	if at.After(t.legal()) {
		return dossier.Refuse(dossier.CodeProofInFuture)
	}
	if at.Before(t.Run.Entered.Add(-24 * time.Hour)) {
		return dossier.Refuse(dossier.CodeProofTooEarly)
	}
	facts, err := t.facts(ctx, tx)
	if err != nil {
		return err
	}
	reasons := procedure.Unmet(t.Stage, "", facts)
	if len(reasons) > 0 {
		return &unmetError{reasons}
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO proofs (dossier, stage_no, channel, url, sha256, published_at, command) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (dossier, stage_no, channel) DO UPDATE SET url = excluded.url, sha256 = excluded.sha256,
			published_at = excluded.published_at, command = excluded.command`,
		t.ID, t.StageNo, a.Channel, a.URL, a.SHA256, at, t.command.ID)
	if err != nil {
		return fmt.Errorf("keep proof: %w", err)
	}
	proved := append(facts.ProvedChannels, a.Channel)
	for _, c := range t.Stage.Channels {
		if !slices.Contains(proved, c) {
			return nil
		}
	}
	return t.published(ctx, tx)
}

// published starts the clock of the stage: the last required proof is here.
// What the stage publishes becomes public with it.
func (t *transition) published(ctx context.Context, tx *sqlx.Tx) error {
	at := t.legal()
	t.Run.Published = &at
	_, err := tx.ExecContext(ctx, `
		UPDATE stage_runs SET published_at = $3, legal_published = $4 WHERE dossier = $1 AND no = $2`, t.ID, t.StageNo, t.At, at)
	if err != nil {
		return fmt.Errorf("start clock: %w", err)
	}
	_, err = tx.ExecContext(ctx, `UPDATE dossiers SET visibility = 'public' WHERE id = $1`, t.ID)
	if err != nil {
		return fmt.Errorf("publish dossier: %w", err)
	}
	kinds := t.Stage.PublicDocs
	if len(kinds) == 0 {
		kinds = t.Stage.Docs
	}
	_, err = tx.ExecContext(ctx, `
		UPDATE package_documents SET visibility = 'public' WHERE dossier = $1 AND no = $2 AND visibility <> 'public'
		AND (kind = ANY($3) OR $4)`, t.ID, t.PackageNo, array(kinds), t.Stage.Kind == procedure.Consultation && slices.Contains(kinds, "act"))
	if err != nil {
		return fmt.Errorf("publish documents: %w", err)
	}
	err = t.settleClock(ctx, tx)
	if err != nil {
		return err
	}
	err = t.startWindows(ctx, tx, procedure.FromPublication, t.today())
	if err != nil {
		return err
	}
	if t.Stage.Kind == procedure.Consultation {
		t.effect.Round, err = t.store.openRound(ctx, tx, t.file)
		t.effect.Moved = true
		return err
	}
	return t.leave(ctx, tx, mainOutcome(t.Stage), false)
}

func publishReport(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	err := t.store.writeReport(ctx, tx, t.file, &t.command.ID)
	if err != nil {
		return err
	}
	return t.leave(ctx, tx, mainOutcome(t.Stage), false)
}

// seen refuses a command that was given on another package than the present one.
func (t *transition) seen(ctx context.Context, tx *sqlx.Tx, refusal dossier.Code) (string, error) {
	hash, err := t.packageHash(ctx, tx)
	if err != nil {
		return "", err
	}
	if hash == "" || t.command.Args.Package != hash {
		return "", dossier.Refuse(refusal, "package", hash)
	}
	return hash, nil
}

func fourEyes(s procedure.StageDef) bool {
	return s.Kind == procedure.Decision && s.Signers > 0 && !s.Collegial
}

func prepare(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	if !fourEyes(t.Stage) {
		return dossier.Refuse(dossier.CodeNotNow, "command", string(t.command.Name), "stage", t.Run.Stage)
	}
	hash, err := t.seen(ctx, tx, dossier.CodePackageChanged)
	if err != nil {
		return err
	}
	facts, err := t.facts(ctx, tx)
	if err != nil {
		return err
	}
	if facts.PreparedHash == hash {
		return dossier.Refuse(dossier.CodeNothingChanged)
	}
	// What signatures alone will meet does not stand against asking for them.
	facts.Signatures, facts.PreparedHash = t.Stage.Signers, hash
	reasons := procedure.Unmet(t.Stage, mainOutcome(t.Stage), facts)
	if len(reasons) > 0 {
		return &unmetError{reasons}
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO preparations (dossier, stage_no, package, prepared_by, prepared_at, command) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (dossier, stage_no, package) DO UPDATE SET prepared_at = excluded.prepared_at`,
		t.ID, t.StageNo, hash, t.command.Actor, t.At, t.command.ID)
	if err != nil {
		return fmt.Errorf("ask for signatures: %w", err)
	}
	return nil
}

// sign signs the package: by another person than the one who prepared it and
// than the one who made it, each once, the package being what was prepared.
func sign(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	if !fourEyes(t.Stage) {
		return dossier.Refuse(dossier.CodeNotNow, "command", string(t.command.Name), "stage", t.Run.Stage)
	}
	hash, err := t.seen(ctx, tx, dossier.CodePackageChanged)
	if err != nil {
		return err
	}
	var hands struct {
		Prepared *string `db:"prepared"`
		Made     string  `db:"made"`
		Signed   bool    `db:"signed"`
	}
	err = tx.GetContext(ctx, &hands, `
		SELECT (SELECT prepared_by::text FROM preparations WHERE dossier = $1 AND stage_no = $2 AND package = $3) AS prepared,
			(SELECT created_by::text FROM packages WHERE dossier = $1 AND no = $5) AS made,
			EXISTS (SELECT 1 FROM signatures WHERE dossier = $1 AND stage_no = $2 AND package = $3 AND signer = $4) AS signed`,
		t.ID, t.StageNo, hash, t.command.Actor, t.PackageNo)
	if err != nil {
		return fmt.Errorf("read signatures: %w", err)
	}
	switch {
	case hands.Prepared == nil:
		return dossier.Refuse(dossier.CodeNotPrepared)
	case *hands.Prepared == t.command.Actor, hands.Made == t.command.Actor:
		return dossier.Refuse(dossier.CodePreparerSigns)
	case hands.Signed:
		return dossier.Refuse(dossier.CodeAlreadySigned)
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO signatures (dossier, stage_no, package, signer, signed_at, command) VALUES ($1, $2, $3, $4, $5, $6)`,
		t.ID, t.StageNo, hash, t.command.Actor, t.At, t.command.ID)
	if err != nil {
		return fmt.Errorf("sign: %w", err)
	}
	facts, err := t.facts(ctx, tx)
	if err != nil {
		return err
	}
	if facts.Signatures < t.Stage.Signers {
		return nil
	}
	return t.leave(ctx, tx, mainOutcome(t.Stage), false)
}

// sendBack returns the matter or rejects it, with reasons.
func sendBack(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	if !fourEyes(t.Stage) {
		return dossier.Refuse(dossier.CodeNotNow, "command", string(t.command.Name), "stage", t.Run.Stage)
	}
	_, err := t.reasons()
	if err != nil {
		return err
	}
	outcome := "returned"
	if t.command.Name == dossier.Reject {
		outcome = "rejected"
	}
	_, ok := t.Stage.Outcome(outcome)
	if !ok {
		return dossier.Refuse(dossier.CodeOutcomeUnknown, "outcome", outcome)
	}
	return t.leave(ctx, tx, outcome, true)
}

func recordConclusion(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	if !t.Stage.Collegial {
		return dossier.Refuse(dossier.CodeNotNow, "command", string(t.command.Name), "stage", t.Run.Stage)
	}
	a := t.command.Args
	o, err := t.outcome()
	if err != nil {
		return err
	}
	number := strings.TrimSpace(a.Number)
	if number == "" || utf8.RuneCountInString(number) > 100 {
		return dossier.Refuse(dossier.CodeNumberRequired)
	}
	_, err = time.Parse(time.DateOnly, a.Date)
	if err != nil {
		return dossier.Refuse(dossier.CodeDateInvalid, "date", a.Date).Because(err)
	}
	if a.Date > t.today() {
		return dossier.Refuse(dossier.CodeDateInFuture, "date", a.Date)
	}
	if strings.TrimSpace(a.Document) == "" || utf8.RuneCountInString(a.Document) > 200 || !hexSHA256.MatchString(a.SHA256) {
		return dossier.Refuse(dossier.CodeProofMissing)
	}
	body, err := heir(ctx, tx, t.Run.Actor, dossier.Day(t.At, belgrade))
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO conclusions (dossier, stage_no, body, outcome, number, date, document, sha256, recorded_by, recorded_at, command)
		VALUES ($1, $2, $3, $4, $5, $6::date, $7, $8, $9, $10, $11)`,
		t.ID, t.StageNo, body, o.ID, number, a.Date, a.Document, a.SHA256, t.command.Actor, t.At, t.command.ID)
	if err != nil {
		return fmt.Errorf("record conclusion: %w", err)
	}
	if o.ID == debateWaived {
		_, err = tx.ExecContext(ctx, `
			INSERT INTO exemptions (id, dossier, stage_no, ground, reason, granted_by, granted_at, command)
			VALUES ($1, $2, $3, 'debate_waived', $4, $5, $6, $7)`,
			newID(), t.ID, t.StageNo, a.Reasons, t.command.Actor, t.At, t.command.ID)
		if err != nil {
			return fmt.Errorf("record exemption: %w", err)
		}
	}
	return t.leave(ctx, tx, o.ID, strings.TrimSpace(a.Reasons) != "")
}

// debateWaived is the outcome by which a committee decides that there will be
// no public debate: a departure from the rule, so a public object of its own.
const debateWaived = "waived"

func giveOpinion(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	a := t.command.Args
	body, err := t.speaksFor(ctx, tx)
	if err != nil {
		return err
	}
	hash, err := t.seen(ctx, tx, dossier.CodeOpinionOtherText)
	if err != nil {
		return err
	}
	if !a.Opinion.Valid() {
		return dossier.Refuse(dossier.CodeOutcomeUnknown, "outcome", string(a.Opinion))
	}
	if a.Opinion != dossier.Positive && strings.TrimSpace(a.Text) == "" {
		return dossier.Refuse(dossier.CodeReasonsRequired)
	}
	err = t.bounded("text", a.Text, dossier.MaxOpinion)
	if err != nil {
		return err
	}
	res, err := tx.ExecContext(ctx, `
		INSERT INTO opinions (id, dossier, stage_no, body, opinion, text, package, given_by, given_at, command)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (dossier, stage_no, body, package) DO NOTHING`,
		newID(), t.ID, t.StageNo, body, a.Opinion, a.Text, hash, t.command.Actor, t.At, t.command.ID)
	if err != nil {
		return fmt.Errorf("give opinion: %w", err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return fmt.Errorf("give opinion: %w", err)
	}
	if n == 0 {
		return dossier.Refuse(dossier.CodeOpinionGiven)
	}
	facts, err := t.facts(ctx, tx)
	if err != nil {
		return err
	}
	if len(facts.OpinionsMissing)+len(facts.OpinionsOnOtherText) > 0 {
		return nil
	}
	return t.leave(ctx, tx, mainOutcome(t.Stage), false)
}

// speaksFor returns the id of the asked body for which the person gives the
// opinion: the one they name, or the only one they can.
func (t *transition) speaksFor(ctx context.Context, tx *sqlx.Tx) (string, error) {
	st, err := t.standing(ctx, tx)
	if err != nil {
		return "", err
	}
	var mine []string
	for _, code := range st.Asked {
		named := t.command.Args.Body == "" || t.command.Args.Body == code
		if named && t.actor.Has(dossier.OpinionGiver, code, dossier.Day(t.At, belgrade)) {
			mine = append(mine, code)
		}
	}
	if len(mine) != 1 {
		return "", dossier.Refuse(dossier.CodeNotAsked, "body", t.command.Args.Body)
	}
	var id string
	err = tx.GetContext(ctx, &id, `
		SELECT q.body FROM opinion_requests q JOIN body_heirs h ON h.body = q.body JOIN bodies n ON n.id = h.heir
		WHERE q.dossier = $1 AND q.stage_no = $2 AND n.code = $3`, t.ID, t.StageNo, mine[0])
	if err != nil {
		return "", fmt.Errorf("find request: %w", err)
	}
	return id, nil
}

func withdraw(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	_, err := t.reasons()
	if err != nil {
		return err
	}
	err = t.store.closeRound(ctx, tx, t.file)
	if err != nil && !errors.Is(err, errNoRound) {
		return err
	}
	err = t.end(ctx, tx, "withdrawn", false)
	if err != nil {
		return err
	}
	return t.close(ctx, tx, dossier.Withdrawn)
}

// setVisibility changes who sees the dossier until it is published; publishing
// is the work of a proof, and nothing published is hidden again.
func setVisibility(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	v := t.command.Args.Visibility
	if !v.Valid() || v == dossier.Public || t.Visibility == dossier.Public {
		return dossier.Refuse(dossier.CodeVisibility, "visibility", string(v))
	}
	if v == t.Visibility {
		return dossier.Refuse(dossier.CodeNothingChanged)
	}
	_, err := tx.ExecContext(ctx, `UPDATE dossiers SET visibility = $2 WHERE id = $1`, t.ID, v)
	if err != nil {
		return fmt.Errorf("set visibility: %w", err)
	}
	return nil
}

// advance takes the clock of a rehearsal, or of a demonstration, to the next
// end of a term in the present stage.
func advance(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	if !t.Rehearsal && !t.Demonstration {
		return dossier.Refuse(dossier.CodeNotRehearsal)
	}
	ws, err := t.windows(ctx, tx)
	if err != nil {
		return err
	}
	var next time.Time
	for _, w := range ws {
		if w.Lapsed == nil && w.LegalEnd.After(t.legal()) && (next.IsZero() || w.LegalEnd.Before(next)) {
			next = w.LegalEnd
		}
	}
	if next.IsZero() {
		return dossier.Refuse(dossier.CodeNothingToWaitFor)
	}
	t.effect.Moved = true
	return t.setClock(ctx, tx, t.Clock.Jump(t.At, next))
}

func extend(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	_, err := t.reasons()
	if err != nil {
		return err
	}
	until := t.command.Args.Until
	_, err = time.Parse(time.DateOnly, until)
	if err != nil {
		return dossier.Refuse(dossier.CodeDateInvalid, "date", until).Because(err)
	}
	return t.store.extendRound(ctx, tx, t, until)
}
