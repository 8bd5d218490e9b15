package audit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/rasprava/rasprava/internal/ledger"
)

// rehearsals ends the name of a log of rehearsals.
const rehearsals = "/log/rehearsal"

// ErrWithheld: the log is one of rehearsals, and its leaves are not published, so that
// nobody can say from outside whether it is sound.
var ErrWithheld = errors.New("the leaves of a log of rehearsals are not published")

// Withheld returns ErrWithheld with the name of the log where src publishes one of
// rehearsals without its leaves. That is known by the keys: all of them must name it,
// and one of them must have signed the checkpoint. What a site says of itself, and a key
// that another one names as the next, do not make a log that must publish its leaves
// one that need not. The other errors are of the source.
func Withheld(ctx context.Context, src Source, keys []string) error {
	for _, k := range keys {
		name, _, _ := strings.Cut(strings.TrimSpace(k), "+")
		if !strings.HasSuffix(name, rehearsals) {
			return nil
		}
	}
	signed, err := src.Read(ctx, "checkpoint")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read checkpoint: %w", err)
	}
	_, all, err := follow(ctx, src, keys)
	if err != nil {
		return err
	}
	c, err := ledger.VerifyCheckpoint(signed, all...)
	if err != nil || !strings.HasSuffix(c.Origin, rehearsals) || c.Head.Size == 0 {
		return nil
	}
	t := ledger.Tile{Level: ledger.EntriesLevel, Width: int(min(ledger.TileWidth, c.Head.Size))}
	_, _, err = readTile(ctx, src, t)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: %s", ErrWithheld, c.Origin)
	case err != nil:
		return fmt.Errorf("read %s: %w", t.Path(), err)
	}
	return nil
}
