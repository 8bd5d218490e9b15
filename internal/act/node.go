package act

// Kind says what a provision is.
type Kind string

// The kinds of provisions, from the widest to the narrowest, then those that
// stand outside the ranks.
const (
	KindPart       Kind = "part"
	KindTitle      Kind = "title"
	KindChapter    Kind = "chapter"
	KindSection    Kind = "section"
	KindSubsection Kind = "subsection"
	KindArticle    Kind = "article"
	KindParagraph  Kind = "paragraph"
	KindPoint      Kind = "point"
	KindSubpoint   Kind = "subpoint"
	KindIndent     Kind = "indent"
	KindAnnex      Kind = "annex"
	KindPreamble   Kind = "preamble"
	KindNote       Kind = "note"
)

// Node is one provision. The characters of the act stand in Label, Heading and
// Text of its nodes, each once.
type Node struct {
	Kind Kind `json:"kind"`
	// ID is the address in this act, unique, ASCII, after the naming convention
	// of Akoma Ntoso: art_5a__para_2__point_3.
	ID string `json:"id"`
	// WID is the identity that the provision keeps when its number changes.
	WID string `json:"wid"`
	// Number is the number as printed, without dot or bracket; for a paragraph
	// without a printed number its place among those of the article.
	Number string `json:"number,omitempty"`
	// Label is the whole printed marker: "Члан 5.", "1)", "ГЛАВА II".
	Label   string `json:"label,omitempty"`
	Heading string `json:"heading,omitempty"`
	// HeadingAfter says that the heading of an article stands behind its label,
	// and not before it as is the custom.
	HeadingAfter bool   `json:"heading_after,omitempty"`
	Text         string `json:"text,omitempty"`
	// Table says that the text is a table: rows divided by line breaks, cells by
	// tabs.
	Table    bool    `json:"table,omitempty"`
	Children []*Node `json:"children,omitempty"`
	// Line is where the provision began in the file that the act was read from.
	Line Line `json:"-"`
}

// A Line is a line of a file, counted from 1; 0 where none is known, as of an act that
// was not read from a file. It is no part of what an act says.
type Line int

// Equal reports that acts read from different lines are the same.
func (Line) Equal(Line) bool { return true }

// Warning names something odd in the input.
type Warning struct {
	Line int    `json:"line"` // counted from 1; 0 for the act as a whole
	Code string `json:"code"`
	Text string `json:"text"`
}

// The codes of warnings.
const (
	WarnHomoglyph       = "homoglyph"        // a word mixes look-alike letters of two scripts
	WarnDuplicateNumber = "duplicate_number" // two articles have the same number
	WarnGap             = "gap"              // numbers are missing before this article, or before this item of a list
	WarnOutOfOrder      = "out_of_order"     // an article number is lower than the one before
	WarnMissingNumber   = "missing_number"   // an article heading has no number
	WarnUnclosedQuote   = "unclosed_quote"   // a quoted provision does not end
	WarnUnquoted        = "unquoted"         // the new wording of a provision stands without quotation marks, and was read as quoted
	WarnNoArticles      = "no_articles"      // the text has no articles
	WarnTrackedChanges  = "tracked_changes"  // the document held tracked changes, which were accepted
	WarnComments        = "comments"         // the document held comments, which are no part of the text
	WarnHiddenText      = "hidden_text"      // the document held hidden text, which was left out
	WarnStruckText      = "struck_text"      // words of the document are struck through without a tracked change; they were kept
	WarnUnshownText     = "unshown_text"     // words of the page are not shown; they were kept
	WarnPictures        = "pictures"         // the document held pictures, which were left out
	WarnContents        = "contents"         // the document held a table of contents, which is none of its provisions: one that a program made was left out, one of text is kept
	WarnSymbols         = "symbols"          // the document held characters of fonts of symbols, read as those that look like them
	WarnNotes           = "notes"            // the document held footnotes that nothing in the text calls
	WarnMargins         = "margins"          // the document held headers or footers of pages, which were left out
	WarnLeftOut         = "left_out"         // the document held a text that is not shown, which was left out
	WarnReplyMarks      = "reply_marks"      // each line began with >, as what a letter quotes does; the marks were left out
	WarnMetadata        = "metadata"         // the document begins with data about itself, which were kept as a note
	WarnEncoding        = "encoding"         // the text is in no UTF-8 and was read in the encoding named
	WarnPageNumber      = "page_number"      // the number of a printed page stands within the text, which was kept as a note
	WarnHyphenation     = "hyphenation"      // a word was parted at the end of a line and was joined; all of them are listed, with the hyphen
	WarnMore            = "more"             // further warnings of a code are not listed
)

// Act is the text of an act.
type Act struct {
	Format  string `json:"format"`
	Profile string `json:"profile"`
	Lang    string `json:"lang"` // sr-Cyrl or sr-Latn, the script that prevails
	Title   string `json:"title"`
	// TitleAfter is how many nodes of Body stand before the title: an act that
	// names its legal basis first begins with a preamble.
	TitleAfter int          `json:"title_after,omitempty"`
	Hash       string       `json:"hash"`
	Counts     map[Kind]int `json:"counts"`
	Warnings   []Warning    `json:"warnings"`
	Body       []*Node      `json:"body"`
}

// Format names the JSON form of Act.
const Format = "rasprava.act/1"

// Walk calls visit for every provision in the order of the text, each before its
// children. It does not go below a provision for which visit returns false.
func (a *Act) Walk(visit func(n *Node, depth int) bool) {
	walk(a.Body, 0, visit)
}

func walk(nodes []*Node, depth int, visit func(n *Node, depth int) bool) {
	for _, n := range nodes {
		if visit(n, depth) {
			walk(n.Children, depth+1, visit)
		}
	}
}

// Articles returns the articles in the order of the text, those of annexes too.
func (a *Act) Articles() []*Node {
	var articles []*Node
	a.Walk(func(n *Node, _ int) bool {
		if n.Kind == KindArticle {
			articles = append(articles, n)
			return false
		}
		return true
	})
	return articles
}

// Find returns the provision with the id, nil when there is none.
func (a *Act) Find(id string) *Node {
	var found *Node
	a.Walk(func(n *Node, _ int) bool {
		if n.ID == id {
			found = n
		}
		return found == nil
	})
	return found
}
