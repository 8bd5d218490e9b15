package act

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/intern"
	"github.com/rasprava/rasprava/internal/script"
)

// Options says how an input is read.
type Options struct {
	// Name is the name of the file; where the bytes do not tell what kind of file
	// it is, its ending does.
	Name string
	// Profile is the tradition of drafting, one of Profiles; auto and empty look at
	// the text.
	Profile string
	// Rejected reads the text that a document with tracked changes, of Word, HTML or Akoma Ntoso,
	// had before them.
	Rejected bool

	printed bool            // the lines may be those of printed pages
	blocks  bool            // and each paragraph stands apart from the next, though no empty line is between them
	notes   map[string]bool // the lines that are known for the numbers of pages
}

// auto is the name of no profile: the text tells which.
const auto = "auto"

// Profiles returns the names of the traditions that Parse knows: rs for Serbia in
// both scripts, hr for Croatia, eu for the European Union, us for the United States,
// de for Germany.
func Profiles() []string {
	names := make([]string, len(profiles))
	for i, p := range profiles {
		names[i] = p.name
	}
	return names
}

// Parse reads an act from a file of any of the formats, in UTF-8, in UTF-16 with its
// byte order mark, or in the old encodings of Serbian. It returns an *Error for
// bytes that are of none of them, for more than MaxBytes, for more lines than any act has and for a profile it does
// not know; any other input becomes an act, with every character but white space in
// it in its order, and with a warning for what looks wrong. Of text that was taken out of printed pages the number of a page
// within a sentence stands as a note behind it, and the hyphen of a word that the end of a line
// parted stands in the warning of it alone. The structure of texts
// follows the Jedinstvena metodološka pravila za izradu propisa ("Sl. glasnik RS"
// 21/2010).
func Parse(src []byte, opts Options) (*Act, error) {
	if opts.Profile != "" && opts.Profile != auto && profileNamed(opts.Profile) == nil {
		return nil, &Error{Code: UnknownProfile, Detail: "profile " + opts.Profile + " is not known; use " + strings.Join(append([]string{auto}, Profiles()...), ", ")}
	}
	if len(src) > MaxBytes {
		return nil, &Error{Code: TooLarge, Detail: fmt.Sprintf("larger than %d MiB", MaxBytes>>20)}
	}
	src, err := unmarked16(src)
	if err != nil {
		return nil, err
	}
	return formatOf(src, opts.Name).read(src, opts)
}

// maxLines is the most lines with characters that an act may have: what no act comes
// near, and what keeps the tree of one line a provision within bounds.
const maxLines = 1 << 19

// fromLines makes an act of lines. It returns an *Error for more than maxLines.
func fromLines(lines []line, markdown bool, opts Options) (*Act, error) {
	a, _, err := withRoles(lines, markdown, opts)
	return a, err
}

// withRoles is fromLines, and returns what the unnumbered paragraphs of the act are.
func withRoles(lines []line, markdown bool, opts Options) (*Act, map[*Node]role, error) {
	if len(lines) > maxLines {
		return nil, nil, &Error{Code: TooLarge, Detail: fmt.Sprintf("more than %d lines", maxLines)}
	}
	p := profileNamed(opts.Profile)
	if p == nil {
		p = detect(lines)
	}
	p = p.in(lines)
	for i := range lines {
		if lines[i].mark == plain {
			lines[i].classify(p, markdown)
		}
	}
	if markdown {
		indented(lines)
	}
	lines = joinNumbers(lines, p, markdown)
	a := &Act{Format: Format, Profile: p.name, Lang: p.tongues[0].tag, Counts: map[Kind]int{}, Warnings: []Warning{}, Body: []*Node{}}
	warn := &warner{act: a, counts: map[string]int{}}
	var pages []line
	if opts.printed || len(opts.notes) > 0 {
		lines, pages = takePages(lines, p, &opts)
		for i := range pages {
			warn.add(pages[i].at, WarnPageNumber, pages[i].text)
		}
	}
	if opts.printed {
		lines = joinWords(lines, p, markdown, warn)
	}
	var br breaking
	if opts.printed && !opts.blocks && !markdown {
		br = brokenApart(lines, p)
	}
	if !br.exact {
		br = breakingOf(lines, p)
	}
	br.exact = br.exact && opts.printed && !opts.blocks && !markdown
	if br.exact {
		lines = unwrap(lines, br, p)
	}
	markFootnotes(lines, p)
	markTreaties(lines, p)
	markTariff(lines, p)
	markOmnibus(lines, p)
	warn.lookalikes(lines, a.Lang)
	for _, at := range markQuotes(lines, p, warn) {
		warn.add(at, WarnUnclosedQuote, excerpt(lineAt(lines, at)))
	}
	for _, i := range markContents(lines, p) {
		warn.add(lines[i].at, WarnContents, lines[i].text)
	}
	lay := resolve(lines, p, markdown, br)
	warn.numbers(lines, p, lay.articles)
	b := newBuilder(lines, p, lay, markdown)
	b.pages, b.warn = pages, warn
	b.build()
	a.Title = strings.Join(b.titles, " ")
	a.Body = append(a.Body, b.top.Children...)
	a.TitleAfter = b.after
	names := &namer{roles: b.roles, capitals: p.rungs != nil, cyrillic: a.Lang == langCyrillic, used: intern.New(len(lines)), next: map[string]int{}}
	names.name(a.Body, "", "")
	warn.finish(lay)
	a.seal()
	return a, b.roles, nil
}

