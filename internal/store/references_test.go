package store_test

import (
	"fmt"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
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

// Intake sends its rows as bytes. What was written stands as it was written, whatever it
// would mean in an array.
func TestWhatIsSentStandsAsItWasWritten(t *testing.T) {
	w, round := inRound(t)
	for i, text := range []string{`NULL`, `{}`, `{"а","б"}`, `\`, `\\x41`, `"`, `''`, "два\nреда\tи\rтри", " с размацима ", "1️⃣ 🇷🇸 é", `,`, `$1`, "\u202eобрнуто"} {
		c := on("art_1", text)
		c.ProposedText, c.Quote = text, &dossier.Quote{Exact: "уређују се пробе", Prefix: text, Suffix: text}
		bare := on("", text)
		said := w.send(round, fmt.Sprint(text, i), c, bare).Comments
		var got struct {
			Body, Proposed, Exact, Prefix, Suffix string
			Bare                                  bool
		}
		err := w.s.DB().QueryRowContext(t.Context(), `SELECT c.body, c.proposed_text, c.quote_exact, c.quote_prefix, c.quote_suffix,
			b.body = c.body AND b.quote_exact IS NULL AND b.provision IS NULL AND b.wid IS NULL AND s.idem_key = $3
			FROM comments c JOIN submissions s ON s.id = c.submission, comments b WHERE c.id = $1 AND b.id = $2`, said[0], said[1], fmt.Sprint(text, i)).
			Scan(&got.Body, &got.Proposed, &got.Exact, &got.Prefix, &got.Suffix, &got.Bare)
		if err != nil {
			t.Fatal(err)
		}
		if got.Body != text || got.Proposed != text || got.Exact != "уређују се пробе" || got.Prefix != text || got.Suffix != text || !got.Bare {
			t.Errorf("%q stands as %+v", text, got)
		}
	}
}
