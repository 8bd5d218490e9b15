package redline

import "github.com/rasprava/rasprava/internal/act"

// JSON returns the redline in the format rasprava.redline/1, indented by one space, with a line break at the end. The same redline gives
// the same bytes; they are those of encoding/json, without its escapes for HTML. The error is always nil.
func (r *Redline) JSON() ([]byte, error) {
	w := jsonWriter{out: make([]byte, 0, r.jsonSize())}
	w.redline(r)
	return append(w.out, '\n'), nil
}

// jsonSize guesses the length of the JSON.
func (r *Redline) jsonSize() int {
	size := 1024 + 80*len(r.Title) + 1500*len(r.References)
	spans := func(list []Span) {
		for i := range list {
			size += len(list[i].Text) + len(list[i].Old) + 48
		}
	}
	for i := range r.Changes {
		ch := &r.Changes[i]
		size += 400 + len(ch.Heading)
		spans(ch.Spans)
		for k := range ch.Provisions {
			size += 260
			spans(ch.Provisions[k].Spans)
		}
	}
	for i := range r.Moves {
		size += 500
		spans(r.Moves[i].Spans)
	}
	for i := range r.Cascades {
		size += 300 + 90*len(r.Cascades[i].IDs)
	}
	return size
}

func (w *jsonWriter) redline(r *Redline) {
	w.open('{')
	w.text("format", r.Format)
	w.text("old", r.Old)
	w.text("new", r.New)
	w.text("lang", r.Lang)
	w.textIfAny("old_lang", r.OldLang)
	w.textIfAny("profile", r.Profile)
	w.name("title")
	writeList(w, r.Title, (*jsonWriter).span)
	w.name("summary")
	w.summary(&r.Summary)
	w.name("changes")
	writeList(w, r.Changes, (*jsonWriter).change)
	w.name("cascades")
	writeList(w, r.Cascades, (*jsonWriter).cascade)
	if len(r.Moves) > 0 {
		w.name("moves")
		writeList(w, r.Moves, (*jsonWriter).move)
	}
	if len(r.References) > 0 {
		w.name("references")
		writeList(w, r.References, (*jsonWriter).referenceChange)
	}
	w.close('}')
}

func (w *jsonWriter) summary(s *Summary) {
	w.open('{')
	w.name("articles")
	w.open('{')
	a := &s.Articles
	w.number("unchanged", a.Unchanged)
	w.number("typographic", a.Typographic)
	w.number("edited", a.Edited)
	w.number("added", a.Added)
	w.number("removed", a.Removed)
	w.number("moved", a.Moved)
	w.number("renumbered", a.Renumbered)
	w.number("split", a.Split)
	w.number("merged", a.Merged)
	w.number("follows", a.Follows)
	w.number("repealed", a.Repealed)
	w.close('}')
	w.words(s.Words)
	w.close('}')
}

func (w *jsonWriter) words(n Words) {
	w.name("words")
	w.open('{')
	w.number("inserted", n.Inserted)
	w.number("deleted", n.Deleted)
	w.close('}')
}

func (w *jsonWriter) span(s *Span) {
	w.open('{')
	w.text("op", s.Op)
	w.text("text", s.Text)
	w.textIfAny("old", s.Old)
	if s.Move != 0 {
		w.number("move", s.Move)
	}
	w.close('}')
}

func (w *jsonWriter) change(ch *Change) {
	w.open('{')
	w.text("level", ch.Level)
	w.texts("old", ch.Old)
	w.texts("new", ch.New)
	w.textIfAny("old_label", ch.OldLabel)
	w.textIfAny("new_label", ch.NewLabel)
	w.textIfAny("heading", ch.Heading)
	w.truth("edited", ch.Edited)
	w.truth("typographic", ch.Typographic)
	w.truth("moved", ch.Moved)
	if ch.OldParent != nil {
		w.name("old_parent")
		w.address(ch.OldParent)
	}
	if ch.NewParent != nil {
		w.name("new_parent")
		w.address(ch.NewParent)
	}
	w.truth("renumbered", ch.Renumbered)
	if ch.Repealed {
		w.truth("repealed", true)
	}
	w.truth("follows", ch.Follows)
	if ch.References != 0 {
		w.number("references", ch.References)
	}
	w.words(ch.Words)
	w.name("spans")
	writeList(w, ch.Spans, (*jsonWriter).span)
	if len(ch.Provisions) > 0 {
		w.name("provisions")
		writeList(w, ch.Provisions, (*jsonWriter).provision)
	}
	w.close('}')
}