// seal counts the provisions and takes the hash, when the act is whole.
func (a *Act) seal() {
	var room [8]tally
	tallies, same := room[:0], (*tally)(nil)
	a.Walk(func(n *Node, _ int) bool {
		tallies, same = tallyOf(tallies, string(n.Kind))
		same.all++
		return true
	})
	for _, kind := range tallies {
		a.Counts[Kind(kind.name)] += kind.all
	}
	a.Hash = a.canonicalHash()
}

func lineAt(lines []line, at int) string {
	i, _ := slices.BinarySearchFunc(lines, at, func(l line, at int) int { return l.at - at })
	return lines[i].text
}

// maxWarnings is how many warnings of one code are listed.
const maxWarnings = 200

type warner struct {
	act    *Act
	counts map[string]int
}

func (w *warner) add(at int, code, text string) {
	w.counts[code]++
	if w.counts[code] <= maxWarnings || code == WarnHyphenation {
		w.act.Warnings = append(w.act.Warnings, Warning{Line: at, Code: code, Text: text})
	}
}

// lookalikes warns of words that mix the letters of two scripts, and of a Latin
// letter in the number of a Cyrillic article.
func (w *warner) lookalikes(lines []line, lang string) {
	for i := range lines {
		l := &lines[i]
		for _, found := range script.Lookalikes(l.text) {
			if l.mark == articleMark && found.Offset < l.label && (digits(found.Word) > 0 || found.Offset >= l.label-len(l.printedNumber()) && misread(l.printedNumber()) != "") {
				continue // named with its label
			}
			w.add(l.at, WarnHomoglyph, found.Word)
		}
		if l.mark == articleMark && (lang == langCyrillic && strings.ContainsAny(l.number, "aeopcxjyAEOPCXJY") || zeroed(l) || veiled(l)) {
			w.add(l.at, WarnHomoglyph, l.text[:l.label])
		}
	}
}

// numbers warns of article numbers that repeat, are missing or out of order.
// Numbering begins anew in every annex. About so many articles are expected.
func (w *warner) numbers(lines []line, p *profile, articles int) {
	last, seen, annexed := 0, intern.New(articles), 0
	outer := 0       // the article before the part of its own that is read
	again := false   // what is read gives some of the articles again
	var before *line // the article above
	for i := range lines {
		l := &lines[i]
		switch l.mark {
		case annexMark:
			annexed = last
			if l.open == &ownPart {
				outer = last
			}
			last, before = 0, nil
			seen = intern.New(0)
			again = l.open != nil && (l.open.alone || l.open.then != "")
		case articleMark:
			if l.resumes {
				last, before, seen = outer, nil, intern.New(0)
			}
			label := excerpt(l.text[:l.label])
			if misread(l.printedNumber()) == l.number && l.number != "" && !zeroed(l) {
				w.add(l.at, WarnHomoglyph, l.text[:l.label])
			}
			if l.number == "" {
				for next := i + 1; label == "" && next < min(i+maxLead, len(lines)); next++ {
					label = excerpt(lines[next].text)
				}
				w.add(l.at, WarnMissingNumber, label)
				continue
			}
			number := p.fold(l.number)
			switch {
			case again:
			case !seen.Put(number):
				w.add(l.at, WarnDuplicateNumber, label)
			case l.value > last+1 && !(last == 0 && annexed > 0 && l.value == annexed+1) && !(p.byDivision && l.value%100 == 1):
				w.add(l.at, WarnGap, label)
			case l.value < last, before != nil && before.value == l.value && w.act.NumberKey(l.number) < w.act.NumberKey(before.number):
				w.add(l.at, WarnOutOfOrder, label)
			}
			before = l
			last = max(l.value, lastNumber(l.number))
		}
	}
}

// lastNumber returns the last number of "12-15", 0 when there is but one.
func lastNumber(number string) int {
	at := strings.LastIndexByte(number, '-')
	if at <= 0 {
		return 0
	}
	return atoi(number[at+1:][:digits(number[at+1:])])
}

// excerpt shortens a text for a warning.
func excerpt(s string) string {
	if len(s) <= 80 {
		return s
	}
	runes := []rune(s)
	if len(runes) > 80 {
		return string(runes[:80]) + "…"
	}
	return s
}

// beginning returns the title of the act, and of one without it the first of its texts.
func (a *Act) beginning() string {
	first := strings.TrimSpace(a.Title)
	a.Walk(func(n *Node, _ int) bool {
		for _, s := range []string{n.Label, n.Heading, n.Text} {
			if first == "" {
				first = strings.Join(strings.Fields(s), " ")
			}
		}
		return first == ""
	})
	return first
}

// finish puts the warnings in the order of the lines and says what is not listed.
func (w *warner) finish(lay layout) {
	if lay.articles == 0 {
		w.add(0, WarnNoArticles, excerpt(w.act.beginning()))
	}
	slices.SortStableFunc(w.act.Warnings, func(a, b Warning) int { return a.Line - b.Line })
	w.more()
}

// more says of which codes further warnings are not listed.
func (w *warner) more() {
	codes := make([]string, 0, len(w.counts))
	for code := range w.counts {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	for _, code := range codes {
		if w.counts[code] > maxWarnings && code != WarnHyphenation {
			w.act.Warnings = append(w.act.Warnings, Warning{Code: WarnMore, Text: code})
		}
	}
}
