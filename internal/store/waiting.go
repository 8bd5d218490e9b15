package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// Pending is a dossier that cannot go on without a person, as the list of what
// waits for them shows it. Instants are on the dossier's own clock.
type Pending struct {
	Ref       dossier.Ref
	Title     string
	Rehearsal bool
	LeadSr    string
	LeadEn    string
	StageSr   string
	StageEn   string
	StageKind procedure.Kind
	Command   dossier.CommandName // the first of those that the person may give
	Asker     string              // who brought it here; empty: the procedure did
	Since     time.Time
	Now       time.Time
	Due       *time.Time // end of the term by which the stage should end
	Verified  bool       // that term was read in a public source
	Late      bool
	Changed   int // provisions, of whose change after the debate they are to decide what follows
	Places    int // of comments, that only a person can confirm; without a Command
	Version   int // in which these are
	Asides    int // proposals to set comments aside, on which they are to decide; without a Command
	Claims    int // cases on who wrote something, that they are to decide; without a Command
	Contests  int // that they are to decide on, of what was set aside; without a Command
	Protect   int // requests to cover something, to lift a cover or to erase, on which they are to decide; without a Command
	Returned  int // comments to be answered that were reinstated after the report; likewise
}

// waitingRow is a dossier in whose present stage the person has a part, with what
// decides whether it waits for them.
type waitingRow struct {
	Ref        dossier.Ref `db:"ref"`
	Title      string      `db:"title"`
	Rehearsal  bool        `db:"rehearsal"`
	LeadSr     string      `db:"lead_sr"`
	LeadEn     string      `db:"lead_en"`
	Definition string      `db:"definition"`
	Stage      string      `db:"stage"`
	Roles      string      `db:"roles"` // held in the acting body, joined by commas
	Own        string      `db:"own"`   // those of them that nobody lent them
	Published  bool        `db:"published"`
	Prepared   bool        `db:"-"`       // the present package, with all that signatures on it stand on
	Several    bool        `db:"several"` // bodies sign
	Handled    bool        `db:"handled"` // the person would be no other hand than those on it
	Asked      bool        `db:"asked"`   // for an opinion that is not given on the present package
	Asker      string      `db:"asker"`
	Since      time.Time   `db:"since"`
	Due        *time.Time  `db:"due"`
	Verified   bool        `db:"verified"` // the term that is due; true also where there is none
	Overdue    bool        `db:"overdue"`
	ID         string      `db:"id"`
	Heard      string      `db:"heard"`   // stage and hash of each text that was consulted on, newest first, joined by commas, where the person may say what follows from another; else empty
	Text       string      `db:"text"`    // hash of the present one
	Settled    string      `db:"settled"` // hashes of those on which that is said, joined by commas
	Maker      string      `db:"maker"`   // who brought the present one
	Made       time.Time   `db:"made"`
	Changed    int         `db:"-"`      // provisions between the two
	Sealed     string      `db:"sealed"` // seal under which the present package was prepared last; empty: it was not
	clockRow
}

// asking joins to a dossier m with its stage_no, and the hash of its present
// package, the step since which it waits where it stands: that which brought it
// into the stage or, in a stage with signatures, put the package before the
// signers.
const asking = `LEFT JOIN LATERAL (
		SELECT t.legal_at, n.name FROM steps t LEFT JOIN persons n ON n.id = t.actor
		WHERE t.dossier = m.id AND (t.stage_no < m.stage_no OR (t.stage_no = m.stage_no AND t.name = 'prepare' AND t.package = m.hash))
		ORDER BY t.seq DESC LIMIT 1) ask ON true`

