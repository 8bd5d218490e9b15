package store_test

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/audit"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// checked returns what the check of the log found, as one text.
func (w *world) checked() (string, []audit.Fault) {
	w.t.Helper()
	found, err := w.s.CheckLog(w.t.Context(), true, func(int64, int64) {})
	if err != nil {
		w.t.Fatalf("check: %v", err)
	}
	var lines []string
	for _, f := range found {
		lines = append(lines, f.String())
	}
	return strings.Join(lines, "\n"), found
}

func TestOneFlippedBitOfARowIsNamedWithItsLeaf(t *testing.T) {
	w, round := inRound(t)
	in := w.s.NewIntake(t.Context(), 1)
	got, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: "k1", Submission: submission("Рок је предуг.", "Члан је нејасан.")})
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: got.Comments[1], Outcome: dossier.Noted, Reasons: "Примљено к знању."})
	if err == nil {
		_, err = w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: got.Comments[1], Version: 1, Outcome: dossier.Noted, Reasons: "Биће појашњено."})
	}
	if err != nil {
		t.Fatal(err)
	}
	if said, _ := w.checked(); said != "" {
		t.Fatalf("nothing was touched: %s", said)
	}
	received, answer := got.Leaf, got.Leaf+1
	tests := []struct {
		name   string
		table  string // that is append-only; empty: it is not
		change string // done twice, it is undone
		leaf   int64
		says   string
	}{
		{"the text of a comment", "", `UPDATE comments SET body = translate(body, 'РQ', 'QР') WHERE no = 1`, received, "comment 1 is not the one that was received"},
		{"its place", "", `UPDATE comments SET provision = CASE provision WHEN 'art_2' THEN 'art_1' ELSE 'art_2' END WHERE no = 2`, received, "comment 2 is not the one that was received"},
		{"its kind", "", `UPDATE comments SET kind = CASE kind WHEN 'remark' THEN 'support' ELSE 'remark' END WHERE no = 1`, received, "comment 1 is not the one"},
		{"its proposed text", "", `UPDATE comments SET proposed_text = CASE proposed_text WHEN '' THEN ' ' ELSE '' END WHERE no = 1`, received, "comment 1 is not the one"},
		{"its salt", "", `UPDATE comments SET salt = set_byte(salt, 9, get_byte(salt, 9) # 4) WHERE no = 1`, received, "a salt is not the one that was sealed"},
		{"its commitment", "", `UPDATE comments SET commitment = set_byte(commitment, 9, get_byte(commitment, 9) # 4) WHERE no = 2`, received, "the commitment beside comment 2"},
		{"the number of a receipt", "", `UPDATE submissions SET receipt_no = reverse(receipt_no)`, received, "the receipt number"},
		{"when it came", "", `UPDATE submissions SET received_at = received_at + CASE WHEN extract(year FROM received_at) < 2100 THEN 1 ELSE -1 END * interval '200 years'`, received, "when it came"},
		{"an answer", "answers", `UPDATE answers SET reasons = translate(reasons, 'ПQ', 'QП') WHERE version = 1`, answer, "the answer to comment 2"},
		{"the salt of an answer", "answers", `UPDATE answers SET salt = set_byte(salt, 9, get_byte(salt, 9) # 4) WHERE version = 1`, answer, "the answer to comment 2"},
		{"a newer answer", "answers", `UPDATE answers SET outcome = CASE outcome WHEN 'noted' THEN 'accepted' ELSE 'noted' END WHERE version = 2`, answer + 1, "the answer to comment 2"},
		{"a leaf", "log_leaves", `UPDATE log_leaves SET leaf = set_byte(leaf, 70, get_byte(leaf, 70) # 1) WHERE n = 1 AND log = 'rehearsal'`, 1, "its bytes are not those that were signed"},
		{"the hash beside a leaf", "log_leaves", `UPDATE log_leaves SET leaf_hash = set_byte(leaf_hash, 0, get_byte(leaf_hash, 0) # 1) WHERE n = 1 AND log = 'rehearsal'`, 1, "the hash beside it"},
		{"a stored hash", "log_hashes", `UPDATE log_hashes SET hash = set_byte(hash, 0, get_byte(hash, 0) # 1) WHERE idx = 1 AND log = 'rehearsal'`, 1, "tile/0/000.p/"},
		{"a stored hash between the tiles", "log_hashes", `UPDATE log_hashes SET hash = set_byte(hash, 0, get_byte(hash, 0) # 1) WHERE idx = 2 AND log = 'rehearsal'`, 1, "the stored hash 2, of level 1"},
		{"a lost answer", "answers", `UPDATE answers SET version = CASE version WHEN 2 THEN 7 ELSE 2 END WHERE version IN (2, 7)`, answer + 1, "is not in the record"},
		{"a lost leaf", "log_leaves", `UPDATE log_leaves SET n = CASE n WHEN 1 THEN 100000 ELSE 1 END WHERE n IN (1, 100000) AND log = 'rehearsal'`, 0, "of the leaves from here"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			change := func() {
				if tt.table != "" {
					w.tampers(tt.table, tt.change)
					return
				}
				if _, err := w.s.DB().ExecContext(t.Context(), tt.change); err != nil {
					t.Fatal(err)
				}
			}
			change()
			said, found := w.checked()
			named := false
			for _, f := range found {
				named = named || f.Leaf == tt.leaf && strings.Contains(f.Text, tt.says)
			}
			if !named {
				t.Errorf("got %s\nwant %q at leaf %d", said, tt.says, tt.leaf)
			}
			change()
			if said, _ := w.checked(); said != "" {
				t.Errorf("put right: %s", said)
			}
		})
	}
}
