package store_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/attachment"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// signedFor is a dossier with a round, whose comments are answered, withdrawn, covered
// and uncovered, a report, and one signature that stands on opinions, a conclusion and a
// decision on changes; and the folder with the files of the comments.
func signedFor(t *testing.T) (*world, string) {
	t.Helper()
	dir := t.TempDir()
	files, err := attachment.OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), store.Options{URL: storetest.Database(t), Keys: t.TempDir(), Origin: "rasprava.test", Attachments: files})
	if err == nil {
		t.Cleanup(func() { s.Close() })
		err = s.Prepare(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	w := newWorldIn(t, s, "test.two_stage", rehearsal())
	w.publish()
	w.addAct(draft)
	round := w.publish().Round
	sent := submission("Рок је предуг за Петра Петровића.", "Члан је нејасан Ани Анић.", "Ово ћу повући.")
	sent.Comments[0].Attachments = []string{w.attach("a.pdf").ID}
	got := w.sends(round, "a", sent)
	w.covers(store.NewRedaction{Comment: got.Comments[0], Ground: dossier.OthersData, Body: []string{"Петра Петровића"}})
	lifted := w.covers(store.NewRedaction{Comment: got.Comments[1], Ground: dossier.Dignity, Body: []string{"Ани Анић"}})
	err = w.s.StepRedaction(t.Context(), w.signerA, lifted, dossier.AskLifting, 2, "Сагласна је.")
	if err == nil {
		err = w.s.StepRedaction(t.Context(), w.drafter, lifted, dossier.LiftRedaction, 3, "")
	}
	if err == nil {
		_, err = w.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: got.ReceiptNo, Secret: got.Secret, Key: "w", Comment: got.Comments[2]})
	}
	if err != nil {
		t.Fatal(err)
	}
	w.lapse()
	w.lapse()
	w.answer(got.Comments[0], 0, 0, "")
	w.answer(got.Comments[1], 0, 0, "")
	w.reports()
	args := dossier.Args{Package: w.hash(t)}
	ref := string(w.ref)
	w.exec(`INSERT INTO opinions (id, dossier, stage_no, body, opinion, text, package, given_by, command)
		SELECT gen_random_uuid(), d.id, 1, b.id, 'negative', 'Рок је кратак.', $3, $2, gen_random_uuid() FROM dossiers d, bodies b WHERE d.ref = $1 AND b.code = 'MDRUGO'`, ref, w.stranger, args.Package)
	w.exec(`INSERT INTO conclusions (dossier, stage_no, body, outcome, number, date, document, sha256, recorded_by, command)
		SELECT d.id, 1, b.id, 'adopted', '05 1', '2026-01-01', 'zakljucak.pdf', $3, $2, gen_random_uuid() FROM dossiers d, bodies b WHERE d.ref = $1 AND b.code = 'MTEST'`, ref, w.signerA, sha)
	w.exec(`INSERT INTO material_decisions (dossier, stage_no, debated, text, package, changes, outcome, reasons, decided_by, command)
		SELECT d.id, 1, $3, $3, $3, 1, 'no_new_round', 'Није битно.', $2, gen_random_uuid() FROM dossiers d WHERE d.ref = $1`, ref, w.signerA, args.Package)
	w.do(w.second, dossier.Prepare, args)
	w.do(w.signerA, dossier.Sign, args)
	if said, _ := w.checked(); said != "" {
		t.Fatalf("nothing was touched: %s", said)
	}
	return w, dir
}