const waitsForPerson = `
	WITH held AS (
		SELECT a.body, a.role, a.dossier, coalesce(a.delegator, a.person) AS hand, a.delegator IS NULL AS own FROM held_roles a JOIN persons p ON p.id = a.person
		WHERE a.person = nullif($1, '')::uuid AND p.disabled_at IS NULL AND a.valid @> civil_today()),
	mine AS (
		SELECT d.id, d.ref, d.title, d.rehearsal, d.lead, d.definition, d.stage_no, d.package_no, d.clock_pace, d.clock_real, d.clock_legal, d.clock_paused,
			r.stage, r.kind, r.actor, r.legal_entered, r.legal_published, r.overdue_at, p.hash,
			coalesce((SELECT q.sealed FROM preparations q WHERE q.dossier = d.id AND q.stage_no = d.stage_no AND q.package = p.hash ORDER BY q.prepared_at DESC LIMIT 1), '') AS sealed,
			coalesce((SELECT string_agg(DISTINCT h.role, ',') FROM held h JOIN body_heirs b ON b.heir = h.body
				WHERE (b.body = r.actor OR h.role = 'signer' AND b.body IN (SELECT q.body FROM signature_requests q WHERE q.dossier = d.id AND q.stage_no = d.stage_no))
				AND (h.dossier IS NULL OR h.dossier = d.id)), '') AS roles,
			coalesce((SELECT string_agg(DISTINCT h.role, ',') FROM held h JOIN body_heirs b ON b.heir = h.body
				WHERE h.own AND (b.body = r.actor OR h.role = 'signer' AND b.body IN (SELECT q.body FROM signature_requests q WHERE q.dossier = d.id AND q.stage_no = d.stage_no))), '') AS own,
			EXISTS (SELECT 1 FROM opinion_requests q JOIN body_heirs b ON b.body = q.body
				JOIN held h ON h.body = b.heir AND h.role = 'opinion_giver' AND (h.dossier IS NULL OR h.dossier = d.id)
				WHERE q.dossier = d.id AND q.stage_no = d.stage_no AND NOT EXISTS (SELECT 1 FROM opinions o
					WHERE o.dossier = d.id AND o.stage_no = d.stage_no AND o.body = q.body AND (o.package = p.hash OR q.beside <> '{}' AND same_beside(d.id,
						(SELECT max(n.no) FROM packages n WHERE n.dossier = d.id AND n.hash = o.package), d.package_no, q.beside)))) AS asked,
			EXISTS (SELECT 1 FROM held h JOIN body_heirs b ON b.heir = h.body
				WHERE b.body = d.lead AND h.role = 'signer' AND (h.dossier IS NULL OR h.dossier = d.id)) AS leads
		FROM dossiers d JOIN stage_runs r ON r.dossier = d.id AND r.no = d.stage_no
		LEFT JOIN packages p ON p.dossier = d.id AND p.no = d.package_no
		WHERE d.status = 'open' AND r.ended_at IS NULL AND EXISTS (SELECT 1 FROM held)),
	hands AS (
		SELECT x.dossier, unnest(ARRAY[x.person, g.delegator]) AS hand FROM (
			SELECT m.id AS dossier, p.created_by AS person, p.delegation FROM mine m JOIN packages p ON p.dossier = m.id AND p.no = m.package_no
			UNION ALL SELECT m.id, p.prepared_by, p.delegation FROM mine m JOIN preparations p ON p.dossier = m.id AND p.stage_no = m.stage_no AND p.sealed = m.sealed
			UNION ALL SELECT m.id, p.signer, p.delegation FROM mine m JOIN signatures p ON p.dossier = m.id AND p.stage_no = m.stage_no AND p.sealed = m.sealed) x
		LEFT JOIN delegations g ON g.id = x.delegation)
	SELECT m.id, m.ref, m.title, m.rehearsal, b.name_sr AS lead_sr, b.name_en AS lead_en, m.definition, m.stage, m.roles, m.own, m.asked,
		m.legal_published IS NOT NULL AS published, m.overdue_at IS NOT NULL AS overdue,
		m.sealed,
		(SELECT count(*) > 1 FROM signature_requests q WHERE q.dossier = m.id AND q.stage_no = m.stage_no) AS several,
		EXISTS (SELECT 1 FROM hands x WHERE x.dossier = m.id AND x.hand = $1::uuid)
			OR NOT EXISTS (SELECT 1 FROM held h JOIN body_heirs b ON b.heir = h.body
				WHERE (b.body = m.actor OR b.body IN (SELECT q.body FROM signature_requests q WHERE q.dossier = m.id AND q.stage_no = m.stage_no)) AND h.role = 'signer' AND (h.dossier IS NULL OR h.dossier = m.id)
				AND NOT EXISTS (SELECT 1 FROM hands x WHERE x.dossier = m.id AND x.hand = h.hand)) AS handled,
		coalesce(ask.name, '') AS asker, coalesce(ask.legal_at, m.legal_entered) AS since,
		coalesce(c.heard, '') AS heard, coalesce(c.text, '') AS text, coalesce(c.settled, '') AS settled, coalesce(c.maker, '') AS maker, coalesce(c.made, m.legal_entered) AS made,
		(SELECT min(w.legal_end) FROM (SELECT DISTINCT ON (w.id) w.kind, w.legal_end, w.lapsed_at FROM windows w
			WHERE w.dossier = m.id AND w.stage_no = m.stage_no ORDER BY w.id, w.version DESC) w WHERE w.kind = 'max') AS due,
		coalesce((SELECT w.verified FROM (SELECT DISTINCT ON (w.id) w.kind, w.legal_end, w.verified FROM windows w
			WHERE w.dossier = m.id AND w.stage_no = m.stage_no ORDER BY w.id, w.version DESC) w WHERE w.kind = 'max' ORDER BY w.legal_end, w.verified LIMIT 1), true) AS verified,
		extract(epoch FROM m.clock_pace)::float8 AS pace, m.clock_real, m.clock_legal, m.clock_paused
	FROM mine m JOIN bodies b ON b.id = m.lead
	` + asking + `
	LEFT JOIN LATERAL (` + consultedTexts + `) c ON m.leads AND m.kind = ANY($2)
	WHERE m.roles <> '' OR m.asked OR c.text IS NOT NULL
	ORDER BY since, m.ref LIMIT 500`

