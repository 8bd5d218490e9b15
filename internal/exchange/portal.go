package exchange

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/script"
	"github.com/rasprava/rasprava/internal/sheet"
	"github.com/rasprava/rasprava/internal/store"
)

// MaxPortalRows is how many comments one file of the portal may hold.
const MaxPortalRows = 250_000

// PortalColumn is what a column of a file of the national portal eKonsultacije
// holds. The portal documents no file of its own, so which heading holds what is
// declared, or known by its usual names.
type PortalColumn string

// The columns; the first three must be there.
const (
	PortalID           PortalColumn = "key"  // by which the portal knows the comment
	PortalDate         PortalColumn = "date" // on which it was made
	PortalText         PortalColumn = "text"
	PortalName         PortalColumn = "name"         // of the author
	PortalPublish      PortalColumn = "publish"      // whether the name is published
	PortalOrganisation PortalColumn = "organisation" // register number
	PortalPlace        PortalColumn = "place"        // article and paragraph, or id of a provision
	PortalKind         PortalColumn = "kind"
	PortalProposed     PortalColumn = "proposed" // wording
)

// PortalColumns lists all, in the order in which they are declared.
var PortalColumns = []PortalColumn{PortalID, PortalDate, PortalText, PortalName, PortalPublish, PortalOrganisation, PortalPlace, PortalKind, PortalProposed}

// portalHeadings are the usual headings, as script.SearchKey writes them.
var portalHeadings = map[PortalColumn][]string{
	PortalID:           {"id", "id komentara", "sifra", "sifra komentara", "redni broj", "rbr", "r. br.", "rb", "broj komentara", "broj", "portal id"},
	PortalDate:         {"datum", "datum komentara", "datum slanja", "datum i vreme", "vreme", "postavljeno", "date", "sent on"},
	PortalText:         {"komentar", "tekst komentara", "primedba", "sugestija", "sadrzaj", "tekst", "comment", "text", "body"},
	PortalName:         {"ime i prezime", "ime", "korisnik", "autor", "podnosilac", "ucesnik", "name", "author"},
	PortalPublish:      {"ime se objavljuje", "javno ime", "publish name", "publish_name"},
	PortalOrganisation: {"maticni broj", "maticni broj organizacije", "mb", "register number", "organisation"},
	PortalPlace:        {"clan", "odredba", "deo propisa", "mesto", "podrucje", "article", "provision", "place"},
	PortalKind:         {"vrsta", "vrsta komentara", "tip", "kind"},
	PortalProposed:     {"predlozeni tekst", "predlog teksta", "predlog izmene", "predlog resenja", "proposed text", "proposed_text"},
}

// GuessColumns returns the headings of a file by what they usually hold.
func GuessColumns(headings []string) map[PortalColumn]string {
	out := map[PortalColumn]string{}
	for _, c := range PortalColumns {
		for _, usual := range portalHeadings[c] {
			i := slices.IndexFunc(headings, func(h string) bool { return script.SearchKey(h) == script.SearchKey(usual) })
			if i >= 0 {
				out[c] = headings[i]
				break
			}
		}
	}
	return out
}

// ParseColumns reads a mapping as the command line has it: key=Redni broj,text=Komentar.
func ParseColumns(s string) (map[PortalColumn]string, error) {
	out := map[PortalColumn]string{}
	for part := range strings.SplitSeq(s, ",") {
		name, heading, ok := strings.Cut(part, "=")
		c := PortalColumn(strings.TrimSpace(name))
		if !ok || !slices.Contains(PortalColumns, c) || strings.TrimSpace(heading) == "" {
			return nil, fmt.Errorf("read columns: %q is not one of %s with a heading behind =", part, strings.Join(names(), ", "))
		}
		out[c] = strings.ToLower(strings.TrimSpace(heading))
	}
	return out, nil
}

func names() []string {
	all := make([]string, len(PortalColumns))
	for i, c := range PortalColumns {
		all[i] = string(c)
	}
	return all
}

// ErrPortalColumns: no column is known to hold the id, the day or the text.
var ErrPortalColumns = errors.New("which columns hold the id, the date and the text is not known")

// ErrPortalEmpty: the file holds no row below the headings.
var ErrPortalEmpty = errors.New("there is nothing to import: the table has no rows")

// ErrPortalRows: the file holds more than MaxPortalRows.
var ErrPortalRows = fmt.Errorf("more than %d rows", MaxPortalRows)

// PortalTable is a file of the portal as it was understood.
type PortalTable struct {
	Headings []string // in alphabetical order
	Columns  map[PortalColumn]string
	Rows     iter.Seq[store.PortalRow] // read from the file each time, one by one
}

