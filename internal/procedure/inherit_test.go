package procedure

import (
	"slices"
	"strings"
	"testing"
)

// heir inherits nearly everything from choosing.
const heir = `id: test.heir
version: "2026-02-01"
inherits: test.choosing@2026-01-01
title_sr: Наследник
title_en: An heir
listed: false
remove:
  stages: [collect, group]
bodies:
  - {code: SG, name_sr: Службени гласник, name_en: Official Gazette}
stages:
  - id: sign_off
    text: frozen
    outcomes:
      - {id: approved, title_sr: Потписано, title_en: Signed, next: gazette}
  - id: gazette
    after: sign_off
    title_sr: Објављивање
    title_en: Publication
    kind: publication
    actor: SG
    channels: [sluzbeni_glasnik]
    outcomes:
      - {id: published, title_sr: Објављено, title_en: Published, next: end, ends: completed}
    basis: Пробни поступак
    evidence: inferred
  - id: opinions
    legal_technical: null
`

func parents(sources ...string) Parents {
	return func(id, version string) ([]byte, bool) {
		i := slices.IndexFunc(sources, func(s string) bool {
			return strings.HasPrefix(s, "id: "+id+"\nversion: \""+version+"\"\n")
		})
		if i < 0 {
			return nil, false
		}
		return []byte(sources[i]), true
	}
}

func TestAnHeirStatesWhatIsDifferent(t *testing.T) {
	flat, err := Flatten([]byte(heir), parents(choosing))
	if err != nil {
		t.Fatal(err)
	}
	d, err := Load(flat)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, s := range d.Stages {
		ids = append(ids, s.ID)
	}
	if got := strings.Join(ids, " "); got != "debate_required opinions sign_off gazette" {
		t.Errorf("got stages %s", got)
	}
	if d.ID != "test.heir" || d.Version != "2026-02-01" || d.Heir != "test.choosing@2026-01-01" || d.TitleEn != "An heir" || !d.Unlisted || d.Calendar != "rs" {
		t.Errorf("got %s %s, heir of %s, %q", d.ID, d.Version, d.Heir, d.TitleEn)
	}
	sign, _ := d.Stage("sign_off")
	if sign.Text != TextFrozen || !sign.Ordered || len(sign.Signatures) != 2 {
		t.Errorf("sign_off lost what it does not state: %+v", sign)
	}
	opinions, _ := d.Stage("opinions")
	if opinions.Technical != "" || opinions.Refresh == nil {
		t.Errorf("null takes away %q, and nothing else", opinions.Technical)
	}
	if _, ok := d.Body("NS"); !ok || len(d.Bodies) != 3 {
		t.Errorf("got bodies %v", d.Bodies)
	}
	again, err := Flatten([]byte(heir), parents(choosing))
	if err != nil || string(again) != string(flat) {
		t.Errorf("other bytes the second time: %v", err)
	}
	same, err := Flatten([]byte(choosing), parents())
	if err != nil || string(same) != choosing {
		t.Errorf("a file that inherits nothing is changed: %v", err)
	}
}

func TestWhatCannotBeInheritedIsNamedAtItsLine(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"from nothing", "test.choosing@2026-01-01", "test.other@2026-01-01", "line 3: inherits from test.other@2026-01-01, which is not known"},
		{"from no version", "test.choosing@2026-01-01", "test.choosing", `line 3: inherits names a procedure and its version, such as rs.law.government@2025-03-31, not "test.choosing"`},
		{"what is not there is removed", "stages: [collect, group]", "stages: [collect, vote]", `line 8: removes "vote" from stages, where it is not inherited`},
		{"after nothing", "after: sign_off", "after: vote", `line 17: gazette stands after "vote", which is not in stages`},
		{"a member without a name", "  - {code: SG, name_sr: Службени гласник, name_en: Official Gazette}", "  - {name_sr: Службени гласник}", "line 10: a member of bodies has no code"},
	} {
		t.Run(c.name, func(t *testing.T) {
			lineOf(t, heir, c.old)
			_, err := Flatten([]byte(strings.Replace(heir, c.old, c.new, 1)), parents(choosing))
			if err == nil || err.Error() != "load procedure: "+c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
	round := strings.Replace(choosing, "calendar: rs\n", "calendar: rs\ninherits: test.choosing@2026-01-01\n", 1)
	_, err := Flatten([]byte(round), parents(round))
	if err == nil || !strings.Contains(err.Error(), "more than 4 procedures inherit from one another") {
		t.Errorf("from itself: got %v", err)
	}
}