func (s *Store) waitingRows(ctx context.Context, person string) ([]waitingRow, error) {
	var rows []waitingRow
	err := s.reads.SelectContext(ctx, &rows, waitsForPerson, person, array(dossier.KindsTaking(dossier.DecideMaterialChange)))
	if err != nil {
		return nil, fmt.Errorf("list what waits: %w", err)
	}
	err = compareSeals(ctx, s.reads, rows)
	if err != nil {
		return nil, err
	}
	kept := rows[:0]
	for _, r := range rows {
		def, err := definition(ctx, s.reads, r.Definition)
		if err != nil {
			return nil, err
		}
		st, ok := def.Stage(r.Stage)
		if !ok {
			continue
		}
		debated := r.undecidedSince(def)
		if debated != "" {
			r.Changed, err = changedBetween(ctx, s.reads, dossier.CompareInput{Old: debated, New: r.Text})
			if err != nil {
				return nil, err
			}
		}
		if r.Changed > 0 {
			r.Asker, r.Since = r.Maker, r.Made
		}
		waits := r.waitsFor(st)
		if waits == dossier.Sign && (r.Several || st.Personal) { // it may be another body's turn, or only what is lent is free
			err = s.MaySign(ctx, person, r.Ref)
			if dossier.CodeOf(err) == dossier.CodeInternal && err != nil {
				return nil, err
			}
			if err != nil {
				continue
			}
		}
		if waits != "" {
			kept = append(kept, r)
		}
	}
	slices.SortStableFunc(kept, func(a, b waitingRow) int { return a.Since.Compare(b.Since) })
	return kept, nil
}

// compareSeals finds out whether what was prepared is what there is now. Where it
// is not, it is to be prepared again since the newest of what has come.
func compareSeals(ctx context.Context, q sqlx.QueryerContext, rows []waitingRow) error {
	var ids []string
	for _, r := range rows {
		if r.Sealed != "" {
			ids = append(ids, r.ID)
		}
	}
	if ids == nil {
		return nil
	}
	now, err := manifests(ctx, q, ids)
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		r.Prepared = r.Sealed != "" && r.Sealed == now[r.ID].Seal()
		if r.Sealed == "" || r.Prepared {
			continue
		}
		r.Asker = ""
		for _, s := range now[r.ID] {
			if s.Since.After(r.Since) {
				r.Since = s.Since
			}
		}
	}
	return nil
}

