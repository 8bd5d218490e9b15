package store

import (
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
)

// MoveView is the end of a term that was moved because the calendar changed, or
// because the public could not be served.
type MoveView struct {
	Seq     int64               `db:"seq"` // of the step
	StageNo int                 `db:"stage_no"`
	Window  string              `db:"window"`
	Kind    string              `db:"kind"`
	Before  string              `db:"before"` // its last day, civil
	Due     string              `db:"due"`
	Newest  bool                `db:"newest"` // it has not been moved since
	Cause   dossier.CommandName `db:"cause"`  // Recompute or Compensate
	Reasons string              `db:"reasons"`

	Date    string `db:"date"` // the day that became free, or is worked again
	NameSr  string `db:"name_sr"`
	NameEn  string `db:"name_en"`
	Act     string `db:"act"` // by which it became free, or, where it was revoked, by which that was
	Revoked bool   `db:"revoked"`

	Began *time.Time `db:"began_at"` // the downtime
	Ended *time.Time `db:"ended_at"`
	Days  int        `db:"days"` // that were lost in it
}

const movesOf = `
	SELECT w.dossier, t.seq, w.stage_no, w.id AS window, w.kind, p.due::text AS before, w.due::text AS due, c.name AS cause, t.reasons,
		NOT EXISTS (SELECT 1 FROM windows n WHERE n.dossier = w.dossier AND n.stage_no = w.stage_no AND n.id = w.id AND n.version > w.version) AS newest,
		coalesce(h.date::text, '') AS date, coalesce(h.name_sr, '') AS name_sr, coalesce(h.name_en, '') AS name_en,
		coalesce(CASE WHEN m.revoked THEN v.act ELSE h.act END, '') AS act, coalesce(m.revoked, false) AS revoked,
		f.began_at, f.ended_at, coalesce(k.days, 0) AS days
	FROM windows w JOIN windows p ON p.dossier = w.dossier AND p.stage_no = w.stage_no AND p.id = w.id AND p.version = w.version - 1
	JOIN commands c ON c.id = w.moved_by JOIN steps t ON t.command = c.id
	LEFT JOIN recomputations m ON m.command = c.id
	LEFT JOIN holidays h ON h.id::text = c.args->>'holiday' LEFT JOIN holiday_revocations v ON v.holiday = h.id
	LEFT JOIN compensations k ON k.command = c.id LEFT JOIN downtimes f ON f.id = k.downtime
	WHERE w.dossier = ANY($1::uuid[]) AND c.name IN ('recompute', 'compensate') ORDER BY w.dossier, t.seq, w.id`

// MovedBy returns the move that a step made; the first of several, in the order
// of the windows.
func (v DossierView) MovedBy(seq int64) (MoveView, bool) {
	for _, m := range v.Moves {
		if m.Seq == seq {
			return m, true
		}
	}
	return MoveView{}, false
}

// lastMove returns the move after which a window stands as it does, if it was one.
func (v DossierView) lastMove(stageNo int, window string) (MoveView, bool) {
	for _, m := range v.Moves {
		if m.Newest && m.StageNo == stageNo && m.Window == window {
			return m, true
		}
	}
	return MoveView{}, false
}
