package store_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/store/storetest"
)

// TestListsShowWhatTheirDossiersShow holds the function for lists to the two
// that decide for one dossier.
func TestListsShowWhatTheirDossiersShow(t *testing.T) {
	s, drafter := shelf(t, 48)
	storetest.Ministry(t, s, "MSTARO")
	storetest.Ministry(t, s, "MNOVO")
	for _, q := range []string{
		`UPDATE dossiers SET visibility = (ARRAY['public', 'working', 'embargoed', 'classified'])[1 + right(ref, 1)::integer % 4] WHERE true`,
		`UPDATE stage_runs r SET actor = b.id FROM bodies b WHERE b.code = 'ODBOR' AND r.kind = 'decision'`,
		`UPDATE dossiers d SET lead = b.id FROM bodies b WHERE b.code = 'MSTARO' AND right(d.ref, 1) = '7'`,
		`INSERT INTO dossier_proposers SELECT d.id, b.id FROM dossiers d, bodies b WHERE b.code = 'MF' AND d.stage_no % 3 = 0`,
		`INSERT INTO opinion_requests (dossier, stage_no, body, mandatory) SELECT r.dossier, r.no, b.id, true FROM stage_runs r, bodies b
			WHERE b.code = 'RSZ' AND r.no % 4 = 1`,
	} {
		_, err := s.DB().ExecContext(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
	}
	err := s.EndBody(t.Context(), "MSTARO", "2026-03-01", "MNOVO")
	if err != nil {
		t.Fatal(err)
	}
	viewers := map[string]string{"nobody": "", "drafter": drafter}
	for name, appointment := range map[string]string{"committee": "ODBOR secretary", "co-proposer": "MF drafter", "asked": "RSZ opinion_giver",
		"oversight": "MDRUGO oversight", "operator": "SG operator", "successor": "MNOVO drafter", "abolished": "MSTARO drafter"} {
		viewers[name] = storetest.Person(t, s, "Особа Проба", appointment)
	}
	former := storetest.Person(t, s, "Бивши Проба")
	storetest.Appoint(t, s, former, "MTEST", "drafter", "2020-01-01", "2021-01-01")
	viewers["former"] = former
	read := func(query, viewer string) []string {
		t.Helper()
		rows, err := s.DB().QueryContext(t.Context(), query, viewer)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		var got []string
		for rows.Next() {
			var ref string
			var inside bool
			err = rows.Scan(&ref, &inside)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprint(ref, " ", inside))
		}
		return got
	}
	for name, viewer := range viewers {
		one := read(`SELECT d.ref, insider(nullif($1, '')::uuid, d) FROM dossiers d WHERE sees(nullif($1, '')::uuid, d) ORDER BY d.ref`, viewer)
		all := read(`SELECT d.ref, f.inside FROM dossiers_for(nullif($1, '')::uuid) f JOIN dossiers d ON d.id = f.dossier ORDER BY d.ref`, viewer)
		if d := cmp.Diff(one, all); d != "" {
			t.Errorf("as %s (-one by one +all):\n%s", name, d)
		}
		if len(one) == 0 {
			t.Errorf("%s sees nothing at all", name)
		}
	}
}
