package dossier

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
)

// Part names one kind of what a sign-off stands on.
type Part string

const (
	PartPackage    Part = "package"    // the text and the documents with it
	PartProposer   Part = "proposer"   // a body that proposes with the lead
	PartAnswers    Part = "answers"    // to the comments of one round
	PartReport     Part = "report"     // on one round
	PartOpinion    Part = "opinion"    // of one body that was asked, or its silence
	PartConclusion Part = "conclusion" // of a collegial body
	PartChanges    Part = "changes"    // what was decided to follow from changes after the debate
	PartExemption  Part = "exemption"  // from a rule
)

// Parts lists the kinds, in the order in which people are told of them.
var Parts = []Part{PartPackage, PartProposer, PartAnswers, PartReport, PartOpinion, PartConclusion, PartChanges, PartExemption}

// Sealed is one thing on which a sign-off stands.
type Sealed struct {
	Part  Part
	Says  string    // which of its kind, and what it is: ids, codes, words of a closed list and hashes, in one line
	Since time.Time // when it came to be as it is, on the dossier's own clock; no part of the seal
}

func (s Sealed) line() string { return string(s.Part) + " " + s.Says }

// sealForm is the first line of a manifest.
const sealForm = "rasprava.seal/1"

// Manifest is everything on which a sign-off stands: what people see before they
// sign, and what their signatures are on.
type Manifest []Sealed

// Text returns the manifest as it is hashed and kept: its form in the first line,
// then one line for each thing, sorted, each ended by a line feed.
func (m Manifest) Text() string {
	lines := make([]string, len(m))
	for i, s := range m {
		lines[i] = s.line()
	}
	slices.Sort(lines)
	return sealForm + "\n" + strings.Join(append(lines, ""), "\n")
}

// Seal returns "sha256:" and the SHA-256 of the manifest's text.
func (m Manifest) Seal() string {
	sum := sha256.Sum256([]byte(m.Text()))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Of returns what of the manifest is of one kind.
func (m Manifest) Of(p Part) Manifest {
	return slices.DeleteFunc(slices.Clone(m), func(s Sealed) bool { return s.Part != p })
}

// NewerThan returns what of the manifest is not in another's text, which was
// sealed at an instant: of each kind since when, the latest of several. What has
// gone since is new by that instant at the earliest. Nothing: the seals are one.
func (m Manifest) NewerThan(text string, sealed time.Time) map[Part]time.Time {
	before := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	newer := map[Part]time.Time{}
	put := func(p Part, at time.Time) {
		if at.After(newer[p]) || newer[p].IsZero() {
			newer[p] = at
		}
	}
	now := make([]string, len(m))
	for i, s := range m {
		now[i] = s.line()
		if !slices.Contains(before, now[i]) {
			put(s.Part, s.Since)
		}
	}
	for _, line := range before[1:] {
		if !slices.Contains(now, line) {
			part, _, _ := strings.Cut(line, " ")
			put(Part(part), sealed)
		}
	}
	return newer
}

// Partial reports whether the text of a manifest is of a form that left out a part
// of what a sign-off stands on today.
func Partial(text string) bool { return !strings.HasPrefix(text, sealForm+"\n") }
