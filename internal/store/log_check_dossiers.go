package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/audit"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// Leaves with the number of a step, and those with the number of a version.
var (
	stepKinds    = []ledger.Kind{ledger.DossierOpened, ledger.DossierImported, ledger.Published, ledger.OpinionGiven, ledger.Signed, ledger.Decided, ledger.Transition}
	versionKinds = []ledger.Kind{ledger.PackageAdded}
)

// numberedRow is a row of a dossier that has a leaf with its number.
type numberedRow struct {
	Dossier string
	Seq     int64
}

// toldLeaf is a leaf about a dossier.
type toldLeaf struct {
	n    int64
	hash string
	by   string // name of the dossier in it
	held bool   // a row of the record is as it says
}

// toldLeaves reads the leaves of such kinds by the dossier and the number that they
// name. What is told of a dossier that the record lacks stands under the name.
func (s *Store) toldLeaves(ctx context.Context, log string, kinds []ledger.Kind) (map[numberedRow][]*toldLeaf, error) {
	var dossiers []struct {
		ID  string `db:"id"`
		Ref string `db:"ref"`
		Key string `db:"log_key"`
	}
	err := s.db.SelectContext(ctx, &dossiers, `SELECT id, ref, log_key FROM dossiers WHERE log = $1`, log)
	if err != nil {
		return nil, fmt.Errorf("read dossiers: %w", err)
	}
	names := make(map[string]string, 2*len(dossiers))
	for _, d := range dossiers {
		names[d.Ref], names[veil(d.Key)] = d.ID, d.ID
	}
	rows, err := s.db.QueryxContext(ctx, `SELECT n, leaf FROM log_leaves WHERE log = $1 AND kind = ANY($2) ORDER BY n`, log, array(kinds))
	if err != nil {
		return nil, fmt.Errorf("read leaves: %w", err)
	}
	defer rows.Close()
	told := map[numberedRow][]*toldLeaf{}
	for rows.Next() {
		var n int64
		var b []byte
		err = rows.Scan(&n, &b)
		if err != nil {
			return nil, fmt.Errorf("read leaves: %w", err)
		}
		leaf, err := ledger.ParseLeaf(b)
		if err != nil {
			continue // the audit names it
		}
		id, known := names[leaf.Dossier]
		if !known {
			id = leaf.Dossier
		}
		at := numberedRow{id, leaf.Seq}
		told[at] = append(told[at], &toldLeaf{n: n, hash: leaf.Hash, by: leaf.Dossier})
	}
	return told, rows.Err()
}

// holds finds the leaf that is of the hash, and returns what is wrong where none is.
func holds(leaves []*toldLeaf, hash, key, what, not string) []audit.Fault {
	if len(leaves) == 0 {
		return []audit.Fault{altered(-1, "%s has no leaf", what)}
	}
	for _, l := range leaves {
		if l.hash == hash || l.hash == ledger.HashOf([]byte(key+"\n"+hash)) {
			l.held = true
			return nil
		}
	}
	l := leaves[len(leaves)-1]
	l.held = true
	return []audit.Fault{altered(l.n, "%s %s", what, not)}
}

// lost names the leaves that no row is as they say.
func lost(told map[numberedRow][]*toldLeaf, format string) []audit.Fault {
	var found []audit.Fault
	for at, leaves := range told {
		for _, l := range leaves {
			if !l.held {
				found = append(found, altered(l.n, format, at.Seq, l.by))
			}
		}
	}
	return found
}

// checkSteps holds every step of a dossier to its leaf.
func (s *Store) checkSteps(ctx context.Context, log string, _ int64) ([]audit.Fault, error) {
	told, err := s.toldLeaves(ctx, log, stepKinds)
	if err != nil {
		return nil, err
	}
	rows, err := s.db.QueryxContext(ctx, `
		SELECT t.dossier, d.ref, d.log_key, t.seq, t.at, t.kind, t.stage, t.name, t.outcome, t.package, t.sealed
		FROM steps t JOIN dossiers d ON d.id = t.dossier WHERE d.log = $1 ORDER BY t.dossier, t.seq`, log)
	if err != nil {
		return nil, fmt.Errorf("read steps: %w", err)
	}
	defer rows.Close()
	var found []audit.Fault
	for rows.Next() {
		var (
			id, key string
			at      time.Time
			r       dossier.Record
		)
		err = rows.Scan(&id, &r.Dossier, &key, &r.Seq, &at, &r.Kind, &r.Stage, &r.Name, &r.Outcome, &r.Package, &r.Sealed)
		if err != nil {
			return nil, fmt.Errorf("read steps: %w", err)
		}
		r.At = dossier.Instant(at)
		found = append(found, holds(told[numberedRow{id, r.Seq}], r.Hash(), key, fmt.Sprintf("step %d of dossier %s", r.Seq, r.Dossier), "is not the one that was taken")...)
	}
	if rows.Err() != nil {
		return nil, fmt.Errorf("read steps: %w", rows.Err())
	}
	return append(found, lost(told, "step %d of dossier %s is not in the record")...), nil
}

