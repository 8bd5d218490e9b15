package act

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// The codes of the warnings of Review.
const (
	WarnDanglingReference = "dangling_reference" // a reference names a provision that the act does not hold
	WarnRepealedReference = "repealed_reference" // a reference names a provision that was repealed
	WarnUnclearAmendment  = "unclear_amendment"  // it is not known what a provision changes in the act it amends
	WarnPointsInLine      = "points_in_line"     // points are written within the line of a provision, and were not read as points
)

// Review returns the warnings of the act and behind them those that its references and
// amendments and points within a line give, which name the article and what they are about, and the
// line that the provision begins at where the act was read from a file. Of each code no more are
// listed than Parse lists.
func (a *Act) Review() []Warning {
	_, unclear := a.ordered()
	return a.review(a.References(), unclear)
}

func (a *Act) review(refs []Reference, unclear []unclearOrder) []Warning {
	w := &warner{act: &Act{Warnings: append([]Warning{}, a.Warnings...)}, counts: map[string]int{}}
	for i := range refs {
		ref := &refs[i]
		if len(ref.Dangling) > 0 {
			w.add(int(ref.line), WarnDanglingReference, ref.place())
		}
		if len(ref.Repealed) > 0 {
			w.add(int(ref.line), WarnRepealedReference, ref.place())
		}
	}
	for _, u := range unclear {
		at := strings.TrimRight(u.article.Label, ".* ")
		w.add(int(u.provision.Line), WarnUnclearAmendment, at+": "+excerpt(strings.Join(strings.Fields(u.provision.Text), " ")))
	}
	a.inLine(w)
	for _, code := range []string{WarnDanglingReference, WarnRepealedReference, WarnUnclearAmendment, WarnPointsInLine} {
		if w.counts[code] > maxWarnings {
			w.act.Warnings = append(w.act.Warnings, Warning{Code: WarnMore, Text: code})
		}
	}
	return w.act.Warnings
}

// place returns where the reference stands and how it is written: "Члан 9: члана 77".
func (ref *Reference) place() string {
	at := strings.TrimRight(ref.label, ".* ")
	if at == "" {
		at = ref.From
	}
	return at + ": " + excerpt(strings.Join(strings.Fields(ref.Text), " "))
}

// ReviewedJSON returns what JSON returns, with the warnings of Review and the
// references, of an amending act what it amends and how, and what the document holds beside it.
// FromJSON reads it.
func (a *Act) ReviewedJSON(margin Margin) ([]byte, error) {
	refs := a.References()
	amendments, unclear := a.ordered()
	reviewed := struct {
		Act
		References []Reference `json:"references"`
		Amends     string      `json:"amends,omitempty"`
		Amendments []Amendment `json:"amendments,omitempty"`
		Margin
	}{Act: *a, References: refs, Amendments: amendments, Margin: margin}
	reviewed.Amends, _ = a.Amends()
	reviewed.Warnings = a.review(refs, unclear)
	if refs == nil {
		reviewed.References = []Reference{}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(&reviewed); err != nil {
		return nil, fmt.Errorf("write act: %w", err)
	}
	return b.Bytes(), nil
}