func (w *jsonWriter) provision(p *Provision) {
	w.open('{')
	w.text("level", p.Level)
	w.texts("old", p.Old)
	w.texts("new", p.New)
	w.textIfAny("old_label", p.OldLabel)
	w.textIfAny("new_label", p.NewLabel)
	w.truth("edited", p.Edited)
	w.truth("typographic", p.Typographic)
	w.truth("moved", p.Moved)
	w.truth("renumbered", p.Renumbered)
	if p.Repealed {
		w.truth("repealed", true)
	}
	if len(p.OldWays) > 0 {
		w.name("old_ways")
		writeList(w, p.OldWays, (*jsonWriter).steps)
		w.name("new_ways")
		writeList(w, p.NewWays, (*jsonWriter).steps)
	}
	if len(p.Spans) > 0 {
		w.name("spans")
		writeList(w, p.Spans, (*jsonWriter).span)
	}
	w.close('}')
}

func (w *jsonWriter) move(m *Move) {
	w.open('{')
	w.text("level", m.Level)
	w.text("old", m.Old)
	w.text("new", m.New)
	w.name("from")
	writeList(w, m.From, (*jsonWriter).step)
	w.name("to")
	writeList(w, m.To, (*jsonWriter).step)
	w.truth("edited", m.Edited)
	w.words(m.Words)
	w.name("spans")
	writeList(w, m.Spans, (*jsonWriter).span)
	w.close('}')
}

func (w *jsonWriter) steps(way *[]Step) { writeList(w, *way, (*jsonWriter).step) }

func (w *jsonWriter) step(s *Step) {
	w.open('{')
	w.text("kind", s.Kind)
	w.text("number", s.Number)
	w.textIfAny("label", s.Label)
	w.textIfAny("heading", s.Heading)
	w.close('}')
}

func (w *jsonWriter) address(a *Address) {
	w.open('{')
	w.text("id", a.ID)
	w.name("way")
	writeList(w, a.Way, (*jsonWriter).step)
	w.close('}')
}

func (w *jsonWriter) cascade(c *Cascade) {
	w.open('{')
	w.text("level", c.Level)
	if c.Within != nil {
		w.name("within")
		w.idPair(c.Within)
	}
	if len(c.OldWay) > 0 {
		w.name("old_way")
		writeList(w, c.OldWay, (*jsonWriter).step)
	}
	if len(c.NewWay) > 0 {
		w.name("new_way")
		writeList(w, c.NewWay, (*jsonWriter).step)
	}
	w.text("old_from", c.OldFrom)
	w.text("old_to", c.OldTo)
	w.text("new_from", c.NewFrom)
	w.text("new_to", c.NewTo)
	if len(c.OldLabels) > 0 {
		w.texts("old_labels", c.OldLabels)
	}
	if len(c.NewLabels) > 0 {
		w.texts("new_labels", c.NewLabels)
	}
	w.name("ids")
	writeList(w, c.IDs, (*jsonWriter).idPair)
	w.number("references", c.References)
	w.close('}')
}

func (w *jsonWriter) idPair(p *IDPair) {
	w.open('{')
	w.text("old", p.Old)
	w.text("new", p.New)
	w.close('}')
}

func (w *jsonWriter) referenceChange(c *ReferenceChange) {
	w.open('{')
	w.text("kind", c.Kind)
	w.name("old")
	w.reference(&c.Old)
	w.name("new")
	w.reference(&c.New)
	w.texts("now", c.Now)
	if len(c.Gone) > 0 {
		w.texts("gone", c.Gone)
	}
	w.text("at", c.At)
	w.texts("named", c.Named)
	w.name("where")
	w.address(&c.Where)
	w.name("places")
	writeList(w, c.Places, (*jsonWriter).address)
	w.close('}')
}

func (w *jsonWriter) reference(r *act.Reference) {
	w.open('{')
	w.text("from", r.From)
	w.number("start", r.Start)
	w.number("end", r.End)
	w.text("text", r.Text)
	w.text("scope", string(r.Scope))
	w.textIfAny("act", r.Act)
	w.texts("targets", r.Targets)
	if len(r.Dangling) > 0 {
		w.texts("dangling", r.Dangling)
	}
	if len(r.Repealed) > 0 {
		w.texts("repealed", r.Repealed)
	}
	w.close('}')
}