// ReadPortal reads a file of the portal. Columns that are not declared are found by
// their usual headings. places may be nil; then every comment is on the whole text.
// The error is ErrPortalColumns with the headings in the table, ErrPortalRows, ErrPortalEmpty,
// sheet.ErrFormat, or of reading; what is wrong with a row stands with the row.
func ReadPortal(in io.ReaderAt, size int64, f sheet.Format, declared map[PortalColumn]string, places *Places) (PortalTable, error) {
	rows, seen := 0, map[string]bool{}
	var out PortalTable
	for row := range sheet.Rows(in, size, f) {
		if row.Err != nil && row.Cells == nil && errors.Is(row.Err, sheet.ErrFormat) {
			return out, fmt.Errorf("row %d: %w", row.Line, row.Err)
		}
		if rows++; rows > MaxPortalRows {
			return out, ErrPortalRows
		}
		for h := range row.Cells {
			if !seen[h] {
				seen[h] = true
				out.Headings = append(out.Headings, h)
			}
		}
	}
	if rows == 0 {
		return out, ErrPortalEmpty
	}
	slices.Sort(out.Headings)
	out.Columns = GuessColumns(out.Headings)
	for c, h := range declared {
		if h == "" || !seen[h] {
			delete(out.Columns, c)
			continue
		}
		out.Columns[c] = h
	}
	if out.Columns[PortalID] == "" || out.Columns[PortalDate] == "" || out.Columns[PortalText] == "" {
		return out, ErrPortalColumns
	}
	out.Rows = func(yield func(store.PortalRow) bool) {
		known := map[[16]byte]int32{} // lines, by hashes of ids
		hash := func(id string) [16]byte { sum := sha256.Sum256([]byte(id)); return [16]byte(sum[:16]) }
		for row := range sheet.Rows(in, size, f) {
			one := portalRow(row, out.Columns, places)
			if first := known[hash(one.ID)]; first > 0 {
				one.Faults = append(one.Faults, store.PortalFault{Field: string(PortalID), Code: store.PortalTwice, Line: int(first)})
				one.ID = fmt.Sprintf("%.100s#%d", one.ID, row.Line) // so that it is told of
			}
			known[hash(one.ID)] = int32(row.Line)
			if !yield(one) {
				return
			}
		}
	}
	return out, nil
}

// mostKept is the longest file, in bytes, whose bytes are kept to be understood in
// another way: the longest that a page takes.
const mostKept = 8 << 20

// File returns a file that was read as it is brought. The error is of reading.
func (t PortalTable) File(name string, in io.ReaderAt, size int64, f sheet.Format) (store.PortalFile, error) {
	out := store.PortalFile{Name: name, Format: string(f), Size: size, Columns: map[string]string{}, Rows: t.Rows}
	for c, h := range t.Columns {
		out.Columns[string(c)] = h
	}
	sum := sha256.New()
	_, err := io.Copy(sum, io.NewSectionReader(in, 0, size))
	out.SHA256 = sum.Sum(nil)
	if err == nil && size <= mostKept {
		out.Content = make([]byte, size)
		_, err = io.ReadFull(io.NewSectionReader(in, 0, size), out.Content)
	}
	if err != nil {
		return store.PortalFile{}, fmt.Errorf("read file of the portal: %w", err)
	}
	return out, nil
}

// portalTexts are the columns in which JSON lines may have no number: who wrote a text
// or a name did not mean one.
var portalTexts = []PortalColumn{PortalText, PortalName, PortalKind, PortalProposed}

