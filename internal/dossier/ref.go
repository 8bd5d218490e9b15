package dossier

import (
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"regexp"
	"strings"
)

// Ref is the reference of a dossier: `2026-0017`, or for a rehearsal
// `proba-` and sixteen letters that nobody can guess, because the link is the
// only way to it.
type Ref string

var (
	ordinaryRef  = regexp.MustCompile(`^[0-9]{4}-[0-9]{4,6}$`)
	rehearsalRef = regexp.MustCompile(`^proba-[a-z2-7]{16}$`)
	writtenRef   = regexp.MustCompile(`^([0-9]{4})(?:\s*[-–/]\s*|\s+)([0-9]{1,6})$`)
)

// Valid reports whether r has the form of a reference.
func (r Ref) Valid() bool {
	return ordinaryRef.MatchString(string(r)) || rehearsalRef.MatchString(string(r))
}

// OrdinaryRef returns the reference of the n-th dossier of a year; n counts from 1.
func OrdinaryRef(year, n int) Ref {
	return Ref(fmt.Sprintf("%04d-%04d", year, n))
}

// ReadRef returns the reference that people mean by a number as they write it, such
// as 2026-17, 2026/17 or 2026 17, and whether it is one.
func ReadRef(s string) (Ref, bool) {
	s = strings.TrimSpace(s)
	m := writtenRef.FindStringSubmatch(s)
	if m == nil {
		return Ref(s), Ref(s).Valid()
	}
	n := strings.TrimLeft(m[2], "0")
	return Ref(m[1] + "-" + strings.Repeat("0", max(4-len(n), 0)) + n), true
}

// RehearsalRef returns a new unguessable reference of 80 random bits.
func RehearsalRef() Ref {
	var b [10]byte
	rand.Read(b[:])
	return Ref("proba-" + strings.ToLower(base32.StdEncoding.EncodeToString(b[:])))
}

// WorkflowID returns the id of the dossier's workflow.
func (r Ref) WorkflowID() string { return "dossier/" + string(r) }

// StageWorkflowID returns the id of the child that keeps one stage of the
// dossier: its kind (`round`, `opinions`, …) and the stage's ordinal.
func (r Ref) StageWorkflowID(kind string, stageNo int) string {
	return fmt.Sprintf("%s/%s/%d", kind, r, stageNo)
}