// waitsFor returns the command that the stage waits for the person to give;
// empty: it waits for somebody else.
func (r waitingRow) waitsFor(st procedure.StageDef) dossier.CommandName {
	holds := func(n dossier.CommandName) bool {
		auth, _ := dossier.AuthorityFor(dossier.Action(n))
		held := r.Roles
		if st.Personal && dossier.Personal(dossier.Action(n)) {
			held = r.Own
		}
		return slices.ContainsFunc(strings.Split(held, ","), func(role string) bool { return slices.Contains(auth.Roles, dossier.Role(role)) })
	}
	name := dossier.CommandName("")
	switch {
	case r.Changed > 0: // without it nothing else that stands here goes on
		return dossier.DecideMaterialChange
	case st.Kind == procedure.Opinions:
		if r.Asked {
			return dossier.GiveOpinion
		}
		return ""
	case st.Kind.ByPerson():
		name = dossier.Complete
	case st.Kind.ByChannels() && !r.Published:
		name = dossier.PublishProof
	case st.Kind == procedure.Report:
		name = dossier.PublishReport
	case st.Collegial:
		name = dossier.RecordConclusion
	case dossier.FourEyes(st) && !r.Prepared:
		name = dossier.Prepare
	case dossier.FourEyes(st) && !r.Handled:
		name = dossier.Sign
	}
	if name == "" || !holds(name) {
		return ""
	}
	return name
}

// CountTasks returns how many things wait for a person, as Pending lists them.
func (s *Store) CountTasks(ctx context.Context, person string) (int, error) {
	rows, err := s.waitingRows(ctx, person)
	if err != nil {
		return 0, err
	}
	places, err := s.placesWaiting(ctx, person)
	if err != nil {
		return 0, err
	}
	asides, err := asidesWaiting(ctx, s.reads, person)
	return len(rows) + len(places) + len(asides), err
}

// Pending returns what waits for a person: what is late first, then the oldest;
// at most 500 dossiers that cannot go on, as many with places of comments, and as
// many with comments to be set aside.
func (s *Store) Pending(ctx context.Context, person string) ([]Pending, error) {
	rows, err := s.waitingRows(ctx, person)
	if err != nil {
		return nil, err
	}
	at, err := now(ctx, s.reads)
	if err != nil {
		return nil, err
	}
	all := make([]Pending, len(rows))
	for i, r := range rows {
		def, err := definition(ctx, s.reads, r.Definition)
		if err != nil {
			return nil, err
		}
		st, _ := def.Stage(r.Stage)
		all[i] = Pending{Ref: r.Ref, Title: r.Title, Rehearsal: r.Rehearsal, LeadSr: r.LeadSr, LeadEn: r.LeadEn, StageSr: st.TitleSr, StageEn: st.TitleEn,
			StageKind: st.Kind, Command: r.waitsFor(st), Asker: r.Asker, Since: r.Since.UTC(), Now: clockOrReal(r.clock(), at), Due: r.Due, Verified: r.Verified, Changed: r.Changed}
		all[i].Late = r.Overdue || r.Due != nil && !all[i].Now.Before(*r.Due)
	}
	places, err := s.placesWaiting(ctx, person)
	if err != nil {
		return nil, err
	}
	for _, p := range places {
		all = append(all, Pending{Ref: p.Ref, Title: p.Title, Rehearsal: p.Rehearsal, LeadSr: p.LeadSr, LeadEn: p.LeadEn, Since: p.Since.UTC(), Now: clockOrReal(p.clock(), at),
			Verified: true, Places: p.Places, Version: p.Version})
	}
	asides, err := asidesWaiting(ctx, s.reads, person)
	if err != nil {
		return nil, err
	}
	for _, a := range asides {
		all = append(all, Pending{Ref: a.Ref, Title: a.Title, Rehearsal: a.Rehearsal, LeadSr: a.LeadSr, LeadEn: a.LeadEn, Since: a.Since.UTC(), Now: clockOrReal(a.clock(), at),
			Verified: true, Asides: a.Proposed, Contests: a.Contested, Claims: a.Claims, Protect: a.Protect, Returned: a.Returned})
	}
	slices.SortStableFunc(all, func(a, b Pending) int {
		switch {
		case a.Late && !b.Late:
			return -1
		case b.Late && !a.Late:
			return 1
		}
		return a.Since.Compare(b.Since)
	})
	return all, nil
}
