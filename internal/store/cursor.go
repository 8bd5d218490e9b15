package store

import (
	"encoding/base64"
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Page asks for a part of a list.
type Page struct {
	Cursor string
	Limit  int // 1 to 200; 0: 50
}

const defaultLimit, maxLimit = 50, 200

// limit returns how many rows are asked for; refused limit_invalid.
func (p Page) limit() (int, error) {
	switch {
	case p.Limit == 0:
		return defaultLimit, nil
	case p.Limit < 0 || p.Limit > maxLimit:
		return 0, dossier.Refuse(dossier.CodeLimitInvalid)
	}
	return p.Limit, nil
}

// cursor is the place after which a list goes on: the sort key of its last row.
type cursor struct {
	Key string `json:"k"`
	ID  string `json:"i"`
}

func (c cursor) String() string {
	b, err := json.Marshal(c)
	if err != nil {
		panic(err) // two strings always marshal
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// place reads a cursor; the zero one is the beginning. Refused cursor_invalid.
func (p Page) place() (cursor, error) {
	c, err := p.decode()
	if err != nil || c == (cursor{}) || c.Key == byID {
		return c, err
	}
	_, err = time.Parse(time.RFC3339Nano, c.Key)
	if err != nil {
		return cursor{}, dossier.Refuse(dossier.CodeCursorInvalid).Because(err)
	}
	return c, nil
}

// decode reads a cursor whatever its key is. Refused cursor_invalid.
func (p Page) decode() (cursor, error) {
	var c cursor
	if p.Cursor == "" {
		return c, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	if err == nil {
		err = json.Unmarshal(b, &c)
	}
	if err == nil {
		err = uuid.Validate(c.ID)
	}
	if err != nil {
		return cursor{}, dossier.Refuse(dossier.CodeCursorInvalid).Because(err)
	}
	return c, nil
}

// byID is the key of a list that is sorted by id alone.
const byID = "id"