// checkPackages holds every version to its leaf, and the bytes of its documents to the
// hash of the version.
func (s *Store) checkPackages(ctx context.Context, log string, _ int64) ([]audit.Fault, error) {
	told, err := s.toldLeaves(ctx, log, versionKinds)
	if err != nil {
		return nil, err
	}
	var packages []struct {
		Dossier string `db:"dossier"`
		Ref     string `db:"ref"`
		Key     string `db:"log_key"`
		No      int64  `db:"no"`
		Hash    string `db:"hash"`
		Last    bool   `db:"last"` // as the dossier says
	}
	err = s.db.SelectContext(ctx, &packages, `
		SELECT p.dossier, d.ref, d.log_key, p.no, p.hash, p.no = d.package_no AS last FROM packages p JOIN dossiers d ON d.id = p.dossier WHERE d.log = $1 ORDER BY p.dossier, p.no`, log)
	if err != nil {
		return nil, fmt.Errorf("read packages: %w", err)
	}
	var documents []struct {
		Dossier string `db:"dossier"`
		No      int64  `db:"no"`
		Hash    []byte `db:"sha256"`
		Same    bool   `db:"same"` // the bytes have that hash and size
		dossier.Document
	}
	err = s.db.SelectContext(ctx, &documents, `
		SELECT k.dossier, k.no, k.kind, k.position, k.name, k.media_type AS mediatype, k.sha256, coalesce(b.sum = k.sha256 AND b.size = k.size, false) AS same
		FROM package_documents k JOIN dossiers d ON d.id = k.dossier
		LEFT JOIN (SELECT sha256, sha256(bytes) AS sum, length(bytes) AS size FROM blobs) b ON b.sha256 = k.sha256 WHERE d.log = $1 ORDER BY k.dossier, k.no, k.kind, k.position`, log)
	if err != nil {
		return nil, fmt.Errorf("read documents: %w", err)
	}
	var found []audit.Fault
	of := map[numberedRow][]dossier.Document{}
	for _, d := range documents {
		at := numberedRow{d.Dossier, d.No}
		d.SHA256 = [32]byte(d.Hash)
		of[at] = append(of[at], d.Document)
		if !d.Same {
			leaf, ref := int64(-1), d.Dossier
			if leaves := told[at]; len(leaves) > 0 {
				leaf, ref = leaves[len(leaves)-1].n, leaves[len(leaves)-1].by
			}
			found = append(found, altered(leaf, "the bytes of document %s %d of version %d of dossier %s are not those that were added", d.Kind, d.Position, d.No, ref))
		}
	}
	for i, p := range packages {
		at, what := numberedRow{p.Dossier, p.No}, fmt.Sprintf("version %d of dossier %s", p.No, p.Ref)
		more := holds(told[at], p.Hash, p.Key, what, "is not the one that was added")
		if more == nil && dossier.PackageHash(of[at]) != p.Hash {
			more = []audit.Fault{altered(told[at][len(told[at])-1].n, "the documents of %s are not those that were added", what)}
		}
		found = append(found, more...)
		if newest := i+1 == len(packages) || packages[i+1].Dossier != p.Dossier; newest && !p.Last {
			found = append(found, altered(-1, "dossier %s does not say that %s is the present one", p.Ref, what))
		}
	}
	found = append(found, lost(told, "version %d of dossier %s is not in the record")...)
	more, err := s.checkActs(ctx, log)
	return append(found, more...), err
}

// checkActs holds what was read of an act to the hash of its canonical bytes, and its
// provisions to what was read. No leaf has that hash: it is of what the parser of the
// day made of bytes that have one.
func (s *Store) checkActs(ctx context.Context, log string) ([]audit.Fault, error) {
	rows, err := s.db.QueryxContext(ctx, `
		SELECT d.ref, a.no, a.hash, a.title, a.canonical, a.parsed, coalesce((SELECT string_agg(concat_ws(' ', v.id, v.wid, v.kind, v.label), E'\n' ORDER BY v.position)
			FROM provisions v WHERE v.dossier = a.dossier AND v.no = a.no), '') AS provisions
		FROM acts a JOIN dossiers d ON d.id = a.dossier WHERE d.log = $1 ORDER BY a.dossier, a.no`, log)
	if err != nil {
		return nil, fmt.Errorf("read acts: %w", err)
	}
	defer rows.Close()
	var found []audit.Fault
	for rows.Next() {
		var r struct {
			Ref        string `db:"ref"`
			No         int    `db:"no"`
			Hash       string `db:"hash"`
			Title      string `db:"title"`
			Canonical  []byte `db:"canonical"`
			Parsed     []byte `db:"parsed"`
			Provisions string `db:"provisions"`
		}
		err = rows.StructScan(&r)
		if err != nil {
			return nil, fmt.Errorf("read acts: %w", err)
		}
		a := &act.Act{}
		err = json.Unmarshal(r.Parsed, a)
		listed := []byte{}
		if err == nil {
			a.Walk(func(n *act.Node, _ int) bool {
				listed = fmt.Appendf(listed, "%s %s %s %s\n", n.ID, n.WID, n.Kind, n.Label)
				return true
			})
		}
		switch {
		case ledger.HashOf(r.Canonical) != r.Hash:
			found = append(found, altered(-1, "the act in version %d of dossier %s does not have its hash", r.No, r.Ref))
		case err != nil || a.Title != r.Title || !bytes.Equal(a.Canonical(), r.Canonical):
			found = append(found, altered(-1, "what is shown of the act in version %d of dossier %s is not what was read", r.No, r.Ref))
		case string(bytes.TrimSuffix(listed, []byte("\n"))) != r.Provisions:
			found = append(found, altered(-1, "the provisions of the act in version %d of dossier %s are not those that were read", r.No, r.Ref))
		}
	}
	return found, rows.Err()
}
