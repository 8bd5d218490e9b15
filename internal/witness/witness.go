// Package witness asks witnesses over HTTP to sign the checkpoints of a log, as C2SP
// tlog-witness says. It knows neither the record nor whether the log is sound: the
// witness checks that itself, and whoever asks checks the answer.
package witness

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/rasprava/rasprava/internal/ledger"
)

// Timeout is how long one witness may take to answer.
const Timeout = 10 * time.Second

// maxAnswer is the longest answer that is read, in bytes.
const maxAnswer = 64 << 10

// Why a witness did not sign. An error of this package is one of these, or what
// became of the connection.
var (
	// ErrUnknownLog: the witness does not follow this log.
	ErrUnknownLog = errors.New("the witness does not know the log")
	// ErrKey: the witness knows the log under another key.
	ErrKey = errors.New("the witness knows the log under another key")
	// ErrInconsistent: the tree does not continue what the witness has signed.
	ErrInconsistent = errors.New("the tree does not continue what the witness has signed")
	// ErrAnswer: the answer is not as the protocol says.
	ErrAnswer = errors.New("the witness answers in another way")
)

// BehindError says that the witness has signed a tree of another size than it was
// asked to go on from.
type BehindError struct{ Size int64 }

// Error implements error.
func (e BehindError) Error() string {
	return fmt.Sprintf("the witness has signed a tree of %d leaves", e.Size)
}

// Client asks one witness.
type Client struct {
	ledger.Witness
	http *http.Client
}

// New returns a client of a witness that has an address. It follows no redirection.
func New(w ledger.Witness) *Client {
	return &Client{Witness: w, http: &http.Client{Timeout: Timeout, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// Cosign asks the witness, which has last signed a tree of old leaves, to sign a
// checkpoint, and returns the checkpoint with its line below. The line is verified.
// The error is a BehindError, or one of those above.
func (c *Client) Cosign(ctx context.Context, old int64, proof tlog.TreeProof, signed []byte) ([]byte, error) {
	cosigned, err := c.ask(ctx, ledger.AddCheckpoint(old, proof, signed), signed)
	if err != nil {
		return nil, fmt.Errorf("ask witness %s: %w", c.Name(), err)
	}
	return cosigned, nil
}

func (c *Client) ask(ctx context.Context, request, signed []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL()+"/add-checkpoint", bytes.NewReader(request))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "text/plain; charset=utf-8")
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err != nil {
		return nil, err
	}
	if len(body) > maxAnswer {
		return nil, fmt.Errorf("%w: with more than %d bytes", ErrAnswer, maxAnswer)
	}
	switch resp.StatusCode {
	case http.StatusOK:
		return c.withLine(signed, string(body))
	case http.StatusConflict:
		return nil, conflict(resp.Header.Get("Content-Type"), string(body))
	case http.StatusNotFound:
		return nil, ErrUnknownLog
	case http.StatusForbidden:
		return nil, ErrKey
	case http.StatusUnprocessableEntity:
		return nil, ErrInconsistent
	}
	return nil, fmt.Errorf("%w: with status %d", ErrAnswer, resp.StatusCode)
}

// withLine adds the witness's line of an answer to the checkpoint.
func (c *Client) withLine(signed []byte, answer string) ([]byte, error) {
	if answer == "" || !strings.HasSuffix(answer, "\n") {
		return nil, fmt.Errorf("%w: without a line", ErrAnswer)
	}
	found, err := ledger.Cosignatures(ledger.WithCosignatures(signed, []string{answer}), []ledger.Witness{c.Witness})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrAnswer, err)
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("%w: without a line of %s", ErrAnswer, c.Witness)
	}
	return ledger.WithCosignatures(signed, []string{found[0].Line}), nil
}

// conflict reads the size of the tree that the witness has signed last.
func conflict(contentType, body string) error {
	media, _, err := mime.ParseMediaType(contentType)
	size, convErr := strconv.ParseInt(strings.TrimSuffix(body, "\n"), 10, 64)
	if err != nil || media != "text/x.tlog.size" || convErr != nil || size < 0 {
		return fmt.Errorf("%w: with a conflict and no size", ErrAnswer)
	}
	return BehindError{size}
}
