package audit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/rasprava/rasprava/internal/ledger"
)

// witnesses looks for the lines of the witnesses below the checkpoint, and where
// one is missing below the last checkpoint that was witnessed: a log that grows
// is ahead of its witnesses. It returns the head that they have signed, nil where
// it is that of the checkpoint.
func witnesses(ctx context.Context, src Source, signed []byte, keys []string, want []ledger.Witness, size int64, res *Result, found *faults) (*ledger.Head, error) {
	if len(want) == 0 {
		return nil, nil
	}
	got, err := ledger.Cosignatures(signed, want)
	if err != nil {
		found.add(BadSignature, -1, "%v", err)
		return nil, nil
	}
	var head *ledger.Head
	if len(got) < len(want) {
		earlier, err := src.Read(ctx, "witnessed")
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("read witnessed checkpoint: %w", err)
		}
		if err == nil {
			c, err := ledger.VerifyCheckpoint(earlier, keys...)
			if err == nil {
				got, err = ledger.Cosignatures(earlier, want)
			}
			if err != nil {
				found.add(BadSignature, -1, "the witnessed checkpoint: %v", err)
				return nil, nil
			}
			if c.Head.Size > size {
				found.add(RolledBack, size, "the log ends here, and witnesses have signed %d leaves", c.Head.Size)
				return nil, nil
			}
			head, size = &c.Head, c.Head.Size
		}
	}
	has := map[string]bool{}
	for _, c := range got {
		has[c.Witness] = true
		res.Witnessed = append(res.Witnessed, fmt.Sprintf("%s, %d leaves, at %s", c.Witness, size, c.At.Format(time.RFC3339)))
	}
	for _, w := range want {
		if !has[w.String()] {
			found.add(BadSignature, -1, "the witness %s has not signed", w)
		}
	}
	return head, nil
}