// TestEveryRowThatHasALeafIsHeldToIt changes one row of each kind; done twice, a change
// is undone.
func TestEveryRowThatHasALeafIsHeldToIt(t *testing.T) {
	w, _ := signedFor(t)
	const flip = `CASE %[1]s WHEN '%[2]s' THEN '%[3]s' ELSE '%[2]s' END`
	swapped := func(column, one, other string) string {
		return column + " = " + strings.NewReplacer("%[1]s", column, "%[2]s", one, "%[3]s", other).Replace(flip)
	}
	kinds := []ledger.Kind{ledger.DossierOpened, ledger.Transition, ledger.PackageAdded, ledger.RoundOpened, ledger.RoundEnded, ledger.RoundClosed, ledger.Redacted, ledger.RedactionLifted, ledger.Withdrawn, ledger.Signed, ledger.Decided}
	tests := []struct {
		name   string
		table  string // that is append-only; empty: it is not
		change string
		kind   ledger.Kind // of the leaf that is named; empty: none is
		says   string
	}{
		{"what a step was", "steps", `UPDATE steps SET ` + swapped("name", "", "lapse") + ` WHERE kind = 'stage_entered' AND stage_no = 1`, ledger.Transition, "is not the one that was taken"},
		{"its outcome", "steps", `UPDATE steps SET outcome = reverse(outcome) WHERE outcome <> ''`, ledger.Transition, "is not the one that was taken"},
		{"when it was", "steps", `UPDATE steps SET at = at + CASE WHEN extract(year FROM at) < 2100 THEN 1 ELSE -1 END * interval '200 years' WHERE seq = 1`, ledger.DossierOpened, "step 1 of dossier"},
		{"on which version", "steps", `UPDATE steps SET package = reverse(package) WHERE package <> ''`, ledger.Transition, "is not the one that was taken"},
		{"a lost step", "steps", `UPDATE steps SET seq = 100002 - seq WHERE seq IN (2, 100000)`, ledger.Transition, "step 2 of dossier"},
		{"its seal", "steps", `UPDATE steps SET sealed = reverse(sealed) WHERE sealed <> ''`, ledger.Signed, "is not the one that was taken"},
		{"the hash of a version", "packages", `UPDATE packages SET hash = 'sha256:' || reverse(substr(hash, 8))`, ledger.PackageAdded, "is not the one that was added"},
		{"the name of a document", "package_documents", `UPDATE package_documents SET name = reverse(name)`, ledger.PackageAdded, "the documents of version 1"},
		{"its type", "package_documents", `UPDATE package_documents SET media_type = reverse(media_type)`, ledger.PackageAdded, "the documents of version 1"},
		{"its bytes", "", `UPDATE blobs SET bytes = set_byte(bytes, 3, get_byte(bytes, 3) # 1)`, ledger.PackageAdded, "the bytes of document act 1 of version 1"},
		{"its size", "package_documents", `UPDATE package_documents SET size = CASE WHEN size > 100000 THEN size - 100000 ELSE size + 100000 END`, ledger.PackageAdded, "the bytes of document act 1"},
		{"which version is the present one", "", `UPDATE dossiers SET package_no = 1 - package_no`, "", "does not say that version 1"},
		{"the canonical bytes of an act", "acts", `UPDATE acts SET canonical = set_byte(canonical, 40, get_byte(canonical, 40) # 1)`, "", "does not have its hash"},
		{"its hash", "acts", `UPDATE acts SET hash = 'sha256:' || reverse(substr(hash, 8))`, "", "does not have its hash"},
		{"what is shown of it", "acts", `UPDATE acts SET parsed = CASE WHEN parsed::text LIKE '%31 дана%' THEN replace(parsed::text, '31 дана', '30 дана') ELSE replace(parsed::text, '30 дана', '31 дана') END::jsonb`, "", "is not what was read"},
		{"its title", "acts", `UPDATE acts SET title = reverse(title)`, "", "is not what was read"},
		{"a provision", "provisions", `UPDATE provisions SET label = reverse(label) || 'Q' WHERE label NOT LIKE '%Q'`, "", "the provisions of the act"},
		{"an opinion", "opinions", `UPDATE opinions SET text = translate(text, 'РQ', 'QР')`, ledger.Decided, "this is not in the record as it was: opinion 1 MDRUGO negative"},
		{"what it says", "opinions", `UPDATE opinions SET ` + swapped("opinion", "negative", "positive"), ledger.Decided, "not in the record as it was: opinion"},
		{"a conclusion", "conclusions", `UPDATE conclusions SET number = reverse(number)`, ledger.Decided, "not in the record as it was: conclusion"},
		{"a decision on changes", "material_decisions", `UPDATE material_decisions SET reasons = translate(reasons, 'НQ', 'QН')`, ledger.Decided, "not in the record as it was: changes"},
		{"what a signature is on", "signatures", `UPDATE signatures SET package = reverse(package)`, ledger.Signed, "the signature that it is of is on another version"},
		{"a lost signature", "signatures", `UPDATE signatures SET command = CASE WHEN command IN (SELECT command FROM steps WHERE command IS NOT NULL) THEN '00000000-0000-0000-0000-000000000001' ELSE
			(SELECT command FROM steps WHERE sealed <> '' ORDER BY seq DESC LIMIT 1) END`, ledger.Signed, "is not in the record"},
		{"the version that a round is on", "", `UPDATE rounds SET opens_at = opens_at + CASE WHEN opens_at < now() - interval '5 years' THEN 1 ELSE -1 END * interval '10 years'`, ledger.RoundOpened, "began at another time"},
		{"its counts", "", `UPDATE rounds SET comments = 9 - comments`, ledger.RoundClosed, "has other counts"},
		{"that it is closed for good", "", `UPDATE rounds SET final_at = CASE WHEN final_at IS NULL THEN now() END`, ledger.RoundClosed, "is not as the log says"},
		{"that a comment is withdrawn", "", `UPDATE comments SET withdrawn_at = CASE WHEN withdrawn_at IS NULL THEN now() END WHERE no = 3`, ledger.Withdrawn, "comment 3 of submission"},
		{"that another one is", "", `UPDATE comments SET withdrawn_at = CASE WHEN withdrawn_at IS NULL THEN now() END WHERE no = 2`, "", "comment 2 of submission"},
		{"the ground of a cover", "", `UPDATE redactions SET ` + swapped("ground", "personal_data", "business_secret") + ` WHERE state = 'laid'`, ledger.Redacted, "the ground on which comment 1"},
		{"the ground of one that is lifted", "", `UPDATE redactions SET ` + swapped("ground", "dignity", "decision") + ` WHERE state = 'lifted'`, ledger.RedactionLifted, "the ground on which comment 2"},
		{"that it is lifted", "", `UPDATE redactions SET ` + swapped("state", "lifted", "refused") + ` WHERE state IN ('lifted', 'refused')`, ledger.RedactionLifted, "that comment 2 of submission"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w.t = t
			change := func() {
				w.exec(`ALTER TABLE provisions DISABLE TRIGGER append_only`)
				if tt.table == "" {
					w.exec(`SET session_replication_role = replica; ` + tt.change + `; SET session_replication_role = origin`)
					return
				}
				w.tampers(tt.table, tt.change)
			}
			change()
			said, found := w.checked()
			named := false
			for _, f := range found {
				named = named || strings.Contains(f.Text, tt.says) && (tt.kind == "" || f.Leaf >= 0 && w.kindOf(f.Leaf) == tt.kind)
			}
			if !named || tt.kind != "" && !slices.Contains(kinds, tt.kind) {
				t.Errorf("got %s\nwant %q at a leaf of kind %q", said, tt.says, tt.kind)
			}
			if tt.name == "a provision" {
				w.tampers("provisions", `UPDATE provisions SET label = reverse(substr(label, 1, length(label) - 1)) WHERE label LIKE '%Q'`)
			} else {
				change()
			}
			if said, _ := w.checked(); said != "" {
				t.Fatalf("put right: %s", said)
			}
		})
	}
}

