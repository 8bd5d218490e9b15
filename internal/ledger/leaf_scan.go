package ledger

import (
	"bytes"
	"encoding/base64"
	"strconv"
	"time"
)

// scanLeaf reads the canonical bytes of a leaf in one pass, and reports false
// for anything else: what is wrong with it is for the slower reader to say. A log
// of a million leaves is read by it in seconds.
func scanLeaf(data []byte) (Leaf, bool) {
	s := scanner{rest: data, ok: true}
	var l Leaf
	s.want(`{"format":"` + leafFormat + `","kind":"`)
	l.Kind = Kind(s.quoted())
	s.want(`,"at":"`)
	l.At = s.instant()
	if s.has(`,"until":"`) {
		l.Until = s.instant()
	}
	l.Dossier = s.text(`,"dossier":"`)
	l.Round = s.text(`,"round":"`)
	l.Submission = s.text(`,"submission":"`)
	if s.has(`,"seq":`) {
		l.Seq = s.number()
	}
	l.Hash = s.text(`,"hash":"`)
	if s.has(`,"commitments":[`) {
		for more := true; more && s.ok; more = s.has(",") {
			s.want(`"`)
			l.Commitments = append(l.Commitments, s.commitment())
		}
		s.want("]")
	}
	if s.has(`,"counts":{`) {
		l.Counts = map[string]int64{}
		for more := true; more && s.ok; more = s.has(",") {
			s.want(`"`)
			name := s.quoted()
			s.want(":")
			l.Counts[name] = s.number()
		}
		s.want("}")
	}
	s.want("}")
	return l, s.ok && len(s.rest) == 0
}

// scanner takes the front off rest; ok says that all was as wanted until now.
type scanner struct {
	rest []byte
	ok   bool
}

func (s *scanner) has(front string) bool {
	if len(s.rest) < len(front) || string(s.rest[:len(front)]) != front {
		return false
	}
	s.rest = s.rest[len(front):]
	return true
}

func (s *scanner) want(front string) {
	if !s.has(front) {
		s.ok = false
	}
}

// until returns what stands before the closing quote, and takes both.
func (s *scanner) until() []byte {
	at := bytes.IndexByte(s.rest, '"')
	if at < 0 {
		s.ok = false
		return nil
	}
	b := s.rest[:at]
	s.rest = s.rest[at+1:]
	return b
}

func (s *scanner) quoted() string { return string(s.until()) }

func (s *scanner) text(front string) string {
	if !s.has(front) {
		return ""
	}
	return s.quoted()
}

func (s *scanner) number() int64 {
	at := 0
	for at < len(s.rest) && s.rest[at] >= '0' && s.rest[at] <= '9' {
		at++
	}
	n, err := strconv.ParseInt(string(s.rest[:at]), 10, 64)
	s.ok = s.ok && err == nil
	s.rest = s.rest[at:]
	return n
}

func (s *scanner) instant() time.Time {
	at, err := time.Parse(instantLayout, s.quoted())
	s.ok = s.ok && err == nil
	return at
}

func (s *scanner) commitment() Commitment {
	var c Commitment
	b := s.until()
	if len(b) != base64.StdEncoding.EncodedLen(len(c)) {
		s.ok = false
		return c
	}
	var decoded [48]byte
	n, err := base64.StdEncoding.Decode(decoded[:], b)
	s.ok = s.ok && err == nil && n == len(c)
	copy(c[:], decoded[:])
	return c
}
