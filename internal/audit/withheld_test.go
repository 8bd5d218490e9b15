package audit

import (
	"errors"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/ledger"
)

// unpublished is a log without its leaves.
func unpublished(f files) files {
	g := f.clone()
	for name := range f {
		if strings.HasPrefix(name, "tile/entries/") {
			delete(g, name)
		}
	}
	return g
}

func TestOnlyALogOfRehearsalsMayWithholdItsLeaves(t *testing.T) {
	rehearsed := newTestLogOf(t, "rasprava.example/log/rehearsal").add(opened("r-1"))
	public := sound(t, 20)
	key, other := rehearsed.signer.VerifierKey(), public.signer.VerifierKey()

	// The public log names a key of rehearsals as its next, and goes on as such.
	e, err := public.signer.Extend(ledger.EmptyHead(), public.leaves, nil)
	if err != nil {
		t.Fatal(err)
	}
	history, err := ledger.KeyHistory{{Key: other}, {Key: key, Since: e.Head.Size, Checkpoint: string(e.Checkpoint)}}.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	renamed := unpublished(rehearsed.publish())
	renamed["keys"] = history

	unsigned := unpublished(rehearsed.publish())
	unsigned["checkpoint"] = unpublished(public.publish())["checkpoint"]

	for name, c := range map[string]struct {
		log  files
		keys []string
		want error
	}{
		"rehearsals":                               {unpublished(rehearsed.publish()), []string{key}, ErrWithheld},
		"rehearsals, as the operator has them":     {rehearsed.publish(), []string{key}, nil},
		"a public log":                             {unpublished(public.publish()), []string{other}, nil},
		"a public log that goes on as a rehearsal": {renamed, []string{other}, nil},
		"a rehearsal in the place of a public log": {unpublished(rehearsed.publish()), []string{other}, nil},
		"the same, where both keys are given":      {unpublished(rehearsed.publish()), []string{key, other}, nil},
		"a public log in the place of rehearsals":  {unsigned, []string{key}, nil},
		"no log": {files{}, []string{key}, nil},
	} {
		err := Withheld(t.Context(), c.log, c.keys)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
		if err != nil || len(c.log) == 0 {
			continue
		}
		r, err := Run(t.Context(), c.log, Options{Keys: c.keys})
		if sound := name == "rehearsals, as the operator has them"; err != nil || (r.Wrong == 0) != sound {
			t.Errorf("%s: %v, %+v", name, err, r)
		}
	}
	r := public.audit(unpublished(public.publish()), nil)
	named(t, r, TileMissing, 0)
}
