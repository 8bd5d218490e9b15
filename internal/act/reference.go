package act

import "strings"

// Scope says whose provisions a reference names.
type Scope string

// The scopes of references.
const (
	ScopeAct      Scope = "act"      // this act: члан 5. став 2. овог закона
	ScopeRelative Scope = "relative" // the article or paragraph it stands in: став 2. овог члана
	ScopeBase     Scope = "base"     // the act that this one amends
	ScopeOther    Scope = "other"    // another act: члан 5. Закона о …
)

// A Reference is a place in the text of a provision that names provisions by their
// numbers.
type Reference struct {
	// From is the id of the provision in whose Text the reference stands, at the
	// bytes [Start, End).
	From  string `json:"from"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	Scope Scope  `json:"scope"`
	// Act is how the reference names another act, as far as the next punctuation
	// mark and a dozen words at most: "Закона о општем управном поступку".
	Act string `json:"act,omitempty"`
	// Targets are the ids of the provisions named, in the order named; a range is all
	// from its first to its last. It is empty for references to other acts.
	Targets []string `json:"targets"`
	// Dangling are the ids that provisions named would have which this act does not
	// hold. Repealed are those of Targets that say of themselves that they are no
	// longer in force.
	Dangling []string `json:"dangling,omitempty"`
	Repealed []string `json:"repealed,omitempty"`

	// Numbers are the numbers in the words, in the order of the text, with what each of
	// them names in this act.
	Numbers []CitedNumber `json:"-"`

	said    bool   // in words whose provisions they are
	label   string // of the article it stands in
	divided []span // where the numbers of divisions stand; nil for a reference to none
	letters []span // where numbers that are letters stand
	line    Line   // that the provision begins at
}

// A CitedNumber is a number at the bytes [Start, End) of the text that a reference
// stands in, and the provision of the act that it is the number of.
type CitedNumber struct {
	Start, End int
	ID         string
}

// References returns the references of the act in the order of the text. What words
// they are made of is known for the acts of Serbia, in both scripts, for those of
// Croatia, Germany and the United States and for the English, Croatian, Slovenian and
// German ones of the Union; of any other act there are none. Notes that give evidence of changes are not read.
func (a *Act) References() []Reference { return a.ReferencesFrom(nil) }

// ReferencesFrom returns those of them that stand in provisions with an id that from
// holds; from nil holds every one.
func (a *Act) ReferencesFrom(from map[string]bool) []Reference {
	c := citingOf(a)
	if c == nil {
		return nil
	}
	r := &referenceReader{citing: c, targets: newTargets(a, c), from: from}
	if !r.targets.amending && c.orders != nil {
		orders := newAmendmentReader(a, c, r.targets)
		orders.from = from
		orders.act(a)
		r.orders = orders.orders
	}
	r.walk(a.Body, position{})
	oneDashed(r.found)
	return r.found
}

// dashes makes one of the dashes in the numbers of acts.
var dashes = strings.NewReplacer("–", "-", "‑", "-", "−", "-")

// oneDashed gives acts whose names differ in the kind of their dashes alone the name that the first of them has.
func oneDashed(refs []Reference) {
	var spelled map[string]string
	for i := range refs {
		name := refs[i].Act
		if !strings.ContainsAny(name, "-–‑−") {
			continue
		}
		if spelled == nil {
			spelled = map[string]string{}
		}
		k := dashes.Replace(name)
		if spelled[k] == "" {
			spelled[k] = name
		}
		refs[i].Act = spelled[k]
	}
}

// A position is where in an act a text stands.
type position struct {
	annex  string       // id of the annex
	within *Node        // the division or annex
	at     [ranks]*Node // the provisions by their ranks
	sub    *Node        // the subparagraph of the paragraph, nil in the first one
	quoted bool         // within a quoted provision
	// ordering says that what stands here changes another act, which it names.
	ordering bool
	// own says that it stands in an article of an amending act, or in a paragraph of one, that
	// orders nothing.
	own bool
	// basis says that it stands in the legal basis of an act of the Union.
	basis bool
}

// under returns the position of the text of n, which stands at p.
func (p position) under(n *Node) position {
	rank := rankArticle
	switch n.Kind {
	case KindAnnex:
		return position{annex: n.ID, within: n}
	case KindPart, KindTitle, KindChapter, KindSection, KindSubsection:
		p.within = n
		return p
	case KindArticle:
		p.sub = nil
	case KindParagraph:
		rank = rankParagraph
		p.quoted = p.quoted || isQuoted(n)
		if p.at[rank] != nil && isSubparagraph(n) {
			p.sub = n
			clear(p.at[rank+1:])
			return p
		}
		p.sub = nil
	case KindPoint:
		rank = rankPoint
	case KindSubpoint:
		for rank = rankSubpoint; rank < rankSubclause && p.at[rank] != nil; {
			rank++
		}
	case KindIndent:
		rank = rankIndent
	default:
		return p
	}
	p.at[rank] = n
	clear(p.at[rank+1:])
	return p
}

// isQuoted reports whether n is a quoted provision, by the name it got.
func isQuoted(n *Node) bool {
	last := n.ID
	if at := strings.LastIndex(n.ID, "__"); at >= 0 {
		last = n.ID[at+len("__"):]
	}
	return strings.HasPrefix(last, "mod_")
}

// A referenceReader gathers the references of an act.
type referenceReader struct {
	from    map[string]bool
	orders  map[*Node]bool // provisions that order changes of acts that they name
	citing  *citing
	targets *targets
	found   []Reference
	chain   []citation
	last    citation // the last one settled in the provision
	whose   string   // the act that ceases but for the citation before
	table   *correlation
	tabled  string // the annex that the table stands in
}

func (r *referenceReader) walk(nodes []*Node, p position) {
	for _, n := range nodes {
		here := p.under(n)
		here.ordering = here.ordering || r.orders[n]
		here.own = here.own || r.ownsUp(n)
		here.basis = r.citing.entities && (n.Kind == KindPreamble || p.basis && n.Kind == KindParagraph && n.Label == "")
		if n.Text != "" && n.Kind != KindNote && (r.from == nil || r.from[n.ID]) && !r.targets.profile.gone(n.Text) && !r.gap(n) {
			r.read(n, here)
		}
		r.walk(n.Children, here)
	}
}

// ownsUp reports whether what cites in n cites the act itself, though that amends others.
func (r *referenceReader) ownsUp(n *Node) bool {
	if r.targets.amending && n.Kind == KindParagraph && r.citing.ofItself(n.Text) {
		return true
	}
	if !r.citing.own || !r.targets.amending {
		return false
	}
	return (n.Kind == KindArticle || n.Kind == KindParagraph && r.citing.sign != "") && !r.citing.orders.ordered(n)
}

// read finds the references in the text of one provision.
func (r *referenceReader) read(n *Node, here position) {
	quotes := r.quotes(n.Text, here)
	r.last, r.whose = citation{}, ""
	first := len(r.found)
	numbered := 0 // where the next word before a number stands
	for at := 0; ; {
		if numbered >= 0 && numbered < at || at == 0 {
			numbered = r.citing.next(n.Text, at)
		}
		limit := numbered
		if limit < 0 {
			limit = len(n.Text)
		}
		start := r.citing.pointing(n.Text, at, limit)
		bare := start >= 0
		if !bare {
			start = numbered
		}
		if start < 0 {
			break
		}
		cit, ok := r.citing.citeOn(n.Text, start, true)
		if bare {
			cit, ok = r.citing.point(n.Text, start)
		}
		if !ok {
			_, size := key(n.Text[start:])
			at = start + max(size, 1)
			continue
		}
		r.citing.ordinal(n.Text, at, &cit)
		r.citing.countedBefore(n.Text, at, &cit)
		if !r.annexBefore(n.Text, at, &cit, here) {
			r.placed(n.Text, &cit, here)
		}
		start = cit.start
		r.thereof(n.Text, &cit, here)
		r.excepted(n.Text, &cit)
		r.abbreviated(n.Text, &cit)
		at = cit.end
		for len(quotes) > 0 && quotes[0].end <= start {
			quotes = quotes[1:]
		}
		cit.quoted = here.quoted || len(quotes) > 0 && quotes[0].start < start
		if k := len(r.chain); k > 0 && (r.chain[k-1].quoted != cit.quoted || !r.citing.joined(n.Text[r.chain[k-1].end:start])) {
			r.settle(n, here, tail{})
		}
		r.chain = append(r.chain, cit)
		if cit.tail.kind != noTail {
			r.settle(n, here, cit.tail)
		}
	}
	r.settle(n, here, tail{})
	r.merge(first, r.divisions(n, here), n.Text)
	r.doubt(n.Text, r.found[first:])
	if here.annex != "" && strings.Contains(n.Text, "\t") {
		r.correlate(n.Text, here.annex, r.found[first:])
	}
}

// quotes returns where words of the act that is amended are quoted in the text.
func (r *referenceReader) quotes(s string, here position) []span {
	switch {
	case here.quoted || !r.targets.changes(here):
		return nil
	case r.citing.orders != nil:
		return r.citing.orders.quoted(s)
	}
	return quotations(s)
}

// doubt gives references that name no act to the one that the text names, where they
// point nowhere in this act or stand in brackets behind its name: "дела из чл. 394. и
// 395, прописана Кривичним закоником".
func (r *referenceReader) doubt(text string, refs []Reference) {
	at, looked, sentence, name := 0, false, span{0, len(text)}, ""
	for i := range refs {
		ref := &refs[i]
		bracketed := !r.citing.unmarked && strings.HasSuffix(text[:ref.Start], "(")
		if ref.Scope != ScopeAct || ref.said || len(ref.Dangling) == 0 && !bracketed {
			continue
		}
		if r.citing.unmarked && ref.Start >= sentence.end || !looked {
			if r.citing.unmarked {
				sentence = r.citing.sentence(text, sentence, ref.Start)
			}
			at, looked = r.citing.named(text[sentence.start:sentence.end]), true
			if at >= 0 {
				at += sentence.start
				name = r.citing.actName(text[at:])
			}
		}
		if at < 0 || len(ref.Dangling) == 0 && at > ref.Start {
			continue
		}
		ref.elsewhere(name)
	}
}

// settle resolves the references of the chain: what the last of them says of the
// act holds for those joined to it.
func (r *referenceReader) settle(n *Node, here position, t tail) {
	apart := r.apart(n.Text)
	for i := range r.chain {
		cit := &r.chain[i]
		shared := (cit.sign == r.chain[len(r.chain)-1].sign || !r.targets.amending) && cit.paths[0].number[rankArticle] != "" && (t.kind == actTail || t.kind == otherTail) && !apart
		if i == len(r.chain)-1 || shared {
			cit.tail = t
		}
		if cit.tail.kind == thatTail {
			cit.follow(&r.last)
		}
		ref := Reference{
			From: n.ID, Start: cit.start, End: cit.end, Text: n.Text[cit.start:cit.end], Targets: []string{}, said: cit.tail.kind != noTail, line: n.Line,
		}
		if article := here.at[rankArticle]; article != nil {
			ref.label = article.Label
		}
		ref.letters = lettersOf(ref.Text, cit)
		r.targets.resolve(&ref, cit, here)
		if cit.bare && len(ref.Targets) == 0 {
			continue
		}
		r.found = append(r.found, ref)
		r.last = *cit
	}
	r.chain = r.chain[:0]
}
