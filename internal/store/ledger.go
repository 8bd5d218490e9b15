package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// The logs: what is public, and what is only rehearsed.
const (
	publicLog    = "public"
	rehearsalLog = "rehearsal"
)

var logs = []string{publicLog, rehearsalLog}

// hashReader reads the stored hashes of one log.
type hashReader struct {
	ctx context.Context
	q   sqlx.QueryerContext
	log string
}

// ReadHashes implements ledger.HashReader.
func (r hashReader) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var rows []struct {
		Idx  int64  `db:"idx"`
		Hash []byte `db:"hash"`
	}
	err := sqlx.SelectContext(r.ctx, r.q, &rows, `
		SELECT i.idx, h.hash FROM unnest($2::bigint[]) AS i (idx)
		CROSS JOIN LATERAL (SELECT hash FROM log_hashes WHERE log = $1 AND idx = i.idx LIMIT 1) h`, r.log, array(indexes))
	if err != nil {
		return nil, fmt.Errorf("read hashes: %w", err)
	}
	byIndex := make(map[int64]tlog.Hash, len(rows))
	for _, row := range rows {
		byIndex[row.Idx] = tlog.Hash(row.Hash)
	}
	hashes := make([]tlog.Hash, len(indexes))
	for i, idx := range indexes {
		h, ok := byIndex[idx]
		if !ok {
			return nil, fmt.Errorf("read hash %d of log %s: %w: not stored", idx, r.log, ledger.ErrCorrupt)
		}
		hashes[i] = h
	}
	return hashes, nil
}

// readOnce reads each hash once.
type readOnce struct {
	from ledger.HashReader
	have map[int64]tlog.Hash
}

// ReadHashes implements ledger.HashReader.
func (r readOnce) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var missing []int64
	for _, idx := range indexes {
		if _, ok := r.have[idx]; !ok {
			missing = append(missing, idx)
		}
	}
	if len(missing) > 0 {
		read, err := r.from.ReadHashes(missing)
		if err != nil {
			return nil, err
		}
		for i, idx := range missing {
			r.have[idx] = read[i]
		}
	}
	hashes := make([]tlog.Hash, len(indexes))
	for i, idx := range indexes {
		hashes[i] = r.have[idx]
	}
	return hashes, nil
}

// extension is what was added to a log, with what was read of it for that: proofs
// of the new leaves rest on the same hashes.
type extension struct {
	ledger.Extension
	read ledger.HashReader
}

// recorder is a transaction, with or without its statements prepared.
type recorder interface {
	sqlx.QueryerContext
	sqlx.ExecerContext
}

// entry is a leaf with what it is of, for the store's own look-ups.
type entry struct {
	leaf    ledger.Leaf
	subject string // id of a submission, round or command; empty: none
	dossier string // id; empty: that of the others it is appended with
}

// put has a leaf appended at the end of the transaction, with that of its step
// (addStep) or by appendPut: the head of the ledger is the last lock, and what puts
// a leaf may not be the last to lock something.
func (f *file) put(subject string, leaf ledger.Leaf) {
	f.leaves = append(f.leaves, entry{leaf: leaf, subject: subject, dossier: f.ID})
}

// appendPut appends what was put.
func (s *Store) appendPut(ctx context.Context, tx *sqlx.Tx, f *file) error {
	if len(f.leaves) == 0 {
		return nil
	}
	entries := f.leaves
	f.leaves = nil
	_, err := s.extend(ctx, tx, f.Log, f.ID, entries)
	return err
}

// append appends one leaf that is about a dossier. The ledger's head is the
// last lock of every transaction.
func (s *Store) append(ctx context.Context, tx *sqlx.Tx, log, dossierID string, leaf ledger.Leaf) error {
	_, err := s.extend(ctx, tx, log, dossierID, []entry{{leaf: leaf}})
	return err
}

// veil is the name under which the log knows a dossier that is not public yet,
// or is a rehearsal: nobody can tell which, without its key.
func veil(key string) string {
	return "hidden-" + strings.TrimPrefix(ledger.HashOf([]byte("rasprava.dossier/1\n"+key)), "sha256:")[:32]
}

