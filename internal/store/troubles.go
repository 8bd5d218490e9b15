package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// TroubleCode says what is not as it should be in the engine. Codes are stable:
// the page says by the code what happened and what can be done.
type TroubleCode string

const (
	CommandPending    TroubleCode = "command_pending"    // asked and not answered for more than a minute
	CommandExpired    TroubleCode = "command_expired"    // not carried out in time, in the last seven days: whoever asked has to ask again
	ParcelUndelivered TroubleCode = "parcel_undelivered" // the outbox has tried three times or more
	PromiseOverdue    TroubleCode = "promise_overdue"    // the log has not taken in what it promised
	LogUnsignable     TroubleCode = "log_unsignable"     // a log does not lead to what was signed or published of it
	WorkflowMissing   TroubleCode = "workflow_missing"   // these four: see DriftKind
	WorkflowBehind    TroubleCode = "workflow_behind"
	WorkflowAhead     TroubleCode = "workflow_ahead"
	WorkflowSilent    TroubleCode = "workflow_no_answer"
)

// Mendable reports whether engine.Client.Mend may help.
func (c TroubleCode) Mendable() bool {
	return !slices.Contains([]TroubleCode{CommandExpired, PromiseOverdue, LogUnsignable, MailUnserved, MailUndelivered, MailGivenUp}, c)
}

// Trouble is something for an operator to look at. Of a dossier that the
// operator does not see there is the reference and the stage, and no title.
type Trouble struct {
	Code         TroubleCode         `db:"code"`
	Ref          dossier.Ref         `db:"ref"` // empty: of no dossier
	Title        string              `db:"title"`
	Stage        string              `db:"stage"`
	StageTitleSr string              `db:"-"`
	StageTitleEn string              `db:"-"`
	Since        time.Time           `db:"since"`
	CheckedAt    *time.Time          `db:"checked_at"` // when the workflow was last compared
	Command      dossier.CommandName `db:"command"`    // that was asked
	Topic        Topic               `db:"topic"`      // of the parcel
	Attempts     int                 `db:"attempts"`   // to deliver it
	Count        int                 `db:"count"`      // submissions that wait for the log, or e-mails
	Cause        string              `db:"cause"`      // why it could not be delivered, as the program says it
	Definition   string              `db:"definition"`
}

// maxTroubles is how many of each kind are read.
const maxTroubles = 200

const troubles = `
	WITH x AS (
		(SELECT CASE status WHEN 'pending' THEN 'command_pending' ELSE 'command_expired' END AS code, dossier, asked_at AS since,
				NULL::timestamptz AS checked_at, name AS command, '' AS topic, 0 AS attempts, 0 AS count, '' AS cause
			FROM commands WHERE (status = 'pending' AND asked_at < clock_timestamp() - interval '60 seconds')
				OR (status = 'expired' AND asked_at > clock_timestamp() - interval '7 days') ORDER BY asked_at DESC LIMIT $2)
		UNION ALL
		(SELECT 'parcel_undelivered', coalesce(c.dossier, r.dossier, d.id), o.created_at, NULL, coalesce(c.name, ''), o.topic, o.attempts, 0, o.last_error
			FROM outbox o LEFT JOIN commands c ON o.topic = 'command' AND c.id::text = o.key
			LEFT JOIN rounds r ON o.topic = 'round.news' AND r.id::text = o.key
			LEFT JOIN dossiers d ON o.topic = 'dossier.start' AND d.ref = o.key
			WHERE o.delivered_at IS NULL AND o.attempts >= 3 ORDER BY o.id LIMIT $2)
		UNION ALL
		(SELECT 'promise_overdue', r.dossier, min(p.due), NULL, '', '', 0, count(*)::integer, ''
			FROM promises p JOIN submissions s ON s.id = p.submission JOIN rounds r ON r.id = s.round
			WHERE p.kept_at IS NULL AND p.due < clock_timestamp() GROUP BY r.dossier ORDER BY min(p.due) LIMIT $2)
		UNION ALL` + mailTroubles + `
		UNION ALL
		(SELECT 'workflow_' || kind, dossier, since, checked_at, '', '', 0, 0, '' FROM drift ORDER BY since LIMIT $2))
	SELECT x.code, coalesce(d.ref, '') AS ref, CASE WHEN seen.inside OR (seen.dossier IS NOT NULL AND NOT d.rehearsal) THEN d.title ELSE '' END AS title, coalesce(r.stage, '') AS stage,
		x.since, x.checked_at, x.command, x.topic, x.attempts, x.count, x.cause, coalesce(d.definition, '') AS definition
	FROM x LEFT JOIN dossiers d ON d.id = x.dossier LEFT JOIN stage_runs r ON r.dossier = d.id AND r.no = d.stage_no
	LEFT JOIN dossiers_for($1) seen ON seen.dossier = d.id
	ORDER BY x.since, x.code, ref`

// Troubles returns what an operator should look at, the oldest first; refused to
// whoever is not an operator today.
func (s *Store) Troubles(ctx context.Context, person string) ([]Trouble, error) {
	if person == "" {
		return nil, dossier.Refuse(dossier.CodeUnauthenticated)
	}
	a, err := s.Actor(ctx, person)
	if err != nil {
		return nil, err
	}
	at, err := now(ctx, s.reads)
	if err != nil {
		return nil, err
	}
	err = dossier.May(a, dossier.Administer, dossier.Standing{}, dossier.Day(at, belgrade))
	if err != nil {
		return nil, err
	}
	all := []Trouble{}
	err = sqlx.SelectContext(ctx, s.reads, &all, troubles, person, maxTroubles)
	if err != nil {
		return nil, fmt.Errorf("look for trouble: %w", err)
	}
	unsigned, err := s.unsignableLogs(ctx, at)
	if err != nil {
		return nil, err
	}
	all = append(all, unsigned...)
	for i := range all {
		if all[i].Stage == "" {
			continue
		}
		def, err := definition(ctx, s.reads, all[i].Definition)
		if err != nil {
			return nil, err
		}
		st, _ := def.Stage(all[i].Stage)
		all[i].StageTitleSr, all[i].StageTitleEn = st.TitleSr, st.TitleEn
	}
	return all, nil
}

// unsignableLogs returns the logs that may not be signed, each with how many
// submissions wait for it.
func (s *Store) unsignableLogs(ctx context.Context, at time.Time) ([]Trouble, error) {
	var found []Trouble
	for _, rehearsal := range []bool{false, true} {
		cause := s.Signable(ctx, rehearsal)
		if cause == nil {
			continue
		}
		if !unsignable(cause) {
			return nil, fmt.Errorf("look at log: %w", cause)
		}
		t := Trouble{Code: LogUnsignable, Since: at, Cause: cause.Error()}
		err := s.db.QueryRowxContext(ctx, `
			SELECT count(*)::integer, coalesce(min(promised_at), $2) FROM promises WHERE log = $1 AND kept_at IS NULL`, logOf(rehearsal), at).
			Scan(&t.Count, &t.Since)
		if err != nil {
			return nil, fmt.Errorf("look for promises: %w", err)
		}
		found = append(found, t)
	}
	return found, nil
}
