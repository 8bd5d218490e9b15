package redline

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A QuoteLine is a quote with the name its sender gave it.
type QuoteLine struct {
	ID string
	Quote
}

// maxQuoteLine is the longest line of quotes that is read, in bytes.
const maxQuoteLine = 1 << 20

// ReadQuotes reads quotes, one JSON object a line: {"id":"c1","provision":"art_5__para_2","exact":"…","prefix":"…","suffix":"…"}, of which
// exact or the provision must be there. One with a provision alone is on the whole of that, and one with an empty exact alone on the whole act. Fields it does not know and empty lines are passed over. An error names the line, counted from 1.
func ReadQuotes(r io.Reader) ([]QuoteLine, error) {
	lines := bufio.NewReaderSize(r, 64<<10)
	var out []QuoteLine
	for n := 1; ; n++ {
		line, err := readLine(lines)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		done := err != nil
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		line = bytes.TrimSpace(line)
		if len(line) > 0 {
			q, err := readQuote(line)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			out = append(out, q)
		}
		if done {
			return out, nil
		}
	}
}

var errLongLine = fmt.Errorf("longer than %d bytes", maxQuoteLine)

func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		if len(line) > maxQuoteLine {
			return nil, errLongLine
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}

func readQuote(line []byte) (QuoteLine, error) {
	var q struct {
		ID        string  `json:"id"`
		Provision string  `json:"provision"`
		Exact     *string `json:"exact"`
		Prefix    string  `json:"prefix"`
		Suffix    string  `json:"suffix"`
	}
	if !utf8.Valid(line) {
		return QuoteLine{}, errNotUTF8
	}
	err := json.Unmarshal(line, &q)
	if err != nil {
		return QuoteLine{}, errNotQuote(err)
	}
	if q.Exact == nil && q.Provision == "" {
		return QuoteLine{}, errors.New("neither words in exact nor a provision")
	}
	exact := ""
	if q.Exact != nil {
		exact = *q.Exact
	}
	return QuoteLine{ID: q.ID, Quote: Quote{Provision: q.Provision, Exact: exact, Prefix: q.Prefix, Suffix: q.Suffix}}, nil
}

// errNotQuote says in plain words what of a line is no quote.
func errNotQuote(err error) error {
	var wrong *json.UnmarshalTypeError
	var broken *json.SyntaxError
	switch {
	case errors.As(err, &wrong) && wrong.Field == "":
		return fmt.Errorf("not a quote: must be a JSON object such as {\"id\":\"c1\",\"exact\":\"…\"}, and is %s", named(wrong.Value))
	case errors.As(err, &wrong):
		value, _, _ := strings.Cut(wrong.Value, " ") // with a number its digits follow
		return fmt.Errorf("%s must be a text in quotation marks, and is %s", wrong.Field, named(value))
	case errors.As(err, &broken) && strings.HasPrefix(broken.Error(), "unexpected end"):
		return errors.New("not a quote: the line ends before the JSON object does")
	case errors.As(err, &broken):
		return fmt.Errorf("not a quote: not JSON: what stands at byte %d does not belong there", broken.Offset)
	}
	return errors.New("not a quote: not JSON")
}

// named returns what kind of JSON value stands there.
func named(value string) string {
	switch value {
	case "array":
		return "a list"
	case "bool":
		return "true or false"
	case "object":
		return "an object"
	}
	return "a " + value
}

// JSON returns what became of the quote with that name as one line of JSON with its line break.
func (c Carried) JSON(id string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(struct {
		ID        string  `json:"id"`
		State     State   `json:"state"`
		Provision string  `json:"provision"`
		Exact     string  `json:"exact"`
		Score     float64 `json:"score"`
		Start     int     `json:"start"`
		End       int     `json:"end"`
		Method    Method  `json:"method,omitempty"`
		Doubt     Doubt   `json:"doubt,omitempty"`
	}{id, c.State, c.Provision, c.Exact, c.Score, c.Start, c.End, c.Method, c.Doubt})
	if err != nil {
		return nil, fmt.Errorf("write what became of a quote: %w", err)
	}
	return b.Bytes(), nil
}