// kindOf returns the kind of a leaf.
func (w *world) kindOf(n int64) ledger.Kind {
	w.t.Helper()
	var kind ledger.Kind
	err := w.s.DB().QueryRowContext(w.t.Context(), `SELECT kind FROM log_leaves WHERE log = 'rehearsal' AND n = $1`, n).Scan(&kind)
	if err != nil {
		w.t.Fatal(err)
	}
	return kind
}

func TestTheBytesOfAFileAreHeldToItsHash(t *testing.T) {
	w, dir := signedFor(t)
	var path string
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			path = p
		}
		return err
	})
	if err != nil || path == "" {
		t.Fatalf("there is no file, %v", err)
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	write := func(b []byte) {
		t.Helper()
		err := os.Chmod(path, 0o600)
		if err == nil {
			err = os.WriteFile(path, b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	changed := slices.Clone(kept)
	changed[len(changed)/2] ^= 1
	write(changed)
	said, found := w.checked()
	if len(found) != 1 || !strings.Contains(said, "is not the one that was sent") || w.kindOf(found[0].Leaf) != ledger.SubmissionReceived {
		t.Errorf("one bit: %s", said)
	}
	write(kept)
	if said, _ := w.checked(); said != "" {
		t.Errorf("put right: %s", said)
	}
	err = os.Remove(path)
	if err != nil {
		t.Fatal(err)
	}
	if said, _ := w.checked(); !strings.Contains(said, "is not kept") {
		t.Errorf("without it: %s", said)
	}
}
