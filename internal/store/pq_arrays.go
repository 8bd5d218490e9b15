package store

import (
	"database/sql/driver"
	"encoding/binary"

	"github.com/google/uuid"
	"github.com/lib/pq"
	"github.com/lib/pq/oid"
)

// packed is an array parameter that goes as bytes (array_recv of Postgres) where the
// connections of intake send it in a transaction: letters that the driver quotes and the
// server unquotes, and bytes that go as two digits each, cost more than writing the row
// that they are of. Anywhere else it goes as the driver writes arrays.
type packed struct {
	element oid.Oid
	values  any // []string, []*string or [][]byte
}

// textArray, uuidArray and byteaArray make a slice a packed parameter for text[], uuid[]
// or bytea[]; a nil *string is null, and so is a nil []byte.
func textArray[S []string | []*string](v S) packed { return packed{oid.T_text, v} }
func uuidArray[S []string | []*string](v S) packed { return packed{oid.T_uuid, v} }
func byteaArray(v [][]byte) packed                 { return packed{oid.T_bytea, v} }

// Value implements driver.Valuer.
func (p packed) Value() (driver.Value, error) { return pq.Array(p.values).Value() }

// bytes returns the array as array_recv reads it; false where an element is not what it
// should be, which the server then says as ever.
func (p packed) bytes() ([]byte, bool) {
	var at func(i int) ([]byte, bool) // false: null
	var n int
	switch v := p.values.(type) {
	case []string:
		n, at = len(v), func(i int) ([]byte, bool) { return []byte(v[i]), true }
	case []*string:
		n, at = len(v), func(i int) ([]byte, bool) {
			if v[i] == nil {
				return nil, false
			}
			return []byte(*v[i]), true
		}
	case [][]byte:
		n, at = len(v), func(i int) ([]byte, bool) { return v[i], v[i] != nil }
	}
	if n == 0 {
		return nil, false
	}
	size := 0
	for i := range n {
		e, _ := at(i)
		size += 4 + len(e)
	}
	b := make([]byte, 0, 20+size)
	for _, v := range []uint32{1, 0, uint32(p.element), uint32(n), 1} { // dimensions, flags, type; length and first index
		b = binary.BigEndian.AppendUint32(b, v)
	}
	for i := range n {
		e, there := at(i)
		if !there {
			b = binary.BigEndian.AppendUint32(b, ^uint32(0))
			continue
		}
		if p.element == oid.T_uuid {
			id, err := uuid.ParseBytes(e)
			if err != nil {
				return nil, false
			}
			e = id[:]
		}
		b = append(binary.BigEndian.AppendUint32(b, uint32(len(e))), e...)
	}
	return b, true
}

// packedArgs returns args with the packed ones as their bytes.
func packedArgs(args []any) []any {
	out := args
	for i, a := range args {
		p, ok := a.(packed)
		if !ok {
			continue
		}
		b, ok := p.bytes()
		if !ok {
			continue
		}
		if &out[0] == &args[0] {
			out = append([]any(nil), args...)
		}
		out[i] = b
	}
	return out
}
