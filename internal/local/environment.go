package local

import (
	"os"
	"strings"
)

// environment returns ours for a child, without what would lead it to other
// servers than those given with it.
func environment(with ...string) []string {
	var env []string
	for _, pair := range os.Environ() {
		name, _, _ := strings.Cut(pair, "=")
		if !ours(name) {
			env = append(env, pair)
		}
	}
	return append(env, with...)
}

func ours(name string) bool {
	switch name {
	case "DATABASE_URL", "RASPRAVA_ADDR", "RASPRAVA_CONTACT", "RASPRAVA_DATA", "RASPRAVA_DEMO", "RASPRAVA_TEMPORAL_UI":
		return true
	}
	return strings.HasPrefix(name, "PG") || strings.HasPrefix(name, "TEMPORAL_")
}
