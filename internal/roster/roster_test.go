package roster_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/roster"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

const file = `
bodies:
  - {code: MSTARO, name_sr: Старо министарство, name_en: Old ministry, from: "2020-01-01", until: "2025-12-31", successor: MNOVO}
  - {code: MNOVO, name_sr: Ново министарство, name_en: New ministry, contact: pisarnica@mnovo.example, from: "2026-01-01"}
  - {code: SKUPSTINA, name_sr: Скупштина, name_en: Assembly, collegial: true, from: "2026-01-01", members: [{count: 41, from: "2026-01-01", act: Статут}]}
people:
  - name: Ана Анић
    email: ana@mnovo.example
    appointments: [{body: MNOVO, role: drafter, from: "2026-01-01"}]
    mandates: [{organisation: "90000011", from: "2026-01-01"}]
organisations:
  - {register_no: "90000011", name: Удружење, kind: association}
`

func TestARosterMayBeEnteredAgainWithWhatWasAdded(t *testing.T) {
	s, _ := storetest.Open(t)
	enter := func(src string) []roster.Account {
		t.Helper()
		r, err := roster.Load([]byte(src))
		if err != nil {
			t.Fatal(err)
		}
		accounts, err := roster.Enter(t.Context(), s, r, func() string { return "lozinka" }, strings.ToUpper)
		if err != nil {
			t.Fatal(err)
		}
		return accounts
	}
	if diff := cmp.Diff([]roster.Account{{Email: "ana@mnovo.example", Name: "Ана Анић", Password: "lozinka"}}, enter(file)); diff != "" {
		t.Errorf("first time: %s", diff)
	}
	more := strings.Replace(file, `role: drafter, from: "2026-01-01"}`, `role: drafter, from: "2026-01-01"}, {body: MNOVO, role: signer, from: "2026-06-01"}`, 1)
	if got := enter(more); got != nil {
		t.Errorf("second time: new accounts %v", got)
	}
	p, hash, err := s.PersonByEmail(t.Context(), "ana@mnovo.example")
	if err != nil || hash != "LOZINKA" {
		t.Fatalf("password hash %q, %v", hash, err)
	}
	a, err := s.Actor(t.Context(), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []dossier.Role{dossier.Drafter, dossier.Signer} {
		if !a.Has(r, "MNOVO", "2026-11-23") {
			t.Errorf("is not %s of MNOVO", r)
		}
	}
	if len(a.Appointments) != 2 || !a.SpeaksFor("90000011", "2026-11-23") {
		t.Errorf("appointments %v, mandates %v", a.Appointments, a.Mandates)
	}
}

func TestTheContactOfABodyIsTheOneEnteredLast(t *testing.T) {
	s, _ := storetest.Open(t)
	// RSZ is known from the procedures, and has no contact there.
	src := strings.Replace(file, "people:", `  - {code: RSZ, name_sr: Секретаријат, name_en: Secretariat, contact: 011/123-4567, from: "2020-01-01"}
people:`, 1)
	for _, tt := range []struct{ src, want string }{
		{src, "pisarnica@mnovo.example"},
		{strings.Replace(src, "contact: pisarnica@mnovo.example, ", "", 1), "pisarnica@mnovo.example"},
		{strings.Replace(src, "pisarnica@mnovo.example", "konsultacije@mnovo.example", 1), "konsultacije@mnovo.example"},
	} {
		r, err := roster.Load([]byte(tt.src))
		if err != nil {
			t.Fatal(err)
		}
		_, err = roster.Enter(t.Context(), s, r, func() string { return "lozinka" }, strings.ToUpper)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Contacts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		// Who turns to a ministry that is no more is led to its successor.
		want := map[string]dossier.Contact{"MNOVO": dossier.Contact(tt.want), "MSTARO": dossier.Contact(tt.want), "RSZ": "011/123-4567"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestWhatIsNotFullyGivenIsNamed(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"an unknown word":        {"people:", "ljudi:", "ljudi"},
		"a role that is none":    {"role: drafter", "role: minister", "ana@mnovo.example"},
		"a date that is none":    {`from: "2026-01-01"}]`, `from: "1. januar"}]`, "2026-11-23"},
		"no e-mail address":      {"ana@mnovo.example", "ana", "ana"},
		"a body without a name":  {"name_en: New ministry", `name_en: ""`, "MNOVO"},
		"a contact that is none": {"pisarnica@mnovo.example", "писарница", "neither an e-mail address nor a telephone number"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := roster.Load([]byte(strings.Replace(file, c.old, c.new, 1)))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error that names %q", err, c.want)
			}
		})
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(file))
	f.Fuzz(func(t *testing.T, src []byte) {
		r, err := roster.Load(src)
		if err == nil {
			for _, p := range r.People {
				if p.Email == "" || p.Lang == "" {
					t.Errorf("taken: %+v", p)
				}
			}
		}
	})
}
