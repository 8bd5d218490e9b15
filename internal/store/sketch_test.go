package store

import (
	"fmt"
	"strings"
	"testing"
)

// alike reports whether two texts share a key.
func alike(one, other string) bool {
	for _, a := range sketch(one) {
		for _, b := range sketch(other) {
			if a == b {
				return true
			}
		}
	}
	return false
}

func TestTextsOfNearlyTheSameWordsShareAKey(t *testing.T) {
	var long []string
	for i := range 60 {
		long = append(long, fmt.Sprintf("reč%d", i*7919%1009))
	}
	text := strings.Join(long, " ")
	found := 0
	for i := range 60 { // one word of sixty is another
		changed := append([]string{}, long...)
		changed[i] = "nova"
		if alike(text, strings.Join(changed, " ")) {
			found++
		}
	}
	if found < 50 {
		t.Errorf("found %d of 60 edited letters", found)
	}
	strange := 0
	for k := range 200 {
		var other []string
		for i := range 60 {
			other = append(other, fmt.Sprintf("druga%d", (i+k*61)*7919%100_003))
		}
		if alike(text, strings.Join(other, " ")) {
			strange++
		}
	}
	if strange != 0 {
		t.Errorf("%d of 200 other texts share a key", strange)
	}
	for name, same := range map[string][2]string{
		"another script and case": {"Рок за одговор органа је предуг и нејасан грађанима", "ROK ZA ODGOVOR ORGANA JE PREDUG I NEJASAN GRAĐANIMA"},
		"other punctuation":       {"рок за одговор, органа је: предуг и нејасан грађанима", "рок за одговор органа је предуг – и нејасан, грађанима!"},
	} {
		if !alike(same[0], same[1]) {
			t.Errorf("%s: they share no key", name)
		}
	}
	for _, short := range []string{"", "Подржавам предлог.", strings.Repeat("!", 100), "\xff\x00"} {
		if sketch(short) != nil {
			t.Errorf("%q has keys", short)
		}
	}
}