// hide veils the leaves of a dossier that the public does not see, and what
// their hashes are of. Whoever is later shown the key can check them. A
// submission's leaf is veiled when it is sealed, because its receipt holds it.
func hide(ctx context.Context, tx recorder, entries []entry) error {
	type shown struct {
		Key    string `db:"log_key"`
		Hidden bool   `db:"hidden"`
	}
	known := map[string]shown{}
	for i := range entries {
		leaf := &entries[i].leaf
		if leaf.Kind.Commits() {
			continue
		}
		d, read := known[entries[i].dossier]
		if !read {
			err := sqlx.GetContext(ctx, tx, &d, `SELECT log_key, rehearsal OR visibility <> 'public' AS hidden FROM dossiers WHERE id = $1`, entries[i].dossier)
			if err != nil {
				return fmt.Errorf("read visibility: %w", err)
			}
			known[entries[i].dossier] = d
		}
		if !d.Hidden {
			continue
		}
		leaf.Dossier = veil(d.Key)
		if leaf.Hash != "" {
			leaf.Hash = ledger.HashOf([]byte(d.Key + "\n" + leaf.Hash))
		}
	}
	return nil
}

// extend locks the head of the log, appends the entries and signs the new tree.
// A log that may not be signed, see unsignable, is refused as unavailable.
func (s *Store) extend(ctx context.Context, tx recorder, log, dossierID string, entries []entry) (extension, error) {
	for i := range entries {
		entries[i].dossier = cmp.Or(entries[i].dossier, dossierID)
	}
	if dossierID != "" && slices.ContainsFunc(entries, func(e entry) bool { return !e.leaf.Kind.Commits() }) {
		err := s.keepBefore(ctx, tx, log, dossierID)
		if err != nil {
			return extension{}, err
		}
	}
	err := hide(ctx, tx, entries)
	if err != nil {
		return extension{}, err
	}
	return s.write(ctx, tx, log, entries)
}

// write is extend for leaves as they are. What is of no dossier has none.
func (s *Store) write(ctx context.Context, tx recorder, log string, entries []entry) (extension, error) {
	last, err := stateOf(ctx, tx, log, true)
	if err != nil {
		return extension{}, err
	}
	least := s.floors.of(log)
	err = s.continues(ctx, tx, log, last, least)
	if err == nil {
		err = s.grows(ctx, tx, log, last, least)
	}
	if err != nil {
		return extension{}, away(fmt.Errorf("extend log %s: %w", log, err))
	}
	return s.grow(ctx, tx, log, last, entries)
}

// grow appends the entries to the log whose head is locked, and signs.
func (s *Store) grow(ctx context.Context, tx recorder, log string, last logRow, entries []entry) (extension, error) {
	signer, err := s.keys.signer(log, last.Key)
	if err != nil {
		return extension{}, away(fmt.Errorf("extend log %s: %w", log, err))
	}
	leaves := make([][]byte, len(entries))
	kinds := make([]string, len(entries))
	subjects, dossiers := make([]*string, len(entries)), make([]*string, len(entries))
	hashes := make([][]byte, len(entries))
	for i, e := range entries {
		leaves[i], err = e.leaf.Bytes()
		if err != nil {
			return extension{}, fmt.Errorf("write leaf: %w", err)
		}
		h := tlog.RecordHash(leaves[i])
		hashes[i], kinds[i] = h[:], string(e.leaf.Kind)
		if e.subject != "" {
			subjects[i] = &entries[i].subject
		}
		if e.dossier != "" {
			dossiers[i] = &entries[i].dossier
		}
	}
	reader := readOnce{hashReader{ctx, tx, log}, map[int64]tlog.Hash{}}
	ext, err := signer.Extend(last.head(), leaves, reader)
	if err != nil {
		return extension{}, away(fmt.Errorf("extend log %s: %w", log, err))
	}
	_, err = tx.ExecContext(ctx, `
		WITH leaves AS (
			INSERT INTO log_leaves (log, n, kind, leaf, leaf_hash, dossier, subject)
			SELECT $1, $2 + ordinality - 1, kind, leaf, hash, dossier, subject
			FROM unnest($4::text[], $5::bytea[], $6::bytea[], $7::uuid[], $3::uuid[]) WITH ORDINALITY AS u (kind, leaf, hash, subject, dossier, ordinality)),
		hashes AS (
			INSERT INTO log_hashes (log, idx, hash)
			SELECT $1, $8 + ordinality - 1, hash FROM unnest($9::bytea[]) WITH ORDINALITY AS u (hash, ordinality))
		UPDATE logs SET size = $10, root = $11, checkpoint = $12 WHERE id = $1`,
		log, ext.First, uuidArray(dossiers), textArray(kinds), byteaArray(leaves), byteaArray(hashes), uuidArray(subjects), ext.Start, byteaArray(bytesOf(ext.Hashes)),
		ext.Head.Size, ext.Head.Root[:], string(ext.Checkpoint))
	if err != nil {
		return extension{}, away(beyond(err))
	}
	s.floors.signs(transactionOf(tx), log, ext.Head, ext.Checkpoint)
	return extension{ext, reader}, nil
}

