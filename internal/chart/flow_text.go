package chart

import (
	"bytes"
	"fmt"
	"strings"
)

// Mermaid writes the graph as a flowchart of Mermaid.
func (f Flow) Mermaid() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%%%% %s\nflowchart TD\n", oneLine(f.Title))
	number := map[string]int{}
	for i, n := range f.Nodes {
		number[n.ID] = i + 1
		open, shut := `["`, `"]`
		if n.Round {
			open, shut = `(["`, `"])`
		}
		fmt.Fprintf(&b, "    n%d%s%s%s\n", i+1, open, mermaid(strings.Join(n.words(), "\n")), shut)
	}
	for _, e := range f.Edges {
		arrow := "-->"
		if e.Taken {
			arrow = "==>"
		}
		label := ""
		if e.Label != "" {
			label = `|"` + mermaid(e.Label) + `"|`
		}
		fmt.Fprintf(&b, "    n%d %s%s n%d\n", number[e.From], arrow, label, number[e.To])
	}
	for i, n := range f.Nodes {
		switch n.State {
		case Done:
			fmt.Fprintf(&b, "    style n%d fill:%s,stroke:%s\n", i+1, mint, green)
		case Now:
			fmt.Fprintf(&b, "    style n%d fill:%s,stroke:%s,stroke-width:3px\n", i+1, blue, live)
		}
	}
	return b.Bytes()
}

// words returns what a node says, a line each.
func (n Node) words() []string {
	all := append([]string{n.Title}, n.Notes...)
	if n.Badge != "" {
		all = append(all, n.Badge)
	}
	return all
}

// mermaid writes a text as Mermaid takes it within quotation marks.
func mermaid(text string) string {
	return strings.NewReplacer("#", "#35;", `"`, "#quot;", "<", "#lt;", ">", "#gt;", "`", "#96;", "\n", "<br>").Replace(text)
}

// DOT writes the graph in the language of Graphviz.
func (f Flow) DOT() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "digraph procedure {\n    label=%s; labelloc=t; rankdir=TB;\n    node [shape=box, style=\"rounded,filled\", fillcolor=\"%s\", fontname=\"Noto Sans\"];\n    edge [fontname=\"Noto Sans\", fontsize=11];\n",
		quote(f.Title), paper)
	for _, n := range f.Nodes {
		more := ""
		if n.Round {
			more = ", shape=oval"
		}
		switch n.State {
		case Done:
			more += fmt.Sprintf(", fillcolor=%q", mint)
		case Now:
			more += fmt.Sprintf(", fillcolor=%q, penwidth=3", blue)
		}
		fmt.Fprintf(&b, "    %s [label=%s%s];\n", quote(n.ID), quote(strings.Join(n.words(), "\n")), more)
	}
	for _, e := range f.Edges {
		more := ""
		if e.Taken {
			more = ", penwidth=3"
		}
		fmt.Fprintf(&b, "    %s -> %s [label=%s%s];\n", quote(e.From), quote(e.To), quote(e.Label), more)
	}
	b.WriteString("}\n")
	return b.Bytes()
}

// quote writes a text as a quoted string of DOT.
func quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(text) + `"`
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
