package store_test

import (
	"fmt"
	"testing"
)

// What a batch of intake refers to is asked once for all of it, and not by foreign keys.
// Nothing may be of a round or a submission that is not there, and neither may go.
func TestNothingIsOfARoundOrASubmissionThatIsNotThere(t *testing.T) {
	w, round := inRound(t)
	w.send(round, "a", on("art_1", "Предмет."))
	copied := func(table, changes string) string {
		return `INSERT INTO ` + table + ` SELECT (jsonb_populate_record(x, to_jsonb(x) || jsonb_build_object(` + changes + `))).* FROM ` + table + ` x LIMIT 1`
	}
	_, err := w.s.DB().ExecContext(t.Context(), copied("submissions", `'id', gen_random_uuid(), 'receipt_no', 'R-2', 'idem_key', 'b'`))
	if err != nil {
		t.Fatalf("another submission of the same round: %v", err)
	}
	// A generated column takes no value, and is named by no copy.
	const comment = `INSERT INTO comments (id, submission, round, no, number, kind, body, salt, commitment, search_key)
		SELECT gen_random_uuid(), %s, round, 2, 2, kind, body, salt, commitment, search_key FROM comments LIMIT 1`
	for name, query := range map[string]string{
		"a submission of a round that is not there":   copied("submissions", `'id', gen_random_uuid(), 'receipt_no', 'R-3', 'idem_key', 'c', 'round', gen_random_uuid()`),
		"a comment of a submission that is not there": fmt.Sprintf(comment, "gen_random_uuid()"),
		"a submission that goes":                      `DELETE FROM submissions`,
		"a submission that comes to be of another":    `UPDATE submissions SET round = gen_random_uuid()`,
		"a round that goes":                           `DELETE FROM rounds`,
		"a comment that comes to be of another":       `UPDATE comments SET submission = gen_random_uuid()`,
	} {
		_, err := w.s.DB().ExecContext(t.Context(), query)
		if err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	_, err = w.s.DB().ExecContext(t.Context(), fmt.Sprintf(comment, "submission"))
	if err != nil {
		t.Errorf("a comment of a submission that is there: %v", err)
	}
}
