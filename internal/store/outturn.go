package store

import (
	"context"
	"fmt"
	"strconv"

	"github.com/rasprava/rasprava/internal/procedure"
)

// Outturns returns, for each of the dossier's stages in their order, its terms
// against what happened.
func (v DossierView) Outturns() ([]procedure.Run, [][]procedure.Outturn, error) {
	cal, err := v.Definition.Days()
	if err != nil {
		return nil, nil, fmt.Errorf("compare plan and reality of %s: %w", v.Ref, err)
	}
	runs := make([]procedure.Run, len(v.Stages))
	for i, st := range v.Stages {
		r := procedure.Run{Stage: st.Stage, Entered: cal.DateOf(st.Entered), Outcome: st.Outcome, Windows: map[string]procedure.Running{}}
		if st.Published != nil {
			r.Published = cal.DateOf(*st.Published)
		}
		if st.Ended != nil {
			r.Ended = st.lastDay(cal)
		}
		for _, w := range st.Windows {
			r.Windows[w.ID] = procedure.Running{Start: civil(w.Starts), Raw: civil(w.Raw), Due: civil(w.Due), Moved: w.Extended}
		}
		runs[i] = r
	}
	all, err := v.Definition.Outturns(runs, cal.DateOf(v.LegalNow))
	if err != nil {
		return nil, nil, fmt.Errorf("compare plan and reality of %s: %w", v.Ref, err)
	}
	return runs, all, nil
}

// brought returns, by stage, in what a history that was imported departed from the
// terms of the law; of what was kept here the record says it.
func (v DossierView) brought() (map[int][]Deviation, error) {
	if v.Imported() == nil {
		return nil, nil
	}
	runs, all, err := v.Outturns()
	if err != nil {
		return nil, err
	}
	found := map[int][]Deviation{}
	for i, r := range runs {
		def, _ := v.Definition.Stage(r.Stage)
		said := map[DeviationCode]bool{}
		for _, o := range all[i] {
			d := Deviation{StageNo: i + 1, Stage: r.Stage, StageTitleSr: def.TitleSr, StageTitleEn: def.TitleEn, On: r.Ended, Basis: o.Window.Basis}
			switch o.Verdict {
			case procedure.Short:
				d.Code, d.Params = CutShort, map[string]string{"window": o.Window.ID, "kind": string(o.Window.Kind), "term": o.Window.Term, "lasted": strconv.Itoa(o.Lasted)}
			case procedure.Late:
				d.Code, d.On = Overdue, o.Due
				d.Params = map[string]string{"due": o.Due.String(), "days": strconv.Itoa(max(o.Due.DaysUntil(r.Ended), 0))}
			}
			if d.Code != "" && !said[d.Code] { // a list of many dossiers has one of each in a stage
				said[d.Code] = true
				found[i+1] = append(found[i+1], d)
			}
		}
	}
	return found, nil
}

// Standing returns how many open dossiers stand in each stage of a procedure, in
// whatever version of it, of those that everybody sees.
func (s *Store) Standing(ctx context.Context, id string) (map[string]int, error) {
	var rows []struct {
		Stage string `db:"stage"`
		Count int    `db:"count"`
	}
	err := s.reads.SelectContext(ctx, &rows, `
		SELECT r.stage, count(*) AS count
		FROM dossiers d JOIN stage_runs r ON r.dossier = d.id AND r.no = d.stage_no
		WHERE d.procedure = $1 AND d.status = 'open' AND d.visibility = 'public' AND NOT d.rehearsal
		GROUP BY r.stage`, id)
	if err != nil {
		return nil, fmt.Errorf("count dossiers in the stages of %s: %w", id, err)
	}
	standing := map[string]int{}
	for _, r := range rows {
		standing[r.Stage] = r.Count
	}
	return standing, nil
}
