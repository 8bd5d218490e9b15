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
)

// Valid reports whether r has the form of a reference.
func (r Ref) Valid() bool {
	return ordinaryRef.MatchString(string(r)) || rehearsalRef.MatchString(string(r))
}

// OrdinaryRef returns the reference of the n-th dossier of a year; n counts from 1.
func OrdinaryRef(year, n int) Ref {
	return Ref(fmt.Sprintf("%04d-%04d", year, n))
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
