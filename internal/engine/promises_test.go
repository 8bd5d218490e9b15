package engine_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/engine"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// firstLine is a log that calls done when something was written to it.
type firstLine struct {
	bytes.Buffer
	done func()
}

func (f *firstLine) Write(b []byte) (int, error) {
	defer f.done()
	return f.Buffer.Write(b)
}

func TestTheKeeperSaysWhyItCannotKeepAPromise(t *testing.T) {
	s, err := store.Open(t.Context(), store.Options{URL: storetest.Database(t), Keys: t.TempDir(), Origin: "rasprava.test"})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Close()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out := &firstLine{done: cancel}
	engine.New(nil, s, slog.New(slog.NewJSONHandler(out, nil))).KeepPromises(ctx)
	if got := out.String(); !strings.Contains(got, `"level":"ERROR","msg":"promises_not_kept"`) || !strings.Contains(got, "keep promises of log public") {
		t.Errorf("got %s", got)
	}
}
