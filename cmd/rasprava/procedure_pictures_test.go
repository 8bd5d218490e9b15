package main

import (
	"bytes"
	"strings"
	"testing"
)

// runs runs a command line that reads nothing.
func runs(t *testing.T, args ...string) (status int, out, said string) {
	t.Helper()
	var o, e bytes.Buffer
	status = run(t.Context(), args, &stdio{in: strings.NewReader(""), out: &o, err: &e})
	return status, o.String(), e.String()
}

func TestProceduresAreDrawn(t *testing.T) {
	graph, timeline := []string{"procedure", "graph", "rs.law.government"}, []string{"procedure", "timeline", "rs.law.government", "--from", "2026-11-23"}
	for _, c := range []struct {
		args []string
		want []string
	}{
		{graph, []string{"<svg ", `lang="sr-Cyrl"`, "Ступање на снагу"}},
		{append(graph, "--lang", "sr-Latn"), []string{"<svg ", "Stupanje na snagu"}},
		{append(graph, "--to", "mermaid", "--lang", "en"), []string{"flowchart TD", "Entry into force"}},
		{append(graph, "--to", "dot"), []string{"digraph procedure", "Ступање на снагу"}},
		{timeline, []string{"entry_into_force", "2027-01-15", "critical"}},
		{append(timeline, "--to", "json"), []string{`"format":"rasprava.timeline/1"`, `"critical_path"`, `"slack_days":5`}},
		{append(timeline, "--to", "svg", "--lang", "en"), []string{"<svg ", "in force 15"}},
		{append(timeline, "--to", "ics"), []string{"BEGIN:VCALENDAR\r\n", "DTSTART;VALUE=DATE:20270115"}},
	} {
		status, out, said := runs(t, c.args...)
		if status != 0 || said != "" {
			t.Errorf("%v: exit %d, %s", c.args, status, said)
		}
		for _, w := range c.want {
			if !strings.Contains(out, w) {
				t.Errorf("%v: %q does not stand in %.300s", c.args, w, out)
			}
		}
		if _, again, _ := runs(t, c.args...); again != out {
			t.Errorf("%v: written in two ways", c.args)
		}
	}
}

func TestWhatCannotBeDrawnIsSaidInOneLine(t *testing.T) {
	for _, args := range [][]string{
		{"procedure", "graph", "rs.law.nobody"},
		{"procedure", "graph", "rs.law.government", "--to", "png"},
		{"procedure", "graph", "rs.law.government", "--lang", "de"},
		{"procedure", "timeline", "rs.law.government", "--from", "tomorrow", "--to", "ics"},
		{"procedure", "timeline", "rs.law.government", "--from", "2024-01-10"},
		{"procedure", "timeline", "rs.law.government", "--from", "2026-11-23", "--trait", "weight=heavy"},
		{"procedure", "timeline", "rs.law.government"},
	} {
		status, out, said := runs(t, args...)
		if status != 2 || out != "" || strings.Count(said, "\n") != 1 {
			t.Errorf("%v: exit %d, %q, %q", args, status, out, said)
		}
	}
}