// portalRow reads one row.
func portalRow(row sheet.Row, columns map[PortalColumn]string, places *Places) store.PortalRow {
	cell := func(c PortalColumn) string {
		if columns[c] == "" {
			return ""
		}
		return strings.TrimSpace(strings.ReplaceAll(row.Cells[columns[c]], "\r\n", "\n"))
	}
	out := store.PortalRow{Line: row.Line, ID: cell(PortalID), Place: cell(PortalPlace)}
	fault := func(field PortalColumn, code dossier.Code) {
		out.Faults = append(out.Faults, store.PortalFault{Field: string(field), Code: code})
	}
	if row.Err != nil {
		fault("", store.PortalUnreadable)
	}
	for _, c := range PortalColumns {
		is, isBare := row.Bare[columns[c]]
		if isBare && columns[c] != "" && c != PortalPublish && (is != sheet.Number || slices.Contains(portalTexts, c)) {
			fault(c, store.PortalNotText)
		}
	}
	if out.ID == "" || len(out.ID) > 100 {
		out.ID = fmt.Sprintf("#%d", row.Line)
		fault(PortalID, store.PortalNoID)
	}
	var ok bool
	out.SentOn, ok = portalDay(cell(PortalDate))
	if !ok {
		fault(PortalDate, dossier.CodeDateInvalid)
	}
	c := dossier.NewComment{Document: dossier.ActDocument, Body: cell(PortalText), ProposedText: cell(PortalProposed), Kind: portalKind(cell(PortalKind), cell(PortalProposed))}
	if out.Place != "" {
		c.Provision, out.Placed = places.find(out.Place)
	}
	author := dossier.Author{Kind: dossier.Anonymous}
	switch no := cell(PortalOrganisation); {
	case no != "":
		author = dossier.Author{Kind: dossier.Organisation, Organisation: no, Name: cell(PortalName)}
	case cell(PortalName) != "":
		author = dossier.Author{Kind: dossier.Citizen, Name: cell(PortalName), PublishName: yes(cell(PortalPublish))}
	}
	lang := "sr-Latn"
	if strings.ContainsFunc(c.Body, script.IsCyrillic) {
		lang = "sr-Cyrl"
	}
	out.Submission = dossier.Submission{Author: author, Lang: lang, Comments: []dossier.NewComment{c}}
	var p *dossier.Problem
	if errors.As(out.Submission.Check(), &p) {
		for _, f := range p.Fields {
			field := map[string]PortalColumn{"body": PortalText, "proposed_text": PortalProposed, "name": PortalName}[f.Name[strings.LastIndex(f.Name, ".")+1:]]
			fault(field, f.Code)
		}
	}
	return out
}

func yes(s string) bool {
	return slices.Contains([]string{"da", "1", "yes", "true"}, script.SearchKey(s))
}

// portalKind reads what a comment wants; a proposed wording is a change.
func portalKind(said, proposed string) dossier.CommentKind {
	key := script.SearchKey(said)
	switch {
	case strings.HasPrefix(key, "pitanj"), key == "question":
		return dossier.Question
	case strings.HasPrefix(key, "podrsk"), key == "support":
		return dossier.Support
	case proposed != "", strings.HasPrefix(key, "izmen"), strings.HasPrefix(key, "predlog"), key == "change":
		return dossier.Change
	}
	return dossier.Remark
}

// portalDay reads a civil date, or the civil date of an instant: as people write
// one, as ISO 8601 does, or the number that a workbook holds in its place.
func portalDay(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseFloat(s, 64); err == nil {
		if n < 36526 || n > 73050 { // 2000 to 2099
			return "", false
		}
		return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(n)).Format(time.DateOnly), true
	}
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return dossier.Day(at, belgrade), true
	}
	if at, ok := locale.ParseDateTime(s); ok {
		return dossier.Day(at, belgrade), true
	}
	if at, ok := locale.ParseDate(s); ok {
		return at.Format(time.DateOnly), true
	}
	day, _, _ := strings.Cut(s, " ")
	if at, ok := locale.ParseDate(day); ok {
		return at.Format(time.DateOnly), true
	}
	return "", false
}

var belgrade = func() *time.Location {
	loc, err := time.LoadLocation("Europe/Belgrade")
	if err != nil {
		panic(err) // it is linked in
	}
	return loc
}()

// Places finds provisions by how people name them.
type Places struct {
	act   *act.Act
	found map[string]string // what words were found to name, at most mostNamed of them; empty: no single one
}

// mostNamed is how many words are remembered for a provision: more rows name the same.
const mostNamed = 4096

// NewPlaces returns the places of an act; nil: there are none.
func NewPlaces(a *act.Act) *Places {
	if a == nil {
		return nil
	}
	return &Places{a, map[string]string{}}
}

// find returns the id of the provision that is named: by its id, its number, or as
// a reference to it; false: no single one is.
func (p *Places) find(words string) (string, bool) {
	if p == nil {
		return "", false
	}
	if len(words) > 200 {
		return "", false
	}
	found, known := p.found[words]
	if !known {
		found = p.look(words)
		if len(p.found) < mostNamed {
			p.found[words] = found
		}
	}
	return found, found != ""
}

// look returns what find does, or nothing.
func (p *Places) look(words string) string {
	if n := p.act.Find(words); n != nil {
		return n.ID
	}
	if strings.Trim(words, "0123456789. ") == "" {
		words = "члан " + strings.TrimRight(words, ". ")
	}
	// The words are read as a provision of the act would say them of the act itself.
	said := *p.act
	const here = "place_asked"
	text := strings.TrimRight(script.ToCyrillic(strings.ToLower(words)), ". ") + " овог закона"
	said.Body = append(slices.Clone(said.Body), &act.Node{Kind: act.KindParagraph, ID: here, Text: text})
	found := ""
	for _, ref := range said.ReferencesFrom(map[string]bool{here: true}) {
		for _, target := range ref.Targets {
			if found != "" && found != target {
				return ""
			}
			found = target
		}
	}
	return found
}