func bytesOf(hashes []tlog.Hash) [][]byte {
	stored := make([][]byte, len(hashes))
	for i := range hashes {
		stored[i] = hashes[i][:]
	}
	return stored
}

// LogState is a log as the public sees it.
type LogState struct {
	Origin     string `db:"origin"`
	Key        string `db:"vkey"` // that signs it now
	Size       int64  `db:"size"`
	Checkpoint string `db:"checkpoint"`
}

// logRow is a log as it is stored.
type logRow struct {
	LogState
	Root []byte `db:"root"`
}

func (l logRow) head() ledger.Head { return ledger.Head{Size: l.Size, Root: tlog.Hash(l.Root)} }

// Log returns the state of the public log, or of the one of rehearsals.
func (s *Store) Log(ctx context.Context, rehearsal bool) (LogState, error) {
	row, err := stateOf(ctx, s.db, logOf(rehearsal), false)
	return row.LogState, err
}

func stateOf(ctx context.Context, q sqlx.QueryerContext, log string, lock bool) (logRow, error) {
	query := `SELECT origin, vkey, size, root, checkpoint FROM logs WHERE id = $1`
	if lock {
		query += ` FOR NO KEY UPDATE`
	}
	var l logRow
	err := sqlx.GetContext(ctx, q, &l, query, log)
	if err != nil {
		return logRow{}, fmt.Errorf("read log %s: %w", log, err)
	}
	return l, nil
}

func logOf(rehearsal bool) string {
	if rehearsal {
		return rehearsalLog
	}
	return publicLog
}

// LogTile returns the bytes of a tile of a log; refused not_found when the log
// has none such.
func (s *Store) LogTile(ctx context.Context, rehearsal bool, path string) ([]byte, error) {
	log := logOf(rehearsal)
	tile, err := ledger.ParseTilePath(path)
	if err != nil {
		return nil, dossier.Refuse(dossier.CodeNotFound).Because(err)
	}
	h, err := stateOf(ctx, s.db, log, false)
	if err != nil {
		return nil, err
	}
	if tile.Level != ledger.EntriesLevel {
		b, err := ledger.TileBytes(tile, h.Size, hashReader{ctx, s.db, log})
		if errors.Is(err, ledger.ErrNoTile) {
			return nil, dossier.Refuse(dossier.CodeNotFound).Because(err)
		}
		return b, err
	}
	first, n, err := tile.Leaves(h.Size)
	if err != nil {
		return nil, dossier.Refuse(dossier.CodeNotFound).Because(err)
	}
	var leaves [][]byte
	err = s.db.SelectContext(ctx, &leaves, `
		SELECT leaf FROM log_leaves WHERE log = $1 AND n >= $2 AND n < $3 ORDER BY n`, log, first, first+int64(n))
	if err != nil {
		return nil, fmt.Errorf("read leaves: %w", err)
	}
	return ledger.EntriesBytes(leaves)
}
