package redline

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Text returns the redline for a terminal: the summary, the renumberings, the references to look at, then each change with its deleted words
// in [-…-] and its inserted ones in {+…+}. What was moved stands in [→ …] where it stood, and in [← …] with its edits where it stands.
// An article of which nothing but the number is another stands in the renumberings alone, and what differs in spaces alone is not marked, nor
// the other script of an act that changed it as a whole, which the first sentence tells.
// Long stretches of equal text are shortened to their ends, what moved as it was to its beginning. The words are in the language named, or in
// that of the new act when lang is empty.
func (r *Redline) Text(lang string) string {
	w := r.wording(lang)
	var b strings.Builder
	if said := w.summarized(r); said != "" {
		b.WriteString(said + "\n")
	}
	fmt.Fprintf(&b, "%s +%d −%d\n", w.words, r.Summary.Words.Inserted, r.Summary.Words.Deleted)
	for _, fact := range r.Facts(lang) {
		b.WriteString("· " + fact + "\n")
	}
	for _, fact := range r.ReferenceFacts(lang) {
		b.WriteString("! " + fact + "\n")
	}
	if changed(r.Title) && !r.scriptAlone(r.Title) {
		b.WriteString("\n")
		r.writeMarked(&b, w, r.Title)
		b.WriteString("\n")
	}
	for _, i := range r.listed() {
		ch := &r.Changes[i]
		n := ch.Words
		fmt.Fprintf(&b, "\n== %s: %s (+%d −%d)\n", oneLine(w.name(ch)), strings.Join(r.kinds(w, ch), ", "), n.Inserted, n.Deleted)
		if changed(ch.Spans) && !r.scriptAlone(ch.Spans) || ch.Moved {
			r.writeMarked(&b, w, ch.Spans)
			b.WriteString("\n")
		}
	}
	if len(r.Changes) == 0 && !changed(r.Title) {
		b.WriteString("\n" + w.empty + "\n")
	}
	return b.String()
}

func (r *Redline) wording(lang string) wording {
	if lang == "" {
		lang = r.Lang
	}
	w := wordingOf(lang)
	w.profile = r.Profile
	return w
}

// oneLine returns a text with one space for each run of them.
func oneLine(s string) string {
	if spaced(s) {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// spaced tells a text that has no white space but single spaces between words; not every such text is told.
func spaced(s string) bool {
	for k := range len(s) {
		switch c := s[k]; {
		case c == ' ' && (k == 0 || k == len(s)-1 || s[k-1] == ' '):
			return false
		case c < ' ', c == 0xC2, c >= 0xE1 && c <= 0xE3: // what begins other white space, among others
			return false
		}
	}
	return true
}

func changed(spans []Span) bool {
	for _, sp := range spans {
		if sp.Op != Equal {
			return true
		}
	}
	return false
}

func (r *Redline) writeMarked(b *strings.Builder, w wording, spans []Span) {
	spans = r.joined(spans)
	for i, sp := range spans {
		if m := r.moveOf(sp); m != nil {
			r.writeMoved(b, w, m, sp)
			continue
		}
		switch sp.Op {
		case Equal:
			b.WriteString(shorten(sp.Text, i > 0 || len(spans) == 1, i+1 < len(spans))) // of what is equal as a whole the beginning
		case Deleted:
			b.WriteString("[-" + sp.Text + "-]")
		case Inserted:
			b.WriteString("{+" + sp.Text + "+}")
		default:
			b.WriteString("[~" + sp.Old + "→" + sp.Text + "~]")
		}
	}
}

// writeMoved writes what was moved, between the line breaks that go with it.
func (r *Redline) writeMoved(b *strings.Builder, w wording, m *Move, sp Span) {
	before, behind := "", ""
	text, found := strings.CutPrefix(sp.Text, "\n")
	if found {
		before = "\n"
	} else if text, found = strings.CutSuffix(sp.Text, "\n"); found {
		behind = "\n"
	}
	leaves := sp.Op == Deleted
	note := w.moveNote(m, leaves)
	if leaves {
		b.WriteString(before + "[→ " + note + ": " + shorten(text, true, true) + "]" + behind)
		return
	}
	b.WriteString(before + "[← " + note + ": ")
	if len(m.Spans) == 1 {
		b.WriteString(shorten(text, true, true))
	} else {
		r.writeMarked(b, w, m.Spans)
	}
	b.WriteString("]" + behind)
}

const context = 60 // characters of equal text kept beside a change

// shorten leaves out the middle of a long equal text, or its end that no change adjoins.
func shorten(text string, before, after bool) string {
	keep := 0
	if before {
		keep += context
	}
	if after {
		keep += context
	}
	if utf8.RuneCountInString(text) <= keep+context/2 {
		return text
	}
	rs := []rune(text)
	head, tail := 0, len(rs)
	if before {
		head = wordEnd(rs, context)
	}
	if after {
		tail = wordStart(rs, len(rs)-context)
	}
	return string(rs[:head]) + "…" + string(rs[tail:])
}

func wordEnd(rs []rune, at int) int {
	for at < len(rs) && isWord(rs[at]) {
		at++
	}
	return at
}

func wordStart(rs []rune, at int) int {
	for at > 0 && isWord(rs[at-1]) {
		at--
	}
	return at
}
