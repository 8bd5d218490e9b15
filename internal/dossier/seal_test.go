package dossier

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func noon(day int) time.Time { return time.Date(2026, time.November, day, 12, 0, 0, 0, time.UTC) }

func sealed() Manifest {
	return Manifest{{PartPackage, "sha256:a", noon(1)}, {PartAnswers, "1 sha256:b", noon(5)}, {PartAnswers, "2 sha256:c", noon(9)},
		{PartReport, "1 sha256:d", noon(6)}, {PartOpinion, "4 MF positive sha256:a sha256:e", noon(10)}}
}

func TestTheTextOfAManifestIsTheSameInAnyOrderOfWhatItHolds(t *testing.T) {
	m := sealed()
	const want = "rasprava.seal/1\nanswers 1 sha256:b\nanswers 2 sha256:c\nopinion 4 MF positive sha256:a sha256:e\npackage sha256:a\nreport 1 sha256:d\n"
	if diff := cmp.Diff(want, m.Text()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	other := Manifest{m[4], m[2], m[0], m[1], m[3]}
	if m.Seal() != other.Seal() {
		t.Error("the order in which things are read changes the seal")
	}
	if got := (Manifest{}).Text(); got != "rasprava.seal/1\n" {
		t.Errorf("of nothing: %q", got)
	}
	if Partial(m.Text()) || !Partial("rasprava.seal/0\npackage sha256:a\n") {
		t.Error("what was sealed without answers is not told from what was sealed whole")
	}
}

func TestASealChangesWithEverythingUnderItAndNotWithTime(t *testing.T) {
	seen := map[string]bool{sealed().Seal(): true}
	for i := range sealed() {
		m := sealed()
		m[i].Since = noon(30)
		if m.Seal() != sealed().Seal() {
			t.Errorf("the instant of %s is under the seal", m[i].Part)
		}
		m[i].Says += "0"
		if seen[m.Seal()] {
			t.Errorf("another %s is under a seal that was there before", m[i].Part)
		}
		seen[m.Seal()] = true
		if less := append(sealed()[:i:i], sealed()[i+1:]...); seen[less.Seal()] {
			t.Errorf("without %s the seal is one that was there before", m[i].Part)
		}
	}
}

func TestWhatIsNewerIsNamedWithSinceWhen(t *testing.T) {
	prepared := noon(12)
	for _, c := range []struct {
		name   string
		change func(Manifest) Manifest
		want   map[Part]time.Time
	}{
		{"nothing", func(m Manifest) Manifest { return m }, map[Part]time.Time{}},
		{"the order alone", func(m Manifest) Manifest { m[0], m[3] = m[3], m[0]; return m }, map[Part]time.Time{}},
		{"an answer", func(m Manifest) Manifest { m[1] = Sealed{PartAnswers, "1 sha256:bb", noon(13)}; return m }, map[Part]time.Time{PartAnswers: noon(13)}},
		{"answers of two rounds, by the later", func(m Manifest) Manifest {
			m[1], m[2] = Sealed{PartAnswers, "1 sha256:bb", noon(14)}, Sealed{PartAnswers, "2 sha256:cc", noon(13)}
			return m
		}, map[Part]time.Time{PartAnswers: noon(14)}},
		{"a report, an opinion and a document", func(m Manifest) Manifest {
			m[0] = Sealed{PartPackage, "sha256:aa", noon(13)}
			return append(m, Sealed{PartReport, "2 sha256:f", noon(15)}, Sealed{PartOpinion, "4 RSZ negative sha256:a sha256:g", noon(16)})
		}, map[Part]time.Time{PartPackage: noon(13), PartReport: noon(15), PartOpinion: noon(16)}},
		{"what has gone", func(m Manifest) Manifest { return m[:4] }, map[Part]time.Time{PartOpinion: prepared}},
	} {
		got := c.change(sealed()).NewerThan(sealed().Text(), prepared)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if same := c.change(sealed()).Seal() == sealed().Seal(); same != (len(got) == 0) {
			t.Errorf("%s: the seal is the same: %t, and newer is %v", c.name, same, got)
		}
	}
}
